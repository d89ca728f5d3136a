/* What the files of the comparison share. Internal to src/render/. */
#ifndef GOUJI_RENDER_COMPARE_PARTS_H
#define GOUJI_RENDER_COMPARE_PARTS_H

#include "render/builder.h"
#include "render/compare.h"

struct comparer {
	struct builder builder;         /* of the later report; must be the first member */
	struct compared *comparison;
	const struct compare_input *input;
	/* The cell of the earlier report that a cell is compared with, or FORMAT_NONE */
	int16_t counterparts[FORMAT_MAX_CELLS];
	uint8_t now_ncols[FORMAT_MAX_CELLS]; /* columns behind the arrow, the same for all cells of a column */
};

/* Begins a comparison: empties it and lays out the head. */
void comparer_start(struct comparer *comparer, struct compared *comparison, const struct compare_input *input,
		    const struct render_options *options);
void comparer_finish(struct comparer *comparer);
/* Counts a row of the rendering as a change, once. */
void comparer_add_change(struct comparer *comparer, size_t row);

/* ---- Text ---- */

/* A stretch of text of one report. */
struct compare_piece {
	struct str text;
	bool differs;
	bool ends_paragraph;
};

/* Pieces of both reports that stand beside each other. Zero-initialise it. */
struct compare_chunk {
	struct {
		size_t count, capacity;
		struct compare_piece *pieces;
		uint32_t line;          /* in the source, of the first piece */
	} sides[2];                     /* earlier, later */
	bool differs;
};

/* Lays out a chunk: see compare_chunk.c. */
void compare_chunk_lay_out(struct comparer *comparer, const struct compare_chunk *chunk);

#endif
