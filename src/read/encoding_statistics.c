/* Encodings told by the bytes themselves: how usual what they stand for is. */
#include "read/encoding_bytes.h"

#include "base/utf8.h"
#include "read/encoding_pairs.h"

/* Of how many characters beyond ASCII, units or bytes the statistics are made. */
enum { SAMPLE_NCHARS = 1024, SAMPLE_NBYTES = 4096 };

/* How many good characters UTF-8 with damage has for each bad one, at the least. Texts in GB18030 and Big5 look like
 * UTF-8 here and there: in 8 characters at the most 5 times for 2 bad ones, in 100 less than once for each bad one. */
enum { UTF8_GOOD_PER_BAD = 9 };

/* Control characters that no text holds, in more than one byte of 32. */
bool encoding_is_binary(struct str bytes)
{
	struct str sample = str_slice(bytes, 0, SAMPLE_NBYTES);
	return encoding_count_controls(sample) > 1 + sample.nbytes / 32;
}

bool encoding_utf8_is_cut(struct str rest)
{
	/* What may be missing: the lowest tails that make a character of E0 and F0, and of all others. */
	static const struct str tails[] = {{"\x80\x80\x80", 3}, {"\xA0\x80\x80", 3}, {"\x90\x80\x80", 3}};
	char bytes[UTF8_MAX_NBYTES];
	if (rest.nbytes == 0 || rest.nbytes >= UTF8_MAX_NBYTES)
		return false;
	memcpy(bytes, rest.ptr, rest.nbytes);
	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		memcpy(bytes + rest.nbytes, tails[i].ptr, UTF8_MAX_NBYTES - rest.nbytes);
		struct utf8_char c = utf8_decode((struct str){bytes, sizeof(bytes)});
		if (c.valid && c.nbytes > rest.nbytes)
			return true;
	}
	return false;
}

bool encoding_is_utf8(struct str bytes)
{
	size_t place = utf8_find_invalid(bytes);
	return place == bytes.nbytes || encoding_utf8_is_cut(str_slice(bytes, place, bytes.nbytes));
}

/* The character beyond ASCII that `rest` starts with: most of what is no UTF-8 shows by its first two bytes. */
static inline struct utf8_char take_char(struct str rest)
{
	unsigned char first = (unsigned char)rest.ptr[0];
	bool tail_follows = rest.nbytes > 1 && ((unsigned char)rest.ptr[1] & 0xC0) == 0x80;
	if (!tail_follows || first < 0xC2 || first > 0xF4)
		return (struct utf8_char){UTF8_REPLACEMENT, 1, false};
	return utf8_decode(rest);
}

/* Whether nearly all characters beyond ASCII are good UTF-8. Bad bytes beside each other are the remains of one. Gives
 * up where the rest of the sample cannot make up for the bad ones. */
bool encoding_is_damaged_utf8(struct str rest)
{
	enum { MOST_BAD = SAMPLE_NCHARS / (UTF8_GOOD_PER_BAD + 1) };
	size_t ngood = 0, nbad = 0, run_nbytes = 0;
	while (rest.nbytes > 0 && ngood + nbad < SAMPLE_NCHARS && nbad <= MOST_BAD) {
		size_t skipped_nbytes = (unsigned char)rest.ptr[0] < 0x80 ? encoding_ascii_nbytes(rest) : 0;
		encoding_skip(&rest, skipped_nbytes);
		if (rest.nbytes == 0)
			break;
		struct utf8_char c = take_char(rest);
		if (c.valid || skipped_nbytes > 0)
			run_nbytes = 0;
		ngood += c.valid;
		nbad += !c.valid && run_nbytes++ % UTF8_MAX_NBYTES == 0;
		encoding_skip(&rest, c.nbytes);
	}
	return ngood >= UTF8_GOOD_PER_BAD * nbad && ngood > 0;
}

/* UTF-16 and UTF-32 without a mark. */
struct wide {
	enum encoding encoding;
	uint8_t nbytes;                 /* of a unit */
	uint8_t high, low;              /* where its two lower bytes are */
	uint8_t zeros;                  /* of four: where the other two are, which are 0 in what is usual */
	uint8_t least_share;            /* per cent of usual units */
};

