#include "base/path.h"

enum { MARK = '/' };

/* The folder, what stands before the mark, what that stands for, and what follows; any may be empty. */
enum { PART_FOLDER, PART_BEFORE, PART_KEPT, PART_BEHIND, NPARTS };

/* How far one has come in the parts. */
struct walk {
	struct str parts[NPARTS];
	size_t part;
};

struct str path_find_folder(const char *text)
{
	const char *slash = strrchr(text, '/');
	return (struct str){text, slash && slash[1] ? (size_t)(slash + 1 - text) : 0};
}

/* ---- Keeping ---- */

/* What a mark is to stand for in a name, and where; NULL when the name is kept as it is, which takes less. */
static const char *choose_kept(struct str name, const char *kept, size_t *offset)
{
	static const char slash[] = {MARK, '\0'};
	*offset = str_find(name, str_from(slash));
	if (*offset < name.nbytes)
		return slash;
	size_t nbytes = strlen(kept);
	*offset = nbytes > sizeof(kept) + 1 ? str_find(name, (struct str){kept, nbytes}) : name.nbytes;
	return *offset < name.nbytes ? kept : NULL;
}

size_t path_name_nbytes(struct str name, const char *kept)
{
	size_t offset;
	kept = choose_kept(name, kept, &offset);
	return (kept ? sizeof(kept) + name.nbytes - strlen(kept) + 1 : name.nbytes) + 1;
}

static char *put(char *at, struct str text)
{
	if (text.nbytes)
		memcpy(at, text.ptr, text.nbytes);
	return at + text.nbytes;
}

const char *path_put_name(void *place, struct str name, const char *kept)
{
	char *start = place, *end;
	size_t offset;
	kept = choose_kept(name, kept, &offset);
	if (kept) {
		memcpy(place, &kept, sizeof(kept));
		start += sizeof(kept);
		end = put(start, str_slice(name, 0, offset));
		*end++ = MARK;
		end = put(end, str_slice(name, offset + strlen(kept), name.nbytes));
	} else {
		end = put(start, name);
	}
	*end = '\0';
	return start;
}

struct path path_keep(struct arena *arena, const char *text)
{
	return path_keep_beside(arena, text, NULL, "");
}

struct path path_keep_beside(struct arena *arena, const char *text, const char *folder, const char *kept)
{
	struct str own = path_find_folder(text), name = str_from(text + own.nbytes);
	void *place = arena_alloc_close(arena, path_name_nbytes(name, kept), 1);
	bool same = folder && str_equal(own, str_from(folder));
	return (struct path){same ? folder : arena_copy(arena, own).ptr, path_put_name(place, name, kept)};
}

/* ---- Reading ---- */

static void split_name(const char *name, struct walk *walk)
{
	const char *mark = strchr(name, MARK), *kept;
	walk->parts[PART_BEFORE] = (struct str){name, mark ? (size_t)(mark - name) : strlen(name)};
	walk->parts[PART_KEPT] = walk->parts[PART_BEHIND] = (struct str){name, 0};
	if (!mark)
		return;
	memcpy(&kept, name - sizeof(kept), sizeof(kept));
	walk->parts[PART_KEPT] = str_from(kept);
	walk->parts[PART_BEHIND] = str_from(mark + 1);
}

static struct walk walk_path(struct path path)
{
	struct walk walk = {.parts = {str_from(path.folder)}};
	split_name(path.name, &walk);
	return walk;
}

size_t path_copy(struct path path, char *out, size_t nbytes)
{
	size_t total = 0;
	for (struct walk walk = walk_path(path); walk.part < NPARTS; walk.part++) {
		struct str part = walk.parts[walk.part];
		size_t room = total < nbytes ? nbytes - total : 0;
		put(out + (total < nbytes ? total : nbytes), str_slice(part, 0, room));
		total += part.nbytes;
	}
	return total;
}

void path_append_name(struct path path, struct strbuf *out)
{
	struct walk walk = {.part = PART_BEFORE};
	split_name(path.name, &walk);
	for (; walk.part < NPARTS; walk.part++)
		strbuf_append(out, walk.parts[walk.part]);
}

const char *path_join(struct path path, struct strbuf *out)
{
	strbuf_clear(out);
	strbuf_append_text(out, path.folder);
	path_append_name(path, out);
	return strbuf_text(out);
}

/* What is left of the part in hand; empty at the end of the path alone. */
static struct str *rest_of(struct walk *walk)
{
	while (walk->part + 1 < NPARTS && !walk->parts[walk->part].nbytes)
		walk->part++;
	return &walk->parts[walk->part];
}

static size_t count_equal(struct str a, struct str b, size_t nbytes)
{
	size_t count = 0;
	if (nbytes && memcmp(a.ptr, b.ptr, nbytes) == 0)
		return nbytes;
	while (count < nbytes && a.ptr[count] == b.ptr[count])
		count++;
	return count;
}

/* Moves two walks on to where they differ, or to the end of one of them; returns how far. */
static size_t pass_common(struct walk *a, struct walk *b)
{
	size_t count = 0;
	for (;;) {
		struct str *x = rest_of(a), *y = rest_of(b);
		size_t nbytes = x->nbytes < y->nbytes ? x->nbytes : y->nbytes, nequal = count_equal(*x, *y, nbytes);
		*x = str_slice(*x, nequal, x->nbytes);
		*y = str_slice(*y, nequal, y->nbytes);
		count += nequal;
		if (!nbytes || nequal < nbytes)
			return count;
	}
}

static int next_byte(struct walk *walk)
{
	const struct str *rest = rest_of(walk);
	return rest->nbytes ? (unsigned char)*rest->ptr : 0;
}

int path_compare(struct path a, struct path b)
{
	if (a.folder == b.folder)
		a.folder = b.folder = "";
	struct walk x = walk_path(a), y = walk_path(b);
	pass_common(&x, &y);
	return next_byte(&x) - next_byte(&y);
}

size_t path_count_common(struct path a, struct path b)
{
	struct walk x = walk_path(a), y = walk_path(b);
	return pass_common(&x, &y);
}

bool path_is(struct path path, const char *text)
{
	struct walk x = walk_path(path), y = {.parts = {str_from(text)}};
	pass_common(&x, &y);
	return !next_byte(&x) && !next_byte(&y);
}
