/* Decimal numbers in fixed point: exact sums of counts and of money with up to six places. */
#ifndef GOUJI_BASE_DECIMAL_H
#define GOUJI_BASE_DECIMAL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* A value in millionths. */
typedef int64_t decimal;

enum { DECIMAL_ONE = 1000000, DECIMAL_PLACES = 6 };

/* Reads digits with an optional sign and decimal point ("12", "-3", "7215.19"), all of `s`, ASCII only, no blanks.
 * False when `s` is anything else, has more than six places (zeros beyond them do not count) or does not fit. */
bool decimal_parse(struct str s, decimal *value);
/* Appends the shortest form: "3", "-1", "7215.19". */
void decimal_append(struct strbuf *out, decimal value);
/* Sums that do not overflow: false when the result does not fit, `*sum` is then unchanged. */
bool decimal_add(decimal *sum, decimal value);

#endif
