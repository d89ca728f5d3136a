/* What each role looks like: in colour, and without. Roles of rendered text come first, then those of the browser. */
#ifndef GOUJI_UI_THEME_H
#define GOUJI_UI_THEME_H

#include <stdbool.h>
#include <stddef.h>

#include "render/rendering.h"
#include "ui/settings.h"

/* enum role, continued. */
enum theme_role {
	THEME_FIRST_OWN = ROLE_NROLES,
	THEME_STATUS = ROLE_NROLES,     /* status line */
	THEME_PANE_TITLE,
	THEME_PANE_TITLE_FOCUSED,
	THEME_KEY,                      /* names of keys in the help */
	THEME_BORDER,
	THEME_MATCH,                    /* what is looked for */
	THEME_NROLES,
};

enum theme_attribute { THEME_BOLD = 1, THEME_DIM = 2, THEME_UNDERLINE = 4, THEME_REVERSE = 8 };

/* The eight colours every terminal has; the terminal's own palette is never changed. */
enum theme_colour {
	THEME_DEFAULT = -1,
	THEME_BLACK,
	THEME_RED,
	THEME_GREEN,
	THEME_YELLOW,
	THEME_BLUE,
	THEME_MAGENTA,
	THEME_CYAN,
	THEME_WHITE,
};

struct theme_style {
	unsigned mono;                  /* attributes without colour */
	unsigned attributes;            /* attributes with colour */
	int foreground;                 /* enum theme_colour */
	int background;
};

struct theme {
	struct theme_style styles[THEME_NROLES];
};

struct config_line;

/* The style of every role on any ground, on a dark one, on a light one, or without colour. */
void theme_set(struct theme *theme, enum setting_theme which);
/* The name of a role, as in a configuration. */
const char *theme_role_name(size_t role);
/* Takes a line `colour ROLE [COLOUR [on COLOUR]] [ATTRIBUTE]...`. False with the line's error set. */
bool theme_take_line(struct theme *theme, const struct config_line *line);
/* Appends all roles as such lines. */
void theme_append_lines(const struct theme *theme, struct strbuf *out);

#endif
