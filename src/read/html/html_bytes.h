/* Looking for bytes in a page, sixteen at a time where the processor can (SSE2 is part of every x86-64). Each function
 * has a plain form, which is what it means and what it is tested against. Private to src/read/html/. */
#ifndef GOUJI_READ_HTML_HTML_BYTES_H
#define GOUJI_READ_HTML_HTML_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__) && defined(__GNUC__)
#define HTML_BYTES_WIDE 1
#include <emmintrin.h>
#endif

/* The beginning of a name as a number, its first byte the lowest, with small letters for capital ones; and how long all
 * of it is. */
struct html_name {
	uint64_t key;                   /* of its first eight bytes */
	size_t nbytes;
};

/* The bit that makes a letter a small one, in all bytes of a key; no other byte of a name becomes one of a known
 * name. */
#define HTML_SMALL UINT64_C(0x2020202020202020)

/* The key of a name of up to six bytes, with zeros behind it. */
#define HTML_KEY(a, b, c, d, e, f) \
	((uint64_t)(a) | (uint64_t)(b) << 8 | (uint64_t)(c) << 16 | (uint64_t)(d) << 24 | (uint64_t)(e) << 32 | \
	 (uint64_t)(f) << 40)

static inline bool html_is_blank(char byte)
{
	return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

/* Whether a byte ends the name of an element or an attribute. What else no name holds is left in it: such a name is not
 * known. */
static inline bool html_ends_name(char byte)
{
	return (signed char)byte < '0' || byte == '=' || byte == '>';
}

static inline struct html_name html_name_plain(const char *p, const char *end)
{
	struct html_name name = {0, 0};
	for (; p < end && !html_ends_name(*p); p++, name.nbytes++)
		if (name.nbytes < sizeof(name.key))
			name.key |= (uint64_t)(unsigned char)(*p | ' ') << 8 * name.nbytes;
	return name;
}

/* Whether a byte ends an attribute's value, or may not stand in one that is plain: that has no references, and no
 * U+FFFE or U+FFFF, which EF begins. */
static inline bool html_ends_value(char byte, char quote)
{
	bool control = (unsigned char)byte < ' ' && byte != '\n' && byte != '\t';
	return byte == quote || byte == '<' || byte == '&' || control || byte == 0x7F || byte == '\xef';
}

static inline const char *html_value_end_plain(const char *p, const char *end, char quote)
{
	while (p < end && !html_ends_value(*p, quote))
		p++;
	return p;
}

/* Whether a cell begins or a row ends at `p`. */
static inline bool html_begins_part(const char *p, const char *end)
{
	if (end - p < 4 || p[0] != '<')
		return false;
	return (p[1] == 't' && (p[2] == 'd' || p[2] == 'h')) || (p[1] == '/' && p[2] == 't' && p[3] == 'r');
}

/* The first ">" from `p` on that no tag is behind, or else one of those; or `end`. */
static inline const char *html_last_bracket_plain(const char *p, const char *end)
{
	for (; p < end; p++)
		if (*p == '>' && (end - p < 5 || p[1] != '<' || html_begins_part(p + 1, end)))
			return p;
	return end;
}

/* Whether no word goes on at `p`: a blank (ASCII, U+00A0, U+3000), markup, or U+FFFE or U+FFFF. */
static inline bool html_ends_word(const unsigned char *p, const unsigned char *end)
{
	if (*p <= ' ' || *p == '<' || *p == '&')
		return true;
	if (*p == 0xC2)
		return end - p > 1 && p[1] == 0xA0;
	if (end - p < 3)
		return false;
	return (*p == 0xE3 && p[1] == 0x80 && p[2] == 0x80) || (*p == 0xEF && p[1] == 0xBF && p[2] >= 0xBE);
}

static inline const char *html_word_end_plain(const char *p, const char *end)
{
	while (p < end && !html_ends_word((const unsigned char *)p, (const unsigned char *)end))
		p++;
	return p;
}

#ifdef HTML_BYTES_WIDE

enum { HTML_BYTES_STEP = 16 };

static inline __m128i html_load(const char *p)
{
	return _mm_loadu_si128((const __m128i *)(const void *)p);
}

static inline __m128i html_equal(__m128i bytes, int byte)
{
	return _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)byte));
}

