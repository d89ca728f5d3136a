/* A sketch of a text: a few numbers from which one can tell how much two texts have in common, long after both are
 * gone.
 *
 * Sections one, five and six are taken, without headings and without sentences that hold a phrase every report has.
 * Runs of digits become one mark, punctuation goes, and every eight characters in a row (a shingle) are hashed. The
 * hashes fall into bins by their leading bits, and each bin keeps the last bits of the least (one permutation hashing,
 * after Li, Owen and Zhang 2012; of a few bits, after Li and König 2010). Two texts that have the share J of their
 * shingles in common agree in about the share J of their bins: with 64 bins within 0.05 of it in two cases of three. Of
 * long sentences the hashes are kept, of many those that are least, so that the same ones are kept of every text. */
#ifndef GOUJI_CHECK_ACROSS_SKETCH_H
#define GOUJI_CHECK_ACROSS_SKETCH_H

#include <stdint.h>

#include "check/prose/prose_index.h"
#include "check/rule.h"

enum {
	SHINGLE_NCHARS = 8,
	SKETCH_NBINS = 64,
	SKETCH_MAX_SENTENCES = 24,
	SKETCH_SENTENCE_NCHARS = 30,    /* at least, for a long one */
};

struct sketch {
	uint16_t nshingles;             /* of the text, at most UINT16_MAX */
	uint8_t bins[SKETCH_NBINS];     /* 0 for a bin without a shingle */
	uint8_t nsentences;
	uint32_t sentences[SKETCH_MAX_SENTENCES]; /* rising, none twice */
};

/* Sketches the running text of a report. Sentences with one of `common` are left out. */
void sketch_make(struct sketch *sketch, const struct prose_index *index, const struct rule_list *common);
/* The hash of a sentence (valid UTF-8), 0 when it is not a long one. */
uint32_t sketch_hash_sentence(struct str sentence);
/* The share of the shingles of both that they have in common, about, in thousandths. */
unsigned sketch_share(const uint8_t a[SKETCH_NBINS], const uint8_t b[SKETCH_NBINS]);
/* How many sentences two rising lists have in common. */
size_t sketch_count_common(const uint32_t *a, size_t na, const uint32_t *b, size_t nb);

#endif
