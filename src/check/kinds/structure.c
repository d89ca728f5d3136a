#include "check/kinds/structure.h"

#include "check/kinds/headings.h"
#include "check/kinds/leftovers.h"
#include "check/kinds/structure_parts.h"

static struct finding start_finding(const struct rule *rule, int table, uint32_t line)
{
	struct finding finding = kind_start(rule, VERDICT_PASS, 0, line);
	finding.table = (int16_t)table;
	return finding;
}

static uint32_t first_line_with(const struct report *report, const struct format_table *table, enum cell_status status)
{
	for (size_t i = table->first_cell; i < (size_t)table->first_cell + table->ncells; i++)
		if (report->cells[i].status == status && report->cells[i].line)
			return report->cells[i].line;
	return report->tables[table - report->format->tables].line;
}

static void check_blank_cells(const struct rule *rule, const struct report *report, size_t table,
			      struct findings *findings)
{
	const struct report_table *t = &report->tables[table];
	const struct format_table *form = &report->format->tables[table];
	if (!t->line || (!t->nblank && kind_skips_passes(findings)))
		return;
	struct finding finding = start_finding(rule, (int)table, first_line_with(report, form, CELL_BLANK));
	finding.count = t->nblank;
	/* Where numbers of the table were lost, one may have stood here. */
	if (t->nblank) {
		finding.verdict = t->nlost ? VERDICT_LOOK : VERDICT_FAIL;
		finding.cause = t->nlost ? CAUSE_UNKNOWN : CAUSE_SOURCE;
	}
	findings_add(findings, finding);
}

static void check_lost_cells(const struct rule *rule, const struct report *report, size_t table,
			     struct findings *findings)
{
	const struct report_table *t = &report->tables[table];
	const struct format_table *form = &report->format->tables[table];
	if (!t->line || (!t->nlost && !t->ntext && kind_skips_passes(findings)))
		return;
	enum cell_status status = t->nlost ? CELL_LOST : CELL_TEXT;
	struct finding finding = start_finding(rule, (int)table, first_line_with(report, form, status));
	finding.count = (uint16_t)(t->nlost + t->ntext);
	if (finding.count) {
		finding.verdict = VERDICT_FAIL;
		finding.cause = CAUSE_EXTRACTION;
	}
	findings_add(findings, finding);
}

static bool any_row_is_repaired(const struct report *report, const struct format_table *form)
{
	unsigned any = 0;
	for (size_t row = form->first_row; row < (size_t)form->first_row + form->nrows; row++)
		any |= report->rows[row].repairs | (unsigned)report->rows[row].moved;
	return any;
}

static void check_repaired_rows(const struct rule *rule, const struct report *report, size_t table,
				struct findings *findings)
{
	const struct format_table *form = &report->format->tables[table];
	if (!report->tables[table].line || (kind_skips_passes(findings) && !any_row_is_repaired(report, form)))
		return;
	struct finding finding = start_finding(rule, (int)table, report->tables[table].line);
	for (size_t row = form->first_row; row < (size_t)form->first_row + form->nrows; row++) {
		if (!report_row_is_repaired(&report->rows[row]))
			continue;
		if (!finding.count++)
			finding.line = report->rows[row].line;
	}
	if (finding.count) {
		finding.verdict = VERDICT_FAIL;
		finding.cause = CAUSE_EXTRACTION;
	}
	findings_add(findings, finding);
}

/* The line where a missing section should stand: that of the next section that is there, or the end. */
static uint32_t line_of_missing_section(const struct report *report, unsigned section)
{
	for (size_t i = 0; i < report->nheadings; i++)
		if (report->headings[i].section > section)
			return report->headings[i].line;
	return report->last_line;
}

static void check_section(const struct check *check, const struct rule *rule, unsigned section, unsigned once)
{
	const struct report *report = check->report;
	if (kind_skips_passes(check->findings) && once >> section & 1)
		return;
	struct finding finding = start_finding(rule, FORMAT_NONE, 0);
	finding.section = (uint8_t)section;
	for (size_t i = 0; i < report->nheadings; i++)
		if (report->headings[i].section == section) {
			finding.count++;
			finding.line = report->headings[i].line;
		}
	if (finding.count == 0 && headings_is_renumbered(check, section)) {
		finding.count = 1;
	} else if (finding.count == 0) {
		finding.before = true;
		finding.verdict = report->sections_mentioned & 1u << section ? VERDICT_LOOK : VERDICT_FAIL;
		finding.line = line_of_missing_section(report, section);
	} else if (finding.count > 1) {
		finding.verdict = VERDICT_FAIL;
		finding.severity = SEVERITY_WARNING;
	}
	findings_add(check->findings, finding);
}

bool structure_block_is_missing(const struct report *report, const struct format_block *block)
{
	for (size_t row = block->first_row; row < (size_t)block->first_row + block->nrows; row++)
		if (report->rows[row].line || report->rows[row].mentioned)
			return false;
	return true;
}

bool structure_row_is_missing(const struct report *report, size_t row)
{
	const struct format_row *form = &report->format->rows[row];
	return form->first_cell != FORMAT_NONE && report->tables[form->table].line && !report->rows[row].line &&
	       !report->rows[row].mentioned &&
	       !structure_block_is_missing(report, format_row_block(report->format, row));
}

/* A table of which a converter left a mark. */
static void lose_table(struct finding *finding)
{
	finding->verdict = VERDICT_LOOK;
	finding->cause = CAUSE_EXTRACTION;
	finding->message = STRUCTURE_TABLE_LOST;
}

/* A table without a single row that was read: missing, unless its words stand in the text, or there is no table at all
 * (a page's tables are left out on the way as pictures are), when a person must look. */
