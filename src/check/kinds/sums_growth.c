/* Growth in per cent: 同比增长5.26%, beside the numbers that it is of. */
#include "check/kinds/sums.h"

#include <stdio.h>

#include "base/ascii.h"
#include "check/kinds/sums_paragraphs.h"

enum { WORDS_UP, WORDS_DOWN, WORDS_COMPARE, WORDS_FILLER, WORDS_REACH, WORDS_HOLD };
enum { MESSAGE_WRONG, MESSAGE_IMPOSSIBLE, MESSAGE_FITS };
enum { THRESHOLD_MOST };

/* What a clause says of growth: nothing but words for it, years and words for the comparison. */
struct saying {
	bool up, down, compares;
};

/* What the percentage is a part of. */
struct growth {
	decimal from, to;               /* from 0: not known */
};

static bool take(struct str *text, const struct rule_list *words)
{
	size_t nbytes = clauses_begin(*text, words);
	*text = str_slice(*text, nbytes, text->nbytes);
	return nbytes;
}

/* Reads a clause that speaks of growth alone: 比2022年同期增长. False where it has other words. */
static bool read_saying(const struct rule *rule, struct str text, struct saying *saying)
{
	*saying = (struct saying){0};
	while (text.nbytes) {
		if (take(&text, &rule->lists[WORDS_COMPARE]))
			saying->compares = true;
		else if (take(&text, &rule->lists[WORDS_UP]))
			saying->up = true;
		else if (take(&text, &rule->lists[WORDS_DOWN]))
			saying->down = true;
		else if (ascii_is_digit_at(text, 0))
			text = str_slice(text, 1, text.nbytes);
		else if (!take(&text, &rule->lists[WORDS_FILLER]))
			return false;
	}
	return saying->up != saying->down;
}

/* Whether the number counts cases of the kind that `unit` does, exactly. */
static bool is_count(const struct mention *mention, struct str unit)
{
	return mention->quantity.exact && mention->unit.nbytes && !sums_is_percent(mention) &&
	       str_equal(mention->unit, unit);
}

/* Whether a number in brackets is that of last year: it stands there alone, behind words for the comparison. */
static bool is_comparison(const struct rule *rule, const struct mention *mention)
{
	struct str words = mention->label.nbytes ? mention->label : mention->gap;
	return rule_list_stands_in(&rule->lists[WORDS_COMPARE], words) &&
	       !rule_list_stands_in(&rule->lists[WORDS_HOLD], words);
}

/* The numbers before a percentage that it is of: 由30件增加到40件，增长…; 40件，比上年（30件）增长…; 40件，比上年增加10件，增长…;
 * 40件，同比增长…. False where they are not known. */
static bool find_growth(const struct rule *rule, const struct clauses *clauses, size_t place,
			const struct saying *saying, struct growth *growth)
{
	const struct mention *percent = &clauses->list[place], *last = percent - 1, *first = last - 1;
	struct saying difference;
	if (!place || last->sentence != percent->sentence || !is_count(last, last->unit))
		return false;
	bool two = place > 1 && first->sentence == percent->sentence && is_count(first, last->unit);
	if (two && last->depth == percent->depth + 1 && first->depth == percent->depth) {
		*growth = (struct growth){last->quantity.low, first->quantity.low};
		return is_comparison(rule, last);
	}
	bool enclosed = percent->depth == last->depth + 1 && str_starts_with(percent->gap, STR("（"));
	if (last->depth != percent->depth && !enclosed)
		return false;
	*growth = (struct growth){0, last->quantity.low};
	if (two && first->depth == last->depth) {
		if (clauses_begin(last->label, &rule->lists[WORDS_REACH]) ||
		    clauses_begin(last->gap, &rule->lists[WORDS_REACH])) {
			growth->from = first->quantity.low;
			return true;
		}
		if (read_saying(rule, last->label, &difference)) {
			decimal change = difference.up ? last->quantity.low : -last->quantity.low;
			*growth = (struct growth){first->quantity.low - change, first->quantity.low};
			return difference.up == saying->up;
		}
	}
	return saying->compares && !read_saying(rule, last->label, &difference);
}

