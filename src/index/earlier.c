#include "index/earlier.h"

#include <string.h>

bool earlier_is_same_body(const struct index_entry *a, const struct index_entry *b)
{
	return a->body_nbytes && a->body_nbytes == b->body_nbytes && memcmp(a->agency, b->agency, a->body_nbytes) == 0;
}

static size_t count_common(const char *a, const char *b)
{
	size_t count = 0;
	while (a[count] && a[count] == b[count])
		count++;
	return count;
}

/* Whether `a` is nearer to `entry` than `b`, which is of the same body and of an earlier year, as is `a`. */
static bool is_nearer(const struct index_entry *a, const struct index_entry *b, const struct index_entry *entry)
{
	if (a->year != b->year)
		return a->year > b->year;
	size_t a_common = count_common(a->path, entry->path), b_common = count_common(b->path, entry->path);
	return a_common != b_common ? a_common > b_common : strcmp(a->path, b->path) < 0;
}

const struct index_entry *earlier_find(const struct index *index, const struct index_entry *entry)
{
	const struct index_entry *found = NULL;
	size_t count = index_count(index);
	for (size_t i = 0; entry->year && i < count; i++) {
		const struct index_entry *other = index_at(index, i);
		if (!other->year || other->year >= entry->year || !earlier_is_same_body(other, entry))
			continue;
		if (!found || is_nearer(other, found, entry))
			found = other;
	}
	return found;
}
