/* Signals, as flags that the loop asks for. Handlers do nothing else. */
#ifndef GOUJI_UI_SIGNALS_H
#define GOUJI_UI_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

/* Catches SIGINT, SIGTERM and SIGHUP, ignores SIGPIPE. SIGWINCH, SIGTSTP and SIGCONT belong to curses. These and
 * SIGWINCH are held back, in this thread and those it starts, until a wait lets them in with the mask that is stored in
 * `*wait_mask`: so none can slip in between a look at the flags and the wait. */
void signals_catch(sigset_t *wait_mask);
/* The signal that asks the program to end (SIGTERM, SIGHUP), or 0. */
int signals_ending(void);
/* True once for each SIGINT since the last call. */
bool signals_take_interrupt(void);

#endif
