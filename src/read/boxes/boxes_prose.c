/* What stands in no table: lines joined to paragraphs. */
#include "read/boxes/boxes_parts.h"

/* Text reaches this far over the page, or it is none in paragraphs of several lines. */
#define LEAST_RIGHT 0.65
/* In font sizes. */
#define SHORT_LINE 2.2                  /* ends a paragraph */
#define INDENT 1.3                      /* begins one */
#define WIDEST_INDENT 6.0
#define WIDE_STEP 3.2                   /* from line to line: something stands between */
#define CELL_GAP 3.0                    /* cells of a table without numbers */
#define CENTRED 1.5
#define SAME_SIZE 1.2                   /* ratio */
#define TITLE_SIZE 1.15                 /* to the size of the text */

static void measure(struct boxes_prose *prose, double *lefts, double *rights, double *sizes)
{
	const struct boxes_pages *pages = prose->pages;
	size_t count = 0;
	for (size_t i = 0; i < pages->npieces; i++) {
		const struct boxes_piece *piece = &pages->pieces[i];
		if (piece->taken || !piece->alone)
			continue;
		lefts[count] = piece->x0;
		rights[count] = piece->x1;
		sizes[count++] = piece->size;
	}
	prose->left = boxes_quantile(lefts, count, 0.1);
	prose->right = boxes_quantile(rights, count, 0.7);
	if (prose->right < LEAST_RIGHT * pages->width)
		prose->right = LEAST_RIGHT * pages->width;
	prose->size = boxes_quantile(sizes, count, 0.5);
}

void boxes_prose_begin(struct boxes_prose *prose)
{
	struct arena *arena = &prose->pages->reader->scratch;
	size_t count = prose->pages->npieces + 1;
	measure(prose, arena_alloc(arena, count, sizeof(double)), arena_alloc(arena, count, sizeof(double)),
		arena_alloc(arena, count, sizeof(double)));
	prose->line = 0;
}

void boxes_prose_end_paragraph(struct boxes_prose *prose)
{
	if (!prose->line)
		return;
	struct str text = str_trim(boxes_text_from(prose->pages->reader, prose->start));
	struct block block = {.kind = BLOCK_PARAGRAPH, .line = prose->line, .text = text};
	prose->line = 0;
	if (text.nbytes)
		prose->sink->take(prose->sink->context, &block);
}

/* The line of text that a paragraph may go on with, as one piece. */
static struct boxes_piece whole_line(const struct boxes_prose *prose, size_t first, size_t npieces)
{
	struct boxes_piece line = {0};
	for (size_t i = first; i < first + npieces; i++) {
		const struct boxes_piece *piece = &prose->pages->pieces[i];
		if (piece->taken)
			continue;
		if (!line.line)
			line = *piece;
		else
			line.alone = false;
		line.x1 = piece->x1;
	}
	return line;
}

static bool is_centred_title(const struct boxes_prose *prose, const struct boxes_piece *line)
{
	double off = (line->x0 + line->x1) / 2 - (prose->left + prose->right) / 2;
	return line->size > prose->size * TITLE_SIZE && off < CENTRED * line->size && off > -CENTRED * line->size;
}

/* A heading or an item behind a sentence that ended: it begins a paragraph, however full the line above is. */
static bool begins_anew(const struct boxes_prose *prose, const struct boxes_piece *line)
{
	struct str before = str_trim(boxes_text_from(prose->pages->reader, prose->start));
	bool nothing_else;
	return str_ends_with(before, STR("。")) && boxes_begins_item(line->text, &nothing_else);
}

static bool goes_on(const struct boxes_prose *prose, const struct boxes_piece *line)
{
	const struct boxes_piece *last = &prose->last;
	double ratio = line->size > last->size ? line->size / last->size : last->size / line->size;
	if (!prose->line || ratio > SAME_SIZE || line->y - last->y > WIDE_STEP * line->size ||
	    begins_anew(prose, line))
		return false;
	if (is_centred_title(prose, line) && is_centred_title(prose, last))
		return true;
	return last->x0 < prose->left + WIDEST_INDENT * last->size &&
	       last->x1 > prose->right - SHORT_LINE * last->size && line->x0 < prose->left + INDENT * line->size;
}

/* Lines with wide gaps and without the marks of a sentence are rows of something. */
static bool is_cells(const struct boxes_prose *prose, size_t first, size_t npieces)
{
	const struct boxes_piece *last = NULL;
	bool wide = false;
	for (size_t i = first; i < first + npieces; i++) {
		const struct boxes_piece *piece = &prose->pages->pieces[i];
		if (piece->taken)
			continue;
		if (str_contains(piece->text, STR("。")) || str_contains(piece->text, STR("，")) ||
		    str_contains(piece->text, STR("；")))
			return false;
		wide |= last && piece->x0 - last->x1 > CELL_GAP * piece->size;
		last = piece;
	}
	return wide;
}

static void emit_cells(struct boxes_prose *prose, size_t first, size_t npieces)
{
	struct block_cell cells[BLOCK_MAX_CELLS];
	struct block block = {.kind = BLOCK_ROW, .cells = cells};
	boxes_prose_end_paragraph(prose);
	for (size_t i = first; i < first + npieces; i++) {
		const struct boxes_piece *piece = &prose->pages->pieces[i];
		if (piece->taken)
			continue;
		if (block.ncells == BLOCK_MAX_CELLS) {
			block.truncated = true;
			break;
		}
		cells[block.ncells++] =
			(struct block_cell){.text = piece->text, .line = piece->line, .column = piece->column};
	}
	block.line = cells[0].line;
	prose->sink->take(prose->sink->context, &block);
}

void boxes_prose_take(struct boxes_prose *prose, size_t first, size_t npieces)
{
	struct boxes_reader *reader = prose->pages->reader;
	struct boxes_piece line = whole_line(prose, first, npieces);
	if (!line.line)
		return;
	if (is_cells(prose, first, npieces)) {
		emit_cells(prose, first, npieces);
		return;
	}
	if (!goes_on(prose, &line)) {
		boxes_prose_end_paragraph(prose);
		prose->line = line.line;
		prose->start = reader->text.nbytes;
	}
	const struct boxes_piece *last = NULL;
	for (size_t i = first; i < first + npieces; i++) {
		const struct boxes_piece *piece = &prose->pages->pieces[i];
		if (piece->taken)
			continue;
		if (last && piece->x0 - last->x1 > BOXES_AUTOSPACE * piece->size)
			boxes_put(reader, STR(" "));
		boxes_put_joined(reader, prose->start, piece->text);
		last = piece;
	}
	prose->last = line;
}
