/* The report of the same body for an earlier year, among those that are loaded. */
#ifndef GOUJI_INDEX_EARLIER_H
#define GOUJI_INDEX_EARLIER_H

#include "index/index.h"

/* The report of the same body for the year before, else for the nearest earlier year; NULL when there is none, or when
 * body or year are not known. Of several for a year the one whose path has the longest beginning in common, then the
 * first by path. Looks at every entry. */
const struct index_entry *earlier_find(const struct index *index, const struct index_entry *entry);

#endif
