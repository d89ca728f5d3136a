/* pipe2: a descriptor that is not close-on-exec from the start could be inherited by what another thread starts. */
#define _GNU_SOURCE

#include "read/convert_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "read/convert_signals.h"

enum {
	CHUNK_NBYTES = 64 * 1024,
	FIRST_PAUSE_MS = 1,             /* between looks at whether a program whose output has ended has ended too */
	LONGEST_PAUSE_MS = 50,
	LONGEST_WAIT_MS = 50,           /* between looks at whether the run was cancelled or the program has ended */
	LINGER_MS = 2000,               /* how long others that hold a program's output are heard after its end */
	STATUS_NOT_RUN = 126,
};

/* Descriptors of the parent; -1 when closed. */
struct channels {
	int input;                      /* of the child */
	int output[2], said[2];         /* pipes: read end, write end */
	int failed[2];                  /* gets errno from a child that cannot become the program */
};

static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void close_one(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static void close_channels(struct channels *channels)
{
	close_one(&channels->input);
	for (size_t i = 0; i < 2; i++) {
		close_one(&channels->output[i]);
		close_one(&channels->said[i]);
		close_one(&channels->failed[i]);
	}
}

/* Moves a descriptor above the standard ones, where the child's dup2 could run over it. */
static bool lift(int *fd)
{
	if (*fd > STDERR_FILENO)
		return true;
	int higher = fcntl(*fd, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	if (higher < 0)
		return false;
	close(*fd);
	*fd = higher;
	return true;
}

static bool open_pipe(int fds[2])
{
	if (pipe2(fds, O_CLOEXEC) == 0)
		return lift(&fds[0]) && lift(&fds[1]);
	fds[0] = fds[1] = -1;
	return false;
}

static bool open_channels(struct channels *channels)
{
	*channels = (struct channels){-1, {-1, -1}, {-1, -1}, {-1, -1}};
	if (!open_pipe(channels->output) || !open_pipe(channels->said) || !open_pipe(channels->failed))
		return false;
	channels->input = open("/dev/null", O_RDONLY | O_CLOEXEC);
	return channels->input >= 0 && lift(&channels->input);
}

/* The rest of the child's life is in calls that are safe between fork and exec. */

/* The wanted limits, or what is left of them where the user has set lower ones. */
static struct rlimit lower(struct rlimit old, rlim_t soft, rlim_t hard)
{
	if (old.rlim_max != RLIM_INFINITY && hard > old.rlim_max)
		hard = old.rlim_max;
	return (struct rlimit){soft < hard ? soft : hard, hard};
}

static void set_limits(const struct convert_limits *limits)
{
	struct rlimit now;
	if (getrlimit(RLIMIT_CPU, &now) == 0) {
		now = lower(now, limits->cpu_s, limits->cpu_s + 1);
		(void)setrlimit(RLIMIT_CPU, &now);
	}
	if (getrlimit(RLIMIT_AS, &now) == 0) {
		now = lower(now, limits->memory_nbytes, limits->memory_nbytes);
		(void)setrlimit(RLIMIT_AS, &now);
	}
	if (getrlimit(RLIMIT_FSIZE, &now) == 0) {
		now = lower(now, limits->written_nbytes, limits->written_nbytes);
		(void)setrlimit(RLIMIT_FSIZE, &now);
	}
	now = (struct rlimit){0, 0};
	(void)setrlimit(RLIMIT_CORE, &now);
}

_Noreturn static void become(const struct process *process, const struct channels *channels, char *const *environment)
{
	sigset_t none;
	struct sigaction plain = {.sa_handler = SIG_DFL};
	setpgid(0, 0);
	sigaction(SIGPIPE, &plain, NULL);
	sigaction(SIGXFSZ, &plain, NULL);
	sigaction(SIGCHLD, &plain, NULL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	if (dup2(channels->input, STDIN_FILENO) >= 0 && dup2(channels->output[1], STDOUT_FILENO) >= 0 &&
	    dup2(channels->said[1], STDERR_FILENO) >= 0) {
		set_limits(process->limits);
		execve(process->program, process->arguments, environment);
	}
	int number = errno;
	(void)!write(channels->failed[1], &number, sizeof(number));
	_exit(STATUS_NOT_RUN);
}

extern char **environ;

/* All signals are blocked around fork: a handler of the parent must not run in the child. */
static pid_t start(const struct process *process, const struct channels *channels)
{
	sigset_t all, old;
	char *const *environment = environ;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	pid_t pid = fork();
	if (pid == 0)
		become(process, channels, environment);
	int error_number = errno;
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (pid > 0)
		setpgid(pid, pid);      /* whichever of the two is first */
	errno = error_number;
	return pid;
}

/* Reads what there is. False at the end, when the output passes its limit and when it cannot be read: `end` says so. */
static bool read_output(struct process *process, int fd, struct strbuf *output)
{
	char chunk[CHUNK_NBYTES];
	ssize_t got = read(fd, chunk, sizeof(chunk));
	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return true;
	if (got < 0) {
		process->end = PROCESS_NOT_HEARD;
		process->number = errno;
	}
	if (got <= 0)
		return false;
	if ((size_t)got > process->limits->output_nbytes - output->nbytes) {
		process->end = PROCESS_OUT_OF_SPACE;
		return false;
	}
	strbuf_append(output, (struct str){chunk, (size_t)got});
	return true;
}

/* What does not fit is read too: a program must not wait for someone to listen. */
static bool read_said(struct process *process, int fd)
{
	char chunk[PROCESS_SAID_NBYTES];
	ssize_t got = read(fd, chunk, sizeof(chunk));
	if (got < 0)
		return errno == EINTR || errno == EAGAIN;
	size_t room = sizeof(process->said) - process->nsaid;
	size_t kept = (size_t)got < room ? (size_t)got : room;
	memcpy(process->said + process->nsaid, chunk, kept);
	process->nsaid += kept;
	return got > 0;
}

/* The end of this pipe is that the program runs. False then, and when it does not: `end` says so. */
static bool read_failed(struct process *process, int fd)
{
	int number;
	ssize_t got = read(fd, &number, sizeof(number));
	if (got == (ssize_t)sizeof(number)) {
		process->end = PROCESS_NOT_RUN;
		process->number = number;
	}
	return got < 0 && (errno == EINTR || errno == EAGAIN);
}

/* Looks whether the program has ended, without forgetting it: its number must not be given to another yet. */
static bool has_ended(pid_t pid)
{
	siginfo_t info = {0};
	int result = waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT);
	return (result < 0 && errno != EINTR) || (result == 0 && info.si_pid == pid);
}

/* The deadline has passed, or the run was cancelled: `end` says which. */
static bool must_end(struct process *process, int64_t deadline_ms)
{
	if (process->cancelled ? atomic_load(process->cancelled) : convert_must_stop())
		process->end = PROCESS_CANCELLED;
	else if (now_ms() >= deadline_ms)
		process->end = PROCESS_OUT_OF_TIME;
	return process->end != PROCESS_EXITED;
}

static bool is_open(const struct channels *channels)
{
	return channels->output[0] >= 0 || channels->said[0] >= 0 || channels->failed[0] >= 0;
}

/* Reads what has come through the pipes, and closes those that have ended. */
static void take_events(struct process *process, struct channels *channels, const struct pollfd events[3],
			struct strbuf *output)
{
	if (events[0].revents && !read_failed(process, events[0].fd))
		close_one(&channels->failed[0]);
	if (events[1].revents && process->end == PROCESS_EXITED && !read_output(process, events[1].fd, output))
		close_one(&channels->output[0]);
	if (events[2].revents && process->end == PROCESS_EXITED && !read_said(process, events[2].fd))
		close_one(&channels->said[0]);
}

/* Reads the pipes to their ends, to the limit or to the deadline; `end` stays PROCESS_EXITED in the first case. Where
 * something that the program has left behind keeps them open, their end is that they are silent for a while. */
static void listen_to(struct process *process, pid_t pid, struct channels *channels, int64_t deadline_ms,
		      struct strbuf *output)
{
	int64_t heard_ms = now_ms();
	while (is_open(channels) && process->end == PROCESS_EXITED && !must_end(process, deadline_ms)) {
		struct pollfd events[] = {{channels->failed[0], POLLIN, 0},
					  {channels->output[0], POLLIN, 0},
					  {channels->said[0], POLLIN, 0}};
		int count = poll(events, 3, LONGEST_WAIT_MS);
		if (count > 0)
			take_events(process, channels, events, output);
		if (count > 0 || !has_ended(pid))
			heard_ms = now_ms();
		else if (now_ms() - heard_ms >= LINGER_MS)
			return;
	}
}

/* Waits until the program has ended. */
static void wait_until(struct process *process, pid_t pid, int64_t deadline_ms)
{
	int pause_ms = FIRST_PAUSE_MS;
	while (!has_ended(pid) && !must_end(process, deadline_ms)) {
		(void)poll(NULL, 0, pause_ms);
		pause_ms = pause_ms * 2 < LONGEST_PAUSE_MS ? pause_ms * 2 : LONGEST_PAUSE_MS;
	}
}

/* Kills what is left of the group and takes the program's status. */
static void reap(struct process *process, pid_t pid)
{
	int status = 0;
	pid_t reaped;
	kill(-pid, SIGKILL);
	do
		reaped = waitpid(pid, &status, 0);
	while (reaped < 0 && errno == EINTR);
	if (process->end != PROCESS_EXITED)
		return;
	if (reaped < 0) {
		process->end = PROCESS_NOT_STARTED;
		process->number = errno;
	} else if (WIFSIGNALED(status)) {
		int number = WTERMSIG(status);
		process->number = number;
		process->end = number == SIGXCPU   ? PROCESS_OUT_OF_TIME
			       : number == SIGXFSZ ? PROCESS_OUT_OF_SPACE
						   : PROCESS_KILLED;
	} else {
		process->number = WEXITSTATUS(status);
	}
}

void process_run(struct process *process, struct strbuf *output)
{
	struct channels channels;
	int64_t deadline_ms = now_ms() + process->limits->wall_ms;
	process->end = PROCESS_NOT_STARTED;
	process->nsaid = 0;
	pid_t pid = open_channels(&channels) ? start(process, &channels) : -1;
	if (pid < 0) {
		process->number = errno;
		close_channels(&channels);
		return;
	}
	close_one(&channels.input);
	close_one(&channels.output[1]);
	close_one(&channels.said[1]);
	close_one(&channels.failed[1]);
	process->end = PROCESS_EXITED;
	process->number = 0;
	listen_to(process, pid, &channels, deadline_ms, output);
	if (process->end == PROCESS_EXITED)
		wait_until(process, pid, deadline_ms);
	reap(process, pid);
	close_channels(&channels);
}
