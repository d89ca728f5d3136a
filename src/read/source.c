#include "read/source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/catalog.h"
#include "base/io.h"
#include "base/utf8.h"
#include "base/utf8_clean.h"

enum { FIRST_CAPACITY = 64 * 1024, MAX_TRIES = 3 };

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

/* Reads to the end of the file: until nothing comes any more, or the first read, which asked for more, brings just the
 * bytes `expected` (0: not known). False when the file is larger than the limit (errno 0) or reading failed (errno
 * set). */
static bool read_all(struct source *source, int fd, size_t expected, size_t *nbytes)
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
		ssize_t got = io_read(fd, source->bytes + *nbytes, source->capacity - *nbytes);
		if (got < 0)
			return false;
		if (got == 0)
			return true;
		*nbytes += (size_t)got;
		if (*nbytes == expected && (size_t)got == expected && *nbytes < source->capacity)
			return true;
	}
}

/* Whether what was read is the file as it was at one time: `before` is what was known of it when reading began. A file
 * that came in one piece is believed when it has the size it should have; those of /proc say that they have none. */
static bool is_whole(int fd, const struct stat *before, size_t nbytes)
{
	struct stat after;
	if (before->st_size == 0 || nbytes > SOURCE_MAX_NBYTES)
		return true;
	if ((off_t)nbytes != before->st_size)
		return false;
	return nbytes < FIRST_CAPACITY ||
	       (fstat(fd, &after) == 0 && after.st_size == before->st_size &&
		after.st_mtim.tv_sec == before->st_mtim.tv_sec && after.st_mtim.tv_nsec == before->st_mtim.tv_nsec);
}

/* Reads a file that may be written meanwhile: half of an old report and half of a new one are none. */
static bool read_whole(struct source *source, int fd, struct stat *info, size_t *nbytes)
{
	for (int i = 0; i < MAX_TRIES; i++) {
		if (!read_all(source, fd, S_ISREG(info->st_mode) ? (size_t)info->st_size : 0, nbytes))
			return false;
		if (!S_ISREG(info->st_mode) || is_whole(fd, info, *nbytes))
			return true;
		if (lseek(fd, 0, SEEK_SET) < 0 || fstat(fd, info) < 0)
			return false;
	}
	errno = ETXTBSY;
	return false;
}

static const char *find_magic(struct str bytes)
{
	for (size_t i = 0; i < sizeof(magics) / sizeof(*magics); i++)
		if (str_starts_with(bytes, (struct str){magics[i].magic, magics[i].nbytes}))
			return magics[i].kind;
	return NULL;
}

/* Sets the text: the bytes themselves where they are UTF-8 without a fault, else what they decode to. */
static enum source_status decode(struct source *source, struct str bytes)
{
	bool clean = !source->forced && utf8_look(bytes, &source->has_signs);
	source->is_clean = clean;
	source->has_signs |= !clean;
	source->unwanted = !clean && source->wants && !source->wants(source->wants_context, bytes);
	if (source->unwanted)
		return SOURCE_OK;
	source->encoding = source->forced ? source->forced : clean ? ENCODING_UTF8 : encoding_detect(bytes);
	source->kind = NULL;
	if (source->encoding == ENCODING_UNKNOWN)
		return SOURCE_BINARY;
	if (clean || (source->encoding == ENCODING_UTF8 && utf8_find_invalid(bytes) == bytes.nbytes)) {
		source->text = str_starts_with(bytes, STR("\xef\xbb\xbf")) ? str_slice(bytes, 3, bytes.nbytes) : bytes;
		return SOURCE_OK;
	}
	if (!source->decoder)
		source->decoder = decoder_new();
	strbuf_clear(&source->decoded);
	source->decoding = decoder_decode(source->decoder, source->encoding, bytes, &source->decoded);
	if (!source->decoding.available) {
		source->kind = encoding_name(source->encoding);
		source->error_number = source->decoding.error_number;
		return source->error_number ? SOURCE_FAILED : SOURCE_NO_CONVERTER;
	}
	source->text = strbuf_view(&source->decoded);
	return SOURCE_OK;
}

