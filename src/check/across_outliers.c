/* Numbers far from those of other bodies of the kind in the same year.
 *
 * Counts of bodies differ by factors, so their logarithms are compared: with the median, in units of the median absolute
 * deviation (times 1.4826, which makes it the standard deviation where the logarithms are normal). Neither is moved by
 * the numbers that stand out. */
#include <stdlib.h>

#include "base/alloc.h"
#include "check/across.h"
#include "check/across_parts.h"

enum { LIST_CELLS, LIST_BODIES };
enum { OUTLIER_DISTANCE, OUTLIER_BODIES, OUTLIER_LEAST };

/* A report among those of its kind and year. */
struct member {
	uint32_t kind, report;
	int16_t year;
};

struct value {
	double height;                  /* logarithm to base 2 of the number plus 1 */
	decimal number;
	uint32_t report;
	int16_t cell;
};

struct group {
	struct across *across;
	const struct rule *rule;
	struct str kind;
	size_t count, capacity;
	struct value *values;           /* of one cell */
	double *heights;
	struct report report;           /* unpacked */
};

/* The logarithm to base 2 of a number from 1 on, straight between powers of two: monotone, and near enough. */
static double logarithm(double number)
{
	double exponent = 0;
	for (; number >= 2; number /= 2)
		exponent++;
	return exponent + number - 1;
}

/* The longest word of the list that the name ends with; -1 for none. */
static int find_kind(const struct rule_list *kinds, struct str agency, const struct words *words)
{
	const struct str *end = words_find_end(words, WORDS_GENERIC, agency);
	struct str short_name = end ? str_slice(agency, 0, agency.nbytes - end->nbytes) : agency;
	int found = -1;
	for (size_t i = 0; i < kinds->count; i++)
		if ((str_ends_with(agency, kinds->words[i]) || str_ends_with(short_name, kinds->words[i])) &&
		    (found < 0 || kinds->words[i].nbytes > kinds->words[found].nbytes))
			found = (int)i;
	return found;
}

static int compare_members(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->year != y->year)
		return x->year < y->year ? -1 : 1;
	return x->report < y->report ? -1 : x->report > y->report;
}

static int compare_heights(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return x < y ? -1 : x > y;
}

/* Sorts the heights and returns the middle one. */
static double median(double *heights, size_t count)
{
	qsort(heights, count, sizeof(*heights), compare_heights);
	return count % 2 ? heights[count / 2] : (heights[count / 2 - 1] + heights[count / 2]) / 2;
}

/* The number that has the median height: what is shown to a reader. */
static decimal median_number(const struct value *values, size_t count, double middle)
{
	size_t nearest = 0;
	for (size_t i = 1; i < count; i++) {
		double now = values[i].height - middle, best = values[nearest].height - middle;
		if ((now < 0 ? -now : now) < (best < 0 ? -best : best))
			nearest = i;
	}
	return values[nearest].number;
}

static void add_outliers(struct group *g, double middle, double spread)
{
	const decimal *thresholds = g->rule->thresholds;
	double distance = (double)thresholds[OUTLIER_DISTANCE] / DECIMAL_ONE * spread;
	decimal shown = median_number(g->values, g->count, middle);
	for (size_t i = 0; i < g->count; i++) {
		const struct value *value = &g->values[i];
		bool high = value->height > middle + distance, low = value->height < middle - distance;
		if ((!high && !low) || (high ? value->number : shown) < thresholds[OUTLIER_LEAST])
			continue;
		struct across_item item = across_item_start(g->rule, value->report, ACROSS_NONE, high ? 0 : 1, VERDICT_LOOK);
		item.cell = value->cell;
		item.left = value->number;
		item.right = shown;
		item.count = (uint32_t)g->count;
		item.word = g->kind;
		across_add_item(g->across, item);
	}
}

/* Where more than half of the bodies have one number, there is no spread to measure with, and nothing is said. */
static void judge_cell(struct group *g)
{
	const decimal *thresholds = g->rule->thresholds;
	if (!g->count || (decimal)g->count < thresholds[OUTLIER_BODIES] / DECIMAL_ONE)
		return;
	for (size_t i = 0; i < g->count; i++)
		g->heights[i] = g->values[i].height;
	double middle = median(g->heights, g->count);
	for (size_t i = 0; i < g->count; i++) {
		double deviation = g->values[i].height - middle;
		g->heights[i] = deviation < 0 ? -deviation : deviation;
	}
	double spread = 1.4826 * median(g->heights, g->count);
	if (spread > 0)
		add_outliers(g, middle, spread);
}

/* The numbers of the members for the cell at `place` of the rule's list, where they were read. */
static void take_values(struct group *g, const struct member *members, size_t count, size_t place)
{
	const struct knowledge *knowledge = g->across->knowledge;
	g->count = 0;
	for (size_t i = 0; i < count; i++) {
		const struct summary *summary = g->across->reports[members[i].report].summary;
		const int16_t *cells = knowledge->forms[summary->form].rules->list[g->rule->number].fitted;
		if (cells[place] == FORMAT_NONE)
			continue;
		summary_unpack(summary, knowledge, &g->report);
		const struct cell *cell = &g->report.cells[cells[place]];
		if (cell_has_value(cell) && cell->value >= 0)
			g->values[g->count++] = (struct value){logarithm((double)cell->value / DECIMAL_ONE + 1), cell->value,
							       members[i].report, cells[place]};
	}
}

static size_t take_members(const struct across *across, const struct rule *rule, struct member *members)
{
	size_t count = 0;
	for (size_t i = 0; i < across->nreports; i++) {
		const struct across_report *report = &across->reports[i];
		int kind = -1;
		if (report->summary && report->summary->checked && report->summary->year)
			kind = find_kind(&rule->lists[LIST_BODIES], str_from(report->agency), &across->knowledge->words);
		if (kind >= 0)
			members[count++] = (struct member){(uint32_t)kind, (uint32_t)i, report->summary->year};
	}
	return count;
}

static void run(struct across *across, const struct rule *rule)
{
	struct member *members = alloc_array(across->nreports + 1, sizeof(*members));
	struct group *g = alloc_zeroed(1, sizeof(*g));
	size_t count = take_members(across, rule, members);
	g->across = across;
	g->rule = rule;
	g->values = alloc_array(count + 1, sizeof(*g->values));
	g->heights = alloc_array(count + 1, sizeof(*g->heights));
	if (count)
		qsort(members, count, sizeof(*members), compare_members);
	for (size_t i = 0, end; i < count; i = end) {
		for (end = i; end < count && members[end].kind == members[i].kind && members[end].year == members[i].year;)
			end++;
		g->kind = rule->lists[LIST_BODIES].words[members[i].kind];
		if ((decimal)(end - i) < rule->thresholds[OUTLIER_BODIES] / DECIMAL_ONE)
			continue;
		for (size_t place = 0; place < rule->lists[LIST_CELLS].count; place++) {
			take_values(g, members + i, end - i, place);
			judge_cell(g);
		}
	}
	free(g->values);
	free(g->heights);
	free(g);
	free(members);
}

const struct check_kind across_outliers = {
	.name = "outliers",
	.run_across = run,
	.fit = kind_fit_cells,
	.messages = {"high", "low"},
	.thresholds = {{"distance", 6 * (decimal)DECIMAL_ONE},
		       {"bodies", 20 * (decimal)DECIMAL_ONE},
		       {"least", 10 * (decimal)DECIMAL_ONE}},
	.lists = {"cells", "bodies"},
};
