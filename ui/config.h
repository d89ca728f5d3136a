/* The configuration: keys, colours and settings, from data/ui/default.config and a person's own file of the same
 * syntax, which stands at its head. */
#ifndef GOUJI_UI_CONFIG_H
#define GOUJI_UI_CONFIG_H

#include <stdbool.h>

#include "base/error.h"
#include "base/str.h"
#include "ui/keymap.h"
#include "ui/settings.h"
#include "ui/theme.h"

struct config {
	struct keymap keymap;
	struct settings settings;
	struct theme theme;
	size_t ntexts;                  /* texts that were read */
};

/* Sets the defaults, then reads the file `config` below `directory` (may be NULL) if there is one. False with `error`
 * set ("file:line: what"). config_free releases it in both cases. */
bool config_load(struct config *config, const char *directory, struct error *error);
/* Takes the lines of a text; `source` names it in messages. False with `error` set, the lines before the fault
 * taken. */
bool config_parse(struct config *config, struct str text, const char *source, struct error *error);
/* Appends all that is in effect, in the same syntax. */
void config_append(const struct config *config, struct strbuf *out);
void config_free(struct config *config);

#endif
