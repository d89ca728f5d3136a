/* Keys by name. */
#include "terminal_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
	const char *name;
	VTermKey key;
} named_keys[] = {
	{"Enter", VTERM_KEY_ENTER},       {"Tab", VTERM_KEY_TAB},       {"Backspace", VTERM_KEY_BACKSPACE},
	{"BS", VTERM_KEY_BACKSPACE},      {"Esc", VTERM_KEY_ESCAPE},    {"Up", VTERM_KEY_UP},
	{"Down", VTERM_KEY_DOWN},         {"Left", VTERM_KEY_LEFT},     {"Right", VTERM_KEY_RIGHT},
	{"Insert", VTERM_KEY_INS},        {"Delete", VTERM_KEY_DEL},    {"Del", VTERM_KEY_DEL},
	{"Home", VTERM_KEY_HOME},         {"End", VTERM_KEY_END},       {"PageUp", VTERM_KEY_PAGEUP},
	{"PageDown", VTERM_KEY_PAGEDOWN},
};

static VTermKey find_key(const char *name)
{
	char *end;
	long number;

	for (size_t i = 0; i < sizeof named_keys / sizeof named_keys[0]; i++) {
		if (strcasecmp(named_keys[i].name, name) == 0)
			return named_keys[i].key;
	}
	if (name[0] != 'F' && name[0] != 'f')
		return VTERM_KEY_NONE;
	number = strtol(name + 1, &end, 10);
	if (end == name + 1 || *end != '\0' || number < 1 || number > 12)
		return VTERM_KEY_NONE;
	return (VTermKey)VTERM_KEY_FUNCTION(number);
}

/* Takes "C-", "A-", "S-" off the front. */
static const char *split_modifiers(const char *name, unsigned *modifiers)
{
	*modifiers = VTERM_MOD_NONE;
	while (name[0] != '\0' && name[1] == '-' && name[2] != '\0') {
		if (name[0] == 'C')
			*modifiers |= VTERM_MOD_CTRL;
		else if (name[0] == 'A')
			*modifiers |= VTERM_MOD_ALT;
		else if (name[0] == 'S')
			*modifiers |= VTERM_MOD_SHIFT;
		else
			break;
		name += 2;
	}
	return name;
}

/* The character that xterm sends when control is held. */
static char control_character(char c)
{
	return c == '?' ? '\177' : (char)(c & 0x1f);
}

/* An ASCII character with modifiers. */
static void add_character(struct terminal *t, char c, unsigned modifiers)
{
	if ((modifiers & VTERM_MOD_ALT) != 0)
		bytes_append(&t->outgoing, "\033", 1);
	if ((modifiers & VTERM_MOD_SHIFT) != 0 && c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if ((modifiers & VTERM_MOD_CTRL) != 0)
		c = control_character(c);
	bytes_append(&t->outgoing, &c, 1);
}

/* What is between the brackets. */
static bool add_named(struct terminal *t, const char *full_name)
{
	unsigned modifiers;
	const char *name = split_modifiers(full_name, &modifiers);
	VTermKey key = find_key(name);

	if (key != VTERM_KEY_NONE)
		vterm_keyboard_key(t->vt, key, (VTermModifier)modifiers);
	else if (strcasecmp(name, "lt") == 0)
		add_character(t, '<', modifiers);
	else if (strcasecmp(name, "Space") == 0)
		add_character(t, ' ', modifiers);
	else if (name != full_name && name[0] > 0 && name[1] == '\0')
		add_character(t, name[0], modifiers);
	else
		return false;
	return true;
}

/* Takes the name off the front of *keys, which is at '<'. */
static bool take_named(struct terminal *t, const char **keys)
{
	const char *end = strchr(*keys, '>');
	char name[32];
	size_t nbytes = end != NULL ? (size_t)(end - *keys) - 1 : sizeof name;

	if (nbytes < sizeof name) {
		memcpy(name, *keys + 1, nbytes);
		name[nbytes] = '\0';
		if (add_named(t, name)) {
			*keys = end + 1;
			return true;
		}
	}
	fprintf(stderr, "terminal_send: no key is called %s (<lt> stands for '<')\n", *keys);
	bytes_clear(&t->outgoing);
	return false;
}

/* Adds text in the charset of the terminal. */
static bool add_text(struct terminal *t, const char *text, size_t nbytes)
{
	char *copy = terminal_alloc(nbytes + 1), *from = copy;
	char *converted = terminal_alloc(nbytes * 4 + 16), *to = converted;
	size_t nfree = nbytes * 4 + 16, nleft = nbytes;
	bool is_complete = true;

	memcpy(copy, text, nbytes);
	if (t->charset == NULL) {
		bytes_append(&t->outgoing, text, nbytes);
	} else {
		is_complete = iconv(t->from_utf8, &from, &nleft, &to, &nfree) != (size_t)-1;
		bytes_append(&t->outgoing, converted, (size_t)(to - converted));
	}
	free(copy);
	free(converted);
	if (!is_complete)
		fprintf(stderr, "terminal_send: \"%s\" cannot be typed in %s\n", text, t->charset);
	return is_complete;
}

bool terminal_send(struct terminal *t, const char *keys)
{
	/* The mode of the cursor keys may be on its way. */
	terminal_pump(t, 0);
	while (*keys != '\0') {
		size_t nplain = strcspn(keys, "<");
		bool is_added = nplain > 0 ? add_text(t, keys, nplain) : take_named(t, &keys);

		if (!is_added)
			return false;
		keys += nplain;
	}
	return terminal_flush(t);
}

bool terminal_send_bytes(struct terminal *t, const void *bytes, size_t nbytes)
{
	terminal_pump(t, 0);
	bytes_append(&t->outgoing, bytes, nbytes);
	return terminal_flush(t);
}

bool terminal_type(struct terminal *t, const char *keys)
{
	return terminal_send(t, keys) && terminal_settle(t);
}
