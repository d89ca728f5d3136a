/* Starting a program in a pseudo-terminal, with an environment made from scratch. */
#include "terminal_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

extern char **environ;

/* Ends with NULL. */
struct environment {
	char **vars;
	size_t count;
};

static void environment_remove(struct environment *env, const char *name, size_t nname)
{
	for (size_t i = 0; i < env->count; i++) {
		if (strncmp(env->vars[i], name, nname) != 0 || env->vars[i][nname] != '=')
			continue;
		free(env->vars[i]);
		env->vars[i] = env->vars[--env->count];
		env->vars[env->count] = NULL;
		return;
	}
}

/* Takes "NAME=VALUE", or "NAME" to remove. */
static void environment_change(struct environment *env, const char *change)
{
	size_t nname = strcspn(change, "=");

	environment_remove(env, change, nname);
	if (change[nname] == '\0')
		return;
	env->vars = realloc(env->vars, (env->count + 2) * sizeof *env->vars);
	if (env->vars == NULL)
		terminal_die("realloc");
	env->vars[env->count++] = terminal_copy_text(change);
	env->vars[env->count] = NULL;
}

static void environment_set(struct environment *env, const char *name, const char *value)
{
	struct bytes change = {0};

	bytes_append_text(&change, name);
	bytes_append_text(&change, "=");
	bytes_append_text(&change, value);
	environment_change(env, change.ptr);
	free(change.ptr);
}

static struct environment environment_make(const struct terminal *t, const char *const *changes)
{
	static const char *const inherited[] = {
		"PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "MSAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS",
		"GCOV_PREFIX", "GCOV_PREFIX_STRIP", "LLVM_PROFILE_FILE",
	};
	struct environment env = {0};

	for (size_t i = 0; i < sizeof inherited / sizeof inherited[0]; i++) {
		if (getenv(inherited[i]) != NULL)
			environment_set(&env, inherited[i], getenv(inherited[i]));
	}
	environment_set(&env, "HOME", "/tmp");
	environment_set(&env, "TERM", t->term);
	if (t->locale[0] != '\0')
		environment_set(&env, "LC_ALL", t->locale);
	for (size_t i = 0; changes != NULL && changes[i] != NULL; i++)
		environment_change(&env, changes[i]);
	return env;
}

static void environment_free(struct environment *env)
{
	for (size_t i = 0; i < env->count; i++)
		free(env->vars[i]);
	free(env->vars);
}

/* Opens the master of a new pty; *slave_fd is its other side. Both close on exec. */
static int open_pty(int nrows, int ncols, int *slave_fd)
{
	struct winsize size = {.ws_row = (unsigned short)nrows, .ws_col = (unsigned short)ncols};
	int master_fd = posix_openpt(O_RDWR | O_NOCTTY);

	if (master_fd < 0 || grantpt(master_fd) != 0 || unlockpt(master_fd) != 0)
		terminal_die("posix_openpt");
	*slave_fd = open(ptsname(master_fd), O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (*slave_fd < 0)
		terminal_die("slave of the pty");
	if (fcntl(master_fd, F_SETFD, FD_CLOEXEC) != 0 || fcntl(master_fd, F_SETFL, O_NONBLOCK) != 0 ||
	    ioctl(master_fd, TIOCSWINSZ, &size) != 0)
		terminal_die("set up the pty");
	return master_fd;
}

/* A test may run with signals ignored or blocked; the program must not inherit that. */
static void reset_signals(void)
{
	static const int signals[] = {
		SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGALRM, SIGUSR1, SIGUSR2, SIGTSTP, SIGTTIN, SIGTTOU,
		SIGCONT, SIGCHLD,
	};
	sigset_t none;

	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
		signal(signals[i], SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static _Noreturn void child_fail(const char *what)
{
	dprintf(STDERR_FILENO, "%s: %s\n", what, strerror(errno));
	_exit(127);
}

/* In the new process. */
static _Noreturn void child_run(const struct terminal_options *options, const char *path, char **env, int slave_fd)
{
	if (setsid() < 0 || ioctl(slave_fd, TIOCSCTTY, 0) != 0)
		child_fail("controlling terminal");
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (dup2(slave_fd, fd) != fd)
			_exit(127);
	}
	reset_signals();
	if (options->cwd != NULL && chdir(options->cwd) != 0)
		child_fail(options->cwd);
	environ = env;
	execvp(path, (char *const *)options->argv);
	child_fail(options->argv[0]);
}

static void spawn(struct terminal *t, const struct terminal_options *options, int nrows, int ncols)
{
	struct environment env = environment_make(t, options->env);
	/* The full path, because the program may start in another directory. */
	char *path = strchr(options->argv[0], '/') != NULL ? realpath(options->argv[0], NULL) : NULL;
	int slave_fd;

	t->master_fd = open_pty(nrows, ncols, &slave_fd);
	t->pid = fork();
	if (t->pid < 0)
		terminal_die("fork");
	if (t->pid == 0)
		child_run(options, path != NULL ? path : options->argv[0], env.vars, slave_fd);
	close(slave_fd);
	free(path);
	environment_free(&env);
}

static void open_emulator(struct terminal *t, int nrows, int ncols)
{
	t->vt = vterm_new(nrows, ncols);
	if (t->vt == NULL)
		terminal_die("vterm_new");
	vterm_set_utf8(t->vt, 1);
	t->screen = vterm_obtain_screen(t->vt);
	terminal_watch_screen(t);
	vterm_screen_enable_altscreen(t->screen, 1);
	vterm_screen_reset(t->screen, 1);
}

struct terminal *terminal_start(const struct terminal_options *options)
{
	struct terminal *t = terminal_alloc(sizeof *t);
	int nrows = options->nrows > 0 ? options->nrows : 24;
	int ncols = options->ncols > 0 ? options->ncols : 80;

	t->term = terminal_copy_text(options->term != NULL ? options->term : "xterm-256color");
	t->bytes_per_second = options->bytes_per_second;
	t->locale = terminal_copy_text(options->locale != NULL ? options->locale : "C.UTF-8");
	t->from_utf8 = (iconv_t)-1;
	if (options->charset != NULL) {
		t->charset = terminal_copy_text(options->charset);
		t->from_utf8 = iconv_open(t->charset, "UTF-8");
		if (t->from_utf8 == (iconv_t)-1)
			terminal_die(t->charset);
	}
	decoder_init(&t->decoder, t->charset);
	t->decoder.wide_ambiguous = options->wide_ambiguous;
	open_emulator(t, nrows, ncols);
	spawn(t, options, nrows, ncols);
	t->active_ms = terminal_now_ms();
	return t;
}
