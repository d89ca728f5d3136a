#include "check/explain.h"

#include "base/utf8.h"
#include "check/kind.h"

enum { MAX_TERMS_IN_FULL = 4 };         /* longer sums leave out the terms that are 0 */

/* Before the label of a cell of last year's report. Labels are those of the form, in Chinese everywhere. */
static const char last_year_label[] = "上年 ";

struct str explain_rule_title(const struct rule *rule, const struct language *language)
{
	return language->chinese ? rule->title : rule->title_en;
}

struct str explain_rule_why(const struct rule *rule, const struct language *language)
{
	return language->chinese ? rule->why : rule->why_en;
}

struct str explain_rule_example(const struct rule *rule, const struct language *language)
{
	return language->chinese ? rule->example : rule->example_en;
}

/* The block that a relation's names belong to. */
static const struct format_block *relation_block(const struct format *format, const struct relation *relation)
{
	if (relation->row != FORMAT_NONE)
		return format_row_block(format, (size_t)relation->row);
	return format_row_block(format, format->cell_rows[relation->terms[0].cell]);
}

/* A name as it stands in a rule, without what says that it is one of last year's report. */
static struct str own_name(struct str name, bool *last_year)
{
	const struct str prefix = STR("last_year.");
	*last_year = str_starts_with(name, prefix);
	return *last_year ? str_slice(name, prefix.nbytes, name.nbytes) : name;
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
		bool last_year;
		word = own_name(word, &last_year);
		const struct format_label *label = relation->row != FORMAT_NONE ? find_column_label(block, word)
										 : find_row_label(format, block, word);
		strbuf_append_text(out, separator);
		strbuf_append_text(out, last_year ? last_year_label : "");
		strbuf_append(out, label ? label->short_text : word);
		separator = " ";
	}
}

static void append_cell_place(const struct format *format, size_t cell, struct strbuf *out)
{
	size_t row = format->cell_rows[cell];
	strbuf_append(out, format_cell_table(format, cell)->short_title);
	strbuf_append_byte(out, ' ');
	strbuf_append(out, format->rows[row].label.short_text);
	strbuf_append_byte(out, ' ');
	strbuf_append(out, format_row_block(format, row)->columns[format_cell_column(format, cell)].label.short_text);
}

void explain_append_place(const struct finding *finding, const struct format *format, const struct language *language,
			  struct strbuf *out)
{
	static const char *const parts[PART_NPARTS] = {
		[PART_REPORT] = N_("the report"),
		[PART_TITLE] = N_("title"),
		[PART_PREAMBLE] = N_("preamble"),
		[PART_SIGNATURE] = N_("signature"),
	};
	if (finding->ncells) {
		append_cell_place(format, finding->cells[0], out);
		return;
	}
	if (finding->section) {
		strbuf_printf(out, tr(language->catalog, "section %s"), format_ordinal(finding->section));
		return;
	}
	if (finding->table == FORMAT_NONE) {
		strbuf_append_text(out, tr(language->catalog, parts[finding->part]));
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
		const struct cell *cell = finding_term_cell(finding, report, i);
		if (term->right != right)
			continue;
		nunread += !cell_has_value(cell);
		if (!cell_has_value(cell) || (nterms > MAX_TERMS_IN_FULL && cell->value == 0))
			continue;
		if (nshown++ || term->sign < 0)
			strbuf_append_text(out, term->sign < 0 ? " - " : " + ");
		strbuf_append_text(out, term->last_year ? last_year_label : "");
		strbuf_append(out, term_label(report->format, relation, term->cell));
		strbuf_append_byte(out, ' ');
		decimal_append(out, cell->value);
	}
	if (nshown != 1) {
		strbuf_append_text(out, nshown ? " = " : "");
		decimal_append(out, right ? finding->right : finding->left);
	}
	if (nunread)
		strbuf_printf(out,
			      tr_plural(language->catalog, nunread, N_(" (%zu cell not read left out)"),
					N_(" (%zu cells not read left out)")),
			      nunread);
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
	if (finding->verdict == VERDICT_LOOK && (finding->rule->look_always || finding->relation->over_years) &&
	    !report->lossy)
		strbuf_append_text(out, tr(language->catalog, "; please judge"));
	else if (finding->verdict == VERDICT_LOOK && !report->lossy)
		strbuf_append_text(out, tr(language->catalog, "; a cell carries a remark, please judge"));
}

