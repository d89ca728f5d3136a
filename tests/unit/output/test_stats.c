#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "output/fixture.h"
#include "output/stats.h"

static struct fixture fixture;

static int set_up(void **state)
{
	fixture_start(&fixture);
	stats_start(&fixture.writing);
	return 0;
}

static int tear_down(void **state)
{
	stats_free(&fixture.writing);
	fixture_stop(&fixture);
	return 0;
}

static void take(const char *path, int year)
{
	fixture.examined->report.year = year;
	stats_take_report(&fixture.writing, path, fixture.examined);
}

static void assert_has(const char *text)
{
	struct str output = fixture_output(&fixture);
	if (!str_contains(output, str_from(text)))
		fail_msg("no %s in:\n%.*s", text, (int)output.nbytes, output.ptr);
}

static void no_file_gives_headings(void **state)
{
	stats_put_text(&fixture.writing);
	assert_has("Rules: reports, findings\n\nFolders: ");
}

/* Findings are counted one by one, reports once; the first finding is the example. */
static void rules_have_an_example(void **state)
{
	struct finding *finding = fixture_add_finding(&fixture, "T3-BAL", VERDICT_FAIL);
	finding->line = 12;
	fixture_add_finding(&fixture, "T3-BAL", VERDICT_FAIL);
	fixture_add_finding(&fixture, "T3-ROW", VERDICT_PASS);
	take("in/a.txt", 2023);
	take("in/b.txt", 2022);
	stats_put_csv(&fixture.writing);
	assert_has("\r\nrule,T3-BAL,2,,4,");
	assert_has(",in/a.txt,12,");
	assert_false(str_contains(fixture_output(&fixture), STR("T3-ROW")));
	assert_has("\r\nfolder,in/,2,");
	assert_has("\r\nyear,2022,1,");
	assert_has("\r\nyear,2023,1,");
}

/* What is found beside others belongs to the same report. */
static void more_findings_of_a_file(void **state)
{
	take("a.txt", 2022);
	take("b.txt", 2023);
	fixture_add_finding(&fixture, "X-CARRY", VERDICT_FAIL);
	fixture.examined->findings.nfailed[SEVERITY_ERROR] = 1;
	stats_take_findings(&fixture.writing, "b.txt", fixture.examined);
	stats_take_findings(&fixture.writing, "nowhere.txt", fixture.examined);
	stats_put_ndjson(&fixture.writing);
	assert_has("{\"type\":\"rule\",\"rule\":\"X-CARRY\",\"reports\":1,\"findings\":1,\"severity\":\"error\",");
	assert_has("{\"type\":\"year\",\"year\":2022,\"reports\":1,\"with_errors\":0}\n");
	assert_has("{\"type\":\"year\",\"year\":2023,\"reports\":1,\"with_errors\":1}\n");
	assert_has("{\"type\":\"folder\",\"folder\":null,\"reports\":2,\"with_errors\":1}\n");
}

/* Names of files cannot steer a terminal or break a line. */
static void odd_names(void **state)
{
	fixture_add_finding(&fixture, "T3-BAL", VERDICT_FAIL);
	take("in\n\033[2J/a.txt", 2023);
	stats_put_text(&fixture.writing);
	assert_false(str_contains(fixture_output(&fixture), STR("\033")));
	assert_has("  in^J^[[2J/ ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(no_file_gives_headings, set_up, tear_down),
		cmocka_unit_test_setup_teardown(rules_have_an_example, set_up, tear_down),
		cmocka_unit_test_setup_teardown(more_findings_of_a_file, set_up, tear_down),
		cmocka_unit_test_setup_teardown(odd_names, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
