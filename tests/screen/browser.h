/* gouji in a terminal, and directories of reports for it to read. The program is $GOUJI, else build/gouji. */
#ifndef TESTS_SCREEN_BROWSER_H
#define TESTS_SCREEN_BROWSER_H

#include <stdbool.h>
#include <stddef.h>

#include "terminal.h"

#define SAMPLES "data/samples"
/* How many files there are in it. */
#define NSAMPLES "39"
/* The first report of the list. */
#define FIRST_SAMPLE "data/samples/tingyu/2022-huaizhu.txt"
#define FIRST_TITLE "汀榆县槐渚镇人民政府2022"

enum { BROWSER_WAIT_MS = 20000, BROWSER_PATH_NBYTES = 4096 };

/* State of a test: the terminal, and a directory of its own, removed at the end. */
struct browser {
	struct terminal *t;
	char directory[256];
	bool has_held;                  /* browser_write_held was called */
	char locale_path[300];          /* of a locale of its own, as a setting of the environment, */
	const char *environment[2];     /* and all settings */
};

/* Setup and teardown of a test. */
int browser_setup(void **state);
int browser_teardown(void **state);
#define BROWSER_TEST(name) cmocka_unit_test_setup_teardown(name, browser_setup, browser_teardown)

/* The program's path. */
const char *browser_program(void);
/* Starts the program with arguments that end with NULL; stops the one before. Waits for nothing. */
struct terminal *browser_start(void **state, const struct terminal_options *options, ...) __attribute__((sentinel));
/* Starts the command with arguments that end with NULL: "sh", "-c", … */
struct terminal *browser_run(void **state, const struct terminal_options *options, ...) __attribute__((sentinel));
/* Starts it on the samples at a size, all loaded and the first report shown. */
struct terminal *browser_start_samples(void **state, int nrows, int ncols);
/* Waits until the list stands, nothing is loading any more and the selected report is shown. */
bool browser_wait_loaded(struct terminal *t, const char *shown);
/* Quits with q; the exit status. */
int browser_quit(struct terminal *t);

/* The path of a file in the test's directory; valid until the next call. */
const char *browser_path(void **state, const char *name);
/* Writes a file there. */
void browser_write(void **state, const char *name, const void *bytes, size_t nbytes);
void browser_write_text(void **state, const char *name, const char *text);
/* Writes the first sample there as a file that takes until browser_release to be read: so long the browser is loading.
 * To be called before the start. Files of paths that are named before it are loaded meanwhile. */
void browser_write_held(void **state, const char *name);
/* Waits until it is being read. */
bool browser_wait_held(struct terminal *t, void **state);
void browser_release(void **state);
/* From now on it takes so long again. */
void browser_hold(void **state);
/* Gives a file there another name as well. */
void browser_link(void **state, const char *name, const char *other);
/* The text of a file, to be freed. */
char *browser_read_file(const char *path);
/* Copies a sample ("tingyu/2022-zf.txt") there, with the first `old` in it replaced by `new` unless that is NULL. */
void browser_copy_sample(void **state, const char *sample, const char *name, const char *old, const char *new);
/* Builds the locale zh_CN.GB18030 in the test's directory, for `options` to use as long as the test goes on. False,
 * with the reason printed, when localedef or its sources are not there. */
bool browser_use_gb18030(void **state, struct terminal_options *options);

/* The vertical line is at column `col` in each of the first `nrows` rows; false, with the screen printed, when one has
 * something else there. */
bool browser_is_line_straight(struct terminal *t, int nrows, int col);
/* The text is somewhere on the screen now. */
bool browser_shows(struct terminal *t, const char *text);
/* The text of the row that the cursor is on. */
const char *browser_cursor_text(struct terminal *t);
/* Row and column of `text` in or behind the given row; false, with the screen printed, when it is not there. */
bool browser_find_from(struct terminal *t, int first_row, const char *text, int *row, int *col);

#endif
