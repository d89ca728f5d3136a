#include "check/kinds/sum_list_parts.h"
#include "check/kinds/sums_paragraphs.h"

enum { MAX_REACH = 3 };                /* sentences between a total and what opens its parts by its name */

bool sum_is_aside(const struct rule_list *words, const struct clauses *clauses, const struct mention *mention)
{
	return sums_is_percent(mention) || clauses_hold(clauses, mention->label, &words[SUM_WORDS_COMPARE]);
}

/* In which way a number divides applications: 0 where it does not. */
static unsigned find_division(const struct rule_list *words, const struct clauses *clauses,
			      const struct mention *mention)
{
	for (unsigned i = SUM_WORDS_APPLICANT; i <= SUM_WORDS_OUTCOME; i++)
		if (clauses_hold(clauses, mention->label, &words[i]))
			return i;
	return 0;
}

/* Whether numbers in a row add up to `value` exactly, beginning with `first`; how many of them in `*count`. */
static bool adds_up(const struct rule_list *words, const struct clauses *clauses, size_t first, decimal value,
		    size_t *count)
{
	decimal sum = 0;
	for (size_t i = first; i < clauses->count && sum < value; i++) {
		const struct mention *mention = &clauses->list[i];
		if (mention->depth != clauses->list[first].depth || sum_is_aside(words, clauses, mention))
			continue;
		if (!mention->quantity.exact || !decimal_add(&sum, mention->quantity.low))
			return false;
		*count = i + 1 - first;
	}
	return sum == value;
}

void sum_begin_list(struct sum_list *list, enum sum_form form, size_t total)
{
	list->form = form;
	list->total = total;
	list->nparts = list->nmore = 0;
	list->open = list->overlapping = list->doubtful = list->mixed = list->loose = false;
	list->bracketed = list->remote = list->contested = false;
	list->foreign = true;
}

void sum_add_part(struct sum_list *list, size_t part, bool more)
{
	if (list->nparts + list->nmore == SUM_MAX_PARTS) {
		list->doubtful = true;
		return;
	}
	list->parts[list->nparts + list->nmore] = part;
	if (more || list->nmore)
		list->nmore++;
	else
		list->nparts++;
}

/* Whether the words between two parts, or behind the last, say that there are more. */
static bool says_more(const struct rule_list *words, const struct clauses *clauses, struct str behind)
{
	return clauses_begin(behind, &words[SUM_WORDS_MORE]) || clauses_hold(clauses, behind, &words[SUM_WORDS_REST]);
}

/* The text up to the next semicolon or end of a sentence. */
static struct str up_to_end(struct str text)
{
	size_t semicolon = str_find(text, STR("；")), end = str_find(text, STR("。"));
	return str_slice(text, 0, semicolon < end ? semicolon : end);
}

void sum_weigh_part(const struct rule_list *words, const struct clauses *clauses, const struct mention *total,
		    const struct mention *part, struct sum_list *list)
{
	list->open |= !part->quantity.exact || says_more(words, clauses, part->behind);
	list->mixed |= !str_equal(total->unit, part->unit) && part->unit.nbytes;
	list->foreign &= !str_equal(total->unit, part->unit) &&
			 clauses_same_unit(total->unit, part->unit, &words[SUM_WORDS_CASES]);
	list->overlapping |= clauses_hold(clauses, part->gap, &words[SUM_WORDS_OVERLAP]) ||
			     clauses_hold(clauses, up_to_end(part->behind), &words[SUM_WORDS_OVERLAP]);
}

/* Where a list of parts goes on and where it ends. */
struct reading {
	unsigned division;              /* how its parts divide applications */
	size_t nbetween, nsemicolons;   /* places between parts, and how many of them are semicolons */
	bool bracketed;                 /* the closing bracket ends it, and no word */
};

/* The words before a number without 共计 at their end, where that says that the part is a sum itself: 解读及回应共计110条. */
static struct str without_sum_word(const struct rule_list *words, const struct mention *mention)
{
	for (size_t i = 0; i < words[SUM_WORDS_TOGETHER].count; i++) {
		struct str word = words[SUM_WORDS_TOGETHER].words[i];
		if (mention->label.nbytes > 2 * word.nbytes && str_ends_with(mention->label, word))
			return str_slice(mention->gap, 0, mention->gap.nbytes - word.nbytes);
	}
	return mention->gap;
}

/* Whether semicolons stand between the parts: between all of them, or, from the first on, between most. */
static bool has_semicolons(const struct reading *reading)
{
	return reading->nsemicolons == reading->nbetween ||
	       (reading->nsemicolons > 1 && reading->nbetween - reading->nsemicolons < reading->nsemicolons / 2 + 1);
}

