#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/clip.h"
#include "check/examined.h"
#include "check/sample_text.h"
#include "render/rendering.h"

static const struct language english;
static struct opened opened;
static struct rendering rendering;
static char path[256];
static bool grids;

static void open_text(const char *text)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	assert_int_equal(fclose(file), 0);
	opened_open(&opened, &known, path);
}

static void build(size_t ncols, enum width_ambiguous ambiguous)
{
	const struct render_options options = {.ncols = ncols, .ambiguous = ambiguous, .language = &english,
					       .grids = grids};
	rendering_build(&rendering, &opened, &options);
	assert_int_equal(rendering.ncols, ncols);
}

static void append_row(size_t row, struct strbuf *out)
{
	const struct rendered_row *r = &rendering.rows[row];
	for (size_t i = 0; i < r->nspans; i++)
		strbuf_append(out, rendering_span_text(&rendering, &rendering.spans[r->first_span + i]));
}

/* The first row of a kind whose text holds `text`; fails when there is none. */
static size_t find_row(enum rendered_kind kind, const char *text)
{
	struct strbuf line = {0};
	size_t row = 0;
	for (; row < rendering.nrows; row++) {
		strbuf_clear(&line);
		append_row(row, &line);
		if (rendering.rows[row].kind == kind && str_contains(strbuf_view(&line), str_from(text)))
			break;
	}
	strbuf_free(&line);
	if (row == rendering.nrows)
		fail_msg("no row with %s", text);
	return row;
}

/* The first row of a table with `label`, without the label, blanks run together. */
static void assert_cells(const char *label, const char *expected)
{
	struct strbuf line = {0}, cells = {0};
	append_row(find_row(RENDERED_CELLS, label), &line);
	struct str rest = strbuf_view(&line), word;
	rest = str_slice(rest, str_find(rest, str_from(label)) + strlen(label), rest.nbytes);
	while (rest.nbytes && str_split(&rest, ' ', &word))
		if (word.nbytes) {
			strbuf_append_text(&cells, cells.nbytes ? " " : "");
			strbuf_append(&cells, word);
		}
	assert_string_equal(strbuf_text(&cells), expected);
	strbuf_free(&line);
	strbuf_free(&cells);
}

/* The role of the span that is `text` in the first row with `label`. */
static void assert_role(const char *label, const char *text, enum role role)
{
	const struct rendered_row *row = &rendering.rows[find_row(RENDERED_CELLS, label)];
	for (size_t i = 0; i < row->nspans; i++) {
		const struct rendered_span *span = &rendering.spans[row->first_span + i];
		if (str_equal(str_trim(rendering_span_text(&rendering, span)), str_from(text))) {
			assert_int_equal(span->role, role);
			return;
		}
	}
	fail_msg("%s is not in the row", text);
}

static void a_report_in_order(void **state)
{
	open_text(sample_text);
	build(100, WIDTH_AMBIGUOUS_1);
	size_t title = find_row(RENDERED_TITLE, "松塘县柳桥镇人民政府2023年"), last = title;
	static const char *const headings[] = {"一、总体情况", "二、主动", "三、收到", "四、政府", "五、存在", "六、其他"};
	for (size_t i = 0; i < 6; i++) {
		size_t row = find_row(RENDERED_HEADING, headings[i]);
		assert_true(row > last);
		assert_int_equal(rendering.rows[row].section, i + 1);
		assert_int_equal(rendering.rows[row].table, FORMAT_NONE);
		last = row;
	}
	size_t table = find_row(RENDERED_TABLE, "表三");
	assert_int_equal(rendering.rows[table].table, table_named("requests"));
	assert_int_equal(rendering.rows[table].section, 3);
	assert_true(table > find_row(RENDERED_HEADING, "三、收到") && table < find_row(RENDERED_HEADING, "四、政府"));
	assert_int_equal(rendering.rows[find_row(RENDERED_CELLS, "（七）总计")].line, 54);
	assert_int_equal(rendering.rows[find_row(RENDERED_TEXT, "全年公开信息")].line, 7);
}

