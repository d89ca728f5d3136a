#include "check/kinds/years.h"

#include "base/ascii.h"
#include "base/path.h"
#include "base/utf8.h"
#include "check/kinds/text_parts.h"
#include "check/kinds/years_parts.h"
#include "check/prose/clauses.h"
#include "check/prose/date.h"
#include "report/identity.h"

enum { FIRST_FORM_YEAR = 2021, FORMER_FORM_YEAR = 2019, LAST_WORK_SECTION = 4 };

/* Work. */

enum { WORK_YEAR, WORK_POINTS, WORK_FILE };
enum { LIST_SUBJECTS, LIST_VERBS, LIST_REFUSED, LIST_PAPERS, LIST_PARTS };

/* Whether a sentence may begin at `offset` of a paragraph. */
static bool is_sentence_start(struct str text, size_t offset)
{
	static const char *const marks[] = {"。", "；", "！", "？", "）", "：", "."};
	struct str before = str_slice(text, 0, offset);
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_ends_with(before, str_from(marks[i])))
			return true;
	return !offset;
}

/* Whether a text is the name of a part of a section, which the sentence stands behind: （三）政府信息管理情况. */
static bool is_part(const struct rule *rule, struct str before)
{
	enum { MAX_PART_NBYTES = 60 };
	return before.nbytes <= MAX_PART_NBYTES && str_starts_with(before, STR("（")) &&
	       text_ends_with_word(before, &rule->lists[LIST_PARTS]) && !str_contains(before, STR("，"));
}

/* Whether a text begins with the name of the body, or with the end of it: 柳桥镇 of 松塘县柳桥镇人民政府. */
static bool begins_with_body(const struct check *check, struct str text)
{
	enum { MIN_NAME_NBYTES = 9, CHAR_NBYTES = 3 };
	struct str body = identity_body(str_from(check->report->agency), check->words);
	for (size_t i = 0; i + MIN_NAME_NBYTES <= body.nbytes; i += CHAR_NBYTES)
		if (str_starts_with(text, str_slice(body, i, body.nbytes)))
			return true;
	return false;
}

static bool has_other_year(const struct check *check, struct str sentence, int year)
{
	size_t offset = 0, end = 0;
	for (int found; (found = years_find_next(check, sentence, &offset, &end)); offset = end)
		if (found != year)
			return true;
	return false;
}

/* "2022年，我局共收到…": a year at the start of a sentence, who did the work, and a verb of this work. A sentence with
 * another year, a comparison or a plan is about something else. */
static bool tells_of_work(const struct check *check, const struct rule *rule, size_t paragraph, struct str part,
			  int year)
{
	struct str text = prose_text(check->prose, paragraph);
	size_t end = (size_t)(part.ptr + part.nbytes - text.ptr);
	struct str behind = str_slice(text, end, text.nbytes);
	struct str before = str_slice(text, 0, (size_t)(part.ptr - text.ptr));
	if (!is_sentence_start(text, before.nbytes) && !is_part(rule, before))
		return false;
	if (str_starts_with(behind, STR("度")))
		behind = str_slice(behind, 3, behind.nbytes);
	if (str_starts_with(behind, STR("，")))
		behind = str_slice(behind, 3, behind.nbytes);
	bool subject = text_starts_with_word(behind, &rule->lists[LIST_SUBJECTS]) || begins_with_body(check, behind);
	struct str sentence = subject ? prose_sentence(check->prose, paragraph, part) : (struct str){0};
	return subject && rule_list_stands_in(&rule->lists[LIST_VERBS], sentence) &&
	       !rule_list_stands_in(&rule->lists[LIST_REFUSED], sentence) && !has_other_year(check, sentence, year);
}

static bool check_work_paragraph(const struct check *check, const struct rule *rule, size_t paragraph)
{
	struct str text = prose_text(check->prose, paragraph);
	size_t offset = 0, end = 0;
	for (int year; (year = years_find_next(check, text, &offset, &end)); offset = end) {
		struct str part = str_slice(text, offset, end - offset);
		if (year == check->report->year || !tells_of_work(check, rule, paragraph, part, year))
			continue;
		struct finding finding = kind_start_at(check, rule, VERDICT_FAIL, WORK_YEAR, paragraph, part);
		kind_add_count(check, &finding, (size_t)year);
		kind_add_count(check, &finding, (size_t)check->report->year);
		findings_add(check->findings, finding);
		return true;
	}
	return false;
}

