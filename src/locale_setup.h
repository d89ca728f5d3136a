/* The locale: which character set the terminal has, and which language people are spoken to in. */
#ifndef GOUJI_LOCALE_SETUP_H
#define GOUJI_LOCALE_SETUP_H

#include <stdbool.h>

#include "base/error.h"
#include "check/explain.h"

struct locale_setup {
	/* As nl_langinfo(CODESET) names it, or the environment where `missing` is set */
	const char *charset;
	const char *missing;            /* the environment's locale when it has a character set of its own and is not
					 * installed: curses cannot write for such a terminal; else NULL */
	bool is_utf8;                   /* or ASCII, where nothing else is to be had: UTF-8 is written in both */
	struct language language;
	struct catalog *catalog;        /* owned; NULL for English */
};

/* Sets the locale of the process from the environment. Where that is plain ASCII, a UTF-8 locale is looked for, for
 * character types alone, and handed on to children. The language is `wanted` ("zh", "en"), or with NULL that of the
 * environment. False with `error` set when the catalogue has a fault. */
bool locale_setup(struct locale_setup *locale, const char *wanted, struct error *error);
void locale_free(struct locale_setup *locale);

#endif
