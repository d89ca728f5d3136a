#include "check/phrase_set.h"

/* Chinese characters have three bytes, of which the last two differ most. */
static size_t hash(const char *bytes)
{
	const unsigned char *b = (const unsigned char *)bytes;
	return (b[0] * 7u + b[1] * 59u + b[2]) % PHRASE_SET_NBUCKETS;
}

void phrase_set_build(struct phrase_set *set, struct arena *arena, const struct str *phrases, size_t count)
{
	*set = (struct phrase_set){.count = count, .phrases = phrases};
	set->next = arena_alloc(arena, count + 1, sizeof(*set->next));
	for (size_t i = 0; i < count; i++) {
		if (phrases[i].nbytes < PHRASE_MIN_NBYTES)
			continue;
		uint16_t *bucket = &set->buckets[hash(phrases[i].ptr)];
		set->next[i] = *bucket;
		*bucket = (uint16_t)(i + 1);
	}
}

/* The longest phrase that `text` begins with, from 1; 0 for none. */
static size_t longest_at(const struct phrase_set *set, struct str text)
{
	size_t best = 0;
	for (size_t i = set->buckets[hash(text.ptr)]; i; i = set->next[i - 1])
		if ((!best || set->phrases[i - 1].nbytes > set->phrases[best - 1].nbytes) &&
		    str_starts_with(text, set->phrases[i - 1]))
			best = i;
	return best;
}

bool phrase_set_find(const struct phrase_set *set, struct str text, size_t offset, struct phrase_hit *hit)
{
	for (size_t i = offset; i + PHRASE_MIN_NBYTES <= text.nbytes; i++) {
		if (((unsigned char)text.ptr[i] & 0xC0) == 0x80 || !set->buckets[hash(text.ptr + i)])
			continue;
		size_t found = longest_at(set, str_slice(text, i, text.nbytes));
		if (!found)
			continue;
		*hit = (struct phrase_hit){found - 1, i};
		return true;
	}
	return false;
}

bool phrase_set_is_in(const struct phrase_set *set, struct str text)
{
	struct phrase_hit hit;
	return phrase_set_find(set, text, 0, &hit);
}
