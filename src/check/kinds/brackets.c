/* Brackets and quotation marks: each is closed, by its own kind, in the right order.
 *
 * The running text is walked with a stack. A mark that is left open at the end of a paragraph may be closed in the next
 * one (the source may have broken the paragraph): what is left is judged one paragraph later. An opening and a closing
 * mark of one kind that are both left, in this order, were crossed by another pair: "《…（…》…）" is a matter of
 * nesting. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "check/kinds/text_parts.h"
#include "check/kinds/wording.h"

enum { UNCLOSED, STRAY, CROSSED, NESTED, ASCII_ANGLES, ASCII_PARENTHESES, SQUARE_NUMBER, CLEAN };
enum { TITLE, INNER_TITLE, PARENTHESIS, QUOTATION, NUMBER_BRACKET, NPAIRS };
enum { MAX_OPEN = 16, MARK_NBYTES = 3, SHOWN_NBYTES = 36, MAX_INSIDE_NBYTES = 240 };

static const struct {
	const char *open, *close;
} pairs[NPAIRS] = {
	[TITLE] = {"《", "》"},     [INNER_TITLE] = {"〈", "〉"},    [PARENTHESIS] = {"（", "）"},
	[QUOTATION] = {"“", "”"}, [NUMBER_BRACKET] = {"〔", "〕"},
};

struct mark {
	uint8_t pair;
	size_t paragraph;
	size_t offset;                  /* in the paragraph */
};

struct marks {
	size_t count;
	struct mark list[MAX_OPEN];
};

struct walk {
	const struct check *check;
	const struct rule *rule;
	size_t paragraph;
	struct str text;
	struct marks open, stray;       /* of this paragraph */
	struct marks pending;           /* left open in the one before */
	struct marks nested;
};

static void push(struct marks *marks, struct mark mark)
{
	if (marks->count < MAX_OPEN)
		marks->list[marks->count++] = mark;
}

static void drop(struct marks *marks, size_t i)
{
	memmove(&marks->list[i], &marks->list[i + 1], (marks->count - i - 1) * sizeof(*marks->list));
	marks->count--;
}

static void report(const struct walk *walk, size_t message, struct mark mark, const char *sign, size_t nbytes)
{
	struct str text = prose_text(walk->check->prose, mark.paragraph);
	struct finding finding = kind_start_at(walk->check, walk->rule, VERDICT_FAIL, message, mark.paragraph,
					       str_slice(text, mark.offset, nbytes));
	/* Where paragraphs were put together a mark may have been lost between them. */
	if (walk->check->prose->paragraphs[mark.paragraph].nruns > 1)
		finding.cause = CAUSE_UNKNOWN;
	finding.count = 1;
	kind_add_text(walk->check, &finding, str_from(sign));
	size_t start = message == STRAY && mark.offset > SHOWN_NBYTES ? mark.offset - SHOWN_NBYTES : mark.offset;
	while (start < mark.offset && utf8_is_tail(text.ptr[start]))
		start++;
	size_t shown = message == STRAY ? mark.offset + MARK_NBYTES - start : SHOWN_NBYTES;
	kind_add_text(walk->check, &finding, text_cut(text, start, shown));
	findings_add(walk->check->findings, finding);
}

/* 1） and 一） number the parts of a list and need no opening bracket. */
static bool is_list_number(const struct walk *walk, size_t offset)
{
	static const char numerals[] = "一二三四五六七八九十";
	if (!offset)
		return false;
	char before = walk->text.ptr[offset - 1];
	if (ascii_is_digit(before) || ascii_is_letter(before))
		return true;
	return offset >= MARK_NBYTES &&
	       str_contains(STR(numerals), str_slice(walk->text, offset - MARK_NBYTES, MARK_NBYTES));
}

static void take_open(struct walk *walk, unsigned pair, size_t offset)
{
	struct mark mark = {(uint8_t)pair, walk->paragraph, offset};
	if (pair == TITLE || pair == QUOTATION)
		for (size_t i = 0; i < walk->open.count; i++)
			if (walk->open.list[i].pair == pair) {
				push(&walk->nested, mark);
				break;
			}
	push(&walk->open, mark);
}

static void take_close(struct walk *walk, unsigned pair, size_t offset)
{
	struct marks *open = &walk->open;
	for (size_t i = open->count; i-- > 0;)
		if (open->list[i].pair == pair) {
			drop(open, i);
			/* A pair that is closed inside of one that stays open is crossed only where that one closes
			 * later. */
			return;
		}
	if (pair != PARENTHESIS || !is_list_number(walk, offset))
		push(&walk->stray, (struct mark){(uint8_t)pair, walk->paragraph, offset});
}