static void cells_of_a_table(void **state)
{
	open_text(sample_text);
	build(100, WIDTH_AMBIGUOUS_1);
	assert_cells("（七）总计", "5 2 0 0 1 0 8");
	assert_cells("2.法规禁止", "0 1 0 0 0 0 1");
	assert_cells("行政事业性收费", "12.5");
	assert_cells("行政复议", "1 0 0 1 2");
	assert_cells("复议后起诉", "1 1 0 0 2");
	assert_role("（七）总计", "5", ROLE_NUMBER);
	assert_role("（七）总计", "0", ROLE_ZERO);
}

static void marks_at_failing_cells(void **state)
{
	const char *text = with(sample_text, "申请数量\t\t\t1\t0\t0\t0\t0\t0\t1", "申请数量\t\t\t2\t0\t0\t0\t0\t0\t1");
	open_text(text);
	build(100, WIDTH_AMBIGUOUS_1);
	assert_cells("一、本年新收", "!5 2 0 0 1 0 8");
	assert_cells("二、上年结转", "!2 0 0 0 0 0 !1");
	assert_cells("（七）总计", "!5 2 0 0 1 0 8");
	assert_cells("四、结转下年", "!1 0 0 0 0 0 1");
	assert_cells("（一）予以公开", "2 1 0 0 0 0 3");
	assert_role("（七）总计", "!5", ROLE_ERROR);
	assert_role("（七）总计", "2", ROLE_NUMBER);
	/* A relation is explained below the last row that it names. */
	size_t row = find_row(RENDERED_CELLS, "二、上年结转"), balance = find_row(RENDERED_CELLS, "四、结转下年");
	assert_int_equal(rendering.rows[row + 1].kind, RENDERED_FINDING);
	assert_int_equal(rendering.rows[balance + 1].kind, RENDERED_FINDING);
	find_row(RENDERED_FINDING, "! T3-BAL 表三 自然人: ");
	find_row(RENDERED_FINDING, "! T3-ROW 表三 二、上年结转: ");
}

static void marks_for_a_person_to_judge(void **state)
{
	open_text(with(sample_text, "2\t1\t7", "9（其中修订3件）\t1\t7"));
	build(100, WIDTH_AMBIGUOUS_1);
	assert_cells("行政规范性文件", "i9* i1 i7");
	assert_role("行政规范性文件", "i9*", ROLE_NOTICE);
	find_row(RENDERED_FINDING, "i T2-VALID");
	find_row(RENDERED_CELLS, "* with a remark");
	find_row(RENDERED_CELLS, "9（其中修订3件）");
}

static void lost_blank_zero_and_absent(void **state)
{
	const char *text = with(sample_text, "2.重复申请\t1\t0\t0\t0\t0\t0\t1", "2.重复申请\t/\t0\t\t见表\t0\t0\t1");
	text = with(text, "4.保护第三方合法权益\t0\t0\t0\t0\t0\t0\t0", "4.保护第三方合法权益\t0\t0");
	text = without(text, "\t\t7.属于行政执法案卷", "\t\t8.属于");
	open_text(text);
	build(100, WIDTH_AMBIGUOUS_1);
	assert_cells("2.重复申请", "_ 0 _ 见表 0 0 1");
	assert_cells("4.第三方权益", "? ? ? ? ? ? ?");
	assert_cells("7.执法案卷", "(row is missing)");
	assert_role("2.重复申请", "_", ROLE_BLANK);
	assert_role("2.重复申请", "0", ROLE_ZERO);
	assert_role("2.重复申请", "见表", ROLE_UNREAD);
	assert_role("4.第三方权益", "?", ROLE_UNREAD);
	find_row(RENDERED_CELLS, "? not read   _ blank");
}

