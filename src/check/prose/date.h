/* Days as reports write them. */
#ifndef GOUJI_CHECK_PROSE_DATE_H
#define GOUJI_CHECK_PROSE_DATE_H

#include "base/str.h"

struct date {
	int year, month, day;
};

/* Reads the day that `text` begins with: 2024年1月16日, 2024-01-16, 2024/1/16, 2024.1.16, 二〇二四年一月十六日; blanks do
 * not count. The bytes it takes, or 0 when there is none or there is no such day from 1990 to 2099. */
size_t date_read(struct str text, struct date *date);
/* The same for a day without its year: 1月16日, 01-16. */
size_t date_read_in_year(struct str text, int year, struct date *date);
/* Below, at or above 0. */
int date_compare(struct date a, struct date b);

#endif
