/* Sentences of the prose as what they count: a paragraph becomes the list of its numbers, each with the words before
 * it, its unit and its place among clauses (， 、 ； ：), brackets and sentences. */
#ifndef GOUJI_CHECK_PROSE_CLAUSES_H
#define GOUJI_CHECK_PROSE_CLAUSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "check/prose/prose_index.h"
#include "check/prose/quantity.h"

enum { CLAUSES_MAX_MENTIONS = 160 };

/* A number in a paragraph. All texts are views of the paragraph. */
struct mention {
	struct quantity quantity;       /* its unit may be empty: see unit */
	struct str unit;                /* its own, or that of the number that it is joined to: 70、48条 */
	struct str gap;                 /* between the number before it (or the start) and this one */
	struct str label;               /* the words of its own clause before it: the end of gap */
	struct str behind;              /* up to the next number, or the end */
	uint16_t sentence;              /* from 0; sentences end at 。！？ */
	uint8_t depth;                  /* of round brackets around it */
};

struct clauses {
	struct str text;
	bool cut;                       /* there are more numbers than were kept */
	size_t count;
	const struct mention *list;
	const struct prose_index *index; /* of the prose that the paragraph is a part of; NULL: unknown */
};

/* Reads the numbers in digits of a paragraph in the form of prose.h. Numbers without a unit count where they end a
 * clause and have words before them, or are joined to a number that counts. Ordinals, dates and the like are left out.
 * They are kept in `room`. `spots` is the map of a text in which this one (valid UTF-8) begins at byte `offset`. */
void clauses_read(struct clauses *clauses, const struct quantity_words *words, struct str text, const uint64_t *spots,
		  size_t offset, struct mention room[CLAUSES_MAX_MENTIONS]);
/* The numbers of a paragraph of the prose, as they were read when it was indexed. */
struct clauses clauses_of(const struct prose_index *index, size_t paragraph);

/* Whether `text`, a part of the paragraph, holds one of the words. An empty text holds nothing. */
static inline bool clauses_hold(const struct clauses *clauses, struct str text, const struct rule_list *words)
{
	return text.nbytes && prose_index_holds(clauses->index, text, words);
}
/* Whether `text` begins with one of the words; its length, else 0. */
size_t clauses_begin(struct str text, const struct rule_list *words);
/* Whether one of `words` stands at the start of a clause in `gap` (behind a mark), or where `gap` begins. Its
 * place behind the word in `*offset`, that of the last one where there are several. */
bool clauses_open(const struct clauses *clauses, struct str gap, const struct rule_list *words, size_t *offset);
/* Whether the word is one of the list. */
bool clauses_is_one(struct str word, const struct rule_list *words);
/* Whether both units count the same, or both are of the list of units that count alike. */
bool clauses_same_unit(struct str a, struct str b, const struct rule_list *alike);

#endif
