#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "check/examined.h"
#include "index/entry.h"
#include "index/made.h"
#include "index/pinyin.h"
#include "index/view.h"

static struct arena arena;
static struct index *index;
static struct view *view;

static int setup(void **state)
{
	return know(state);
}

static int teardown(void **state)
{
	return forget(state);
}

static int begin(void **state)
{
	index = make_index();
	view = view_new(index);
	return 0;
}

static int end(void **state)
{
	view_free(view);
	index_close(index);
	arena_free(&arena);
	return 0;
}

static struct index_entry *add(const char *path, const char *agency, int year)
{
	return index_add(index, make_entry(&arena, path, agency, year));
}

static struct query *compile(const char *text)
{
	struct query_error error;
	struct query *query = query_parse(str_from(text), known_rules, &error);
	assert_non_null(query);
	return query;
}

static void set_query(const char *text)
{
	view_set_query(view, compile(text));
	view_step(view, INT64_MAX);
}

static void set_order(enum view_column column, bool descending, bool grouped)
{
	view_set_order(view, (struct view_order){column, descending, grouped});
	view_step(view, INT64_MAX);
}

/* The rows as a line: names of entries, "[folder count]" for headings, with a + where it is folded. */
static void assert_rows(const char *expected)
{
	struct strbuf shown = {0};
	assert_false(view_is_pending(view));
	for (size_t i = 0; i < view_nrows(view); i++) {
		struct view_row row = view_row(view, i);
		if (i)
			strbuf_append_byte(&shown, ' ');
		if (row.kind == VIEW_FOLDER)
			strbuf_printf(&shown, "[%.*s %zu%s]", (int)row.folder.nbytes, row.folder.ptr, row.nentries,
				      row.folded ? "+" : "");
		else
			strbuf_append_text(&shown, row.entry->name);
		size_t found = 12345;
		if (row.kind == VIEW_ENTRY && (!view_find_row(view, row.entry, &found) || found != i))
			fail_msg("%s is in row %zu, found in %zu", row.entry->name, i, found);
	}
	assert_string_equal(strbuf_text(&shown), expected);
	strbuf_free(&shown);
}

static void an_empty_view(void **state)
{
	struct index_entry *stranger = make_entry(&arena, "x", "", 0);
	size_t row = 7;
	assert_false(view_is_pending(view));
	assert_false(view_step(view, 0));
	assert_rows("");
	assert_false(view_find_row(view, stranger, &row));
	assert_int_equal(row, 0);
	set_order(VIEW_BY_YEAR, true, true);
	set_query("errors");
	assert_rows("");
	assert_false(view_find_row(view, stranger, &row));
	assert_int_equal(row, 0);
	view_set_folded(view, 0, true);
	view_free(NULL);
}

