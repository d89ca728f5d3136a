/* Looking for a text in all reports of the list: hits stream into a screen of their own. */
#ifndef GOUJI_UI_FIND_PANE_H
#define GOUJI_UI_FIND_PANE_H

#include <stdbool.h>
#include <stddef.h>

#include "index/find.h"
#include "ui/pane.h"

struct app;

struct found_row {
	const struct find_batch *batch; /* of the file */
	size_t hit;
};

struct finding_texts {
	struct find *find;              /* NULL: nothing was looked for yet */
	struct find_progress progress;
	struct find_batch *batches;     /* taken so far, the last first */
	size_t nrows, capacity;
	struct found_row *rows;
	struct strbuf text;             /* what is looked for, as it was typed */
	size_t cursor, top;             /* where one was when the screen was left */
};

extern const struct pane_ops find_pane_ops;

/* Asks what to look for. */
void find_ask(struct app *app);
/* Readable when hits have come; -1 while nothing is looked for. */
int find_pane_wake_fd(const struct app *app);
/* Takes the hits that have come. */
void find_take_hits(struct app *app);
static inline bool find_is_running(const struct finding_texts *texts)
{
	return texts->find && texts->progress.running;
}
void find_free(struct finding_texts *texts);

#endif
