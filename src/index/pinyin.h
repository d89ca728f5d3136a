/* Names found by the initial letters of their pinyin: `kglk` finds 喀格勒克镇.
 *
 * A query is words with blanks between them; all must match somewhere in the name, each on successive characters. A
 * letter matches an ideograph that has a reading which begins with it (each of its readings will do: `cq` and `zq` find
 * 重庆), and itself. Everything else matches itself. Upper and lower case, full-width and half-width forms are the same;
 * punctuation and blanks of the name may stand between matched characters, but no slash. Only ideographs from U+4E00 to
 * U+9FFF have readings here. */
#ifndef GOUJI_INDEX_PINYIN_H
#define GOUJI_INDEX_PINYIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum { PINYIN_MAX_WORDS = 8, PINYIN_MAX_CHARS = 56 };

/* A compiled query. No memory of its own, may be copied. */
struct pinyin_query {
	uint8_t nwords;
	uint8_t word_ends[PINYIN_MAX_WORDS];    /* where each word ends in `chars` */
	uint32_t chars[PINYIN_MAX_CHARS];       /* folded: see fold_width_and_case */
};

/* Bytes of a name. */
struct pinyin_range {
	size_t start, end;
};

/* Compiles a query; one without words matches every name. False when it has too many words or characters. */
bool pinyin_compile(struct pinyin_query *query, struct str text);
/* Compiles all of `text` as one word, with its blanks. */
bool pinyin_compile_word(struct pinyin_query *query, struct str text);
/* Whether the name matches. `ranges` (may be NULL) has room for PINYIN_MAX_WORDS and is told where each of the
 * `nwords` words matches first; ranges may overlap, and are in the order of the query. Allocates nothing. */
bool pinyin_match(const struct pinyin_query *query, struct str name, struct pinyin_range *ranges);

/* Order of names as in a register by pinyin, roughly: by the initial of each character's first reading, then by code
 * point. Below, at or above 0; 0 only for equal names. */
int pinyin_compare(struct str a, struct str b);

#endif
