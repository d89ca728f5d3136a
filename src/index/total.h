/* How many files there are below some paths, counted in the background beside their loading: names are read, and no
 * file is opened. */
#ifndef GOUJI_INDEX_TOTAL_H
#define GOUJI_INDEX_TOTAL_H

#include <stdbool.h>
#include <stddef.h>

struct total;

/* Begins; the strings must outlive it. NULL where no thread is to be had. */
struct total *total_start(const char *const *paths, size_t npaths);
/* Stops and frees it; NULL is allowed. */
void total_free(struct total *total);
/* How many were found so far; `*all` tells whether these are all. */
size_t total_count(const struct total *total, bool *all);

#endif
