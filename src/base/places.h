/* Where a person's own files are: the base directories of the XDG specification. */
#ifndef GOUJI_BASE_PLACES_H
#define GOUJI_BASE_PLACES_H

#include <stdbool.h>

#include "base/str.h"

enum place { PLACE_CONFIG, PLACE_DATA, PLACE_STATE, PLACE_CACHE, PLACE_COUNT };

/* Appends the program's directory of a kind: $XDG_CONFIG_HOME/gouji or ~/.config/gouji and so on. False, with nothing
 * appended, when the environment names neither it nor a home. */
bool places_append(enum place place, struct strbuf *out);
/* Makes a directory and those above it that are missing, for their owner alone (0700). False with errno set. */
bool places_make(const char *directory);

#endif
