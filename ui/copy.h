/* Copying what is under the cursor to the clipboard of the terminal. */
#ifndef GOUJI_UI_COPY_H
#define GOUJI_UI_COPY_H

struct app;

/* Copies the row under the cursor: of the list the path, of a report a finding whole, with file and line, or a row with
 * tabs between its cells. Asked again at once in a row of several cells: its first cell, its second, and so on. */
void copy_cursor(struct app *app);

#endif
