#include "check/structure.h"

static struct finding start_finding(const struct rule *rule, int table, uint32_t line)
{
	return (struct finding){
		.rule = rule,
		.severity = rule->severity,
		.verdict = VERDICT_PASS,
		.table = (int16_t)table,
		.unread_cell = FORMAT_NONE,
		.line = line,
	};
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
	if (!t->line)
		return;
	struct finding finding = start_finding(rule, (int)table, first_line_with(report, form, CELL_BLANK));
	finding.count = t->nblank;
	if (t->nblank) {
		finding.verdict = VERDICT_FAIL;
		finding.cause = CAUSE_SOURCE;
	}
	findings_add(findings, finding);
}

static void check_lost_cells(const struct rule *rule, const struct report *report, size_t table,
			     struct findings *findings)
{
	const struct report_table *t = &report->tables[table];
	const struct format_table *form = &report->format->tables[table];
	if (!t->line)
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

static void check_repaired_rows(const struct rule *rule, const struct report *report, size_t table,
				struct findings *findings)
{
	const struct format_table *form = &report->format->tables[table];
	struct finding finding = start_finding(rule, (int)table, report->tables[table].line);
	if (!report->tables[table].line)
		return;
	for (size_t row = form->first_row; row < (size_t)form->first_row + form->nrows; row++) {
		if (!report->rows[row].repairs)
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

static void check_section(const struct rule *rule, const struct report *report, unsigned section,
			  struct findings *findings)
{
	struct finding finding = start_finding(rule, FORMAT_NONE, 0);
	finding.section = (uint8_t)section;
	for (size_t i = 0; i < report->nheadings; i++)
		if (report->headings[i].section == section) {
			finding.count++;
			finding.line = report->headings[i].line;
		}
	if (finding.count == 0) {
		finding.verdict = report->sections_mentioned & 1u << section ? VERDICT_LOOK : VERDICT_FAIL;
		finding.line = line_of_missing_section(report, section);
	} else if (finding.count > 1) {
		finding.verdict = VERDICT_FAIL;
		finding.severity = SEVERITY_WARNING;
	}
	findings_add(findings, finding);
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

/* A table without a single row that was read: missing, unless its words stand in the text, when a person must look. */
static void check_table(const struct rule *rule, const struct report *report, size_t table, struct findings *findings)
{
	const struct format_table *form = &report->format->tables[table];
	const struct report_table *t = &report->tables[table];
	const struct report_heading *heading = report_find_heading(report, form->section);
	struct finding finding = start_finding(rule, (int)table, t->line);
	if (!t->line) {
		finding.verdict = t->mentioned ? VERDICT_LOOK : VERDICT_FAIL;
		finding.line = heading ? heading->line : line_of_missing_section(report, form->section);
	} else {
		for (size_t i = 0; i < form->nblocks; i++)
			finding.count = (uint16_t)(finding.count + structure_block_is_missing(report, &form->blocks[i]));
		finding.verdict = finding.count ? VERDICT_FAIL : VERDICT_PASS;
	}
	findings_add(findings, finding);
}

static void check_rows(const struct rule *rule, const struct report *report, size_t table, struct findings *findings)
{
	const struct format_table *form = &report->format->tables[table];
	struct finding finding = start_finding(rule, (int)table, report->tables[table].line);
	if (!report->tables[table].line)
		return;
	for (size_t row = form->first_row; row < (size_t)form->first_row + form->nrows; row++) {
		if (structure_row_is_missing(report, row))
			finding.count++;
		else if (!finding.count && report->rows[row].line > finding.line)
			finding.line = report->rows[row].line;
	}
	if (finding.count)
		finding.verdict = VERDICT_FAIL;
	else
		finding.line = report->tables[table].line;
	findings_add(findings, finding);
}

void structure_check_rule(const struct rule *rule, const struct report *report, struct findings *findings)
{
	static void (*const table_checks[STRUCTURE_NCHECKS])(const struct rule *, const struct report *, size_t,
							     struct findings *) = {
		[STRUCTURE_BLANK_CELLS] = check_blank_cells,
		[STRUCTURE_LOST_CELLS] = check_lost_cells,
		[STRUCTURE_REPAIRED_ROWS] = check_repaired_rows,
		[STRUCTURE_TABLES] = check_table,
		[STRUCTURE_ROWS] = check_rows,
	};
	const struct format *format = report->format;
	if (rule->structure == STRUCTURE_SECTIONS) {
		for (size_t i = 0; i < format->nsections; i++)
			check_section(rule, report, format->sections[i].number, findings);
		return;
	}
	for (size_t i = 0; table_checks[rule->structure] && i < format->ntables; i++)
		table_checks[rule->structure](rule, report, i, findings);
}
