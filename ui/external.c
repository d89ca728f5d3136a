#include "ui/external.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clip.h"
#include "ui/app.h"
#include "ui/signals.h"

extern char **environ;

enum external_program { EXTERNAL_PAGER, EXTERNAL_EDITOR };

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

/* Starts `sh -c line sh path` with the signals as a shell has them, and with `input` for its standard input unless that
 * is -1. 0, or what went wrong. */
static int start(const char *line, const char *path, int input, pid_t *child)
{
	char *const words[] = {(char *)"sh", (char *)"-c", (char *)line, (char *)"sh", (char *)path, NULL};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none, all;
	sigemptyset(&none);
	sigfillset(&all);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &all);
	posix_spawn_file_actions_init(&actions);
	if (input >= 0)
		posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
	int error_number = posix_spawn(child, "/bin/sh", &actions, &attributes, words, environ);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	return error_number;
}

/* Writes until all is taken, or nobody takes any more. */
static void feed(int fd, struct str text)
{
	while (text.nbytes) {
		ssize_t n = write(fd, text.ptr, text.nbytes);
		if (n < 0 && errno != EINTR)
			return;
		text = str_slice(text, n > 0 ? (size_t)n : 0, text.nbytes);
	}
}

/* Runs the line as above; where `text` is not NULL, it is what the program reads. The status as wait tells it, or -1
 * with errno set. */
static int run(const char *line, const char *path, const struct str *text)
{
	int ends[2] = {-1, -1}, status;
	pid_t child;
	if (text && (pipe(ends) != 0 || fcntl(ends[0], F_SETFD, FD_CLOEXEC) != 0 ||
		     fcntl(ends[1], F_SETFD, FD_CLOEXEC) != 0))
		return -1;
	int error_number = start(line, path, ends[0], &child);
	if (text) {
		close(ends[0]);
		if (!error_number)
			feed(ends[1], *text);
		close(ends[1]);
	}
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

/* Runs the program for a file at a line, or for a text that it reads; what went wrong is said. */
static void run_program(struct app *app, enum external_program program, const char *path, size_t line,
			const struct str *text)
{
	struct strbuf command = {0};
	struct signals_stop stop;
	/* A path that begins with - or + would be taken for an option. */
	const char *prefix = path[0] == '/' || path[0] == '.' ? "" : "./";
	strbuf_printf(&command, "%s +%zu", find_program(program), line ? line : 1);
	if (!text)
		strbuf_printf(&command, " \"%s$1\"", prefix);
	leave(app, &stop);
	int status = run(strbuf_text(&command), path, text), error_number = errno;
	come_back(app, &stop);
	if (status < 0)
		app_say_format(app, "%s: %s", find_program(program), strerror(error_number));
	else if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		app_say_format(app, tr(app_catalog(app), "%s was not found"), find_program(program));
	else if (WIFSIGNALED(status))
		app_say_format(app, tr(app_catalog(app), "%s was ended by a signal"), find_program(program));
	strbuf_free(&command);
}

/* ---- The source of a report ---- */

/* Appends the rows of the report as they are drawn on a terminal of its width. */
static void append_rows(const struct app *app, const struct rendering *rendering, struct strbuf *out)
{
	for (size_t i = 0; i < rendering->nrows; i++) {
		const struct rendered_row *row = &rendering->rows[i];
		for (size_t j = 0; j < row->nspans; j++) {
			struct strbuf shown = {0};
			clip_sanitise(&shown, rendering_span_text(rendering, &rendering->spans[row->first_span + j]));
			term_encode(app->term, strbuf_view(&shown), out);
			strbuf_free(&shown);
		}
		strbuf_append_byte(out, '\n');
	}
}

/* Whether the lines that are told are those of the file itself, and not of what a converter made of it. */
static bool has_own_lines(const struct file *file)
{
	const struct str text = file->source.text, lines = file->lines;
	return lines.nbytes && lines.ptr >= text.ptr && lines.ptr + lines.nbytes <= text.ptr + text.nbytes;
}

/* Pages drawn without lines are shown as the report is, from the row on that was made of the line. */
static void show_rows(struct app *app, size_t line)
{
	struct render_options options = app_render_options(app, term_ncols(app->term));
	struct rendering rendering = {0};
	struct strbuf text = {0};
	options.brief = false;
	rendering_build(&rendering, &app->opened, &options);
	append_rows(app, &rendering, &text);
	size_t row = line ? jump_row_of_line(&rendering, line) : 0;
	struct str rows = strbuf_view(&text);
	run_program(app, EXTERNAL_PAGER, app->opened.path, row < rendering.nrows ? row + 1 : 1, &rows);
	strbuf_free(&text);
	rendering_free(&rendering);
}

void external_show_source(struct app *app, size_t line)
{
	const struct file *file = &app->opened.examiner->file;
	bool checked = opened_report(&app->opened)->state == REPORT_RECOGNISED, own = has_own_lines(file);
	struct strbuf text = {0};
	if (checked && !file->lines.nbytes) {
		show_rows(app, line);
		return;
	}
	if (!file->lines.nbytes || (own && file->source.encoding == ENCODING_UTF8 && term_is_utf8(app->term))) {
		run_program(app, EXTERNAL_PAGER, app->opened.path, line, NULL);
		return;
	}
	term_encode(app->term, file->lines, &text);
	struct str lines = strbuf_view(&text);
	run_program(app, EXTERNAL_PAGER, app->opened.path, line, &lines);
	strbuf_free(&text);
}

bool external_edit_source(struct app *app, size_t line)
{
	const struct file *file = &app->opened.examiner->file;
	if (opened_report(&app->opened)->state == REPORT_RECOGNISED && !has_own_lines(file)) {
		app_say(app, tr(app_catalog(app), "Made from a document that is no text; o shows what was read of it"));
		return false;
	}
	run_program(app, EXTERNAL_EDITOR, app->opened.path, line, NULL);
	return true;
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
	struct render_options options = app_render_options(app, term_ncols(app->term));
	struct rendering rendering = {0};
	struct strbuf text = {0};
	struct signals_stop stop;
	char answer[64];
	options.brief = false;
	rendering_build(&rendering, &app->opened, &options);
	leave(app, &stop);
	putchar('\n');
	append_rows(app, &rendering, &text);
	fwrite(text.ptr, 1, text.nbytes, stdout);
	strbuf_free(&text);
	fputs(tr(app_catalog(app), "Enter goes back "), stdout);
	fflush(stdout);
	while (read(STDIN_FILENO, answer, sizeof(answer)) < 0 && errno == EINTR && !signals_ending())
		;
	rendering_free(&rendering);
	come_back(app, &stop);
}
