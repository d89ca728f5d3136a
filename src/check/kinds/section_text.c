/* The text of sections: paragraphs that break off, section five without contents, section one too long. */
#include "base/utf8.h"
#include "check/kinds/text_parts.h"
#include "check/kinds/wording.h"

enum { SECTION_GENERAL = 1, SECTION_PROBLEMS = 5, HAN_NBYTES = 3 };

/* ---- Paragraphs that break off ---- */

enum { CUT_COMMA, CUT_NO_MARK, CUT_CLEAN };
enum { MIN_COMMA_NBYTES = 8 * HAN_NBYTES, MIN_OPEN_NBYTES = 30 * HAN_NBYTES, MAX_HEAD_NBYTES = 40 * HAN_NBYTES };

static bool ends_with_any(struct str text, const struct str *marks, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (text_ends_with(text, marks[i]))
			return true;
	return false;
}

static bool ends_in_comma(struct str text)
{
	static const struct str marks[] = {STR_INIT("，"), STR_INIT("、")};
	return text.nbytes >= MIN_COMMA_NBYTES && ends_with_any(text, marks, sizeof(marks) / sizeof(*marks));
}

static bool ends_in_mark(struct str text)
{
	static const struct str marks[] = {
		STR_INIT("。"), STR_INIT("！"), STR_INIT("？"), STR_INIT("；"), STR_INIT("："), STR_INIT("…"),
		STR_INIT("”"),  STR_INIT("》"), STR_INIT("）"), STR_INIT("."),  STR_INIT(";"),  STR_INIT(">"),
	};
	return ends_with_any(text, marks, sizeof(marks) / sizeof(*marks));
}

static bool has_ordinal(struct str text)
{
	return text_skip_ordinal(text).nbytes != text.nbytes;
}

/* Whether nothing goes on with a paragraph: a heading, an ordinal or the end of the text follows it. A table in between
 * does not tell. */
static bool is_last_of_its_kind(const struct check *check, size_t paragraph)
{
	const struct prose *prose = check->prose;
	const struct prose_paragraph *p = &prose->paragraphs[paragraph];
	size_t item = prose->runs[p->first_run + p->nruns - 1].item + 1;
	if (item < check->document->nitems && check->document->items[item].kind != DOCUMENT_PARAGRAPH &&
	    check->document->items[item].kind != DOCUMENT_HEADING)
		return false;
	if (paragraph + 1 == prose->count)
		return true;
	return prose->paragraphs[paragraph + 1].kind == PROSE_HEADING || has_ordinal(prose_text(prose, paragraph + 1));
}

/* A long paragraph whose last sentence has a comma and no mark at its end, right before a heading; no head of a part
 * ("（一）加强领导，提升水平"), no signature. */
static bool is_open_sentence(const struct prose *prose, size_t paragraph, struct str text)
{
	if (text.nbytes < MIN_OPEN_NBYTES || ends_in_mark(text) || paragraph + 1 == prose->count ||
	    prose->paragraphs[paragraph + 1].kind != PROSE_HEADING)
		return false;
	struct str last = prose_sentence(prose, paragraph, str_slice(text, text.nbytes, 0));
	return last.nbytes >= MIN_OPEN_NBYTES / 2 && str_contains(last, STR("，")) &&
	       (text.nbytes > MAX_HEAD_NBYTES || !has_ordinal(text));
}

static void run_cut(const struct check *check, const struct rule *rule)
{
	const struct prose *prose = check->prose;
	size_t first = check->findings->count;
	for (size_t i = 0; i < prose->count; i++) {
		struct str text = prose_text(prose, i);
		if (prose->paragraphs[i].kind != PROSE_TEXT || !prose->paragraphs[i].section)
			continue;
		bool comma = ends_in_comma(text);
		if ((!comma && !is_open_sentence(prose, i, text)) || !is_last_of_its_kind(check, i))
			continue;
		size_t tail = text.nbytes < HAN_NBYTES ? 0 : text.nbytes - HAN_NBYTES;
		struct str part = comma ? str_slice(text, tail, HAN_NBYTES) : str_slice(text, text.nbytes, 0);
		struct finding finding =
			kind_start_at(check, rule, VERDICT_FAIL, comma ? CUT_COMMA : CUT_NO_MARK, i, part);
		finding.count = 1;
		kind_add_text(check, &finding, part);
		findings_add(check->findings, finding);
	}
	text_add_pass(check, rule, first, CUT_CLEAN);
}

/* ---- Section five ---- */

enum { PROBLEMS_EMPTY, PROBLEMS_NONE, PROBLEMS_SHORT, PROBLEMS_STOCK, PROBLEMS_SAID };
enum { LIST_NONE, LIST_STOCK };
enum { THRESHOLD_SHORT, THRESHOLD_STOCK_LENGTH, THRESHOLD_STOCK_PERCENT };

