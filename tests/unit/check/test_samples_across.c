/* What the samples say of each other, against tests/keys/across.tsv: file (of the project, or the roster), line, rule,
 * verdict and place of every open finding. ACROSS=update in the environment writes the key anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "check/across/across.h"
#include "check/examined.h"
#include "index/walk.h"

static const char key_path[] = "tests/keys/across.tsv";
static const char head[] = "file\tline\trule\tverdict\tplace\n";

static struct arena arena;
static struct across_report *reports;
static size_t nreports, capacity;
static struct roster roster;
static char roster_path[4096], root[4096];

static bool take_file(void *context, const char *path)
{
	const struct examiner *examiner = examine_file(path);
	reports = alloc_grow(reports, nreports, &capacity, sizeof(*reports));
	reports[nreports++] = (struct across_report){
		path_keep(&arena, path, NULL, ""),
		arena_copy(&arena, str_from(examiner->report.agency)).ptr,
		summary_make(&arena, examiner),
	};
	return true;
}

static void cannot_walk(void *context, const char *path, int error_number)
{
	fail_msg("cannot walk %s", path);
}

static void describe(struct strbuf *out, const char *file, const struct finding *finding, const struct format *format)
{
	if (!finding_is_open(finding))
		return;
	strbuf_printf(out, "%s\t%u\t%.*s\t%s\t", file, (unsigned)finding->line, (int)finding->rule->id.nbytes,
		      finding->rule->id.ptr, verdict_name(finding->verdict));
	finding_append_place(finding, format, out);
	strbuf_append_byte(out, '\n');
}

static void describe_report(const struct across *across, size_t report, struct strbuf *out)
{
	const char *path = path_text(&reports[report].path);
	struct examiner *examiner = (struct examiner *)examine_file(path);
	const struct check check = examiner_check(examiner, path);
	findings_clear(&examiner->findings);
	across_add_findings(across, report, &check);
	for (size_t i = 0; i < examiner->findings.count; i++)
		describe(out, path + strlen(root), &examiner->findings.list[i], examiner->report.format);
}

static void describe_all(const struct across *across, struct strbuf *out)
{
	struct findings findings = {0};
	const struct check check = {.rules = known_rules, .findings = &findings};
	for (size_t i = 0; i < nreports; i++)
		describe_report(across, i, out);
	for (size_t i = across_first_missing(across); i < across->nitems; i++) {
		const struct finding finding = across_missing_finding(across, i, &check);
		describe(out, "roster.txt", &finding, known_format);
	}
	findings_free(&findings);
}

static void read_key(struct strbuf *out)
{
	char chunk[4096];
	size_t nbytes;
	FILE *file = fopen(in_source_tree(key_path), "r");
	if (!file)
		fail_msg("no %s", key_path);
	while ((nbytes = fread(chunk, 1, sizeof(chunk), file)) > 0)
		strbuf_append(out, (struct str){chunk, nbytes});
	fclose(file);
}

static void write_key(const struct strbuf *found)
{
	FILE *file = fopen(in_source_tree(key_path), "w");
	assert_non_null(file);
	fputs(strbuf_text(found), file);
	fclose(file);
}

static void findings_are_those_of_the_key(void **state)
{
	struct across across;
	struct strbuf found = {0}, expected = {0};
	const char *update = getenv("ACROSS");
	across_check(&across, &known, reports, nreports, &roster, NULL);
	strbuf_append_text(&found, head);
	describe_all(&across, &found);
	if (update && strcmp(update, "update") == 0)
		write_key(&found);
	read_key(&expected);
	assert_string_equal(strbuf_text(&found), strbuf_text(&expected));
	across_free(&across);
	strbuf_free(&found);
	strbuf_free(&expected);
}

/* Every rule that one report alone cannot fail is failed here; but for outliers, which take twenty bodies of a kind. */
static void the_key_covers_every_rule(void **state)
{
	struct strbuf text = {0};
	read_key(&text);
	for (size_t i = 0; i < known_rules->count; i++) {
		const struct rule *rule = &known_rules->list[i];
		char wanted[64];
		snprintf(wanted, sizeof(wanted), "\t%.*s\t", (int)rule->id.nbytes, rule->id.ptr);
		if (rule_needs_others(rule) && rule->kind != &across_outliers &&
		    !str_contains(strbuf_view(&text), str_from(wanted)))
			fail_msg("no sample fails %s", wanted);
	}
	strbuf_free(&text);
}

/* Reports with planted cases stand in tests/samples; those of data/samples fit each other. */
static void take_folder(const char *folder)
{
	char path[4096];
	snprintf(path, sizeof(path), "%s", in_source_tree(folder));
	walk_files(path, take_file, cannot_walk, NULL);
}

static int setup(void **state)
{
	struct error error;
	know(state);
	snprintf(root, sizeof(root), "%s", in_source_tree(""));
	snprintf(roster_path, sizeof(roster_path), "%s", in_source_tree("tests/keys/roster.txt"));
	take_folder("data/samples");
	take_folder("tests/samples");
	return roster_read(&roster, &arena, roster_path, NULL, &error) ? 0 : -1;
}

static int teardown(void **state)
{
	free(reports);
	arena_free(&arena);
	return forget(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(findings_are_those_of_the_key),
		cmocka_unit_test(the_key_covers_every_rule),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
