#include "check/kinds/named_parts.h"

#include "base/ascii.h"
#include "check/kinds/headings.h"

enum {
	MIN_NAMED = 4,                  /* sections in one sentence that make it a list of them */
	MAX_PARTS = 10,                 /* ordinals that format_ordinal() knows */
};

enum { PARTS_COUNT, PARTS_MISSING };
enum { PARTS_INTRODUCTION, PARTS_OVERVIEW };

/* The number that stands before 个部分, 部分 or 个方面 at `at`: 0 when there is none up to ten. */
static unsigned number_before(struct str text, size_t at)
{
	if (at >= 3 && str_equal(str_slice(text, at - 3, 3), STR("个")))
		at -= 3;
	for (unsigned n = 1; n <= MAX_PARTS && at >= 3; n++)
		if (str_equal(str_slice(text, at - 3, 3), str_from(format_ordinal(n))))
			/* 第六部分 and 十六部分 are other things. */
			return at >= 6 && (str_equal(str_slice(text, at - 6, 3), STR("第")) ||
					   str_equal(str_slice(text, at - 6, 3), STR("十"))) ? 0 : n;
	if (!at || text.ptr[at - 1] < '1' || text.ptr[at - 1] > '9')
		return 0;
	return at >= 2 && ascii_is_digit(text.ptr[at - 2]) ? 0 : (unsigned)(text.ptr[at - 1] - '0');
}

/* How many sections have a heading, or stand in the text in some other way. */
static unsigned count_sections(const struct check *check, unsigned *found)
{
	const struct format *format = check->report->format;
	unsigned count = 0;
	*found = 0;
	for (size_t i = 0; i < format->nsections; i++) {
		unsigned number = format->sections[i].number;
		if (!report_find_heading(check->report, number) &&
		    !(check->report->sections_mentioned & 1u << number) && !headings_is_renumbered(check, number))
			continue;
		*found |= 1u << number;
		count++;
	}
	return count;
}

static bool names_section(const struct format_section *section, struct str text)
{
	if (str_contains(text, section->heading.text))
		return true;
	for (size_t i = 0; i < section->heading.nvariants; i++)
		if (str_contains(text, section->heading.variants[i]))
			return true;
	return false;
}

/* How many sections `text` names; appends the names of those that the report does not have. */
static unsigned count_named(const struct check *check, struct str text, unsigned found, struct strbuf *missing)
{
	const struct format *format = check->report->format;
	unsigned count = 0;
	for (size_t i = 0; i < format->nsections; i++) {
		const struct format_section *section = &format->sections[i];
		if (!names_section(section, text))
			continue;
		count++;
		if (found & 1u << section->number)
			continue;
		strbuf_append_text(missing, missing->nbytes ? "、" : "");
		strbuf_append(missing, section->heading.text);
	}
	return count;
}

/* Compares what a sentence of the preamble says the report consists of: a number of parts, or the names of most
 * sections. False when it says neither. */
static bool check_parts(const struct check *check, const struct rule *rule, size_t paragraph, struct str part)
{
	struct str text = prose_text(check->prose, paragraph), sentence = prose_sentence(check->prose, paragraph, part);
	struct strbuf missing = {0};
	unsigned found, nfound = count_sections(check, &found);
	unsigned ncounted = number_before(text, (size_t)(part.ptr - text.ptr));
	unsigned nnamed = count_named(check, sentence, found, &missing);
	bool says = ncounted || nnamed >= MIN_NAMED;
	if (says) {
		bool fits = (!ncounted || ncounted == nfound) && !missing.nbytes;
		struct finding finding = kind_start_at(check, rule, fits ? VERDICT_PASS : VERDICT_FAIL,
						       missing.nbytes ? PARTS_MISSING : PARTS_COUNT, paragraph, part);
		kind_add_count(check, &finding, ncounted ? ncounted : nnamed);
		kind_add_count(check, &finding, nfound);
		kind_add_text(check, &finding, strbuf_view(&missing));
		findings_add(check->findings, finding);
	}
	strbuf_free(&missing);
	return says;
}

/* A sentence that says what the report consists of: 由…六个部分组成, 全文包括…. */
static void run_parts(const struct check *check, const struct rule *rule)
{
	const struct rule_list *overviews = &rule->lists[PARTS_OVERVIEW];
	size_t count = 0;
	while (count < check->prose->count && check->prose->paragraphs[count].section <= 1)
		count++;
	for (size_t i = 0; prose_index_next_paragraph(check->index, overviews, &i) && i < count; i++) {
		struct str text = prose_text(check->prose, i);
		for (size_t m = 0; m < overviews->count && check->prose->paragraphs[i].kind == PROSE_TEXT; m++) {
			size_t at = str_find(text, overviews->words[m]);
			if (at == text.nbytes)
				continue;
			struct str part = str_slice(text, at, overviews->words[m].nbytes);
			struct str sentence = prose_sentence(check->prose, i, part);
			if (rule_list_stands_in(&rule->lists[PARTS_INTRODUCTION], sentence) &&
			    check_parts(check, rule, i, part))
				return;
		}
	}
}

const struct check_kind named_parts = {
	.name = "named-parts",
	.run = run_parts,
	.messages = {"count", "missing"},
	.lists = {"introduction", "overview"},
	.searched = 1u << PARTS_OVERVIEW,
};
