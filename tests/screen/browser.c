#include "browser.h"

#include <errno.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_NARGUMENTS = 16, MAX_NOPEN = 16, MAX_NVARIABLES = 16, LOOK_MS = 20 };

/* There once a held file is being read. */
#define STARTED ".started"

static void die(const char *what)
{
	fprintf(stderr, "browser: %s: %s\n", what, strerror(errno));
	abort();
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *where)
{
	(void)info;
	(void)kind;
	(void)where;
	remove(path);
	return 0;
}

int browser_setup(void **state)
{
	const char *parent = getenv("TMPDIR");
	struct browser *browser = calloc(1, sizeof *browser);

	if (browser == NULL)
		return -1;
	snprintf(browser->directory, sizeof browser->directory, "%s/gouji-XXXXXX", parent != NULL ? parent : "/tmp");
	if (mkdtemp(browser->directory) == NULL)
		die(browser->directory);
	*state = browser;
	return 0;
}

int browser_teardown(void **state)
{
	struct browser *browser = *state;

	terminal_stop(browser->t);
	nftw(browser->directory, remove_one, MAX_NOPEN, FTW_DEPTH | FTW_PHYS);
	free(browser);
	*state = NULL;
	return 0;
}

const char *browser_program(void)
{
	const char *program = getenv("GOUJI");

	return program != NULL ? program : "build/gouji";
}

static struct terminal *start(void **state, const struct terminal_options *options, const char *const *argv)
{
	struct browser *browser = *state;
	struct terminal_options own = *options;
	char home[sizeof browser->directory + sizeof "HOME=/.home"], path[BROWSER_PATH_NBYTES];
	const char *env[MAX_NVARIABLES + 3] = {home};
	size_t nenv = 1;

	terminal_stop(browser->t);
	own.argv = argv;
	/* What the program keeps in a person's directories is the test's own; a hidden name is not listed. */
	snprintf(home, sizeof home, "HOME=%s/.home", browser->directory);
	snprintf(path, sizeof path, "PATH=%s/.bin:%s", browser->directory, getenv("PATH"));
	if (browser->has_held)
		env[nenv++] = path;
	for (size_t i = 0; options->env != NULL && options->env[i] != NULL && i < MAX_NVARIABLES; i++)
		env[nenv++] = options->env[i];
	own.env = env;
	browser->t = terminal_start(&own);
	return browser->t;
}

static void collect(const char **argv, size_t count, va_list arguments)
{
	while (count < MAX_NARGUMENTS && (argv[count] = va_arg(arguments, const char *)) != NULL)
		count++;
	argv[MAX_NARGUMENTS] = NULL;
}

struct terminal *browser_start(void **state, const struct terminal_options *options, ...)
{
	const char *argv[MAX_NARGUMENTS + 1] = {browser_program()};
	va_list arguments;

	va_start(arguments, options);
	collect(argv, 1, arguments);
	va_end(arguments);
	return start(state, options, argv);
}

struct terminal *browser_run(void **state, const struct terminal_options *options, ...)
{
	const char *argv[MAX_NARGUMENTS + 1] = {NULL};
	va_list arguments;

	va_start(arguments, options);
	collect(argv, 0, arguments);
	va_end(arguments);
	return start(state, options, argv);
}

bool browser_wait_loaded(struct terminal *t, const char *shown)
{
	/* The title of the list has "1/39 by path" as soon as there is an entry; the status line may come later. */
	return terminal_wait_text(t, "Reports 1/", BROWSER_WAIT_MS) && terminal_settle(t) &&
	       terminal_wait_gone(t, "loading ...", BROWSER_WAIT_MS) &&
	       (shown == NULL || terminal_wait_text(t, shown, BROWSER_WAIT_MS)) && terminal_settle(t);
}

struct terminal *browser_start_samples(void **state, int nrows, int ncols)
{
	const struct terminal_options options = {.nrows = nrows, .ncols = ncols};
	struct terminal *t = browser_start(state, &options, SAMPLES, NULL);

	/* The report is not on a screen with one pane. */
	if (!browser_wait_loaded(t, ncols < 80 ? NULL : FIRST_TITLE))
		terminal_print(t, "not loaded");
	return t;
}

int browser_quit(struct terminal *t)
{
	terminal_send(t, "q");
	return terminal_wait_exit(t);
}

