/* Where one is in the open report, in terms that survive another width, other findings beside its own, and reading the
 * file again: a finding by its rule and place, else a source line, and how far down in the rows made of it. */
#ifndef GOUJI_UI_SPOT_H
#define GOUJI_UI_SPOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct app;

struct spot {
	uint64_t finding;               /* what tells it from the others; 0 for none */
	uint32_t line;                  /* in the source; 0 before the first */
	size_t before, group;           /* rows of this line or finding before this one, and all of them */
};

/* The findings that the rendering was made of, by their numbers there. Zero-initialise it. */
struct spot_findings {
	size_t count, capacity;
	uint64_t *names;                /* never 0 */
};

/* Notes the findings of the open report; after every rendering of it. */
void spot_note_findings(struct app *app);
/* The place of a row of the rendering. */
struct spot spot_of_row(const struct app *app, size_t row);
/* The row of a place; where a finding is no more, the row that it stood at. */
size_t spot_row(const struct app *app, const struct spot *spot);
bool spot_is_same(const struct spot *a, const struct spot *b);
void spot_free(struct spot_findings *findings);

#endif
