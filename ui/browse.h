/* The browser: the whole interactive program. */
#ifndef GOUJI_UI_BROWSE_H
#define GOUJI_UI_BROWSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "check/across/roster.h"
#include "check/explain.h"
#include "check/knowledge.h"
#include "ui/config.h"
#include "ui/term.h"

/* Loads what the browser needs but for its first screen, which stands by then. False with `error` set. */
typedef bool browse_prepare(void *context, struct error *error);

struct browse_options {
	const char *const *paths;       /* files and directories; at least one */
	size_t npaths;
	const struct knowledge *knowledge; /* filled by `prepare` */
	browse_prepare *prepare;        /* NULL: all is there already */
	void *prepare_context;
	bool uses_cache;                /* what is found in files is kept from one start to the next */
	/* Of the person's own files, and rule files: what the knowledge was loaded with */
	const char *directory;
	const char *const *rule_files;
	size_t nrule_files;
	const struct language *language;
	const struct roster *roster;    /* bodies that have to report; NULL for none */
	const struct config *config;    /* keys, colours, settings */
	enum term_colour colour;
	const char *store_path;         /* of the verdicts; NULL: the usual place */
	bool ascii;
	bool show_source;               /* begin with the source below the rows of tables */
};

/* Runs the browser until it is left. Returns the exit status of the program: 2, with `error` set, when it could not
 * run. */
int browse_run(const struct browse_options *options, struct error *error);

#endif