/* The work plan of another year (2022年政务公开工作要点): the year next to the name of the paper counts. */
static bool check_papers(const struct check *check, const struct rule *rule, size_t paragraph)
{
	enum { NEAR_NBYTES = 48 };
	struct str text = prose_text(check->prose, paragraph);
	if (!prose_index_holds(check->index, text, &rule->lists[LIST_PAPERS]))
		return false;
	for (size_t i = 0; i < rule->lists[LIST_PAPERS].count; i++) {
		struct str paper = rule->lists[LIST_PAPERS].words[i];
		size_t at = str_find(text, paper), from = at > NEAR_NBYTES ? at - NEAR_NBYTES : 0, end = 0, behind = 0;
		int last = 0;
		if (at == text.nbytes)
			continue;
		struct str near = str_slice(text, from, at - from);
		size_t offset = 0;
		for (int year; (year = years_find_next(check, near, &offset, &end)); offset = end) {
			last = year;
			behind = end;
		}
		if (!last || last == check->report->year ||
		    str_contains(str_slice(near, behind, near.nbytes), STR("，")))
			continue;
		struct finding finding = kind_start_at(check, rule, VERDICT_LOOK, WORK_POINTS, paragraph,
						       str_slice(text, at, paper.nbytes));
		kind_add_count(check, &finding, (size_t)last);
		kind_add_count(check, &finding, (size_t)check->report->year);
		findings_add(check->findings, finding);
		return true;
	}
	return false;
}

/* A year in the name of the file, with its 年. */
static bool check_file_year(const struct check *check, const struct rule *rule)
{
	struct str name = path_find_name(check->path);
	size_t offset = 0, end = 0;
	int year = utf8_find_invalid(name) == name.nbytes ? identity_find_year(name, &offset, &end) : 0;
	if (!year || year == check->report->year)
		return false;
	struct finding finding = kind_start(rule, VERDICT_LOOK, WORK_FILE, check->report->title_line);
	finding.part = PART_TITLE;
	kind_add_count(check, &finding, (size_t)year);
	kind_add_count(check, &finding, (size_t)check->report->year);
	findings_add(check->findings, finding);
	return true;
}

static void run_work(const struct check *check, const struct rule *rule)
{
	if (!years_is_sure(check->report))
		return;
	bool any = check_file_year(check, rule);
	for (size_t i = 0; prose_index_next_marked(check->index, MARKS_YEAR, &i); i++) {
		const struct prose_paragraph *p = &check->prose->paragraphs[i];
		if (p->kind != PROSE_TEXT || !p->section || p->section > LAST_WORK_SECTION)
			continue;
		any |= check_work_paragraph(check, rule, i);
		any |= check_papers(check, rule, i);
	}
	if (!any)
		findings_add(check->findings, kind_start(rule, VERDICT_PASS, KIND_HOLDS, 0));
}

const struct check_kind years_of_work = {
	.name = "work-years", .run = run_work, .messages = {"work", "papers", "file"},
	.lists = {"subjects", "verbs", "refused", "papers", "parts"}, .searched = 1u << LIST_PAPERS};

/* The period. */

enum { PERIOD_WRONG, PERIOD_ABSENT, PERIOD_BROKEN };
enum { LIST_PERIOD, LIST_BETWEEN };

/* The text behind the words of a list that it begins with. */
static struct str skip_words(struct str text, const struct rule_list *words)
{
	for (size_t nbytes; (nbytes = clauses_begin(text, words));)
		text = str_slice(text, nbytes, text.nbytes);
	return text;
}

/* Two days that `text` begins with: 2023年1月1日至(2023年)12月31日. The bytes they take, or 0. */
static size_t read_period(const struct rule *rule, struct str text, struct date *from, struct date *to)
{
	size_t nbytes = date_read(text, from);
	if (!nbytes)
		return 0;
	struct str rest = skip_words(str_slice(text, nbytes, text.nbytes), &rule->lists[LIST_BETWEEN]);
	size_t second = date_read(rest, to);
	if (!second)
		second = date_read_in_year(rest, from->year, to);
	return second ? text.nbytes - rest.nbytes + second : 0;
}

