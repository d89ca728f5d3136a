#include "check/kinds/printed_labels.h"

#include "base/ascii.h"
#include "base/fold.h"
#include "check/kinds/printed_heads.h"

enum { FOLDED_NBYTES = 256 };

static struct str fold_view(struct str text, char folded[FOLDED_NBYTES])
{
	return (struct str){folded, fold_text(text, folded, FOLDED_NBYTES)};
}

static bool fit_heads(struct rules *rules, struct arena *arena, struct rule *rule, struct error *error)
{
	(void)error;
	rule->fitted = printed_heads_make(arena, rules->format);
	return true;
}

/* Words. */

static struct str without_ordinal(struct str key)
{
	return str_slice(key, ascii_skip_digits(key, 0), key.nbytes);
}

static bool ends_in_digit(struct str key)
{
	return key.nbytes && ascii_is_digit(key.ptr[key.nbytes - 1]);
}

/* Whether a printed label that is not the form's to the byte stands in other words. What is only the beginning of the
 * official label may have been broken off; numbers of lists get lost in conversion; a label that is no known variant
 * and lacks its beginning is not trusted either, nor one that a number stuck to: no label of the form ends in one. */
static bool is_changed(const struct format_label *label, struct str printed)
{
	char folded[FOLDED_NBYTES], official[FOLDED_NBYTES];
	struct str key = without_ordinal(fold_view(printed, folded));
	struct str known = without_ordinal(fold_view(label->text, official));
	if (!key.nbytes || str_starts_with(known, key) || ends_in_digit(key))
		return false;
	return !str_ends_with(known, key) || printed_label_variant(label, printed);
}

/* The label of the form that a printed one stands for; NULL when it cannot be told, or where it was put together from
 * pieces. A head is only told by its known variants. */
static const struct format_label *find_official(const struct report *report, const struct printed_heads *heads,
						const struct document_label *printed)
{
	if (printed->row == FORMAT_NONE) {
		struct head_meaning meaning = printed_heads_read(heads, (size_t)printed->table, 0, printed->text);
		return meaning.is_official ? NULL : meaning.label;
	}
	return report->rows[printed->row].repairs & ~(unsigned)REPAIR_WORDS ? NULL
									 : &report->format->rows[printed->row].label;
}

enum { WORDS_ONE, WORDS_MANY };

/* The labels of a table that are not the form's. */
struct changed {
	size_t count;
	const struct document_label *first;
	const struct format_label *official; /* for the first */
};

static void add_changed(const struct check *check, const struct rule *rule, size_t table, const struct changed *changed)
{
	if (!changed->count && kind_skips_passes(check->findings))
		return;
	struct finding finding = kind_start(rule, VERDICT_PASS, KIND_HOLDS, check->report->tables[table].line);
	finding.table = (int16_t)table;
	if (changed->count) {
		finding.line = changed->first->line;
		finding.verdict = VERDICT_FAIL;
		finding.cause = CAUSE_SOURCE;
		finding.message = changed->count > 1 ? WORDS_MANY : WORDS_ONE;
		finding.count = (uint16_t)(changed->count < UINT16_MAX ? changed->count : UINT16_MAX);
		kind_add_text(check, &finding, changed->first->text);
		kind_add_text(check, &finding, changed->official->text);
		kind_add_count(check, &finding, finding.count);
	}
	findings_add(check->findings, finding);
}

static void run_words(const struct check *check, const struct rule *rule)
{
	const struct report *report = check->report;
	struct changed changed[FORMAT_MAX_TABLES] = {0};
	for (size_t i = 0; i < check->document->nlabels; i++) {
		const struct document_label *printed = &check->document->labels[i];
		struct changed *table = &changed[printed->table];
		if (!report->tables[printed->table].line)
			continue;
		const struct format_label *official = find_official(report, rule->fitted, printed);
		if (!official || str_equal(official->text, printed->text) || !is_changed(official, printed->text))
			continue;
		if (!table->count++) {
			table->first = printed;
			table->official = official;
		}
	}
	for (size_t i = 0; i < report->format->ntables; i++)
		if (report->tables[i].line)
			add_changed(check, rule, i, &changed[i]);
}

const struct check_kind printed_labels_words = {
	.name = "label-words", .run = run_words, .fit = fit_heads, .messages = {"one", "many"}};

/* Columns. */

enum { COLUMN_MISSING, COLUMN_DOUBLED, COLUMN_ORDER };

/* The heads of a table as they were met. */
struct heads {
	unsigned seen[FORMAT_MAX_TABLES][FORMAT_MAX_COLUMNS]; /* by block and column */
	unsigned nunknown;
	const struct document_label *misplaced; /* the first column that stands before one of lower number */
	size_t block;                   /* that the next head stands in or behind */
	int last_column, last_place;
};

/* Takes the heads of a table in the order of the source: a caption leads to its block, and in one row of heads the
 * columns of a block must rise (side by side, they begin again at the first). */
