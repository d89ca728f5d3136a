#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/across/roster.h"
#include "check/examined.h"

static struct arena arena;

static void lines(void **state)
{
	static const char text[] = "# 名册\n\n松塘县教育局\n  松塘县水利局 2024 # 新设\r\n松塘县柳桥镇人民政府,2023\n\t\n松塘县司法局";
	static const struct {
		const char *agency;
		int year;
		unsigned line;
	} expected[] = {{"松塘县教育局", 0, 3}, {"松塘县水利局", 2024, 4}, {"松塘县柳桥镇人民政府", 2023, 5}, {"松塘县司法局", 0, 7}};
	struct roster roster;
	struct error error;
	assert_true(roster_parse(&roster, &arena, str_from(text), "a.txt", NULL, &error));
	assert_int_equal(roster.count, 4);
	for (size_t i = 0; i < 4; i++) {
		assert_true(str_equal(roster.lines[i].agency, str_from(expected[i].agency)));
		assert_int_equal(roster.lines[i].year, expected[i].year);
		assert_int_equal(roster.lines[i].line, expected[i].line);
	}
	assert_true(roster_parse(&roster, &arena, STR(""), "a.txt", NULL, &error));
	assert_int_equal(roster.count, 0);
}

static void assert_fault(const char *text, const char *expected)
{
	struct roster roster;
	struct error error;
	assert_false(roster_parse(&roster, &arena, str_from(text), "a.txt", NULL, &error));
	assert_string_equal(error.text, expected);
}

static void faults(void **state)
{
	assert_fault("松塘县教育局\n松塘县水利局 明年\n", "a.txt:2: expected a year");
	assert_fault("松塘县水利局 24\n", "a.txt:1: expected a year");
	assert_fault("松塘县水利局 1066\n", "a.txt:1: expected a year");
	assert_fault("松塘县水利局 2024 2025\n", "a.txt:1: expected nothing behind the year");
	assert_fault("\n2024\n", "a.txt:2: expected the name of a body");
	assert_fault("局\n", "a.txt:1: expected the name of a body");
	assert_fault("\xcb\xc9\xcc\xc1\xcf\xd8\xbd\xcc\xd3\xfd\n", "a.txt:1: not UTF-8");
}

static void files(void **state)
{
	struct roster roster;
	struct error error;
	assert_true(roster_read(&roster, &arena, in_source_tree("tests/keys/roster.txt"), NULL, &error));
	assert_int_equal(roster.count, 6);
	assert_false(roster_read(&roster, &arena, "/none/such", NULL, &error));
	assert_string_equal(error.text, "/none/such: No such file or directory");
	assert_false(roster_read(&roster, &arena, "/", NULL, &error));
	assert_string_equal(error.text, "/: not a regular file");
}

static int teardown(void **state)
{
	arena_free(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(lines), cmocka_unit_test(faults), cmocka_unit_test(files)};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
