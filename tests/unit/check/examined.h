/* What tests of reading, recognising and checking share: the program's knowledge, examined texts and files, and short
 * descriptions of what came out that can be compared with a line of text. */
#ifndef GOUJI_TESTS_CHECK_EXAMINED_H
#define GOUJI_TESTS_CHECK_EXAMINED_H

#include <stdbool.h>

#include "base/path.h"
#include "check/examine.h"

/* What the program knows, and the form in force with its labels and rules, between know() and forget(): setup and
 * teardown of a group of tests. */
extern struct knowledge known;
extern const struct format *known_format;
extern const struct labels *known_labels;
extern const struct rules *known_rules;
int know(void **state);
int forget(void **state);

/* An empty set of rules for the form in force; release_rules() lets go of all that were made, before their arena. */
struct rules *make_rules(struct arena *arena);
void release_rules(void);

/* Examines `text` as if it had been read from `path`, or the file at `path`. There is one examiner: what it holds lasts
 * until the next call. */
const struct examiner *examine_text(const char *text, const char *path);
const struct examiner *examine_file(const char *path);

/* A path below the root of the project. Lasts until the next call. */
const char *in_source_tree(const char *path);
/* A path as a text; NULL for NULL. Lasts until the eighth call from here. */
const char *path_text(const struct path *path);

/* Numbers of the form in force by canonical name: "requests", "requests/new", "requests/new/natural". A wrong name
 * fails. */
size_t table_named(const char *name);
size_t row_named(const char *name);
size_t cell_named(const char *name);
/* The same for the rows of another form. */
size_t row_of_form(const struct format *format, const char *name);

/* Appends the cells of a row: "3 0 _ 22* ? x ." for numbers, blank, number with a remark, lost, text, absent. */
void describe_row(const struct report *report, size_t row, struct strbuf *out);
void assert_row(const struct report *report, const char *row, const char *expected);

/* Appends "RULE severity verdict place", then "left right" of a relation that was assessed, and for checks of the
 * structure "count" where it is not 0 and the place is no section. */
void describe_finding(const struct finding *finding, struct strbuf *out);
/* The open findings, one a line, each line ended, ordered by bytes. */
void describe_open(const struct examiner *examiner, struct strbuf *out);
void assert_open(const struct examiner *examiner, const char *expected);
/* The same of the rules whose names begin with one of `groups` alone ("S- D-"), for tests of those. */
void assert_open_in(const struct examiner *examiner, const char *groups, const char *expected);
/* How many findings of a rule have each verdict: "pass 20 fail 1 look 0 na 4". */
void describe_rule(const struct examiner *examiner, const char *id, struct strbuf *out);
void assert_rule(const struct examiner *examiner, const char *id, const char *expected);
/* The finding of a rule at a place; fails when there is none or more than one. */
const struct finding *finding_at(const struct examiner *examiner, const char *id, const char *place);

/* Checks the relations alone of a report that need not have come from a text. */
void check_relations_of(const struct rules *rules, const struct report *report, struct findings *findings);

/* Orders lines by bytes; each is ended by a line feed. */
void sort_lines(struct strbuf *text);

#endif
