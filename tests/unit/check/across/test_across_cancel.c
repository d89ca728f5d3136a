/* Comparing many reports, cancelled at every point where a rule begins. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "check/across/across.h"
#include "check/examined.h"
#include "check/sample_text.h"

enum { NREPORTS = 22 };

static struct arena arena;
static struct across_report reports[NREPORTS];
static struct roster roster = {.path = "roster.txt"};

/* The program's knowledge with kinds of ours in the place of those of the rules that compare many reports. */
static struct knowledge stopping;
static struct rules rules;
static struct rule list[RULE_MAX_COUNT];
static struct check_kind kinds[RULE_MAX_COUNT];

/* What the kinds of ours do: the rule of this place among them cancels before it begins, then all go their way. */
static atomic_bool cancelled;
static size_t stop_at, nbegun;
static size_t nitems_at_stop;

static void run(struct across *across, const struct rule *rule)
{
	if (nbegun++ == stop_at) {
		atomic_store(&cancelled, true);
		nitems_at_stop = across->nitems;
	}
	known_rules->list[rule->number].kind->run_across(across, rule);
}

/* The sample with a passage long enough to be compared. */
static const char *long_text(void)
{
	static const char heading[] = "## 一、总体情况\n\n";
	struct strbuf passage = {0};
	strbuf_append_text(&passage, heading);
	for (unsigned i = 0; i < 12; i++)
		strbuf_printf(&passage, "%c组走访水厂、集市、学校和渡口，逐户登记群众意见并在%c月换了公示栏。", (int)('A' + i),
			      (int)('Z' - i));
	strbuf_append_byte(&passage, '\n');
	const char *text = with(sample_text, heading, strbuf_text(&passage));
	strbuf_free(&passage);
	return text;
}

/* Towns with one text, one of them with a number out of all proportion, and a body that did not report. */
static void add_reports(void)
{
	const char *sample = arena_copy(&arena, str_from(long_text())).ptr;
	struct error error;
	for (unsigned i = 0; i < NREPORTS; i++) {
		char path[32], agency[64], row[64], head[128];
		snprintf(path, sizeof(path), "%02u.txt", i);
		snprintf(agency, sizeof(agency), "松塘县第%c镇人民政府", (int)('A' + i));
		snprintf(row, sizeof(row), "行政处罚\t%u\t", i + 1 == NREPORTS ? 48000 : 5 + i * i % 23);
		snprintf(head, sizeof(head), "# %s2023年政府信息公开工作年度报告\n", agency);
		const char *text = with(sample, "# 松塘县柳桥镇人民政府2023年政府信息公开工作年度报告\n", head);
		const struct examiner *examiner = examine_text(with(text, "行政处罚\t4\t", row), path);
		reports[i] = (struct across_report){path_keep(&arena, path, NULL, ""),
						    arena_copy(&arena, str_from(agency)).ptr,
						    summary_make(&arena, examiner)};
	}
	if (!roster_parse(&roster, &arena, STR("松塘县教育局,2023\n"), "roster.txt", NULL, &error))
		fail_msg("%s", error.text);
}

static int prepare(void **state)
{
	if (know(state))
		return -1;
	stopping = known;
	rules = *known_rules;
	for (size_t i = 0; i < rules.count; i++) {
		list[i] = rules.list[i];
		if (!list[i].kind || !list[i].kind->run_across)
			continue;
		kinds[i] = *list[i].kind;
		kinds[i].run_across = run;
		list[i].kind = &kinds[i];
	}
	rules.list = list;
	stopping.forms[0].rules = &rules;
	add_reports();
	return 0;
}

static int release(void **state)
{
	arena_free(&arena);
	return forget(state);
}

/* Compares, and cancels where the rule of this place begins; returns how many items there are. */
static size_t compare(size_t stop)
{
	struct across across;
	atomic_store(&cancelled, false);
	stop_at = stop;
	nbegun = 0;
	across_check(&across, &stopping, reports, NREPORTS, &roster, &cancelled);
	size_t nitems = across.nitems;
	assert_null(across.cancelled);
	across_free(&across);
	return nitems;
}

/* No rule begins behind the one that was cancelled, and that one finds nothing any more where it looks at all
 * reports. */
static void at_each_rule(void **state)
{
	size_t nall = compare(SIZE_MAX), nrules = nbegun;
	assert_in_range(nrules, 4, 20);
	assert_in_range(nall, NREPORTS + 1, 2 * NREPORTS);
	for (size_t stop = 0; stop < nrules; stop++) {
		size_t nitems = compare(stop);
		assert_int_equal(nbegun, stop + 1);
		assert_int_equal(nitems, nitems_at_stop);
	}
	/* Then as if it had not been. */
	assert_int_equal(compare(SIZE_MAX), nall);
	assert_int_equal(nbegun, nrules);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(at_each_rule),
	};
	return cmocka_run_group_tests(tests, prepare, release);
}
