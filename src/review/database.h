/* The file of a store: an SQLite database that only grows. Internal to src/review/; the one place with SQL.
 *
 * Each change of a judgement is a row, in the order in which they came; no row is ever changed or deleted. A row has a
 * name (uid) that no other row in the world has, so that writing it twice, or taking it over from a copy, is harmless.
 *
 * The journal is a rollback journal, so that the file can be copied, sent and kept on network drives as it is, and a
 * commit waits until data and directory are on disk (synchronous=EXTRA). */
#ifndef GOUJI_REVIEW_DATABASE_H
#define GOUJI_REVIEW_DATABASE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/catalog.h"
#include "base/error.h"
#include "review/judgement.h"

struct change {
	int64_t id;                     /* the row; later ones are higher */
	struct str uid;
	struct judgement judgement;
};

/* Takes a row; its texts are valid during the call. */
typedef void database_take(void *context, const struct change *change);

/* How a database is made: step i takes it from version i to version i + 1. */
struct schema {
	const char *const *steps;
	int version;
};

extern const struct schema database_schema;

enum database_mode { DATABASE_READ, DATABASE_WRITE };

struct database;

enum { DATABASE_PATIENCE_MILLISECONDS = 1500 };

/* Opens the file. For writing it is made when it is not there, and brought to the version of `schema` when it is older;
 * where it cannot be written it is opened all the same, see database_is_readonly. `path` is copied, `catalog` (may be
 * NULL) has the language of messages and must live as long. NULL with `error` set when it cannot be opened, is damaged,
 * is something else, or of a later version; nothing is changed in it then. */
struct database *database_open(const char *path, enum database_mode mode, const struct schema *schema,
			       const struct catalog *catalog, struct error *error);
void database_close(struct database *database);

/* How long to wait for other processes; DATABASE_PATIENCE_MILLISECONDS at first. */
void database_set_patience(struct database *database, int milliseconds);
bool database_is_readonly(const struct database *database);
/* Whether there is another file in the place of this one now, or none. */
bool database_has_moved(const struct database *database);

/* Begins to write: waits for other processes, up to a limit. database_rollback after any failure from here on. */
bool database_begin(struct database *database, struct error *error);
/* When it returns true, everything since database_begin is on disk. */
bool database_commit(struct database *database, struct error *error);
void database_rollback(struct database *database);

/* Appends a change, unless there is one of this uid. `*id` becomes its row, 0 when it was there. */
bool database_append(struct database *database, const struct change *change, int64_t *id, struct error *error);
/* Passes every row behind `after_id` to `take`, in order. False when one is damaged, or, of all rows, some are missing;
 * `take` may have got others then. */
bool database_read(struct database *database, int64_t after_id, database_take *take, void *context,
		   struct error *error);
/* A number that changes when another process has written. */
bool database_version(struct database *database, int64_t *version, struct error *error);

#endif