static void sorts_by_every_column(void **state)
{
	struct index_entry *a = add("d/a", "叶城县", 2022), *b = add("c/b", "北京市", 2024);
	struct index_entry *c = add("d/c", "叶城县", 2023), *d = add("c/d", "", 0);
	a->nfailed[SEVERITY_ERROR] = 2;
	b->nfailed[SEVERITY_ERROR] = 2;
	b->nfailed[SEVERITY_WARNING] = 1;
	c->nfailed[SEVERITY_WARNING] = 3;
	c->nfailed[SEVERITY_NOTICE] = 1;
	a->nrequests = 5;
	b->nrequests = 0;
	c->nrequests = d->nrequests = -1;
	a->nlawsuits = 1, b->nlawsuits = 2, c->nlawsuits = 3;
	d->nlawsuits = -1;
	view_step(view, INT64_MAX);
	assert_rows("b d a c");
	set_order(VIEW_BY_PATH, true, false);
	assert_rows("c a d b");
	set_order(VIEW_BY_ERRORS, true, false);
	assert_rows("b a c d");
	set_order(VIEW_BY_ERRORS, false, false);
	assert_rows("d c a b");
	set_order(VIEW_BY_WARNINGS, true, false);
	assert_rows("c b d a");
	set_order(VIEW_BY_NOTICES, true, false);
	assert_rows("c b d a");
	/* The latest year of a body first, in both directions; nobody last. */
	set_order(VIEW_BY_AGENCY, false, false);
	assert_rows("b c a d");
	set_order(VIEW_BY_AGENCY, true, false);
	assert_rows("c a b d");
	set_order(VIEW_BY_YEAR, true, false);
	assert_rows("b c a d");
	set_order(VIEW_BY_YEAR, false, false);
	assert_rows("a c b d");
	set_order(VIEW_BY_REQUESTS, true, false);
	assert_rows("a b d c");
	set_order(VIEW_BY_REQUESTS, false, false);
	assert_rows("b a d c");
	set_order(VIEW_BY_LAWSUITS, false, false);
	assert_rows("a b c d");
	assert_int_equal(view_order(view).column, VIEW_BY_LAWSUITS);
	for (int column = 0; column < VIEW_NCOLUMNS; column++)
		assert_non_null(view_column_name((enum view_column)column));
	assert_false(view_column_descends(VIEW_BY_PATH) || view_column_descends(VIEW_BY_AGENCY));
	assert_true(view_column_descends(VIEW_BY_YEAR) && view_column_descends(VIEW_BY_LAWSUITS));
}

static void filters(void **state)
{
	struct index_entry *a = add("a", "叶城县", 2022);
	add("b", "北京市", 2024);
	view_step(view, INT64_MAX);
	set_query("yc");
	assert_rows("a");
	assert_int_equal(view_nentries(view), 1);
	/* New ones are filtered too. */
	add("0", "盐城市", 2022);
	add("c", "上海市", 2022);
	assert_true(view_is_pending(view));
	assert_true(view_step(view, 0));
	assert_rows("0 a");
	size_t row = 9;
	assert_true(view_find_row(view, a, &row));
	assert_int_equal(row, 1);
	assert_false(view_find_row(view, index_at(index, 1), &row));
	assert_int_equal(row, 2);
	view_set_query(view, NULL);
	view_step(view, INT64_MAX);
	assert_rows("0 a b c");
}

/* A long list takes more entries at once than a short one. */
static void a_long_list(void **state)
{
	enum { COUNT = 150000, STEP = 70001 }; /* without a common factor: every number comes once */
	char path[32];
	for (unsigned i = 0; i < COUNT; i++) {
		snprintf(path, sizeof(path), "%06llu", (unsigned long long)i * STEP % COUNT);
		add(path, "", 2000);
	}
	view_step(view, INT64_MAX);
	assert_int_equal(view_nrows(view), COUNT);
	for (unsigned i = 0; i < COUNT; i++) {
		snprintf(path, sizeof(path), "%06u", i);
		assert_string_equal(view_row(view, i).entry->name, path);
	}
}

/* The list to be seen stays until the new one is done. */
static void the_old_list_stays_for_the_while(void **state)
{
	char path[32];
	for (int i = 0; i < 5000; i++) {
		snprintf(path, sizeof(path), "%04d", i);
		add(path, "", 2000 + i % 3);
	}
	view_step(view, INT64_MAX);
	assert_int_equal(view_nrows(view), 5000);
	view_set_query(view, compile("year:2001"));
	assert_int_equal(view_nrows(view), 5000);
	assert_false(view_step(view, 0));
	assert_int_equal(view_nrows(view), 5000);
	size_t row;
	assert_true(view_find_row(view, index_at(index, 4999), &row));
	assert_int_equal(row, 4999);
	/* Changed once more before it is done. */
	view_set_order(view, (struct view_order){VIEW_BY_PATH, true, false});
	view_step(view, 0);
	add("5000", "", 2001);
	view_step(view, INT64_MAX);
	assert_int_equal(view_nrows(view), 1668);
	assert_string_equal(view_row(view, 0).entry->name, "5000");
	assert_string_equal(view_row(view, 1).entry->name, "4999");
	assert_true(view_find_row(view, index_at(index, 4999), &row));
	assert_int_equal(row, 1);
}