static void what_is_not_checked(void **state)
{
	open_text("关于开会的通知\n\n请准时到会。\n");
	build(100, WIDTH_AMBIGUOUS_1);
	find_row(RENDERED_TEXT, "Not checked: not an annual report");
	find_row(RENDERED_TEXT, "请准时到会。");
	open_text("\x89PNG\n");
	build(100, WIDTH_AMBIGUOUS_1);
	find_row(RENDERED_TEXT, "Not checked: not text: PNG");
	opened_open(&opened, &known, "/none/such");
	build(200, WIDTH_AMBIGUOUS_1);
	find_row(RENDERED_TEXT, "Not checked: cannot be read: No such file or directory");
}

static void controls_are_not_shown(void **state)
{
	open_text(with(sample_text, "全年公开信息", "全年\x1b[31m公开\u202E信息"));
	for (size_t ncols = 20; ncols < 40; ncols++) {
		build(ncols, WIDTH_AMBIGUOUS_1);
		for (size_t i = 0; i < rendering.bytes.nbytes; i++)
			assert_true((unsigned char)rendering.bytes.ptr[i] >= 0x20);
		assert_false(str_contains(strbuf_view(&rendering.bytes), STR("\u202E")));
	}
}

/* Every open finding is explained once, its rows together, and nothing else is. */
static void assert_explained_once(void)
{
	const struct findings *findings = opened_findings(&opened);
	for (size_t i = 0; i < findings->count; i++) {
		unsigned count = 0;
		for (size_t row = 0; row < rendering.nrows; row++)
			count += rendering.rows[row].kind == RENDERED_FINDING &&
				 rendering.rows[row].finding == (int32_t)i;
		assert_int_equal(count, finding_is_open(&findings->list[i]));
	}
	for (size_t row = 0; row < rendering.nrows; row++) {
		const struct rendered_row *r = &rendering.rows[row];
		bool explains = r->kind == RENDERED_FINDING || r->kind == RENDERED_FINDING_REST;
		assert_int_equal(explains, r->finding >= 0);
		if (r->kind == RENDERED_FINDING_REST)
			assert_int_equal(r->finding, rendering.rows[row - 1].finding);
	}
}

/* The columns of a grid with all of its columns. */
static size_t whole_ncols(const struct rendered_grid *grid)
{
	size_t ncols = grid->label_ncols;
	for (size_t i = 0; i < grid->ncolumns; i++)
		ncols += grid->column_ncols[i];
	return ncols;
}

/* No row is wider than the rendering, and those of a grid are as wide as that is. */
static void assert_fits(size_t ncols, enum width_ambiguous ambiguous)
{
	struct strbuf line = {0};
	for (size_t row = 0; row < rendering.nrows; row++) {
		strbuf_clear(&line);
		append_row(row, &line);
		size_t measured = clip_measure(strbuf_view(&line), ambiguous);
		if (rendering.rows[row].grid >= 0)
			assert_int_equal(measured, whole_ncols(&rendering.grids[rendering.rows[row].grid]));
		else if (measured > ncols)
			fail_msg("%zu columns instead of %zu: %s", measured, ncols, strbuf_text(&line));
	}
	strbuf_free(&line);
}

static const char *const samples[] = {
	"tingyu/2022-scj.txt",  "tingyu/2022-zrzy.txt",    "tingyu/2023-qingruo.txt", "tingyu/2023-zrzy.txt",
	"tingyu/2024-jyj.txt",  "tingyu/2024-qingruo.txt", "tingyu/2024-yundui.txt",  "yanlu/2017-qilu.txt",
	"yanlu/2022-wjj.txt",   "yanlu/2023-qilu.txt",     "yanlu/2023-qzf.txt",      "yanlu/2023-wjj.txt",
	"yanlu/2023-zjj.txt",   "yanlu/2024-qilu.txt",     "yanlu/2024-qzf.txt",      "yanlu/notice.txt",
};

