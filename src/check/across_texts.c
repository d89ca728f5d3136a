/* Text that two bodies share.
 *
 * Pairs that may be alike are found by locality sensitive hashing: the bins of a sketch are cut into bands of three, and
 * two texts that share 60 per cent of their shingles agree in at least one of 21 bands in 99 cases of 100, two that share
 * a tenth in 2. Reports are sorted by each band in turn and looked at beside the next few that agree. Long sentences
 * find the pairs that share a passage: a sentence that many reports have is nobody's own and does not count. */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/fold.h"
#include "check/across.h"
#include "check/across_parts.h"

enum {
	BAND_NBINS = 3,
	NBANDS = SKETCH_NBINS / BAND_NBINS,
	MAX_NEIGHBOURS = 8,             /* of a report in a run of equal ones that are looked at */
};

enum text_threshold { TEXT_SHARE, TEXT_SENTENCES, TEXT_COMMON, TEXT_LEAST };
enum text_message { TEXT_MOST, TEXT_PASSAGES };

/* The other report that a report has most in common with. */
struct closest {
	uint32_t other;
	uint16_t share, ncommon;
};

struct texts {
	struct across *across;
	const struct rule *rule;
	uint64_t *values, *scratch;     /* tagged hashes */
	size_t ncommon;
	uint32_t *common;               /* hashes of sentences that many reports have, rising */
	struct closest *closest;        /* by report */
};

static bool is_sketched(const struct texts *t, size_t report)
{
	const struct summary *summary = t->across->reports[report].summary;
	return summary && summary->checked && summary->nshingles &&
	       summary->nshingles >= t->rule->thresholds[TEXT_LEAST] / DECIMAL_ONE;
}

static bool is_common(const struct texts *t, uint32_t hash)
{
	size_t low = 0, high = t->ncommon;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (t->common[middle] < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low < t->ncommon && t->common[low] == hash;
}

/* How many sentences of their own two reports share. */
static unsigned count_shared(const struct texts *t, const struct summary *a, const struct summary *b)
{
	const uint32_t *x = summary_sentences(a), *y = summary_sentences(b);
	unsigned count = 0;
	for (size_t i = 0, j = 0; i < a->nsentences && j < b->nsentences;) {
		if (x[i] == y[j] && !is_common(t, x[i]))
			count++;
		if (x[i] == y[j])
			i++, j++;
		else if (x[i] < y[j])
			i++;
		else
			j++;
	}
	return count;
}

/* More in common; as much, but in a later year; or else before it in the list. */
static bool is_closer(const struct across_report *reports, const struct closest *a, const struct closest *b)
{
	int year = reports[a->other].summary->year, other_year = reports[b->other].summary->year;
	if (a->share != b->share)
		return a->share > b->share;
	if (a->ncommon != b->ncommon)
		return a->ncommon > b->ncommon;
	return year != other_year ? year > other_year : a->other < b->other;
}

static void keep_closest(struct texts *t, uint32_t report, struct closest found)
{
	struct closest *closest = &t->closest[report];
	const struct across_report *reports = t->across->reports;
	/* A text was not taken from one that came later. */
	if (reports[found.other].summary->year > reports[report].summary->year)
		return;
	if (closest->other == ACROSS_NONE || is_closer(reports, &found, closest))
		*closest = found;
}

/* Looks at two reports of different bodies. */
static void compare(struct texts *t, uint32_t x, uint32_t y)
{
	const struct across *across = t->across;
	const struct summary *a = across->reports[x].summary, *b = across->reports[y].summary;
	const decimal *thresholds = t->rule->thresholds;
	if (!across->keys[x] || !across->keys[y] || across->keys[x] == across->keys[y] ||
	    summary_file(a) == summary_file(b))
		return;
	unsigned share = sketch_share(summary_bins(a), summary_bins(b)), ncommon = count_shared(t, a, b);
	if ((decimal)share * (DECIMAL_ONE / 1000) < thresholds[TEXT_SHARE] &&
	    ncommon * (decimal)DECIMAL_ONE < thresholds[TEXT_SENTENCES])
		return;
	keep_closest(t, x, (struct closest){y, (uint16_t)share, (uint16_t)ncommon});
	keep_closest(t, y, (struct closest){x, (uint16_t)share, (uint16_t)ncommon});
}

/* Compares each of the sorted reports with the next ones of its run. */
static void compare_runs(struct texts *t, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1; j < count && j <= i + MAX_NEIGHBOURS &&
				       tagged_hash(t->values[i]) == tagged_hash(t->values[j]);
		     j++)
			compare(t, tagged_report(t->values[i]), tagged_report(t->values[j]));
}

