/* What two sequences of tokens have in common, and where they differ.
 *
 * Tokens are numbers: equal ones are the same token (of texts they are hashes). The common part is a longest common
 * subsequence where the sequences are short. Long ones are first divided at tokens that each of them has exactly once,
 * in the longest order that both agree on (patience diff, after B. Cohen); what lies between those is compared for
 * itself. A part that stays too long for its table counts as different as a whole: time and memory are bounded by the
 * length of the sequences times DIFF_MAX_CELLS / 512. */
#ifndef GOUJI_RENDER_DIFF_H
#define GOUJI_RENDER_DIFF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DIFF_MAX_CELLS = 1 << 18 };

/* A run of tokens that are the same on both sides (then as many on each), or of tokens that stand for each other. */
struct diff_run {
	bool same;
	size_t left, nleft;             /* first token and how many */
	size_t right, nright;
};

/* Zero-initialise it. The runs cover both sequences in order; same and different ones take turns. */
struct diff {
	size_t nruns, capacity;
	struct diff_run *runs;
};

/* Compares two sequences. What was in `diff` is replaced. */
void diff_make(struct diff *diff, const uint64_t *left, size_t nleft, const uint64_t *right, size_t nright);
/* Makes different what is the same in fewer than `least` tokens between two differences: such islands tear a text into
 * shreds. */
void diff_smooth(struct diff *diff, size_t least);
/* How many tokens are the same. */
size_t diff_count_same(const struct diff *diff);
void diff_free(struct diff *diff);

#endif
