#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "base/clip.h"
#include "base/fold.h"
#include "base/utf8.h"

static const struct clip_options plain = {.ambiguous = WIDTH_AMBIGUOUS_1};

/* What is expected of clip_text(): the output, the bytes done, the columns written; whether text is left follows. */
static void assert_clip(struct str text, struct clip_options options, const char *shown, size_t nbytes, size_t ncols)
{
	struct strbuf out = {0};
	strbuf_append_text(&out, "before");
	struct clip_result result = clip_text(&out, text, &options);
	assert_string_equal(strbuf_text(&out) + strlen("before"), shown);
	assert_memory_equal(out.ptr, "before", strlen("before"));
	assert_int_equal(result.nbytes, nbytes);
	assert_int_equal(result.ncols, ncols);
	assert_int_equal(result.cut, nbytes < text.nbytes);
	strbuf_free(&out);
}

static struct clip_options window(size_t skip_ncols, size_t ncols)
{
	return (struct clip_options){.skip_ncols = skip_ncols, .ncols = ncols, .ambiguous = WIDTH_AMBIGUOUS_1};
}

static struct clip_options padded(size_t ncols, enum clip_align align)
{
	return (struct clip_options){.ncols = ncols, .pad = true, .align = align, .ambiguous = WIDTH_AMBIGUOUS_1};
}

static struct clip_options marked(size_t skip_ncols, size_t ncols)
{
	struct clip_options options = window(skip_ncols, ncols);
	options.cut_mark = "~";
	return options;
}

static void ascii(void **state)
{
	assert_clip(STR("abcdef"), window(0, 10), "abcdef", 6, 6);
	assert_clip(STR("abcdef"), window(0, 6), "abcdef", 6, 6);
	assert_clip(STR("abcdef"), window(0, 5), "abcde", 5, 5);
	assert_clip(STR("abcdef"), window(2, 3), "cde", 5, 3);
	assert_clip(STR("abcdef"), window(2, 9), "cdef", 6, 4);
	assert_clip(STR("abcdef"), window(6, 3), "", 6, 0);
	assert_clip(STR("abcdef"), window(99, 3), "", 6, 0);
	assert_clip(STR(""), window(0, 3), "", 0, 0);
	assert_clip((struct str){NULL, 0}, window(1, 3), "", 0, 0);
	assert_clip(STR("abc"), window(0, SIZE_MAX), "abc", 3, 3);
}

static void wide_characters(void **state)
{
	assert_clip(STR("中文"), window(0, 4), "中文", 6, 4);
	assert_clip(STR("中文"), window(0, 3), "中 ", 3, 3);
	assert_clip(STR("中文"), window(0, 2), "中", 3, 2);
	assert_clip(STR("中文"), window(0, 1), " ", 0, 1);
	assert_clip(STR("中文"), window(1, 3), " 文", 6, 3);
	assert_clip(STR("中文"), window(2, 2), "文", 6, 2);
	assert_clip(STR("中文"), window(3, 2), " ", 6, 1);
	assert_clip(STR("中文字"), window(1, 4), " 文 ", 6, 4);
	assert_clip(STR("中文"), window(1, 1), " ", 3, 1);
	assert_clip(STR("\xE3\x80\x80""a\xE3\x80\x80"), window(0, 4), "\xE3\x80\x80""a ", 4, 4);
	assert_clip(STR("\xE3\x80\x80""a\xE3\x80\x80"), window(1, 4), " a\xE3\x80\x80", 7, 4);
}

/* Text one cell short of the column, with a wide character next. */
static void one_cell_short(void **state)
{
	assert_clip(STR("abcd中"), window(0, 5), "abcd ", 4, 5);
	assert_clip(STR("abcd中"), window(0, 6), "abcd中", 7, 6);
	assert_clip(STR("abcd中"), marked(0, 5), "abcd~", 4, 5);
	assert_clip(STR("abcde中"), marked(0, 5), "abcd~", 4, 5);
	assert_clip(STR("中文a中"), marked(0, 6), "中文a~", 7, 6);
	assert_clip(STR("中文中"), marked(0, 5), "中文~", 6, 5);
	struct clip_options options = padded(5, CLIP_RIGHT);
	assert_clip(STR("abcd中"), options, "abcd ", 4, 5);
}

