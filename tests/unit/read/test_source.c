#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "read/source.h"

static struct source source;

static enum source_status examine(struct str bytes)
{
	return source_take(&source, bytes);
}

static void assert_text(struct str bytes, const char *expected)
{
	assert_int_equal(examine(bytes), SOURCE_OK);
	assert_true(str_equal(source.text, str_from(expected)));
	assert_null(source.kind);
}

static void assert_binary(struct str bytes, const char *kind)
{
	assert_int_equal(examine(bytes), SOURCE_BINARY);
	assert_int_equal(source.text.nbytes, 0);
	if (kind)
		assert_string_equal(source.kind, kind);
	else
		assert_null(source.kind);
}

/* Decoded from `encoding`, with `nbad` bytes lost, the first of them in `line`. */
static void assert_decoded(struct str bytes, enum encoding encoding, const char *expected, size_t nbad, unsigned line)
{
	assert_int_equal(examine(bytes), SOURCE_OK);
	assert_string_equal(encoding_name(source.encoding), encoding_name(encoding));
	assert_true(str_equal(source.text, str_from(expected)));
	assert_int_equal(source.decoding.nbad, nbad);
	if (nbad)
		assert_int_equal(source.decoding.first_bad_line, line);
}

static void texts(void **state)
{
	assert_text(STR("a"), "a");
	assert_text(STR("年度报告\n"), "年度报告\n");
	assert_text(STR("a < b 且 c > d\n<公告>\n"), "a < b 且 c > d\n<公告>\n");
	assert_text(STR("100%PDF-"), "100%PDF-");
	assert_text(STR("<"), "<");
	assert_text(STR("末尾<t"), "末尾<t");
}

static void byte_order_mark(void **state)
{
	assert_text(STR("\xef\xbb\xbf年"), "年");
	assert_text(STR("年\xef\xbb\xbf"), "年\xef\xbb\xbf");
	assert_int_equal(examine(STR("\xef\xbb\xbf")), SOURCE_EMPTY);
	assert_int_equal(source.text.nbytes, 0);
}

static void nothing(void **state)
{
	assert_int_equal(examine(STR("")), SOURCE_EMPTY);
	assert_null(source.kind);
}

/* What was said of one file is not said of the next. */
static void forgets_the_file_before(void **state)
{
	assert_decoded(STR("年度报告年度报告年度报告\n年度报告\xff报告年度报告年度报告\n"), ENCODING_UTF8,
		       "年度报告年度报告年度报告\n年度报告\uFFFD报告年度报告年度报告\n", 1, 2);
	assert_int_equal(examine(STR("%PDF-")), SOURCE_BINARY);
	assert_int_equal(source.decoding.nbad, 0);
	assert_int_equal(source.text.nbytes, 0);
	assert_int_equal(source_read(&source, "/"), SOURCE_NOT_REGULAR);
	assert_null(source.kind);
	examine(STR("%PDF-"));
	assert_int_equal(source_read(&source, "/none/such"), SOURCE_FAILED);
	assert_null(source.kind);
	assert_int_equal(examine(STR("a")), SOURCE_OK);
	assert_int_equal(source.error_number, 0);
}

static void known_beginnings(void **state)
{
	assert_binary(STR("%PDF-1.7\n"), "PDF");
	assert_binary(STR("PK\003\004\x14"), "ZIP (docx, xlsx, wps)");
	assert_binary(STR("\320\317\021\340\241\261\032\341\0"), "Word 97 (doc)");
	assert_binary(STR("\x89PNG\r\n"), "PNG");
	assert_binary(STR("\xff\xd8\xff\xe0"), "JPEG");
	assert_binary(STR("GIF89a"), "GIF");
	assert_binary(STR("\x1f\x8b\x08"), "gzip");
	assert_binary(STR("{\\rtf1"), "RTF");
	assert_binary(STR("SQLite format 3\0"), "SQLite");
	assert_binary(STR("\x7f" "ELF\002"), "ELF");
}

