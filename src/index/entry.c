#include "index/entry.h"

#include "index/entry_parts.h"
#include "report/identity.h"

static uint16_t clamp(unsigned count)
{
	return count > UINT16_MAX ? UINT16_MAX : (uint16_t)count;
}

/* A cell of a report as a whole number, or -1 when no number was read there. */
static int32_t read_count(const struct report *report, struct str name)
{
	const struct cell *cell = report_find_cell(report, name);
	if (!cell || !cell_has_number(cell) || cell->value < 0)
		return -1;
	decimal whole = cell->value / DECIMAL_ONE;
	return whole > INT32_MAX ? INT32_MAX : (int32_t)whole;
}

static void take_totals(struct index_entry *entry, const struct report *report)
{
	entry->nrequests = entry->nlawsuits = -1;
	if (!report_is_checked(report))
		return;
	entry->nrequests = read_count(report, STR("requests/new/total"));
	int64_t direct = read_count(report, STR("disputes/direct/total"));
	int64_t after_review = read_count(report, STR("disputes/after_review/total"));
	int64_t sum = direct + after_review;
	if (direct >= 0 && after_review >= 0)
		entry->nlawsuits = sum > INT32_MAX ? INT32_MAX : (int32_t)sum;
}

/* Keeps the numbers of the rules with open findings: the own ones, then those that are found beside others only; a
 * report without findings costs nothing. */
static void keep_rules(struct index_entry *entry, struct arena *arena, const bool own[UINT8_MAX + 1],
		       const bool found[UINT8_MAX + 1])
{
	uint8_t numbers[UINT8_MAX + 1];
	size_t count = 0;
	for (size_t number = 0; number <= UINT8_MAX && count < UINT8_MAX; number++)
		if (own[number])
			numbers[count++] = (uint8_t)number;
	size_t nown = count;
	for (size_t number = 0; number <= UINT8_MAX && count < UINT8_MAX; number++)
		if (found[number] && !own[number])
			numbers[count++] = (uint8_t)number;
	entry_set_rules(entry, arena, numbers, count, nown);
}

static void take_rules(struct index_entry *entry, struct arena *arena, const struct findings *findings)
{
	static const bool none[UINT8_MAX + 1];
	bool seen[UINT8_MAX + 1] = {false};
	for (size_t i = 0; i < findings->count; i++)
		if (finding_is_open(&findings->list[i]))
			seen[findings->list[i].rule->number] = true;
	keep_rules(entry, arena, seen, none);
}

void entry_describe(struct index_entry *entry, struct arena *arena, const struct report *report,
		    const struct findings *findings)
{
	entry->state = (uint8_t)report->state;
	entry->year = (int16_t)report->year;
	entry->all_zero = report_is_all_zero(report);
	entry->has_unread = entry->is_gone = false;
	for (size_t i = 0; report_is_checked(report) && i < report->format->ntables; i++) {
		const struct report_table *table = &report->tables[i];
		entry->has_unread |= table->nlost || table->ntext || (!table->line && table->mentioned);
	}
	for (size_t level = 0; level < SEVERITY_NLEVELS; level++)
		entry->nfailed[level] = clamp(findings->nfailed[level]);
	take_totals(entry, report);
	take_rules(entry, arena, findings);
}

struct index_found entry_count_found(const struct findings *findings)
{
	struct index_found found = {.nfailed = {0}};
	memcpy(found.nfailed, findings->nfailed, sizeof(found.nfailed));
	for (size_t i = 0; i < findings->count; i++) {
		uint8_t number = findings->list[i].rule->number;
		if (finding_is_open(&findings->list[i]))
			found.rules[number / 64] |= UINT64_C(1) << number % 64;
	}
	return found;
}

void entry_exchange_found(struct index_entry *entry, struct arena *arena, const struct index_found *before,
			  const struct index_found *now)
{
	bool own[UINT8_MAX + 1] = {false}, found[UINT8_MAX + 1] = {false}, any = false;
	for (size_t level = 0; level < SEVERITY_NLEVELS; level++) {
		unsigned old = before ? before->nfailed[level] : 0, new = now ? now->nfailed[level] : 0;
		entry->nfailed[level] = clamp(entry->nfailed[level] - old + new);
	}
	const uint8_t *rules = index_entry_rules(entry);
	for (size_t i = 0; i < entry->nown_rules; i++)
		own[rules[i]] = true;
	for (size_t number = 0; now && number <= UINT8_MAX; number++)
		if (now->rules[number / 64] >> number % 64 & 1)
			found[number] = any = true;
	if (any || entry->nrules > entry->nown_rules)
		keep_rules(entry, arena, own, found);
}

static const char *keep_name(struct arena *arena, struct names *names, struct str name)
{
	if (!name.nbytes)
		return "";
	return names ? names_keep(names, name) : arena_copy(arena, name).ptr;
}

void entry_rename(struct index_entry *entry, struct arena *arena, const struct words *words, struct str agency)
{
	if (str_equal(agency, str_from(index_entry_agency(entry))))
		return;
	entry_set_agency(entry, arena, keep_name(arena, NULL, agency));
	entry->body_nbytes = (uint8_t)identity_body(agency, words).nbytes;
}

void entry_describe_gone(struct index_entry *entry)
{
	entry->state = REPORT_UNREADABLE;
	entry->all_zero = entry->has_unread = false;
	entry_clear_parts(entry);
	entry->nrequests = entry->nlawsuits = -1;
	entry->njudged = entry->ndismissed = 0;
	entry->is_gone = true;
	for (size_t level = 0; level < SEVERITY_NLEVELS; level++)
		entry->nfailed[level] = 0;
}

struct index_entry entry_start(struct arena *arena, struct names *names, const char *path, struct str agency,
			       const struct summary *summary)
{
	struct str folder = path_find_folder(path);
	struct index_entry entry = {.folder = keep_name(arena, names, folder)};
	entry.more = keep_name(arena, names, agency);
	entry_put_name(&entry, arena, str_from(path + folder.nbytes), entry.more, summary);
	return entry;
}

void entry_replace(struct index_entry *entry, const struct index_entry *other)
{
	const struct path path = index_entry_path(entry);
	*entry = *other;
	entry->folder = path.folder;
	entry->name = path.name;
}

struct index_entry entry_make(struct arena *arena, struct names *names, const struct words *words, const char *path,
			      const struct report *report, const struct findings *findings,
			      const struct summary *summary)
{
	struct str agency = str_from(report->agency);
	struct index_entry entry = entry_start(arena, names, path, agency, summary);
	entry.body_nbytes = (uint8_t)identity_body(agency, words).nbytes;
	entry_describe(&entry, arena, report, findings);
	return entry;
}

struct index_entry entry_make_unreadable(struct arena *arena, const char *path)
{
	struct index_entry entry = entry_start(arena, NULL, path, (struct str){"", 0}, NULL);
	entry.state = REPORT_UNREADABLE;
	entry.nrequests = entry.nlawsuits = -1;
	return entry;
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
	totals->njudged += add ? entry->njudged : (size_t)0 - entry->njudged;
	for (size_t level = 0; level < SEVERITY_NLEVELS; level++)
		totals->nfailed[level] += add ? entry->nfailed[level] : (size_t)0 - entry->nfailed[level];
}
