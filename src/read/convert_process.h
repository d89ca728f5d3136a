/* Running one program with limits, and the directory of those that write files: what read/convert.c is made of. */
#ifndef GOUJI_READ_CONVERT_PROCESS_H
#define GOUJI_READ_CONVERT_PROCESS_H

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "read/convert.h"

enum { PROCESS_SAID_NBYTES = 4096 };

enum process_end {
	PROCESS_NOT_STARTED,            /* number is errno */
	PROCESS_NOT_RUN,                /* there was a process, but it could not become the program; number is errno */
	PROCESS_EXITED,                 /* number is its status */
	PROCESS_KILLED,                 /* number is the signal */
	PROCESS_OUT_OF_TIME,
	PROCESS_OUT_OF_SPACE,
	PROCESS_CANCELLED,
	PROCESS_NOT_HEARD,              /* its output could not be read; number is errno */
};

struct process {
	const char *program;            /* its path */
	char *const *arguments;         /* from the name on, NULL behind the last */
	const struct convert_limits *limits;
	const atomic_bool *cancelled;   /* the program is killed soon after this becomes true; NULL: after a signal
					 * that the calling thread holds (read/convert_signals.h) */
	enum process_end end;
	int number;
	size_t nsaid;
	char said[PROCESS_SAID_NBYTES]; /* the beginning of its standard error */
};

/* Runs the program in a process group of its own, with nothing to read, appends its standard output to `output`, and
 * returns when it has ended; what is left of the group then is killed, as soon as it is silent if it holds the output.
 * The program inherits the standard descriptors only. */
void process_run(struct process *process, struct strbuf *output);

/* A new directory that only the user can enter, below $TMPDIR or /tmp. These return 0 or errno. */
int workplace_make(char *directory, size_t nbytes);
/* Copies a file to the new file `target`; EFBIG when it is too large. */
int workplace_copy(const char *path, const char *target, size_t max_nbytes);
/* Appends a file's bytes; EFBIG when it is too large. */
int workplace_read(const char *path, size_t max_nbytes, struct strbuf *out);
/* Removes the directory and all that is in it, as far as that is possible. */
void workplace_remove(const char *directory);

#endif
