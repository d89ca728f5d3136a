/* Whether parts make their total: 142 + 9 + … the 440 that stand before them. */
#include "check/kinds/sum_compare.h"

static bool counts(const struct clauses *clauses, const struct sum_list *list, size_t part, bool own_unit)
{
	struct str unit = clauses->list[list->parts[part]].unit;
	return !own_unit || list->foreign || !unit.nbytes || str_equal(unit, clauses->list[list->total].unit);
}

/* The sum of the first `nparts` parts. False when it does not fit. */
static bool add_parts(const struct clauses *clauses, const struct sum_list *list, size_t nparts, bool own_unit,
		      struct sum *sum)
{
	*sum = (struct sum){.nparts = nparts, .own_unit = own_unit};
	for (size_t i = 0; i < nparts; i++) {
		const struct quantity *quantity = &clauses->list[list->parts[i]].quantity;
		if (counts(clauses, list, i, own_unit) &&
		    (!decimal_add(&sum->low, quantity->low) || !decimal_add(&sum->high, quantity->high)))
			return false;
	}
	return true;
}

/* Whether the parts behind the first `nparts`, which are the total already, are of the same list all the same. They are
 * not where they are the total once more: then they divide it in another way. */
static bool is_stretched(const struct rule *rule, const struct clauses *clauses, const struct sum_list *list,
			 size_t nparts)
{
	decimal rest = 0;
	for (size_t i = nparts; i < list->nparts; i++)
		if (!decimal_add(&rest, clauses->list[list->parts[i]].quantity.low))
			return false;
	return nparts < list->nparts && rest != clauses->list[list->total].quantity.low &&
	       sum_list_goes_on(rule->lists, clauses, list, nparts);
}

/* Whether some of the first parts, those that only may belong to the list included, are exactly the total: a list may
 * be followed by numbers that divide the total once more. */
static bool fits_somewhere(const struct rule *rule, const struct clauses *clauses, const struct sum_list *list,
			   struct sum *sum, bool *stretched)
{
	const struct quantity *total = &clauses->list[list->total].quantity;
	size_t least = list->form == SUM_BEFORE ? list->nparts : list->nparts + list->nmore < 2 ? 1 : 2;
	for (size_t nparts = least; nparts <= list->nparts + list->nmore; nparts++)
		for (int own_unit = 0; own_unit < 2; own_unit++) {
			if (!add_parts(clauses, list, nparts, own_unit, sum) || sum->low != sum->high ||
			    sum->low != total->low || !total->exact)
				continue;
			if (!is_stretched(rule, clauses, list, nparts))
				return true;
			*stretched = true;
		}
	return false;
}

/* Whether a number begins the list or a part of it behind a semicolon. */
static bool is_head(const struct clauses *clauses, const struct sum_list *list, size_t part)
{
	return !part || str_contains(clauses->list[list->parts[part]].gap, STR("；"));
}

/* The sum of the heads where the list has some that are divided again: 复议7件，维持6件，审结1件；诉讼4件，维持4件.
 * `*divided`: what stands behind each is that head again. False where there are none. */
static bool add_heads(const struct clauses *clauses, const struct sum_list *list, struct sum *sum, bool *divided)
{
	size_t nheads = 0, nbehind = 0;
	decimal head = 0, behind = 0;
	*sum = (struct sum){.nparts = list->nparts + list->nmore, .heads = true};
	*divided = true;
	for (size_t i = 0; i <= sum->nparts; i++) {
		if (i < sum->nparts && !is_head(clauses, list, i)) {
			nbehind++;
			if (!decimal_add(&behind, clauses->list[list->parts[i]].quantity.low))
				return false;
			continue;
		}
		*divided &= !nbehind || behind == head;
		nbehind = 0;
		behind = 0;
		if (i == sum->nparts)
			break;
		nheads++;
		head = clauses->list[list->parts[i]].quantity.low;
		if (!clauses->list[list->parts[i]].quantity.exact || !decimal_add(&sum->low, head))
			return false;
	}
	sum->high = sum->low;
	return nheads > 1 && nheads < sum->nparts;
}

/* Whether the parts of the list are what numbers before it in the paragraph count together, or one of them alone: then
 * it is theirs. */
static bool belongs_elsewhere(const struct clauses *clauses, const struct sum_list *list, decimal sum)
{
	decimal together = 0;
	for (size_t i = list->total + 1; i-- > 0;) {
		decimal value = clauses->list[i].quantity.low;
		if (value == sum || !decimal_add(&together, value) || together == sum)
			return true;
		if (clauses->list[i].sentence + 1u < clauses->list[list->total].sentence)
			break;
	}
	return false;
}

