/* Bringing each encoding to UTF-8. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <iconv.h>

#include "base/utf8.h"
#include "charset.h"
#include "read/decoder_units.h"

static struct decoder *decoder_of(void **state)
{
	return *state;
}

static int open_decoder(void **state)
{
	*state = decoder_new();
	return 0;
}

static int close_decoder(void **state)
{
	decoder_free(*state);
	decoder_free(NULL);
	return 0;
}

static void assert_text(const struct strbuf *found, struct str expected)
{
	assert_int_equal(found->nbytes, expected.nbytes);
	assert_memory_equal(found->ptr, expected.ptr, expected.nbytes);
	assert_int_equal(found->ptr[found->nbytes], '\0');
}

static void assert_round_trip(struct decoder *decoder, const struct charset *charset, struct str text, bool marked)
{
	struct strbuf encoded = {0}, bytes = {0}, out = {0};
	charset_encode(charset, text, &encoded);
	if (marked)
		strbuf_append(&bytes, charset->bom);
	strbuf_append(&bytes, strbuf_view(&encoded));
	struct decoding decoding = decoder_decode(decoder, charset->encoding, strbuf_view(&bytes), &out);
	assert_true(decoding.available);
	assert_int_equal(decoding.nbad, 0);
	assert_text(&out, text);
	strbuf_free(&encoded);
	strbuf_free(&bytes);
	strbuf_free(&out);
}

static void round_trips(void **state)
{
	struct strbuf large = {0};
	for (unsigned i = 0; i < 300; i++)
		strbuf_append_text(&large, charset_traditional);
	for (size_t i = 0; i < NCHARSETS; i++) {
		for (int marked = 0; marked < 2; marked++) {
			if (charsets[i].encoding != ENCODING_BIG5)
				assert_round_trip(decoder_of(state), &charsets[i], str_from(charset_simplified),
						  marked);
			assert_round_trip(decoder_of(state), &charsets[i], str_from(charset_traditional), marked);
			assert_round_trip(decoder_of(state), &charsets[i], STR("x"), marked);
		}
		assert_round_trip(decoder_of(state), &charsets[i], strbuf_view(&large), true);
		if (charsets[i].encoding != ENCODING_BIG5)
			assert_round_trip(decoder_of(state), &charsets[i], STR("𠀀㐀é€\0·𬭎"), true);
	}
	strbuf_free(&large);
}

/* `expected` has U+FFFD for each fault. */
struct decode_case {
	enum encoding encoding;
	struct str bytes, expected;
	size_t nbad;
	uint32_t first_bad_line;
};

#define BAD "\xEF\xBF\xBD"
#define CASE(encoding, bytes, expected, ...) {ENCODING_##encoding, {bytes, sizeof(bytes) - 1}, \
	{expected, sizeof(expected) - 1}, __VA_ARGS__}

