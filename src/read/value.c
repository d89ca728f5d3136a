#include "read/value.h"

#include "base/utf8.h"

bool value_is_number_char(uint32_t c)
{
	return value_digit(c) >= 0 || c == '.' || c == ',' || c == '+' || c == '-' || c == '%' || c == 0xFF05 ||
	       c == 0xFF0B || c == 0xFF0C || c == 0xFF0D || c == 0xFF0E;
}

/* For a number that is not there: / ／ — – and what looks like them. */
static bool is_none_char(uint32_t c)
{
	return c == '/' || c == '\\' || c == 0xFF0F || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500;
}

bool value_is_numeric(struct str text)
{
	bool any = false;
	while (text.nbytes) {
		struct utf8_char c = utf8_decode(text);
		if (c.code_point != ' ' && !value_is_number_char(c.code_point) && !is_none_char(c.code_point))
			return false;
		any |= c.code_point != ' ';
		text = str_slice(text, c.nbytes, text.nbytes);
	}
	return any;
}

/* Whether a text begins with a number, perhaps behind one character, and is no numbered item. */
static bool begins_number(struct str text)
{
	struct utf8_char c = {0};
	bool digit = false;
	for (size_t nchars = 0; text.nbytes; nchars++) {
		c = utf8_decode(text);
		if (!value_is_number_char(c.code_point) && (digit || nchars))
			break;
		digit = value_digit(c.code_point) >= 0;
		text = str_slice(text, c.nbytes, text.nbytes);
	}
	return digit && !(text.nbytes && (c.code_point == 0x3001 || c.code_point == ')' || c.code_point == 0xFF09));
}

bool value_is_likely(struct str text)
{
	return value_is_numeric(text) || begins_number(text);
}