/* Whether the list ends before this number: behind a word that ends it, where applications begin to be divided in
 * another way, and at a semicolon, unless semicolons are what stands between the parts. */
static bool ends_before(const struct rule_list *words, const struct clauses *clauses, const struct mention *mention,
			struct reading *reading)
{
	unsigned division = find_division(words, clauses, mention);
	bool semicolon = str_contains(mention->gap, STR("；"));
	bool besides = clauses_hold(clauses, without_sum_word(words, mention), &words[SUM_WORDS_END]) ||
		       clauses_begin(mention->label, &words[SUM_WORDS_BESIDES]);
	if ((besides && !reading->bracketed) ||
	    (reading->division && division && division != reading->division) ||
	    (semicolon && !has_semicolons(reading)))
		return true;
	reading->division = reading->division ? reading->division : division;
	reading->nsemicolons += semicolon;
	reading->nbetween++;
	return false;
}

/* Whether the number is said of something that was done: 发布解读20条. */
static bool is_deed(const struct rule_list *words, const struct mention *mention)
{
	return clauses_begin(mention->label, &words[SUM_WORDS_DEED]);
}

/* Whether the words before both parts end alike (网上申请6件；信函申请5件), and neither is something that was done. */
static bool are_named_alike(const struct rule_list *words, const struct mention *a, const struct mention *b)
{
	enum { ALIKE_NBYTES = 6 }; /* two characters */
	return a->label.nbytes > ALIKE_NBYTES && b->label.nbytes > ALIKE_NBYTES &&
	       str_ends_with(b->label, str_slice(a->label, a->label.nbytes - ALIKE_NBYTES, ALIKE_NBYTES)) &&
	       !is_deed(words, a) && !is_deed(words, b);
}

/* Whether the number comes behind all the rest and is in another unit: 其他6条，法规文件20份. */
static bool is_behind_remainder(const struct rule_list *words, const struct mention *last,
				const struct mention *mention)
{
	return !str_equal(mention->unit, last->unit) && clauses_begin(last->label, &words[SUM_WORDS_REMAINDER]);
}

/* Whether parts of a part may begin with the number. */
static bool opens_again(const struct rule_list *words, const struct clauses *clauses, const struct mention *mention)
{
	size_t offset;
	return clauses_open(clauses, mention->gap, &words[SUM_WORDS_PARTS], &offset) ||
	       clauses_open(clauses, mention->gap, &words[SUM_WORDS_OPEN], &offset);
}

/* Takes the parts from `first` to the end of the sentence. What has other units, and what stands in brackets behind a
 * part, is passed over. Behind the end of the list the numbers are kept as those that may still belong to it. Parts of
 * a part (a其中a1、a2, a内有a1、a2) are passed over where they add up to it; where they do not, nothing is certain. */
static void take_parts(const struct rule_list *words, const struct clauses *clauses, size_t first,
		       struct sum_list *list)
{
	const struct mention *total = &clauses->list[list->total], *begin = &clauses->list[first];
	struct reading reading = {.division = find_division(words, clauses, begin),
				  .bracketed = list->bracketed || begin->depth > total->depth};
	size_t last = first;
	bool ended = false;
	for (size_t i = first; i < clauses->count; i++) {
		const struct mention *mention = &clauses->list[i];
		size_t nested = 0;
		if (mention->sentence != begin->sentence || mention->depth < begin->depth)
			break;
		if (mention->depth > begin->depth || sum_is_aside(words, clauses, mention))
			continue;
		if (i > first && opens_again(words, clauses, mention)) {
			if (adds_up(words, clauses, i, clauses->list[last].quantity.low, &nested)) {
				i += nested - 1;
				continue;
			}
			list->doubtful |= !ended && !str_contains(mention->gap, STR("；"));
		}
		if (mention->unit.nbytes && !clauses_same_unit(mention->unit, total->unit, &words[SUM_WORDS_ALIKE]))
			continue;
		if (!ended && i > first) {
			bool beside = is_behind_remainder(words, &clauses->list[last], mention);
			list->loose |= beside;
			ended = beside || ends_before(words, clauses, mention, &reading);
		}
		if (!ended)
			sum_weigh_part(words, clauses, total, mention, list);
		sum_add_part(list, i, ended);
		last = i;
	}
	bool alike = reading.nsemicolons == 1 && list->nparts == 2 &&
		     are_named_alike(words, begin, &clauses->list[list->parts[1]]);
	bool mostly = reading.nsemicolons < reading.nbetween && has_semicolons(&reading);
	list->loose |= alike || mostly;
	bool uneven = reading.nsemicolons && ((reading.nsemicolons < reading.nbetween && !mostly) ||
					      (list->nparts < 3 && !alike));
	list->doubtful |= clauses->cut || uneven;
}

