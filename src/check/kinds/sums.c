/* Totals and their parts: whether 142 + 9 + … are the 440 that stand before them. */
#include "check/kinds/sums.h"

#include "check/kinds/sum_compare.h"
#include "check/kinds/sums_paragraphs.h"

enum { MESSAGE_FITS, MESSAGE_OVER, MESSAGE_SHORT, MESSAGE_SOME };

/* "142 + 9 + 61 = 212". */
static void append_sum(const struct clauses *clauses, const struct sum_list *list, const struct sum *sum,
		       struct strbuf *out)
{
	size_t nshown = 0;
	for (size_t i = 0; i < sum->nparts; i++) {
		if (!sum_counts(clauses, list, sum, i))
			continue;
		strbuf_append_text(out, nshown++ ? " + " : "");
		strbuf_append(out, clauses->list[list->parts[i]].quantity.text);
	}
	if (nshown < 2 || sum->low != sum->high)
		return;
	strbuf_append_text(out, " = ");
	decimal_append(out, sum->low);
}

/* By how much the parts differ from the total: "48", or "≥90" where one of the numbers is inexact. */
static void add_difference(const struct check *check, struct finding *finding, const struct sum *sum,
			   const struct quantity *total)
{
	struct strbuf text = {0};
	decimal over = sum->low - total->high, least = over > 0 ? over : total->low - sum->high;
	if (sum->low != sum->high || !total->exact) {
		strbuf_append_text(&text, "≥");
		least -= least % DECIMAL_ONE;
	}
	decimal_append(&text, least);
	kind_add_text(check, finding, strbuf_view(&text));
	strbuf_free(&text);
}

static void report(const struct check *check, const struct rule *rule, size_t paragraph, const struct clauses *clauses,
		   const struct sum_list *list, enum sum_outcome outcome, const struct sum *sum)
{
	const struct mention *total = &clauses->list[list->total];
	struct str marked = sums_mark(total);
	bool exact = sum->low == sum->high && total->quantity.exact;
	/* Few parts, and parts in several units, are less likely to be meant as the whole. */
	size_t least = (size_t)(rule->thresholds[SUM_THRESHOLD_WHOLE] / DECIMAL_ONE);
	bool whole = outcome == SUM_OUTCOME_OVER || list->nparts >= least || sum_is_near(rule, sum, &total->quantity);
	bool sure = list->form == SUM_BEFORE || (list->form == SUM_GATHERED && !sum->uncertain) ||
		    (!list->mixed && !list->loose && !list->bracketed && !list->contested && !sum->uncertain &&
		     outcome != SUM_OUTCOME_SOME && whole);
	size_t message = outcome == SUM_OUTCOME_FITS	? MESSAGE_FITS
			 : outcome == SUM_OUTCOME_OVER	? MESSAGE_OVER
			 : outcome == SUM_OUTCOME_SHORT ? MESSAGE_SHORT
							: MESSAGE_SOME;
	enum verdict verdict = outcome == SUM_OUTCOME_FITS ? VERDICT_PASS : sure ? VERDICT_FAIL : VERDICT_LOOK;
	struct finding finding = kind_start_at(check, rule, verdict, message, paragraph, marked);
	struct strbuf text = {0};
	append_sum(clauses, list, sum, &text);
	kind_add_text(check, &finding, strbuf_view(&text));
	kind_add_text(check, &finding, marked);
	add_difference(check, &finding, sum, &total->quantity);
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
	size_t least_before = (size_t)(rule->thresholds[SUM_THRESHOLD_BEFORE] / DECIMAL_ONE);
	const struct rule_list *words = rule->lists;
	struct sum_list list, opened;
	/* Most paragraphs lack the words that three of the four forms need. */
	bool opens = clauses_hold(clauses, clauses->text, &words[SUM_WORDS_PARTS]) ||
		     clauses_hold(clauses, clauses->text, &words[SUM_WORDS_OPEN]) || has_brackets(clauses);
	bool total = clauses_hold(clauses, clauses->text, &words[SUM_WORDS_TOTAL]);
	bool totals = total && clauses_hold(clauses, clauses->text, &words[SUM_WORDS_PUBLISH]);
	bool gathers = total && clauses_hold(clauses, clauses->text, &words[SUM_WORDS_TOGETHER]);
	for (size_t i = 0; clauses->count > 1 && i < clauses->count; i++) {
		struct sum sum = {0};
		bool found = opens && sum_list_read_opened(words, clauses, i, &list);
		enum sum_outcome outcome = found ? sum_compare(rule, clauses, &list, &sum) : SUM_OUTCOME_UNKNOWN;
		if (!found && totals && sum_list_read_before(words, clauses, i, least_before, &list))
			outcome = sum_compare(rule, clauses, &list, &sum);
		else if (!found && gathers && sum_list_read_gathered(words, clauses, i, &list))
			outcome = sum_compare_gathered(rule, clauses, &list, &sum);
		/* A list that opens with the number behind this one is read from there. What is found of a plain list
		 * is that it adds up. */
		if (outcome == SUM_OUTCOME_UNKNOWN && !found && !kind_skips_passes(check->findings) &&
		    sum_list_read_plain(words, clauses, i, &list) &&
		    !(opens && sum_list_read_opened(words, clauses, i + 1, &opened)))
			outcome = sum_compare(rule, clauses, &list, &sum);
		if (outcome != SUM_OUTCOME_UNKNOWN)
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
		(prose_index_holds(index, text, &rule->lists[SUM_WORDS_PUBLISH]) ||
		 prose_index_holds(index, text, &rule->lists[SUM_WORDS_TOGETHER])));
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
		  "outcome", "publish", "besides", "deed", "remainder", "more", "mainly", "afar", "together",
		  "cases"},
	.searched = (1u << SUM_NWORDS) - 1 - (1u << SUM_WORDS_ALIKE) - (1u << SUM_WORDS_BESIDES) -
		    (1u << SUM_WORDS_DEED) - (1u << SUM_WORDS_REMAINDER) - (1u << SUM_WORDS_MORE) -
		    (1u << SUM_WORDS_MAINLY) - (1u << SUM_WORDS_AFAR) - (1u << SUM_WORDS_CASES),
};
