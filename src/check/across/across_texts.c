/* Text that two bodies share.
 *
 * Pairs that may be alike are found by locality sensitive hashing: the bins of a sketch are cut into bands of three,
 * and two texts that share 60 per cent of their shingles agree in at least one of 21 bands in 99 cases of 100, two that
 * share a tenth in 2. Reports are sorted by each band in turn and looked at beside the next few that agree. Long
 * sentences find the pairs that share a passage: a sentence that many reports have is nobody's own and does not
 * count. */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/fold.h"
#include "base/parallel.h"
#include "check/across/across.h"
#include "check/across/across_parts.h"
#include "check/across/sketch.h"

enum {
	BAND_NBINS = 3,
	NBANDS = SKETCH_NBINS / BAND_NBINS,
	MAX_NEIGHBOURS = 8,             /* of a report in a run of equal ones that are looked at */
	NONE = -1,
};

enum text_threshold { TEXT_SHARE, TEXT_SENTENCES, TEXT_COMMON, TEXT_LEAST };
enum text_message { TEXT_MOST, TEXT_PASSAGES };

/* What is compared of a report, side by side with that of others. */
struct text {
	uint64_t key, file;             /* of the body, 0 when it is not known, and of the file's bytes */
	uint32_t report;
	int16_t year;
	uint8_t nsentences;
	uint32_t first_sentence;        /* of its own: those that many have are left out */
};

/* The other text that a text has most in common with. */
struct closest {
	int32_t other;                  /* or NONE */
	uint16_t share, ncommon;
};

/* What a thread needs for itself. */
struct comparer {
	uint64_t *values, *scratch;     /* tagged hashes */
	struct closest *closest;        /* by text; NULL: this worker had nothing to do */
};

struct texts {
	struct across *across;
	const struct rule *rule;
	size_t count;
	struct text *list;              /* in the order of the reports */
	uint8_t (*bins)[SKETCH_NBINS];  /* by text */
	uint32_t *sentences;
	size_t nvalues;
	uint64_t *values;               /* the sentences that a few texts share */
	struct comparer comparers[PARALLEL_MAX_NWORKERS];
};

/* How many sentences of their own two texts share. */
static size_t count_shared(const struct texts *t, const struct text *a, const struct text *b)
{
	return sketch_count_common(&t->sentences[a->first_sentence], a->nsentences, &t->sentences[b->first_sentence],
				   b->nsentences);
}

/* More in common; as much, but in a later year; or else before it in the list. */
static bool is_closer(const struct texts *t, const struct closest *a, const struct closest *b)
{
	int year = t->list[a->other].year, other_year = t->list[b->other].year;
	if (a->share != b->share)
		return a->share > b->share;
	if (a->ncommon != b->ncommon)
		return a->ncommon > b->ncommon;
	return year != other_year ? year > other_year : a->other < b->other;
}

/* Whether what shares so much may be closer than the closest so far. */
static bool may_be_closer(const struct closest *closest, unsigned share)
{
	return closest->other == NONE || share >= closest->share;
}

static void keep_closest(const struct texts *t, struct closest *closest, struct closest found)
{
	if (found.other != NONE && (closest->other == NONE || is_closer(t, &found, closest)))
		*closest = found;
}

/* Looks at two texts of different bodies. */
static void compare(const struct texts *t, struct closest *closest, uint32_t x, uint32_t y)
{
	const struct text *a = &t->list[x], *b = &t->list[y];
	const decimal *thresholds = t->rule->thresholds;
	if (!a->key || !b->key || a->key == b->key || a->file == b->file)
		return;
	/* They were looked at before: nothing new would come of it. */
	if (closest[x].other == (int32_t)y || closest[y].other == (int32_t)x)
		return;
	unsigned share = sketch_share(t->bins[x], t->bins[y]);
	bool most = (decimal)share * (DECIMAL_ONE / 1000) >= thresholds[TEXT_SHARE];
	/* A text was not taken from one that came later. */
	bool for_a = b->year <= a->year && may_be_closer(&closest[x], share);
	bool for_b = a->year <= b->year && may_be_closer(&closest[y], share);
	if (!for_a && !for_b)
		return;
	size_t ncommon = a->nsentences < b->nsentences ? a->nsentences : b->nsentences;
	if (most || (decimal)ncommon * DECIMAL_ONE >= thresholds[TEXT_SENTENCES])
		ncommon = count_shared(t, a, b);
	if (!most && (decimal)ncommon * DECIMAL_ONE < thresholds[TEXT_SENTENCES])
		return;
	if (for_a)
		keep_closest(t, &closest[x], (struct closest){(int32_t)y, (uint16_t)share, (uint16_t)ncommon});
	if (for_b)
		keep_closest(t, &closest[y], (struct closest){(int32_t)x, (uint16_t)share, (uint16_t)ncommon});
}

/* Compares each of the sorted texts with the next ones of its run. */
static void compare_runs(const struct texts *t, struct closest *closest, const uint64_t *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1;
		     j < count && j <= i + MAX_NEIGHBOURS && tagged_hash(values[i]) == tagged_hash(values[j]); j++)
			compare(t, closest, tagged_report(values[i]), tagged_report(values[j]));
}

static void compare_band(const struct texts *t, struct comparer *comparer, size_t band)
{
	size_t count = 0;
	for (size_t i = 0; i < t->count; i++) {
		const uint8_t *bins = t->bins[i] + band * BAND_NBINS;
		uint64_t hash = (uint64_t)bins[0] << 16 | (uint64_t)bins[1] << 8 | bins[2];
		if (hash)
			comparer->values[count++] = tagged((uint32_t)(hash_mix(hash) >> 32), i);
	}
	tagged_sort(comparer->values, count, comparer->scratch);
	compare_runs(t, comparer->closest, comparer->values, count);
}

