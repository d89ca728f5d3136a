/* Files that are no store, damaged, or of another version. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "review/database.h"
#include "review/desk.h"

static void write_bytes(const char *path, long offset, const void *bytes, size_t nbytes)
{
	int fd = open(path, O_WRONLY | O_CREAT, 0600);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, bytes, nbytes, offset), nbytes);
	close(fd);
}

static uint64_t sum_of_file(const char *path)
{
	uint64_t sum = 0;
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	for (int byte; (byte = getc(file)) != EOF;)
		sum = sum * 31 + (unsigned)byte;
	fclose(file);
	return sum;
}

/* Opening fails with these words, the program goes on in memory, and the file stays as it is. */
static void assert_refused(const char *path, const char *words)
{
	struct error error;
	struct subject subject = desk_subject(1);
	uint64_t sum = sum_of_file(path);
	struct store *store = desk_open_badly(path, words);
	assert_false(store_judge(store, &subject, JUDGEMENT_CONFIRMED, &error));
	assert_error(&error, words);
	assert_judged(store_find(store, &subject), JUDGEMENT_CONFIRMED, "", "a");
	assert_int_equal(store_unsaved(store), 1);
	assert_false(store_flush(store, &error));
	store_close(store);
	assert_true(sum_of_file(path) == sum);
}

