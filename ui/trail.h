/* The trail: places one jumped away from, to go back to. */
#ifndef GOUJI_UI_TRAIL_H
#define GOUJI_UI_TRAIL_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/layout.h"
#include "ui/spot.h"

struct index_entry;

enum { TRAIL_MAX_PLACES = 64 };

struct trail_place {
	const struct index_entry *entry; /* the report that was open; NULL for none */
	enum pane_id pane;              /* that had the focus */
	struct spot spot;               /* in the report */
};

/* Zero-initialise it. */
struct trail {
	size_t count;                   /* places kept */
	size_t current;                 /* one behind the place that is left next; below `count` after steps back */
	struct trail_place *places;
};

/* Keeps a place before a jump; what lay ahead of steps back is forgotten. The oldest goes when there are too many. */
void trail_push(struct trail *trail, struct trail_place place);
/* The place before (or behind) `here`, which takes its turn; false when there is none. */
bool trail_step(struct trail *trail, struct trail_place here, bool back, struct trail_place *place);
void trail_free(struct trail *trail);

#endif
