/* Which key does what. Bindings are lines of a configuration: see config.h.
 *
 * A key is a printable character, C-x for control, or one of <Up> <Down> <Left> <Right> <PageUp> <PageDown> <Home>
 * <End> <Tab> <S-Tab> <Enter> <Esc> <Space> <Backspace> <Delete>. */
#ifndef GOUJI_UI_KEYMAP_H
#define GOUJI_UI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "ui/action.h"

struct keymap_binding {
	int key;                        /* as term_read_key gives it */
	const struct action *action;    /* NULL: unbound */
	size_t text;                    /* number of the text it came from */
	size_t line;                    /* in it, from 1 */
};

/* Zero-initialise it; then no key is bound. */
struct keymap {
	size_t nbindings, capacity;
	struct keymap_binding *bindings;
};

struct config_line;

/* Takes a line `bind KEY ACTION` or `unbind KEY`, which replaces what an earlier text said of the key. A key that
 * stands twice in one text is an error. False with the line's error set. */
bool keymap_take_bind(struct keymap *keymap, const struct config_line *line);
bool keymap_take_unbind(struct keymap *keymap, const struct config_line *line);
/* Appends all bindings as such lines. */
void keymap_append_lines(const struct keymap *keymap, struct strbuf *out);
void keymap_free(struct keymap *keymap);

/* The action bound to a key, or NULL. */
const struct action *keymap_find(const struct keymap *keymap, int key);
/* Appends the names of all keys of an action, for people: "j Down C-n". Nothing when it has none. */
void keymap_append_keys(const struct keymap *keymap, const struct action *action, struct strbuf *out);

/* The key of a name as above, in `*key`. False when there is no such key. */
bool keymap_key_from_name(struct str name, int *key);
/* Appends the name of a key as above. */
void keymap_key_name(int key, struct strbuf *out);

#endif
