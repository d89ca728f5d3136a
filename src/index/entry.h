/* Making entries and summing them up: for an index, and for sums over files without one. */
#ifndef GOUJI_INDEX_ENTRY_H
#define GOUJI_INDEX_ENTRY_H

#include "base/arena.h"
#include "index/index.h"
#include "index/names.h"

/* Gives it the body of another report, whose name goes to `arena`. */
void entry_rename(struct index_entry *entry, struct arena *arena, const struct words *words, struct str agency);
/* Forgets what was found in a file that has vanished; names and year stay. */
void entry_describe_gone(struct index_entry *entry);
/* An entry with its names and a copy of the summary, which may be NULL. `names` keeps those of folders and bodies, all
 * else goes to `arena`; NULL: they do, too. */
struct index_entry entry_start(struct arena *arena, struct names *names, const char *path, struct str agency,
			       const struct summary *summary);
/* The same for a file that was examined. */
struct index_entry entry_make(struct arena *arena, struct names *names, const struct words *words, const char *path,
			      const struct report *report, const struct findings *findings,
			      const struct summary *summary);
/* The entry becomes another, all but the file's name and its folder. What was found in `other` it must hold apart from
 * its name (entry_set_summary). */
void entry_replace(struct index_entry *entry, const struct index_entry *other);
/* Fills everything but the names and what was judged; the numbers of the rules go to `arena`. */
void entry_describe(struct index_entry *entry, struct arena *arena, const struct report *report,
		    const struct findings *findings);
/* What findings that a report has beside others come to. */
struct index_found entry_count_found(const struct findings *findings);
/* Takes out what was found beside other reports before and adds what is found now; either may be NULL for nothing. The
 * numbers of the rules go to `arena`. */
void entry_exchange_found(struct index_entry *entry, struct arena *arena, const struct index_found *before,
			  const struct index_found *now);
/* An entry for a path that could not be walked. */
struct index_entry entry_make_unreadable(struct arena *arena, const char *path);
/* Adds an entry to an index, whose owner may change it there; what it points to is the caller's. For tests and
 * measurements. */
struct index_entry *index_add(struct index *index, const struct index_entry *entry);
/* Adds an entry to the sums, or takes it out of them. */
void entry_count(struct index_totals *totals, const struct index_entry *entry, bool add);

#endif
