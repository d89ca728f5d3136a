#include "read/encoding.h"

#include "base/utf8.h"
#include "read/encoding_bytes.h"

/* ---- Names ------------------------------------------------------------------------------------------------------ */

static const char *const names[ENCODING_COUNT] = {
	[ENCODING_UNKNOWN] = "unknown",
	[ENCODING_UTF8] = "UTF-8",
	[ENCODING_GB18030] = "GB18030",
	[ENCODING_BIG5] = "Big5-HKSCS",
	[ENCODING_UTF16LE] = "UTF-16LE",
	[ENCODING_UTF16BE] = "UTF-16BE",
	[ENCODING_UTF32LE] = "UTF-32LE",
	[ENCODING_UTF32BE] = "UTF-32BE",
};

/* Without "-" and "_", in lower case: those of the WHATWG Encoding Standard, and what iconv, Java and Windows say. */
static const struct alias {
	const char *key;
	enum encoding encoding;
} aliases[] = {
	{"utf8", ENCODING_UTF8},
	{"unicode11utf8", ENCODING_UTF8},
	{"cp65001", ENCODING_UTF8},
	{"ascii", ENCODING_UTF8},
	{"usascii", ENCODING_UTF8},
	{"gb18030", ENCODING_GB18030},
	{"gb180302000", ENCODING_GB18030},
	{"gb180302005", ENCODING_GB18030},
	{"gb180302022", ENCODING_GB18030},
	{"gbk", ENCODING_GB18030},
	{"xgbk", ENCODING_GB18030},
	{"gb2312", ENCODING_GB18030},
	{"xgb2312", ENCODING_GB18030},
	{"gb231280", ENCODING_GB18030},
	{"csgb2312", ENCODING_GB18030},
	{"csgb231280", ENCODING_GB18030},
	{"csiso58gb231280", ENCODING_GB18030},
	{"isoir58", ENCODING_GB18030},
	{"chinese", ENCODING_GB18030},
	{"euccn", ENCODING_GB18030},
	{"xeuccn", ENCODING_GB18030},
	{"cp936", ENCODING_GB18030},
	{"ms936", ENCODING_GB18030},
	{"xmswin936", ENCODING_GB18030},
	{"windows936", ENCODING_GB18030},
	{"cp54936", ENCODING_GB18030},
	{"big5", ENCODING_BIG5},
	{"big5hkscs", ENCODING_BIG5},
	{"xbig5", ENCODING_BIG5},
	{"xxbig5", ENCODING_BIG5},
	{"cnbig5", ENCODING_BIG5},
	{"csbig5", ENCODING_BIG5},
	{"big5eten", ENCODING_BIG5},
	{"cp950", ENCODING_BIG5},
	{"ms950", ENCODING_BIG5},
	{"windows950", ENCODING_BIG5},
	{"utf16", ENCODING_UTF16LE},
	{"utf16le", ENCODING_UTF16LE},
	{"ucs2", ENCODING_UTF16LE},
	{"ucs2le", ENCODING_UTF16LE},
	{"unicode", ENCODING_UTF16LE},
	{"utf16be", ENCODING_UTF16BE},
	{"ucs2be", ENCODING_UTF16BE},
	{"unicodefffe", ENCODING_UTF16BE},
	{"utf32", ENCODING_UTF32LE},
	{"utf32le", ENCODING_UTF32LE},
	{"ucs4le", ENCODING_UTF32LE},
	{"utf32be", ENCODING_UTF32BE},
	{"ucs4be", ENCODING_UTF32BE},
};

enum { NALIASES = sizeof(aliases) / sizeof(aliases[0]), KEY_NBYTES = 24 };

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Writes the name as it is in the list of aliases. False when it is none that could be there. */
static bool make_key(struct str name, char key[KEY_NBYTES])
{
	size_t nbytes = 0;
	for (size_t i = 0; i < name.nbytes; i++) {
		if (name.ptr[i] == '-' || name.ptr[i] == '_')
			continue;
		if (nbytes == KEY_NBYTES - 1 || name.ptr[i] == '\0')
			return false;
		key[nbytes++] = lower(name.ptr[i]);
	}
	key[nbytes] = '\0';
	return true;
}

