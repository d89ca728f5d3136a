/* The files of data/ as they were compiled into the program. */
#ifndef GOUJI_BASE_EMBEDDED_H
#define GOUJI_BASE_EMBEDDED_H

#include <stddef.h>

#include "base/str.h"

struct embedded_file {
	const char *name;               /* path below data/, e.g. "formats/2021.format" */
	struct str text;
};

/* Generated from data/ by the Makefile, ordered by name. */
extern const struct embedded_file embedded_files[];
extern const size_t embedded_nfiles;

/* The contents of one file; an empty view with ptr NULL when there is none of that name. */
struct str embedded_find(const char *name);

#endif
