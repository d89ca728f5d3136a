/* Numbered lists in the prose: 一是…二是…三是, and how many there are said to be: 三个方面的问题. */
#include "base/utf8.h"
#include "check/kinds/sums.h"

#include "check/prose/clauses.h"

enum { CHAR_NBYTES = 3, MAX_LEAD_NBYTES = 120, MAX_ADJUNCT_NBYTES = 18, MAX_BEHIND_NBYTES = 12 };
enum { WORDS_NOUN, WORDS_COUNTER };
enum { MESSAGE_MISSING, MESSAGE_DOUBLED, MESSAGE_MANY, MESSAGE_FITS };

static const char *const numerals[] = {"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
enum { NNUMERALS = sizeof(numerals) / sizeof(*numerals) };

/* A list that is being read. */
struct sequence {
	int last;                       /* its last number; 0 outside of a list */
	size_t paragraph;               /* of that number */
	struct str mark;                /* that number, 二是 */
	int stated;                     /* how many there are said to be, 0 when nothing is said */
	struct str stated_mark;
	size_t stated_paragraph;
};

static struct str char_before(struct str text, size_t i)
{
	return i >= CHAR_NBYTES ? str_slice(text, i - CHAR_NBYTES, CHAR_NBYTES) : str_slice(text, 0, 0);
}

static int numeral_of(struct str text)
{
	for (int i = 1; i < NNUMERALS; i++)
		if (str_equal(text, str_from(numerals[i])))
			return i;
	return 0;
}

/* Whether a clause begins at `i`. */
static bool is_start(struct str text, size_t i)
{
	static const char *const marks[] = {"。", "；", "，", "：", "、", "！", "？", "）", "”", "*"};
	for (size_t m = 0; m < sizeof(marks) / sizeof(*marks); m++)
		if (str_ends_with(str_slice(text, 0, i), str_from(marks[m])))
			return true;
	return i == 0;
}

/* The next "N是" at the start of a clause at or behind `*at`: its number, 0 for none; `*at` is set to its place. */
static int next_ordinal(struct str text, size_t *at)
{
	for (size_t i = *at; i < text.nbytes; i += CHAR_NBYTES) {
		i += str_find(str_slice(text, i, text.nbytes), STR("是"));
		if (i >= text.nbytes)
			break;
		int number = numeral_of(char_before(text, i));
		if (number && is_start(text, i - CHAR_NBYTES)) {
			*at = i - CHAR_NBYTES;
			return number;
		}
	}
	return 0;
}

/* Whether `number` stands at the start of a clause in another form: 二要, 二、, 其二, 第二. */
static bool stands_otherwise(struct str text, int number)
{
	struct str numeral = str_from(numerals[number]);
	for (size_t i = 0; i < text.nbytes; i += CHAR_NBYTES) {
		i += str_find(str_slice(text, i, text.nbytes), numeral);
		struct str before = char_before(text, i);
		if (i < text.nbytes && (is_start(text, i) || str_equal(before, STR("其")) ||
					str_equal(before, STR("第")) || str_equal(before, STR("（"))))
			return true;
	}
	return false;
}

/* How many items `lead`, the words before 一是, says there are: 存在以下三个方面的问题：; 0 when it says nothing. */
static int read_stated(const struct rule *rule, struct str lead, struct str *mark)
{
	const struct rule_list *nouns = &rule->lists[WORDS_NOUN];
	for (size_t i = 0; i < nouns->count; i++) {
		size_t noun = str_find(lead, nouns->words[i]);
		if (noun + nouns->words[i].nbytes + MAX_BEHIND_NBYTES < lead.nbytes || noun == lead.nbytes)
			continue;
		for (size_t back = CHAR_NBYTES; back <= MAX_ADJUNCT_NBYTES + CHAR_NBYTES && back <= noun;
		     back += CHAR_NBYTES) {
			struct str numeral = str_slice(lead, noun - back, CHAR_NBYTES);
			int number = str_equal(numeral, STR("两")) ? 2 : numeral_of(numeral);
			struct str behind = str_slice(lead, noun - back + CHAR_NBYTES, back - CHAR_NBYTES);
			struct str before = char_before(lead, noun - back);
			if (!number || !clauses_begin(behind, &rule->lists[WORDS_COUNTER]) || numeral_of(before) ||
			    str_equal(before, STR("第")))
				continue;
			*mark = str_slice(lead, noun - back, back + nouns->words[i].nbytes);
			return number;
		}
	}
	return 0;
}

/* The words from the end of the last sentence but one before `at` on. */
static struct str lead_before(struct str text, size_t at)
{
	size_t start = at > MAX_LEAD_NBYTES ? at - MAX_LEAD_NBYTES : 0;
	while (start < at && utf8_is_tail(text.ptr[start]))
		start++;
	return str_slice(text, start, at - start);
}

static void add_finding(const struct check *check, const struct rule *rule, enum verdict verdict, size_t message,
			size_t paragraph, struct str mark, struct str first, struct str second)
{
	struct finding finding = kind_start_at(check, rule, verdict, message, paragraph, mark);
	kind_add_text(check, &finding, first);
	kind_add_text(check, &finding, second);
	findings_add(check->findings, finding);
}

/* Ends a list: as many items as were announced. Fewer may go on in another form. */
static void close_sequence(const struct check *check, const struct rule *rule, struct sequence *sequence)
{
	if (sequence->stated && sequence->last > 1) {
		enum verdict verdict = sequence->last == sequence->stated  ? VERDICT_PASS
				       : sequence->last > sequence->stated ? VERDICT_FAIL
									   : VERDICT_LOOK;
		add_finding(check, rule, verdict, verdict == VERDICT_PASS ? MESSAGE_FITS : MESSAGE_MANY,
			    sequence->stated_paragraph, sequence->stated_mark, sequence->stated_mark, sequence->mark);
	}
	*sequence = (struct sequence){0};
}

static void begin_sequence(const struct check *check, const struct rule *rule, size_t paragraph, struct str text,
			   size_t at, struct sequence *sequence)
{
	close_sequence(check, rule, sequence);
	sequence->stated_paragraph = paragraph;
	sequence->stated = read_stated(rule, lead_before(text, at), &sequence->stated_mark);
}

/* A number of the list that is not the one that should follow. */
static void check_break(const struct check *check, const struct rule *rule, size_t paragraph, struct str text,
			size_t at, int number, const struct sequence *sequence)
{
	struct str mark = str_slice(text, at, 2 * CHAR_NBYTES);
	bool here = sequence->paragraph == paragraph;
	if (number == sequence->last && here) {
		add_finding(check, rule, VERDICT_FAIL, MESSAGE_DOUBLED, paragraph, mark, mark, mark);
	} else if (number == sequence->last + 2) {
		size_t from = here ? (size_t)(sequence->mark.ptr - text.ptr) + sequence->mark.nbytes : 0;
		if (stands_otherwise(str_slice(text, from, at - from), number - 1))
			return;
		/* Between paragraphs a line may have been lost on the way here. */
		struct strbuf missing = {0};
		strbuf_append_text(&missing, numerals[number - 1]);
		strbuf_append_text(&missing, "是");
		add_finding(check, rule, here ? VERDICT_FAIL : VERDICT_LOOK, MESSAGE_MISSING, paragraph, mark, mark,
			    strbuf_view(&missing));
		strbuf_free(&missing);
	}
}

static void read_paragraph(const struct check *check, const struct rule *rule, size_t paragraph,
			   struct sequence *sequence)
{
	struct str text = prose_text(check->prose, paragraph);
	size_t at = 0;
	for (int number; (number = next_ordinal(text, &at)) != 0; at += 2 * CHAR_NBYTES) {
		if (number == 1)
			begin_sequence(check, rule, paragraph, text, at, sequence);
		else if (sequence->last && number != sequence->last + 1)
			check_break(check, rule, paragraph, text, at, number, sequence);
		if (number != 1 && (!sequence->last || number < sequence->last)) {
			/* The rest of a list whose beginning was not read, or of an outer one. */
			*sequence = (struct sequence){0};
			continue;
		}
		sequence->last = number;
		sequence->paragraph = paragraph;
		sequence->mark = str_slice(text, at, 2 * CHAR_NBYTES);
	}
}

static void run_ordinals(const struct check *check, const struct rule *rule)
{
	struct sequence sequence = {0};
	size_t first = 0;               /* paragraph at or behind this one with the beginning of a list */
	int section = -1;
	for (size_t i = 0; i < check->prose->count; i++) {
		const struct prose_paragraph *paragraph = &check->prose->paragraphs[i];
		if (paragraph->kind != PROSE_TEXT || paragraph->section != section)
			close_sequence(check, rule, &sequence);
		section = paragraph->section;
		if (first < i || !i) {
			first = i;
			if (!prose_index_next_marked(check->index, MARKS_FIRST_ITEM, &first))
				first = check->prose->count;
		}
		if (paragraph->kind == PROSE_TEXT && (sequence.last || first == i))
			read_paragraph(check, rule, i, &sequence);
	}
	close_sequence(check, rule, &sequence);
}

const struct check_kind sums_ordinals = {
	.name = "ordinals",
	.run = run_ordinals,
	.messages = {"missing", "doubled", "many", "fits"},
	.lists = {"noun", "unit"},
};
