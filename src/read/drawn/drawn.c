#include "read/drawn/drawn.h"

#include "base/alloc.h"
#include "read/drawn/drawn_parts.h"
#include "read/text.h"

bool drawn_holds(struct str text)
{
	struct drawn_stretch stretch = {0};
	struct str line;
	while (text.ptr) {
		bool found = drawn_find(text, &stretch);
		if (found && stretch.kind != DRAWN_PLAIN)
			return true;
		for (size_t i = 0; i < (found ? stretch.nlines : 1); i++)
			text_next_line(&text, &line);
	}
	return false;
}

/* A copy of the text, with room behind it for the texts of cells: each of their pieces stands between lines or at the
 * end of one, and is put down once with a blank or two. */
static struct str copy_text(struct drawn_reader *reader, struct str text)
{
	enum { COPIES = 3, ROOM_NBYTES = 64 };
	if (text.nbytes > (SIZE_MAX - ROOM_NBYTES) / COPIES)
		alloc_fail();
	strbuf_clear_for(&reader->text, text.nbytes * COPIES + ROOM_NBYTES);
	strbuf_append(&reader->text, text);
	return strbuf_view(&reader->text);
}

static void read_stretch(struct drawn_reader *reader, const struct drawn_stretch *stretch,
			 const struct block_sink *sink)
{
	struct drawn_grid grid;
	arena_reset(&reader->scratch);
	if (stretch->kind == DRAWN_ROWS)
		drawn_emit_rows(reader, stretch, sink);
	else if (drawn_make_grid(stretch, &reader->scratch, &grid))
		drawn_emit_grid(reader, &grid, sink);
	else
		drawn_emit_unread(reader, stretch, sink);
}

void drawn_read_blocks(struct drawn_reader *reader, struct str text, const struct block_sink *sink)
{
	struct str rest = copy_text(reader, text), line;
	struct text_reader plain;
	struct drawn_stretch stretch = {0};
	text_reader_begin(&plain, sink);
	while (rest.ptr) {
		size_t nlines = drawn_find(rest, &stretch) ? stretch.nlines : 1;
		bool is_drawing = stretch.kind != DRAWN_PLAIN;
		stretch.line = plain.line + 1;
		if (is_drawing) {
			text_reader_end(&plain);
			read_stretch(reader, &stretch, sink);
			plain.line += (uint32_t)nlines;
		}
		for (size_t i = 0; i < nlines; i++) {
			text_next_line(&rest, &line);
			if (!is_drawing)
				text_reader_take_line(&plain, line);
		}
	}
	text_reader_end(&plain);
}

void drawn_reader_free(struct drawn_reader *reader)
{
	strbuf_free(&reader->text);
	arena_free(&reader->scratch);
	*reader = (struct drawn_reader){0};
}
