/* --help and --version. */
#ifndef GOUJI_HELP_H
#define GOUJI_HELP_H

#include "options.h"

/* Appends the help of the program, or of one command (COMMAND_NCOMMANDS: of the program). */
void help_append(struct strbuf *out, enum command command, const struct catalog *catalog);
/* Appends the version, the licence, and what this run would work with. */
void help_append_version(struct strbuf *out, const char *charset, const struct rules *rules,
			 const struct catalog *catalog);

#endif
