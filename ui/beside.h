/* What reports say of each other, in the browser: findings across years and bodies, and who has not filed. */
#ifndef GOUJI_UI_BESIDE_H
#define GOUJI_UI_BESIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "index/across_index.h"
#include "ui/pane.h"

struct app;

struct beside {
	struct across_index *across;    /* what the list knows; NULL until comparing has ended for the first time */
	struct across_index *next;      /* comparing now, or NULL */
	bool stale;                     /* a report has changed since it was begun */
};

/* The bodies of the roster that have not filed. */
extern const struct pane_ops missing_pane_ops;

/* Whether reports are being compared now, and the loop has to look for the end of that. */
bool beside_is_running(const struct app *app);
/* Starts when loading has ended, and takes what was found when comparing has. */
void beside_step(struct app *app);
/* A report has changed, appeared or vanished: all are compared again when no more files are to be read. */
void beside_mark_stale(struct app *app);
/* What comparing has found beside an entry's own findings. */
struct index_found beside_found(const struct app *app, const struct index_entry *entry);
/* The counts of the entries have changed: the list is put into its order again. */
void beside_show_counts(struct app *app);
/* Adds what the others say of the open report to its findings. */
void beside_add_findings(struct app *app);
/* The same for another report. */
void beside_add_findings_of(const struct app *app, const struct index_entry *entry, struct opened *opened);
/* The report of the same body to compare one with, as the checks over years take it (across_index_earlier); by the
 * names alone until the reports have been compared. NULL when there is none. */
const struct index_entry *beside_find_earlier(const struct app *app, const struct index_entry *entry);
/* Whether the checks over years hold the one against the other; true until that is known. */
bool beside_is_pair(const struct app *app, const struct index_entry *last, const struct index_entry *now);
/* How many bodies have not filed; appends their names, as many as fit into a line. */
size_t beside_count_missing(const struct app *app);
void beside_append_missing(const struct app *app, struct strbuf *out);
/* Before the index is closed. */
void beside_free(struct app *app);

#endif
