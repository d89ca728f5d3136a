/* Tables without anything between their cells: 190000019二、上年结转…. Such text is not guessed at. The labels of the
 * form are looked up in it, in their order; the digits behind each are split into the numbers of its row. Only when
 * there is exactly one way to do so that keeps the sums of the form (no number begins with a superfluous 0, and none
 * goes across a blank) are the numbers taken, as INFERRED; otherwise they are LOST. */
#include "base/ascii.h"
#include "read/value.h"
#include "report/recognise_parts.h"

enum {
	MAX_DIGITS = 64,
	MAX_GAP_NBYTES = 600,           /* between the label of a row and that of the next one */
	MAX_NUMBER_DIGITS = 9,
	MIN_VARIANT_NBYTES = 9,
	MAX_STEPS = 20000,              /* of the search, after which the row is taken for ambiguous */
};

/* The digits of a row, and where blanks stand between them. */
struct digits {
	size_t count;
	char text[MAX_DIGITS];
	bool blank_before[MAX_DIGITS];
	struct str source;
};

/* A search for the ways to split them. */
struct search {
	const struct digits *digits;
	size_t ncolumns;
	const bool *is_sum;             /* by column */
	const bool *starts_group;       /* by column: sums begin anew */
	bool apart;                     /* blanks set some of the numbers apart */
	decimal values[ALLOT_MAX_VALUES], found[ALLOT_MAX_VALUES];
	unsigned nfound, nsteps;
};

/* Whether what stands behind digits may belong to a number, or is a digit misread (O for 0, l for 1): they are then not
 * all of it. */
static bool goes_on_as_number(struct str rest, const struct words *words)
{
	static const char *const signs[] = {".", ",", "+", "-", "．", "，", "－", "＋", "/", "〇", "○"};
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (str_starts_with(rest, str_from(signs[i])))
			return true;
	if (words_find_start(words, WORDS_LESS, rest) || words_find_start(words, WORDS_MORE, rest))
		return true;
	return (rest.nbytes && ascii_is_letter(rest.ptr[0])) || value_begins_wide_digit(rest);
}

/* The digits and blanks that `text` begins with; false when there are none, too many, or other parts of numbers. */
static bool take_digits(struct str text, const struct words *words, struct digits *digits)
{
	size_t i = 0;
	bool blank = false;
	digits->count = 0;
	for (; i < text.nbytes; i++) {
		char c = text.ptr[i];
		if (ascii_is_digit(c)) {
			if (digits->count == MAX_DIGITS)
				return false;
			digits->text[digits->count] = c;
			digits->blank_before[digits->count++] = blank;
			blank = false;
		} else if (c == ' ' || c == '\n' || c == '\t') {
			blank = true;
		} else {
			break;
		}
	}
	digits->source = str_trim(str_slice(text, 0, i));
	return digits->count > 0 && !goes_on_as_number(str_slice(text, i, text.nbytes), words);
}

/* Whether the number put into `column` may stand there: a sum is that of its group's columns. */
static bool keeps_sum(const struct search *search, size_t column)
{
	decimal sum = 0;
	if (!search->is_sum[column])
		return true;
	for (size_t i = column; i-- > 0;) {
		sum += search->values[i];
		if (search->starts_group[i])
			break;
	}
	return sum == search->values[column];
}

/* Whether a number may end with a digit: of numbers that are set apart, only what is none, with a superfluous 0 before
 * it, is several. */
static bool may_end_with(const struct search *search, size_t i)
{
	const struct digits *digits = search->digits;
	if (!search->apart || i + 1 == digits->count || digits->blank_before[i + 1])
		return true;
	while (i && !digits->blank_before[i])
		i--;
	return digits->text[i] == '0';
}

static void split(struct search *search, size_t column, size_t from)
{
	const struct digits *digits = search->digits;
	decimal value = 0;
	if (column == search->ncolumns) {
		if (from == digits->count && search->nfound++ == 0)
			memcpy(search->found, search->values, sizeof(search->found));
		return;
	}
	for (size_t to = from; to < digits->count && to - from < MAX_NUMBER_DIGITS; to++) {
		if (++search->nsteps > MAX_STEPS || search->nfound > 1 || (to > from && digits->blank_before[to]))
			return;
		value = value * 10 + (digits->text[to] - '0');
		search->values[column] = value * DECIMAL_ONE;
		if (may_end_with(search, to) && keeps_sum(search, column))
			split(search, column + 1, to + 1);
		if (digits->text[from] == '0')
			return;
	}
}