/* Characters of a section's paragraphs; `*paragraph` is the first of them, prose.count when there is none. */
static size_t count_characters(const struct prose *prose, unsigned section, size_t *paragraph)
{
	size_t count = 0;
	*paragraph = prose->count;
	for (size_t i = 0; i < prose->count; i++) {
		if (prose->paragraphs[i].section != section || prose->paragraphs[i].kind != PROSE_TEXT)
			continue;
		if (*paragraph == prose->count)
			*paragraph = i;
		count += utf8_count_valid(prose_text(prose, i));
	}
	return count;
}

/* How much of a text, in percent of its bytes, is clauses that hold a stock phrase. Clauses of a few characters
 * ("2023年", "下一步") do not count. */
static unsigned stock_percent(const struct check *check, unsigned section, const struct rule_list *stock)
{
	const struct prose *prose = check->prose;
	enum { MIN_CLAUSE_NBYTES = 7 * HAN_NBYTES };
	size_t all = 0, found = 0;
	for (size_t i = 0; i < prose->count; i++) {
		struct str rest = prose_text(prose, i), clause;
		if (prose->paragraphs[i].section != section || prose->paragraphs[i].kind != PROSE_TEXT)
			continue;
		while (text_next_sentence(&rest, "，：", &clause)) {
			if (clause.nbytes < MIN_CLAUSE_NBYTES)
				continue;
			all += clause.nbytes;
			found += prose_index_holds(check->index, clause, stock) ? clause.nbytes : 0;
		}
	}
	return all ? (unsigned)(100 * found / all) : 0;
}

static size_t threshold(const struct rule *rule, size_t i)
{
	return rule->thresholds[i] > 0 ? (size_t)(rule->thresholds[i] / DECIMAL_ONE) : 0;
}

/* What is to be said of section five. */
static size_t judge_problems(const struct check *check, const struct rule *rule, size_t count, size_t paragraph)
{
	if (!count)
		return PROBLEMS_EMPTY;
	if (count < threshold(rule, THRESHOLD_SHORT) &&
	    text_equals_word(text_skip_end_mark(prose_text(check->prose, paragraph)), &rule->lists[LIST_NONE]))
		return PROBLEMS_NONE;
	if (count < threshold(rule, THRESHOLD_SHORT))
		return PROBLEMS_SHORT;
	if (count > threshold(rule, THRESHOLD_STOCK_LENGTH))
		return PROBLEMS_SAID;
	bool all = stock_percent(check, SECTION_PROBLEMS, &rule->lists[LIST_STOCK]) >=
		   threshold(rule, THRESHOLD_STOCK_PERCENT);
	return all ? PROBLEMS_STOCK : PROBLEMS_SAID;
}

/* A section without text may have lost it on the way here. */
static void run_problems(const struct check *check, const struct rule *rule)
{
	const struct report_heading *heading = report_find_heading(check->report, SECTION_PROBLEMS);
	size_t paragraph, count = count_characters(check->prose, SECTION_PROBLEMS, &paragraph);
	if (!heading)
		return;
	size_t message = judge_problems(check, rule, count, paragraph);
	enum verdict verdict = message == PROBLEMS_SAID    ? VERDICT_PASS
			       : message == PROBLEMS_STOCK ? VERDICT_LOOK
							   : VERDICT_FAIL;
	struct finding finding = kind_start(rule, verdict, message, heading->line);
	if (message == PROBLEMS_EMPTY)
		finding.cause = CAUSE_UNKNOWN;
	else
		finding.line = check->prose->runs[check->prose->paragraphs[paragraph].first_run].line;
	finding.section = SECTION_PROBLEMS;
	kind_add_count(check, &finding, count);
	findings_add(check->findings, finding);
}

/* ---- Section one ---- */

enum { TOO_LONG, LENGTH_FITS };

static void run_length(const struct check *check, const struct rule *rule)
{
	size_t paragraph, count = count_characters(check->prose, SECTION_GENERAL, &paragraph);
	if (!count)
		return;
	bool fits = count <= threshold(rule, 0);
	struct finding finding = kind_start(rule, fits ? VERDICT_PASS : VERDICT_FAIL, fits ? LENGTH_FITS : TOO_LONG,
					    check->prose->runs[check->prose->paragraphs[paragraph].first_run].line);
	finding.section = SECTION_GENERAL;
	kind_add_count(check, &finding, count);
	kind_add_decimal(check, &finding, rule->thresholds[0]);
	findings_add(check->findings, finding);
}

const struct check_kind wording_cut = {
	.name = "cut-paragraphs",
	.run = run_cut,
	.messages = {"comma", "open", "clean"},
};

const struct check_kind wording_problems = {
	.name = "section-five",
	.run = run_problems,
	.messages = {"empty", "none", "short", "stock", "said"},
	.thresholds = {{"short", 40 * (decimal)DECIMAL_ONE},
		       {"stock-length", 400 * (decimal)DECIMAL_ONE},
		       {"stock-percent", 80 * (decimal)DECIMAL_ONE}},
	.lists = {"none", "stock"},
	.searched = 1u << LIST_STOCK,
};

const struct check_kind wording_length = {
	.name = "section-length",
	.run = run_length,
	.messages = {"long", "fits"},
	.thresholds = {{"characters", 1000 * (decimal)DECIMAL_ONE}},
};