/* ---- Files ---- */

const char *browser_path(void **state, const char *name)
{
	static char path[BROWSER_PATH_NBYTES];
	const struct browser *browser = *state;
	int nbytes = snprintf(path, sizeof path, "%s%s%s", browser->directory, *name != '\0' ? "/" : "", name);

	if (nbytes < 0 || (size_t)nbytes >= sizeof path)
		die(name);
	return path;
}

/* Makes the directories that a name needs. */
static void make_parents(void **state, const char *name)
{
	char part[BROWSER_PATH_NBYTES];

	for (const char *slash = strchr(name, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		if ((size_t)(slash - name) >= sizeof part)
			die(name);
		memcpy(part, name, (size_t)(slash - name));
		part[slash - name] = '\0';
		if (mkdir(browser_path(state, part), 0777) != 0 && errno != EEXIST)
			die(part);
	}
}

void browser_write(void **state, const char *name, const void *bytes, size_t nbytes)
{
	FILE *file;

	make_parents(state, name);
	file = fopen(browser_path(state, name), "w");
	if (file == NULL)
		die(name);
	if (fwrite(bytes, 1, nbytes, file) != nbytes || fclose(file) != 0)
		die(name);
}

void browser_write_text(void **state, const char *name, const char *text)
{
	browser_write(state, name, text, strlen(text));
}

void browser_hold(void **state)
{
	browser_write_text(state, ".held", "");
}

void browser_write_held(void **state, const char *name)
{
	/* By its first line a Word file; the converter is the one that comes first, so that the cache keeps what it
	 * made. */
	static const char head[] = "PK\003\004\0\0word/document.xml\n";
	struct browser *browser = *state;
	char started[BROWSER_PATH_NBYTES], script[BROWSER_PATH_NBYTES * 3];
	char *text = browser_read_file(FIRST_SAMPLE), *held;
	size_t nhead = sizeof head - 1, ntext = strlen(text);

	/* It ends with the directory as well: nobody is left waiting where the program was killed. */
	snprintf(started, sizeof started, "%s", browser_path(state, STARTED));
	snprintf(script, sizeof script, "#!/bin/sh\n: >'%s'\nwhile [ -e '%s' ]; do sleep 0.02; done\n"
		 "mkdir -p \"$8\" && tail -n +2 \"$9\" >\"$8/report.html\"\n", started, browser_path(state, ".held"));
	unlink(started);
	browser_hold(state);
	browser_write_text(state, ".bin/soffice", script);
	if (chmod(browser_path(state, ".bin/soffice"), 0755) != 0)
		die(".bin/soffice");
	held = calloc(1, nhead + ntext);
	if (held == NULL)
		die(name);
	memcpy(held, head, nhead);
	memcpy(held + nhead, text, ntext);
	browser_write(state, name, held, nhead + ntext);
	free(held);
	free(text);
	browser->has_held = true;
}

bool browser_wait_held(struct terminal *t, void **state)
{
	for (int waited_ms = 0; waited_ms < BROWSER_WAIT_MS; waited_ms += LOOK_MS) {
		if (access(browser_path(state, STARTED), F_OK) == 0)
			return true;
		terminal_wait_idle(t, LOOK_MS);
	}
	return false;
}

void browser_release(void **state)
{
	if (unlink(browser_path(state, ".held")) != 0)
		die(".held");
}

void browser_link(void **state, const char *name, const char *other)
{
	char path[BROWSER_PATH_NBYTES];

	make_parents(state, other);
	memcpy(path, browser_path(state, name), sizeof path);
	if (link(path, browser_path(state, other)) != 0)
		die(other);
}

char *browser_read_file(const char *path)
{
	FILE *file = fopen(path, "r");
	struct stat info;
	char *text;

	if (file == NULL || fstat(fileno(file), &info) != 0)
		die(path);
	text = calloc(1, (size_t)info.st_size + 1);
	if (text == NULL || fread(text, 1, (size_t)info.st_size, file) != (size_t)info.st_size)
		die(path);
	fclose(file);
	return text;
}

void browser_copy_sample(void **state, const char *sample, const char *name, const char *old, const char *new)
{
	char path[256], *text, *place;

	snprintf(path, sizeof path, "%s/%s", SAMPLES, sample);
	text = browser_read_file(path);
	place = old != NULL ? strstr(text, old) : NULL;
	if (old != NULL && place == NULL) {
		fprintf(stderr, "browser: %s has no \"%s\"\n", sample, old);
		abort();
	}
	if (place == NULL) {
		browser_write_text(state, name, text);
	} else {
		size_t nbytes = strlen(text) + strlen(new) + 1;
		char *changed = calloc(1, nbytes);

		if (changed == NULL)
			die(name);
		snprintf(changed, nbytes, "%.*s%s%s", (int)(place - text), text, new, place + strlen(old));
		browser_write_text(state, name, changed);
		free(changed);
	}
	free(text);
}

/* Only the two-byte part of the character set and only its character types: the whole takes localedef 5 s. */
static const char locale_script[] =
	"cd \"$1\" && gzip -dc /usr/share/i18n/charmaps/GB18030.gz |"
	" grep -v '^<U[0-9A-F]*>.* */x[89a-f][0-9a-f]/x3[0-9]' >charmap || exit 1\n"
	"printf 'LC_CTYPE\\ncopy \"zh_CN\"\\nEND LC_CTYPE\\n' >source\n"
	"for category in COLLATE MONETARY NUMERIC TIME MESSAGES PAPER NAME ADDRESS TELEPHONE MEASUREMENT"
	" IDENTIFICATION;"
	" do printf 'LC_%s\\ncopy \"POSIX\"\\nEND LC_%s\\n' $category $category >>source; done\n"
	"localedef -c -i ./source -f ./charmap ./zh_CN.GB18030\n"
	"test -f zh_CN.GB18030/LC_CTYPE\n";

/* False when localedef or its sources are not there. */
static bool make_gb18030(const char *path)
{
	pid_t pid = fork();
	int status;

	if (pid < 0)
		die("fork");
	if (pid == 0) {
		if (freopen("/dev/null", "w", stderr) != NULL && freopen("/dev/null", "w", stdout) != NULL)
			execl("/bin/sh", "sh", "-c", locale_script, "sh", path, (char *)NULL);
		_exit(127);
	}
	return waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool browser_use_gb18030(void **state, struct terminal_options *options)
{
	struct browser *browser = *state;
	if (!make_gb18030(browser_path(state, ""))) {
		fputs("localedef or its sources are missing: GB18030 is not tested\n", stderr);
		return false;
	}
	snprintf(browser->locale_path, sizeof browser->locale_path, "LOCPATH=%s", browser->directory);
	browser->environment[0] = browser->locale_path;
	options->locale = "zh_CN.GB18030";
	options->charset = "GB18030";
	options->env = browser->environment;
	return true;
}

/* ---- What is on the screen ---- */

bool browser_is_line_straight(struct terminal *t, int nrows, int col)
{
	for (int row = 0; row < nrows; row++) {
		struct terminal_cell cell = terminal_cell_attrs(t, row, col);

		if (cell.ch == 0x2502 || cell.ch == '|')
			continue;
		fprintf(stderr, "row %d, column %d: U+%04X\n", row, col, (unsigned)cell.ch);
		terminal_print(t, "the line is not straight");
		return false;
	}
	return true;
}

const char *browser_cursor_text(struct terminal *t)
{
	return terminal_row_text(t, terminal_cursor(t).row);
}

bool browser_shows(struct terminal *t, const char *text)
{
	int row, col;

	return terminal_find(t, text, &row, &col);
}

bool browser_find_from(struct terminal *t, int first_row, const char *text, int *row, int *col)
{
	int nrows, ncols;

	terminal_size(t, &nrows, &ncols);
	for (*row = first_row; *row < nrows; ++*row) {
		const char *line = terminal_row_text(t, *row), *place = strstr(line, text);

		if (place == NULL)
			continue;
		/* Columns are counted by the cells: each character of the text has one, and wide ones a second. */
		for (*col = 0; *col < ncols && line < place; ++*col) {
			if (terminal_cell_attrs(t, *row, *col).width == 0)
				continue;
			line += 1;
			while (((unsigned char)*line & 0xC0) == 0x80)
				line++;
		}
		while (*col < ncols && terminal_cell_attrs(t, *row, *col).width == 0)
			++*col;
		return true;
	}
	terminal_print(t, text);
	return false;
}
