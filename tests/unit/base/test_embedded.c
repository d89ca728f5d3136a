#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/embedded.h"
#include "read/source.h"

static void finds_files_by_name(void **state)
{
	assert_true(embedded_nfiles >= 4);
	for (size_t i = 0; i < embedded_nfiles; i++) {
		struct str text = embedded_find(embedded_files[i].name);
		assert_ptr_equal(text.ptr, embedded_files[i].text.ptr);
		assert_int_equal(text.nbytes, embedded_files[i].text.nbytes);
		assert_true(text.nbytes > 0);
	}
	assert_true(str_contains(embedded_find("formats/2021.format"), STR("table requests section 3")));
	assert_true(str_contains(embedded_find("rules/base.rules"), STR("rule T3-BAL error")));
}

static void names_that_are_not_there(void **state)
{
	static const char *const names[] = {
		"", "formats", "formats/", "formats/2021.forma", "formats/2021.format ", "2021.format", "zzz", "/", "A",
		"rules/base.ruler",
	};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		assert_null(embedded_find(names[i]).ptr);
		assert_int_equal(embedded_find(names[i]).nbytes, 0);
	}
}

static void are_in_order(void **state)
{
	for (size_t i = 1; i < embedded_nfiles; i++)
		assert_true(str_compare(str_from(embedded_files[i - 1].name), str_from(embedded_files[i].name)) < 0);
}

/* Byte for byte what stands in data/. */
static void are_the_files_of_the_tree(void **state)
{
	const char *root = getenv("SOURCE_TREE");
	struct source source = {0};
	for (size_t i = 0; i < embedded_nfiles; i++) {
		char path[4096];
		snprintf(path, sizeof(path), "%s/data/%s", root ? root : ".", embedded_files[i].name);
		assert_int_equal(source_read(&source, path), SOURCE_OK);
		assert_true(str_equal(source.text, embedded_files[i].text));
	}
	source_free(&source);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_files_by_name),
		cmocka_unit_test(names_that_are_not_there),
		cmocka_unit_test(are_in_order),
		cmocka_unit_test(are_the_files_of_the_tree),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
