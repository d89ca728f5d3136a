#include "review/database.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/alloc.h"

enum {
	APPLICATION_ID = 0x476A7664,    /* "Gjvd" */
	MAX_TEXT_NBYTES = 16 * 1024 * 1024,
	FINGERPRINT_NBYTES = 16,        /* hexadecimal digits */
};

static const char *const schema_steps[] = {
	"CREATE TABLE change ("
	" id INTEGER PRIMARY KEY,"
	" uid TEXT NOT NULL UNIQUE,"
	" fingerprint TEXT NOT NULL," /* sixteen hexadecimal digits, as in exports */
	" rule TEXT NOT NULL,"
	" agency TEXT NOT NULL,"
	" year INTEGER NOT NULL,"
	" place TEXT NOT NULL,"
	" path TEXT NOT NULL,"
	" message TEXT NOT NULL,"
	" kind TEXT NOT NULL CHECK (kind IN ('none', 'confirmed', 'dismissed')),"
	" note TEXT NOT NULL,"
	" author TEXT NOT NULL,"
	" time INTEGER NOT NULL)",
};

const struct schema database_schema = {schema_steps, sizeof(schema_steps) / sizeof(schema_steps[0])};

/* Statements that are kept; the order of the columns is that of `enum column`. */
enum statement { APPEND, READ, DATA_VERSION, NSTATEMENTS };

#define COLUMNS "id, uid, fingerprint, rule, agency, year, place, path, message, kind, note, author, time"

static const char *const statements[NSTATEMENTS] = {
	[APPEND] = "INSERT INTO change (" COLUMNS ") VALUES (NULL, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
		   " ON CONFLICT (uid) DO NOTHING",
	[READ] = "SELECT " COLUMNS " FROM change WHERE id > ?1 ORDER BY id",
	[DATA_VERSION] = "PRAGMA data_version",
};

enum column { ID, UID, FINGERPRINT, RULE, AGENCY, YEAR, PLACE, PATH, MESSAGE, KIND, NOTE, AUTHOR, TIME };

static const char begin_reading[] = "BEGIN", begin_writing[] = "BEGIN IMMEDIATE", commit[] = "COMMIT",
		  rollback[] = "ROLLBACK";
/* Settings of a connection. A file may come from anybody: what it brings of its own is not run. */
static const char settings[] = "PRAGMA synchronous = EXTRA; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
			       "PRAGMA mmap_size = 0";
static const char get_application[] = "PRAGMA application_id", get_version[] = "PRAGMA user_version",
		  count_tables[] = "SELECT count(*) FROM sqlite_master",
		  count_uids[] = "SELECT count(*) FROM change INDEXED BY sqlite_autoindex_change_1";

struct database {
	sqlite3 *connection;
	sqlite3_stmt *prepared[NSTATEMENTS];
	char *path;
	const struct catalog *catalog;
};

/* What the results of SQLite mean to the user; others have SQLite's own words. */
static const struct {
	int result;
	const char *text;
} meanings[] = {
	{SQLITE_FULL, N_("the disk is full")},
	{SQLITE_READONLY, N_("the file or its directory cannot be written")},
	{SQLITE_PERM, N_("the file or its directory cannot be written")},
	{SQLITE_BUSY, N_("another program is writing it")},
	{SQLITE_LOCKED, N_("another program is writing it")},
	{SQLITE_CORRUPT, N_("the file is damaged")},
	{SQLITE_NOTADB, N_("not a file of verdicts")},
	{SQLITE_CANTOPEN, N_("the file cannot be opened")},
	{SQLITE_IOERR, N_("the file cannot be read or written")},
};

/* Sets the error that the last call met, with the system's reason where there is one. */
static bool fail(const struct database *database, struct error *error)
{
	int result = sqlite3_errcode(database->connection) & 0xFF;
	bool has_reason = result == SQLITE_CANTOPEN || result == SQLITE_IOERR;
	int system = has_reason ? sqlite3_system_errno(database->connection) : 0;
	for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++)
		if (meanings[i].result == result)
			return error_set(error, "%s: %s%s%s", database->path, tr(database->catalog, meanings[i].text),
					 system ? ": " : "", system ? strerror(system) : "");
	return error_set(error, "%s: %s", database->path, sqlite3_errmsg(database->connection));
}

static bool run(const struct database *database, const char *sql, struct error *error)
{
	return sqlite3_exec(database->connection, sql, NULL, NULL, NULL) == SQLITE_OK || fail(database, error);
}

static bool get_number(const struct database *database, const char *sql, int64_t *number, struct error *error)
{
	sqlite3_stmt *statement = NULL;
	bool good = sqlite3_prepare_v2(database->connection, sql, -1, &statement, NULL) == SQLITE_OK &&
		    sqlite3_step(statement) == SQLITE_ROW;
	if (good)
		*number = sqlite3_column_int64(statement, 0);
	else
		fail(database, error);
	sqlite3_finalize(statement);
	return good;
}

