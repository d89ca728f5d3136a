#include "check/across/roster.h"

#include "base/utf8.h"
#include "read/source.h"

enum { FIRST_YEAR = 1990, LAST_YEAR = 2099, MIN_NAME_NBYTES = 6 };

/* The next word of a line; blanks, tabs and commas separate. Empty at its end. */
static struct str next_word(struct str *line)
{
	size_t start = 0;
	while (start < line->nbytes && strchr(" \t\r,", line->ptr[start]))
		start++;
	size_t end = start;
	while (end < line->nbytes && !strchr(" \t\r,", line->ptr[end]))
		end++;
	struct str word = str_slice(*line, start, end - start);
	*line = str_slice(*line, end, line->nbytes);
	return word;
}

/* A year; 0 when it is none. */
static int read_year(struct str word)
{
	int year = 0;
	if (word.nbytes != 4)
		return 0;
	for (size_t i = 0; i < 4; i++) {
		if (word.ptr[i] < '0' || word.ptr[i] > '9')
			return 0;
		year = year * 10 + (word.ptr[i] - '0');
	}
	return year >= FIRST_YEAR && year <= LAST_YEAR ? year : 0;
}

/* Reads a line without its comment. False when there is something wrong with it, said in `fault`. */
static bool read_line(struct str line, struct roster_line *read, const char **fault)
{
	struct str year;
	read->agency = next_word(&line);
	year = next_word(&line);
	read->year = (int16_t)read_year(year);
	*fault = NULL;
	if (read->agency.nbytes && utf8_find_invalid(read->agency) != read->agency.nbytes)
		*fault = N_("not UTF-8");
	else if (read->agency.nbytes && (read->agency.nbytes < MIN_NAME_NBYTES || read_year(read->agency)))
		*fault = N_("expected the name of a body");
	else if (year.nbytes && !read->year)
		*fault = N_("expected a year");
	else if (next_word(&line).nbytes)
		*fault = N_("expected nothing behind the year");
	return !*fault;
}

bool roster_parse(struct roster *roster, struct arena *arena, struct str text, const char *path,
		  const struct catalog *catalog, struct error *error)
{
	struct str rest = text, line;
	*roster = (struct roster){.path = path};
	roster->lines = arena_alloc(arena, str_count(text, '\n') + 1, sizeof(*roster->lines));
	for (uint32_t number = 1; rest.nbytes && str_split(&rest, '\n', &line); number++) {
		struct roster_line read = {.line = number};
		const char *fault;
		line = str_slice(line, 0, str_find(line, STR("#")));
		if (!read_line(line, &read, &fault))
			return error_set(error, "%s:%u: %s", path, (unsigned)number, tr(catalog, fault));
		if (read.agency.nbytes)
			roster->lines[roster->count++] = read;
	}
	return true;
}

bool roster_read(struct roster *roster, struct arena *arena, const char *path, const struct catalog *catalog,
		 struct error *error)
{
	struct source source = {0};
	enum source_status status = source_read(&source, path);
	bool read = false;
	*roster = (struct roster){.path = path};
	if (status != SOURCE_OK && status != SOURCE_EMPTY)
		error_set(error, "%s: %s", path, tr(catalog, source_fault(&source, status)));
	else
		read = roster_parse(roster, arena, arena_copy(arena, source.text), path, catalog, error);
	source_free(&source);
	return read;
}
