#include "check/kinds/fee.h"

#include "check/kinds/sums_paragraphs.h"

enum { FEE_SECTION = 6, CHAR_NBYTES = 3 };

/* A fee that the report says was taken. */
struct fee {
	size_t paragraph;
	struct str mark;
	struct str sentence;
	decimal amount;                 /* in ten thousands of yuan, the least it may be */
};

/* The lists that all fee rules share stand first. */
enum { WORDS_FEE, WORDS_REFUSE };

/* Whether a year stands in the text that is not that of the report. */
static bool names_other_year(struct str text, int year)
{
	for (size_t i = 0; i < text.nbytes; i += CHAR_NBYTES) {
		i += str_find(str_slice(text, i, text.nbytes), STR("年"));
		decimal value;
		if (i < text.nbytes && i >= 4 && decimal_parse(str_slice(text, i - 4, 4), &value) &&
		    value != year * (decimal)DECIMAL_ONE)
			return true;
	}
	return false;
}

/* The fee that a paragraph speaks of: the first amount behind the word for it in a sentence, not a price, not what was
 * remitted, of the year of the report. False when there is none, or a later amount is larger. */
static bool read_fee(const struct check *check, const struct rule *rule, size_t paragraph, struct fee *fee)
{
	const struct clauses clauses = clauses_of(check->index, paragraph);
	bool found = false;
	for (size_t i = 0; i < clauses.count; i++) {
		const struct mention *mention = &clauses.list[i];
		decimal amount = mention->quantity.low;
		if (!quantity_take_money(mention->unit, &amount))
			continue;
		struct str sentence = prose_sentence(check->prose, paragraph, sums_mark(mention));
		struct str before = str_slice(sentence, 0, (size_t)(mention->quantity.text.ptr - sentence.ptr));
		if (!prose_index_holds(check->index, before, &rule->lists[WORDS_FEE]) ||
		    prose_index_holds(check->index, sentence, &rule->lists[WORDS_REFUSE]) ||
		    str_starts_with(mention->behind, STR("/")) ||
		    (check->report->year && names_other_year(sentence, check->report->year)))
			continue;
		if (found && amount > fee->amount)
			return false;
		if (!found)
			*fee = (struct fee){paragraph, sums_mark(mention), sentence, amount};
		found = true;
	}
	return found;
}

/* The first fee above 0 that the text of the report names. */
static bool find_fee(const struct check *check, const struct rule *rule, struct fee *fee)
{
	struct str text = strbuf_view(&check->prose->bytes);
	if (!prose_index_holds(check->index, text, &rule->lists[WORDS_FEE]))
		return false;
	for (size_t i = 0; i < check->prose->count; i++)
		if (check->prose->paragraphs[i].kind == PROSE_TEXT &&
		    prose_index_holds(check->index, prose_text(check->prose, i), &rule->lists[WORDS_FEE]) &&
		    read_fee(check, rule, i, fee) && fee->amount > 0)
			return true;
	return false;
}

/* Whether the paragraph is a line of the signature: the name of the body, or a date. */
static bool is_signature(const struct report *report, struct str text)
{
	return (report->agency[0] && str_ends_with(text, str_from(report->agency))) ||
	       (str_contains(text, STR("年")) && str_ends_with(text, STR("日")));
}

/* F-REP: section six says whether a fee was taken. Another section may say it instead. */
static void run_reported(const struct check *check, const struct rule *rule)
{
	enum { WORDS_SECTION = 1, MESSAGE_SILENT = 0, MESSAGE_EMPTY, MESSAGE_STATED };
	const struct report *report = check->report;
	const struct report_heading *heading = report_find_heading(report, FEE_SECTION);
	bool early = report->year ? report->year < rule->thresholds[0] / DECIMAL_ONE
				  : str_equal(report->format->name, STR("2019"));
	size_t ntexts = 0;
	bool stated = false;
	if (!heading || early)
		return;
	for (size_t i = 0; i < check->prose->count; i++) {
		const struct prose_paragraph *paragraph = &check->prose->paragraphs[i];
		if (paragraph->kind != PROSE_TEXT)
			continue;
		bool here = paragraph->section == FEE_SECTION;
		ntexts += here && !is_signature(report, prose_text(check->prose, i));
		stated |= prose_index_holds(check->index, prose_text(check->prose, i),
					    &rule->lists[here ? WORDS_SECTION : WORDS_FEE]);
	}
	/* A section without any text may have lost it. */
	struct finding finding = kind_start(rule,
					    stated   ? VERDICT_PASS
					    : ntexts ? VERDICT_FAIL
						     : VERDICT_LOOK,
					    stated   ? MESSAGE_STATED
					    : ntexts ? MESSAGE_SILENT
						     : MESSAGE_EMPTY,
					    heading->line);
	finding.section = FEE_SECTION;
	findings_add(check->findings, finding);
}

