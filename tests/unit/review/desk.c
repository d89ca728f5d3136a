#include "review/desk.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

void desk_start(struct desk *desk)
{
	const char *base = getenv("TMPDIR");
	snprintf(desk->directory, sizeof(desk->directory), "%s/gouji-review-XXXXXX", base ? base : "/tmp");
	assert_non_null(mkdtemp(desk->directory));
	desk_name(desk, "verdicts.db", desk->path);
}

void desk_name(const struct desk *desk, const char *name, char path[DESK_PATH_NBYTES])
{
	assert_true(strlen(desk->directory) + strlen(name) + 2 <= DESK_PATH_NBYTES);
	snprintf(path, DESK_PATH_NBYTES, "%s/%s", desk->directory, name);
}

static void remove_tree(const char *path)
{
	DIR *directory = opendir(path);
	struct dirent *item;
	while (directory && (item = readdir(directory))) {
		char name[1024];
		struct stat info;
		snprintf(name, sizeof(name), "%s/%s", path, item->d_name);
		if (strcmp(item->d_name, ".") == 0 || strcmp(item->d_name, "..") == 0 || lstat(name, &info) < 0)
			continue;
		if (S_ISDIR(info.st_mode))
			remove_tree(name);
		else
			unlink(name);
	}
	if (directory)
		closedir(directory);
	rmdir(path);
}

void desk_stop(struct desk *desk)
{
	remove_tree(desk->directory);
}

static int64_t stopped_clock(void)
{
	return 1700000000;
}

struct store *desk_open_path(const char *path, const char *author)
{
	struct error error = {"unset"};
	struct store_options options = {.path = path, .author = author, .clock = stopped_clock,
		.patience_milliseconds = 100};
	struct store *store = store_open(&options, &error);
	assert_string_equal(error.text, "");
	return store;
}

struct store *desk_open(const struct desk *desk, const char *author)
{
	return desk_open_path(desk->path, author);
}

struct store *desk_open_badly(const char *path, const char *words)
{
	struct error error = {""};
	struct store *store = store_open(&(struct store_options){.path = path, .author = "a"}, &error);
	assert_non_null(store);
	assert_error(&error, words);
	return store;
}

struct subject desk_subject(uint64_t fingerprint)
{
	return (struct subject){
		.fingerprint = fingerprint,
		.year = 2022,
		.agency = STR("汀榆县槐渚镇人民政府"),
		.path = STR("2022/huaizhu.txt"),
		.rule = STR("T3-BAL"),
		.place = STR("requests/natural"),
		.message = STR("一 1 + 二 0 = 1 ≠ 2"),
	};
}

void assert_judged(const struct judgement *judgement, enum judgement_kind kind, const char *note, const char *author)
{
	assert_non_null(judgement);
	assert_int_equal(judgement->kind, kind);
	assert_true(str_equal(judgement->note, str_from(note)));
	assert_true(str_equal(judgement->author, str_from(author)));
}

void assert_error(const struct error *error, const char *words)
{
	if (!strstr(error->text, words))
		fail_msg("the error is '%s', not '%s'", error->text, words);
}

static void assert_answer(sqlite3 *connection, const char *question, const char *expected)
{
	sqlite3_stmt *statement = NULL;
	assert_int_equal(sqlite3_prepare_v2(connection, question, -1, &statement, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(statement, 0), expected);
	sqlite3_finalize(statement);
}

void assert_sound(const char *path, size_t nrows)
{
	sqlite3 *connection = NULL;
	char count[32];
	snprintf(count, sizeof(count), "%zu", nrows);
	assert_int_equal(sqlite3_open(path, &connection), SQLITE_OK);
	assert_answer(connection, "PRAGMA integrity_check", "ok");
	assert_answer(connection, "SELECT count(*) FROM change", count);
	sqlite3_close(connection);
}

int run_apart(int (*work)(const struct desk *desk), const struct desk *desk)
{
	int status = 0;
	fflush(NULL);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		_exit(work(desk));
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
