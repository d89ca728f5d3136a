/* A line of a configuration in words. */
#ifndef GOUJI_UI_CONFIG_LINE_H
#define GOUJI_UI_CONFIG_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"

enum { CONFIG_MAX_WORDS = 12 };

struct config_line {
	const char *source;             /* name of the text, for messages */
	size_t text;                    /* its number among the texts that were read */
	size_t number;                  /* of the line, from 1 */
	size_t nwords;
	struct str words[CONFIG_MAX_WORDS];
	struct error *error;
};

/* Word `index`, or the empty string. */
static inline struct str config_word(const struct config_line *line, size_t index)
{
	return index < line->nwords ? line->words[index] : (struct str){0};
}

/* Sets "source:line: what: about" and returns false. */
bool config_fault(const struct config_line *line, const char *what, struct str about);

#endif
