/* What tests of whole indexes share: one that is loaded, what comparing its reports finds, and whether two are the
 * same. */
#ifndef GOUJI_TESTS_INDEX_LOADED_H
#define GOUJI_TESTS_INDEX_LOADED_H

#include "index/across_index.h"

/* Loads what is at and below `paths`, which must outlive the index. */
struct index *load_index(const struct knowledge *knowledge, const char *const *paths, size_t npaths);
/* Holds its reports against each other and takes what is found in the place of what `before` (or NULL) had found, which
 * is freed. */
struct across_index *compare_index(struct index *index, const struct knowledge *knowledge, const struct roster *roster,
				   struct across_index *before);
/* The entry of a path, or NULL. */
const struct index_entry *find_entry(const struct index *index, const char *path);
/* Fails where an index, with what was found beside the files' own findings, is not as a fresh one. Files that have
 * vanished are not looked at. Returns how many errors there are beside the files' own. */
size_t assert_as_fresh(const struct index *index, const struct across_index *across, const struct index *fresh,
		       const struct across_index *fresh_across);

#endif
