#include "check/kinds/headings.h"

#include "base/ascii.h"
#include "base/fold.h"
#include "check/prose/clauses.h"

enum {
	FOLDED_NBYTES = 256,
	MAX_HEADING_NBYTES = 150,       /* as in recognise.c */
	MAX_SUBHEADING_NBYTES = 75,     /* 25 Chinese characters */
	MIN_SUBHEADINGS = 2,
	NSECTIONS = 10,                 /* ordinals that format_ordinal() knows */
	NUMERAL_NBYTES = 3,             /* of each of them */
};

static struct str fold_view(struct str text, char folded[FOLDED_NBYTES])
{
	return (struct str){folded, fold_text(text, folded, FOLDED_NBYTES)};
}

/* The ordinal that `text` begins with, 0 for none, and what stands behind it and its mark. An ordinal in brackets is
 * none: sections are not numbered so. */
static unsigned split_ordinal(struct str text, struct str *words)
{
	static const struct str marks[] = {{"、", 3}, {"．", 3}, {"，", 3}, {".", 1}, {",", 1}, {" ", 1}};
	while (text.nbytes && (text.ptr[0] == '#' || text.ptr[0] == '*' || text.ptr[0] == ' '))
		text = str_slice(text, 1, text.nbytes);
	*words = text;
	/* The numerals begin with E4 or E5. */
	if (text.nbytes < 4 || ((unsigned char)text.ptr[0] != 0xE4 && (unsigned char)text.ptr[0] != 0xE5))
		return 0;
	for (unsigned ordinal = 1; ordinal <= NSECTIONS; ordinal++) {
		if (memcmp(text.ptr, format_ordinal(ordinal), NUMERAL_NBYTES) != 0)
			continue;
		struct str rest = str_slice(text, 3, text.nbytes);
		for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
			if (str_starts_with(rest, marks[i])) {
				*words = str_trim(str_slice(rest, marks[i].nbytes, rest.nbytes));
				return ordinal;
			}
	}
	return 0;
}

const struct format_section *headings_find_section(const struct format *format, unsigned number)
{
	for (size_t i = 0; i < format->nsections; i++)
		if (format->sections[i].number == number)
			return &format->sections[i];
	return NULL;
}

/* The section whose heading a line of text is when its ordinal is not looked at, although it is that of another section
 * (四、存在的主要问题及改进情况); 0 for all else. The ordinal that stands there is set. */
static unsigned find_renumbered(const struct format *format, struct str text, unsigned *ordinal)
{
	char folded[FOLDED_NBYTES], known[FOLDED_NBYTES];
	struct str words;
	*ordinal = text.nbytes <= MAX_HEADING_NBYTES ? split_ordinal(text, &words) : 0;
	if (!*ordinal)
		return 0;
	struct str key = fold_view(words, folded);
	for (size_t i = 0; i < format->nsections; i++) {
		const struct format_section *section = &format->sections[i];
		if (section->number == *ordinal)
			continue;
		for (size_t j = 0; j <= section->heading.nvariants; j++)
			if (str_equal(key,
				      fold_view(j ? section->heading.variants[j - 1] : section->heading.text, known)))
				return section->number;
	}
	return 0;
}

bool headings_is_renumbered(const struct check *check, unsigned section)
{
	unsigned ordinal;
	for (size_t i = 0; i < check->document->nitems; i++) {
		const struct document_item *item = &check->document->items[i];
		if (item->kind == DOCUMENT_PARAGRAPH && item->section &&
		    find_renumbered(check->report->format, item->text, &ordinal) == section)
			return true;
	}
	return false;
}

/* Order. */

/* Each section where it stands first: its number must be greater than those before. */
static void run_order(const struct check *check, const struct rule *rule)
{
	const struct report *report = check->report;
	unsigned seen = 0, last = 0;
	struct finding finding = kind_start(rule, VERDICT_PASS, KIND_HOLDS, 0);
	for (size_t i = 0; i < report->nheadings; i++) {
		unsigned section = report->headings[i].section;
		if (seen & 1u << section)
			continue;
		seen |= 1u << section;
		if (section < last && !finding.count++) {
			finding = kind_start(rule, VERDICT_FAIL, 0, report->headings[i].line);
			finding.count = 1;
			finding.section = (uint8_t)section;
			kind_add_text(check, &finding, str_from(format_ordinal(section)));
			kind_add_text(check, &finding, str_from(format_ordinal(last)));
		}
		last = section > last ? section : last;
	}
	findings_add(check->findings, finding);
}

