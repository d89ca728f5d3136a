#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/literals.h"

static struct literal_hits hits;

/* All hits of a set as "offset:word", separated by blanks. */
static void assert_hits(uint16_t set, const char *expected)
{
	struct strbuf out = {0};
	const struct literal_hit *end;
	for (const struct literal_hit *hit = literal_hits_from(&hits, set, 0, &end); hit < end; hit++)
		strbuf_printf(&out, "%s%u:%u", out.nbytes ? " " : "", (unsigned)hit->offset, (unsigned)hit->word);
	assert_string_equal(strbuf_text(&out), expected);
	assert_int_equal(literal_hits_any(&hits, set), out.nbytes > 0);
	strbuf_free(&out);
}

static void words_of_several_sets(void **state)
{
	const struct str bodies[] = {STR("局"), STR("教育局"), STR("育")}, others[] = {STR("局长"), STR("局")};
	const struct str none[] = {STR("镇")};
	struct literals *literals = literals_new();
	uint16_t first = literals_add(literals, bodies, 3), second = literals_add(literals, others, 2);
	assert_int_equal(first, 1);
	assert_int_equal(second, 2);
	assert_int_equal(literals_add(literals, bodies, 3), first);
	assert_int_equal(literals_add(literals, none, 1), 3);
	literals_search(literals, STR("教育局局长"), &hits);
	assert_hits(first, "0:1 3:2 6:0 9:0");
	assert_hits(second, "6:1 9:1 9:0");
	assert_hits(3, "");
	literals_search(literals, STR(""), &hits);
	assert_hits(first, "");
	literals_free(literals);
}

static void parts_of_a_text(void **state)
{
	const struct str words[] = {STR("共"), STR("共计")};
	struct literals *literals = literals_new();
	uint16_t set = literals_add(literals, words, 2);
	struct str text = STR("一共计数，共计");
	literals_search(literals, text, &hits);
	assert_int_equal(literal_hits_first(&hits, set, text)->offset, 3);
	assert_int_equal(literal_hits_first(&hits, set, str_slice(text, 4, 20))->offset, 15);
	assert_int_equal(literal_hits_first(&hits, set, str_slice(text, 15, 5))->word, 0);
	assert_null(literal_hits_first(&hits, set, str_slice(text, 15, 2)));
	assert_null(literal_hits_first(&hits, set, str_slice(text, 0, 0)));
	assert_true(literal_hits_cover(&hits, str_slice(text, 21, 0)));
	assert_false(literal_hits_cover(&hits, STR("别的")));
	literals_search(literals, (struct str){NULL, 0}, &hits);
	assert_false(literal_hits_cover(&hits, (struct str){NULL, 0}));
	literals_free(literals);
}

/* Characters of one to four bytes, and words that cannot be found. */
static void all_kinds_of_characters(void **state)
{
	const struct str words[] = {STR("a"), STR("é0"), STR("𠀀b"), STR(""), STR("\xE5"), STR("\uFFFF"), STR("\uFFFD")};
	struct literals *literals = literals_new();
	uint16_t set = literals_add(literals, words, 7);
	literals_search(literals, STR("aé0𠀀b𠀀a\uFFFF\uFFFD"), &hits);
	assert_hits(set, "0:0 1:1 4:2 13:0 14:5 17:6");
	literals_free(literals);
}

static uint64_t random_state;

static size_t below(size_t limit)
{
	random_state = random_state * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (size_t)(random_state >> 33) % limit;
}

/* A text of `nchars` characters; few different ones, so that words are found. */
static struct str make_text(struct strbuf *out, size_t nchars)
{
	static const char *const chars[] = {"一", "二", "共", "件", "a", "1", "，", "é", "𠀀", "𠀁", "\n"};
	size_t start = out->nbytes;
	for (size_t i = 0; i < nchars; i++)
		strbuf_append_text(out, chars[below(sizeof(chars) / sizeof(*chars))]);
	return str_slice(strbuf_view(out), start, out->nbytes);
}

/* What looking for one word after the other finds in a part of the text. */
static bool stands_in(struct str part, const struct str *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (words[i].nbytes && str_contains(part, words[i]))
			return true;
	return false;
}

static void random_texts(void **state)
{
	enum { NROUNDS = 300, NSETS = 6, NWORDS = 5, NPARTS = 40 };
	for (size_t round = 0; round < NROUNDS; round++) {
		struct strbuf bytes[NSETS][NWORDS] = {0}, whole = {0};
		struct str words[NSETS][NWORDS];
		struct literals *literals = literals_new();
		random_state = round;
		for (size_t set = 0; set < NSETS; set++) {
			for (size_t i = 0; i < NWORDS; i++)
				words[set][i] = make_text(&bytes[set][i], below(5));
			assert_int_equal(literals_add(literals, words[set], NWORDS), set + 1);
		}
		struct str text = make_text(&whole, 1 + below(80));
		literals_search(literals, text, &hits);
		for (size_t i = 0; i < NPARTS; i++) {
			size_t set = below(NSETS);
			struct str part = str_slice(text, below(text.nbytes), below(60));
			bool found = literal_hits_first(&hits, (uint16_t)(set + 1), part) != NULL;
			assert_int_equal(found, stands_in(part, words[set], NWORDS));
		}
		for (size_t set = 0; set < NSETS; set++) {
			size_t count = 0;
			const struct literal_hit *end, *hit = literal_hits_from(&hits, (uint16_t)(set + 1), 0, &end);
			for (; hit < end; hit++) {
				struct str word = words[set][hit->word];
				assert_true(str_equal(str_slice(text, hit->offset, hit->nbytes), word));
				assert_true(hit == literal_hits_from(&hits, (uint16_t)(set + 1), 0, &end) ||
					    hit[-1].offset <= hit->offset);
				count++;
			}
			for (size_t i = 0; i < NWORDS; i++)
				for (size_t at = 0; at < text.nbytes; at++)
					count -=
						stands_in(str_slice(text, at, words[set][i].nbytes), &words[set][i], 1);
			assert_int_equal(count, 0);
		}
		for (size_t i = 0; i < NSETS * NWORDS; i++)
			strbuf_free(&bytes[i / NWORDS][i % NWORDS]);
		strbuf_free(&whole);
		literals_free(literals);
	}
}

static int release(void **state)
{
	literal_hits_free(&hits);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_of_several_sets),
		cmocka_unit_test(parts_of_a_text),
		cmocka_unit_test(all_kinds_of_characters),
		cmocka_unit_test(random_texts),
	};
	return cmocka_run_group_tests(tests, NULL, release);
}
