/* Titles of well-known documents, quoted in 《》.
 *
 * Lines of a rule with `check titles`:
 *   title "国务院办公厅关于印发〈…〉的通知" number "国办函〔2020〕109号"
 *     also "…"        other wordings that are right: a short title, the title of what is promulgated
 *
 * A quoted title is compared by its characters without punctuation. One that is within a few edits of a known title,
 * and equal to no accepted wording, is that title misquoted; one that is equal has its inner marks compared as well.
 * Titles that differ more are other documents. The distance is Levenshtein's, in a band of the allowed width. */
#include "base/utf8.h"
#include "check/kinds/text_parts.h"
#include "check/kinds/wording.h"

enum { WORDING, MARKS, NUMBER, CLEAN };
enum { LIST_NUMBERS };
enum {
	MAX_TITLE_CHARS = 80,
	MAX_TITLES = 24,
	MAX_WORDINGS = 16,
	MIN_CHARS = 8,
	PERCENT_EDITS = 12,
	MAX_QUOTE_NBYTES = 480
};

/* The characters of a title without marks and blanks. */
struct letters {
	size_t count;
	uint32_t chars[MAX_TITLE_CHARS];
};

struct title {
	struct str number;
	struct letters number_letters;
	size_t nwordings;
	struct str wordings[MAX_WORDINGS]; /* the first is the full title */
	struct letters letters[MAX_WORDINGS];
};

struct titles {
	size_t count;
	struct title list[MAX_TITLES];
};

static bool is_letter(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
	       (c >= 0x4E00 && c <= 0x9FFF);
}

/* False when there are too many. */
static bool take_letters(struct str text, struct letters *letters)
{
	letters->count = 0;
	for (size_t i = 0; i < text.nbytes;) {
		struct utf8_char c = utf8_decode(str_slice(text, i, UTF8_MAX_NBYTES));
		i += c.nbytes;
		if (!is_letter(c.code_point))
			continue;
		if (letters->count == MAX_TITLE_CHARS)
			return false;
		letters->chars[letters->count++] = c.code_point;
	}
	return true;
}

