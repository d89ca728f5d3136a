/* What reports say of each other, in the browser: findings across years and bodies, and who has not filed. */
#ifndef GOUJI_UI_BESIDE_H
#define GOUJI_UI_BESIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "index/across_index.h"
#include "ui/pane.h"

struct app;

struct beside {
	struct across_index *across;    /* NULL until loading has ended */
	bool taken;                     /* comparing has ended, and the list knows what was found */
};

/* The bodies of the roster that have not filed. */
extern const struct pane_ops missing_pane_ops;

/* Whether reports are being compared now. */
bool beside_is_running(const struct app *app);
/* Starts when loading has ended, and takes what was found when comparing has. */
void beside_step(struct app *app);
/* Adds what the others say of the open report to its findings. */
void beside_add_findings(struct app *app);
/* The same for another report. */
void beside_add_findings_of(struct app *app, const struct index_entry *entry, struct opened *opened);
/* How many bodies have not filed; appends their names, as many as fit into a line. */
size_t beside_count_missing(const struct app *app);
void beside_append_missing(const struct app *app, struct strbuf *out);
/* Before the index is closed. */
void beside_free(struct app *app);

#endif
