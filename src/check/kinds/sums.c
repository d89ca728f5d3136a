/* Totals and their parts: whether 142 + 9 + … are the 440 that stand before them. */
#include "check/kinds/sums.h"

#include "check/kinds/sum_list.h"
#include "check/kinds/sums_paragraphs.h"

enum { MESSAGE_FITS, MESSAGE_OVER, MESSAGE_SHORT, MESSAGE_SOME };
enum { THRESHOLD_WHOLE, THRESHOLD_HALF, THRESHOLD_SOME, THRESHOLD_MOST, THRESHOLD_EXCESS, THRESHOLD_BEFORE };

enum outcome { OUTCOME_UNKNOWN, OUTCOME_FITS, OUTCOME_OVER, OUTCOME_SHORT, OUTCOME_SOME };

struct sum {
	decimal low, high;
	size_t nparts;                  /* how many of the list it is made of */
	bool own_unit;                  /* of the parts in the total's unit alone */
	bool uncertain;                 /* the list may be no list of all parts, or one of parts that overlap */
};

static bool counts(const struct clauses *clauses, const struct sum_list *list, size_t part, bool own_unit)
{
	struct str unit = clauses->list[list->parts[part]].unit;
	return !own_unit || !unit.nbytes || str_equal(unit, clauses->list[list->total].unit);
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

/* Compares the parts with the total. Parts exceed it when those in its own unit do; they fall short when all of them
 * together do. */
static enum outcome compare(const struct rule *rule, const struct clauses *clauses, const struct sum_list *list,
			    struct sum *sum)
{
	const struct quantity *total = &clauses->list[list->total].quantity;
	bool stretched = false;
	if (fits_somewhere(rule, clauses, list, sum, &stretched))
		return OUTCOME_FITS;
	if (list->form == SUM_PLAIN || list->doubtful)
		return OUTCOME_UNKNOWN;
	if (!add_parts(clauses, list, list->nparts, true, sum))
		return OUTCOME_UNKNOWN;
	sum->uncertain = stretched || list->overlapping;
	if (sum->low > total->high)
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

/* "142 + 9 + 61 = 212". */
static void append_sum(const struct clauses *clauses, const struct sum_list *list, const struct sum *sum,
		       struct strbuf *out)
{
	size_t nshown = 0;
	for (size_t i = 0; i < sum->nparts; i++) {
		if (!counts(clauses, list, i, sum->own_unit))
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
	bool sure = list->form == SUM_BEFORE ||
		    (!list->mixed && !list->loose && !list->bracketed && !sum->uncertain && outcome != OUTCOME_SOME &&
		     (outcome == OUTCOME_OVER || list->nparts >= least));
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
	/* Most paragraphs lack the words that two of the three forms need. */
	bool opens = clauses_hold(clauses, clauses->text, &words[SUM_WORDS_PARTS]) ||
		     clauses_hold(clauses, clauses->text, &words[SUM_WORDS_OPEN]) || has_brackets(clauses);
	bool totals = clauses_hold(clauses, clauses->text, &words[SUM_WORDS_TOTAL]) &&
		      clauses_hold(clauses, clauses->text, &words[SUM_WORDS_PUBLISH]);
	for (size_t i = 0; clauses->count > 1 && i < clauses->count; i++) {
		struct sum sum = {0};
		bool found = opens && sum_list_read_opened(words, clauses, i, &list);
		enum outcome outcome = found ? compare(rule, clauses, &list, &sum) : OUTCOME_UNKNOWN;
		if (!found && totals && sum_list_read_before(words, clauses, i, least_before, &list))
			outcome = compare(rule, clauses, &list, &sum);
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
		       {"before", 5 * (decimal)DECIMAL_ONE}},
	.lists = {"parts", "open", "total", "compare", "end", "rest", "overlap", "alike", "applicant", "channel",
		  "outcome", "publish", "besides", "deed", "remainder", "more", "mainly"},
	.searched = (1u << SUM_NWORDS) - 1 - (1u << SUM_WORDS_ALIKE) - (1u << SUM_WORDS_BESIDES) -
		    (1u << SUM_WORDS_DEED) - (1u << SUM_WORDS_REMAINDER) - (1u << SUM_WORDS_MORE) -
		    (1u << SUM_WORDS_MAINLY),
};
