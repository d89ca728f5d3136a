#include "golden.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_MAX_BYTES = 1024, MAX_GAP = 12 };

static bool same_attributes(struct terminal_cell a, struct terminal_cell b)
{
	return a.bold == b.bold && a.dim == b.dim && a.italic == b.italic && a.underline == b.underline &&
	       a.blink == b.blink && a.reverse == b.reverse && a.strike == b.strike && a.fg == b.fg && a.bg == b.bg;
}

static bool is_plain(struct terminal_cell cell)
{
	struct terminal_cell plain = {.fg = TERMINAL_COLOUR_DEFAULT, .bg = TERMINAL_COLOUR_DEFAULT};

	return same_attributes(cell, plain);
}

/* A blank whose attributes nobody sees. */
static bool is_unseen(struct terminal_cell cell)
{
	return cell.ch == ' ' && !cell.underline && !cell.reverse && !cell.strike && cell.bg == TERMINAL_COLOUR_DEFAULT;
}

/* The attributes of a cell. Those of a blank that are not seen depend on what was drawn there before: between two equal
 * cells of one text it counts as one of them, else as plain. */
static struct terminal_cell seen_at(const struct terminal *t, int row, int col, int ncols)
{
	struct terminal_cell plain = {.fg = TERMINAL_COLOUR_DEFAULT, .bg = TERMINAL_COLOUR_DEFAULT};
	struct terminal_cell cell = terminal_cell_attrs(t, row, col), before;
	int first = col, end = col;

	if (!is_unseen(cell))
		return cell;
	while (first >= 0 && is_unseen(terminal_cell_attrs(t, row, first)))
		first--;
	while (end < ncols && is_unseen(terminal_cell_attrs(t, row, end)))
		end++;
	if (first < 0 || end == ncols || end - first > MAX_GAP)
		return plain;
	before = terminal_cell_attrs(t, row, first);
	return same_attributes(before, terminal_cell_attrs(t, row, end)) ? before : plain;
}

static void put_colour(FILE *out, const char **separator, const char *prefix, int colour)
{
	static const char *const names[] = {"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"};

	if (colour == TERMINAL_COLOUR_DEFAULT)
		return;
	fprintf(out, "%s%s", *separator, prefix);
	*separator = ",";
	if (colour < 8)
		fputs(names[colour], out);
	else if (colour < 16)
		fprintf(out, "bright-%s", names[colour - 8]);
	else if (colour < TERMINAL_COLOUR_RGB)
		fprintf(out, "colour%d", colour);
	else
		fprintf(out, "#%06x", (unsigned)(colour - TERMINAL_COLOUR_RGB));
}

static void put_attributes(FILE *out, struct terminal_cell cell)
{
	const struct {
		bool is_set;
		const char *name;
	} attributes[] = {
		{cell.bold, "bold"},
		{cell.dim, "dim"},
		{cell.italic, "italic"},
		{cell.underline, "underline"},
		{cell.blink, "blink"},
		{cell.reverse, "reverse"},
		{cell.strike, "strike"},
	};
	const char *separator = "";

	for (size_t i = 0; i < sizeof attributes / sizeof attributes[0]; i++) {
		if (!attributes[i].is_set)
			continue;
		fprintf(out, "%s%s", separator, attributes[i].name);
		separator = ",";
	}
	put_colour(out, &separator, "", cell.fg);
	put_colour(out, &separator, "on-", cell.bg);
}

/* The attributes of a row, one run of equal cells after the other; nothing for a plain row. */
static void put_row_attributes(FILE *out, const struct terminal *t, int row, int ncols)
{
	const char *separator = "";
	int end;

	for (int start = 0; start < ncols; start = end) {
		struct terminal_cell first = seen_at(t, row, start, ncols);

		for (end = start + 1; end < ncols; end++) {
			if (!same_attributes(first, seen_at(t, row, end, ncols)))
				break;
		}
		if (is_plain(first))
			continue;
		if (*separator == '\0')
			fprintf(out, "%d:", row);
		fprintf(out, "%s %d-%d ", separator, start, end - 1);
		put_attributes(out, first);
		separator = ";";
	}
	if (*separator != '\0')
		fputc('\n', out);
}

static void put_line(FILE *out, int ncols)
{
	for (int col = 0; col < ncols; col++)
		fputc('-', out);
	fputc('\n', out);
}

static void put_screen(FILE *out, struct terminal *t)
{
	struct terminal_cursor cursor = terminal_cursor(t);
	int nrows, ncols;

	terminal_size(t, &nrows, &ncols);
	fprintf(out, "# %s\n", terminal_description(t));
	put_line(out, ncols);
	fprintf(out, "%s\n", terminal_screen_text(t));
	put_line(out, ncols);
	if (cursor.is_visible)
		fprintf(out, "cursor: row %d, column %d\n", cursor.row, cursor.col);
	else
		fputs("cursor: hidden\n", out);
	for (int row = 0; row < nrows; row++)
		put_row_attributes(out, t, row, ncols);
}

static bool write_screen(struct terminal *t, const char *path)
{
	FILE *file = fopen(path, "w");
	bool is_written;

	if (file != NULL) {
		put_screen(file, t);
		is_written = ferror(file) == 0;
		is_written = fclose(file) == 0 && is_written;
		if (is_written)
			return true;
	}
	fprintf(stderr, "golden: %s: %s\n", path, strerror(errno));
	return false;
}

/* Prints the difference on stderr; true when there is none. */
static bool compare_files(const char *expected, const char *actual)
{
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		dup2(STDERR_FILENO, STDOUT_FILENO);
		execlp("diff", "diff", "-u", "-N", expected, actual, (char *)NULL);
		perror("diff");
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid) {
		perror("golden");
		return false;
	}
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Moves the file, also to another file system. */
static bool move_file(const char *from, const char *to)
{
	FILE *source = fopen(from, "r"), *target = fopen(to, "w");
	bool is_moved = source != NULL && target != NULL;

	for (int byte; is_moved && (byte = getc(source)) != EOF;)
		is_moved = putc(byte, target) != EOF;
	if (source != NULL)
		fclose(source);
	if (target != NULL && fclose(target) != 0)
		is_moved = false;
	if (!is_moved)
		fprintf(stderr, "golden: %s: %s\n", to, strerror(errno));
	unlink(from);
	return is_moved;
}

bool golden_check_in(struct terminal *t, const char *directory, const char *name)
{
	const char *build = getenv("BUILD"), *mode = getenv("GOLDEN");
	char expected[PATH_MAX_BYTES], actual[PATH_MAX_BYTES];

	snprintf(expected, sizeof expected, "%s/%s.txt", directory, name);
	/* The same test may run several times at once, of several builds. */
	snprintf(actual, sizeof actual, "%s/%s.%ld.actual", build != NULL && *build != '\0' ? build : "/tmp", name,
		 (long)getpid());
	if (!terminal_settle(t) || !write_screen(t, actual))
		return false;
	if (access(expected, R_OK) == 0 && compare_files(expected, actual)) {
		unlink(actual);
		return true;
	}
	if (mode != NULL && strcmp(mode, "update") == 0) {
		fprintf(stderr, "golden: writing %s\n", expected);
		mkdir(directory, 0777);
		return move_file(actual, expected);
	}
	fprintf(stderr, "golden: %s: the screen differs, it is in %s; GOLDEN=update accepts it\n", expected, actual);
	if (access(expected, R_OK) != 0)
		terminal_print(t, "golden: there is no such file yet");
	return false;
}

bool golden_check(struct terminal *t, const char *name)
{
	return golden_check_in(t, "tests/screen/expected", name);
}
