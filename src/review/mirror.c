#include "review/mirror.h"

#include <stdlib.h>

#include "base/alloc.h"

enum { FIRST_NBUCKETS = 64 };

void mirror_free(struct mirror *mirror)
{
	arena_free(&mirror->arena);
	free(mirror->by_subject);
	free(mirror->by_place);
	*mirror = (struct mirror){0};
}

static void link_group(struct mirror *mirror, struct mirror_group *group)
{
	size_t mask = mirror->nbuckets - 1;
	struct mirror_group **bucket = &mirror->by_subject[group->hash & mask];
	group->next = *bucket;
	*bucket = group;
	bucket = &mirror->by_place[group->place_hash & mask];
	group->next_of_place = *bucket;
	*bucket = group;
}

/* Twice as many buckets as before, as soon as there are as many groups as buckets. */
static void grow(struct mirror *mirror)
{
	struct mirror_group **old = mirror->by_subject;
	size_t nold = mirror->nbuckets;
	if (mirror->ngroups < nold)
		return;
	mirror->nbuckets = nold ? 2 * nold : FIRST_NBUCKETS;
	mirror->by_subject = alloc_zeroed(mirror->nbuckets, sizeof(struct mirror_group *));
	free(mirror->by_place);
	mirror->by_place = alloc_zeroed(mirror->nbuckets, sizeof(struct mirror_group *));
	for (size_t i = 0; i < nold; i++)
		for (struct mirror_group *group = old[i], *next; group; group = next) {
			next = group->next;
			link_group(mirror, group);
		}
	free(old);
}

/* Copies a text into the arena, unless it is the old one. */
static void copy_text(struct mirror *mirror, struct str *to, struct str from)
{
	if (!to->ptr || !str_equal(*to, from))
		*to = arena_copy(&mirror->arena, from);
}

/* Makes `to` a copy of `from`, keeping the texts that are the same. */
static void copy_judgement(struct mirror *mirror, struct judgement *to, const struct judgement *from)
{
	struct judgement old = *to;
	struct subject *subject = &to->subject;
	*to = *from;
	to->note = old.note;
	to->author = old.author;
	subject->agency = old.subject.agency;
	subject->path = old.subject.path;
	subject->rule = old.subject.rule;
	subject->place = old.subject.place;
	subject->message = old.subject.message;
	copy_text(mirror, &to->note, from->note);
	copy_text(mirror, &to->author, from->author);
	copy_text(mirror, &subject->agency, from->subject.agency);
	copy_text(mirror, &subject->path, from->subject.path);
	copy_text(mirror, &subject->rule, from->subject.rule);
	copy_text(mirror, &subject->place, from->subject.place);
	copy_text(mirror, &subject->message, from->subject.message);
}

struct mirror_group *mirror_find(const struct mirror *mirror, const struct subject *subject)
{
	uint64_t hash = subject_hash(subject);
	struct mirror_group *group = mirror->nbuckets ? mirror->by_subject[hash & (mirror->nbuckets - 1)] : NULL;
	while (group && !(group->hash == hash && subject_equal(&group->voices->judgement.subject, subject)))
		group = group->next;
	return group;
}

struct mirror_voice *mirror_find_voice(const struct mirror_group *group, struct str author)
{
	struct mirror_voice *voice = group ? group->voices : NULL;
	while (voice && !str_equal(voice->judgement.author, author))
		voice = voice->next;
	return voice;
}

static struct mirror_voice *add_voice(struct mirror *mirror, struct mirror_group *group, const struct judgement *change)
{
	struct mirror_voice *voice = arena_alloc(&mirror->arena, 1, sizeof(*voice));
	copy_judgement(mirror, &voice->judgement, change);
	voice->next = group->voices;
	group->voices = voice;
	mirror->nvoices++;
	return voice;
}

static void add_group(struct mirror *mirror, const struct judgement *change, int64_t order)
{
	grow(mirror);
	struct mirror_group *group = arena_alloc(&mirror->arena, 1, sizeof(*group));
	group->hash = subject_hash(&change->subject);
	group->place_hash = subject_place_hash(&change->subject);
	add_voice(mirror, group, change)->order = order;
	link_group(mirror, group);
	mirror->ngroups++;
}

void mirror_apply(struct mirror *mirror, const struct judgement *change, int64_t order)
{
	struct mirror_group *group = mirror_find(mirror, &change->subject);
	struct mirror_voice *voice = mirror_find_voice(group, change->author);
	if (!group) {
		add_group(mirror, change, order);
	} else if (!voice) {
		add_voice(mirror, group, change)->order = order;
	} else if (mirror_is_before(voice, &(struct mirror_voice){.judgement = *change, .order = order})) {
		copy_judgement(mirror, &voice->judgement, change);
		voice->order = order;
	}
}

void mirror_settle(struct mirror *mirror, const struct judgement *change, int64_t order, int64_t new_order)
{
	struct mirror_voice *voice = mirror_find_voice(mirror_find(mirror, &change->subject), change->author);
	if (voice && voice->order == order)
		voice->order = new_order;
}

bool mirror_is_before(const struct mirror_voice *a, const struct mirror_voice *b)
{
	if (a->judgement.time != b->judgement.time)
		return a->judgement.time < b->judgement.time;
	return a->order < b->order;
}

/* Whether `b` is to be shown rather than `a`. */
static bool counts_more(const struct mirror_voice *a, const struct mirror_voice *b)
{
	bool a_judged = a->judgement.kind != JUDGEMENT_NONE, b_judged = b->judgement.kind != JUDGEMENT_NONE;
	return a_judged != b_judged ? b_judged : mirror_is_before(a, b);
}

const struct mirror_voice *mirror_counting(const struct mirror_group *group)
{
	const struct mirror_voice *best = NULL;
	for (const struct mirror_voice *voice = group ? group->voices : NULL; voice; voice = voice->next)
		if (!judgement_is_empty(&voice->judgement) && (!best || counts_more(best, voice)))
			best = voice;
	return best;
}

const struct mirror_voice *mirror_find_outdated(const struct mirror *mirror, const struct subject *subject)
{
	const struct mirror_voice *best = NULL;
	uint64_t hash = subject_place_hash(subject);
	const struct mirror_group *group = mirror->nbuckets ? mirror->by_place[hash & (mirror->nbuckets - 1)] : NULL;
	for (; group; group = group->next_of_place) {
		const struct subject *other = &group->voices->judgement.subject;
		if (group->place_hash != hash || !subject_same_place(other, subject) || subject_equal(other, subject))
			continue;
		const struct mirror_voice *voice = mirror_counting(group);
		if (voice && (!best || mirror_is_before(best, voice)))
			best = voice;
	}
	return best;
}
