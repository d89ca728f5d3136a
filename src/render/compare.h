/* Two reports laid out beside each other: the tables of the later one with what stood in the earlier one, and the text
 * of both, section by section, with what differs marked. Pure functions of the two reports, the width and the
 * options. */
#ifndef GOUJI_RENDER_COMPARE_H
#define GOUJI_RENDER_COMPARE_H

#include <stddef.h>

#include "check/finding.h"
#include "index/opened.h"
#include "render/rendering.h"

struct compare_input {
	const struct opened *last;      /* the earlier report */
	const struct opened *now;
	const struct findings *between; /* across the two, explained on top; NULL: none */
};

/* Zero-initialise it; used again for the next comparison. */
struct compared {
	struct rendering rendering;
	size_t nchanges, changes_capacity;
	size_t *changes; /* rows of the rendering, rising: each a row of a table with changes, a changed piece
					 * of text, or a finding */
	size_t ncompared, nchanged;     /* cells with a number in both reports, and those of them that differ */
	/* Of the later text, and how many of them stand in the earlier one in their place */
	size_t nletters, nsame;
};

/* Text side by side takes this many columns; below that the two stand one below the other. */
enum { COMPARE_WIDE_NCOLS = 100 };

/* Lays out the tables. A changed cell reads `last→now`, one that could not be read in one of them has a `?` there. */
void compare_tables(struct compared *comparison, const struct compare_input *input,
		    const struct render_options *options);
/* Lays out the text. Numbers and years do not count: text that was copied and filled with new numbers is the same. What
 * is the same is quiet; what differs stands in brackets, and between the columns `|` tells that both have something,
 * `<` that only the earlier one has, `>` that only the later one has. One below the other, lines of the earlier one
 * begin with `-` and those of the later one with `+`. */
void compare_text(struct compared *comparison, const struct compare_input *input,
		  const struct render_options *options);
/* How much of the later text is the earlier one's, in per cent; compare_text has filled it in. */
unsigned compare_same_percent(const struct compared *comparison);
void compared_free(struct compared *comparison);

#endif
