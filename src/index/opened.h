/* A report opened for reading: the recognised report with its findings and its text. */
#ifndef GOUJI_INDEX_OPENED_H
#define GOUJI_INDEX_OPENED_H

#include "base/str.h"
#include "check/examine.h"

struct ahead;

/* Zero-initialise it, set nothing; opened_free releases it. */
struct opened {
	struct examiner *examiner;      /* report, findings and text live in it */
	char *path;
};

/* Opens the file at `path` and forgets the one that was open. What is wrong with it stands in the report's state. */
void opened_open(struct opened *opened, const struct knowledge *knowledge, const char *path);
/* The same for bytes that are already there. */
void opened_open_bytes(struct opened *opened, const struct knowledge *knowledge, const char *path, struct str bytes);
/* As opened_open, but nothing is converted: a file that has to be is put off, and nobody waits. */
void opened_open_at_once(struct opened *opened, const struct knowledge *knowledge, const char *path);
/* The same for the file that is open, to be taken as it was when it was converted, if it was. */
void opened_open_again(struct opened *opened, const struct knowledge *knowledge, const char *path);
/* Takes over what came of converting a file ahead, which is done: opened next, unchanged, it is not put off. */
void opened_take_conversion(struct opened *opened, const struct knowledge *knowledge, struct ahead *ahead);
void opened_free(struct opened *opened);

static inline bool opened_is_put_off(const struct opened *opened)
{
	return opened->examiner && opened->examiner->report.state == REPORT_PUT_OFF;
}

static inline const struct report *opened_report(const struct opened *opened)
{
	return &opened->examiner->report;
}

static inline const struct document *opened_document(const struct opened *opened)
{
	return &opened->examiner->document;
}

static inline const struct findings *opened_findings(const struct opened *opened)
{
	return &opened->examiner->findings;
}

#endif
