/* A file's bytes, read into a buffer that is used again for the next file, and their text as UTF-8. */
#ifndef GOUJI_READ_SOURCE_H
#define GOUJI_READ_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "read/encoding.h"

/* Larger files are not read: an annual report as text takes some 10 KB, with pictures in HTML a few MB. */
enum { SOURCE_MAX_NBYTES = 16 * 1024 * 1024 };

enum source_status {
	SOURCE_OK,
	SOURCE_FAILED,                  /* the system said no: see error_number */
	SOURCE_NOT_REGULAR,             /* a directory, device, FIFO or socket */
	SOURCE_TOO_LARGE,
	SOURCE_EMPTY,
	SOURCE_BINARY,                  /* PDF, Word, pictures, archives …: see kind */
	SOURCE_NO_CONVERTER,            /* in an encoding that this system cannot convert: see kind */
};

/* Zero-initialise it; `source_free` releases it. */
struct source {
	char *bytes;
	size_t nbytes;
	size_t capacity;
	/* For all files, whatever they look like; ENCODING_UNKNOWN: found out by file */
	enum encoding forced;
	struct str text;                /* UTF-8 without a byte order mark; set by SOURCE_OK only */
	enum encoding encoding;         /* of the bytes */
	/* They are UTF-8 without faults or control characters, and the text themselves */
	bool is_clean;
	bool has_signs;                 /* see utf8_look; true where that was not looked for */
	struct decoding decoding;       /* what was lost in decoding */
	/* Asked of bytes that are not plain UTF-8, before their encoding is found out, where it is set: false leaves
	 * the text empty, and sets `unwanted`. */
	bool (*wants)(void *context, struct str bytes);
	void *wants_context;
	bool unwanted;
	int error_number;
	const char *kind;               /* what the bytes look like ("PDF"), or NULL */
	struct decoder *decoder;        /* opened when first needed */
	struct strbuf decoded;
};

/* Where a file is, for who walks directories and knows more of it than its path. */
struct source_place {
	const char *path;
	/* `name` is in the directory open as this; AT_FDCWD where it is the path itself */
	int directory_fd;
	const char *name;
};

/* Reads a file and finds its text. `path` "-" is standard input. */
enum source_status source_read(struct source *source, const char *path);
/* The same for a file in a directory; nothing stands for standard input. */
enum source_status source_read_at(struct source *source, const struct source_place *place);
/* The same for bytes that are already there; they are copied. */
enum source_status source_take(struct source *source, struct str bytes);
/* Why the last file read, which had to be a text, is none: for people, to be translated. */
const char *source_fault(const struct source *source, enum source_status status);
/* The text, to be written over in its place. */
char *source_open_text(struct source *source);
void source_free(struct source *source);

#endif