static void open_sample(size_t number)
{
	char name[128];
	snprintf(name, sizeof(name), "data/samples/%s", samples[number]);
	opened_open(&opened, &known, in_source_tree(name));
}

static void samples_at_every_width(void **state)
{
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		open_sample(i);
		for (size_t ncols = 1; ncols <= 200; ncols++) {
			build(ncols, WIDTH_AMBIGUOUS_1);
			assert_explained_once();
			assert_fits(ncols, WIDTH_AMBIGUOUS_1);
			build(ncols, WIDTH_AMBIGUOUS_2);
			assert_fits(ncols, WIDTH_AMBIGUOUS_2);
		}
	}
}

/* As grids: each is wider than the rendering, and has room there for a readable label, any of its columns and both
 * marks. */
static void wide_tables_at_every_width(void **state)
{
	size_t ngrids = 0;
	grids = true;
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++) {
		open_sample(i);
		for (size_t ncols = 1; ncols <= 70; ncols++) {
			build(ncols, ncols % 2 ? WIDTH_AMBIGUOUS_1 : WIDTH_AMBIGUOUS_2);
			assert_explained_once();
			assert_fits(ncols, ncols % 2 ? WIDTH_AMBIGUOUS_1 : WIDTH_AMBIGUOUS_2);
			for (size_t j = 0; j < rendering.ngrids; j++) {
				const struct rendered_grid *grid = &rendering.grids[j];
				assert_true(whole_ncols(grid) > ncols);
				assert_true(grid->label_ncols >= 8);
				for (size_t k = 0; k < grid->ncolumns; k++)
					assert_true((size_t)grid->label_ncols + grid->column_ncols[k] + 3 <= ncols);
			}
			ngrids += rendering.ngrids;
		}
	}
	assert_in_range(ngrids, 500, 5000);
	grids = false;
}

/* A grid has each row of the table once, with its numbers beside its label; where the table fits there is none. */
static void a_wide_table(void **state)
{
	open_text(sample_text);
	grids = true;
	build(39, WIDTH_AMBIGUOUS_1);
	assert_int_equal(rendering.ngrids, 1);
	assert_int_equal(rendering.grids[0].ncolumns, 7);
	assert_cells("（七）总计", "5 2 0 0 1 0 8");
	assert_int_equal(rendering.rows[find_row(RENDERED_CELLS, "（七）总计")].grid, 0);
	assert_int_equal(rendering.rows[find_row(RENDERED_HEAD, "自然人 企业")].grid, 0);
	assert_int_equal(rendering.rows[find_row(RENDERED_SHARED_HEAD, "法人或其他组织")].grid, 0);
	assert_int_equal(rendering.rows[find_row(RENDERED_CELLS, "（三）不予公开")].grid, -1);
	assert_int_equal(rendering.rows[find_row(RENDERED_CELLS, "复议后起诉")].grid, -1);
	size_t nrows = rendering.nrows;
	build(60, WIDTH_AMBIGUOUS_1);
	assert_int_equal(rendering.ngrids, 0);
	grids = false;
	build(39, WIDTH_AMBIGUOUS_1);
	assert_int_equal(rendering.ngrids, 0);
	assert_int_equal(rendering.nrows, nrows + 25);
}

/* Of a sum the parts that are not 0, of a row's sum as well; of a long one what it should come to. */
static void cells_of_a_finding(void **state)
{
	uint16_t cells[FORMAT_MAX_CELLS];
	open_sample(14);
	for (size_t i = 0; i < opened_findings(&opened)->count; i++) {
		const struct finding *finding = &opened_findings(&opened)->list[i];
		if (finding->verdict != VERDICT_FAIL || !finding->relation)
			continue;
		size_t ncells = render_finding_cells(finding, opened_report(&opened), cells);
		assert_in_range(ncells, 1, finding->relation->nterms);
		if (str_equal(finding->rule->id, STR("T3-ROW")))
			assert_int_equal(ncells, 2);
		if (str_equal(finding->rule->id, STR("T3-SUB")))
			assert_int_equal(ncells, 1);
		if (str_equal(finding->rule->id, STR("T3-BAL")))
			assert_int_equal(ncells, 4);
	}
}

