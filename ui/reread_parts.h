/* What the files of reading again share. Internal to ui/reread*.c. */
#ifndef GOUJI_UI_REREAD_PARTS_H
#define GOUJI_UI_REREAD_PARTS_H

#include "base/str.h"
#include "index/opened.h"
#include "ui/reread.h"

struct index_entry;

/* The state of a file; false when there is no such file. */
bool reread_find_state(const char *path, struct file_state *state);
/* Takes over what has become of the file of an entry, which was just opened, into the list. */
void reread_update_entry(struct app *app, const struct index_entry *entry, const struct opened *opened);
/* Reads the open report again. */
void reread_read_shown(struct app *app);
/* Appends how the findings of the open report differ from those before it was read. */
void reread_append_changes(const struct app *app, struct strbuf *out);

#endif
