/* Parts that stand before their total, and numbers that follow one without a word that opens them. */
#include "check/kinds/sum_list_parts.h"
#include "check/kinds/sums_paragraphs.h"

bool sum_list_read_before(const struct rule_list *words, const struct clauses *clauses, size_t total, size_t least,
			  struct sum_list *list)
{
	const struct mention *whole = &clauses->list[total];
	size_t first = total, offset;
	while (first && clauses->list[first - 1].sentence == whole->sentence)
		first--;
	if (total - first < least || sum_is_aside(words, clauses, whole) ||
	    !clauses_hold(clauses, whole->label, &words[SUM_WORDS_TOTAL]) ||
	    !clauses_hold(clauses, whole->label, &words[SUM_WORDS_PUBLISH]) ||
	    !clauses_hold(clauses, clauses->list[first].gap, &words[SUM_WORDS_PUBLISH]))
		return false;
	sum_begin_list(list, SUM_BEFORE, total);
	list->open = !whole->quantity.exact;
	for (size_t i = first; i < total; i++) {
		const struct mention *mention = &clauses->list[i];
		if (mention->depth != whole->depth || sum_is_aside(words, clauses, mention) ||
		    clauses_hold(clauses, mention->label, &words[SUM_WORDS_TOTAL]) ||
		    clauses_open(clauses, mention->gap, &words[SUM_WORDS_PARTS], &offset) ||
		    clauses_open(clauses, mention->gap, &words[SUM_WORDS_OPEN], &offset) ||
		    !clauses_same_unit(mention->unit, whole->unit, &words[SUM_WORDS_ALIKE]))
			return false;
		sum_weigh_part(words, clauses, whole, mention, list);
		sum_add_part(list, i, false);
	}
	return true;
}

/* Whether there is nothing before the number in its clause but a word that says that it is a sum. */
static bool is_sum_alone(const struct rule_list *words, const struct mention *mention)
{
	for (size_t i = 0; i < words[SUM_WORDS_TOGETHER].count; i++) {
		struct str word = words[SUM_WORDS_TOGETHER].words[i];
		if (mention->label.nbytes <= word.nbytes && str_ends_with(mention->gap, word))
			return true;
	}
	return false;
}

bool sum_list_read_gathered(const struct rule_list *words, const struct clauses *clauses, size_t total,
			    struct sum_list *list)
{
	const struct mention *whole = &clauses->list[total];
	size_t first = total, offset;
	if (total < 2 || !whole->quantity.exact || !is_sum_alone(words, whole))
		return false;
	bool opened = false;
	while (first && !opened) {
		const struct mention *mention = &clauses->list[first - 1];
		if (mention->sentence != whole->sentence || mention->depth != whole->depth ||
		    !mention->quantity.exact || !str_equal(mention->unit, whole->unit) ||
		    sum_is_aside(words, clauses, mention))
			break;
		opened = clauses_open(clauses, mention->gap, &words[SUM_WORDS_PARTS], &offset);
		first--;
	}
	if (total - first < 2)
		return false;
	sum_begin_list(list, SUM_GATHERED, total);
	/* What stands before them in the sentence may belong to them, too. */
	list->open = opened || (first && clauses->list[first - 1].sentence == whole->sentence);
	for (size_t i = first; i < total; i++)
		sum_add_part(list, i, false);
	return true;
}

/* Whether at least `count` numbers stand behind the total, to the end of the sentence of the first of them. */
static bool are_behind(const struct clauses *clauses, size_t total, size_t count)
{
	const struct mention *list = clauses->list;
	if (total + count >= clauses->count)
		return false;
	uint16_t first = list[total + 1].sentence;
	return first <= list[total].sentence + 1 && list[total + count].sentence == first;
}

bool sum_list_read_plain(const struct rule_list *words, const struct clauses *clauses, size_t total,
			 struct sum_list *list)
{
	const struct mention *whole = &clauses->list[total];
	if (!are_behind(clauses, total, 2) || !whole->unit.nbytes || sums_is_percent(whole) || !whole->quantity.exact)
		return false;
	size_t least = clauses_hold(clauses, whole->label, &words[SUM_WORDS_TOTAL]) ? 2 : 3;
	if (!are_behind(clauses, total, least))
		return false;
	sum_begin_list(list, SUM_PLAIN, total);
	for (size_t i = total + 1; i < clauses->count; i++) {
		const struct mention *mention = &clauses->list[i];
		bool inside =
			mention->sentence == whole->sentence || mention->sentence == clauses->list[total + 1].sentence;
		if (mention->sentence > whole->sentence + 1u || !inside)
			break;
		if (!sum_is_aside(words, clauses, mention) && mention->depth == clauses->list[total + 1].depth &&
		    (!mention->unit.nbytes || clauses_same_unit(mention->unit, whole->unit, &words[SUM_WORDS_ALIKE])))
			sum_add_part(list, i, false);
	}
	return list->nparts >= least;
}
