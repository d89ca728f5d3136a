/* The reports of one body: over years, and versions of one year's. */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/ascii.h"
#include "base/fold.h"
#include "base/parallel.h"
#include "check/across/across.h"
#include "check/across/across_parts.h"
#include "check/across/sketch.h"
#include "report/body.h"

bool across_name_has_place(struct str body, const struct words *words)
{
	enum { MIN_PLACE_NBYTES = 9 };  /* two characters and 县 */
	for (size_t i = 0; i < words->lists[WORDS_PLACE].count; i++) {
		struct str place = words->lists[WORDS_PLACE].words[i];
		size_t at = str_find(body, place), end = at + place.nbytes;
		while (end <= body.nbytes && end < MIN_PLACE_NBYTES) {
			at = end + str_find(str_slice(body, end, body.nbytes), place);
			end = at + place.nbytes;
		}
		if (end < body.nbytes)
			return true;
	}
	return false;
}

/* A folder with each run of digits as one mark. */
static uint64_t hash_folder(const char *folder)
{
	uint64_t hash = FOLD_HASH_SEED;
	for (const char *p = folder; *p && p[1]; p++) {
		bool digit = ascii_is_digit(*p);
		if (!digit || p == folder || !ascii_is_digit(p[-1]))
			hash = fold_hash(hash, digit ? STR("#") : (struct str){p, 1});
	}
	return hash;
}

uint64_t across_key(struct str agency, const char *folder, const struct words *words)
{
	uint64_t key = body_key_of(agency, words).hash;
	/* A body that is a place itself ("汀榆县") is as good as one that names its place. */
	if (!key || across_name_has_place(agency, words))
		return key;
	key = hash_mix(key ^ hash_folder(folder));
	return key ? key : 1;
}