static const struct decode_case decode_cases[] = {
	CASE(UTF8, "a\nb\xFF""c", "a\nb" BAD "c", 1, 2),
	CASE(UTF8, "\xE4\xB8", BAD, 1, 1),
	CASE(UTF8, "x\xF0\xA0\x80", "x" BAD, 1, 1),
	CASE(UTF8, "\xE4\xB8x", BAD BAD "x", 2, 1),
	CASE(UTF8, "\xE0\x80", BAD BAD, 2, 1),
	CASE(UTF8, "\xF4\x90\x80\x80", BAD BAD BAD BAD, 4, 1),
	CASE(UTF8, "\xED\xA0\x80", BAD BAD BAD, 3, 1),
	CASE(UTF8, "\xEF\xBB\xBF\n\n\xC0\xAF\xEF\xBB\xBF", "\n\n" BAD BAD "\xEF\xBB\xBF", 2, 3),
	CASE(GB18030, "\xD5 \xD6\xD0", BAD " 中", 1, 1),
	CASE(GB18030, "ab\n\xD6\xD0\n\xFF\xFF\xD6\xD0", "ab\n中\n" BAD BAD "中", 2, 3),
	CASE(GB18030, "\x80""1.2\x80", "€1.2€", 0, 0),
	CASE(GB18030, "\xD6\xD0\xD6", "中" BAD, 1, 1),
	CASE(GB18030, "\x95\x32\x82\x36", "𠀀", 0, 0),
	CASE(GB18030, "a\x95\x32\x82", "a" BAD, 1, 1),
	CASE(GB18030, "\x84\x31\x95\x33\xFF\xE9\x46", BAD "镕", 1, 1),
	CASE(GB18030, "\xD5\n\xFF", BAD "\n" BAD, 2, 1),
	CASE(BIG5, "\x87\x41\xA4\xA4", "䰲中", 0, 0),
	CASE(BIG5, "\x88\x62", "Ê̄", 0, 0),
	CASE(BIG5, "\x88\x62\xFF\x88\x64", "Ê̄" BAD "Ê̌", 1, 1),
	CASE(BIG5, "\xA4 \xA4\xA4\xA4", BAD " 中" BAD, 2, 1),
	CASE(BIG5, "\x81\xA4\xA4", BAD "中", 1, 1),
	CASE(UTF16LE, "\x40\xD8\x00\xDC", "𠀀", 0, 0),
	CASE(UTF16LE, "\x40\xD8""a\0", BAD "a", 1, 1),
	CASE(UTF16LE, "a\0\x00\xDC""b\0", "a" BAD "b", 1, 1),
	CASE(UTF16LE, "a\0\x40\xD8", "a" BAD, 1, 1),
	CASE(UTF16LE, "a\0\x40\xD8\x00", "a" BAD, 1, 1),
	CASE(UTF16LE, "a\0b", "a" BAD, 1, 1),
	CASE(UTF16LE, "\x0A\x4E\n\0\x00\xDC", "上\n" BAD, 1, 2),
	CASE(UTF16LE, "\xFF\xFE\x00\xDC\xFF\xFE", BAD "\xEF\xBB\xBF", 1, 1),
	CASE(UTF16BE, "\xFE\xFF\x4E\x0A\0\n\xDC\x00\x4E\x2D", "上\n" BAD "中", 1, 2),
	CASE(UTF16BE, "\xD8\x40\0a", BAD "a", 1, 1),
	CASE(UTF32LE, "\0\xD8\0\0a\0\0\0", BAD "a", 1, 1),
	CASE(UTF32LE, "\0\0\x11\0a\0\0\0b\0\0", BAD "a" BAD, 2, 1),
	CASE(UTF32BE, "\0\0\xFE\xFF\0\2\0\0\xFF\0\0\0\0\0\0a", "𠀀" BAD "a", 1, 1),
	CASE(GB18030, "", "", 0, 0),
	CASE(UTF8, "\xEF\xBB\xBF", "", 0, 0),
};

static void decodes_and_counts_faults(void **state)
{
	for (size_t i = 0; i < sizeof(decode_cases) / sizeof(decode_cases[0]); i++) {
		const struct decode_case *c = &decode_cases[i];
		struct strbuf out = {0};
		strbuf_append_text(&out, "kept\n");
		struct decoding found = decoder_decode(decoder_of(state), c->encoding, c->bytes, &out);
		struct str text = str_slice(strbuf_view(&out), strlen("kept\n"), out.nbytes);
		if (!found.available || !str_equal(text, c->expected) || found.nbad != c->nbad ||
		    found.first_bad_line != c->first_bad_line)
			fail_msg("case %zu: \"%.*s\", %zu bad, first in line %u", i, (int)text.nbytes, text.ptr,
				 found.nbad, (unsigned)found.first_bad_line);
		assert_memory_equal(out.ptr, "kept\n", strlen("kept\n"));
		assert_int_equal(out.ptr[out.nbytes], '\0');
		strbuf_free(&out);
	}
}

/* Releases both. */
static void assert_big5(struct decoder *decoder, struct strbuf *bytes, struct strbuf *expected)
{
	struct strbuf out = {0};
	struct decoding found = decoder_decode(decoder, ENCODING_BIG5, strbuf_view(bytes), &out);
	assert_int_equal(found.nbad, 0);
	assert_text(&out, strbuf_view(expected));
	strbuf_free(bytes);
	strbuf_free(expected);
	strbuf_free(&out);
}

/* Characters of two bytes that become four: more than is made room for at first. */
static void output_grows(void **state)
{
	struct strbuf bytes = {0}, expected = {0};
	for (unsigned i = 0; i < 50000; i++) {
		strbuf_append(&bytes, STR("\xFA\x40\x88\x62"));
		strbuf_append_text(&expected, "𠕇Ê̄");
	}
	assert_big5(decoder_of(state), &bytes, &expected);
}

/* What Big5's conversion holds back, to see whether a mark for it follows, comes out where it belongs, in texts that
 * grow more than others, too. */
