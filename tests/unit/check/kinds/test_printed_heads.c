/* Heads in the words of the form, which are looked up, against the same with a blank behind, which are compared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/kinds/printed_heads.h"

static void assert_same_meaning(const struct printed_heads *heads, size_t table, size_t block, struct str text)
{
	struct strbuf spaced = {0};
	strbuf_append(&spaced, text);
	strbuf_append_byte(&spaced, ' ');
	struct head_meaning looked_up = printed_heads_read(heads, table, block, text);
	struct head_meaning compared = printed_heads_read(heads, table, block, strbuf_view(&spaced));
	assert_int_equal(looked_up.block, compared.block);
	assert_int_equal(looked_up.column, compared.column);
	assert_int_equal(looked_up.is_other, compared.is_other);
	assert_false(compared.is_official);
	strbuf_free(&spaced);
}

/* Texts of all tables, each as a head in every block. */
static void known_heads(void **state)
{
	size_t ncolumns = 0;
	for (size_t f = 0; f < KNOWLEDGE_NFORMS; f++) {
		const struct format *format = known.forms[f].format;
		struct arena arena = {0};
		const struct printed_heads *heads = printed_heads_make(&arena, format);
		for (size_t t = 0; t < format->ntables; t++)
			for (size_t b = 0; b < format->tables[t].nblocks; b++) {
				for (size_t i = 0; i < format->nrows; i++)
					assert_same_meaning(heads, t, b, format->rows[i].label.text);
				for (size_t other = 0; other < format->tables[t].nblocks; other++) {
					const struct format_block *block = &format->tables[t].blocks[other];
					assert_same_meaning(heads, t, b, block->caption);
					assert_same_meaning(heads, t, b, block->head);
					for (size_t c = 0; c < block->ncolumns; c++, ncolumns++) {
						assert_same_meaning(heads, t, b, block->columns[c].label.text);
						assert_same_meaning(heads, t, b, block->columns[c].label.under);
					}
				}
			}
		arena_free(&arena);
	}
	assert_true(ncolumns > 100);
}

static void what_heads_stand_for(void **state)
{
	struct arena arena = {0};
	const struct format *format = known.forms[0].format;
	const struct printed_heads *heads = printed_heads_make(&arena, format);
	const struct format_block *block = &format->tables[0].blocks[0];
	assert_int_equal(printed_heads_read(heads, 0, 0, block->columns[1].label.text).column, 1);
	assert_int_equal(printed_heads_read(heads, 0, 0, STR("别的")).column, FORMAT_NONE);
	assert_false(printed_heads_read(heads, 0, 0, STR("别的")).is_other);
	assert_true(printed_heads_read(heads, 0, 0, block->head).is_other);
	assert_true(printed_heads_read(heads, 0, 0, format->tables[0].blocks[1].columns[0].label.text).is_official);
	assert_false(printed_heads_read(heads, 0, 0, block->head).is_official);
	assert_int_equal(printed_heads_read(heads, 0, 0, format->tables[0].blocks[1].caption).block, 1);
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_heads),
		cmocka_unit_test(what_heads_stand_for),
	};
	return cmocka_run_group_tests(tests, know, forget);
}
