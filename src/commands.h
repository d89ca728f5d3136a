/* The commands that write to standard output: check, export, show, rules, --help, --version. */
#ifndef GOUJI_COMMANDS_H
#define GOUJI_COMMANDS_H

#include "check/knowledge.h"
#include "diagnose.h"
#include "locale_setup.h"
#include "options.h"

/* One run of the program. */
struct run {
	const struct options *options;
	const struct locale_setup *locale;
	const struct knowledge *knowledge;
	const struct roster *roster;    /* bodies that have to report; NULL for none */
	struct diagnostics *diagnostics;
};

enum { STATUS_CLEAN = 0, STATUS_FOUND = 1, STATUS_TROUBLE = 2 };

/* Runs the command (not browse) or shows help or version; returns the exit status. check gives FOUND when a check
 * failed at or above --fail-on. TROUBLE, said on standard error, comes before FOUND: a path or list that cannot be
 * read, output that cannot be written. A reader that went away is trouble too, but nothing is said of it. */
int commands_run(const struct run *run);

#endif
