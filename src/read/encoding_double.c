/* GB18030 and Big5, told apart by how usual what the bytes stand for is in each. */
#include "base/ascii.h"
#include "read/encoding_bytes.h"

#if defined(__SSE2__) && defined(__GNUC__)
#define HAS_SSE2 1
#include <emmintrin.h>
#endif

/* Of how many characters of more than one byte the statistics are made. */
enum { SAMPLE_NCHARS = 1024 };

/* What stands at one place of a text in one of the double byte sets, behind its ASCII. */
struct piece {
	enum { PIECE_SINGLE, PIECE_MULTIPLE, PIECE_BAD, PIECE_CUT } kind;
	size_t nbytes;
};

struct weight {
	unsigned char first, last;      /* lead bytes */
	int weight;
};

/* What GBK has added, 14,000 characters with a first or a second byte below A1: rare in simplified texts, a third of
 * traditional ones. What GB 18030 has added, in four bytes. */
enum { GBK_WEIGHT = 8, GB_FOUR_BYTES_WEIGHT = 6 };

/* How common a double byte is: the binary logarithm of the share that its group has in a text, divided by the number of
 * codes in the group, and 26 added. The groups are those of the standards, which put the common characters first; the
 * shares are 85 % level 1, 13 % punctuation, 1 % level 2. Then, as GB18030 is the more common of the two, its
 * punctuation has got 2 more, and Big5's punctuation and level 2 have got 2 to 3 less.
 *
 * GB 2312-80: rows 1-9 symbols (1 and 3 hold the punctuation and the full-width forms, 2 the numbered items, 4-9 kana,
 * Greek, Cyrillic, phonetic signs, boxes), 16-55 level 1 (3755 characters by pinyin), 56-87 level 2 (3008 by radical).
 * The first byte is A0 and the row. */
static const struct weight gb_weights[] = {
	{0xB0, 0xD7, 14},               /* the most common ones first: see tally_block */
	{0xA1, 0xA1, 18},
	{0xA3, 0xA3, 18},
	{0xD8, 0xF7, 8},
	{0x81, 0xA0, GBK_WEIGHT},
	{0xA2, 0xA2, 11},
	{0xA4, 0xA9, 4},
	{0, 0, 1},
};

/* Big5: A1-A3 symbols, A4-C6 level 1 (5401 characters by strokes), C9-F9 level 2 (7652 by strokes); the rest is ETEN's
 * and Hong Kong's. */
static const struct weight big5_weights[] = {
	{0xA1, 0xA1, 13},
	{0xA2, 0xA3, 10},
	{0xA4, 0xC6, 13},
	{0xC9, 0xF9, 4},
	{0, 0, 1},
};

/* A fault weighs as much as the difference between a level 1 character and a rare one. Below the least mean weight the
 * bytes are no text: noise has 4 and less. */
enum { FAULT_WEIGHT = -10, LEAST_MEAN_WEIGHT = 6, MOST_BIG5_WEIGHT = 13 };

static inline int weight_of(const struct weight *weights, unsigned char lead)
{
	while (weights->first != 0 && (lead < weights->first || lead > weights->last))
		weights++;
	return weights->weight;
}

static bool is_between(unsigned char byte, unsigned char first, unsigned char last)
{
	return byte >= first && byte <= last;
}

static const struct piece bad_piece = {PIECE_BAD, 1};

/* `nbytes` of what may be a character whose end is missing. */
static struct piece cut_piece(size_t nbytes)
{
	return (struct piece){PIECE_CUT, nbytes};
}

static struct piece gb_four_bytes(const unsigned char *p, size_t nbytes)
{
	if (nbytes > 2 && !is_between(p[2], 0x81, 0xFE))
		return bad_piece;
	if (nbytes < 4)
		return cut_piece(nbytes);
	return is_between(p[3], '0', '9') ? (struct piece){PIECE_MULTIPLE, 4} : bad_piece;
}

/* 80 is the euro sign. */
static inline struct piece gb_piece(const unsigned char *p, size_t nbytes)
{
	if (p[0] == 0x80)
		return (struct piece){PIECE_SINGLE, 1};
	if (p[0] == 0xFF)
		return bad_piece;
	if (nbytes < 2)
		return cut_piece(nbytes);
	if (is_between(p[1], 0xA1, 0xFE) || (is_between(p[1], 0x40, 0xA0) && p[1] != 0x7F))
		return (struct piece){PIECE_MULTIPLE, 2};
	return is_between(p[1], '0', '9') ? gb_four_bytes(p, nbytes) : bad_piece;
}