/* The bytes are copied: what the caller does with his own does not matter. */
static void takes_a_copy(void **state)
{
	char bytes[] = "年度";
	assert_int_equal(examine(str_from(bytes)), SOURCE_OK);
	memset(bytes, 'x', sizeof(bytes));
	assert_true(str_equal(source.text, STR("年度")));
	struct strbuf text = {0};
	strbuf_append_repeat(&text, 'y', 200000);
	assert_int_equal(examine(strbuf_view(&text)), SOURCE_OK);
	assert_int_equal(source.text.nbytes, 200000);
	strbuf_append_repeat(&text, 'y', SOURCE_MAX_NBYTES - text.nbytes);
	assert_int_equal(examine(strbuf_view(&text)), SOURCE_OK);
	strbuf_append_byte(&text, 'y');
	assert_int_equal(examine(strbuf_view(&text)), SOURCE_TOO_LARGE);
	assert_int_equal(source.text.nbytes, 0);
	strbuf_free(&text);
}

static void zero_bytes(void **state)
{
	assert_binary(STR("a\0b"), NULL);
	assert_binary(STR("\0"), NULL);
	assert_binary(STR("\x81\0\x02\xff"), NULL);
}

static void bad_bytes(void **state)
{
	assert_decoded(STR("政府信息公开工作年度报告政府信息公开\n\n政\xe5府信息公开"), ENCODING_UTF8,
		       "政府信息公开工作年度报告政府信息公开\n\n政\uFFFD府信息公开", 1, 3);
}

static void other_encodings(void **state)
{
	assert_decoded(STR("2023\n\xc4\xea\xb6\xc8\xb1\xa8\xb8\xe6\n"), ENCODING_GB18030, "2023\n年度报告\n", 0, 0);
	assert_decoded(STR("\xff\xfe" "2\0" "0\0" "\x74\x5e"), ENCODING_UTF16LE, "20年", 0, 0);
	assert_decoded(STR("\xfe\xff\0" "2\0" "0\x5e\x74"), ENCODING_UTF16BE, "20年", 0, 0);
}

/* An encoding that the user names is taken whatever the bytes look like. */
static void forced_encoding(void **state)
{
	source.forced = ENCODING_BIG5;
	assert_decoded(STR("\xa6\x7e\xab\xd7"), ENCODING_BIG5, "年度", 0, 0);
	source.forced = ENCODING_GB18030;
	assert_decoded(STR("\xc4\xea"), ENCODING_GB18030, "年", 0, 0);
	source.forced = ENCODING_UTF8;
	assert_decoded(STR("a\n\xc4\xea"), ENCODING_UTF8, "a\n\uFFFD\uFFFD", 2, 2);
	source.forced = ENCODING_UNKNOWN;
}

static char directory[64], path[128];

static const char *make_file(struct str bytes)
{
	snprintf(path, sizeof(path), "%s/file", directory);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes.ptr, 1, bytes.nbytes, file), bytes.nbytes);
	assert_int_equal(fclose(file), 0);
	return path;
}

static void reads_files(void **state)
{
	assert_int_equal(source_read(&source, make_file(STR("年度报告"))), SOURCE_OK);
	assert_true(str_equal(source.text, STR("年度报告")));
	assert_int_equal(source_read(&source, make_file(STR("%PDF-"))), SOURCE_BINARY);
	assert_int_equal(source.text.nbytes, 0);
	assert_int_equal(source_read(&source, make_file(STR(""))), SOURCE_EMPTY);
	/* Nothing of the file before is left in what was longer. */
	assert_int_equal(source_read(&source, make_file(STR("ab"))), SOURCE_OK);
	assert_int_equal(source.text.nbytes, 2);
	assert_int_equal(source_read(&source, "/dev/null"), SOURCE_NOT_REGULAR);
	assert_int_equal(source.error_number, 0);
}

static void reads_standard_input(void **state)
{
	int saved = dup(STDIN_FILENO);
	int fd = open(make_file(STR("报告")), O_RDONLY);
	assert_true(fd >= 0 && dup2(fd, STDIN_FILENO) == STDIN_FILENO);
	close(fd);
	assert_int_equal(source_read(&source, "-"), SOURCE_OK);
	assert_true(str_equal(source.text, STR("报告")));
	assert_true(fcntl(STDIN_FILENO, F_GETFD) >= 0);
	dup2(saved, STDIN_FILENO);
	close(saved);
}

static void long_files(void **state)
{
	struct strbuf text = {0};
	strbuf_append_repeat(&text, 'x', 300000);
	assert_int_equal(source_read(&source, make_file(strbuf_view(&text))), SOURCE_OK);
	assert_true(str_equal(source.text, strbuf_view(&text)));
	strbuf_free(&text);
}