static void combining_marks(void **state)
{
	assert_clip(STR("ae\xCC\x81z"), window(0, 3), "ae\xCC\x81z", 5, 3);
	assert_clip(STR("ae\xCC\x81z"), window(0, 2), "ae\xCC\x81", 4, 2);
	assert_clip(STR("ae\xCC\x81\xCC\x82"), window(0, 2), "ae\xCC\x81\xCC\x82", 6, 2);
	assert_clip(STR("ae\xCC\x81z"), window(0, 1), "a", 1, 1);
	assert_clip(STR("ae\xCC\x81z"), window(2, 1), "z", 5, 1);
	assert_clip(STR("ae\xCC\x81z"), window(1, 1), "e\xCC\x81", 4, 1);
	assert_clip(STR("中\xCC\x81z"), window(1, 2), " z", 6, 2);
	assert_clip(STR("\xCC\x81z"), window(0, 1), "\xCC\x81z", 3, 1);
	assert_clip(STR("\xCC\x81z"), window(0, 0), "", 0, 0);
	assert_clip(STR("e\xCC\x81"), window(1, 0), "", 3, 0);
	assert_clip(STR("abe\xCC\x81z"), marked(0, 3), "ab~", 2, 3);
	assert_clip(STR("abe\xCC\x81zy"), marked(0, 4), "abe\xCC\x81~", 5, 4);
}

static void ambiguous_characters(void **state)
{
	struct clip_options options = window(0, 7);
	assert_clip(STR("·“”…—①"), options, "·“”…—①", 17, 6);
	assert_int_equal(clip_measure(STR("·“”…—①"), WIDTH_AMBIGUOUS_1), 6);
	options.ambiguous = WIDTH_AMBIGUOUS_2;
	assert_clip(STR("·“”…—①"), options, "·“” ", 8, 7);
	assert_int_equal(clip_measure(STR("·“”…—①"), WIDTH_AMBIGUOUS_2), 12);
	options.skip_ncols = 3;
	assert_clip(STR("·“”…—①"), options, " ”…—", 14, 7);
}

static void emoji(void **state)
{
	assert_clip(STR("😀a"), window(0, 2), "😀", 4, 2);
	assert_clip(STR("😀a"), window(0, 1), " ", 0, 1);
	/* U+2764 has one column, with or without the variation selector behind it. */
	assert_clip(STR("\u2764\uFE0F!"), window(0, 1), "\u2764\uFE0F", 6, 1);
	assert_clip(STR("\u2764\uFE0F!"), window(1, 1), "!", 7, 1);
	assert_clip(STR("👍\U0001F3FB"), window(0, 4), "👍\U0001F3FB", 8, 4);
	assert_clip(STR("😀\u200D😀"), window(0, 20), "😀<U+200D>😀", 11, 12);
}

static void bytes_that_are_not_utf8(void **state)
{
	assert_clip(STR("a\xFF""b"), window(0, 9), "a\uFFFD""b", 3, 3);
	assert_clip(STR("\xE4\xB8"), window(0, 9), "\uFFFD\uFFFD", 2, 2);
	assert_clip(STR("\xD6\xD0\xCE\xC4"), window(1, 2), "\uFFFD\uFFFD", 3, 2);
	struct clip_options options = window(0, 3);
	options.ambiguous = WIDTH_AMBIGUOUS_2;
	assert_clip(STR("\xFF\xFF"), options, "\uFFFD ", 1, 3);
}

static void control_characters(void **state)
{
	assert_clip(STR("a\x1B[31mb"), window(0, 20), "a^[[31mb", 7, 8);
	assert_clip(STR("\0\n\r\x7F"), window(0, 20), "^@^J^M^?", 4, 8);
	assert_clip(STR("a\tb"), window(0, 20), "a b", 3, 3);
	assert_clip(STR("a\tb"), window(1, 1), " ", 2, 1);
	assert_clip(STR("\xC2\x9B""31m"), window(0, 20), "<U+009B>31m", 5, 11);
	/* A form of more than one column is shown whole or not at all. */
	assert_clip(STR("a\x1B""b"), window(0, 2), "a ", 1, 2);
	assert_clip(STR("a\x1B""b"), window(2, 2), " b", 3, 2);
	assert_clip(STR("a\xC2\x9B"), window(0, 8), "a       ", 1, 8);
	assert_clip(STR("a\xC2\x9B"), window(0, 9), "a<U+009B>", 3, 9);
}

