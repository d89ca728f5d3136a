/* How a file is read, call by call: read() stands here, and what it is told to do to the file happens before it. */

/* Whose read() is another declaration. */
#undef _FORTIFY_SOURCE

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "read/source.h"

static struct source source;
static char path[512];
static size_t ncalls;
static size_t most = SIZE_MAX;          /* bytes that a call gives */
static size_t change_at = SIZE_MAX;     /* the call before which the file becomes `change_to` bytes long */
static off_t change_to, step;           /* and by how many more whenever it is read from its start again */

ssize_t read(int fd, void *bytes, size_t nbytes)
{
	off_t place = lseek(fd, 0, SEEK_CUR);
	if (++ncalls == change_at || (step && place == 0)) {
		assert_int_equal(truncate(path, change_to), 0);
		change_to += step;
	}
	ssize_t got = pread(fd, bytes, nbytes < most ? nbytes : most, place);
	if (got > 0)
		lseek(fd, got, SEEK_CUR);
	return got;
}

/* Reads a file of `nbytes` spaces; what a change adds are zero bytes. */
static enum source_status read_blanks(size_t nbytes)
{
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	for (size_t i = 0; i < nbytes; i++)
		fputc(' ', file);
	assert_int_equal(fclose(file), 0);
	ncalls = 0;
	return source_read(&source, path);
}

static void expect_calls(size_t nbytes, size_t expected)
{
	assert_int_equal(read_blanks(nbytes), SOURCE_OK);
	assert_int_equal(source.text.nbytes, nbytes);
	assert_int_equal(ncalls, expected);
}

static void no_call_for_the_end(void **state)
{
	expect_calls(1, 1);
	expect_calls(7000, 1);
	expect_calls(65535, 1);
	/* Nothing tells that a full buffer holds all. */
	expect_calls(65536, 2);
	expect_calls(65537, 1);
	expect_calls(300000, 4);
	/* There is room for all of it now. */
	expect_calls(300000, 1);
}

static void pieces(void **state)
{
	most = 1000;
	expect_calls(999, 1);
	expect_calls(1000, 1);
	/* What comes in pieces may have changed between them. */
	expect_calls(7500, 9);
	most = SIZE_MAX;
}

/* As the program does for a file that grows or shrinks between two looks: once more. */
static void changes_meanwhile(void **state)
{
	change_at = 1;
	change_to = 10;
	assert_int_equal(read_blanks(5000), SOURCE_OK);
	assert_int_equal(source.text.nbytes, 10);
	assert_int_equal(ncalls, 3);
	change_to = 0;
	assert_int_equal(read_blanks(5000), SOURCE_EMPTY);
	change_to = 70000;
	assert_int_equal(read_blanks(5000), SOURCE_BINARY);
	assert_int_equal(source.nbytes, 70000);
	/* Behind the first piece. */
	most = 1000;
	change_at = 3;
	change_to = 2500;
	assert_int_equal(read_blanks(5000), SOURCE_OK);
	assert_int_equal(source.text.nbytes, 2500);
	change_at = 5;
	change_to = 5500;
	assert_int_equal(read_blanks(5000), SOURCE_BINARY);
	assert_int_equal(source.nbytes, 5500);
	most = change_at = SIZE_MAX;
}

static void never_the_same(void **state)
{
	change_to = 100;
	step = 1;
	assert_int_equal(read_blanks(50), SOURCE_FAILED);
	assert_int_equal(source.error_number, ETXTBSY);
	step = 0;
}

static int setup(void **state)
{
	const char *temporary = getenv("TMPDIR");
	snprintf(path, sizeof(path), "%s/gouji-reading-XXXXXX", temporary ? temporary : "/tmp");
	int fd = mkstemp(path);
	return fd < 0 ? -1 : close(fd);
}

static int teardown(void **state)
{
	source_free(&source);
	return unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_call_for_the_end),
		cmocka_unit_test(pieces),
		cmocka_unit_test(changes_meanwhile),
		cmocka_unit_test(never_the_same),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
