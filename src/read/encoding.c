#include "read/encoding.h"

#include "base/ascii.h"
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

/* Writes the name as it is in the list of aliases. False when it is none that could be there. */
static bool make_key(struct str name, char key[KEY_NBYTES])
{
	size_t nbytes = 0;
	for (size_t i = 0; i < name.nbytes; i++) {
		if (name.ptr[i] == '-' || name.ptr[i] == '_')
			continue;
		if (nbytes == KEY_NBYTES - 1 || name.ptr[i] == '\0')
			return false;
		key[nbytes++] = ascii_lower(name.ptr[i]);
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

/* ---- The rules -------------------------------------------------------------------------------------------------- */

/* For bytes that hold no control characters and have failed the strict test for UTF-8. */
static enum encoding other_encoding(struct str bytes)
{
	enum encoding declared = encoding_declared(bytes);
	if (encoding_bytes_are(declared, bytes))
		return declared;
	if (encoding_is_damaged_utf8(bytes))
		return ENCODING_UTF8;
	enum encoding wide = encoding_find_wide(bytes);
	return wide != ENCODING_UNKNOWN ? wide : encoding_find_double_byte(bytes);
}

enum encoding encoding_detect(struct str bytes)
{
	enum encoding marked = marked_encoding(bytes);
	if (marked != ENCODING_UNKNOWN)
		return marked;
	if (encoding_is_binary(bytes))
		return encoding_find_wide(bytes);
	return encoding_is_utf8(bytes) ? ENCODING_UTF8 : other_encoding(bytes);
}
