/* The characters of a text that count when texts are compared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/fold.h"
#include "base/units.h"
#include "check/across/sketch_chars.h"

enum { CAPACITY = 300, MAX_NBYTES = 700 };

static const char *const parts[] = {"政", "府", "信息", "，",  "。", "；", "2023", "1,431.5%", "7",  ".", "a",
				    "Zz", "-",  "é",    "①", "𠀀", "（", "”",    "公开办理", "年", "、", "︰", "ﾊ"};

static struct units units;

/* "#" stands for the mark of a number. */
static void assert_chars(const char *text, const char *expected)
{
	uint16_t chars[CAPACITY + SKETCH_CHARS_ROOM];
	bool in_number = false;
	units_read(&units, str_from(text));
	size_t count = sketch_keep_chars(units.codes, units.count, &in_number, chars);
	units_read(&units, str_from(expected));
	assert_int_equal(count, units.count);
	assert_memory_equal(chars, units.codes, count * sizeof(*chars));
}

static void what_counts(void **state)
{
	assert_chars("", "");
	assert_chars("，。；！（）", "");
	assert_chars("1,431.5%", "#");
	assert_chars("政府，信息。公开、制度（试行）建设情况说明", "政府信息公开制度试行建设情况说明");
	assert_chars("2023，公开", "#公开");
	assert_chars("é①-公 开𠀀", "公开");
}

/* One by one the same are taken, and in pieces of any size. */
static void both_ways_agree(void **state)
{
	for (uint64_t round = 0; round < 3000; round++) {
		uint16_t plain[2 * MAX_NBYTES], kept[2 * MAX_NBYTES];
		size_t nkinds = round % 3 ? sizeof(parts) / sizeof(*parts) : 3, nkept = 0;
		struct strbuf text = {0};
		bool in_number = false, in_plain_number = false;
		while (text.nbytes < round % MAX_NBYTES)
			strbuf_append_text(&text, parts[hash_mix(round * 1000 + text.nbytes) % nkinds]);
		units_read(&units, strbuf_view(&text));
		for (size_t i = 0; i < units.count;) {
			size_t count = 1 + hash_mix(round + i) % 40;
			count = count < units.count - i ? count : units.count - i;
			nkept += sketch_keep_chars(units.codes + i, count, &in_number, kept + nkept);
			i += count;
		}
		size_t nplain = sketch_keep_chars_plain(units.codes, units.count, &in_plain_number, plain);
		assert_int_equal(nkept, nplain);
		assert_int_equal(in_number, in_plain_number);
		assert_memory_equal(kept, plain, nplain * sizeof(*plain));
		strbuf_free(&text);
	}
	units_free(&units);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_counts),
		cmocka_unit_test(both_ways_agree),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
