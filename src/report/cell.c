#include "report/cell.h"

#include "base/ascii.h"
#include "base/utf8.h"

enum { MAX_NUMBER_NBYTES = 40, MAX_BLANK_NBYTES = 12 };

const char *cell_status_name(enum cell_status status)
{
	static const char *const names[CELL_NSTATUSES] = {
		[CELL_ABSENT] = "absent", [CELL_READ] = "read", [CELL_BLANK] = "blank",
		[CELL_NOTED] = "noted",   [CELL_LOST] = "lost", [CELL_TEXT] = "text",
		[CELL_INFERRED] = "inferred",
	};
	return names[status];
}

/* The ASCII form of a character that may stand in a number, or 0. */
static char number_char(uint32_t c)
{
	if (c >= 0xFF10 && c <= 0xFF19)
		return (char)('0' + (c - 0xFF10));
	if (c == 0xFF0E)
		return '.';
	if (c == 0xFF0C)
		return ',';
	if (c == 0xFF0B)
		return '+';
	if (c == 0xFF0D)
		return '-';
	if ((c >= '0' && c <= '9') || c == '.' || c == ',' || c == '+' || c == '-')
		return (char)c;
	return 0;
}

/* Copies the number that `text` begins with, in ASCII, and returns how many bytes of `text` it took. */
static size_t copy_number(struct str text, char out[MAX_NUMBER_NBYTES], size_t *nout)
{
	size_t used = 0;
	*nout = 0;
	while (used < text.nbytes && *nout < MAX_NUMBER_NBYTES) {
		struct utf8_char c = utf8_decode(str_slice(text, used, UTF8_MAX_NBYTES));
		char digit = c.valid ? number_char(c.code_point) : 0;
		if (!digit)
			break;
		out[(*nout)++] = digit;
		used += c.nbytes;
	}
	return used;
}

/* Takes out the commas of "1,234,567". False when a comma stands anywhere but before groups of three digits. */
static bool strip_thousands(char *number, size_t *nbytes)
{
	size_t kept = 0, digits = 0;
	bool grouped = false, fraction = false;
	for (size_t i = 0; i < *nbytes; i++) {
		char c = number[i];
		if (c == ',') {
			if (fraction || digits == 0 || digits > 3 || (grouped && digits != 3))
				return false;
			grouped = true;
			digits = 0;
			continue;
		}
		if (c == '.') {
			if (grouped && digits != 3)
				return false;
			fraction = true;
		} else if (ascii_is_digit(c)) {
			digits += !fraction;
		}
		number[kept++] = c;
	}
	*nbytes = kept;
	return !grouped || fraction || digits == 3;
}

static bool opens_remark(struct str rest, const struct words *words)
{
	if (words_find_start(words, WORDS_REMARK, rest))
		return true;
	/* Digits in circles. */
	return rest.nbytes > 2 && str_starts_with(rest, STR("\xe2\x91")) && (unsigned char)rest.ptr[2] >= 0xA0;
}

/* Whether a digit stands where a number may begin: most texts are told from numbers by that. */
static bool has_digit(struct str text)
{
	enum { MAX_PREFIX_NBYTES = 16 };
	for (size_t i = 0; i < text.nbytes && i < MAX_PREFIX_NBYTES; i++)
		if (ascii_is_digit(text.ptr[i]) || text.ptr[i] == '\xef')
			return true;
	return false;
}

enum cell_status cell_parse(struct str text, const struct words *words, decimal *value)
{
	if (cell_parse_digits(text, value))
		return CELL_READ;
	char number[MAX_NUMBER_NBYTES];
	size_t nbytes;
	if (!text.nbytes || (text.nbytes <= MAX_BLANK_NBYTES && words_find_equal(words, WORDS_BLANK, text)))
		return CELL_BLANK;
	if (!has_digit(text))
		return CELL_TEXT;
	const struct str *less = words_find_start(words, WORDS_LESS, text);
	const struct str *more = words_find_start(words, WORDS_MORE, text);
	if (less || more)
		text = str_trim(str_slice(text, less ? less->nbytes : more->nbytes, text.nbytes));
	struct str rest = str_trim(str_slice(text, copy_number(text, number, &nbytes), text.nbytes));
	if (!nbytes || !strip_thousands(number, &nbytes) || !decimal_parse((struct str){number, nbytes}, value))
		return CELL_TEXT;
	if (less)
		*value = -*value;
	if (!rest.nbytes || words_find_equal(words, WORDS_UNIT, rest))
		return CELL_READ;
	return opens_remark(rest, words) ? CELL_NOTED : CELL_TEXT;
}
