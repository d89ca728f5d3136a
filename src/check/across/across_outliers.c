/* Numbers far from those of other bodies of the kind in the same year.
 *
 * Counts of bodies differ by factors, so their logarithms are compared: with the median, in units of the median
 * absolute deviation (times 1.4826, which makes it the standard deviation where the logarithms are normal). Neither is
 * moved by the numbers that stand out. */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/parallel.h"
#include "check/across/across.h"
#include "check/across/across_parts.h"

enum { LIST_CELLS, LIST_BODIES };
enum { OUTLIER_DISTANCE, OUTLIER_BODIES, OUTLIER_LEAST };
enum { NO_NUMBER = -1, GRAIN = 512 };

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
	const struct str *kind;
	size_t count;
	struct value *values;           /* of one cell */
	double *heights;
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
		struct across_item item =
			across_item_start(g->rule, value->report, ACROSS_NONE, high ? 0 : 1, VERDICT_LOOK);
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

/* The cells of the rule's list in the form of a report. */
static const int16_t *cells_of(const struct across *across, const struct rule *rule, uint32_t report)
{
	unsigned form = across->reports[report].summary->form;
	return across->knowledge->forms[form].rules->list[rule->number].fitted;
}

/* The numbers of the members for all cells of the rule's list, each report unpacked once. */
struct numbers {
	const struct across *across;
	const struct rule *rule;
	const struct member *members;
	size_t nplaces;
	decimal *list;                  /* by member, then by place in the list; NO_NUMBER where none was read */
};

/* The numbers of one report, whose cells are unpacked into `cells`. */
static void take_numbers_of(const struct numbers *numbers, uint32_t report, struct cell *cells, decimal *list)
{
	const struct summary *summary = numbers->across->reports[report].summary;
	const int16_t *places = cells_of(numbers->across, numbers->rule, report);
	summary_unpack_cells(summary, numbers->across->knowledge, cells);
	for (size_t i = 0; i < numbers->nplaces; i++) {
		bool known = places[i] != FORMAT_NONE && cell_has_value(&cells[places[i]]);
		list[i] = known && cells[places[i]].value >= 0 ? cells[places[i]].value : NO_NUMBER;
	}
}

static void take_numbers(void *context, size_t worker, size_t first, size_t end)
{
	const struct numbers *numbers = context;
	struct cell *cells = alloc_array(FORMAT_MAX_CELLS, sizeof(*cells));
	(void)worker;
	for (size_t i = first; i < end; i++)
		take_numbers_of(numbers, numbers->members[i].report, cells, &numbers->list[i * numbers->nplaces]);
	free(cells);
}

/* The numbers of members `first` to before `end` for the cell at `place`, where they were read. */
static void take_values(struct group *g, const struct numbers *numbers, size_t first, size_t end, size_t place)
{
	g->count = 0;
	for (size_t i = first; i < end; i++) {
		const struct member *member = &numbers->members[i];
		decimal number = numbers->list[i * numbers->nplaces + place];
		if (number != NO_NUMBER)
			g->values[g->count++] = (struct value){logarithm((double)number / DECIMAL_ONE + 1), number,
							       member->report,
							       cells_of(g->across, g->rule, member->report)[place]};
	}
}

/* The kinds of bodies by report, -1 for those that are not looked at. */
struct kinds {
	const struct across *across;
	const struct rule *rule;
	int16_t *list;
};

static void take_kinds(void *context, size_t worker, size_t first, size_t end)
{
	const struct kinds *kinds = context;
	(void)worker;
	for (size_t i = first; i < end; i++) {
		const struct across_report *report = &kinds->across->reports[i];
		bool looked_at = report->summary && report->summary->checked && report->summary->year;
		kinds->list[i] = -1;
		if (looked_at)
			kinds->list[i] = (int16_t)find_kind(&kinds->rule->lists[LIST_BODIES], str_from(report->agency),
							    &kinds->across->knowledge->words);
	}
}

static size_t take_members(const struct across *across, const struct rule *rule, struct member *members)
{
	struct kinds kinds = {across, rule, alloc_array(across->nreports + 1, sizeof(*kinds.list))};
	size_t count = 0;
	parallel_for(across->nreports, GRAIN, across->cancelled, take_kinds, &kinds);
	for (size_t i = 0; i < across->nreports && !across_is_cancelled(across); i++)
		if (kinds.list[i] >= 0)
			members[count++] = (struct member){(uint32_t)kinds.list[i], (uint32_t)i,
							   (int16_t)across->reports[i].summary->year};
	free(kinds.list);
	return count;
}

/* The end of the members of one kind and year that begin at `first`. */
static size_t group_end(const struct member *members, size_t count, size_t first)
{
	size_t end = first;
	while (end < count && members[end].kind == members[first].kind && members[end].year == members[first].year)
		end++;
	return end;
}

/* Leaves the members of groups that are large enough. */
static size_t keep_large(const struct rule *rule, struct member *members, size_t count)
{
	size_t nkept = 0;
	for (size_t i = 0, end; i < count; i = end) {
		end = group_end(members, count, i);
		if ((decimal)(end - i) < rule->thresholds[OUTLIER_BODIES] / DECIMAL_ONE)
			continue;
		memmove(&members[nkept], &members[i], (end - i) * sizeof(*members));
		nkept += end - i;
	}
	return nkept;
}

static void judge_groups(struct group *g, const struct numbers *numbers, size_t count)
{
	for (size_t i = 0, end; i < count && !across_is_cancelled(g->across); i = end) {
		end = group_end(numbers->members, count, i);
		g->kind = &g->rule->lists[LIST_BODIES].words[numbers->members[i].kind];
		for (size_t place = 0; place < numbers->nplaces; place++) {
			take_values(g, numbers, i, end, place);
			judge_cell(g);
		}
	}
}

static void run(struct across *across, const struct rule *rule)
{
	struct member *members = alloc_array(across->nreports + 1, sizeof(*members));
	size_t count = take_members(across, rule, members);
	if (count)
		qsort(members, count, sizeof(*members), compare_members);
	count = keep_large(rule, members, count);
	struct numbers numbers = {across, rule, members, rule->lists[LIST_CELLS].count, NULL};
	numbers.list = alloc_array(count * numbers.nplaces + 1, sizeof(*numbers.list));
	parallel_for(count, GRAIN, across->cancelled, take_numbers, &numbers);
	struct group g = {
		.across = across,
		.rule = rule,
		.values = alloc_array(count + 1, sizeof(*g.values)),
		.heights = alloc_array(count + 1, sizeof(*g.heights)),
	};
	judge_groups(&g, &numbers, count);
	free(g.values);
	free(g.heights);
	free(numbers.list);
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
