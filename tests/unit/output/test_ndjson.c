#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "base/utf8.h"
#include "output/fixture.h"
#include "output/json.h"
#include "output/ndjson.h"

/* ---- A reader of JSON that takes nothing but JSON ---- */

static bool read_value(struct str text, size_t *at);

static char byte_at(struct str text, size_t at)
{
	return at < text.nbytes ? text.ptr[at] : '\0';
}

static bool read_text(struct str text, size_t *at)
{
	if (byte_at(text, *at) != '"')
		return false;
	for (++*at; *at < text.nbytes; ++*at) {
		unsigned char byte = (unsigned char)text.ptr[*at];
		if (byte == '"')
			return ++*at, true;
		if (byte < ' ')
			return false;
		if (byte != '\\')
			continue;
		char escape = byte_at(text, ++*at);
		if (!escape || !strchr("\"\\/bfnrtu", escape))
			return false;
		for (int i = 0; escape == 'u' && i < 4; i++)
			if (!strchr("0123456789abcdefABCDEF", byte_at(text, ++*at)) || !byte_at(text, *at))
				return false;
	}
	return false;
}

/* The members of an object or the elements of an array, behind the opening bracket. */
static bool read_list(struct str text, size_t *at, char close, bool keys)
{
	if (byte_at(text, *at) == close)
		return ++*at, true;
	for (;;) {
		if (keys && (!read_text(text, at) || byte_at(text, (*at)++) != ':'))
			return false;
		if (!read_value(text, at))
			return false;
		char next = byte_at(text, (*at)++);
		if (next == close)
			return true;
		if (next != ',')
			return false;
	}
}

static bool read_word(struct str text, size_t *at)
{
	size_t start = *at;
	while (*at < text.nbytes && !strchr(",]}", text.ptr[*at]))
		++*at;
	struct str word = str_slice(text, start, *at - start);
	bool is_number = word.nbytes > 0;
	for (size_t i = 0; i < word.nbytes; i++)
		is_number = is_number && word.ptr[i] >= '0' && word.ptr[i] <= '9';
	return is_number || str_equal(word, STR("null")) || str_equal(word, STR("true")) ||
	       str_equal(word, STR("false"));
}

static bool read_value(struct str text, size_t *at)
{
	switch (byte_at(text, *at)) {
	case '"':
		return read_text(text, at);
	case '{':
		return ++*at, read_list(text, at, '}', true);
	case '[':
		return ++*at, read_list(text, at, ']', false);
	default:
		return read_word(text, at);
	}
}

/* Every line is one JSON object in UTF-8. Returns how many there are. */
static size_t assert_ndjson(struct str text)
{
	size_t count = 0;
	struct str line;
	assert_int_equal(utf8_find_invalid(text), text.nbytes);
	assert_true(str_ends_with(text, STR("\n")));
	text.nbytes--;
	while (str_split(&text, '\n', &line)) {
		size_t at = 0;
		if (byte_at(line, 0) != '{' || !read_value(line, &at) || at != line.nbytes)
			fail_msg("not JSON at byte %zu: %.*s", at, (int)line.nbytes, line.ptr);
		count++;
	}
	return count;
}

static void assert_holds(struct fixture *fixture, const char *part)
{
	struct str output = fixture_output(fixture);
	if (!str_contains(output, str_from(part)))
		fail_msg("no %s in %.*s", part, (int)output.nbytes, output.ptr);
}

/* ---- Tests ---- */

static void assert_string(struct str text, const char *expected)
{
	struct strbuf out = {0};
	json_append_string(&out, text);
	assert_string_equal(strbuf_text(&out), expected);
	strbuf_free(&out);
}

