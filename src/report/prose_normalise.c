#include "report/prose_normalise.h"

#include <stdint.h>

#include "base/utf8.h"
#include "base/utf8_clean.h"
#include "base/wide.h"

/* What stands between Chinese characters in its full-width form, whatever the source has. */
static uint32_t widen_mark(uint32_t c)
{
	switch (c) {
	case '(':
		return 0xFF08;
	case ')':
		return 0xFF09;
	case ',':
		return 0xFF0C;
	case ';':
		return 0xFF1B;
	case ':':
		return 0xFF1A;
	case '?':
		return 0xFF1F;
	case '!':
		return 0xFF01;
	default:
		return c;
	}
}

/* Full-width letters, digits and signs of numbers in their half-width form. */
static uint32_t narrow(uint32_t c)
{
	if ((c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A) ||
	    c == 0xFF05 || c == 0xFF0B || c == 0xFF0D || c == 0xFF0E)
		return c - 0xFEE0;
	if (c == 0xFE6A)
		return '%';
	return c;
}

static bool is_blank(uint32_t c)
{
	return c <= ' ' || c == 0xA0 || c == 0x3000 || c == 0xFEFF || (c >= 0x2000 && c <= 0x200F) || c == 0x202F ||
	       c == 0x2060;
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool is_latin(uint32_t c)
{
	return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static uint32_t next_char(struct str text, size_t *i)
{
	struct utf8_char c = utf8_decode(str_slice(text, *i, text.nbytes));
	*i += c.nbytes;
	return narrow(c.code_point);
}

/* The character at `i`, or 0 at the end. */
static uint32_t peek(struct str text, size_t i)
{
	return i < text.nbytes ? next_char(text, &i) : 0;
}

/* Whether exactly three digits follow at `i`, as behind a thousands separator. */
static bool three_digits_follow(struct str text, size_t i)
{
	for (int n = 0; n < 3; n++)
		if (!is_digit(peek(text, i)) || !next_char(text, &i))
			return false;
	return !is_digit(peek(text, i));
}

static void append_char(struct strbuf *out, uint32_t c)
{
	char bytes[4];
	strbuf_append(out, (struct str){bytes, utf8_encode(c, bytes)});
}

/* How far a text is. */
struct progress {
	size_t i;
	uint32_t before;                /* the character that was written last, 0 at the beginning */
	bool blank;                     /* there were blanks behind it */
};

/* Takes the next character. */
static void normalise_char(struct strbuf *out, struct str text, struct progress *at)
{
	uint32_t c = next_char(text, &at->i);
	if (is_blank(c)) {
		at->blank = true;
		return;
	}
	/* Marks of emphasis that a conversion left. */
	if (c == '*' && peek(text, at->i) == '*') {
		at->i++;
		return;
	}
	uint32_t after = peek(text, at->i);
	if ((c == ',' || c == 0xFF0C) && is_digit(at->before) && !at->blank && three_digits_follow(text, at->i))
		return;
	if (at->blank && is_latin(at->before) && is_latin(c))
		append_char(out, ' ');
	at->blank = false;
	bool inside_latin = is_latin(at->before) && (is_latin(after) || after == '/') && (c == ':' || c == ',');
	c = inside_latin ? c : widen_mark(c);
	append_char(out, c);
	at->before = c;
}

void prose_normalise_plain(struct strbuf *out, struct str text)
{
	struct progress at = {0};
	while (at.i < text.nbytes)
		normalise_char(out, text, &at);
}

/* ---- Stretches that stay as they are ---- */

/* Whether a character that begins with this byte may be changed, or may change what stands beside it. */
static bool is_suspect(unsigned char byte)
{
	return byte < 0x80 ? !is_latin(byte) : byte == 0xC2 || byte == 0xE2 || byte == 0xE3 || byte == 0xEF;
}

/* The length of a suspect character when it stays as it is all the same, else 0. */
static size_t unchanged_nbytes(const unsigned char *p, bool behind_digit)
{
	switch (p[0]) {
	case 0xC2:
		return p[1] == 0xA0 ? 0 : 2;
	case 0xE2: /* U+2000 to U+200F, U+202F and U+2060 are blanks */
		return (p[1] == 0x80 && (p[2] < 0x90 || p[2] == 0xAF)) || (p[1] == 0x81 && p[2] == 0xA0) ? 0 : 3;
	case 0xE3:
		return p[1] == 0x80 && p[2] == 0x80 ? 0 : 3;
	case 0xEF: /* ！（）：；？ and the comma, unless it may separate thousands */
		return p[1] == 0xBC && (p[2] == 0x81 || p[2] == 0x88 || p[2] == 0x89 || p[2] == 0x9A || p[2] == 0x9B ||
					p[2] == 0x9F || (p[2] == 0x8C && !behind_digit))
			       ? 3
			       : 0;
	default:
		return p[0] > ' ' && p[0] != '*' && widen_mark(p[0]) == p[0];
	}
}

/* Whether the suspect character at byte `i` stays as it is, in a text that does so from `start` on; `behind_digit` is
 * of `start`. What is too near the end to be looked at is left to normalise_char(). */
static inline bool is_unchanged(struct str text, size_t start, size_t i, bool behind_digit)
{
	if (i + 3 > text.nbytes)
		return false;
	if (i > start)
		behind_digit = is_digit((unsigned char)text.ptr[i - 1]);
	return unchanged_nbytes((const unsigned char *)text.ptr + i, behind_digit);
}

static size_t find_change_plain(struct str text, size_t start, bool behind_digit)
{
	size_t i = start;
	while (i < text.nbytes &&
	       (!is_suspect((unsigned char)text.ptr[i]) || is_unchanged(text, start, i, behind_digit)))
		i++;
	return i;
}

#ifdef HAS_WIDE

WIDE static inline uint32_t suspects_in_block(const char *p)
{
	__m256i bytes = wide_load(p);
	__m256i latin = _mm256_or_si256(wide_among(bytes, '0', 10),
					wide_among(_mm256_or_si256(bytes, _mm256_set1_epi8(0x20)), 'a', 26));
	__m256i leads = _mm256_or_si256(_mm256_or_si256(wide_equal(bytes, (char)0xC2), wide_equal(bytes, (char)0xEF)),
					wide_among(bytes, (char)0xE2, 2));
	uint32_t kept = wide_mask(_mm256_or_si256(bytes, latin));
	return ~kept | wide_mask(leads);
}

/* Thirty-two bytes at a time; the last ones together with what comes before them. */
WIDE static size_t find_change_wide(struct str text, size_t start, bool behind_digit)
{
	for (size_t i = start; i < text.nbytes; i += WIDE_NBYTES) {
		size_t block = i + WIDE_NBYTES <= text.nbytes ? i : text.nbytes - WIDE_NBYTES;
		uint32_t found = suspects_in_block(text.ptr + block) >> (i - block);
		for (; found; found &= found - 1) {
			size_t place = i + (size_t)__builtin_ctz(found);
			if (!is_unchanged(text, start, place, behind_digit))
				return place;
		}
	}
	return text.nbytes;
}

#endif

/* The first byte at or behind `start` that may not stay as it is; `behind_digit`: a digit was written last. */
static size_t find_change(struct str text, size_t start, bool behind_digit)
{
#ifdef HAS_WIDE
	if (text.nbytes >= WIDE_NBYTES && wide_is_there())
		return find_change_wide(text, start, behind_digit);
#endif
	return find_change_plain(text, start, behind_digit);
}

void prose_normalise_valid(struct strbuf *out, struct str text)
{
	struct progress at = {0};
	while (at.i < text.nbytes) {
		size_t end = find_change(text, at.i, is_digit(at.before) && !at.blank);
		struct str same = str_slice(text, at.i, end - at.i);
		if (!same.nbytes) {
			normalise_char(out, text, &at);
			continue;
		}
		unsigned char last = (unsigned char)same.ptr[same.nbytes - 1];
		if (at.blank && is_latin(at.before) && is_latin((unsigned char)same.ptr[0]))
			append_char(out, ' ');
		strbuf_append(out, same);
		at.i += same.nbytes;
		at.before = last < 0x80 ? last : 0x3001; /* like all others neither digit nor letter */
		at.blank = false;
	}
}

void prose_normalise(struct strbuf *out, struct str text)
{
	if (utf8_is_clean(text))
		prose_normalise_valid(out, text);
	else
		prose_normalise_plain(out, text);
}
