#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "output/sink.h"

/* What comes out in `charset` when `text` is written `times` times. */
static struct str write_text(const char *charset, struct str text, size_t times, char **bytes)
{
	size_t nbytes = 0;
	FILE *file = open_memstream(bytes, &nbytes);
	struct sink *sink = sink_open(file, charset);
	for (size_t i = 0; i < times; i++)
		sink_write(sink, text);
	assert_int_equal(sink_close(sink), 0);
	fclose(file);
	return (struct str){*bytes, nbytes};
}

static void assert_written(const char *charset, struct str text, struct str expected)
{
	char *bytes;
	struct str written = write_text(charset, text, 1, &bytes);
	assert_int_equal(written.nbytes, expected.nbytes);
	assert_memory_equal(written.ptr, expected.ptr, expected.nbytes);
	free(bytes);
}

static void utf8_goes_through(void **state)
{
	assert_written(NULL, STR(""), STR(""));
	assert_written(NULL, STR("表三 \xff\n"), STR("表三 \xff\n"));
}

static void text_is_converted(void **state)
{
	assert_written("GBK", STR("表三 1\n"), STR("\xb1\xed\xc8\xfd 1\n"));
	assert_written("GBK", STR("表\xf0\xa0\x80\x80三"), STR("\xb1\xed?\xc8\xfd"));
	assert_written("GB18030", STR("≠"), STR("\xa1\xd9"));
	assert_written("ISO-8859-1", STR("a表é"), STR("a?\xe9"));
}

static void bad_bytes_become_question_marks(void **state)
{
	assert_written("GBK", STR("a\xff" "b\xe8\xa1"), STR("a?b??"));
}

static void unknown_charset_leaves_ascii(void **state)
{
	assert_written("no such charset", STR("T3-BAL 表三\n"), STR("T3-BAL ??\n"));
}

static void much_text_comes_through(void **state)
{
	enum { TIMES = 100000 };
	char *bytes;
	struct str written = write_text("GBK", STR("勾稽ab\n"), TIMES, &bytes);
	assert_int_equal(written.nbytes, TIMES * 7);
	for (size_t i = 0; i < TIMES; i++)
		assert_memory_equal(written.ptr + i * 7, "\xb9\xb4\xbb\xfc" "ab\n", 7);
	free(bytes);
}

static void full_disk_is_noticed(void **state)
{
	FILE *file = fopen("/dev/full", "w");
	if (!file)
		skip();
	struct sink *sink = sink_open(file, NULL);
	sink_write(sink, STR("text"));
	assert_int_equal(sink_error(sink), 0);
	sink_flush(sink);
	assert_int_equal(sink_error(sink), ENOSPC);
	sink_write(sink, STR("more"));
	assert_int_equal(sink_close(sink), ENOSPC);
	fclose(file);
}

static void gone_reader_is_noticed(void **state)
{
	int ends[2];
	void (*old)(int) = signal(SIGPIPE, SIG_IGN);
	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	FILE *file = fdopen(ends[1], "w");
	struct sink *sink = sink_open(file, NULL);
	sink_write(sink, STR("text"));
	assert_int_equal(sink_close(sink), EPIPE);
	fclose(file);
	signal(SIGPIPE, old);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8_goes_through),
		cmocka_unit_test(text_is_converted),
		cmocka_unit_test(bad_bytes_become_question_marks),
		cmocka_unit_test(unknown_charset_leaves_ascii),
		cmocka_unit_test(much_text_comes_through),
		cmocka_unit_test(full_disk_is_noticed),
		cmocka_unit_test(gone_reader_is_noticed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