static void invisible_characters(void **state)
{
	assert_clip(STR("a\u202Eb"), window(0, 20), "a<U+202E>b", 5, 10);
	assert_clip(STR("a\u202Eb"), window(3, 9), "      b", 5, 7);
	assert_clip(STR("a\u202Eb"), window(3, 4), "    ", 1, 4);
	assert_clip(STR("a\u202Eb"), marked(3, 4), "~   ", 1, 4);
	static const char *const texts[][2] = {
		{"\u061C", "<U+061C>"}, {"\u200B", "<U+200B>"}, {"\u200F", "<U+200F>"}, {"\u2010", "\u2010"},
		{"\u2027", "\u2027"}, {"\u2028", "<U+2028>"}, {"\u2029", "<U+2029>"}, {"\u202A", "<U+202A>"},
		{"\u202F", "\u202F"}, {"\u205F", "\u205F"}, {"\u2060", "<U+2060>"}, {"\u2066", "<U+2066>"},
		{"\u2069", "<U+2069>"}, {"\u206A", "\u206A"}, {"\uFEFF", "<U+FEFF>"}, {"\uFF00", "\uFF00"},
		{"\U000E0001", "<U+E0001>"}, {"\U000E007F", "<U+E007F>"}, {"\U000E0100", "\U000E0100"},
		{"\u200A", "\u200A"}, {"\u061B", "\u061B"}, {"\u061D", "\u061D"}, {"\xC2\xA0", "\xC2\xA0"},
		{"\xC2\x80", "<U+0080>"}, {"\xC2\x9F", "<U+009F>"},
	};
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct strbuf out = {0};
		clip_sanitise(&out, str_from(texts[i][0]));
		assert_string_equal(strbuf_text(&out), texts[i][1]);
		strbuf_free(&out);
	}
}

static void padding(void **state)
{
	assert_clip(STR("ab"), padded(5, CLIP_LEFT), "ab   ", 2, 5);
	assert_clip(STR("ab"), padded(5, CLIP_RIGHT), "   ab", 2, 5);
	assert_clip(STR("ab"), padded(5, CLIP_CENTRE), " ab  ", 2, 5);
	assert_clip(STR("ab"), padded(6, CLIP_CENTRE), "  ab  ", 2, 6);
	assert_clip(STR("中e\xCC\x81"), padded(6, CLIP_RIGHT), "   中e\xCC\x81", 6, 6);
	assert_clip(STR("中文"), padded(4, CLIP_RIGHT), "中文", 6, 4);
	assert_clip(STR(""), padded(3, CLIP_CENTRE), "   ", 0, 3);
	assert_clip(STR(""), padded(0, CLIP_LEFT), "", 0, 0);
	struct clip_options options = padded(5, CLIP_LEFT);
	options.skip_ncols = 1;
	assert_clip(STR("中a"), options, " a   ", 4, 5);
	options.skip_ncols = 9;
	assert_clip(STR("中a"), options, "     ", 4, 5);
}

static void mark_where_cut(void **state)
{
	assert_clip(STR("abcdef"), marked(0, 6), "abcdef", 6, 6);
	assert_clip(STR("abcdef"), marked(0, 5), "abcd~", 4, 5);
	assert_clip(STR("abcdef"), marked(0, 1), "~", 0, 1);
	assert_clip(STR("abcdef"), marked(2, 3), "cd~", 4, 3);
	assert_clip(STR("中文字"), marked(0, 6), "中文字", 9, 6);
	assert_clip(STR("中文字"), marked(0, 5), "中文~", 6, 5);
	assert_clip(STR("中文字"), marked(0, 4), "中~ ", 3, 4);
	assert_clip(STR("中文字"), marked(0, 2), "~ ", 0, 2);
	assert_clip(STR("中文字"), marked(1, 3), " ~ ", 3, 3);
	assert_clip(STR("中文字"), marked(1, 1), "~", 3, 1);
	assert_clip(STR("ab\x1B"), marked(0, 3), "ab~", 2, 3);
	assert_clip(STR("a"), marked(0, 0), "", 0, 0);
	struct clip_options other = marked(0, 4);
	other.cut_mark = "…";
	assert_clip(STR("中文字"), other, "中… ", 3, 4);
	struct clip_options options = padded(4, CLIP_RIGHT);
	options.cut_mark = "~";
	assert_clip(STR("中文字"), options, "中~ ", 3, 4);
	assert_clip(STR("中"), options, "  中", 3, 4);
}

static void zero_columns(void **state)
{
	assert_clip(STR("a"), window(0, 0), "", 0, 0);
	assert_clip(STR("中"), window(1, 0), "", 0, 0);
	assert_clip(STR("中"), window(2, 0), "", 3, 0);
	assert_clip(STR(""), marked(0, 0), "", 0, 0);
}

static void measures_the_shown_form(void **state)
{
	assert_int_equal(clip_measure(STR(""), WIDTH_AMBIGUOUS_1), 0);
	assert_int_equal(clip_measure((struct str){NULL, 0}, WIDTH_AMBIGUOUS_1), 0);
	assert_int_equal(clip_measure(STR("ab中\xE3\x80\x80"), WIDTH_AMBIGUOUS_1), 6);
	assert_int_equal(clip_measure(STR("e\xCC\x81\x1B\t\u202E\xFF"), WIDTH_AMBIGUOUS_1), 13);
}