/* Whether the last part is all the rest (其他3条, 其余3条), and nothing in the list is inexact: then the parts are all of
 * them, whatever opens the list. */
static bool ends_with_remainder(const struct rule_list *words, const struct clauses *clauses,
				const struct sum_list *list)
{
	const struct mention *last = &clauses->list[list->parts[list->nparts - 1]];
	if (!clauses_begin(last->label, &words[SUM_WORDS_REMAINDER]) || says_more(words, clauses, last->behind) ||
	    !clauses->list[list->total].quantity.exact)
		return false;
	for (size_t i = 0; i < list->nparts; i++) {
		const struct mention *part = &clauses->list[list->parts[i]];
		if (!part->quantity.exact || clauses_begin(part->behind, &words[SUM_WORDS_MORE]))
			return false;
	}
	return true;
}

/* The number that parts in brackets or behind 其中 belong to: the one before them, shares, differences, numbers in
 * deeper brackets and zeros passed over. `reach`: how many sentences before them it may stand. */
static bool find_total(const struct rule_list *words, const struct clauses *clauses, size_t first, unsigned reach,
		       size_t *total)
{
	const struct mention *begin = &clauses->list[first];
	for (size_t i = first; i-- > 0;) {
		const struct mention *mention = &clauses->list[i];
		if (mention->sentence + reach < begin->sentence)
			return false;
		if (mention->depth > begin->depth || sum_is_aside(words, clauses, mention) ||
		    (!mention->quantity.high && begin->quantity.low))
			continue;
		*total = i;
		return mention->unit.nbytes && mention->depth + 1u >= begin->depth;
	}
	return false;
}

/* Whether the number before `place` counts the same, in the same sentence up to a semicolon. */
static bool has_fellow(const struct rule_list *words, const struct clauses *clauses, size_t place)
{
	if (!place)
		return false;
	const struct mention *mention = &clauses->list[place], *before = mention - 1;
	return before->sentence == mention->sentence && before->depth == mention->depth &&
	       !sum_is_aside(words, clauses, before) && !str_contains(mention->gap, STR("；")) &&
	       clauses_same_unit(before->unit, mention->unit, &words[SUM_WORDS_ALIKE]);
}

/* Whether the number before the total counts the same: then the parts may be those of both. They are not where it is
 * the same number (收到35件，办结35件) and the two do not divide a third one. Where both together are the number before
 * them (378条，网站60条，公示栏318条，其中…), that one is divided already: the list is contested between the two. So it is
 * where what became of applications follows those that came and those that were dealt with (收到35件，办结34件，其中予以公开…). */
static bool has_neighbour(const struct rule_list *words, const struct clauses *clauses, const struct mention *begin,
			  struct sum_list *list)
{
	const struct mention *total = &clauses->list[list->total];
	if (clauses_hold(clauses, total->label, &words[SUM_WORDS_TOTAL]) || !has_fellow(words, clauses, list->total))
		return false;
	unsigned division = find_division(words, clauses, total);
	bool divides = division == SUM_WORDS_APPLICANT || division == SUM_WORDS_CHANNEL;
	if (total[-1].quantity.low == total->quantity.low)
		return divides;
	decimal both;
	list->loose = has_fellow(words, clauses, list->total - 1) && total->quantity.exact &&
		      !__builtin_add_overflow(total[-1].quantity.low, total->quantity.low, &both) &&
		      total[-2].quantity.exact && total[-2].quantity.low == both;
	bool fewer = total->quantity.low < total[-1].quantity.low;
	list->contested = list->loose || (fewer && !divides && !find_division(words, clauses, total - 1) &&
					  find_division(words, clauses, begin) == SUM_WORDS_OUTCOME);
	return !list->contested;
}

enum joint { JOINT_NONE, JOINT_SURE, JOINT_REMOTE };

/* Whether the opening word that ends at `offset` of the gap before `first` stands where it speaks of the total and of
 * the number behind it: in the sentence of both, or at the head of another, with no semicolon behind it. It may do so
 * inside the next one, before its first number. */
static enum joint find_joint(const struct clauses *clauses, size_t first, size_t total, size_t offset, unsigned reach)
{
	enum { MARK_NBYTES = 3, HEAD_NBYTES = 31 }; /* the longest opening word */
	const struct mention *begin = &clauses->list[first];
	if (str_contains(str_slice(begin->gap, offset, begin->gap.nbytes), STR("；")))
		return JOINT_NONE;
	if (clauses->list[total].sentence == begin->sentence)
		return JOINT_SURE;
	bool next = clauses->list[total].sentence + 1u == begin->sentence;
	/* The heads of the sentences that begin in the gap: of the first, or of any of them. */
	for (size_t head = 0; reach; reach--) {
		size_t end = head + str_find(str_slice(begin->gap, head, begin->gap.nbytes), STR("。"));
		head = end + MARK_NBYTES;
		if (end >= begin->gap.nbytes)
			return JOINT_NONE;
		if (offset > head && offset <= head + HEAD_NBYTES)
			return JOINT_SURE;
		if (next && offset > head)
			return JOINT_REMOTE;
	}
	return JOINT_NONE;
}

