#include "interrupt.h"

static void *wait_for_signal(void *context)
{
	struct interrupt *interrupt = context;
	sigset_t one;
	int number;
	if (sigwait(&interrupt->signals, &number) != 0 || interrupt->forgotten)
		return NULL;
	interrupt->stop(interrupt->context);
	sigemptyset(&one);
	sigaddset(&one, number);
	pthread_sigmask(SIG_UNBLOCK, &one, NULL);
	raise(number);
	return NULL;
}

void interrupt_watch(struct interrupt *interrupt, void (*stop)(void *context), void *context)
{
	static const int ending[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction action;
	interrupt->stop = stop;
	interrupt->context = context;
	interrupt->wake = 0;
	interrupt->forgotten = false;
	sigemptyset(&interrupt->signals);
	/* What nohup and shells have ignored stays ignored: blocked, it would come through. */
	for (size_t i = 0; i < sizeof(ending) / sizeof(*ending); i++)
		if (sigaction(ending[i], NULL, &action) == 0 && action.sa_handler == SIG_DFL) {
			sigaddset(&interrupt->signals, ending[i]);
			interrupt->wake = ending[i];
		}
	pthread_sigmask(SIG_BLOCK, &interrupt->signals, &interrupt->before);
	interrupt->watches =
		interrupt->wake && pthread_create(&interrupt->thread, NULL, wait_for_signal, interrupt) == 0;
	if (!interrupt->watches)
		pthread_sigmask(SIG_SETMASK, &interrupt->before, NULL);
}

void interrupt_forget(struct interrupt *interrupt)
{
	if (!interrupt->watches)
		return;
	/* Not pthread_cancel(): glibc loads a library for that, and ends the process where it cannot. */
	interrupt->forgotten = true;
	pthread_kill(interrupt->thread, interrupt->wake);
	pthread_join(interrupt->thread, NULL);
	pthread_sigmask(SIG_SETMASK, &interrupt->before, NULL);
	interrupt->watches = false;
}
