/* The source beside the tables: the lines that a row was read from, with their numbers, and what was done to them. */
#include "render/builder.h"

enum { INDENT = 4, MAX_LINES = 40 };

/* Line `number` of a text, from 1; empty beyond the last one. */
static struct str find_line(struct str text, uint32_t number)
{
	struct str line = {0};
	while (number-- && str_split(&text, '\n', &line))
		;
	return text.ptr || line.ptr ? str_trim(line) : (struct str){0};
}

/* The last line that a cell of the row was read from. */
static uint32_t last_line(const struct report *report, size_t row)
{
	const struct format_row *form = &report->format->rows[row];
	uint32_t last = report->rows[row].line;
	for (size_t i = 0; i < format_row_block(report->format, row)->ncolumns; i++) {
		uint32_t line = report->cells[(size_t)form->first_cell + i].line;
		if (line > last)
			last = line;
	}
	return last;
}

/* Appends the lines with | between cells, whether they stood behind tabs or in lines of their own. */
static void append_lines(struct strbuf *out, struct str text, uint32_t first, uint32_t last)
{
	const char *separator = "";
	for (uint32_t number = first; number <= last && number < first + MAX_LINES; number++) {
		struct str line = find_line(text, number), cell;
		while (str_split(&line, '\t', &cell)) {
			cell = str_trim(cell);
			if (!cell.nbytes)
				continue;
			strbuf_append_text(out, separator);
			strbuf_append(out, cell);
			separator = " | ";
		}
	}
}

static void append_repairs(const struct builder *b, size_t row, struct strbuf *out)
{
	static const struct {
		unsigned repair;
		const char *text;
	} repairs[] = {
		{REPAIR_JOINED, N_("the label was broken off and is put together")},
		{REPAIR_WORDS, N_("the label stands in other words than the form's")},
		{REPAIR_SPLIT, N_("the numbers were glued together and are inferred")},
	};
	const struct catalog *catalog = b->options->language->catalog;
	const struct report *report = b->report;
	const struct format_row *form = &report->format->rows[row];
	for (size_t i = 0; i < sizeof(repairs) / sizeof(*repairs); i++) {
		if (!(report->rows[row].repairs & repairs[i].repair))
			continue;
		strbuf_append_text(out, tr(catalog, "; "));
		strbuf_append_text(out, tr(catalog, repairs[i].text));
	}
	if (report->rows[row].moved) {
		strbuf_append_text(out, tr(catalog, "; "));
		strbuf_append_text(
			out, tr(catalog, "the label was moved to the front; the numbers are counted from behind it"));
	}
	if (report->rows[row].repeated) {
		strbuf_append_text(out, tr(catalog, "; "));
		strbuf_append_text(out, tr(catalog, "the row stands once more further down; the first one is shown"));
	}
	for (size_t i = 0; i < format_row_block(report->format, row)->ncolumns; i++)
		if (report->cells[(size_t)form->first_cell + i].status == CELL_LOST) {
			strbuf_append_text(out, tr(catalog, "; "));
			strbuf_append_text(
				out,
				tr(catalog, "not as many numbers as columns, or numbers that no label stands before"));
			break;
		}
}

void builder_add_source(struct builder *b, size_t row)
{
	const struct report_row *found = &b->report->rows[row];
	if (b->report->format->rows[row].first_cell == FORMAT_NONE || !found->line)
		return;
	uint32_t last = last_line(b->report, row);
	strbuf_clear(&b->scratch);
	strbuf_printf(&b->scratch, "%u", (unsigned)found->line);
	if (last > found->line)
		strbuf_printf(&b->scratch, "-%u", (unsigned)last);
	strbuf_append_text(&b->scratch, ": ");
	append_lines(&b->scratch, b->opened->examiner->file.lines, found->line, last);
	append_repairs(b, row, &b->scratch);
	builder_add_text(b, RENDERED_CELLS, ROLE_DIM, strbuf_view(&b->scratch), found->line, INDENT, INDENT + 2);
}