/* Whether numbers in brackets stand right behind the total, at least two and in its unit: 12件（新制定5件，修改7件）. */
static bool is_bracketed(const struct clauses *clauses, size_t first, size_t total)
{
	const struct mention *begin = &clauses->list[first], *whole = &clauses->list[total];
	return total + 1 == first && first + 1 < clauses->count && begin->depth == whole->depth + 1 &&
	       begin[1].depth == begin->depth && begin[1].sentence == begin->sentence &&
	       str_starts_with(begin->gap, STR("（")) && str_equal(begin->unit, whole->unit) &&
	       str_equal(begin[1].unit, whole->unit) && whole->unit.nbytes > 1;
}

/* Whether the opening word that ends at `offset` says of what it opens the parts: 在主动公开的信息中. */
static bool opens_afar(const struct rule_list *words, struct str gap, size_t offset)
{
	struct str head = str_slice(gap, 0, offset);
	for (size_t i = 0; i < words[SUM_WORDS_AFAR].count; i++)
		if (str_ends_with(head, words[SUM_WORDS_AFAR].words[i]))
			return true;
	return false;
}

bool sum_list_read_opened(const struct rule_list *words, const struct clauses *clauses, size_t first,
			  struct sum_list *list)
{
	const struct mention *begin = &clauses->list[first];
	size_t offset = 0, open_offset = 0;
	bool parts = clauses_open(clauses, begin->gap, &words[SUM_WORDS_PARTS], &offset);
	bool some = clauses_open(clauses, begin->gap, &words[SUM_WORDS_OPEN], &open_offset);
	unsigned reach = parts && opens_afar(words, begin->gap, offset) ? MAX_REACH : 1;
	size_t place = 0;
	if (!find_total(words, clauses, first, reach, &place))
		return false;
	bool bracketed = !parts && !some && is_bracketed(clauses, first, place);
	if (!bracketed && !parts && !some)
		return false;
	enum joint joint = bracketed ? JOINT_SURE
				     : find_joint(clauses, first, place, parts ? offset : open_offset, reach);
	if (joint == JOINT_NONE || (joint == JOINT_REMOTE && !parts))
		return false;
	sum_begin_list(list, SUM_OPENED, place);
	const struct mention *total = &clauses->list[place];
	if (begin->unit.nbytes && !clauses_same_unit(begin->unit, total->unit, &words[SUM_WORDS_ALIKE]))
		return false;
	struct str introduction = str_slice(begin->gap, parts ? offset : 0, begin->gap.nbytes);
	list->open = some || !total->quantity.exact || clauses_begin(introduction, &words[SUM_WORDS_MAINLY]) ||
		     clauses_hold(clauses, introduction, &words[SUM_WORDS_OPEN]);
	/* What stands in brackets is of the number before them, whatever is before that. */
	list->doubtful = begin->depth == total->depth && has_neighbour(words, clauses, begin, list);
	list->bracketed = bracketed;
	list->remote = joint == JOINT_REMOTE;
	take_parts(words, clauses, first, list);
	list->open = list->open && list->nparts && !ends_with_remainder(words, clauses, list);
	return list->nparts > 0;
}

/* The mark of punctuation before the words of the number's own clause; empty where there is none. */
static struct str mark_before(const struct mention *mention)
{
	enum { MARK_NBYTES = 3 };
	size_t end = mention->gap.nbytes - mention->label.nbytes;
	return end < MARK_NBYTES ? (struct str){0} : str_slice(mention->gap, end - MARK_NBYTES, MARK_NBYTES);
}

bool sum_list_goes_on(const struct rule_list *words, const struct clauses *clauses, const struct sum_list *list,
		      size_t nparts)
{
	if (list->form != SUM_OPENED || nparts < 2)
		return false;
	struct str mark = mark_before(&clauses->list[list->parts[1]]);
	struct str unit = clauses->list[list->parts[0]].unit;
	for (size_t i = 1; i < list->nparts; i++) {
		const struct mention *part = &clauses->list[list->parts[i]];
		if (!mark.nbytes || !str_equal(mark_before(part), mark) || !str_equal(part->unit, unit) ||
		    (i >= nparts && is_deed(words, part)))
			return false;
	}
	return true;
}