static void files_of_a_directory(void **state)
{
	int fd = open(directory, O_RDONLY | O_DIRECTORY);
	make_file(STR("a"));
	struct source_place place = {"nowhere", fd, "file"};
	assert_int_equal(source_read_at(&source, &place), SOURCE_OK);
	assert_true(str_equal(source.text, STR("a")));
	place.name = "none";
	assert_int_equal(source_read_at(&source, &place), SOURCE_FAILED);
	assert_int_equal(source.error_number, ENOENT);
	place.name = ".";
	assert_int_equal(source_read_at(&source, &place), SOURCE_NOT_REGULAR);
	snprintf(path, sizeof(path), "%s/fifo", directory);
	assert_int_equal(mkfifo(path, 0600), 0);
	place.name = "fifo";
	assert_int_equal(source_read_at(&source, &place), SOURCE_NOT_REGULAR);
	unlink(path);
	close(fd);
}

static void what_is_no_file(void **state)
{
	assert_int_equal(source_read(&source, directory), SOURCE_NOT_REGULAR);
	snprintf(path, sizeof(path), "%s/fifo", directory);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_int_equal(source_read(&source, path), SOURCE_NOT_REGULAR);
	unlink(path);
	snprintf(path, sizeof(path), "%s/none", directory);
	assert_int_equal(source_read(&source, path), SOURCE_FAILED);
	assert_int_equal(source.error_number, ENOENT);
	snprintf(path, sizeof(path), "%s/file/below", directory);
	make_file(STR("a"));
	snprintf(path, sizeof(path), "%s/file/below", directory);
	assert_int_equal(source_read(&source, path), SOURCE_FAILED);
	assert_int_equal(source.error_number, ENOTDIR);
	/* A fault is forgotten with the next file. */
	assert_int_equal(source_read(&source, make_file(STR("a"))), SOURCE_OK);
	assert_int_equal(source.error_number, 0);
}

/* Root may read everything. */
static void file_that_must_not_be_read(void **state)
{
	chmod(make_file(STR("a")), 0);
	if (geteuid() != 0) {
		assert_int_equal(source_read(&source, path), SOURCE_FAILED);
		assert_int_equal(source.error_number, EACCES);
	}
	chmod(path, 0600);
	if (geteuid() == 0)
		skip();
}

static enum source_status read_sparse(off_t nbytes)
{
	make_file(STR("x"));
	assert_int_equal(truncate(path, nbytes), 0);
	return source_read(&source, path);
}

static void large_files(void **state)
{
	assert_int_equal(read_sparse(SOURCE_MAX_NBYTES), SOURCE_BINARY);
	assert_int_equal(read_sparse((off_t)SOURCE_MAX_NBYTES + 1), SOURCE_TOO_LARGE);
	assert_int_equal(source.text.nbytes, 0);
	assert_int_equal(read_sparse((off_t)1 << 36), SOURCE_TOO_LARGE);
	assert_int_equal(source.error_number, 0);
	assert_true(source.capacity <= 4 * (size_t)SOURCE_MAX_NBYTES);
	assert_int_equal(source_read(&source, make_file(STR("a"))), SOURCE_OK);
}

static int setup(void **state)
{
	const char *temporary = getenv("TMPDIR");
	snprintf(directory, sizeof(directory), "%s/gouji-source-XXXXXX", temporary ? temporary : "/tmp");
	return mkdtemp(directory) ? 0 : -1;
}

static int teardown(void **state)
{
	snprintf(path, sizeof(path), "%s/file", directory);
	unlink(path);
	source_free(&source);
	return rmdir(directory);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts),
		cmocka_unit_test(byte_order_mark),
		cmocka_unit_test(nothing),
		cmocka_unit_test(forgets_the_file_before),
		cmocka_unit_test(known_beginnings),
		cmocka_unit_test(takes_a_copy),
		cmocka_unit_test(zero_bytes),
		cmocka_unit_test(bad_bytes),
		cmocka_unit_test(other_encodings),
		cmocka_unit_test(forced_encoding),
		cmocka_unit_test(reads_files),
		cmocka_unit_test(reads_standard_input),
		cmocka_unit_test(long_files),
		cmocka_unit_test(files_of_a_directory),
		cmocka_unit_test(what_is_no_file),
		cmocka_unit_test(file_that_must_not_be_read),
		cmocka_unit_test(large_files),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
