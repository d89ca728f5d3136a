#include "ui/theme.h"

#include "ui/config_line.h"

/* The screen must read on dark and on light terminals, and on those that draw bold as bright. Red and magenta do; blue
 * vanishes on black, yellow, green and cyan on white. So errors are red, warnings and what was not read are magenta,
 * and everything else has attributes alone. Each change of look costs a slow line some 16 bytes: what has a sign of its
 * own and is not urgent has none. Reverse marks the status line and the focused pane, and is used for
 * nothing inside a report but what is looked for. */
static const struct theme_style styles[THEME_NROLES] = {
#define PLAIN(attributes) (attributes), (attributes), THEME_DEFAULT, THEME_DEFAULT
#define COLOURED(mono, attributes, foreground) (mono), (attributes), (foreground), THEME_DEFAULT
	[ROLE_TEXT] = {PLAIN(0)},
	[ROLE_TITLE] = {PLAIN(THEME_BOLD)},
	[ROLE_HEADING] = {PLAIN(THEME_BOLD)},
	[ROLE_TABLE_TITLE] = {PLAIN(THEME_BOLD)},
	[ROLE_TABLE_HEAD] = {PLAIN(0)},
	[ROLE_LABEL] = {PLAIN(0)},
	[ROLE_NUMBER] = {PLAIN(0)},
	[ROLE_ZERO] = {PLAIN(THEME_DIM)},
	[ROLE_BLANK] = {PLAIN(THEME_DIM)},
	[ROLE_UNREAD] = {COLOURED(THEME_DIM | THEME_UNDERLINE, 0, THEME_MAGENTA)},
	[ROLE_ERROR] = {COLOURED(THEME_BOLD | THEME_UNDERLINE, THEME_BOLD, THEME_RED)},
	[ROLE_WARNING] = {COLOURED(THEME_BOLD, THEME_BOLD, THEME_MAGENTA)},
	[ROLE_NOTICE] = {COLOURED(THEME_UNDERLINE, 0, THEME_DEFAULT)},
	[ROLE_DIM] = {PLAIN(THEME_DIM)},
	[THEME_STATUS] = {PLAIN(THEME_REVERSE)},
	[THEME_PANE_TITLE] = {PLAIN(THEME_BOLD | THEME_UNDERLINE)},
	[THEME_PANE_TITLE_FOCUSED] = {PLAIN(THEME_BOLD | THEME_REVERSE)},
	[THEME_KEY] = {PLAIN(THEME_BOLD)},
	[THEME_BORDER] = {PLAIN(THEME_DIM)},
	[THEME_MATCH] = {PLAIN(THEME_REVERSE)},
#undef PLAIN
#undef COLOURED
};

static const char *const role_names[THEME_NROLES] = {
	[ROLE_TEXT] = "text",
	[ROLE_TITLE] = "title",
	[ROLE_HEADING] = "heading",
	[ROLE_TABLE_TITLE] = "table-title",
	[ROLE_TABLE_HEAD] = "table-head",
	[ROLE_LABEL] = "label",
	[ROLE_NUMBER] = "number",
	[ROLE_ZERO] = "zero",
	[ROLE_BLANK] = "blank",
	[ROLE_UNREAD] = "unread",
	[ROLE_ERROR] = "error",
	[ROLE_WARNING] = "warning",
	[ROLE_NOTICE] = "notice",
	[ROLE_DIM] = "dim",
	[THEME_STATUS] = "status",
	[THEME_PANE_TITLE] = "pane-title",
	[THEME_PANE_TITLE_FOCUSED] = "pane-title-focused",
	[THEME_KEY] = "key",
	[THEME_BORDER] = "border",
	[THEME_MATCH] = "match",
};

/* What a ground of known brightness allows beyond that. */
static const struct {
	enum setting_theme theme;
	size_t role;
	int foreground;
} ground_colours[] = {
	{SETTING_THEME_DARK, ROLE_HEADING, THEME_CYAN},    {SETTING_THEME_DARK, ROLE_TABLE_TITLE, THEME_CYAN},
	{SETTING_THEME_DARK, ROLE_WARNING, THEME_YELLOW},  {SETTING_THEME_DARK, ROLE_NOTICE, THEME_GREEN},
	{SETTING_THEME_DARK, THEME_KEY, THEME_YELLOW},     {SETTING_THEME_LIGHT, ROLE_HEADING, THEME_BLUE},
	{SETTING_THEME_LIGHT, ROLE_TABLE_TITLE, THEME_BLUE}, {SETTING_THEME_LIGHT, ROLE_NOTICE, THEME_BLUE},
	{SETTING_THEME_LIGHT, THEME_KEY, THEME_BLUE},
};

