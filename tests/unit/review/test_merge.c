#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "review/desk.h"
#include "review/merge.h"

/* Two reviewers with a file each. */
struct pair {
	struct desk desk;
	char paths[2][DESK_PATH_NBYTES];
	struct store *stores[2];
};

static void start(struct pair *pair)
{
	static const char *const authors[] = {"甲", "乙"};
	desk_start(&pair->desk);
	for (int i = 0; i < 2; i++) {
		desk_name(&pair->desk, i ? "1.db" : "0.db", pair->paths[i]);
		pair->stores[i] = desk_open_path(pair->paths[i], authors[i]);
	}
}

static void stop(struct pair *pair)
{
	for (int i = 0; i < 2; i++)
		store_close(pair->stores[i]);
	desk_stop(&pair->desk);
}

static void judge(struct store *store, uint64_t fingerprint, enum judgement_kind kind, const char *note)
{
	struct error error;
	struct subject subject = desk_subject(fingerprint);
	assert_true(store_judge(store, &subject, kind, &error));
	assert_true(store_note(store, &subject, str_from(note), &error));
}

static void assert_merged(struct pair *pair, size_t nread, size_t nnew)
{
	struct merge_counts counts;
	struct error error = {""};
	if (!merge_file(pair->stores[0], pair->paths[1], &counts, &error))
		fail_msg("%s", error.text);
	assert_int_equal(counts.nread, nread);
	assert_int_equal(counts.nnew, nnew);
}

static void judgements_keep_their_author(void **state)
{
	struct pair pair;
	struct subject one = desk_subject(1), two = desk_subject(2), three = desk_subject(3);
	start(&pair);
	judge(pair.stores[0], 1, JUDGEMENT_CONFIRMED, "mine");
	judge(pair.stores[1], 1, JUDGEMENT_CONFIRMED, "theirs");
	judge(pair.stores[1], 2, JUDGEMENT_DISMISSED, "");
	judge(pair.stores[0], 3, JUDGEMENT_DISMISSED, "");
	assert_merged(&pair, 3, 3);
	assert_judged(store_find_own(pair.stores[0], &one), JUDGEMENT_CONFIRMED, "mine", "甲");
	assert_judged(store_find(pair.stores[0], &two), JUDGEMENT_DISMISSED, "", "乙");
	assert_null(store_find_own(pair.stores[0], &two));
	assert_judged(store_find(pair.stores[0], &three), JUDGEMENT_DISMISSED, "", "甲");
	/* Again: nothing new; after a further change just that. */
	assert_merged(&pair, 3, 0);
	judge(pair.stores[1], 2, JUDGEMENT_NONE, "");
	assert_merged(&pair, 4, 1);
	assert_null(store_find(pair.stores[0], &two));
	store_close(pair.stores[0]);
	assert_sound(pair.paths[0], 7);
	pair.stores[0] = desk_open_path(pair.paths[0], "甲");
	assert_null(store_find(pair.stores[0], &two));
	/* The other file has not been written. */
	assert_sound(pair.paths[1], 4);
	stop(&pair);
}

static void differing_verdicts_are_listed(void **state)
{
	struct pair pair;
	struct differences differences = {0};
	start(&pair);
	judge(pair.stores[0], 1, JUDGEMENT_CONFIRMED, "");
	judge(pair.stores[1], 1, JUDGEMENT_CONFIRMED, "same");
	judge(pair.stores[0], 2, JUDGEMENT_CONFIRMED, "wrong");
	judge(pair.stores[1], 2, JUDGEMENT_DISMISSED, "right");
	judge(pair.stores[0], 3, JUDGEMENT_NONE, "only a note");
	judge(pair.stores[1], 3, JUDGEMENT_DISMISSED, "");
	judge(pair.stores[0], 4, JUDGEMENT_DISMISSED, "");
	judge(pair.stores[1], 4, JUDGEMENT_CONFIRMED, "");
	judge(pair.stores[1], 4, JUDGEMENT_NONE, "");
	judge(pair.stores[0], 0, JUDGEMENT_DISMISSED, "");
	judge(pair.stores[1], 0, JUDGEMENT_CONFIRMED, "");
	for (uint64_t i = 18; i > 10; i--) {
		judge(pair.stores[0], i, JUDGEMENT_DISMISSED, "");
		judge(pair.stores[1], i, JUDGEMENT_CONFIRMED, "");
	}
	merge_find_differences(pair.stores[0], &differences);
	assert_int_equal(differences.count, 0);
	assert_merged(&pair, 16, 16);
	merge_find_differences(pair.stores[0], &differences);
	assert_int_equal(differences.count, 10);
	assert_int_equal(differences.list[0].judgements[0]->subject.fingerprint, 0);
	assert_int_equal(differences.list[1].judgements[0]->subject.fingerprint, 2);
	assert_judged(differences.list[1].judgements[0], JUDGEMENT_CONFIRMED, "wrong", "甲");
	assert_judged(differences.list[1].judgements[1], JUDGEMENT_DISMISSED, "right", "乙");
	assert_merged(&pair, 16, 0);
	merge_find_differences(pair.stores[0], &differences);
	assert_int_equal(differences.count, 10);
	for (size_t i = 1; i < differences.count; i++)
		assert_true(differences.list[i - 1].judgements[0]->subject.fingerprint <
			    differences.list[i].judgements[0]->subject.fingerprint);
	/* They agree. */
	judge(pair.stores[0], 2, JUDGEMENT_DISMISSED, "indeed");
	merge_find_differences(pair.stores[0], &differences);
	assert_int_equal(differences.count, 9);
	merge_free(&differences);
	stop(&pair);
}