static void run_sql(const char *path, const char *sql)
{
	sqlite3 *connection = NULL;
	assert_int_equal(sqlite3_open(path, &connection), SQLITE_OK);
	assert_int_equal(sqlite3_exec(connection, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(connection);
}

static void other_files_are_refused_and_left_alone(void **state)
{
	struct desk desk;
	desk_start(&desk);
	write_bytes(desk.path, 0, "一封信，不是数据库。一封信，不是数据库。", 60);
	assert_refused(desk.path, "not a file of verdicts");
	unlink(desk.path);
	run_sql(desk.path, "CREATE TABLE change (id)");
	assert_refused(desk.path, "not a file of verdicts");
	unlink(desk.path);
	run_sql(desk.path, "PRAGMA application_id = 5; PRAGMA user_version = 1");
	assert_refused(desk.path, "not a file of verdicts");
	unlink(desk.path);
	/* Nobody reads from a pipe that nobody writes to. */
	assert_int_equal(mkfifo(desk.path, 0600), 0);
	store_close(desk_open_badly(desk.path, "not a file of verdicts"));
	store_close(desk_open_badly(desk.directory, "not a file of verdicts"));
	desk_stop(&desk);
}

static void make_store(const struct desk *desk, size_t count)
{
	struct error error;
	struct store *store = desk_open(desk, "a");
	for (uint64_t i = 0; i < count; i++) {
		struct subject subject = desk_subject(i);
		assert_true(store_judge(store, &subject, JUDGEMENT_CONFIRMED, &error));
	}
	store_close(store);
}

static void a_later_version_is_refused_and_left_alone(void **state)
{
	struct desk desk;
	char version[64];
	desk_start(&desk);
	make_store(&desk, 1);
	snprintf(version, sizeof(version), "PRAGMA user_version = %d", database_schema.version + 1);
	run_sql(desk.path, version);
	assert_refused(desk.path, "later gouji");
	desk_stop(&desk);
}

/* The file as it is now, to be put back. */
static struct strbuf read_file(const char *path)
{
	struct strbuf bytes = {0};
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	for (int byte; (byte = getc(file)) != EOF;)
		strbuf_append_byte(&bytes, (char)byte);
	fclose(file);
	return bytes;
}

/* Bytes of the file are overwritten at many places: the store opens, or says why not, and never crashes. */
static void damage_is_said(void **state)
{
	struct desk desk;
	unsigned nrefused = 0;
	char garbage[64];
	desk_start(&desk);
	make_store(&desk, 12);
	struct strbuf whole = read_file(desk.path);
	memset(garbage, 0xA5, sizeof(garbage));
	for (size_t part = 0; part < 16; part++) {
		struct error error = {""};
		struct subject subject = desk_subject(100);
		unlink(desk.path);
		write_bytes(desk.path, 0, whole.ptr, whole.nbytes);
		write_bytes(desk.path, (long)(whole.nbytes * part / 16), garbage, sizeof(garbage));
		struct store *store = store_open(&(struct store_options){.path = desk.path, .author = "a"}, &error);
		nrefused += error.text[0] != '\0';
		(void)store_judge(store, &subject, JUDGEMENT_CONFIRMED, &error);
		assert_judged(store_find(store, &subject), JUDGEMENT_CONFIRMED, "", "a");
		store_close(store);
	}
	assert_true(nrefused >= 3);
	unlink(desk.path);
	write_bytes(desk.path, 0, whole.ptr, whole.nbytes / 2);
	assert_refused(desk.path, "damaged");
	strbuf_free(&whole);
	desk_stop(&desk);
}

/* Pages of SQLite have no checksum: rows that are gone or are none are noticed by us. */
static void damage_that_the_database_does_not_notice(void **state)
{
	static const char *const changes[] = {
		"UPDATE change SET kind = 'confirmee' WHERE id = 5",
		"UPDATE change SET fingerprint = substr(fingerprint, 2) WHERE id = 12",
		"UPDATE change SET fingerprint = 'x' || substr(fingerprint, 2) WHERE id = 1",
		"UPDATE change SET fingerprint = '' WHERE id = 1",
	};
	enum { PAGE_NBYTES = 4096, TABLE_LEAF = 0x0D };
	char sql[256];
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		struct desk desk;
		desk_start(&desk);
		make_store(&desk, 12);
		snprintf(sql, sizeof(sql), "PRAGMA ignore_check_constraints = 1; %s", changes[i]);
		run_sql(desk.path, sql);
		assert_refused(desk.path, "damaged");
		desk_stop(&desk);
	}
	struct desk desk;
	desk_start(&desk);
	make_store(&desk, 12);
	struct strbuf whole = read_file(desk.path);
	size_t page = PAGE_NBYTES;
	while (page < whole.nbytes && whole.ptr[page] != TABLE_LEAF)
		page += PAGE_NBYTES;
	assert_true(page < whole.nbytes);
	/* The count of its rows. */
	char count = (char)(whole.ptr[page + 4] - 1);
	write_bytes(desk.path, (long)page + 4, &count, 1);
	assert_refused(desk.path, "damaged");
	strbuf_free(&whole);
	desk_stop(&desk);
}

static void older_versions_are_brought_up(void **state)
{
	struct desk desk;
	struct error error = {""};
	const char *steps[] = {database_schema.steps[0], "ALTER TABLE change ADD COLUMN mood TEXT"};
	const char *bad_steps[] = {steps[0], "CREATE TABLE half (id)", "no SQL"};
	desk_start(&desk);
	make_store(&desk, 2);
	/* A step that fails leaves the file as it was. */
	const struct schema bad = {bad_steps, 3}, later = {steps, 2}, first = {steps, 1};
	assert_null(database_open(desk.path, DATABASE_WRITE, &bad, NULL, &error));
	assert_error(&error, "no");
	database_close(database_open(desk.path, DATABASE_WRITE, &first, NULL, &error));
	struct database *database = database_open(desk.path, DATABASE_WRITE, &later, NULL, &error);
	assert_non_null(database);
	database_close(database);
	run_sql(desk.path, "SELECT mood, note FROM change");
	assert_null(database_open(desk.path, DATABASE_WRITE, &first, NULL, &error));
	assert_error(&error, "later gouji");
	desk_stop(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(other_files_are_refused_and_left_alone),
		cmocka_unit_test(a_later_version_is_refused_and_left_alone),
		cmocka_unit_test(damage_is_said),
		cmocka_unit_test(damage_that_the_database_does_not_notice),
		cmocka_unit_test(older_versions_are_brought_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
