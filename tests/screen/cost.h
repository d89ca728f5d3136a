/* What keys cost on the line: bytes that the program writes for them. */
#ifndef TESTS_SCREEN_COST_H
#define TESTS_SCREEN_COST_H

#include <stddef.h>

#include "terminal.h"

enum { COST_MAX_NSTEPS = 100 };

/* Of keys that were typed one by one. */
struct cost {
	size_t nsteps;                  /* the keys that are counted */
	size_t mean, median, most;      /* bytes for one key */
	/* Mean bytes of text, without what moves the cursor or changes its look. */
	size_t rows;                    /* of rows of panes that are other ones now */
	size_t text;                    /* of these what stands from the first to the last cell that has changed */
};

/* Types `key` `count` times (1 to COST_MAX_NSTEPS) and lets the program settle after each. */
struct cost cost_measure(struct terminal *t, const char *key, size_t count);
/* The same without the keys that changed more than one pane: others follow the cursor of the list once it has rested
 * for a while, which on a busy machine is between any two keys. With none left `nsteps` is 0. */
struct cost cost_measure_in_pane(struct terminal *t, const char *key, size_t count);

#endif
