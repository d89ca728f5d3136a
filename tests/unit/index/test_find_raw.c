/* Texts in any encoding, told by their bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <iconv.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "index/find_raw.h"

static struct match_pattern *pattern;

static struct find_raw *look_for(const char *text, unsigned options)
{
	struct error error;
	match_pattern_free(pattern);
	pattern = match_compile(str_from(text), options, NULL, &error);
	assert_non_null(pattern);
	return find_raw_new(pattern);
}

/* The text in an encoding; false when it cannot be written in it. */
static bool encode(const char *charset, const char *text, struct strbuf *out)
{
	char bytes[256], *in = (char *)text, *end = bytes;
	size_t nin = strlen(text), nleft = sizeof(bytes);
	iconv_t descriptor = iconv_open(charset, "UTF-8");
	assert_true(descriptor != (iconv_t)-1);
	bool good = iconv(descriptor, &in, &nin, &end, &nleft) != (size_t)-1 && !nin;
	iconv_close(descriptor);
	strbuf_clear(out);
	strbuf_append(out, (struct str){bytes, (size_t)(end - bytes)});
	return good;
}

static const char *const charsets[] = {"UTF-8", "GB18030", "BIG5-HKSCS", "UTF-16LE", "UTF-16BE"};
enum { NCHARSETS = sizeof(charsets) / sizeof(*charsets) };

/* What stands in a text is never missed, for ideographs of the whole range. */
static void every_encoding(void **state)
{
	struct strbuf bytes = {0};
	size_t nencoded[NCHARSETS] = {0};
	for (uint32_t first = 0x4E00; first + 8 <= 0x9FA6; first += 331) {
		char text[64], *end = text;
		for (uint32_t c = first; c < first + 8; c++)
			end += utf8_encode(c, end);
		*end = '\0';
		struct find_raw *raw = look_for(text, MATCH_FOLD | MATCH_SKIP_BLANKS);
		for (size_t i = 0; i < NCHARSETS; i++) {
			if (!encode(charsets[i], text, &bytes))
				continue;
			nencoded[i]++;
			assert_true(find_raw_may_hold(raw, strbuf_view(&bytes)));
		}
		find_raw_free(raw);
	}
	for (size_t i = 0; i < NCHARSETS; i++)
		assert_true(nencoded[i] > 2);
	strbuf_free(&bytes);
}

static void what_is_not_there(void **state)
{
	struct strbuf bytes = {0};
	struct find_raw *raw = look_for("总计", MATCH_FOLD);
	for (size_t i = 0; i < NCHARSETS; i++) {
		if (!encode(charsets[i], "（七）合計", &bytes))
			continue;
		assert_false(find_raw_may_hold(raw, strbuf_view(&bytes)));
	}
	assert_true(encode("GB18030", "总  计", &bytes));
	assert_true(find_raw_may_hold(raw, strbuf_view(&bytes)));
	assert_true(encode("GB18030", "总的", &bytes));
	assert_false(find_raw_may_hold(raw, strbuf_view(&bytes)));
	strbuf_append_text(&bytes, "&#35745;");
	assert_true(find_raw_may_hold(raw, strbuf_view(&bytes)));
	assert_false(find_raw_may_hold(raw, (struct str){0}));
	assert_true(find_raw_may_hold(raw, (struct str){"\0", 1}));
	find_raw_free(raw);
	strbuf_free(&bytes);
}

/* All characters are there, but not one behind the other. */
static void what_is_there_in_parts(void **state)
{
	static const struct {
		const char *text;
		bool may;
	} texts[] = {
		{"信息公开", true},       {"信息的公开", false},      {"信 息　公\n开", true}, {"信息公、开", true},
		{"公开信息公", false},    {"信息公<b title='甲'>开", true},      {"信信息公开", true},    {"息信公开信息", false},
		{"信息公信息公开", true}, {"信息公|12|（）开", true}, {"信息公", false}, {"信息公<b>的开", false}, {"信息公<script>的开", true},
	};
	static const char *const pairs[] = {"GB18030", "BIG5-HKSCS"};
	struct strbuf bytes = {0};
	for (size_t i = 0; i < 2; i++) {
		/* In Big5 there are no short forms. */
		struct find_raw *raw = look_for(i ? "信息公開" : "信息公开", MATCH_FOLD | MATCH_SKIP_BLANKS);
		for (size_t k = 0; k < sizeof(texts) / sizeof(*texts); k++) {
			struct strbuf text = {0};
			struct str rest = str_from(texts[k].text);
			for (size_t at; i && (at = str_find(rest, STR("开"))) < rest.nbytes;) {
				strbuf_append(&text, str_slice(rest, 0, at));
				strbuf_append_text(&text, "開");
				rest = str_slice(rest, at + 3, rest.nbytes);
			}
			strbuf_append(&text, rest);
			assert_true(encode(pairs[i], strbuf_text(&text), &bytes));
			assert_int_equal(find_raw_may_hold(raw, strbuf_view(&bytes)), texts[k].may);
			strbuf_free(&text);
		}
		find_raw_free(raw);
	}
	strbuf_free(&bytes);
}

static void nothing_to_go_by(void **state)
{
	assert_null(look_for("abc 12", MATCH_FOLD));
	assert_null(look_for("总计", MATCH_REGEX));
}

static int end(void **state)
{
	match_pattern_free(pattern);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_encoding),
		cmocka_unit_test(what_is_not_there),
		cmocka_unit_test(what_is_there_in_parts),
		cmocka_unit_test(nothing_to_go_by),
	};
	return cmocka_run_group_tests(tests, NULL, end);
}
