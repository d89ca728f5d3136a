/* Totals and their parts: whether 142 + 9 + … are the 440 that stand before them. */
#include "check/kinds/sums.h"

#include "check/kinds/sum_list.h"
#include "check/kinds/sums_paragraphs.h"

enum { MESSAGE_FITS, MESSAGE_OVER, MESSAGE_SHORT, MESSAGE_SOME };
enum {
	THRESHOLD_WHOLE,
	THRESHOLD_HALF,
	THRESHOLD_SOME,
	THRESHOLD_MOST,
	THRESHOLD_EXCESS,
	THRESHOLD_BEFORE,
	THRESHOLD_NEAR,
};

enum outcome { OUTCOME_UNKNOWN, OUTCOME_FITS, OUTCOME_OVER, OUTCOME_SHORT, OUTCOME_SOME };

struct sum {
	decimal low, high;
	size_t nparts;                  /* how many of the list it is made of */
	bool own_unit;                  /* of the parts in the total's unit alone */
	bool heads;                     /* of those that begin the list, or stand behind a semicolon */
	bool uncertain;                 /* the list may be no list of all parts, or one of parts that overlap */
};

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

/* Whether one of the parts is what the parts before it make together, or alone more than the total: then it is no part
 * beside them. The first one is: it stands where the list opens. */
static bool has_stranger(const struct clauses *clauses, const struct sum_list *list)
{
	decimal before = 0;
	for (size_t i = 0; i < list->nparts; i++) {
		decimal value = clauses->list[list->parts[i]].quantity.low;
		if (i && (value > clauses->list[list->total].quantity.high || (i > 1 && value == before && value > 0)))
			return true;
		if (!decimal_add(&before, value))
			return true;
	}
	return false;
}

/* What parts mean that are too few. Those that make less than a quarter of the total (threshold `some`), and few parts
 * that make less than half, were not meant to be all of them. */
static enum outcome weigh_shortage(const struct rule *rule, const struct sum_list *list, struct sum *sum, decimal total)
{
	const decimal *thresholds = rule->thresholds;
	bool few = list->nparts < (size_t)(thresholds[THRESHOLD_WHOLE] / DECIMAL_ONE);
	decimal hundredth = total / 100, share = sum->low / 100;
	bool little = share < hundredth * (thresholds[THRESHOLD_HALF] / DECIMAL_ONE) / 100;
	bool least = share < hundredth * (thresholds[THRESHOLD_SOME] / DECIMAL_ONE) / 100;
	sum->uncertain = sum->uncertain || share < hundredth * (thresholds[THRESHOLD_MOST] / DECIMAL_ONE) / 100;
	return least || (few && little) ? OUTCOME_UNKNOWN : little ? OUTCOME_SOME : OUTCOME_SHORT;
}

/* Whether parts that may be counted twice, or are counted in several units, exceed the total by little: by no more than
 * `excess` per cent. Numbers that were meant to overlap exceed it by more. */
static bool exceeds_little(const struct rule *rule, const struct sum *sum, const struct quantity *total)
{
	decimal most = total->low / 100 * (rule->thresholds[THRESHOLD_EXCESS] / DECIMAL_ONE);
	return sum->low > total->high && sum->low - total->low <= most;
}

/* Whether the parts are more than the total: where one of the numbers is inexact, by one at least. */
static bool exceeds(const struct sum *sum, const struct quantity *total)
{
	decimal least = sum->low == sum->high && total->exact ? 1 : DECIMAL_ONE;
	return sum->low - total->high >= least;
}

/* Whether the sum comes so near to the total (threshold `near`) that it was meant to be all of it. */
static bool is_near(const struct rule *rule, const struct sum *sum, const struct quantity *total)
{
	decimal difference = sum->low < total->low ? total->low - sum->low : sum->low - total->low;
	return sum->low == sum->high && total->exact &&
	       difference <= total->low / 100 * (rule->thresholds[THRESHOLD_NEAR] / DECIMAL_ONE);
}

/* Compares the parts with the total. Parts exceed it when those in its own unit do; they fall short when all of them
 * together do. */
