#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "review/desk.h"
#include "review/location.h"

static void a_verdict_lasts(void **state)
{
	struct desk desk;
	struct error error;
	struct subject subject = desk_subject(7);
	desk_start(&desk);
	struct store *store = desk_open(&desk, "甲");
	assert_null(store_find(store, &subject));
	assert_true(store_judge(store, &subject, JUDGEMENT_CONFIRMED, &error));
	assert_judged(store_find(store, &subject), JUDGEMENT_CONFIRMED, "", "甲");
	assert_true(store_note(store, &subject, STR("请核对\n第二行 'x' \"y\""), &error));
	store_close(store);

	store = desk_open(&desk, "甲");
	const struct judgement *found = store_find(store, &subject);
	assert_judged(found, JUDGEMENT_CONFIRMED, "请核对\n第二行 'x' \"y\"", "甲");
	assert_int_equal(found->time, 1700000000);
	assert_true(str_equal(found->subject.message, subject.message));
	assert_true(str_equal(found->subject.path, subject.path));
	assert_true(str_equal(found->subject.rule, subject.rule));
	assert_true(str_equal(found->subject.place, subject.place));
	assert_int_equal(found->subject.year, 2022);
	store_close(store);
	desk_stop(&desk);
}

static void what_is_withdrawn_is_gone_but_on_record(void **state)
{
	struct desk desk;
	struct error error;
	struct subject subject = desk_subject(UINT64_MAX);
	desk_start(&desk);
	struct store *store = desk_open(&desk, "a");
	assert_true(store_judge(store, &subject, JUDGEMENT_DISMISSED, &error));
	assert_true(store_judge(store, &subject, JUDGEMENT_DISMISSED, &error)); /* no change */
	assert_true(store_judge(store, &subject, JUDGEMENT_NONE, &error));
	assert_true(store_judge(store, &subject, JUDGEMENT_NONE, &error)); /* no change */
	assert_null(store_find(store, &subject));
	assert_null(store_find_own(store, &subject));
	assert_null(store_next_author(store, &subject, NULL));
	assert_true(store_note(store, &subject, STR("only a note"), &error));
	assert_judged(store_find(store, &subject), JUDGEMENT_NONE, "only a note", "a");
	store_close(store);
	assert_sound(desk.path, 3);
	desk_stop(&desk);
}

static void a_finding_is_that_of_one_report(void **state)
{
	struct desk desk;
	struct error error;
	struct subject here = desk_subject(7), elsewhere = here, unknown = here;
	desk_start(&desk);
	struct store *store = desk_open(&desk, "a");
	assert_true(store_judge(store, &here, JUDGEMENT_DISMISSED, &error));
	elsewhere.agency = STR("云碓镇");
	assert_null(store_find(store, &elsewhere));
	elsewhere = here;
	elsewhere.year = 2023;
	assert_null(store_find(store, &elsewhere));
	/* A copy of the same report elsewhere is the same report. */
	elsewhere = here;
	elsewhere.path = STR("copy/huaizhu.html");
	assert_non_null(store_find(store, &elsewhere));
	/* Unless it is not known whose it is. */
	unknown.agency = STR("");
	assert_null(store_find(store, &unknown));
	assert_true(store_judge(store, &unknown, JUDGEMENT_CONFIRMED, &error));
	assert_non_null(store_find(store, &unknown));
	unknown.path = STR("other.txt");
	assert_null(store_find(store, &unknown));
	store_close(store);
	desk_stop(&desk);
}

static void changed_numbers_leave_an_outdated_verdict(void **state)
{
	struct desk desk;
	struct error error;
	struct subject first = desk_subject(1), second = desk_subject(2), now = desk_subject(3), other;
	desk_start(&desk);
	struct store *store = desk_open(&desk, "a");
	assert_true(store_judge(store, &first, JUDGEMENT_CONFIRMED, &error));
	assert_null(store_find_outdated(store, &first));
	assert_judged(store_find_outdated(store, &now), JUDGEMENT_CONFIRMED, "", "a");
	assert_true(store_judge(store, &second, JUDGEMENT_DISMISSED, &error));
	assert_int_equal(store_find_outdated(store, &now)->subject.fingerprint, 2);
	assert_null(store_find(store, &now));
	assert_true(store_judge(store, &second, JUDGEMENT_NONE, &error));
	assert_int_equal(store_find_outdated(store, &now)->subject.fingerprint, 1);
	for (int i = 0; i < 4; i++) {
		other = now;
		if (i == 0)
			other.rule = STR("T3-ROW");
		else if (i == 1)
			other.place = STR("requests/legal");
		else if (i == 2)
			other.agency = STR("云碓镇");
		else
			other.year = 2021;
		assert_null(store_find_outdated(store, &other));
	}
	store_close(store);
	desk_stop(&desk);
}