/* The version of the file: 0 for a new one, -1 for something that is not a store. */
static bool find_version(const struct database *database, int64_t *version, struct error *error)
{
	int64_t application = 0, ntables = 0;
	if (!get_number(database, get_application, &application, error) ||
	    !get_number(database, get_version, version, error) ||
	    !get_number(database, count_tables, &ntables, error))
		return false;
	bool is_new = !application && !*version && !ntables;
	if (!is_new && (application != APPLICATION_ID || *version < 1))
		*version = -1;
	return true;
}

/* Sets the error when a file of this version is none to work with. */
static bool check_version(const struct database *database, int64_t version, const struct schema *schema,
			  struct error *error)
{
	if (version < 0)
		return error_set(error, "%s: %s", database->path, tr(database->catalog, "not a file of verdicts"));
	if (version > schema->version)
		return error_set(error,
				 tr(database->catalog, "%s: written by a later gouji (version %d, this one knows %d)"),
				 database->path, (int)version, schema->version);
	return true;
}

/* Takes the steps that are missing, in the transaction that is open: another process may have taken them meanwhile. */
static bool take_steps(const struct database *database, const struct schema *schema, struct error *error)
{
	char sql[128];
	int64_t version = 0;
	if (!find_version(database, &version, error) || !check_version(database, version, schema, error))
		return false;
	for (; version < schema->version; version++)
		if (!run(database, schema->steps[version], error))
			return false;
	snprintf(sql, sizeof(sql), "PRAGMA application_id = %d; PRAGMA user_version = %d", APPLICATION_ID,
		 schema->version);
	return run(database, sql, error);
}

/* Makes sure that the file is a store of the version that this program knows. */
static bool settle_version(struct database *database, enum database_mode mode, const struct schema *schema,
			   struct error *error)
{
	int64_t version = 0;
	if (!run(database, begin_reading, error))
		return false;
	bool found = find_version(database, &version, error);
	database_rollback(database);
	if (!found || !check_version(database, version ? version : mode == DATABASE_READ ? -1 : 0, schema, error))
		return false;
	if (version == schema->version)
		return true;
	if (database_begin(database, error) && take_steps(database, schema, error) && database_commit(database, error))
		return true;
	database_rollback(database);
	return false;
}

/* Nothing is looked for in devices, pipes and directories; SQLite would put a journal beside them. */
static bool is_regular(const struct database *database, struct error *error)
{
	struct stat info;
	return stat(database->path, &info) < 0 || S_ISREG(info.st_mode) ||
	       error_set(error, "%s: %s", database->path, tr(database->catalog, "not a file of verdicts"));
}

