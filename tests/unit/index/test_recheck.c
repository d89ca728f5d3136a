/* Other rules while an index is open: it becomes what it would be had it been opened with them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "check/examined.h"
#include "check/sample_text.h"
#include "index/made.h"
#include "index/recheck.h"
#include "loaded.h"
#include "read/converters.h"

static char samples[4096], planted[4096], rules_path[256];
static const char *const paths[] = {samples, planted};
static struct arena arena;
static struct roster roster;

static void load_rules(struct knowledge *knowledge, const char *text)
{
	const char *const files[] = {rules_path};
	struct error error = {""};
	FILE *file = fopen(rules_path, "wb");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	if (!knowledge_load_with(knowledge, NULL, files, 1, &error))
		fail_msg("%s", error.text);
	unlink(rules_path);
}

static void wait_for(struct recheck *recheck)
{
	const struct timespec pause = {.tv_nsec = 1000 * 1000};
	while (!recheck_step(recheck))
		nanosleep(&pause, NULL);
	assert_int_equal(recheck_percent(recheck), 100);
}

/* Puts an index under other rules, and holds it against one that is opened with them. */
static struct across_index *apply(struct index *index, struct across_index *across, const struct knowledge *old,
				  const struct knowledge *new, struct changes *changes)
{
	struct recheck *recheck = recheck_start(index, old, new, &roster, across);
	wait_for(recheck);
	struct across_index *now = recheck_take(recheck, changes);
	recheck_free(recheck);
	across_index_free(across);
	struct index *fresh = load_index(new, paths, 2);
	struct across_index *fresh_across = compare_index(fresh, new, &roster, NULL);
	assert_as_fresh(index, now, fresh, fresh_across);
	across_index_free(fresh_across);
	index_close(fresh);
	return now;
}

/* Changes of one rule. */
static size_t count_rule(const struct changes *changes, const char *rule, enum print_change kind)
{
	size_t count = 0;
	for (size_t i = 0; i < changes->count; i++)
		count += strcmp(changes->list[i].rule, rule) == 0 && changes->list[i].kind == kind;
	return count;
}

static void assert_marks(const struct index *index, const struct changes *changes)
{
	size_t nmarked = 0;
	for (size_t i = 0; i < changes->count; i++) {
		assert_true(changes->list[i].entry->has_changed);
		assert_true(i == 0 || strcmp(path_of_entry(changes->list[i - 1].entry),
					     path_of_entry(changes->list[i].entry)) <= 0);
	}
	for (size_t i = 0; i < index_count(index); i++)
		nmarked += index_at(index, i)->has_changed;
	assert_int_equal(nmarked, changes_count_reports(changes));
	assert_int_equal(changes->nkinds[PRINT_GONE] + changes->nkinds[PRINT_NEW] + changes->nkinds[PRINT_OTHER_LEVEL],
			 changes->count);
}

/* A rule that is switched off, one of another level, one beside last year's reports that is off, and a new one;
 * then all of it is taken back. */
static void the_index_is_as_one_opened_with_the_rules(void **state)
{
	static const char text[] = "change T3-BAL\n  off\nchange T3-SUB\n  severity notice\nchange X-CARRY\n  off\n"
				   "rule A-NEW warning \"全部公开\" for each column of requests\n  granted = processed\n";
	struct knowledge other = {0}, plain = {0};
	struct changes changes = {0}, back = {0};
	load_rules(&other, text);
	load_rules(&plain, "");
	struct index *index = load_index(&known, paths, 2);
	struct across_index *across = compare_index(index, &known, &roster, NULL);
	across = apply(index, across, &known, &other, &changes);
	assert_true(count_rule(&changes, "T3-BAL", PRINT_GONE) > 0);
	assert_true(count_rule(&changes, "X-CARRY", PRINT_GONE) > 0);
	assert_marks(index, &changes);
	across = apply(index, across, &other, &plain, &back);
	assert_marks(index, &back);
	assert_int_equal(back.nkinds[PRINT_NEW], changes.nkinds[PRINT_GONE]);
	assert_int_equal(back.nkinds[PRINT_GONE], changes.nkinds[PRINT_NEW]);
	assert_int_equal(back.nkinds[PRINT_OTHER_LEVEL], changes.nkinds[PRINT_OTHER_LEVEL]);
	changes_free(&changes);
	changes_free(&back);
	/* The same rules once more change nothing. */
	across = apply(index, across, &plain, &known, &changes);
	assert_int_equal(changes.count, 0);
	assert_marks(index, &changes);
	across_index_free(across);
	index_close(index);
	changes_free(&changes);
	knowledge_free(&other);
	knowledge_free(&plain);
}

static void it_may_be_given_up(void **state)
{
	struct index *index = load_index(&known, paths, 2);
	struct across_index *across = compare_index(index, &known, &roster, NULL);
	recheck_free(recheck_start(index, &known, &known, &roster, across));
	recheck_free(NULL);
	struct recheck *recheck = recheck_start(index, &known, &known, &roster, across);
	wait_for(recheck);
	recheck_free(recheck);
	across_index_free(across);
	index_close(index);
}

/* Nobody waits for a converter then. */
static void it_may_be_given_up_while_a_file_is_converted(void **state)
{
	enum { LONGEST_S = 20 };
	static char path[256];
	const char *const converted[] = {path};
	write_file("a.doc", "\320\317\021\340\241\261\032\341\001", 0644);
	write_file("text", sample_text, 0644);
	snprintf(path, sizeof(path), "%s", in_home("a.doc"));
	setenv("XDG_CACHE_HOME", in_home("cache"), 1);
	install("antiword", "cat text");
	struct index *index = load_index(&known, converted, 1);
	assert_int_equal(index_at(index, 0)->state, REPORT_RECOGNISED);
	struct across_index *across = compare_index(index, &known, &roster, NULL);
	setenv("XDG_CACHE_HOME", in_home("other-cache"), 1);
	install("antiword", ">started; exec sleep 60");
	alarm(LONGEST_S);
	struct recheck *recheck = recheck_start(index, &known, &known, &roster, across);
	while (access("started", F_OK) < 0)
		nanosleep(&(const struct timespec){.tv_nsec = 1000 * 1000}, NULL);
	recheck_free(recheck);
	alarm(0);
	across_index_free(across);
	index_close(index);
}

static int setup(void **state)
{
	struct error error;
	char path[4096];
	const char *parent = getenv("TMPDIR");
	know(state);
	snprintf(samples, sizeof(samples), "%s", in_source_tree("data/samples"));
	snprintf(planted, sizeof(planted), "%s", in_source_tree("tests/samples"));
	snprintf(path, sizeof(path), "%s", in_source_tree("tests/keys/roster.txt"));
	snprintf(rules_path, sizeof(rules_path), "%.200s/gouji-recheck-%ld.rules", parent ? parent : "/tmp",
		 (long)getpid());
	return roster_read(&roster, &arena, path, NULL, &error) ? 0 : -1;
}

static int teardown(void **state)
{
	arena_free(&arena);
	return forget(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_index_is_as_one_opened_with_the_rules),
		cmocka_unit_test(it_may_be_given_up),
		cmocka_unit_test_setup_teardown(it_may_be_given_up_while_a_file_is_converted, converters_set_up,
						converters_tear_down),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
