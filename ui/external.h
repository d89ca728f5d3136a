/* Other programs on the terminal: the source of a report in a pager or an editor. */
#ifndef GOUJI_UI_EXTERNAL_H
#define GOUJI_UI_EXTERNAL_H

#include <stddef.h>

struct app;

enum external_program { EXTERNAL_PAGER, EXTERNAL_EDITOR };

/* Shows the file at `path` from `line` on (from 1) in $PAGER (less) or $VISUAL, $EDITOR (vi), which may have arguments
 * of their own; comes back when that ends. What went wrong is said in the status line. */
void external_open(struct app *app, enum external_program program, const char *path, size_t line);
/* Prints the open report's rows on the ordinary screen, where the terminal can select text, and waits for a line. */
void external_print_report(struct app *app);
/* Gives the terminal to the shell, as C-z asks for, until the program is continued. */
void external_stop(struct app *app);

#endif
