#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/literals_places.h"

enum { MAX_NPLACES = 2000 };

struct taken {
	size_t count;
	struct literal_place list[MAX_NPLACES];
};

typedef size_t take_fn(const struct literals *literals, struct str text, size_t offset, struct literal_places *places);

/* All places of a text. It is copied to where nothing but it may be read. */
static void take_all(take_fn *take, const struct literals *literals, struct str text, struct taken *taken)
{
	static struct literal_places places;
	char *copy = malloc(text.nbytes);
	taken->count = 0;
	memcpy(copy, text.ptr, text.nbytes);
	for (size_t i = 0; i < text.nbytes;) {
		size_t next = take(literals, (struct str){copy, text.nbytes}, i, &places);
		assert_true(next > i && next <= text.nbytes);
		assert_true(places.count <= LITERALS_NPLACES);
		for (size_t n = 0; n < places.count; n++)
			taken->list[taken->count++] = places.list[n];
		i = next;
	}
	free(copy);
}

static uint64_t random_state;

static size_t below(size_t limit)
{
	random_state = random_state * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (size_t)(random_state >> 33) % limit;
}

static const char *const chars[] = {"一", "二", "共", "件", "1", "，", "é", "𠀀", "\xE4", "\xE4\xB8", "\x80", "\n"};

/* `nothing`: how many times in ten a character is one of all there are. */
static void make_text(struct strbuf *text, size_t nchars, size_t nothing)
{
	strbuf_clear(text);
	while (nchars--)
		if (below(10) < nothing)
			strbuf_append(text, str_from((char[]){(char)(0xE4 + below(6)), (char)(0x80 + below(64)),
							      (char)(0x80 + below(64)), 0}));
		else
			strbuf_append_text(text, chars[below(sizeof(chars) / sizeof(*chars))]);
}

static void places_are_those_of_the_plain_way(void **state)
{
	static struct taken taken, plain;
	const struct str words[] = {STR("一二"), STR("共"), STR("共件件"), STR("1"), STR("é，"), STR("𠀀"), STR("二，")};
	struct literals *literals = literals_new();
	struct strbuf text = {0};
	size_t nplaces[LITERAL_NBEGINNINGS] = {0};
	literals_add(literals, words, sizeof(words) / sizeof(*words));
	for (size_t round = 0; round < 5000; round++) {
		random_state = round;
		make_text(&text, below(round % 50 ? 60 : 600), round % 11);
		take_all(literals_take_places, literals, strbuf_view(&text), &taken);
		take_all(literals_take_places_plain, literals, strbuf_view(&text), &plain);
		assert_int_equal(taken.count, plain.count);
		assert_memory_equal(taken.list, plain.list, plain.count * sizeof(*plain.list));
		for (size_t i = 0; i < plain.count; i++)
			nplaces[plain.list[i].beginning]++;
	}
	for (size_t i = 0; i < LITERAL_NBEGINNINGS; i++)
		assert_true(nplaces[i] > 1000);
	strbuf_free(&text);
	literals_free(literals);
}

/* Every character of three bytes, alone and behind another one, hashes to the same in both ways. */
static void every_wide_character(void **state)
{
	static struct taken taken, plain;
	struct literals *literals = literals_new();
	struct strbuf text = {0}, bytes = {0};
	struct str words[64];
	for (size_t i = 0; i < 64; i++)
		strbuf_append(&bytes, str_from((char[]){(char)(0xE1 + below(12)), (char)(0x80 + below(64)),
							(char)(0x80 + below(64)), 0}));
	for (size_t i = 0; i < 64; i++)
		words[i] = str_slice(strbuf_view(&bytes), 3 * i, i % 2 ? 3 : 6);
	literals_add(literals, words, 64);
	for (unsigned code_point = 0x800; code_point < 0xFFFF; code_point++) {
		char c[] = {(char)(0xE0 | code_point >> 12), (char)(0x80 | (code_point >> 6 & 63)),
			    (char)(0x80 | (code_point & 63)), 0};
		strbuf_append_text(&text, c);
		if (code_point % 300)
			continue;
		strbuf_append(&text, strbuf_view(&bytes));
		take_all(literals_take_places, literals, strbuf_view(&text), &taken);
		take_all(literals_take_places_plain, literals, strbuf_view(&text), &plain);
		assert_int_equal(taken.count, plain.count);
		assert_memory_equal(taken.list, plain.list, plain.count * sizeof(*plain.list));
		strbuf_clear(&text);
	}
	strbuf_free(&text);
	strbuf_free(&bytes);
	literals_free(literals);
}

/* Runs of ASCII bytes of any length between wide characters, with words that begin with many of those bytes. */
static void runs_of_ascii(void **state)
{
	static struct taken taken, plain;
	const struct str words[] = {STR("1"), STR("<二"), STR("ab"), STR("["), STR("~~"), STR("\x7F"),
				    STR("\t"), STR(" 一"), STR("O"), STR("?/"), STR("共")};
	struct literals *literals = literals_new();
	struct strbuf text = {0};
	size_t nplaces = 0, longest = 0;
	literals_add(literals, words, sizeof(words) / sizeof(*words));
	for (size_t round = 0; round < 5000; round++) {
		random_state = round;
		strbuf_clear(&text);
		for (size_t run = below(8); run < 8; run++) {
			size_t nbytes = below(round % 3 ? 6 : 100);
			longest = nbytes > longest ? nbytes : longest;
			for (size_t i = 0; i < nbytes; i++)
				strbuf_append_byte(&text, (char)(round % 7 ? below(128) : '1'));
			strbuf_append_text(&text, chars[below(sizeof(chars) / sizeof(*chars))]);
		}
		take_all(literals_take_places, literals, strbuf_view(&text), &taken);
		take_all(literals_take_places_plain, literals, strbuf_view(&text), &plain);
		assert_int_equal(taken.count, plain.count);
		assert_memory_equal(taken.list, plain.list, plain.count * sizeof(*plain.list));
		nplaces += plain.count;
	}
	assert_true(nplaces > 10000 && longest > 64);
	strbuf_free(&text);
	literals_free(literals);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places_are_those_of_the_plain_way),
		cmocka_unit_test(every_wide_character),
		cmocka_unit_test(runs_of_ascii),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
