#include "check/hints/slip.h"

#include "base/catalog.h"

/* The digits of a whole number. */
struct digits {
	size_t count;
	char list[24];
};

static struct digits digits_of(decimal value)
{
	struct digits digits = {0};
	char reversed[24];
	size_t n = 0;
	for (decimal rest = value / DECIMAL_ONE; rest > 0 || !n; rest /= 10)
		reversed[n++] = (char)('0' + rest % 10);
	while (n)
		digits.list[digits.count++] = reversed[--n];
	return digits;
}

static bool is_whole(decimal value)
{
	return value >= 0 && value % DECIMAL_ONE == 0;
}

/* Whether `shorter` is `longer` without the digit at some place; `beside_equal`: without one that stands beside its
 * equal. */
static bool is_without_one(const struct digits *shorter, const struct digits *longer, bool beside_equal)
{
	if (shorter->count + 1 != longer->count)
		return false;
	for (size_t i = 0; i < longer->count; i++) {
		bool doubled = i && longer->list[i] == longer->list[i - 1];
		if (memcmp(shorter->list, longer->list, i) == 0 &&
		    memcmp(shorter->list + i, longer->list + i + 1, shorter->count - i) == 0 &&
		    (doubled || !beside_equal))
			return true;
	}
	return false;
}

/* The first place where two numbers of one length differ, and how many places differ. */
static size_t count_differences(const struct digits *a, const struct digits *b, size_t *first)
{
	size_t count = 0;
	for (size_t i = a->count; i-- > 0;)
		if (a->list[i] != b->list[i]) {
			count++;
			*first = i;
		}
	return count;
}

/* What a slip is told by. */
struct look {
	const struct slips *slips;
	const struct report *report;
	const struct slip_change *changes;
	struct digits from, to;         /* of the first change, when both numbers are whole; else no digits */
};

/* The cell `rows` rows below and `columns` columns to the right of one, in the same block; FORMAT_NONE beyond it. */
static int cell_beside(const struct format *format, size_t cell, int rows, int columns)
{
	const struct format_block *block = format_row_block(format, format->cell_rows[cell]);
	int column = (int)format_cell_column(format, cell) + columns;
	int other = (int)cell + rows * (int)block->ncolumns + columns;
	if (column < 0 || column >= (int)block->ncolumns || other < 0 || other >= (int)format->ncells)
		return FORMAT_NONE;
	return format_row_block(format, format->cell_rows[other]) == block ? other : FORMAT_NONE;
}

static bool total_left(const struct look *look)
{
	return look->changes->is_wrong_sum && look->changes->from == 0;
}

static bool digits_swapped(const struct look *look)
{
	size_t i = 0;
	return look->from.count == look->to.count && count_differences(&look->from, &look->to, &i) == 2 &&
	       look->from.list[i] == look->to.list[i + 1] && look->from.list[i + 1] == look->to.list[i];
}

static bool digit_doubled(const struct look *look)
{
	return look->changes->to != 0 && is_without_one(&look->to, &look->from, true);
}

static bool digit_dropped(const struct look *look)
{
	return look->changes->from != 0 && is_without_one(&look->from, &look->to, false);
}

static bool digit_added(const struct look *look)
{
	return look->changes->to != 0 && is_without_one(&look->to, &look->from, false);
}

static bool digit_replaced(const struct look *look)
{
	size_t i = 0;
	return look->from.count && look->from.count == look->to.count && look->changes->from && look->changes->to &&
	       count_differences(&look->from, &look->to, &i) == 1;
}

static bool digit_alike(const struct look *look)
{
	size_t at = 0;
	if (!digit_replaced(look))
		return false;
	count_differences(&look->from, &look->to, &at);
	for (size_t i = 0; i < look->slips->nalike; i++)
		if (str_contains(look->slips->alike[i], (struct str){&look->from.list[at], 1}) &&
		    str_contains(look->slips->alike[i], (struct str){&look->to.list[at], 1}))
			return true;
	return false;
}

static bool off_by_one(const struct look *look)
{
	decimal difference = look->changes->from - look->changes->to;
	return difference == DECIMAL_ONE || difference == -DECIMAL_ONE;
}

static bool neighbour_copied(const struct look *look)
{
	static const int steps[][2] = {{-1, 0}, {1, 0}, {0, -1}, {0, 1}};
	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++) {
		int other = cell_beside(look->report->format, look->changes->cell, steps[i][0], steps[i][1]);
		if (other != FORMAT_NONE && cell_has_value(&look->report->cells[other]) &&
		    look->report->cells[other].value == look->changes->from && look->changes->from != 0)
			return true;
	}
	return false;
}

static bool left_out(const struct look *look)
{
	return look->changes->from == 0;
}

static bool stray(const struct look *look)
{
	return look->changes->to == 0;
}

/* Two cells. */

static bool in_one_row(const struct look *look)
{
	const struct format *format = look->report->format;
	return format->cell_rows[look->changes[0].cell] == format->cell_rows[look->changes[1].cell];
}

