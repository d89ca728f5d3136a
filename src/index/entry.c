#include "index/entry.h"

#include "report/identity.h"

static uint16_t clamp(unsigned count)
{
	return count > UINT16_MAX ? UINT16_MAX : (uint16_t)count;
}

void entry_describe(struct index_entry *entry, const struct report *report, const struct findings *findings)
{
	entry->state = (uint8_t)report->state;
	entry->year = (int16_t)report->year;
	entry->all_zero = report_is_all_zero(report);
	entry->has_unread = false;
	for (size_t i = 0; report_is_checked(report) && i < report->format->ntables; i++) {
		const struct report_table *table = &report->tables[i];
		entry->has_unread |= table->nlost || table->ntext || (!table->line && table->mentioned);
	}
	for (size_t level = 0; level < SEVERITY_NLEVELS; level++)
		entry->nfailed[level] = clamp(findings->nfailed[level]);
}

static struct index_entry *start_entry(struct arena *arena, const char *path, struct str agency)
{
	struct index_entry *entry = arena_alloc(arena, 1, sizeof(*entry));
	entry->path = arena_copy(arena, str_from(path)).ptr;
	const char *slash = strrchr(entry->path, '/');
	entry->name = slash && slash[1] ? slash + 1 : entry->path;
	entry->agency = agency.nbytes ? arena_copy(arena, agency).ptr : "";
	return entry;
}

struct index_entry *entry_make(struct arena *arena, const struct words *words, const char *path,
			       const struct report *report, const struct findings *findings)
{
	struct str agency = str_from(report->agency);
	struct index_entry *entry = start_entry(arena, path, agency);
	entry->body_nbytes = (uint8_t)identity_body(agency, words).nbytes;
	entry_describe(entry, report, findings);
	return entry;
}

struct index_entry *entry_make_unreadable(struct arena *arena, const char *path)
{
	struct index_entry *entry = start_entry(arena, path, (struct str){0});
	entry->state = REPORT_UNREADABLE;
	return entry;
}

/* More errors first, then more warnings, then more notices. */
static int compare_severity(const struct index_entry *a, const struct index_entry *b)
{
	for (size_t level = SEVERITY_NLEVELS; level-- > 0;)
		if (a->nfailed[level] != b->nfailed[level])
			return a->nfailed[level] > b->nfailed[level] ? -1 : 1;
	return 0;
}

static struct str body_of(const struct index_entry *entry)
{
	return (struct str){entry->agency, entry->body_nbytes};
}

int entry_compare(const struct index_entry *a, const struct index_entry *b, enum index_order order)
{
	int result = 0;
	if (order == INDEX_BY_SEVERITY)
		result = compare_severity(a, b);
	else if (order == INDEX_BY_AGENCY)
		result = str_compare(body_of(a), body_of(b));
	if (!result && (order == INDEX_BY_AGENCY || order == INDEX_BY_YEAR))
		result = a->year != b->year ? (a->year > b->year ? -1 : 1) : 0;
	return result ? result : strcmp(a->path, b->path);
}

void entry_count(struct index_totals *totals, const struct index_entry *entry, bool add)
{
	size_t one = add ? 1 : (size_t)-1;
	bool checked = entry->state == REPORT_RECOGNISED;
	totals->nfiles += one;
	*(checked ? &totals->nchecked : &totals->nunchecked) += one;
	if (entry->nfailed[SEVERITY_ERROR])
		totals->nwith_errors += one;
	else if (entry->nfailed[SEVERITY_WARNING])
		totals->nwith_warnings += one;
	if (entry->all_zero)
		totals->nall_zero += one;
	for (size_t level = 0; level < SEVERITY_NLEVELS; level++)
		totals->nfailed[level] += add ? entry->nfailed[level] : (size_t)0 - entry->nfailed[level];
}
