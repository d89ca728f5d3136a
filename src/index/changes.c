#include "index/changes.h"

#include <stdlib.h>

#include "base/alloc.h"

/* What changes_compare gives to prints_compare. */
struct comparing {
	struct changes *changes;
	const struct index_entry *entry;
	const struct reading *before, *after;
};

static void take_change(void *context, enum print_change kind, const struct print *before, const struct print *after)
{
	const struct comparing *comparing = context;
	struct changes *changes = comparing->changes;
	const struct reading *reading = after ? comparing->after : comparing->before;
	const struct finding *finding = &reading->findings->list[(after ? after : before)->finding];
	struct strbuf place = {0};
	finding_append_place(finding, reading->report->format, &place);
	changes->list = alloc_grow(changes->list, changes->count, &changes->capacity, sizeof(*changes->list));
	changes->list[changes->count++] = (struct change){
		.entry = comparing->entry,
		.rule = arena_copy(&changes->arena, finding->rule->id).ptr,
		.place = arena_copy(&changes->arena, strbuf_view(&place)).ptr,
		.line = finding->line,
		.kind = (uint8_t)kind,
		.before = before ? before->level : 0,
		.after = after ? after->level : 0,
	};
	changes->nkinds[kind]++;
	strbuf_free(&place);
}

static void take_prints(struct prints *prints, const struct reading *reading)
{
	prints->count = 0;
	if (reading)
		prints_take(prints, reading->findings, reading->report);
}

void changes_compare(struct changes *changes, const struct index_entry *entry, const struct reading *before,
		     const struct reading *after)
{
	struct comparing comparing = {changes, entry, before, after};
	take_prints(&changes->before, before);
	take_prints(&changes->after, after);
	prints_compare(&changes->before, &changes->after, take_change, &comparing);
}

void changes_append(struct changes *changes, struct changes *more)
{
	for (size_t i = 0; i < more->count; i++) {
		struct change change = more->list[i];
		change.rule = arena_copy(&changes->arena, str_from(change.rule)).ptr;
		change.place = arena_copy(&changes->arena, str_from(change.place)).ptr;
		changes->list = alloc_grow(changes->list, changes->count, &changes->capacity, sizeof(change));
		changes->list[changes->count++] = change;
		changes->nkinds[change.kind]++;
	}
	changes_free(more);
}

static int compare_changes(const void *a, const void *b)
{
	const struct change *x = a, *y = b;
	int order = path_compare(index_entry_path(x->entry), index_entry_path(y->entry));
	if (!order)
		order = (x->line > y->line) - (x->line < y->line);
	if (!order)
		order = strcmp(x->rule, y->rule);
	if (!order)
		order = strcmp(x->place, y->place);
	return order ? order : (x->kind > y->kind) - (x->kind < y->kind);
}

void changes_sort(struct changes *changes)
{
	if (changes->count)
		qsort(changes->list, changes->count, sizeof(*changes->list), compare_changes);
}

size_t changes_count_reports(const struct changes *changes)
{
	size_t count = 0;
	for (size_t i = 0; i < changes->count; i++)
		count += i == 0 || changes->list[i].entry != changes->list[i - 1].entry;
	return count;
}

void changes_free(struct changes *changes)
{
	free(changes->list);
	prints_free(&changes->before);
	prints_free(&changes->after);
	arena_free(&changes->arena);
	*changes = (struct changes){0};
}
