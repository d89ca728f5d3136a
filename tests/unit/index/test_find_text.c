/* The blocks around places that may match, against all blocks of the text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/str.h"
#include "index/find_text.h"
#include "random_next.h"
#include "read/text.h"

struct found {
	struct match_state *match;
	struct strbuf row, shown;
	size_t nblocks;                 /* looked at */
};

static void join(struct strbuf *row, const struct block *block)
{
	strbuf_clear(row);
	for (size_t i = 0; i < block->ncells; i++) {
		if (row->nbytes && block->cells[i].text.nbytes)
			strbuf_append_byte(row, ' ');
		strbuf_append(row, block->cells[i].text);
	}
}

static void take(void *context, const struct block *block)
{
	struct found *found = context;
	found->nblocks++;
	if (block->kind == BLOCK_ROW)
		join(&found->row, block);
	struct str text = block->kind == BLOCK_ROW ? strbuf_view(&found->row) : block->text;
	if (match_find(found->match, text, 0).status != MATCH_FOUND)
		return;
	strbuf_printf(&found->shown, "%d %u ", block->kind, block->line);
	strbuf_append(&found->shown, text);
	for (size_t i = 0; block->kind == BLOCK_ROW && i < block->ncells; i++)
		strbuf_printf(&found->shown, " %u:%u", block->cells[i].line, block->cells[i].column);
	strbuf_append_byte(&found->shown, '\n');
}

/* What is found is the same; returns how many blocks were made. */
static size_t assert_same(const char *pattern, unsigned options, struct str text)
{
	struct error error;
	bool enough = false;
	struct match_pattern *compiled = match_compile(str_from(pattern), options, NULL, &error);
	assert_non_null(compiled);
	struct found all = {.match = match_state_new(compiled)}, some = {.match = match_state_new(compiled)};
	text_read_blocks(text, &(struct block_sink){take, &all});
	find_text_blocks(compiled, text, &(struct block_sink){take, &some}, &enough);
	assert_string_equal(strbuf_text(&some.shown), strbuf_text(&all.shown));
	struct found *both[] = {&all, &some};
	for (size_t i = 0; i < 2; i++) {
		match_state_free(both[i]->match);
		strbuf_free(&both[i]->row);
		strbuf_free(&both[i]->shown);
	}
	match_pattern_free(compiled);
	return some.nblocks;
}

static void only_what_is_around(void **state)
{
	const unsigned options = MATCH_FOLD | MATCH_SKIP_BLANKS;
	assert_int_equal(assert_same("甲乙", options, STR("一\n二\n甲 乙\n三\n四\n")), 1);
	assert_int_equal(assert_same("甲乙", options, STR("一\n甲\n乙\n三\n")), 1);
	assert_int_equal(assert_same("甲乙", options, STR("\t1\n\t2\n\n\t甲\n\t乙\n\t3\n\n\t4\n")), 1);
	assert_int_equal(assert_same("甲乙", options, STR("a\tb\n\t二\n续\n甲\n乙\n# 章\n\t3")), 2);
	assert_int_equal(assert_same("甲乙", options, STR("\t\r\n\r\n\t二\r\n续\r\n甲\r\n乙")), 1);
	assert_int_equal(assert_same("甲乙", options, STR("| 1 | 2 |\n|--|--|\n| 甲 | 乙 |\n| 3 | 4 |")), 1);
	assert_int_equal(assert_same("甲乙", options, STR("1|2\n--|--\n3|4\n甲|乙\n5|6\n\n甲|乙\n")), 2);
	assert_int_equal(assert_same("甲乙", options, STR("-|-\n3|4\n5\n甲|乙\n")), 1);
	assert_int_equal(assert_same("乙$", MATCH_REGEX, STR("甲\n乙\n丙")), 3);
	assert_int_equal(assert_same("甲", options, STR("")), 0);
	assert_int_equal(assert_same("甲", options, STR("甲")), 1);
}

static void the_same_as_among_all_blocks(void **state)
{
	static const char *const parts[] = {"\n", "\n\n", "\r\n",	  "\t",	  "\n\t",   "甲",  "乙",
					    "1",  " ",	  "\xe3\x80\x80", "|",	  "\n|",    "# ",  "**",
					    "Ａ", "a",	  "丙",		  "甲乙", "\n\t丙", "丙\n",
					    "\n-|-\n", "\n", "甲|乙\n", "|\n",	  "||\n",    "| 甲 | 乙 |\n", "\n---|\n"};
	static const char *const patterns[] = {"甲乙", "甲", "甲a", "a甲", "1 甲", "甲 乙"};
	static const unsigned options[] = {0, MATCH_FOLD, MATCH_FOLD | MATCH_SKIP_BLANKS};
	uint64_t random = 1;
	for (int round = 0; round < 20000; round++) {
		struct strbuf text = {0};
		for (uint64_t n = random_next(&random) % 60; n > 0; n--)
			strbuf_append_text(&text, parts[random_next(&random) % (sizeof(parts) / sizeof(*parts))]);
		assert_same(patterns[random_next(&random) % (sizeof(patterns) / sizeof(*patterns))],
			    options[random_next(&random) % 3], strbuf_view(&text));
		strbuf_free(&text);
	}
}

static void stops_when_there_is_enough(void **state)
{
	struct error error;
	bool enough = true;
	struct match_pattern *pattern = match_compile(STR("甲"), 0, NULL, &error);
	struct found found = {.match = match_state_new(pattern)};
	find_text_blocks(pattern, STR("甲\n甲\n"), &(struct block_sink){take, &found}, &enough);
	assert_int_equal(found.nblocks, 0);
	match_state_free(found.match);
	match_pattern_free(pattern);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_what_is_around),
		cmocka_unit_test(the_same_as_among_all_blocks),
		cmocka_unit_test(stops_when_there_is_enough),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
