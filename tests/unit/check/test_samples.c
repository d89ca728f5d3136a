/* Every file of data/samples against the answer key tests/keys/samples.tsv: all of its findings, and no others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "check/examined.h"
#include "check/keyfile.h"
#include "check/kind.h"
#include "index/walk.h"

enum { FILE_NAME, AGENCY, YEAR, TEMPLATE, RULE, SEVERITY, VERDICT, PLACE, LEFT, RIGHT, COUNT };

static struct key key;
static unsigned nfiles, nfindings;

/* Appends what describe_finding() makes of the finding that the line expects. */
static void describe_expected(const struct key_line *line, struct strbuf *out)
{
	static const int fields[] = {RULE, SEVERITY, VERDICT, PLACE, LEFT, RIGHT, COUNT};
	const char *separator = "";
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		if (!line->fields[fields[i]].nbytes)
			continue;
		strbuf_append_text(out, separator);
		strbuf_append(out, line->fields[fields[i]]);
		separator = " ";
	}
	strbuf_append_byte(out, '\n');
}

static void describe_identity(const struct report *report, struct strbuf *out)
{
	strbuf_append_text(out, report_is_checked(report) ? report->agency : "");
	if (report_is_checked(report))
		strbuf_printf(out, " %d ", report->year);
	strbuf_append(out, report_is_checked(report) ? report->format->name : STR("not recognised"));
	strbuf_append_byte(out, '\n');
}

static void expect_identity(const struct key_line *line, struct strbuf *out)
{
	if (str_equal(line->fields[RULE], STR("?"))) {
		strbuf_append_text(out, "not recognised\n");
		return;
	}
	strbuf_append(out, line->fields[AGENCY]);
	strbuf_append_byte(out, ' ');
	strbuf_append(out, line->fields[YEAR]);
	strbuf_append_byte(out, ' ');
	strbuf_append(out, line->fields[TEMPLATE]);
	strbuf_append_byte(out, '\n');
}

/* Compares a file with its lines of the key, `nlines` from `line` on. */
static bool compare_file(const struct key_line *line, size_t nlines)
{
	struct strbuf path = {0}, expected = {0}, found = {0}, identity = {0};
	strbuf_append_text(&path,
			   str_starts_with(line->fields[FILE_NAME], STR("planted/")) ? "data/" : "data/samples/");
	strbuf_append(&path, line->fields[FILE_NAME]);
	const struct examiner *examiner = examine_file(in_source_tree(strbuf_text(&path)));
	describe_open(examiner, &found);
	describe_identity(&examiner->report, &identity);
	strbuf_append(&identity, strbuf_view(&found));
	for (size_t i = 0; i < nlines; i++)
		if (!str_equal(line[i].fields[RULE], STR("-")) && !str_equal(line[i].fields[RULE], STR("?"))) {
			describe_expected(&line[i], &expected);
			nfindings++;
		}
	sort_lines(&expected);
	struct strbuf whole = {0};
	expect_identity(line, &whole);
	strbuf_append(&whole, strbuf_view(&expected));
	bool same = str_equal(strbuf_view(&whole), strbuf_view(&identity));
	if (!same)
		print_error("%s: expected\n%sbut found\n%s\n", strbuf_text(&path), strbuf_text(&whole),
			    strbuf_text(&identity));
	strbuf_free(&path);
	strbuf_free(&expected);
	strbuf_free(&found);
	strbuf_free(&identity);
	strbuf_free(&whole);
	return same;
}

static void findings_are_those_of_the_key(void **state)
{
	unsigned nwrong = 0;
	for (size_t i = 0, next; i < key.count; i = next) {
		for (next = i + 1; next < key.count; next++)
			if (!str_equal(key.lines[next].fields[FILE_NAME], key.lines[i].fields[FILE_NAME]))
				break;
		nwrong += !compare_file(&key.lines[i], next - i);
		nfiles++;
	}
	assert_int_equal(nwrong, 0);
}

static bool is_in_key(void *context, const char *path)
{
	unsigned *nseen = context;
	struct str name = str_slice(str_from(path), strlen(in_source_tree("data/")), SIZE_MAX);
	if (str_starts_with(name, STR("samples/")))
		name = str_slice(name, strlen("samples/"), name.nbytes);
	for (size_t i = 0; i < key.count; i++)
		if (str_equal(key.lines[i].fields[FILE_NAME], name)) {
			++*nseen;
			return true;
		}
	print_error("%s is not in the key\n", path);
	return true;
}

