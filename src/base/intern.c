#include "base/intern.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/fold.h"

enum { FIRST_CAPACITY = 64 };

/* The place of a text, or the free one where it would go: there is always one. */
static size_t find_place(const struct interned *interned, struct str text)
{
	size_t place = (size_t)hash_bytes(text) & (interned->capacity - 1);
	while (interned->texts[place] && !str_equal(str_from(interned->texts[place]), text))
		place = (place + 1) & (interned->capacity - 1);
	return place;
}

static void grow(struct interned *interned)
{
	struct interned larger = {.count = interned->count};
	larger.capacity = interned->capacity ? interned->capacity * 2 : FIRST_CAPACITY;
	larger.texts = alloc_zeroed(larger.capacity, sizeof(*larger.texts));
	for (size_t i = 0; i < interned->capacity; i++)
		if (interned->texts[i])
			larger.texts[find_place(&larger, str_from(interned->texts[i]))] = interned->texts[i];
	free(interned->texts);
	*interned = larger;
}

const char *intern_text(struct interned *interned, struct arena *arena, struct str text)
{
	if (interned->count >= interned->capacity / 4 * 3)
		grow(interned);
	size_t place = find_place(interned, text);
	if (!interned->texts[place]) {
		interned->texts[place] = arena_copy(arena, text).ptr;
		interned->count++;
	}
	return interned->texts[place];
}

void intern_free(struct interned *interned)
{
	free(interned->texts);
	*interned = (struct interned){0};
}
