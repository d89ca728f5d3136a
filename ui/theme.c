#include "ui/theme.h"

/* The screen must read on dark and on light terminals, and on those that draw bold as bright. Red and magenta do; blue
 * vanishes on black, yellow, green and cyan on white. So errors are red, warnings and what was not read are magenta,
 * and everything else has attributes alone. Reverse marks the cursor line, the status line and the focused pane, and is
 * used for nothing inside a report. */
static const struct theme_style styles[THEME_NROLES] = {
#define PLAIN(attributes) (attributes), (attributes), THEME_DEFAULT, THEME_DEFAULT
#define COLOURED(mono, attributes, foreground) (mono), (attributes), (foreground), THEME_DEFAULT
	[ROLE_TEXT] = {"text", PLAIN(0)},
	[ROLE_TITLE] = {"title", PLAIN(THEME_BOLD)},
	[ROLE_HEADING] = {"heading", PLAIN(THEME_BOLD)},
	[ROLE_TABLE_TITLE] = {"table-title", PLAIN(THEME_BOLD)},
	[ROLE_TABLE_HEAD] = {"table-head", PLAIN(0)},
	[ROLE_LABEL] = {"label", PLAIN(0)},
	[ROLE_NUMBER] = {"number", PLAIN(0)},
	[ROLE_ZERO] = {"zero", PLAIN(THEME_DIM)},
	[ROLE_BLANK] = {"blank", PLAIN(THEME_DIM)},
	[ROLE_UNREAD] = {"unread", COLOURED(THEME_DIM | THEME_UNDERLINE, 0, THEME_MAGENTA)},
	[ROLE_ERROR] = {"error", COLOURED(THEME_BOLD | THEME_UNDERLINE, THEME_BOLD, THEME_RED)},
	[ROLE_WARNING] = {"warning", COLOURED(THEME_BOLD, THEME_BOLD, THEME_MAGENTA)},
	[ROLE_NOTICE] = {"notice", PLAIN(THEME_UNDERLINE)},
	[ROLE_DIM] = {"dim", PLAIN(THEME_DIM)},
	[THEME_STATUS] = {"status", PLAIN(THEME_REVERSE)},
	[THEME_PANE_TITLE] = {"pane-title", PLAIN(THEME_UNDERLINE)},
	[THEME_PANE_TITLE_FOCUSED] = {"pane-title-focused", PLAIN(THEME_BOLD | THEME_REVERSE)},
	[THEME_KEY] = {"key", PLAIN(THEME_BOLD)},
	[THEME_BORDER] = {"border", PLAIN(THEME_DIM)},
#undef PLAIN
#undef COLOURED
};

const struct theme_style *theme_style(size_t role)
{
	return &styles[role];
}
