/* Where in a text a word may begin, as far as the hashes of one and two characters tell. */
#ifndef GOUJI_BASE_LITERALS_PLACES_H
#define GOUJI_BASE_LITERALS_PLACES_H

#include "base/literals_parts.h"

enum literal_beginning {
	LITERAL_FIRST,                  /* a wide character that a word may begin with */
	LITERAL_NARROW,                 /* any other character */
	LITERAL_PAIR,                   /* two wide characters; the first of them may be a place of its own before it */
	LITERAL_NBEGINNINGS,
};

struct literal_place {
	uint32_t offset;
	uint32_t beginning;             /* enum literal_beginning */
};

enum { LITERALS_NPLACES = 256, LITERALS_NLANES = 8 };

/* Some places of a text, in its order. */
struct literal_places {
	size_t count;
	struct literal_place list[LITERALS_NPLACES];
};

/* Takes the places of the text from byte `offset` on until `places` is nearly full; those before it are dropped.
 * Returns the byte that is next, at the end the length of the text. A word, being valid UTF-8, stands nowhere but at
 * the beginning of a character, so that where the text is not valid it is enough to pass over no byte that may be
 * one. Eight wide characters at a time where the processor can. */
size_t literals_take_places(const struct literals *literals, struct str text, size_t offset,
			    struct literal_places *places);
/* The same character by character: what the other is tested against. It may stop elsewhere. */
size_t literals_take_places_plain(const struct literals *literals, struct str text, size_t offset,
				  struct literal_places *places);

#endif
