/* What the plain code made of a row or a heading, for those who do it again. Internal to src/report/. */
#ifndef GOUJI_REPORT_QUICK_MEANING_H
#define GOUJI_REPORT_QUICK_MEANING_H

#include "report/recognise.h"

enum quick_kind { QUICK_NUMBERS, QUICK_HEAD, QUICK_HEADING };

struct quick_meaning {
	uint8_t kind;                   /* enum quick_kind */
	int16_t table;                  /* of a head: the first one met */
	/* Of a row with numbers: */
	int16_t row;
	uint8_t place;                  /* of the label among the cells */
	uint8_t ncolumns;               /* of its block */
	bool moved;                     /* see struct report_row */
	bool told;                      /* its label is told of */
	/* Of a head: */
	bool names_table;               /* some label is a head and nothing else */
	uint8_t tables;                 /* a bit for each that labels are heads of */
	int8_t columns[FORMAT_MAX_TABLES]; /* source column of each table's first column, or FORMAT_NONE */
};

/* Whether nothing in a row that the plain code has just taken is of another form, which is noted besides (a group that
 * is a row there: where no row is named). */
bool quick_is_plain(const struct pieces *pieces);
/* Whether it is a row of the form by its label alone. */
bool quick_is_labelled(const struct recogniser *recogniser, const struct pieces *pieces);
/* Whether it is the head of a table, and has no numbers. */
bool quick_is_head(const struct pieces *pieces);
/* What it is, being a row with numbers, or a head. `grid`: its cells stand in columns. */
struct quick_meaning quick_know_numbers(const struct recogniser *recogniser, bool grid);
struct quick_meaning quick_know_head(const struct recogniser *recogniser, bool grid);

/* Where the values of a row with numbers are to be made; NULL when the plain code has to take it. */
struct allot_row *quick_values_of(struct recogniser *recogniser, const struct quick_meaning *meaning);
/* Takes the row, whose values were made there. */
void quick_take_values(struct recogniser *recogniser, const struct quick_meaning *meaning, struct allot_row *values);
/* Takes a head that stands at `line`; returns its table. */
int quick_enter_head(struct recogniser *recogniser, const struct quick_meaning *meaning, uint32_t line);

/* Whether numbers without cells wait for their row, which comes before any that is met now: the plain code gives it to
 * them first. */
static inline bool quick_run_waits(const struct recogniser *recogniser)
{
	return recogniser->loose.nrun || recogniser->loose.nheld;
}

#endif
