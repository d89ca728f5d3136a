#include "render/rendering.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/wrap.h"
#include "check/hints/explain_hint.h"
#include "render/builder.h"

enum {
	PARAGRAPH_INDENT = 4,
	FINDING_HANG = 2,
	MIN_TEXT_NCOLS = 8,             /* where an indent leaves less, there is none */
	FEW_TERMS = 5,
	MANY_TERMS = 10,
};

char render_level_mark(enum severity severity)
{
	static const char marks[SEVERITY_NLEVELS] = {
		[SEVERITY_NOTICE] = 'i', [SEVERITY_WARNING] = '~', [SEVERITY_ERROR] = '!',
	};
	return marks[severity];
}

char render_finding_mark(const struct finding *finding)
{
	return render_level_mark(finding_level(finding));
}

enum role render_finding_role(const struct finding *finding)
{
	static const enum role roles[SEVERITY_NLEVELS] = {
		[SEVERITY_NOTICE] = ROLE_NOTICE, [SEVERITY_WARNING] = ROLE_WARNING, [SEVERITY_ERROR] = ROLE_ERROR,
	};
	return roles[finding_level(finding)];
}

void render_append_state(const struct report *report, const struct language *language, struct strbuf *out)
{
	strbuf_append_text(out, tr(language->catalog, report_state_text(report->state)));
	if (report->detail[0])
		strbuf_printf(out, ": %s", report->detail);
	if (report->reason)
		strbuf_printf(out, ": %s", tr(language->catalog, report->reason));
	if (report->reason_number > 0)
		strbuf_printf(out, " %d", report->reason_number);
	else if (report->reason_number < 0)
		strbuf_printf(out, ": %s", strerror(-report->reason_number));
	if (report->error_number)
		strbuf_printf(out, ": %s", strerror(report->error_number));
}

struct rendered_row *builder_add_row(struct builder *b, enum rendered_kind kind, uint32_t line)
{
	struct rendering *r = b->rendering;
	b->used_ncols = 0;
	r->rows = alloc_grow(r->rows, r->nrows, &r->rows_capacity, sizeof(*r->rows));
	struct rendered_row *row = &r->rows[r->nrows++];
	*row = (struct rendered_row){
		.first_span = (uint32_t)r->nspans,
		.kind = (uint8_t)kind,
		.section = b->section,
		.table = b->table,
		.grid = -1,
		.finding = -1,
		.line = line,
	};
	return row;
}

/* Adds a span of what is shown of `text` in at most `options.ncols` columns. No row is wider than the rendering, or
 * than its grid. */
static void add_clipped(struct builder *b, enum role role, struct str text, struct clip_options options)
{
	struct rendering *r = b->rendering;
	size_t start = r->bytes.nbytes, left = SIZE_MAX;
	if (r->rows[r->nrows - 1].grid < 0)
		left = b->options->ncols - b->used_ncols;
	options.ncols = options.ncols < left ? options.ncols : left;
	bool narrow = b->options->ambiguous == WIDTH_AMBIGUOUS_1 && !b->options->language->ascii;
	options.cut_mark = narrow ? "…" : ">";
	options.ambiguous = b->options->ambiguous;
	b->used_ncols += clip_text(&r->bytes, text, &options).ncols;
	if (r->bytes.nbytes == start)
		return;
	r->spans = alloc_grow(r->spans, r->nspans, &r->spans_capacity, sizeof(*r->spans));
	uint32_t nbytes = (uint32_t)(r->bytes.nbytes - start);
	r->spans[r->nspans++] = (struct rendered_span){(uint32_t)start, nbytes, (uint8_t)role};
	r->rows[r->nrows - 1].nspans++;
}

void builder_add_span(struct builder *b, enum role role, struct str text)
{
	add_clipped(b, role, text, (struct clip_options){.ncols = SIZE_MAX});
}

void builder_add_field(struct builder *b, enum role role, struct str text, size_t ncols, enum clip_align align)
{
	add_clipped(b, role, text, (struct clip_options){.ncols = ncols, .pad = true, .align = align});
}

size_t builder_measure(const struct builder *b, struct str text)
{
	return clip_measure(text, b->options->ambiguous);
}