static bool is_whole_year(struct date from, struct date to)
{
	return from.month == 1 && from.day == 1 && to.month == 12 && to.day == 31 && from.year == to.year;
}

/* Looks for the period in a paragraph: one of the whole year of the report, or one that is called so. A year alone that
 * is called so counts where its sentence goes on without days. */
static bool check_period(const struct check *check, const struct rule *rule, size_t paragraph, struct finding *finding)
{
	struct str text = prose_text(check->prose, paragraph);
	size_t offset = 0, end = 0;
	int report_year = check->report->year;
	bool found = false;
	for (int year; (year = years_find_next(check, text, &offset, &end)); offset = end) {
		struct date from, to;
		size_t nbytes = read_period(rule, str_slice(text, offset, text.nbytes), &from, &to);
		struct str part = str_slice(text, offset, nbytes ? nbytes : end - offset);
		bool whole = nbytes && is_whole_year(from, to) && from.year == report_year;
		bool named = !whole && rule_list_stands_in(&rule->lists[LIST_PERIOD],
							   prose_sentence(check->prose, paragraph, part));
		bool fits = nbytes ? whole : year == report_year && named;
		if ((!fits && !(named && nbytes)) || (found && !nbytes))
			continue;
		bool sure = check->report->year_source == IDENTITY_TITLE || !is_whole_year(from, to);
		*finding = kind_start_at(check, rule, fits ? VERDICT_PASS : sure ? VERDICT_FAIL : VERDICT_LOOK,
					 fits ? KIND_HOLDS : PERIOD_WRONG, paragraph, part);
		kind_add_text(check, finding, part);
		kind_add_count(check, finding, (size_t)report_year);
		found = true;
		if (nbytes)
			break;
	}
	return found;
}

/* Where a year of four digits runs on in a number, as where conversion lost characters: 自20231月1日起. */
static bool find_broken_year(struct str text, struct str *number)
{
	enum { YEAR_NDIGITS = 4 };
	for (size_t i = 0, end; i < text.nbytes; i = end + 1) {
		end = i;
		while (ascii_is_digit_at(text, end) || (end > i && end < text.nbytes && text.ptr[end] == ' ' &&
							ascii_is_digit_at(text, end + 1)))
			end++;
		*number = str_slice(text, i, end - i);
		if (number->nbytes > YEAR_NDIGITS && str_starts_with(*number, STR("20")))
			return true;
	}
	return false;
}

/* A period whose days cannot be read any more: it was given. */
static bool report_broken_period(const struct check *check, const struct rule *rule)
{
	struct str number;
	for (size_t i = 0; i < check->prose->count; i++) {
		struct str text = prose_text(check->prose, i);
		if (check->prose->paragraphs[i].kind != PROSE_TEXT ||
		    !rule_list_stands_in(&rule->lists[LIST_PERIOD], text) || !find_broken_year(text, &number) ||
		    !rule_list_stands_in(&rule->lists[LIST_PERIOD], prose_sentence(check->prose, i, number)))
			continue;
		struct finding finding = kind_start_at(check, rule, VERDICT_NA, PERIOD_BROKEN, i, number);
		finding.cause = CAUSE_EXTRACTION;
		kind_add_text(check, &finding, number);
		findings_add(check->findings, finding);
		return true;
	}
	return false;
}

static void run_period(const struct check *check, const struct rule *rule)
{
	const struct report *report = check->report;
	struct finding finding;
	if (!report->year)
		return;
	for (size_t i = 0; prose_index_next_marked(check->index, MARKS_YEAR, &i); i++)
		if (check->prose->paragraphs[i].kind == PROSE_TEXT && check_period(check, rule, i, &finding)) {
			findings_add(check->findings, finding);
			return;
		}
	/* A text without its title is an excerpt. */
	if (!report->title_line || report_broken_period(check, rule))
		return;
	finding = kind_start(rule, VERDICT_FAIL, PERIOD_ABSENT, report->nheadings ? report->headings[0].line : 1);
	finding.part = PART_PREAMBLE;
	finding.before = true;
	findings_add(check->findings, finding);
}

const struct check_kind years_period = {
	.name = "period", .run = run_period, .messages = {"wrong", "absent", "broken"},
	.lists = {"period", "between"}};

/* The form of the tables. */

