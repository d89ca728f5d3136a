#include "check/kinds/title.h"

#include "report/identity.h"
#include "report/prose_normalise.h"

enum { MAX_TITLE_NBYTES = 240, MAX_LINES = 3 };

enum { TITLE_CUT, TITLE_WORDS, TITLE_DOUBLED };
enum { LIST_WORDINGS };

static bool has_wording(const struct rule *rule, struct str text)
{
	for (size_t i = 0; i < rule->lists[LIST_WORDINGS].count; i++)
		if (str_contains(text, rule->lists[LIST_WORDINGS].words[i]))
			return true;
	return false;
}

/* The same where the year stands in the words: 政府信息公开工作2023年度报告, 政府信息公开2023年年度报告. */
static bool has_wording_around_year(const struct rule *rule, struct str text)
{
	size_t offset = 0, end = 0;
	struct strbuf rest = {0};
	bool found = false;
	if (!identity_find_year(text, &offset, &end) || !offset)
		return false;
	for (size_t i = 0; i < 2 && !found; i++) {
		size_t behind = i ? end : end - strlen("年");
		strbuf_clear(&rest);
		strbuf_append(&rest, str_slice(text, 0, offset));
		strbuf_append(&rest, str_slice(text, behind, text.nbytes));
		found = has_wording(rule, strbuf_view(&rest));
	}
	strbuf_free(&rest);
	return found;
}

/* Whether a line before the first section is short and no sentence: a title, or a part of one. */
static bool may_be_title(const struct document_item *item)
{
	return !item->section && item->text.nbytes <= MAX_TITLE_NBYTES && !str_contains(item->text, STR("。")) &&
	       !str_contains(item->text, STR("《"));
}

/* A page has its title more than once: one that is right is enough. A title may be broken over lines, too: `joined`
 * gets the first with the short lines behind it. The lines of the source are looked at: in running text a line without
 * an end mark goes on in the next. */
static bool stands_right(const struct check *check, const struct rule *rule, struct strbuf *joined)
{
	bool right = false;
	size_t nlines = 0;
	struct strbuf line = {0};
	for (size_t i = 0; i < check->document->nitems && !check->document->items[i].section && !right; i++) {
		const struct document_item *item = &check->document->items[i];
		size_t offset = 0, end = 0;
		if (item->kind == DOCUMENT_TITLE)
			nlines = 1;
		else if (nlines)
			nlines = may_be_title(item) && nlines < MAX_LINES ? nlines + 1 : MAX_LINES + 1;
		strbuf_clear(&line);
		prose_normalise(&line, item->text);
		if (nlines && nlines <= MAX_LINES)
			strbuf_append(joined, strbuf_view(&line));
		right = may_be_title(item) && has_wording(rule, strbuf_view(&line)) &&
			identity_find_year(strbuf_view(&line), &offset, &end);
	}
	strbuf_free(&line);
	return right || has_wording(rule, strbuf_view(joined)) || has_wording_around_year(rule, strbuf_view(joined));
}

/* Whether the year stands twice in one title: 2025年2025年, 2025年年, not 2025年年度报告. Behind a whole title another one
 * may follow, or what a page says of it: 发布日期：2026年1月21日. */
static bool has_year_twice(const struct rule *rule, struct str text)
{
	size_t offset = 0, end = 0;
	if (!identity_find_year(text, &offset, &end))
		return false;
	struct str rest = str_slice(text, end, text.nbytes);
	offset = 0;
	if (str_starts_with(rest, STR("年")) && !str_starts_with(rest, STR("年度")))
		return true;
	if (!identity_find_year(rest, &offset, &end))
		return false;
	struct str between = str_slice(rest, 0, offset);
	return !has_wording(rule, between) && !str_contains(between, STR("："));
}

static struct finding start(const struct check *check, const struct rule *rule, enum verdict verdict, size_t message,
			    size_t title)
{
	struct str text = prose_text(check->prose, title);
	struct finding finding = kind_start_at(check, rule, verdict, message, title, text);
	finding.part = PART_TITLE;
	kind_add_text(check, &finding, text);
	return finding;
}

static void check_title(const struct check *check, const struct rule *rule, size_t title)
{
	size_t offset = 0, end = 0;
	struct strbuf joined = {0};
	struct str text = prose_text(check->prose, title);
	struct finding finding = start(check, rule, VERDICT_PASS, KIND_HOLDS, title);
	if (has_year_twice(rule, text)) {
		finding = start(check, rule, VERDICT_FAIL, TITLE_DOUBLED, title);
	} else if (!stands_right(check, rule, &joined)) {
		bool cut = identity_find_year(text, &offset, &end) && end == text.nbytes;
		finding = start(check, rule, VERDICT_FAIL, cut ? TITLE_CUT : TITLE_WORDS, title);
	}
	findings_add(check->findings, finding);
	strbuf_free(&joined);
}

static void run(const struct check *check, const struct rule *rule)
{
	for (size_t i = 0; i < check->prose->count && !check->prose->paragraphs[i].section; i++)
		if (check->prose->paragraphs[i].kind == PROSE_TITLE) {
			check_title(check, rule, i);
			return;
		}
}

const struct check_kind title_itself = {
	.name = "title", .run = run, .messages = {"cut", "words", "doubled"}, .lists = {"wordings"}};