static uint8_t unread_status(const struct finding *finding, const struct report *report)
{
	const struct relation *relation = finding->relation;
	for (size_t i = 0; finding->unread_last_year && i < relation->nterms; i++)
		if (relation->terms[i].last_year && relation->terms[i].cell == finding->unread_cell)
			return finding_term_cell(finding, report, i)->status;
	return report->cells[finding->unread_cell].status;
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
	strbuf_append_text(out, finding->unread_last_year ? last_year_label : "");
	strbuf_append(out, term_label(report->format, finding->relation, (size_t)finding->unread_cell));
	const char *reason = finding->other_form ? N_(" is not in the form of that year")
						 : reasons[unread_status(finding, report)];
	if (reason)
		strbuf_append_text(out, tr(language->catalog, reason));
}

/* Appends the sentence of the rule with the texts of the finding in its holes {1}, {2} …. */
static void append_sentence(const struct finding *finding, const struct language *language, struct strbuf *out)
{
	if (finding->message == KIND_HOLDS) {
		strbuf_append(out, language->chinese ? finding->rule->title : finding->rule->title_en);
		return;
	}
	const struct rule_sentence *sentence = &finding->rule->messages[finding->message];
	struct str text = language->chinese ? sentence->text : sentence->text_en;
	size_t done = 0;
	for (size_t i = 0; i + 2 < text.nbytes; i++) {
		bool hole = text.ptr[i] == '{' && text.ptr[i + 2] == '}' && text.ptr[i + 1] >= '1' &&
			    text.ptr[i + 1] <= '9';
		if (!hole)
			continue;
		size_t arg = (size_t)(text.ptr[i + 1] - '1');
		strbuf_append(out, str_slice(text, done, i - done));
		if (arg < finding->nargs)
			strbuf_append(out, finding->args[arg]);
		i += 2;
		done = i + 1;
	}
	strbuf_append(out, str_slice(text, done, text.nbytes));
}

static void append_message(const struct finding *finding, const struct report *report, const struct language *language,
			   bool brief, struct strbuf *out)
{
	if (finding->rule->kind && finding->rule->kind->explain)
		finding->rule->kind->explain(finding, report, language, brief, out);
	else if (!finding->relation)
		append_sentence(finding, language, out);
	else if (finding->verdict == VERDICT_NA)
		append_unread(finding, report, language, out);
	else
		append_relation(finding, report, language, out);
	if (report->lossy && finding->verdict == VERDICT_LOOK)
		strbuf_printf(out, tr(language->catalog, "; %s may have left out text, please judge"), report->lossy);
}

void explain_append_message(const struct finding *finding, const struct report *report,
			    const struct language *language, struct strbuf *out)
{
	append_message(finding, report, language, false, out);
}

void explain_append_brief(const struct finding *finding, const struct report *report, const struct language *language,
			  struct strbuf *out)
{
	append_message(finding, report, language, true, out);
}

void explain_append_quote(const struct finding *finding, const struct language *language, struct strbuf *out)
{
	enum { MAX_QUOTE_NBYTES = 240 };
	struct str quote = finding->quote;
	size_t start = 0, mark_end = finding->mark_offset + finding->mark_nbytes;
	if (!quote.nbytes)
		return;
	/* Of a long sentence the part around what is marked is shown. */
	if (quote.nbytes > MAX_QUOTE_NBYTES && mark_end > MAX_QUOTE_NBYTES * 3 / 4) {
		start = finding->mark_offset > MAX_QUOTE_NBYTES / 2 ? finding->mark_offset - MAX_QUOTE_NBYTES / 2 : 0;
		while (start && utf8_is_tail(quote.ptr[start]))
			start--;
	}
	size_t end = start + MAX_QUOTE_NBYTES < quote.nbytes ? start + MAX_QUOTE_NBYTES : quote.nbytes;
	while (end < quote.nbytes && utf8_is_tail(quote.ptr[end]))
		end++;
	strbuf_append_text(out, tr(language->catalog, "\""));
	if (start)
		strbuf_append_text(out, language->ascii ? "..." : "…");
	size_t mark = finding->mark_offset < start ? start : finding->mark_offset;
	mark_end = mark_end < mark ? mark : mark_end > end ? end : mark_end;
	strbuf_append(out, str_slice(quote, start, mark - start));
	if (finding->mark_nbytes)
		strbuf_append_text(out, tr(language->catalog, "["));
	strbuf_append(out, str_slice(quote, mark, mark_end - mark));
	if (finding->mark_nbytes)
		strbuf_append_text(out, tr(language->catalog, "]"));
	strbuf_append(out, str_slice(quote, mark_end, end - mark_end));
	if (end < quote.nbytes)
		strbuf_append_text(out, language->ascii ? "..." : "…");
	strbuf_append_text(out, tr(language->catalog, "\" "));
}