static void compare_bands(struct texts *t)
{
	for (size_t band = 0; band < NBANDS; band++) {
		size_t count = 0;
		for (size_t i = 0; i < t->across->nreports; i++) {
			if (!is_sketched(t, i))
				continue;
			const uint8_t *bins = summary_bins(t->across->reports[i].summary) + band * BAND_NBINS;
			uint64_t hash = (uint64_t)bins[0] << 16 | (uint64_t)bins[1] << 8 | bins[2];
			if (hash)
				t->values[count++] = tagged((uint32_t)(hash_mix(hash) >> 32), i);
		}
		tagged_sort(t->values, count, t->scratch);
		compare_runs(t, count);
	}
}

/* Runs of up to TEXT_COMMON reports are compared, the sentences of longer ones are marked as common. */
static void compare_sentences(struct texts *t, size_t count)
{
	decimal limit = t->rule->thresholds[TEXT_COMMON] / DECIMAL_ONE;
	size_t nkept = 0;
	tagged_sort(t->values, count, t->scratch);
	for (size_t i = 0, end; i < count; i = end) {
		end = tagged_run_end(t->values, count, i);
		if ((decimal)(end - i) > limit) {
			t->common[t->ncommon++] = tagged_hash(t->values[i]);
			continue;
		}
		for (size_t j = i; end > i + 1 && j < end; j++)
			t->values[nkept++] = t->values[j];
	}
	compare_runs(t, nkept);
}

static size_t take_sentences(struct texts *t)
{
	size_t count = 0;
	for (size_t i = 0; i < t->across->nreports; i++) {
		const struct summary *summary = t->across->reports[i].summary;
		for (size_t j = 0; is_sketched(t, i) && j < summary->nsentences; j++)
			t->values[count++] = tagged(summary_sentences(summary)[j], i);
	}
	return count;
}

static size_t count_values(const struct across *across)
{
	size_t count = across->nreports + 1;
	for (size_t i = 0; i < across->nreports; i++)
		count += across->reports[i].summary ? across->reports[i].summary->nsentences : 0;
	return count;
}

static void add_items(struct texts *t)
{
	for (size_t i = 0; i < t->across->nreports; i++) {
		const struct closest *closest = &t->closest[i];
		if (closest->other == ACROSS_NONE)
			continue;
		bool most = (decimal)closest->share * (DECIMAL_ONE / 1000) >= t->rule->thresholds[TEXT_SHARE];
		struct across_item item = across_item_start(t->rule, i, closest->other, most ? TEXT_MOST : TEXT_PASSAGES,
							    VERDICT_LOOK);
		item.share = closest->share;
		item.count = closest->ncommon;
		across_add_item(t->across, item);
	}
}

static void run(struct across *across, const struct rule *rule)
{
	size_t room = count_values(across);
	struct texts t = {
		.across = across,
		.rule = rule,
		.values = alloc_array(room, sizeof(*t.values)),
		.scratch = alloc_array(room, sizeof(*t.scratch)),
		.common = alloc_array(room, sizeof(*t.common)),
		.closest = alloc_array(across->nreports + 1, sizeof(*t.closest)),
	};
	for (size_t i = 0; i < across->nreports; i++)
		t.closest[i] = (struct closest){.other = ACROSS_NONE};
	compare_sentences(&t, take_sentences(&t));
	compare_bands(&t);
	add_items(&t);
	free(t.values);
	free(t.scratch);
	free(t.common);
	free(t.closest);
}

const struct check_kind across_texts = {
	.name = "shared-text",
	.run_across = run,
	.messages = {"most", "passages"},
	.thresholds = {{"share", 6 * (decimal)DECIMAL_ONE / 10},
		       {"sentences", 3 * (decimal)DECIMAL_ONE},
		       {"common", 20 * (decimal)DECIMAL_ONE},
		       {"least", 150 * (decimal)DECIMAL_ONE}},
};
