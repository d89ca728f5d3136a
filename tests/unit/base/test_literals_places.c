/* Where words may begin; the fast way against the plain one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/literals_parts.h"
#include "base/utf8.h"

enum { MAX_NUNITS = 2000 };

static struct units units;
static uint64_t random_state;

static size_t below(size_t limit)
{
	random_state = random_state * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (size_t)(random_state >> 33) % limit;
}

/* Looks for the places of a text in both ways; returns how many there are, which are in `places`. */
static size_t find_places(const struct literals *literals, struct str text, uint32_t *places)
{
	static uint32_t plain[2 * MAX_NUNITS + LITERALS_PLACES_ROOM];
	units_read(&units, text);
	assert_true(units.count <= MAX_NUNITS);
	size_t count = literals_find_places(literals, &units, places);
	assert_int_equal(count, literals_find_places_plain(literals, &units, plain));
	assert_true(count <= 2 * units.count);
	if (count)
		assert_memory_equal(places, plain, count * sizeof(*plain));
	return count;
}

static bool holds(const uint32_t *places, size_t count, uint32_t place)
{
	for (size_t i = 0; i < count; i++)
		if (places[i] == place)
			return true;
	return false;
}

/* `nothing`: how many times in ten a character is one of all there are. */
static void make_text(struct strbuf *text, size_t nchars, size_t nothing)
{
	static const char *const chars[] = {"一", "二", "共", "件", "1", "，", "é", "𠀀", "\n"};
	strbuf_clear(text);
	while (nchars--)
		if (below(10) < nothing)
			strbuf_append(text, str_from((char[]){(char)(0xE4 + below(6)), (char)(0x80 + below(64)),
							      (char)(0x80 + below(64)), 0}));
		else
			strbuf_append_text(text, chars[below(sizeof(chars) / sizeof(*chars))]);
}

/* No place of a word is left out, and most of what is none is. */
static void all_words_and_little_else(void **state)
{
	static uint32_t places[2 * MAX_NUNITS + LITERALS_PLACES_ROOM];
	const struct str words[] = {STR("一二"), STR("共"), STR("共件件"), STR("1"), STR("é，"), STR("𠀀"), STR("二，")};
	struct literals *literals = literals_new();
	struct strbuf text = {0};
	size_t nwords = 0, nplaces = 0, nunits = 0;
	literals_add(literals, words, sizeof(words) / sizeof(*words));
	for (size_t round = 0; round < 5000; round++) {
		random_state = round;
		make_text(&text, below(round % 50 ? 60 : 600), round % 11);
		size_t count = find_places(literals, strbuf_view(&text), places);
		for (size_t i = 0; i < units.count; i++)
			for (size_t j = 0; j < sizeof(words) / sizeof(*words); j++) {
				struct str rest = str_slice(strbuf_view(&text), units.offsets[i], text.nbytes);
				if (!str_starts_with(rest, words[j]))
					continue;
				bool lone = str_equal(words[j], STR("共")) || str_equal(words[j], STR("1"));
				assert_true(holds(places, count, (uint32_t)(2 * i + !lone)));
				nwords++;
			}
		if (round % 11 == 10) {
			nplaces += count;
			nunits += units.count;
		}
	}
	assert_true(nwords > 10000 && nunits > 10000 && nplaces < nunits / 20);
	strbuf_free(&text);
	literals_free(literals);
}

/* Every unit, alone and behind and before another one, hashes to the same in both ways. */
static void every_unit(void **state)
{
	static uint32_t places[2 * MAX_NUNITS + LITERALS_PLACES_ROOM];
	struct literals *literals = literals_new();
	struct strbuf text = {0}, bytes = {0};
	struct str words[300];
	size_t nplaces = 0;
	for (size_t i = 0; i < 300; i++)
		strbuf_append(&bytes, str_from((char[]){(char)(0xE1 + below(12)), (char)(0x80 + below(64)),
							(char)(0x80 + below(64)), 0}));
	for (size_t i = 0; i < 300; i++)
		words[i] = str_slice(strbuf_view(&bytes), 3 * i, i % 2 ? 3 : 6);
	literals_add(literals, words, 300);
	for (unsigned code_point = 0x800; code_point < 0xFFFF; code_point++) {
		char c[] = {(char)(0xE0 | code_point >> 12), (char)(0x80 | (code_point >> 6 & 63)),
			    (char)(0x80 | (code_point & 63)), 0};
		strbuf_append_text(&text, c);
		if (code_point % 300)
			continue;
		strbuf_append(&text, strbuf_view(&bytes));
		nplaces += find_places(literals, strbuf_view(&text), places);
		strbuf_clear(&text);
	}
	assert_true(nplaces > 10000);
	strbuf_free(&text);
	strbuf_free(&bytes);
	literals_free(literals);
}

/* A word is taken for the units behind the text by the filter, not by those who look. */
static void nothing_behind_the_text(void **state)
{
	static uint32_t places[2 * MAX_NUNITS + LITERALS_PLACES_ROOM];
	struct literals *literals = literals_new();
	struct strbuf text = {0};
	char bytes[UTF8_MAX_NBYTES];
	uint32_t c = 0x4E00;
	units_read(&units, STR(""));
	while (literals_beginning((uint16_t)c) != literals_beginning(units.codes[0]))
		c++;
	const struct str word = {bytes, utf8_encode(c, bytes)};
	literals_add(literals, &word, 1);
	for (size_t nchars = 0; nchars < 50; nchars++) {
		assert_int_equal(find_places(literals, strbuf_view(&text), places), 0);
		strbuf_append_text(&text, "\n");
	}
	strbuf_free(&text);
	literals_free(literals);
}

static int release(void **state)
{
	units_free(&units);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_words_and_little_else),
		cmocka_unit_test(every_unit),
		cmocka_unit_test(nothing_behind_the_text),
	};
	return cmocka_run_group_tests(tests, NULL, release);
}