void builder_add_text(struct builder *b, enum rendered_kind kind, enum role role, struct str text, uint32_t line,
		      size_t first, size_t rest)
{
	size_t indent = first, ncols = b->options->ncols;
	struct str part;
	if (first + MIN_TEXT_NCOLS > ncols || rest + MIN_TEXT_NCOLS > ncols)
		indent = rest = 0;
	while (wrap_take_line(&text, ncols - indent, b->options->ambiguous, &part)) {
		struct rendered_row *row = builder_add_row(b, kind, line);
		if (kind == RENDERED_FINDING_REST)
			row->finding = (row - 1)->finding;
		builder_add_field(b, role, (struct str){0}, indent, CLIP_LEFT);
		builder_add_span(b, role, part);
		kind = kind == RENDERED_FINDING ? RENDERED_FINDING_REST
		       : kind == RENDERED_FINDING_REST ? kind
						       : RENDERED_TEXT;
		indent = rest;
	}
}

/* Which cells may be wrong, below the explanation; not again where the explanation above ends with the same hint. */
static void add_hint(struct builder *b, const struct finding *finding, size_t first_row, size_t indent)
{
	const struct repairs *repairs = &b->opened->examiner->repairs;
	struct hint hint = {HINT_NONE, 0, {NULL}};
	if (finding->relation)
		hint = localise_find(repairs, finding->relation);
	bool again = first_row == b->hint_end && hint.count && hint.chosen[0] == b->hinted;
	strbuf_clear(&b->scratch);
	strbuf_append_text(&b->scratch, "-> ");
	if (!again && explain_append_hint(repairs, finding, b->report, b->options->language, &b->scratch))
		builder_add_text(b, RENDERED_FINDING_REST, ROLE_TEXT, strbuf_view(&b->scratch), finding->line, indent,
				 indent + 3);
	b->hinted = hint.chosen[0];
	b->hint_end = b->rendering->nrows;
}

/* Appends mark, rule and place of a finding. */
static void append_head(struct builder *b, const struct finding *finding, char mark)
{
	strbuf_append_byte(&b->scratch, mark);
	strbuf_append_byte(&b->scratch, ' ');
	strbuf_append(&b->scratch, finding->rule->id);
	strbuf_append_byte(&b->scratch, ' ');
	explain_append_place(finding, b->report->format, b->options->language, &b->scratch);
}

/* Appends what a person has said, and who says otherwise: " [confirmed: a note; wang: dismissed]". */
static void append_verdict(struct builder *b, size_t index)
{
	const struct render_verdict *verdict = b->options->verdicts ? &b->options->verdicts[index] : NULL;
	const struct catalog *catalog = b->options->language->catalog;
	const struct judgement *judgement = verdict ? verdict->now ? verdict->now : verdict->outdated : NULL;
	if (!judgement)
		return;
	strbuf_append_text(&b->scratch, " [");
	strbuf_append_text(&b->scratch, tr(catalog, judgement_kind_text(judgement->kind)));
	if (!verdict->now)
		strbuf_append_text(&b->scratch, tr(catalog, N_(" before its numbers changed")));
	if (judgement->note.nbytes) {
		strbuf_append_text(&b->scratch, tr(catalog, ": "));
		strbuf_append(&b->scratch, judgement->note);
	}
	if (verdict->other) {
		strbuf_append_text(&b->scratch, tr(catalog, "; "));
		strbuf_append(&b->scratch, verdict->other->author);
		strbuf_append_text(&b->scratch, tr(catalog, ": "));
		strbuf_append_text(&b->scratch, tr(catalog, judgement_kind_text(verdict->other->kind)));
	}
	strbuf_append_byte(&b->scratch, ']');
}

/* A dismissed finding is folded into one quiet row. */
static void add_dismissed(struct builder *b, size_t index, size_t indent)
{
	const struct finding *finding = &b->findings->list[index];
	append_head(b, finding, '-');
	append_verdict(b, index);
	builder_add_row(b, RENDERED_FINDING, finding->line);
	builder_add_field(b, ROLE_DIM, (struct str){0}, indent, CLIP_LEFT);
	builder_add_span(b, ROLE_DIM, strbuf_view(&b->scratch));
}

