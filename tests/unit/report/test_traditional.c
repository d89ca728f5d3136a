/* Reports in traditional characters, as pages are that somebody converted. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/simplified_pairs.h"
#include "check/examined.h"
#include "check/sample_text.h"

/* The sample with the first traditional character that there is for each of its characters. The caller frees it. */
static char *make_traditional(const char *text)
{
	char *copy = strdup(text);
	for (size_t i = 0; i + 3 <= strlen(copy); i++)
		for (size_t j = 0; j < sizeof(simplified_pairs) / sizeof(*simplified_pairs); j++)
			if (memcmp(copy + i, simplified_pairs[j] + 3, 3) == 0) {
				memcpy(copy + i, simplified_pairs[j], 3);
				i += 2;
				break;
			}
	return copy;
}

static void read_as_simplified(void **state)
{
	struct strbuf expected = {0}, found = {0};
	const struct examiner *examiner = examine_text(sample_text, "a.txt");
	for (size_t i = 0; i < known_format->nrows; i++)
		describe_row(&examiner->report, i, &expected);
	char *text = make_traditional(sample_text);
	assert_non_null(strstr(text, "政府信息公開"));
	examiner = examine_text(text, "a.txt");
	for (size_t i = 0; i < known_format->nrows; i++)
		describe_row(&examiner->report, i, &found);
	assert_string_equal(strbuf_text(&found), strbuf_text(&expected));
	assert_string_equal(examiner->report.agency, "松塘县柳桥镇人民政府");
	assert_int_equal(examiner->report.nheadings, 6);
	assert_open(examiner, "");
	strbuf_free(&expected);
	strbuf_free(&found);
	free(text);
}

/* A report of the form may quote such a text; one that is not whole is not changed without its words. */
static void left_as_it_is(void **state)
{
	const char *quote = with(sample_text, "全年公开信息120条", "转载“政府信息公開”專欄，全年公开信息120条");
	const struct examiner *examiner = examine_text(quote, "a.txt");
	assert_true(str_contains(strbuf_view(&examiner->prose.bytes), STR("信息公開”專欄")));
	const char *part = without(with(sample_text, "全年公开信息120条", "轉載專欄，全年公开信息120条"), "## 五、", "## 六、");
	examiner = examine_text(part, "a.txt");
	assert_true(str_contains(strbuf_view(&examiner->prose.bytes), STR("轉載專欄")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(read_as_simplified),
		cmocka_unit_test(left_as_it_is),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
