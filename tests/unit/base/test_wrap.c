#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "base/clip.h"
#include "base/utf8.h"
#include "base/wrap.h"

/* The lines of a text, each ended by "|". */
static void assert_wrapped(const char *text, size_t ncols, const char *expected)
{
	struct strbuf out = {0};
	struct str rest = str_from(text), line;
	while (wrap_take_line(&rest, ncols, WIDTH_AMBIGUOUS_1, &line)) {
		strbuf_append(&out, line);
		strbuf_append_byte(&out, '|');
	}
	if (strcmp(strbuf_text(&out), expected) != 0)
		print_error("%s at %zu:\n", text, ncols);
	assert_string_equal(strbuf_text(&out), expected);
	strbuf_free(&out);
}

static void chinese_breaks_anywhere(void **state)
{
	assert_wrapped("政府信息公开", 12, "政府信息公开|");
	assert_wrapped("政府信息公开", 11, "政府信息公|开|");
	assert_wrapped("政府信息公开", 6, "政府信|息公开|");
	assert_wrapped("政府信息公开", 5, "政府|信息|公开|");
	assert_wrapped("政府信息公开", 3, "政|府|信|息|公|开|");
}

static void no_closing_mark_begins_a_line(void **state)
{
	assert_wrapped("政府信息，公开", 8, "政府信|息，公开|");
	assert_wrapped("政府信息。公开", 8, "政府信|息。公开|");
	assert_wrapped("政（府信息）公开", 10, "政（府信|息）公开|");
	assert_wrapped("政府信《息》公开", 12, "政府信《息》|公开|");
	assert_wrapped("政府信息”。公开", 8, "政府信|息”。公|开|");
	assert_wrapped("增长12％以上", 6, "增长|12％以|上|");
	assert_wrapped("公开、公开；公开：", 4, "公|开、|公|开；|公|开：|");
}

static void no_opening_mark_ends_a_line(void **state)
{
	assert_wrapped("政府信（息）", 8, "政府信|（息）|");
	assert_wrapped("政府信“息”", 7, "政府信|“息”|");
	assert_wrapped("政府《〈信〉》", 10, "政府|《〈信〉》|");
	assert_wrapped("公开【1】", 6, "公开|【1】|");
}

static void words_and_numbers_stay_whole(void **state)
{
	assert_wrapped("共1234件", 5, "共|1234|件|");
	assert_wrapped("共1234件", 6, "共1234|件|");
	assert_wrapped("收费7215.19万元", 8, "收费|7215.19|万元|");
	assert_wrapped("the quick fox", 9, "the quick|fox|");
	assert_wrapped("the quick fox", 8, "the|quick|fox|");
	assert_wrapped("见www.example.gov.cn网", 10, "见|www.exampl|e.gov.cn网|");
}

static void blanks_at_breaks_go(void **state)
{
	assert_wrapped("  政府  ", 20, "政府|");
	assert_wrapped("政府　信息", 4, "政府|信息|");
	assert_wrapped("政府 信息", 5, "政府|信息|");
	assert_wrapped("政府     信息", 4, "政府|信息|");
	assert_wrapped("a  b", 10, "a  b|");
	assert_wrapped("a\tb\nc", 10, "a\tb\nc|");
	assert_wrapped("", 10, "");
	assert_wrapped(" 　\n", 10, "");
}

static void narrow_widths(void **state)
{
	assert_wrapped("政府", 1, "政|府|");
	assert_wrapped("政府", 0, "政|府|");
	assert_wrapped("ab", 1, "a|b|");
	assert_wrapped("ab", 0, "a|b|");
	assert_wrapped("，。", 1, "，|。|");
	assert_wrapped("（a）", 2, "（|a|）|");
	/* More marks than a line holds: broken all the same. */
	assert_wrapped("甲。。。。", 4, "甲。|。。|。|");
}

static void combining_characters(void **state)
{
	assert_wrapped("e\xcc\x81""e\xcc\x81", 1, "e\xcc\x81|e\xcc\x81|");
	assert_wrapped("甲政\xcc\x81，", 4, "甲|政\xcc\x81，|");
	assert_wrapped("政\xcc\x81府", 2, "政\xcc\x81|府|");
}

static bool begins_or_ends_badly(struct str line, bool first, bool last)
{
	static const char *const closing[] = {"，", "。", "）", "》", "”", "、", "；"};
	static const char *const opening[] = {"（", "《", "“"};
	for (size_t i = 0; !first && i < sizeof(closing) / sizeof(*closing); i++)
		if (str_starts_with(line, str_from(closing[i])))
			return true;
	for (size_t i = 0; !last && i < sizeof(opening) / sizeof(*opening); i++)
		if (str_ends_with(line, str_from(opening[i])))
			return true;
	return false;
}

static const char prose[] =
	"根据《中华人民共和国政府信息公开条例》（国务院令第711号，以下简称《条例》）和“国办公开办函〔2021〕30号”，"
	"现公布本报告。全年公开信息1,234条（其中政策性文件47件、 规划 12项），网址 www.example.gov.cn，电话0000-1234567；"
	"受理申请“依申请公开”8件，同比增长12.5%。";

/* Nothing is lost or doubled but blanks, no line is wider than asked for, and from a width of 24 on, where the longest
 * word fits together with its marks, no line begins or ends badly. */
static void assert_wrapped_soundly(size_t ncols, enum width_ambiguous ambiguous)
{
	struct strbuf joined = {0}, compact = {0};
	struct str rest = str_from(prose), line;
	bool first = true;
	while (wrap_take_line(&rest, ncols, ambiguous, &line)) {
		assert_true(line.nbytes > 0);
		assert_true(clip_measure(line, ambiguous) <= ncols || utf8_count(line) == 1);
		assert_false(ncols >= 24 && begins_or_ends_badly(line, first, !rest.nbytes));
		strbuf_append(&joined, line);
		first = false;
	}
	for (size_t i = 0; i < joined.nbytes; i++)
		if (joined.ptr[i] != ' ')
			strbuf_append_byte(&compact, joined.ptr[i]);
	strbuf_clear(&joined);
	for (const char *c = prose; *c; c++)
		if (*c != ' ')
			strbuf_append_byte(&joined, *c);
	assert_string_equal(strbuf_text(&compact), strbuf_text(&joined));
	strbuf_free(&joined);
	strbuf_free(&compact);
}

static void every_width(void **state)
{
	for (size_t ncols = 0; ncols <= 200; ncols++) {
		assert_wrapped_soundly(ncols, WIDTH_AMBIGUOUS_1);
		assert_wrapped_soundly(ncols, WIDTH_AMBIGUOUS_2);
	}
}

static void bad_bytes_and_controls(void **state)
{
	assert_wrapped("政\xff府", 4, "政\xff|府|");
	assert_wrapped("\x1b[31m", 6, "\x1b[31m|");
	assert_wrapped("\xe6\x94", 1, "\xe6|\x94|");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chinese_breaks_anywhere),
		cmocka_unit_test(no_closing_mark_begins_a_line),
		cmocka_unit_test(no_opening_mark_ends_a_line),
		cmocka_unit_test(words_and_numbers_stay_whole),
		cmocka_unit_test(blanks_at_breaks_go),
		cmocka_unit_test(narrow_widths),
		cmocka_unit_test(combining_characters),
		cmocka_unit_test(every_width),
		cmocka_unit_test(bad_bytes_and_controls),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
