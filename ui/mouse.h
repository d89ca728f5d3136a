/* The mouse, where the user wants it: a click gives a pane the focus and moves its cursor, a click on the cursor opens
 * what is there, and the wheel scrolls. Whatever it does has a key too. */
#ifndef GOUJI_UI_MOUSE_H
#define GOUJI_UI_MOUSE_H

struct app;

/* Acts on what the terminal told last (TERM_KEY_MOUSE). */
void mouse_act(struct app *app);

#endif
