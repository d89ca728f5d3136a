/* Where a person's own files are: the base directories of the XDG specification. */
#ifndef GOUJI_BASE_PLACES_H
#define GOUJI_BASE_PLACES_H

#include <stdbool.h>

#include "base/str.h"

enum place { PLACE_CONFIG, PLACE_DATA, PLACE_STATE, PLACE_CACHE, PLACE_COUNT };

/* Appends the program's directory of a kind: $XDG_CONFIG_HOME/gouji or ~/.config/gouji and so on. False, with nothing
 * appended, when the environment names neither it nor a home. */
bool places_append(enum place place, struct strbuf *out);
/* Whether one may not go into a directory, or into one above it: where another person's home is still in the
 * environment, there is nothing of one's own to read. One that is missing is not closed. */
bool places_is_closed(const char *directory);
/* Makes a directory and those above it that are missing, for their owner alone (0700). False with errno set. */
bool places_make(const char *directory);

#endif
