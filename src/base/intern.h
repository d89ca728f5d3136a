/* Texts that come again and again, kept once each: names of bodies, one for every year's report. */
#ifndef GOUJI_BASE_INTERN_H
#define GOUJI_BASE_INTERN_H

#include "base/arena.h"

/* Zero-initialise it; intern_free releases the table, while the texts stay in their arena. Not shared between
 * threads. */
struct interned {
	size_t count, capacity;         /* the capacity is a power of two, or 0 */
	const char **texts;             /* a hash table; NULL for a free place */
};

/* The text, NUL-terminated, as it was copied to `arena` when it came first. It holds no NUL. */
const char *intern_text(struct interned *interned, struct arena *arena, struct str text);
void intern_free(struct interned *interned);

#endif
