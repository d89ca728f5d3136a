/* Signals, as flags that the loop asks for. Handlers do nothing else. */
#ifndef GOUJI_UI_SIGNALS_H
#define GOUJI_UI_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

/* Catches SIGINT, SIGTERM, SIGHUP and SIGTSTP, ignores SIGPIPE. SIGWINCH belongs to curses. These and SIGWINCH are
 * held back, in this thread and those it starts, until a wait lets them in with the mask that is stored in
 * `*wait_mask`: so none can slip in between a look at the flags and the wait. */
void signals_catch(sigset_t *wait_mask);
/* The signal that asks the program to end (SIGTERM, SIGHUP), or 0. */
int signals_ending(void);
/* True once for each SIGINT since the last call. */
bool signals_take_interrupt(void);
/* True once for each SIGTSTP since the last call: the terminal is to be given back, and signals_stop called. */
bool signals_take_stop(void);
/* Stops the program as SIGTSTP does by itself; comes back when it is continued. */
void signals_stop(void);

/* What is in force for SIGTSTP while it is not caught. */
struct signals_stop {
	struct sigaction action;
	sigset_t mask;
};

/* While another program has the terminal, SIGTSTP stops this one along with it: from signals_let_stop to
 * signals_catch_stop. */
void signals_let_stop(struct signals_stop *stop);
void signals_catch_stop(struct signals_stop *stop);

#endif
