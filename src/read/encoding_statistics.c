/* Encodings told by the bytes themselves: how usual what they stand for is. */
#include "read/encoding_bytes.h"

#include "base/ascii.h"
#include "base/utf8.h"

/* Of how many characters beyond ASCII, units or bytes the statistics are made. */
enum { SAMPLE_NCHARS = 1024, SAMPLE_NBYTES = 4096 };

/* How many good characters UTF-8 with damage has for each bad one, at the least. Texts in GB18030 and Big5 look like
 * UTF-8 here and there: in 8 characters at the most 5 times for 2 bad ones, in 100 less than once for each bad one. */
enum { UTF8_GOOD_PER_BAD = 9, MOST_BAD = SAMPLE_NCHARS / (UTF8_GOOD_PER_BAD + 1) };

/* Counts are kept in bytes for so many places: so compilers know how to count many places at once. */
enum { PART_NBYTES = 254 };

/* Control characters that no text holds, in more than one byte of 32. */
bool encoding_is_binary(struct str bytes)
{
	struct str sample = str_slice(bytes, 0, SAMPLE_NBYTES);
	size_t count = 0;
	for (size_t i = 0; i < sample.nbytes; i += PART_NBYTES) {
		struct str part = str_slice(sample, i, PART_NBYTES);
		uint8_t ncontrols = 0;
		for (size_t j = 0; j < part.nbytes; j++) {
			unsigned char byte = (unsigned char)part.ptr[j];
			bool is_control = (byte < '\t') | ((byte > '\r') & (byte < ' ')) | (byte == 0x7F);
			ncontrols = (uint8_t)(ncontrols + is_control);
		}
		count += ncontrols;
	}
	return count > 1 + sample.nbytes / 32;
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

/* How many bytes the character beyond ASCII at `p` has; 0 when it is none. What is no UTF-8 shows by its first two
 * bytes as a rule. */
static inline size_t char_nbytes(const unsigned char *p, const unsigned char *end)
{
	bool tail_follows = end - p > 1 && utf8_is_tail(p[1]);
	if (!tail_follows || p[0] < 0xC2 || p[0] > 0xF4)
		return 0;
	if (p[0] < 0xE0)
		return 2;
	struct utf8_char c = utf8_decode((struct str){(const char *)p, (size_t)(end - p)});
	return c.valid ? c.nbytes : 0;
}

/* Whether nearly all characters beyond ASCII are good UTF-8. Bad bytes beside each other are the remains of one. Gives
 * up where the rest of the sample cannot make up for the bad ones. */
bool encoding_is_damaged_utf8(struct str bytes)
{
	size_t ngood = 0, nbad = 0, run_nbytes = 0;
	if (!bytes.nbytes)
		return false;
	const unsigned char *p = (const unsigned char *)bytes.ptr, *end = p + bytes.nbytes;
	while (ngood + nbad < SAMPLE_NCHARS && nbad <= MOST_BAD) {
		if (p < end && *p < 0x80) {
			p += ascii_run_nbytes((struct str){(const char *)p, (size_t)(end - p)});
			run_nbytes = 0;
		}
		if (p == end)
			break;
		size_t nbytes = char_nbytes(p, end);
		if (nbytes)
			run_nbytes = 0;
		ngood += nbytes > 0;
		nbad += !nbytes && run_nbytes++ % UTF8_MAX_NBYTES == 0;
		p += nbytes ? nbytes : 1;
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

enum { CHINESE_FIRST = 0x4E00, CHINESE_LAST = 0x9FFF };
/* The higher bytes of which behind them no unit is usual. */
enum { UNUSUAL_FIRST = 0xA0, UNUSUAL_LAST = 0xFE };

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
	{CHINESE_FIRST, CHINESE_LAST},
	{0xFF01, 0xFFEE},               /* ，（） */
};

enum { NTEXT_SPANS = sizeof(text_spans) / sizeof(text_spans[0]) };

/* Most are Chinese characters, or what no text holds between those and full-width forms. */
static inline bool is_usual(unsigned code_point)
{
	size_t i = NTEXT_SPANS;
	if (code_point - CHINESE_FIRST <= CHINESE_LAST - CHINESE_FIRST)
		return true;
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

/* How many of so many units may be unusual. */
static size_t most_other(size_t nunits, const struct wide *wide)
{
	return nunits * (100 - wide->least_share) / 100;
}

/* The share in per cent of units that are usual in Chinese text; 0 when it is too small or nothing speaks for it. */
static size_t wide_share(struct str bytes, const struct wide *wide)
{
	const unsigned char *p = (const unsigned char *)bytes.ptr;
	size_t nunits = bytes.nbytes / wide->nbytes, nusual = 0, nother = 0;
	if (nunits > SAMPLE_NCHARS)
		nunits = SAMPLE_NCHARS;
	size_t most = most_other(nunits, wide);
	for (size_t i = 0; i < nunits && nother <= most; i++, p += wide->nbytes) {
		bool usual = is_usual_unit(p, wide);
		nusual += usual && !is_ascii_pair(p, wide);
		nother += !usual;
	}
	size_t share = nusual > 0 ? 100 * nusual / (nusual + nother) : 0;
	return share >= wide->least_share ? share : 0;
}

/* The best of those in a set with a bit for each, by their order in the table. */
static enum encoding find_best(struct str bytes, unsigned set)
{
	enum encoding best = ENCODING_UNKNOWN;
	size_t best_share = 0;
	for (size_t i = 0; i < NWIDES; i++) {
		size_t share = set >> i & 1 ? wide_share(bytes, &wides[i]) : 0;
		if (share > best_share) {
			best = wides[i].encoding;
			best_share = share;
		}
	}
	return best;
}

enum encoding encoding_find_wide_plain(struct str bytes)
{
	return find_best(bytes, (1u << NWIDES) - 1);
}

/* How many bytes at even places, and how many at odd ones, no unit has that is usual. */
struct counts {
	size_t even, odd;
};

static struct counts count_unusual(struct str bytes)
{
	struct counts counts = {0, 0};
	for (size_t i = 0; i < bytes.nbytes; i += PART_NBYTES) {
		struct str part = str_slice(bytes, i, PART_NBYTES);
		uint8_t even = 0, odd = 0;
		for (size_t j = 0; j + 1 < part.nbytes; j += 2) {
			unsigned char a = (unsigned char)part.ptr[j], b = (unsigned char)part.ptr[j + 1];
			even = (uint8_t)(even + ((a >= UNUSUAL_FIRST) & (a <= UNUSUAL_LAST)));
			odd = (uint8_t)(odd + ((b >= UNUSUAL_FIRST) & (b <= UNUSUAL_LAST)));
		}
		counts.even += even;
		counts.odd += odd;
	}
	return counts;
}

/* All that is usual has zeros in UTF-32. In UTF-16, units beyond the Chinese characters and before the full-width forms
 * show by their higher byte: in GB18030 and Big5 most bytes are such. */
enum encoding encoding_find_wide(struct str bytes)
{
	struct str sample = str_slice(bytes, 0, SAMPLE_NCHARS * sizeof(uint32_t));
	bool has_zeros = sample.nbytes && memchr(sample.ptr, 0, sample.nbytes);
	size_t nunits = bytes.nbytes / 2 < SAMPLE_NCHARS ? bytes.nbytes / 2 : SAMPLE_NCHARS;
	struct counts counts = count_unusual(str_slice(bytes, 0, 2 * nunits));
	unsigned set = 0;
	for (size_t i = 0; i < NWIDES; i++) {
		size_t nother = wides[i].high ? counts.odd : counts.even;
		if (wides[i].nbytes == sizeof(uint32_t) ? has_zeros : nother <= most_other(nunits, &wides[i]))
			set |= 1u << i;
	}
	return find_best(bytes, set);
}
