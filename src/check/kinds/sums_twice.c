/* The same quantity stated twice: 主动公开政府信息120条 here and 主动公开政府信息102条 there. */
#include "check/kinds/sums.h"

#include "check/kinds/sums_paragraphs.h"

enum { WORDS_SUBJECT, WORDS_FILLER, WORDS_REFUSE, WORDS_PARTS };
enum { MAX_STATEMENTS = 64, MIN_KEY_NBYTES = 12, YEAR_NBYTES = 7 };

/* A number that stands for the whole year and body, and what it counts. */
struct statement {
	size_t paragraph;
	struct str key;                 /* what is counted, without the words that may differ */
	struct str unit;
	struct str mark;
	decimal value;
};

struct statements {
	size_t count;
	struct statement list[MAX_STATEMENTS];
};

static bool begins_with_year(struct str text)
{
	for (size_t i = 0; i < 4; i++)
		if (i >= text.nbytes || text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
	return str_starts_with(str_slice(text, 4, text.nbytes), STR("年"));
}

/* Without the year, the speaker (我镇) and words like 共计 at both ends. */
static struct str strip(const struct rule *rule, struct str label)
{
	const struct rule_list *fillers = &rule->lists[WORDS_FILLER];
	for (size_t nbytes = 1; nbytes;) {
		nbytes = begins_with_year(label) ? YEAR_NBYTES : clauses_begin(label, fillers);
		label = str_slice(label, nbytes, label.nbytes);
		for (size_t i = 0; i < fillers->count; i++)
			if (label.nbytes > fillers->words[i].nbytes && str_ends_with(label, fillers->words[i])) {
				label.nbytes -= fillers->words[i].nbytes;
				nbytes = 1;
			}
	}
	return label;
}

/* The sentence up to and with the clause that the number stands in. */
static struct str sentence_around(const struct check *check, size_t paragraph, const struct mention *mention)
{
	struct str sentence = prose_sentence(check->prose, paragraph, sums_mark(mention));
	size_t end = (size_t)(mention->behind.ptr - sentence.ptr);
	struct str rest = str_slice(sentence, end, sentence.nbytes);
	return str_slice(sentence, 0, end + str_find(rest, STR("，")));
}

/* Only what stands for itself is taken: no part of a list, nothing in brackets, nothing of one platform, month or
 * place. */
static void add_statement(const struct check *check, const struct rule *rule, size_t paragraph,
			  const struct mention *mention, struct statements *statements)
{
	if (mention->depth || !mention->quantity.exact || !mention->unit.nbytes || sums_is_percent(mention) ||
	    mention->label.nbytes < MIN_KEY_NBYTES ||
	    !prose_index_holds(check->index, mention->label, &rule->lists[WORDS_SUBJECT]))
		return;
	struct str label = strip(rule, mention->label);
	if (!prose_index_holds(check->index, label, &rule->lists[WORDS_SUBJECT]))
		return;
	struct str context = sentence_around(check, paragraph, mention);
	if (prose_index_holds(check->index, context, &rule->lists[WORDS_REFUSE]) ||
	    prose_index_holds(check->index, context, &rule->lists[WORDS_PARTS]) ||
	    statements->count == MAX_STATEMENTS)
		return;
	statements->list[statements->count++] =
		(struct statement){paragraph, label, mention->unit, sums_mark(mention), mention->quantity.low};
}

/* The first statement of the same quantity before statement `number`; NULL where there is none. */
static const struct statement *find_same(const struct statements *statements, size_t number)
{
	const struct statement *statement = &statements->list[number];
	for (size_t i = 0; i < number; i++)
		if (str_equal(statements->list[i].key, statement->key) &&
		    str_equal(statements->list[i].unit, statement->unit))
			return &statements->list[i];
	return NULL;
}

static void report_pair(const struct check *check, const struct rule *rule, const struct statement *first,
			const struct statement *second)
{
	enum verdict verdict = first->value == second->value ? VERDICT_PASS : VERDICT_FAIL;
	struct finding finding =
		kind_start_at(check, rule, verdict, verdict == VERDICT_PASS, second->paragraph, second->mark);
	kind_add_text(check, &finding, second->key);
	kind_add_text(check, &finding, first->mark);
	kind_add_text(check, &finding, second->mark);
	kind_add_count(check, &finding, prose_line(check->prose, first->mark.ptr));
	finding.has_sides = true;
	finding.left = second->value;
	finding.right = first->value;
	findings_add(check->findings, finding);
}

/* Sections one, five and six speak of the whole year; the text around tables may speak of anything. */
static bool is_narrative(const struct prose_paragraph *paragraph)
{
	return paragraph->kind == PROSE_TEXT && (paragraph->section == 1 || paragraph->section >= 5);
}

static void run_twice(const struct check *check, const struct rule *rule)
{
	struct statements statements;
	statements.count = 0;
	for (size_t i = 0; prose_index_next_paragraph(check->index, &rule->lists[WORDS_SUBJECT], &i); i++) {
		if (!is_narrative(&check->prose->paragraphs[i]))
			continue;
		const struct clauses clauses = clauses_of(check->index, i);
		for (size_t j = 0; j < clauses.count; j++)
			add_statement(check, rule, i, &clauses.list[j], &statements);
	}
	for (size_t i = 1; i < statements.count; i++) {
		const struct statement *same = find_same(&statements, i);
		if (same)
			report_pair(check, rule, same, &statements.list[i]);
	}
}

const struct check_kind sums_twice = {
	.name = "twice",
	.run = run_twice,
	.messages = {"twice", "alike"},
	.lists = {"subject", "filler", "refuse", "parts"},
	.searched = 1u << WORDS_SUBJECT | 1u << WORDS_REFUSE | 1u << WORDS_PARTS,
};
