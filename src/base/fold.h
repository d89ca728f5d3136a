/* Folding of text for comparison: what is left when spelling, spacing and punctuation do not count. */
#ifndef GOUJI_BASE_FOLD_H
#define GOUJI_BASE_FOLD_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* A character without regard to width and case: full-width ASCII forms become half-width, the ideographic space U+3000
 * becomes a blank, ASCII letters become lower case. Everything else stays. */
static inline uint32_t fold_width_and_case(uint32_t c)
{
	if (c >= 0xFF01 && c <= 0xFF5E)
		c -= 0xFEE0;
	if (c >= 'A' && c <= 'Z')
		return c + ('a' - 'A');
	return c == 0x3000 ? ' ' : c;
}

/* The same for what counts as a letter or digit; 0 for blanks, punctuation, symbols and marks. */
uint32_t fold_char(uint32_t c);

/* Writes the letters and digits of `text` to `out` as UTF-8: full-width forms become half-width, Latin letters lower
 * case, and blanks, punctuation, symbols, marks and bad bytes go. Stops before the character that would not fit into
 * `capacity`. Returns the bytes written. */
size_t fold_text(struct str text, char *out, size_t capacity);

/* 64-bit FNV-1a over bytes, starting from `seed` (FOLD_HASH_SEED for a new one). */
uint64_t fold_hash(uint64_t seed, struct str bytes);
#define FOLD_HASH_SEED UINT64_C(0xcbf29ce484222325)

/* Spreads the bits of a number over all of it (the finaliser of MurmurHash3). */
static inline uint64_t hash_mix(uint64_t value)
{
	value = (value ^ value >> 33) * UINT64_C(0xff51afd7ed558ccd);
	value = (value ^ value >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
	return value ^ value >> 33;
}
/* A hash of bytes taken eight at a time: many times faster than fold_hash, but another one on every kind of machine. */
uint64_t hash_bytes(struct str bytes);

/* How alike two folded texts are: the length of their longest common subsequence in characters, in per cent of the
 * longer one. Texts of more than FOLD_MAX_CHARS characters are only compared up to there. */
enum { FOLD_MAX_CHARS = 64 };
unsigned fold_similarity(struct str a, struct str b);

#endif
