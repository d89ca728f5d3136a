/* The command line: what there is to say, as two tables, and what was said. Help, manual and shell completions are made
 * from the tables as well. */
#ifndef GOUJI_OPTIONS_H
#define GOUJI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/catalog.h"
#include "base/error.h"
#include "check/rule.h"
#include "read/encoding.h"

enum command {
	COMMAND_BROWSE,
	COMMAND_CHECK,
	COMMAND_EXPORT,
	COMMAND_SHOW,
	COMMAND_STATS,
	COMMAND_RULES,
	COMMAND_VERDICTS,
	COMMAND_NCOMMANDS,
};

struct command_entry {
	const char *name;
	const char *operands;           /* as in the synopsis */
	const char *help;               /* a sentence, to be translated */
};

/* What --dump-data takes for the names of all files. */
#define OPTIONS_DATA_LIST "list"

/* In the order of the argument's choices. */
enum output_format { OUTPUT_TEXT, OUTPUT_NDJSON, OUTPUT_CSV, OUTPUT_SQLITE, OUTPUT_DEFAULT };
enum completion_choice { COMPLETION_BASH, COMPLETION_ZSH, COMPLETION_FISH, COMPLETION_NONE };
enum colour_choice { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

struct option_entry {
	const char *name;               /* without -- */
	char letter;                    /* short form, or 0 */
	const char *argument;           /* NULL: takes none; "a|b|c": one of these; else its name, to be translated */
	const char *help;               /* a sentence, to be translated */
	unsigned commands;              /* bit per command that takes it */
};

struct options {
	enum command command;
	bool command_given;
	bool help, version, dump_config;
	enum output_format format;      /* DEFAULT when it was not given */
	enum colour_choice colour;
	enum completion_choice completion; /* NONE when it was not given */
	enum severity fail_on;
	bool all, ascii, source, no_cache;
	enum encoding encoding;         /* ENCODING_UNKNOWN when it was not given */
	size_t width_ncols;             /* 0 when it was not given */
	const char *language;           /* "zh", "en" or NULL */
	const char *roster;             /* a path or NULL */
	const char *files_from;         /* a path, "-" or NULL */
	const char *verdicts;           /* file of the store; NULL: the usual place */
	const char *dump_data;          /* name of a compiled-in file, OPTIONS_DATA_LIST, or NULL */
	size_t nrule_files;
	const char **rule_files;
	size_t npaths;                  /* rule ids for `rules` */
	const char **paths;             /* "." where none was given and the command takes that */
};

/* All options, and all commands, for help, completion and the manual. */
const struct option_entry *options_table(size_t *count);
const struct command_entry *options_commands(void); /* by enum command */

/* The value of --lang, before anything else is read, so that messages about the rest are in that language. NULL when
 * it is not there. */
const char *options_find_language(int argc, char *const *argv);

/* Reads the command line. Strings are views of `argv`. False with `error` set when something is wrong with it;
 * `options` must be freed in both cases. */
bool options_parse(struct options *options, int argc, char **argv, const struct catalog *catalog, struct error *error);
/* Whether the program is to tell of itself alone: help, version, completions. */
bool options_only_tell(const struct options *options);
void options_free(struct options *options);

#endif