static inline struct html_name html_take_name(const char *p, const char *end)
{
	if (end - p < HTML_BYTES_STEP)
		return html_name_plain(p, end);
	__m128i bytes = html_load(p);
	__m128i ends = _mm_or_si128(_mm_cmplt_epi8(bytes, _mm_set1_epi8('0')),
				    _mm_or_si128(html_equal(bytes, '='), html_equal(bytes, '>')));
	unsigned mask = (unsigned)_mm_movemask_epi8(ends);
	if (!mask)
		return html_name_plain(p, end);
	struct html_name name = {0, (size_t)__builtin_ctz(mask)};
	__builtin_memcpy(&name.key, p, sizeof(name.key));
	name.key |= HTML_SMALL;
	if (name.nbytes < sizeof(name.key))
		name.key &= (UINT64_C(1) << 8 * name.nbytes) - 1;
	return name;
}

static inline const char *html_find_value_end(const char *p, const char *end, char quote)
{
	for (; end - p >= HTML_BYTES_STEP; p += HTML_BYTES_STEP) {
		__m128i bytes = html_load(p);
		__m128i ends = _mm_or_si128(_mm_or_si128(html_equal(bytes, quote), html_equal(bytes, '<')),
					    _mm_or_si128(html_equal(bytes, '&'), html_equal(bytes, 0x7F)));
		/* As bytes without a sign. */
		__m128i low = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8(' ' - 1)), bytes);
		low = _mm_andnot_si128(_mm_or_si128(html_equal(bytes, '\n'), html_equal(bytes, '\t')), low);
		ends = _mm_or_si128(ends, _mm_or_si128(low, html_equal(bytes, 0xEF)));
		unsigned mask = (unsigned)_mm_movemask_epi8(ends);
		if (mask)
			return p + __builtin_ctz(mask);
	}
	return html_value_end_plain(p, end, quote);
}

static inline const char *html_find_last_bracket(const char *p, const char *end)
{
	for (; end - p >= HTML_BYTES_STEP + 4; p += HTML_BYTES_STEP) {
		__m128i second = html_load(p + 2), third = html_load(p + 3);
		__m128i cell = _mm_and_si128(html_equal(second, 't'),
					     _mm_or_si128(html_equal(third, 'd'), html_equal(third, 'h')));
		__m128i row = _mm_and_si128(_mm_and_si128(html_equal(second, '/'), html_equal(third, 't')),
					    html_equal(html_load(p + 4), 'r'));
		__m128i goes_on = _mm_andnot_si128(_mm_or_si128(cell, row), html_equal(html_load(p + 1), '<'));
		unsigned mask = (unsigned)_mm_movemask_epi8(_mm_andnot_si128(goes_on, html_equal(html_load(p), '>')));
		if (mask)
			return p + __builtin_ctz(mask);
	}
	return html_last_bracket_plain(p, end);
}

static inline const char *html_find_word_end(const char *p, const char *end)
{
	for (; end - p >= HTML_BYTES_STEP + 2; p += HTML_BYTES_STEP) {
		__m128i first = html_load(p), second = html_load(p + 1), third = html_load(p + 2);
		/* As bytes without a sign. */
		__m128i low = _mm_cmpeq_epi8(_mm_min_epu8(first, _mm_set1_epi8(' ')), first);
		__m128i last = _mm_cmpeq_epi8(_mm_max_epu8(third, _mm_set1_epi8((char)0xBE)), third);
		__m128i ends = _mm_or_si128(low, _mm_or_si128(html_equal(first, '<'), html_equal(first, '&')));
		ends = _mm_or_si128(ends, _mm_and_si128(html_equal(first, 0xC2), html_equal(second, 0xA0)));
		ends = _mm_or_si128(ends,
				    _mm_and_si128(html_equal(first, 0xE3),
						  _mm_and_si128(html_equal(second, 0x80), html_equal(third, 0x80))));
		last = _mm_and_si128(html_equal(second, 0xBF), last);
		ends = _mm_or_si128(ends, _mm_and_si128(html_equal(first, 0xEF), last));
		unsigned mask = (unsigned)_mm_movemask_epi8(ends);
		if (mask)
			return p + __builtin_ctz(mask);
	}
	return html_word_end_plain(p, end);
}

#else

static inline struct html_name html_take_name(const char *p, const char *end)
{
	return html_name_plain(p, end);
}

static inline const char *html_find_value_end(const char *p, const char *end, char quote)
{
	return html_value_end_plain(p, end, quote);
}

static inline const char *html_find_last_bracket(const char *p, const char *end)
{
	return html_last_bracket_plain(p, end);
}

static inline const char *html_find_word_end(const char *p, const char *end)
{
	return html_word_end_plain(p, end);
}

#endif

#endif
