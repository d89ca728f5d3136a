/* Numbers in running text: 440条, 1.5万件, 十二件, 约300余条, 98%. Texts are in the form of prose.h. */
#ifndef GOUJI_CHECK_PROSE_QUANTITY_H
#define GOUJI_CHECK_PROSE_QUANTITY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/decimal.h"
#include "base/str.h"
#include "check/prose/quantity_words.h"

/* A number as written stands for the values from `low` to `high`: 300余 is above 300 and below 400, 约300 is 270 to 330,
 * 不足300 is 0 to 300. 1.5万 is what is rounded or cut off to it, 14500 to 15999. Exact numbers have low = high.
 * Multipliers (万, 亿) are worked in. */
struct quantity {
	decimal low, high;
	struct str text;                /* as written, with what makes it inexact, without the unit */
	struct str digits;              /* the number alone */
	struct str unit;                /* the word for what is counted behind it (件 条 元 万元 % …), or empty */
	bool exact;
	bool chinese;                   /* in Chinese numerals: 一, 十二, 两 */
};

/* Reads the number that begins at byte `offset` of `text`; words that make it inexact (约, 近, 超过) may stand before it.
 * False when none begins there, or its value does not fit. */
bool quantity_read(const struct quantity_words *words, struct str text, size_t offset, struct quantity *quantity);
/* The same for a number that counts something: no digits that belong to something else (years and dates, document
 * numbers, ordinals, telephone numbers and words with Latin letters), and Chinese numerals only with a unit behind
 * them. */
bool quantity_read_count(const struct quantity_words *words, struct str text, size_t offset, struct quantity *quantity);
/* Where the text goes on behind the number and its unit, as an offset into `text`, of which it is a part. */
size_t quantity_end(const struct quantity *quantity, struct str text);
/* Whether a unit is one of money: 元 万元 亿元. */
bool quantity_is_money(struct str unit);
/* Brings an amount of money in such a unit to that of the form, 万元. False when it does not fit. */
bool quantity_take_money(struct str unit, decimal *amount);

#endif
