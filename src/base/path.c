#include "base/path.h"

enum { MARK = '/' };

/* A place in a path. */
struct place {
	const char *at;
	const char *name;               /* what follows the folder; NULL from there on */
	const char *start;              /* of the name; NULL before that, and from the mark on */
	const char *behind;             /* what follows the mark; NULL before that, and from there on */
};

struct str path_find_folder(const char *text)
{
	const char *slash = strrchr(text, '/');
	return (struct str){text, slash && slash[1] ? (size_t)(slash + 1 - text) : 0};
}

struct str path_find_name(const char *text)
{
	const char *slash = strrchr(text, '/');
	return str_from(slash ? slash + 1 : text);
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

struct path path_keep(struct arena *arena, const char *text, const char *folder, const char *kept)
{
	struct str own = path_find_folder(text), name = str_from(text + own.nbytes);
	void *place = arena_alloc_close(arena, path_name_nbytes(name, kept), 1);
	bool same = folder && str_equal(own, str_from(folder));
	return (struct path){same ? folder : arena_copy(arena, own).ptr, path_put_name(place, name, kept)};
}

/* ---- Reading ---- */

/* What the mark of a name stands for. */
static const char *kept_of(const char *name)
{
	const char *kept;
	memcpy(&kept, name - sizeof(kept), sizeof(kept));
	return kept;
}

static void append_name(const char *name, struct strbuf *out)
{
	const char *mark = strchr(name, MARK);
	if (!mark) {
		strbuf_append_text(out, name);
		return;
	}
	strbuf_append(out, (struct str){name, (size_t)(mark - name)});
	strbuf_append_text(out, kept_of(name));
	strbuf_append_text(out, mark + 1);
}

void path_append_name(struct path path, struct strbuf *out)
{
	append_name(path.name, out);
}

const char *path_join(struct path path, struct strbuf *out)
{
	strbuf_clear(out);
	strbuf_append_text(out, path.folder);
	append_name(path.name, out);
	return strbuf_text(out);
}

static struct place first_place(struct path path)
{
	return (struct place){.at = path.folder, .name = path.name};
}

/* The byte at a place, which moves on to the next part where one ends; 0 at the end of the path. */
static unsigned char byte_at(struct place *place)
{
	for (;;) {
		if (!*place->at && place->name) {
			place->at = place->start = place->name;
			place->name = NULL;
		} else if (!*place->at && place->behind) {
			place->at = place->behind;
			place->behind = NULL;
		} else if (*place->at == MARK && place->start) {
			place->behind = place->at + 1;
			place->at = kept_of(place->start);
			place->start = NULL;
		} else {
			return (unsigned char)*place->at;
		}
	}
}

/* Moves two places on to where they differ, or to the end of both; returns how far. */
static size_t pass_common(struct place *a, struct place *b)
{
	for (size_t count = 0;; count++) {
		for (; *a->at == *b->at && *a->at && *a->at != MARK; count++) {
			a->at++;
			b->at++;
		}
		if (byte_at(a) != byte_at(b) || !*a->at)
			return count;
		a->at++;
		b->at++;
	}
}

int path_compare(struct path a, struct path b)
{
	if (a.folder == b.folder)
		a.folder = b.folder = "";
	struct place x = first_place(a), y = first_place(b);
	/* Most folders differ before they end. */
	for (; *x.at == *y.at && *x.at; x.at++)
		y.at++;
	if (*x.at && *y.at)
		return (unsigned char)*x.at - (unsigned char)*y.at;
	pass_common(&x, &y);
	return byte_at(&x) - byte_at(&y);
}

size_t path_count_common(struct path a, struct path b)
{
	struct place x = first_place(a), y = first_place(b);
	return pass_common(&x, &y);
}

bool path_is(struct path path, const char *text)
{
	struct place x = first_place(path), y = {.at = text};
	pass_common(&x, &y);
	return !byte_at(&x) && !byte_at(&y);
}

size_t path_copy(struct path path, char *out, size_t nbytes)
{
	size_t count = 0;
	for (struct place place = first_place(path); byte_at(&place); place.at++, count++)
		if (count < nbytes)
			out[count] = *place.at;
	return count;
}
