/* Other programs on the terminal: the source of a report in a pager or an editor. */
#ifndef GOUJI_UI_EXTERNAL_H
#define GOUJI_UI_EXTERNAL_H

#include <stdbool.h>
#include <stddef.h>

struct app;

/* Shows the source of the open report from `line` on (from 1; 0: its beginning) in $PAGER (less), which may have
 * arguments of its own: the file, or, where the terminal could not show that, its text in the terminal's character set;
 * of a document that is no text what was read of it. Comes back when that ends. What went wrong is said in the status
 * line. */
void external_show_source(struct app *app, size_t line);
/* Opens the file of the open report at a line in $VISUAL, $EDITOR (vi). False, and why is said, where it is no text. */
bool external_edit_source(struct app *app, size_t line);
/* Prints the open report's rows on the ordinary screen, where the terminal can select text, and waits for a line. */
void external_print_report(struct app *app);
/* Gives the terminal to the shell, as C-z asks for, until the program is continued. */
void external_stop(struct app *app);

#endif