enum encoding encoding_from_name(struct str name)
{
	char key[KEY_NBYTES];
	if (!make_key(str_trim(name), key))
		return ENCODING_UNKNOWN;
	for (size_t i = 0; i < NALIASES; i++)
		if (strcmp(aliases[i].key, key) == 0)
			return aliases[i].encoding;
	return ENCODING_UNKNOWN;
}

const char *encoding_name(enum encoding encoding)
{
	return names[encoding];
}

/* ---- What a page declares --------------------------------------------------------------------------------------- */

/* The WHATWG "prescan a byte stream to determine its encoding", and the XML declaration. */

enum { PRESCAN_NBYTES = 1024 };

#define BLANKS " \t\n\f\r"

struct attribute {
	struct str name;
	struct str value;
};

static bool is_in(const char *set, char byte)
{
	return byte != '\0' && strchr(set, byte) != NULL;
}

static bool is_letter(char byte)
{
	return lower(byte) >= 'a' && lower(byte) <= 'z';
}

static void skip(struct str *rest, size_t nbytes)
{
	if (nbytes > rest->nbytes)
		nbytes = rest->nbytes;
	if (nbytes > 0)
		rest->ptr += nbytes;
	rest->nbytes -= nbytes;
}

static void skip_all(struct str *rest, const char *set)
{
	while (rest->nbytes > 0 && is_in(set, rest->ptr[0]))
		skip(rest, 1);
}

static struct str take_until(struct str *rest, const char *stops)
{
	size_t nbytes = 0;
	while (nbytes < rest->nbytes && !is_in(stops, rest->ptr[nbytes]))
		nbytes++;
	struct str taken = str_slice(*rest, 0, nbytes);
	skip(rest, nbytes);
	return taken;
}

/* Whether `s` starts with `text`, which is in lower case. */
static bool starts_with(struct str s, const char *text)
{
	size_t i = 0;
	while (text[i] != '\0' && i < s.nbytes && lower(s.ptr[i]) == text[i])
		i++;
	return text[i] == '\0';
}

static bool is_word(struct str s, const char *text)
{
	return s.nbytes == strlen(text) && starts_with(s, text);
}

/* A value in quotes, or one that ends before a byte of `stops`. */
static struct str take_value(struct str *rest, const char *stops)
{
	skip_all(rest, BLANKS);
	if (rest->nbytes == 0 || !is_in("\"'", rest->ptr[0]))
		return take_until(rest, stops);
	const char quote[] = {rest->ptr[0], '\0'};
	skip(rest, 1);
	struct str value = take_until(rest, quote);
	skip(rest, 1);
	return value;
}

/* Takes the next attribute of a tag; false at the end of the tag. */
static bool take_attribute(struct str *rest, struct attribute *attribute)
{
	skip_all(rest, BLANKS "/");
	if (rest->nbytes == 0 || rest->ptr[0] == '>')
		return false;
	*attribute = (struct attribute){.name = take_until(rest, BLANKS "/>=")};
	skip_all(rest, BLANKS);
	if (starts_with(*rest, "=")) {
		skip(rest, 1);
		attribute->value = take_value(rest, BLANKS ">");
	}
	return true;
}

/* The charset in "text/html; charset=gb2312". */
static enum encoding content_encoding(struct str content)
{
	while (content.nbytes > 0) {
		if (!starts_with(content, "charset")) {
			skip(&content, 1);
			continue;
		}
		skip(&content, strlen("charset"));
		skip_all(&content, BLANKS);
		if (!starts_with(content, "="))
			continue;
		skip(&content, 1);
		return encoding_from_name(take_value(&content, BLANKS ";"));
	}
	return ENCODING_UNKNOWN;
}

