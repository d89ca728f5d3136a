/* The text around a claim: its sentence, its clause, and what in them makes it a claim on something else. */
#include "base/ascii.h"
#include "check/kinds/claims_parts.h"
#include "check/kinds/text_parts.h"

static const char *const part_ends[] = {"；"};
static const char *const clause_ends[] = {"，", "；", "："};

/* All marks are three bytes and begin with one of two. */
static bool mark_at(struct str text, size_t i, const char *const *marks, size_t nmarks)
{
	unsigned char first = (unsigned char)text.ptr[i];
	if (first != 0xE3 && first != 0xEF)
		return false;
	for (size_t m = 0; m < nmarks; m++)
		if (str_starts_with(str_slice(text, i, text.nbytes), str_from(marks[m])))
			return true;
	return false;
}

enum { MARK_NBYTES = 3, MAX_YEARS = 256 };

/* What stands around the bytes from `start` to `end` between such marks. */
static struct str between(struct str text, size_t start, size_t end, const char *const *marks, size_t nmarks)
{
	while (start && !(start >= MARK_NBYTES && mark_at(text, start - MARK_NBYTES, marks, nmarks)))
		start--;
	while (end < text.nbytes && !mark_at(text, end, marks, nmarks))
		end++;
	return str_slice(text, start, end - start);
}

#define BETWEEN(text, start, end, marks) between(text, start, end, marks, sizeof(marks) / sizeof(*(marks)))

/* Where the word stands from byte `offset` on; the end of the text where it does not, and for an empty word. */
static size_t find_word(struct str text, size_t offset, struct str word)
{
	return word.nbytes ? offset + str_find(str_slice(text, offset, text.nbytes), word) : text.nbytes;
}

struct str claim_next_sentence(const struct check *check, const struct rule_list *guards, size_t paragraph,
			       size_t *offset)
{
	struct str text = prose_text(check->prose, paragraph);
	struct str rest = str_slice(text, *offset, text.nbytes);
	const struct literal_hit *guard = literal_hits_first(&check->index->words, guards->set, rest);
	size_t begin = check->prose->paragraphs[paragraph].offset, start = begin, end = begin + text.nbytes;
	*offset = text.nbytes;
	if (!guard)
		return (struct str){0};
	const struct literal_hits *words = &check->index->words;
	uint16_t marks = prose_index_marks(MARKS_SENTENCE);
	const struct literal_hit *last, *first = literal_hits_from(words, marks, begin, &last);
	const struct literal_hit *mark = literal_hits_from(words, marks, guard->offset, &last), *before = mark;
	while (before > first && before[-1].word == MARK_SEMICOLON)
		before--;
	if (before > first)
		start = before[-1].offset + MARK_NBYTES;
	while (mark < last && mark->offset < end && mark->word == MARK_SEMICOLON)
		mark++;
	if (mark < last && mark->offset < end)
		end = mark->offset;
	*offset = end - begin;
	return str_slice(text, start - begin, end - start);
}

/* The year whose 年 is at `i`; 0 for anything else. */
static int year_before(struct str text, size_t i)
{
	if (i < 4 || ascii_skip_digits(str_slice(text, 0, i), i - 4) != i || (i > 4 && ascii_is_digit(text.ptr[i - 5])))
		return 0;
	int year = 0;
	for (size_t k = i - 4; k < i; k++)
		year = year * 10 + (text.ptr[k] - '0');
	return year >= 1949 && year < 2100 ? year : 0;
}

/* Whether the year whose 年 is at `i` only says where applications come from or go to: 2022年结转 and 转至2024年 in the
 * report of 2023. */
static bool is_carried(const struct rule *rule, struct str text, size_t i, int named, int year)
{
	if (named == year - 1)
		return text_starts_with_word(str_slice(text, i + MARK_NBYTES, text.nbytes),
					     &rule->lists[CLAIM_CARRIED_FROM]);
	return named == year + 1 && text_ends_with_word(str_slice(text, 0, i - 4), &rule->lists[CLAIM_CARRIED_TO]);
}

/* Whether the text speaks of a year that is not the report's. */
static bool has_other_year(const struct rule *rule, struct str text, int year)
{
	const struct str mark = STR("年");
	for (size_t i = find_word(text, 0, mark); i < text.nbytes; i = find_word(text, i + 1, mark)) {
		int named = year_before(text, i);
		if (named && named != year && !is_carried(rule, text, i, named, year))
			return true;
	}
	return false;
}

/* The year that was named last in a paragraph before its byte `end`; 0 for none, or when other 年 stand behind it in
 * great number. */
