#include "render/diff.h"

#include <stdlib.h>

#include "base/alloc.h"

enum { MAX_DEPTH = 6 };

struct differ {
	struct diff *diff;
	const uint64_t *left, *right;
	uint16_t *table;                /* of DIFF_MAX_CELLS at the most; grown when needed */
	size_t table_capacity;
};

/* A part of both sequences; the ends are behind it. */
struct part {
	size_t left, left_end;
	size_t right, right_end;
};

/* ---- Runs ---- */

/* Adds a run, to the last one where that is of the same sort. */
static void add_run(struct diff *diff, bool same, size_t left, size_t nleft, size_t right, size_t nright)
{
	struct diff_run *last = diff->nruns ? &diff->runs[diff->nruns - 1] : NULL;
	if (!nleft && !nright)
		return;
	if (last && last->same == same) {
		last->nleft += nleft;
		last->nright += nright;
		return;
	}
	diff->runs = alloc_grow(diff->runs, diff->nruns, &diff->capacity, sizeof(*diff->runs));
	diff->runs[diff->nruns++] = (struct diff_run){same, left, nleft, right, nright};
}

static void add_different(struct differ *d, const struct part *part)
{
	add_run(d->diff, false, part->left, part->left_end - part->left, part->right, part->right_end - part->right);
}

/* ---- Short parts: the table of lengths ---- */

/* Lengths of the longest common subsequences of what is left from each pair of places on. */
static void fill_table(struct differ *d, const struct part *part)
{
	size_t nrows = part->left_end - part->left + 1, ncols = part->right_end - part->right + 1;
	if (nrows * ncols > d->table_capacity) {
		free(d->table);
		d->table_capacity = nrows * ncols;
		d->table = alloc_array(d->table_capacity, sizeof(*d->table));
	}
	for (size_t i = nrows; i-- > 0;)
		for (size_t j = ncols; j-- > 0;) {
			uint16_t *cell = &d->table[i * ncols + j];
			if (i + 1 == nrows || j + 1 == ncols)
				*cell = 0;
			else if (d->left[part->left + i] == d->right[part->right + j])
				*cell = (uint16_t)(cell[ncols + 1] + 1);
			else
				*cell = cell[ncols] >= cell[1] ? cell[ncols] : cell[1];
		}
}

static void walk_table(struct differ *d, const struct part *part)
{
	size_t ncols = part->right_end - part->right + 1, left = part->left, right = part->right;
	while (left < part->left_end && right < part->right_end) {
		const uint16_t *cell = &d->table[(left - part->left) * ncols + (right - part->right)];
		if (d->left[left] == d->right[right])
			add_run(d->diff, true, left++, 1, right++, 1);
		else if (cell[ncols] >= cell[1])
			add_run(d->diff, false, left++, 1, right, 0);
		else
			add_run(d->diff, false, left, 0, right++, 1);
	}
	add_different(d, &(struct part){left, part->left_end, right, part->right_end});
}

/* ---- Long parts: tokens that each side has once ---- */

struct occurrence {
	uint64_t token;
	size_t place;
	bool is_right;
};

/* By token, the left ones first, then by place. */
static int compare_occurrences(const void *a, const void *b)
{
	const struct occurrence *first = a, *second = b;
	if (first->token != second->token)
		return first->token < second->token ? -1 : 1;
	if (first->is_right != second->is_right)
		return first->is_right ? 1 : -1;
	return (first->place > second->place) - (first->place < second->place);
}

struct anchor {
	size_t left, right;
	size_t before;                  /* the anchor before it in the longest order; SIZE_MAX: none */
};

static int compare_anchors(const void *a, const void *b)
{
	const struct anchor *first = a, *second = b;
	return (first->left > second->left) - (first->left < second->left);
}

/* Pairs of tokens that both sides have exactly once, by their place on the left. */
static size_t find_unique(const struct differ *d, const struct part *part, struct anchor *anchors)
{
	size_t nleft = part->left_end - part->left, count = nleft + part->right_end - part->right, nfound = 0;
	struct occurrence *list = alloc_array(count + 1, sizeof(*list));
	for (size_t i = 0; i < count; i++) {
		size_t place = i < nleft ? part->left + i : part->right + i - nleft;
		list[i] = (struct occurrence){i < nleft ? d->left[place] : d->right[place], place, i >= nleft};
	}
	qsort(list, count, sizeof(*list), compare_occurrences);
	for (size_t i = 0, end; i < count; i = end) {
		for (end = i + 1; end < count && list[end].token == list[i].token; end++)
			;
		if (end - i == 2 && !list[i].is_right && list[i + 1].is_right)
			anchors[nfound++] = (struct anchor){list[i].place, list[i + 1].place, SIZE_MAX};
	}
	free(list);
	qsort(anchors, nfound, sizeof(*anchors), compare_anchors);
	return nfound;
}

