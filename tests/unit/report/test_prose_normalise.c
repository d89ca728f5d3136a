/* The one form of letters and marks; the fast way to it against the plain one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "random_next.h"
#include "report/prose_normalise.h"

static void assert_normalised(const char *text, const char *expected)
{
	struct strbuf out = {0};
	prose_normalise(&out, str_from(text));
	assert_string_equal(strbuf_text(&out), expected);
	strbuf_clear(&out);
	prose_normalise_plain(&out, str_from(text));
	assert_string_equal(strbuf_text(&out), expected);
	strbuf_free(&out);
}

static void one_form_of_writing(void **state)
{
	assert_normalised("2023 年共 440 条", "2023年共440条");
	assert_normalised("２０２３年收费３．５万元（９８％）", "2023年收费3.5万元（98%）");
	assert_normalised("公开 1,258 件，12，345 条", "公开1258件，12345条");
	assert_normalised("公开1,25件,其中(一)2件;", "公开1,25件，其中（一）2件；");
	assert_normalised("网址 http://a.cn 见 A B", "网址http://a.cn见A B");
	assert_normalised("前\xc2\xa0后\xe3\x80\x80尾\n行", "前后尾行");
	assert_normalised("坏\xff字", "坏\xef\xbf\xbd字");
	assert_normalised("12 34", "12 34");
	assert_normalised("**2025年**，三*四", "2025年，三*四");
}

/* Every kind of character beside every other, in texts of every length around that of a block. */
static void the_same_as_the_plain_way(void **state)
{
	static const char *const chars[] = {
		"一", "公开", "，", "。", "（", "）", "：", "、", "1", "234", "2023", "a", "Z", " ", "\t", "\n", ",", ".", "(",
		")",
		";", ":", "?", "!", "*", "**", "/", "%", "-", "\"", "\xc2\xa0", "·", "é", "　", "〇", "“", "”",
		"\xe2\x80\x8b",
		"\xe2\x80\xaf", "\xe2\x81\xa0", "①", "２", "Ａ", "％", "．", "＋", "﹪", "\xef\xbb\xbf", "𠀀", "가", "\xff",
		"\xe4\xb8", "\x1b",
	};
	enum { NCHARS = sizeof(chars) / sizeof(*chars) };
	uint64_t random = 1;
	for (int round = 0; round < 200000; round++) {
		struct strbuf text = {0}, out = {0}, expected = {0};
		size_t nchars = random_next(&random) % 30, nvalid = NCHARS - (random_next(&random) % 4 ? 3 : 0);
		size_t ncommon = random_next(&random) % 3 ? nvalid : 16;
		for (size_t i = 0; i < nchars; i++)
			strbuf_append_text(&text,
					   chars[random_next(&random) % (random_next(&random) % 4 ? ncommon : nvalid)]);
		prose_normalise(&out, strbuf_view(&text));
		prose_normalise_plain(&expected, strbuf_view(&text));
		assert_string_equal(strbuf_text(&out), strbuf_text(&expected));
		strbuf_clear(&out);
		prose_normalise_valid(&out, strbuf_view(&text));
		if (nvalid < NCHARS)
			assert_string_equal(strbuf_text(&out), strbuf_text(&expected));
		strbuf_free(&text);
		strbuf_free(&out);
		strbuf_free(&expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_form_of_writing),
		cmocka_unit_test(the_same_as_the_plain_way),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
