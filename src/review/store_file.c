/* The store and its file: opening, reading, writing. */
#include "review/store_parts.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/fold.h"
#include "review/location.h"

int64_t store_unsaved_order(size_t index)
{
	return INT64_MAX / 2 + (int64_t)index;
}

static void take_row(void *context, const struct change *change)
{
	struct store *store = context;
	mirror_apply(&store->mirror, &change->judgement, change->id);
	store->last_id = change->id;
}

/* The version is asked first: what is written in between is read once more, not missed. */
bool store_read_new(struct store *store, struct error *error)
{
	return database_version(store->database, &store->data_version, error) &&
	       database_read(store->database, store->last_id, take_row, store, error);
}

/* Reads a file that has just been opened into an empty mirror. */
static bool read_all(struct store *store, struct database *database, struct error *error)
{
	struct store old = *store;
	store->database = database;
	store->last_id = 0;
	store->mirror = (struct mirror){0};
	if (!store_read_new(store, error)) {
		mirror_free(&store->mirror);
		*store = old;
		return false;
	}
	database_close(old.database);
	mirror_free(&old.mirror);
	store->nsaved = 0;
	for (size_t i = 0; i < store->nown; i++)
		mirror_apply(&store->mirror, &store->own[i].change.judgement, store_unsaved_order(i));
	return true;
}

/* Opens the file and reads it. What is open, and what is in memory, stays as it is when that fails. */
static bool reopen(struct store *store, struct error *error)
{
	if (!store->path)
		return error_set(error, "%s", tr(store->catalog, "no HOME: nowhere to keep verdicts"));
	location_make_directories(store->path);
	struct database *database = database_open(store->path, DATABASE_WRITE, &database_schema, store->catalog, error);
	if (!database)
		return false;
	database_set_patience(database, store->patience_milliseconds);
	if (read_all(store, database, error))
		return true;
	database_close(database);
	return false;
}

bool store_connect(struct store *store, struct error *error)
{
	if (store->database && !database_has_moved(store->database))
		return true;
	return reopen(store, error);
}

/* Has the file open for writing: one that could not be written is tried once more. */
static bool connect_to_write(struct store *store, struct error *error)
{
	return store->database && database_is_readonly(store->database) ? reopen(store, error)
									: store_connect(store, error);
}

/* Writes the own changes that are unsaved, in a transaction that is open. */
static bool append_unsaved(struct store *store, struct error *error)
{
	for (size_t i = store->nsaved; i < store->nown; i++) {
		struct change *change = &store->own[i].change;
		if (!database_append(store->database, change, &change->id, error))
			return false;
	}
	return true;
}

/* Says of all own changes that they are saved. One that was there already, from a try whose outcome was not known, was
 * read with the new rows. */
static void settle_all(struct store *store)
{
	for (size_t i = store->nsaved; i < store->nown; i++) {
		struct change *change = &store->own[i].change;
		if (change->id)
			store->last_id = change->id;
		mirror_settle(&store->mirror, &change->judgement, store_unsaved_order(i), store->last_id);
	}
	store->nsaved = store->nown;
}

/* Other processes' rows are read in the same transaction, before the own ones: so rows come into the mirror without a
 * gap, and `last_id` can move on to the own ones. */
bool store_flush(struct store *store, struct error *error)
{
	if (store->nsaved == store->nown && store->database)
		return true;
	if (!connect_to_write(store, error))
		return false;
	if (database_begin(store->database, error) && store_read_new(store, error) && append_unsaved(store, error) &&
	    database_commit(store->database, error)) {
		settle_all(store);
		return true;
	}
	database_rollback(store->database);
	return false;
}

size_t store_unsaved(const struct store *store)
{
	return store->nown - store->nsaved;
}

bool store_refresh(struct store *store, bool *changed, struct error *error)
{
	int64_t version = 0, last_id = store->last_id;
	struct database *database = store->database;
	*changed = false;
	if (!store_connect(store, error))
		return false;
	*changed = store->database != database;
	if (!database_version(store->database, &version, error))
		return false;
	if (version != store->data_version && !store_read_new(store, error))
		return false;
	*changed = *changed || store->last_id != last_id;
	return store_flush(store, error);
}

/* A number that no other store has: processes that were forked share the state of random generators, so the process and
 * the time go into it as well. */
static uint64_t make_origin(const struct store *store)
{
	struct {
		uint64_t random[2];
		int64_t process, seconds, nanoseconds, store;
	} seed;
	struct timespec now;
	memset(&seed, 0, sizeof(seed));
	clock_gettime(CLOCK_REALTIME, &now);
	sqlite3_randomness((int)sizeof(seed.random), seed.random);
	seed.process = getpid();
	seed.seconds = now.tv_sec;
	seed.nanoseconds = now.tv_nsec;
	seed.store = (int64_t)(intptr_t)store;
	uint64_t hash = fold_hash(FOLD_HASH_SEED, (struct str){(const char *)&seed, sizeof(seed)});
	return fold_hash(hash, str_from(store->author));
}

static int64_t seconds_now(void)
{
	return time(NULL);
}

static char *choose_path(const struct store_options *options)
{
	struct strbuf path = {0};
	if (options->path)
		return alloc_copy_text(options->path);
	char *copy = location_append_path(&path) ? alloc_copy_text(strbuf_text(&path)) : NULL;
	strbuf_free(&path);
	return copy;
}

static char *choose_author(const struct store_options *options)
{
	struct strbuf author = {0};
	if (options->author && options->author[0])
		return alloc_copy_text(options->author);
	location_append_author(&author);
	char *copy = alloc_copy_text(strbuf_text(&author));
	strbuf_free(&author);
	return copy;
}

struct store *store_open(const struct store_options *options, struct error *error)
{
	struct store *store = alloc_zeroed(1, sizeof(*store));
	error->text[0] = '\0';
	store->path = choose_path(options);
	store->author = choose_author(options);
	store->catalog = options->catalog;
	store->clock = options->clock ? options->clock : seconds_now;
	store->patience_milliseconds = options->patience_milliseconds ? options->patience_milliseconds
								      : DATABASE_PATIENCE_MILLISECONDS;
	store->origin = make_origin(store);
	if (store_connect(store, error) && database_is_readonly(store->database))
		error_set(error, tr(store->catalog, "%s: cannot be written: verdicts will not be saved"), store->path);
	return store;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	database_close(store->database);
	mirror_free(&store->mirror);
	arena_free(&store->arena);
	free(store->own);
	free(store->path);
	free(store->author);
	free(store);
}
