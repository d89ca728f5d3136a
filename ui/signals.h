/* Signals, as flags that the loop asks for. Handlers do nothing else. */
#ifndef GOUJI_UI_SIGNALS_H
#define GOUJI_UI_SIGNALS_H

#include <stdbool.h>

/* Catches SIGINT, SIGTERM and SIGHUP, ignores SIGPIPE. SIGWINCH, SIGTSTP and SIGCONT belong to curses. */
void signals_catch(void);
/* The signal that asks the program to end (SIGTERM, SIGHUP), or 0. */
int signals_ending(void);
/* True once for each SIGINT since the last call. */
bool signals_take_interrupt(void);

#endif
