/* Many reports beside each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/fold.h"
#include "check/across/across.h"
#include "check/across/across_parts.h"
#include "check/examined.h"
#include "check/sample_text.h"

enum { MAX_REPORTS = 4096 };

static struct arena arena;
static struct across_report reports[MAX_REPORTS];
static size_t nreports;
static struct across across;
static struct roster roster;

static void begin(void)
{
	across_free(&across);
	nreports = 0;
	roster = (struct roster){.path = "roster.txt"};
}

static const char *keep(const char *text)
{
	return arena_copy(&arena, str_from(text)).ptr;
}

/* Adds a report of a body and year with its own tables and text; the summary may be changed until it is compared. */
static struct summary *add(const char *path, const char *agency, int year, const char *text)
{
	struct strbuf head = {0};
	strbuf_printf(&head, "# %s%d年政府信息公开工作年度报告\n", agency, year);
	const char *own = with(text, "# 松塘县柳桥镇人民政府2023年政府信息公开工作年度报告\n", strbuf_text(&head));
	strbuf_free(&head);
	const struct examiner *examiner = examine_text(own, path);
	assert_string_equal(examiner->report.agency, agency);
	assert_int_equal(examiner->report.year, year);
	struct summary *summary = (struct summary *)summary_make(&arena, examiner);
	reports[nreports++] = (struct across_report){path_keep(&arena, path, NULL, ""), keep(agency), summary};
	return summary;
}

static void read_roster(const char *text)
{
	struct error error;
	if (!roster_parse(&roster, &arena, str_from(keep(text)), "roster.txt", NULL, &error))
		fail_msg("%s", error.text);
}

/* Compares what was added: "RULE VERDICT path other message" of each item, one a line; of the roster "RULE line
 * year". */
static void assert_items(const char *expected)
{
	struct strbuf out = {0};
	across_check(&across, &known, reports, nreports, roster.count ? &roster : NULL, NULL);
	for (size_t i = 0; i < across.nitems; i++) {
		const struct across_item *item = &across.items[i];
		strbuf_append(&out, known_rules->list[item->rule].id);
		strbuf_printf(&out, " %s", verdict_name((enum verdict)item->verdict));
		if (item->report == ACROSS_NONE)
			strbuf_printf(&out, " %u %d", (unsigned)roster.lines[item->other].line, (int)item->year);
		else
			strbuf_printf(&out, " %s", path_text(&reports[item->report].path));
		if (item->report != ACROSS_NONE && item->other != ACROSS_NONE)
			strbuf_printf(&out, " %s", path_text(&reports[item->other].path));
		if (item->cell != FORMAT_NONE) {
			strbuf_append_byte(&out, ' ');
			format_append_cell_name(known_format, (size_t)item->cell, &out);
		}
		strbuf_printf(&out, " %u\n", (unsigned)item->message);
	}
	assert_string_equal(strbuf_text(&out), expected);
	strbuf_free(&out);
}

static const char *last_path(size_t report)
{
	return across.last[report] == ACROSS_NONE ? "-" : path_text(&reports[across.last[report]].path);
}

static void years_are_paired(void **state)
{
	begin();
	add("a/2024.txt", "松塘县教育局", 2024, sample_text);
	add("a/2022.txt", "松塘县教育局", 2022, sample_text);
	add("b/2023.txt", "松塘县教育局", 2023, sample_text);
	add("a/other.txt", "松塘县水利局", 2023, sample_text);
	add("c/x.txt", "松塘县柳桥镇", 2023, sample_text);
	add("d/y.txt", "松塘县柳桥镇人民政府", 2024, sample_text);
	assert_items("");
	assert_string_equal(last_path(0), "b/2023.txt");
	assert_string_equal(last_path(1), "-");
	assert_string_equal(last_path(2), "a/2022.txt");
	assert_string_equal(last_path(3), "-");
	assert_string_equal(last_path(4), "-");
	assert_string_equal(last_path(5), "c/x.txt");
}