/* The place of the first report in `order` that does not come before a key and year. */
static size_t lower_bound(const struct across *across, uint64_t key, int year)
{
	size_t low = 0, high = across->norder;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		uint32_t report = across->order[middle];
		bool before = across->keys[report] != key ? across->keys[report] < key
							  : across->reports[report].summary->year < year;
		if (before)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t across_find_reports(const struct across *across, uint64_t key, int year, size_t *count)
{
	size_t first = lower_bound(across, key, year);
	*count = lower_bound(across, key, year + 1) - first;
	return first;
}

/* What sorting compares, beside each other. */
struct sorted {
	uint64_t key;
	uint32_t report;
	int16_t year;
};

static int compare_sorted(const void *a, const void *b)
{
	const struct sorted *x = a, *y = b;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	if (x->year != y->year)
		return x->year < y->year ? -1 : 1;
	return x->report < y->report ? -1 : 1;
}

static void find_keys(void *context, size_t worker, size_t first, size_t end)
{
	const struct across *across = context;
	(void)worker;
	for (size_t i = first; i < end; i++) {
		const struct across_report *report = &across->reports[i];
		if (report->summary && report->summary->year)
			across->keys[i] =
				across_key(str_from(report->agency), report->path.folder, &across->knowledge->words);
	}
}

static void sort_reports(struct across *across)
{
	enum { GRAIN = 1024 };
	struct sorted *sorted = alloc_zeroed(across->nreports + 1, sizeof(*sorted));
	parallel_for(across->nreports, GRAIN, across->cancelled, find_keys, across);
	for (size_t i = 0; i < across->nreports; i++)
		if (across->keys[i])
			sorted[across->norder++] = (struct sorted){across->keys[i], (uint32_t)i,
								   (int16_t)across->reports[i].summary->year};
	if (across->norder)
		qsort(sorted, across->norder, sizeof(*sorted), compare_sorted);
	for (size_t i = 0, first = 0; i < across->norder; i++) {
		first = sorted[i].key == sorted[first].key ? first : i;
		across->order[i] = sorted[i].report;
		across->bodies[sorted[i].report] = (uint32_t)first;
	}
	free(sorted);
}

static bool same_group(const struct across *across, size_t a, size_t b)
{
	uint32_t x = across->order[a], y = across->order[b];
	return across->keys[x] == across->keys[y] &&
	       across->reports[x].summary->year == across->reports[y].summary->year;
}

enum version_message { VERSION_NUMBERS, VERSION_TEXT };
enum version_threshold { VERSION_SHARE, VERSION_SAME, VERSION_LEAST };

/* How many cells were read in both and differ. */
static unsigned count_differences(const struct across *across, const struct summary *a, const struct summary *b)
{
	struct report x, y;
	unsigned count = 0;
	if (a->form != b->form)
		return 1;
	summary_unpack(a, across->knowledge, &x);
	summary_unpack(b, across->knowledge, &y);
	for (size_t i = 0; i < x.format->ncells; i++)
		count += cell_has_value(&x.cells[i]) && cell_has_value(&y.cells[i]) &&
			 x.cells[i].value != y.cells[i].value;
	return count;
}

/* How two reports of one name and year stand to each other. */
enum kinship { KIN_SAME, KIN_VERSIONS, KIN_STRANGERS };

static enum kinship compare_versions(struct across *across, const struct rule *rule, uint32_t first, uint32_t second)
{
	const struct summary *a = across->reports[first].summary, *b = across->reports[second].summary;
	if (summary_file(a) == summary_file(b) && summary_file(a))
		return KIN_SAME;
	unsigned ndifferences = count_differences(across, a, b);
	/* Texts too short to tell are taken for one. */
	decimal least = rule->thresholds[VERSION_LEAST] / DECIMAL_ONE;
	bool sketched = a->nshingles && b->nshingles && a->nshingles >= least && b->nshingles >= least;
	unsigned share = sketched ? sketch_share(summary_bins(a), summary_bins(b)) : 1000;
	if ((decimal)share * (DECIMAL_ONE / 1000) < rule->thresholds[VERSION_SHARE])
		return KIN_STRANGERS;
	bool text = (decimal)share * (DECIMAL_ONE / 1000) < rule->thresholds[VERSION_SAME];
	if ((ndifferences || text) && !rule->off) {
		struct across_item item = across_item_start(
			rule, second, first, ndifferences ? VERSION_NUMBERS : VERSION_TEXT, VERDICT_LOOK);
		item.share = (uint16_t)share;
		item.count = ndifferences;
		across_add_item(across, item);
	}
	return ndifferences ? KIN_VERSIONS : KIN_SAME;
}

/* A body's reports of one year: places first to before end in `order`. */
struct group {
	size_t first, end;
	enum kinship kinship;
	uint32_t best;                  /* the one that was read best, ACROSS_NONE for none */
};

static bool reads_better(const struct summary *a, const struct summary *b)
{
	int a_whole = __builtin_popcount(a->tables_whole), b_whole = __builtin_popcount(b->tables_whole);
	return a_whole != b_whole ? a_whole > b_whole
				  : __builtin_popcount(a->tables_found) > __builtin_popcount(b->tables_found);
}

static struct group take_group(struct across *across, const struct rule *rule, size_t first)
{
	struct group group = {.first = first, .end = first, .best = ACROSS_NONE};
	uint32_t first_checked = ACROSS_NONE;
	for (; group.end < across->norder && same_group(across, first, group.end); group.end++) {
		uint32_t report = across->order[group.end];
		if (!across->reports[report].summary->checked)
			continue;
		if (first_checked == ACROSS_NONE) {
			first_checked = group.best = report;
			continue;
		}
		enum kinship kinship = rule ? compare_versions(across, rule, first_checked, report) : KIN_STRANGERS;
		if (kinship > group.kinship)
			group.kinship = kinship;
		if (reads_better(across->reports[report].summary, across->reports[group.best].summary))
			group.best = report;
	}
	return group;
}

/* Two bodies of one name are paired with nothing, and versions that differ are nothing to hold this year's against. */
static void pair_groups(struct across *across, const struct group *last, const struct group *group)
{
	const struct across_report *reports = across->reports;
	if (last->best == ACROSS_NONE || group->best == ACROSS_NONE || last->kinship != KIN_SAME ||
	    group->kinship == KIN_STRANGERS || across->keys[last->best] != across->keys[group->best] ||
	    reports[last->best].summary->year + 1 != reports[group->best].summary->year)
		return;
	for (size_t i = group->first; i < group->end; i++)
		if (reports[across->order[i]].summary->checked)
			across->last[across->order[i]] = last->best;
}

void across_pair_years(struct across *across)
{
	const struct rule *rule = rules_find_kind(knowledge_current_form(across->knowledge)->rules, &across_versions);
	struct group last = {.best = ACROSS_NONE};
	for (size_t i = 0; i < across->nreports; i++)
		across->last[i] = across->bodies[i] = ACROSS_NONE;
	sort_reports(across);
	for (size_t i = 0; i < across->norder && !across_is_cancelled(across);) {
		struct group group = take_group(across, rule, i);
		pair_groups(across, &last, &group);
		last = group;
		i = group.end;
	}
}

/* Where the reports of a body end in `order` that are of an earlier year. */
static size_t earlier_end(const struct across *across, size_t report)
{
	size_t end = across->bodies[report];
	while (across->reports[across->order[end]].summary->year < across->reports[report].summary->year)
		end++;
	return end;
}

uint32_t across_find_earlier(const struct across *across, size_t report)
{
	uint32_t found = across->last[report];
	if (found != ACROSS_NONE || across->bodies[report] == ACROSS_NONE)
		return found;
	for (size_t i = earlier_end(across, report); i-- > across->bodies[report];) {
		uint32_t other = across->order[i];
		const struct summary *summary = across->reports[other].summary;
		if (found != ACROSS_NONE && summary->year != across->reports[found].summary->year)
			break;
		/* From the back: of equally good ones the first. */
		if (summary->checked &&
		    (found == ACROSS_NONE || !reads_better(across->reports[found].summary, summary)))
			found = other;
	}
	return found;
}

const struct check_kind across_versions = {
	.name = "report-versions",
	.messages = {"numbers", "text"},
	.thresholds = {{"share", DECIMAL_ONE / 2},
		       {"same", 9 * (decimal)DECIMAL_ONE / 10},
		       {"least", 150 * (decimal)DECIMAL_ONE}},
};

/* ---- The same file twice ---- */

static void run_files(struct across *across, const struct rule *rule)
{
	uint64_t *values = alloc_array(across->nreports + 1, 2 * sizeof(*values));
	uint64_t *scratch = values + across->nreports + 1;
	size_t count = 0;
	for (size_t i = 0; i < across->nreports; i++) {
		const struct summary *summary = across->reports[i].summary;
		if (summary && summary->checked && summary_file(summary))
			values[count++] = tagged(summary->file[1], i);
	}
	tagged_sort(values, count, scratch);
	for (size_t i = 0, end; i < count; i = end) {
		end = tagged_run_end(values, count, i);
		uint32_t first = tagged_report(values[i]);
		for (size_t j = i + 1; j < end; j++) {
			uint32_t report = tagged_report(values[j]);
			bool same = summary_file(across->reports[report].summary) ==
				    summary_file(across->reports[first].summary);
			if (same && path_compare(across->reports[report].path, across->reports[first].path) != 0)
				across_add_item(across, across_item_start(rule, report, first, 0, VERDICT_FAIL));
		}
	}
	free(values);
}

const struct check_kind across_files = {
	.name = "same-file",
	.run_across = run_files,
	.messages = {"same"},
};
