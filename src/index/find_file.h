/* Searching one file. Internal to find*.c. */
#ifndef GOUJI_INDEX_FIND_FILE_H
#define GOUJI_INDEX_FIND_FILE_H

#include <stdatomic.h>

#include "index/find.h"
#include "index/find_raw.h"
#include "read/file.h"

/* One thread's working memory. */
struct find_file {
	const atomic_bool *cancelled;
	const struct match_pattern *pattern;
	struct find_raw *raw;           /* NULL: bytes tell nothing */
	struct match_state *match;
	struct file file;
	bool referred;                  /* see match_is_referred_to */
	struct strbuf row;              /* the cells of a row, joined */
	size_t nhits, capacity;
	struct find_hit *hits;          /* their texts are offsets into `texts` until the file is done */
	struct strbuf texts;
	bool more;
	size_t ngiven_up;
};

/* `raw` may be NULL; it and the pattern must outlive it. */
struct find_file *find_file_new(const struct match_pattern *pattern, struct find_raw *raw, enum encoding encoding,
				const atomic_bool *cancelled);
void find_file_free(struct find_file *search);
/* Searches the file at `path`. Returns its hits, or NULL when there are none; entry and number are left to be set.
 * `*ngiven_up` counts blocks, `*unread` tells that there was no text to search. */
struct find_batch *find_file_search(struct find_file *search, const char *path, size_t *ngiven_up, bool *unread);

#endif