/* What is taken at once is what each character is by itself. */
static void sanitises_runs(void **state)
{
	static const char *const chars[] = {
		"a",  "行",   "。", "\xE9\xBF\xBF", "\xE3\x80\x80", "～",   "\xEE\x80\x80", "\xE2\x80\x8B", "\x07",
		"\t", "\x7F", "é",  "𠀀",	    "\xE4",	    "\xB8", "\xFF",	    "\xEF\xBB\xBF", " ",
		"~",  "龥"};
	for (unsigned round = 0; round < 2000; round++) {
		struct strbuf text = {0}, at_once = {0}, singly = {0};
		for (unsigned i = 0; i < round % 12; i++)
			strbuf_append_text(&text, chars[hash_mix(round * 16 + i) % (sizeof(chars) / sizeof(*chars))]);
		struct str rest = strbuf_view(&text);
		clip_sanitise(&at_once, rest);
		while (rest.nbytes) {
			size_t nbytes = utf8_decode(rest).nbytes;
			clip_sanitise(&singly, str_slice(rest, 0, nbytes));
			rest = str_slice(rest, nbytes, rest.nbytes);
		}
		assert_string_equal(strbuf_text(&at_once), strbuf_text(&singly));
		strbuf_free(&text);
		strbuf_free(&at_once);
		strbuf_free(&singly);
	}
}

static void sanitises_all(void **state)
{
	struct strbuf out = {0};
	clip_sanitise(&out, STR("行\x1B]0;x\x07 \xC2\x9D\xFF\tend\n"));
	assert_string_equal(strbuf_text(&out), "行^[]0;x^G <U+009D>\uFFFD end^J");
	clip_sanitise(&out, (struct str){NULL, 0});
	strbuf_free(&out);
}

/* A random text from pieces of every kind. */
static struct str random_text(struct strbuf *buf)
{
	static const char *const pieces[] = {
		"a", "bc", "中", "文", "\xE3\x80\x80", "\xCC\x81", "\x1B", "\t", "\u202E", "\xFF", "…", "😀",
		"\uFE0F", "\xE4\xB8", "\xC2\x85",
	};
	strbuf_clear(buf);
	for (int count = rand() % 12; count > 0; count--)
		strbuf_append_text(buf, pieces[(size_t)rand() % (sizeof(pieces) / sizeof(pieces[0]))]);
	return strbuf_view(buf);
}

/* What must hold for every text: the width is as said and as asked for, no control gets out, the rest is the rest. */
static void assert_sound(struct str text, const struct clip_options *options)
{
	struct strbuf out = {0};
	struct clip_result result = clip_text(&out, text, options);
	assert_int_equal(clip_measure(strbuf_view(&out), options->ambiguous), result.ncols);
	assert_true(result.ncols <= options->ncols);
	assert_true(result.ncols == options->ncols || (!options->pad && !result.cut));
	assert_int_equal(result.cut, result.nbytes < text.nbytes);
	for (size_t i = 0; i < out.nbytes; i++)
		assert_true((unsigned char)out.ptr[i] >= 0x20 && out.ptr[i] != 0x7F);
	size_t whole_ncols = clip_measure(text, options->ambiguous);
	size_t end_ncols = options->skip_ncols + options->ncols;
	if (options->ncols > 0)
		assert_int_equal(result.cut, whole_ncols > end_ncols);
	if (result.cut && options->cut_mark && options->ncols > 0) {
		size_t end = out.nbytes;
		while (end > 1 && out.ptr[end - 1] == ' ')
			end--;
		assert_int_equal(out.ptr[end - 1], '~');
	}
	strbuf_free(&out);
}

static void random_texts(void **state)
{
	struct strbuf buf = {0};
	srand(1);
	for (int round = 0; round < 100000; round++) {
		struct clip_options options = plain;
		options.skip_ncols = (size_t)rand() % 12;
		options.ncols = (size_t)rand() % 14;
		options.pad = rand() % 2;
		options.cut_mark = rand() % 2 ? "~" : NULL;
		options.align = (enum clip_align)(rand() % 3);
		options.ambiguous = rand() % 2 ? WIDTH_AMBIGUOUS_1 : WIDTH_AMBIGUOUS_2;
		assert_sound(random_text(&buf), &options);
	}
	strbuf_free(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ascii),
		cmocka_unit_test(wide_characters),
		cmocka_unit_test(one_cell_short),
		cmocka_unit_test(combining_marks),
		cmocka_unit_test(ambiguous_characters),
		cmocka_unit_test(emoji),
		cmocka_unit_test(bytes_that_are_not_utf8),
		cmocka_unit_test(control_characters),
		cmocka_unit_test(invisible_characters),
		cmocka_unit_test(padding),
		cmocka_unit_test(mark_where_cut),
		cmocka_unit_test(zero_columns),
		cmocka_unit_test(measures_the_shown_form),
		cmocka_unit_test(sanitises_all),
		cmocka_unit_test(sanitises_runs),
		cmocka_unit_test(random_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
