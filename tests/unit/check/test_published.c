/* Published reports, kept beside the project and not in it, against the key that lies with them: the relations of
 * tables three and four that fail in each, and none beside them. Prints how the cells of each file were read. Skipped
 * where the reports are not there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sys/stat.h>

#include "check/examined.h"
#include "check/keyfile.h"

enum { FILE_NAME, AGENCY, YEAR, TEMPLATE, RULE, PLACE, LEFT, RIGHT };

static const char folder[] = "../shared/reports";
static struct key key;

static const struct examiner *examine_published(struct str name)
{
	struct strbuf path = {0};
	strbuf_printf(&path, "%s/%.*s", folder, (int)name.nbytes, name.ptr);
	const struct examiner *examiner = examine_file(in_source_tree(strbuf_text(&path)));
	strbuf_free(&path);
	return examiner;
}

static bool is_arithmetic(const struct rule *rule)
{
	return str_starts_with(rule->id, STR("T3-")) || str_starts_with(rule->id, STR("T4-"));
}

/* Appends "RULE place left right" of the relations of tables three and four that fail, one a line, ordered. */
static void describe_failures(const struct examiner *examiner, struct strbuf *out)
{
	for (size_t i = 0; i < examiner->findings.count; i++) {
		const struct finding *finding = &examiner->findings.list[i];
		if (finding->verdict != VERDICT_FAIL || !is_arithmetic(finding->rule))
			continue;
		strbuf_append(out, finding->rule->id);
		strbuf_append_byte(out, ' ');
		finding_append_place(finding, examiner->report.format, out);
		strbuf_append_byte(out, ' ');
		decimal_append(out, finding->left);
		strbuf_append_byte(out, ' ');
		decimal_append(out, finding->right);
		strbuf_append_byte(out, '\n');
	}
	sort_lines(out);
}

/* The same for the lines of the key from `first` on that are of one file; the line behind the last of them. */
static size_t describe_key(size_t first, struct strbuf *out)
{
	size_t i = first;
	for (; i < key.count && str_equal(key.lines[i].fields[FILE_NAME], key.lines[first].fields[FILE_NAME]); i++) {
		const struct str *fields = key.lines[i].fields;
		if (str_equal(fields[RULE], STR("-")) || str_equal(fields[RULE], STR("?")))
			continue;
		strbuf_printf(out, "%.*s %.*s %.*s %.*s\n", (int)fields[RULE].nbytes, fields[RULE].ptr,
			      (int)fields[PLACE].nbytes, fields[PLACE].ptr, (int)fields[LEFT].nbytes, fields[LEFT].ptr,
			      (int)fields[RIGHT].nbytes, fields[RIGHT].ptr);
	}
	sort_lines(out);
	return i;
}

static void print_cells(struct str name, const struct report *report)
{
	unsigned counts[CELL_NSTATUSES] = {0};
	struct strbuf line = {0};
	for (size_t i = 0; report_is_checked(report) && i < report->format->ncells; i++)
		counts[report->cells[i].status]++;
	strbuf_printf(&line, "# %-34.*s", (int)name.nbytes, name.ptr);
	if (!report_is_checked(report))
		strbuf_printf(&line, " %s", report_state_text(report->state));
	for (int status = 0; status < CELL_NSTATUSES; status++)
		if (counts[status])
			strbuf_printf(&line, " %s %u", cell_status_name((enum cell_status)status), counts[status]);
	print_message("%s\n", strbuf_text(&line));
	strbuf_free(&line);
}

static bool skip_where_missing(void)
{
	struct stat info;
	if (stat(in_source_tree(folder), &info) == 0)
		return false;
	print_message("# skipped: no reports at %s\n", in_source_tree(folder));
	skip();
	return true;
}

static void failures_are_those_of_the_key(void **state)
{
	unsigned nwrong = 0;
	if (skip_where_missing())
		return;
	for (size_t i = 0, next; i < key.count; i = next) {
		struct strbuf expected = {0}, found = {0};
		struct str name = key.lines[i].fields[FILE_NAME];
		const struct examiner *examiner = examine_published(name);
		next = describe_key(i, &expected);
		describe_failures(examiner, &found);
		print_cells(name, &examiner->report);
		/* What needs a converter that is not installed is not read: nothing may be found in it. */
		bool unread = examiner->report.state == REPORT_NEEDS_CONVERTER && !found.nbytes;
		if (!unread && !str_equal(strbuf_view(&expected), strbuf_view(&found))) {
			print_error("%.*s:\n%sexpected, but found\n%s", (int)name.nbytes, name.ptr,
				    strbuf_text(&expected), strbuf_text(&found));
			nwrong++;
		}
		strbuf_free(&expected);
		strbuf_free(&found);
	}
	assert_int_equal(nwrong, 0);
}

/* One report as a page, as rows with tabs and as one cell a line. */
static void transcriptions_are_equal(void **state)
{
	static const char *const names[] = {
		"2023-pingtan-zrz.html", "2023-pingtan-zrz.tabs.txt", "2023-pingtan-zrz.cells.txt"};
	static struct cell first[FORMAT_MAX_CELLS];
	if (skip_where_missing())
		return;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const struct report *report = &examine_published(str_from(names[i]))->report;
		assert_int_equal(report->state, REPORT_RECOGNISED);
		for (size_t j = 0; j < report->format->ncells; j++) {
			assert_int_equal(report->cells[j].status, CELL_READ);
			if (!i)
				first[j] = report->cells[j];
			assert_int_equal(report->cells[j].value, first[j].value);
		}
	}
}

static int setup(void **state)
{
	struct strbuf path = {0};
	struct stat info;
	know(state);
	strbuf_printf(&path, "%s/KEY.tsv", folder);
	if (stat(in_source_tree(strbuf_text(&path)), &info) == 0)
		key_read(&key, in_source_tree(strbuf_text(&path)));
	strbuf_free(&path);
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
		cmocka_unit_test(failures_are_those_of_the_key),
		cmocka_unit_test(transcriptions_are_equal),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
