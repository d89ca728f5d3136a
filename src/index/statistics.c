#include "index/statistics.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/fold.h"
#include "base/utf8.h"
#include "index/view_list.h"

enum {
	FIRST_YEAR = 1990,
	NYEARS = 110,                   /* and one place before them, for what is not known */
	FIRST_CAPACITY = 64,
	MAX_QUERY_CHARS = 48,           /* of a folder's name; a filter takes a few more */
};

/* The lower bounds of the classes; before them stands what was not read. */
static const int32_t classes[] = {0, 1, 5, 10, 20, 50, 100, 200, 500, 1000};

enum { NCLASSES = sizeof(classes) / sizeof(*classes) };

/* Reports, and those with errors. */
struct sums {
	size_t nreports, nwith_errors;
};

struct folder {
	struct str name;
	struct sums sums;
};

struct statistics {
	const struct rules *rules;
	struct arena arena;             /* names of folders, labels */
	size_t nreports;
	struct sums rule_sums[RULE_MAX_COUNT + 1];
	struct sums years[1 + NYEARS];
	struct sums requests[1 + NCLASSES];
	size_t nfolders, capacity;      /* a hash table with open addressing, at most half full */
	struct folder *folders;
	struct statistics_line *lines[STATISTICS_NGROUPS];
};

struct statistics *statistics_new(const struct rules *rules)
{
	struct statistics *statistics = alloc_zeroed(1, sizeof(*statistics));
	statistics->rules = rules;
	return statistics;
}

void statistics_free(struct statistics *statistics)
{
	if (!statistics)
		return;
	for (size_t i = 0; i < STATISTICS_NGROUPS; i++)
		free(statistics->lines[i]);
	free(statistics->folders);
	arena_free(&statistics->arena);
	free(statistics);
}

size_t statistics_nreports(const struct statistics *statistics)
{
	return statistics->nreports;
}

/* ---- Counting ---- */

/* The place of a folder in a table, or where it would be. */
static struct folder *find_place(struct folder *folders, size_t capacity, struct str name)
{
	size_t i = (size_t)fold_hash(FOLD_HASH_SEED, name) & (capacity - 1);
	while (folders[i].sums.nreports && !str_equal(folders[i].name, name))
		i = (i + 1) & (capacity - 1);
	return &folders[i];
}

static void grow(struct statistics *statistics)
{
	size_t capacity = statistics->capacity ? statistics->capacity * 2 : FIRST_CAPACITY;
	struct folder *folders = alloc_zeroed(capacity, sizeof(*folders));
	for (size_t i = 0; i < statistics->capacity; i++)
		if (statistics->folders[i].sums.nreports)
			*find_place(folders, capacity, statistics->folders[i].name) = statistics->folders[i];
	free(statistics->folders);
	statistics->folders = folders;
	statistics->capacity = capacity;
}

static struct sums *find_folder(struct statistics *statistics, struct str name)
{
	if (statistics->nfolders * 2 >= statistics->capacity)
		grow(statistics);
	struct folder *folder = find_place(statistics->folders, statistics->capacity, name);
	if (!folder->sums.nreports) {
		folder->name = arena_copy(&statistics->arena, name);
		statistics->nfolders++;
	}
	return &folder->sums;
}

static size_t class_of(int32_t nrequests)
{
	size_t class = 0;
	while (class < NCLASSES && nrequests >= classes[class])
		class++;
	return class;
}

void statistics_add(struct statistics *statistics, const struct index_entry *entry)
{
	int year = entry->year - FIRST_YEAR + 1;
	struct sums *const sums[] = {
		entry->state == REPORT_RECOGNISED ? find_folder(statistics, view_folder_of(entry)) : NULL,
		&statistics->years[year > 0 && year <= NYEARS ? year : 0],
		&statistics->requests[class_of(entry->nrequests)],
	};
	size_t has_errors = entry->nfailed[SEVERITY_ERROR] > 0;
	if (entry->state != REPORT_RECOGNISED)
		return;
	statistics->nreports++;
	for (size_t i = 0; i < sizeof(sums) / sizeof(*sums); i++) {
		sums[i]->nreports++;
		sums[i]->nwith_errors += has_errors;
	}
	const uint8_t *rules = index_entry_rules(entry);
	for (size_t i = 0; i < entry->nrules; i++) {
		statistics->rule_sums[rules[i]].nreports++;
		statistics->rule_sums[rules[i]].nwith_errors += has_errors;
	}
}

/* ---- Lines ---- */

static int compare_folders(const void *a, const void *b)
{
	const struct statistics_line *first = a, *second = b;
	if (first->nwith_errors != second->nwith_errors)
		return first->nwith_errors > second->nwith_errors ? -1 : 1;
	return str_compare(first->label, second->label);
}

/* By count; equal ones in the order of the rules. */
static int compare_rules(const void *a, const void *b)
{
	const struct statistics_line *first = a, *second = b;
	if (first->nreports != second->nreports)
		return first->nreports > second->nreports ? -1 : 1;
	return (first->rule->number > second->rule->number) - (first->rule->number < second->rule->number);
}

/* Adds a line that has reports. */
static void add_line(struct statistics_line *lines, size_t *count, struct statistics_line line, struct sums sums)
{
	line.nreports = sums.nreports;
	line.nwith_errors = sums.nwith_errors;
	if (sums.nreports)
		lines[(*count)++] = line;
}