static void merging_both_ways_ends_the_same(void **state)
{
	struct pair pair;
	struct error error;
	struct merge_counts counts;
	start(&pair);
	for (uint64_t i = 0; i < 20; i++)
		judge(pair.stores[i % 2], i / 3, i % 3 ? JUDGEMENT_CONFIRMED : JUDGEMENT_DISMISSED,
		      i % 5 ? "note" : "");
	assert_true(merge_file(pair.stores[0], pair.paths[1], &counts, &error));
	assert_true(merge_file(pair.stores[1], pair.paths[0], &counts, &error));
	assert_true(merge_file(pair.stores[0], pair.paths[1], &counts, &error));
	assert_int_equal(counts.nnew, 0);
	for (uint64_t i = 0; i < 7; i++) {
		struct subject subject = desk_subject(i);
		for (int author = 0; author < 2; author++) {
			const struct judgement *own = store_find_own(pair.stores[author], &subject), *there = NULL;
			while ((there = store_next_author(pair.stores[1 - author], &subject, there)))
				if (str_equal(there->author, store_author(pair.stores[author])))
					break;
			assert_int_equal(own == NULL, there == NULL);
			if (own)
				assert_int_equal(own->kind, there->kind);
		}
	}
	stop(&pair);
}

static void a_file_merged_into_itself_stays(void **state)
{
	struct pair pair;
	struct error error;
	struct merge_counts counts;
	start(&pair);
	judge(pair.stores[0], 1, JUDGEMENT_CONFIRMED, "");
	assert_true(merge_file(pair.stores[0], pair.paths[0], &counts, &error));
	assert_int_equal(counts.nread, 1);
	assert_int_equal(counts.nnew, 0);
	stop(&pair);
}

static void what_cannot_be_merged_changes_nothing(void **state)
{
	struct pair pair;
	struct error error;
	struct merge_counts counts;
	struct stat info;
	char path[DESK_PATH_NBYTES];
	start(&pair);
	desk_name(&pair.desk, "none.db", path);
	assert_false(merge_file(pair.stores[0], path, &counts, &error));
	assert_error(&error, "none.db: the file cannot be opened: No such file or directory");
	assert_int_equal(stat(path, &info), -1);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_false(merge_file(pair.stores[0], path, &counts, &error)); /* empty */
	assert_error(&error, "not a file of verdicts");
	for (int i = 0; i < 100; i++)
		fputs("text and text\n", file);
	fclose(file);
	assert_false(merge_file(pair.stores[0], path, &counts, &error));
	assert_error(&error, "not a file of verdicts");
	/* Somebody reads ours: all is written but nothing committed, and the next try succeeds. */
	sqlite3 *other = NULL;
	struct subject one = desk_subject(1);
	judge(pair.stores[1], 1, JUDGEMENT_CONFIRMED, "");
	assert_int_equal(sqlite3_open(pair.paths[0], &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "BEGIN; SELECT count(*) FROM change", NULL, NULL, NULL), SQLITE_OK);
	assert_false(merge_file(pair.stores[0], pair.paths[1], &counts, &error));
	assert_error(&error, "another program is writing it");
	assert_null(store_find(pair.stores[0], &one));
	assert_int_equal(counts.nnew, 0);
	assert_int_equal(sqlite3_close(other), SQLITE_OK);
	assert_merged(&pair, 1, 1);
	assert_false(merge_file(pair.stores[0], pair.desk.directory, &counts, &error));
	stop(&pair);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judgements_keep_their_author),
		cmocka_unit_test(differing_verdicts_are_listed),
		cmocka_unit_test(merging_both_ways_ends_the_same),
		cmocka_unit_test(a_file_merged_into_itself_stays),
		cmocka_unit_test(what_cannot_be_merged_changes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
