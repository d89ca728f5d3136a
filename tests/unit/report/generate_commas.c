/* Tables with commas or semicolons between their cells. */
#include "report/generate.h"

enum { SHEET_NCOLUMNS = 16 };

static void write_field(struct str text, char separator, bool always, struct strbuf *out)
{
	bool quoted = always;
	for (size_t i = 0; i < text.nbytes; i++)
		quoted |= text.ptr[i] == separator || text.ptr[i] == '"' || text.ptr[i] == '\v';
	if (quoted)
		strbuf_append_byte(out, '"');
	for (size_t i = 0; i < text.nbytes; i++) {
		strbuf_append_byte(out, text.ptr[i] == '\v' ? '\n' : text.ptr[i]);
		if (text.ptr[i] == '"')
			strbuf_append_byte(out, '"');
	}
	if (quoted)
		strbuf_append_byte(out, '"');
}

void made_write_commas(const struct made *made, const struct sheet_line *line, struct strbuf *out)
{
	char separator = made->bars & COMMAS_SEMICOLONS ? ';' : ',';
	bool quoted = (made->bars & COMMAS_QUOTED) != 0, padded = (made->bars & COMMAS_PADDED) != 0;
	size_t ncells = line->ncells ? line->ncells : 1;
	for (size_t i = 0; i < ncells; i++) {
		if (i)
			strbuf_append_byte(out, separator);
		write_field(line->ncells ? line->cells[i].text : line->text, separator, quoted && line->ncells, out);
	}
	if (padded && ncells < SHEET_NCOLUMNS)
		strbuf_append_repeat(out, separator, SHEET_NCOLUMNS - ncells);
	strbuf_append_byte(out, '\n');
}
