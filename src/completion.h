/* Scripts that make a shell complete the commands, options and values of gouji, made from the tables of options.h. */
#ifndef GOUJI_COMPLETION_H
#define GOUJI_COMPLETION_H

#include "base/catalog.h"
#include "base/str.h"
#include "options.h"

/* Appends the script for a shell (not NONE); what zsh and fish tell of each option is in the language of the
 * catalogue. */
void completion_append(struct strbuf *out, enum completion_choice shell, const struct catalog *catalog);

#endif
