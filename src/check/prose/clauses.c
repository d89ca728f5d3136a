#include "check/prose/clauses.h"

#include "base/ascii.h"
#include "check/prose/spots.h"

enum { MARK_NBYTES = 3, MODIFIER_MAX_NBYTES = 9 }; /* a Chinese character has three bytes, too */

enum mark { MARK_NONE, MARK_CLAUSE, MARK_SENTENCE, MARK_OPENING, MARK_CLOSING };

/* The mark of punctuation at byte `i`. All of them have three bytes and begin with E3 80 or EF BC. */
static inline enum mark mark_at(struct str text, size_t i)
{
	if (i + MARK_NBYTES > text.nbytes)
		return MARK_NONE;
	const unsigned char *bytes = (const unsigned char *)text.ptr + i;
	if (bytes[0] == 0xE3 && bytes[1] == 0x80)
		return bytes[2] == 0x81 ? MARK_CLAUSE : bytes[2] == 0x82 ? MARK_SENTENCE : MARK_NONE; /* 、。 */
	if (bytes[0] != 0xEF || bytes[1] != 0xBC)
		return MARK_NONE;
	switch (bytes[2]) {
	case 0x8C: /* ， */
	case 0x9B: /* ； */
	case 0x9A: /* ： */
		return MARK_CLAUSE;
	case 0x81: /* ！ */
	case 0x9F: /* ？ */
		return MARK_SENTENCE;
	case 0x88:
		return MARK_OPENING;
	case 0x89:
		return MARK_CLOSING;
	default:
		return MARK_NONE;
	}
}

/* The number whose digits begin at `i`, with the word before it that makes it inexact; that is not looked for before
 * byte `least`. */
static bool read_number(const struct quantity_words *words, struct str text, size_t i, size_t least,
			struct quantity *quantity)
{
	bool inexact = quantity_words_roles_before(words, text, i) & QUANTITY_BEFORE_END &&
		       quantity_words_end_at(words, text, i, QUANTITY_BEFORE_END);
	for (size_t back = inexact ? MODIFIER_MAX_NBYTES : 0; back; back -= MARK_NBYTES)
		if (i >= least + back && ((unsigned char)text.ptr[i - back] & 0xC0) == 0xC0 &&
		    quantity_read_count(words, text, i - back, quantity) && quantity->digits.ptr == text.ptr + i)
			return true;
	return quantity_read_count(words, text, i, quantity);
}

/* Whether there is nothing between two numbers but what joins them: 70、48, 70和48. */
static bool is_joint(struct str gap)
{
	if (gap.nbytes != MARK_NBYTES)
		return false;
	static const char *const joints[] = {"、", "和", "，", "及", "与"};
	for (size_t i = 0; i < sizeof(joints) / sizeof(*joints); i++)
		if (memcmp(gap.ptr, joints[i], MARK_NBYTES) == 0)
			return true;
	return false;
}

/* Whether a number has the unit of the one that follows, or is joined to the one before it. */
static bool is_joined(const struct mention *mention)
{
	return mention->unit.ptr != mention->quantity.unit.ptr || is_joint(mention->gap);
}

/* Gives numbers without a unit that of the number they are joined to, and leaves out those that count nothing. */
static void settle_units(struct clauses *clauses, struct mention *list)
{
	size_t kept = 0;
	for (size_t i = clauses->count; i-- > 0;) {
		struct mention *mention = &list[i];
		if (!mention->unit.nbytes && i + 1 < clauses->count && is_joint(mention->behind))
			mention->unit = list[i + 1].unit;
	}
	for (size_t i = 0; i < clauses->count; i++) {
		const struct mention *mention = &list[i];
		bool ends_clause = !mention->behind.nbytes || mark_at(mention->behind, 0) != MARK_NONE;
		bool counts = mention->unit.nbytes || (ends_clause && (mention->label.nbytes || is_joined(mention)));
		if (counts && kept++ != i)
			list[kept - 1] = *mention;
		else if (!counts && kept)
			list[kept - 1].behind.nbytes =
				(size_t)(mention->behind.ptr + mention->behind.nbytes - list[kept - 1].behind.ptr);
	}
	clauses->count = kept;
	for (size_t i = 0; i < kept; i++) {
		struct mention *mention = &list[i];
		mention->gap = i ? list[i - 1].behind : mention->gap;
		if (!i)
			mention->gap =
				str_slice(clauses->text, 0, (size_t)(mention->quantity.text.ptr - clauses->text.ptr));
	}
}

/* How far a paragraph is read. */
struct progress {
	size_t clause;                  /* where the clause begins */
	size_t last;                    /* behind the last number */
	uint16_t sentence;
	uint8_t depth;
};

