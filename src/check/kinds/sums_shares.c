/* Shares in per cent of a count: 予以公开258件，占33.9%. */
#include "check/kinds/sums.h"

#include <stdio.h>

#include "check/kinds/sums_paragraphs.h"

enum { MAX_SHARES = 32, MAX_BASES = 48 };
enum { WORDS_BASE, WORDS_REFUSE, WORDS_SHARE, WORDS_DIVIDED, WORDS_OUTCOME };
enum { MESSAGE_WRONG, MESSAGE_FITS };
enum { THRESHOLD_NEAR };

struct share {
	const struct mention *count, *percent;
};

/* Shares that stand together: those of one sentence. */
struct shares {
	size_t count;
	struct share list[MAX_SHARES];
};

/* What shares may be of. */
struct bases {
	size_t count;
	decimal list[MAX_BASES];
};

/* Whether there is nothing in the text but words for the whole of which something is a share. */
static bool is_base(const struct rule *rule, struct str text)
{
	for (size_t nbytes; text.nbytes; text = str_slice(text, nbytes, text.nbytes))
		if (!(nbytes = clauses_begin(text, &rule->lists[WORDS_BASE])))
			return false;
	return true;
}

/* The first place of one of the words, and its length; text.nbytes where there is none. */
static size_t find_word(struct str text, const struct rule_list *words, size_t *nbytes)
{
	size_t first = text.nbytes;
	for (size_t i = 0; i < words->count; i++) {
		size_t at = str_find(text, words->words[i]);
		if (at < first) {
			first = at;
			*nbytes = words->words[i].nbytes;
		}
	}
	return first;
}

/* Whether the words between a count and a percentage say that it is the share of that count in the whole: （ or 占…, with
 * nothing behind 占 but words for the whole. Another whole that is named is not known. */
static bool joins_share(const struct rule *rule, const struct clauses *clauses, struct str gap)
{
	if (clauses_hold(clauses, gap, &rule->lists[WORDS_REFUSE]))
		return false;
	size_t nbytes = 0, at = find_word(gap, &rule->lists[WORDS_SHARE], &nbytes);
	if (at == gap.nbytes)
		return str_equal(gap, STR("（"));
	struct str before = str_slice(gap, 0, at);
	bool marked = str_starts_with(before, STR("，")) || str_starts_with(before, STR("（")) ||
		      str_starts_with(before, STR("、"));
	return is_base(rule, str_slice(before, marked ? strlen("，") : 0, before.nbytes)) &&
	       is_base(rule, str_slice(gap, at + nbytes, gap.nbytes));
}

/* The shares of the sentence of mention `*first`; moves it to the first mention of the next sentence. */
static void read_shares(const struct rule *rule, const struct clauses *clauses, size_t *first, struct shares *shares)
{
	uint16_t sentence = clauses->list[*first].sentence;
	shares->count = 0;
	for (; *first < clauses->count && clauses->list[*first].sentence == sentence; ++*first) {
		const struct mention *percent = &clauses->list[*first], *count = percent - 1;
		if (!*first || !sums_is_percent(percent) || sums_is_percent(count) || count->sentence != sentence ||
		    !percent->quantity.exact || !count->quantity.exact || shares->count == MAX_SHARES ||
		    clauses_hold(clauses, count->label, &rule->lists[WORDS_REFUSE]) ||
		    !joins_share(rule, clauses, percent->gap))
			continue;
		shares->list[shares->count++] = (struct share){count, percent};
	}
}

static void add_base(struct bases *bases, decimal value)
{
	if (value > 0 && bases->count < MAX_BASES)
		bases->list[bases->count++] = value;
}

static void add_cell(const struct check *check, struct str name, struct bases *bases)
{
	const struct cell *cell = report_find_cell(check->report, name);
	if (cell && cell_has_value(cell))
		add_base(bases, cell->value);
}

/* All numbers of the paragraph before and behind the shares, what they add up to, and the totals of table three. */
static void gather_bases(const struct check *check, const struct clauses *clauses, const struct shares *shares,
			 struct bases *bases)
{
	decimal sum = 0;
	bases->count = 0;
	add_cell(check, STR("requests/processed/total"), bases);
	add_cell(check, STR("requests/new/total"), bases);
	for (size_t i = 0; i < shares->count; i++)
		if (!decimal_add(&sum, shares->list[i].count->quantity.low))
			sum = 0;
	add_base(bases, sum);
	for (size_t i = 0; i < clauses->count; i++)
		if (!sums_is_percent(&clauses->list[i]))
			add_base(bases, clauses->list[i].quantity.high);
}

