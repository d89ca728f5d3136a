/* The browser's state. Actions change it and mark what has to be drawn again; the loop draws once. */
#ifndef GOUJI_UI_APP_H
#define GOUJI_UI_APP_H

#include "index/index.h"
#include "index/opened.h"
#include "index/view.h"
#include "render/rendering.h"
#include "review/store.h"
#include "ui/beside.h"
#include "ui/browse.h"
#include "ui/columns.h"
#include "ui/detail_pane.h"
#include "ui/filter.h"
#include "ui/find_pane.h"
#include "ui/job.h"
#include "ui/judge.h"
#include "ui/judged.h"
#include "ui/layout.h"
#include "ui/opening.h"
#include "ui/overlay.h"
#include "ui/pane.h"
#include "ui/prompt.h"
#include "ui/reread.h"
#include "ui/rules_reload.h"
#include "ui/search.h"
#include "ui/spot.h"
#include "ui/state.h"
#include "ui/term.h"
#include "ui/trail.h"

/* A line of the outline: a row of the rendering that is a place to go to. */
struct outline_entry {
	size_t row;                     /* of the rendering */
	uint32_t offset, nbytes;        /* its text in outline_text */
	uint8_t depth;
	uint8_t role;
};

/* Work of judged.c. */
struct judged {
	bool gathered;
	size_t nhashes;
	uint64_t *hashes;               /* of the reports that the store knows, rising */
	size_t next;                    /* entry of the index to look at */
	struct opened opened;
};

struct app {
	const struct browse_options *options;
	const struct knowledge *knowledge; /* the rules in force: the options', or what rules_reload read last */
	struct term *term;
	struct index *index;
	struct total *total;            /* of its files, counted while loading takes long; else NULL */
	size_t total_told;              /* what of that the status line has */
	struct view *view;              /* what the list shows of it */
	struct layout layout;
	struct pane panes[PANE_COUNT];
	struct pane overlay;            /* a screen of its own over the panes: help, statistics …; its ops tell which */
	bool overlay_shown;
	struct overlay_trail screen_trail;
	struct prompt prompt;           /* open while its kind is not NULL */
	struct trail trail;             /* where one came from */
	struct jobs jobs;               /* long work, beside the keys */
	struct screens *screens;        /* what screens of their own keep: see screens.h; NULL at first */
	bool show_source;
	enum pane_id focused;
	enum pane_id side;              /* which of list and outline was focused last */
	const struct index_entry *selected; /* the list's cursor, kept while entries arrive; NULL in an empty list */
	bool on_folder;                 /* the list's cursor is on the heading of a folder */
	/* An action was asked for; until then the first entry of the list is selected */
	bool touched;
	const struct index_entry *shown; /* the report that is open, or NULL */
	struct opened opened;
	struct opening opening;         /* of the report that is shown, while its file is converted */
	struct store *store;            /* verdicts; NULL until the first screen stands */
	struct render_verdict *verdicts; /* by finding of the open report */
	char *shown_path;               /* of the open report, absolute */
	struct strbuf subject_place, subject_message; /* texts of the subject in hand */
	bool unfold;                    /* dismissed findings are shown in full */
	struct rendering rendering;
	struct spot_findings findings; /* that the rendering was made of */
	struct columns columns;         /* of its tables, in view */
	size_t noutline, outline_capacity;
	struct outline_entry *outline;
	struct strbuf outline_text;
	struct search search;
	struct finding_texts texts;
	struct detail detail;
	struct beside beside;
	struct judged judged;
	struct reread reread;
	struct rules_reload rules_reload;
	struct state state;
	struct strbuf filter, filter_before; /* of the list, and what it was when its prompt was opened */
	const struct index_entry *selected_before; /* what was selected then */
	bool order_changed;             /* filter or order have: the cursor follows the selection */
	struct strbuf message;          /* for the status line, until the next key */
	struct strbuf scratch, clipped; /* reused while drawing */
	struct strbuf path;             /* see app_path */
	bool status_dirty;
	/* Cells of the row that were copied by the last keys, all of them counted as one */
	size_t ncopied;
	bool pasting;                   /* what comes is pasted text */
	bool quit_asked;                /* the last action was to quit, and something spoke against it */
	bool done;
	int exit_status;
};

/* Operations of the panes, one file each. */
extern const struct pane_ops list_pane_ops;
extern const struct pane_ops outline_pane_ops;
extern const struct pane_ops report_pane_ops;
extern const struct pane_ops help_pane_ops;

static inline const struct catalog *app_catalog(const struct app *app)
{
	return app->options->language->catalog;
}

/* Has everything drawn again. */
void app_mark_dirty(struct app *app);
static inline int app_setting(const struct app *app, enum setting_id setting)
{
	return app->options->config->settings.values[setting];
}

/* Gives the focus to a pane and shows it. */
void app_focus(struct app *app, enum pane_id pane);
/* The path of an entry, valid until the next call. */
const char *app_path(struct app *app, const struct index_entry *entry);
/* Opens the selected report if another one is shown. False when the list is empty. */
bool app_open_selected(struct app *app);
/* Puts the cursor of the list back to the selected report after a change of the list, if it is still there. */
void app_keep_selection(struct app *app);
/* Selects the entry at `position` of the list. */
void app_select(struct app *app, size_t position);
/* How the open report is laid out on `ncols` columns: one of them is left free, wide tables have the numbers below the
 * labels. */
struct render_options app_render_options(const struct app *app, size_t ncols);
/* Lays the open report out again: after opening, and when the width has changed; the place in it is kept if asked. */
void app_render(struct app *app, bool keep_place);
/* Does what a key asks for. */
void app_act(struct app *app, const struct action *action);
/* Draws what is dirty and sends it. */
void app_draw(struct app *app);
/* Adapts to the size of the terminal. */
void app_resize(struct app *app);
/* Takes newly loaded entries into the list, goes on with filtering and sorting it, and keeps the selection. */
void app_take_entries(struct app *app);
/* A message for the status line, until the next key. */
void app_say(struct app *app, const char *text);
void app_say_format(struct app *app, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Puts the cursor of the report on a row and gives it the focus; a row out of sight comes to stand at `eighths` of the
 * height. */
void app_go_to_row(struct app *app, size_t row, unsigned eighths);

/* Jumps (jump.c): does an action that goes to another place; false when it is none. */
bool jump_act(struct app *app, enum action_id action);
/* The first row made of a source line, or of the nearest one before it; the number of rows when there is none. */
size_t jump_row_of_line(const struct rendering *rendering, size_t line);
/* Remembers where one is before a jump. */
void jump_leave(struct app *app);
/* Opens the report of an entry, which the filter may hide. */
void jump_to_entry(struct app *app, const struct index_entry *entry);

/* Outline: made from the rendering; the entry that holds a row of it. */
void outline_build(struct app *app);
size_t outline_entry_at(const struct app *app, size_t row);
/* The status line. */
void status_draw(struct app *app);
/* The row of the next (or previous) finding after `row` in the open report, of the rules that the filter names if it
 * names any; rendering.nrows when there is none. */
size_t report_find_finding(const struct app *app, size_t row, bool forward, bool only_errors);

#endif