static const struct wide wides[] = {
	{ENCODING_UTF32LE, 4, 1, 0, 2, 60},
	{ENCODING_UTF32BE, 4, 2, 3, 0, 60},
	{ENCODING_UTF16LE, 2, 1, 0, 0, 80},
	{ENCODING_UTF16BE, 2, 0, 1, 0, 80},
};

enum { NWIDES = sizeof(wides) / sizeof(wides[0]) };

/* The code points that Chinese reports are made of, in order. */
static const struct span {
	unsigned first, last;
} text_spans[] = {
	{'\t', '\r'},
	{' ', '~'},
	{0xA0, 0xFF},                   /* · × § ° */
	{0x2010, 0x203B},               /* — ‘ ’ “ ” … ※ */
	{0x2160, 0x217F},               /* Ⅰ */
	{0x2460, 0x25FF},               /* ① boxes, shapes */
	{0x3000, 0x303F},               /* 、。《》 */
	{0x3220, 0x33FF},
	{0x4E00, 0x9FFF},
	{0xFF01, 0xFFEE},               /* ，（） */
};

enum { NTEXT_SPANS = sizeof(text_spans) / sizeof(text_spans[0]) };

static inline bool is_usual(unsigned code_point)
{
	size_t i = NTEXT_SPANS;
	while (i > 0 && code_point < text_spans[i - 1].first)
		i--;
	return i > 0 && code_point <= text_spans[i - 1].last;
}

static inline bool is_usual_unit(const unsigned char *p, const struct wide *wide)
{
	if (wide->nbytes == 4 && (p[wide->zeros] | p[wide->zeros + 1]))
		return false;
	return is_usual((unsigned)p[wide->high] << 8 | p[wide->low]);
}

/* Two letters of an ASCII text may look like one Chinese character in UTF-16: that speaks for nothing. */
static inline bool is_ascii_pair(const unsigned char *p, const struct wide *wide)
{
	return wide->nbytes == 2 && p[0] >= '\t' && p[0] < 0x80 && p[1] >= '\t' && p[1] < 0x80;
}

/* The share in per cent of units that are usual in Chinese text; 0 when it is too small or nothing speaks for it. */
static size_t wide_share(struct str bytes, const struct wide *wide)
{
	const unsigned char *p = (const unsigned char *)bytes.ptr;
	size_t nunits = bytes.nbytes / wide->nbytes, nusual = 0, nother = 0;
	if (nunits > SAMPLE_NCHARS)
		nunits = SAMPLE_NCHARS;
	size_t most_other = nunits * (100 - wide->least_share) / 100;
	for (size_t i = 0; i < nunits && nother <= most_other; i++, p += wide->nbytes) {
		bool usual = is_usual_unit(p, wide);
		nusual += usual && !is_ascii_pair(p, wide);
		nother += !usual;
	}
	size_t share = nusual > 0 ? 100 * nusual / (nusual + nother) : 0;
	return share >= wide->least_share ? share : 0;
}

enum encoding encoding_find_wide(struct str bytes)
{
	enum encoding best = ENCODING_UNKNOWN;
	size_t best_share = 0;
	/* All that is usual has zeros in UTF-32. */
	struct str sample = str_slice(bytes, 0, SAMPLE_NCHARS * sizeof(uint32_t));
	bool has_zeros = sample.nbytes && memchr(sample.ptr, 0, sample.nbytes);
	for (size_t i = 0; i < NWIDES; i++) {
		if (wides[i].nbytes == sizeof(uint32_t) && !has_zeros)
			continue;
		size_t share = wide_share(bytes, &wides[i]);
		if (share > best_share) {
			best = wides[i].encoding;
			best_share = share;
		}
	}
	return best;
}

/* ---- GB18030 and Big5 ------------------------------------------------------------------------------------------- */

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
	{0xB0, 0xD7, 14},               /* the most common ones first, to be found at once */
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

struct tally {
	size_t nchars;                  /* of more than one byte */
	size_t nbad;
	long weight;
};