static enum outcome compare(const struct rule *rule, const struct clauses *clauses, const struct sum_list *list,
			    struct sum *sum)
{
	const struct quantity *total = &clauses->list[list->total].quantity;
	bool stretched = false;
	bool divided = false;
	if (fits_somewhere(rule, clauses, list, sum, &stretched))
		return OUTCOME_FITS;
	if (list->form == SUM_OPENED && total->exact && add_heads(clauses, list, sum, &divided)) {
		sum->uncertain = true;
		if (sum->low == total->low)
			return OUTCOME_FITS;
		if (divided && exceeds_little(rule, sum, total))
			return OUTCOME_OVER;
		if (divided)
			return OUTCOME_UNKNOWN;
	}
	if (list->form == SUM_PLAIN || list->doubtful)
		return OUTCOME_UNKNOWN;
	if (!add_parts(clauses, list, list->nparts, true, sum))
		return OUTCOME_UNKNOWN;
	sum->uncertain = stretched || list->overlapping;
	if (exceeds(sum, total))
		return (list->overlapping && !exceeds_little(rule, sum, total)) || has_stranger(clauses, list) ||
				       belongs_elsewhere(clauses, list, sum->low)
			       ? OUTCOME_UNKNOWN
			       : OUTCOME_OVER;
	if (!add_parts(clauses, list, list->nparts, false, sum) || belongs_elsewhere(clauses, list, sum->low))
		return OUTCOME_UNKNOWN;
	if (list->mixed && exceeds_little(rule, sum, total) && !has_stranger(clauses, list))
		return OUTCOME_OVER;
	if (list->open || list->nparts < 2 || sum->high >= total->low)
		return OUTCOME_UNKNOWN;
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
		for (size_t j = i + 1; j < list->nparts && decimal_add(&run, clauses->list[list->parts[j]].quantity.low);
		     j++)
			fits |= run == total;
		if (!decimal_add(&all, clauses->list[list->parts[i]].quantity.low))
			return true;
	}
	for (size_t i = 0; i < list->nparts; i++)
		fits |= all - clauses->list[list->parts[i]].quantity.low == total;
	*sum = (struct sum){.low = all, .high = all, .nparts = list->nparts};
	return fits;
}

/* Compares numbers with the sum that is given behind them. It is said to be wrong where the numbers are all of the
 * sentence, none in it makes it right, and they come to between half of it and twice as much; a person must judge where
 * it is not near. */
static enum outcome compare_gathered(const struct rule *rule, const struct clauses *clauses, struct sum_list *list,
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
		return OUTCOME_FITS;
	}
	if (has_fitting_run(clauses, list, sum) || list->open || sum->low > 2 * total->low || sum->low < total->low / 2)
		return OUTCOME_UNKNOWN;
	decimal difference = sum->low < total->low ? total->low - sum->low : sum->low - total->low;
	sum->uncertain = difference > total->low / 100 * (rule->thresholds[THRESHOLD_EXCESS] / DECIMAL_ONE);
	return sum->low > total->low ? OUTCOME_OVER : OUTCOME_SHORT;
}

/* "142 + 9 + 61 = 212". */
static void append_sum(const struct clauses *clauses, const struct sum_list *list, const struct sum *sum,
		       struct strbuf *out)
{
	size_t nshown = 0;
	for (size_t i = 0; i < sum->nparts; i++) {
		if (!counts(clauses, list, i, sum->own_unit) || (sum->heads && !is_head(clauses, list, i)))
			continue;
		strbuf_append_text(out, nshown++ ? " + " : "");
		strbuf_append(out, clauses->list[list->parts[i]].quantity.text);
	}
	if (nshown < 2 || sum->low != sum->high)
		return;
	strbuf_append_text(out, " = ");
	decimal_append(out, sum->low);
}

static void report(const struct check *check, const struct rule *rule, size_t paragraph, const struct clauses *clauses,
		   const struct sum_list *list, enum outcome outcome, const struct sum *sum)
{
	const struct mention *total = &clauses->list[list->total];
	struct str marked = sums_mark(total);
	bool exact = sum->low == sum->high && total->quantity.exact;
	/* Few parts, and parts in several units, are less likely to be meant as the whole. */
	size_t least = (size_t)(rule->thresholds[THRESHOLD_WHOLE] / DECIMAL_ONE);
	bool sure = list->form == SUM_BEFORE || (list->form == SUM_GATHERED && !sum->uncertain) ||
		    (!list->mixed && !list->loose && !list->bracketed && !sum->uncertain && outcome != OUTCOME_SOME &&
		     (outcome == OUTCOME_OVER || list->nparts >= least || is_near(rule, sum, &total->quantity)));
	size_t message = outcome == OUTCOME_FITS    ? MESSAGE_FITS
			 : outcome == OUTCOME_OVER  ? MESSAGE_OVER
			 : outcome == OUTCOME_SHORT ? MESSAGE_SHORT
						    : MESSAGE_SOME;
	enum verdict verdict = outcome == OUTCOME_FITS ? VERDICT_PASS : sure ? VERDICT_FAIL : VERDICT_LOOK;
	struct finding finding = kind_start_at(check, rule, verdict, message, paragraph, marked);
	struct strbuf text = {0};
	append_sum(clauses, list, sum, &text);
	kind_add_text(check, &finding, strbuf_view(&text));
	kind_add_text(check, &finding, marked);
	if (exact && outcome != OUTCOME_FITS) {
		decimal difference = sum->low - total->quantity.low;
		kind_add_decimal(check, &finding, difference < 0 ? -difference : difference);
	} else {
		kind_add_text(check, &finding, STR("？"));
	}
	finding.has_sides = exact;
	finding.left = sum->low;
	finding.right = total->quantity.low;
	findings_add(check->findings, finding);
	strbuf_free(&text);
}

static bool has_brackets(const struct clauses *clauses)
{
	for (size_t i = 1; i < clauses->count; i++)
		if (clauses->list[i].depth)
			return true;
	return false;
}

