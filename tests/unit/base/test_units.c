/* Code units of a text; the fast way against the plain one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/units.h"

static struct units units, plain;

static void assert_units(const char *text, size_t count, const uint16_t *codes, const uint32_t *offsets)
{
	units_read(&units, str_from(text));
	assert_int_equal(units.count, count);
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(units.codes[i], codes[i]);
		assert_int_equal(units.offsets[i], offsets[i]);
		assert_int_equal(units_before(&units, offsets[i]), i);
	}
	assert_int_equal(units_before(&units, strlen(text)), count);
}

static void characters_of_all_lengths(void **state)
{
	assert_units("", 0, NULL, NULL);
	assert_units("a", 1, (uint16_t[]){'a'}, (uint32_t[]){0});
	assert_units("1件é\n", 4, (uint16_t[]){'1', 0x4EF6, 0xE9, '\n'}, (uint32_t[]){0, 1, 4, 6});
	/* U+20001 and U+10FFFF: the second half stands at the second byte. */
	assert_units("𠀁。", 3, (uint16_t[]){0xD840, 0xDC01, 0x3002}, (uint32_t[]){0, 1, 4});
	assert_units("\xF4\x8F\xBF\xBF", 2, (uint16_t[]){0xDBFF, 0xDFFF}, (uint32_t[]){0, 1});
}

static void units_behind_the_text(void **state)
{
	units_read(&units, STR("公开"));
	for (size_t i = 0; i < UNITS_ROOM; i++) {
		uint16_t code = units.codes[units.count + i];
		assert_true(code >= 0xDC00 && code < 0xE000);
		assert_true(i == 0 || code != units.codes[units.count + i - 1]);
	}
}

/* Of a text that stands where nothing but it may be read. */
static void assert_same(struct str text)
{
	char *copy = malloc(text.nbytes ? text.nbytes : 1);
	if (text.nbytes)
		memcpy(copy, text.ptr, text.nbytes);
	text.ptr = copy;
	units_read(&units, text);
	units_read_plain(&plain, text);
	assert_int_equal(units.count, plain.count);
	assert_memory_equal(units.codes, plain.codes, (plain.count + UNITS_ROOM) * sizeof(*plain.codes));
	if (plain.count)
		assert_memory_equal(units.offsets, plain.offsets, plain.count * sizeof(*plain.offsets));
	for (size_t i = 0; i <= text.nbytes / UNITS_BLOCK_NBYTES; i++) {
		assert_int_equal(units.blocks[i].begins, plain.blocks[i].begins);
		assert_int_equal(units.blocks[i].nbefore, plain.blocks[i].nbefore);
	}
	free(copy);
}

static uint64_t random_state;

static size_t below(size_t limit)
{
	random_state = random_state * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (size_t)(random_state >> 33) % limit;
}

/* Valid texts, and in every fourth round any bytes. */
static void both_ways_agree(void **state)
{
	static const char *const chars[] = {"政", "。", "１", "\uFFFF", "1", "a", "\n", "é", "·", "𠀀", "\xF4\x8F\xBF\xBF"};
	struct strbuf text = {0};
	size_t nunits = 0;
	for (size_t round = 0; round < 20000; round++) {
		size_t nchars = below(round % 20 ? 60 : 300), nkinds = 3 + below(sizeof(chars) / sizeof(*chars) - 2);
		strbuf_clear(&text);
		while (nchars--)
			if (round % 4)
				strbuf_append_text(&text, chars[below(nkinds)]);
			else
				strbuf_append_byte(&text, (char)(round % 8 ? below(256) : 0x80 + below(128)));
		assert_same(strbuf_view(&text));
		nunits += plain.count;
	}
	assert_true(nunits > 100000);
	strbuf_free(&text);
}

/* Each of them alone and among others. */
static void every_character(void **state)
{
	struct strbuf text = {0};
	for (uint32_t c = 0; c < 0x800; c++) {
		strbuf_append_byte(&text, (char)(c < 0x80 ? c : 0xC0 | c >> 6));
		if (c >= 0x80)
			strbuf_append_byte(&text, (char)(0x80 | (c & 63)));
	}
	for (uint32_t c = 0x800; c < 0x10000; c++) {
		strbuf_append_byte(&text, (char)(0xE0 | c >> 12));
		strbuf_append_byte(&text, (char)(0x80 | (c >> 6 & 63)));
		strbuf_append_byte(&text, (char)(0x80 | (c & 63)));
	}
	assert_same(strbuf_view(&text));
	for (uint32_t c = 0; c < 0x10000; c++)
		assert_int_equal(units.codes[c], c);
	strbuf_free(&text);
}

static int release(void **state)
{
	units_free(&units);
	units_free(&plain);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(characters_of_all_lengths),
		cmocka_unit_test(units_behind_the_text),
		cmocka_unit_test(both_ways_agree),
		cmocka_unit_test(every_character),
	};
	return cmocka_run_group_tests(tests, NULL, release);
}