/* 城关镇 is the name of hundreds: it is one body in the directories of one place only. */
static void names_without_a_place(void **state)
{
	begin();
	add("甲县/2022/a.txt", "城关镇人民政府", 2022, sample_text);
	add("甲县/2023/b.txt", "城关镇人民政府", 2023, sample_text);
	add("乙县/2024/c.txt", "城关镇人民政府", 2024, sample_text);
	add("x/a.txt", "市场监督管理局", 2023, sample_text);
	add("y/b.txt", "市场监督管理局", 2024, sample_text);
	assert_items("");
	assert_string_equal(last_path(1), "甲县/2022/a.txt");
	assert_string_equal(last_path(2), "-");
	assert_string_equal(last_path(4), "-");
	assert_true(across_name_has_place(STR("隆德县城关镇"), &known.words));
	assert_true(across_name_has_place(STR("隆德县人民政府"), &known.words));
	assert_false(across_name_has_place(STR("城市管理局"), &known.words));
	assert_false(across_name_has_place(STR("柳桥镇人民政府"), &known.words));
}

/* Two versions: said of the later one, and next year's report is held against neither. */
static void versions(void **state)
{
	const char *other = with(sample_text, "行政处罚\t4\t", "行政处罚\t5\t");
	begin();
	add("a.txt", "松塘县教育局", 2023, sample_text);
	add("b.txt", "松塘县教育局", 2023, other);
	add("c.txt", "松塘县教育局", 2024, sample_text);
	add("d.txt", "松塘县教育局", 2025, sample_text);
	assert_items("X-FIX look b.txt a.txt 0\n");
	assert_string_equal(last_path(2), "-");
	assert_string_equal(last_path(3), "c.txt");
	/* The same in another layout is no other version, and the one that was read better is taken. */
	begin();
	add("a.txt", "松塘县教育局", 2023, with(sample_text, "行政处罚\t4\t", "行政处罚\t约4\t"));
	add("b.txt", "松塘县教育局", 2023, sample_text);
	add("c.txt", "松塘县教育局", 2024, sample_text);
	assert_items("");
	assert_string_equal(last_path(2), "b.txt");
}

static const char old_sentence[] =
	"全年公开信息120条，收到政府信息公开申请8件。发布前经过审核，网站专栏按时更新。"
	"政务公开纳入工作考核，社会评议为良好，没有责任追究情形。\n";

static const char *earlier_path(size_t report)
{
	uint32_t earlier = across_find_earlier(&across, report);
	return earlier == ACROSS_NONE ? "-" : path_text(&reports[earlier].path);
}

/* What a person compares a report with is what it is paired with; where that is nothing, the nearest year of the same
 * body, as pairs know bodies. */
static void earlier_reports(void **state)
{
	begin();
	add("甲县/2021/a.txt", "城关镇人民政府", 2021, sample_text);
	add("甲县/2023/b.txt", "城关镇人民政府", 2023, sample_text);
	add("甲县/2024/b.txt", "城关镇人民政府", 2024, sample_text);
	add("乙县/2025/c.txt", "城关镇人民政府", 2025, sample_text);
	assert_items("");
	assert_string_equal(earlier_path(0), "-");
	assert_string_equal(earlier_path(1), "甲县/2021/a.txt");
	assert_string_equal(last_path(1), "-");
	assert_string_equal(earlier_path(2), "甲县/2023/b.txt");
	assert_string_equal(earlier_path(3), "-");
	/* Of versions the one that was read best, else the first. */
	begin();
	add("a.txt", "松塘县教育局", 2023, with(with(sample_text, "2\t1\t7", "2\t1\t8"), "行政处罚\t4\t", "行政处罚\t约4\t"));
	add("b.txt", "松塘县教育局", 2023, sample_text);
	add("c.txt", "松塘县教育局", 2023, with(sample_text, "行政处罚\t4\t", "行政处罚\t5\t"));
	add("d.txt", "松塘县教育局", 2024, sample_text);
	across_free(&across);
	across_check(&across, &known, reports, nreports, NULL, NULL);
	assert_string_equal(last_path(3), "-");
	assert_string_equal(earlier_path(3), "b.txt");
}

