#include "read/boxes/boxes.h"

#include "base/alloc.h"
#include "read/boxes/boxes_parts.h"

/* A piece's text is put down by itself, perhaps joined with others to a word, and in its cell or paragraph. The XML has
 * some hundred bytes for each, and the text; a text that is longer than those is put down twice at most. */
enum { COPIES = 3, ROOM_NBYTES = 64 };

/* Makes room for all that reading `xml` will put there. */
static void reserve_text(struct boxes_reader *reader, struct str xml)
{
	if (xml.nbytes > (SIZE_MAX - ROOM_NBYTES) / COPIES)
		alloc_fail();
	strbuf_clear_for(&reader->text, xml.nbytes * COPIES + ROOM_NBYTES);
}

/* Hands over all in the order of the pieces: tables where they begin, and what no table has taken. */
static void emit(struct boxes_pages *pages, const struct boxes_grid *grids, size_t ngrids,
		 const struct block_sink *sink)
{
	struct boxes_prose prose = {.pages = pages, .sink = sink};
	size_t next = 0;
	boxes_prose_begin(&prose);
	for (size_t i = 0, end; i < pages->npieces; i = end) {
		for (end = i + 1; end < pages->npieces && pages->pieces[end].line == pages->pieces[i].line; end++)
			continue;
		while (next < ngrids && grids[next].first_piece < end) {
			boxes_prose_end_paragraph(&prose);
			boxes_emit_grid(pages, &grids[next++], sink);
		}
		boxes_prose_take(&prose, i, end - i);
	}
	boxes_prose_end_paragraph(&prose);
}

void boxes_read_blocks(struct boxes_reader *reader, struct str xml, const struct block_sink *sink)
{
	struct boxes_pages pages = {.reader = reader};
	struct boxes_word *words;
	struct boxes_row *rows;
	struct boxes_grid *grids;
	reserve_text(reader, xml);
	arena_reset(&reader->scratch);
	reader->nwords = boxes_read_words(reader, xml, &words, &pages);
	reader->npages = pages.npages;
	boxes_make_pieces(&pages, words, reader->nwords);
	boxes_arrange(&pages);
	size_t nrows = boxes_find_rows(&pages, &rows);
	size_t ngrids = boxes_find_grids(&pages, rows, nrows, &grids);
	emit(&pages, grids, ngrids, sink);
}

void boxes_reader_free(struct boxes_reader *reader)
{
	strbuf_free(&reader->text);
	arena_free(&reader->scratch);
	*reader = (struct boxes_reader){0};
}
