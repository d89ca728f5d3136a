/* All reports of an index checked again by other rules, by threads in the background: the list stays as it is, and in
 * use, until the owner takes over what has come of it, at once.
 *
 * Each report is read and checked by the new rules; one that has findings by the old ones too, so that what the rules
 * have changed is told apart from what else may have happened to the file. */
#ifndef GOUJI_INDEX_RECHECK_H
#define GOUJI_INDEX_RECHECK_H

#include "index/across_index.h"
#include "index/changes.h"
#include "index/index.h"

struct recheck;

/* Starts to check what the index holds now. `before` is what comparing the reports has found by the rules of `old`,
 * `roster` may be NULL; all must outlive it. No file is to be read into the index until it has been taken or freed. */
struct recheck *recheck_start(struct index *index, const struct knowledge *old, const struct knowledge *new,
			      const struct roster *roster, const struct across_index *before);
/* Stops it and waits for its threads. NULL is allowed. */
void recheck_free(struct recheck *recheck);
/* Hundredths of the reports that have been checked. */
unsigned recheck_percent(const struct recheck *recheck);
/* Works on when threads are done with a part: to be called now and then. True when all is done. */
bool recheck_step(struct recheck *recheck);
/* When all is done: the entries of the index become what the new rules say of them, and know by `has_changed` whether a
 * finding has changed; a view of the index is to be given its order anew (view_set_order). `changes` (empty) gets the
 * changes. Returns what comparing the reports has found by the new rules, to be freed by the caller. */
struct across_index *recheck_take(struct recheck *recheck, struct changes *changes);

#endif