static int last_year(const struct check *check, const struct rule *rule, size_t paragraph, size_t end)
{
	const struct literal_hits *words = &check->index->words;
	const uint16_t marks = prose_index_marks(MARKS_YEAR);
	const size_t start = check->prose->paragraphs[paragraph].offset;
	const struct literal_hit *last, *first = literal_hits_from(words, marks, start, &last);
	const struct literal_hit *mark = literal_hits_from(words, marks, start + end, &last);
	struct str text = str_slice(prose_text(check->prose, paragraph), 0, end);
	for (size_t i = 0; i < MAX_YEARS && mark-- > first; i++) {
		int named = year_before(text, mark->offset - start);
		if (named && !is_carried(rule, text, mark->offset - start, named, check->report->year))
			return named;
	}
	return 0;
}

/* Whether the text counts a part of the year: 7月, 截至10月底. December ends the whole of it. */
static bool is_part_of_year(struct str text)
{
	const struct str mark = STR("月");
	bool month = false, december = false;
	for (size_t i = find_word(text, 0, mark); i < text.nbytes; i = find_word(text, i + 1, mark)) {
		month = month || (i && ascii_is_digit(text.ptr[i - 1]));
		december = december || (i >= 2 && text.ptr[i - 2] == '1' && text.ptr[i - 1] == '2');
	}
	return month && !december;
}

/* Whether the end of a name at `at` is that of the body that reports: 我局, 本镇, 各部门, or with the character before it a
 * part of its name. */
static bool is_own_name(const struct rule *rule, struct str agency, struct str text, size_t at, struct str word)
{
	if (text_ends_with_word(str_slice(text, 0, at), &rule->lists[CLAIM_OWN]))
		return true;
	size_t before = at < MARK_NBYTES ? at : MARK_NBYTES;
	return str_contains(agency, str_slice(text, at - before, before + word.nbytes));
}

/* Whether the words before a claim name a body that is not the one that reports: 县政府办公室 in the report of a county. */
static bool names_other_body(const struct check *check, const struct rule *rule, struct str before)
{
	const struct rule_list *bodies = &rule->lists[CLAIM_BODIES];
	struct str agency = str_from(check->report->agency);
	for (size_t i = 0; i < bodies->count; i++) {
		struct str word = bodies->words[i];
		for (size_t at = find_word(before, 0, word); at < before.nbytes; at = find_word(before, at + 1, word))
			if (!is_own_name(rule, agency, before, at, word))
				return true;
	}
	return false;
}

static bool is_near(const struct check *check, const struct claim *claim, size_t paragraph)
{
	return !claim->near.count ||
	       prose_index_holds(check->index, prose_text(check->prose, paragraph), &claim->near) ||
	       (paragraph && prose_index_holds(check->index, prose_text(check->prose, paragraph - 1), &claim->near));
}

bool claim_is_refused(const struct check *check, const struct rule *rule, const struct claim *claim,
		      const struct claim_place *place)
{
	struct str sentence = place->sentence, paragraph = prose_text(check->prose, place->paragraph);
	size_t start = (size_t)(place->match.ptr - sentence.ptr), end = start + place->match.nbytes;
	struct str part = BETWEEN(sentence, start, end, part_ends);
	struct str clause = BETWEEN(sentence, start, end, clause_ends);
	struct str texts[CLAIM_NSCOPES] = {
		[SCOPE_CLAUSE] = clause,
		[SCOPE_BEFORE] = {clause.ptr, (size_t)(place->match.ptr - clause.ptr) + place->match.nbytes},
		[SCOPE_INSIDE] = place->match,
		[SCOPE_EARLIER] = {part.ptr, (size_t)(place->match.ptr - part.ptr) + place->match.nbytes},
		[SCOPE_SENTENCE] = sentence,
	};
	for (int scope = 0; scope < CLAIM_NSCOPES; scope++)
		if (prose_index_holds(check->index, texts[scope], &claim->refuse[scope]))
			return true;
	const struct rule_list *refuse = &rule->lists[CLAIM_REFUSE];
	struct str behind = str_slice(sentence, end, sentence.nbytes);
	int year = last_year(check, rule, place->paragraph, (size_t)(place->match.ptr - paragraph.ptr));
	return prose_index_holds(check->index, clause, refuse) ||
	       prose_index_holds(check->index, texts[SCOPE_EARLIER], refuse) || is_part_of_year(texts[SCOPE_EARLIER]) ||
	       has_other_year(rule, str_slice(sentence, 0, start), check->report->year) ||
	       has_other_year(rule, place->match, check->report->year) ||
	       has_other_year(rule, behind, check->report->year) || (year && year != check->report->year) ||
	       names_other_body(check, rule, texts[SCOPE_EARLIER]) || !is_near(check, claim, place->paragraph);
}