/* From 87: where Hong Kong's characters begin. */
static inline struct piece big5_piece(const unsigned char *p, size_t nbytes)
{
	if (!is_between(p[0], 0x87, 0xFE))
		return bad_piece;
	if (nbytes < 2)
		return cut_piece(nbytes);
	if (is_between(p[1], 0x40, 0x7E) || is_between(p[1], 0xA1, 0xFE))
		return (struct piece){PIECE_MULTIPLE, 2};
	return bad_piece;
}

static inline struct piece piece_at(enum encoding encoding, const unsigned char *p, size_t nbytes)
{
	return encoding == ENCODING_BIG5 ? big5_piece(p, nbytes) : gb_piece(p, nbytes);
}

static inline int weight_of_piece(enum encoding encoding, const unsigned char *p, struct piece piece)
{
	if (piece.kind != PIECE_MULTIPLE)
		return piece.kind == PIECE_BAD ? FAULT_WEIGHT : 0;
	if (encoding == ENCODING_BIG5)
		return weight_of(big5_weights, p[0]);
	if (piece.nbytes == 4)
		return GB_FOUR_BYTES_WEIGHT;
	return p[1] >= 0xA1 ? weight_of(gb_weights, p[0]) : GBK_WEIGHT;
}

/* The lines of drawn tables say nothing of a text: where they stand, they are as many as all else. In Big5 the same
 * bytes are characters of level 1. */
static inline bool is_gb_line(enum encoding encoding, const unsigned char *p, struct piece piece)
{
	return encoding == ENCODING_GB18030 && piece.nbytes == 2 &&
	       ((p[0] == 0xA9 && is_between(p[1], 0xA4, 0xEF)) || (p[0] == 0xA8 && is_between(p[1], 0x54, 0x7B)));
}

static inline const unsigned char *skip_ascii(const unsigned char *p, const unsigned char *end)
{
	return p < end && *p < 0x80 ? p + ascii_run_nbytes((struct str){(const char *)p, (size_t)(end - p)}) : p;
}

/* Tallies what stands at `p`; returns the place behind it. */
static inline const unsigned char *tally_piece(enum encoding encoding, const unsigned char *p, const unsigned char *end,
					       struct encoding_tally *tally)
{
	struct piece piece = piece_at(encoding, p, (size_t)(end - p));
	if (!is_gb_line(encoding, p, piece)) {
		tally->nchars += piece.kind == PIECE_MULTIPLE;
		tally->nbad += piece.kind == PIECE_BAD;
		tally->weight += weight_of_piece(encoding, p, piece);
	}
	return p + piece.nbytes;
}

struct encoding_tally encoding_tally_plain(struct str bytes, enum encoding encoding)
{
	struct encoding_tally tally = {0};
	const unsigned char *p = (const unsigned char *)bytes.ptr, *end = p + bytes.nbytes;
	while ((p = skip_ascii(p, end)) < end && tally.nchars + tally.nbad < SAMPLE_NCHARS)
		p = tally_piece(encoding, p, end, &tally);
	return tally;
}

#ifdef HAS_SSE2

enum { BLOCK_NBYTES = 16, EVEN_BYTES = 0x5555, NUSUAL_GROUPS = 4 };

/* FF where bytes, taken without a sign, are from `first` to `last`. */
static inline __m128i between(__m128i bytes, unsigned char first, unsigned char last)
{
	__m128i above = _mm_sub_epi8(bytes, _mm_set1_epi8((char)first));
	return _mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8((char)(last - first))), above);
}

/* The weights of lead bytes of one of the first groups. */
static inline __m128i weights_of(__m128i leads, const struct weight *group)
{
	return _mm_and_si128(between(leads, group->first, group->last), _mm_set1_epi8((char)group->weight));
}

/* Tallies the pairs of GB 2312 that `p` begins with, where they are of level 1 or 2 or most punctuation: at most
 * `most`, and those of one block. Returns how many bytes they have. */
