/* Tables three and four against each other, and against what the text says of them. */
#include "check/kinds/numbers.h"
#include "check/kinds/numbers_parts.h"
#include "check/kinds/text_parts.h"

enum { SECTION_GENERAL = 1, SECTION_DISPUTES = 4, SECTION_OTHER = 6 };

/* Reads one of the cells of the rule's kind. */
static bool read_cell(const struct check *check, const struct rule *rule, size_t place, decimal *value)
{
	return numbers_read(check->report, rule->cells[place], value);
}

static bool section_has_word(const struct check *check, unsigned section, const struct rule_list *words)
{
	const struct prose *prose = check->prose;
	for (size_t i = 0; i < prose->count; i++)
		if (prose->paragraphs[i].section == section &&
		    prose_index_holds(check->index, prose_text(prose, i), words))
			return true;
	return false;
}

/* ---- T3-FEE6: applications dropped because a fee was not paid ---- */

enum { FEE_SILENT, FEE_SAID };

static void run_fee_notice(const struct check *check, const struct rule *rule)
{
	decimal value;
	if (!read_cell(check, rule, 0, &value) || value <= 0)
		return;
	bool said = section_has_word(check, SECTION_OTHER, &rule->lists[0]) ||
		    section_has_word(check, SECTION_GENERAL, &rule->lists[0]);
	struct finding finding =
		numbers_start(check, rule, said ? VERDICT_PASS : VERDICT_LOOK, said ? FEE_SAID : FEE_SILENT,
			      rule->cells[0]);
	kind_add_decimal(check, &finding, value);
	findings_add(check->findings, finding);
}

/* ---- T4-POST: lawsuits after a review, and the reviews that were decided ----
 *
 * They follow reviews of this year and the last one; those of last year are not in the report, so a threshold says how
 * many times this year's are allowed for. */

enum { MORE_LAWSUITS, LAWSUITS_FIT };
enum { CELL_LAWSUITS, CELL_DECIDED, NDECIDED = 3 };

static void run_lawsuits(const struct check *check, const struct rule *rule)
{
	decimal lawsuits, reviews = 0, value;
	if (!read_cell(check, rule, CELL_LAWSUITS, &lawsuits))
		return;
	for (size_t i = 0; i < NDECIDED; i++)
		if (!read_cell(check, rule, CELL_DECIDED + i, &value) || !decimal_add(&reviews, value))
			return;
	bool more = lawsuits >= rule->thresholds[1] &&
		    lawsuits / DECIMAL_ONE > reviews / DECIMAL_ONE * (rule->thresholds[0] / DECIMAL_ONE);
	struct finding finding = numbers_start(check, rule, more ? VERDICT_LOOK : VERDICT_PASS,
					       more ? MORE_LAWSUITS : LAWSUITS_FIT, rule->cells[CELL_LAWSUITS]);
	finding.has_sides = true;
	finding.left = lawsuits;
	finding.right = reviews;
	kind_add_decimal(check, &finding, lawsuits);
	kind_add_decimal(check, &finding, reviews);
	findings_add(check->findings, finding);
}

/* ---- T4-ZERO: reviews and lawsuits without a single application ---- */

enum { WITHOUT_APPLICATIONS, WITH_APPLICATIONS };
enum { CELL_RECEIVED, CELL_CARRIED, CELL_REVIEWS, CELL_DIRECT, CELL_AFTER_REVIEW };

/* The totals of the three groups of table four; false where one was not read. */
static bool sum_disputes(const struct check *check, const struct rule *rule, decimal *reviews, decimal *lawsuits)
{
	decimal after;
	return read_cell(check, rule, CELL_REVIEWS, reviews) && read_cell(check, rule, CELL_DIRECT, lawsuits) &&
	       read_cell(check, rule, CELL_AFTER_REVIEW, &after) && decimal_add(lawsuits, after);
}