static bool letters_equal(const struct letters *a, const struct letters *b)
{
	return a->count == b->count && memcmp(a->chars, b->chars, a->count * sizeof(*a->chars)) == 0;
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Levenshtein's distance, or more than `limit` where it is more. */
static size_t distance(const struct letters *a, const struct letters *b, size_t limit)
{
	size_t row[MAX_TITLE_CHARS + 1];
	if (a->count > b->count + limit || b->count > a->count + limit)
		return limit + 1;
	for (size_t j = 0; j <= b->count; j++)
		row[j] = j;
	for (size_t i = 1; i <= a->count; i++) {
		size_t from = i > limit ? i - limit : 1, to = smaller(b->count, i + limit);
		size_t diagonal = row[from - 1], best = limit + 1;
		row[from - 1] = from == 1 ? i : limit + 1;
		for (size_t j = from; j <= to; j++) {
			/* What lies right of the band of the row above is out of reach. */
			size_t above = j < i + limit ? row[j] : limit + 1;
			size_t cost = diagonal + (a->chars[i - 1] != b->chars[j - 1]);
			diagonal = row[j];
			row[j] = smaller(cost, smaller(above, row[j - 1]) + 1);
			best = smaller(best, row[j]);
		}
		if (best > limit)
			return limit + 1;
	}
	return row[b->count];
}

static bool add_wording(struct title *title, const struct tree_node *node, struct error *error)
{
	if (title->nwordings == MAX_WORDINGS ||
	    !take_letters(tree_word_text(node, 1), &title->letters[title->nwordings]))
		return tree_fault(node, 1, error, "a title of more than %d characters, or too many", MAX_TITLE_CHARS);
	title->wordings[title->nwordings++] = tree_word_text(node, 1);
	return true;
}

static bool compile(struct rules *rules, struct arena *arena, struct rule *rule, const struct tree_node *node,
		    struct error *error)
{
	(void)rules;
	if (!rule->data)
		rule->data = arena_alloc(arena, 1, sizeof(struct titles));
	struct titles *titles = rule->data;
	if (!tree_word_is(node, 0, "title") || node->nwords != 4 || !tree_word_is(node, 2, "number"))
		return tree_fault(node, 0, error, "expected: title \"text\" number \"text\"");
	if (titles->count == MAX_TITLES)
		return tree_fault(node, 0, error, "more than %d titles", MAX_TITLES);
	struct title *title = &titles->list[titles->count++];
	title->number = tree_word_text(node, 3);
	take_letters(title->number, &title->number_letters);
	if (!add_wording(title, node, error))
		return false;
	for (const struct tree_node *child = node->first_child; child; child = child->next) {
		if (!tree_word_is(child, 0, "also") || child->nwords != 2)
			return tree_fault(child, 0, error, "expected: also \"text\"");
		if (!add_wording(title, child, error))
			return false;
	}
	return true;
}

/* A title quoted in the text: what stands in the outer 《》, or up to the bracket of its number where 》 is missing. */
struct quoted {
	size_t paragraph;
	struct str whole;               /* with the marks */
	struct str inside;
	bool closed;
	struct str number;              /* what follows in （）, or empty */
};

static bool is_mark(struct str text, size_t i, const char *mark)
{
	return str_starts_with(str_slice(text, i, 3), str_from(mark));
}

/* Reads the title that opens at `open` in `text`. */
static struct quoted read_quoted(const struct rule *rule, struct str text, size_t open, size_t paragraph)
{
	struct quoted quoted = {.paragraph = paragraph};
	size_t depth = 0, i = open;
	for (; i + 3 <= text.nbytes && i < open + MAX_QUOTE_NBYTES; i++) {
		/* The marks begin with E3 or EF. */
		if (text.ptr[i] != '\xE3' && text.ptr[i] != '\xEF')
			continue;
		if (is_mark(text, i, "《"))
			depth++;
		if (is_mark(text, i, "》") && --depth == 0)
			break;
		if (is_mark(text, i, "。") ||
		    (is_mark(text, i, "（") &&
		     text_starts_with_word(str_slice(text, i + 3, text.nbytes), &rule->lists[LIST_NUMBERS])))
			break;
	}
	quoted.closed = is_mark(text, i, "》");
	quoted.inside = str_slice(text, open + 3, i - open - 3);
	size_t end = quoted.closed ? i + 3 : i;
	quoted.whole = str_slice(text, open, end - open);
	if (is_mark(text, end, "（")) {
		struct str rest = str_slice(text, end + 3, MAX_QUOTE_NBYTES);
		size_t close = str_find(rest, STR("）"));
		quoted.number = str_slice(rest, 0, close < rest.nbytes ? close : 0);
	}
	return quoted;
}

static void report(const struct check *check, const struct rule *rule, size_t message, const struct quoted *quoted,
		   struct str part, struct str right)
{
	struct finding finding = kind_start_at(check, rule, VERDICT_FAIL, message, quoted->paragraph, part);
	if (check->prose->paragraphs[quoted->paragraph].nruns > 1)
		finding.cause = CAUSE_UNKNOWN;
	finding.count = 1;
	kind_add_text(check, &finding, part);
	kind_add_text(check, &finding, right);
	findings_add(check->findings, finding);
}

/* The number behind the title is another one: only where it begins with the same letters up to the year. */
static void check_number(const struct check *check, const struct rule *rule, const struct title *title,
			 const struct quoted *quoted)
{
	struct letters letters;
	if (!quoted->number.nbytes || !take_letters(quoted->number, &letters) || letters.count < 4 ||
	    letters.chars[0] != title->number_letters.chars[0] || letters.chars[1] != title->number_letters.chars[1])
		return;
	if (!letters_equal(&letters, &title->number_letters) &&
	    distance(&letters, &title->number_letters, 3) <= 3)
		report(check, rule, NUMBER, quoted, quoted->number, title->number);
}

/* The kind of bracket at `i`: 1 for one that opens, 2 for one that closes, 0 for none; `*nbytes` is its length. */
static int bracket_at(struct str text, size_t i, size_t *nbytes)
{
	static const char *const brackets[][2] = {{"《", "》"}, {"〈", "〉"}, {"＜", "＞"}, {"<", ">"}};
	struct str at = str_slice(text, i, text.nbytes);
	unsigned char first = (unsigned char)text.ptr[i];
	*nbytes = 1;
	if (first != 0xE3 && first != 0xEF && first != '<' && first != '>')
		return 0;
	for (size_t k = 0; k < sizeof(brackets) / sizeof(*brackets); k++)
		for (int side = 0; side < 2; side++)
			if (str_starts_with(at, str_from(brackets[k][side]))) {
				*nbytes = strlen(brackets[k][side]);
				return side + 1;
			}
	return 0;
}

/* Whether two titles are equal but for the kind of their inner brackets, which W-BRKT looks at. */
static bool same_marks(struct str a, struct str b)
{
	size_t i = 0, j = 0, n, m;
	if (str_equal(a, b))
		return true;
	while (i < a.nbytes && j < b.nbytes) {
		int bracket = bracket_at(a, i, &n);
		if (bracket != bracket_at(b, j, &m) || (!bracket && a.ptr[i] != b.ptr[j]))
			return false;
		i += n;
		j += m;
	}
	return i == a.nbytes && j == b.nbytes;
}

static void check_marks(const struct check *check, const struct rule *rule, const struct title *title, size_t wording,
			const struct quoted *quoted)
{
	if (!quoted->closed || !same_marks(quoted->inside, title->wordings[wording]))
		report(check, rule, MARKS, quoted, quoted->whole, title->wordings[wording]);
}

static void check_quoted(const struct check *check, const struct rule *rule, const struct quoted *quoted)
{
	const struct titles *titles = rule->data;
	struct letters letters;
	const struct title *near = NULL;
	size_t near_wording = 0, near_distance = SIZE_MAX;
	if (!take_letters(quoted->inside, &letters) || letters.count < MIN_CHARS)
		return;
	for (size_t i = 0; i < titles->count; i++) {
		const struct title *title = &titles->list[i];
		for (size_t j = 0; j < title->nwordings; j++) {
			if (letters_equal(&letters, &title->letters[j])) {
				check_marks(check, rule, title, j, quoted);
				check_number(check, rule, title, quoted);
				return;
			}
			size_t limit = title->letters[j].count * PERCENT_EDITS / 100;
			size_t edits = limit ? distance(&letters, &title->letters[j], limit) : 1;
			if (edits > limit || edits >= near_distance)
				continue;
			near = title;
			near_wording = j;
			near_distance = edits;
		}
	}
	if (!near)
		return;
	report(check, rule, WORDING, quoted, quoted->whole, near->wordings[near_wording]);
	check_number(check, rule, near, quoted);
}

static void run(const struct check *check, const struct rule *rule)
{
	size_t first = check->findings->count;
	for (size_t i = 0; rule->data && prose_index_next_marked(check->index, MARKS_TITLE, &i); i++) {
		struct str text = prose_text(check->prose, i);
		for (size_t at = 0; at < text.nbytes; at++) {
			at += str_find(str_slice(text, at, text.nbytes), STR("《"));
			if (at == text.nbytes)
				break;
			struct quoted quoted = read_quoted(rule, text, at, i);
			check_quoted(check, rule, &quoted);
			at += quoted.whole.nbytes - 1;
		}
	}
	text_add_pass(check, rule, first, CLEAN);
}

const struct check_kind wording_titles = {
	.name = "titles",
	.run = run,
	.compile = compile,
	.messages = {"wording", "marks", "number", "clean"},
	.lists = {"numbers"},
};