static bool is_growth(const struct quantity *percent, decimal from, decimal to, bool up)
{
	return (to >= from) == up && sums_is_share(percent, up ? to - from : from - to, from);
}

/* Whether any whole number grows to `to` by the percentage. */
static bool is_possible(const struct quantity *percent, decimal to, bool up)
{
	double share = (double)percent->low / DECIMAL_ONE / 100, unit = sums_last_place(percent) / 100;
	double low = up ? 1 + share - unit : 1 - share - unit, high = up ? 1 + share + unit : 1 - share + unit;
	if (low <= 0 || high <= 0)
		return true;
	decimal from = (decimal)((double)to / high) / DECIMAL_ONE - 1;
	decimal most = (decimal)((double)to / low) / DECIMAL_ONE + 1;
	for (from = from < 1 ? 1 : from; from <= most; from++)
		if (is_growth(percent, from * DECIMAL_ONE, to, up))
			return true;
	return false;
}

/* Appends what the growth is, with the places that the text gives. */
static void add_right_growth(const struct check *check, struct finding *finding, const struct quantity *percent,
			     const struct growth *growth)
{
	char text[32];
	int places = 0;
	for (double unit = sums_last_place(percent); unit < 0.9 && places < 6; unit *= 10)
		places++;
	double change = 100 * ((double)(growth->to - growth->from) / (double)growth->from);
	kind_add_decimal(check, finding, growth->from);
	kind_add_decimal(check, finding, growth->to);
	snprintf(text, sizeof(text), "%+.*f", places, change);
	kind_add_text(check, finding, str_from(text));
}

static void report_growth(const struct check *check, const struct rule *rule, size_t paragraph,
			  const struct mention *percent, const struct growth *growth, bool up)
{
	bool known = growth->from > 0;
	bool fits = known ? is_growth(&percent->quantity, growth->from, growth->to, up)
			  : is_possible(&percent->quantity, growth->to, up);
	struct finding finding = kind_start_at(check, rule,
					       fits    ? VERDICT_PASS
					       : known ? VERDICT_FAIL
						       : VERDICT_LOOK,
					       fits    ? MESSAGE_FITS
					       : known ? MESSAGE_WRONG
						       : MESSAGE_IMPOSSIBLE,
					       paragraph, sums_mark(percent));
	kind_add_text(check, &finding, sums_mark(percent));
	if (known && !fits)
		add_right_growth(check, &finding, &percent->quantity, growth);
	else
		kind_add_decimal(check, &finding, growth->to);
	findings_add(check->findings, finding);
}

static void visit(const struct check *check, const struct rule *rule, size_t paragraph, const struct clauses *clauses)
{
	for (size_t i = 0; i < clauses->count; i++) {
		const struct mention *percent = &clauses->list[i];
		struct saying saying;
		struct growth growth;
		if (!sums_is_percent(percent) || !percent->quantity.exact ||
		    !read_saying(rule, percent->label, &saying) || !find_growth(rule, clauses, i, &saying, &growth))
			continue;
		/* Of large numbers any percentage is possible. */
		bool small = growth.to > 0 && growth.to <= rule->thresholds[THRESHOLD_MOST];
		if (growth.from > 0 || (!growth.from && small))
			report_growth(check, rule, paragraph, percent, &growth, saying.up);
	}
}

static void run_growth(const struct check *check, const struct rule *rule)
{
	sums_visit_percentages(check, rule, visit);
}

const struct check_kind sums_growth = {
	.name = "growth",
	.run = run_growth,
	.messages = {"wrong", "impossible", "fits"},
	.thresholds = {{"most", 2000 * (decimal)DECIMAL_ONE}},
	.lists = {"up", "down", "compare", "filler", "reach", "hold"},
};
