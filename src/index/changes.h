/* Findings that other rules have changed: which are new, gone, or of another level. */
#ifndef GOUJI_INDEX_CHANGES_H
#define GOUJI_INDEX_CHANGES_H

#include "base/arena.h"
#include "check/prints.h"
#include "index/index.h"

struct change {
	const struct index_entry *entry;
	const char *rule;               /* its id: the rule itself may be gone */
	const char *place;              /* in canonical names */
	uint32_t line;                  /* in the source, 0 when it is not known */
	uint8_t kind;                   /* enum print_change */
	uint8_t before, after;          /* enum severity; meant where the finding was, or is */
};

/* Zero-initialise it; changes_free releases it. */
struct changes {
	size_t count, capacity;
	struct change *list;
	struct arena arena;             /* of their texts */
	size_t nkinds[PRINT_NCHANGES];
	struct prints before, after;    /* reused */
};

/* One reading of a report. */
struct reading {
	const struct findings *findings;
	const struct report *report;
};

/* Appends what differs between two readings of an entry's report; either may be NULL for one without findings. */
void changes_compare(struct changes *changes, const struct index_entry *entry, const struct reading *before,
		     const struct reading *after);
/* Appends those of `more`, which lose them; their texts are copied. */
void changes_append(struct changes *changes, struct changes *more);
/* Puts them in order: by path, line and rule. */
void changes_sort(struct changes *changes);
/* How many reports have one; they must be in order. */
size_t changes_count_reports(const struct changes *changes);
void changes_free(struct changes *changes);

#endif
