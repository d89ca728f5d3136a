/* What the reports of an index say of each other, found out by a thread of its own once they are loaded: the list stays
 * in use meanwhile.
 *
 * The owner of the index starts it when loading has ended, asks now and then whether it is done, and takes the counts
 * into the entries. Free it before the index is closed: it views the entries' paths, agencies and summaries as
 * they are at the start. After files have changed the owner starts another one, which takes its place when it is done:
 * all is compared anew, for nearly everything that is found so may depend on any of the reports (how far a number lies
 * from those of other bodies, which of two files is the later version), and so what is found is that of a fresh start.
 * The counts alone of reports that stand as they did beside the same report of last year, and of which the others say
 * the same, are those that were counted before. */
#ifndef GOUJI_INDEX_ACROSS_INDEX_H
#define GOUJI_INDEX_ACROSS_INDEX_H

#include "check/across/roster.h"
#include "index/changes.h"
#include "index/index.h"
#include "index/opened.h"

struct across_index;

/* Starts to compare the entries that the index holds now. `roster` may be NULL. All three must outlive it. `same` is
 * what was found before, with comparing ended, and must last as long as comparing does; NULL for none. */
struct across_index *across_index_start(const struct index *index, const struct knowledge *knowledge,
					const struct roster *roster, const struct across_index *same);
/* What is compared of the report of an entry. */
struct across_source {
	const struct index_entry *entry;
	const char *agency;
	const struct summary *summary;
};

/* The same for reports as other rules read them; the strings and summaries must outlive it, `sources` need not. What it
 * finds is held against what `before` has found, by the rules of its own: see across_index_changes. */
struct across_index *across_index_start_with(const struct across_source *sources, size_t count,
					     const struct knowledge *knowledge, const struct roster *roster,
					     const struct across_index *before);
/* Waits for the thread. NULL is allowed. */
void across_index_free(struct across_index *across);
/* Whether comparing has ended, so that freeing takes no time. */
bool across_index_is_done(const struct across_index *across);
/* When comparing has ended: the functions below tell from now on. False before that. */
bool across_index_finish(struct across_index *across);
/* What differs from `before` of the start in the findings beside the files' own. They may be taken out. */
struct changes *across_index_changes(struct across_index *across);
/* It as a source of what index_exchange_found and index_renew add. */
struct index_found_source across_index_source(struct across_index *across);
/* Whether the counts of an entry have changed. */
enum across_taken { ACROSS_NOT_TAKEN, ACROSS_TAKEN_SAME, ACROSS_TAKEN_CHANGED };
/* When comparing has ended: puts what was found into the entries in the place of what `before` (NULL: nothing) had
 * found, once. After ACROSS_TAKEN_CHANGED a view of the index is to be given its order anew (view_set_order). */
enum across_taken across_index_take(struct across_index *across, struct index *index, struct across_index *before);

/* The path, by the pointers of its entry, of last year's report of the same body; NULL when there is none. */
const struct path *across_index_last_year(const struct across_index *across, const struct index_entry *entry);
/* The path of the report to compare it with: that one, else the nearest earlier one of the same body
 * (across_find_earlier). */
const struct path *across_index_earlier(const struct across_index *across, const struct index_entry *entry);
/* What the others add to an entry's own findings. */
struct index_found across_index_found(const struct across_index *across, const struct index_entry *entry);
/* Adds these findings, those beside last year's report included, to the ones of a report that was opened: `opened`
 * holds the file of `entry`. */
void across_index_add_findings(const struct across_index *across, const struct index_entry *entry,
			       struct opened *opened);

/* A body of the roster without a report for a year. */
struct across_missing {
	struct str agency;
	int year;
	uint32_t line;                  /* in the roster */
	bool unread;                    /* a file is there, but no report could be read from it */
};

/* How many there are, and one of them by its place in the order of the roster; `i` is below the count. Its name is a
 * view of the roster. */
size_t across_index_count_missing(const struct across_index *across);
struct across_missing across_index_missing(const struct across_index *across, size_t i);

#endif
