/* Word files and PDF as LibreOffice makes them of a made report, read through each converter that is installed, alone
 * in $PATH: every number is the one that went in, or is not read, and nobody is accused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check/examined.h"
#include "check/relation.h"
#include "report/generate.h"

enum { NREPORTS = 2, NAME_NBYTES = 128, COMMAND_NBYTES = 1024 };

static char home[] = "/tmp/test_word.XXXXXX";
static char usual_path[4096];
static struct made made;
static struct report truth;
static bool can_make;                   /* LibreOffice is there, and made the files */

static const char *in_home(const char *name)
{
	static char paths[4][NAME_NBYTES];
	static unsigned next;
	char *path = paths[next++ % 4];
	snprintf(path, NAME_NBYTES, "%s/%s", home, name);
	return path;
}

__attribute__((format(printf, 1, 2))) static bool run(const char *format, ...)
{
	char command[COMMAND_NBYTES];
	va_list arguments;
	va_start(arguments, format);
	vsnprintf(command, sizeof(command), format, arguments);
	va_end(arguments);
	setenv("PATH", usual_path, 1);
	return system(command) == 0;
}

static void make_report(unsigned number)
{
	made_begin(&made, &known.forms[number ? KNOWLEDGE_NFORMS - 1 : 0], 20 + number, number == 0);
	truth = (struct report){.format = made.form->format, .state = REPORT_RECOGNISED};
	for (size_t i = 0; i < truth.format->ncells; i++)
		truth.cells[i] = (struct cell){.value = made.values[i], .status = CELL_READ};
}

static void write_page(unsigned number)
{
	struct strbuf page = {0};
	char name[32];
	make_report(number);
	made_write_html(&made, &page);
	snprintf(name, sizeof(name), "%u.html", number);
	FILE *file = fopen(in_home(name), "w");
	assert_non_null(file);
	fputs("<meta charset=\"utf-8\">", file);
	fwrite(page.ptr, 1, page.nbytes, file);
	fclose(file);
	strbuf_free(&page);
}

static bool make_files(void)
{
	static const char office[] = "cd %s && soffice --headless --norestore -env:UserInstallation=file://%s/profile "
				     "%s --convert-to %s --outdir . %s >/dev/null 2>&1";
	if (!run("command -v soffice >/dev/null"))
		return false;
	for (unsigned i = 0; i < NREPORTS; i++)
		write_page(i);
	return run(office, home, home, "--infilter='HTML (StarWriter)'", "odt", "*.html") &&
	       run(office, home, home, "", "doc:'MS Word 97'", "*.odt") &&
	       run(office, home, home, "", "docx:'MS Word 2007 XML'", "*.odt") &&
	       run(office, home, home, "", "pdf", "*.odt");
}

static int set_up(void **state)
{
	snprintf(usual_path, sizeof(usual_path), "%s", getenv("PATH") ? getenv("PATH") : "");
	if (know(state) != 0 || !mkdtemp(home) || mkdir(in_home("bin"), 0755) < 0 || mkdir(in_home("tmp"), 0755) < 0)
		return -1;
	setenv("TMPDIR", in_home("tmp"), 1);
	setenv("XDG_CACHE_HOME", in_home("cache"), 1);
	can_make = make_files();
	return 0;
}

static int tear_down(void **state)
{
	run("rm -rf %s", home);
	arena_free(&made.arena);
	return forget(state);
}

/* Leaves nothing but this program in $PATH; it finds the others itself. False when it is not installed. */
static bool install_alone(const char *program)
{
	if (!run("rm -f %s/bin/*; path=$(command -v %s) && "
		 "printf '#!/bin/sh\\nPATH=\"%%s\" exec %%s \"$@\"\\n' \"$PATH\" \"$path\" >%s/bin/%s && "
		 "chmod +x %s/bin/%s",
		 home, program, home, program, home, program))
		return false;
	setenv("PATH", in_home("bin"), 1);
	return true;
}

/* The cell of the same name in the form that the report was made in; where parts are lost, it may be read in
 * another. */
static const struct cell *find_truth(const struct format *format, size_t cell)
{
	struct strbuf name = {0}, other = {0};
	const struct cell *found = NULL;
	format_append_cell_name(format, cell, &name);
	for (size_t i = 0; i < truth.format->ncells && !found; i++) {
		strbuf_clear(&other);
		format_append_cell_name(truth.format, i, &other);
		if (str_equal(strbuf_view(&name), strbuf_view(&other)))
			found = &truth.cells[i];
	}
	strbuf_free(&name);
	strbuf_free(&other);
	return found;
}