static struct closest *new_closest(const struct texts *t)
{
	struct closest *closest = alloc_array(t->count + 1, sizeof(*closest));
	for (size_t i = 0; i < t->count; i++)
		closest[i] = (struct closest){.other = NONE};
	return closest;
}

/* The bands, and behind them the sentences. */
static void compare_parts(void *context, size_t worker, size_t first, size_t end)
{
	struct texts *t = context;
	struct comparer *comparer = &t->comparers[worker];
	if (!comparer->closest) {
		comparer->values = alloc_array(t->count + 1, sizeof(*comparer->values));
		comparer->scratch = alloc_array(t->count + 1, sizeof(*comparer->scratch));
		comparer->closest = new_closest(t);
	}
	for (size_t i = first; i < end; i++) {
		if (i < NBANDS)
			compare_band(t, comparer, i);
		else
			compare_runs(t, comparer->closest, t->values, t->nvalues);
	}
}

/* Leaves the sentences that two to TEXT_COMMON texts have. One that more have is nobody's own, and taken from all. */
static void sort_sentences(struct texts *t)
{
	decimal limit = t->rule->thresholds[TEXT_COMMON] / DECIMAL_ONE;
	uint64_t *scratch = alloc_array(t->nvalues + 1, sizeof(*scratch));
	size_t nkept = 0;
	tagged_sort(t->values, t->nvalues, scratch);
	for (size_t i = 0, end; i < t->nvalues; i = end) {
		end = tagged_run_end(t->values, t->nvalues, i);
		bool common = (decimal)(end - i) > limit;
		for (size_t j = i; j < end && common; j++) {
			struct text *text = &t->list[tagged_report(t->values[j])];
			uint32_t *own = &t->sentences[text->first_sentence];
			size_t at = 0;
			while (own[at] != tagged_hash(t->values[j]))
				at++;
			memmove(&own[at], &own[at + 1], (--text->nsentences - at) * sizeof(*own));
		}
		for (size_t j = i; end > i + 1 && j < end && !common; j++)
			t->values[nkept++] = t->values[j];
	}
	t->nvalues = nkept;
	free(scratch);
}

static bool is_sketched(const struct texts *t, size_t report)
{
	const struct summary *summary = t->across->reports[report].summary;
	return summary && summary->checked && summary->has_sketch &&
	       summary->nshingles >= t->rule->thresholds[TEXT_LEAST] / DECIMAL_ONE;
}

/* A report of a body that is not known is compared with none, but its sentences are as common as others'. */
static void take_texts(struct texts *t)
{
	const struct across *across = t->across;
	size_t nsentences = 0;
	for (size_t i = 0; i < across->nreports; i++) {
		if (!is_sketched(t, i))
			continue;
		const struct summary *summary = across->reports[i].summary;
		struct text *text = &t->list[t->count];
		*text = (struct text){across->keys[i], summary_file(summary), (uint32_t)i, (int16_t)summary->year,
				      summary->nsentences, (uint32_t)nsentences};
		memcpy(t->bins[t->count], summary_bins(summary), SKETCH_NBINS);
		for (size_t j = 0; j < summary->nsentences; j++) {
			t->sentences[nsentences++] = summary_sentences(summary)[j];
			t->values[t->nvalues++] = tagged(summary_sentences(summary)[j], t->count);
		}
		t->count++;
	}
}

static size_t count_sentences(const struct across *across)
{
	size_t count = 0;
	for (size_t i = 0; i < across->nreports; i++)
		count += across->reports[i].summary ? across->reports[i].summary->nsentences : 0;
	return count;
}

static void add_items(struct texts *t)
{
	for (size_t i = 0; i < t->count; i++) {
		struct closest closest = {.other = NONE};
		for (size_t j = 0; j < PARALLEL_MAX_NWORKERS; j++)
			if (t->comparers[j].closest)
				keep_closest(t, &closest, t->comparers[j].closest[i]);
		if (closest.other == NONE)
			continue;
		bool most = (decimal)closest.share * (DECIMAL_ONE / 1000) >= t->rule->thresholds[TEXT_SHARE];
		struct across_item item = across_item_start(t->rule, t->list[i].report, t->list[closest.other].report,
							    most ? TEXT_MOST : TEXT_PASSAGES, VERDICT_LOOK);
		item.share = closest.share;
		item.count = closest.ncommon;
		across_add_item(t->across, item);
	}
}

static void run(struct across *across, const struct rule *rule)
{
	size_t nsentences = count_sentences(across);
	struct texts t = {
		.across = across,
		.rule = rule,
		.list = alloc_array(across->nreports + 1, sizeof(*t.list)),
		.bins = alloc_array(across->nreports + 1, sizeof(*t.bins)),
		.sentences = alloc_array(nsentences + 1, sizeof(*t.sentences)),
		.values = alloc_array(nsentences + 1, sizeof(*t.values)),
	};
	take_texts(&t);
	sort_sentences(&t);
	parallel_for(NBANDS + 1, 1, across->cancelled, compare_parts, &t);
	add_items(&t);
	for (size_t i = 0; i < PARALLEL_MAX_NWORKERS; i++) {
		free(t.comparers[i].values);
		free(t.comparers[i].scratch);
		free(t.comparers[i].closest);
	}
	free(t.list);
	free(t.bins);
	free(t.sentences);
	free(t.values);
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
