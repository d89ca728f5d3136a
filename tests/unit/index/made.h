/* Entries and indexes that tests make up. */
#ifndef GOUJI_TESTS_INDEX_MADE_H
#define GOUJI_TESTS_INDEX_MADE_H

#include "base/arena.h"
#include "index/index.h"

/* An entry of a recognised report without findings. The strings are copied. */
struct index_entry *make_entry(struct arena *arena, const char *path, const char *agency, int year);
/* The path of an entry; see path_text. */
const char *path_of_entry(const struct index_entry *entry);
/* An index that loads nothing. Between know() and forget(). */
struct index *make_index(void);
/* Pseudo-random numbers below `limit`, the same in every run. */
unsigned next_random(uint32_t *seed, unsigned limit);

#endif