static bool is_share_of(const struct share *share, decimal base)
{
	return sums_is_share(&share->percent->quantity, share->count->quantity.low, base);
}

/* Printed shares that add up to 100 may have been moved by one in the last place. */
static bool may_be_levelled(const struct shares *shares, const struct share *share, decimal base)
{
	decimal sum = 0;
	double unit = sums_last_place(&share->percent->quantity);
	for (size_t i = 0; i < shares->count; i++)
		if (!decimal_add(&sum, shares->list[i].percent->quantity.low))
			return false;
	double excess = 100 * ((double)share->count->quantity.low / (double)base) -
			(double)share->percent->quantity.low / DECIMAL_ONE;
	return sum == 100 * (decimal)DECIMAL_ONE && excess > -1.5 * unit && excess < 1.5 * unit;
}

/* The whole that most of the shares are of; how many in `*nshares`. */
static decimal find_common_base(const struct shares *shares, const struct bases *bases, size_t *nshares)
{
	decimal base = 0;
	*nshares = 0;
	for (size_t i = 0; i < bases->count; i++) {
		size_t n = 0;
		for (size_t j = 0; j < shares->count; j++)
			n += is_share_of(&shares->list[j], bases->list[i]);
		if (n > *nshares) {
			*nshares = n;
			base = bases->list[i];
		}
	}
	return base;
}

/* The number of the paragraph that the counts of all shares are together, two shares at least; 0 where none is. */
static decimal find_divided_base(const struct clauses *clauses, const struct shares *shares)
{
	decimal sum = 0;
	for (size_t i = 0; i < shares->count; i++)
		if (!decimal_add(&sum, shares->list[i].count->quantity.low))
			return 0;
	for (size_t i = 0; shares->count > 1 && i < clauses->count; i++) {
		const struct mention *mention = &clauses->list[i];
		if (mention->quantity.exact && mention->quantity.low == sum && !sums_is_percent(mention) &&
		    str_equal(mention->unit, shares->list[0].count->unit))
			return sum;
	}
	return 0;
}

/* Whether the share is right for any whole, or was moved to make all of them 100. */
static bool is_right(const struct shares *shares, const struct share *share, const struct bases *bases)
{
	for (size_t i = 0; i < bases->count; i++)
		if (bases->list[i] >= share->count->quantity.low &&
		    (is_share_of(share, bases->list[i]) || may_be_levelled(shares, share, bases->list[i])))
			return true;
	return false;
}

/* The number that stands before the first share and is said to be divided: with 其中 between them. 0 where there is
 * none. */
static decimal find_stated_base(const struct rule *rule, const struct clauses *clauses, const struct shares *shares)
{
	const struct mention *count = shares->list[0].count;
	if (count == clauses->list || !rule_list_stands_in(&rule->lists[WORDS_DIVIDED], count->gap))
		return 0;
	const struct mention *whole = count - 1;
	return whole->quantity.exact && !sums_is_percent(whole) && str_equal(whole->unit, count->unit) &&
			       whole->sentence == count->sentence && whole->quantity.low > count->quantity.low
		       ? whole->quantity.low
		       : 0;
}

static void report_share(const struct check *check, const struct rule *rule, size_t paragraph,
			 const struct share *share, decimal base, enum verdict verdict)
{
	struct finding finding =
		kind_start_at(check, rule, verdict, verdict == VERDICT_PASS ? MESSAGE_FITS : MESSAGE_WRONG, paragraph,
			      sums_mark(share->percent));
	char text[32];
	decimal part = share->count->quantity.low;
	int places = 0;
	for (double unit = sums_last_place(&share->percent->quantity); unit < 0.9 && places < 6; unit *= 10)
		places++;
	snprintf(text, sizeof(text), "%.*f", places, base ? 100 * ((double)part / (double)base) : 0);
	kind_add_decimal(check, &finding, part);
	kind_add_decimal(check, &finding, base);
	kind_add_text(check, &finding, str_from(text));
	kind_add_text(check, &finding, share->percent->quantity.text);
	findings_add(check->findings, finding);
}

/* A share fails where it fits no number of the paragraph and no total of table three, and its whole is known: others of
 * its sentence fit one, or the number before it is said to be divided, or all counts are one together. Shares of
 * outcomes are of (7). */