static void run_disputes(const struct check *check, const struct rule *rule)
{
	decimal received, carried, reviews, lawsuits;
	if (!read_cell(check, rule, CELL_RECEIVED, &received) || !read_cell(check, rule, CELL_CARRIED, &carried) ||
	    !sum_disputes(check, rule, &reviews, &lawsuits))
		return;
	bool odd = received == 0 && carried == 0 && (reviews > 0 || lawsuits > 0);
	int cell = rule->cells[reviews > 0 ? CELL_REVIEWS : CELL_DIRECT];
	struct finding finding = numbers_start(check, rule, odd ? VERDICT_LOOK : VERDICT_PASS,
					       odd ? WITHOUT_APPLICATIONS : WITH_APPLICATIONS, cell);
	kind_add_decimal(check, &finding, reviews);
	kind_add_decimal(check, &finding, lawsuits);
	findings_add(check->findings, finding);
}

/* ---- T4-NONE: neither a table four nor a sentence that there was nothing ---- */

enum { NOT_SAID, SAID };
enum { LIST_SUBJECTS, LIST_NONE };

/* A sentence that names reviews or lawsuits and says that there were none. */
static bool says_none(const struct prose *prose, const struct rule *rule)
{
	for (size_t i = 0; i < prose->count; i++) {
		struct str rest = prose_text(prose, i), sentence;
		while (prose->paragraphs[i].kind == PROSE_TEXT && text_next_sentence(&rest, "", &sentence))
			if (rule_list_stands_in(&rule->lists[LIST_SUBJECTS], sentence) &&
			    rule_list_stands_in(&rule->lists[LIST_NONE], sentence))
				return true;
	}
	return false;
}

static bool section_has_text(const struct prose *prose, unsigned section)
{
	for (size_t i = 0; i < prose->count; i++)
		if (prose->paragraphs[i].section == section && prose->paragraphs[i].kind == PROSE_TEXT)
			return true;
	return false;
}

/* Whether the table was lost on its way here cannot be told. Where the whole section is missing, or all tables are, the
 * rules on sections and tables (S-SEC, S-TBL) say all there is to say. */
static void run_no_disputes(const struct check *check, const struct rule *rule)
{
	const struct format_table *form = format_find_table(check->report->format, STR("disputes"));
	if (!form)
		return;
	size_t table = (size_t)(form - check->report->format->tables);
	const struct report_table *t = &check->report->tables[table];
	if (t->line || t->mentioned || report_has_no_table(check->report))
		return;
	const struct report_heading *heading = report_find_heading(check->report, SECTION_DISPUTES);
	if (!heading)
		return;
	bool said = section_has_text(check->prose, SECTION_DISPUTES) || says_none(check->prose, rule);
	struct finding finding = kind_start(rule, said ? VERDICT_PASS : VERDICT_FAIL, said ? SAID : NOT_SAID,
					    heading->line);
	finding.table = (int16_t)table;
	finding.cause = CAUSE_UNKNOWN;
	findings_add(check->findings, finding);
}

const struct check_kind numbers_fee_notice = {
	.name = "fee-notice",
	.run = run_fee_notice,
	.cells = {"requests/other.unpaid/total"},
	.messages = {"silent", "said"},
	.lists = {"said"},
	.searched = 1,
};
const struct check_kind numbers_lawsuits = {
	.name = "lawsuits-after-review",
	.run = run_lawsuits,
	.cells = {"disputes/after_review/total", "disputes/review/upheld", "disputes/review/corrected",
		  "disputes/review/other"},
	.messages = {"more", "fits"},
	.thresholds = {{"times", 2 * (decimal)DECIMAL_ONE}, {"least", 3 * (decimal)DECIMAL_ONE}},
};
const struct check_kind numbers_disputes = {
	.name = "disputes-without-applications",
	.run = run_disputes,
	.cells = {"requests/new/total", "requests/carried_in/total", "disputes/review/total", "disputes/direct/total",
		  "disputes/after_review/total"},
	.messages = {"odd", "fits"},
};
const struct check_kind numbers_no_disputes = {
	.name = "no-disputes", .run = run_no_disputes, .messages = {"silent", "said"}, .lists = {"subjects", "none"}};
