#include "check/explain.h"

#include "check/structure.h"

enum {
	MAX_TERMS_IN_FULL = 4,          /* longer sums leave out the terms that are 0 */
	MAX_ROWS_NAMED = 4,
};

struct str explain_rule_title(const struct rule *rule, const struct language *language)
{
	return language->chinese ? rule->title : rule->title_en;
}

struct str explain_rule_why(const struct rule *rule, const struct language *language)
{
	return language->chinese ? rule->why : rule->why_en;
}

/* The block that a relation's names belong to. */
static const struct format_block *relation_block(const struct format *format, const struct relation *relation)
{
	if (relation->row != FORMAT_NONE)
		return format_row_block(format, (size_t)relation->row);
	return format_row_block(format, format->cell_rows[relation->terms[0].cell]);
}

static const struct format_label *find_column_label(const struct format_block *block, struct str name)
{
	for (size_t i = 0; i < block->ncolumns; i++)
		if (str_equal(block->columns[i].name, name))
			return &block->columns[i].label;
	return NULL;
}

/* The label of a row, or for GROUP.* the label that stands above the group's rows. */
static const struct format_label *find_row_label(const struct format *format, const struct format_block *block,
						 struct str name)
{
	struct str group = str_ends_with(name, STR(".*")) ? str_slice(name, 0, name.nbytes - 1) : (struct str){0};
	for (size_t i = block->first_row; i < (size_t)block->first_row + block->nrows; i++) {
		const struct format_row *row = &format->rows[i];
		if (str_equal(row->name, name))
			return &row->label;
		if (group.nbytes && str_starts_with(row->name, group) && row->parent != FORMAT_NONE)
			return &format->rows[row->parent].label;
	}
	return NULL;
}

void explain_append_formula(const struct relation *relation, struct strbuf *out)
{
	const struct format *format = relation->format;
	const struct format_block *block = relation_block(format, relation);
	struct str rest = relation->text, word;
	const char *separator = "";
	while (str_split(&rest, ' ', &word)) {
		if (!word.nbytes)
			continue;
		const struct format_label *label = relation->row != FORMAT_NONE ? find_column_label(block, word)
										 : find_row_label(format, block, word);
		strbuf_append_text(out, separator);
		strbuf_append(out, label ? label->short_text : word);
		separator = " ";
	}
}

void explain_append_place(const struct finding *finding, const struct format *format, const struct language *language,
			  struct strbuf *out)
{
	if (finding->section) {
		strbuf_printf(out, tr(language->catalog, "section %s"), format_ordinal(finding->section));
		return;
	}
	const struct format_table *table = &format->tables[finding->table];
	strbuf_append(out, table->short_title);
	if (!finding->relation)
		return;
	strbuf_append_byte(out, ' ');
	if (finding->relation->row != FORMAT_NONE)
		strbuf_append(out, format->rows[finding->relation->row].label.short_text);
	else
		strbuf_append(out, table->blocks[0].columns[finding->relation->column].label.text);
}

/* The short label of a term: its row in a column's relation, its column in a row's. */
static struct str term_label(const struct format *format, const struct relation *relation, size_t cell)
{
	size_t row = format->cell_rows[cell];
	if (relation->row == FORMAT_NONE)
		return format->rows[row].label.short_text;
	return format_row_block(format, row)->columns[format_cell_column(format, cell)].label.short_text;
}

/* Appends one side: "一、本年新收 1 + 二、上年结转 0 = 1". Terms of a long sum that are 0 are left out; terms that were
 * not read are counted and said to be left out. */
static void append_side(const struct finding *finding, const struct report *report, bool right,
			const struct language *language, struct strbuf *out)
{
	const struct relation *relation = finding->relation;
	size_t nterms = 0, nshown = 0, nunread = 0;
	for (size_t i = 0; i < relation->nterms; i++)
		nterms += relation->terms[i].right == right;
	for (size_t i = 0; i < relation->nterms; i++) {
		const struct operand *term = &relation->terms[i];
		const struct cell *cell = &report->cells[term->cell];
		if (term->right != right)
			continue;
		nunread += !cell_has_value(cell);
		if (!cell_has_value(cell) || (nterms > MAX_TERMS_IN_FULL && cell->value == 0))
			continue;
		if (nshown++ || term->sign < 0)
			strbuf_append_text(out, term->sign < 0 ? " - " : " + ");
		strbuf_append(out, term_label(report->format, relation, term->cell));
		strbuf_append_byte(out, ' ');
		decimal_append(out, cell->value);
	}
	if (nshown != 1) {
		strbuf_append_text(out, nshown ? " = " : "");
		decimal_append(out, right ? finding->right : finding->left);
	}
	if (nunread)
		strbuf_printf(out, tr(language->catalog, " (%zu cells not read left out)"), nunread);
}

static void append_relation(const struct finding *finding, const struct report *report,
			    const struct language *language, struct strbuf *out)
{
	static const char *const signs[][2] = {
		[COMPARE_EQUAL] = {"≠", "="}, [COMPARE_AT_MOST] = {">", "≤"}, [COMPARE_AT_LEAST] = {"<", "≥"},
	};
	static const char *const ascii_signs[][2] = {
		[COMPARE_EQUAL] = {"!=", "="}, [COMPARE_AT_MOST] = {">", "<="}, [COMPARE_AT_LEAST] = {"<", ">="},
	};
	bool holds = finding->verdict == VERDICT_PASS;
	append_side(finding, report, false, language, out);
	strbuf_printf(out, " %s ", (language->ascii ? ascii_signs : signs)[finding->relation->comparison][holds]);
	append_side(finding, report, true, language, out);
	if (holds)
		return;
	strbuf_append_text(out, tr(language->catalog, ", difference "));
	decimal_append(out, finding->left - finding->right);
	if (finding->verdict == VERDICT_LOOK)
		strbuf_append_text(out, tr(language->catalog, "; a cell carries a remark, please judge"));
}

