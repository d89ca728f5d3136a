/* What the parts of the detector and the decoder know about the bytes of an encoding. Internal to src/read/. */
#ifndef GOUJI_READ_ENCODING_BYTES_H
#define GOUJI_READ_ENCODING_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__) && defined(__GNUC__)
#define ENCODING_BYTES_WIDE 1
#include <emmintrin.h>
#endif

#include "base/str.h"
#include "base/utf8.h"
#include "read/encoding.h"

/* Moves `*rest` on by at most `nbytes`. */
static inline void encoding_skip(struct str *rest, size_t nbytes)
{
	if (nbytes > rest->nbytes)
		nbytes = rest->nbytes;
	if (nbytes > 0)
		rest->ptr += nbytes;
	rest->nbytes -= nbytes;
}

/* How many ASCII bytes `s` starts with. The plain form is what the other one is tested against, here and below. */
static inline size_t encoding_ascii_nbytes_plain(struct str s)
{
	size_t nbytes = 0;
	while (nbytes < s.nbytes && (unsigned char)s.ptr[nbytes] < 0x80)
		nbytes++;
	return nbytes;
}

/* How many bytes of `s` are control characters that no text holds. */
static inline size_t encoding_count_controls_plain(struct str s)
{
	size_t count = 0;
	for (size_t i = 0; i < s.nbytes; i++) {
		unsigned char byte = (unsigned char)s.ptr[i];
		count += byte < '\t' || (byte > '\r' && byte < ' ') || byte == 0x7F;
	}
	return count;
}

/* How many bytes of `s` are from `first` to `last`: at even places, and at odd ones. */
struct encoding_counts {
	size_t even, odd;
};

static inline struct encoding_counts encoding_count_between_plain(struct str s, unsigned char first, unsigned char last)
{
	size_t counts[2] = {0, 0};
	for (size_t i = 0; i < s.nbytes; i++)
		counts[i % 2] += (unsigned char)s.ptr[i] >= first && (unsigned char)s.ptr[i] <= last;
	return (struct encoding_counts){counts[0], counts[1]};
}

/* At most how many bytes the good characters of UTF-8 beyond ASCII have that begin in `s`, but for its last two bytes:
 * told by how they begin and by at most two tails. */
static inline size_t encoding_bound_utf8_plain(struct str s)
{
	size_t count = 0;
	for (size_t i = 0; i + 2 < s.nbytes; i++) {
		unsigned char lead = (unsigned char)s.ptr[i];
		bool two = utf8_is_tail(s.ptr[i + 1]), three = two && utf8_is_tail(s.ptr[i + 2]);
		count += lead < 0xC2 ? 0 : lead < 0xE0 ? 2 * two : three * (lead < 0xF0 ? 3 : 4);
	}
	return count;
}

#ifdef ENCODING_BYTES_WIDE

static inline size_t encoding_sum(__m128i sums)
{
	uint64_t halves[2];
	_mm_storeu_si128((__m128i *)(void *)halves, sums);
	return (size_t)(halves[0] + halves[1]);
}

static inline struct encoding_counts encoding_count_between(struct str s, unsigned char first, unsigned char last)
{
	enum { STEP = 16 };
	const __m128i zero = _mm_setzero_si128();
	__m128i even = zero, odd = zero;
	size_t nbytes = 0;
	for (; s.nbytes - nbytes >= STEP; nbytes += STEP) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(s.ptr + nbytes));
		__m128i above = _mm_sub_epi8(bytes, _mm_set1_epi8((char)first));
		__m128i found = _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8((char)(last - first))), above);
		even = _mm_add_epi64(even, _mm_sad_epu8(_mm_and_si128(found, _mm_set1_epi16(0x0001)), zero));
		odd = _mm_add_epi64(odd, _mm_sad_epu8(_mm_and_si128(found, _mm_set1_epi16(0x0100)), zero));
	}
	struct encoding_counts rest = encoding_count_between_plain(str_slice(s, nbytes, s.nbytes), first, last);
	return (struct encoding_counts){encoding_sum(even) + rest.even, encoding_sum(odd) + rest.odd};
}

/* Where bytes, taken without a sign, are not below `least`. */
static inline __m128i encoding_from(__m128i bytes, unsigned char least)
{
	return _mm_cmpeq_epi8(_mm_max_epu8(bytes, _mm_set1_epi8((char)least)), bytes);
}

/* The tails among sixteen bytes. */
static inline __m128i encoding_tails(const char *p)
{
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
	return _mm_cmpgt_epi8(_mm_set1_epi8((char)0xC0), bytes);
}

