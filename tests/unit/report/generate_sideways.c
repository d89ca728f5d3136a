/* Tables with the rows of the form beside each other. */
#include "report/generate.h"

static const struct format_block *block_of(const struct made *made, const struct sheet_line *line)
{
	bool is_row = line->kind == SHEET_ROW && line->row != FORMAT_NONE;
	return is_row ? format_row_block(made->form->format, (size_t)line->row) : NULL;
}

static size_t count_rows(const struct made *made, const struct format_block *block)
{
	size_t count = 0;
	for (size_t i = 0; i < made->nlines; i++)
		count += block_of(made, &made->lines[i]) == block;
	return count;
}

/* The label of a row is its last text, and its number in a column of the form has the cell of that. */
static struct str find_text(const struct made *made, const struct sheet_line *line, size_t column)
{
	int cell = made->form->format->rows[line->row].first_cell + (int)column - 1;
	struct str found = {"", 0};
	for (size_t i = 0; i < line->ncells; i++)
		if (column ? line->cells[i].cell == cell
			   : line->cells[i].cell == FORMAT_NONE && line->cells[i].text.nbytes)
			found = line->cells[i].text;
	return found;
}

static void write_block(const struct made *made, const struct format_block *block, struct strbuf *out)
{
	for (size_t column = 0; column <= block->ncolumns; column++) {
		if (column)
			strbuf_append(out, block->columns[column - 1].label.text);
		for (size_t i = 0; i < made->nlines; i++) {
			if (block_of(made, &made->lines[i]) != block)
				continue;
			strbuf_append_byte(out, '\t');
			made_append_broken(out, find_text(made, &made->lines[i], column), " ");
		}
		strbuf_append_byte(out, '\n');
	}
}

/* The block of the first row behind a line of a table. */
static const struct format_block *block_behind(const struct made *made, size_t at)
{
	const struct format_block *block = NULL;
	for (int table = made->lines[at].table; at < made->nlines && made->lines[at].table == table && !block; at++)
		block = block_of(made, &made->lines[at]);
	return block;
}

bool made_write_sideways(const struct made *made, size_t at, struct strbuf *out)
{
	const struct sheet_line *line = &made->lines[at];
	size_t nfilled = 0;
	for (size_t i = 0; i < line->ncells; i++)
		nfilled += line->cells[i].text.nbytes > 0;
	bool is_caption = line->kind == SHEET_HEAD && nfilled < 2;
	const struct format_block *block = line->kind == SHEET_HEAD ? block_behind(made, at) : block_of(made, line);
	if (!block || is_caption || count_rows(made, block) < 2)
		return false;
	for (size_t i = 0; i < at; i++)
		if (block_of(made, &made->lines[i]) == block)
			return true;
	if (line->kind == SHEET_ROW)
		write_block(made, block, out);
	return true;
}