/* Whether the innermost mark that is open when `pair` closes is of another kind and closes behind it. */
static bool is_crossed(const struct walk *walk, unsigned pair, size_t offset)
{
	const struct marks *open = &walk->open;
	if (!open->count || open->list[open->count - 1].pair == pair)
		return false;
	bool opened = false;
	for (size_t i = 0; i < open->count; i++)
		opened = opened || open->list[i].pair == pair;
	unsigned inner = open->list[open->count - 1].pair;
	struct str rest = str_slice(walk->text, offset, walk->text.nbytes);
	size_t close = str_find(rest, str_from(pairs[inner].close)),
	       reopened = str_find(rest, str_from(pairs[inner].open));
	return opened && close < rest.nbytes && close < reopened;
}

/* ASCII angle brackets around a title inside of 《》. */
static void take_angle(struct walk *walk, size_t offset)
{
	for (size_t i = 0; i < walk->open.count; i++)
		if (walk->open.list[i].pair == TITLE && text_is_han_at(walk->text, offset + 1)) {
			struct mark mark = {TITLE, walk->paragraph, offset};
			struct str inside = str_slice(walk->text, offset, MAX_INSIDE_NBYTES);
			size_t end = str_find(inside, STR(">"));
			report(walk, ASCII_ANGLES, mark, "<>", end < inside.nbytes ? end + 1 : 1);
			return;
		}
}

/* [2021]30号 for 〔2021〕30号. */
static void take_square(struct walk *walk, size_t offset)
{
	struct str rest = str_slice(walk->text, offset, walk->text.nbytes);
	size_t close = ascii_skip_digits(rest, 1);
	if (close != 5 || close == rest.nbytes || rest.ptr[close] != ']')
		return;
	size_t i = ascii_skip_digits(rest, close + 1);
	if (i > close + 1 && str_starts_with(str_slice(rest, i, 3), STR("号")))
		report(walk, SQUARE_NUMBER, (struct mark){NUMBER_BRACKET, walk->paragraph, offset}, "〔〕", i + 3);
}

static void take_mark(struct walk *walk, size_t offset)
{
	for (unsigned pair = 0; pair < NPAIRS; pair++) {
		if (memcmp(walk->text.ptr + offset, pairs[pair].open, MARK_NBYTES) == 0)
			take_open(walk, pair, offset);
		if (memcmp(walk->text.ptr + offset, pairs[pair].close, MARK_NBYTES) != 0)
			continue;
		if (is_crossed(walk, pair, offset))
			report(walk, CROSSED, (struct mark){(uint8_t)pair, walk->paragraph, offset}, pairs[pair].close,
			       MARK_NBYTES);
		take_close(walk, pair, offset);
	}
}

static bool has_pair(const struct marks *marks, unsigned pair)
{
	for (size_t i = 0; i < marks->count; i++)
		if (marks->list[i].pair == pair)
			return true;
	return false;
}

static void report_pending(struct walk *walk)
{
	for (size_t i = 0; i < walk->pending.count; i++) {
		struct mark mark = walk->pending.list[i];
		report(walk, UNCLOSED, mark, pairs[mark.pair].open, MARK_NBYTES);
	}
	walk->pending.count = 0;
}

/* At the end of a paragraph: what closes something of the one before is no fault. */
static void settle(struct walk *walk)
{
	for (size_t i = 0; i < walk->stray.count;) {
		size_t j = walk->pending.count;
		while (j-- > 0 && walk->pending.list[j].pair != walk->stray.list[i].pair)
			;
		if (j == SIZE_MAX) {
			i++;
			continue;
		}
		drop(&walk->pending, j);
		drop(&walk->stray, i);
	}
	report_pending(walk);
	for (size_t i = 0; i < walk->stray.count; i++) {
		struct mark mark = walk->stray.list[i];
		report(walk, STRAY, mark, pairs[mark.pair].close, MARK_NBYTES);
	}
	for (size_t i = 0; i < walk->nested.count; i++) {
		struct mark mark = walk->nested.list[i];
		if (!has_pair(&walk->open, mark.pair) && !has_pair(&walk->stray, mark.pair))
			report(walk, NESTED, mark, pairs[mark.pair].open, MARK_NBYTES);
	}
	walk->pending.count = walk->open.count;
	memcpy(walk->pending.list, walk->open.list, walk->open.count * sizeof(*walk->open.list));
	walk->open.count = walk->stray.count = walk->nested.count = 0;
}

