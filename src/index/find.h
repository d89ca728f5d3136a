/* Looking for a text in all reports: their files are read again, by threads in the background.
 *
 * What is searched are the blocks that readers make of files: a paragraph, or a row of a table with its cells joined by
 * blanks. Hits come in the order of the entries that were given, files that were not read are counted. Nothing here
 * waits for a thread: not starting, not taking hits, not stopping. */
#ifndef GOUJI_INDEX_FIND_H
#define GOUJI_INDEX_FIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/match.h"
#include "base/str.h"
#include "index/index.h"
#include "read/encoding.h"

/* The limits hold the hits of a search to some 7 MB however many files match; the entries take 17 bytes each beside
 * them, and each thread keeps one file. */
enum {
	FIND_MAX_NHITS_IN_FILE = 100,
	FIND_MAX_NHITS = 20 * 1000,     /* in all files; about so many, since threads finish the file they are at */
	FIND_TEXT_NBYTES = 240,         /* of the text around a match that are kept */
};

/* A place where the pattern matches. Further matches in the same block are no hits of their own. */
struct find_hit {
	uint32_t line;                  /* in the source, from 1 */
	struct str text;                /* of the block around the match; as it was read, not sanitised */
	size_t start, end;              /* of the match in it, in bytes; end is cut to the text */
	bool cut_before;                /* the block begins before the text */
};

/* The hits in one file, at least one. To be freed with free(). */
struct find_batch {
	struct find_batch *next;
	const struct index_entry *entry;
	size_t number;                  /* of the entry among those that were given */
	bool more;                      /* than FIND_MAX_NHITS_IN_FILE: not all are here */
	size_t nhits;
	struct find_hit hits[];
};

struct find_progress {
	size_t nfiles;                  /* to be searched */
	size_t nsearched;
	size_t nunread;                 /* of those, files that could not be read */
	size_t nmatching;               /* files with hits */
	size_t nhits;
	size_t ngiven_up;               /* blocks in which the regular expression took too many steps */
	bool limited;                   /* stopped at FIND_MAX_NHITS */
	bool running;
};

struct find;

/* Starts to look for `pattern`, which it takes over, in the files of `nentries` entries (the array is copied; the
 * entries must live until find_close). `encoding`: as for loading, see knowledge.forced_encoding. */
struct find *find_start(const struct index_entry *const *entries, size_t nentries, struct match_pattern *pattern,
			enum encoding encoding);
/* A file descriptor that becomes readable when there are hits to take, now and then while files are searched, and at
 * the end. */
int find_wake_fd(const struct find *find);
/* The batches finished since the last call, in order; NULL when there are none. `progress` may be NULL. */
struct find_batch *find_take(struct find *find, struct find_progress *progress);
/* Stops at once: no more hits come, and it is no longer running. */
void find_cancel(struct find *find);
/* Stops, and frees what was not taken. A thread in the middle of a file drops what it has when it gets to it; it
 * touches no entry any more. */
void find_close(struct find *find);

#endif
