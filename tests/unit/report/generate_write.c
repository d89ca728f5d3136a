#include "base/utf8.h"
#include "report/generate.h"

const char *layout_name(enum layout layout)
{
	static const char *const names[LAYOUT_NKINDS] = {
		"tabs",	 "cells",     "pipes",	 "pipe lines", "pipes before", "rows",	"words",
		"long line", "aligned", "bar lines", "bar rows",   "html",	   "drawn", "commas", "sideways",
	};
	return names[layout];
}

void made_append_broken(struct strbuf *out, struct str text, const char *between)
{
	struct str part;
	bool first = true;
	while (str_split(&text, '\v', &part)) {
		if (!first)
			strbuf_append_text(out, between);
		strbuf_append(out, part);
		first = false;
	}
}

static void write_grid_row(const struct sheet_line *line, bool pipes, struct strbuf *out)
{
	for (size_t i = 0; i < line->ncells; i++) {
		strbuf_append_text(out, pipes ? "| " : i ? "\t" : "");
		made_append_broken(out, line->cells[i].text, " ");
		if (pipes)
			strbuf_append_text(out, " ");
	}
	strbuf_append_text(out, pipes ? "|\n" : "\n");
}

/* One cell a line. Places that a cell to their left covers are not there, or where `padded`, empty. */
static void write_cell_lines(const struct sheet_line *line, bool padded, struct strbuf *out)
{
	size_t covered_to = 0;
	for (size_t i = 0; i < line->ncells; i++) {
		if (!line->cells[i].ncolumns && i < covered_to && !padded)
			continue;
		if (line->cells[i].ncolumns)
			covered_to = i + line->cells[i].ncolumns;
		strbuf_append_byte(out, '\t');
		made_append_broken(out, line->cells[i].text, "\n");
		strbuf_append_byte(out, '\n');
	}
	strbuf_append_byte(out, '\n');
}

static void write_loose_row(const struct sheet_line *line, enum layout layout, struct strbuf *out)
{
	const char *between = layout == LAYOUT_WORDS || layout == LAYOUT_PIPES_BEFORE ? "\n"
			      : layout == LAYOUT_PIPE_LINES			    ? " |\n"
										    : " ";
	for (size_t i = 0; i < line->ncells; i++) {
		if (!line->cells[i].text.nbytes)
			continue;
		strbuf_append_text(out, layout == LAYOUT_PIPES_BEFORE ? "| " : "");
		made_append_broken(out, line->cells[i].text, layout == LAYOUT_WORDS ? "\n" : " ");
		strbuf_append_text(out, between);
	}
	if (layout == LAYOUT_ROWS)
		strbuf_append_byte(out, '\n');
	if (layout == LAYOUT_PIPE_LINES)
		strbuf_append_text(out, "|\n");
}

/* Columns made with blanks. */

static size_t columns_of(struct str text)
{
	size_t ncols = 0;
	while (text.nbytes) {
		struct utf8_char c = utf8_decode(text);
		ncols += c.code_point < 0x2000 ? 1 : 2;
		text = str_slice(text, c.nbytes, text.nbytes);
	}
	return ncols;
}

enum { ALIGNED_MAX_LINES = 8 };

struct aligned {
	size_t nlines;
	struct strbuf lines[ALIGNED_MAX_LINES];
};

static void put_at(struct strbuf *line, size_t column, struct str text)
{
	size_t width = columns_of(strbuf_view(line));
	if (!text.nbytes)
		return;
	strbuf_append_repeat(line, ' ', width < column ? column - width : width ? 1 : 0);
	strbuf_append(line, text);
}

/* The next piece of a label that fits `ncols`. */
static struct str take_piece(struct str *rest, size_t ncols)
{
	size_t n = 0;
	while (n < rest->nbytes && columns_of(str_slice(*rest, 0, n)) < ncols) {
		if (rest->ptr[n] == '\v')
			break;
		n += utf8_decode(str_slice(*rest, n, rest->nbytes)).nbytes;
	}
	struct str piece = str_slice(*rest, 0, n);
	if (n < rest->nbytes && rest->ptr[n] == '\v')
		n++;
	*rest = str_slice(*rest, n, rest->nbytes);
	return piece;
}

static size_t break_text(struct str text, size_t ncols, struct str pieces[ALIGNED_MAX_LINES])
{
	size_t count = 0;
	for (; text.nbytes && count < ALIGNED_MAX_LINES; count++)
		pieces[count] = take_piece(&text, count + 1 == ALIGNED_MAX_LINES ? 1000 : ncols);
	return count;
}

