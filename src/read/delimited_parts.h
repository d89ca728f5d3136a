/* Records of values with commas or semicolons between them. Internal to src/read/. */
#ifndef GOUJI_READ_DELIMITED_PARTS_H
#define GOUJI_READ_DELIMITED_PARTS_H

#include "read/delimited.h"

struct delimited_field {
	struct str text;                /* without quotes around it, and blanks at both ends */
	bool is_quoted;
	bool has_doubled;               /* quotes inside, each written twice */
};

/* A line, or several where quotes hold line ends. */
struct delimited_record {
	struct str text;                /* without the line end */
	size_t nfields;                 /* also those beyond what `fields` holds */
	size_t nfilled;                 /* that are not empty */
	bool is_cut;                    /* one beyond them is not empty */
	bool is_other;                  /* the separators stand in a sentence, or in cells of another layout */
	struct delimited_field fields[BLOCK_MAX_CELLS];
};

/* Takes the record at the start of `*rest` off it; false when `*rest` is used up. */
bool delimited_next(struct str *rest, char separator, struct delimited_record *record);
/* Whether it is a row: a text, and then nothing but numbers; or many of them alone. */
bool delimited_has_numbers(const struct delimited_record *record);

/* Where the numbers of a group of rows stand: such with numbers that follow each other, and what is before them. */
struct delimited_numbers {
	const char *end;                /* of the group */
	size_t width, start;            /* of whole rows in fields, and the field where their numbers begin */
	bool stand_still;               /* no row's numbers have moved to the left */
	bool has_covered;               /* cells that one above reaches down to are there, and empty */
};

/* Looks at the group of records at the start of `text`. */
struct delimited_numbers delimited_find_numbers(struct str text, char separator, size_t width);
/* Whether the empty fields at the end of a record of the group are cells of its row, for certain. */
bool delimited_has_blank_end(const struct delimited_numbers *numbers, const struct delimited_record *record);

#endif
