#include "read/html/html_cells.h"

#include "read/html/html_bytes.h"
#include "read/html/html_marks_find.h"

#ifdef HAS_WIDE

enum { ROOM = HTML_MARKS_MAX_NBYTES + HTML_MARKS_ROOM, WORD_NBYTES = 2 * WIDE_NBYTES, WORD_REACH = WORD_NBYTES - 2 };

/* The kinds of two steps, as in struct html_mark. */
#define KINDS(a, b) ((uint64_t)(a) | (uint64_t)(b) << 8)

/* A text of one short word up to the next tag or reference: returns the place behind it, or `p` when it is none. */
WIDE static inline const char *take_word(struct html_scan *scan, const char *p)
{
	struct strbuf *text = &scan->page.reader->text;
	if (scan->end - p < WORD_NBYTES || text->capacity - text->nbytes < WORD_NBYTES + 2 ||
	    scan->page.table.dropping || *p == '\xEF')
		return p;
	__m256i low = wide_load(p), high = wide_load(p + WIDE_NBYTES);
	uint64_t ends = html_wide_word_ends(low, high) & (UINT64_MAX >> (WORD_NBYTES - WORD_REACH));
	size_t nbytes = ends ? (size_t)__builtin_ctzll(ends) : 0;
	if (!nbytes || (p[nbytes] != '<' && p[nbytes] != '&'))
		return p;
	html_begin_word(&scan->page, (size_t)(p - scan->start));
	memcpy(text->ptr + text->nbytes, p, WORD_NBYTES);
	text->nbytes += nbytes;
	text->ptr[text->nbytes] = '\0';
	uint64_t heads = ~wide_mask_both(wide_tails(low), wide_tails(high));
	heads &= ((uint64_t)1 << nbytes) - 1;
	html_count_on(&scan->page, (size_t)(p - scan->start), nbytes, 0, (uint32_t)__builtin_popcountll(heads));
	return p + nbytes;
}

/* Texts and &nbsp; up to a tag, or to what is neither; NULL when the page is not plain. */
WIDE static inline const char *take_texts(struct html_scan *scan, const char *p)
{
	const char *start, *behind;
	while (p && p < scan->end && *p != '<') {
		start = p;
		behind = *p == '&' ? html_skip(scan, p, STR("&nbsp;")) : NULL;
		if (behind && !scan->page.table.dropping)
			html_separate(&scan->page);
		if (behind)
			html_count_on(&scan->page, (size_t)(start - scan->start), (size_t)(behind - start), 0,
				      (uint32_t)(behind - start));
		p = behind ? behind : take_word(scan, p);
		if (p == start && (p = html_scan_text(scan, start)) == start)
			break;
	}
	return p;
}

/* The mark at `p` whose steps are of these kinds, or NULL; what is open is changed by it. */
WIDE __attribute__((always_inline)) static inline const struct html_mark *
take_mark(struct html_marks *marks, struct html_scan *scan, const char *p, uint64_t kinds, const char **end)
{
	uint64_t hash;
	if (scan->end - p < ROOM)
		return NULL;
	const struct html_mark *mark = html_marks_find(marks, &scan->open, p, end, &hash);
	if (!mark || mark->kinds != kinds)
		return NULL;
	html_marks_pass(mark, &scan->open);
	html_marks_meet(marks, mark);
	return mark;
}

/* Begins the cell whose mark is at `offset`. Where all was counted up to there, its place is known. */
static inline void put_cell(struct html_page *page, size_t offset, const struct html_mark *mark)
{
	const struct html_step *step = &mark->steps[0];
	html_put_cell(page, offset + step->offset, step->colspan, step->rowspan);
	if (page->table.in_cell && page->counted_nbytes == offset + step->offset)
		page->table.cells[page->table.ncells - 1].place = page->counted;
	html_count_on(page, offset, mark->nbytes, mark->nlines, mark->ncolumns);
}

WIDE const char *html_cells_take(struct html_marks *marks, struct html_scan *scan, const char *p)
{
	struct html_page *page = &scan->page;
	const struct html_mark *mark;
	const char *end;
	for (;;) {
		mark = take_mark(marks, scan, p, KINDS(HTML_STEP_CELL, 0), &end);
		if (!mark)
			return p;
		put_cell(page, (size_t)(p - scan->start), mark);
		p = take_texts(scan, end);
		if (!p || p == scan->end || *p != '<' ||
		    !(mark = take_mark(marks, scan, p, KINDS(HTML_STEP_CELL_END, 0), &end)))
			return p;
		html_end_cell(page);
		html_count_on(page, (size_t)(p - scan->start), (size_t)(end - p), mark->nlines, mark->ncolumns);
		p = end;
		if (!html_begins_part(p, scan->end))
			return p;
		if (p[1] != '/')
			continue;
		mark = take_mark(marks, scan, p, KINDS(HTML_STEP_ROW_END, HTML_STEP_ROW), &end);
		if (!mark)
			return p;
		html_row_end(page);
		html_row_begin(page, (size_t)(p - scan->start) + mark->steps[1].offset);
		p = end;
		if (!html_begins_part(p, scan->end))
			return p;
	}
}

#else

const char *html_cells_take(struct html_marks *marks, struct html_scan *scan, const char *p)
{
	(void)marks, (void)scan;
	return p;
}

#endif
