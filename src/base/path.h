/* Paths in two parts, for those who keep many of them: the files of a folder share its name.
 *
 * Many files are named after the body whose report they hold, and its name is kept already. So a name may be kept with
 * a mark in the place of another text: the mark is the first slash, for no name of a file holds one, and the address of
 * that text stands in the bytes before the name. Where a name does have slashes (a path that ends in one has no folder
 * here), the first stands for a slash. */
#ifndef GOUJI_BASE_PATH_H
#define GOUJI_BASE_PATH_H

#include "base/arena.h"
#include "base/str.h"

struct path {
	const char *folder;             /* with its slash; "" when there is none, or nothing behind the last one */
	const char *name;               /* a text without slashes, or one that path_put_name has put there */
};

/* The folder in a path, and the name of the file: what stands behind the last slash, which may be nothing. */
struct str path_find_folder(const char *text);
struct str path_find_name(const char *text);
/* How many bytes path_put_name needs for a name in which `kept` may stand for a part of it; "" for nothing. */
size_t path_name_nbytes(struct str name, const char *kept);
/* Puts a name to a place of so many bytes, of any alignment, and returns it as it goes into a struct path: up to the
 * end of the place. It views `kept`. */
const char *path_put_name(void *place, struct str name, const char *kept);
/* A path with both parts in `arena`, or beside what is kept as long: with the folder of another path where it is that
 * one (NULL: there is none), and with `kept` where the name has that text ("": with nothing). */
struct path path_keep(struct arena *arena, const char *text, const char *folder, const char *kept);
/* The whole path, in the place of what `out` holds; valid as long as that. */
const char *path_join(struct path path, struct strbuf *out);
/* The beginning of the whole path that fits into `nbytes`, without an end mark; returns how long it is as a whole. */
size_t path_copy(struct path path, char *out, size_t nbytes);
/* Appends the name in full. */
void path_append_name(struct path path, struct strbuf *out);
/* As strcmp of the whole paths. */
int path_compare(struct path a, struct path b);
/* How many bytes two paths have in common at the beginning. */
size_t path_count_common(struct path a, struct path b);
/* Whether a path as a whole is this text. */
bool path_is(struct path path, const char *text);

#endif