/* Once it is cancelled nothing more is looked at; then as if it had not been. */
static void cancelled(void **state)
{
	atomic_bool stop = true;
	begin();
	add("a.txt", "松塘县教育局", 2023, sample_text);
	add("b.txt", "松塘县教育局", 2023, with(sample_text, "行政处罚\t4\t", "行政处罚\t5\t"));
	add("c.txt", "松塘县教育局", 2024, sample_text);
	across_check(&across, &known, reports, nreports, NULL, &stop);
	assert_int_equal(across.nitems, 0);
	assert_int_equal(across.norder, 0);
	across_free(&across);
	atomic_store(&stop, false);
	across_check(&across, &known, reports, nreports, NULL, &stop);
	assert_int_equal(across.norder, 3);
	assert_int_equal(across.nitems, 1);
	assert_null(across.cancelled);
}

/* Long sentences that depend on the seed, and an end that does not. */
static const char *text_of(uint64_t seed, size_t nsentences)
{
	static const char *const who[] = {"水厂", "集市", "学校", "渡口", "茶场", "林场", "卫生院", "敬老院"};
	static const char *const what[] = {"换了新的公示栏", "公布收费标准", "开放资料柜", "登记群众意见", "张贴办事指南", "清点旧档案"};
	struct strbuf out = {0};
	for (size_t i = 0; i < nsentences; i++) {
		uint64_t r = hash_mix(seed * 131 + i);
		strbuf_printf(&out, "%s与%s在%c月%s，由%c组%s逐项核对，%s%s。", who[r % 8], who[r / 8 % 8],
			      (int)('A' + r / 64 % 26), what[r / 4096 % 6], (int)('A' + r / 32768 % 26),
			      who[r / 1048576 % 8], what[r / 16777216 % 6], what[r / 268435456 % 6]);
	}
	strbuf_append_byte(&out, '\n');
	const char *text = with(sample_text, old_sentence, strbuf_text(&out));
	strbuf_free(&out);
	return text;
}

/* Two bodies of one name: strangers, to each other and to other years. */
static void two_bodies_of_one_name(void **state)
{
	begin();
	add("a.txt", "城关镇人民政府", 2023, text_of(1, 12));
	add("b.txt", "城关镇人民政府", 2023, text_of(2, 12));
	add("c.txt", "城关镇人民政府", 2024, text_of(3, 12));
	assert_items("");
	assert_string_equal(last_path(2), "-");
}

static void versions_of_the_text(void **state)
{
	begin();
	add("a.txt", "松塘县教育局", 2023, text_of(1, 12));
	const char *other = with(text_of(1, 12), "一些栏目更新不及时，明年改进。",
				 "村民反映补贴名单贴得太高看不清楚，公示栏已经降低三十厘米，名单改用大字打印，另请村医帮忙念给老人听。"
				 "另外规定超过十人的名单必须附上身份证后四位，避免同名同姓的人互相误认。");
	add("b.txt", "松塘县教育局", 2023, other);
	assert_items("X-FIX look b.txt a.txt 1\n");
}

static void the_same_file(void **state)
{
	struct summary *summary;
	begin();
	add("a.txt", "松塘县教育局", 2023, sample_text);
	summary = add("b.txt", "松塘县水利局", 2023, sample_text);
	add("c.txt", "松塘县司法局", 2023, sample_text);
	assert_items("");
	memcpy(summary->file, reports[0].summary->file, sizeof(summary->file));
	across_free(&across);
	assert_items("G-FILE fail b.txt a.txt 0\n");
	/* A path that was given twice is not filed twice. */
	reports[1].path = reports[0].path;
	across_free(&across);
	assert_items("");
}

