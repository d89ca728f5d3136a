/* The judgements of a store in memory: what each author says now of each finding, found by hash in constant time.
 * Internal to src/review/.
 *
 * A group holds what the authors say of one subject. Groups are chained in two arrays of buckets, by subject and by
 * place, which grow together. Of two changes by one author the one with the later time counts, and at the same time the
 * one with the higher order, so that the outcome does not depend on the order in which changes come in. */
#ifndef GOUJI_REVIEW_MIRROR_H
#define GOUJI_REVIEW_MIRROR_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "review/judgement.h"

/* What an author says now. */
struct mirror_voice {
	struct judgement judgement;
	int64_t order;
	struct mirror_voice *next;
};

struct mirror_group {
	uint64_t hash, place_hash;
	struct mirror_voice *voices;    /* one at least; all of the same subject */
	struct mirror_group *next, *next_of_place; /* in the bucket */
};

/* Zero-initialise it. */
struct mirror {
	struct arena arena;
	size_t ngroups;
	size_t nvoices;
	size_t nbuckets;                /* 0 or a power of two */
	struct mirror_group **by_subject;
	struct mirror_group **by_place;
};

void mirror_free(struct mirror *mirror);

/* Takes over a change, copying its texts, unless a later one by the same author is there. */
void mirror_apply(struct mirror *mirror, const struct judgement *change, int64_t order);
/* Gives the change of this order another one: it has been saved since. */
void mirror_settle(struct mirror *mirror, const struct judgement *change, int64_t order, int64_t new_order);

/* What is said of a subject; NULL when nothing ever was. */
struct mirror_group *mirror_find(const struct mirror *mirror, const struct subject *subject);
/* What this author says in a group, if anything was ever said. `group` may be NULL. */
struct mirror_voice *mirror_find_voice(const struct mirror_group *group, struct str author);
/* The judgement that counts in a group: the latest one, notes without a verdict only where there is no verdict. NULL
 * when everything was withdrawn. */
const struct mirror_voice *mirror_counting(const struct mirror_group *group);
/* The latest judgement that counts at the place of `subject`, of other numbers than those of `subject`. */
const struct mirror_voice *mirror_find_outdated(const struct mirror *mirror, const struct subject *subject);
/* Whether `a` comes before `b` in time. */
bool mirror_is_before(const struct mirror_voice *a, const struct mirror_voice *b);

#endif
