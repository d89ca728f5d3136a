#include "read/convert_signals.h"

#include <stddef.h>

static const int ending[] = {SIGINT, SIGTERM, SIGHUP};

enum { NENDING = sizeof(ending) / sizeof(*ending) };

void convert_hold_signals(sigset_t *before)
{
	sigset_t held;
	sigemptyset(&held);
	for (size_t i = 0; i < NENDING; i++)
		sigaddset(&held, ending[i]);
	pthread_sigmask(SIG_BLOCK, &held, before);
}

bool convert_must_stop(void)
{
	struct sigaction action;
	sigset_t waiting;
	if (sigpending(&waiting) < 0)
		return false;
	/* One that is ignored (nohup) waits, too, while it is held. */
	for (size_t i = 0; i < NENDING; i++)
		if (sigismember(&waiting, ending[i]) == 1 && sigaction(ending[i], NULL, &action) == 0 &&
		    action.sa_handler != SIG_IGN)
			return true;
	return false;
}

void convert_release_signals(const sigset_t *before)
{
	pthread_sigmask(SIG_SETMASK, before, NULL);
}
