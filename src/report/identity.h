/* Who wrote a report and for which year: title, preamble, signature, file name, in that order of trust; last the
 * sentences that begin with the year or the body, and whom to ask. */
#ifndef GOUJI_REPORT_IDENTITY_H
#define GOUJI_REPORT_IDENTITY_H

#include "base/str.h"
#include "report/report.h"
#include "report/words.h"

/* What was met so far. Zero-initialise it and set `words`. */
struct identity {
	const struct words *words;
	size_t npreface;                /* paragraphs before the first section */
	struct str previous;            /* the paragraph before the current one */
	struct str body;                /* that a title without a year, or the preamble, names */
	struct str signature;           /* the last paragraph that may be a signature, and its date's year */
	int signature_year;
	struct str contact;             /* the body that answers questions, and the first that a sentence begins with */
	struct str doer, guided;        /* and whose guide to its information is named */
	size_t nbody;                   /* paragraphs behind the first heading of a section that were searched */
	int text_year;                  /* that sentences begin with; -1 when they differ */
};

/* Takes a paragraph before the first section: a title, the rest of one, or a sentence of the preamble. */
void identity_take_preface(struct identity *identity, struct str text, uint32_t line, struct report *report);
/* Takes a paragraph behind the first section heading: it may turn out to be the signature, or the report has its
 * preamble there. */
void identity_take_body(struct identity *identity, struct str text, struct report *report);
/* Fills what is still missing from the signature and from the name of the file (a path). */
void identity_finish(struct identity *identity, const char *path, struct report *report);

/* What is compared of a body's name: without an ending that may be left out, so that the same body is the same in every
 * year and form. A view of `agency`. */
struct str identity_body(struct str agency, const struct words *words);

/* A four-digit year from 1990 to 2099 with 年 behind it (blanks between do not count) in `text`, from `*offset` on; its
 * offset and the offset behind 年 are set. 0 when there is none. */
int identity_find_year(struct str text, size_t *offset, size_t *end);

#endif