static void take_head(const struct printed_heads *known, const struct format_table *form,
		      const struct document_label *head, struct heads *heads)
{
	struct head_meaning meaning = printed_heads_read(known, head->table, heads->block, head->text);
	if (head->place <= heads->last_place)
		heads->last_column = FORMAT_NONE;
	heads->last_place = head->place;
	heads->block = meaning.block;
	if (meaning.column == FORMAT_NONE) {
		heads->nunknown += !meaning.is_other;
		return;
	}
	heads->seen[meaning.block][meaning.column]++;
	if (meaning.column <= heads->last_column && !(form->across && meaning.column == 0) && !heads->misplaced)
		heads->misplaced = head;
	heads->last_column = meaning.column;
}

/* How many rows with cells a block has. */
static unsigned count_rows(const struct format *format, const struct format_block *block)
{
	unsigned count = 0;
	for (size_t i = block->first_row; i < (size_t)block->first_row + block->nrows; i++)
		count += format->rows[i].first_cell != FORMAT_NONE;
	return count;
}

/* Whether every row of the block that was found lacks a number. */
static bool rows_are_short(const struct report *report, const struct format_block *block)
{
	for (size_t i = block->first_row; i < (size_t)block->first_row + block->nrows; i++) {
		const struct format_row *row = &report->format->rows[i];
		bool is_short = false;
		if (row->first_cell == FORMAT_NONE || !report->rows[i].line)
			continue;
		for (size_t j = 0; j < block->ncolumns; j++)
			is_short |= report->cells[(size_t)row->first_cell + j].status == CELL_LOST;
		if (!is_short)
			return false;
	}
	return true;
}

/* The one column of the block that was met less or, where `doubled`, more often than the others; FORMAT_NONE when there
 * is none or more than one: then the head as a whole is damaged or repeated, and nothing is said. */
static int find_odd_column(const struct format_block *block, const unsigned *seen, unsigned expected, bool doubled)
{
	int found = FORMAT_NONE;
	for (size_t i = 0; i < block->ncolumns; i++) {
		if (seen[i] == expected)
			continue;
		if (found != FORMAT_NONE || (seen[i] > expected) != doubled)
			return FORMAT_NONE;
		found = (int)i;
	}
	return found;
}

static bool check_block(const struct check *check, const struct rule *rule, size_t table, size_t block_number,
			const struct heads *heads)
{
	const struct format_table *form = &check->report->format->tables[table];
	const struct format_block *block = &form->blocks[block_number];
	unsigned expected = form->across ? count_rows(check->report->format, block) : 1;
	for (int doubled = 0; block->ncolumns > 1 && doubled < 2; doubled++) {
		int column = find_odd_column(block, heads->seen[block_number], expected, doubled);
		if (column == FORMAT_NONE)
			continue;
		bool sure = doubled || rows_are_short(check->report, block);
		struct finding finding = kind_start(rule, sure ? VERDICT_FAIL : VERDICT_LOOK,
						    doubled ? COLUMN_DOUBLED : COLUMN_MISSING,
						    check->report->tables[table].line);
		finding.table = (int16_t)table;
		kind_add_text(check, &finding, block->columns[column].label.text);
		findings_add(check->findings, finding);
		return true;
	}
	return false;
}

static void check_columns(const struct check *check, const struct rule *rule, size_t table, const struct heads *heads)
{
	const struct format_table *form = &check->report->format->tables[table];
	if (heads->nunknown)
		return;
	for (size_t i = 0; i < form->nblocks; i++)
		if (check_block(check, rule, table, i, heads))
			return;
	if (!heads->misplaced && kind_skips_passes(check->findings))
		return;
	struct finding finding =
		heads->misplaced ? kind_start(rule, VERDICT_FAIL, COLUMN_ORDER, heads->misplaced->line)
				 : kind_start(rule, VERDICT_PASS, KIND_HOLDS, check->report->tables[table].line);
	finding.table = (int16_t)table;
	if (heads->misplaced)
		kind_add_text(check, &finding, heads->misplaced->text);
	findings_add(check->findings, finding);
}

static void run_columns(const struct check *check, const struct rule *rule)
{
	const struct format *format = check->report->format;
	struct heads heads[FORMAT_MAX_TABLES];
	for (size_t i = 0; i < format->ntables; i++)
		heads[i] = (struct heads){.last_column = FORMAT_NONE, .last_place = FORMAT_NONE};
	for (size_t i = 0; i < check->document->nlabels; i++) {
		const struct document_label *label = &check->document->labels[i];
		if (label->row == FORMAT_NONE)
			take_head(rule->fitted, &format->tables[label->table], label, &heads[label->table]);
	}
	for (size_t i = 0; i < format->ntables; i++)
		if (check->report->tables[i].line)
			check_columns(check, rule, i, &heads[i]);
}

const struct check_kind printed_labels_columns = {
	.name = "columns", .run = run_columns, .fit = fit_heads, .messages = {"missing", "doubled", "order"}};