/* The rows of all explanations, without blanks. */
static void append_explanations(struct strbuf *out)
{
	struct strbuf line = {0};
	for (size_t row = 0; row < rendering.nrows; row++)
		if (rendering.rows[row].finding >= 0)
			append_row(row, &line);
	for (size_t i = 0; i < line.nbytes; i++)
		if (line.ptr[i] != ' ')
			strbuf_append_byte(out, line.ptr[i]);
	strbuf_free(&line);
}

/* However narrow, an explanation is there in full. */
static void explanations_are_whole(void **state)
{
	struct strbuf whole = {0}, narrow = {0};
	open_sample(14);
	build(200, WIDTH_AMBIGUOUS_1);
	append_explanations(&whole);
	assert_true(whole.nbytes > 500);
	for (size_t ncols = 2; ncols < 200; ncols++) {
		build(ncols, WIDTH_AMBIGUOUS_1);
		strbuf_clear(&narrow);
		append_explanations(&narrow);
		assert_string_equal(strbuf_text(&narrow), strbuf_text(&whole));
	}
	strbuf_free(&whole);
	strbuf_free(&narrow);
}

/* The same input gives the same rows, whatever was in the rendering before. */
static void pure(void **state)
{
	struct strbuf first = {0};
	open_sample(0);
	build(80, WIDTH_AMBIGUOUS_1);
	strbuf_append(&first, strbuf_view(&rendering.bytes));
	size_t nrows = rendering.nrows;
	open_sample(14);
	build(33, WIDTH_AMBIGUOUS_2);
	open_sample(0);
	build(80, WIDTH_AMBIGUOUS_1);
	assert_int_equal(rendering.nrows, nrows);
	assert_true(str_equal(strbuf_view(&rendering.bytes), strbuf_view(&first)));
	strbuf_free(&first);
}

static void marks_and_roles(void **state)
{
	struct finding finding = {.severity = SEVERITY_WARNING, .verdict = VERDICT_FAIL};
	assert_int_equal(render_level_mark(SEVERITY_ERROR), '!');
	assert_int_equal(render_level_mark(SEVERITY_NOTICE), 'i');
	assert_int_equal(render_finding_mark(&finding), '~');
	assert_int_equal(render_finding_role(&finding), ROLE_WARNING);
	finding.verdict = VERDICT_LOOK;
	assert_int_equal(render_finding_mark(&finding), 'i');
	assert_int_equal(render_finding_role(&finding), ROLE_NOTICE);
}

static int setup(void **state)
{
	const char *temporary = getenv("TMPDIR");
	snprintf(path, sizeof(path), "%s/gouji-rendering-XXXXXX", temporary ? temporary : "/tmp");
	int fd = mkstemp(path);
	return fd < 0 || close(fd) < 0 ? -1 : know(state);
}

static int teardown(void **state)
{
	unlink(path);
	opened_free(&opened);
	rendering_free(&rendering);
	return forget_texts(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_report_in_order),
		cmocka_unit_test(cells_of_a_table),
		cmocka_unit_test(marks_at_failing_cells),
		cmocka_unit_test(marks_for_a_person_to_judge),
		cmocka_unit_test(lost_blank_zero_and_absent),
		cmocka_unit_test(what_is_not_checked),
		cmocka_unit_test(controls_are_not_shown),
		cmocka_unit_test(samples_at_every_width),
		cmocka_unit_test(wide_tables_at_every_width),
		cmocka_unit_test(a_wide_table),
		cmocka_unit_test(cells_of_a_finding),
		cmocka_unit_test(explanations_are_whole),
		cmocka_unit_test(pure),
		cmocka_unit_test(marks_and_roles),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
