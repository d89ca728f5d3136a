/* What the tests of the output formats share: a report of the 2021 form made by hand, and a sink in memory. */
#ifndef GOUJI_TESTS_OUTPUT_FIXTURE_H
#define GOUJI_TESTS_OUTPUT_FIXTURE_H

#include <stdio.h>

#include "check/knowledge.h"
#include "output/writing.h"

struct fixture {
	struct knowledge knowledge;
	struct language language;
	struct examiner *examined;
	struct writing writing;
	FILE *file;
	char *bytes;                    /* what was written, after fixture_output */
	size_t nbytes;
};

/* A checked report without agency, year, sections, cells and findings. */
void fixture_start(struct fixture *fixture);
void fixture_stop(struct fixture *fixture);

/* Everything that was written so far. */
struct str fixture_output(struct fixture *fixture);
/* Sets the text that was read; it must outlive the fixture. */
void fixture_set_text(struct fixture *fixture, struct str text);
/* Makes "NAME should be TO (now 1)" the hint of the relations that have the cell. */
void fixture_add_repair(struct fixture *fixture, const char *name, unsigned to);
/* The number of the cell `table/row/column`. */
size_t fixture_find_cell(const struct fixture *fixture, const char *name);
/* Adds a finding for the first place of a rule's first relation (or, for checks of the structure, for section 4). */
struct finding *fixture_add_finding(struct fixture *fixture, const char *rule, enum verdict verdict);

#endif
