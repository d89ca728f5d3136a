/* A quick look at a text: whether words of tables may stand in it, and blanks. It spares a search for each of the words
 * in nearly every paragraph; where it says yes, the search has the last word. */
#ifndef GOUJI_REPORT_SCREEN_H
#define GOUJI_REPORT_SCREEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "report/format.h"
#include "report/words.h"

enum screen_hint {
	SCREEN_WORDS = 1,               /* signs of a table or words of such reports may stand in the text */
	SCREEN_BLANKS = 2,              /* blanks may stand between words */
};

enum { SCREEN_NBITS = 4096 };

/* A set of the last three characters of all words, as bits by a hash. Zero-initialise it. */
struct screen {
	const struct format *format;    /* what it was made for */
	const struct words *words;
	bool passes_all;                /* a word is too short, or does not end with three Chinese characters */
	uint64_t bits[SCREEN_NBITS / 64];
};

/* Makes the screen for a form and word lists, where it is not made for them already. */
void screen_prepare(struct screen *screen, const struct format *format, const struct words *words);
/* What may stand in a text (valid UTF-8): of enum screen_hint. One pass over the bytes. */
unsigned screen_look(const struct screen *screen, struct str text);

#endif
