/* Signals that end a run: what must be put in order first is, by a thread that waits for them. */
#ifndef GOUJI_INTERRUPT_H
#define GOUJI_INTERRUPT_H

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>

/* Zero-initialise it. */
struct interrupt {
	bool watches;
	atomic_bool forgotten;
	int wake; /* one of the signals, to end the thread */
	pthread_t thread;
	sigset_t signals, before;
	void (*stop)(void *context);
	void *context;
};

/* From here on SIGINT, SIGTERM and SIGHUP, those of them that end the program, have `stop` called by another thread
 * before they do. Threads that are started later leave them to it. Without a thread for it all stays as it is. */
void interrupt_watch(struct interrupt *interrupt, void (*stop)(void *context), void *context);
/* From here on signals do what they did before; called by the same thread. */
void interrupt_forget(struct interrupt *interrupt);

#endif
