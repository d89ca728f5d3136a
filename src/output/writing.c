#include "output/writing.h"

#include "check/hints/explain_hint.h"
#include "render/rendering.h"

void writing_put_line(struct writing *writing)
{
	sink_write(writing->sink, strbuf_view(&writing->line));
	strbuf_clear(&writing->line);
}

void writing_free(struct writing *writing)
{
	strbuf_free(&writing->line);
	strbuf_free(&writing->scratch);
}

const char *writing_state_name(enum report_state state)
{
	static const char *const names[REPORT_NSTATES] = {
		[REPORT_RECOGNISED] = "recognised",
		[REPORT_NOT_A_REPORT] = "not-a-report",
		[REPORT_LAYOUT_UNKNOWN] = "unknown-layout",
		[REPORT_OTHER_FORM] = "other-form",
		[REPORT_NO_FORM] = "no-form",
		[REPORT_NO_CHARSET] = "no-charset",
		[REPORT_NEEDS_CONVERTER] = "needs-converter",
		[REPORT_NOT_CONVERTED] = "not-converted",
		[REPORT_NO_TEXT] = "no-text",
		[REPORT_BINARY] = "binary",
		[REPORT_EMPTY] = "empty",
		[REPORT_TOO_LARGE] = "too-large",
		[REPORT_NOT_REGULAR] = "not-regular",
		[REPORT_UNREADABLE] = "unreadable",
		[REPORT_PUT_OFF] = "put-off",
	};
	return names[state];
}

static void start_message(struct writing *writing, const struct finding *finding, const struct report *report)
{
	struct strbuf *out = &writing->scratch;
	strbuf_clear(out);
	explain_append_place(finding, report->format, writing->language, out);
	strbuf_append_text(out, tr(writing->language->catalog, ": "));
	explain_append_quote(finding, writing->language, out);
}

struct str writing_message(struct writing *writing, const struct finding *finding, const struct report *report)
{
	start_message(writing, finding, report);
	explain_append_message(finding, report, writing->language, &writing->scratch);
	return strbuf_view(&writing->scratch);
}

struct str writing_brief(struct writing *writing, const struct finding *finding, const struct report *report)
{
	start_message(writing, finding, report);
	explain_append_brief(finding, report, writing->language, &writing->scratch);
	return strbuf_view(&writing->scratch);
}

struct str writing_hint(struct writing *writing, const struct finding *finding, const struct examiner *examined)
{
	strbuf_clear(&writing->scratch);
	explain_append_hint(&examined->repairs, finding, &examined->report, writing->language, &writing->scratch);
	return strbuf_view(&writing->scratch);
}

struct str writing_reason(struct writing *writing, const struct report *report)
{
	strbuf_clear(&writing->scratch);
	render_append_state(report, writing->language, &writing->scratch);
	return strbuf_view(&writing->scratch);
}

struct str writing_place(struct writing *writing, const struct report *report, const struct finding *finding)
{
	strbuf_clear(&writing->scratch);
	finding_append_place(finding, report->format, &writing->scratch);
	return strbuf_view(&writing->scratch);
}

struct str writing_formula(struct writing *writing, const struct relation *relation)
{
	strbuf_clear(&writing->scratch);
	explain_append_formula(relation, &writing->scratch);
	return strbuf_view(&writing->scratch);
}

struct str writing_decimal(struct writing *writing, decimal value)
{
	strbuf_clear(&writing->scratch);
	decimal_append(&writing->scratch, value);
	return strbuf_view(&writing->scratch);
}

bool writing_has_sides(const struct finding *finding)
{
	return finding->has_sides;
}

bool writing_difference(const struct finding *finding, decimal *difference)
{
	if (!writing_has_sides(finding) || finding->right == INT64_MIN)
		return false;
	*difference = finding->left;
	return decimal_add(difference, -finding->right);
}

struct cell_name writing_cell_name(const struct format *format, size_t cell)
{
	size_t row = format->cell_rows[cell];
	return (struct cell_name){
		.table = format_cell_table(format, cell)->name,
		.row = format->rows[row].name,
		.column = format_row_block(format, row)->columns[format_cell_column(format, cell)].name,
	};
}

struct str writing_cell_raw(const struct cell *cell, const struct examiner *examined)
{
	return str_slice(examined->text, cell->raw.offset, cell->raw.nbytes);
}
