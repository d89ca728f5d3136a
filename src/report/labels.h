/* Which label of a form a piece of text is. */
#ifndef GOUJI_REPORT_LABELS_H
#define GOUJI_REPORT_LABELS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "report/format.h"

/* Labels as short as two characters, 其他 and 总计, are those of several tables, and parts of other labels. */
enum { LABELS_SHORT_NBYTES = 6 };

enum label_kind {
	LABEL_ROW = 1,                  /* a row with cells: see row */
	LABEL_GROUP = 2,                /* a group label: see row */
	LABEL_HEAD = 4,                 /* a column head, block caption or table title: see table */
	LABEL_SECTION = 8,              /* a section heading: see section */
	LABEL_FOREIGN = 16,             /* a head that only stands in another form: see table */
	LABEL_FOREIGN_ROW = 32,         /* with numbers, a row of another form: see row */
};

/* What a text may be; a text can be several things at once (其他 is a column head and a row). */
struct label_match {
	unsigned kinds;                 /* of enum label_kind; 0 when the text is no label */
	int16_t row;                    /* row or group, or FORMAT_NONE */
	int16_t table;                  /* table of the head or row, or FORMAT_NONE */
	uint8_t section;
};

struct labels;

/* Makes the index of all labels of `format`, in `arena`. */
const struct labels *labels_index(struct arena *arena, const struct format *format);

/* Exact look-up after folding: spelling of brackets, width, blanks and punctuation do not count. */
struct label_match labels_find(const struct labels *labels, struct str text);

/* Whether `text` may be a label, told by its beginning in a few instructions. */
bool labels_may_be(const struct labels *labels, struct str text);
/* The same for a text that may go on behind the label. */
bool labels_may_begin(const struct labels *labels, struct str text);

/* A row of `table` whose label begins with `text` (broken off) or is nearly `text` (other words), among the rows for
 * which `taken` is false; FORMAT_NONE when there is none or more than one. */
int labels_guess_row(const struct labels *labels, size_t table, struct str text, const bool *taken);

/* Whether `text` is the end of the label of `row` or of a group above it: the rest of a label that was broken off. */
bool labels_is_rest(const struct labels *labels, size_t row, struct str text);

/* How many bytes of the folded label of `row` (in any of its wordings), from its start on, the last of `pieces` make up
 * when they are put together in order. Pieces of the group labels above the row, and of one or two characters (vertical
 * writing), may stand in between, but not at the end. 0 when the last pieces are no beginning of the label. */
size_t labels_cover(const struct labels *labels, size_t row, const struct str *pieces, size_t npieces);

/* Whether the last of `before` and the first of `after` together are the whole label of `row`, with pieces in between
 * as in labels_cover: how many of `after` that takes, or 0. */
size_t labels_complete(const struct labels *labels, size_t row, const struct str *before, size_t nbefore,
		       const struct str *after, size_t nafter);

/* A section heading in nearly the official words, behind its ordinal (四、…); 0 if it is none. */
unsigned labels_guess_section(const struct labels *labels, struct str text);

/* The row of `table` with whose label `text` begins, or FORMAT_NONE. */
int labels_find_row_beginning(const struct labels *labels, size_t table, struct str text);

#endif
