/* The index of labels. Internal to src/report/labels*.c. */
#ifndef GOUJI_REPORT_LABELS_PARTS_H
#define GOUJI_REPORT_LABELS_PARTS_H

#include "base/fold.h"
#include "report/labels.h"

enum {
	LABELS_FOLDED_NBYTES = 256,     /* longer texts are no labels */
	LABELS_NSLOTS = 1024,           /* a power of two, several times the number of labels */
	LABELS_NBITS = 4096,
	LABELS_QUAD_NBYTES = 12,
};

struct labels_entry {
	struct str key;                 /* folded */
	struct label_match match;
};

struct labels {
	const struct format *format;
	struct str *row_keys;           /* folded official label of each row */
	/* Which two characters labels begin with, as bits by a hash: a text that begins with others is none. See
	 * pair_bit. */
	uint64_t pairs[LABELS_NBITS / 64];
	uint64_t quads[LABELS_NBITS / 64]; /* the same for four Chinese characters */
	size_t longest_nbytes;          /* of a key */
	struct str ordinals[FORMAT_MAX_SECTIONS]; /* of the sections, in the form's order */
	bool has_short_rows;            /* a row's label is shorter than a pair */
	struct labels_entry slots[LABELS_NSLOTS];
};

/* A text as labels are compared, in `folded`: see fold_text. */
static inline struct str labels_fold(struct str text, char folded[LABELS_FOLDED_NBYTES])
{
	return (struct str){folded, fold_text(text, folded, LABELS_FOLDED_NBYTES)};
}

#endif
