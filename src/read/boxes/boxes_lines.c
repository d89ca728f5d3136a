/* Pieces put in order: lines numbered, what repeats on every page left out, broken-up words mended, pages stacked. */
#include "read/boxes/boxes_parts.h"

#include <stdlib.h>

#include "base/utf8.h"

/* Page numbers and running heads stand in these parts of a page. */
#define TOP_SHARE 0.12
#define BOTTOM_SHARE 0.85
#define SAME_HEIGHT 3.0
/* How far apart, in font sizes, the characters of a word may be set. */
#define SPACED_OUT 2.2
/* And what follows behind "1.", or "（一）": that may also be the first line of a group's label. */
#define BEHIND_NUMBER 1.2
#define BEHIND_BRACKET 0.6

enum { HEAD_WINDOW = 4, MIN_REPETITIONS = 2 };

/* The first or last line of a page. */
struct edge {
	size_t first, npieces;
	double y;
	bool is_number, bare;
	long number;
};

static int compare(double a, double b)
{
	return a < b ? -1 : a > b;
}

static int by_height(const void *a, const void *b)
{
	const struct boxes_piece *p = a, *q = b;
	if (p->page != q->page)
		return p->page < q->page ? -1 : 1;
	int order = compare(p->y, q->y);
	return order ? order : compare(p->x0, q->x0);
}

static int by_line(const void *a, const void *b)
{
	const struct boxes_piece *p = a, *q = b;
	if (p->line != q->line)
		return p->line < q->line ? -1 : 1;
	int order = compare(p->x0, q->x0);
	return order ? order : compare(p->y, q->y);
}

static void number_lines(struct boxes_pages *pages)
{
	uint32_t line = 0;
	const struct boxes_piece *first = NULL;
	if (!pages->npieces)
		return;
	qsort(pages->pieces, pages->npieces, sizeof(*pages->pieces), by_height);
	for (size_t i = 0; i < pages->npieces; i++) {
		struct boxes_piece *piece = &pages->pieces[i];
		double size = first && first->size < piece->size ? first->size : piece->size;
		if (!first || first->page != piece->page || piece->y - first->y > size * 0.45) {
			line++;
			first = piece;
		}
		piece->line = line;
	}
	qsort(pages->pieces, pages->npieces, sizeof(*pages->pieces), by_line);
	size_t column = 1;
	for (size_t i = 0; i < pages->npieces; i++) {
		if (i && pages->pieces[i].line != pages->pieces[i - 1].line)
			column = 1;
		pages->pieces[i].column = (uint32_t)column;
		column += utf8_count(pages->pieces[i].text) + 1;
	}
}

/* Page numbers and running heads. */

static struct edge edge_at(const struct boxes_pages *pages, size_t first, size_t npieces)
{
	const struct boxes_piece *pieces = pages->pieces + first;
	struct edge edge = {.first = first, .npieces = npieces, .y = pieces[0].y};
	double height = pages->heights[pieces[0].page];
	bool outside = height <= 0 || edge.y < height * TOP_SHARE || edge.y > height * BOTTOM_SHARE;
	if (!outside)
		edge.npieces = 0;
	edge.is_number = edge.npieces == 1 && boxes_is_page_number(pieces[0].text, &edge.number, &edge.bare);
	return edge;
}

/* Sets the first and the last line of every page; those that are not at its edge have no pieces. */
static void find_edges(const struct boxes_pages *pages, struct edge *tops, struct edge *bottoms)
{
	for (size_t i = 0, end; i < pages->npieces; i = end) {
		const struct boxes_piece *piece = &pages->pieces[i];
		for (end = i + 1; end < pages->npieces && pages->pieces[end].line == piece->line; end++)
			continue;
		bool is_first = i == 0 || pages->pieces[i - 1].page != piece->page;
		bool is_last = end == pages->npieces || pages->pieces[end].page != piece->page;
		if (is_first)
			tops[piece->page] = edge_at(pages, i, end - i);
		if (is_last && !is_first)
			bottoms[piece->page] = edge_at(pages, i, end - i);
	}
}

static void leave_out(struct boxes_pages *pages, const struct edge *edge)
{
	for (size_t i = 0; i < edge->npieces; i++)
		pages->pieces[edge->first + i].taken = true;
}

/* A number with nothing around it is a page number only if others go on counting from it. */
static bool counts_on(const struct edge *edges, size_t npages, size_t page)
{
	size_t from = page > HEAD_WINDOW ? page - HEAD_WINDOW : 0;
	for (size_t i = from; i < npages && i <= page + HEAD_WINDOW; i++)
		if (i != page && edges[i].is_number && edges[i].number - edges[page].number == (long)i - (long)page)
			return true;
	return npages == 1 && edges[page].number == 1;
}

/* Whether two edges are the same but for numbers, and are more than numbers. */
static bool same_text(const struct boxes_pages *pages, const struct edge *a, const struct edge *b)
{
	bool words = false;
	if (!a->npieces || a->npieces != b->npieces || a->y - b->y > SAME_HEIGHT || b->y - a->y > SAME_HEIGHT)
		return false;
	for (size_t i = 0; i < a->npieces; i++) {
		const struct boxes_piece *p = &pages->pieces[a->first + i], *q = &pages->pieces[b->first + i];
		if (!(p->is_value && q->is_value) && !str_equal(p->text, q->text))
			return false;
		words |= !p->is_value;
	}
	return words;
}

