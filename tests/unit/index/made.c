#include "index/made.h"

#include <poll.h>

#include "check/examined.h"

struct index_entry *make_entry(struct arena *arena, const char *path, const char *agency, int year)
{
	struct index_entry *entry = arena_alloc(arena, 1, sizeof(*entry));
	entry->path = arena_copy(arena, str_from(path)).ptr;
	const char *slash = strrchr(entry->path, '/');
	entry->name = slash ? slash + 1 : entry->path;
	entry->agency = arena_copy(arena, str_from(agency)).ptr;
	entry->body_nbytes = (uint8_t)strlen(agency);
	entry->year = (int16_t)year;
	entry->state = REPORT_RECOGNISED;
	return entry;
}

struct index *make_index(void)
{
	struct index *index = index_open(&known, NULL, 0);
	while (index_is_loading(index)) {
		struct pollfd wake = {.fd = index_wake_fd(index), .events = POLLIN};
		poll(&wake, 1, 1000);
		index_take(index);
	}
	return index;
}

unsigned next_random(uint32_t *seed, unsigned limit)
{
	*seed = *seed * 1664525 + 1013904223;
	return (unsigned)((uint64_t)(*seed >> 8) * limit >> 24);
}
