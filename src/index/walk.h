/* The files below a path, in order, for batch runs. */
#ifndef GOUJI_INDEX_WALK_H
#define GOUJI_INDEX_WALK_H

#include <stdbool.h>

/* Takes a file's path. False stops the walk. */
typedef bool walk_take(void *context, const char *path);
/* Takes what could not be walked: a path and errno. */
typedef void walk_fail(void *context, const char *path, int error_number);

/* Calls `take` for every regular file at or below `path`, in byte order of the names, directories in their place among
 * the files. Names that begin with a dot are left out below `path`, but not `path` itself. Symbolic links to files are
 * followed, links to directories below `path` are not. `path` itself is taken whatever it is, if not a directory. False
 * when `take` stopped it. */
bool walk_files(const char *path, walk_take *take, walk_fail *fail, void *context);

#endif
