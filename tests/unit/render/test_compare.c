#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/clip.h"
#include "check/examined.h"
#include "check/sample_text.h"
#include "render/compare.h"

static const struct language english;
static struct opened last, now;
static struct compared compared;

static int clean_up(void **state)
{
	opened_free(&last);
	opened_free(&now);
	compared_free(&compared);
	return forget(state);
}

static void compare(const char *last_text, const char *now_text, bool text, size_t ncols)
{
	const struct compare_input input = {.last = &last, .now = &now};
	const struct render_options options = {.ncols = ncols, .ambiguous = WIDTH_AMBIGUOUS_1, .language = &english};
	opened_open_bytes(&last, &known, "last.txt", str_from(last_text));
	opened_open_bytes(&now, &known, "now.txt", str_from(now_text));
	if (text)
		compare_text(&compared, &input, &options);
	else
		compare_tables(&compared, &input, &options);
}

static void append_row(size_t row, struct strbuf *out)
{
	const struct rendered_row *r = &compared.rendering.rows[row];
	for (size_t i = 0; i < r->nspans; i++)
		strbuf_append(out,
			      rendering_span_text(&compared.rendering, &compared.rendering.spans[r->first_span + i]));
}

/* Some row begins with `start`, but for blanks, and ends with `end`; that row. */
static size_t assert_row_has(const char *start, const char *end)
{
	struct strbuf line = {0}, all = {0};
	size_t row = 0;
	for (; row < compared.rendering.nrows; row++) {
		strbuf_clear(&line);
		append_row(row, &line);
		struct str text = str_trim(strbuf_view(&line));
		if (str_starts_with(text, str_from(start)) && str_ends_with(text, str_from(end)))
			break;
		strbuf_append(&all, strbuf_view(&line));
		strbuf_append_byte(&all, '\n');
	}
	strbuf_free(&line);
	if (row == compared.rendering.nrows)
		fail_msg("no row %s ... %s in:\n%s", start, end, strbuf_text(&all));
	strbuf_free(&all);
	return row;
}

static bool is_change(size_t row)
{
	for (size_t i = 0; i < compared.nchanges; i++)
		if (compared.changes[i] == row)
			return true;
	return false;
}

/* No row is wider than the rendering; changes rise. */
static void assert_sound(void)
{
	struct strbuf line = {0};
	for (size_t row = 0; row < compared.rendering.nrows; row++) {
		strbuf_clear(&line);
		append_row(row, &line);
		assert_true(clip_measure(strbuf_view(&line), WIDTH_AMBIGUOUS_1) <= compared.rendering.ncols);
	}
	for (size_t i = 0; i + 1 < compared.nchanges; i++)
		assert_true(compared.changes[i] < compared.changes[i + 1]);
	assert_true(!compared.nchanges || compared.changes[compared.nchanges - 1] < compared.rendering.nrows);
	strbuf_free(&line);
}

static void the_same_has_no_change(void **state)
{
	compare(sample_text, sample_text, false, 100);
	assert_int_equal(compared.nchanges, 0);
	assert_int_equal(compared.nchanged, 0);
	assert_true(compared.ncompared > 190);
	compare(sample_text, sample_text, true, 100);
	assert_int_equal(compared.nchanges, 0);
	assert_int_equal(compare_same_percent(&compared), 100);
}

static void changed_cells_have_an_arrow(void **state)
{
	const char *changed = with(with(sample_text, "行政处罚\t4", "行政处罚\t15"), "行政许可\t30", "行政许可\t/");
	compare(sample_text, changed, false, 100);
	assert_int_equal(compared.nchanged, 2);
	assert_int_equal(compared.nchanges, 2);
	assert_true(is_change(assert_row_has("行政处罚", " 4→15")));
	assert_true(is_change(assert_row_has("行政许可", " 30→_")));
	assert_false(is_change(assert_row_has("行政强制", " 0")));
	assert_sound();
	compare(changed, sample_text, false, 100);
	assert_row_has("行政处罚", " 15→4");
	assert_row_has("行政许可", " _→30");
}

/* A blank is filled in for 0 and the other way; that is no change. */
static void a_blank_is_no_change_from_0(void **state)
{
	compare(with(sample_text, "行政强制\t0", "行政强制\t/"), sample_text, false, 100);
	assert_int_equal(compared.nchanges, 0);
	assert_row_has("行政强制", " 0");
}

/* What was not read is no 0, and no change. */
static void what_was_not_read_is_not_compared(void **state)
{
	compare(with(sample_text, "行政强制\t0", "行政强制\t若干"), sample_text, false, 100);
	assert_int_equal(compared.nchanges, 0);
	assert_row_has("行政强制", "若干→0");
	compare(sample_text, with(sample_text, "行政处罚\t4", "行政处罚\t若干"), false, 100);
	assert_int_equal(compared.nchanged, 0);
	assert_row_has("行政处罚", "4→若干");
}