static void strings_are_escaped(void **state)
{
	assert_string(STR(""), "\"\"");
	assert_string(STR("表三 \"a\\b\""), "\"表三 \\\"a\\\\b\\\"\"");
	assert_string(STR("a\tb\nc\rd"), "\"a\\tb\\nc\\rd\"");
	assert_string((struct str){"\0\x01\x1b\x7f", 4}, "\"\\u0000\\u0001\\u001b\\u007f\"");
	assert_string(STR("\xc2\x9b\xe2\x80\xae\xe2\x80\xa8\xef\xbb\xbf"), "\"\\u009b\\u202e\\u2028\\ufeff\"");
	assert_string(STR("\xf0\xa0\x80\x80"), "\"\xf0\xa0\x80\x80\"");
}

static void bad_bytes_are_replaced(void **state)
{
	assert_string(STR("a\xff" "b"), "\"a\xef\xbf\xbd" "b\"");
	assert_string(STR("\xe8\xa1"), "\"\xef\xbf\xbd\xef\xbf\xbd\"");
	assert_string(STR("\xed\xa0\x80"), "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
}

static void any_path_gives_json(void **state)
{
	struct fixture fixture;
	fixture_start(&fixture);
	char path[256];
	for (int i = 0; i < 255; i++)
		path[i] = (char)(i + 1);
	path[255] = '\0';
	fixture_add_finding(&fixture, "T3-BAL", VERDICT_FAIL);
	ndjson_check_report(&fixture.writing, path, fixture.examined);
	ndjson_export_report(&fixture.writing, path, fixture.examined);
	assert_int_equal(assert_ndjson(fixture_output(&fixture)), 2 + fixture.knowledge.forms[0].format->ncells);
	fixture_stop(&fixture);
}

static void unknown_is_null(void **state)
{
	struct fixture fixture;
	fixture_start(&fixture);
	ndjson_check_report(&fixture.writing, "a.txt", fixture.examined);
	assert_ndjson(fixture_output(&fixture));
	assert_holds(&fixture, "{\"type\":\"report\",\"path\":\"a.txt\",\"state\":\"recognised\",\"agency\":null,"
		"\"year\":null,\"template\":\"2021\",\"sections\":[],\"errors\":0,\"warnings\":0,\"notices\":0,"
		"\"not_assessable\":0}\n");
	fixture_add_finding(&fixture, "T3-BAL", VERDICT_NA);
	ndjson_check_report(&fixture.writing, "a.txt", fixture.examined);
	assert_ndjson(fixture_output(&fixture));
	assert_holds(&fixture, "\"left\":null,\"right\":null,\"difference\":null,");
	assert_holds(&fixture, "{\"cell\":\"requests/new/natural\",\"value\":null,\"status\":\"absent\",\"raw\":null,"
		"\"line\":null}");
	assert_holds(&fixture, "\"hint\":null,");
	fixture_stop(&fixture);
}

static void failed_relations_have_a_hint(void **state)
{
	struct fixture fixture;
	fixture_start(&fixture);
	fixture_add_finding(&fixture, "T3-BAL", VERDICT_FAIL);
	fixture_add_repair(&fixture, "requests/new/natural", 2);
	ndjson_check_report(&fixture.writing, "a.txt", fixture.examined);
	assert_ndjson(fixture_output(&fixture));
	assert_holds(&fixture, "\"hint\":\"一、本年新收 自然人 should be 2 (now 1)\",");
	fixture_stop(&fixture);
}

static void unchecked_files_have_a_reason(void **state)
{
	struct fixture fixture;
	fixture_start(&fixture);
	for (int i = REPORT_RECOGNISED + 1; i < REPORT_NSTATES; i++) {
		fixture.examined->report.state = (enum report_state)i;
		ndjson_check_report(&fixture.writing, "a.txt", fixture.examined);
		ndjson_export_report(&fixture.writing, "a.txt", fixture.examined);
	}
	assert_int_equal(assert_ndjson(fixture_output(&fixture)), REPORT_NSTATES - 1);
	assert_holds(&fixture, "\"state\":\"empty\",\"reason\":\"an empty file\",\"agency\":null,\"year\":null,"
		"\"template\":null,\"sections\":[],\"errors\":null,");
	fixture_stop(&fixture);
}

static void findings_have_their_numbers(void **state)
{
	struct fixture fixture;
	fixture_start(&fixture);
	struct report *report = &fixture.examined->report;
	strcpy(report->agency, "汀榆县教育局");
	report->year = 2023;
	fixture_set_text(&fixture, STR("x12.50y"));
	report->cells[fixture_find_cell(&fixture, "requests/new/natural")] = (struct cell){
		.value = 12500000, .raw = {1, 5}, .line = 31, .status = CELL_READ,
	};
	struct finding *finding = fixture_add_finding(&fixture, "T3-BAL", VERDICT_FAIL);
	finding->cause = CAUSE_SOURCE;
	finding->left = 12500000;
	finding->right = 14000000;
	ndjson_check_report(&fixture.writing, "a.txt", fixture.examined);
	assert_ndjson(fixture_output(&fixture));
	assert_holds(&fixture, "{\"type\":\"finding\",\"path\":\"a.txt\",\"line\":7,\"agency\":\"汀榆县教育局\","
		"\"year\":2023,\"rule\":\"T3-BAL\",\"severity\":\"error\",\"verdict\":\"fail\",\"cause\":\"source\","
		"\"place\":\"requests/natural\",");
	assert_holds(&fixture, "\"left\":\"12.5\",\"right\":\"14\",\"difference\":\"-1.5\",");
	assert_holds(&fixture, "\"value\":\"12.5\",\"status\":\"read\",\"raw\":\"12.50\",\"line\":31}");
	struct str output = fixture_output(&fixture);
	struct str tail = str_slice(output, str_find(output, STR("\"fingerprint\":\"")) + 15, output.nbytes);
	assert_int_equal(strspn(tail.ptr, "0123456789abcdef"), 16);
	fixture_stop(&fixture);
}

static void passed_checks_need_all(void **state)
{
	struct fixture fixture;
	fixture_start(&fixture);
	fixture_add_finding(&fixture, "T3-BAL", VERDICT_PASS);
	fixture_add_finding(&fixture, "S-SEC", VERDICT_LOOK);
	fixture_add_finding(&fixture, "S-SEC", VERDICT_NA);
	ndjson_check_report(&fixture.writing, "a.txt", fixture.examined);
	assert_int_equal(assert_ndjson(fixture_output(&fixture)), 3);
	fixture.writing.all = true;
	ndjson_check_report(&fixture.writing, "a.txt", fixture.examined);
	assert_int_equal(assert_ndjson(fixture_output(&fixture)), 7);
	assert_holds(&fixture, "\"place\":\"section/4\",\"formula\":null,\"left\":null,");
	fixture_stop(&fixture);
}

static void sections_stand_in_order(void **state)
{
	struct fixture fixture;
	fixture_start(&fixture);
	struct report *report = &fixture.examined->report;
	fixture_set_text(&fixture, STR("二、\t“b” 一、a"));
	report->nheadings = 2;
	report->headings[0] = (struct report_heading){.section = 2, .line = 3, .text = {0, 14}};
	report->headings[1] = (struct report_heading){.section = 1, .line = 9, .text = {15, 7}};
	ndjson_check_report(&fixture.writing, "a.txt", fixture.examined);
	assert_ndjson(fixture_output(&fixture));
	assert_holds(&fixture, "\"sections\":[{\"number\":2,\"title\":\"二、\\t“b”\",\"line\":3},"
		"{\"number\":1,\"title\":\"一、a\",\"line\":9}]");
	fixture_stop(&fixture);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings_are_escaped),
		cmocka_unit_test(bad_bytes_are_replaced),
		cmocka_unit_test(any_path_gives_json),
		cmocka_unit_test(unknown_is_null),
		cmocka_unit_test(failed_relations_have_a_hint),
		cmocka_unit_test(unchecked_files_have_a_reason),
		cmocka_unit_test(findings_have_their_numbers),
		cmocka_unit_test(passed_checks_need_all),
		cmocka_unit_test(sections_stand_in_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