static void held_back_characters(void **state)
{
	for (unsigned nbefore = 0; nbefore < 16; nbefore++) {
		struct strbuf bytes = {0}, expected = {0};
		strbuf_append_repeat(&bytes, 'x', nbefore);
		strbuf_append_repeat(&expected, 'x', nbefore);
		for (unsigned i = 0; i < 3000; i++) {
			strbuf_append(&bytes, STR("\x88\x66\xFA\x40\x88\x62\xA4\xA4\x88\x62\x88\xA7\xA4\xA4\x88\x66"));
			strbuf_append_text(&expected, "Ê𠕇Ê̄中Ê̄ê中Ê");
		}
		assert_big5(decoder_of(state), &bytes, &expected);
	}
}

/* Each code of two bytes is what iconv makes of it, the first time and the second. */
static void assert_every_pair(struct decoder *decoder, enum encoding encoding, size_t least_nchars)
{
	iconv_t converter = iconv_open("UTF-8", encoding_name(encoding));
	size_t nchars = 0;
	assert_true(converter != (iconv_t)-1);
	for (int i = 0; i < 2 * 126 * 191; i++) {
		char code[2] = {(char)(0x81 + i / 191 % 126), (char)(0x40 + i % 191)}, text[16], *from = code,
		     *to = text;
		size_t nfrom = sizeof(code), nfree = sizeof(text);
		struct strbuf out = {0};
		bool whole = iconv(converter, &from, &nfrom, &to, &nfree) != (size_t)-1;
		iconv(converter, NULL, NULL, &to, &nfree);
		struct decoding found = decoder_decode(decoder, encoding, (struct str){code, 2}, &out);
		assert_int_equal(found.nbad == 0, whole);
		if (whole)
			assert_text(&out, (struct str){text, sizeof(text) - nfree});
		nchars += whole;
		strbuf_free(&out);
	}
	assert_true(nchars > 2 * least_nchars);
	iconv_close(converter);
}

static void every_pair(void **state)
{
	assert_every_pair(decoder_of(state), ENCODING_GB18030, 23000);
	assert_every_pair(decoder_of(state), ENCODING_BIG5, 17000);
}

/* The list of all codes has what each is decoded to alone. */
static void assert_list(struct decoder *decoder, enum encoding encoding, size_t least_nchars)
{
	static uint16_t list[ENCODING_NPAIRS];
	struct strbuf out = {0};
	size_t nchars = 0;
	memset(list, 0xAA, sizeof(list));
	assert_true(decoder_list_pairs(decoder, encoding, list));
	for (int i = 0; i < ENCODING_NPAIRS; i++) {
		char code[2] = {(char)(ENCODING_FIRST_LEAD + i / ENCODING_NTRAILS),
				(char)(ENCODING_FIRST_TRAIL + i % ENCODING_NTRAILS)};
		strbuf_clear(&out);
		struct decoding found = decoder_decode(decoder, encoding, (struct str){code, 2}, &out);
		struct utf8_char c = utf8_decode(strbuf_view(&out));
		bool is_char = !found.nbad && c.nbytes == out.nbytes && c.code_point <= UINT16_MAX;
		assert_int_equal(list[i], is_char ? c.code_point : 0);
		nchars += is_char;
	}
	assert_true(nchars > least_nchars);
	strbuf_free(&out);
}

static void list_of_pairs(void **state)
{
	static uint16_t list[ENCODING_NPAIRS];
	assert_list(decoder_of(state), ENCODING_GB18030, 23000);
	assert_list(decoder_of(state), ENCODING_BIG5, 15000);
	assert_false(decoder_list_pairs(decoder_of(state), ENCODING_UNKNOWN, list));
}

