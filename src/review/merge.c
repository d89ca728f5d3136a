#include "review/merge.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "review/store_parts.h"

/* The changes of the other file. They are all read before ours is written, so that no process waits for another, and
 * the other file may be ours. */
struct incoming {
	struct arena arena;
	size_t count;
	size_t capacity;
	struct change *changes;
};

static void take_change(void *context, const struct change *change)
{
	struct incoming *incoming = context;
	struct arena *arena = &incoming->arena;
	struct change copy = *change;
	struct subject *subject = &copy.judgement.subject;
	struct str *const texts[] = {
		&copy.uid, &copy.judgement.note, &copy.judgement.author, &subject->agency,
		&subject->path, &subject->rule, &subject->place, &subject->message,
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		*texts[i] = arena_copy(arena, *texts[i]);
	incoming->changes = alloc_grow(incoming->changes, incoming->count, &incoming->capacity, sizeof(copy));
	incoming->changes[incoming->count++] = copy;
}

static bool read_other(struct incoming *incoming, const char *path, const struct catalog *catalog, struct error *error)
{
	struct database *other = database_open(path, DATABASE_READ, &database_schema, catalog, error);
	bool good = other && database_read(other, 0, take_change, incoming, error);
	database_close(other);
	return good;
}

/* Appends the changes to the transaction that is open, and counts the new ones. */
static bool append_all(struct database *database, const struct incoming *incoming, size_t *nnew, struct error *error)
{
	int64_t id;
	*nnew = 0;
	for (size_t i = 0; i < incoming->count; i++) {
		if (!database_append(database, &incoming->changes[i], &id, error))
			return false;
		*nnew += id != 0;
	}
	return true;
}

static bool write_all(struct store *store, const struct incoming *incoming, size_t *nnew, struct error *error)
{
	if (!store_flush(store, error) || !store_connect(store, error))
		return false;
	if (database_begin(store->database, error) && append_all(store->database, incoming, nnew, error) &&
	    database_commit(store->database, error)) {
		/* They are on disk; what cannot be read now, store_refresh reads. */
		if (!store_read_new(store, NULL))
			store->data_version = -1;
		return true;
	}
	database_rollback(store->database);
	*nnew = 0;
	return false;
}

bool merge_file(struct store *store, const char *path, struct merge_counts *counts, struct error *error)
{
	struct incoming incoming = {0};
	*counts = (struct merge_counts){0};
	bool good = read_other(&incoming, path, store->catalog, error) &&
		    write_all(store, &incoming, &counts->nnew, error);
	counts->nread = incoming.count;
	free(incoming.changes);
	arena_free(&incoming.arena);
	return good;
}

static void add_difference(struct differences *differences, const struct mirror_voice *a, const struct mirror_voice *b)
{
	bool swap = mirror_is_before(b, a);
	differences->list = alloc_grow(differences->list, differences->count, &differences->capacity,
				       sizeof(*differences->list));
	differences->list[differences->count++] = (struct difference){
		.judgements = {swap ? &b->judgement : &a->judgement, swap ? &a->judgement : &b->judgement},
	};
}

/* Each pair of voices in a group: there are as many as reviewers of one finding. */
static void compare_group(struct differences *differences, const struct mirror_group *group)
{
	for (const struct mirror_voice *a = group->voices; a; a = a->next)
		for (const struct mirror_voice *b = a->next; b; b = b->next)
			if (a->judgement.kind != JUDGEMENT_NONE && b->judgement.kind != JUDGEMENT_NONE &&
			    a->judgement.kind != b->judgement.kind)
				add_difference(differences, a, b);
}

static int compare_subjects(const struct subject *a, const struct subject *b)
{
	int order = str_compare(a->agency, b->agency);
	if (!order)
		order = (a->year > b->year) - (a->year < b->year);
	if (!order)
		order = str_compare(a->path, b->path);
	if (!order)
		order = str_compare(a->rule, b->rule);
	if (!order)
		order = str_compare(a->place, b->place);
	if (!order)
		order = (a->fingerprint > b->fingerprint) - (a->fingerprint < b->fingerprint);
	return order;
}

static int compare_differences(const void *a, const void *b)
{
	const struct difference *first = a, *second = b;
	int order = compare_subjects(&first->judgements[0]->subject, &second->judgements[0]->subject);
	for (size_t i = 0; i < 2 && !order; i++)
		order = str_compare(first->judgements[i]->author, second->judgements[i]->author);
	return order;
}

void merge_find_differences(const struct store *store, struct differences *differences)
{
	const struct mirror *mirror = &store->mirror;
	differences->count = 0;
	for (size_t i = 0; i < mirror->nbuckets; i++)
		for (const struct mirror_group *group = mirror->by_subject[i]; group; group = group->next)
			compare_group(differences, group);
	if (differences->count)
		qsort(differences->list, differences->count, sizeof(*differences->list), compare_differences);
}

void merge_free(struct differences *differences)
{
	free(differences->list);
	*differences = (struct differences){0};
}
