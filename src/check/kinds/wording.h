/* Checks of the wording: slips, terms of another time, the manner of a letter, what is said twice, what breaks off. */
#ifndef GOUJI_CHECK_KINDS_WORDING_H
#define GOUJI_CHECK_KINDS_WORDING_H

#include "check/kind.h"

/* Phrases given by the rule, line by line: see wording.c. One finding for each phrase and section. */
extern const struct check_kind wording_phrases;
/* A line that addresses a superior body, and phrases of a letter. */
extern const struct check_kind wording_letter;
/* Sentences and words that are repeated at once. */
extern const struct check_kind wording_repetition;
/* Paragraphs that break off before a heading. */
extern const struct check_kind wording_cut;
/* Section five without contents; section one too long. */
extern const struct check_kind wording_problems, wording_length;
/* Names of other places and bodies of the same rank. */
extern const struct check_kind wording_alien;
/* Brackets and quotation marks that do not match. */
extern const struct check_kind wording_brackets;
/* Titles of well-known documents that are quoted wrongly: see quoted_titles.c. */
extern const struct check_kind wording_titles;

#endif