static inline size_t tally_block(const unsigned char *p, size_t most, struct encoding_tally *tally)
{
	static const uint8_t places[BLOCK_NBYTES] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
	__m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
	__m128i weights = weights_of(bytes, &gb_weights[0]);
	for (size_t i = 1; i < NUSUAL_GROUPS; i++)
		weights = _mm_or_si128(weights, weights_of(bytes, &gb_weights[i]));
	unsigned others = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(weights, _mm_setzero_si128())) & EVEN_BYTES;
	others |= ~(unsigned)_mm_movemask_epi8(between(bytes, 0xA1, 0xFE)) & ~(unsigned)EVEN_BYTES;
	size_t npairs = (size_t)__builtin_ctz(others | 1u << BLOCK_NBYTES) / 2;
	npairs = npairs < most ? npairs : most;
	__m128i taken = _mm_cmplt_epi8(_mm_loadu_si128((const __m128i *)(const void *)places),
				       _mm_set1_epi8((char)(2 * npairs)));
	weights = _mm_and_si128(_mm_and_si128(weights, taken), _mm_set1_epi16(0x00FF));
	uint64_t sums[2];
	_mm_storeu_si128((__m128i *)(void *)sums, _mm_sad_epu8(weights, _mm_setzero_si128()));
	tally->nchars += npairs;
	tally->weight += (long)(sums[0] + sums[1]);
	return 2 * npairs;
}

struct encoding_tally encoding_tally(struct str bytes, enum encoding encoding)
{
	struct encoding_tally tally = {0};
	const unsigned char *p = (const unsigned char *)bytes.ptr, *end = p + bytes.nbytes;
	if (encoding != ENCODING_GB18030)
		return encoding_tally_plain(bytes, encoding);
	while ((p = skip_ascii(p, end)) < end && tally.nchars + tally.nbad < SAMPLE_NCHARS) {
		size_t most = SAMPLE_NCHARS - tally.nchars - tally.nbad;
		size_t nbytes = end - p >= BLOCK_NBYTES ? tally_block(p, most, &tally) : 0;
		p = nbytes ? p + nbytes : tally_piece(encoding, p, end, &tally);
	}
	return tally;
}

#else

struct encoding_tally encoding_tally(struct str bytes, enum encoding encoding)
{
	return encoding_tally_plain(bytes, encoding);
}

#endif

/* In hundredths, so that the mean of small numbers is told apart. */
static long mean_weight(struct encoding_tally tally)
{
	size_t n = tally.nchars + tally.nbad;
	return n > 0 ? 100 * tally.weight / (long)n : 100 * LEAST_MEAN_WEIGHT;
}

enum encoding encoding_find_double_byte(struct str bytes)
{
	long gb = mean_weight(encoding_tally(bytes, ENCODING_GB18030));
	if (gb >= 100 * MOST_BIG5_WEIGHT)
		return ENCODING_GB18030;
	long big5 = mean_weight(encoding_tally(bytes, ENCODING_BIG5));
	if (gb < 100 * LEAST_MEAN_WEIGHT && big5 < 100 * LEAST_MEAN_WEIGHT)
		return ENCODING_UNKNOWN;
	return gb >= big5 ? ENCODING_GB18030 : ENCODING_BIG5;
}

/* Whether a character of two bytes is at `p`, without a branch for each kind of second byte: they come in no order. */
static inline bool is_pair(enum encoding encoding, const unsigned char *p)
{
	unsigned lead = p[0], trail = p[1];
	if (encoding == ENCODING_BIG5)
		return (lead - 0x87u <= 0xFE - 0x87u) &
		       ((trail - 0x40u <= 0x7E - 0x40u) | (trail - 0xA1u <= 0xFE - 0xA1u));
	return (lead - 0x81u <= 0xFE - 0x81u) & (trail - 0x40u <= 0xFE - 0x40u) & (trail != 0x7F);
}

bool encoding_bytes_are(enum encoding encoding, struct str bytes)
{
	const unsigned char *p = (const unsigned char *)bytes.ptr, *end = p + bytes.nbytes;
	if (encoding != ENCODING_GB18030 && encoding != ENCODING_BIG5)
		return false;
	for (;;) {
		p = skip_ascii(p, end);
		while (end - p >= 2 && is_pair(encoding, p))
			p += 2;
		if (p == end)
			return true;
		struct piece piece = *p < 0x80 ? (struct piece){PIECE_SINGLE, 1}
					       : piece_at(encoding, p, (size_t)(end - p));
		if (piece.kind == PIECE_BAD)
			return false;
		p += piece.nbytes;
	}
}
