/* Text as tokens to be compared: clauses, and words. Internal to src/render/.
 *
 * Numbers are masked: a run of digits (with what stands inside of numbers, and Chinese numerals of two characters and
 * more) is the same token whatever its value, so that only the words around it count. Blanks do not count, nor do width
 * and case. */
#ifndef GOUJI_RENDER_CLAUSES_H
#define GOUJI_RENDER_CLAUSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "report/document.h"

struct clause_token {
	struct str text;
	uint32_t line;                  /* of its paragraph in the source */
	uint32_t nletters;              /* a masked number counts as one */
	bool ends_sentence, ends_paragraph;
};

/* Zero-initialise it. */
struct clauses {
	size_t count, capacity;
	struct clause_token *tokens;
	uint64_t *hashes;               /* by token; equal hashes are the same */
	size_t hashes_capacity;
};

/* Takes the clauses (up to a comma, semicolon or full stop) of the paragraphs of a section; 0: before the first. What
 * was in `clauses` is replaced. */
void clauses_take_section(struct clauses *clauses, const struct document *document, unsigned section);
/* Takes the words of some clauses: a number, a Latin word, or any other character with the blanks behind it. */
void clauses_take_words(struct clauses *words, const struct clauses *clauses, size_t first, size_t count);
void clauses_free(struct clauses *clauses);

#endif
