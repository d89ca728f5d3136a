/* Quick looks at a text: whether words of tables may stand in it, or blanks. The first spares a search for each of the
 * words in nearly every paragraph; where it says yes, the search has the last word. */
#ifndef GOUJI_REPORT_SCREEN_H
#define GOUJI_REPORT_SCREEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "report/format.h"
#include "report/words.h"

enum {
	SCREEN_NBITS = 4096,
	SCREEN_MAX_ENDS = 64,
	SCREEN_NPARTS = 4,              /* bytes of an end that tell most texts from it */
	SCREEN_NNIBBLES = 16,
};

/* Which words may stand in a text. */
enum screen_words {
	SCREEN_SIGNS = 1,               /* of a table */
	SCREEN_REPORT = 2,              /* words of such reports */
	SCREEN_ALL = SCREEN_SIGNS | SCREEN_REPORT,
};

/* A set of the last three characters of all words. Zero-initialise it. */
struct screen {
	const struct format *format;    /* what it was made for */
	const struct words *words;
	bool passes_all;                /* a word is too short, or does not end with three Chinese characters */
	bool wide;                      /* the processor can look at 32 bytes at once */
	size_t nends;
	uint8_t kinds[SCREEN_MAX_ENDS]; /* of enum screen_words: what ends so */
	uint64_t ends[SCREEN_MAX_ENDS]; /* their bytes but for the first, which hardly tells characters apart */
	uint64_t bits[SCREEN_NBITS / 64]; /* the same as bits by a hash */
	/* The same as bits by the low half of some of the bytes: an end is one of eight bits. */
	uint8_t low[SCREEN_NPARTS][SCREEN_NNIBBLES];
};

/* Makes the screen for a form and word lists, where it is not made for them already. */
void screen_prepare(struct screen *screen, const struct format *format, const struct words *words);
/* Which words may stand in a text (valid UTF-8): of enum screen_words. One pass over the bytes. */
unsigned screen_find_words(const struct screen *screen, struct str text);
/* Whether blanks may stand between words of a text. */
bool screen_may_hold_blanks(const struct screen *screen, struct str text);
/* The same, character by character: what they do where the processor cannot do more. */
unsigned screen_find_words_plain(const struct screen *screen, struct str text);
bool screen_may_hold_blanks_plain(struct str text);

#endif
