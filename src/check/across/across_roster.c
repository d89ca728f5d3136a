/* Bodies of the roster without a report, and sums of the reports of bodies below one that says it covers them. */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/fold.h"
#include "check/across/across.h"
#include "check/across/across_parts.h"
#include "report/body.h"

enum { MISSING_NONE, MISSING_UNREAD };
enum { FIRST_YEAR = 1990, NYEARS = 128 };

/* What a report answers for: the names under which a roster may list its body. A name in full, and without the places
 * before it; the roster's own are cut in the same way, but two names that were both cut are not taken for one body. */
struct answer {
	uint64_t key;
	int16_t year;
	bool read;                      /* else the file is there and was not understood */
};

/* The name behind the last place that it begins with: 荇湾镇 of 汀榆县荇湾镇; the whole where there is none. */
static struct str cut_places(struct str body, const struct words *words)
{
	enum { MIN_PLACE_NBYTES = 9, MIN_REST_NBYTES = 6 };
	struct str rest = body;
	for (;;) {
		size_t first = SIZE_MAX;
		for (size_t i = 0; i < words->lists[WORDS_PLACE].count; i++) {
			struct str place = words->lists[WORDS_PLACE].words[i];
			size_t end = str_find(rest, place) + place.nbytes;
			if (end >= MIN_PLACE_NBYTES && end < first)
				first = end;
		}
		if (first == SIZE_MAX || first + MIN_REST_NBYTES > rest.nbytes)
			return rest;
		rest = str_slice(rest, first, rest.nbytes);
	}
}

static uint64_t hash_whole(struct str body)
{
	return fold_hash(FOLD_HASH_SEED, body);
}

/* In a space of its own: equals a whole name's only where one of the two was not cut. */
static uint64_t hash_cut(struct str body)
{
	return fold_hash(FOLD_HASH_SEED ^ 1, body);
}

static int compare_answers(const void *a, const void *b)
{
	const struct answer *x = a, *y = b;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	if (x->year != y->year)
		return x->year < y->year ? -1 : 1;
	return y->read - x->read;
}

/* The reports' names, sorted: whole ones, and cut ones in their own space. */
struct answers {
	const struct words *words;
	size_t count;
	struct answer *list;
};

static void add_answer(struct answers *answers, uint64_t key, const struct across_report *report)
{
	answers->list[answers->count++] = (struct answer){key, report->summary->year, report->summary->checked};
}

static struct answers gather_answers(const struct across *across)
{
	struct answers answers = {.words = &across->knowledge->words};
	answers.list = alloc_array(2 * across->nreports + 1, sizeof(*answers.list));
	for (size_t i = 0; i < across->nreports && !across_is_cancelled(across); i++) {
		const struct across_report *report = &across->reports[i];
		if (!report->summary || !report->agency[0])
			continue;
		const struct body_key key = body_key_of(str_from(report->agency), answers.words);
		struct str body = body_key_text(&key);
		struct str cut = cut_places(body, answers.words);
		add_answer(&answers, hash_whole(body), report);
		if (cut.nbytes != body.nbytes)
			add_answer(&answers, hash_cut(cut), report);
	}
	if (answers.count)
		qsort(answers.list, answers.count, sizeof(*answers.list), compare_answers);
	return answers;
}

/* The answer under a key for a year, or one whose year is not known; NULL for none. */
static const struct answer *find_key(const struct answers *answers, uint64_t key, int year)
{
	size_t low = 0, high = answers->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct answer *answer = &answers->list[middle];
		if (answer->key != key ? answer->key < key : answer->year < year)
			low = middle + 1;
		else
			high = middle;
	}
	bool found = low < answers->count && answers->list[low].key == key && answers->list[low].year == year;
	return found ? &answers->list[low] : NULL;
}

/* The report of a body of the roster: of the same whole name, of a name that was cut to the roster's, or of one that
 * the roster's is cut to. */
static const struct answer *find_answer(const struct answers *answers, struct str agency, int year)
{
	const struct body_key key = body_key_of(agency, answers->words);
	struct str body = body_key_text(&key), cut = cut_places(body, answers->words);
	const struct answer *answer = find_key(answers, hash_whole(body), year);
	if (!answer)
		answer = find_key(answers, hash_cut(body), year);
	if (!answer && cut.nbytes != body.nbytes)
		answer = find_key(answers, hash_whole(cut), year);
	return answer;
}

/* The years to ask bodies for that the roster lists without one: those in which at least the share of them reported
 * that the rule says, or else the one in which most did, or the last that any other body reported on. */
static size_t choose_years(const struct across *across, const struct answers *answers, decimal share, int years[NYEARS])
{
	size_t counts[NYEARS] = {0}, nlisted = 0, most = 0, last = NYEARS, count = 0;
	bool any[NYEARS] = {0};
	for (size_t i = 0; i < answers->count; i++)
		if (answers->list[i].year >= FIRST_YEAR && answers->list[i].year < FIRST_YEAR + NYEARS)
			any[answers->list[i].year - FIRST_YEAR] = true;
	for (size_t i = 0; i < across->roster->count; i++) {
		const struct roster_line *line = &across->roster->lines[i];
		nlisted += line->year == 0;
		for (int year = 0; year < NYEARS && !line->year; year++)
			counts[year] += any[year] && find_answer(answers, line->agency, FIRST_YEAR + year);
	}
	for (int year = 0; year < NYEARS; year++) {
		last = any[year] ? (size_t)year : last;
		most = counts[year] && counts[year] >= counts[most] ? (size_t)year : most;
		if (counts[year] && (decimal)counts[year] * DECIMAL_ONE >= share * (decimal)nlisted)
			years[count++] = FIRST_YEAR + year;
	}
	if (!count && last < NYEARS)
		years[count++] = FIRST_YEAR + (int)(counts[most] ? most : last);
	return count;
}

static void ask(struct across *across, const struct rule *rule, const struct answers *answers, size_t line, int year)
{
	const struct answer *answer = find_answer(answers, across->roster->lines[line].agency, year);
	if (answer && answer->read)
		return;
	struct across_item item = across_item_start(rule, ACROSS_NONE, line, answer ? MISSING_UNREAD : MISSING_NONE,
						    answer ? VERDICT_LOOK : VERDICT_FAIL);
	item.year = (int16_t)year;
	across_add_item(across, item);
}

static void run_roster(struct across *across, const struct rule *rule)
{
	int years[NYEARS];
	if (!across->roster)
		return;
	struct answers answers = gather_answers(across);
	size_t nyears = choose_years(across, &answers, rule->thresholds[0], years);
	for (size_t i = 0; i < across->roster->count && !across_is_cancelled(across); i++) {
		int year = across->roster->lines[i].year;
		if (year)
			ask(across, rule, &answers, i, year);
		for (size_t j = 0; j < nyears && !year; j++)
			ask(across, rule, &answers, i, years[j]);
	}
	free(answers.list);
}

const struct check_kind across_roster = {
	.name = "roster",
	.run_across = run_roster,
	.messages = {"missing", "unread"},
	.thresholds = {{"share", DECIMAL_ONE / 2}},
};
