/* What the user can make the program do. Bindings, the help screen and the manual are all made from this one list. */
#ifndef GOUJI_UI_ACTION_H
#define GOUJI_UI_ACTION_H

#include <stddef.h>

#include "base/catalog.h"
#include "base/str.h"

enum action_group {
	ACTION_GROUP_MOVEMENT,
	ACTION_GROUP_FINDINGS,
	ACTION_GROUP_REVIEW,
	ACTION_GROUP_LIST,
	ACTION_GROUP_PANES,
	ACTION_GROUP_PROGRAM,
	ACTION_NGROUPS,
};

/* Where the focus must be for an action to have an effect. */
enum action_context {
	ACTION_IN_LIST = 1,
	ACTION_IN_OUTLINE = 2,
	ACTION_IN_REPORT = 4,
	ACTION_IN_HELP = 8,
	ACTION_IN_PANES = ACTION_IN_LIST | ACTION_IN_OUTLINE | ACTION_IN_REPORT,
	ACTION_ANYWHERE = ACTION_IN_PANES | ACTION_IN_HELP,
};

/* X(id, name in a configuration file, group, contexts, help sentence); the help shows them in this order. */
#define ACTION_LIST(X)                                                                                                 \
	X(UP, "up", MOVEMENT, ANYWHERE, N_("Move one row up"))                                                         \
	X(DOWN, "down", MOVEMENT, ANYWHERE, N_("Move one row down"))                                                   \
	X(PAGE_UP, "page-up", MOVEMENT, ANYWHERE, N_("Move one page up"))                                              \
	X(PAGE_DOWN, "page-down", MOVEMENT, ANYWHERE, N_("Move one page down"))                                        \
	X(HALF_PAGE_UP, "half-page-up", MOVEMENT, ANYWHERE, N_("Move half a page up"))                                 \
	X(HALF_PAGE_DOWN, "half-page-down", MOVEMENT, ANYWHERE, N_("Move half a page down"))                           \
	X(TOP, "top", MOVEMENT, ANYWHERE, N_("Go to the first row"))                                                   \
	X(BOTTOM, "bottom", MOVEMENT, ANYWHERE, N_("Go to the last row"))                                              \
	X(FINDING_NEXT, "finding-next", FINDINGS, IN_PANES, N_("Go to the next finding"))                              \
	X(FINDING_PREVIOUS, "finding-previous", FINDINGS, IN_PANES, N_("Go to the previous finding"))                  \
	X(ERROR_NEXT, "error-next", FINDINGS, IN_PANES, N_("Go to the next error"))                                    \
	X(ERROR_PREVIOUS, "error-previous", FINDINGS, IN_PANES, N_("Go to the previous error"))                        \
	X(OPEN_REPORT_NEXT, "open-report-next", FINDINGS, IN_PANES, N_("Open the next report with findings to judge")) \
	X(OPEN_REPORT_PREVIOUS, "open-report-previous", FINDINGS, IN_PANES,                                            \
	  N_("Open the previous report with findings to judge"))                                                       \
	X(REPORT_NEXT, "report-next", FINDINGS, IN_PANES, N_("Open the next report of the list"))                      \
	X(REPORT_PREVIOUS, "report-previous", FINDINGS, IN_PANES, N_("Open the previous report of the list"))          \
	X(SECTION_NEXT, "section-next", FINDINGS, IN_PANES, N_("Go to the next section or table"))                     \
	X(SECTION_PREVIOUS, "section-previous", FINDINGS, IN_PANES, N_("Go to the previous section or table"))         \
	X(GO, "go", FINDINGS, IN_PANES, N_("Go to a line, a section or a heading"))                                    \
	X(TRAIL_BACK, "trail-back", FINDINGS, IN_PANES, N_("Go back to the place before the last jump"))               \
	X(TRAIL_FORWARD, "trail-forward", FINDINGS, IN_PANES, N_("Go forward again"))                                  \
	X(DETAIL, "detail", REVIEW, ANYWHERE, N_("Tell all of the finding: cells, hint, rule, verdicts"))              \
	X(CONFIRM, "confirm", REVIEW, ANYWHERE, N_("Confirm the finding; once more: withdraw that"))                   \
	X(DISMISS, "dismiss", REVIEW, ANYWHERE, N_("Dismiss the finding; once more: withdraw that"))                   \
	X(NOTE, "note", REVIEW, ANYWHERE, N_("Write a note on the finding"))                                           \
	X(UNDO, "undo", REVIEW, IN_PANES, N_("Take back the last verdict or note"))                                    \
	X(UNFOLD, "unfold", REVIEW, IN_PANES, N_("Show dismissed findings in full, or fold them"))                     \
	X(SEARCH, "search", FINDINGS, IN_PANES, N_("Look for a text in the report, in the list for a name"))           \
	X(MATCH_NEXT, "match-next", FINDINGS, IN_PANES, N_("Go to the next match"))                                    \
	X(MATCH_PREVIOUS, "match-previous", FINDINGS, IN_PANES, N_("Go to the previous match"))                        \
	X(FIND, "find", FINDINGS, ANYWHERE, N_("Look for a text in all reports of the list"))                          \
	X(FILTER, "filter", LIST, IN_PANES, N_("Show only the reports that an expression holds for"))                  \
	X(SORT_NEXT, "sort-next", LIST, IN_PANES, N_("Sort the report list by the next column"))                       \
	X(SORT_BY, "sort-by", LIST, IN_PANES, N_("Sort the report list by the column of the next key"))                \
	X(SORT_REVERSE, "sort-reverse", LIST, IN_PANES, N_("Reverse the order of the report list"))                    \
	X(GROUP, "group", LIST, IN_PANES, N_("Group the report list by folder, or not"))                               \
	X(MISSING, "missing", LIST, ANYWHERE, N_("List the bodies of the roster that have not filed"))                 \
	X(NOTICE, "notice", REVIEW, IN_PANES, N_("Write the return notice of the open report to a file"))              \
	X(NOTICE_ALL, "notice-all", REVIEW, IN_PANES, N_("Write that of all reports in the list"))                     \
	X(COMPARE, "compare", REVIEW, IN_PANES, N_("Compare with last year's report; once more: the text"))            \
	X(MARK, "mark", REVIEW, IN_PANES, N_("Mark the report to compare others with it, or unmark it"))               \
	X(CHANGES, "changes", REVIEW, IN_PANES, N_("List the findings that the rules read again have changed"))        \
	X(STATISTICS, "statistics", REVIEW, IN_PANES, N_("Show or leave the statistics"))                              \
	X(LEFT, "left", PANES, IN_PANES, N_("Go to the pane on the left"))                                             \
	X(RIGHT, "right", PANES, IN_PANES, N_("Go to the pane on the right, opening what the cursor is on"))           \
	X(PANE_NEXT, "pane-next", PANES, IN_PANES, N_("Go to the next pane"))                                          \
	X(PANE_PREVIOUS, "pane-previous", PANES, IN_PANES, N_("Go to the previous pane"))                              \
	X(OPEN, "open", PANES, IN_PANES, N_("Open what the cursor is on"))                                             \
	X(BACK, "back", PANES, ANYWHERE, N_("Go back to where you came from"))                                         \
	X(WIDER, "wider", PANES, IN_PANES, N_("Make the pane beside the report wider"))                                \
	X(NARROWER, "narrower", PANES, IN_PANES, N_("Make the pane beside the report narrower"))                       \
	X(COLUMN_LEFT, "column-left", PANES, ANYWHERE, N_("Wide table: move by one column to the left"))               \
	X(COLUMN_RIGHT, "column-right", PANES, ANYWHERE, N_("Wide table: move by one column to the right"))            \
	X(COLUMN_FIRST, "column-first", PANES, ANYWHERE, N_("Wide table: go to the first column"))                     \
	X(COLUMN_LAST, "column-last", PANES, ANYWHERE, N_("Wide table: go to the last column"))                        \
	X(WIDE_TABLES, "wide-tables", PANES, ANYWHERE, N_("Wide tables: scroll columns, or numbers below the labels")) \
	X(SOURCE, "source", PROGRAM, IN_PANES, N_("Show or hide the source below the rows of tables"))                 \
	X(RELOAD, "reload", PROGRAM, IN_PANES, N_("Read the open report again"))                                       \
	X(RULES_RELOAD, "rules-reload", PROGRAM, IN_PANES, N_("Read the rules again and check all reports by them"))   \
	X(PAGER, "pager", PROGRAM, IN_PANES, N_("Show the source at this line in $PAGER"))                             \
	X(EDITOR, "editor", PROGRAM, IN_PANES, N_("Open the source at this line in $EDITOR"))                          \
	X(COPY, "copy", PROGRAM, IN_PANES, N_("Copy the row to the terminal's clipboard; again: its cells"))           \
	X(PRINT, "print", PROGRAM, IN_PANES, N_("Print the report on the ordinary screen, to select text"))            \
	X(REDRAW, "redraw", PROGRAM, ANYWHERE, N_("Draw the screen again"))                                            \
	X(HELP, "help", PROGRAM, ANYWHERE, N_("Show or leave this help"))                                              \
	X(QUIT, "quit", PROGRAM, ANYWHERE, N_("Quit"))

enum action_id {
#define ACTION_ID(id, name, group, contexts, help) ACTION_##id,
	ACTION_LIST(ACTION_ID)
#undef ACTION_ID
	ACTION_NACTIONS,
};

struct action {
	enum action_id id;
	const char *name;
	enum action_group group;
	unsigned contexts;              /* enum action_context */
	const char *help;               /* a sentence without a full stop, to be translated where it is shown */
};

/* The action of an id below ACTION_NACTIONS. */
const struct action *action_get(size_t id);
/* The action of a name, or NULL. */
const struct action *action_find(struct str name);
/* The heading of a group, to be translated where it is shown. */
const char *action_group_title(enum action_group group);

#endif