static void check_paragraph(const struct check *check, const struct rule *rule, size_t paragraph,
			    const struct clauses *clauses)
{
	size_t least_before = (size_t)(rule->thresholds[THRESHOLD_BEFORE] / DECIMAL_ONE);
	const struct rule_list *words = rule->lists;
	struct sum_list list, opened;
	/* Most paragraphs lack the words that three of the four forms need. */
	bool opens = clauses_hold(clauses, clauses->text, &words[SUM_WORDS_PARTS]) ||
		     clauses_hold(clauses, clauses->text, &words[SUM_WORDS_OPEN]) ||
		     clauses_hold(clauses, clauses->text, &words[SUM_WORDS_AMONG]) || has_brackets(clauses);
	bool totals = clauses_hold(clauses, clauses->text, &words[SUM_WORDS_TOTAL]) &&
		      clauses_hold(clauses, clauses->text, &words[SUM_WORDS_PUBLISH]);
	bool gathers = clauses_hold(clauses, clauses->text, &words[SUM_WORDS_TOGETHER]);
	for (size_t i = 0; clauses->count > 1 && i < clauses->count; i++) {
		struct sum sum = {0};
		bool found = opens && sum_list_read_opened(words, clauses, i, &list);
		enum outcome outcome = found ? compare(rule, clauses, &list, &sum) : OUTCOME_UNKNOWN;
		if (!found && totals && sum_list_read_before(words, clauses, i, least_before, &list))
			outcome = compare(rule, clauses, &list, &sum);
		else if (!found && gathers && sum_list_read_gathered(words, clauses, i, &list))
			outcome = compare_gathered(rule, clauses, &list, &sum);
		/* A list that opens with the number behind this one is read from there. What is found of a plain list
		 * is that it adds up. */
		if (outcome == OUTCOME_UNKNOWN && !found && !kind_skips_passes(check->findings) &&
		    sum_list_read_plain(words, clauses, i, &list) &&
		    !(opens && sum_list_read_opened(words, clauses, i + 1, &opened)))
			outcome = compare(rule, clauses, &list, &sum);
		if (outcome != OUTCOME_UNKNOWN)
			report(check, rule, paragraph, clauses, &list, outcome, &sum);
	}
}

static bool opens_bracket(const struct prose_index *index, size_t paragraph)
{
	const struct literal_hit *end, *hit =
		prose_index_hits(index, prose_index_marks(MARKS_BRACKETS), paragraph, &end);
	while (hit < end && hit->word != MARK_ROUND)
		hit++;
	return hit < end;
}

/* Whether parts may be named in a paragraph, or numbers stand in brackets, or a total behind its parts. */
static bool may_have_list(const struct check *check, const struct rule *rule, size_t paragraph)
{
	const struct prose_index *index = check->index;
	struct str text = prose_text(check->prose, paragraph);
	return prose_index_holds(index, text, &rule->lists[SUM_WORDS_PARTS]) ||
	       prose_index_holds(index, text, &rule->lists[SUM_WORDS_OPEN]) || opens_bracket(index, paragraph) ||
	       prose_index_holds(index, text, &rule->lists[SUM_WORDS_TOGETHER]) ||
	       prose_index_holds(index, text, &rule->lists[SUM_WORDS_AMONG]) ||
	       (prose_index_holds(index, text, &rule->lists[SUM_WORDS_TOTAL]) &&
		prose_index_holds(index, text, &rule->lists[SUM_WORDS_PUBLISH]));
}

static void run_parts(const struct check *check, const struct rule *rule)
{
	if (!kind_skips_passes(check->findings)) {
		sums_visit(check, rule, check_paragraph);
		return;
	}
	for (size_t i = 0; i < check->prose->count; i++) {
		if (!may_have_list(check, rule, i))
			continue;
		const struct clauses clauses = clauses_of(check->index, i);
		if (clauses.count)
			check_paragraph(check, rule, i, &clauses);
	}
}

const struct check_kind sums_parts = {
	.name = "parts",
	.run = run_parts,
	.messages = {"fits", "over", "short", "some"},
	.thresholds = {{"whole", 3 * (decimal)DECIMAL_ONE},
		       {"half", 50 * (decimal)DECIMAL_ONE},
		       {"some", 25 * (decimal)DECIMAL_ONE},
		       {"most", 85 * (decimal)DECIMAL_ONE},
		       {"excess", 10 * (decimal)DECIMAL_ONE},
		       {"before", 5 * (decimal)DECIMAL_ONE},
		       {"near", 1 * (decimal)DECIMAL_ONE}},
	.lists = {"parts", "open", "total", "compare", "end", "rest", "overlap", "alike", "applicant", "channel",
		  "outcome", "publish", "besides", "deed", "remainder", "more", "mainly", "afar", "among", "together",
		  "cases"},
	.searched = (1u << SUM_NWORDS) - 1 - (1u << SUM_WORDS_ALIKE) - (1u << SUM_WORDS_BESIDES) -
		    (1u << SUM_WORDS_DEED) - (1u << SUM_WORDS_REMAINDER) - (1u << SUM_WORDS_MORE) -
		    (1u << SUM_WORDS_MAINLY) - (1u << SUM_WORDS_AFAR) - (1u << SUM_WORDS_CASES),
};
