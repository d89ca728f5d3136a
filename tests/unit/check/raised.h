/* What tests of text rules share: which findings of one rule a text raises. */
#ifndef GOUJI_TESTS_CHECK_RAISED_H
#define GOUJI_TESTS_CHECK_RAISED_H

/* Asserts that a report with `sentence` in the place of a sentence of section one raises exactly `expected` of rule
 * `id`: "severity verdict message marked" for each open finding, in the order of the report, each ended by a line feed;
 * marked is the marked part of the quote. */
void assert_raised(const char *id, const char *sentence, const char *expected);
/* The same for a whole report. */
void assert_report_raises(const char *id, const char *text, const char *expected);

#endif
