/* What a pattern's beginning as bytes says of a place, against the way without it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/match_parts.h"

static struct match_pattern *compile(const char *text, unsigned options)
{
	struct error error;
	struct match_pattern *pattern = match_compile(str_from(text), options, NULL, &error);
	assert_non_null(pattern);
	return pattern;
}

static enum match_run run_at_start(const char *pattern_text, const char *text)
{
	struct match_pattern *pattern = compile(pattern_text, MATCH_FOLD | MATCH_SKIP_BLANKS);
	enum match_run run = match_run_at(pattern, str_from(text), 0);
	match_pattern_free(pattern);
	return run;
}

static void places(void **state)
{
	assert_int_equal(run_at_start("行政复议", "行政复议的"), MATCH_RUN_STANDS);
	assert_int_equal(run_at_start("行政复议", "行政机关"), MATCH_RUN_DIFFERS);
	assert_int_equal(run_at_start("行政复议", "行动"), MATCH_RUN_DIFFERS);
	assert_int_equal(run_at_start("行政复议", "行政 复议"), MATCH_RUN_UNSURE);
	assert_int_equal(run_at_start("行政复议", "行政<b>复议"), MATCH_RUN_UNSURE);
	assert_int_equal(run_at_start("行政复议", "行政，"), MATCH_RUN_UNSURE);
	assert_int_equal(run_at_start("行政复议", "行政"), MATCH_RUN_UNSURE);
	assert_int_equal(run_at_start("行政复议", "行政\xE6\x9C"), MATCH_RUN_UNSURE);
	assert_int_equal(run_at_start("行政复议", "行政\xE6 x"), MATCH_RUN_UNSURE);
	assert_int_equal(run_at_start("公开12", "公开12"), MATCH_RUN_UNSURE);
	assert_int_equal(run_at_start("公开12", "公示"), MATCH_RUN_DIFFERS);
	assert_int_equal(run_at_start("12件", "12件"), MATCH_RUN_UNSURE);
	/* Longer than what is kept of it. */
	assert_int_equal(run_at_start("一二三四五六七八九", "一二三四五六七八十"), MATCH_RUN_UNSURE);
	assert_int_equal(run_at_start("一二三四五六七八", "一二三四五六七八"), MATCH_RUN_STANDS);
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 16;
}

static void assert_same(struct match_pattern *pattern, struct str text)
{
	struct match_state *state = match_state_new(pattern);
	size_t run_nbytes = pattern->run_nbytes;
	struct match found[2][32];
	size_t candidates[2][32];
	bool holds[2][2];
	assert_true(text.nbytes < 32);
	for (size_t way = 0; way < 2; way++) {
		pattern->run_nbytes = way ? run_nbytes : 0;
		for (size_t from = 0; from <= text.nbytes; from++) {
			found[way][from] = match_find(state, text, from);
			candidates[way][from] = match_find_candidate(pattern, text, from);
		}
		for (size_t markup = 0; markup < 2; markup++)
			holds[way][markup] = match_may_hold(pattern, text, markup);
	}
	for (size_t from = 0; from <= text.nbytes; from++) {
		assert_int_equal(found[1][from].status, found[0][from].status);
		assert_int_equal(found[1][from].start, found[0][from].start);
		assert_int_equal(found[1][from].end, found[0][from].end);
		assert_int_equal(candidates[1][from], candidates[0][from]);
	}
	assert_memory_equal(holds[1], holds[0], sizeof(holds[0]));
	match_state_free(state);
}

/* Random texts of what matters: the pattern's characters, others, blanks, tags, numbers of characters, cut ones. */
static void same_as_without(void **state)
{
	static const char *const pieces[] = {"甲", "乙",   "丙",  "甲乙", "甲乙丙", "丁",     "䶵",    "鿿", " ",
					     "　", "\n",   "\t",  "a",    "１",     "<b>",    "</td>", "，", "&#20057;",
					     "é",  "\xE4", "\x94", "\xE7\x94", "㐀", "ꀀ",     "1",     "甲乙1"};
	static const char *const patterns[] = {"甲乙丙", "甲乙", "甲", "甲甲", "甲乙1", "甲 乙", "1甲", "甲乙，", "甲a"};
	static const unsigned options[] = {0, MATCH_FOLD, MATCH_SKIP_BLANKS, MATCH_FOLD | MATCH_SKIP_BLANKS};
	enum { NPATTERNS = sizeof(patterns) / sizeof(*patterns), NOPTIONS = sizeof(options) / sizeof(*options) };
	uint32_t seed = 7;
	for (size_t number = 0; number < NPATTERNS * NOPTIONS; number++) {
		struct match_pattern *pattern = compile(patterns[number / NOPTIONS], options[number % NOPTIONS]);
		for (size_t round = 0; round < 3000; round++) {
			struct strbuf text = {0};
			for (size_t n = next_random(&seed) % 8 + 1; n && text.nbytes < 20; n--)
				strbuf_append_text(&text,
						   pieces[next_random(&seed) % (sizeof(pieces) / sizeof(*pieces))]);
			assert_same(pattern, strbuf_view(&text));
			strbuf_free(&text);
		}
		match_pattern_free(pattern);
	}
}

/* At every distance from the ends of blocks of thirty-two bytes, and of the text. */
static void found_as_place_by_place(void **state)
{
	static const char *const pieces[] = {"甲乙丙", "甲乙", "甲", "乙", "丁", "甲 乙", "甲<b>", "甲　", "，", "\x94\xB2", "x"};
	struct match_pattern *pattern = compile("甲乙丙", MATCH_FOLD | MATCH_SKIP_BLANKS);
	uint32_t seed = 3;
	for (size_t round = 0; round < 2000; round++) {
		struct strbuf text = {0};
		for (size_t n = next_random(&seed) % 120; n; n--)
			strbuf_append_text(&text, next_random(&seed) % 3 ? "字" : pieces[next_random(&seed) % 11]);
		for (size_t n = next_random(&seed) % 4; n; n--)
			strbuf_append_text(&text, "x");
		struct str view = strbuf_view(&text);
		for (size_t from = 0; from <= view.nbytes; from++) {
			enum match_run wide = MATCH_RUN_DIFFERS, plain = MATCH_RUN_DIFFERS;
			size_t found = match_run_find(pattern, view, from, &wide);
			assert_int_equal(found, match_run_find_plain(pattern, view, from, &plain));
			if (found < view.nbytes)
				assert_int_equal(wide, plain);
		}
		strbuf_free(&text);
	}
	match_pattern_free(pattern);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(places),
		cmocka_unit_test(same_as_without),
		cmocka_unit_test(found_as_place_by_place),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