static void folders(void **state)
{
	add("r/b/2", "", 2022);
	add("r/a/1", "", 2021);
	add("r/b/1", "", 2023);
	add("top", "", 2020);
	set_order(VIEW_BY_YEAR, true, true);
	assert_rows("[ 1] top [r/a/ 1] 1 [r/b/ 2] 1 2");
	/* Their order is the same when the entries' is the other way. */
	set_order(VIEW_BY_YEAR, false, true);
	assert_rows("[ 1] top [r/a/ 1] 1 [r/b/ 2] 2 1");
	add("r/ab/9", "", 2019);
	add("r/b/0", "", 2019);
	add("z/0", "", 2019);
	view_step(view, INT64_MAX);
	assert_rows("[ 1] top [r/a/ 1] 1 [r/ab/ 1] 9 [r/b/ 3] 0 2 1 [z/ 1] 0");
	/* Where one would stand that is not there. */
	struct index_entry *stranger = make_entry(&arena, "r/b/7", "", 2030);
	size_t row;
	assert_false(view_find_row(view, stranger, &row));
	assert_int_equal(row, 10);
	stranger = make_entry(&arena, "r/aa/7", "", 2030);
	assert_false(view_find_row(view, stranger, &row));
	assert_int_equal(row, 4);
	stranger = make_entry(&arena, "zz/7", "", 2030);
	assert_false(view_find_row(view, stranger, &row));
	assert_int_equal(row, view_nrows(view));
	set_query("2019");
	assert_rows("[r/ab/ 1] 9 [r/b/ 1] 0 [z/ 1] 0");
}

static void unfold_all(void)
{
	for (size_t row = 0; row < view_nrows(view); row++)
		view_set_folded(view, row, false);
}

static void folding(void **state)
{
	struct index_entry *hidden = add("b/2", "", 2022);
	add("a/1", "", 2021);
	add("b/1", "", 2023);
	add("c/1", "", 2023);
	set_order(VIEW_BY_PATH, false, true);
	view_set_folded(view, 3, true);
	assert_rows("[a/ 1] 1 [b/ 2+] [c/ 1] 1");
	size_t row;
	assert_true(view_find_row(view, hidden, &row));
	assert_int_equal(row, 2);
	/* It stays folded when entries come, and in another order. */
	add("b/3", "", 2022);
	add("a/0", "", 2022);
	view_step(view, INT64_MAX);
	assert_rows("[a/ 2] 0 1 [b/ 3+] [c/ 1] 1");
	set_order(VIEW_BY_YEAR, false, true);
	assert_rows("[a/ 2] 1 0 [b/ 3+] [c/ 1] 1");
	set_query("!path:b/3");
	assert_rows("[a/ 2] 1 0 [b/ 2+] [c/ 1] 1");
	set_order(VIEW_BY_YEAR, false, false);
	assert_rows("1 0 2 1 1");
	set_order(VIEW_BY_YEAR, false, true);
	view_set_folded(view, 3, false);
	assert_rows("[a/ 2] 1 0 [b/ 2] 2 1 [c/ 1] 1");
	view_set_folded(view, 6, true);
	view_set_folded(view, 0, true);
	assert_rows("[a/ 2+] [b/ 2] 2 1 [c/ 1+]");
	add("d/1", "", 2023);
	view_step(view, INT64_MAX);
	assert_rows("[a/ 2+] [b/ 2] 2 1 [c/ 1+] [d/ 1] 1");
	set_order(VIEW_BY_PATH, true, true);
	assert_rows("[a/ 2+] [b/ 2] 2 1 [c/ 1+] [d/ 1] 1");
	unfold_all();
	assert_rows("[a/ 2] 1 0 [b/ 2] 2 1 [c/ 1] 1 [d/ 1] 1");
	view_set_folded(view, 99, true);
	assert_int_equal(view_nrows(view), 10);
}

