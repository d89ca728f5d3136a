/* Looking for a text in the open report, or for a name in the list: incremental, with the matches marked. */
#ifndef GOUJI_UI_SEARCH_H
#define GOUJI_UI_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/match.h"
#include "index/pinyin.h"
#include "ui/action.h"

struct app;

/* Part of a match, in one row of the rendering: bytes of the row's text, its spans put together. */
struct search_mark {
	size_t row;
	uint32_t offset, nbytes;
	bool first;                     /* a match begins here */
};

struct search {
	struct match_pattern *pattern;  /* NULL: nothing is looked for */
	struct match_state *state;
	struct pinyin_query initials;   /* the same text in labels and headings; no words: it can be none of initials */
	size_t nmarks, capacity;
	struct search_mark *marks;      /* in the order of the rows */
	bool in_list;                   /* names are looked for, not text */
	struct pinyin_query names;
	size_t start_row;               /* where the cursor was when the prompt was opened */
	struct strbuf text;             /* what is looked for, as it was typed */
};

/* Does an action that searches; false when it is none. */
bool search_act(struct app *app, enum action_id action);
/* Looks for a text in the open report, as if it had been typed. */
void search_set(struct app *app, struct str text);
/* Looks through the report again, after it was laid out anew. */
void search_mark_all(struct app *app);
/* The marks of a row: the first one, and in `*count` how many. */
const struct search_mark *search_marks_of(const struct app *app, size_t row, size_t *count);
void search_free(struct search *search);

#endif