/* Whether parts that may be counted twice, or are counted in several units, exceed the total by little: by no more than
 * `excess` per cent. Numbers that were meant to overlap exceed it by more. */
static bool exceeds_little(const struct rule *rule, const struct sum *sum, const struct quantity *total)
{
	decimal most = total->low / 100 * (rule->thresholds[SUM_THRESHOLD_EXCESS] / DECIMAL_ONE);
	return sum->low > total->high && sum->low - total->low <= most;
}

/* Whether one of the parts is no part beside the others: it is what those before it make together, and the list comes
 * nearer to the total without it; or it is alone more than the total, unless three parts or more all stand there alike.
 * The first one is: it stands where the list opens. */
static bool has_stranger(const struct rule *rule, const struct clauses *clauses, const struct sum_list *list,
			 struct sum *sum)
{
	const struct quantity *total = &clauses->list[list->total].quantity;
	decimal before = 0;
	for (size_t i = 0; i < list->nparts; i++) {
		decimal value = clauses->list[list->parts[i]].quantity.low, rest = sum->low - value;
		bool subtotal = i > 1 && value == before && value > 0;
		if (subtotal && (rest == total->low || list->open || !exceeds_little(rule, sum, total)))
			return true;
		if (i && value > total->high) {
			if (list->nparts < 3 || !sum_list_goes_on(rule->lists, clauses, list, 2))
				return true;
			sum->uncertain = true;
		}
		if (!decimal_add(&before, value))
			return true;
	}
	return false;
}

/* What parts mean that are too few. Those that make less than a quarter of the total (threshold `some`), and few parts
 * that make less than half, were not meant to be all of them. */
static enum sum_outcome weigh_shortage(const struct rule *rule, const struct sum_list *list, struct sum *sum,
				       decimal total)
{
	const decimal *thresholds = rule->thresholds;
	bool few = list->nparts < (size_t)(thresholds[SUM_THRESHOLD_WHOLE] / DECIMAL_ONE);
	decimal hundredth = total / 100, share = sum->low / 100;
	bool little = share < hundredth * (thresholds[SUM_THRESHOLD_HALF] / DECIMAL_ONE) / 100;
	bool least = share < hundredth * (thresholds[SUM_THRESHOLD_SOME] / DECIMAL_ONE) / 100;
	sum->uncertain = sum->uncertain || share < hundredth * (thresholds[SUM_THRESHOLD_MOST] / DECIMAL_ONE) / 100;
	return least || (few && little) ? SUM_OUTCOME_UNKNOWN : little ? SUM_OUTCOME_SOME : SUM_OUTCOME_SHORT;
}

/* Whether the parts are more than the total: where one of the numbers is inexact, by one at least. */
static bool exceeds(const struct sum *sum, const struct quantity *total)
{
	decimal least = sum->low == sum->high && total->exact ? 1 : DECIMAL_ONE;
	return sum->low - total->high >= least;
}

bool sum_is_near(const struct rule *rule, const struct sum *sum, const struct quantity *total)
{
	decimal difference = sum->low < total->low ? total->low - sum->low : sum->low - total->low;
	return sum->low == sum->high && total->exact &&
	       difference <= total->low / 100 * (rule->thresholds[SUM_THRESHOLD_NEAR] / DECIMAL_ONE);
}

/* Whether all parts together come so near to the total (threshold `excess`) that the list must be the total's. */
static bool comes_near(const struct rule *rule, const struct clauses *clauses, const struct sum_list *list,
		       struct sum *sum)
{
	const struct quantity *total = &clauses->list[list->total].quantity;
	if (list->nparts < 2 || !add_parts(clauses, list, list->nparts, false, sum) || sum->low != sum->high)
		return false;
	decimal difference = sum->low < total->low ? total->low - sum->low : sum->low - total->low;
	return difference <= total->low / 100 * (rule->thresholds[SUM_THRESHOLD_EXCESS] / DECIMAL_ONE);
}

