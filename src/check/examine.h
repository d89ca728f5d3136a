/* One file, from its path to its findings. An examiner is the working memory for that: one per thread, used again for
 * file after file. */
#ifndef GOUJI_CHECK_EXAMINE_H
#define GOUJI_CHECK_EXAMINE_H

#include "check/finding.h"
#include "check/knowledge.h"
#include "read/file.h"
#include "report/recognise.h"

struct examiner {
	const struct knowledge *knowledge;
	const struct form *form;        /* of the last file */
	struct file file;               /* the file, until the next one */
	struct str text;                /* what raw texts of cells and headings are slices of */
	struct report report;
	struct findings findings;
	struct recogniser recogniser;
};

/* A new examiner (about 120 KB); examiner_free releases it. */
struct examiner *examiner_new(const struct knowledge *knowledge);
void examiner_free(struct examiner *examiner);
/* Reads, recognises and checks the file at `path` ("-": standard input). What is wrong with the file stands in
 * `report.state`. `events` (may be NULL) is told of the blocks on the way. */
void examiner_examine(struct examiner *examiner, const char *path, const struct recognise_events *events);
/* The same for bytes that are already there, as if the file at `path` had held them. */
void examiner_examine_bytes(struct examiner *examiner, const char *path, struct str bytes,
			    const struct recognise_events *events);

#endif
