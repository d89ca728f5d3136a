#include "index/earlier.h"

#include <string.h>

/* Whether two reports are of the same body, by what of the names tells bodies apart (identity_body). */
static bool is_same_body(const struct index_entry *a, const struct index_entry *b)
{
	return a->body_nbytes && a->body_nbytes == b->body_nbytes &&
	       memcmp(index_entry_agency(a), index_entry_agency(b), a->body_nbytes) == 0;
}

/* Whether `a` is nearer to `entry` than `b`, which is of the same body and of an earlier year, as is `a`. */
static bool is_nearer(const struct index_entry *a, const struct index_entry *b, const struct index_entry *entry)
{
	if (a->year != b->year)
		return a->year > b->year;
	struct path path = index_entry_path(entry), a_path = index_entry_path(a), b_path = index_entry_path(b);
	size_t a_common = path_count_common(a_path, path), b_common = path_count_common(b_path, path);
	return a_common != b_common ? a_common > b_common : path_compare(a_path, b_path) < 0;
}

const struct index_entry *earlier_find(const struct index *index, const struct index_entry *entry)
{
	const struct index_entry *found = NULL;
	size_t count = index_count(index);
	for (size_t i = 0; entry->year && i < count; i++) {
		const struct index_entry *other = index_at(index, i);
		if (!other->year || other->year >= entry->year || !is_same_body(other, entry))
			continue;
		if (!found || is_nearer(other, found, entry))
			found = other;
	}
	return found;
}
