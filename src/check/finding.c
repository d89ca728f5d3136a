#include "check/finding.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/fold.h"

const char *verdict_name(enum verdict verdict)
{
	static const char *const names[VERDICT_NVERDICTS] = {
		[VERDICT_PASS] = "pass", [VERDICT_FAIL] = "fail", [VERDICT_LOOK] = "look", [VERDICT_NA] = "na",
	};
	return names[verdict];
}

const char *cause_name(enum cause cause)
{
	static const char *const names[CAUSE_NCAUSES] = {
		[CAUSE_UNKNOWN] = "unknown", [CAUSE_SOURCE] = "source", [CAUSE_EXTRACTION] = "extraction",
	};
	return names[cause];
}

void findings_clear(struct findings *findings)
{
	findings->count = 0;
	findings->full = false;
	findings->not_assessable = 0;
	arena_reset(&findings->arena);
	memset(findings->nfailed, 0, sizeof(findings->nfailed));
}

static void count(struct findings *findings, const struct finding *finding, unsigned change)
{
	if (finding_is_open(finding))
		findings->nfailed[finding_level(finding)] += change;
	if (finding->verdict == VERDICT_NA)
		findings->not_assessable += change;
}

void findings_add(struct findings *findings, struct finding finding)
{
	if (findings->drops_passes && finding.verdict == VERDICT_PASS)
		return;
	if (findings->count == FINDINGS_MAX_COUNT) {
		findings->full = true;
		return;
	}
	findings->list = alloc_grow(findings->list, findings->count, &findings->capacity, sizeof(finding));
	findings->list[findings->count++] = finding;
	count(findings, &finding, 1);
}

void findings_replace(struct findings *findings, struct finding *old, struct finding finding)
{
	count(findings, old, -1u);
	count(findings, &finding, 1);
	*old = finding;
}

void findings_free(struct findings *findings)
{
	free(findings->list);
	arena_free(&findings->arena);
	*findings = (struct findings){0};
}

void finding_append_place(const struct finding *finding, const struct format *format, struct strbuf *out)
{
	static const char *const parts[PART_NPARTS] = {
		[PART_REPORT] = "report", [PART_TITLE] = "title", [PART_PREAMBLE] = "preamble",
		[PART_SIGNATURE] = "signature",
	};
	if (finding->table != FORMAT_NONE && !finding->section) {
		const struct format_table *table = &format->tables[finding->table];
		strbuf_append(out, table->name);
		if (!finding->relation)
			return;
		strbuf_append_byte(out, '/');
		if (finding->relation->row != FORMAT_NONE)
			strbuf_append(out, format->rows[finding->relation->row].name);
		else
			strbuf_append(out, table->blocks[0].columns[finding->relation->column].name);
	} else if (finding->ncells) {
		format_append_cell_name(format, finding->cells[0], out);
	} else if (finding->section) {
		strbuf_append_text(out, "section/");
		strbuf_append_count(out, finding->section, 1);
	} else {
		strbuf_append_text(out, parts[finding->part]);
	}
}

static void append_cell_value(const struct cell *cell, struct strbuf *out)
{
	strbuf_append_byte(out, ' ');
	if (cell_has_value(cell))
		decimal_append(out, cell->value);
	else
		strbuf_append_text(out, cell_status_name((enum cell_status)cell->status));
}

/* For a check of the structure: which cells of its table were read, and which not. */
static void append_table_state(const struct finding *finding, const struct report *report, struct strbuf *out)
{
	if (finding->relation || finding->section || finding->ncells || finding->table == FORMAT_NONE)
		return;
	const struct format_table *table = &report->format->tables[finding->table];
	strbuf_append_text(out, verdict_name(finding->verdict));
	for (size_t i = table->first_cell; i < (size_t)table->first_cell + table->ncells; i++)
		strbuf_append_byte(out, (char)('0' + report->cells[i].status));
}

/* For what was found in the text: which of the rule's sentences, what stands in its holes, and the words of the
 * report. */
static void append_texts(const struct finding *finding, struct strbuf *out)
{
	if (!finding->nargs && !finding->quote.nbytes)
		return;
	strbuf_append_text(out, " m");
	strbuf_append_count(out, finding->message, 1);
	for (size_t i = 0; i < finding->nargs; i++) {
		strbuf_append_byte(out, '\n');
		strbuf_append(out, finding->args[i]);
	}
	strbuf_append_byte(out, '\n');
	strbuf_append(out, finding->quote);
}

const struct cell *finding_term_cell(const struct finding *finding, const struct report *report, size_t term)
{
	const struct operand *operand = &finding->relation->terms[term];
	return operand->last_year && finding->last_year ? &finding->last_year[term] : &report->cells[operand->cell];
}

uint64_t finding_fingerprint(const struct finding *finding, const struct report *report)
{
	struct strbuf text = {0};
	strbuf_append(&text, finding->rule->id);
	strbuf_append_byte(&text, ' ');
	finding_append_place(finding, report->format, &text);
	strbuf_append_byte(&text, ' ');
	strbuf_append_count(&text, finding->count, 1);
	append_table_state(finding, report, &text);
	for (size_t i = 0; finding->relation && i < finding->relation->nterms; i++)
		append_cell_value(finding_term_cell(finding, report, i), &text);
	for (size_t i = 0; i < finding->ncells; i++)
		append_cell_value(&report->cells[finding->cells[i]], &text);
	append_texts(finding, &text);
	uint64_t fingerprint = fold_hash(FOLD_HASH_SEED, strbuf_view(&text));
	strbuf_free(&text);
	return fingerprint;
}