static enum source_status look_at_bytes(struct source *source)
{
	struct str bytes = {source->bytes, source->nbytes};
	if (!bytes.nbytes)
		return SOURCE_EMPTY;
	source->kind = find_magic(bytes);
	if (source->kind)
		return SOURCE_BINARY;
	enum source_status status = decode(source, bytes);
	/* A text holds no NUL; UTF-16, which does as bytes, has been decoded. */
	if (status == SOURCE_OK && !source->is_clean && source->text.nbytes &&
	    memchr(source->text.ptr, '\0', source->text.nbytes)) {
		source->text = (struct str){0};
		return SOURCE_BINARY;
	}
	return status == SOURCE_OK && !source->text.nbytes ? SOURCE_EMPTY : status;
}

/* Forgets all that was said of the file before; the buffers stay. */
static void forget(struct source *source)
{
	source->nbytes = 0;
	source->text = (struct str){0};
	source->unwanted = false;
	source->encoding = ENCODING_UNKNOWN;
	source->is_clean = false;
	source->has_signs = true;
	source->decoding = (struct decoding){.available = true};
	source->error_number = 0;
	source->kind = NULL;
}

static enum source_status fail(struct source *source, int fd)
{
	source->error_number = errno;
	if (fd > STDIN_FILENO)
		close(fd);
	return source->error_number ? SOURCE_FAILED : SOURCE_TOO_LARGE;
}

/* Not blocking: opening a FIFO must not wait for a writer. A signal may come in between on some file systems. */
static int open_file(const struct source_place *place)
{
	int fd;
	do
		fd = openat(place->directory_fd, place->name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	while (fd < 0 && errno == EINTR);
	return fd;
}

/* What was read, `nbytes` of it, from a file that is closed unless it is standard input. */
static enum source_status take_file(struct source *source, int fd, size_t nbytes)
{
	if (fd > STDIN_FILENO)
		close(fd);
	source->nbytes = nbytes;
	return nbytes > SOURCE_MAX_NBYTES ? SOURCE_TOO_LARGE : look_at_bytes(source);
}

enum source_status source_read_at(struct source *source, const struct source_place *place)
{
	struct stat info;
	size_t nbytes;
	forget(source);
	int fd = open_file(place);
	if (fd < 0 || fstat(fd, &info) < 0)
		return fail(source, fd);
	if (!S_ISREG(info.st_mode)) {
		close(fd);
		return SOURCE_NOT_REGULAR;
	}
	return read_whole(source, fd, &info, &nbytes) ? take_file(source, fd, nbytes) : fail(source, fd);
}

enum source_status source_read(struct source *source, const char *path)
{
	struct stat info;
	size_t nbytes;
	if (strcmp(path, "-") != 0)
		return source_read_at(source, &(struct source_place){path, AT_FDCWD, path});
	forget(source);
	if (fstat(STDIN_FILENO, &info) < 0 || !read_all(source, STDIN_FILENO, 0, &nbytes))
		return fail(source, STDIN_FILENO);
	return take_file(source, STDIN_FILENO, nbytes);
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
	source->nbytes = bytes.nbytes;
	return look_at_bytes(source);
}

const char *source_fault(const struct source *source, enum source_status status)
{
	static const char *const faults[] = {
		[SOURCE_NOT_REGULAR] = N_("not a regular file"),
		[SOURCE_TOO_LARGE] = N_("larger than 16 MiB"),
		[SOURCE_BINARY] = N_("not a text file"),
		[SOURCE_NO_CONVERTER] = N_("not a text file"),
	};
	return status == SOURCE_FAILED ? strerror(source->error_number) : faults[status];
}

char *source_open_text(struct source *source)
{
	char *start = source->text.ptr == source->decoded.ptr ? source->decoded.ptr : source->bytes;
	return start + (source->text.ptr - start);
}

void source_free(struct source *source)
{
	free(source->bytes);
	decoder_free(source->decoder);
	strbuf_free(&source->decoded);
	*source = (struct source){0};
}