static void shared_text(void **state)
{
	begin();
	add("a.txt", "松塘县教育局", 2023, text_of(1, 12));
	add("b.txt", "松塘县水利局", 2023, text_of(1, 12));
	add("c.txt", "松塘县司法局", 2023, text_of(2, 12));
	add("d.txt", "松塘县教育局", 2024, text_of(3, 12));
	add("e.txt", "松塘县民政局", 2024, text_of(2, 12));
	/* Of two years only the later one is asked. */
	assert_items("G-DUP look a.txt b.txt 0\nG-DUP look b.txt a.txt 0\nG-DUP look e.txt c.txt 0\n");
	/* What a body has from itself is another rule's. */
	begin();
	add("a.txt", "松塘县教育局", 2023, text_of(1, 12));
	add("b.txt", "松塘县教育局", 2024, text_of(1, 12));
	assert_items("");
}

static void shared_passages(void **state)
{
	static const char passage[] = "一些栏目更新不及时，明年改进。";
	const char *long_passage =
		"全镇十六个村的公示栏朝向不一，雨季纸张容易脱落，现已统一加装透明挡板并注明更换日期。"
		"宅基地审批结果过去只在村内张贴，外出务工的人无从知道，今年起同步发送到家庭联系人的手机。"
		"流动办事车每逢单周开进山区，车上备有最近三年的补贴清单，群众可以当场核对自家的数目。"
		"退耕还林的面积由邻组互相丈量，丈量记录和签字页一并装订成册，存放在村委会随时备查。";
	begin();
	add("a.txt", "松塘县教育局", 2023, with(text_of(1, 20), passage, long_passage));
	add("b.txt", "松塘县水利局", 2023, with(text_of(2, 20), passage, long_passage));
	add("c.txt", "松塘县司法局", 2023, text_of(3, 20));
	assert_items("G-DUP look a.txt b.txt 1\nG-DUP look b.txt a.txt 1\n");
	/* What many have is nobody's own. */
	begin();
	for (unsigned i = 0; i < 24; i++) {
		char path[32], agency[64];
		snprintf(path, sizeof(path), "%02u.txt", i);
		snprintf(agency, sizeof(agency), "松塘县第%c镇人民政府", (int)('A' + i));
		add(path, agency, 2023, with(text_of(i + 1, 20), passage, long_passage));
	}
	assert_items("");
}

/* Bodies of one kind whose numbers differ by factors, and one that is out of all proportion. */
static void add_towns(unsigned count, unsigned outlier)
{
	begin();
	for (unsigned i = 0; i < count; i++) {
		char path[32], agency[64], row[64];
		snprintf(path, sizeof(path), "%02u.txt", i);
		snprintf(agency, sizeof(agency), "松塘县第%c镇人民政府", (int)('A' + i));
		snprintf(row, sizeof(row), "行政处罚\t%u\t", i + 1 == count ? outlier : 5 + i * i % 23);
		add(path, agency, 2023, with(sample_text, "行政处罚\t4\t", row));
	}
}

static void outliers(void **state)
{
	add_towns(22, 48000);
	assert_items("G-OUT look 21.txt proactive/penalty/decisions 0\n");
	assert_int_equal(across.items[0].count, 22);
	assert_true(across.items[0].right > 5 * (decimal)DECIMAL_ONE &&
		    across.items[0].right < 25 * (decimal)DECIMAL_ONE);
	add_towns(22, 100);
	assert_items("");
	add_towns(19, 48000);
	assert_items("");
	/* Where more than half have one number, nothing is far from it. */
	begin();
	for (unsigned i = 0; i < 24; i++) {
		char path[32], agency[64];
		snprintf(path, sizeof(path), "%02u.txt", i);
		snprintf(agency, sizeof(agency), "松塘县第%c镇人民政府", (int)('A' + i));
		add(path, agency, 2023, with(sample_text, "行政处罚\t4\t", i == 7 ? "行政处罚\t900\t" : "行政处罚\t0\t"));
	}
	assert_items("");
}