static size_t compare_cells(const struct report *report, const char *what)
{
	size_t nread = 0;
	for (size_t i = 0; i < report->format->ncells; i++) {
		if (!cell_has_number(&report->cells[i]))
			continue;
		const struct cell *cell = find_truth(report->format, i);
		nread++;
		if (!cell || cell->value != report->cells[i].value)
			fail_msg("%s: cell %zu is wrong", what, i);
	}
	return nread;
}

/* What the text of the page itself deserves, a line for each finding. */
static void describe_page(unsigned number, struct strbuf *out)
{
	char name[32];
	snprintf(name, sizeof(name), "%u.html", number);
	const struct examiner *examiner = examine_file(in_home(name));
	for (size_t i = 0; i < examiner->findings.count; i++) {
		describe_finding(&examiner->findings.list[i], out);
		strbuf_append_byte(out, '\n');
	}
}

static bool is_line_of(const struct strbuf *lines, const struct finding *finding)
{
	struct strbuf line = {0};
	describe_finding(finding, &line);
	strbuf_append_byte(&line, '\n');
	bool found = str_contains(strbuf_view(lines), strbuf_view(&line));
	strbuf_free(&line);
	return found;
}

/* Of findings that accuse, only those that the numbers deserve, and those that the page has before it is converted. */
static void compare_findings(const struct examiner *examiner, const struct strbuf *page, const char *what)
{
	for (size_t i = 0; i < examiner->findings.count; i++) {
		const struct finding *finding = &examiner->findings.list[i];
		if (finding->verdict != VERDICT_FAIL || finding->severity == SEVERITY_NOTICE)
			continue;
		if (!finding->relation && !examiner->report.lossy && is_line_of(page, finding))
			continue;
		if (examiner->report.lossy || !finding->relation || examiner->report.format != truth.format ||
		    relation_evaluate(finding->relation, &truth).holds)
			fail_msg("%s: %.*s", what, (int)finding->rule->id.nbytes, finding->rule->id.ptr);
	}
}

static void read_through(const struct converter *converter, const char *ending)
{
	for (unsigned i = 0; i < NREPORTS; i++) {
		char name[32], what[NAME_NBYTES];
		snprintf(name, sizeof(name), "%u.%s", i, ending);
		snprintf(what, sizeof(what), "%s through %s", name, converter->program);
		make_report(i);
		struct strbuf page = {0};
		describe_page(i, &page);
		const struct examiner *examiner = examine_file(in_home(name));
		assert_ptr_equal(examiner->file.conversion.converter, converter);
		assert_int_equal(examiner->report.lossy != NULL, converter->lossy);
		size_t nread = compare_cells(&examiner->report, what);
		compare_findings(examiner, &page, what);
		strbuf_free(&page);
		print_message("# %s: %zu of %zu cells read\n", what, nread, truth.format->ncells);
		if (!converter->lossy && converter->kind != CONVERT_PDF && nread < truth.format->ncells)
			fail_msg("%s: only %zu cells read", what, nread);
	}
}

static void read_kind(enum convert_kind kind, const char *ending)
{
	const struct converter *converter;
	size_t nfound = 0;
	if (!can_make) {
		print_message("LibreOffice is not installed: no files to read\n");
		skip();
	}
	for (size_t i = 0; (converter = convert_table(i)); i++) {
		/* libreoffice is soffice under another name. */
		if (converter->kind != kind || strcmp(converter->program, "libreoffice") == 0)
			continue;
		if (install_alone(converter->program)) {
			read_through(converter, ending);
			nfound++;
		} else {
			print_message("# %s is not installed\n", converter->program);
		}
	}
	assert_true(nfound > 0);
}

static void doc(void **state)
{
	read_kind(CONVERT_DOC, "doc");
}

static void docx(void **state)
{
	read_kind(CONVERT_DOCX, "docx");
}

/* Numbers at all heights of their rows: few of them can be told. */
static void pdf(void **state)
{
	read_kind(CONVERT_PDF, "pdf");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(doc), cmocka_unit_test(docx), cmocka_unit_test(pdf)};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
