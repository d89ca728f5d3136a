/* Markup by memory. What stands between two texts of a page, as </p></td><td width="60"><p>, is written like
 * something that stood between two others before, to the last byte: what it did to the page is done again, and its
 * tags are not looked at. The plain way is html_quick.c, which has what it does noted here the first time. Private
 * to it.
 *
 * A mark is a stretch of tags and blanks between them; one that begins a cell, or ends a row, is a mark of its own,
 * so that there are fewer of them. It ends before the blanks that a text begins with. */
#ifndef GOUJI_READ_HTML_HTML_MARKS_H
#define GOUJI_READ_HTML_HTML_MARKS_H

#include <stdint.h>

#include "read/html/html_scan.h"
#include "read/html/html_step.h"

enum {
	HTML_MARKS_COUNT = 512,         /* when there are more, all are forgotten */
	HTML_MARKS_NPLACES = 4096,      /* a power of two; a mark is found at one of two of them */
	HTML_MARKS_MAX_NBYTES = 480,
	HTML_MARKS_ROOM = 64,           /* bytes that may be read behind it; as many must stand in the page */
	HTML_MARKS_NEAR_NBYTES = 64,    /* of a mark that is looked at at once */
	HTML_MARKS_MAX_NSTEPS = 3,
	HTML_MARKS_MAX_NOPEN = 7,
};

/* Two lines of the processor's cache: most marks are met again and again in any order. */
struct html_mark {
	uint16_t nbytes;
	uint16_t next;                  /* the number of the one that came behind it the last time, */
	uint8_t trust;                  /* and how often it was the same before */
	uint8_t nsteps;
	uint8_t nbefore, nafter;        /* of elements that must be open, and of those in their place behind it; */
	/* The first ones as in struct html_open; the others as its list has them, read as a number */
	uint64_t before, after;
	uint64_t kinds;                 /* of the steps, the first one lowest */
	uint16_t nlines, ncolumns;      /* that it goes on; columns behind its last line end */
	struct html_step steps[HTML_MARKS_MAX_NSTEPS];
	char bytes[HTML_MARKS_NEAR_NBYTES]; /* the first ones, and zeros behind them */
};

/* Zero-initialise it. */
struct html_marks {
	uint16_t last;                  /* the number of the one that was met last */
	uint16_t nlearned;              /* the numbers of marks are from 1 */
	bool without_tables;            /* no mark begins or ends a table */
	uint16_t places[HTML_MARKS_NPLACES]; /* numbers of marks, or 0 */
	struct html_mark list[HTML_MARKS_COUNT + 1];
	char rest[HTML_MARKS_COUNT + 1][HTML_MARKS_MAX_NBYTES]; /* the bytes behind the first ones, and zeros */
};

/* The mark that is being learned. Zero-initialise it for a page. */
struct html_learning {
	const char *start, *end;        /* NULL when none is */
	const char *until;              /* nothing before this place is to be looked at */
	uint64_t hash;                  /* of the mark */
	size_t nopen, lowest;           /* open elements when it began, and the least since */
	uint64_t open;                  /* the innermost of those */
	size_t nsteps;
	struct html_step steps[HTML_MARKS_MAX_NSTEPS];
};

/* Forgets all marks. */
void html_marks_forget(struct html_marks *marks, bool without_tables);
/* Does what the markup at `p`, not before `learning->until`, does, if it is known, and returns the place behind it.
 * NULL when it is not: it is being learned, if it can be. `passing` is whether nothing is to be done but keeping
 * account of what is open. */
const char *html_marks_take(struct html_marks *marks, struct html_learning *learning, struct html_scan *scan,
			    const char *p, bool passing);
/* A step is made for the tag at `tag`, or none; any but HTML_STEP_OTHER can be learned. */
void html_marks_note(struct html_learning *learning, enum html_step_kind kind, const char *tag, unsigned colspan,
		     unsigned rowspan);
/* All steps have been made up to `learning->end`: it is known from now on. */
void html_marks_learn(struct html_marks *marks, struct html_learning *learning, const struct html_scan *scan);

/* Some elements were closed. */
static inline void html_marks_note_open(struct html_learning *learning, size_t nopen)
{
	if (nopen < learning->lowest)
		learning->lowest = nopen;
}

/* There is something else in it than the steps and what is opened and closed in order: it is not learned. */
static inline void html_marks_give_up(struct html_learning *learning)
{
	learning->start = learning->end = NULL;
}

#endif