/* Splits the digits over the cells from `first_cell` on; the cells are INFERRED or LOST. */
static bool infer_cells(struct recogniser *recogniser, struct search *search, size_t first_cell, uint32_t line)
{
	split(search, 0, 0);
	bool unique = search->nfound == 1 && search->nsteps <= MAX_STEPS;
	for (size_t i = 0; i < search->ncolumns; i++)
		recogniser->report->cells[first_cell + i] = (struct cell){
			.value = unique ? search->found[i] : 0,
			.raw = recognise_slice(recogniser, search->digits->source),
			.line = line,
			.status = unique ? CELL_INFERRED : CELL_LOST,
		};
	return unique;
}

/* Where the label of a row stands in the text behind `from`, as printed in the form or in an accepted wording; its end
 * is put into `*end`. `text.nbytes` when it is not near. */
static size_t find_label(struct str text, size_t from, const struct format_label *label, size_t *end)
{
	size_t best = text.nbytes;
	struct str window = str_slice(text, from, MAX_GAP_NBYTES);
	for (size_t i = 0; i <= label->nvariants; i++) {
		struct str wording = i ? label->variants[i - 1] : label->text;
		size_t at = str_find(window, wording);
		/* （六）其他处理 is not 其他. */
		struct str before = str_trim(str_slice(window, 0, at));
		if (wording.nbytes < MIN_VARIANT_NBYTES &&
		    (str_ends_with(before, STR("）")) || str_ends_with(before, STR(")"))))
			continue;
		if (at < window.nbytes && from + at < best) {
			best = from + at;
			*end = best + wording.nbytes;
		}
	}
	return best;
}

/* How many runs of digits blanks set apart. */
static size_t count_runs(const struct digits *digits)
{
	size_t nruns = digits->count > 0;
	for (size_t i = 1; i < digits->count; i++)
		nruns += digits->blank_before[i];
	return nruns;
}

/* Whether blanks stand between some of the numbers only: one that is missing would go unnoticed. */
static bool is_partly_apart(const struct digits *digits, size_t ncolumns)
{
	size_t nruns = count_runs(digits);
	return nruns > 1 && nruns < ncolumns;
}

/* What stands behind the label of a row, up to the next label, which may begin with a digit itself. */
struct stretch {
	size_t row, start, end;
};

/* The stretches of a table with a label before each row; `stretches` has room for all of its rows. */
static size_t find_stretches(const struct recogniser *recogniser, const struct format_table *table, size_t from,
			     struct stretch *stretches)
{
	const struct format *format = recogniser->format;
	size_t count = 0;
	for (size_t row = table->first_row; row < (size_t)table->first_row + table->nrows; row++) {
		size_t end = from;
		if (format->rows[row].first_cell == FORMAT_NONE)
			continue;
		size_t at = find_label(recogniser->text, from, &format->rows[row].label, &end);
		if (at == recogniser->text.nbytes)
			continue;
		if (count)
			stretches[count - 1].end = at;
		stretches[count++] = (struct stretch){row, end, recogniser->text.nbytes};
		from = end;
	}
	return count;
}

static bool take_stretch(const struct recogniser *recogniser, const struct stretch *stretch, struct digits *digits)
{
	struct str text = str_slice(recogniser->text, stretch->start, stretch->end - stretch->start);
	return take_digits(text, recogniser->words, digits);
}

/* `apart`: blanks stand between the numbers of other rows. Without a sum that tells its numbers, a run of digits is
 * then one number, and the others are missing. */
