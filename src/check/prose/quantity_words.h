/* The words beside numbers in running text, of data/words/quantities.words, by the characters that they begin with. */
#ifndef GOUJI_CHECK_PROSE_QUANTITY_WORDS_H
#define GOUJI_CHECK_PROSE_QUANTITY_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "report/words.h"

enum quantity_role {
	QUANTITY_UNIT = 1 << 0,         /* what is counted */
	QUANTITY_BEFORE = 1 << 1,       /* makes the number behind it inexact */
	QUANTITY_BEHIND = 1 << 2,       /* makes the number before it inexact */
	QUANTITY_ODD = 1 << 3,          /* 余 */
	QUANTITY_NUMBERED = 1 << 4,     /* the number before it counts nothing */
	/* Found by the character that they end with: */
	QUANTITY_NUMBERING = 1 << 5,    /* the number behind it counts nothing */
	QUANTITY_BEFORE_END = 1 << 6,   /* the same words as QUANTITY_BEFORE */
};

struct quantity_word {
	struct str word;
	const struct quantity_word *next; /* of those with the same hash */
	uint8_t role;
	int16_t low_percent, high_percent; /* what it makes of a number */
};

enum { QUANTITY_HASH_LOG2 = 11, QUANTITY_WIDE_NBYTES = 3 };

struct quantity_words {
	uint8_t roles[1 << QUANTITY_HASH_LOG2]; /* those of the words with this hash */
	const struct quantity_word *first[1 << QUANTITY_HASH_LOG2];
	/* What quantity.h reads as a number, without its unit, as a PCRE2 pattern with the group `n`. It is atomic: a
	 * part of a number is never matched. */
	struct str pattern;
};

/* The words of the lists, in `arena`. Views their texts. */
const struct quantity_words *quantity_words_make(struct arena *arena, const struct words *words);

/* The hash of a character: of its three bytes, or of the first byte of any other. */
static inline unsigned quantity_words_hash(const char *p)
{
	const unsigned char *bytes = (const unsigned char *)p;
	uint32_t key = bytes[0];
	if (bytes[0] >= 0xE0)
		key |= (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16;
	return key * UINT32_C(0x9E3779B1) >> (32 - QUANTITY_HASH_LOG2);
}

/* Roles of words that may begin at byte `i`: most characters have none. */
static inline unsigned quantity_words_roles(const struct quantity_words *words, struct str text, size_t i)
{
	size_t nbytes = i < text.nbytes && (unsigned char)text.ptr[i] >= 0xE0 ? QUANTITY_WIDE_NBYTES : 1;
	return i + nbytes <= text.nbytes ? words->roles[quantity_words_hash(text.ptr + i)] : 0;
}

/* The same of words that may end before byte `i`. */
static inline unsigned quantity_words_roles_before(const struct quantity_words *words, struct str text, size_t i)
{
	bool wide = i >= QUANTITY_WIDE_NBYTES && (unsigned char)text.ptr[i - QUANTITY_WIDE_NBYTES] >= 0xE0;
	return i ? words->roles[quantity_words_hash(text.ptr + i - (wide ? QUANTITY_WIDE_NBYTES : 1))] : 0;
}

/* The longest word with this role that begins at byte `i`, or NULL. */
const struct quantity_word *quantity_words_at(const struct quantity_words *words, struct str text, size_t i,
					      enum quantity_role role);
/* Whether a word with this role, one of the last two, ends before byte `i`. */
bool quantity_words_end_at(const struct quantity_words *words, struct str text, size_t i, enum quantity_role role);

#endif
