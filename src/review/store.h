/* The judgements of all reviewers, kept in a file and mirrored in memory.
 *
 * A change is on disk when the function that made it returns true. When it returns false, `error` says why: the change
 * holds in memory, counts as unsaved, and is tried again with the next one or by store_flush. Without a usable file the
 * store works in memory alone. Several processes may use one file; each sees the others' changes after store_refresh,
 * and after every change of its own.
 *
 * Each author's word stands for itself: nobody overwrites, or withdraws, what another one said. Where several have
 * spoken of one finding, the latest verdict is the one that counts. Nothing is ever deleted from the file; what is
 * withdrawn or undone is a further change.
 *
 * Looking up takes constant time, whatever the store holds, and no input or output. Judgements that are handed out are
 * valid until the next call that changes the store: a change, undo, flush, refresh, merge. One thread at a time. */
#ifndef GOUJI_REVIEW_STORE_H
#define GOUJI_REVIEW_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/catalog.h"
#include "base/error.h"
#include "review/judgement.h"

struct store;

/* Zero is a good beginning. The strings are copied; the catalogue must outlive the store. */
struct store_options {
	const char *path;               /* NULL: location_append_path */
	const char *author;             /* NULL or "": location_append_author */
	const struct catalog *catalog;  /* of error messages */
	int patience_milliseconds;      /* how long to wait for other processes; 0: 1500 */
	int64_t (*clock)(void);         /* NULL: the time of day; set by tests */
};

/* Opens the file, making it and its directories where there are none. Never NULL: when `error` is not empty afterwards,
 * the store can be used, but the file could not be opened, or could not be written. */
struct store *store_open(const struct store_options *options, struct error *error);
/* Frees everything. What is unsaved then is lost: call store_flush before. */
void store_close(struct store *store);

/* The file, and the author whose judgements are written; both as long as the store. */
const char *store_path(const struct store *store);
struct str store_author(const struct store *store);

/* Says what this author holds of a finding; the note stays. No change is made where it is said already. */
bool store_judge(struct store *store, const struct subject *subject, enum judgement_kind kind, struct error *error);
/* Gives it this author's note; the verdict stays. An empty note takes it away. */
bool store_note(struct store *store, const struct subject *subject, struct str note, struct error *error);

/* The finding of the change that store_undo would undo, NULL when there is none. */
const struct subject *store_undo_subject(const struct store *store);
/* Takes back the last change that was made through this store and not taken back, unless the same author has changed
 * the same finding elsewhere since: then it is left as it is, and the next call goes on to the change before. */
bool store_undo(struct store *store, struct error *error);

/* The judgement that counts, NULL when there is none (or all were withdrawn). */
const struct judgement *store_find(const struct store *store, const struct subject *subject);
/* What this author says himself, NULL when nothing. */
const struct judgement *store_find_own(const struct store *store, const struct subject *subject);
/* For a finding without a judgement: the one that counted at the same rule and place of the same report, whose numbers
 * have changed since. Only rule, place, report and fingerprint of `subject` are looked at. */
const struct judgement *store_find_outdated(const struct store *store, const struct subject *subject);
/* What the authors say of a finding, one after the other: the first with `previous` NULL; NULL behind the last. */
const struct judgement *store_next_author(const struct store *store, const struct subject *subject,
					  const struct judgement *previous);
/* What everybody says of every finding, in order of time, for export. The array is the caller's, to be freed with
 * free(). */
size_t store_list(const struct store *store, const struct judgement ***list);

/* How many changes are not on disk. */
size_t store_unsaved(const struct store *store);
/* Writes what is unsaved, opening the file once more where that is needed. */
bool store_flush(struct store *store, struct error *error);
/* Takes over what other processes have written. `*changed` tells whether there was anything. */
bool store_refresh(struct store *store, bool *changed, struct error *error);

#endif
