/* The characters of a text that count when texts are compared. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/fold.h"
#include "check/across/sketch_chars.h"

enum { CAPACITY = 300, MAX_NBYTES = 700 };

static const char *const parts[] = {"政", "府", "信息", "，",  "。", "；", "2023", "1,431.5%", "7",  ".", "a",
				    "Zz", "-",  "é",    "①", "𠀀", "（", "”",    "公开办理", "年", "、", "︰", "ﾊ"};

static void assert_chars(const char *text, const char *expected)
{
	uint16_t chars[CAPACITY + SKETCH_CHARS_ROOM], wanted[CAPACITY + SKETCH_CHARS_ROOM];
	struct str rest = str_from(text), letters = str_from(expected);
	size_t count = sketch_read_chars(&rest, rest.ptr + rest.nbytes, chars, CAPACITY), nwanted = 0;
	assert_int_equal(rest.nbytes, 0);
	/* "#" stands for the mark of a number. */
	for (; letters.nbytes && letters.ptr[0] == '#'; letters = str_slice(letters, 1, letters.nbytes))
		wanted[nwanted++] = '#';
	nwanted += sketch_read_chars_plain(&letters, wanted + nwanted, CAPACITY - nwanted);
	assert_int_equal(count, nwanted);
	assert_memory_equal(chars, wanted, count * sizeof(*chars));
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

/* Both ways take the same characters of any text, in pieces of any size, and no byte behind the end is looked at. */
static void both_ways_agree(void **state)
{
	for (uint64_t round = 0; round < 3000; round++) {
		uint16_t plain[CAPACITY + SKETCH_CHARS_ROOM], wide[CAPACITY + SKETCH_CHARS_ROOM];
		size_t nkinds = round % 3 ? sizeof(parts) / sizeof(*parts) : 3, nplain = 0, nwide = 0;
		struct strbuf text = {0};
		while (text.nbytes < round % MAX_NBYTES)
			strbuf_append_text(&text, parts[hash_mix(round * 1000 + text.nbytes) % nkinds]);
		/* The text ends before the bytes that may be looked at, or with them. */
		struct str a = strbuf_view(&text), b = a;
		const char *end = a.ptr ? a.ptr + a.nbytes : NULL;
		if (round % 2)
			strbuf_append_text(&text, "信息公开信息公开信息公开");
		a.ptr = b.ptr = text.ptr;
		end = a.ptr ? a.ptr + (round % 2 ? text.nbytes : a.nbytes) : end;
		while (b.nbytes) {
			size_t room = 1 + hash_mix(round + nwide) % 40;
			room = room < CAPACITY - nwide ? room : CAPACITY - nwide;
			if (!room)
				break;
			nwide += sketch_read_chars(&b, end, wide + nwide, room);
		}
		nplain = sketch_read_chars_plain(&a, plain, CAPACITY);
		assert_int_equal(nplain, nwide);
		assert_memory_equal(plain, wide, nplain * sizeof(*plain));
		strbuf_free(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_counts),
		cmocka_unit_test(both_ways_agree),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
