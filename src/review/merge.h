/* Taking over what a colleague has judged, and where the two differ. */
#ifndef GOUJI_REVIEW_MERGE_H
#define GOUJI_REVIEW_MERGE_H

#include <stdbool.h>
#include <stddef.h>

#include "review/store.h"

/* Two authors whose verdicts on one finding are not the same, the earlier one first. */
struct difference {
	const struct judgement *judgements[2];
};

/* Zero-initialise it; merge_free releases it. */
struct differences {
	size_t count;
	size_t capacity;
	struct difference *list;
};

struct merge_counts {
	size_t nread;                   /* changes in the other file */
	size_t nnew;                    /* that were not in ours */
};

/* Takes over all changes of the store in the file at `path`, each with its author and time; the file is only read. All
 * of them are on disk when it returns true; otherwise nothing was taken over. What was taken over before is not taken
 * twice. */
bool merge_file(struct store *store, const char *path, struct merge_counts *counts, struct error *error);

/* Finds, for every finding of the store, each two authors of which one confirms and the other dismisses it; ordered by
 * agency, year, rule and place. Whoever has only a note differs from nobody. The judgements are those of the store and
 * valid as long as those of store_find. */
void merge_find_differences(const struct store *store, struct differences *differences);
void merge_free(struct differences *differences);

#endif