/* F-AMT: the fee is part of what table two prints as 行政事业性收费. */
static void run_amount(const struct check *check, const struct rule *rule)
{
	enum { MESSAGE_EXCEEDS, MESSAGE_UNREAD, MESSAGE_HOLDS };
	struct fee fee;
	int number = rule->cells[0];
	if (number == FORMAT_NONE || !find_fee(check, rule, &fee))
		return;
	const struct cell *cell = &check->report->cells[number];
	bool read = cell_has_value(cell);
	bool holds = read && fee.amount <= cell->value + rule->thresholds[0];
	struct finding finding = kind_start_at(check, rule,
					       !read   ? VERDICT_NA
					       : holds ? VERDICT_PASS
						       : VERDICT_FAIL,
					       !read   ? MESSAGE_UNREAD
					       : holds ? MESSAGE_HOLDS
						       : MESSAGE_EXCEEDS,
					       fee.paragraph, fee.mark);
	if (finding.verdict == VERDICT_FAIL && cell->status == CELL_NOTED)
		finding.verdict = VERDICT_LOOK;
	kind_add_text(check, &finding, fee.mark);
	if (read)
		kind_add_decimal(check, &finding, cell->value);
	kind_set_cells(check, &finding, &(uint16_t){(uint16_t)number}, 1);
	finding.has_sides = read;
	finding.left = fee.amount;
	finding.right = read ? cell->value : 0;
	findings_add(check->findings, finding);
}

/* F-LOGIC: the first ten applications of a person in a month are free where the fee is by application. */
static void run_applications(const struct check *check, const struct rule *rule)
{
	enum { WORDS_VOLUME = 2, MESSAGE_FREE = 0, MESSAGE_MANY };
	struct fee fee;
	decimal sum = 0;
	if (!find_fee(check, rule, &fee) || prose_index_holds(check->index, fee.sentence, &rule->lists[WORDS_VOLUME]))
		return;
	for (size_t i = 0; i < 2; i++)
		if (rule->cells[i] == FORMAT_NONE || !cell_has_value(&check->report->cells[rule->cells[i]]) ||
		    !decimal_add(&sum, check->report->cells[rule->cells[i]].value))
			return;
	bool few = sum <= rule->thresholds[0];
	struct finding finding = kind_start_at(check, rule, few ? VERDICT_LOOK : VERDICT_PASS,
					       few ? MESSAGE_FREE : MESSAGE_MANY, fee.paragraph, fee.mark);
	kind_add_text(check, &finding, fee.mark);
	kind_add_decimal(check, &finding, sum);
	kind_set_cells(check, &finding, (uint16_t[]){(uint16_t)rule->cells[0], (uint16_t)rule->cells[1]}, 2);
	findings_add(check->findings, finding);
}

const struct check_kind fee_reported = {
	.name = "fee-reported",
	.run = run_reported,
	.messages = {"silent", "empty", "stated"},
	.thresholds = {{"since", 2021 * (decimal)DECIMAL_ONE}},
	.lists = {"fee", "section"},
	.searched = 1u << WORDS_FEE | 1u << 1,
};

const struct check_kind fee_amount = {
	.name = "fee-amount",
	.run = run_amount,
	.cells = {"proactive/fee/amount"},
	.messages = {"exceeds", "unread", "holds"},
	.thresholds = {{"rounding", DECIMAL_ONE / 100}},
	.lists = {"fee", "refuse"},
	.searched = 1u << WORDS_FEE | 1u << WORDS_REFUSE,
};

const struct check_kind fee_applications = {
	.name = "fee-applications",
	.run = run_applications,
	.cells = {"requests/new/total", "requests/carried_in/total"},
	.messages = {"free", "many"},
	.thresholds = {{"free", 10 * (decimal)DECIMAL_ONE}},
	.lists = {"fee", "refuse", "volume"},
	.searched = 1u << WORDS_FEE | 1u << WORDS_REFUSE | 1u << 2,
};