static void bodies_that_are_missing(void **state)
{
	begin();
	add("a.txt", "松塘县教育局", 2023, sample_text);
	add("b.txt", "松塘县柳桥镇人民政府", 2023, sample_text);
	add("c.txt", "云碓镇人民政府", 2023, sample_text);
	add("d.txt", "松塘县教育局", 2022, sample_text);
	read_roster("松塘县教育局\n柳桥镇\n松塘县云碓镇\n松塘县水利局\n松塘县教育局 2024\n另县柳桥镇 2023\n");
	/* 2022 has too few to be a year that is being reported on. */
	assert_items("G-MISS fail 4 2023 0\nG-MISS fail 5 2024 0\nG-MISS fail 6 2023 0\n");
	/* Nothing reported: no year to ask for, but for those that the roster names. */
	begin();
	read_roster("松塘县教育局\n松塘县水利局 2024\n");
	assert_items("G-MISS fail 2 2024 0\n");
	/* A file that was not understood is not nothing. */
	begin();
	add("a.txt", "松塘县教育局", 2023, sample_text)->checked = false;
	add("b.txt", "松塘县水利局", 2023, sample_text);
	read_roster("松塘县教育局\n松塘县水利局\n");
	assert_items("G-MISS look 1 2023 1\n");
}

static void sums_of_bodies(void **state)
{
	static const char preamble[] = "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。";
	const char *covers = with(sample_text, preamble, "本报告数据涵盖县政府各部门和各乡镇，统计期限自2023年1月1日起至2023年12月31日止。");
	begin();
	assert_true(add("a.txt", "松塘县人民政府", 2023, covers)->covers);
	assert_false(add("b.txt", "松塘县教育局", 2023, sample_text)->covers);
	add("c.txt", "松塘县水利局", 2023, sample_text);
	read_roster("松塘县人民政府\n松塘县教育局\n松塘县水利局\n");
	assert_items("G-SUM look a.txt requests/new/total 0\nG-SUM look a.txt requests/processed/total 0\n"
		     "G-SUM look a.txt disputes/review/total 0\n");
	/* Without the roster nobody knows whether all are there; and not when one is missing. */
	begin();
	add("a.txt", "松塘县人民政府", 2023, covers);
	add("b.txt", "松塘县教育局", 2023, sample_text);
	add("c.txt", "松塘县水利局", 2023, sample_text);
	assert_items("");
	read_roster("松塘县教育局\n松塘县水利局\n松塘县司法局 2023\n");
	across_free(&across);
	assert_items("G-MISS fail 3 2023 0\n");
	/* The whole may have more, of its own. */
	begin();
	add("a.txt", "松塘县人民政府", 2023, covers);
	add("b.txt", "松塘县教育局", 2023, sample_text);
	read_roster("松塘县教育局\n");
	assert_items("");
}

/* All that is found of a report, with its text and without. */
static void findings_of_a_report(void **state)
{
	static struct report report;
	struct findings findings = {0};
	begin();
	const char *last = with(text_of(1, 12), "四、结转下年度继续办理\t\t\t1\t", "四、结转下年度继续办理\t\t\t2\t");
	add("a.txt", "松塘县教育局", 2022, last);
	add("b.txt", "松塘县水利局", 2023, text_of(2, 12));
	add("c.txt", "松塘县教育局", 2023, text_of(2, 12));
	/* A name of which a part is kept elsewhere is told as a whole. */
	reports[1].path = path_keep(&arena, "b/松塘县水利局2023.txt", NULL, reports[1].agency);
	across_check(&across, &known, reports, nreports, NULL, NULL);
	assert_false(across_knows(&across, 0));
	assert_true(across_knows(&across, 2));
	across_find(&across, 2, &report, &findings);
	assert_int_equal(findings.nfailed[SEVERITY_ERROR], 1); /* X-CARRY */
	assert_int_equal(findings.nfailed[SEVERITY_WARNING], 1); /* X-VALID */
	assert_int_equal(findings.nfailed[SEVERITY_NOTICE], 1); /* G-DUP */
	struct examiner *examiner = (struct examiner *)examine_text(
		with(text_of(2, 12), "# 松塘县柳桥镇人民政府2023年", "# 松塘县教育局2023年"), "c.txt");
	findings_clear(&examiner->findings);
	const struct check check = examiner_check(examiner, "c.txt");
	across_add_findings(&across, 2, &check);
	assert_open(examiner, "G-DUP notice look section/1\nX-CARRY error fail requests/natural 1 2\n"
			      "X-VALID warning fail proactive/normative 7 8\n");
	const struct finding *finding = finding_at(examiner, "G-DUP", "section/1");
	assert_true(finding->quote.nbytes > 0);
	assert_true(str_equal(finding->args[0], STR("松塘县水利局2023.txt")));
	assert_true(str_equal(finding->args[1], STR("松塘县水利局")));
	across_find(&across, 0, &report, &findings);
	assert_int_equal(findings.count, 0);
	findings_free(&findings);
}

