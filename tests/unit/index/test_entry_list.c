#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "index/entry_list.h"

enum { COUNT = 3 * ENTRY_LIST_CHUNK_COUNT + 5 };

static void entries_stay_in_their_places(void **state)
{
	static struct index_entry *places[COUNT];
	struct entry_list list = {0};
	for (int i = 0; i < COUNT; i++) {
		const struct index_entry entry = {.nrequests = i, .folder = "r/"};
		places[i] = entry_list_add(&list, &entry);
		assert_ptr_not_equal(places[i], &entry);
	}
	assert_int_equal(list.count, COUNT);
	for (int i = 0; i < COUNT; i++) {
		assert_ptr_equal(entry_list_at(&list, (size_t)i), places[i]);
		assert_int_equal(places[i]->nrequests, i);
		assert_string_equal(places[i]->folder, "r/");
	}
	entry_list_free(&list);
	assert_int_equal(list.count, 0);
}

static void numbers_of_entries(void **state)
{
	struct entry_list list = {0}, other = {0};
	const struct index_entry entry = {.nrequests = 1};
	assert_int_equal(entry_list_number(&list, &entry), 0);
	for (size_t i = 0; i < COUNT; i++)
		entry_list_add(&list, &entry);
	for (size_t i = 0; i < COUNT; i++)
		assert_int_equal(entry_list_number(&list, entry_list_at(&list, i)), i);
	/* None of the list: elsewhere, in another list, behind the last one. */
	assert_int_equal(entry_list_number(&list, &entry), COUNT);
	assert_int_equal(entry_list_number(&list, entry_list_add(&other, &entry)), COUNT);
	assert_int_equal(entry_list_number(&list, entry_list_at(&list, COUNT - 1) + 2), COUNT);
	entry_list_free(&list);
	entry_list_free(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entries_stay_in_their_places),
		cmocka_unit_test(numbers_of_entries),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
