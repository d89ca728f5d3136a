/* What the checks of the structure say. */
#include "check/kinds/headings.h"
#include "check/kinds/structure.h"
#include "check/kinds/structure_parts.h"

/* Of more rows so many are named where a finding is told in brief, unless that saves but one. */
enum { MAX_ROWS_NAMED = 4 };

static bool row_is_doubled(const struct report *report, size_t row)
{
	return report->rows[row].repeated;
}

static bool row_is_repaired(const struct report *report, size_t row)
{
	return report_row_is_repaired(&report->rows[row]);
}

/* Appends ": " and the labels of a table's rows for which `applies` is true: of all, or of the first. */
static void append_rows(const struct report *report, size_t table, bool (*applies)(const struct report *, size_t),
			const struct language *language, bool brief, struct strbuf *out)
{
	const struct format_table *form = &report->format->tables[table];
	size_t end = (size_t)form->first_row + form->nrows, count = 0, nnamed = 0;
	for (size_t row = form->first_row; row < end; row++)
		count += applies(report, row);
	size_t wanted = brief && count > MAX_ROWS_NAMED + 1 ? MAX_ROWS_NAMED : count;
	for (size_t row = form->first_row; row < end && nnamed < wanted; row++)
		if (applies(report, row)) {
			strbuf_append_text(out, tr(language->catalog, nnamed++ ? N_("; ") : N_(": ")));
			strbuf_append(out, report->format->rows[row].label.short_text);
		}
	if (wanted < count)
		strbuf_printf(out, tr(language->catalog, " and others: %zu rows"), count);
}

void structure_explain_sections(const struct finding *finding, const struct report *report,
				const struct language *language, bool brief, struct strbuf *out)
{
	(void)brief;
	if (finding->count == 0 && (report->sections_mentioned & 1u << finding->section))
		strbuf_append_text(out, tr(language->catalog, "its heading is not on a line of its own: "));
	else if (finding->count == 0)
		strbuf_append_text(out, tr(language->catalog, "missing: "));
	else if (finding->count == 1)
		strbuf_append_text(out, tr(language->catalog, "there: "));
	else
		strbuf_printf(out, tr(language->catalog, "stands %u times: "), (unsigned)finding->count);
	strbuf_append_text(out, format_ordinal(finding->section));
	strbuf_append_text(out, "、");
	strbuf_append(out, headings_find_section(report->format, finding->section)->heading.text);
}

void structure_explain_tables(const struct finding *finding, const struct report *report,
			      const struct language *language, bool brief, struct strbuf *out)
{
	(void)brief;
	const struct format_table *form = &report->format->tables[finding->table];
	const struct report_table *table = &report->tables[finding->table];
	if (finding->message == STRUCTURE_TABLE_LOST)
		strbuf_append_text(out, tr(language->catalog,
					   "the table was lost in conversion: a mark stands in its place"));
	else if (!table->line && table->mentioned)
		strbuf_append_text(out, tr(language->catalog, "the table is there, in a layout that cannot be read"));
	else if (finding->verdict == VERDICT_PASS)
		strbuf_append_text(out, tr(language->catalog, "the table is there"));
	else if (finding->verdict == VERDICT_NA)
		strbuf_append_text(out, tr(language->catalog, "not assessable: a picture stands in its place"));
	else if (!table->line && report_has_no_table(report))
		strbuf_append_text(out, tr(language->catalog,
					   "no table is in the text: were they left out on the way?"));
	else if (!finding->count)
		strbuf_append_text(out, tr(language->catalog, "the table is missing"));
	else {
		strbuf_append_text(out, tr(language->catalog, "parts of the table are missing"));
		for (size_t i = 0, n = 0; i < form->nblocks; i++)
			if (structure_block_is_missing(report, &form->blocks[i])) {
				strbuf_append_text(out, tr(language->catalog, n++ ? N_("; ") : N_(": ")));
				strbuf_append(out, form->blocks[i].caption);
			}
	}
}

void structure_explain_blank_cells(const struct finding *finding, const struct report *report,
				   const struct language *language, bool brief, struct strbuf *out)
{
	(void)brief;
	(void)report;
	strbuf_printf(out,
		      tr_plural(language->catalog, finding->count, N_("%u cell is blank; a blank is not taken for 0"),
				N_("%u cells are blank; a blank is not taken for 0")),
		      (unsigned)finding->count);
}

void structure_explain_lost_cells(const struct finding *finding, const struct report *report,
				  const struct language *language, bool brief, struct strbuf *out)
{
	(void)brief;
	(void)report;
	strbuf_printf(out,
		      tr_plural(language->catalog, finding->count,
				N_("%u cell could not be read; what needs it is not assessed"),
				N_("%u cells could not be read; what needs them is not assessed")),
		      (unsigned)finding->count);
}

void structure_explain_repaired_rows(const struct finding *finding, const struct report *report,
				     const struct language *language, bool brief, struct strbuf *out)
{
	strbuf_printf(out, tr(language->catalog, "rows put right by the form: %u"), (unsigned)finding->count);
	append_rows(report, (size_t)finding->table, row_is_repaired, language, brief, out);
}

void structure_explain_rows(const struct finding *finding, const struct report *report,
			    const struct language *language, bool brief, struct strbuf *out)
{
	if (finding->message == STRUCTURE_ROWS_DOUBLED) {
		strbuf_printf(out, tr(language->catalog, "rows that stand twice: %u"), (unsigned)finding->count);
		append_rows(report, (size_t)finding->table, row_is_doubled, language, brief, out);
		return;
	}
	strbuf_printf(out,
		      tr_plural(language->catalog, finding->count, N_("%u of %u rows is missing"),
				N_("%u of %u rows are missing")),
		      (unsigned)finding->count, (unsigned)report->tables[finding->table].nrows_with_cells);
	append_rows(report, (size_t)finding->table, structure_row_is_missing, language, brief, out);
}