static void add_explained(struct builder *b, size_t index, size_t indent)
{
	const struct finding *finding = &b->findings->list[index];
	size_t first_row = b->rendering->nrows;
	append_head(b, finding, render_finding_mark(finding));
	strbuf_append_text(&b->scratch, tr(b->options->language->catalog, ": "));
	explain_append_quote(finding, b->options->language, &b->scratch);
	if (b->options->brief)
		explain_append_brief(finding, b->report, b->options->language, &b->scratch);
	else
		explain_append_message(finding, b->report, b->options->language, &b->scratch);
	append_verdict(b, index);
	builder_add_text(b, RENDERED_FINDING, render_finding_role(finding), strbuf_view(&b->scratch), finding->line,
			 indent, indent + FINDING_HANG);
	add_hint(b, finding, first_row, indent + FINDING_HANG);
}

void builder_add_finding(struct builder *b, size_t index, size_t indent)
{
	struct rendering *r = b->rendering;
	if (b->explained[index])
		return;
	b->explained[index] = true;
	strbuf_clear(&b->scratch);
	size_t first_row = r->nrows;
	if (render_is_dismissed(b->options->verdicts, index) && !b->options->unfold)
		add_dismissed(b, index, indent);
	else
		add_explained(b, index, indent);
	for (size_t row = first_row; row < r->nrows; row++)
		r->rows[row].finding = (int32_t)index;
}

/* Whether a finding is explained in the running text: it belongs to no table, or to one that is not there. */
static bool belongs_to_text(const struct builder *b, const struct finding *finding)
{
	return !finding->relation && (finding->table == FORMAT_NONE || !b->report->tables[finding->table].line);
}

/* Findings of the running text stand behind the item whose lines they are in, or before it where they say that
 * something is missing there: a section, a table that belongs to the section before. */
static void add_findings_at(struct builder *b, const struct document_item *item, uint32_t end, bool before)
{
	for (size_t i = 0; i < b->findings->count; i++) {
		const struct finding *finding = &b->findings->list[i];
		if (finding->line < item->line || finding->line >= end || !finding_is_open(finding) ||
		    !belongs_to_text(b, finding))
			continue;
		bool foreign_table = finding->table != FORMAT_NONE &&
				     b->report->format->tables[finding->table].section != item->section;
		if ((finding->before || foreign_table) == before)
			builder_add_finding(b, i, 0);
	}
}

static void add_blank_row(struct builder *b)
{
	const struct rendering *r = b->rendering;
	if (r->nrows && r->rows[r->nrows - 1].kind != RENDERED_HEADING)
		builder_add_row(b, RENDERED_TEXT, 0);
}

static void add_heading(struct builder *b, const struct document_item *item, uint32_t end)
{
	add_blank_row(b);
	add_findings_at(b, item, end, true);
	b->section = item->section;
	b->table = FORMAT_NONE;
	builder_add_text(b, RENDERED_HEADING, ROLE_HEADING, item->text, item->line, 0, PARAGRAPH_INDENT);
}

/* Lays out an item of the text whose lines end before `end`. */
static void add_item(struct builder *b, const struct document_item *item, uint32_t end)
{
	switch (item->kind) {
	case DOCUMENT_TITLE:
		builder_add_text(b, RENDERED_TITLE, ROLE_TITLE, item->text, item->line, 0, 0);
		break;
	case DOCUMENT_PARAGRAPH:
		builder_add_text(b, RENDERED_TEXT, ROLE_TEXT, item->text, item->line, PARAGRAPH_INDENT, 0);
		break;
	case DOCUMENT_STRAY_ROW:
		builder_add_text(b, RENDERED_TEXT, ROLE_DIM, item->text, item->line, 0, 2);
		break;
	case DOCUMENT_HEADING:
		add_heading(b, item, end);
		break;
	case DOCUMENT_TABLE:
		if (!b->report->tables[item->table].line)
			break;
		add_blank_row(b);
		builder_add_table(b, item->table);
		break;
	}
	/* Behind a table: what was found in its cells by other means than relations. */
	add_findings_at(b, item, end, false);
}

static void add_document(struct builder *b, const struct document *document)
{
	for (size_t i = 0; i < document->nitems; i++) {
		uint32_t end = UINT32_MAX;
		if (i + 1 < document->nitems)
			end = document->items[i + 1].line;
		add_item(b, &document->items[i], end);
	}
}

/* The cells that failed relations are made of. Of a sum only the parts that are not 0 are marked, and of a very long
 * one (a column of outcomes) only what they should add up to: its explanation lists the parts. */