/* Takes the number whose digits begin at byte `i`: where the text goes on behind it. */
static size_t take_number(struct clauses *clauses, const struct quantity_words *words, size_t i, struct progress *at,
			  struct mention *list)
{
	struct str text = clauses->text;
	struct mention *mention = &list[clauses->count];
	size_t label = at->clause > at->last ? at->clause : at->last;
	if (!read_number(words, text, i, label, &mention->quantity)) {
		i = ascii_skip_digits(text, i);
		while (i < text.nbytes && text.ptr[i] == '.' && ascii_is_digit_at(text, i + 1))
			i = ascii_skip_digits(text, i + 1);
		return i;
	}
	size_t start = (size_t)(mention->quantity.text.ptr - text.ptr);
	mention->unit = mention->quantity.unit;
	mention->gap = str_slice(text, at->last, start - at->last);
	mention->label = str_slice(text, label, start - label);
	mention->sentence = at->sentence;
	mention->depth = at->depth;
	if (clauses->count)
		list[clauses->count - 1].behind = mention->gap;
	clauses->count++;
	at->last = quantity_end(&mention->quantity, text);
	return at->last;
}

void clauses_read(struct clauses *clauses, const struct quantity_words *words, struct str text, const uint64_t *spots,
		  size_t offset, struct mention list[CLAUSES_MAX_MENTIONS])
{
	struct progress at = {0};
	struct spots_left left = spots_from(spots, offset);
	*clauses = (struct clauses){.text = text, .list = list};
	for (size_t i; (i = spots_take(&left, offset + text.nbytes) - offset) < text.nbytes;) {
		if (ascii_is_digit_at(text, i)) {
			clauses->cut = clauses->count == CLAUSES_MAX_MENTIONS;
			if (clauses->cut)
				break;
			left = spots_from(spots, offset + take_number(clauses, words, i, &at, list));
			continue;
		}
		enum mark mark = mark_at(text, i);
		if (mark == MARK_NONE)
			continue;
		at.clause = i + MARK_NBYTES;
		at.sentence = (uint16_t)(at.sentence + (mark == MARK_SENTENCE));
		/* A bracket that was never closed ends with its sentence. */
		at.depth = mark == MARK_SENTENCE
				   ? 0
				   : (uint8_t)(at.depth + (mark == MARK_OPENING) - (mark == MARK_CLOSING && at.depth));
	}
	if (clauses->count)
		list[clauses->count - 1].behind = str_slice(text, at.last, text.nbytes - at.last);
	settle_units(clauses, list);
}

size_t clauses_begin(struct str text, const struct rule_list *words)
{
	size_t longest = 0;
	for (size_t i = 0; text.nbytes && i < words->count; i++) {
		struct str word = words->words[i];
		/* The last byte tells most words apart. */
		if (word.nbytes > longest && word.nbytes <= text.nbytes &&
		    word.ptr[word.nbytes - 1] == text.ptr[word.nbytes - 1] && str_starts_with(text, word))
			longest = word.nbytes;
	}
	return longest;
}

bool clauses_open(const struct clauses *clauses, struct str gap, const struct rule_list *words, size_t *offset)
{
	bool found = false;
	if (!clauses_hold(clauses, gap, words))
		return false;
	for (size_t i = 0; i < gap.nbytes;) {
		bool marked = mark_at(gap, i) != MARK_NONE;
		if (i && !marked) {
			i++;
			continue;
		}
		i += marked ? MARK_NBYTES : 0;
		size_t nbytes = clauses_begin(str_slice(gap, i, gap.nbytes), words);
		if (nbytes) {
			found = true;
			*offset = i + nbytes;
		}
		i += marked ? 0 : 1;
	}
	return found;
}

/* The last byte tells most words apart. */
static inline bool is_same_word(struct str a, struct str b)
{
	if (a.nbytes == MARK_NBYTES && b.nbytes == MARK_NBYTES)
		return memcmp(a.ptr, b.ptr, MARK_NBYTES) == 0;
	return a.nbytes == b.nbytes && (!a.nbytes || (a.ptr[a.nbytes - 1] == b.ptr[b.nbytes - 1] && str_equal(a, b)));
}

bool clauses_is_one(struct str word, const struct rule_list *words)
{
	for (size_t i = 0; i < words->count; i++)
		if (is_same_word(word, words->words[i]))
			return true;
	return false;
}

bool clauses_same_unit(struct str a, struct str b, const struct rule_list *alike)
{
	return is_same_word(a, b) || (clauses_is_one(a, alike) && clauses_is_one(b, alike));
}
