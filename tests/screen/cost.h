/* What keys cost on the line: bytes that the program writes for them. */
#ifndef TESTS_SCREEN_COST_H
#define TESTS_SCREEN_COST_H

#include <stddef.h>

#include "terminal.h"

enum { COST_MAX_NSTEPS = 100 };

/* Of keys that were typed one by one. */
struct cost {
	size_t mean, median, most;      /* bytes for one key */
	size_t text;                    /* mean bytes of the text that was new on the screen, without what moves the cursor
	                                 * or changes its look */
};

/* Types `key` `count` times (1 to COST_MAX_NSTEPS) and lets the program settle after each. */
struct cost cost_measure(struct terminal *t, const char *key, size_t count);

#endif
