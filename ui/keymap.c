#include "ui/keymap.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "ui/config_line.h"
#include "ui/term.h"

struct key_name {
	const char *name;
	int key;
};

static const struct key_name key_names[] = {
	{"Up", TERM_KEY_UP}, {"Down", TERM_KEY_DOWN}, {"Left", TERM_KEY_LEFT}, {"Right", TERM_KEY_RIGHT},
	{"PageUp", TERM_KEY_PAGE_UP}, {"PageDown", TERM_KEY_PAGE_DOWN}, {"Home", TERM_KEY_HOME}, {"End", TERM_KEY_END},
	{"Tab", '\t'}, {"S-Tab", TERM_KEY_BACK_TAB}, {"Enter", '\r'}, {"Esc", 27}, {"Space", ' '},
	{"Backspace", TERM_KEY_BACKSPACE}, {"Delete", TERM_KEY_DELETE}, {"F1", TERM_KEY_F1}, {"F2", TERM_KEY_F1 + 1},
	{"F3", TERM_KEY_F1 + 2}, {"F4", TERM_KEY_F1 + 3}, {"F5", TERM_KEY_F1 + 4}, {"F6", TERM_KEY_F1 + 5},
	{"F7", TERM_KEY_F1 + 6}, {"F8", TERM_KEY_F1 + 7}, {"F9", TERM_KEY_F1 + 8}, {"F10", TERM_KEY_F1 + 9},
	{"F11", TERM_KEY_F1 + 10}, {"F12", TERM_KEY_F12},
};

enum { NKEY_NAMES = sizeof(key_names) / sizeof(key_names[0]) };

/* ---- Names of keys ---- */

static bool bracketed_key(struct str name, int *key)
{
	struct str inner = str_slice(name, 1, name.nbytes - 2);
	for (size_t i = 0; i < NKEY_NAMES; i++) {
		if (str_equal(inner, str_from(key_names[i].name))) {
			*key = key_names[i].key;
			return true;
		}
	}
	return false;
}

/* C-a to C-z, C-\ C-] C-^ C-_; C-h is what a backspace key sends. */
static bool control_key(char byte, int *key)
{
	if (byte >= 'a' && byte <= 'z')
		*key = byte - 'a' + 1;
	else if (byte >= '[' && byte <= '_')
		*key = byte - '@';
	else
		return false;
	if (*key == '\b')
		*key = TERM_KEY_BACKSPACE;
	return true;
}

bool keymap_key_from_name(struct str name, int *key)
{
	if (name.nbytes == 0)
		return false;
	if (name.nbytes > 2 && name.ptr[0] == '<' && name.ptr[name.nbytes - 1] == '>')
		return bracketed_key(name, key);
	if (name.nbytes == 3 && str_starts_with(name, STR("C-")))
		return control_key(name.ptr[2], key);
	struct utf8_char c = utf8_decode(name);
	if (!c.valid || c.nbytes != name.nbytes || c.code_point == ' ' ||
	    width_of(c.code_point, WIDTH_AMBIGUOUS_1) < 1)
		return false;
	*key = (int)c.code_point;
	return true;
}

/* The name of a key between `before` and `after` when it is a word. */
static void append_name(int key, const char *before, const char *after, struct strbuf *out)
{
	for (size_t i = 0; i < NKEY_NAMES; i++) {
		if (key_names[i].key == key) {
			strbuf_printf(out, "%s%s%s", before, key_names[i].name, after);
			return;
		}
	}
	if (key < ' ') {
		int letter = key >= 1 && key <= 26 ? key - 1 + 'a' : key + '@';
		strbuf_printf(out, "C-%c", letter);
		return;
	}
	char bytes[UTF8_MAX_NBYTES];
	strbuf_append(out, (struct str){bytes, utf8_encode((uint32_t)key, bytes)});
}

void keymap_key_name(int key, struct strbuf *out)
{
	append_name(key, "<", ">", out);
}

/* ---- Bindings ---- */

static struct keymap_binding *find_binding(const struct keymap *keymap, int key)
{
	for (size_t i = 0; i < keymap->nbindings; i++)
		if (keymap->bindings[i].key == key)
			return &keymap->bindings[i];
	return NULL;
}

static void add_binding(struct keymap *keymap, struct keymap_binding binding)
{
	keymap->bindings = alloc_grow(keymap->bindings, keymap->nbindings, &keymap->capacity, sizeof(binding));
	keymap->bindings[keymap->nbindings++] = binding;
}

const struct action *keymap_find(const struct keymap *keymap, int key)
{
	const struct keymap_binding *binding = find_binding(keymap, key);
	return binding != NULL ? binding->action : NULL;
}

void keymap_append_keys(const struct keymap *keymap, const struct action *action, struct strbuf *out)
{
	const char *separator = "";
	for (size_t i = 0; i < keymap->nbindings; i++) {
		if (keymap->bindings[i].action != action)
			continue;
		strbuf_append_text(out, separator);
		append_name(keymap->bindings[i].key, "", "", out);
		separator = " ";
	}
}

/* ---- Lines of a configuration ---- */

/* Binds or unbinds the key that a line names. */
static bool bind_key(struct keymap *keymap, const struct config_line *line, const struct action *action)
{
	struct keymap_binding binding = {.action = action, .text = line->text, .line = line->number};
	if (!keymap_key_from_name(config_word(line, 1), &binding.key))
		return config_fault(line, "unknown key", config_word(line, 1));
	struct keymap_binding *earlier = find_binding(keymap, binding.key);
	if (earlier && earlier->text == line->text)
		return error_set(line->error, "%s:%zu: the key of line %zu again: %.*s", line->source, line->number,
				 earlier->line, (int)config_word(line, 1).nbytes, config_word(line, 1).ptr);
	if (earlier)
		*earlier = binding;
	else
		add_binding(keymap, binding);
	return true;
}

bool keymap_take_bind(struct keymap *keymap, const struct config_line *line)
{
	const struct action *action = action_find(config_word(line, 2));
	if (line->nwords > 3)
		return config_fault(line, "too many words", config_word(line, 3));
	if (!action)
		return config_fault(line, "unknown action", config_word(line, 2));
	return bind_key(keymap, line, action);
}

bool keymap_take_unbind(struct keymap *keymap, const struct config_line *line)
{
	if (line->nwords > 2)
		return config_fault(line, "too many words", config_word(line, 2));
	return bind_key(keymap, line, NULL);
}

void keymap_append_lines(const struct keymap *keymap, struct strbuf *out)
{
	for (size_t i = 0; i < keymap->nbindings; i++) {
		const struct keymap_binding *binding = &keymap->bindings[i];
		strbuf_append_text(out, binding->action ? "bind " : "unbind ");
		keymap_key_name(binding->key, out);
		strbuf_append_text(out, binding->action ? " " : "");
		strbuf_append_text(out, binding->action ? binding->action->name : "");
		strbuf_append_byte(out, '\n');
	}
}

void keymap_free(struct keymap *keymap)
{
	free(keymap->bindings);
	*keymap = (struct keymap){0};
}
