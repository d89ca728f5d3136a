/* Telling from a file's bytes, in whatever encoding they are, that a text does not stand in them: most files that are
 * not UTF-8 need not be decoded to be searched. Internal to find*.c. */
#ifndef GOUJI_INDEX_FIND_RAW_H
#define GOUJI_INDEX_FIND_RAW_H

#include "base/match.h"

struct find_raw;

/* For the ideographs of a pattern; NULL when it has none that can be looked for. The pattern must
 * outlive it. */
struct find_raw *find_raw_new(const struct match_pattern *pattern);
void find_raw_free(struct find_raw *raw);
/* Whether the pattern may match in a text or page of these bytes. Never false where it does. Threads may share it; the
 * first calls take a millisecond or two. */
bool find_raw_may_hold(struct find_raw *raw, struct str bytes);

#endif
