#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "load.h"

/* Lines `path TAB rule TAB place`, sorted. */
struct lines {
	size_t count, capacity;
	char **list;
};

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add(struct lines *lines, const char *text)
{
	lines->list = alloc_grow(lines->list, lines->count, &lines->capacity, sizeof(*lines->list));
	lines->list[lines->count++] = alloc_copy_text(text);
}

static void free_lines(struct lines *lines)
{
	for (size_t i = 0; i < lines->count; i++)
		free(lines->list[i]);
	free(lines->list);
}

/* path,line,agency,year,rule,severity,verdict,cause,place,…: none of these is quoted. */
static void add_record(struct lines *lines, char *record, size_t prefix_nbytes)
{
	enum { PATH, RULE = 4, SEVERITY, PLACE = 8, NFIELDS };
	char *fields[NFIELDS] = {0}, *next = record, text[1024];
	for (size_t i = 0; i < NFIELDS && next; i++) {
		fields[i] = next;
		next = strchr(next, ',');
		if (next)
			*next++ = '\0';
	}
	if (!fields[PLACE] || strcmp(fields[SEVERITY], "error") != 0 || strlen(fields[PATH]) < prefix_nbytes)
		return;
	snprintf(text, sizeof(text), "%s\t%s\t%s", fields[PATH] + prefix_nbytes, fields[RULE], fields[PLACE]);
	add(lines, text);
}

static bool read_lines(const char *path, struct lines *lines, bool is_csv, size_t prefix_nbytes)
{
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t capacity = 0;
	ssize_t nbytes;
	if (!file)
		return false;
	while ((nbytes = getline(&line, &capacity, file)) > 0) {
		line[strcspn(line, "\r\n")] = '\0';
		if (is_csv)
			add_record(lines, line, prefix_nbytes);
		else
			add(lines, line);
	}
	free(line);
	fclose(file);
	if (lines->count)
		qsort(lines->list, lines->count, sizeof(*lines->list), compare);
	return true;
}

bool load_compare(const char *key, const char *csv, const char *prefix, struct load_found *found)
{
	struct lines wanted = {0}, told = {0};
	bool read = read_lines(key, &wanted, false, 0) && read_lines(csv, &told, true, strlen(prefix));
	size_t i = 0, j = 0;
	*found = (struct load_found){.nwanted = wanted.count};
	while (i < wanted.count && j < told.count) {
		int order = strcmp(wanted.list[i], told.list[j]);
		found->nfound += order == 0;
		found->nothers += order > 0;
		i += order <= 0;
		j += order >= 0;
	}
	found->nothers += told.count - j;
	free_lines(&wanted);
	free_lines(&told);
	return read;
}