static const char *const colour_names[] = {
	"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
};

static const struct {
	const char *name;
	unsigned attribute;
} attributes[] = {
	{"bold", THEME_BOLD}, {"dim", THEME_DIM}, {"underline", THEME_UNDERLINE}, {"reverse", THEME_REVERSE},
};

enum {
	NCOLOURS = sizeof(colour_names) / sizeof(*colour_names),
	NATTRIBUTES = sizeof(attributes) / sizeof(*attributes)
};

void theme_set(struct theme *theme, enum setting_theme which)
{
	memcpy(theme->styles, styles, sizeof(styles));
	for (size_t i = 0; i < sizeof(ground_colours) / sizeof(*ground_colours); i++)
		if (ground_colours[i].theme == which)
			theme->styles[ground_colours[i].role].foreground = ground_colours[i].foreground;
	for (size_t role = 0; which == SETTING_THEME_MONO && role < THEME_NROLES; role++) {
		struct theme_style *style = &theme->styles[role];
		*style = (struct theme_style){style->mono, style->mono, THEME_DEFAULT, THEME_DEFAULT};
	}
}

const char *theme_role_name(size_t role)
{
	return role_names[role];
}

/* ---- Lines of a configuration ---- */

static bool find_colour(struct str word, int *colour)
{
	for (int i = 0; i < NCOLOURS; i++)
		if (str_equal(word, str_from(colour_names[i]))) {
			*colour = i;
			return true;
		}
	*colour = THEME_DEFAULT;
	return str_equal(word, STR("default"));
}

static unsigned find_attribute(struct str word)
{
	for (size_t i = 0; i < NATTRIBUTES; i++)
		if (str_equal(word, str_from(attributes[i].name)))
			return attributes[i].attribute;
	return 0;
}

bool theme_take_line(struct theme *theme, const struct config_line *line)
{
	size_t role = 0, word = 2;
	struct theme_style style = {0, 0, THEME_DEFAULT, THEME_DEFAULT};
	while (role < THEME_NROLES && !str_equal(config_word(line, 1), str_from(role_names[role])))
		role++;
	if (role == THEME_NROLES)
		return config_fault(line, "unknown role", config_word(line, 1));
	if (line->nwords == word)
		return config_fault(line, "no colour and no attribute", config_word(line, 1));
	word += find_colour(config_word(line, word), &style.foreground);
	if (str_equal(config_word(line, word), STR("on"))) {
		if (!find_colour(config_word(line, word + 1), &style.background))
			return config_fault(line, "unknown colour", config_word(line, word + 1));
		word += 2;
	}
	for (; word < line->nwords; word++) {
		unsigned attribute = find_attribute(config_word(line, word));
		if (!attribute)
			return config_fault(line, "neither a colour nor an attribute", config_word(line, word));
		style.attributes |= attribute;
	}
	/* Without colour only the attributes are left: those that tell roles apart stay. */
	style.mono = theme->styles[role].mono;
	theme->styles[role] = style;
	return true;
}

static const char *colour_name(int colour)
{
	return colour == THEME_DEFAULT ? "default" : colour_names[colour];
}

void theme_append_lines(const struct theme *theme, struct strbuf *out)
{
	for (size_t role = 0; role < THEME_NROLES; role++) {
		const struct theme_style *style = &theme->styles[role];
		strbuf_printf(out, "colour %s %s", role_names[role], colour_name(style->foreground));
		if (style->background != THEME_DEFAULT)
			strbuf_printf(out, " on %s", colour_name(style->background));
		for (size_t i = 0; i < NATTRIBUTES; i++)
			if (style->attributes & attributes[i].attribute)
				strbuf_printf(out, " %s", attributes[i].name);
		strbuf_append_byte(out, '\n');
	}
}