static bool in_one_column(const struct look *look)
{
	const struct format *format = look->report->format;
	size_t a = look->changes[0].cell, b = look->changes[1].cell;
	return format_row_block(format, format->cell_rows[a]) == format_row_block(format, format->cell_rows[b]) &&
	       format_cell_column(format, a) == format_cell_column(format, b);
}

static bool are_neighbours(const struct look *look)
{
	const struct format *format = look->report->format;
	size_t a = look->changes[0].cell, b = look->changes[1].cell;
	return cell_beside(format, a, 0, 1) == (int)b || cell_beside(format, b, 0, 1) == (int)a ||
	       cell_beside(format, a, 1, 0) == (int)b || cell_beside(format, b, 1, 0) == (int)a;
}

static decimal change_of(const struct look *look, size_t i)
{
	return look->changes[i].to - look->changes[i].from;
}

static bool are_opposite(const struct look *look)
{
	return change_of(look, 0) == -change_of(look, 1);
}

static bool cells_swapped(const struct look *look)
{
	const struct slip_change *c = look->changes;
	return are_neighbours(look) && c[0].from == c[1].to && c[1].from == c[0].to;
}

/* 12 stands as 1 in one cell and 2 in the next, which should be 0. */
static bool cell_split(const struct look *look)
{
	const struct slip_change *left = look->changes, *right = look->changes + 1;
	if (!in_one_row(look) || !are_neighbours(look))
		return false;
	if (left->cell > right->cell) {
		left = right;
		right = look->changes;
	}
	decimal whole = left->to ? left->to : right->to;
	if ((left->to && right->to) || !left->from || !is_whole(left->from) || !is_whole(right->from) ||
	    !is_whole(whole))
		return false;
	decimal scale = 10;
	for (decimal rest = right->from / DECIMAL_ONE; rest >= 10; rest /= 10)
		scale *= 10;
	return left->from <= INT64_MAX / 2 / scale && left->from * scale + right->from == whole;
}

/* The whole of a number went to another cell, and left an empty one behind. */
static bool moved_whole(const struct look *look)
{
	const struct slip_change *c = look->changes;
	return are_opposite(look) && (c[0].from == 0 || c[1].from == 0);
}

/* The same, and the other cell was empty. */
static bool moved_to_empty(const struct look *look)
{
	return moved_whole(look) && (look->changes[0].to == 0 || look->changes[1].to == 0);
}

static bool moved_one(const struct look *look)
{
	decimal change = change_of(look, 0);
	return are_opposite(look) && (change == DECIMAL_ONE || change == -DECIMAL_ONE);
}

static bool wrong_column(const struct look *look)
{
	return in_one_row(look) && are_neighbours(look) && moved_to_empty(look);
}

static bool wrong_row(const struct look *look)
{
	return in_one_column(look) && are_neighbours(look) && moved_to_empty(look);
}

static bool added_to_next_column(const struct look *look)
{
	return in_one_row(look) && are_neighbours(look) && moved_whole(look);
}

static bool added_to_next_row(const struct look *look)
{
	return in_one_column(look) && are_neighbours(look) && moved_whole(look);
}

static bool all_in_wrong_column(const struct look *look)
{
	return in_one_row(look) && moved_whole(look);
}

static bool all_in_wrong_row(const struct look *look)
{
	return in_one_column(look) && moved_whole(look);
}

static bool one_in_wrong_column(const struct look *look)
{
	return in_one_row(look) && moved_one(look);
}

static bool one_in_wrong_row(const struct look *look)
{
	return in_one_column(look) && moved_one(look);
}

static bool part_in_wrong_column(const struct look *look)
{
	return in_one_row(look) && are_opposite(look);
}

static bool part_in_wrong_row(const struct look *look)
{
	return in_one_column(look) && are_opposite(look);
}

/* A part and its sum changed by the same number. */
static bool changed_alike(const struct look *look)
{
	return (in_one_row(look) || in_one_column(look)) && look->changes[0].is_sum != look->changes[1].is_sum &&
	       change_of(look, 0) == change_of(look, 1);
}

static bool counted_twice(const struct look *look)
{
	return changed_alike(look) && change_of(look, 0) < 0;
}

static bool left_uncounted(const struct look *look)
{
	return changed_alike(look) && change_of(look, 0) > 0;
}