/* Summaries that were not made, years and names that are not known. */
static void what_is_not_known(void **state)
{
	static struct report report;
	struct findings findings = {0};
	begin();
	assert_items("");
	add("a.txt", "松塘县教育局", 2023, sample_text)->year = 0;
	add("b.txt", "松塘县教育局", 2023, with(sample_text, "行政处罚\t4\t", "行政处罚\t5\t"));
	reports[1].agency = "";
	reports[nreports++] = (struct across_report){{"", "c.txt"}, "", NULL};
	reports[nreports++] =
		(struct across_report){{"", "d.txt"}, "", summary_make(&arena, examine_text("通知\n", "d.txt"))};
	read_roster("松塘县教育局\n");
	across_free(&across);
	assert_items("");
	for (size_t i = 0; i < nreports; i++) {
		assert_false(across_knows(&across, i));
		across_find(&across, i, &report, &findings);
		assert_int_equal(findings.count, 0);
	}
	findings_free(&findings);
}

static void sorting(void **state)
{
	enum { COUNT = 5000 };
	static uint64_t values[COUNT], scratch[COUNT];
	/* What is equal keeps its order, whether there is little or much. */
	for (size_t count = 0; count <= COUNT; count += count < 300 ? 1 : 470) {
		size_t nhashes = count / 3 + 1;
		for (size_t i = 0; i < count; i++)
			values[i] = tagged((uint32_t)hash_mix(i % nhashes), i);
		tagged_sort(values, count, scratch);
		for (size_t i = 1; i < count; i++)
			assert_true(values[i - 1] < values[i]);
	}
	for (size_t i = 0; i < COUNT; i++)
		values[i] = tagged((uint32_t)hash_mix(i % 1700), i);
	tagged_sort(values, COUNT, scratch);
	for (size_t i = 0, end; i < COUNT; i = end) {
		end = tagged_run_end(values, COUNT, i);
		assert_in_range(end - i, 2, 3);
	}
}

static int teardown(void **state)
{
	across_free(&across);
	arena_free(&arena);
	return forget_texts(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cancelled),
		cmocka_unit_test(years_are_paired),
		cmocka_unit_test(names_without_a_place),
		cmocka_unit_test(earlier_reports),
		cmocka_unit_test(versions),
		cmocka_unit_test(two_bodies_of_one_name),
		cmocka_unit_test(versions_of_the_text),
		cmocka_unit_test(the_same_file),
		cmocka_unit_test(shared_text),
		cmocka_unit_test(shared_passages),
		cmocka_unit_test(outliers),
		cmocka_unit_test(bodies_that_are_missing),
		cmocka_unit_test(sums_of_bodies),
		cmocka_unit_test(findings_of_a_report),
		cmocka_unit_test(what_is_not_known),
		cmocka_unit_test(sorting),
	};
	return cmocka_run_group_tests(tests, know, teardown);
}