const struct check_kind headings_order = {.name = "heading-order", .run = run_order, .messages = {"late"}};

/* Ordinals. */

enum { NUMBER_WRONG, NUMBER_BELOW };

static bool has_all_sections(const struct report *report)
{
	unsigned seen = 0, all = 0;
	for (size_t i = 0; i < report->nheadings; i++)
		seen |= 1u << report->headings[i].section;
	for (size_t i = 0; i < report->format->nsections; i++)
		all |= 1u << report->format->sections[i].number;
	return !(all & ~seen);
}

/* Headings under the ordinal of another section. */
static unsigned check_renumbered(const struct check *check, const struct rule *rule)
{
	unsigned nfound = 0, ordinal;
	if (has_all_sections(check->report))
		return 0;
	for (size_t i = 0; i < check->document->nitems; i++) {
		const struct document_item *item = &check->document->items[i];
		if (item->kind != DOCUMENT_PARAGRAPH || !item->section)
			continue;
		unsigned section = find_renumbered(check->report->format, item->text, &ordinal);
		if (!section || report_find_heading(check->report, section))
			continue;
		struct finding finding = kind_start(rule, VERDICT_FAIL, NUMBER_WRONG, item->line);
		finding.section = (uint8_t)section;
		kind_add_text(check, &finding, item->text);
		kind_add_text(check, &finding, str_from(format_ordinal(section)));
		findings_add(check->findings, finding);
		nfound++;
	}
	return nfound;
}

/* Whether a line with an ordinal of a section is a row of table three (一、本年新收…). */
static bool is_row_label(const struct format *format, struct str text)
{
	for (size_t i = 0; i < format->nrows; i++)
		if (!format->rows[i].depth && str_starts_with(text, str_slice(format->rows[i].label.text, 0, 15)))
			return true;
	return false;
}

/* Sub-headings of sections of text that are numbered like sections: 一、主动公开情况 below 一、总体情况. They come in order
 * from 一 on, and each has its text below it or behind a mark. */
static unsigned check_subheadings(const struct check *check, const struct rule *rule)
{
	const struct document_item *first = NULL;
	unsigned count = 0, nfound = 0;
	struct str words;
	for (size_t i = 0; i <= check->document->nitems; i++) {
		const struct document_item *item = i < check->document->nitems ? &check->document->items[i] : NULL;
		if ((!item || item->kind == DOCUMENT_HEADING) && first) {
			struct finding finding = kind_start(rule, VERDICT_FAIL, NUMBER_BELOW, first->line);
			finding.section = first->section;
			finding.count = (uint16_t)count;
			kind_add_count(check, &finding, count);
			kind_add_text(check, &finding, first->text);
			if (count >= MIN_SUBHEADINGS) {
				findings_add(check->findings, finding);
				nfound++;
			}
		}
		if (!item || item->kind == DOCUMENT_HEADING) {
			first = NULL;
			count = 0;
			continue;
		}
		bool prose = item->section == 1 || item->section >= 5;
		if (item->kind != DOCUMENT_PARAGRAPH || !prose || item->text.nbytes > MAX_SUBHEADING_NBYTES ||
		    !split_ordinal(item->text, &words) || is_row_label(check->report->format, item->text))
			continue;
		first = first ? first : item;
		count++;
	}
	return nfound;
}

static void run_numbers(const struct check *check, const struct rule *rule)
{
	if (!check_renumbered(check, rule) && !check_subheadings(check, rule) && check->report->nheadings)
		findings_add(check->findings, kind_start(rule, VERDICT_PASS, KIND_HOLDS, 0));
}

const struct check_kind headings_numbers = {
	.name = "heading-numbers", .run = run_numbers, .messages = {"wrong", "below"}};

/* Words. */

enum { WORDS_CHANGED, WORDS_MARKS };
enum { WORDS_ACCEPTED, WORDS_PARTICLES };

/* Appends `text` without blanks and marks of headings. */
static struct str compact(struct str text, char out[FOLDED_NBYTES])
{
	size_t nbytes = 0;
	for (size_t i = 0; i < text.nbytes && nbytes < FOLDED_NBYTES; i++) {
		struct str rest = str_slice(text, i, 3);
		if (str_starts_with(rest, STR("\xc2\xa0")))
			i++;
		else if (str_equal(rest, STR("　")))
			i += 2;
		else if (!strchr(" \t\n\r#*", text.ptr[i]))
			out[nbytes++] = text.ptr[i];
	}
	return (struct str){out, nbytes};
}