static void append_unread(const struct finding *finding, const struct report *report, const struct language *language,
			  struct strbuf *out)
{
	static const char *const reasons[CELL_NSTATUSES] = {
		[CELL_ABSENT] = N_(" is not there"),
		[CELL_BLANK] = N_(" is blank"),
		[CELL_LOST] = N_(" could not be read"),
		[CELL_TEXT] = N_(" is not a number"),
		[CELL_INFERRED] = N_(" is inferred"),
	};
	if (finding->unread_cell == FORMAT_NONE) {
		strbuf_append_text(out, tr(language->catalog, "not assessable: the sum is too large"));
		return;
	}
	strbuf_append_text(out, tr(language->catalog, "not assessable: "));
	strbuf_append(out, term_label(report->format, finding->relation, (size_t)finding->unread_cell));
	const char *reason = reasons[report->cells[finding->unread_cell].status];
	if (reason)
		strbuf_append_text(out, tr(language->catalog, reason));
}

static bool row_is_repaired(const struct report *report, size_t row)
{
	return report->rows[row].repairs != 0;
}

/* Appends ": " and the labels of the first of a table's rows for which `applies` is true. */
static void append_rows(const struct report *report, size_t table, bool (*applies)(const struct report *, size_t),
			const struct language *language, struct strbuf *out)
{
	const struct format_table *form = &report->format->tables[table];
	size_t nnamed = 0;
	for (size_t row = form->first_row; row < (size_t)form->first_row + form->nrows; row++) {
		if (!applies(report, row))
			continue;
		if (nnamed == MAX_ROWS_NAMED) {
			strbuf_append_text(out, language->ascii ? " ..." : " …");
			return;
		}
		strbuf_append_text(out, tr(language->catalog, nnamed++ ? N_("; ") : N_(": ")));
		strbuf_append(out, report->format->rows[row].label.short_text);
	}
}

static void append_section(const struct finding *finding, const struct report *report,
			   const struct language *language, struct strbuf *out)
{
	const struct format *format = report->format;
	if (finding->verdict == VERDICT_LOOK)
		strbuf_append_text(out, tr(language->catalog, "its heading is not on a line of its own: "));
	else if (finding->count == 0)
		strbuf_append_text(out, tr(language->catalog, "missing: "));
	else if (finding->count == 1)
		strbuf_append_text(out, tr(language->catalog, "there: "));
	else
		strbuf_printf(out, tr(language->catalog, "stands %u times: "), (unsigned)finding->count);
	strbuf_append_text(out, format_ordinal(finding->section));
	strbuf_append_text(out, "、");
	for (size_t i = 0; i < format->nsections; i++)
		if (format->sections[i].number == finding->section)
			strbuf_append(out, format->sections[i].heading.text);
}

static void append_table(const struct finding *finding, const struct report *report, const struct language *language,
			 struct strbuf *out)
{
	const struct format_table *form = &report->format->tables[finding->table];
	if (finding->verdict == VERDICT_LOOK)
		strbuf_append_text(out, tr(language->catalog, "the table is there, in a layout that cannot be read"));
	else if (finding->verdict == VERDICT_PASS)
		strbuf_append_text(out, tr(language->catalog, "the table is there"));
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

static void append_structure(const struct finding *finding, const struct report *report,
			     const struct language *language, struct strbuf *out)
{
	unsigned count = finding->count;
	switch (finding->rule->structure) {
	case STRUCTURE_BLANK_CELLS:
		strbuf_printf(out, tr(language->catalog, "%u cells are blank; a blank is not taken for 0"), count);
		break;
	case STRUCTURE_LOST_CELLS:
		strbuf_printf(out, tr(language->catalog, "%u cells could not be read; what needs them is not assessed"),
			      count);
		break;
	case STRUCTURE_REPAIRED_ROWS:
		strbuf_printf(out, tr(language->catalog, "rows put right by the form: %u"), count);
		append_rows(report, (size_t)finding->table, row_is_repaired, language, out);
		break;
	case STRUCTURE_ROWS:
		strbuf_printf(out, tr(language->catalog, "%u of %u rows are missing"), count,
			      (unsigned)report->tables[finding->table].nrows_with_cells);
		append_rows(report, (size_t)finding->table, structure_row_is_missing, language, out);
		break;
	case STRUCTURE_SECTIONS:
		append_section(finding, report, language, out);
		break;
	case STRUCTURE_TABLES:
		append_table(finding, report, language, out);
		break;
	case STRUCTURE_NONE:
	case STRUCTURE_NCHECKS:
		break;
	}
}

void explain_append_message(const struct finding *finding, const struct report *report,
			    const struct language *language, struct strbuf *out)
{
	if (!finding->relation)
		append_structure(finding, report, language, out);
	else if (finding->verdict == VERDICT_NA)
		append_unread(finding, report, language, out);
	else
		append_relation(finding, report, language, out);
}