/* The tables whose form is not that of the report's year, by their short titles; a table that was not read nearly whole
 * tells nothing, and table four is the same in both. */
static uint32_t append_other_tables(const struct report *report, struct str wanted, struct strbuf *out)
{
	uint32_t line = 0;
	for (size_t i = 0; i < report->format->ntables; i++) {
		const struct format_table *table = &report->format->tables[i];
		const struct report_table *t = &report->tables[i];
		if (!t->line || table->across || str_equal(table->form, wanted) ||
		    t->nrows_found * 4 < t->nrows_with_cells * 3)
			continue;
		strbuf_append_text(out, out->nbytes ? "、" : "");
		strbuf_append(out, table->short_title);
		line = line ? line : t->line;
	}
	return line;
}

static void run_form(const struct check *check, const struct rule *rule)
{
	const struct report *report = check->report;
	struct strbuf tables = {0};
	struct str wanted = report->year >= FIRST_FORM_YEAR ? STR("2021") : STR("2019");
	if (!years_is_sure(report) || report->year < FORMER_FORM_YEAR)
		return;
	uint32_t line = append_other_tables(report, wanted, &tables);
	struct finding finding = kind_start(rule, line ? VERDICT_FAIL : VERDICT_PASS, line ? 0 : KIND_HOLDS, line);
	kind_add_text(check, &finding, strbuf_view(&tables));
	kind_add_count(check, &finding, (size_t)report->year);
	kind_add_text(check, &finding, wanted);
	findings_add(check->findings, finding);
	strbuf_free(&tables);
}

const struct check_kind years_form = {.name = "form-version", .run = run_form, .messages = {"other"}};

/* The form cited. */

enum { LIST_OFFICE, LIST_YEARS, LIST_NUMBERS };

/* The text from the name of an office on; empty where none stands in it. */
static struct str from_office(struct str text, const struct rule_list *offices)
{
	size_t at = text.nbytes;
	for (size_t i = 0; i < offices->count && at == text.nbytes; i++)
		at = str_find(text, offices->words[i]);
	return str_slice(text, at, text.nbytes);
}

/* The number of a paper of the form's office, with its year before it: 国办公开办函〔2019〕60号. Empty when it is not cited. */
static struct str find_citation(const struct rule *rule, struct str text, size_t paper)
{
	enum { NEAR_NBYTES = 36 };
	struct str year = rule->lists[LIST_YEARS].words[paper], number = rule->lists[LIST_NUMBERS].words[paper];
	for (size_t at; number.nbytes && (at = str_find(text, number)) < text.nbytes;) {
		size_t from = at > NEAR_NBYTES ? at - NEAR_NBYTES : 0;
		struct str near = from_office(str_slice(text, from, at - from), &rule->lists[LIST_OFFICE]);
		bool longer = at && ascii_is_digit(text.ptr[at - 1]);
		if (!longer && str_contains(near, year))
			return str_slice(text, at, number.nbytes);
		text = str_slice(text, at + number.nbytes, text.nbytes);
	}
	return (struct str){0};
}

static void run_citation(const struct check *check, const struct rule *rule)
{
	struct finding finding = kind_start(rule, VERDICT_PASS, KIND_HOLDS, 0);
	if (!years_is_sure(check->report) || check->report->year < FIRST_FORM_YEAR)
		return;
	const struct rule_list *years = &rule->lists[LIST_YEARS], *numbers = &rule->lists[LIST_NUMBERS];
	size_t npapers = years->count < numbers->count ? years->count : numbers->count;
	for (size_t i = 0; npapers && prose_index_next_paragraph(check->index, numbers, &i); i++) {
		struct str text = prose_text(check->prose, i);
		if (find_citation(rule, text, 0).nbytes)
			return;
		for (size_t paper = 1; paper < npapers && finding.verdict == VERDICT_PASS; paper++) {
			struct str former = find_citation(rule, text, paper);
			if (!former.nbytes)
				continue;
			finding = kind_start_at(check, rule, VERDICT_FAIL, 0, i, former);
			kind_add_count(check, &finding, (size_t)check->report->year);
		}
	}
	findings_add(check->findings, finding);
}

const struct check_kind years_citation = {
	.name = "form-citation",
	.run = run_citation,
	.messages = {"former"},
	.lists = {"office", "years", "numbers"},
	.searched = 1u << LIST_NUMBERS,
};