static struct str number_label(struct statistics *statistics, int64_t first, int64_t last)
{
	struct strbuf text = {0};
	if (first >= 0)
		strbuf_printf(&text, "%lld", (long long)first);
	if (first >= 0 && last != first)
		strbuf_append_byte(&text, '-');
	if (last > first)
		strbuf_printf(&text, "%lld", (long long)last);
	struct str label = arena_copy(&statistics->arena, strbuf_view(&text));
	strbuf_free(&text);
	return label;
}

static size_t take_rules(struct statistics *statistics, struct statistics_line *lines)
{
	size_t count = 0;
	for (size_t i = 0; i < statistics->rules->count; i++) {
		const struct rule *rule = &statistics->rules->list[i];
		add_line(lines, &count, (struct statistics_line){.label = rule->id, .rule = rule},
			 statistics->rule_sums[rule->number]);
	}
	qsort(lines, count, sizeof(*lines), compare_rules);
	return count;
}

static size_t take_folders(struct statistics *statistics, struct statistics_line *lines)
{
	size_t count = 0;
	for (size_t i = 0; i < statistics->capacity; i++)
		add_line(lines, &count, (struct statistics_line){.label = statistics->folders[i].name},
			 statistics->folders[i].sums);
	qsort(lines, count, sizeof(*lines), compare_folders);
	return count;
}

/* What is not known comes last. */
static size_t take_years(struct statistics *statistics, struct statistics_line *lines)
{
	size_t count = 0;
	for (size_t i = 1; i <= 1 + NYEARS; i++) {
		bool known = i <= NYEARS;
		int64_t year = known ? FIRST_YEAR + (int64_t)i - 1 : -1;
		if (!statistics->years[known ? i : 0].nreports)
			continue;
		add_line(lines, &count,
			 (struct statistics_line){number_label(statistics, year, year), .first = year, .last = year},
			 statistics->years[known ? i : 0]);
	}
	return count;
}

static size_t take_requests(struct statistics *statistics, struct statistics_line *lines)
{
	size_t count = 0;
	for (size_t i = 1; i <= 1 + NCLASSES; i++) {
		bool known = i <= NCLASSES;
		int64_t first = known ? classes[i - 1] : -1, last = known && i < NCLASSES ? classes[i] - 1 : -1;
		add_line(lines, &count,
			 (struct statistics_line){number_label(statistics, first, last), .first = first, .last = last},
			 statistics->requests[known ? i : 0]);
	}
	return count;
}

const struct statistics_line *statistics_lines(struct statistics *statistics, enum statistics_group group,
					       size_t *count)
{
	static size_t (*const takers[STATISTICS_NGROUPS])(struct statistics *, struct statistics_line *) = {
		[STATISTICS_RULES] = take_rules,
		[STATISTICS_FOLDERS] = take_folders,
		[STATISTICS_YEARS] = take_years,
		[STATISTICS_REQUESTS] = take_requests,
	};
	const size_t counts[STATISTICS_NGROUPS] = {
		[STATISTICS_RULES] = statistics->rules->count,
		[STATISTICS_FOLDERS] = statistics->nfolders,
		[STATISTICS_YEARS] = 1 + NYEARS,
		[STATISTICS_REQUESTS] = 1 + NCLASSES,
	};
	free(statistics->lines[group]);
	statistics->lines[group] = alloc_zeroed(counts[group] + 1, sizeof(struct statistics_line));
	*count = takers[group](statistics, statistics->lines[group]);
	return statistics->lines[group];
}

/* ---- Filters ---- */

/* The end of a folder's name, as much of it as a filter takes; it cannot have a quote. */
static struct str searchable(struct str name)
{
	size_t count = utf8_count(name);
	for (; count > MAX_QUERY_CHARS; count--)
		name = str_slice(name, utf8_decode(name).nbytes, name.nbytes);
	for (size_t i = name.nbytes; i-- > 0;)
		if (name.ptr[i] == '"')
			return str_slice(name, i + 1, name.nbytes);
	return name;
}

void statistics_append_query(struct strbuf *out, enum statistics_group group, const struct statistics_line *line)
{
	struct str name = searchable(line->label);
	switch (group) {
	case STATISTICS_RULES:
		strbuf_append_text(out, "rule:");
		strbuf_append(out, line->label);
		break;
	case STATISTICS_FOLDERS:
		strbuf_append_text(out, line->label.nbytes ? "in:\"" : "!in:\"/");
		strbuf_append(out, name);
		strbuf_append_byte(out, '"');
		break;
	case STATISTICS_YEARS:
		if (line->first >= 0)
			strbuf_printf(out, "year:%lld", (long long)line->first);
		else
			strbuf_append_text(out, "!year !unchecked");
		break;
	case STATISTICS_REQUESTS:
		if (line->first < 0)
			strbuf_append_text(out, "!requests>=0 !unchecked");
		else if (line->first == line->last)
			strbuf_printf(out, "requests=%lld", (long long)line->first);
		else
			strbuf_printf(out, "requests>=%lld", (long long)line->first);
		if (line->last > line->first)
			strbuf_printf(out, " requests<=%lld", (long long)line->last);
		break;
	case STATISTICS_NGROUPS:
		break;
	}
}