/* UTF-16 eight units at a time becomes what it does unit by unit, and stops where that does. */
static void units_in_blocks(void **state)
{
	static const uint16_t units[] = {0x4E00, 0x516C, 0xFF0C, 0x3001, '0', '9', '\t', 'a', 0x4E8C, 0x7F, 0x80,
					 0xB7, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0, 0xD800, 0xDC00, 0xDFFF};
	uint32_t seed = 3;
	size_t nstops = 0;
	for (unsigned round = 0; round < 100000; round++) {
		char bytes[2 * 60 + 1], found[4 * 60 + 2], expected[4 * 60 + 2];
		size_t nunits = charset_next_random(&seed) % 60, nbytes = 2 * nunits + charset_next_random(&seed) % 2;
		size_t nkinds = round % 3 ? 9 : sizeof(units) / sizeof(*units);
		uint16_t unit = units[0];
		for (size_t i = 0; i < nunits; i++) {
			if (charset_next_random(&seed) % 3 == 0)
				unit = units[charset_next_random(&seed) % nkinds];
			bytes[2 * i] = (char)(round & 1 ? unit >> 8 : unit & 0xFF);
			bytes[2 * i + 1] = (char)(round & 1 ? unit & 0xFF : unit >> 8);
		}
		bytes[nbytes - (nbytes > 0)] = 'x';
		struct str rest = {bytes, nbytes}, plain_rest = rest;
		size_t found_nbytes = decoder_units_decode(&rest, round & 1, found);
		size_t expected_nbytes = decoder_units_decode_plain(&plain_rest, round & 1, expected);
		assert_int_equal(found_nbytes, expected_nbytes);
		assert_memory_equal(found, expected, expected_nbytes);
		assert_ptr_equal(rest.ptr, plain_rest.ptr);
		assert_int_equal(rest.nbytes, plain_rest.nbytes);
		nstops += rest.nbytes > 1;
	}
	assert_in_range(nstops, 1000, 90000);
}

/* FF is in no character of either, so every one of them is a fault of its own. */
static void many_faults(void **state)
{
	for (size_t i = 1; i < 3; i++) {
		struct strbuf encoded = {0}, bytes = {0}, expected = {0}, out = {0};
		charset_encode(&charsets[i], STR("公布\n"), &encoded);
		for (unsigned j = 0; j < 5000; j++) {
			strbuf_append(&bytes, strbuf_view(&encoded));
			strbuf_append_text(&expected, "公布\n");
			strbuf_append_repeat(&bytes, '\xFF', j % 3);
			for (unsigned k = 0; k < j % 3; k++)
				strbuf_append_text(&expected, BAD);
		}
		struct decoding found =
			decoder_decode(decoder_of(state), charsets[i].encoding, strbuf_view(&bytes), &out);
		assert_text(&out, strbuf_view(&expected));
		assert_int_equal(found.nbad, 4999);
		assert_int_equal(found.first_bad_line, 3);
		strbuf_free(&encoded);
		strbuf_free(&bytes);
		strbuf_free(&expected);
		strbuf_free(&out);
	}
}

static size_t count_replaced(struct str text)
{
	size_t count = 0;
	while (text.nbytes > 0) {
		size_t nbytes = str_find(text, STR(BAD));
		count += nbytes < text.nbytes;
		text = str_slice(text, nbytes + strlen(BAD), text.nbytes);
	}
	return count;
}

static void noise_becomes_valid_utf8(void **state)
{
	uint32_t seed = 7;
	char noise[600];
	struct strbuf out = {0};
	for (unsigned i = 0; i < 700; i++) {
		for (size_t j = 0; j < sizeof(noise); j++)
			noise[j] = (char)charset_next_random(&seed);
		enum encoding encoding = charsets[i % NCHARSETS].encoding;
		strbuf_clear(&out);
		struct str bytes = {noise, sizeof(noise) - i % 5};
		struct decoding found = decoder_decode(decoder_of(state), encoding, bytes, &out);
		struct str text = strbuf_view(&out);
		assert_int_equal(utf8_find_invalid(text), text.nbytes);
		assert_true(found.nbad > 0 && found.nbad <= count_replaced(text));
	}
	strbuf_free(&out);
}

static void unknown_is_not_available(void **state)
{
	struct strbuf out = {0};
	strbuf_append_text(&out, "x");
	struct decoding found = decoder_decode(decoder_of(state), ENCODING_UNKNOWN, STR("\xD6\xD0"), &out);
	assert_false(found.available);
	assert_string_equal(strbuf_text(&out), "x");
	strbuf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(round_trips),
		cmocka_unit_test(decodes_and_counts_faults),
		cmocka_unit_test(output_grows),
		cmocka_unit_test(held_back_characters),
		cmocka_unit_test(every_pair),
		cmocka_unit_test(list_of_pairs),
		cmocka_unit_test(units_in_blocks),
		cmocka_unit_test(many_faults),
		cmocka_unit_test(noise_becomes_valid_utf8),
		cmocka_unit_test(unknown_is_not_available),
	};
	return cmocka_run_group_tests(tests, open_decoder, close_decoder);
}
