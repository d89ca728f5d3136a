/* Where the store is kept by default, and who writes into it. */
#ifndef GOUJI_REVIEW_LOCATION_H
#define GOUJI_REVIEW_LOCATION_H

#include <stdbool.h>

#include "base/str.h"

/* Appends the path of the store: $XDG_DATA_HOME/gouji/verdicts.db, or ~/.local/share/gouji/verdicts.db. False when
 * neither variable is an absolute path. */
bool location_append_path(struct strbuf *out);
/* Appends who judges: $GOUJI_REVIEWER, or user@host. Never empty. */
void location_append_author(struct strbuf *out);
/* Makes the directories that `path` lies in, for the owner alone, and has them on disk. What fails shows when the file
 * is opened. */
void location_make_directories(const char *path);

#endif
