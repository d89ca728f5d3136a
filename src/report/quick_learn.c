#include "report/quick_parts.h"

/* The first piece with a short number alone, with nothing but empty cells between it and the label; 0 when there is
 * none. */
static size_t find_first_number(const struct pieces *pieces)
{
	for (size_t i = (size_t)pieces->label + 1; i < pieces->count; i++) {
		if (pieces->list[i].status == CELL_READ && quick_is_number(pieces->list[i].text))
			return i;
		if (pieces->list[i].text.nbytes)
			break;
	}
	return 0;
}

/* Whether every cell is where it seems to be. */
static bool is_uncovered(const struct pieces *pieces)
{
	for (size_t i = 0; i < pieces->count; i++)
		if (pieces->list[i].covered)
			return false;
	return true;
}

static struct quick_place place_of(const struct quick *quick, const struct piece *piece)
{
	return (struct quick_place){(uint16_t)(piece->line - quick->row_line), (uint16_t)piece->column};
}

static void tell(const struct quick *quick, struct quick_row *row, size_t place)
{
	const struct piece *piece = &quick->recogniser->pieces.list[place];
	row->told[row->nlabels++] = (struct quick_label){
		.offset = (uint16_t)(piece->text.ptr - quick->row_start),
		.nbytes = (uint16_t)piece->text.nbytes,
		.place = (uint8_t)place,
		.nlines = (uint8_t)(piece->line - quick->row_line),
	};
}

static void learn_numbers(struct quick *quick, struct str bytes, enum quick_layout layout)
{
	const struct recogniser *recogniser = quick->recogniser;
	const struct pieces *pieces = &recogniser->pieces;
	size_t label = (size_t)pieces->label, number = find_first_number(pieces), nblanks = number - label - 1;
	/* Two rows put into one. */
	if (pieces->first_value < pieces->label)
		return;
	if (!number || nblanks > QUICK_MAX_BLANKS || bytes.ptr + bytes.nbytes != pieces->list[number].text.ptr)
		return;
	struct quick_row *known = quick_add(quick, bytes);
	if (!known)
		return;
	known->meaning = quick_know_numbers(recogniser, quick->block.grid);
	known->layout = (uint8_t)layout;
	known->number = place_of(quick, &pieces->list[number]);
	known->nblanks = (uint8_t)nblanks;
	for (size_t i = 0; i < nblanks; i++)
		known->blanks[i] = place_of(quick, &pieces->list[label + 1 + i]);
	if (known->meaning.told)
		tell(quick, known, label);
}

static void learn_head(struct quick *quick, struct str bytes, enum quick_layout layout)
{
	const struct recogniser *recogniser = quick->recogniser;
	const struct pieces *pieces = &recogniser->pieces;
	size_t nlabels = 0;
	for (size_t i = 0; i < pieces->count; i++)
		nlabels += pieces->list[i].text.nbytes > 0;
	bool may_learn = nlabels <= QUICK_MAX_LABELS && !recogniser->disordered_tables;
	struct quick_row *known = may_learn ? quick_add(quick, bytes) : NULL;
	if (!known)
		return;
	known->meaning = quick_know_head(recogniser, quick->block.grid);
	known->layout = (uint8_t)layout;
	known->nlines = (uint16_t)str_count(bytes, '\n');
	for (size_t i = 0; i < pieces->count; i++)
		if (pieces->list[i].text.nbytes)
			tell(quick, known, i);
}

void quick_learn_heading(struct quick *quick, const char *end)
{
	const struct report *report = quick->recogniser->report;
	struct str line = {quick->row_start, (size_t)(end - quick->row_start)};
	struct quick_row *known = quick_add(quick, line);
	if (!known)
		return;
	known->meaning.kind = QUICK_HEADING;
	known->nlines = 1;
	known->section = report->headings[report->nheadings - 1].section;
	known->heading_level = quick->block.heading_level;
	known->told[0].offset = (uint16_t)(quick->block.text.ptr - line.ptr);
	known->told[0].nbytes = (uint16_t)quick->block.text.nbytes;
}

void quick_learn_row(struct quick *quick, const char *end)
{
	const struct recogniser *recogniser = quick->recogniser;
	const struct pieces *pieces = &recogniser->pieces;
	const char *start = quick->row_start, *line_end = end ? text_find_line_end(start, end) : NULL;
	/* Rows as long as that are not remembered; their places would not fit either. */
	if (!line_end || line_end == start || end - start > UINT8_MAX * 4 || quick->reader.bare_pipes ||
	    quick->block.truncated || pieces->count != quick->block.ncells || !quick_is_plain(pieces) ||
	    !is_uncovered(pieces))
		return;
	enum quick_layout layout = quick_layout_of((struct str){start, (size_t)(line_end - start)});
	struct str beginning = quick_beginning(start, line_end, end, layout);
	if (quick->block.grid != (layout != QUICK_CELLS) ||
	    (layout != QUICK_PIPES && memchr(start, '|', (size_t)(end - start))))
		return;
	if (beginning.nbytes && quick_is_labelled(recogniser, pieces))
		learn_numbers(quick, beginning, layout);
	struct str whole = quick_whole(start, line_end, end, layout);
	if (!beginning.nbytes && quick_is_head(pieces) && whole.nbytes == (size_t)(end - start))
		learn_head(quick, whole, layout);
}