/* The longest rising sequence of right places among anchors that rise on the left; it is moved to their front. Each
 * pile holds the anchor with the smallest right place that ends a sequence of its length. */
static size_t keep_rising(struct anchor *anchors, size_t count)
{
	size_t *piles = alloc_array(count + 1, sizeof(*piles)), npiles = 0;
	for (size_t i = 0; i < count; i++) {
		size_t low = 0, high = npiles;
		while (low < high) {
			size_t middle = low + (high - low) / 2;
			if (anchors[piles[middle]].right < anchors[i].right)
				low = middle + 1;
			else
				high = middle;
		}
		anchors[i].before = low ? piles[low - 1] : SIZE_MAX;
		piles[low] = i;
		npiles += low == npiles;
	}
	/* Backwards along the sequence; then forwards into place, which never overtakes what is still to be moved. */
	size_t at = npiles ? piles[npiles - 1] : 0;
	for (size_t i = npiles; i-- > 0; at = anchors[at].before)
		piles[i] = at;
	for (size_t i = 0; i < npiles; i++)
		anchors[i] = anchors[piles[i]];
	free(piles);
	return npiles;
}

static void compare_part(struct differ *d, struct part part, unsigned depth);

/* Divides a part at its anchors. False when it has none. */
static bool divide(struct differ *d, const struct part *part, unsigned depth)
{
	size_t nleft = part->left_end - part->left, nright = part->right_end - part->right;
	struct anchor *anchors = alloc_array((nleft < nright ? nleft : nright) + 1, sizeof(*anchors));
	size_t count = keep_rising(anchors, find_unique(d, part, anchors));
	struct part rest = *part;
	for (size_t i = 0; i < count; i++) {
		compare_part(d, (struct part){rest.left, anchors[i].left, rest.right, anchors[i].right}, depth + 1);
		add_run(d->diff, true, anchors[i].left, 1, anchors[i].right, 1);
		rest.left = anchors[i].left + 1;
		rest.right = anchors[i].right + 1;
	}
	if (count)
		compare_part(d, rest, depth + 1);
	free(anchors);
	return count > 0;
}

/* Compares a part: its common beginning and end, then what is between. */
static void compare_part(struct differ *d, struct part part, unsigned depth)
{
	size_t nfront = 0, nback = 0;
	while (part.left + nfront < part.left_end && part.right + nfront < part.right_end &&
	       d->left[part.left + nfront] == d->right[part.right + nfront])
		nfront++;
	add_run(d->diff, true, part.left, nfront, part.right, nfront);
	part.left += nfront;
	part.right += nfront;
	while (part.left + nback < part.left_end && part.right + nback < part.right_end &&
	       d->left[part.left_end - nback - 1] == d->right[part.right_end - nback - 1])
		nback++;
	part.left_end -= nback;
	part.right_end -= nback;
	size_t nleft = part.left_end - part.left, nright = part.right_end - part.right;
	if (!nleft || !nright) {
		add_different(d, &part);
	} else if (nleft + 1 <= DIFF_MAX_CELLS / (nright + 1)) {
		fill_table(d, &part);
		walk_table(d, &part);
	} else if (depth == MAX_DEPTH || !divide(d, &part, depth)) {
		add_different(d, &part);
	}
	add_run(d->diff, true, part.left_end, nback, part.right_end, nback);
}

void diff_make(struct diff *diff, const uint64_t *left, size_t nleft, const uint64_t *right, size_t nright)
{
	struct differ differ = {.diff = diff, .left = left, .right = right};
	diff->nruns = 0;
	compare_part(&differ, (struct part){0, nleft, 0, nright}, 0);
	free(differ.table);
}

void diff_smooth(struct diff *diff, size_t least)
{
	size_t nruns = diff->nruns;
	diff->nruns = 0;
	for (size_t i = 0; i < nruns; i++) {
		struct diff_run run = diff->runs[i];
		bool island = run.same && i && i + 1 < nruns && run.nleft < least;
		add_run(diff, run.same && !island, run.left, run.nleft, run.right, run.nright);
	}
}

size_t diff_count_same(const struct diff *diff)
{
	size_t count = 0;
	for (size_t i = 0; i < diff->nruns; i++)
		count += diff->runs[i].same ? diff->runs[i].nleft : 0;
	return count;
}

void diff_free(struct diff *diff)
{
	free(diff->runs);
	*diff = (struct diff){0};
}
