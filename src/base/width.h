/* How many terminal columns a code point takes. The table is generated from Unicode's EastAsianWidth.txt and
 * UnicodeData.txt (data/unicode/make-width.sh), so that the answer does not depend on the locale. */
#ifndef GOUJI_BASE_WIDTH_H
#define GOUJI_BASE_WIDTH_H

#include <stdint.h>

/* Columns of East Asian Ambiguous characters (“ ” — … · ①): 1 on UTF-8 terminals, 2 on GBK, GB18030 and Big5 ones. */
enum width_ambiguous { WIDTH_AMBIGUOUS_1 = 1, WIDTH_AMBIGUOUS_2 = 2 };

/* 0 for combining and zero-width characters, 2 for wide and full-width ones, 1 or 2 for ambiguous ones, -1 for
 * control characters, surrogates and values that are no code points, else 1. */
int width_of(uint32_t code_point, enum width_ambiguous ambiguous);

/* The ambiguous width that goes with a character set name as nl_langinfo(CODESET) gives it. */
enum width_ambiguous width_ambiguous_for(const char *codeset);

#endif
