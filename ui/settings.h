/* The browser's settings: names, values, and what they are for. */
#ifndef GOUJI_UI_SETTINGS_H
#define GOUJI_UI_SETTINGS_H

#include <stdbool.h>

#include "base/str.h"

struct config_line;

/* X(id, name, choices separated by |, or "N" for a number, default, what it is for) */
#define SETTING_LIST(X)                                                                                           \
	X(THEME, "theme", "auto|dark|light|mono", 0, "colours for any ground, a dark or a light one, or none")    \
	X(AMBIGUOUS_WIDTH, "ambiguous-width", "auto|1|2|measure", 0,                                              \
	  "columns of signs like the ellipsis and curly quotes; auto: by the locale, measure: asks the terminal") \
	X(ASCII, "ascii", "off|on", 0, "lines and marks in ASCII")                                                \
	X(SOURCE, "source", "off|on", 0, "begin with the source below the rows of tables")                        \
	X(MOUSE, "mouse", "off|on", 0, "clicks and the wheel; the terminal then selects text with Shift")         \
	X(WIDE_TABLES, "wide-tables", "auto|columns|stacked", 0,                                                  \
	  "wide tables: columns to scroll through, or numbers below the labels; auto: as it was left")            \
	X(LIST_WIDTH, "list-width", "N", 0, "columns of the report list; 0: by the width of the screen")          \
	X(OUTLINE_WIDTH, "outline-width", "N", 0, "columns of the outline; 0: by the width of the screen")

enum setting_id {
#define SETTING_ID(id, name, choices, value, help) SETTING_##id,
	SETTING_LIST(SETTING_ID)
#undef SETTING_ID
	SETTING_COUNT,
};

enum setting_ambiguous { SETTING_AMBIGUOUS_AUTO, SETTING_AMBIGUOUS_1, SETTING_AMBIGUOUS_2, SETTING_AMBIGUOUS_MEASURE };
enum setting_theme { SETTING_THEME_AUTO, SETTING_THEME_DARK, SETTING_THEME_LIGHT, SETTING_THEME_MONO };
enum setting_wide_tables { SETTING_WIDE_TABLES_AUTO, SETTING_WIDE_TABLES_COLUMNS, SETTING_WIDE_TABLES_STACKED };
enum { SETTING_MAX_NUMBER = 1000 };

/* Of each setting the number of its choice, or its number. */
struct settings {
	int values[SETTING_COUNT];
};

/* Sets all to what they are without a configuration. */
void settings_set_default(struct settings *settings);
/* Takes a line `set NAME VALUE`. False with the line's error set. */
bool settings_take_line(struct settings *settings, const struct config_line *line);
/* Appends all settings as such lines, each with a comment that says what it is for. */
void settings_append_lines(const struct settings *settings, struct strbuf *out);

#endif
