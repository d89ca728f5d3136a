/* Published reports, kept beside the project and not in it, against what a reader found in them: the file
 * tests/keys/reports.tsv, lines `file fact place value`. The test is skipped where the reports are not there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <sys/stat.h>

#include "check/examined.h"
#include "check/keyfile.h"

enum { FILE_NAME, FACT, PLACE, VALUE };

static struct key key;

static void describe_state(const struct examiner *examiner, const char *place, struct strbuf *out)
{
	static const char *const names[REPORT_NSTATES] = {
		[REPORT_RECOGNISED] = "recognised",     [REPORT_NOT_A_REPORT] = "no report",
		[REPORT_LAYOUT_UNKNOWN] = "layout",     [REPORT_OTHER_FORM] = "other form",
		[REPORT_NO_FORM] = "no form",           [REPORT_NO_CHARSET] = "no charset",
		[REPORT_BINARY] = "binary",             [REPORT_EMPTY] = "empty",
		[REPORT_TOO_LARGE] = "too large",       [REPORT_NOT_REGULAR] = "no file",
		[REPORT_UNREADABLE] = "unreadable",
	};
	strbuf_append_text(out, names[examiner->report.state]);
	if (examiner->report.detail[0])
		strbuf_printf(out, " %s", examiner->report.detail);
}

static void describe_form(const struct examiner *examiner, const char *place, struct strbuf *out)
{
	strbuf_append(out, examiner->report.format->name);
}

static void describe_agency(const struct examiner *examiner, const char *place, struct strbuf *out)
{
	strbuf_append_text(out, examiner->report.agency);
}

static void describe_year(const struct examiner *examiner, const char *place, struct strbuf *out)
{
	strbuf_printf(out, "%d", examiner->report.year);
}

/* "number:line" of each heading. */
static void describe_sections(const struct examiner *examiner, const char *place, struct strbuf *out)
{
	for (size_t i = 0; i < examiner->report.nheadings; i++) {
		const struct report_heading *heading = &examiner->report.headings[i];
		strbuf_printf(out, "%s%u:%u", i ? " " : "", (unsigned)heading->section, (unsigned)heading->line);
	}
}

/* Its first line, its rows, its cells by status, and the sum of the numbers. */
static void describe_table(const struct examiner *examiner, const char *place, struct strbuf *out)
{
	const struct report *report = &examiner->report;
	size_t table = table_named(place);
	const struct format_table *form = &report->format->tables[table];
	unsigned counts[CELL_NSTATUSES] = {0};
	decimal sum = 0;
	for (size_t i = form->first_cell; i < (size_t)form->first_cell + form->ncells; i++) {
		counts[report->cells[i].status]++;
		if (cell_has_value(&report->cells[i]))
			decimal_add(&sum, report->cells[i].value);
	}
	strbuf_printf(out, "line %u rows %u/%u", (unsigned)report->tables[table].line,
		      (unsigned)report->tables[table].nrows_found, (unsigned)report->tables[table].nrows_with_cells);
	for (int status = CELL_ABSENT; status < CELL_NSTATUSES; status++)
		if (counts[status])
			strbuf_printf(out, " %s %u", cell_status_name((enum cell_status)status), counts[status]);
	strbuf_append_text(out, " sum ");
	decimal_append(out, sum);
}

static void describe_cells(const struct examiner *examiner, const char *place, struct strbuf *out)
{
	describe_row(&examiner->report, row_of_form(examiner->report.format, place), out);
}

static void describe_line(const struct examiner *examiner, const char *place, struct strbuf *out)
{
	strbuf_printf(out, "%u", (unsigned)examiner->report.rows[row_of_form(examiner->report.format, place)].line);
}

static void describe_verdicts(const struct examiner *examiner, const char *place, struct strbuf *out)
{
	describe_rule(examiner, place, out);
}

