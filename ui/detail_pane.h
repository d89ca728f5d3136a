/* All there is to know of one finding: its rule, formula, cells with their raw text, hint, and what people say of
 * it. */
#ifndef GOUJI_UI_DETAIL_PANE_H
#define GOUJI_UI_DETAIL_PANE_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "ui/pane.h"

struct app;

/* A row of the screen: a label's row, or text. */
struct detail_row {
	uint32_t offset, nbytes;        /* into detail.text */
	uint8_t role;
};

struct detail {
	struct strbuf text;
	size_t nrows, capacity;
	struct detail_row *rows;
};

extern const struct pane_ops detail_pane_ops;

/* Shows the finding under the cursor, or says that there is none. */
void detail_open(struct app *app);
void detail_free(struct detail *detail);

#endif