enum sum_outcome sum_compare(const struct rule *rule, const struct clauses *clauses, const struct sum_list *list,
			     struct sum *sum)
{
	const struct quantity *total = &clauses->list[list->total].quantity;
	bool stretched = false;
	bool divided = false;
	if (fits_somewhere(rule, clauses, list, sum, &stretched))
		return SUM_OUTCOME_FITS;
	if (list->form == SUM_OPENED && !list->remote && total->exact && add_heads(clauses, list, sum, &divided)) {
		sum->uncertain = true;
		if (sum->low == total->low)
			return SUM_OUTCOME_FITS;
		if (divided)
			return sum->low > total->low ? SUM_OUTCOME_OVER
						     : weigh_shortage(rule, list, sum, total->low);
	}
	if (list->form == SUM_PLAIN || list->doubtful)
		return SUM_OUTCOME_UNKNOWN;
	if ((list->remote || list->contested) && !comes_near(rule, clauses, list, sum))
		return SUM_OUTCOME_UNKNOWN;
	if (!add_parts(clauses, list, list->nparts, true, sum))
		return SUM_OUTCOME_UNKNOWN;
	sum->uncertain = stretched || list->overlapping || list->remote || list->contested;
	if (exceeds(sum, total))
		return (list->overlapping && !exceeds_little(rule, sum, total)) ||
				       has_stranger(rule, clauses, list, sum) ||
				       belongs_elsewhere(clauses, list, sum->low)
			       ? SUM_OUTCOME_UNKNOWN
			       : SUM_OUTCOME_OVER;
	if (!add_parts(clauses, list, list->nparts, false, sum) || belongs_elsewhere(clauses, list, sum->low))
		return SUM_OUTCOME_UNKNOWN;
	if (list->mixed && exceeds_little(rule, sum, total) && !has_stranger(rule, clauses, list, sum))
		return SUM_OUTCOME_OVER;
	if (list->open || list->nparts < 2 || sum->high >= total->low)
		return SUM_OUTCOME_UNKNOWN;
	return weigh_shortage(rule, list, sum, total->low);
}

/* Whether some parts in a row, at least two of them, or all but one are the total. */
static bool has_fitting_run(const struct clauses *clauses, const struct sum_list *list, struct sum *sum)
{
	decimal total = clauses->list[list->total].quantity.low, all = 0;
	bool fits = false;
	for (size_t i = 0; i < list->nparts; i++) {
		decimal run = clauses->list[list->parts[i]].quantity.low;
		fits |= run == total;
		for (size_t j = i + 1;
		     j < list->nparts && decimal_add(&run, clauses->list[list->parts[j]].quantity.low); j++)
			fits |= run == total;
		if (!decimal_add(&all, clauses->list[list->parts[i]].quantity.low))
			return true;
	}
	for (size_t i = 0; i < list->nparts; i++)
		fits |= all - clauses->list[list->parts[i]].quantity.low == total;
	*sum = (struct sum){.low = all, .high = all, .nparts = list->nparts};
	return fits;
}

enum sum_outcome sum_compare_gathered(const struct rule *rule, const struct clauses *clauses, struct sum_list *list,
				      struct sum *sum)
{
	const struct quantity *total = &clauses->list[list->total].quantity;
	/* The last of them, from any on, are the total: that is what the sentence says. */
	decimal behind = 0;
	for (size_t i = list->nparts; i-- > 0 && decimal_add(&behind, clauses->list[list->parts[i]].quantity.low);) {
		if (behind != total->low || i + 1 == list->nparts)
			continue;
		memmove(list->parts, list->parts + i, (list->nparts - i) * sizeof(*list->parts));
		list->nparts -= i;
		*sum = (struct sum){.low = behind, .high = behind, .nparts = list->nparts};
		return SUM_OUTCOME_FITS;
	}
	if (has_fitting_run(clauses, list, sum) || list->open || sum->low > 2 * total->low || sum->low < total->low / 2)
		return SUM_OUTCOME_UNKNOWN;
	decimal difference = sum->low < total->low ? total->low - sum->low : sum->low - total->low;
	sum->uncertain = difference > total->low / 100 * (rule->thresholds[SUM_THRESHOLD_EXCESS] / DECIMAL_ONE);
	if (sum->low > total->low)
		return SUM_OUTCOME_OVER;
	/* 共公开200条 may count what is not named; 合计200条 does not. */
	bool bare = clauses->list[list->total].label.nbytes <= strlen("合计");
	return sum->uncertain && !bare ? SUM_OUTCOME_UNKNOWN : SUM_OUTCOME_SHORT;
}

bool sum_counts(const struct clauses *clauses, const struct sum_list *list, const struct sum *sum, size_t part)
{
	return counts(clauses, list, part, sum->own_unit) && (!sum->heads || is_head(clauses, list, part));
}
