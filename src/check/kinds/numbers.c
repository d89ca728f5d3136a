/* How numbers are written: whole, not negative, without signs of another form. */
#include "check/kinds/numbers.h"

#include "base/ascii.h"
#include "check/kinds/numbers_parts.h"

enum { MAX_CELLS_NAMED = 60 };

/* What kind of number a cell holds. */
enum number_type { NUMBER_COUNT, NUMBER_MONEY, NUMBER_CHANGE };

static enum number_type type_of(const struct format *format, size_t cell)
{
	size_t row = format->cell_rows[cell];
	struct str column = format_row_block(format, row)->columns[format_cell_column(format, cell)].name;
	if (str_equal(column, STR("amount")))
		return NUMBER_MONEY;
	return str_equal(column, STR("change")) ? NUMBER_CHANGE : NUMBER_COUNT;
}

struct str numbers_raw(const struct check *check, size_t cell)
{
	const struct cell *c = &check->report->cells[cell];
	return str_slice(check->text, c->raw.offset, c->raw.nbytes);
}

bool numbers_read(const struct report *report, int cell, decimal *value)
{
	if (cell == FORMAT_NONE || !cell_has_value(&report->cells[cell]))
		return false;
	*value = report->cells[cell].value;
	return true;
}

struct finding numbers_start(const struct check *check, const struct rule *rule, enum verdict verdict, size_t message,
			     int cell)
{
	const uint16_t one = (uint16_t)cell;
	struct finding finding = kind_start(rule, verdict, message, check->report->cells[cell].line);
	kind_set_cells(check, &finding, &one, 1);
	return finding;
}

/* Cells of a table to which something applies. */
struct named {
	size_t count;
	uint16_t cells[MAX_CELLS_NAMED];
};

static void name_cell(struct named *named, size_t cell)
{
	if (named->count < MAX_CELLS_NAMED)
		named->cells[named->count++] = (uint16_t)cell;
}

/* Adds a finding for the cells named, {1}: how many, {2}: the first as it is written; or a PASS for the table. */
static void add_named(const struct check *check, const struct rule *rule, size_t table, const struct named *named,
		      enum verdict verdict, size_t message, size_t clean)
{
	if (!named->count && kind_skips_passes(check->findings))
		return;
	if (!named->count) {
		struct finding pass = kind_start(rule, VERDICT_PASS, clean, check->report->tables[table].line);
		pass.table = (int16_t)table;
		findings_add(check->findings, pass);
		return;
	}
	struct finding finding = kind_start(rule, verdict, message, check->report->cells[named->cells[0]].line);
	finding.count = (uint16_t)named->count;
	kind_set_cells(check, &finding, named->cells, named->count);
	kind_add_count(check, &finding, named->count);
	kind_add_text(check, &finding, numbers_raw(check, named->cells[0]));
	findings_add(check->findings, finding);
}

/* Names the cells of each table that is there that `next` gives: the first at or behind `cell` to which something
 * applies, `end` when there is none. */
static void run_for_tables(const struct check *check, const struct rule *rule, enum verdict verdict,
			   size_t (*next)(const struct check *check, size_t cell, size_t end))
{
	for (size_t i = 0; i < check->report->format->ntables; i++) {
		const struct format_table *form = &check->report->format->tables[i];
		struct named named = {0};
		if (!check->report->tables[i].line)
			continue;
		size_t end = (size_t)form->first_cell + form->ncells;
		for (size_t cell = form->first_cell; (cell = next(check, cell, end)) < end; cell++)
			name_cell(&named, cell);
		add_named(check, rule, i, &named, verdict, 0, 1);
	}
}

/* Not a count: negative, or with a fraction where it is not money. */
static bool is_no_count(const struct check *check, size_t cell)
{
	const struct cell *c = &check->report->cells[cell];
	if (!cell_has_value(c) || (c->value >= 0 && c->value % DECIMAL_ONE == 0))
		return false;
	enum number_type type = type_of(check->report->format, cell);
	return type != NUMBER_CHANGE && (c->value < 0 || type == NUMBER_COUNT);
}