static void check_shares(const struct check *check, const struct rule *rule, size_t paragraph,
			 const struct clauses *clauses, const struct shares *shares)
{
	struct bases bases;
	size_t ncommon;
	gather_bases(check, clauses, shares, &bases);
	decimal common = find_common_base(shares, &bases, &ncommon), stated = find_stated_base(rule, clauses, shares);
	decimal divided = find_divided_base(clauses, shares);
	/* All others are of what is divided: then so is the last one. */
	if (divided && divided == common && ncommon + 1 == shares->count)
		bases = (struct bases){.count = 1, .list = {divided}};
	stated = stated ? stated : divided;
	const struct cell *processed = report_find_cell(check->report, STR("requests/processed/total"));
	for (size_t i = 0; i < shares->count; i++) {
		const struct share *share = &shares->list[i];
		bool outcome = clauses_hold(clauses, share->count->label, &rule->lists[WORDS_OUTCOME]);
		if (is_right(shares, share, &bases))
			report_share(check, rule, paragraph, share, common, VERDICT_PASS);
		else if (clauses->cut)
			continue;
		else if (ncommon > 1 || stated)
			report_share(check, rule, paragraph, share, ncommon > 1 ? common : stated, VERDICT_FAIL);
		else if (outcome && processed && cell_has_value(processed) &&
			 processed->value >= share->count->quantity.low)
			report_share(check, rule, paragraph, share, processed->value, VERDICT_LOOK);
	}
}

static void visit_shares(const struct check *check, const struct rule *rule, size_t paragraph,
			 const struct clauses *clauses)
{
	struct shares shares;
	for (size_t i = 0; i < clauses->count;) {
		read_shares(rule, clauses, &i, &shares);
		if (shares.count)
			check_shares(check, rule, paragraph, clauses, &shares);
	}
}

static void run_shares(const struct check *check, const struct rule *rule)
{
	sums_visit_percentages(check, rule, visit_shares);
}

/* The printed shares of a list are 100 together, but for what each was rounded or cut off by. They are taken for all of
 * a whole where their counts add up to one, or where the whole is not known and they come near to 100. */
static void check_whole(const struct check *check, const struct rule *rule, size_t paragraph,
			const struct clauses *clauses, const struct shares *shares)
{
	decimal sum = 0, counts = 0;
	double slack = 1e-9;
	struct bases bases;
	size_t ncommon;
	for (size_t i = 0; i < shares->count; i++) {
		if (!decimal_add(&sum, shares->list[i].percent->quantity.low) ||
		    !decimal_add(&counts, shares->list[i].count->quantity.low))
			return;
		slack += sums_last_place(&shares->list[i].percent->quantity);
	}
	gather_bases(check, clauses, shares, &bases);
	decimal common = find_common_base(shares, &bases, &ncommon);
	double excess = (double)sum / DECIMAL_ONE - 100;
	double near = (double)rule->thresholds[THRESHOLD_NEAR] / DECIMAL_ONE;
	if (excess > near || excess < -near || (ncommon > 1 && common != counts))
		return;
	bool fits = excess <= slack / 2 && excess >= -slack;
	struct finding finding = kind_start_at(check, rule, fits ? VERDICT_PASS : VERDICT_FAIL,
					       fits ? MESSAGE_FITS : MESSAGE_WRONG, paragraph,
					       sums_mark(shares->list[shares->count - 1].percent));
	kind_add_decimal(check, &finding, sum);
	kind_add_count(check, &finding, shares->count);
	finding.has_sides = true;
	finding.left = sum;
	finding.right = 100 * (decimal)DECIMAL_ONE;
	findings_add(check->findings, finding);
}

static void visit_whole(const struct check *check, const struct rule *rule, size_t paragraph,
			const struct clauses *clauses)
{
	struct shares shares;
	for (size_t i = 0; i < clauses->count;) {
		read_shares(rule, clauses, &i, &shares);
		if (shares.count > 2)
			check_whole(check, rule, paragraph, clauses, &shares);
	}
}

static void run_whole(const struct check *check, const struct rule *rule)
{
	sums_visit_percentages(check, rule, visit_whole);
}

const struct check_kind sums_shares = {
	.name = "shares",
	.run = run_shares,
	.messages = {"share", "fits"},
	.lists = {"base", "refuse", "share", "divided", "outcome"},
	.searched = 1u << WORDS_REFUSE | 1u << WORDS_OUTCOME,
};

const struct check_kind sums_whole = {
	.name = "whole",
	.run = run_whole,
	.messages = {"whole", "fits"},
	.thresholds = {{"near", 5 * (decimal)DECIMAL_ONE}},
	.lists = {"base", "refuse", "share"},
	.searched = 1u << WORDS_REFUSE,
};
