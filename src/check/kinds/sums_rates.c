/* Rates: 办结率100%, 满意率98%. */
#include "check/kinds/sums.h"

#include "check/kinds/sums_paragraphs.h"

enum { WORDS_RATE, WORDS_REFUSE, WORDS_COUNTER, WORDS_TAKEN };
enum { MESSAGE_OVER, MESSAGE_IMPOSSIBLE, MESSAGE_POSSIBLE };
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
	.messages = {"over", "impossible", "possible"},
	.lists = {"rate", "refuse", "unit", "taken"},
	.searched = 1u << WORDS_RATE | 1u << WORDS_REFUSE | 1u << WORDS_TAKEN,
};
