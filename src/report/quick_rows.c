#include "report/quick_parts.h"

#include "base/ascii.h"
#include "report/recognise_parts.h"

/* Fills `values` from the row at `start`; returns the place behind it, or NULL when there is something else in it than
 * short numbers. Sets how many lines it takes. */
static const char *fill(const struct quick *quick, const struct quick_row *known, const char *start, const char *end,
			struct allot_row *values, uint32_t *nlines)
{
	const uint32_t line = quick->reader.line + 1;
	struct quick_filling filling = {.row = values, .text = quick->recogniser->text.ptr};
	const char *p = start + known->nbytes;
	values->line = line;
	values->grid = known->layout != QUICK_CELLS;
	values->first = (uint8_t)(known->meaning.place + 1);
	values->nvalues = 0;
	if (!ascii_is_digit(*p))
		return NULL;
	for (size_t i = 0; i < known->nblanks; i++) {
		filling.line = line + known->blanks[i].nlines;
		filling.column = known->blanks[i].column;
		quick_fill_blank(&filling);
	}
	filling.line = line + known->number.nlines;
	filling.column = known->number.column;
	const char *behind = quick_fill(&filling, (enum quick_layout)known->layout, p, end);
	*nlines = filling.line - line + 1;
	values->is_full =
		filling.nnumbers == known->meaning.ncolumns && filling.end == known->nblanks + known->meaning.ncolumns;
	values->nleading = known->nblanks;
	return behind;
}

static void tell_labels(const struct recogniser *recogniser, const struct quick_row *known, int table,
			const char *start, uint32_t line)
{
	for (size_t i = 0; i < known->nlabels; i++) {
		const struct quick_label *told = &known->told[i];
		const struct document_label label = {
			.line = line + told->nlines,
			.row = known->meaning.kind == QUICK_HEAD ? FORMAT_NONE : known->meaning.row,
			.table = (uint8_t)table,
			.place = told->place,
			.text = {start + told->offset, told->nbytes},
		};
		document_add_label(recogniser->document, &label);
	}
}

static const char *take_numbers(struct quick *quick, const struct quick_row *known, const char *start, const char *end,
				uint32_t *nlines)
{
	struct allot_row *values = quick_values_of(quick->recogniser, &known->meaning);
	const char *behind = values ? fill(quick, known, start, end, values, nlines) : NULL;
	if (!behind)
		return NULL;
	quick_take_values(quick->recogniser, &known->meaning, values);
	tell_labels(quick->recogniser, known, known->meaning.table, start, values->line);
	return behind;
}

static const char *take_head(struct quick *quick, const struct quick_row *known, const char *start)
{
	uint32_t line = quick->reader.line + 1;
	tell_labels(quick->recogniser, known, quick_enter_head(quick->recogniser, &known->meaning, line), start, line);
	return start + known->nbytes;
}

static const char *take_heading(struct quick *quick, const struct quick_row *known, const char *start)
{
	const struct block block = {
		.kind = BLOCK_PARAGRAPH,
		.line = quick->reader.line + 1,
		.text = {start + known->told[0].offset, known->told[0].nbytes},
		.heading_level = known->heading_level,
	};
	recognise_loose_end(quick->recogniser);
	recognise_heading(quick->recogniser, &block, known->section);
	return start + known->nbytes;
}

static const char *take(struct quick *quick, struct quick_row *known, const char *start, const char *end)
{
	uint32_t nlines = known->nlines;
	const char *behind = known->meaning.kind == QUICK_HEADING ? take_heading(quick, known, start)
			     : known->meaning.kind == QUICK_HEAD  ? take_head(quick, known, start)
								  : take_numbers(quick, known, start, end, &nlines);
	if (!behind)
		return NULL;
	quick->recogniser->report->last_line = quick->reader.line + 1;
	quick->reader.line += nlines;
	if (quick->last)
		quick->last->next = known;
	quick->last = known;
	return behind;
}

const char *quick_take_next(struct quick *quick, const char *start, const char *end)
{
	struct quick_row *row = quick->last ? quick->last->next : NULL;
	if (!row || row->labels != quick->recogniser->labels || end - start <= row->nbytes ||
	    memcmp(start, row->bytes, row->nbytes) != 0)
		return NULL;
	return take(quick, row, start, end);
}

const char *quick_take_across(struct quick *quick, const char *start, const char *end)
{
	struct recogniser *recogniser = quick->recogniser;
	const struct format_table *table = &recogniser->format->tables[recogniser->table];
	struct allot_row *values = &recogniser->spare_row;
	uint32_t line = quick->reader.line + 1;
	enum quick_layout layout = *start == '\t' ? QUICK_CELLS : *start == '|' ? QUICK_PIPES : QUICK_TABS;
	const char *p = start + (layout == QUICK_PIPES ? 2 : layout == QUICK_CELLS);
	if (!table->across || recogniser->taken[table->first_row] || quick_run_waits(recogniser) || end - start < 3 ||
	    !ascii_is_digit(*p) || (layout == QUICK_PIPES && start[1] != ' '))
		return NULL;
	struct quick_filling filling = {
		.row = values, .text = recogniser->text.ptr, .line = line, .column = (uint32_t)(p - start) + 1};
	*values = (struct allot_row){.line = line, .grid = layout != QUICK_CELLS};
	const char *behind = quick_fill(&filling, layout, p, end);
	/* A line with one number and no tab is a paragraph. */
	if (!behind || (layout == QUICK_TABS && values->nvalues == 1))
		return NULL;
	recogniser->report->last_line = line;
	recognise_loose_end(recogniser);
	recogniser->has_cells[recogniser->table] = true;
	recognise_take_across(recogniser, (size_t)recogniser->table, values);
	quick->reader.line += filling.line - line + 1;
	return behind;
}

const char *quick_take_row(struct quick *quick, const char *start, const char *line_end, const char *end)
{
	enum quick_layout layout = quick_layout_of((struct str){start, (size_t)(line_end - start)});
	struct str bytes = quick_beginning(start, line_end, end, layout);
	if (!bytes.nbytes)
		bytes = quick_whole(start, line_end, end, layout);
	struct quick_row *row = quick_find(quick, bytes);
	return row ? take(quick, row, start, end) : NULL;
}

/* Of these the plain code makes nothing. */
const char *quick_take_rule(struct quick *quick, const char *start, const char *end)
{
	enum { MIN_NDASHES = 3 };
	const char *p = start + 1;
	size_t ndashes = 0;
	bool is_rule = false;
	for (; p < end && (*p == '-' || *p == '|' || *p == ' '); p++) {
		ndashes = *p == '-' ? ndashes + 1 : 0;
		is_rule |= ndashes == MIN_NDASHES;
	}
	size_t nbytes = quick_line_end_nbytes(p, end);
	if (!is_rule || !nbytes || p[-1] != '|')
		return NULL;
	quick->reader.line++;
	return p + nbytes;
}