static inline size_t encoding_bound_utf8(struct str s)
{
	enum { STEP = 16 };
	__m128i counts = _mm_setzero_si128();
	size_t nbytes = 0;
	for (; s.nbytes - nbytes > STEP + 1; nbytes += STEP) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(s.ptr + nbytes));
		__m128i two = encoding_tails(s.ptr + nbytes + 1);
		__m128i three = _mm_and_si128(two, encoding_tails(s.ptr + nbytes + 2));
		__m128i wide = encoding_from(bytes, 0xE0), widest = encoding_from(bytes, 0xF0);
		__m128i narrow = _mm_andnot_si128(wide, _mm_and_si128(encoding_from(bytes, 0xC2), two));
		/* FF is one less than nothing. */
		__m128i sizes = _mm_sub_epi8(_mm_set1_epi8(3), widest);
		sizes = _mm_or_si128(_mm_and_si128(_mm_and_si128(wide, three), sizes),
				     _mm_and_si128(narrow, _mm_set1_epi8(2)));
		counts = _mm_add_epi64(counts, _mm_sad_epu8(sizes, _mm_setzero_si128()));
	}
	return encoding_sum(counts) + encoding_bound_utf8_plain(str_slice(s, nbytes, s.nbytes));
}

static inline size_t encoding_ascii_nbytes(struct str s)
{
	enum { STEP = 16 };
	size_t nbytes = 0;
	for (; s.nbytes - nbytes >= STEP; nbytes += STEP) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(s.ptr + nbytes));
		unsigned others = (unsigned)_mm_movemask_epi8(bytes);
		if (others)
			return nbytes + (size_t)__builtin_ctz(others);
	}
	return nbytes + encoding_ascii_nbytes_plain(str_slice(s, nbytes, s.nbytes));
}

static inline size_t encoding_count_controls(struct str s)
{
	enum { STEP = 16 };
	size_t nbytes = 0;
	__m128i counts = _mm_setzero_si128();
	for (; s.nbytes - nbytes >= STEP; nbytes += STEP) {
		__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(s.ptr + nbytes));
		/* As bytes without a sign; 0E stands as 0 in the second one. */
		__m128i behind = _mm_sub_epi8(bytes, _mm_set1_epi8('\r' + 1));
		__m128i controls = _mm_cmpeq_epi8(_mm_min_epu8(bytes, _mm_set1_epi8('\t' - 1)), bytes);
		controls = _mm_or_si128(controls,
					_mm_cmpeq_epi8(_mm_min_epu8(behind, _mm_set1_epi8(' ' - '\r' - 2)), behind));
		controls = _mm_or_si128(controls, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(0x7F)));
		__m128i ones = _mm_and_si128(controls, _mm_set1_epi8(1));
		counts = _mm_add_epi64(counts, _mm_sad_epu8(ones, _mm_setzero_si128()));
	}
	return encoding_sum(counts) + encoding_count_controls_plain(str_slice(s, nbytes, s.nbytes));
}

#else

static inline size_t encoding_ascii_nbytes(struct str s)
{
	return encoding_ascii_nbytes_plain(s);
}

static inline size_t encoding_count_controls(struct str s)
{
	return encoding_count_controls_plain(s);
}

static inline struct encoding_counts encoding_count_between(struct str s, unsigned char first, unsigned char last)
{
	return encoding_count_between_plain(s, first, last);
}

static inline size_t encoding_bound_utf8(struct str s)
{
	return encoding_bound_utf8_plain(s);
}

#endif

/* The length of the byte order mark of `encoding` that `bytes` starts with, or 0. */
size_t encoding_bom_nbytes(enum encoding encoding, struct str bytes);
/* Whether `rest` is nothing but the beginning of a UTF-8 character whose end is missing. */
bool encoding_utf8_is_cut(struct str rest);

/* What the beginning of a text holds behind its ASCII, if it is in one of the double byte sets. */
struct encoding_tally {
	size_t nchars;                  /* of more than one byte */
	size_t nbad;
	long weight;                    /* how common they are, in all */
};

/* encoding_statistics.c: whether bytes are no text at all, UTF-8, or UTF-8 with some damage. */
bool encoding_is_binary(struct str bytes);
bool encoding_is_utf8(struct str bytes);
bool encoding_is_damaged_utf8(struct str bytes);
/* The same, character by character, also where a count shows that there are too many bad ones. */
bool encoding_is_damaged_utf8_plain(struct str bytes);
/* UTF-16 or UTF-32 without a mark by what is usual in them; UNKNOWN when it is neither. */
enum encoding encoding_find_wide(struct str bytes);
/* The same, unit by unit. */
enum encoding encoding_find_wide_plain(struct str bytes);

/* encoding_double.c: the same for GB18030 and Big5. */
enum encoding encoding_find_double_byte(struct str bytes);
/* Whether all of `bytes` can be GB18030, or Big5; false for other encodings. */
bool encoding_bytes_are(enum encoding encoding, struct str bytes);
/* Reads at most so many characters of more than one byte as the statistics are made of. A character cut off at the end
 * is no fault. */
struct encoding_tally encoding_tally(struct str bytes, enum encoding encoding);
/* The same, one by one: what the other is tested against. */
struct encoding_tally encoding_tally_plain(struct str bytes, enum encoding encoding);

#endif