/* Tables two, three and four have 4, 9 or 10 and 15 columns. */
static size_t column_width(const struct sheet_line *line, size_t column)
{
	static const size_t labels[] = {10, 14, 28};
	if (line->ncells <= 4)
		return column ? 16 : 22;
	return line->ncells < 15 && column < 3 ? labels[column] : 12;
}

/* All cells of a row in the middle of its height. */
static void write_aligned_row(const struct sheet_line *line, struct strbuf *out)
{
	struct str pieces[SHEET_MAX_CELLS][ALIGNED_MAX_LINES];
	size_t npieces[SHEET_MAX_CELLS], height = 1, column = 0;
	struct aligned rows = {0};
	for (size_t i = 0; i < line->ncells; i++) {
		size_t ncols = 0;
		for (size_t j = i; j <= i || (j < line->ncells && !line->cells[j].ncolumns); j++)
			ncols += column_width(line, j);
		ncols = line->cells[i].cell == FORMAT_NONE ? ncols - 2 : 40;
		npieces[i] = break_text(line->cells[i].text, ncols, pieces[i]);
		height = npieces[i] > height ? npieces[i] : height;
	}
	for (size_t i = 0; i < line->ncells; i++) {
		for (size_t j = 0; j < npieces[i]; j++)
			put_at(&rows.lines[(height - npieces[i]) / 2 + j], column, pieces[i][j]);
		column += column_width(line, i);
	}
	for (size_t i = 0; i < height; i++) {
		strbuf_append(out, strbuf_view(&rows.lines[i]));
		strbuf_append_byte(out, '\n');
		strbuf_free(&rows.lines[i]);
	}
	strbuf_append_byte(out, '\n');
}

static void write_text(const struct sheet_line *line, enum layout layout, struct strbuf *out)
{
	const char *end = layout == LAYOUT_LONG ? " " : layout == LAYOUT_WORDS ? "\n" : "\n\n";
	if (line->kind == SHEET_TITLE && (layout == LAYOUT_TABS || layout == LAYOUT_PIPES))
		strbuf_append_text(out, "# ");
	if (line->kind == SHEET_PAGE && layout == LAYOUT_ALIGNED)
		strbuf_append_repeat(out, ' ', 40);
	strbuf_append(out, line->text);
	strbuf_append_text(out, end);
}

static void write_rule(const struct sheet_line *line, struct strbuf *out)
{
	for (size_t i = 0; i < line->ncells; i++)
		strbuf_append_text(out, i ? " --- |" : "| --- |");
	strbuf_append_byte(out, '\n');
}

static bool is_row(const struct sheet_line *line)
{
	return line->kind == SHEET_HEAD || line->kind == SHEET_ROW || line->kind == SHEET_REST;
}

static void write_row(const struct made *made, const struct sheet_line *line, enum layout layout, struct strbuf *out)
{
	if (layout == LAYOUT_TABS || layout == LAYOUT_PIPES || layout == LAYOUT_SIDEWAYS)
		write_grid_row(line, layout == LAYOUT_PIPES, out);
	else if (layout == LAYOUT_CELLS)
		write_cell_lines(line, made->padded, out);
	else if (layout == LAYOUT_ALIGNED)
		write_aligned_row(line, out);
	else if (layout == LAYOUT_BAR_LINES || layout == LAYOUT_BAR_ROWS)
		made_write_bars(made, line, layout, out);
	else if (layout == LAYOUT_COMMAS)
		made_write_commas(made, line, out);
	else
		write_loose_row(line, layout, out);
}

static size_t count_rows(const struct made *made, size_t from)
{
	size_t count = 0;
	while (from + count < made->nlines && is_row(&made->lines[from + count]))
		count++;
	return count;
}

void made_write(struct made *made, enum layout layout, struct strbuf *out)
{
	if (layout == LAYOUT_HTML) {
		made_write_html(made, out);
		return;
	}
	for (size_t i = 0; i < made->nlines; i++) {
		const struct sheet_line *line = &made->lines[i];
		bool first = i == 0 || !is_row(line - 1), last = i + 1 == made->nlines || !is_row(line + 1);
		if (!is_row(line)) {
			if (layout == LAYOUT_COMMAS && (made->bars & COMMAS_PADDED))
				made_write_commas(made, line, out);
			else
				write_text(line, layout, out);
			continue;
		}
		if (layout == LAYOUT_DRAWN && first)
			made_draw_table(made, line, count_rows(made, i), out);
		else if (layout != LAYOUT_DRAWN && !(layout == LAYOUT_SIDEWAYS && made_write_sideways(made, i, out)))
			write_row(made, line, layout, out);
		if (layout == LAYOUT_PIPES && first)
			write_rule(line, out);
		if (last && layout != LAYOUT_LONG)
			strbuf_append_byte(out, '\n');
	}
}