/* Takes the marks of a paragraph, those before `end`. */
static void walk_paragraph(struct walk *walk, size_t paragraph, const struct literal_hit *hit,
			   const struct literal_hit *end)
{
	size_t start = walk->check->prose->paragraphs[paragraph].offset;
	walk->paragraph = paragraph;
	walk->text = prose_text(walk->check->prose, paragraph);
	for (; hit < end; hit++) {
		char byte = walk->text.ptr[hit->offset - start];
		if (byte == '<')
			take_angle(walk, hit->offset - start);
		else if (byte == '[')
			take_square(walk, hit->offset - start);
		else
			take_mark(walk, hit->offset - start);
	}
	settle(walk);
}

/* Whether brackets at `open` in the raw text hold Chinese words: "(一)" is an ordinal. */
static bool holds_words(struct str text, size_t open)
{
	static const char numerals[] = "一二三四五六七八九十";
	struct str inside = str_slice(text, open + 1, MAX_INSIDE_NBYTES);
	size_t end = str_find(inside, STR(")"));
	for (size_t i = 0; i < end && end < inside.nbytes; i++) {
		if (!text_is_han_at(inside, i))
			continue;
		if (!str_contains(STR(numerals), str_slice(inside, i, MARK_NBYTES)))
			return true;
		i += MARK_NBYTES - 1;
	}
	return false;
}

/* Brackets in the text as it was read: how many of `mark` there are. */
static size_t count_marks(const struct document *document, struct str mark)
{
	size_t count = 0;
	for (size_t i = 0; i < document->nitems; i++) {
		struct str text = document->items[i].text;
		for (size_t at = 0; document->items[i].kind == DOCUMENT_PARAGRAPH && at < text.nbytes;
		     at += mark.nbytes) {
			at += str_find(str_slice(text, at, text.nbytes), mark);
			count += at < text.nbytes;
		}
	}
	return count;
}

/* How far behind byte `at` of the text the next `byte` is, or the end. */
static size_t find_byte(struct str text, size_t at, char byte)
{
	const char *found = memchr(text.ptr + at, byte, text.nbytes - at);
	return found ? (size_t)(found - text.ptr) - at : text.nbytes - at;
}

/* Half-width brackets around Chinese words: one finding for the report, where full-width ones are in the majority (some
 * sites have none at all). The running text has them full-width, so the text as it was read is searched. */
static void check_parentheses(const struct check *check, const struct rule *rule)
{
	struct finding finding = {0};
	for (size_t i = 0; i < check->document->nitems; i++) {
		const struct document_item *item = &check->document->items[i];
		if (item->kind != DOCUMENT_PARAGRAPH)
			continue;
		for (size_t at = 0; (at += find_byte(item->text, at, '(')) < item->text.nbytes; at++) {
			if (!holds_words(item->text, at))
				continue;
			if (!finding.count++) {
				finding = kind_start(rule, VERDICT_FAIL, ASCII_PARENTHESES, item->line);
				finding.count = 1;
				finding.section = item->section;
				finding.part = item->section ? PART_REPORT : PART_PREAMBLE;
				kind_add_text(check, &finding, text_cut(item->text, at, SHOWN_NBYTES));
			}
		}
	}
	if (finding.count && count_marks(check->document, STR("（")) >= finding.count)
		findings_add(check->findings, finding);
}

/* Page numbers stand between the halves of a sentence. */
static bool has_words(struct str text)
{
	for (size_t i = 0; i < text.nbytes; i++)
		if (text_is_han_at(text, i))
			return true;
	return false;
}

static void run(const struct check *check, const struct rule *rule)
{
	struct walk walk = {.check = check, .rule = rule};
	size_t first = check->findings->count;
	const struct literal_hit *end, *hit = literal_hits_from(&check->index->words,
								prose_index_marks(MARKS_BRACKETS), 0, &end);
	for (size_t i = 0; i < check->prose->count; i++) {
		const struct prose_paragraph *p = &check->prose->paragraphs[i];
		const struct literal_hit *here = hit;
		if (i && p->section != p[-1].section)
			report_pending(&walk);
		while (hit < end && hit->offset < p->offset + p->nbytes)
			hit++;
		if ((here < hit || walk.pending.count) && has_words(prose_text(check->prose, i)))
			walk_paragraph(&walk, i, here, hit);
	}
	report_pending(&walk);
	check_parentheses(check, rule);
	text_add_pass(check, rule, first, CLEAN);
}

const struct check_kind wording_brackets = {
	.name = "brackets",
	.run = run,
	.messages = {"unclosed", "stray", "crossed", "nested", "angles", "parentheses", "number", "clean"},
};