static void change_errors(struct index_entry *entry, unsigned nerrors)
{
	view_begin_change(view, entry);
	entry->nfailed[SEVERITY_ERROR] = (uint16_t)nerrors;
	view_end_change(view, entry);
}

static void changed_entries_move(void **state)
{
	struct index_entry *a = add("d/a", "", 0), *b = add("d/b", "", 0), *c = add("e/c", "", 0);
	set_order(VIEW_BY_ERRORS, true, false);
	change_errors(b, 2);
	assert_rows("b a c");
	change_errors(c, 3);
	assert_rows("c b a");
	set_query("errors");
	assert_rows("c b");
	change_errors(b, 0);
	assert_rows("c");
	change_errors(a, 1);
	assert_rows("c a");
	set_order(VIEW_BY_ERRORS, true, true);
	assert_rows("[d/ 1] a [e/ 1] c");
	change_errors(c, 0);
	assert_rows("[d/ 1] a");
	change_errors(b, 7);
	change_errors(c, 1);
	assert_rows("[d/ 2] b a [e/ 1] c");
	/* Of one that the view has not taken in yet. */
	struct index_entry *d = add("e/d", "", 0);
	change_errors(d, 4);
	assert_true(view_is_pending(view));
	view_step(view, INT64_MAX);
	assert_rows("[d/ 2] b a [e/ 2] d c");
}

static void changed_while_another_list_is_made(void **state)
{
	char path[32];
	struct index_entry *entries[3000];
	for (int i = 0; i < 3000; i++) {
		snprintf(path, sizeof(path), "%04d", i);
		entries[i] = add(path, "", 2000);
	}
	view_step(view, INT64_MAX);
	view_set_order(view, (struct view_order){VIEW_BY_ERRORS, true, false});
	view_step(view, 0);
	change_errors(entries[10], 5);
	assert_int_equal(view_nrows(view), 3000);
	assert_true(view_is_pending(view));
	view_step(view, INT64_MAX);
	assert_int_equal(view_nrows(view), 3000);
	assert_ptr_equal(view_row(view, 0).entry, entries[10]);
	view_set_query(view, compile("errors"));
	change_errors(entries[2999], 6);
	/* The filter to come does not hold for this one, the list to be seen has it. */
	change_errors(entries[7], 0);
	assert_int_equal(view_nrows(view), 3000);
	view_step(view, INT64_MAX);
	assert_rows("2999 0010");
}

/* A file that was named twice. */
static void twins(void **state)
{
	for (int i = 0; i < 3; i++) {
		add("a", "", 0);
		add("b", "", 0);
	}
	set_order(VIEW_BY_ERRORS, true, false);
	assert_rows("a a a b b b");
}

/* What must not rise from one row to the next, told in another way than the code does. */
static bool in_order(const struct index_entry *a, const struct index_entry *b, struct view_order order)
{
	long x = 0, y = 0;
	if (order.column == VIEW_BY_YEAR)
		x = a->year, y = b->year;
	else if (order.column == VIEW_BY_NOTICES)
		x = a->nfailed[SEVERITY_NOTICE], y = b->nfailed[SEVERITY_NOTICE];
	else if (order.column == VIEW_BY_AGENCY)
		x = pinyin_compare(str_from(index_entry_agency(a)), str_from(index_entry_agency(b)));
	return x == y || (x < y) != order.descending;
}

/* Entries that come in many batches while filter, order and folds change: the same as all at once, and the rows are all
 * there, in order, and found. */
