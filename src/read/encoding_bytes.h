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
#include "read/encoding.h"

/* An ASCII letter in its small form. */
static inline char encoding_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

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

#ifdef ENCODING_BYTES_WIDE

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
	uint64_t halves[2];
	_mm_storeu_si128((__m128i *)(void *)halves, counts);
	return (size_t)(halves[0] + halves[1]) + encoding_count_controls_plain(str_slice(s, nbytes, s.nbytes));
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
/* UTF-16 or UTF-32 without a mark by what is usual in them; UNKNOWN when it is neither. */
enum encoding encoding_find_wide(struct str bytes);

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
