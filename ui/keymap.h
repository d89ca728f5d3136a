/* Which key does what. The default bindings are text in the language of the user's own, read by the same parser:
 *
 *	# comment
 *	bind j down
 *	bind <Down> down
 *	bind C-d half-page-down
 *	unbind q
 *
 * A key is a printable character, C-x for control, or one of <Up> <Down> <Left> <Right> <PageUp> <PageDown> <Home>
 * <End> <Tab> <S-Tab> <Enter> <Esc> <Space> <Backspace> <Delete>. */
#ifndef GOUJI_UI_KEYMAP_H
#define GOUJI_UI_KEYMAP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/str.h"
#include "ui/action.h"

struct keymap_binding {
	int key;                        /* as term_read_key gives it */
	const struct action *action;    /* NULL: unbound */
	size_t line;                    /* in the text it came from, from 1 */
};

/* Zero-initialise it; then no key is bound. */
struct keymap {
	size_t nbindings, capacity;
	struct keymap_binding *bindings;
};

/* Adds the default bindings. */
void keymap_add_default(struct keymap *keymap);
/* Adds the bindings of `text`, which take the place of earlier ones for the same keys. A key that stands twice in one
 * text is an error. On an error false, `error` set ("name:line: what"), and the keymap is as it was. */
bool keymap_parse(struct keymap *keymap, struct str text, const char *name, struct error *error);
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
