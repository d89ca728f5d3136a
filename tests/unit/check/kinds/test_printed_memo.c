/* What is not looked at twice is found all the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/kinds/printed_memo.h"
#include "check/sample_text.h"

static struct examiner *examine(struct examiner *examiner, const char *text)
{
	examiner->findings.skips_passes = true;
	examiner_examine_bytes(examiner, "a.txt", str_from(text));
	return examiner;
}

/* An examiner that has seen others finds what one does that has seen none. */
static void assert_finds_all(struct examiner *old, const char *text)
{
	struct examiner *fresh = examine(examiner_new(&known), text);
	const struct findings *a = &examine(old, text)->findings, *b = &fresh->findings;
	assert_int_equal(a->count, b->count);
	for (size_t i = 0; i < a->count; i++) {
		assert_ptr_equal(a->list[i].rule, b->list[i].rule);
		assert_int_equal(a->list[i].line, b->list[i].line);
		assert_int_equal(a->list[i].verdict, b->list[i].verdict);
		assert_int_equal(a->list[i].message, b->list[i].message);
	}
	examiner_free(fresh);
}

static bool knows(struct examiner *examiner, enum printed_check which)
{
	return printed_memo_knows(examiner->printed, &examiner->report, &examiner->document, which);
}

static void reports_one_after_the_other(void **state)
{
	const char *other_numbers = with(sample_text, "1.属于国家秘密\t0", "1.属于国家秘密\t8");
	const char *other_words = with(sample_text, "2.其他法律行政法规禁止公开", "2.其他法律法规禁止公开");
	const char *other_head = with(sample_text, "本年废止件数", "本年废纸件数");
	const char *no_column = with(sample_text, "结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未",
				     "结果维持\t其他结果\t结果纠正\t尚未审结\t总计\t未");
	const char *texts[] = {sample_text, other_numbers, other_words, sample_text, other_head, no_column,
			       one_cell_a_line(sample_text), other_numbers, no_column, other_words, sample_text};
	struct examiner *examiner = examiner_new(&known);
	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_finds_all(examiner, texts[i]);
	examiner_free(examiner);
}

static void knows_what_found_nothing(void **state)
{
	struct examiner *examiner = examiner_new(&known);
	(void)state;
	examine(examiner, sample_text);
	printed_memo_begin(examiner->printed);
	assert_true(knows(examiner, PRINTED_WORDS) && knows(examiner, PRINTED_COLUMNS));
	/* Other words, but the columns are all there. */
	examine(examiner, with(sample_text, "2.其他法律行政法规禁止公开", "2.其他法律法规禁止公开"));
	printed_memo_begin(examiner->printed);
	assert_false(knows(examiner, PRINTED_WORDS));
	examine(examiner, sample_text);
	assert_true(knows(examiner, PRINTED_WORDS));
	/* A table that is not there, or a row that was put right, is another report. */
	examiner->report.tables[1].line = 0;
	printed_memo_begin(examiner->printed);
	assert_false(knows(examiner, PRINTED_WORDS));
	examine(examiner, sample_text);
	examiner->report.rows[12].repairs = REPAIR_JOINED;
	printed_memo_begin(examiner->printed);
	assert_false(knows(examiner, PRINTED_WORDS));
	examiner_free(examiner);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(reports_one_after_the_other, sample_forget),
		cmocka_unit_test_teardown(knows_what_found_nothing, sample_forget),
	};
	return cmocka_run_group_tests(tests, know, forget);
}
