#include "output/ndjson.h"

#include "output/json.h"

/* Begins the object of a line. */
static void start_object(struct writing *writing, const char *type)
{
	strbuf_append_byte(&writing->line, '{');
	json_append_member(&writing->line, "type", str_from(type));
}

static void end_object(struct writing *writing)
{
	strbuf_append_text(&writing->line, "}\n");
	writing_put_line(writing);
}

static void append_identity(struct writing *writing, const struct report *report)
{
	json_append_member_or_null(&writing->line, "agency", str_from(report->agency));
	json_append_count_or_null(&writing->line, "year", (size_t)report->year);
}

static void append_template(struct writing *writing, const struct report *report)
{
	json_append_member_or_null(&writing->line, "template",
				   report_is_checked(report) ? report->format->name : (struct str){0});
}

/* The headings that were found, in the order of the source. */
static void append_sections(struct writing *writing, const struct examiner *examined)
{
	struct strbuf *line = &writing->line;
	const struct report *report = &examined->report;
	json_append_key(line, "sections");
	strbuf_append_byte(line, '[');
	for (size_t i = 0; i < report->nheadings; i++) {
		const struct report_heading *heading = &report->headings[i];
		json_append_separator(line);
		strbuf_append_byte(line, '{');
		json_append_count(line, "number", heading->section);
		json_append_member(line, "title",
				   str_slice(examined->text, heading->text.offset, heading->text.nbytes));
		json_append_count(line, "line", heading->line);
		strbuf_append_byte(line, '}');
	}
	strbuf_append_byte(line, ']');
}

static void append_sums(struct writing *writing, const struct examiner *examined)
{
	static const char *const names[SEVERITY_NLEVELS] = {
		[SEVERITY_ERROR] = "errors", [SEVERITY_WARNING] = "warnings", [SEVERITY_NOTICE] = "notices",
	};
	bool checked = report_is_checked(&examined->report);
	for (size_t level = SEVERITY_NLEVELS; level-- > 0;) {
		if (checked)
			json_append_count(&writing->line, names[level], examined->findings.nfailed[level]);
		else
			json_append_null(&writing->line, names[level]);
	}
	if (checked)
		json_append_count(&writing->line, "not_assessable", examined->findings.not_assessable);
	else
		json_append_null(&writing->line, "not_assessable");
}

static void put_report(struct writing *writing, const char *path, const struct examiner *examined)
{
	const struct report *report = &examined->report;
	start_object(writing, "report");
	json_append_member(&writing->line, "path", str_from(path));
	json_append_member(&writing->line, "state", str_from(writing_state_name(report->state)));
	if (!report_is_checked(report))
		json_append_member(&writing->line, "reason", writing_reason(writing, report));
	append_identity(writing, report);
	append_template(writing, report);
	append_sections(writing, examined);
	append_sums(writing, examined);
	end_object(writing);
}

static void append_decimal(struct writing *writing, const char *key, bool known, decimal value)
{
	if (known)
		json_append_member(&writing->line, key, writing_decimal(writing, value));
	else
		json_append_null(&writing->line, key);
}

/* What was found in a cell: raw, value, status, line. */
static void append_cell(struct writing *writing, const struct cell *cell, const struct examiner *examined)
{
	struct strbuf *line = &writing->line;
	append_decimal(writing, "value", cell_has_number(cell), cell->value);
	json_append_member(line, "status", str_from(cell_status_name((enum cell_status)cell->status)));
	if (cell->status == CELL_ABSENT)
		json_append_null(line, "raw");
	else
		json_append_member(line, "raw", writing_cell_raw(cell, examined));
	json_append_count_or_null(line, "line", cell->line);
}

/* Begins the object of a cell. */
static void start_operand(struct strbuf *line, const char *prefix, size_t cell, const struct examiner *examined)
{
	json_append_separator(line);
	strbuf_append_byte(line, '{');
	json_append_key(line, "cell");
	strbuf_append_byte(line, '"');
	strbuf_append_text(line, prefix);
	format_append_cell_name(examined->report.format, cell, line);
	strbuf_append_byte(line, '"');
}

static void append_operand(struct writing *writing, size_t cell, const struct examiner *examined)
{
	start_operand(&writing->line, "", cell, examined);
	append_cell(writing, &examined->report.cells[cell], examined);
	strbuf_append_byte(&writing->line, '}');
}