static void check_table(const struct check *check, const struct rule *rule, size_t table)
{
	const struct report *report = check->report;
	const struct format_table *form = &report->format->tables[table];
	const struct report_table *t = &report->tables[table];
	const struct report_heading *heading = report_find_heading(report, form->section);
	bool whole = t->line && t->nrows_found == t->nrows_with_cells;
	if (whole && kind_skips_passes(check->findings))
		return;
	struct finding finding = start_finding(rule, (int)table, t->line);
	if (!t->line) {
		finding.verdict = t->mentioned || report_has_no_table(report) ? VERDICT_LOOK : VERDICT_FAIL;
		if (!t->mentioned && leftovers_has_lost_table(check, form->section))
			lose_table(&finding);
		else if (!t->mentioned && leftovers_has_picture(check, form->section))
			finding.verdict = VERDICT_NA;
		finding.line = heading ? heading->line : line_of_missing_section(report, form->section);
	} else {
		for (size_t i = 0; i < form->nblocks; i++)
			finding.count =
				(uint16_t)(finding.count + structure_block_is_missing(report, &form->blocks[i]));
		finding.verdict = finding.count ? VERDICT_FAIL : VERDICT_PASS;
	}
	findings_add(check->findings, finding);
}

/* Rows that stand twice. Where most of a table does, the page has it twice. */
static bool find_doubled_rows(const struct report *report, const struct format_table *form, struct finding *finding)
{
	finding->count = 0;
	for (size_t row = form->first_row; row < (size_t)form->first_row + form->nrows; row++)
		if (report->rows[row].repeated && !finding->count++) {
			finding->line = report->rows[row].line;
			finding->args[0] = report->format->rows[row].label.short_text;
			finding->nargs = 1;
		}
	return finding->count && finding->count * 2 < form->nrows;
}

/* Whether every row of the table stands there once. */
static bool has_all_rows_once(const struct report *report, const struct format_table *form,
			      const struct report_table *table)
{
	bool repeated = false;
	for (size_t row = form->first_row; row < (size_t)form->first_row + form->nrows; row++)
		repeated |= report->rows[row].repeated;
	return !repeated && table->nrows_found == table->nrows_with_cells;
}

static void check_rows(const struct rule *rule, const struct report *report, size_t table, struct findings *findings)
{
	const struct format_table *form = &report->format->tables[table];
	const struct report_table *t = &report->tables[table];
	if (!t->line || (kind_skips_passes(findings) && has_all_rows_once(report, form, t)))
		return;
	struct finding finding = start_finding(rule, (int)table, t->line);
	for (size_t row = form->first_row; row < (size_t)form->first_row + form->nrows; row++) {
		if (structure_row_is_missing(report, row))
			finding.count++;
		else if (!finding.count && report->rows[row].line > finding.line)
			finding.line = report->rows[row].line;
	}
	if (finding.count)
		finding.verdict = VERDICT_FAIL;
	else
		finding.line = t->line;
	findings_add(findings, finding);
	if (find_doubled_rows(report, form, &finding)) {
		finding.verdict = VERDICT_FAIL;
		finding.severity = SEVERITY_WARNING;
		finding.message = STRUCTURE_ROWS_DOUBLED;
		findings_add(findings, finding);
	}
}

/* Runs a check for every table of the form. */
static void run_for_tables(const struct check *check, const struct rule *rule,
			   void (*run)(const struct rule *, const struct report *, size_t, struct findings *))
{
	for (size_t i = 0; i < check->report->format->ntables; i++)
		run(rule, check->report, i, check->findings);
}

static void run_blank_cells(const struct check *check, const struct rule *rule)
{
	run_for_tables(check, rule, check_blank_cells);
}

static void run_lost_cells(const struct check *check, const struct rule *rule)
{
	run_for_tables(check, rule, check_lost_cells);
}

static void run_repaired_rows(const struct check *check, const struct rule *rule)
{
	run_for_tables(check, rule, check_repaired_rows);
}

static void run_rows(const struct check *check, const struct rule *rule)
{
	run_for_tables(check, rule, check_rows);
}

static void run_tables(const struct check *check, const struct rule *rule)
{
	for (size_t i = 0; i < check->report->format->ntables; i++)
		check_table(check, rule, i);
}

/* A bit per section that has one heading. */
static unsigned find_sections_there_once(const struct report *report)
{
	unsigned some = 0, several = 0;
	for (size_t i = 0; i < report->nheadings; i++) {
		unsigned bit = 1u << report->headings[i].section;
		several |= some & bit;
		some |= bit;
	}
	return some & ~several;
}

static void run_sections(const struct check *check, const struct rule *rule)
{
	const struct format *format = check->report->format;
	unsigned once = find_sections_there_once(check->report);
	for (size_t i = 0; i < format->nsections; i++)
		check_section(check, rule, format->sections[i].number, once);
}

const struct check_kind structure_blank_cells = {
	.name = "blank-cells", .tables_only = true, .run = run_blank_cells, .explain = structure_explain_blank_cells};
const struct check_kind structure_lost_cells = {
	.name = "lost-cells", .tables_only = true, .run = run_lost_cells, .explain = structure_explain_lost_cells};
const struct check_kind structure_repaired_rows = {.name = "repaired-rows",
						   .tables_only = true,
						   .run = run_repaired_rows,
						   .explain = structure_explain_repaired_rows};
const struct check_kind structure_rows = {
	.name = "rows", .tables_only = true, .run = run_rows, .explain = structure_explain_rows};
const struct check_kind structure_sections = {
	.name = "sections", .tables_only = true, .run = run_sections, .explain = structure_explain_sections};
const struct check_kind structure_tables = {
	.name = "tables", .tables_only = true, .run = run_tables, .explain = structure_explain_tables};
