#include "index/made.h"

#include <poll.h>

#include "check/examined.h"
#include "index/entry.h"

struct index_entry *make_entry(struct arena *arena, const char *path, const char *agency, int year)
{
	struct index_entry *entry = arena_alloc(arena, 1, sizeof(*entry));
	*entry = entry_start(arena, NULL, path, str_from(agency), NULL);
	entry->body_nbytes = (uint8_t)strlen(agency);
	entry->year = (int16_t)year;
	entry->state = REPORT_RECOGNISED;
	return entry;
}

const char *path_of_entry(const struct index_entry *entry)
{
	struct path path = index_entry_path(entry);
	return path_text(&path);
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