static inline const unsigned char *skip_ascii(const unsigned char *p, const unsigned char *end)
{
	return p < end && *p < 0x80 ? p + encoding_ascii_nbytes((struct str){(const char *)p, (size_t)(end - p)}) : p;
}

/* Counts the most common pairs that `p` begins with, at most `most`: most of a text in GB18030 are runs of them. */
static inline size_t count_common_pairs(const unsigned char *p, const unsigned char *end, size_t most)
{
	const struct weight *common = &gb_weights[0];
	size_t count = 0;
	if ((size_t)(end - p) / 2 < most)
		most = (size_t)(end - p) / 2;
	for (; count < most; count++, p += 2)
		if (!is_between(p[0], common->first, common->last) || !is_between(p[1], 0xA1, 0xFE))
			break;
	return count;
}

/* Reads at most SAMPLE_NCHARS characters of more than one byte. A character cut off at the end is no fault. */
static struct tally tally_of(struct str bytes, enum encoding encoding)
{
	struct tally tally = {0};
	const unsigned char *p = (const unsigned char *)bytes.ptr, *end = p + bytes.nbytes;
	for (;;) {
		p = skip_ascii(p, end);
		size_t nleft = SAMPLE_NCHARS - tally.nchars - tally.nbad;
		if (p == end || !nleft)
			break;
		size_t ncommon = encoding == ENCODING_GB18030 ? count_common_pairs(p, end, nleft) : 0;
		if (ncommon) {
			tally.nchars += ncommon;
			tally.weight += (long)ncommon * gb_weights[0].weight;
			p += 2 * ncommon;
			continue;
		}
		struct piece piece = piece_at(encoding, p, (size_t)(end - p));
		if (is_gb_line(encoding, p, piece)) {
			p += piece.nbytes;
			continue;
		}
		tally.nchars += piece.kind == PIECE_MULTIPLE;
		tally.nbad += piece.kind == PIECE_BAD;
		tally.weight += weight_of_piece(encoding, p, piece);
		p += piece.nbytes;
	}
	return tally;
}

/* In hundredths, so that the mean of small numbers is told apart. */
static long mean_weight(struct tally tally)
{
	size_t n = tally.nchars + tally.nbad;
	return n > 0 ? 100 * tally.weight / (long)n : 100 * LEAST_MEAN_WEIGHT;
}

enum encoding encoding_find_double_byte(struct str bytes)
{
	long gb = mean_weight(tally_of(bytes, ENCODING_GB18030));
	if (gb >= 100 * MOST_BIG5_WEIGHT)
		return ENCODING_GB18030;
	long big5 = mean_weight(tally_of(bytes, ENCODING_BIG5));
	if (gb < 100 * LEAST_MEAN_WEIGHT && big5 < 100 * LEAST_MEAN_WEIGHT)
		return ENCODING_UNKNOWN;
	return gb >= big5 ? ENCODING_GB18030 : ENCODING_BIG5;
}

/* Whether a character of two bytes is at `p`, without a branch for each kind of second byte: they come in no order. */
static inline bool is_pair(enum encoding encoding, const unsigned char *p)
{
	unsigned lead = p[0], trail = p[1];
	if (encoding == ENCODING_BIG5)
		return (lead - 0x87u <= 0xFE - 0x87u) & ((trail - 0x40u <= 0x7E - 0x40u) | (trail - 0xA1u <= 0xFE - 0xA1u));
	return (lead - 0x81u <= 0xFE - 0x81u) & (trail - 0x40u <= 0xFE - 0x40u) & (trail != 0x7F);
}

bool encoding_bytes_are(enum encoding encoding, struct str bytes)
{
	enum { NEAR_NBYTES = 64 };
	const unsigned char *p = (const unsigned char *)bytes.ptr, *end = p + bytes.nbytes, *behind = p;
	if (encoding != ENCODING_GB18030 && encoding != ENCODING_BIG5)
		return false;
	for (;;) {
		if (encoding == ENCODING_GB18030 && p >= behind) {
			p += encoding_pairs_nbytes((struct str){(const char *)p, (size_t)(end - p)});
			behind = end - p > NEAR_NBYTES ? p + NEAR_NBYTES : end;
		}
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