static void undo_goes_back_step_by_step(void **state)
{
	struct desk desk;
	struct error error;
	struct subject one = desk_subject(1), two = desk_subject(2);
	desk_start(&desk);
	struct store *store = desk_open(&desk, "a");
	assert_null(store_undo_subject(store));
	assert_true(store_judge(store, &one, JUDGEMENT_CONFIRMED, &error));
	assert_true(store_note(store, &one, STR("first"), &error));
	assert_true(store_judge(store, &two, JUDGEMENT_DISMISSED, &error));
	assert_true(store_judge(store, &one, JUDGEMENT_DISMISSED, &error));
	assert_true(store_judge(store, &one, JUDGEMENT_NONE, &error));

	assert_true(store_undo(store, &error));
	assert_judged(store_find(store, &one), JUDGEMENT_DISMISSED, "first", "a");
	assert_true(store_undo(store, &error));
	assert_judged(store_find(store, &one), JUDGEMENT_CONFIRMED, "first", "a");
	assert_int_equal(store_undo_subject(store)->fingerprint, 2);
	assert_true(store_undo(store, &error));
	assert_null(store_find(store, &two));
	/* A change in between is the next to be undone. */
	assert_true(store_judge(store, &two, JUDGEMENT_CONFIRMED, &error));
	assert_true(store_undo(store, &error));
	assert_null(store_find(store, &two));
	assert_true(store_undo(store, &error));
	assert_judged(store_find(store, &one), JUDGEMENT_CONFIRMED, "", "a");
	assert_true(store_undo(store, &error));
	assert_null(store_find(store, &one));
	assert_false(store_undo(store, &error));
	assert_string_equal(error.text, "nothing to undo");
	store_close(store);
	assert_sound(desk.path, 12);
	store = desk_open(&desk, "a");
	assert_null(store_find(store, &one));
	assert_false(store_undo(store, &error));
	store_close(store);
	desk_stop(&desk);
}

static void undo_leaves_what_was_changed_elsewhere(void **state)
{
	struct desk desk;
	struct error error;
	bool changed;
	struct subject one = desk_subject(1), two = desk_subject(2);
	desk_start(&desk);
	struct store *here = desk_open(&desk, "a"), *there = desk_open(&desk, "a");
	assert_true(store_judge(here, &one, JUDGEMENT_CONFIRMED, &error));
	assert_true(store_judge(here, &two, JUDGEMENT_CONFIRMED, &error));
	assert_true(store_judge(there, &two, JUDGEMENT_DISMISSED, &error));
	assert_true(store_refresh(here, &changed, &error));
	assert_false(store_undo(here, &error));
	assert_string_equal(error.text, "not undone: it has been changed elsewhere since");
	assert_judged(store_find(here, &two), JUDGEMENT_DISMISSED, "", "a");
	assert_true(store_undo(here, &error));
	assert_null(store_find(here, &one));
	store_close(here);
	store_close(there);
	desk_stop(&desk);
}

static void nobody_overwrites_another(void **state)
{
	struct desk desk;
	struct error error;
	struct subject subject = desk_subject(1);
	desk_start(&desk);
	struct store *a = desk_open(&desk, "a"), *b = desk_open(&desk, "b");
	assert_true(store_judge(a, &subject, JUDGEMENT_CONFIRMED, &error));
	/* b's note takes nothing from a's verdict; b's verdict, being later, counts. */
	assert_true(store_note(b, &subject, STR("hm"), &error));
	assert_judged(store_find(b, &subject), JUDGEMENT_CONFIRMED, "", "a");
	assert_judged(store_find_own(b, &subject), JUDGEMENT_NONE, "hm", "b");
	assert_true(store_judge(b, &subject, JUDGEMENT_DISMISSED, &error));
	assert_judged(store_find(b, &subject), JUDGEMENT_DISMISSED, "hm", "b");
	const struct judgement *said = store_next_author(b, &subject, NULL);
	assert_non_null(said);
	said = store_next_author(b, &subject, said);
	assert_non_null(said);
	assert_null(store_next_author(b, &subject, said));
	/* Withdrawing brings back the other's. */
	assert_true(store_judge(b, &subject, JUDGEMENT_NONE, &error));
	assert_judged(store_find(b, &subject), JUDGEMENT_CONFIRMED, "", "a");
	store_close(a);
	store_close(b);
	desk_stop(&desk);
}

static int64_t time_of_day;

static int64_t set_clock(void)
{
	return time_of_day;
}

static void the_last_change_counts_when_the_clock_goes_back(void **state)
{
	struct desk desk;
	struct error error;
	struct subject subject = desk_subject(1);
	desk_start(&desk);
	struct store_options options = {.path = desk.path, .author = "a", .clock = set_clock};
	struct store *store = store_open(&options, &error);
	time_of_day = 2000;
	assert_true(store_judge(store, &subject, JUDGEMENT_CONFIRMED, &error));
	time_of_day = 1000;
	assert_true(store_judge(store, &subject, JUDGEMENT_DISMISSED, &error));
	assert_judged(store_find(store, &subject), JUDGEMENT_DISMISSED, "", "a");
	store_close(store);
	store = store_open(&options, &error);
	assert_judged(store_find(store, &subject), JUDGEMENT_DISMISSED, "", "a");
	store_close(store);
	desk_stop(&desk);
}

