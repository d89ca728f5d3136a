/* The bodies that have to report: a file with a name a line, and a year behind it where it is not every year.
 *
 *     # 汀榆县
 *     汀榆县教育局
 *     汀榆县荇湾镇人民政府 2024 */
#ifndef GOUJI_CHECK_ACROSS_ROSTER_H
#define GOUJI_CHECK_ACROSS_ROSTER_H

#include <stdint.h>

#include "base/arena.h"
#include "base/catalog.h"
#include "base/error.h"

struct roster_line {
	struct str agency;
	int16_t year;                   /* 0: each year that is being reported on */
	uint32_t line;                  /* from 1 */
};

struct roster {
	const char *path;
	size_t count;
	struct roster_line *lines;
};

/* Reads the roster at `path` into `arena`; `roster->path` is a view of `path`. False with `error` set ("file:line: what
 * is wrong with it"). */
bool roster_read(struct roster *roster, struct arena *arena, const char *path, const struct catalog *catalog,
		 struct error *error);
/* The same for text that is there already. */
bool roster_parse(struct roster *roster, struct arena *arena, struct str text, const char *path,
		  const struct catalog *catalog, struct error *error);

#endif
