/* The characters of drawings. */
#include "base/utf8.h"
#include "base/width.h"
#include "read/drawn/drawn_parts.h"
#include "read/value.h"

/* The arms of U+2500 to U+257F as hexadecimal digits: c ─, 3 │, a ┌, 6 ┐, 9 └, 5 ┘, b ├, 7 ┤, e ┬, d ┴, f ┼, in all
 * their weights; 0 for diagonals. */
static const char box_arms[] = "cc33cc33cc33aaaa"
			       "666699995555bbbb"
			       "bbbb77777777eeee"
			       "eeeeddddddddffff"
			       "ffffffffffffcc33"
			       "c3aaa666999555bb"
			       "b777eeedddfffa65"
			       "900041824182c3c3";

static uint8_t arms_of_box(uint32_t c)
{
	enum { FIRST = 0x2500, LAST = 0x257F, BAR = 0xFF5C };
	if (c == BAR)
		return DRAWN_UPRIGHT;
	if (c < FIRST || c > LAST)
		return 0;
	char digit = box_arms[c - FIRST];
	return (uint8_t)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

static uint8_t arms_of_ascii(uint32_t c)
{
	if (c == '|')
		return DRAWN_UPRIGHT;
	if (c == '+')
		return DRAWN_UPRIGHT | DRAWN_LEVEL;
	return c == '-' || c == '=' || c == ':' ? DRAWN_LEVEL : 0;
}

struct drawn_char drawn_next_char(struct str rest, enum drawn_family family)
{
	struct utf8_char c = utf8_decode(rest);
	uint8_t arms = family == DRAWN_ASCII ? arms_of_ascii(c.code_point) : arms_of_box(c.code_point);
	return (struct drawn_char){c.code_point, c.nbytes, arms};
}

uint32_t drawn_char_width(uint32_t code_point, enum drawn_measure measure)
{
	if (measure == DRAWN_CHARS)
		return 1;
	int width = width_of(code_point, measure == DRAWN_WIDE ? WIDTH_AMBIGUOUS_2 : WIDTH_AMBIGUOUS_1);
	return width < 0 ? 1 : (uint32_t)width;
}

static bool is_narrow(uint32_t c)
{
	return c < 0x80 || value_is_number_char(c);
}

bool drawn_begins_narrow(struct str text)
{
	return text.nbytes && is_narrow(utf8_decode(text).code_point);
}

bool drawn_ends_narrow(struct str text)
{
	size_t start = text.nbytes ? text.nbytes - 1 : 0;
	while (start && utf8_is_tail(text.ptr[start]))
		start--;
	return drawn_begins_narrow(str_slice(text, start, text.nbytes));
}