static void cannot_walk(void *context, const char *path, int error_number)
{
	fail_msg("cannot walk %s: %s", path, strerror(error_number));
}

static unsigned count_files_of_key(void)
{
	unsigned count = 0;
	for (size_t i = 0; i < key.count; i++)
		count += !i || !str_equal(key.lines[i].fields[FILE_NAME], key.lines[i - 1].fields[FILE_NAME]);
	return count;
}

static bool count_file(void *context, const char *path)
{
	++*(unsigned *)context;
	return true;
}

/* Those that are made to be browsed, and those that are only there for their faults. */
static void every_sample_is_in_the_key(void **state)
{
	static const char *const roots[] = {"data/samples", "data/planted"};
	unsigned nseen = 0, nthere = 0;
	for (size_t i = 0; i < sizeof(roots) / sizeof(*roots); i++) {
		char root[4096];
		snprintf(root, sizeof(root), "%s", in_source_tree(roots[i]));
		walk_files(root, is_in_key, cannot_walk, &nseen);
		walk_files(root, count_file, cannot_walk, &nthere);
	}
	assert_int_equal(nseen, nthere);
	assert_int_equal(nseen, count_files_of_key());
}

/* The key holds both kinds of causes and every rule that a single report can fail; rules that are off are not
 * checked. */
static void the_key_covers_every_rule(void **state)
{
	for (size_t i = 0; i < known_rules->count; i++) {
		const struct check_kind *kind = known_rules->list[i].kind;
		bool covered = known_rules->list[i].off || rule_needs_others(&known_rules->list[i]) ||
			       (kind && kind->finds_nothing);
		for (size_t j = 0; j < key.count && !covered; j++)
			covered = str_equal(key.lines[j].fields[RULE], known_rules->list[i].id);
		if (!covered)
			fail_msg("no sample fails %.*s", (int)known_rules->list[i].id.nbytes,
				 known_rules->list[i].id.ptr);
	}
}

/* The number of the last hole {1}, {2} … of a sentence. */
static unsigned last_hole(struct str text)
{
	unsigned last = 0;
	for (size_t i = 0; i + 2 < text.nbytes; i++)
		if (text.ptr[i] == '{' && text.ptr[i + 2] == '}' && (unsigned)(text.ptr[i + 1] - '0') > last)
			last = (unsigned)(text.ptr[i + 1] - '0');
	return last;
}

static bool holes_are_filled(void *context, const char *path)
{
	const struct findings *findings = &examine_file(path)->findings;
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];
		const struct rule *rule = finding->rule;
		if (!rule->kind || rule->kind->explain || finding->relation || finding->message == KIND_HOLDS)
			continue;
		const struct rule_sentence *sentence = &rule->messages[finding->message];
		if (last_hole(sentence->text) > finding->nargs || last_hole(sentence->text_en) > finding->nargs)
			fail_msg("%s: %.*s: %.*s", path, (int)rule->id.nbytes, rule->id.ptr,
				 (int)sentence->text_en.nbytes, sentence->text_en.ptr);
		++*(unsigned *)context;
	}
	return true;
}

/* Of checks that failed and of those that held. */
static void no_sentence_has_empty_holes(void **state)
{
	static const char *const roots[] = {"data/samples", "data/planted"};
	unsigned nsentences = 0;
	for (size_t i = 0; i < sizeof(roots) / sizeof(*roots); i++) {
		char root[4096];
		snprintf(root, sizeof(root), "%s", in_source_tree(roots[i]));
		walk_files(root, holes_are_filled, cannot_walk, &nsentences);
	}
	assert_true(nsentences > 500);
}

static int setup(void **state)
{
	know(state);
	key_read(&key, in_source_tree("tests/keys/samples.tsv"));
	return 0;
}

static int teardown(void **state)
{
	print_message("# %u files, %u findings\n", nfiles, nfindings);
	key_free(&key);
	return forget(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(findings_are_those_of_the_key),
		cmocka_unit_test(every_sample_is_in_the_key),
		cmocka_unit_test(the_key_covers_every_rule),
		cmocka_unit_test(no_sentence_has_empty_holes),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