size_t render_finding_cells(const struct finding *finding, const struct report *report, uint16_t *cells)
{
	size_t count = 0;
	for (size_t i = 0; i < finding->ncells && count < FORMAT_MAX_CELLS; i++)
		cells[count++] = finding->cells[i];
	if (!finding->relation)
		return count;
	const struct relation *relation = finding->relation;
	for (size_t i = 0; i < relation->nterms && count < FORMAT_MAX_CELLS; i++) {
		const struct operand *term = &relation->terms[i];
		const struct cell *cell = &report->cells[term->cell];
		if (term->last_year)
			continue;
		bool quiet = !term->right && relation->nterms > FEW_TERMS &&
			     (cell->value == 0 || relation->nterms > MANY_TERMS);
		if (cell_has_value(cell) && !quiet)
			cells[count++] = (uint16_t)term->cell;
	}
	return count;
}

static void mark_cells(struct builder *b)
{
	uint16_t cells[FORMAT_MAX_CELLS];
	for (size_t i = 0; i < b->findings->count; i++) {
		const struct finding *finding = &b->findings->list[i];
		uint8_t level = (uint8_t)(finding_level(finding) + 1);
		if (!finding_is_open(finding) || render_is_dismissed(b->options->verdicts, i))
			continue;
		size_t ncells = render_finding_cells(finding, b->report, cells);
		for (size_t j = 0; j < ncells; j++)
			if (b->levels[cells[j]] < level)
				b->levels[cells[j]] = level;
	}
}

/* What a reader should know of the file: its encoding, and what was lost in reading it. */
static void add_remarks_on_file(struct builder *b)
{
	const struct report *report = b->report;
	const struct catalog *catalog = b->options->language->catalog;
	strbuf_clear(&b->scratch);
	if (report->encoding)
		strbuf_printf(&b->scratch, tr(catalog, "Encoding: %s. "), report->encoding);
	if (report->nbad_bytes)
		strbuf_printf(&b->scratch,
			      tr_plural(catalog, report->nbad_bytes,
					N_("%zu byte could not be decoded, the first in line %u. "),
					N_("%zu bytes could not be decoded, the first in line %u. ")),
			      report->nbad_bytes, (unsigned)report->bad_line);
	if (report->limit)
		strbuf_printf(&b->scratch, tr(catalog, "Not read: %s. "), tr(catalog, report->limit));
	if (report->lossy)
		strbuf_printf(&b->scratch, tr(catalog, "Converted by %s, which leaves out parts of such files. "),
			      report->lossy);
	if (b->findings->full)
		strbuf_printf(&b->scratch, tr(catalog, "Only the first %d findings are listed. "), FINDINGS_MAX_COUNT);
	bool lost = report->nbad_bytes || report->limit || report->lossy || b->findings->full;
	if (b->scratch.nbytes)
		builder_add_text(b, RENDERED_TEXT, lost ? ROLE_WARNING : ROLE_DIM,
				 strbuf_view(&b->scratch), 0, 0, 2);
}

void rendering_build(struct rendering *rendering, const struct opened *opened, const struct render_options *options)
{
	struct builder b = {
		.rendering = rendering,
		.opened = opened,
		.report = opened_report(opened),
		.findings = opened_findings(opened),
		.options = options,
		.table = FORMAT_NONE,
	};
	strbuf_clear(&rendering->bytes);
	rendering->nspans = rendering->nrows = rendering->ngrids = 0;
	rendering->ncols = options->ncols;
	b.explained = alloc_zeroed(b.findings->count + 1, sizeof(*b.explained));
	mark_cells(&b);
	if (!report_is_checked(b.report)) {
		struct strbuf reason = {0};
		strbuf_append_text(&reason, tr(options->language->catalog, "Not checked: "));
		render_append_state(b.report, options->language, &reason);
		builder_add_text(&b, RENDERED_TEXT, ROLE_WARNING, strbuf_view(&reason), 0, 0, 2);
		add_blank_row(&b);
		strbuf_free(&reason);
	}
	add_remarks_on_file(&b);
	add_document(&b, opened_document(opened));
	b.table = FORMAT_NONE;
	for (size_t i = 0; i < b.findings->count; i++)
		if (finding_is_open(&b.findings->list[i]))
			builder_add_finding(&b, i, 0);
	free(b.explained);
	strbuf_free(&b.scratch);
}

void rendering_free(struct rendering *rendering)
{
	strbuf_free(&rendering->bytes);
	free(rendering->spans);
	free(rendering->rows);
	free(rendering->grids);
	*rendering = (struct rendering){0};
}
