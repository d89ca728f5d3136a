/* The prompt: a line of text that the user types into the place of the status line. */
#ifndef GOUJI_UI_PROMPT_H
#define GOUJI_UI_PROMPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct app;

/* What a prompt asks for, and what becomes of the answer. */
struct prompt_kind {
	const char *label;              /* stands before the text, to be translated; ends where the text begins */
	const char *hint;               /* what may be typed, seen while nothing is, to be translated; may be NULL */
	void (*changed)(struct app *app, struct str text); /* after each change of the text; may be NULL */
	void (*accepted)(struct app *app, struct str text); /* Enter */
	void (*cancelled)(struct app *app); /* Esc, or Backspace in an empty prompt; may be NULL */
	bool one_key;                   /* the first character is the answer, and the label all there is to see */
	/* Kinds with the same number share what was typed before; below PROMPT_NHISTORIES */
	size_t history;
};

enum prompt_history { PROMPT_SEARCH, PROMPT_FILTER, PROMPT_NOTE, PROMPT_GO, PROMPT_FILE, PROMPT_NHISTORIES };

/* Zero-initialise it; no prompt is open then. */
struct prompt {
	const struct prompt_kind *kind; /* NULL while none is open */
	struct strbuf text;
	size_t cursor;                  /* byte offset, at a character */
	struct {
		size_t count, capacity;
		char **lines;           /* oldest first */
	} histories[PROMPT_NHISTORIES];
	bool remembered;                /* a line was added to a history */
	size_t recalled;                /* lines back in the history; 0: the line being typed */
	struct strbuf typed;            /* that line, while an older one is shown */
};

/* Opens a prompt with `text` in it. */
void prompt_open(struct app *app, const struct prompt_kind *kind, struct str text);
/* Closes it: its text is accepted or cancelled. */
void prompt_close(struct app *app, bool accept);
/* Takes a pasted character: it is text, whatever it does when it is typed. */
void prompt_paste(struct app *app, int key);
/* Takes a key: a character, or one that moves, deletes, recalls, accepts or cancels. */
void prompt_take_key(struct app *app, int key);
/* Draws it and leaves the terminal's cursor in it. */
void prompt_draw(struct app *app);
/* Adds a line to a history, unless it is the last one there. */
void prompt_remember(struct prompt *prompt, size_t history, struct str text);
void prompt_free(struct prompt *prompt);

#endif
