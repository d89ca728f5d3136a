/* Tables with a | behind each cell, as programs leave them that take the text out of web pages. */
#include "report/generate.h"

/* Whether a cell is there at all. */
static bool is_written(const struct made *made, const struct sheet_cell *cell)
{
	return cell->ncolumns && (cell->text.nbytes || !(made->bars & BARS_DROPPED));
}

static size_t count_written(const struct made *made, const struct sheet_line *line)
{
	size_t count = 0;
	for (size_t i = 0; i < line->ncells; i++)
		count += is_written(made, &line->cells[i]);
	return count;
}

/* The columns of the widest row of a table. */
static size_t count_columns(const struct made *made, int table)
{
	size_t widest = 0;
	for (size_t i = 0; i < made->nlines; i++)
		if (made->lines[i].table == table && made->lines[i].ncells > widest)
			widest = made->lines[i].ncells;
	return widest;
}

void made_write_bars(const struct made *made, const struct sheet_line *line, enum layout layout, struct strbuf *out)
{
	bool lines = layout == LAYOUT_BAR_LINES;
	size_t nwritten = count_written(made, line), ncolumns = count_columns(made, line->table);
	size_t npads = ncolumns > nwritten ? ncolumns - nwritten : 0;
	if (made->bars & BARS_LEADING)
		strbuf_append_text(out, lines ? "|\n" : "| ");
	for (size_t i = 0; i < line->ncells; i++) {
		if (!is_written(made, &line->cells[i]))
			continue;
		made_append_broken(out, line->cells[i].text, " ");
		strbuf_append_text(out, line->cells[i].text.nbytes ? " |" : "|");
		if (--nwritten)
			strbuf_append_text(out, lines ? "\n" : " ");
	}
	if (npads) {
		strbuf_append_text(out, lines && (made->bars & BARS_APART) ? "\n" : " ");
		strbuf_append_repeat(out, '|', npads);
	}
	strbuf_append_byte(out, '\n');
}
