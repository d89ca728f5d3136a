#include "output/sql.h"

#include "base/clip.h"
#include "base/utf8.h"

/* A table of reports, and one of cells: a value that was not read is NULL, so that no sum takes it for 0. */
static const char head[] =
	"BEGIN;\n"
	"CREATE TABLE IF NOT EXISTS report(path TEXT PRIMARY KEY, state TEXT NOT NULL, agency TEXT, year INTEGER,"
	" template TEXT);\n"
	"CREATE TABLE IF NOT EXISTS cell(path TEXT NOT NULL REFERENCES report(path), \"table\" TEXT NOT NULL,"
	" \"row\" TEXT NOT NULL, \"column\" TEXT NOT NULL, value NUMERIC, status TEXT NOT NULL, raw TEXT, line INTEGER,"
	" PRIMARY KEY(path, \"table\", \"row\", \"column\")) WITHOUT ROWID;\n";

/* Appends a string literal. Lines stay as they are; other control characters are written as they are shown, and bytes
 * that are not UTF-8 as \xFF, so that the paths of two files never become the same. */
static void append_text(struct strbuf *line, struct str text)
{
	strbuf_append_byte(line, '\'');
	while (text.nbytes) {
		struct utf8_char c = utf8_decode(text);
		struct str bytes = str_slice(text, 0, c.nbytes);
		text = str_slice(text, c.nbytes, text.nbytes);
		if (c.code_point == '\'')
			strbuf_append_byte(line, '\'');
		if (!c.valid)
			strbuf_printf(line, "\\x%02X", (unsigned char)bytes.ptr[0]);
		else if (c.code_point == '\n' || c.code_point == '\t')
			strbuf_append(line, bytes);
		else
			clip_sanitise(line, bytes);
	}
	strbuf_append_byte(line, '\'');
}

static void append_text_or_null(struct strbuf *line, struct str text)
{
	if (text.nbytes)
		append_text(line, text);
	else
		strbuf_append_text(line, "NULL");
}

static void append_count_or_null(struct strbuf *line, size_t count)
{
	if (count)
		strbuf_printf(line, "%zu", count);
	else
		strbuf_append_text(line, "NULL");
}

static void put_report(struct writing *writing, const char *path, const struct report *report)
{
	struct strbuf *line = &writing->line;
	strbuf_append_text(line, "INSERT OR REPLACE INTO report VALUES(");
	append_text(line, str_from(path));
	strbuf_append_byte(line, ',');
	append_text(line, str_from(writing_state_name(report->state)));
	strbuf_append_byte(line, ',');
	append_text_or_null(line, str_from(report->agency));
	strbuf_append_byte(line, ',');
	append_count_or_null(line, (size_t)report->year);
	strbuf_append_byte(line, ',');
	append_text_or_null(line, report_is_checked(report) ? report->format->name : (struct str){0});
	strbuf_append_text(line, ");\n");
	writing_put_line(writing);
}

static void put_cell(struct writing *writing, const char *path, const struct examiner *examined, size_t i)
{
	struct strbuf *line = &writing->line;
	const struct cell *cell = &examined->report.cells[i];
	struct cell_name name = writing_cell_name(examined->report.format, i);
	const struct str names[] = {str_from(path), name.table, name.row, name.column};
	strbuf_append_text(line, "INSERT OR REPLACE INTO cell VALUES(");
	for (size_t j = 0; j < sizeof(names) / sizeof(*names); j++) {
		append_text(line, names[j]);
		strbuf_append_byte(line, ',');
	}
	strbuf_append(line, cell_has_number(cell) ? writing_decimal(writing, cell->value) : STR("NULL"));
	strbuf_append_byte(line, ',');
	append_text(line, str_from(cell_status_name((enum cell_status)cell->status)));
	strbuf_append_byte(line, ',');
	append_text_or_null(line, writing_cell_raw(cell, examined));
	strbuf_append_byte(line, ',');
	append_count_or_null(line, cell->line);
	strbuf_append_text(line, ");\n");
	writing_put_line(writing);
}

void sql_export_head(struct writing *writing)
{
	strbuf_append_text(&writing->line, head);
	writing_put_line(writing);
}

void sql_export_report(struct writing *writing, const char *path, const struct examiner *examined)
{
	const struct report *report = &examined->report;
	put_report(writing, path, report);
	for (size_t i = 0; report_is_checked(report) && i < report->format->ncells; i++)
		put_cell(writing, path, examined, i);
}

void sql_export_end(struct writing *writing)
{
	strbuf_append_text(&writing->line, "COMMIT;\n");
	writing_put_line(writing);
}
