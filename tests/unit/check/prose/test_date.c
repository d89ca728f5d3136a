#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/prose/date.h"

static void days(void **state)
{
	static const struct {
		const char *text;
		size_t nbytes;
		struct date date;
	} cases[] = {
		{"2024年1月16日", 16, {2024, 1, 16}},
		{"2024 年 01 月 6 日止", 21, {2024, 1, 6}},
		{"2024-01-16 09:30", 10, {2024, 1, 16}},
		{"2024/1/6", 8, {2024, 1, 6}},
		{"2024.12.31", 10, {2024, 12, 31}},
		{"二〇二四年一月十六日", 30, {2024, 1, 16}},
		{"二○二四年十二月三十一日", 36, {2024, 12, 31}},
		{"二零二五年二月二十日", 30, {2025, 2, 20}},
		{"二〇二四年十月十日", 27, {2024, 10, 10}},
		{"2024年1月16", 13, {2024, 1, 16}},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct date date;
		assert_int_equal(date_read(str_from(cases[i].text), &date), cases[i].nbytes);
		assert_int_equal(date_compare(date, cases[i].date), 0);
	}
}

static void no_days(void **state)
{
	static const char *const texts[] = {
		"", "2024", "2024年", "2024年1月", "2024年13月1日", "2024年2月30日", "2024年0月1日", "24年1月16日", "1899年1月1日",
		"二年一月一日", "年月日", "2024年度", "九九九九九九九九九九九年", "1月16日",
	};
	struct date date;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_int_equal(date_read(str_from(texts[i]), &date), 0);
}

static void days_of_a_known_year(void **state)
{
	struct date date;
	assert_int_equal(date_read_in_year(STR("12月31日止"), 2023, &date), 10);
	assert_int_equal(date_compare(date, (struct date){2023, 12, 31}), 0);
	assert_int_equal(date_read_in_year(STR("01-31"), 2023, &date), 5);
	assert_int_equal(date_read_in_year(STR("31"), 2023, &date), 0);
}

static void order(void **state)
{
	const struct date day = {2024, 1, 31};
	assert_true(date_compare(day, (struct date){2024, 2, 1}) < 0);
	assert_true(date_compare(day, (struct date){2023, 12, 31}) > 0);
	assert_true(date_compare(day, (struct date){2024, 1, 30}) > 0);
	assert_int_equal(date_compare(day, day), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days),
		cmocka_unit_test(no_days),
		cmocka_unit_test(days_of_a_known_year),
		cmocka_unit_test(order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