static const struct kind {
	const char *name;
	const char *text;
	uint8_t ncells;
	bool (*applies)(const struct look *look);
} kinds[SLIP_NSLIPS] = {
	[SLIP_NONE] = {"none", "", 0, NULL},
	[SLIP_TOTAL_LEFT] = {"total-left", N_("the sum was left at 0"), 1, total_left},
	[SLIP_DIGITS_SWAPPED] = {"digits-swapped", N_("digits swapped"), 1, digits_swapped},
	[SLIP_DIGIT_DOUBLED] = {"digit-doubled", N_("a digit doubled"), 1, digit_doubled},
	[SLIP_DIGIT_DROPPED] = {"digit-dropped", N_("a digit dropped"), 1, digit_dropped},
	[SLIP_DIGIT_ALIKE] = {"digit-alike", N_("digits that look alike"), 1, digit_alike},
	[SLIP_OFF_BY_ONE] = {"off-by-one", N_("off by one"), 1, off_by_one},
	[SLIP_NEIGHBOUR_COPIED] = {"neighbour-copied", N_("the number of the next cell"), 1, neighbour_copied},
	[SLIP_DIGIT_REPLACED] = {"digit-replaced", N_("one digit wrong"), 1, digit_replaced},
	[SLIP_DIGIT_ADDED] = {"digit-added", N_("a digit too many"), 1, digit_added},
	[SLIP_LEFT_OUT] = {"left-out", N_("left out"), 1, left_out},
	[SLIP_STRAY] = {"stray", N_("a stray number"), 1, stray},
	[SLIP_CELLS_SWAPPED] = {"cells-swapped", N_("perhaps two cells changed places"), 2, cells_swapped},
	[SLIP_CELL_SPLIT] = {"cell-split", N_("perhaps one number split over two cells"), 2, cell_split},
	[SLIP_WRONG_COLUMN] = {"wrong-column", N_("perhaps in the wrong column"), 2, wrong_column},
	[SLIP_WRONG_ROW] = {"wrong-row", N_("perhaps in the wrong row"), 2, wrong_row},
	[SLIP_ADDED_TO_NEXT_COLUMN] = {"added-to-next-column", N_("perhaps added to the wrong column"), 2,
				       added_to_next_column},
	[SLIP_ADDED_TO_NEXT_ROW] = {"added-to-next-row", N_("perhaps added to the wrong row"), 2,
				    added_to_next_row},
	[SLIP_ALL_IN_WRONG_COLUMN] = {"all-in-wrong-column", N_("perhaps in the wrong column"), 2,
				      all_in_wrong_column},
	[SLIP_ALL_IN_WRONG_ROW] = {"all-in-wrong-row", N_("perhaps in the wrong row"), 2, all_in_wrong_row},
	[SLIP_ONE_IN_WRONG_COLUMN] = {"one-in-wrong-column", N_("perhaps one application in the wrong column"), 2,
				      one_in_wrong_column},
	[SLIP_ONE_IN_WRONG_ROW] = {"one-in-wrong-row", N_("perhaps one application in the wrong row"), 2,
				   one_in_wrong_row},
	[SLIP_COUNTED_TWICE] = {"counted-twice", N_("perhaps counted twice"), 2, counted_twice},
	[SLIP_LEFT_UNCOUNTED] = {"left-uncounted", N_("perhaps not counted"), 2, left_uncounted},
	[SLIP_PART_IN_WRONG_COLUMN] = {"part-in-wrong-column", N_("perhaps some applications in the wrong column"), 2,
				       part_in_wrong_column},
	[SLIP_PART_IN_WRONG_ROW] = {"part-in-wrong-row", N_("perhaps some applications in the wrong row"), 2,
				    part_in_wrong_row},
	[SLIP_NOT_SUMMED] = {"not-summed", N_("perhaps not summed"), 0, NULL},
};

/* The likeliest slip that is about just these changes. */
static struct slip_match match(const struct slips *slips, const struct report *report,
			       const struct slip_change *changes, size_t count)
{
	struct look look = {.slips = slips, .report = report, .changes = changes};
	struct slip_match best = {SLIP_NONE, slips->weights[SLIP_NONE] * (unsigned)count};
	if (is_whole(changes->from) && is_whole(changes->to)) {
		look.from = digits_of(changes->from);
		look.to = digits_of(changes->to);
	}
	for (size_t i = 0; i < SLIP_NSLIPS; i++)
		if (kinds[i].ncells == count && slips->weights[i] < best.weight && kinds[i].applies(&look))
			best = (struct slip_match){(enum slip)i, slips->weights[i]};
	return best;
}

struct slip_match slip_explain(const struct slips *slips, const struct report *report,
			       const struct slip_change *changes, size_t count)
{
	if (count == 1)
		return match(slips, report, changes, 1);
	unsigned each[SLIP_MAX_CHANGES], sum = 0;
	for (size_t i = 0; i < count; i++) {
		each[i] = match(slips, report, &changes[i], 1).weight;
		sum += each[i];
	}
	if (count == 2) {
		struct slip_match both = match(slips, report, changes, 2);
		return both.weight <= sum ? both : (struct slip_match){SLIP_NONE, sum};
	}
	/* Three: one slip for two of them, and another one. */
	unsigned best = sum;
	for (size_t i = 0; i < count; i++) {
		const struct slip_change pair[] = {changes[(i + 1) % count], changes[(i + 2) % count]};
		unsigned weight = each[i] + match(slips, report, pair, 2).weight;
		best = weight < best ? weight : best;
	}
	return (struct slip_match){SLIP_NONE, best};
}

bool slip_cell_is_money(const struct slips *slips, const struct format *format, size_t cell)
{
	struct str name =
		format_row_block(format, format->cell_rows[cell])->columns[format_cell_column(format, cell)].name;
	for (size_t i = 0; i < slips->nmoney; i++)
		if (str_equal(slips->money[i], name))
			return true;
	return false;
}

const char *slip_text(enum slip slip)
{
	return kinds[slip].text;
}

const char *slip_name(enum slip slip)
{
	return kinds[slip].name;
}