static void many_entries_in_any_order(void **state)
{
	static const enum view_column columns[] = {VIEW_BY_PATH, VIEW_BY_YEAR, VIEW_BY_NOTICES, VIEW_BY_AGENCY};
	static const char *const agencies[] = {"叶城县", "北京市", "上海市", "喀什地区", "重庆市"};
	uint32_t seed = 5;
	char path[64];
	for (int i = 0; i < 6000; i++) {
		snprintf(path, sizeof(path), "r/%u/%u-%d", next_random(&seed, 200), next_random(&seed, 1000), i);
		struct index_entry *entry =
			add(path, agencies[next_random(&seed, 5)], 2015 + (int)next_random(&seed, 9));
		entry->nfailed[SEVERITY_NOTICE] = (uint16_t)next_random(&seed, 6);
		if (next_random(&seed, 100) == 0)
			view_step(view, 0);
		if (next_random(&seed, 900) == 0) {
			bool descending = next_random(&seed, 2), grouped = next_random(&seed, 2);
			view_set_order(view, (struct view_order){columns[next_random(&seed, 4)], descending, grouped});
		}
		if (next_random(&seed, 500) == 0)
			view_set_folded(view, next_random(&seed, 400), next_random(&seed, 2));
	}
	set_order(VIEW_BY_PATH, false, true);
	unfold_all();
	set_query("year>2017");
	size_t expected = 0;
	for (size_t i = 0; i < index_count(index); i++)
		expected += index_at(index, i)->year > 2017;
	for (size_t which = 0; which < 8; which++) {
		struct view_order order = {columns[which % 4], which & 1, which & 4};
		set_order(order.column, order.descending, order.grouped);
		assert_int_equal(view_nentries(view), expected);
		size_t nentries = 0, row;
		struct view_row before = {0};
		for (size_t i = 0; i < view_nrows(view); i++) {
			struct view_row now = view_row(view, i);
			if (now.kind == VIEW_ENTRY) {
				nentries++;
				assert_true(view_find_row(view, now.entry, &row) && row == i);
				if (i && before.kind == VIEW_ENTRY)
					assert_true(in_order(before.entry, now.entry, order));
				assert_true(!order.grouped || str_equal(now.folder, before.folder));
			} else if (i) {
				assert_true(str_compare(before.folder, now.folder) < 0);
			}
			before = now;
		}
		assert_int_equal(nentries, expected);
	}
}

/* The samples, loaded by threads while the view follows. */
static void follows_a_loading_index(void **state)
{
	const char *const paths[] = {in_source_tree("data/samples")};
	struct index *loading = index_open(&known, paths, 1);
	struct view *own = view_new(loading);
	view_set_order(own, (struct view_order){VIEW_BY_ERRORS, true, false});
	while (index_is_loading(loading) || view_is_pending(own)) {
		index_take(loading);
		view_step(own, 1000);
	}
	assert_int_equal(view_nrows(own), index_count(loading));
	assert_true(view_nrows(own) > 30);
	for (size_t i = 1; i < view_nrows(own); i++)
		assert_true(view_row(own, i - 1).entry->nfailed[SEVERITY_ERROR] >=
			    view_row(own, i).entry->nfailed[SEVERITY_ERROR]);
	/* Read again. */
	const struct index_entry *worst = view_row(own, 0).entry;
	const struct examiner *examiner = examine_file("/none/such");
	view_begin_change(own, worst);
	index_update(loading, worst, examiner, NULL);
	view_end_change(own, worst);
	size_t row;
	assert_true(view_find_row(own, worst, &row));
	assert_true(row > 0);
	view_free(own);
	index_close(loading);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(an_empty_view, begin, end),
		cmocka_unit_test_setup_teardown(sorts_by_every_column, begin, end),
		cmocka_unit_test_setup_teardown(filters, begin, end),
		cmocka_unit_test_setup_teardown(a_long_list, begin, end),
		cmocka_unit_test_setup_teardown(the_old_list_stays_for_the_while, begin, end),
		cmocka_unit_test_setup_teardown(folders, begin, end),
		cmocka_unit_test_setup_teardown(folding, begin, end),
		cmocka_unit_test_setup_teardown(changed_entries_move, begin, end),
		cmocka_unit_test_setup_teardown(changed_while_another_list_is_made, begin, end),
		cmocka_unit_test_setup_teardown(twins, begin, end),
		cmocka_unit_test_setup_teardown(many_entries_in_any_order, begin, end),
		cmocka_unit_test_setup_teardown(follows_a_loading_index, begin, end),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
