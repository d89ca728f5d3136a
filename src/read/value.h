/* Values of cells, for readers that must tell a number from a label and know no labels. What whole words mean in
 * a cell is known above (data/words/cells.words); of them only the single characters stand here by which a text is
 * seen to be no label. */
#ifndef GOUJI_READ_VALUE_H
#define GOUJI_READ_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum { VALUE_NONE = 0x65E0 };           /* 无, in the place of a number */

/* The value of a digit, in ASCII or full width; -1 for anything else. */
static inline int value_digit(uint32_t c)
{
	if (c >= '0' && c <= '9')
		return (int)(c - '0');
	return c >= 0xFF10 && c <= 0xFF19 ? (int)(c - 0xFF10) : -1;
}

/* Whether a text begins with a digit in full width, ０ to ９. */
static inline bool value_begins_wide_digit(struct str text)
{
	return text.nbytes > 2 && str_starts_with(text, STR("\xEF\xBC")) && (unsigned char)text.ptr[2] >= 0x90 &&
	       (unsigned char)text.ptr[2] <= 0x99;
}

/* 增 and 减, before a number. */
static inline bool value_is_change(uint32_t c)
{
	return c == 0x589E || c == 0x51CF;
}

/* 件元万条个次项, behind one. */
static inline bool value_is_unit(uint32_t c)
{
	return c == 0x4EF6 || c == 0x5143 || c == 0x4E07 || c == 0x6761 || c == 0x4E2A || c == 0x6B21 || c == 0x9879;
}

/* A character of numbers, in ASCII and full width: digits, points, commas, signs and signs of per cent. */
bool value_is_number_char(uint32_t c);
/* Whether a text has nothing but characters of numbers, blanks, and signs for none: a number or a part of one. */
bool value_is_numeric(struct str text);
/* The same, or whether it is a number with a word before or behind it: -3, 增3, 3元; not 3.其他 and 3、其他. */
bool value_is_likely(struct str text);

#endif
