#include "read/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/utf8.h"

enum { FIRST_CAPACITY = 64 * 1024 };

/* Beginnings of files that hold no text to be read here. */
static const struct {
	const char *magic;
	size_t nbytes;
	const char *kind;
} magics[] = {
	{"%PDF-", 5, "PDF"},
	{"PK\003\004", 4, "ZIP (docx, xlsx, wps)"},
	{"\320\317\021\340\241\261\032\341", 8, "Word 97 (doc)"},
	{"\x89PNG", 4, "PNG"},
	{"\xff\xd8\xff", 3, "JPEG"},
	{"GIF8", 4, "GIF"},
	{"\x1f\x8b", 2, "gzip"},
	{"{\\rtf", 5, "RTF"},
	{"SQLite format 3", 15, "SQLite"},
	{"\x7f" "ELF", 4, "ELF"},
};

/* Reads to the end of the file. False when it is larger than the limit (errno 0) or reading failed (errno set). */
static bool read_all(struct source *source, int fd, size_t *nbytes)
{
	*nbytes = 0;
	for (;;) {
		if (*nbytes == source->capacity) {
			if (source->capacity > SOURCE_MAX_NBYTES) {
				errno = 0;
				return false;
			}
			source->capacity = source->capacity ? source->capacity * 2 : FIRST_CAPACITY;
			source->bytes = alloc_resize(source->bytes, source->capacity, 1);
		}
		ssize_t got = read(fd, source->bytes + *nbytes, source->capacity - *nbytes);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return false;
		if (got == 0)
			return true;
		*nbytes += (size_t)got;
	}
}

static bool equal_ignoring_case(struct str text, const char *lower)
{
	size_t n = strlen(lower);
	if (text.nbytes < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((text.ptr[i] >= 'A' && text.ptr[i] <= 'Z' ? text.ptr[i] + ('a' - 'A') : text.ptr[i]) != lower[i])
			return false;
	return true;
}

static const char *find_magic(struct str bytes)
{
	for (size_t i = 0; i < sizeof(magics) / sizeof(*magics); i++)
		if (str_starts_with(bytes, (struct str){magics[i].magic, magics[i].nbytes}))
			return magics[i].kind;
	return NULL;
}

/* Tags that no plain text holds, anywhere: tables pasted from a page have no <html> before them. */
static bool looks_like_markup(struct str text)
{
	static const char *const tags[] = {"<html", "<!doctype", "<table", "<body", "<div", "<td", "</td", "</p>"};
	struct str rest = text;
	while ((rest = str_slice(rest, str_find(rest, STR("<")), rest.nbytes)).nbytes) {
		for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
			if (equal_ignoring_case(rest, tags[i]))
				return true;
		rest = str_slice(rest, 1, rest.nbytes);
	}
	return false;
}

/* What encoding bytes that are not UTF-8 seem to have; only for the message. */
static const char *guess_encoding(struct str bytes)
{
	if (str_starts_with(bytes, STR("\xff\xfe")))
		return "UTF-16LE";
	if (str_starts_with(bytes, STR("\xfe\xff")))
		return "UTF-16BE";
	size_t pairs = 0, high = 0;
	for (size_t i = 0; i + 1 < bytes.nbytes; i++) {
		unsigned char lead = (unsigned char)bytes.ptr[i], trail = (unsigned char)bytes.ptr[i + 1];
		if (lead < 0x80)
			continue;
		high++;
		if (lead >= 0xA1 && lead <= 0xF7 && trail >= 0xA1) {
			pairs++;
			i++;
		}
	}
	return high && pairs * 10 >= high * 9 ? "GB18030" : NULL;
}

static uint32_t line_at(struct str bytes, size_t offset)
{
	uint32_t line = 1;
	for (size_t i = 0; i < offset; i++)
		line += bytes.ptr[i] == '\n';
	return line;
}

/* Looks at the first `nbytes` bytes of the buffer: what they are, and where they stop to be UTF-8. */
static enum source_status look_at_bytes(struct source *source, size_t nbytes)
{
	struct str bytes = {source->bytes, nbytes};
	if (!nbytes)
		return SOURCE_EMPTY;
	source->kind = find_magic(bytes);
	if (source->kind)
		return SOURCE_BINARY;
	if (str_starts_with(bytes, STR("\xef\xbb\xbf")))
		bytes = str_slice(bytes, 3, nbytes);
	size_t bad = utf8_find_invalid(bytes);
	if (bad < bytes.nbytes) {
		source->kind = guess_encoding(bytes);
		source->bad_line = line_at(bytes, bad);
		if (!source->kind && memchr(bytes.ptr, '\0', bytes.nbytes))
			return SOURCE_BINARY;
		return SOURCE_NOT_UTF8;
	}
	if (memchr(bytes.ptr, '\0', bytes.nbytes))
		return SOURCE_BINARY;
	if (looks_like_markup(bytes))
		return SOURCE_MARKUP;
	source->text = bytes;
	return SOURCE_OK;
}

/* Forgets all that was said of the file before; the buffer stays. */
static void forget(struct source *source)
{
	source->text = (struct str){0};
	source->error_number = 0;
	source->kind = NULL;
	source->bad_line = 0;
}

static enum source_status fail(struct source *source, int fd)
{
	source->error_number = errno;
	if (fd > STDIN_FILENO)
		close(fd);
	return source->error_number ? SOURCE_FAILED : SOURCE_TOO_LARGE;
}

enum source_status source_read(struct source *source, const char *path)
{
	struct stat info;
	size_t nbytes;
	bool standard_input = strcmp(path, "-") == 0;
	forget(source);
	/* Not blocking: opening a FIFO must not wait for a writer. */
	int fd = standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0 || fstat(fd, &info) < 0)
		return fail(source, fd);
	if (!standard_input && !S_ISREG(info.st_mode)) {
		close(fd);
		return SOURCE_NOT_REGULAR;
	}
	if (!read_all(source, fd, &nbytes))
		return fail(source, fd);
	if (!standard_input)
		close(fd);
	return nbytes > SOURCE_MAX_NBYTES ? SOURCE_TOO_LARGE : look_at_bytes(source, nbytes);
}

enum source_status source_take(struct source *source, struct str bytes)
{
	forget(source);
	if (bytes.nbytes > SOURCE_MAX_NBYTES)
		return SOURCE_TOO_LARGE;
	if (bytes.nbytes > source->capacity) {
		source->capacity = bytes.nbytes;
		source->bytes = alloc_resize(source->bytes, source->capacity, 1);
	}
	if (bytes.nbytes)
		memcpy(source->bytes, bytes.ptr, bytes.nbytes);
	return look_at_bytes(source, bytes.nbytes);
}

void source_free(struct source *source)
{
	free(source->bytes);
	*source = (struct source){0};
}
