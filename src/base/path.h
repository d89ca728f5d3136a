/* Paths in two parts, for those who keep many of them: the files of a folder share its name. */
#ifndef GOUJI_BASE_PATH_H
#define GOUJI_BASE_PATH_H

#include "base/arena.h"
#include "base/str.h"

struct path {
	const char *folder;             /* with its slash; "" when there is none, or nothing behind the last one */
	const char *name;
};

/* The folder in a path. */
struct str path_find_folder(const char *text);
/* A path with both parts in `arena`. */
struct path path_keep(struct arena *arena, const char *text);
/* The whole path, in the place of what `out` holds; valid as long as that. */
const char *path_join(struct path path, struct strbuf *out);
/* As strcmp of the whole paths. */
int path_compare(struct path a, struct path b);
/* How many bytes two paths have in common at the beginning. */
size_t path_count_common(struct path a, struct path b);
/* Whether a path as a whole is this text. */
bool path_is(struct path path, const char *text);

#endif
