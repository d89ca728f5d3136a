/* A report that says that it covers the bodies below it, beside theirs. Which bodies these are only a roster tells:
 * those whose names begin with the name of the one above. */
#include <stdlib.h>

#include "base/alloc.h"
#include "check/across/across.h"
#include "check/across/across_parts.h"
#include "report/identity.h"

enum { LIST_CELLS, LIST_COVERS, LIST_WHOM };
enum { SUM_LESS, SUM_MORE };

bool across_covers(const struct rule *rule, const struct prose *prose, const struct prose_index *index)
{
	for (size_t i = 0; i < prose->count && !prose->paragraphs[i].section; i++) {
		struct str text = prose_text(prose, i);
		if (prose->paragraphs[i].kind == PROSE_TEXT &&
		    prose_index_holds(index, text, &rule->lists[LIST_COVERS]) &&
		    prose_index_holds(index, text, &rule->lists[LIST_WHOM]))
			return true;
	}
	return false;
}

static int compare_names(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* The roster's names without what may be left out, rising, each once. */
static size_t sort_names(const struct across *across, struct str *names)
{
	size_t count = 0;
	for (size_t i = 0; i < across->roster->count; i++)
		names[i] = identity_body(across->roster->lines[i].agency, &across->knowledge->words);
	if (across->roster->count)
		qsort(names, across->roster->count, sizeof(*names), compare_names);
	for (size_t i = 0; i < across->roster->count; i++)
		if (!count || !str_equal(names[count - 1], names[i]))
			names[count++] = names[i];
	return count;
}

struct sums {
	struct across *across;
	const struct rule *rule;
	size_t nnames;
	struct str *names;
	size_t first, end;              /* of the names below the body */
	const struct summary *summary;  /* of the body's report */
	uint32_t report;
	struct report unpacked;
};

static void find_below(struct sums *s, struct str body)
{
	size_t low = 0, high = s->nnames;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (str_compare(s->names[middle], body) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	s->first = s->end = low;
	while (s->end < s->nnames && str_starts_with(s->names[s->end], body))
		s->end++;
}

/* The one report of a body below, for the year of the one above; ACROSS_NONE when there is none, or several. */
static uint32_t find_report(const struct sums *s, struct str name)
{
	size_t count;
	uint64_t key = across_key(name, s->across->reports[s->report].path.folder, &s->across->knowledge->words);
	size_t place = across_find_reports(s->across, key, s->summary->year, &count);
	uint32_t report = count == 1 ? s->across->order[place] : ACROSS_NONE;
	return report != ACROSS_NONE && s->across->reports[report].summary->checked ? report : ACROSS_NONE;
}

/* Adds up a cell of all reports below. A body that itself covers others stands for them. False when a report is not
 * there or did not give the number. */
static bool add_up(struct sums *s, int16_t cell, decimal *sum, uint32_t *nbodies)
{
	struct str covered = {0};
	*sum = 0;
	*nbodies = 0;
	for (size_t i = s->first; i < s->end; i++) {
		if (covered.nbytes && str_starts_with(s->names[i], covered))
			continue;
		uint32_t report = find_report(s, s->names[i]);
		if (report == ACROSS_NONE || s->across->reports[report].summary->form != s->summary->form)
			return false;
		covered = s->across->reports[report].summary->covers ? s->names[i] : (struct str){0};
		summary_unpack(s->across->reports[report].summary, s->across->knowledge, &s->unpacked);
		if (!cell_has_value(&s->unpacked.cells[cell]) || !decimal_add(sum, s->unpacked.cells[cell].value))
			return false;
		++*nbodies;
	}
	return *nbodies > 0;
}

static void check_sum(struct sums *s, int16_t cell)
{
	decimal sum;
	uint32_t nbodies;
	if (cell == FORMAT_NONE || !add_up(s, cell, &sum, &nbodies))
		return;
	summary_unpack(s->summary, s->across->knowledge, &s->unpacked);
	const struct cell *own = &s->unpacked.cells[cell];
	decimal times = s->rule->thresholds[0];
	bool more = times > 0 && sum > 0 && own->value > sum &&
		    (double)own->value * DECIMAL_ONE > (double)times * (double)sum;
	if (!cell_has_value(own) || (own->value >= sum && !more))
		return;
	struct across_item item = across_item_start(s->rule, s->report, ACROSS_NONE,
						    own->value < sum ? SUM_LESS : SUM_MORE, VERDICT_LOOK);
	item.cell = cell;
	item.left = own->value;
	item.right = sum;
	item.count = nbodies;
	across_add_item(s->across, item);
}

static void run(struct across *across, const struct rule *rule)
{
	if (!across->roster)
		return;
	struct sums *s = alloc_zeroed(1, sizeof(*s));
	s->across = across;
	s->rule = rule;
	s->names = alloc_array(across->roster->count + 1, sizeof(*s->names));
	s->nnames = sort_names(across, s->names);
	for (size_t i = 0; i < across->nreports && !across_is_cancelled(across); i++) {
		s->summary = across->reports[i].summary;
		if (!s->summary || !s->summary->covers || !s->summary->year)
			continue;
		s->report = (uint32_t)i;
		find_below(s, identity_body(str_from(across->reports[i].agency), &across->knowledge->words));
		const int16_t *cells = across->knowledge->forms[s->summary->form].rules->list[rule->number].fitted;
		for (size_t j = 0; s->end > s->first && j < rule->lists[LIST_CELLS].count; j++)
			check_sum(s, cells[j]);
	}
	free(s->names);
	free(s);
}

const struct check_kind across_sums = {
	.name = "sums-of-bodies",
	.run_across = run,
	.fit = kind_fit_cells,
	.messages = {"less", "more"},
	.thresholds = {{"more", 0}},
	.lists = {"cells", "covers", "whom"},
	.searched = 1u << LIST_COVERS | 1u << LIST_WHOM,
};
