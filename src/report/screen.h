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

enum {
	SCREEN_NBITS = 4096,
	SCREEN_MAX_ENDS = 64,
	SCREEN_NPARTS = 4,              /* bytes of an end that tell most texts from it */
	SCREEN_NNIBBLES = 16,
};

/* A set of the last three characters of all words. Zero-initialise it. */
struct screen {
	const struct format *format;    /* what it was made for */
	const struct words *words;
	bool passes_all;                /* a word is too short, or does not end with three Chinese characters */
	bool wide;                      /* the processor can look at 32 bytes at once */
	size_t nends;
	uint64_t ends[SCREEN_MAX_ENDS]; /* their bytes but for the first, which hardly tells characters apart */
	uint64_t bits[SCREEN_NBITS / 64]; /* the same as bits by a hash */
	/* The same as bits by the low and the high half of some of the bytes: an end is one of eight bits. */
	uint8_t low[SCREEN_NPARTS][SCREEN_NNIBBLES], high[SCREEN_NPARTS][SCREEN_NNIBBLES];
};

/* Makes the screen for a form and word lists, where it is not made for them already. */
void screen_prepare(struct screen *screen, const struct format *format, const struct words *words);
/* What may stand in a text (valid UTF-8): of enum screen_hint. One pass over the bytes. */
unsigned screen_look(const struct screen *screen, struct str text);
/* The same, character by character: what screen_look does where the processor cannot do more. */
unsigned screen_look_plain(const struct screen *screen, struct str text);

#endif
