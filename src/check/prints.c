#include "check/prints.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

static int compare_prints(const void *a, const void *b)
{
	const struct print *x = a, *y = b;
	if (x->fingerprint != y->fingerprint)
		return x->fingerprint < y->fingerprint ? -1 : 1;
	return (x->level > y->level) - (x->level < y->level);
}

void prints_take(struct prints *prints, const struct findings *findings, const struct report *report)
{
	prints->count = 0;
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->list[i];
		if (!finding_is_open(finding))
			continue;
		prints->list = alloc_grow(prints->list, prints->count, &prints->capacity, sizeof(*prints->list));
		prints->list[prints->count++] = (struct print){
			.fingerprint = finding_fingerprint(finding, report),
			.finding = (uint32_t)i,
			.level = (uint8_t)finding_level(finding),
		};
	}
	if (prints->count)
		qsort(prints->list, prints->count, sizeof(*prints->list), compare_prints);
}

void prints_free(struct prints *prints)
{
	free(prints->list);
	*prints = (struct prints){0};
}

void prints_compare(const struct prints *before, const struct prints *after,
		    void (*take)(void *context, enum print_change change, const struct print *before,
				 const struct print *after),
		    void *context)
{
	for (size_t i = 0, j = 0; i < before->count || j < after->count;) {
		const struct print *old = i < before->count ? &before->list[i] : NULL;
		const struct print *new = j < after->count ? &after->list[j] : NULL;
		if (!new || (old && old->fingerprint < new->fingerprint)) {
			take(context, PRINT_GONE, old, NULL);
			i++;
		} else if (!old || new->fingerprint < old->fingerprint) {
			take(context, PRINT_NEW, NULL, new);
			j++;
		} else {
			if (old->level != new->level)
				take(context, PRINT_OTHER_LEVEL, old, new);
			i++;
			j++;
		}
	}
}

static void count(void *context, enum print_change change, const struct print *before, const struct print *after)
{
	size_t *counts = context;
	(void)before;
	(void)after;
	counts[change]++;
}

bool prints_count_changes(const struct prints *before, const struct prints *after, size_t counts[PRINT_NCHANGES])
{
	memset(counts, 0, PRINT_NCHANGES * sizeof(*counts));
	prints_compare(before, after, count, counts);
	return counts[PRINT_GONE] || counts[PRINT_NEW] || counts[PRINT_OTHER_LEVEL];
}