static void leave_out_edges(struct boxes_pages *pages, const struct edge *edges, bool keep_first)
{
	for (size_t i = 0; i < pages->npages; i++) {
		size_t from = i > HEAD_WINDOW ? i - HEAD_WINDOW : 0, before = 0, behind = 0;
		if (edges[i].is_number && (!edges[i].bare || counts_on(edges, pages->npages, i)))
			leave_out(pages, &edges[i]);
		for (size_t j = from; j < i; j++)
			before += same_text(pages, &edges[i], &edges[j]);
		for (size_t j = i + 1; j < pages->npages && j <= i + HEAD_WINDOW; j++)
			behind += same_text(pages, &edges[i], &edges[j]);
		if (before + behind >= MIN_REPETITIONS && (before || !keep_first))
			leave_out(pages, &edges[i]);
	}
}

static void leave_out_what_repeats(struct boxes_pages *pages)
{
	size_t nkept = 0;
	struct arena *arena = &pages->reader->scratch;
	struct edge *tops = arena_alloc(arena, pages->npages + 1, sizeof(*tops));
	struct edge *bottoms = arena_alloc(arena, pages->npages + 1, sizeof(*bottoms));
	find_edges(pages, tops, bottoms);
	leave_out_edges(pages, tops, true);
	leave_out_edges(pages, bottoms, false);
	for (size_t i = 0; i < pages->npieces; i++)
		if (!pages->pieces[i].taken)
			pages->pieces[nkept++] = pages->pieces[i];
	pages->npieces = nkept;
}

/* Words set with gaps. */

static bool is_single(const struct boxes_piece *piece)
{
	return !piece->is_value && piece->text.nbytes > 1 && piece->text.nbytes == utf8_decode(piece->text).nbytes;
}

/* Single characters above each other are a narrow column, not a part of a word set with gaps. */
static bool in_narrow_column(const struct boxes_pages *pages, size_t index)
{
	const struct boxes_piece *piece = &pages->pieces[index];
	struct boxes_range near = boxes_neighbours(index, pages->npieces);
	for (size_t i = near.first; i < near.end; i++) {
		const struct boxes_piece *other = &pages->pieces[i];
		double distance = boxes_distance(other->y, piece->y);
		if (i != index && other->page == piece->page && distance > piece->size * 0.5 &&
		    distance < piece->size * 2.5 && boxes_overlap(other, piece) && is_single(other))
			return true;
	}
	return false;
}

static bool is_bracketed(struct str text)
{
	return str_starts_with(text, STR("（")) || str_starts_with(text, STR("("));
}

static bool is_one_word(const struct boxes_pages *pages, const struct boxes_piece *word, size_t next, bool singles)
{
	const struct boxes_piece *piece = &pages->pieces[next];
	bool nothing_else;
	double gap = piece->x0 - word->x1;
	if (piece->line != word->line || piece->is_value || gap < 0)
		return false;
	if (boxes_begins_item(word->text, &nothing_else) && nothing_else)
		return !boxes_begins_item(piece->text, &nothing_else) &&
		       gap < (is_bracketed(word->text) ? BEHIND_BRACKET : BEHIND_NUMBER) * word->size;
	return singles && is_single(piece) && gap < SPACED_OUT * word->size && !in_narrow_column(pages, next);
}

static void join(struct boxes_reader *reader, struct boxes_piece *word, const struct boxes_piece *piece)
{
	size_t start = reader->text.nbytes;
	boxes_put_joined(reader, start, word->text);
	boxes_put_joined(reader, start, piece->text);
	word->text = boxes_text_from(reader, start);
	word->x1 = piece->x1;
}

static void mend_words(struct boxes_pages *pages)
{
	struct boxes_piece *mended = arena_alloc(&pages->reader->scratch, pages->npieces + 1, sizeof(*mended));
	size_t nmended = 0;
	for (size_t i = 0, next; i < pages->npieces; i = next) {
		struct boxes_piece word = pages->pieces[i];
		bool singles = is_single(&word) && !in_narrow_column(pages, i);
		for (next = i + 1; next < pages->npieces && is_one_word(pages, &word, next, singles); next++)
			join(pages->reader, &word, &pages->pieces[next]);
		mended[nmended++] = word;
	}
	pages->pieces = mended;
	pages->npieces = nmended;
}

/* Puts the pages below each other, without their margins. */
static void stack_pages(struct boxes_pages *pages)
{
	double bottom = 0;
	for (size_t i = 0, end; i < pages->npieces; i = end) {
		double top = pages->pieces[i].y, size = pages->pieces[i].size, lowest = bottom;
		for (end = i; end < pages->npieces && pages->pieces[end].page == pages->pieces[i].page; end++) {
			if (pages->pieces[end].y < top) {
				top = pages->pieces[end].y;
				size = pages->pieces[end].size;
			}
		}
		for (size_t j = i; j < end; j++) {
			pages->pieces[j].y += bottom + size * 1.8 - top;
			lowest = pages->pieces[j].y > lowest ? pages->pieces[j].y : lowest;
		}
		bottom = lowest;
	}
}

static bool is_level_with_another(const struct boxes_pages *pages, size_t index)
{
	const struct boxes_piece *piece = &pages->pieces[index];
	struct boxes_range near = boxes_neighbours(index, pages->npieces);
	for (size_t i = near.first; i < near.end; i++) {
		const struct boxes_piece *other = &pages->pieces[i];
		double distance = boxes_distance(other->y, piece->y);
		double size = other->size < piece->size ? other->size : piece->size;
		if (i != index && distance < size * 0.45)
			return true;
	}
	return false;
}

void boxes_arrange(struct boxes_pages *pages)
{
	number_lines(pages);
	leave_out_what_repeats(pages);
	mend_words(pages);
	stack_pages(pages);
	for (size_t i = 0; i < pages->npieces; i++)
		pages->pieces[i].alone = !is_level_with_another(pages, i);
}
