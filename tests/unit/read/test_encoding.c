/* The names of character sets, and finding out which one a text is in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "charset.h"

static const char table[] = "项目,本年,上年\n合计,12,7\n公开,3,0\n其他,120,45\n";

static void assert_encoding(enum encoding found, enum encoding expected)
{
	assert_string_equal(encoding_name(found), encoding_name(expected));
}

/* ---- Names ------------------------------------------------------------------------------------------------------ */

static void names_in_any_spelling(void **state)
{
	static const struct {
		const char *name;
		enum encoding encoding;
	} cases[] = {
		{"UTF-8", ENCODING_UTF8}, {"utf8", ENCODING_UTF8}, {"Utf_8", ENCODING_UTF8},
		{"us-ascii", ENCODING_UTF8},
		{"GB2312", ENCODING_GB18030}, {"gb_2312-80", ENCODING_GB18030}, {"GBK", ENCODING_GB18030},
		{"x-gbk", ENCODING_GB18030}, {"CP936", ENCODING_GB18030}, {"EUC-CN", ENCODING_GB18030},
		{"GB18030", ENCODING_GB18030}, {"gb-18030", ENCODING_GB18030}, {" gbk\t", ENCODING_GB18030},
		{"windows-936", ENCODING_GB18030}, {"Big5", ENCODING_BIG5}, {"BIG5-HKSCS", ENCODING_BIG5},
		{"cp950", ENCODING_BIG5}, {"x-x-big5", ENCODING_BIG5}, {"utf-16", ENCODING_UTF16LE},
		{"UTF-16BE", ENCODING_UTF16BE}, {"utf_32le", ENCODING_UTF32LE}, {"UTF32BE", ENCODING_UTF32BE},
		{"", ENCODING_UNKNOWN}, {"-", ENCODING_UNKNOWN}, {"latin1", ENCODING_UNKNOWN},
		{"ISO-2022-CN-EXT", ENCODING_UNKNOWN}, {"UTF-8//IGNORE", ENCODING_UNKNOWN}, {"gb", ENCODING_UNKNOWN},
		{"gbkk", ENCODING_UNKNOWN}, {"unknown", ENCODING_UNKNOWN},
		{"utf-8-------------------------------------", ENCODING_UTF8},
		{"utf-8888888888888888888888888888888888888888", ENCODING_UNKNOWN},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (encoding_from_name(str_from(cases[i].name)) != cases[i].encoding)
			fail_msg("%s", cases[i].name);
	assert_encoding(encoding_from_name((struct str){"gbk\0x", 5}), ENCODING_UNKNOWN);
}

static void every_encoding_knows_its_own_name(void **state)
{
	for (enum encoding i = ENCODING_UNKNOWN; i < ENCODING_COUNT; i++)
		assert_encoding(encoding_from_name(str_from(encoding_name(i))), i);
}

/* ---- Declarations ----------------------------------------------------------------------------------------------- */

static void declared_in_a_page(void **state)
{
	static const struct {
		const char *page;
		enum encoding encoding;
	} cases[] = {
		{"<html><head><meta charset=\"gbk\">", ENCODING_GB18030},
		{"<META CharSet = GB2312 >", ENCODING_GB18030},
		{"<meta/charset='big5'/>", ENCODING_BIG5},
		{"<meta name=x charset=utf-8>", ENCODING_UTF8},
		{"<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\" />", ENCODING_GB18030},
		{"<meta content='text/html;charset = \"big5\"' http-equiv=content-type>", ENCODING_BIG5},
		{"<meta http-equiv=content-type content=text/html;charset=gbk>", ENCODING_GB18030},
		{"<meta http-equiv=content-type content='charset charset=gbk; x'>", ENCODING_GB18030},
		{"<meta content='text/html; charset=gbk'>", ENCODING_UNKNOWN},
		{"<meta http-equiv=refresh content='1; charset=gbk'>", ENCODING_UNKNOWN},
		{"<meta charset=klingon><meta charset=gbk>", ENCODING_GB18030},
		{"<meta charset=utf-16>", ENCODING_UTF8},
		{"<meta charset=\"utf-32be\">", ENCODING_UTF8},
		{"<!-- <meta charset=gbk> --><meta charset=big5>", ENCODING_BIG5},
		{"<!--><meta charset=big5>", ENCODING_BIG5},
		{"<!-- <meta charset=gbk>", ENCODING_UNKNOWN},
		{"<!DOCTYPE html><?x y?></p><meta charset=big5>", ENCODING_BIG5},
		{"<a title='<meta charset=gbk>'><meta charset=big5>", ENCODING_BIG5},
		{"</a x=\"><meta charset=gbk>\"><meta charset=big5>", ENCODING_BIG5},
		{"a < b <1> <<meta charset=big5>", ENCODING_BIG5},
		{"<metal charset=gbk>", ENCODING_UNKNOWN},
		{"<meta xcharset=gbk charsetx=gbk =charset>", ENCODING_UNKNOWN},
		{"<meta charset", ENCODING_UNKNOWN},
		{"<meta charset=", ENCODING_UNKNOWN},
		{"<meta charset='gbk", ENCODING_GB18030},
		{"<meta", ENCODING_UNKNOWN},
		{"<", ENCODING_UNKNOWN},
		{"charset=gbk", ENCODING_UNKNOWN},
		{"", ENCODING_UNKNOWN},
		{"<?xml version=\"1.0\" encoding=\"GB2312\"?><a/>", ENCODING_GB18030},
		{"\xEF\xBB\xBF\r\n<?XML encoding='big5'?>", ENCODING_BIG5},
		{"<?xml version='1.0'?><html><meta charset=gbk>", ENCODING_GB18030},
		{"<?xmlx encoding='big5'?>", ENCODING_UNKNOWN},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (encoding_declared(str_from(cases[i].page)) != cases[i].encoding)
			fail_msg("%s: %s", cases[i].page, encoding_name(encoding_declared(str_from(cases[i].page))));
}

static void only_the_beginning_declares(void **state)
{
	for (size_t nbefore = 1000; nbefore < 1030; nbefore++) {
		struct strbuf page = {0};
		strbuf_append_repeat(&page, ' ', nbefore);
		strbuf_append_text(&page, "<meta charset=gbk>");
		bool inside = nbefore + strlen("<meta charset=gbk") <= 1024;
		assert_encoding(encoding_declared(strbuf_view(&page)), inside ? ENCODING_GB18030 : ENCODING_UNKNOWN);
		strbuf_free(&page);
	}
}

/* ---- Detection -------------------------------------------------------------------------------------------------- */

/* A text of 2000 and more characters that begins at each of its characters in turn. */
struct sample {
	const char *label;
	struct str unit;
	struct strbuf text;
	size_t nstarts;
};

static struct sample make_sample(const char *label, const char *unit)
{
	struct sample sample = {.label = label, .unit = str_from(unit)};
	sample.nstarts = utf8_count(sample.unit);
	for (size_t nchars = 0; nchars < sample.nstarts + 2000; nchars += sample.nstarts)
		strbuf_append(&sample.text, sample.unit);
	return sample;
}

/* `nchars` characters from `*start`, which moves one character on. */
static struct str take_window(const struct sample *sample, size_t *start, size_t nchars)
{
	struct str text = strbuf_view(&sample->text);
	struct str window = str_slice(text, *start, text.nbytes);
	size_t nbytes = 0;
	for (size_t i = 0; i < nchars; i++)
		nbytes += utf8_decode(str_slice(window, nbytes, 4)).nbytes;
	*start += utf8_decode(window).nbytes;
	return str_slice(window, 0, nbytes);
}

static bool is_ascii(struct str s)
{
	return utf8_count(s) == s.nbytes;
}

struct score {
	size_t nright, ntried;
};

typedef void change(struct strbuf *bytes, size_t seed);

static void leave(struct strbuf *bytes, size_t seed)
{
}

static void cut_end(struct strbuf *bytes, size_t seed)
{
	bytes->nbytes--;
}

static void damage(struct strbuf *bytes, size_t seed)
{
	bytes->ptr[(seed * 7919 + 1) % bytes->nbytes] = seed % 2 ? '\xFF' : ' ';
}

/* How many windows of `nchars` characters are recognised. Long ones are looked at here and there. */
static struct score score_of(const struct charset *charset, const struct sample *sample, size_t nchars, change *changed)
{
	struct score score = {0};
	struct strbuf bytes = {0};
	size_t start = 0, step = nchars >= 1000 ? 19 : 1;
	for (size_t i = 0; i < sample->nstarts; i++) {
		struct str window = take_window(sample, &start, nchars);
		if (i % step != 0 || is_ascii(window))
			continue;
		charset_encode(charset, window, &bytes);
		changed(&bytes, i);
		score.nright += encoding_detect(strbuf_view(&bytes)) == charset->encoding;
		score.ntried++;
	}
	strbuf_free(&bytes);
	return score;
}

/* The least share in per cent that is right at 4, 8, 16, 100 and 2000 characters. Traditional texts in GB18030 are hard
 * to tell from Big5 when they are short. */
struct expected {
	const char *what;
	change *changed;
	unsigned usual[5], traditional_gb[5];
};

enum { NLENGTHS = 5 };

static const size_t lengths[NLENGTHS] = {4, 8, 16, 100, 2000};

static void check_row(const struct charset *charset, const struct sample *sample, const struct expected *expected)
{
	bool hard = charset->encoding == ENCODING_GB18030 && strcmp(sample->label, "traditional") == 0;
	const unsigned *least = hard ? expected->traditional_gb : expected->usual;
	unsigned nlow = 0;
	printf("# %-8s %-11s %-10s", expected->what, sample->label, charset->name);
	for (size_t i = 0; i < NLENGTHS; i++) {
		struct score score = score_of(charset, sample, lengths[i], expected->changed);
		printf(" %6.2f", 100.0 * (double)score.nright / (double)score.ntried);
		nlow += score.nright * 100 < score.ntried * least[i];
	}
	printf("\n");
	assert_int_equal(nlow, 0);
}

static void check_accuracy(const struct expected *expected)
{
	struct sample samples[] = {make_sample("simplified", charset_simplified),
				   make_sample("traditional", charset_traditional)};
	for (size_t i = 0; i < 2; i++) {
		for (size_t j = 0; j < NCHARSETS; j++)
			if (i == 1 || charsets[j].encoding != ENCODING_BIG5)
				check_row(&charsets[j], &samples[i], expected);
		strbuf_free(&samples[i].text);
	}
}

static void detects_at_every_length(void **state)
{
	printf("# right, in per cent, of the windows of 4, 8, 16, 100, 2000 characters\n");
	check_accuracy(&(struct expected){"clean", leave, {88, 100, 100, 100, 100}, {90, 99, 100, 100, 100}});
}

static void detects_with_a_cut_end(void **state)
{
	check_accuracy(&(struct expected){"cut end", cut_end, {75, 98, 100, 100, 100}, {75, 97, 100, 100, 100}});
}

/* One byte replaced. */
static void detects_with_damage(void **state)
{
	check_accuracy(&(struct expected){"damaged", damage, {0, 0, 50, 100, 100}, {0, 0, 50, 100, 100}});
}

static void marks_decide(void **state)
{
	for (size_t i = 0; i < NCHARSETS; i++) {
		if (charsets[i].bom.nbytes == 0)
			continue;
		struct strbuf bytes = {0};
		strbuf_append(&bytes, charsets[i].bom);
		assert_encoding(encoding_detect(strbuf_view(&bytes)), charsets[i].encoding);
		strbuf_append_text(&bytes, "<meta charset=big5>\xFF\xD0");
		assert_encoding(encoding_detect(strbuf_view(&bytes)), charsets[i].encoding);
		strbuf_free(&bytes);
	}
}

static void detects_tables(void **state)
{
	struct strbuf bytes = {0};
	for (size_t i = 0; i < NCHARSETS; i++) {
		struct str text = charsets[i].encoding == ENCODING_BIG5 ? STR("項目,本年,上年\n合計,12,7\n公開,3,0\n")
									: STR(table);
		charset_encode(&charsets[i], text, &bytes);
		assert_encoding(encoding_detect(strbuf_view(&bytes)), charsets[i].encoding);
	}
	assert_encoding(encoding_detect(STR("\xBA\xCF\xBC\xC6,12,13,14,15\n1,2,3\n")), ENCODING_GB18030);
	assert_encoding(encoding_detect(STR("\xA6\x58\xAD\x70,12,13,14,15\n1,2,3\n")), ENCODING_BIG5);
	strbuf_free(&bytes);
}

static void ascii_and_nothing_are_utf8(void **state)
{
	assert_encoding(encoding_detect((struct str){NULL, 0}), ENCODING_UTF8);
	assert_encoding(encoding_detect(STR("")), ENCODING_UTF8);
	assert_encoding(encoding_detect(STR("a")), ENCODING_UTF8);
	assert_encoding(encoding_detect(STR("1,2,3\r\n4,5,6\f\n")), ENCODING_UTF8);
	assert_encoding(encoding_detect(STR("<meta charset=gbk>")), ENCODING_UTF8);
	assert_encoding(encoding_detect(STR("12\xE5")), ENCODING_UTF8);
	assert_encoding(encoding_detect(STR("12\xE5\x85")), ENCODING_UTF8);
	assert_encoding(encoding_detect(STR("12\xF0\xA0\x80")), ENCODING_UTF8);
}

static void noise_is_no_text(void **state)
{
	assert_encoding(encoding_detect(STR("utf32tf32be\x7f""be\x7f")), ENCODING_UNKNOWN);
	char noise[4096];
	uint32_t seed = 1;
	for (unsigned i = 0; i < 50; i++) {
		for (size_t j = 0; j < sizeof(noise); j++)
			noise[j] = (char)charset_next_random(&seed);
		size_t nbytes = i % 2 ? 256 : sizeof(noise);
		assert_encoding(encoding_detect((struct str){noise, nbytes}), ENCODING_UNKNOWN);
	}
	for (size_t i = 0; i < sizeof(noise); i++)
		noise[i] = (char)(' ' + charset_next_random(&seed) % 95 + (charset_next_random(&seed) & 0x80));
	assert_encoding(encoding_detect((struct str){noise, sizeof(noise)}), ENCODING_UNKNOWN);
	memset(noise, 0, sizeof(noise));
	assert_encoding(encoding_detect((struct str){noise, sizeof(noise)}), ENCODING_UNKNOWN);
	assert_encoding(encoding_detect(STR("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF")), ENCODING_UNKNOWN);
	assert_encoding(encoding_detect(STR("caf\xE9 \xE0 la carte, \xE9 \xE8 \xF4")), ENCODING_UNKNOWN);
}

/* Detects a page of `head`, in ASCII, with `text` in the charset. */
static enum encoding detect_page(const char *head, const char *charset_name, const char *text)
{
	struct strbuf bytes = {0}, page = {0};
	struct charset charset = {.name = charset_name};
	charset_encode(&charset, str_from(text), &bytes);
	strbuf_append_text(&page, head);
	strbuf_append(&page, strbuf_view(&bytes));
	enum encoding found = encoding_detect(strbuf_view(&page));
	strbuf_free(&bytes);
	strbuf_free(&page);
	return found;
}

static void declarations_count_where_they_hold(void **state)
{
	/* Alone it would pass for Big5. */
	assert_encoding(detect_page("", "GB18030", "可結果734筆。"), ENCODING_BIG5);
	assert_encoding(detect_page("<meta charset=gbk>", "GB18030", "可結果734筆。"), ENCODING_GB18030);
	assert_encoding(detect_page("<meta charset=gbk>", "UTF-8", charset_traditional), ENCODING_UTF8);
	assert_encoding(detect_page("<meta charset=big5>", "GB18030", "一个㐀镕基"), ENCODING_GB18030);
	assert_encoding(detect_page("<meta charset=big5>", "GB18030", "一个丂公布"), ENCODING_GB18030);
	assert_encoding(detect_page("<meta charset=utf-8>", "GB18030", charset_simplified), ENCODING_GB18030);
	assert_encoding(detect_page("<meta charset=utf-8>", "BIG5-HKSCS", charset_traditional), ENCODING_BIG5);
}

/* Much ASCII before the first Chinese character; letters that look like UTF-16. */
static void markup_does_not_mislead(void **state)
{
	struct strbuf head = {0};
	for (unsigned i = 0; i < 10000; i++)
		strbuf_append_text(&head, "<td class=MsoNormal style=padding>");
	assert_encoding(detect_page(strbuf_text(&head), "GB18030", charset_simplified), ENCODING_GB18030);
	assert_encoding(detect_page(strbuf_text(&head), "BIG5-HKSCS", charset_traditional), ENCODING_BIG5);
	assert_encoding(detect_page("<b>abcdefghijklmnopqrstuvwxyz", "GB18030", "合计"), ENCODING_GB18030);
	strbuf_free(&head);
}

/* Characters of UTF-16 whose bytes are all ASCII, control characters among them: those show that it is no ASCII. */
static void utf16_may_look_like_ascii(void **state)
{
	struct str little = STR("\x09\x63\x08\x67\x28\x57\x3e\x79\x3a\x53\x6c\x51\x3a\x79\x0f\x68"); /* 按月在社区公示栏 */
	struct str big = STR("\x63\x09\x67\x08\x57\x28\x79\x3e\x53\x3a\x51\x6c\x79\x3a\x68\x0f");
	assert_encoding(encoding_detect(little), ENCODING_UTF16LE);
	assert_encoding(encoding_detect(big), ENCODING_UTF16BE);
	assert_encoding(encoding_detect(STR("\x03[(Q\x04")), ENCODING_UTF16LE);
	/* Where nothing is usual in UTF-16 it is no text; with few control characters it is ASCII. */
	assert_encoding(encoding_detect(STR("\x03!\"#\x04!\"#$%")), ENCODING_UNKNOWN);
	assert_encoding(encoding_detect(STR("\x03[(Q")), ENCODING_UTF8);
}

static void rare_forms_of_gb18030(void **state)
{
	assert_encoding(detect_page("", "GB18030", "㐀㐁㐂㐃㐄𠀀𠀁𠀂"), ENCODING_GB18030);
	assert_encoding(detect_page("", "GB18030", "负责人：𬭎，电话：12345"), ENCODING_GB18030);
	assert_encoding(detect_page("", "GB18030", "橋樑檢測與颱風災"), ENCODING_GB18030);
	assert_encoding(encoding_detect(STR("1\t2\t3\n\xA3")), ENCODING_GB18030);
	assert_encoding(encoding_detect(STR("\x80 100,\xD4\xAA 700\n")), ENCODING_GB18030);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_in_any_spelling),
		cmocka_unit_test(every_encoding_knows_its_own_name),
		cmocka_unit_test(declared_in_a_page),
		cmocka_unit_test(only_the_beginning_declares),
		cmocka_unit_test(detects_at_every_length),
		cmocka_unit_test(detects_with_a_cut_end),
		cmocka_unit_test(detects_with_damage),
		cmocka_unit_test(marks_decide),
		cmocka_unit_test(detects_tables),
		cmocka_unit_test(ascii_and_nothing_are_utf8),
		cmocka_unit_test(noise_is_no_text),
		cmocka_unit_test(declarations_count_where_they_hold),
		cmocka_unit_test(markup_does_not_mislead),
		cmocka_unit_test(utf16_may_look_like_ascii),
		cmocka_unit_test(rare_forms_of_gb18030),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