/* The places where a rule was not assessable. */
static void describe_na(const struct examiner *examiner, const char *place, struct strbuf *out)
{
	for (size_t i = 0; i < examiner->findings.count; i++) {
		const struct finding *finding = &examiner->findings.list[i];
		if (finding->verdict != VERDICT_NA || !str_equal(finding->rule->id, str_from(place)))
			continue;
		strbuf_append_text(out, out->nbytes ? " " : "");
		finding_append_place(finding, known_format, out);
	}
}

static void describe_findings(const struct examiner *examiner, const char *place, struct strbuf *out)
{
	describe_open(examiner, out);
	for (size_t i = 0; i < out->nbytes; i++)
		if (out->ptr[i] == '\n')
			out->ptr[i] = ';';
}

static void describe_errors(const struct examiner *examiner, const char *place, struct strbuf *out)
{
	strbuf_printf(out, "%u", examiner->findings.nfailed[SEVERITY_ERROR]);
}

static const struct {
	const char *name;
	void (*describe)(const struct examiner *examiner, const char *place, struct strbuf *out);
} facts[] = {
	{"form", describe_form},   {"state", describe_state}, {"agency", describe_agency},    {"year", describe_year},
	{"table", describe_table}, {"sections", describe_sections}, {"row", describe_cells},
	{"line", describe_line},   {"verdicts", describe_verdicts}, {"na", describe_na},
	{"open", describe_findings}, {"errors", describe_errors},
};

static bool compare_fact(const struct key_line *line, const struct examiner *examiner)
{
	struct strbuf found = {0}, place = {0};
	bool described = false;
	strbuf_append(&place, line->fields[PLACE]);
	for (size_t i = 0; i < sizeof(facts) / sizeof(*facts) && !described; i++)
		if (str_equal(line->fields[FACT], str_from(facts[i].name))) {
			facts[i].describe(examiner, strbuf_text(&place), &found);
			described = true;
		}
	bool same = described && str_equal(strbuf_view(&found), line->fields[VALUE]);
	if (!same)
		print_error("%.*s %.*s %s: %.*s expected, %s found\n", (int)line->fields[FILE_NAME].nbytes,
			    line->fields[FILE_NAME].ptr, (int)line->fields[FACT].nbytes, line->fields[FACT].ptr,
			    strbuf_text(&place), (int)line->fields[VALUE].nbytes, line->fields[VALUE].ptr,
			    described ? strbuf_text(&found) : "no such fact");
	strbuf_free(&found);
	strbuf_free(&place);
	return same;
}

static void reports_are_read_as_by_hand(void **state)
{
	struct strbuf path = {0};
	struct stat info;
	const struct examiner *examiner = NULL;
	unsigned nwrong = 0, nfiles = 0, nunconverted = 0;
	if (stat(in_source_tree("../shared/reports"), &info) < 0) {
		print_message("# skipped: no reports at %s\n", in_source_tree("../shared/reports"));
		skip();
	}
	for (size_t i = 0; i < key.count; i++) {
		struct str name = key.lines[i].fields[FILE_NAME];
		if (!i || !str_equal(name, key.lines[i - 1].fields[FILE_NAME])) {
			strbuf_clear(&path);
			strbuf_append_text(&path, "../shared/reports/");
			strbuf_append(&path, name);
			examiner = examine_file(in_source_tree(strbuf_text(&path)));
			nfiles++;
		}
		/* Without a converter installed there is nothing to compare. */
		if (examiner->report.state == REPORT_NEEDS_CONVERTER)
			nunconverted++;
		else
			nwrong += !compare_fact(&key.lines[i], examiner);
	}
	strbuf_free(&path);
	print_message("# %u reports, %zu facts, %u of them left out for want of a converter\n", nfiles, key.count,
		      nunconverted);
	assert_int_equal(nwrong, 0);
}

static int setup(void **state)
{
	know(state);
	key_read(&key, in_source_tree("tests/keys/reports.tsv"));
	return 0;
}

static int teardown(void **state)
{
	key_free(&key);
	return forget(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reports_are_read_as_by_hand),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
