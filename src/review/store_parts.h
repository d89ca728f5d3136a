/* What the files of the store share. Internal to src/review/. */
#ifndef GOUJI_REVIEW_STORE_PARTS_H
#define GOUJI_REVIEW_STORE_PARTS_H

#include "base/arena.h"
#include "review/database.h"
#include "review/mirror.h"
#include "review/store.h"

/* A change that was made through this store. */
struct store_own_change {
	struct change change;           /* its id is 0 until it is saved */
	bool undoable;                  /* not taken back, and no taking back itself */
	enum judgement_kind old_kind;   /* what the author said before */
	struct str old_note;
};

/* The own changes are kept as long as the store is open: those from `nsaved` on are still to be written, and all are
 * written again into a file that has come into the place of the one that was open. */
struct store {
	char *path;
	char *author;
	const struct catalog *catalog;
	int64_t (*clock)(void);
	int patience_milliseconds;
	struct database *database;      /* NULL while it cannot be opened */
	int64_t last_id;                /* the last row in the mirror */
	int64_t data_version;
	struct mirror mirror;
	struct arena arena;             /* of the own changes */
	uint64_t origin;                /* makes the uids of this store its own */
	size_t nown;
	size_t capacity;
	size_t nsaved;
	struct store_own_change *own;
};

/* The order in the mirror of an own change that is not saved: after all rows. */
int64_t store_unsaved_order(size_t index);
/* Opens the file when it is not open, or is no longer the one at the path. False with `error` when that fails; what is
 * in memory stays as it is then. */
bool store_connect(struct store *store, struct error *error);
/* Takes the rows that are new into the mirror. */
bool store_read_new(struct store *store, struct error *error);

#endif
