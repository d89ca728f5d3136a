#include "ui/trail.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

static bool same(const struct trail_place *a, const struct trail_place *b)
{
	return a->entry == b->entry && a->pane == b->pane && spot_is_same(&a->spot, &b->spot);
}

void trail_push(struct trail *trail, struct trail_place place)
{
	if (!trail->places)
		trail->places = alloc_zeroed(TRAIL_MAX_PLACES, sizeof(*trail->places));
	trail->count = trail->current;
	if (trail->count && same(&trail->places[trail->count - 1], &place))
		return;
	if (trail->count == TRAIL_MAX_PLACES) {
		memmove(trail->places, trail->places + 1, (TRAIL_MAX_PLACES - 1) * sizeof(*trail->places));
		trail->count--;
	}
	trail->places[trail->count++] = place;
	trail->current = trail->count;
}

/* Places lie in a row; a step swaps the place one is at with the one gone to, so that steps back and forth meet. */
bool trail_step(struct trail *trail, struct trail_place here, bool back, struct trail_place *place)
{
	if (back ? trail->current == 0 : trail->current == trail->count)
		return false;
	size_t at = back ? --trail->current : trail->current++;
	*place = trail->places[at];
	trail->places[at] = here;
	return true;
}

void trail_free(struct trail *trail)
{
	free(trail->places);
	*trail = (struct trail){0};
}
