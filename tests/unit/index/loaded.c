#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <poll.h>

#include "loaded.h"

#include "check/across/summary.h"
#include "check/examined.h"
#include "index/made.h"

struct index *load_index(const struct knowledge *knowledge, const char *const *paths, size_t npaths)
{
	struct index *index = index_open(knowledge, paths, npaths);
	while (index_is_loading(index)) {
		struct pollfd wake = {.fd = index_wake_fd(index), .events = POLLIN};
		assert_int_equal(poll(&wake, 1, 60000), 1);
		index_take(index);
	}
	return index;
}

struct across_index *compare_index(struct index *index, const struct knowledge *knowledge, const struct roster *roster,
				   struct across_index *before)
{
	struct across_index *across = across_index_start(index, knowledge, roster, before);
	for (int i = 0; i < 60000 && !across_index_is_done(across); i++)
		poll(NULL, 0, 1);
	assert_int_not_equal(across_index_take(across, index, before), ACROSS_NOT_TAKEN);
	across_index_free(before);
	return across;
}

const struct index_entry *find_entry(const struct index *index, const char *path)
{
	for (size_t i = 0; i < index_count(index); i++)
		if (path_is(index_entry_path(index_at(index, i)), path))
			return index_at(index, i);
	return NULL;
}

static void assert_same_text(const char *a, const char *b)
{
	assert_int_equal(!a, !b);
	if (a)
		assert_string_equal(a, b);
}

static void assert_same_entries(const struct index_entry *a, const struct index_entry *b)
{
	const struct summary *x = index_entry_summary(a), *y = index_entry_summary(b);
	assert_string_equal(index_entry_agency(a), index_entry_agency(b));
	assert_int_equal(a->body_nbytes, b->body_nbytes);
	assert_int_equal(a->year, b->year);
	assert_int_equal(a->state, b->state);
	assert_int_equal(a->nrequests, b->nrequests);
	assert_int_equal(a->nlawsuits, b->nlawsuits);
	assert_int_equal(a->all_zero, b->all_zero);
	assert_int_equal(a->has_unread, b->has_unread);
	assert_int_equal(a->is_gone, b->is_gone);
	assert_memory_equal(a->nfailed, b->nfailed, sizeof(a->nfailed));
	assert_int_equal(a->nrules, b->nrules);
	assert_int_equal(a->nown_rules, b->nown_rules);
	if (a->nrules)
		assert_memory_equal(index_entry_rules(a), index_entry_rules(b), a->nrules);
	assert_int_equal(!x, !y);
	if (x) {
		assert_int_equal(summary_nbytes(x), summary_nbytes(y));
		assert_memory_equal(x, y, summary_nbytes(y));
	}
}

static void assert_same_missing(const struct across_index *a, const struct across_index *b)
{
	assert_int_equal(across_index_count_missing(a), across_index_count_missing(b));
	for (size_t i = 0; i < across_index_count_missing(a); i++) {
		struct across_missing x = across_index_missing(a, i), y = across_index_missing(b, i);
		assert_true(str_equal(x.agency, y.agency));
		assert_int_equal(x.year, y.year);
		assert_int_equal(x.unread, y.unread);
	}
}

size_t assert_as_fresh(const struct index *index, const struct across_index *across, const struct index *fresh,
		       const struct across_index *fresh_across)
{
	size_t count = 0, nfound = 0;
	for (size_t i = 0; i < index_count(index); i++) {
		const struct index_entry *entry = index_at(index, i), *other = find_entry(fresh, path_of_entry(entry));
		if (entry->is_gone)
			continue;
		assert_non_null(other);
		assert_same_entries(entry, other);
		assert_same_text(path_text(across_index_last_year(across, entry)),
				 path_text(across_index_last_year(fresh_across, other)));
		nfound += across_index_found(across, entry).nfailed[SEVERITY_ERROR];
		count++;
	}
	assert_int_equal(count, index_count(fresh));
	for (int level = 0; level < SEVERITY_NLEVELS; level++)
		assert_int_equal(index_totals(index)->nfailed[level], index_totals(fresh)->nfailed[level]);
	assert_int_equal(index_totals(index)->nchecked, index_totals(fresh)->nchecked);
	assert_int_equal(index_totals(index)->nwith_errors, index_totals(fresh)->nwith_errors);
	assert_int_equal(index_totals(index)->nall_zero, index_totals(fresh)->nall_zero);
	assert_same_missing(across, fresh_across);
	return nfound;
}
