#include "ui/signals.h"

#include <pthread.h>
#include <signal.h>
#include <stddef.h>

/* A handler has nothing but static storage to leave its word in. */
static volatile sig_atomic_t ending;
static volatile sig_atomic_t interrupted;
static volatile sig_atomic_t stop_asked;

static void note_signal(int signal_number)
{
	if (signal_number == SIGINT)
		interrupted = 1;
	else if (signal_number == SIGTSTP)
		stop_asked = 1;
	else
		ending = signal_number;
}

void signals_catch(sigset_t *wait_mask)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP};
	struct sigaction action = {.sa_handler = note_signal};
	sigset_t held;
	sigemptyset(&action.sa_mask);
	sigemptyset(&held);
	sigaddset(&held, SIGWINCH);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		struct sigaction old;
		sigaddset(&held, numbers[i]);
		/* What the parent had ignored (nohup) stays ignored. */
		if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
			sigaction(numbers[i], &action, NULL);
	}
	action.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &action, NULL);
	pthread_sigmask(SIG_BLOCK, &held, wait_mask);
}

int signals_ending(void)
{
	return ending;
}

bool signals_take_interrupt(void)
{
	bool taken = interrupted != 0;
	interrupted = 0;
	return taken;
}

bool signals_take_stop(void)
{
	bool taken = stop_asked != 0;
	stop_asked = 0;
	return taken;
}

/* Sets what SIGTSTP does, and whether it is held back; what was in force comes back in the same variables. */
static void exchange_stop(struct sigaction *action, sigset_t *mask)
{
	struct sigaction old_action;
	sigset_t old_mask;
	sigaction(SIGTSTP, action, &old_action);
	pthread_sigmask(SIG_SETMASK, mask, &old_mask);
	*action = old_action;
	*mask = old_mask;
}

void signals_let_stop(struct signals_stop *stop)
{
	sigaction(SIGTSTP, NULL, &stop->action);
	/* What the parent had ignored stays ignored. */
	if (stop->action.sa_handler != SIG_IGN)
		stop->action.sa_handler = SIG_DFL;
	pthread_sigmask(SIG_BLOCK, NULL, &stop->mask);
	sigdelset(&stop->mask, SIGTSTP);
	exchange_stop(&stop->action, &stop->mask);
}

void signals_catch_stop(struct signals_stop *stop)
{
	exchange_stop(&stop->action, &stop->mask);
}

void signals_stop(void)
{
	struct signals_stop stop;
	signals_let_stop(&stop);
	raise(SIGTSTP);
	signals_catch_stop(&stop);
}