static bool connect_file(struct database *database, enum database_mode mode, struct error *error)
{
	/* A relative path gets a beginning that none of SQLite's special names has. */
	struct strbuf path = {0};
	strbuf_printf(&path, "%s%s", database->path[0] == '/' ? "" : "./", database->path);
	int flags = mode == DATABASE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
	int result = sqlite3_open_v2(strbuf_text(&path), &database->connection, flags, NULL);
	strbuf_free(&path);
	if (!database->connection)
		alloc_fail();
	if (result != SQLITE_OK)
		return fail(database, error);
	sqlite3_busy_timeout(database->connection, DATABASE_PATIENCE_MILLISECONDS);
	sqlite3_limit(database->connection, SQLITE_LIMIT_LENGTH, MAX_TEXT_NBYTES);
	sqlite3_db_config(database->connection, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(database->connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(database->connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	return run(database, settings, error);
}

static bool prepare(struct database *database, struct error *error)
{
	for (size_t i = 0; i < NSTATEMENTS; i++)
		if (sqlite3_prepare_v3(database->connection, statements[i], -1, SQLITE_PREPARE_PERSISTENT,
				       &database->prepared[i], NULL) != SQLITE_OK)
			return fail(database, error);
	return true;
}

struct database *database_open(const char *path, enum database_mode mode, const struct schema *schema,
			       const struct catalog *catalog, struct error *error)
{
	struct database *database = alloc_zeroed(1, sizeof(*database));
	database->path = alloc_copy_text(path);
	database->catalog = catalog;
	if (is_regular(database, error) && connect_file(database, mode, error) &&
	    settle_version(database, mode, schema, error) && prepare(database, error))
		return database;
	database_close(database);
	return NULL;
}

void database_close(struct database *database)
{
	if (!database)
		return;
	for (size_t i = 0; i < NSTATEMENTS; i++)
		sqlite3_finalize(database->prepared[i]);
	sqlite3_close(database->connection);
	free(database->path);
	free(database);
}

void database_set_patience(struct database *database, int milliseconds)
{
	sqlite3_busy_timeout(database->connection, milliseconds);
}

bool database_is_readonly(const struct database *database)
{
	return sqlite3_db_readonly(database->connection, "main") != 0;
}

bool database_has_moved(const struct database *database)
{
	int moved = 0;
	int result = sqlite3_file_control(database->connection, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	return result == SQLITE_OK && moved;
}

bool database_begin(struct database *database, struct error *error)
{
	return run(database, begin_writing, error);
}

bool database_commit(struct database *database, struct error *error)
{
	return run(database, commit, error);
}

void database_rollback(struct database *database)
{
	if (!sqlite3_get_autocommit(database->connection))
		(void)run(database, rollback, NULL);
}

static void bind_text(sqlite3_stmt *statement, enum column column, struct str text)
{
	sqlite3_bind_text64(statement, (int)column + 1, text.nbytes ? text.ptr : "", text.nbytes, SQLITE_STATIC,
			    SQLITE_UTF8);
}

bool database_append(struct database *database, const struct change *change, int64_t *id, struct error *error)
{
	char fingerprint[FINGERPRINT_NBYTES + 1];
	sqlite3_stmt *statement = database->prepared[APPEND];
	const struct judgement *judgement = &change->judgement;
	const struct subject *subject = &judgement->subject;
	snprintf(fingerprint, sizeof(fingerprint), "%016" PRIx64, subject->fingerprint);
	bind_text(statement, UID, change->uid);
	bind_text(statement, FINGERPRINT, str_from(fingerprint));
	bind_text(statement, RULE, subject->rule);
	bind_text(statement, AGENCY, subject->agency);
	sqlite3_bind_int(statement, YEAR + 1, subject->year);
	bind_text(statement, PLACE, subject->place);
	bind_text(statement, PATH, subject->path);
	bind_text(statement, MESSAGE, subject->message);
	bind_text(statement, KIND, str_from(judgement_kind_name(judgement->kind)));
	bind_text(statement, NOTE, judgement->note);
	bind_text(statement, AUTHOR, judgement->author);
	sqlite3_bind_int64(statement, TIME + 1, judgement->time);
	bool good = sqlite3_step(statement) == SQLITE_DONE || fail(database, error);
	*id = good && sqlite3_changes(database->connection) ? sqlite3_last_insert_rowid(database->connection) : 0;
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return good;
}

struct reading {
	database_take *take;
	void *context;
	int64_t nrows;
};

static struct str column_text(sqlite3_stmt *statement, enum column column)
{
	const char *text = (const char *)sqlite3_column_text(statement, (int)column);
	return (struct str){text, text ? (size_t)sqlite3_column_bytes(statement, (int)column) : 0};
}

/* False for a row that no gouji has written. */
static bool read_row(sqlite3_stmt *statement, struct change *change)
{
	struct str fingerprint = column_text(statement, FINGERPRINT);
	enum judgement_kind kind = judgement_kind_find(column_text(statement, KIND));
	char *end = NULL;
	*change = (struct change){
		.id = sqlite3_column_int64(statement, ID),
		.uid = column_text(statement, UID),
		.judgement = {
			.subject = {
				.fingerprint = fingerprint.nbytes ? strtoull(fingerprint.ptr, &end, 16) : 0,
				.year = sqlite3_column_int(statement, YEAR),
				.agency = column_text(statement, AGENCY),
				.path = column_text(statement, PATH),
				.rule = column_text(statement, RULE),
				.place = column_text(statement, PLACE),
				.message = column_text(statement, MESSAGE),
			},
			.kind = kind,
			.note = column_text(statement, NOTE),
			.author = column_text(statement, AUTHOR),
			.time = sqlite3_column_int64(statement, TIME),
		},
	};
	return kind != JUDGEMENT_NKINDS && fingerprint.nbytes == FINGERPRINT_NBYTES &&
	       end == fingerprint.ptr + fingerprint.nbytes;
}

static bool fail_damaged(const struct database *database, struct error *error)
{
	return error_set(error, "%s: %s", database->path, tr(database->catalog, "the file is damaged"));
}

static bool read_rows(struct database *database, int64_t after_id, struct reading *reading, struct error *error)
{
	int result;
	bool sound = true;
	struct change change;
	sqlite3_stmt *statement = database->prepared[READ];
	sqlite3_bind_int64(statement, ID + 1, after_id);
	while (sound && (result = sqlite3_step(statement)) == SQLITE_ROW) {
		sound = read_row(statement, &change);
		if (sound)
			reading->take(reading->context, &change);
		reading->nrows++;
	}
	bool good = sound ? result == SQLITE_DONE || fail(database, error) : fail_damaged(database, error);
	sqlite3_reset(statement);
	return good;
}

/* SQLite does not notice where a page has lost rows, but the index of their names is elsewhere: there are as many, or
 * some more when another process has written meanwhile. */
bool database_read(struct database *database, int64_t after_id, database_take *take, void *context, struct error *error)
{
	struct reading reading = {take, context, 0};
	int64_t before, after;
	if (after_id)
		return read_rows(database, after_id, &reading, error);
	if (!get_number(database, count_uids, &before, error) || !read_rows(database, after_id, &reading, error) ||
	    !get_number(database, count_uids, &after, error))
		return false;
	return (reading.nrows >= before && reading.nrows <= after) || fail_damaged(database, error);
}

bool database_version(struct database *database, int64_t *version, struct error *error)
{
	sqlite3_stmt *statement = database->prepared[DATA_VERSION];
	bool good = sqlite3_step(statement) == SQLITE_ROW || fail(database, error);
	if (good)
		*version = sqlite3_column_int64(statement, 0);
	sqlite3_reset(statement);
	return good;
}
