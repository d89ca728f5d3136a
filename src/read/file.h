/* A file as blocks, whatever it is: text, a web page, or what a converter makes of PDF and Word. */
#ifndef GOUJI_READ_FILE_H
#define GOUJI_READ_FILE_H

#include "base/str.h"
#include "read/block.h"
#include "read/boxes/boxes.h"
#include "read/cache.h"
#include "read/convert.h"
#include "read/delimited.h"
#include "read/drawn/drawn.h"
#include "read/html/html.h"
#include "read/source.h"

enum file_status {
	FILE_OK,
	FILE_FAILED,                    /* the system said no: see source.error_number */
	FILE_NOT_REGULAR,
	FILE_TOO_LARGE,
	FILE_EMPTY,
	FILE_BINARY,                    /* see detail */
	FILE_NO_CHARSET,                /* in an encoding that this system cannot convert: see detail */
	FILE_NEEDS_CONVERTER,           /* see detail: program and package */
	FILE_NOT_CONVERTED,             /* the converter failed: see detail */
	FILE_NO_TEXT,                   /* pages without words: pictures of paper */
	FILE_PUT_OFF,                   /* to be converted, and that is put off: see puts_off */
};

/* DRAWN: text with tables that are drawn with lines; DELIMITED: with such that have commas between their values. */
enum file_layout {
	FILE_LAYOUT_TEXT,
	FILE_LAYOUT_DRAWN,
	FILE_LAYOUT_DELIMITED,
	FILE_LAYOUT_MARKUP,
	FILE_LAYOUT_BOXES,
};

/* Working memory for one file after the other. Zero-initialise it and set `source.forced`; one per thread. */
struct file {
	struct source source;           /* the file itself */
	struct source converted;        /* what a converter made of it, when that is text or a page */
	struct conversion conversion;
	struct cache cache;
	bool cache_is_open;
	bool puts_off;                  /* set by the owner: nothing is converted that is not in the cache */
	/* `conversion` is of the file of this key, as it was; what is read again at once is not converted again, with
	 * `keeps_held` set by the owner not even where it has changed */
	bool holds_conversion, keeps_held;
	struct cache_key held_key;
	struct html_reader html;
	struct boxes_reader boxes;
	struct drawn_reader drawn;
	struct delimited_reader delimited;
	enum file_layout layout;
	/* The text whose lines the blocks' line numbers count; empty for pages of boxes */
	struct str lines;
	/* What the blocks' texts are views of; known while blocks are handed out, and after */
	struct str text;
	const char *limit;              /* what was not read because it passed a limit, or NULL */
	const char *lossy;              /* the converter, when it is one that leaves out text; else NULL */
	char detail[CONVERT_MESSAGE_NBYTES]; /* for people; "" when there is nothing to say */
	const char *reason;             /* to stand behind that, translated, with a number: see struct conversion */
	int reason_number;
};

/* Reads the file at `path` ("-": standard input), converting it if need be. */
enum file_status file_read(struct file *file, const char *path);
/* The same for a file in a directory; nothing stands for standard input. */
enum file_status file_read_at(struct file *file, const struct source_place *place);
/* The same for bytes that are already there; they are not converted. */
enum file_status file_take(struct file *file, struct str bytes);
/* Takes over what another one made of a file by converting it, or that it could not: when the same file is read next,
 * unchanged, it is not converted again. */
void file_take_conversion(struct file *file, struct file *other);
/* Writes the file that was read over in simplified characters: its blocks come with those from then on. False when it
 * was in them already. */
bool file_simplify(struct file *file);
/* Hands the blocks of the file that was read to `sink`; as often as wanted. */
void file_read_blocks(struct file *file, const struct block_sink *sink);
/* What the texts of the blocks are views of, at this moment: asked by a sink while it is handed blocks. */
struct str file_text(const struct file *file);
void file_free(struct file *file);

#endif
