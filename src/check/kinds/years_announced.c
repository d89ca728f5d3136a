/* The year of the report that a sentence announces: 现公布…局2023年政府信息公开工作年度报告. */
#include "check/kinds/years_parts.h"

#include "check/kinds/text_parts.h"
#include "check/kinds/years.h"
#include "report/identity.h"

bool years_is_sure(const struct report *report)
{
	return report->year && report->year_source >= IDENTITY_PREAMBLE;
}

int years_find_next(const struct check *check, struct str text, size_t *offset, size_t *end)
{
	enum { YEAR_NDIGITS = 4, MARK_NBYTES = 3 };
	const struct literal_hits *words = &check->index->words;
	size_t start = (size_t)(text.ptr - words->text.ptr);
	const struct literal_hit *last,
		*hit = literal_hits_from(words, prose_index_marks(MARKS_YEAR), start + *offset, &last);
	for (; hit < last && hit->offset + MARK_NBYTES <= start + text.nbytes; hit++) {
		size_t at = hit->offset - start;
		if (at < *offset + YEAR_NDIGITS)
			continue;
		size_t found = *offset > at - YEAR_NDIGITS ? *offset : at - YEAR_NDIGITS;
		int year = identity_find_year(str_slice(text, 0, at + MARK_NBYTES), &found, end);
		if (year) {
			*offset = found;
			return year;
		}
	}
	return 0;
}

enum { LIST_ANNOUNCED, LIST_NOW, LIST_REFUSED, LIST_ENDS };

/* The place behind the last word of a list in `text`; 0 where there is none. */
static size_t find_last_end(struct str text, const struct rule_list *words)
{
	size_t last = 0;
	for (size_t end = text.nbytes; end > last; end--)
		if (text_ends_with_word(str_slice(text, 0, end), words))
			last = end;
	return last;
}

/* Whether the year at `year`, a part of the sentence, is that of the report which the sentence announces: nothing but
 * the name of a body stands between the two. */
static bool is_announced(const struct rule *rule, struct str sentence, struct str year, bool preamble)
{
	enum { MAX_NAME_NBYTES = 96 };
	struct str before = str_slice(sentence, 0, (size_t)(year.ptr - sentence.ptr));
	size_t now = find_last_end(before, &rule->lists[LIST_NOW]);
	size_t announced = preamble ? find_last_end(before, &rule->lists[LIST_ANNOUNCED]) : 0;
	size_t end = now > announced ? now : announced;
	struct str name = str_slice(before, end, before.nbytes);
	return end && name.nbytes <= MAX_NAME_NBYTES && !rule_list_stands_in(&rule->lists[LIST_REFUSED], name);
}

/* Whether a text goes on as the title of such a report does behind its year, to the end of the clause. */
static bool goes_on_as_title(const struct check *check, const struct rule *rule, struct str behind)
{
	static const char *const marks[] = {"，", "。", "；", "：", "（", "》"};
	if (str_starts_with(behind, STR("度")))
		behind = str_slice(behind, strlen("度"), behind.nbytes);
	if (!words_find_start(check->words, WORDS_TITLE, behind))
		return false;
	size_t end = behind.nbytes;
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		end = str_find(str_slice(behind, 0, end), str_from(marks[i]));
	struct str title = str_slice(behind, 0, end);
	return text_ends_with_word(title, &rule->lists[LIST_ENDS]) &&
	       !rule_list_stands_in(&rule->lists[LIST_REFUSED], title) &&
	       !str_starts_with(str_slice(behind, end, behind.nbytes), STR("》的"));
}

/* Looks in a paragraph for the year of a report that it announces, of another one than the report itself where there
 * is one; 0 where it announces none. What is right is not looked for where nobody wants to know. */
static int find_announced(const struct check *check, const struct rule *rule, size_t paragraph, struct str *part)
{
	struct str text = prose_text(check->prose, paragraph);
	bool preamble = !check->prose->paragraphs[paragraph].section, skips = kind_skips_passes(check->findings);
	size_t offset = 0, end = 0;
	int own = check->report->year, announced = 0;
	for (int year; (year = years_find_next(check, text, &offset, &end)); offset = end) {
		struct str place = str_slice(text, offset, end - offset);
		if ((year == own && (announced || skips)) ||
		    !goes_on_as_title(check, rule, str_slice(text, end, text.nbytes)) ||
		    !is_announced(rule, prose_sentence(check->prose, paragraph, place), place, preamble))
			continue;
		announced = year;
		*part = place;
		if (year != own)
			break;
	}
	return announced;
}

static void add_announced(const struct check *check, const struct rule *rule, size_t paragraph, struct str part,
			  int year)
{
	bool titled = check->report->year_source == IDENTITY_TITLE, right = year == check->report->year;
	enum verdict verdict = right ? VERDICT_PASS : titled ? VERDICT_FAIL : VERDICT_LOOK;
	struct finding finding = kind_start_at(check, rule, verdict, right ? KIND_HOLDS : 0, paragraph, part);
	kind_add_count(check, &finding, (size_t)year);
	kind_add_count(check, &finding, (size_t)check->report->year);
	findings_add(check->findings, finding);
}

/* One finding a report: the first year that is another one, else the first that is right. */
static void run_announced(const struct check *check, const struct rule *rule)
{
	struct str part = {0}, right = {0};
	size_t place = 0;
	if (!years_is_sure(check->report))
		return;
	for (size_t i = 0; prose_index_next_paragraph(check->index, &rule->lists[LIST_ANNOUNCED], &i); i++) {
		const struct prose_paragraph *p = &check->prose->paragraphs[i];
		if (p->section > 1)
			break;
		int year = p->kind == PROSE_TEXT ? find_announced(check, rule, i, &part) : 0;
		if (year && year != check->report->year) {
			add_announced(check, rule, i, part, year);
			return;
		}
		if (year && !right.nbytes) {
			right = part;
			place = i;
		}
	}
	if (right.nbytes)
		add_announced(check, rule, place, right, check->report->year);
}

const struct check_kind years_announced = {
	.name = "announced-year",
	.run = run_announced,
	.messages = {"other"},
	.lists = {"announced", "now", "refused", "ends"},
	.searched = 1u << LIST_ANNOUNCED,
};