/* The charset of a <meta> of which `rest` has the attributes. */
static enum encoding meta_encoding(struct str *rest)
{
	enum encoding charset = ENCODING_UNKNOWN, content = ENCODING_UNKNOWN;
	bool is_content_type = false;
	struct attribute attribute;
	while (take_attribute(rest, &attribute)) {
		if (is_word(attribute.name, "charset"))
			charset = encoding_from_name(attribute.value);
		else if (is_word(attribute.name, "content"))
			content = content_encoding(attribute.value);
		else if (is_word(attribute.name, "http-equiv"))
			is_content_type = is_word(attribute.value, "content-type");
	}
	if (charset != ENCODING_UNKNOWN)
		return charset;
	return is_content_type ? content : ENCODING_UNKNOWN;
}

/* Moves behind a tag that is not <meta>; "<" in its attributes starts none. */
static void skip_tag(struct str *rest)
{
	struct attribute attribute;
	take_until(rest, BLANKS ">");
	while (take_attribute(rest, &attribute))
		;
}

/* Moves behind what starts with the "<" at `rest`; the encoding when it is a <meta> that names one. */
static enum encoding take_markup(struct str *rest)
{
	if (starts_with(*rest, "<!--")) {
		/* The dashes at the beginning may be those of the end. */
		skip(rest, 2);
		skip(rest, str_find(*rest, STR("-->")));
	} else if (starts_with(*rest, "<meta") && rest->nbytes > 5 && is_in(BLANKS "/", rest->ptr[5])) {
		skip(rest, 5);
		return meta_encoding(rest);
	} else if (rest->nbytes > 2 && is_letter(rest->ptr[rest->ptr[1] == '/' ? 2 : 1])) {
		skip_tag(rest);
	} else if (rest->nbytes > 1 && is_in("!/?", rest->ptr[1])) {
		take_until(rest, ">");
	} else {
		skip(rest, 1);
	}
	return ENCODING_UNKNOWN;
}

/* The encoding in <?xml version="1.0" encoding="GB2312"?> */
static enum encoding xml_encoding(struct str head)
{
	if (!starts_with(head, "<?xml") || head.nbytes <= 5 || !is_in(BLANKS, head.ptr[5]))
		return ENCODING_UNKNOWN;
	skip(&head, 5);
	struct attribute attribute;
	while (take_attribute(&head, &attribute))
		if (is_word(attribute.name, "encoding"))
			return encoding_from_name(attribute.value);
	return ENCODING_UNKNOWN;
}

static enum encoding html_encoding(struct str head)
{
	enum encoding encoding = ENCODING_UNKNOWN;
	while (head.nbytes > 0 && encoding == ENCODING_UNKNOWN) {
		take_until(&head, "<");
		encoding = take_markup(&head);
	}
	return encoding;
}

/* A declaration that can be read as ASCII is not in UTF-16 or UTF-32: those names then mean UTF-8. */
enum encoding encoding_declared(struct str bytes)
{
	struct str head = str_slice(bytes, 0, PRESCAN_NBYTES);
	skip(&head, encoding_bom_nbytes(ENCODING_UTF8, head));
	skip_all(&head, BLANKS);
	enum encoding encoding = xml_encoding(head);
	if (encoding == ENCODING_UNKNOWN)
		encoding = html_encoding(head);
	return encoding >= ENCODING_UTF16LE ? ENCODING_UTF8 : encoding;
}

/* ---- Byte order marks ------------------------------------------------------------------------------------------- */

