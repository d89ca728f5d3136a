#include "check/hints/explain_hint.h"

static struct str row_label(const struct format *format, size_t cell)
{
	return format->rows[format->cell_rows[cell]].label.short_text;
}

static struct str column_label(const struct format *format, size_t cell)
{
	return format_row_block(format, format->cell_rows[cell])
		->columns[format_cell_column(format, cell)]
		.label.short_text;
}

static bool is_one_cell_slip(const struct repair *repair)
{
	return repair->nchanges == 1 && repair->slip != SLIP_NONE;
}

/* （七）总计 自然人 should be 3 (now 0): the row is named once for cells of one row. */
static void append_change(const struct repair *repair, size_t i, const struct format *format,
			  const struct language *language, struct strbuf *out)
{
	const struct slip_change *change = &repair->changes[i];
	if (!i || format->cell_rows[repair->changes[i - 1].cell] != format->cell_rows[change->cell]) {
		strbuf_append(out, row_label(format, change->cell));
		strbuf_append_byte(out, ' ');
	}
	strbuf_append(out, column_label(format, change->cell));
	strbuf_append_text(out, tr(language->catalog, " should be "));
	decimal_append(out, change->to);
	strbuf_append_text(out, tr(language->catalog, " (now "));
	decimal_append(out, change->from);
	if (is_one_cell_slip(repair)) {
		strbuf_append_text(out, tr(language->catalog, ", "));
		strbuf_append_text(out, tr(language->catalog, slip_text(repair->slip)));
	}
	strbuf_append_text(out, tr(language->catalog, ")"));
}

/* What a repair of more than one relation achieves. */
static void append_outcome(const struct repair *repair, const struct language *language, struct strbuf *out)
{
	unsigned nchanges = repair->ncells, nmended = repair->nmended;
	if (nmended < 2)
		return;
	strbuf_append_text(out, tr(language->catalog, ": "));
	if (nchanges == 1)
		strbuf_printf(out, repair->complete
					   ? tr(language->catalog, "with this one change all %u relations hold")
					   : tr(language->catalog, "with this one change %u relations hold"),
			      nmended);
	else
		strbuf_printf(out, repair->complete
					   ? tr(language->catalog, "with these %u changes all %u relations hold")
					   : tr(language->catalog, "with these %u changes %u relations hold"),
			      nchanges, nmended);
}

/* A row or column of sums that should be summed anew. */
static void append_line(const struct repair *repair, const struct format *format, const struct language *language,
			struct strbuf *out)
{
	size_t cell = repair->changes->cell;
	strbuf_append_text(out, tr(language->catalog, slip_text(repair->slip)));
	strbuf_append_text(out, tr(language->catalog, ": "));
	strbuf_append(out, repair->line == REPAIR_ROW ? row_label(format, cell) : column_label(format, cell));
	strbuf_printf(out,
		      repair->line == REPAIR_ROW ? tr(language->catalog, ", %u cells of the row")
						 : tr(language->catalog, ", %u cells of the column"),
		      (unsigned)repair->ncells);
}

static void append_repair(const struct repair *repair, const struct format *format, const struct language *language,
			  struct strbuf *out)
{
	if (repair->line) {
		append_line(repair, format, language, out);
		return;
	}
	if (repair->slip != SLIP_NONE && !is_one_cell_slip(repair)) {
		strbuf_append_text(out, tr(language->catalog, slip_text(repair->slip)));
		strbuf_append_text(out, tr(language->catalog, ": "));
	}
	for (size_t i = 0; i < repair->nchanges; i++) {
		strbuf_append_text(out, i ? tr(language->catalog, ", ") : "");
		append_change(repair, i, format, language, out);
	}
}

/* Many rows would do: only what happens in one of them is known. */
static void append_some_row(const struct repair *repair, const struct format *format, const struct language *language,
			    struct strbuf *out)
{
	if (repair->slip != SLIP_NONE) {
		strbuf_append_text(out, tr(language->catalog, slip_text(repair->slip)));
		strbuf_append_text(out, tr(language->catalog, ": "));
	}
	strbuf_append_text(out, tr(language->catalog, "in some row "));
	for (size_t i = 0; i < repair->nchanges; i++) {
		const struct slip_change *change = &repair->changes[i];
		decimal difference = change->to - change->from;
		strbuf_append_text(out, i ? tr(language->catalog, ", ") : "");
		strbuf_append(out, column_label(format, change->cell));
		strbuf_append_text(out, difference > 0 ? " +" : " ");
		decimal_append(out, difference);
	}
	strbuf_append_text(out, tr(language->catalog, "; the numbers do not tell which row"));
}

/* Whether what two repairs achieve is said in the same words. */
static bool is_equally_good(const struct repair *a, const struct repair *b)
{
	return a->ncells == b->ncells && a->nmended == b->nmended && a->complete == b->complete;
}

bool explain_append_hint(const struct repairs *repairs, const struct finding *finding, const struct report *report,
			 const struct language *language, struct strbuf *out)
{
	if (!finding_is_open(finding) || !finding->relation)
		return false;
	const struct format *format = report->format;
	struct hint hint = localise_find(repairs, finding->relation);
	switch (hint.kind) {
	case HINT_NONE:
		return false;
	case HINT_SOME_ROW:
		append_some_row(hint.chosen[0], format, language, out);
		return true;
	case HINT_REPAIRS:
		break;
	}
	for (size_t i = 0; i < hint.count; i++) {
		strbuf_append_text(out, i ? tr(language->catalog, "; or: ") : "");
		append_repair(hint.chosen[i], format, language, out);
		if (!i || !is_equally_good(hint.chosen[i], hint.chosen[i - 1]))
			append_outcome(hint.chosen[i], language, out);
	}
	return true;
}