static void a_table_of_one_report_alone_is_told(void **state)
{
	const char *lacking = without(sample_text, "## 四、", "## 五、");
	compare(sample_text, lacking, false, 80);
	assert_row_has("This table was only found in: 2023", "");
	assert_sound();
	compare(sample_text, "一份通知。", false, 80);
	assert_row_has("later: ", "");
	compare("一份通知。", "另一份通知。", true, 80);
	assert_sound();
}

/* Copied text with new numbers is the same, whatever the width and the numerals. */
static void numbers_do_not_count(void **state)
{
	const char *copied = with(sample_text, "全年公开信息120条，收到政府信息公开申请8件。",
				  "全年公开信息１，３５０条，收到政府信息公开申请二十一件。");
	compare(sample_text, copied, true, 120);
	assert_int_equal(compared.nchanges, 0);
	assert_int_equal(compare_same_percent(&compared), 100);
}

static void words_are_marked(void **state)
{
	const char *changed = with(sample_text, "社会评议为良好", "社会评议结果优秀");
	compare(sample_text, changed, true, 80);
	assert_int_equal(compared.nchanges, 1);
	/* The sentence before it is the same, and quiet. */
	assert_false(is_change(assert_row_has("全年公开信息120条", "按时更新。")));
	assert_true(is_change(assert_row_has("- 政务公开纳入工作考核", "")));
	assert_row_has("- ", "社会评议[为良好]，没有责任追究情形。");
	assert_row_has("+ ", "社会评议[结果优秀]，没有责任追究情形。");
	assert_true(compare_same_percent(&compared) > 80 && compare_same_percent(&compared) < 100);
	assert_sound();
	compare(sample_text, changed, true, 120);
	assert_row_has("政务公开纳入工作考核", "优秀]，没有责任追究情");
	assert_sound();
}

/* Sentences that have nothing to do with each other are not taken apart. */
static void chance_is_no_likeness(void **state)
{
	compare(with(sample_text, "全年公开信息120条，收到政府信息公开申请8件。发布前经过审核，网站专栏按时更新。"
				  "政务公开纳入工作考核，社会评议为良好，没有责任追究情形。",
		     "镇里的工作一如既往。"),
		with(sample_text, "全年公开信息120条，收到政府信息公开申请8件。发布前经过审核，网站专栏按时更新。"
				  "政务公开纳入工作考核，社会评议为良好，没有责任追究情形。",
		     "我们新建了三处公开点，方便群众查阅。"),
		true, 80);
	assert_row_has("- 镇里的工作一如既往。", "");
	assert_row_has("+ 我们新建了三处公开点，方便群众查阅。", "");
}

/* A paragraph more is told by its mark alone. */
static void a_new_paragraph(void **state)
{
	const char *more = with(sample_text, "没有责任追究情形。\n", "没有责任追究情形。\n\n今年另设查阅点一处。\n");
	compare(sample_text, more, true, 120);
	assert_int_equal(compared.nchanges, 1);
	assert_row_has("> 今年另设查阅点一处。", "");
	compare(more, sample_text, true, 120);
	assert_row_has("今年另设查阅点一处。", "<");
	compare(sample_text, more, true, 80);
	assert_row_has("+ 今年另设查阅点一处。", "");
}

/* Every width, without a row that is too wide. */
static void all_widths(void **state)
{
	const char *changed = with(with(sample_text, "社会评议为良好", "社会评议结果优秀"), "行政许可\t30", "行政许可\t123456");
	for (size_t ncols = 1; ncols < 140; ncols++) {
		compare(sample_text, changed, true, ncols);
		assert_sound();
		compare(sample_text, changed, false, ncols);
		assert_sound();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(the_same_has_no_change, sample_forget),
		cmocka_unit_test_teardown(changed_cells_have_an_arrow, sample_forget),
		cmocka_unit_test_teardown(a_blank_is_no_change_from_0, sample_forget),
		cmocka_unit_test_teardown(what_was_not_read_is_not_compared, sample_forget),
		cmocka_unit_test_teardown(a_table_of_one_report_alone_is_told, sample_forget),
		cmocka_unit_test_teardown(numbers_do_not_count, sample_forget),
		cmocka_unit_test_teardown(words_are_marked, sample_forget),
		cmocka_unit_test_teardown(chance_is_no_likeness, sample_forget),
		cmocka_unit_test_teardown(a_new_paragraph, sample_forget),
		cmocka_unit_test_teardown(all_widths, sample_forget),
	};
	return cmocka_run_group_tests(tests, know, clean_up);
}
