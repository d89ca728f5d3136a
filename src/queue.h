/* Files examined by several threads, with results in the order in which they were named.
 *
 * Paths are put into chunks of a few files, chunks into a ring. Workers take chunks in order, examine their files and
 * write what is to be said of them into the chunk; the owner takes finished chunks from the other end of the ring. The
 * ring bounds what is kept: who adds more waits for the oldest chunk. */
#ifndef GOUJI_QUEUE_H
#define GOUJI_QUEUE_H

#include <string.h>

#include "check/across/across.h"
#include "output/writing.h"

enum { QUEUE_CHUNK_NFILES = 32 };

/* What is known of a file that is added. */
struct queue_input {
	int walk_error;                 /* errno of a path that could not be walked; 0 for a file */
	size_t number;                  /* for `examine` */
};

/* A file, or a path that could not be walked. */
struct queue_item {
	size_t path;                    /* offset into the chunk's paths */
	struct queue_input input;
	/* What came of a file. */
	enum report_state state;
	int error_number;               /* of an unreadable one */
	const char *limit;              /* what was not read because it passed a limit, to be translated; or NULL */
	bool is_full;                   /* there were more findings than are kept */
	bool changed;                   /* `examine` said so */
	unsigned nfailed[SEVERITY_NLEVELS];
	unsigned not_assessable;
	int worst;                      /* severity of the worst check that failed, -1 for none */
	struct across_report kept;      /* where that is wanted; lives as long as the queue: see queue_lines_of */
	size_t output_end, reason_end;  /* in the chunk's output and reasons; they begin where those before end */
};

/* The lines of a report that was kept, as report_lines_pack has made them: they stand behind its agency. */
static inline const char *queue_lines_of(const struct across_report *kept)
{
	return kept->agency + strlen(kept->agency) + 1;
}

/* What `examine` has found. */
enum queue_answer {
	QUEUE_SILENT,                   /* nothing to write */
	QUEUE_WRITE,
	QUEUE_WRITE_CHANGED,            /* the file is no longer what it was */
};

struct queue_chunk {
	size_t nitems;
	struct queue_item items[QUEUE_CHUNK_NFILES];
	struct strbuf paths;            /* NUL-terminated ones, in a row */
	struct strbuf output;           /* as it is to be written */
	struct strbuf reasons;          /* why files were not checked */
	bool done;
};

/* What the workers do. */
struct queue_work {
	const struct writing *writing;  /* as it is set up for the output */
	writing_report *write;
	bool in_order;                  /* `write` counts as it goes: one worker takes all files, in their order */
	bool keeps;                     /* what is needed to compare files in the end */
	/* Makes a report and its findings, instead of examining the file. NULL: the file is examined, and written. */
	enum queue_answer (*examine)(void *context, struct examiner *examiner, const char *path,
				     const struct queue_input *input);
	void *context;                  /* of `examine`, for all threads */
};

struct queue;

/* Called with each item in order; false stops. */
typedef bool queue_take(void *context, const struct queue_chunk *chunk, size_t item);

/* Starts the threads that do `work` (one of them where order is asked for); `take` is called with `context` in the
 * owner's thread. Never NULL. */
struct queue *queue_new(const struct queue_work *work, queue_take *take, void *context);
/* Adds a file, or with a walk error a path that could not be walked. May call `take` for others before. False when
 * `take` has stopped it. */
bool queue_add(struct queue *queue, const char *path, const struct queue_input *input);
/* Waits until all that was added has been taken; false when `take` has stopped it. */
bool queue_drain(struct queue *queue);
/* Has other work done from here on, by the same threads; all that was added must have been taken. What was kept
 * stays. */
void queue_change(struct queue *queue, const struct queue_work *work, queue_take *take);
/* Stops the threads; what was not taken is lost. */
void queue_free(struct queue *queue);

#endif