/* Folds `text` and leaves out the small words that make no difference. */
static struct str fold_without_particles(const struct rule *rule, struct str text, char folded[FOLDED_NBYTES])
{
	struct str all = fold_view(text, folded);
	size_t nbytes = 0;
	for (size_t i = 0; i < all.nbytes;) {
		size_t left_out = clauses_begin(str_slice(all, i, all.nbytes), &rule->lists[WORDS_PARTICLES]);
		i += left_out;
		if (!left_out)
			folded[nbytes++] = folded[i++];
	}
	return (struct str){folded, nbytes};
}

/* What stands behind another kind of number than the sections': （一）, 1、 or 第一部分. */
static struct str skip_number(struct str text)
{
	static const struct str starts[] = {{"（", 3}, {"(", 1}, {"第", 3}}, ends[] = {{"）", 3}, {")", 1}, {"部分", 6}};
	static const struct str marks[] = {{"、", 3}, {"．", 3}, {"：", 3}, {".", 1}, {",", 1}, {":", 1}};
	size_t nbytes = ascii_skip_digits(text, 0);
	for (size_t i = 0; i < sizeof(starts) / sizeof(*starts); i++) {
		size_t end = starts[i].nbytes + NUMERAL_NBYTES;
		if (str_starts_with(text, starts[i]) && str_starts_with(str_slice(text, end, text.nbytes), ends[i]))
			nbytes = end + ends[i].nbytes;
	}
	if (!nbytes)
		return text;
	text = str_trim(str_slice(text, nbytes, text.nbytes));
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_starts_with(text, marks[i]))
			return str_trim(str_slice(text, marks[i].nbytes, text.nbytes));
	return text;
}

enum likeness { UNLIKE, LIKE_BUT_MARKS, SAME };

static enum likeness compare_words(const struct rule *rule, struct str printed, struct str known)
{
	if (str_equal(printed, known))
		return SAME;
	char a[FOLDED_NBYTES], b[FOLDED_NBYTES];
	if (str_equal(compact(printed, a), compact(known, b)))
		return SAME;
	bool like = str_equal(fold_without_particles(rule, printed, a), fold_without_particles(rule, known, b));
	return like ? LIKE_BUT_MARKS : UNLIKE;
}

static enum likeness compare_heading(const struct rule *rule, const struct format_section *section, struct str words)
{
	enum likeness best = compare_words(rule, words, section->heading.text);
	const struct rule_list *accepted = &rule->lists[WORDS_ACCEPTED];
	for (size_t i = 0; i < accepted->count && best != SAME; i++) {
		enum likeness likeness = compare_words(rule, words, accepted->words[i]);
		best = likeness > best ? likeness : best;
	}
	return best;
}

static void run_words(const struct check *check, const struct rule *rule)
{
	struct finding marks = kind_start(rule, VERDICT_FAIL, WORDS_MARKS, 0);
	unsigned nchanged = 0;
	for (size_t i = 0; i < check->document->nitems; i++) {
		const struct document_item *item = &check->document->items[i];
		if (item->kind != DOCUMENT_HEADING)
			continue;
		const struct format_section *section = headings_find_section(check->report->format, item->section);
		struct str words;
		if (!split_ordinal(item->text, &words))
			words = skip_number(words);
		enum likeness likeness = section ? compare_heading(rule, section, words) : SAME;
		if (likeness == SAME)
			continue;
		if (likeness == LIKE_BUT_MARKS) {
			if (!marks.count++) {
				marks.line = item->line;
				kind_add_text(check, &marks, words);
				kind_add_text(check, &marks, section->heading.text);
			}
			continue;
		}
		struct finding finding = kind_start(rule, VERDICT_FAIL, WORDS_CHANGED, item->line);
		finding.section = item->section;
		kind_add_text(check, &finding, words);
		kind_add_text(check, &finding, section->heading.text);
		findings_add(check->findings, finding);
		nchanged++;
	}
	if (marks.count)
		findings_add(check->findings, marks);
	else if (!nchanged && check->report->nheadings)
		findings_add(check->findings, kind_start(rule, VERDICT_PASS, KIND_HOLDS, 0));
}

const struct check_kind headings_words = {
	.name = "heading-words",
	.run = run_words,
	.messages = {"changed", "marks"},
	.lists = {"accepted", "particles"},
};
