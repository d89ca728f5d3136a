/* One file, from its path to its findings. An examiner is the working memory for that: one per thread, used again for
 * file after file. */
#ifndef GOUJI_CHECK_EXAMINE_H
#define GOUJI_CHECK_EXAMINE_H

#include "base/pattern.h"
#include "check/finding.h"
#include "check/hints/localise.h"
#include "check/kind.h"
#include "check/knowledge.h"
#include "check/prose/prose_index.h"
#include "read/file.h"
#include "report/document.h"
#include "report/prose.h"
#include "report/quick.h"
#include "report/quick_cells.h"
#include "report/recognise.h"

struct examiner {
	const struct knowledge *knowledge;
	const struct form *form;        /* of the last file */
	struct file file;               /* the file, until the next one */
	struct str text;                /* what raw texts of cells and headings are slices of */
	struct report report;
	struct document document;       /* its text, paragraph by paragraph */
	/* The same for patterns; made when the report is checked by a rule that looks at it */
	struct prose prose;
	struct prose_index index;       /* of the prose; made with it */
	struct findings findings;
	struct repairs repairs;         /* of what failed, after examiner_localise; else none */
	struct pattern_scratch *scratch;
	struct recogniser recogniser;
	struct quick quick;
	struct quick_cells quick_cells;
};

/* A new examiner (most of a megabyte); examiner_free releases it. */
struct examiner *examiner_new(const struct knowledge *knowledge);
void examiner_free(struct examiner *examiner);
/* Reads, recognises and checks the file at `path` ("-": standard input). What is wrong with the file stands in
 * `report.state`. */
void examiner_examine(struct examiner *examiner, const char *path);
/* The same for a file in a directory; nothing stands for standard input. */
void examiner_examine_at(struct examiner *examiner, const struct source_place *place);
/* As examiner_examine, without the checks: there are no findings. */
void examiner_read(struct examiner *examiner, const char *path);
/* As examiner_examine, for bytes that are already there, as if the file at `path` had held them. */
void examiner_examine_bytes(struct examiner *examiner, const char *path, struct str bytes);
/* Finds out which cells may be wrong where relations of the last file failed: for who shows findings, not for who only
 * counts them. */
void examiner_localise(struct examiner *examiner);
/* What checks of the file that was examined last may look at. */
struct check examiner_check(struct examiner *examiner, const char *path);

#endif
