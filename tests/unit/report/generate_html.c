#include "report/generate.h"

/* What is open while a table is written: by column, the rows that a cell above still covers. */
struct covering {
	size_t nrows[SHEET_MAX_CELLS];
};

static bool is_row(const struct sheet_line *line)
{
	return line->kind == SHEET_HEAD || line->kind == SHEET_ROW || line->kind == SHEET_REST;
}

static void write_contents(struct made *made, const struct sheet_cell *cell, struct strbuf *out)
{
	static const char *const around[][2] = {
		{"", ""}, {"<p align=\"center\">", "</p>"}, {"<p><span style=\"font-size:12pt\">", "</span></p>"},
		{"\n  <p>", "&nbsp;</p>\n"}, {"<span>&nbsp;", "</span>"},
	};
	unsigned choice = made_random(made, 5);
	strbuf_append_text(out, around[choice][0]);
	if (cell->cell != FORMAT_NONE && cell->text.nbytes > 1 && made_once_in(made, 8) &&
	    (unsigned char)cell->text.ptr[1] < 0x80 && (unsigned char)cell->text.ptr[0] < 0x80) {
		strbuf_append(out, str_slice(cell->text, 0, 1));
		strbuf_append_text(out, "</span><span>");
		strbuf_append(out, str_slice(cell->text, 1, cell->text.nbytes));
	} else if (cell->text.nbytes) {
		made_append_broken(out, cell->text, "<br/>");
	} else {
		strbuf_append_text(out, "&nbsp;");
	}
	strbuf_append_text(out, around[choice][1]);
}

static void write_cell(struct made *made, const struct sheet_cell *cell, size_t nrows, struct strbuf *out)
{
	strbuf_append_text(out, "<td");
	if (cell->ncolumns > 1)
		strbuf_printf(out, " colspan=\"%u\"", cell->ncolumns);
	if (nrows > 1)
		strbuf_printf(out, " rowspan='%zu'", nrows);
	if (made_once_in(made, 4))
		strbuf_append_text(out, " style=\"border: 1px solid; width: 60px\"");
	strbuf_append_text(out, ">");
	write_contents(made, cell, out);
	strbuf_append_text(out, "</td>");
}

/* `nleft` rows of the table stand from this one on: no cell spans more. */
static void write_row(struct made *made, const struct sheet_line *line, size_t nleft, struct covering *covering,
		      struct strbuf *out)
{
	strbuf_append_text(out, "<tr>");
	size_t covered_to = 0;
	for (size_t i = 0; i < line->ncells; i++) {
		struct sheet_cell cell = line->cells[i];
		if (covering->nrows[i]) {
			covering->nrows[i]--;
			continue;
		}
		if (!cell.ncolumns && i < covered_to)
			continue;
		size_t nrows = cell.nrows < nleft ? cell.nrows : nleft;
		write_cell(made, &cell, nrows, out);
		covered_to = i + cell.ncolumns;
		for (size_t j = i; j < covered_to && nrows > 1; j++)
			covering->nrows[j] = nrows - 1;
		i += cell.ncolumns > 1 && nrows > 1 ? (size_t)cell.ncolumns - 1 : 0;
	}
	strbuf_append_text(out, "</tr>\n");
}

static size_t count_rows(const struct made *made, size_t from)
{
	size_t count = 0;
	while (from + count < made->nlines && is_row(&made->lines[from + count]))
		count++;
	return count;
}

static void write_table(struct made *made, size_t from, size_t count, struct strbuf *out)
{
	struct covering covering = {{0}};
	strbuf_append_text(out, "<table border=\"1\" cellspacing=\"0\"><tbody>\n");
	for (size_t i = 0; i < count; i++)
		write_row(made, &made->lines[from + i], count - i, &covering, out);
	strbuf_append_text(out, "</tbody></table>\n");
}

static void write_text(struct made *made, const struct sheet_line *line, struct strbuf *out)
{
	static const char *const tags[][2] = {
		{"<p>", "</p>"}, {"<div><span>", "</span></div>"},
		{"<p style=\"text-indent:2em\">&nbsp; ", "<br /></p>"},
		{"<p><strong>", "</strong></p>"},
	};
	unsigned choice = made_random(made, 4);
	if (line->kind == SHEET_TITLE && made_once_in(made, 2)) {
		strbuf_append_text(out, "<h1>");
		strbuf_append(out, line->text);
		strbuf_append_text(out, "</h1>\n");
		return;
	}
	strbuf_append_text(out, tags[choice][0]);
	strbuf_append(out, line->text);
	strbuf_append_text(out, tags[choice][1]);
	strbuf_append_byte(out, '\n');
}

/* The page names no charset: who encodes it puts one behind <head>. */
void made_write_html(struct made *made, struct strbuf *out)
{
	strbuf_append_text(out, "<!DOCTYPE html>\n<html><head><style>td { border: 1px solid; }</style></head><body>\n");
	for (size_t i = 0; i < made->nlines; i++) {
		size_t count = count_rows(made, i);
		if (count) {
			write_table(made, i, count, out);
			i += count - 1;
		} else {
			write_text(made, &made->lines[i], out);
		}
	}
	strbuf_append_text(out, "</body></html>\n");
}
