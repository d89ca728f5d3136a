#include "base/path.h"

/* A place in a path. */
struct place {
	const char *at;
	const char *name;               /* what follows the folder; NULL behind it */
};

struct str path_find_folder(const char *text)
{
	const char *slash = strrchr(text, '/');
	return (struct str){text, slash && slash[1] ? (size_t)(slash + 1 - text) : 0};
}

struct path path_keep(struct arena *arena, const char *text)
{
	struct str folder = path_find_folder(text);
	return (struct path){arena_copy(arena, folder).ptr, arena_copy(arena, str_from(text + folder.nbytes)).ptr};
}

const char *path_join(struct path path, struct strbuf *out)
{
	strbuf_clear(out);
	strbuf_append_text(out, path.folder);
	strbuf_append_text(out, path.name);
	return strbuf_text(out);
}

static unsigned char byte_at(struct place *place)
{
	if (!*place->at && place->name)
		*place = (struct place){place->name, NULL};
	return (unsigned char)*place->at;
}

/* Moves two places on to where they differ, or to the end of both; returns how far. */
static size_t pass_common(struct place *a, struct place *b)
{
	size_t count = 0;
	for (; byte_at(a) == byte_at(b) && *a->at; count++) {
		a->at++;
		b->at++;
	}
	return count;
}

int path_compare(struct path a, struct path b)
{
	if (a.folder == b.folder)
		return strcmp(a.name, b.name);
	struct place x = {a.folder, a.name}, y = {b.folder, b.name};
	pass_common(&x, &y);
	return byte_at(&x) - byte_at(&y);
}

size_t path_count_common(struct path a, struct path b)
{
	struct place x = {a.folder, a.name}, y = {b.folder, b.name};
	return pass_common(&x, &y);
}

bool path_is(struct path path, const char *text)
{
	return path_compare(path, (struct path){"", text}) == 0;
}