static void judgements_are_listed_by_time(void **state)
{
	struct desk desk;
	struct error error;
	const struct judgement **list;
	desk_start(&desk);
	struct store_options options = {.path = desk.path, .author = "a", .clock = set_clock};
	struct store *store = store_open(&options, &error);
	assert_int_equal(store_list(store, &list), 0);
	free(list);
	for (uint64_t i = 0; i < 30; i++) {
		struct subject subject = desk_subject(i);
		time_of_day = 1000 + (int64_t)(i * 7 % 30) / 2; /* some at the same time */
		assert_true(store_judge(store, &subject, JUDGEMENT_CONFIRMED, &error));
		if (i % 10 == 0)
			assert_true(store_judge(store, &subject, JUDGEMENT_NONE, &error));
	}
	assert_int_equal(store_list(store, &list), 27);
	for (size_t i = 1; i < 27; i++)
		assert_true(list[i - 1]->time < list[i]->time || (list[i - 1]->time == list[i]->time &&
			list[i - 1]->subject.fingerprint < list[i]->subject.fingerprint));
	free(list);
	store_close(store);
	desk_stop(&desk);
}

static void a_note_has_a_limit(void **state)
{
	struct desk desk;
	struct error error;
	struct subject subject = desk_subject(1);
	desk_start(&desk);
	struct store *store = desk_open(&desk, "a");
	struct strbuf note = {0};
	strbuf_append_repeat(&note, 'x', 64 * 1024);
	assert_true(store_note(store, &subject, strbuf_view(&note), &error));
	strbuf_append_byte(&note, 'x');
	assert_false(store_note(store, &subject, strbuf_view(&note), &error));
	assert_error(&error, "65536 bytes");
	assert_int_equal(store_find(store, &subject)->note.nbytes, 64 * 1024);
	assert_int_equal(store_unsaved(store), 0);
	strbuf_free(&note);
	store_close(store);
	desk_stop(&desk);
}

static void assert_default(const char *data_home, const char *home, const char *expected)
{
	struct strbuf path = {0};
	setenv("XDG_DATA_HOME", data_home, 1);
	setenv("HOME", home, 1);
	assert_int_equal(location_append_path(&path), expected[0] != '\0');
	assert_string_equal(strbuf_text(&path), expected);
	strbuf_free(&path);
}

static void the_default_place_and_author(void **state)
{
	struct desk desk;
	struct stat info;
	char data[DESK_PATH_NBYTES], made[DESK_PATH_NBYTES];
	struct error error = {""};
	assert_default("/data", "/home/x", "/data/gouji/verdicts.db");
	assert_default("", "/home/x", "/home/x/.local/share/gouji/verdicts.db");
	assert_default("relative", "/home/x", "/home/x/.local/share/gouji/verdicts.db");
	assert_default("", "", "");
	setenv("GOUJI_REVIEWER", " 张三 ", 1);
	struct store *store = store_open(&(struct store_options){0}, &error);
	assert_error(&error, "HOME");
	assert_true(str_equal(store_author(store), STR("张三")));
	struct subject subject = desk_subject(1);
	assert_false(store_judge(store, &subject, JUDGEMENT_CONFIRMED, &error));
	assert_non_null(store_find(store, &subject));
	store_close(store);

	desk_start(&desk);
	desk_name(&desk, "a/b", data);
	setenv("XDG_DATA_HOME", data, 1);
	unsetenv("GOUJI_REVIEWER");
	store = store_open(&(struct store_options){0}, &error);
	assert_string_equal(error.text, "");
	assert_true(str_contains(store_author(store), STR("@")));
	desk_name(&desk, "a/b/gouji/verdicts.db", made);
	assert_string_equal(store_path(store), made);
	assert_int_equal(stat(made, &info), 0);
	desk_name(&desk, "a/b/gouji", made);
	assert_int_equal(stat(made, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0700);
	assert_int_equal(stat(data, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0700);
	store_close(store);
	desk_stop(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_verdict_lasts),
		cmocka_unit_test(what_is_withdrawn_is_gone_but_on_record),
		cmocka_unit_test(a_finding_is_that_of_one_report),
		cmocka_unit_test(changed_numbers_leave_an_outdated_verdict),
		cmocka_unit_test(undo_goes_back_step_by_step),
		cmocka_unit_test(undo_leaves_what_was_changed_elsewhere),
		cmocka_unit_test(nobody_overwrites_another),
		cmocka_unit_test(the_last_change_counts_when_the_clock_goes_back),
		cmocka_unit_test(judgements_are_listed_by_time),
		cmocka_unit_test(a_note_has_a_limit),
		cmocka_unit_test(the_default_place_and_author),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
