/* The list as it is read: the entries of an index that a filter holds for, in an order, flat or under the headings of
 * their folders.
 *
 * A view follows its index while loading goes on, and can be filtered and sorted at any time. The work is done in
 * slices: view_step takes on a small chunk of entries after the other until its time is up. Each chunk is filtered,
 * sorted, and put into place from the back of the list, which costs comparisons in proportion to the chunk and the
 * logarithm of the list. After a change of filter or order a second list is made beside the first, which stays to be
 * seen until then. */
#ifndef GOUJI_INDEX_VIEW_H
#define GOUJI_INDEX_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "index/index.h"
#include "index/query.h"

enum view_column {
	VIEW_BY_PATH,
	VIEW_BY_ERRORS,                 /* then by warnings, then by notices */
	VIEW_BY_AGENCY,                 /* as pinyin_compare does, then the latest year first */
	VIEW_BY_YEAR,
	VIEW_BY_WARNINGS,
	VIEW_BY_NOTICES,
	VIEW_BY_REQUESTS,
	VIEW_BY_LAWSUITS,
	VIEW_NCOLUMNS,
};

/* What is equal in the column goes by path. What is not known in it (no agency, no year, a number that was not read)
 * comes last in both directions. */
struct view_order {
	enum view_column column;
	bool descending;
	bool grouped;                   /* by folder, folders by name */
};

enum view_kind { VIEW_ENTRY, VIEW_FOLDER };

struct view_row {
	enum view_kind kind;
	const struct index_entry *entry; /* of a folder one of its entries */
	struct str folder;              /* with its slash; empty when the path has none */
	size_t nentries;                /* of a folder */
	bool folded;
};

struct view;

/* A view of all entries by path, flat. The index must outlive it. */
struct view *view_new(const struct index *index);
void view_free(struct view *view);

/* Changes filter or order; view_step does the work. The view takes over `query`, which may be NULL for all. */
void view_set_query(struct view *view, struct query *query);
void view_set_order(struct view *view, struct view_order order);
/* The order and the filter that were asked for last. */
struct view_order view_order(const struct view *view);
const struct query *view_query(const struct view *view);
/* The direction to sort a column in when nobody says: large numbers, late years and the beginning of the alphabet
 * first. */
bool view_column_descends(enum view_column column);
/* Its name, to be translated where it is shown. */
const char *view_column_name(enum view_column column);

/* Works for about `budget_ns` nanoseconds, or a single chunk (below 2 ms) if that is less. True when rows have
 * changed. INT64_MAX: until there is nothing left to do. */
bool view_step(struct view *view, int64_t budget_ns);
/* Whether view_step has something to do: entries to take in, or filter or order to apply. */
bool view_is_pending(const struct view *view);

/* Rows: entries, and when grouped a heading before those of each folder. */
size_t view_nrows(const struct view *view);
struct view_row view_row(const struct view *view, size_t row);
/* How many entries the filter holds for, folded or not. */
size_t view_nentries(const struct view *view);
/* The entry of this number in the order of the view, in folded folders too. */
const struct index_entry *view_entry(const struct view *view, size_t number);
/* The row of an entry, or of its folder's heading when that is folded; false when the filter does not hold for it, and
 * *row is where it would stand. Time grows with the logarithm of the count. */
bool view_find_row(const struct view *view, const struct index_entry *entry, size_t *row);

/* Shows or hides the entries of the folder that a row belongs to. */
void view_set_folded(struct view *view, size_t row, bool folded);

/* Around every change of an entry that is in the index (index_update, index_set_judged): takes it out of its place, and
 * puts it into the one it has then. */
void view_begin_change(struct view *view, const struct index_entry *entry);
void view_end_change(struct view *view, const struct index_entry *entry);

#endif
