/* The orders of a view. */
#include "base/catalog.h"
#include "index/pinyin.h"
#include "index/view_list.h"

struct str view_folder_of(const struct index_entry *entry)
{
	return str_from(entry->folder);
}

static struct str body_of(const struct index_entry *entry)
{
	return (struct str){index_entry_agency(entry), entry->body_nbytes};
}

static int compare_paths(const struct index_entry *a, const struct index_entry *b)
{
	return path_compare(index_entry_path(a), index_entry_path(b));
}

/* The number of a column, or -1 when it is not known. */
static int64_t find_number(const struct index_entry *entry, enum view_column column)
{
	switch (column) {
	case VIEW_BY_ERRORS:
		return (int64_t)entry->nfailed[SEVERITY_ERROR] << 32 | (int64_t)entry->nfailed[SEVERITY_WARNING] << 16 |
		       entry->nfailed[SEVERITY_NOTICE];
	case VIEW_BY_WARNINGS:
		return entry->nfailed[SEVERITY_WARNING];
	case VIEW_BY_NOTICES:
		return entry->nfailed[SEVERITY_NOTICE];
	case VIEW_BY_REQUESTS:
		return entry->nrequests;
	case VIEW_BY_LAWSUITS:
		return entry->nlawsuits;
	default:
		return entry->year ? entry->year : -1;
	}
}

/* Unknown ones, below 0, come last whatever the direction. */
static int compare_numbers(int64_t a, int64_t b, bool descending)
{
	if (a == b)
		return 0;
	if (a < 0 || b < 0)
		return a < 0 ? 1 : -1;
	return (a < b) != descending ? -1 : 1;
}

static int compare_agencies(const struct index_entry *a, const struct index_entry *b, bool descending)
{
	struct str x = body_of(a), y = body_of(b);
	if (!x.nbytes || !y.nbytes)
		return !x.nbytes - !y.nbytes;
	int result = pinyin_compare(x, y);
	if (!result)
		return compare_numbers(find_number(a, VIEW_BY_YEAR), find_number(b, VIEW_BY_YEAR), true);
	return descending ? -result : result;
}

static int compare_columns(const struct index_entry *a, const struct index_entry *b, struct view_order order)
{
	switch (order.column) {
	case VIEW_BY_PATH:
		return order.descending ? -compare_paths(a, b) : compare_paths(a, b);
	case VIEW_BY_AGENCY:
		return compare_agencies(a, b, order.descending);
	default:
		return compare_numbers(find_number(a, order.column), find_number(b, order.column), order.descending);
	}
}

int view_compare(const struct index_entry *a, const struct index_entry *b, struct view_order order)
{
	int result = order.grouped && a->folder != b->folder ? strcmp(a->folder, b->folder) : 0;
	if (!result)
		result = compare_columns(a, b, order);
	if (!result)
		result = compare_paths(a, b);
	/* A file that was named twice has two entries. */
	return result ? result : ((uintptr_t)a > (uintptr_t)b) - ((uintptr_t)a < (uintptr_t)b);
}

bool view_column_descends(enum view_column column)
{
	return column != VIEW_BY_PATH && column != VIEW_BY_AGENCY;
}

const char *view_column_name(enum view_column column)
{
	static const char *const names[VIEW_NCOLUMNS] = {
		[VIEW_BY_PATH] = N_("by path"),
		[VIEW_BY_ERRORS] = N_("by errors"),
		[VIEW_BY_AGENCY] = N_("by agency"),
		[VIEW_BY_YEAR] = N_("by year"),
		[VIEW_BY_WARNINGS] = N_("by warnings"),
		[VIEW_BY_NOTICES] = N_("by notices"),
		[VIEW_BY_REQUESTS] = N_("by requests"),
		[VIEW_BY_LAWSUITS] = N_("by lawsuits"),
	};
	return names[column];
}
