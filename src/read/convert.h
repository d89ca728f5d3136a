/* PDF and Word through converters: programs that are run if they are installed, without a shell, with limits on time,
 * memory and output. All functions may be called by several threads at once. */
#ifndef GOUJI_READ_CONVERT_H
#define GOUJI_READ_CONVERT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum convert_kind { CONVERT_NOTHING, CONVERT_PDF, CONVERT_DOC, CONVERT_DOCX };

/* What a converter writes. */
enum convert_output {
	CONVERT_BOXES,                  /* words with their places on the page: read/boxes.h */
	CONVERT_HTML,                   /* a web page: read/html.h */
	CONVERT_TEXT,                   /* text, tables with tabs if the converter knows them: read/text.h */
};

enum convert_status {
	CONVERT_OK,
	CONVERT_MISSING,                /* no converter is installed: see program and package */
	CONVERT_FAILED,                 /* see message */
	CONVERT_TIMED_OUT,
	CONVERT_TOO_LARGE,              /* the output passed its limit */
	CONVERT_CANCELLED,
};

enum {
	CONVERT_MESSAGE_NBYTES = 512,
	CONVERT_MAX_PATH_NBYTES = 4096,
	CONVERT_MAX_ARGUMENTS = 16,
};

struct convert_limits {
	unsigned wall_ms;
	unsigned cpu_s;
	size_t memory_nbytes;           /* address space of the converter */
	size_t written_nbytes;          /* the largest file it may write */
	size_t output_nbytes;           /* what is kept in memory */
};

/* A way to convert one kind of file. In `arguments`, "%f" stands for the file and "%d" within one for a directory that
 * lives as long as the run; both of them are absolute, or begin with "./". */
struct converter {
	enum convert_kind kind;
	enum convert_output output;
	const char *program;
	const char *package;            /* the Debian package that has it */
	bool lossy;                     /* leaves out text without saying so */
	const char *arguments[CONVERT_MAX_ARGUMENTS];
	/* For those that do not write to their output but beside a file: the file is copied to copied_as in the
	 * directory, and the output read from made_file. NULL for others. */
	const char *copied_as;
	const char *made_file;
	struct convert_limits limits;
};

/* A converter that is installed. */
struct convert_choice {
	const struct converter *converter;
	char path[CONVERT_MAX_PATH_NBYTES];
	int error_number;               /* when none was found: of one that the system told nothing of; or 0 */
};

/* A run and its outcome. Zero-initialise it; the buffer is used again for the next run. */
struct conversion {
	/* When this becomes true, the converter is killed; NULL: after a signal that the calling thread holds
	 * (read/convert_signals.h) */
	const atomic_bool *cancelled;
	enum convert_status status;
	const struct converter *converter; /* the one that ran, or that is missing */
	struct strbuf bytes;            /* the output; incomplete unless CONVERT_OK */
	char message[CONVERT_MESSAGE_NBYTES]; /* what it said, or what could not be done: for CONVERT_FAILED */
	/* Unless that says it, what went wrong, to be translated, or NULL; and a number to stand behind it: a status
	 * or a signal, the negative of an errno, or 0 */
	const char *reason;
	int number;
	int error_number;               /* it was the system that said no; else 0 */
};

/* What these bytes of a file (all of them, for docx is told from other ZIP files by names at the end) can be converted
 * as. */
enum convert_kind convert_kind_of(struct str bytes);

/* The converters of the table, in order of preference within a kind; NULL behind the last. */
const struct converter *convert_table(size_t index);
/* The converter that is to be named when none for the kind is installed. */
const struct converter *convert_suggestion(enum convert_kind kind);
/* The first installed converter for `kind` that comes behind `after` in the table (NULL: any). Looks through the
 * absolute directories of $PATH. */
bool convert_choose(enum convert_kind kind, const struct converter *after, struct convert_choice *choice);
/* Appends what tells one choice from another in a cache: the program's path and its arguments. */
void convert_append_line(const struct convert_choice *choice, struct strbuf *out);

/* Converts the file `path` with one converter. */
void convert_run(const struct convert_choice *choice, const char *path, struct conversion *conversion);
/* The same with the first installed converter for `kind`; when it fails, with the next. */
void convert_file(enum convert_kind kind, const char *path, struct conversion *conversion);

void conversion_free(struct conversion *conversion);

#endif