static void infer_row(struct recogniser *recogniser, const struct stretch *stretch, bool apart)
{
	const struct format_block *block = format_row_block(recogniser->format, stretch->row);
	bool is_sum[FORMAT_MAX_COLUMNS], starts[FORMAT_MAX_COLUMNS] = {true}, has_sum = false;
	struct digits digits;
	for (size_t i = 0; i < block->ncolumns; i++) {
		is_sum[i] = block->columns[i].is_sum;
		has_sum |= is_sum[i];
	}
	struct report_row *found = &recogniser->report->rows[stretch->row];
	found->line = 1 + (uint32_t)str_count(str_slice(recogniser->text, 0, stretch->start), '\n');
	struct search search = {
		.digits = &digits, .ncolumns = block->ncolumns, .is_sum = is_sum, .starts_group = starts};
	if (!take_stretch(recogniser, stretch, &digits) || is_partly_apart(&digits, block->ncolumns) ||
	    (apart && !has_sum && count_runs(&digits) < block->ncolumns))
		digits = (struct digits){0};
	if (infer_cells(recogniser, &search, (size_t)recogniser->format->rows[stretch->row].first_cell, found->line))
		found->repairs |= REPAIR_SPLIT;
}

static void infer_rows(struct recogniser *recogniser, const struct format_table *table, size_t from)
{
	struct stretch stretches[FORMAT_MAX_ROWS];
	size_t count = find_stretches(recogniser, table, from, stretches);
	struct digits digits;
	bool apart = false;
	for (size_t i = 0; i < count; i++)
		apart |= take_stretch(recogniser, &stretches[i], &digits) && count_runs(&digits) > 1;
	for (size_t i = 0; i < count; i++)
		infer_row(recogniser, &stretches[i], apart);
}

/* A table whose rows stand side by side: the digits behind the last of its heads. */
static void infer_across(struct recogniser *recogniser, const struct format_table *table, size_t from)
{
	const struct format_block *block = &table->blocks[0];
	bool is_sum[ALLOT_MAX_VALUES], starts[ALLOT_MAX_VALUES];
	struct digits digits = {0};
	struct str head = block->columns[block->ncolumns - 1].label.text;
	struct str window = str_slice(recogniser->text, from, MAX_GAP_NBYTES);
	size_t at = 0, next;
	while ((next = str_find(str_slice(window, at, window.nbytes), head)) < window.nbytes - at) {
		at += next + head.nbytes;
		if (take_digits(str_slice(window, at, window.nbytes), recogniser->words, &digits))
			break;
	}
	if (!digits.count)
		return;
	for (size_t i = 0; i < table->ncells; i++) {
		is_sum[i] = block->columns[i % block->ncolumns].is_sum;
		starts[i] = i % block->ncolumns == 0;
	}
	struct search search = {.digits = &digits,
				.ncolumns = table->ncells,
				.is_sum = is_sum,
				.starts_group = starts,
				.apart = is_partly_apart(&digits, table->ncells)};
	uint32_t line = 1 + (uint32_t)str_count(str_slice(recogniser->text, 0, from), '\n');
	bool inferred = infer_cells(recogniser, &search, table->first_cell, line);
	for (size_t row = table->first_row; inferred && row < (size_t)table->first_row + table->nrows; row++) {
		if (recogniser->format->rows[row].first_cell == FORMAT_NONE)
			continue;
		recogniser->report->rows[row].line = line;
		recogniser->report->rows[row].repairs |= REPAIR_SPLIT;
	}
}

static bool has_values(const struct recogniser *recogniser, const struct format_table *table)
{
	for (size_t i = table->first_cell; i < (size_t)table->first_cell + table->ncells; i++)
		if (cell_has_value(&recogniser->report->cells[i]))
			return true;
	return false;
}

void recognise_glued_tables(struct recogniser *recogniser)
{
	const struct format *format = recogniser->format;
	for (size_t i = 0; i < format->ntables; i++) {
		const struct format_table *table = &format->tables[i];
		if (!recogniser->report->tables[i].mentioned || recogniser->has_cells[i] ||
		    has_values(recogniser, table))
			continue;
		size_t from = recogniser->text.nbytes;
		for (size_t j = 0; j < table->nsigns; j++) {
			size_t at = str_find(recogniser->text, table->signs[j]);
			from = at < from ? at : from;
		}
		if (from < recogniser->text.nbytes)
			(table->across ? infer_across : infer_rows)(recogniser, table, from);
	}
}
