/* The store in memory: looking up, changing, undoing. */
#include "review/store.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "review/store_parts.h"

enum { MAX_NOTE_NBYTES = 64 * 1024 };

const char *store_path(const struct store *store)
{
	return store->path ? store->path : "";
}

struct str store_author(const struct store *store)
{
	return str_from(store->author);
}

/* ---- Looking up ---- */

/* A judgement to hand out: none when nothing is said. */
static const struct judgement *said(const struct mirror_voice *voice)
{
	return voice && !judgement_is_empty(&voice->judgement) ? &voice->judgement : NULL;
}

const struct judgement *store_find(const struct store *store, const struct subject *subject)
{
	return said(mirror_counting(mirror_find(&store->mirror, subject)));
}

const struct judgement *store_find_own(const struct store *store, const struct subject *subject)
{
	return said(mirror_find_voice(mirror_find(&store->mirror, subject), store_author(store)));
}

const struct judgement *store_find_outdated(const struct store *store, const struct subject *subject)
{
	return said(mirror_find_outdated(&store->mirror, subject));
}

const struct judgement *store_next_author(const struct store *store, const struct subject *subject,
					  const struct judgement *previous)
{
	const struct mirror_group *group = mirror_find(&store->mirror, subject);
	const struct mirror_voice *voice = group ? group->voices : NULL;
	if (previous) {
		while (voice && &voice->judgement != previous)
			voice = voice->next;
		voice = voice ? voice->next : NULL;
	}
	while (voice && judgement_is_empty(&voice->judgement))
		voice = voice->next;
	return said(voice);
}

static int compare_voices(const void *a, const void *b)
{
	const struct mirror_voice *first = *(const struct mirror_voice *const *)a;
	const struct mirror_voice *second = *(const struct mirror_voice *const *)b;
	return mirror_is_before(first, second) ? -1 : mirror_is_before(second, first);
}

size_t store_list(const struct store *store, const struct judgement ***list)
{
	const struct mirror *mirror = &store->mirror;
	const struct mirror_voice **voices = alloc_array(mirror->nvoices + 1, sizeof(struct mirror_voice *));
	size_t count = 0;
	for (size_t i = 0; i < mirror->nbuckets; i++)
		for (const struct mirror_group *group = mirror->by_subject[i]; group; group = group->next)
			for (const struct mirror_voice *voice = group->voices; voice; voice = voice->next)
				if (said(voice))
					voices[count++] = voice;
	if (count)
		qsort(voices, count, sizeof(struct mirror_voice *), compare_voices);
	*list = alloc_array(count + 1, sizeof(struct judgement *));
	for (size_t i = 0; i < count; i++)
		(*list)[i] = &voices[i]->judgement;
	free(voices);
	return count;
}

/* ---- Changing ---- */

/* Now, but not before what was said of this finding last: where a clock has been set back, the change that was made
 * last shall still be the one that counts. */
static int64_t time_of_change(const struct store *store, const struct mirror_group *group)
{
	int64_t now = store->clock();
	for (const struct mirror_voice *voice = group ? group->voices : NULL; voice; voice = voice->next)
		if (voice->judgement.time > now)
			now = voice->judgement.time;
	return now;
}

static struct subject copy_subject(struct arena *arena, const struct subject *subject)
{
	struct subject copy = *subject;
	copy.agency = arena_copy(arena, subject->agency);
	copy.path = arena_copy(arena, subject->path);
	copy.rule = arena_copy(arena, subject->rule);
	copy.place = arena_copy(arena, subject->place);
	copy.message = arena_copy(arena, subject->message);
	return copy;
}

/* Makes a change out of what the author says from now on, and writes it. */
static bool change(struct store *store, const struct subject *subject, enum judgement_kind kind, struct str note,
		   bool undoable, struct error *error)
{
	const struct mirror_group *group = mirror_find(&store->mirror, subject);
	const struct mirror_voice *voice = mirror_find_voice(group, store_author(store));
	struct str old_note = voice ? voice->judgement.note : (struct str){0};
	enum judgement_kind old_kind = voice ? voice->judgement.kind : JUDGEMENT_NONE;
	if (kind == old_kind && str_equal(note, old_note))
		return store_flush(store, error);
	struct subject copy = copy_subject(&store->arena, subject);
	struct strbuf uid = {0};
	strbuf_printf(&uid, "%016" PRIx64 "-%zu", store->origin, store->nown);
	store->own = alloc_grow(store->own, store->nown, &store->capacity, sizeof(*store->own));
	struct store_own_change *own = &store->own[store->nown];
	*own = (struct store_own_change){
		.change.uid = arena_copy(&store->arena, strbuf_view(&uid)),
		.change.judgement = {
			.subject = copy,
			.kind = kind,
			.note = arena_copy(&store->arena, note),
			.author = store_author(store),
			.time = time_of_change(store, group),
		},
		.undoable = undoable,
		.old_kind = old_kind,
		.old_note = arena_copy(&store->arena, old_note),
	};
	strbuf_free(&uid);
	mirror_apply(&store->mirror, &own->change.judgement, store_unsaved_order(store->nown++));
	return store_flush(store, error);
}

/* What the author says now; nothing where he has said nothing. */
static struct judgement own_judgement(const struct store *store, const struct subject *subject)
{
	const struct judgement *own = store_find_own(store, subject);
	return own ? *own : (struct judgement){0};
}

bool store_judge(struct store *store, const struct subject *subject, enum judgement_kind kind, struct error *error)
{
	return change(store, subject, kind, own_judgement(store, subject).note, true, error);
}

bool store_note(struct store *store, const struct subject *subject, struct str note, struct error *error)
{
	if (note.nbytes > MAX_NOTE_NBYTES)
		return error_set(error, tr(store->catalog, "a note takes at most %d bytes"), MAX_NOTE_NBYTES);
	return change(store, subject, own_judgement(store, subject).kind, note, true, error);
}

/* ---- Undoing ---- */

/* The index of the last change that can be undone, or `nown`. */
static size_t find_undoable(const struct store *store)
{
	size_t i = store->nown;
	while (i && !store->own[i - 1].undoable)
		i--;
	return i ? i - 1 : store->nown;
}

const struct subject *store_undo_subject(const struct store *store)
{
	size_t i = find_undoable(store);
	return i < store->nown ? &store->own[i].change.judgement.subject : NULL;
}

bool store_undo(struct store *store, struct error *error)
{
	size_t i = find_undoable(store);
	if (i == store->nown)
		return error_set(error, "%s", tr(store->catalog, "nothing to undo"));
	struct store_own_change own = store->own[i];
	const struct judgement *made = &own.change.judgement;
	struct judgement now = own_judgement(store, &made->subject);
	store->own[i].undoable = false;
	if (now.kind != made->kind || !str_equal(now.note, made->note))
		return error_set(error, "%s", tr(store->catalog, "not undone: it has been changed elsewhere since"));
	return change(store, &made->subject, own.old_kind, own.old_note, false, error);
}