/* In the order in which they are tried: that of UTF-32LE starts like that of UTF-16LE. */
static const struct bom {
	enum encoding encoding;
	struct str bytes;
} boms[] = {
	{ENCODING_UTF8, {"\xEF\xBB\xBF", 3}},
	{ENCODING_UTF32LE, {"\xFF\xFE\0\0", 4}},
	{ENCODING_UTF32BE, {"\0\0\xFE\xFF", 4}},
	{ENCODING_UTF16LE, {"\xFF\xFE", 2}},
	{ENCODING_UTF16BE, {"\xFE\xFF", 2}},
	{ENCODING_GB18030, {"\x84\x31\x95\x33", 4}},
};

enum { NBOMS = sizeof(boms) / sizeof(boms[0]) };

size_t encoding_bom_nbytes(enum encoding encoding, struct str bytes)
{
	for (size_t i = 0; i < NBOMS; i++)
		if (boms[i].encoding == encoding && str_starts_with(bytes, boms[i].bytes))
			return boms[i].bytes.nbytes;
	return 0;
}

static enum encoding marked_encoding(struct str bytes)
{
	for (size_t i = 0; i < NBOMS; i++)
		if (str_starts_with(bytes, boms[i].bytes))
			return boms[i].encoding;
	return ENCODING_UNKNOWN;
}

/* ---- Statistics ------------------------------------------------------------------------------------------------- */

/* Of how many characters beyond ASCII, units or bytes the statistics are made. */
enum { SAMPLE_NCHARS = 1024, SAMPLE_NBYTES = 4096 };

/* How many good characters UTF-8 with damage has for each bad one, at the least. Texts in GB18030 and Big5 look like
 * UTF-8 here and there: in 8 characters at the most 5 times for 2 bad ones, in 100 less than once for each bad one. */
enum { UTF8_GOOD_PER_BAD = 9 };

/* Control characters that no text holds, in more than one byte of 32. */
static bool is_binary(struct str bytes)
{
	struct str sample = str_slice(bytes, 0, SAMPLE_NBYTES);
	size_t ncontrols = 0;
	for (size_t i = 0; i < sample.nbytes; i++) {
		unsigned char byte = (unsigned char)sample.ptr[i];
		ncontrols += byte < '\t' || (byte > '\r' && byte < ' ') || byte == 0x7F;
	}
	return ncontrols > 1 + sample.nbytes / 32;
}

