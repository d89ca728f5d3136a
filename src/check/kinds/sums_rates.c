/* Rates: 办结率100%, 满意率98%. */
#include "check/kinds/sums.h"

#include "check/kinds/sums_paragraphs.h"

enum { WORDS_RATE, WORDS_REFUSE, WORDS_COUNTER, WORDS_TAKEN, WORDS_PART, WORDS_COME, WORDS_DONE };
enum { MESSAGE_OVER, MESSAGE_IMPOSSIBLE, MESSAGE_POSSIBLE, MESSAGE_COUNTS };
enum { MAX_GAP_NBYTES = 60, MAX_COUNT = 200 };

static bool is_rate(const struct rule *rule, const struct clauses *clauses, const struct mention *mention)
{
	return sums_is_percent(mention) && clauses_hold(clauses, mention->label, &rule->lists[WORDS_RATE]) &&
	       !clauses_hold(clauses, mention->label, &rule->lists[WORDS_REFUSE]);
}

/* The number of cases that stands before the rate in its sentence, other rates passed over; NULL where it is not
 * near. */
static const struct mention *find_count(const struct rule *rule, const struct clauses *clauses, size_t rate)
{
	for (size_t i = rate; i-- > 0;) {
		const struct mention *mention = &clauses->list[i];
		if (mention->sentence != clauses->list[rate].sentence || mention->behind.nbytes > MAX_GAP_NBYTES)
			return NULL;
		if (sums_is_percent(mention))
			continue;
		bool cases = mention->quantity.exact && clauses_is_one(mention->unit, &rule->lists[WORDS_COUNTER]) &&
			     clauses_hold(clauses, mention->label, &rule->lists[WORDS_TAKEN]);
		return cases ? mention : NULL;
	}
	return NULL;
}

/* Whether some part of some of `count` cases is printed as `rate`: not all of them need have been asked. */
static bool is_possible(const struct quantity *rate, decimal count)
{
	for (decimal asked = 1; asked <= count / DECIMAL_ONE; asked++)
		for (decimal part = 0; part <= asked; part++)
			if (sums_is_share(rate, part, asked))
				return true;
	return false;
}

/* The number nearest before mention `end` in its sentence whose words hold one of the list; NULL where none is. */
static const struct mention *find_before(const struct clauses *clauses, size_t end, const struct rule_list *words)
{
	for (size_t i = end; i-- > 0 && clauses->list[i].sentence == clauses->list[end].sentence;)
		if (!sums_is_percent(&clauses->list[i]) && clauses_hold(clauses, clauses->list[i].label, words))
			return &clauses->list[i];
	return NULL;
}

/* Whether any two numbers of the sentence of the rate, or all of it that came and was left from before, make it. */
static bool is_ratio(const struct clauses *clauses, const struct mention *rate)
{
	const struct mention *end = clauses->list + clauses->count;
	for (const struct mention *whole = clauses->list; whole < end; whole++)
		for (const struct mention *part = clauses->list; part < end; part++) {
			if (whole->sentence != rate->sentence || part->sentence != rate->sentence || part == whole)
				continue;
			for (const struct mention *more = clauses->list; more < end; more++) {
				decimal all = whole->quantity.low;
				bool alone = more == whole;
				if (more->sentence == rate->sentence &&
				    (alone || decimal_add(&all, more->quantity.low)) &&
				    sums_is_share(&rate->quantity, part->quantity.low, all))
					return true;
			}
		}
	return false;
}

/* Whether the rate is one of what was done in what came, both are given, and no numbers of the sentence make it. */
static bool differs_from_counts(const struct rule *rule, const struct clauses *clauses, const struct mention *rate,
				const struct mention **come, const struct mention **done)
{
	const decimal hundred = 100 * (decimal)DECIMAL_ONE;
	if (!rate->quantity.exact || rate->quantity.low >= hundred ||
	    !clauses_is_one(rate->label, &rule->lists[WORDS_PART]))
		return false;
	*done = find_before(clauses, (size_t)(rate - clauses->list), &rule->lists[WORDS_DONE]);
	*come = *done ? find_before(clauses, (size_t)(*done - clauses->list), &rule->lists[WORDS_COME]) : NULL;
	return *come && (*come)->quantity.exact && (*done)->quantity.exact &&
	       str_equal((*come)->unit, (*done)->unit) && !is_ratio(clauses, rate);
}

static void report_counts(const struct check *check, const struct rule *rule, size_t paragraph,
			  const struct mention *rate, const struct mention *come, const struct mention *done)
{
	struct finding finding = kind_start_at(check, rule, VERDICT_LOOK, MESSAGE_COUNTS, paragraph, sums_mark(rate));
	kind_add_text(check, &finding, sums_mark(rate));
	kind_add_text(check, &finding, sums_mark(come));
	kind_add_text(check, &finding, sums_mark(done));
	findings_add(check->findings, finding);
}

static void visit(const struct check *check, const struct rule *rule, size_t paragraph, const struct clauses *clauses)
{
	const decimal hundred = 100 * (decimal)DECIMAL_ONE;
	for (size_t i = 0; i < clauses->count; i++) {
		const struct mention *rate = &clauses->list[i];
		if (!is_rate(rule, clauses, rate))
			continue;
		bool over = rate->quantity.low > hundred;
		const struct mention *count = find_count(rule, clauses, i);
		bool assessable = count && rate->quantity.exact && count->quantity.low > 0 &&
				  count->quantity.low <= MAX_COUNT * (decimal)DECIMAL_ONE;
		bool possible = over || !assessable || is_possible(&rate->quantity, count->quantity.low);
		const struct mention *come, *done;
		if (possible && !over && differs_from_counts(rule, clauses, rate, &come, &done)) {
			report_counts(check, rule, paragraph, rate, come, done);
			continue;
		}
		enum verdict verdict = over ? VERDICT_FAIL : possible ? VERDICT_PASS : VERDICT_LOOK;
		struct finding finding = kind_start_at(check, rule, verdict,
						       over	  ? MESSAGE_OVER
						       : possible ? MESSAGE_POSSIBLE
								  : MESSAGE_IMPOSSIBLE,
						       paragraph, sums_mark(rate));
		kind_add_text(check, &finding, sums_mark(rate));
		if (count)
			kind_add_text(check, &finding, sums_mark(count));
		findings_add(check->findings, finding);
	}
}

static void run_rates(const struct check *check, const struct rule *rule)
{
	sums_visit_percentages(check, rule, visit);
}

const struct check_kind sums_rates = {
	.name = "rates",
	.run = run_rates,
	.messages = {"over", "impossible", "possible", "counts"},
	.lists = {"rate", "refuse", "unit", "taken", "part", "come", "done"},
	.searched = 1u << WORDS_RATE | 1u << WORDS_REFUSE | 1u << WORDS_TAKEN | 1u << WORDS_COME |
		    1u << WORDS_DONE,
};