static size_t next_no_count(const struct check *check, size_t cell, size_t end)
{
	const struct cell *cells = check->report->cells;
	while (cell < end && (!cells[cell].value || !is_no_count(check, cell)))
		cell++;
	return cell;
}

static void run_integers(const struct check *check, const struct rule *rule)
{
	run_for_tables(check, rule, VERDICT_FAIL, next_no_count);
}

/* 012, 1.0 for a count, 1,2: the number is plain, the way of writing is not. A row whose numbers had to be put right
 * says nothing. */
static bool is_odd_form(const struct check *check, size_t cell)
{
	const struct report *report = check->report;
	const struct cell *c = &report->cells[cell];
	if (c->status != CELL_READ && c->status != CELL_NOTED && c->status != CELL_TEXT)
		return false;
	if (report->rows[report->format->cell_rows[cell]].repairs & REPAIR_SPLIT)
		return false;
	struct str raw = str_trim(numbers_raw(check, cell));
	if (raw.nbytes < 2 || !ascii_is_digit_at(raw, 0))
		return false;
	if (c->status != CELL_TEXT && raw.ptr[0] == '0' && ascii_is_digit_at(raw, 1))
		return true;
	size_t i = 0;
	while (ascii_is_digit_at(raw, i))
		i++;
	if (i == raw.nbytes)
		return false;
	if (c->status == CELL_TEXT)
		return raw.ptr[i] == ',' && ascii_is_digit_at(raw, i + 1);
	return raw.ptr[i] == '.' && type_of(report->format, cell) == NUMBER_COUNT &&
	       c->value % DECIMAL_ONE == 0;
}

/* Whether a whole number has as many digits as the cell has bytes: then they are its digits, and nothing else. */
static inline bool is_plain_form(const struct cell *cell)
{
	/* By digits: below this a number has fewer, or as many. */
	static const decimal limits[] = {0, 1, 10, 100, 1000, 10000, 100000, 1000000};
	uint32_t ndigits = cell->raw.nbytes;
	return cell->status == CELL_READ && ndigits > 1 && ndigits + 1 < sizeof(limits) / sizeof(*limits) &&
	       cell->value >= limits[ndigits] * DECIMAL_ONE && cell->value < limits[ndigits + 1] * DECIMAL_ONE &&
	       cell->value % DECIMAL_ONE == 0;
}

/* Most cells have one digit, which is no odd way of writing. */
static size_t next_odd_form(const struct check *check, size_t cell, size_t end)
{
	const struct cell *cells = check->report->cells;
	while (cell < end && (cells[cell].raw.nbytes < 2 || is_plain_form(&cells[cell]) || !is_odd_form(check, cell)))
		cell++;
	return cell;
}

static void run_forms(const struct check *check, const struct rule *rule)
{
	run_for_tables(check, rule, VERDICT_FAIL, next_odd_form);
}

static size_t next_noted(const struct check *check, size_t cell, size_t end)
{
	while (cell < end && check->report->cells[cell].status != CELL_NOTED)
		cell++;
	return cell;
}

static void run_notes(const struct check *check, const struct rule *rule)
{
	run_for_tables(check, rule, VERDICT_PASS, next_noted);
}

static void run_all_zero(const struct check *check, const struct rule *rule)
{
	bool all = report_is_all_zero(check->report);
	findings_add(check->findings,
		     kind_start(rule, all ? VERDICT_FAIL : VERDICT_PASS, !all, check->report->title_line));
}

const struct check_kind numbers_integers = {
	.name = "counts", .run = run_integers, .messages = {"fraction", "clean"}};
const struct check_kind numbers_forms = {
	.name = "number-forms", .run = run_forms, .messages = {"form", "clean"}};
const struct check_kind numbers_notes = {
	.name = "noted-cells", .run = run_notes, .messages = {"noted", "clean"}};
const struct check_kind numbers_all_zero = {
	.name = "all-zero", .run = run_all_zero, .messages = {"zero", "clean"}};
