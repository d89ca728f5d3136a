#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "output/csv.h"
#include "output/fixture.h"

static void assert_field(struct str text, const char *expected)
{
	struct strbuf line = {0};
	csv_append_field(&line, STR("1"));
	csv_append_field(&line, text);
	csv_append_field(&line, STR("2"));
	assert_int_equal(line.nbytes, strlen(expected) + 4);
	assert_memory_equal(line.ptr + 2, expected, strlen(expected));
	assert_string_equal(line.ptr + line.nbytes - 2, ",2");
	strbuf_free(&line);
}

static void fields_are_quoted(void **state)
{
	assert_field(STR(""), "");
	assert_field(STR("表三"), "表三");
	assert_field(STR("a,b"), "\"a,b\"");
	assert_field(STR("\""), "\"\"\"\"");
	assert_field(STR("\"a\" \"b\""), "\"\"\"a\"\" \"\"b\"\"\"");
	assert_field(STR("22（其中\"修订\"16件）"), "\"22（其中\"\"修订\"\"16件）\"");
}

static void controls_are_made_visible(void **state)
{
	assert_field(STR("a\nb"), "a^Jb");
	assert_field(STR("a\tb\x1b[2J"), "a b^[[2J");
	assert_field(STR("\xff"), "\xef\xbf\xbd");
}

/* The fields of a record, quotes taken off where there are any; how many there are. */
static size_t count_fields(struct str record)
{
	size_t count = 1;
	bool quoted = false;
	for (size_t i = 0; i < record.nbytes; i++) {
		if (record.ptr[i] == '"')
			quoted = !quoted;
		count += record.ptr[i] == ',' && !quoted;
	}
	assert_false(quoted);
	return count;
}

/* Every line ends with CR LF and has `nfields` fields. How many lines there are. */
static size_t assert_csv(struct str text, size_t nfields)
{
	size_t count = 0;
	struct str line;
	assert_true(str_ends_with(text, STR("\r\n")));
	text.nbytes--;
	while (str_split(&text, '\n', &line)) {
		assert_true(str_ends_with(line, STR("\r")));
		assert_int_equal(count_fields(line), nfields);
		count++;
	}
	return count;
}

static void check_has_one_record_for_each_finding(void **state)
{
	struct fixture fixture;
	fixture_start(&fixture);
	struct finding *finding = fixture_add_finding(&fixture, "T3-BAL", VERDICT_FAIL);
	finding->left = 1 * DECIMAL_ONE;
	finding->right = 2 * DECIMAL_ONE;
	fixture_add_finding(&fixture, "T3-BAL", VERDICT_NA);
	fixture_add_finding(&fixture, "T3-BAL", VERDICT_PASS);
	fixture_add_repair(&fixture, "requests/new/natural", 2);
	fixture_add_finding(&fixture, "S-SEC", VERDICT_FAIL);
	csv_check_head(&fixture.writing);
	csv_check_report(&fixture.writing, "a,\"b\".txt", fixture.examined);
	struct str output = fixture_output(&fixture);
	assert_int_equal(assert_csv(output, 16), 4);
	assert_true(str_starts_with(output, STR("path,line,agency,year,rule,severity,verdict,cause,place,formula,left,"
		"right,difference,hint,message,fingerprint\r\n\"a,\"\"b\"\".txt\",7,,,T3-BAL,error,fail,unknown,"
		"requests/natural,")));
	assert_true(str_contains(output, STR(",1,2,-1,一、本年新收 自然人 should be 2 (now 1),")));
	assert_true(str_contains(output, STR(",section/4,,,,,,section ")));
	fixture_stop(&fixture);
}

static void unchecked_files_have_a_record(void **state)
{
	struct fixture fixture;
	fixture_start(&fixture);
	fixture.examined->report.state = REPORT_EMPTY;
	csv_check_report(&fixture.writing, "a.txt", fixture.examined);
	csv_export_report(&fixture.writing, "a.txt", fixture.examined);
	struct str output = fixture_output(&fixture);
	assert_int_equal(assert_csv(output, 16), 1);
	assert_true(str_starts_with(output, STR("a.txt,1,,,,notice,not-checked,empty,,,,,,,an empty file,\r\n")));
	fixture_stop(&fixture);
}

static void export_has_every_cell(void **state)
{
	struct fixture fixture;
	fixture_start(&fixture);
	struct report *report = &fixture.examined->report;
	fixture_set_text(&fixture, STR("1,\r\n2\t\"x\""));
	report->cells[fixture_find_cell(&fixture, "requests/partial/legal")] = (struct cell){
		.raw = {0, 9}, .line = 44, .status = CELL_TEXT,
	};
	report->cells[fixture_find_cell(&fixture, "proactive/fee/amount")] = (struct cell){
		.value = 7215190000, .raw = {0, 1}, .line = 12, .status = CELL_NOTED,
	};
	report->year = 2022;
	csv_export_head(&fixture.writing);
	csv_export_report(&fixture.writing, "a.txt", fixture.examined);
	struct str output = fixture_output(&fixture);
	assert_int_equal(assert_csv(output, 11), 1 + fixture.knowledge.forms[0].format->ncells);
	assert_true(str_starts_with(output, STR("path,agency,year,template,table,row,column,value,status,raw,line\r\n"
		"a.txt,,2022,2021,proactive,regulation,made,,absent,,\r\n")));
	assert_true(str_contains(output,
		STR("a.txt,,2022,2021,requests,partial,legal,,text,\"1,  2 \"\"x\"\"\",44\r\n")));
	assert_true(str_contains(output, STR("a.txt,,2022,2021,proactive,fee,amount,7215.19,noted,1,12\r\n")));
	fixture_stop(&fixture);
}

static void export_as_text_has_tabs(void **state)
{
	struct fixture fixture;
	fixture_start(&fixture);
	tabs_export_head(&fixture.writing);
	tabs_export_report(&fixture.writing, "a,\tb.txt", fixture.examined);
	struct str output = fixture_output(&fixture), line;
	size_t count = 0;
	while (str_split(&output, '\n', &line)) {
		size_t ntabs = 0;
		for (size_t i = 0; i < line.nbytes; i++)
			ntabs += line.ptr[i] == '\t';
		assert_int_equal(ntabs, line.nbytes ? 10 : 0);
		count += line.nbytes > 0;
	}
	assert_int_equal(count, 1 + fixture.knowledge.forms[0].format->ncells);
	fixture_stop(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_quoted),
		cmocka_unit_test(controls_are_made_visible),
		cmocka_unit_test(check_has_one_record_for_each_finding),
		cmocka_unit_test(unchecked_files_have_a_record),
		cmocka_unit_test(export_has_every_cell),
		cmocka_unit_test(export_as_text_has_tabs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
