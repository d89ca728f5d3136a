#include "ui/external.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ui/app.h"
#include "ui/signals.h"

extern char **environ;

/* The program as the user has set it: a line for the shell. */
static const char *find_program(enum external_program program)
{
	static const char *const variables[][2] = {
		[EXTERNAL_PAGER] = {"PAGER", NULL}, [EXTERNAL_EDITOR] = {"VISUAL", "EDITOR"}};
	static const char *const fallbacks[] = {[EXTERNAL_PAGER] = "less", [EXTERNAL_EDITOR] = "vi"};
	for (size_t i = 0; i < 2 && variables[program][i]; i++) {
		const char *value = getenv(variables[program][i]);
		if (value && value[0])
			return value;
	}
	return fallbacks[program];
}

/* Runs `sh -c line sh path` with the signals as a shell has them. The status as wait tells it, or -1 with errno set. */
static int run(const char *line, const char *path)
{
	char *const words[] = {(char *)"sh", (char *)"-c", (char *)line, (char *)"sh", (char *)path, NULL};
	posix_spawnattr_t attributes;
	sigset_t none, all;
	pid_t child;
	int status;
	sigemptyset(&none);
	sigfillset(&all);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &all);
	int error_number = posix_spawn(&child, "/bin/sh", NULL, &attributes, words, environ);
	posix_spawnattr_destroy(&attributes);
	if (error_number) {
		errno = error_number;
		return -1;
	}
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return status;
}

/* Gives the terminal away, and takes it back. */
static void leave(struct app *app, struct signals_stop *stop)
{
	term_suspend(app->term);
	signals_let_stop(stop);
}

static void come_back(struct app *app, struct signals_stop *stop)
{
	signals_catch_stop(stop);
	term_resume(app->term);
	/* What was typed to end the other program is not for this one. */
	signals_take_interrupt();
	app_mark_dirty(app);
}

void external_open(struct app *app, enum external_program program, const char *path, size_t line)
{
	struct strbuf command = {0};
	struct signals_stop stop;
	/* A path that begins with - or + would be taken for an option. */
	const char *prefix = path[0] == '/' || path[0] == '.' ? "" : "./";
	strbuf_printf(&command, "%s +%zu \"%s$1\"", find_program(program), line ? line : 1, prefix);
	leave(app, &stop);
	int status = run(strbuf_text(&command), path), error_number = errno;
	come_back(app, &stop);
	if (status < 0)
		app_say_format(app, "%s: %s", find_program(program), strerror(error_number));
	else if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		app_say_format(app, tr(app_catalog(app), "%s was not found"), find_program(program));
	else if (WIFSIGNALED(status))
		app_say_format(app, tr(app_catalog(app), "%s was ended by a signal"), find_program(program));
	strbuf_free(&command);
}

void external_stop(struct app *app)
{
	term_suspend(app->term);
	signals_stop();
	term_resume(app->term);
	app_mark_dirty(app);
}

void external_print_report(struct app *app)
{
	const struct render_options options = app_render_options(app, term_ncols(app->term));
	struct rendering rendering = {0};
	struct signals_stop stop;
	char answer[64];
	rendering_build(&rendering, &app->opened, &options);
	leave(app, &stop);
	putchar('\n');
	for (size_t i = 0; i < rendering.nrows; i++) {
		const struct rendered_row *row = &rendering.rows[i];
		for (size_t j = 0; j < row->nspans; j++) {
			struct str text = rendering_span_text(&rendering, &rendering.spans[row->first_span + j]);
			term_print(app->term, text);
		}
		putchar('\n');
	}
	fputs(tr(app_catalog(app), "Enter goes back "), stdout);
	fflush(stdout);
	while (read(STDIN_FILENO, answer, sizeof(answer)) < 0 && errno == EINTR && !signals_ending())
		;
	rendering_free(&rendering);
	come_back(app, &stop);
}