/* How many ASCII bytes `s` starts with. */
static size_t ascii_nbytes(struct str s)
{
	size_t nbytes = 0;
	while (nbytes < s.nbytes && (unsigned char)s.ptr[nbytes] < 0x80)
		nbytes++;
	return nbytes;
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

static bool is_utf8(struct str bytes)
{
	size_t place = utf8_find_invalid(bytes);
	return place == bytes.nbytes || encoding_utf8_is_cut(str_slice(bytes, place, bytes.nbytes));
}

/* Whether nearly all characters beyond ASCII are good UTF-8. Bad bytes beside each other are the remains of one. Gives
 * up where the rest of the sample cannot make up for the bad ones. */
static bool is_damaged_utf8(struct str rest)
{
	enum { MOST_BAD = SAMPLE_NCHARS / (UTF8_GOOD_PER_BAD + 1) };
	size_t ngood = 0, nbad = 0, run_nbytes = 0;
	while (rest.nbytes > 0 && ngood + nbad < SAMPLE_NCHARS && nbad <= MOST_BAD) {
		size_t skipped_nbytes = ascii_nbytes(rest);
		skip(&rest, skipped_nbytes);
		if (rest.nbytes == 0)
			break;
		struct utf8_char c = utf8_decode(rest);
		if (c.valid || skipped_nbytes > 0)
			run_nbytes = 0;
		ngood += c.valid;
		nbad += !c.valid && run_nbytes++ % UTF8_MAX_NBYTES == 0;
		skip(&rest, c.nbytes);
	}
	return ngood >= UTF8_GOOD_PER_BAD * nbad && ngood > 0;
}

/* UTF-16 and UTF-32 without a mark. */
struct wide {
	enum encoding encoding;
	size_t nbytes;                  /* of a unit */
	bool big_endian;
	size_t least_share;             /* per cent of usual units */
};

static const struct wide wides[] = {
	{ENCODING_UTF32LE, 4, false, 60},
	{ENCODING_UTF32BE, 4, true, 60},
	{ENCODING_UTF16LE, 2, false, 80},
	{ENCODING_UTF16BE, 2, true, 80},
};

enum { NWIDES = sizeof(wides) / sizeof(wides[0]) };

/* The code points that Chinese reports are made of, in order. */
static const struct span {
	uint32_t first, last;
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

static bool is_usual(uint32_t code_point)
{
	size_t i = NTEXT_SPANS;
	while (i > 0 && code_point < text_spans[i - 1].first)
		i--;
	return i > 0 && code_point <= text_spans[i - 1].last;
}

static uint32_t unit_at(const unsigned char *p, const struct wide *wide)
{
	uint32_t unit = 0;
	for (size_t i = 0; i < wide->nbytes; i++)
		unit = unit << 8 | p[wide->big_endian ? i : wide->nbytes - 1 - i];
	return unit;
}

/* Two letters of an ASCII text may look like one Chinese character in UTF-16: that speaks for nothing. */
static bool is_ascii_pair(const unsigned char *p, const struct wide *wide)
{
	return wide->nbytes == 2 && p[0] >= '\t' && p[0] < 0x7F && p[1] >= '\t' && p[1] < 0x7F;
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
		bool usual = is_usual(unit_at(p, wide));
		nusual += usual && !is_ascii_pair(p, wide);
		nother += !usual;
	}
	size_t share = nusual > 0 ? 100 * nusual / (nusual + nother) : 0;
	return share >= wide->least_share ? share : 0;
}

static enum encoding wide_encoding(struct str bytes)
{
	enum encoding best = ENCODING_UNKNOWN;
	size_t best_share = 0;
	for (size_t i = 0; i < NWIDES; i++) {
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
	int weight;
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
	{0x81, 0xA0, GBK_WEIGHT},
	{0xA1, 0xA1, 18},
	{0xA2, 0xA2, 11},
	{0xA3, 0xA3, 18},
	{0xA4, 0xA9, 4},
	{0xB0, 0xD7, 14},
	{0xD8, 0xF7, 8},
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

static int weight_of(const struct weight *weights, unsigned char lead)
{
	while (weights->first != 0 && (lead < weights->first || lead > weights->last))
		weights++;
	return weights->weight;
}

static bool is_between(unsigned char byte, unsigned char first, unsigned char last)
{
	return byte >= first && byte <= last;
}

static const struct piece bad_piece = {PIECE_BAD, 1, FAULT_WEIGHT};

/* `nbytes` of what may be a character whose end is missing. */
static struct piece cut_piece(size_t nbytes)
{
	return (struct piece){PIECE_CUT, nbytes, 0};
}

static struct piece gb_four_bytes(const unsigned char *p, size_t nbytes)
{
	if (nbytes > 2 && !is_between(p[2], 0x81, 0xFE))
		return bad_piece;
	if (nbytes < 4)
		return cut_piece(nbytes);
	return is_between(p[3], '0', '9') ? (struct piece){PIECE_MULTIPLE, 4, GB_FOUR_BYTES_WEIGHT} : bad_piece;
}

/* 80 is the euro sign. */
static struct piece gb_piece(const unsigned char *p, size_t nbytes)
{
	if (p[0] == 0x80)
		return (struct piece){PIECE_SINGLE, 1, 0};
	if (p[0] == 0xFF)
		return bad_piece;
	if (nbytes < 2)
		return cut_piece(nbytes);
	if (is_between(p[1], 0xA1, 0xFE))
		return (struct piece){PIECE_MULTIPLE, 2, weight_of(gb_weights, p[0])};
	if (is_between(p[1], '0', '9'))
		return gb_four_bytes(p, nbytes);
	if (is_between(p[1], 0x40, 0xA0) && p[1] != 0x7F)
		return (struct piece){PIECE_MULTIPLE, 2, GBK_WEIGHT};
	return bad_piece;
}

/* From 87: where Hong Kong's characters begin. */
static struct piece big5_piece(const unsigned char *p, size_t nbytes)
{
	if (!is_between(p[0], 0x87, 0xFE))
		return bad_piece;
	if (nbytes < 2)
		return cut_piece(nbytes);
	if (is_between(p[1], 0x40, 0x7E) || is_between(p[1], 0xA1, 0xFE))
		return (struct piece){PIECE_MULTIPLE, 2, weight_of(big5_weights, p[0])};
	return bad_piece;
}

typedef struct piece piece_reader(const unsigned char *p, size_t nbytes);

struct tally {
	size_t nchars;                  /* of more than one byte */
	size_t nbad;
	long weight;
};

/* Reads at most `max_nchars` characters of more than one byte. A character cut off at the end is no fault. */
static struct tally tally_of(struct str rest, piece_reader *piece_at, size_t max_nchars)
{
	struct tally tally = {0};
	for (;;) {
		skip(&rest, ascii_nbytes(rest));
		if (rest.nbytes == 0 || tally.nchars + tally.nbad == max_nchars)
			break;
		struct piece piece = piece_at((const unsigned char *)rest.ptr, rest.nbytes);
		tally.nchars += piece.kind == PIECE_MULTIPLE;
		tally.nbad += piece.kind == PIECE_BAD;
		tally.weight += piece.weight;
		skip(&rest, piece.nbytes);
	}
	return tally;
}

/* In hundredths, so that the mean of small numbers is told apart. */
static long mean_weight(struct tally tally)
{
	size_t n = tally.nchars + tally.nbad;
	return n > 0 ? 100 * tally.weight / (long)n : 100 * LEAST_MEAN_WEIGHT;
}

static enum encoding double_byte_encoding(struct str bytes)
{
	long gb = mean_weight(tally_of(bytes, gb_piece, SAMPLE_NCHARS));
	if (gb >= 100 * MOST_BIG5_WEIGHT)
		return ENCODING_GB18030;
	long big5 = mean_weight(tally_of(bytes, big5_piece, SAMPLE_NCHARS));
	if (gb < 100 * LEAST_MEAN_WEIGHT && big5 < 100 * LEAST_MEAN_WEIGHT)
		return ENCODING_UNKNOWN;
	return gb >= big5 ? ENCODING_GB18030 : ENCODING_BIG5;
}

/* ---- The rules -------------------------------------------------------------------------------------------------- */

static bool decodes_as(enum encoding encoding, struct str bytes)
{
	switch (encoding) {
	case ENCODING_GB18030:
		return tally_of(bytes, gb_piece, SIZE_MAX).nbad == 0;
	case ENCODING_BIG5:
		return tally_of(bytes, big5_piece, SIZE_MAX).nbad == 0;
	default:
		return false;
	}
}

/* For bytes that hold no control characters and have failed the strict test for UTF-8. */
static enum encoding other_encoding(struct str bytes)
{
	enum encoding declared = encoding_declared(bytes);
	if (decodes_as(declared, bytes))
		return declared;
	if (is_damaged_utf8(bytes))
		return ENCODING_UTF8;
	enum encoding wide = wide_encoding(bytes);
	return wide != ENCODING_UNKNOWN ? wide : double_byte_encoding(bytes);
}

enum encoding encoding_detect(struct str bytes)
{
	enum encoding marked = marked_encoding(bytes);
	if (marked != ENCODING_UNKNOWN)
		return marked;
	if (is_binary(bytes))
		return wide_encoding(bytes);
	return is_utf8(bytes) ? ENCODING_UTF8 : other_encoding(bytes);
}
