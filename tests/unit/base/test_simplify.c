#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/simplified_pairs.h"
#include "base/simplify.h"

static void assert_simplified(const char *text, const char *expected, size_t count)
{
	char buffer[128];
	snprintf(buffer, sizeof(buffer), "%s", text);
	assert_int_equal(simplify_text(buffer, strlen(buffer)), count);
	assert_string_equal(buffer, expected);
}

static void texts(void **state)
{
	assert_simplified("", "", 0);
	assert_simplified("一、總體情況", "一、总体情况", 3);
	assert_simplified("一、总体情况 2023", "一、总体情况 2023", 0);
	assert_simplified("總", "总", 1);
	assert_simplified("收到和處理政府信息公開申請情況", "收到和处理政府信息公开申请情况", 4);
	assert_simplified("無法提供，為衆人，爲眾人", "无法提供，为众人，为众人", 5);
	assert_simplified("行政復議，行政複議", "行政复议，行政复议", 4);
	assert_simplified("é總ß總\xe7\xb8", "é总ß总\xe7\xb8", 2);
}

/* What may be both is left. */
static void what_stays(void **state)
{
	assert_simplified("著作，乾坤", "著作，乾坤", 0);
	assert_simplified("答覆，覆蓋，反覆", "答复，覆盖，反复", 3);
	assert_simplified("覆", "复", 1);
}

static void the_pairs_are_in_order(void **state)
{
	for (size_t i = 1; i < sizeof(simplified_pairs) / sizeof(*simplified_pairs); i++)
		assert_true(memcmp(simplified_pairs[i - 1], simplified_pairs[i], 3) < 0);
	for (size_t i = 0; i < sizeof(simplified_pairs) / sizeof(*simplified_pairs); i++)
		assert_int_equal(strlen(simplified_pairs[i]), 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts),
		cmocka_unit_test(what_stays),
		cmocka_unit_test(the_pairs_are_in_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