/* A cell of last year's report: its text is not at hand. */
static void append_last_year(struct writing *writing, size_t cell, const struct cell *value,
			     const struct examiner *examined)
{
	struct strbuf *line = &writing->line;
	start_operand(line, "last_year/", cell, examined);
	append_decimal(writing, "value", cell_has_number(value), value->value);
	json_append_member(line, "status", str_from(cell_status_name((enum cell_status)value->status)));
	json_append_null(line, "raw");
	json_append_null(line, "line");
	strbuf_append_byte(line, '}');
}

static void append_operands(struct writing *writing, const struct finding *finding, const struct examiner *examined)
{
	const struct relation *relation = finding->relation;
	json_append_key(&writing->line, "cells");
	strbuf_append_byte(&writing->line, '[');
	for (size_t i = 0; relation && i < relation->nterms; i++) {
		const struct operand *term = &relation->terms[i];
		if (term->last_year)
			append_last_year(writing, term->cell, finding_term_cell(finding, &examined->report, i),
					 examined);
		else
			append_operand(writing, term->cell, examined);
	}
	for (size_t i = 0; i < finding->ncells; i++)
		append_operand(writing, finding->cells[i], examined);
	strbuf_append_byte(&writing->line, ']');
}

/* The sentence of the report, and what is meant in it. */
static void append_quote(struct writing *writing, const struct finding *finding)
{
	json_append_member_or_null(&writing->line, "quote", finding->quote);
	json_append_member_or_null(&writing->line, "mark",
				   str_slice(finding->quote, finding->mark_offset, finding->mark_nbytes));
}

static void append_sides(struct writing *writing, const struct finding *finding)
{
	decimal difference = 0;
	bool known = writing_has_sides(finding);
	json_append_member_or_null(&writing->line, "formula",
				   finding->relation ? writing_formula(writing, finding->relation) : (struct str){0});
	append_decimal(writing, "left", known, finding->left);
	append_decimal(writing, "right", known, finding->right);
	known = writing_difference(finding, &difference);
	append_decimal(writing, "difference", known, difference);
}

static void put_finding(struct writing *writing, const char *path, const struct finding *finding,
			const struct examiner *examined)
{
	struct strbuf *line = &writing->line;
	const struct report *report = &examined->report;
	start_object(writing, "finding");
	json_append_member(line, "path", str_from(path));
	json_append_count_or_null(line, "line", finding->line);
	append_identity(writing, report);
	json_append_member(line, "rule", finding->rule->id);
	json_append_member(line, "severity", str_from(severity_name(finding->severity)));
	json_append_member(line, "verdict", str_from(verdict_name(finding->verdict)));
	json_append_member(line, "cause", str_from(cause_name(finding->cause)));
	json_append_member(line, "place", writing_place(writing, report, finding));
	append_sides(writing, finding);
	append_operands(writing, finding, examined);
	append_quote(writing, finding);
	json_append_member_or_null(line, "hint", writing_hint(writing, finding, examined));
	json_append_member(line, "message", writing_message(writing, finding, report));
	json_append_key(line, "fingerprint");
	strbuf_append_byte(line, '"');
	strbuf_append_hex(line, finding_fingerprint(finding, report));
	strbuf_append_byte(line, '"');
	end_object(writing);
}

void ndjson_check_report(struct writing *writing, const char *path, const struct examiner *examined)
{
	put_report(writing, path, examined);
	ndjson_check_findings(writing, path, examined);
}

void ndjson_check_findings(struct writing *writing, const char *path, const struct examiner *examined)
{
	const struct findings *findings = &examined->findings;
	for (size_t i = 0; i < findings->count; i++)
		if (writing->all || findings->list[i].verdict != VERDICT_PASS)
			put_finding(writing, path, &findings->list[i], examined);
}

void ndjson_export_report(struct writing *writing, const char *path, const struct examiner *examined)
{
	const struct report *report = &examined->report;
	struct strbuf *line = &writing->line;
	if (!report_is_checked(report))
		return;
	for (size_t i = 0; i < report->format->ncells; i++) {
		struct cell_name name = writing_cell_name(report->format, i);
		start_object(writing, "cell");
		json_append_member(line, "path", str_from(path));
		append_identity(writing, report);
		json_append_member(line, "template", format_cell_table(report->format, i)->form);
		json_append_member(line, "table", name.table);
		json_append_member(line, "row", name.row);
		json_append_member(line, "column", name.column);
		append_cell(writing, &report->cells[i], examined);
		end_object(writing);
	}
}
