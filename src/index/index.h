/* The reports below some paths, loaded by threads in the background while the list is already in use.
 *
 * Threads as many as processors share a stack of directories; each reads, checks and forgets one file after the other
 * and keeps what a small entry for it holds in an arena of its own. The owner of the index takes finished entries when
 * it has time: it never waits for a loader, and no loader touches an entry that was handed over. */
#ifndef GOUJI_INDEX_INDEX_H
#define GOUJI_INDEX_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/path.h"
#include "check/examine.h"
#include "check/knowledge.h"

struct summary;

/* What the list shows of a file. */
struct index_entry {
	const char *folder;             /* see struct path; kept once for many entries */
	const char *name;               /* of the file, see struct path */
	const char *more;               /* agency, summary and rules: see the functions below */
	int32_t nrequests;              /* new requests of the year, or -1 when that was not read */
	int32_t nlawsuits;              /* all lawsuits, or -1 when one of the totals was not read */
	int16_t year;                   /* 0 when not known */
	uint16_t nfailed[SEVERITY_NLEVELS]; /* without those that a person has dismissed */
	uint16_t njudged;               /* of the findings counted in nfailed, those that a person has confirmed */
	uint8_t nrules, nown_rules;     /* own: by what was found in the file alone */
	uint8_t body_nbytes;            /* how much of the agency tells one body from another: see identity_body */
	uint8_t state;                  /* enum report_state */
	uint8_t ndismissed;             /* findings of all levels, 255 where they are more, beside those in nfailed */
	bool all_zero : 1;
	bool has_unread : 1;            /* cells were lost, or a table could not be read */
	bool is_gone : 1;               /* the file was there, and is no more */
	bool has_changed : 1;           /* other rules have changed what is found in it: see recheck.h */
	bool has_first : 1, has_newer : 1; /* see entry_parts.h */
};

/* Its path, as long as the entry. */
static inline struct path index_entry_path(const struct index_entry *entry)
{
	return (struct path){entry->folder, entry->name};
}

/* The body; "" when it is not known. */
const char *index_entry_agency(const struct index_entry *entry);
/* Appends what the report is called by: the body, or the name of the file. */
void index_entry_append_title(const struct index_entry *entry, struct strbuf *out);
/* Numbers of the `nrules` rules with open findings, each once: the own ones, rising, then others. */
const uint8_t *index_entry_rules(const struct index_entry *entry);
/* To hold the report against others; NULL for what could not be read. */
const struct summary *index_entry_summary(const struct index_entry *entry);

/* Sums over the entries taken so far. */
struct index_totals {
	size_t nfiles;
	size_t nchecked;
	size_t nwith_errors;
	size_t nwith_warnings;          /* warnings, but no errors */
	size_t nall_zero;
	size_t nunchecked;              /* not recognised, or not readable */
	size_t nfailed[SEVERITY_NLEVELS];
	size_t njudged;                 /* of these */
};

struct index;

/* An empty index that counts as loading until it is told what to load (index_start), so that it can be shown
 * before anything of it is known. */
struct index *index_new(void);
/* Has what is found kept on disk from one start to the next, and taken from there for files that have not changed; to
 * be said before the start. */
void index_use_cache(struct index *index);
/* Starts to load the files at and below `paths`, once. The strings must outlive the index. */
void index_start(struct index *index, const struct knowledge *knowledge, const char *const *paths, size_t npaths);
/* Both in one. */
struct index *index_open(const struct knowledge *knowledge, const char *const *paths, size_t npaths);
/* Stops loading, waits for the threads, and frees everything. */
void index_close(struct index *index);

/* A file descriptor that becomes readable when entries are waiting to be taken or loading has ended; -1 before the
 * start. */
int index_wake_fd(const struct index *index);
/* Takes what has been finished into the list. True when something changed. */
bool index_take(struct index *index);
bool index_is_loading(const struct index *index);
/* Stops loading; what was finished stays. */
void index_cancel(struct index *index);

/* How many entries there are now. */
size_t index_count(const struct index *index);
/* The entries in the order of their arrival: one that is there stays, and stays in its place. A view (index/view.h)
 * puts them into an order for reading. */
const struct index_entry *index_at(const struct index *index, size_t number);
/* The number of an entry in that order; the count when it is none of the index. */
size_t index_number(const struct index *index, const struct index_entry *entry);
const struct index_totals *index_totals(const struct index *index);

/* What was found in a report beside its own findings. */
struct index_found {
	unsigned nfailed[SEVERITY_NLEVELS];
	uint64_t rules[4];              /* bit per number of a rule with open findings */
};

/* What some source has found so; it adds to the counts of an entry, which are those of the file alone without it. */
struct index_found_source {
	struct index_found (*find)(void *context, const struct index_entry *entry);
	void *context;
};

/* Puts what `now` has found into the place of what `before` had (find is NULL for nothing) in every entry; the sums
 * follow. True when an entry has changed: then a view of the index is to be given its order anew (view_set_order), for
 * the counts that it was sorted by have changed. */
bool index_exchange_found(struct index *index, struct index_found_source before, struct index_found_source now);

/* Takes over what a file has become: `examiner` has just read it again. `found` is what the source in force has found
 * beside it. The entry becomes what it would be in an index that is opened now; how many of its findings have been
 * confirmed stays, and those that were dismissed count again, until index_set_judged. Where a view shows the entry,
 * view_begin_change and view_end_change go around the change. True when what other reports are held against has
 * changed, and all are to be compared anew. */
bool index_update(struct index *index, const struct index_entry *entry, const struct examiner *examiner,
		  const struct index_found *found);
/* Adds a file that has appeared and was just examined; the entry is handed over as those are that a loader has
 * finished. All are to be compared anew. */
const struct index_entry *index_append(struct index *index, const char *path, const struct examiner *examiner);
enum { INDEX_MAX_NARENAS = 8 };

/* Other rules have been applied to all reports: the first `count` entries become what `renewed` has of them, but for
 * their names and what was judged, with what `found` adds; those with folder NULL stay. The index takes over the arenas
 * with what `renewed` points to, and uses `knowledge` from now on. */
void index_renew(struct index *index, const struct knowledge *knowledge, const struct index_entry *renewed,
		 size_t count, const struct arena arenas[INDEX_MAX_NARENAS], struct index_found_source found);
/* The other rules have changed something in this one. */
void index_set_changed(struct index *index, const struct index_entry *entry);

/* The file of an entry has vanished: it has no findings any more. index_update brings it back. */
void index_set_gone(struct index *index, const struct index_entry *entry);

/* What a person has said of the findings of a report; they are among those counted in nfailed. */
struct index_judged {
	unsigned nconfirmed;
	unsigned ndismissed[SEVERITY_NLEVELS];
};

/* Whether that is what the entry says already. */
bool index_is_judged_so(const struct index *index, const struct index_entry *entry, const struct index_judged *judged);
/* What was dismissed counts no more: neither in the entry nor in the sums. */
void index_set_judged(struct index *index, const struct index_entry *entry, const struct index_judged *judged);

#endif
