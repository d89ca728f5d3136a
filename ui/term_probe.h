/* How wide the terminal really draws, found out by asking it where its cursor is. */
#ifndef GOUJI_UI_TERM_PROBE_H
#define GOUJI_UI_TERM_PROBE_H

#include <stddef.h>

#include "base/width.h"

enum { TERM_PROBE_WAIT_MS = 250, TERM_PROBE_NTYPED = 64 };

struct term_probe {
	enum width_ambiguous ambiguous; /* 0 when that could not be found out */
	size_t ntyped;                  /* bytes that were typed meanwhile and are no answer */
	char typed[TERM_PROBE_NTYPED];
};

/* Writes characters to the terminal of standard input and output and asks after each where the cursor stands; waits for
 * the answers for at most `wait_ms`. Answers that come later are left to whoever reads keys. To be called before curses
 * takes the terminal over. A terminal that shows Chinese characters otherwise than as UTF-8 tells nothing. */
struct term_probe term_probe(int wait_ms);

#endif
