#include "index/pinyin.h"

#include "base/fold.h"
#include "base/utf8.h"

/* What an ideograph's readings begin with: a bit for each letter ('a' is bit 0), and the number of the first reading's
 * letter from bit 26 on. pinyin_set_of has the number of this set for each of them from U+4E00 to U+9FFF. */
#include "index/pinyin_table.h"

enum { FIRST_IDEOGRAPH = 0x4E00, LAST_IDEOGRAPH = 0x9FFF, NLETTERS = 26 };

static inline uint32_t find_set(uint32_t c)
{
	return c >= FIRST_IDEOGRAPH && c <= LAST_IDEOGRAPH ? pinyin_sets[pinyin_set_of[c - FIRST_IDEOGRAPH]] : 0;
}

/* The character at `*at`, and `*at` moved behind it. Ideographs take the short way. */
static inline uint32_t next_char(struct str text, size_t *at)
{
	const unsigned char *p = (const unsigned char *)text.ptr + *at;
	if (*p < 0x80) {
		++*at;
		return *p;
	}
	if (utf8_leads_ideograph(*p) && text.nbytes - *at >= 3 && utf8_is_tail(p[1]) && utf8_is_tail(p[2])) {
		*at += 3;
		return (uint32_t)((p[0] & 0x0F) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F));
	}
	struct utf8_char c = utf8_decode(str_slice(text, *at, text.nbytes));
	*at += c.nbytes;
	return c.code_point;
}

static bool is_blank(uint32_t folded)
{
	return folded == ' ' || (folded >= '\t' && folded <= '\r');
}

static bool compile(struct pinyin_query *query, struct str text, bool split)
{
	size_t nchars = 0, at = 0;
	bool in_word = false;
	query->nwords = 0;
	while (at < text.nbytes) {
		uint32_t c = fold_width_and_case(next_char(text, &at));
		if (split && is_blank(c)) {
			in_word = false;
			continue;
		}
		if (nchars == PINYIN_MAX_CHARS || (!in_word && query->nwords == PINYIN_MAX_WORDS))
			return false;
		query->nwords = (uint8_t)(query->nwords + !in_word);
		in_word = true;
		query->chars[nchars++] = c;
		query->word_ends[query->nwords - 1] = (uint8_t)nchars;
	}
	return true;
}

bool pinyin_compile(struct pinyin_query *query, struct str text)
{
	return compile(query, text, true);
}

bool pinyin_compile_word(struct pinyin_query *query, struct str text)
{
	return compile(query, text, false);
}

/* The bit that a letter has in the sets; 0 for other characters. */
static inline uint32_t letter_bit(uint32_t folded)
{
	return folded - 'a' < NLETTERS ? UINT32_C(1) << (folded - 'a') : 0;
}

static inline bool char_matches(uint32_t wanted, uint32_t bit, uint32_t c)
{
	return wanted == fold_width_and_case(c) || (find_set(c) & bit);
}

/* Whether a word goes on matching at `at`, behind its first character. Sets the end. */
static bool match_rest(const uint32_t *chars, const uint32_t *end, struct str name, size_t at, size_t *match_end)
{
	while (chars < end) {
		*match_end = at;
		if (at == name.nbytes)
			return false;
		uint32_t c = next_char(name, &at);
		if (char_matches(*chars, letter_bit(*chars), c))
			chars++;
		else if (c == '/' || fold_char(c))
			return false;
	}
	*match_end = at;
	return true;
}

static bool match_word(const uint32_t *chars, const uint32_t *end, struct str name, struct pinyin_range *range)
{
	uint32_t bit = letter_bit(*chars);
	size_t at = 0;
	while (at < name.nbytes) {
		size_t start = at;
		if (char_matches(*chars, bit, next_char(name, &at)) &&
		    match_rest(chars + 1, end, name, at, &range->end)) {
			range->start = start;
			return true;
		}
	}
	return false;
}

bool pinyin_match(const struct pinyin_query *query, struct str name, struct pinyin_range *ranges)
{
	const uint32_t *chars = query->chars;
	for (size_t i = 0; i < query->nwords; i++) {
		struct pinyin_range range;
		const uint32_t *end = query->chars + query->word_ends[i];
		if (!match_word(chars, end, name, &range))
			return false;
		if (ranges)
			ranges[i] = range;
		chars = end;
	}
	return true;
}

/* Ideographs without a reading come behind z, other characters before a. */
static uint32_t rank(uint32_t c)
{
	if (c < FIRST_IDEOGRAPH || c > LAST_IDEOGRAPH)
		return c < FIRST_IDEOGRAPH ? 0 : NLETTERS + 1;
	uint32_t set = find_set(c);
	return set ? 1 + (set >> NLETTERS) : NLETTERS + 1;
}

/* Whether the byte at `at` can only go on with a character that began before it. */
static bool is_inside_char(struct str text, size_t at)
{
	return at < text.nbytes && utf8_is_tail(text.ptr[at]);
}

int pinyin_compare(struct str a, struct str b)
{
	/* What is equal at the beginning is passed over, back to the beginning of a character. */
	size_t i = 0, j;
	while (i < a.nbytes && i < b.nbytes && a.ptr[i] == b.ptr[i])
		i++;
	while (i && (is_inside_char(a, i) || is_inside_char(b, i)))
		i--;
	j = i;
	while (i < a.nbytes && j < b.nbytes) {
		size_t start = i;
		uint32_t x = next_char(a, &i), y = next_char(b, &j);
		if (x == y && i - start == j - start)
			continue;
		uint32_t first = rank(x), second = rank(y);
		if (first != second)
			return first < second ? -1 : 1;
		if (x != y)
			return x < y ? -1 : 1;
	}
	return str_compare(a, b);
}
