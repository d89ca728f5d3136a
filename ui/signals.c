#include "ui/signals.h"

#include <signal.h>
#include <stddef.h>

/* A handler has nothing but static storage to leave its word in. */
static volatile sig_atomic_t ending;
static volatile sig_atomic_t interrupted;

static void note_signal(int signal_number)
{
	if (signal_number == SIGINT)
		interrupted = 1;
	else
		ending = signal_number;
}

void signals_catch(sigset_t *wait_mask)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
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
