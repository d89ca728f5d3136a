/* Character sets. The texts are written here and brought into each encoding with iconv(3). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "read/encoding.h"

static const char simplified[] =
	"本年度报告所列数据的统计期限自2023年1月1日起至2023年12月31日止，电子版可在门户网站下载。"
	"全年主动公开政府信息1286条，其中规范性文件12件，行政许可结果734条。"
	"收到公民、法人和其他组织提出的信息公开申请57件，上年结转3件，均在法定期限内答复。"
	"因政府信息公开申请引发行政复议4件，结果维持3件、纠正1件；行政诉讼2件，尚未审结。"
	"存在的主要问题：一是公开内容不够全面，二是政策解读形式单一，三是个别单位更新不及时。"
	"下一步，我镇将加强队伍建设，组织业务培训，健全审查制度，提升依申请公开办理质量。"
	"（一）予以公开\t12\t0\t1\t13\n（二）部分公开\t3\t0\t0\t3\n（三）不予公开\t2\t0\t0\t2\n"
	"如对本报告有疑问，请与县农业农村局办公室联系，地址：渭滨路18号，邮编：721000。"
	"镕基路、堃宁里、喆园等老旧小区改造进度，按月在社区公示栏张贴，接受居民监督。"
	"没有收取信息处理费，也没有需要报告的其他事项。";

static const char traditional[] =
	"本年度報告所列資料的統計期間自2023年1月1日起至2023年12月31日止，電子版可於入口網站下載。"
	"全年主動公開政府資訊1286筆，其中行政規則12件，許可結果734筆。"
	"受理民眾、法人及其他團體申請提供資訊57件，上年度結轉3件，均於法定期限內答覆。"
	"因申請案提起訴願4件，結果駁回3件、撤銷1件；行政訴訟2件，尚未判決。"
	"主要問題：一是公開內容不夠完整，二是政策說明形式單一，三是部分單位更新不即時。"
	"下一步將加強人員訓練，健全審查制度，提升申請案件的辦理品質與效率。"
	"（一）准予提供\t12\t0\t1\t13\n（二）部分提供\t3\t0\t0\t3\n（三）不予提供\t2\t0\t0\t2\n"
	"如對本報告有疑問，請與區公所秘書室聯絡，地址：中山路18號，電話：23456789。"
	"社區環境衛生、道路養護、橋樑檢測與颱風災後復原情形，每月公告於布告欄。"
	"未收取任何費用，亦無其他應報告事項。";

static const char table[] = "项目,本年,上年\n合计,12,7\n公开,3,0\n其他,120,45\n";

/* An encoding as iconv calls it, with its byte order mark. */
static const struct charset {
	enum encoding encoding;
	const char *name;
	struct str bom;
} charsets[] = {
	{ENCODING_UTF8, "UTF-8", {"\xEF\xBB\xBF", 3}},
	{ENCODING_GB18030, "GB18030", {"\x84\x31\x95\x33", 4}},
	{ENCODING_BIG5, "BIG5-HKSCS", {NULL, 0}},
	{ENCODING_UTF16LE, "UTF-16LE", {"\xFF\xFE", 2}},
	{ENCODING_UTF16BE, "UTF-16BE", {"\xFE\xFF", 2}},
	{ENCODING_UTF32LE, "UTF-32LE", {"\xFF\xFE\0\0", 4}},
	{ENCODING_UTF32BE, "UTF-32BE", {"\0\0\xFE\xFF", 4}},
};

enum { NCHARSETS = sizeof(charsets) / sizeof(charsets[0]) };

/* Puts `text` into `out` in the charset. */
static void encode(const struct charset *charset, struct str text, struct strbuf *out)
{
	strbuf_clear(out);
	strbuf_append_repeat(out, '\0', text.nbytes * 4);
	iconv_t conversion = iconv_open(charset->name, "UTF-8");
	assert_true(conversion != (iconv_t)-1);
	char *from = (char *)text.ptr, *to = out->ptr;
	size_t left = text.nbytes, room = out->nbytes;
	if (iconv(conversion, &from, &left, &to, &room) == (size_t)-1)
		fail_msg("%s cannot hold: %.20s", charset->name, from);
	iconv_close(conversion);
	out->nbytes -= room;
}

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
		{"UTF-8", ENCODING_UTF8}, {"utf8", ENCODING_UTF8}, {"Utf_8", ENCODING_UTF8}, {"us-ascii", ENCODING_UTF8},
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
		encode(charset, window, &bytes);
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
	struct sample samples[] = {make_sample("simplified", simplified), make_sample("traditional", traditional)};
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
		struct str text = charsets[i].encoding == ENCODING_BIG5 ? STR("項目,本年,上年\n合計,12,7\n公開,3,0\n") : STR(table);
		encode(&charsets[i], text, &bytes);
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

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 24;
}

static void noise_is_no_text(void **state)
{
	char noise[4096];
	uint32_t seed = 1;
	for (unsigned i = 0; i < 50; i++) {
		for (size_t j = 0; j < sizeof(noise); j++)
			noise[j] = (char)next_random(&seed);
		size_t nbytes = i % 2 ? 256 : sizeof(noise);
		assert_encoding(encoding_detect((struct str){noise, nbytes}), ENCODING_UNKNOWN);
	}
	for (size_t i = 0; i < sizeof(noise); i++)
		noise[i] = (char)(' ' + next_random(&seed) % 95 + (next_random(&seed) & 0x80));
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
	encode(&charset, str_from(text), &bytes);
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
	assert_encoding(detect_page("<meta charset=gbk>", "UTF-8", traditional), ENCODING_UTF8);
	assert_encoding(detect_page("<meta charset=big5>", "GB18030", "一个㐀镕基"), ENCODING_GB18030);
	assert_encoding(detect_page("<meta charset=big5>", "GB18030", "一个丂公布"), ENCODING_GB18030);
	assert_encoding(detect_page("<meta charset=utf-8>", "GB18030", simplified), ENCODING_GB18030);
	assert_encoding(detect_page("<meta charset=utf-8>", "BIG5-HKSCS", traditional), ENCODING_BIG5);
}

/* Much ASCII before the first Chinese character; letters that look like UTF-16. */
static void markup_does_not_mislead(void **state)
{
	struct strbuf head = {0};
	for (unsigned i = 0; i < 10000; i++)
		strbuf_append_text(&head, "<td class=MsoNormal style=padding>");
	assert_encoding(detect_page(strbuf_text(&head), "GB18030", simplified), ENCODING_GB18030);
	assert_encoding(detect_page(strbuf_text(&head), "BIG5-HKSCS", traditional), ENCODING_BIG5);
	assert_encoding(detect_page("<b>abcdefghijklmnopqrstuvwxyz", "GB18030", "合计"), ENCODING_GB18030);
	strbuf_free(&head);
}

static void rare_forms_of_gb18030(void **state)
{
	assert_encoding(detect_page("", "GB18030", "㐀㐁㐂㐃㐄𠀀𠀁𠀂"), ENCODING_GB18030);
	assert_encoding(detect_page("", "GB18030", "负责人：𬭎，电话：12345"), ENCODING_GB18030);
	assert_encoding(detect_page("", "GB18030", "橋樑檢測與颱風災"), ENCODING_GB18030);
	assert_encoding(encoding_detect(STR("1\t2\t3\n\xA3")), ENCODING_GB18030);
	assert_encoding(encoding_detect(STR("\x80 100,\xD4\xAA 700\n")), ENCODING_GB18030);
}

/* ---- Decoding --------------------------------------------------------------------------------------------------- */

static struct decoder *decoder_of(void **state)
{
	return *state;
}

static int open_decoder(void **state)
{
	*state = decoder_new();
	return 0;
}

static int close_decoder(void **state)
{
	decoder_free(*state);
	decoder_free(NULL);
	return 0;
}

static void assert_text(const struct strbuf *found, struct str expected)
{
	assert_int_equal(found->nbytes, expected.nbytes);
	assert_memory_equal(found->ptr, expected.ptr, expected.nbytes);
	assert_int_equal(found->ptr[found->nbytes], '\0');
}

static void assert_round_trip(struct decoder *decoder, const struct charset *charset, struct str text, bool marked)
{
	struct strbuf encoded = {0}, bytes = {0}, out = {0};
	encode(charset, text, &encoded);
	if (marked)
		strbuf_append(&bytes, charset->bom);
	strbuf_append(&bytes, strbuf_view(&encoded));
	struct decoding decoding = decoder_decode(decoder, charset->encoding, strbuf_view(&bytes), &out);
	assert_true(decoding.available);
	assert_int_equal(decoding.nbad, 0);
	assert_text(&out, text);
	strbuf_free(&encoded);
	strbuf_free(&bytes);
	strbuf_free(&out);
}

static void round_trips(void **state)
{
	struct strbuf large = {0};
	for (unsigned i = 0; i < 300; i++)
		strbuf_append_text(&large, traditional);
	for (size_t i = 0; i < NCHARSETS; i++) {
		for (int marked = 0; marked < 2; marked++) {
			if (charsets[i].encoding != ENCODING_BIG5)
				assert_round_trip(decoder_of(state), &charsets[i], STR(simplified), marked);
			assert_round_trip(decoder_of(state), &charsets[i], STR(traditional), marked);
			assert_round_trip(decoder_of(state), &charsets[i], STR("x"), marked);
		}
		assert_round_trip(decoder_of(state), &charsets[i], strbuf_view(&large), true);
		if (charsets[i].encoding != ENCODING_BIG5)
			assert_round_trip(decoder_of(state), &charsets[i], STR("𠀀㐀é€\0·𬭎"), true);
	}
	strbuf_free(&large);
}

/* `expected` has U+FFFD for each fault. */
struct decode_case {
	enum encoding encoding;
	struct str bytes, expected;
	size_t nbad, first_bad_offset;
	uint32_t first_bad_line;
};

#define BAD "\xEF\xBF\xBD"
#define CASE(encoding, bytes, expected, ...) {ENCODING_##encoding, {bytes, sizeof(bytes) - 1}, \
	{expected, sizeof(expected) - 1}, __VA_ARGS__}

static const struct decode_case decode_cases[] = {
	CASE(UTF8, "a\nb\xFF""c", "a\nb" BAD "c", 1, 3, 2),
	CASE(UTF8, "\xE4\xB8", BAD, 1, 0, 1),
	CASE(UTF8, "x\xF0\xA0\x80", "x" BAD, 1, 1, 1),
	CASE(UTF8, "\xE4\xB8x", BAD BAD "x", 2, 0, 1),
	CASE(UTF8, "\xE0\x80", BAD BAD, 2, 0, 1),
	CASE(UTF8, "\xF4\x90\x80\x80", BAD BAD BAD BAD, 4, 0, 1),
	CASE(UTF8, "\xED\xA0\x80", BAD BAD BAD, 3, 0, 1),
	CASE(UTF8, "\xEF\xBB\xBF\n\n\xC0\xAF\xEF\xBB\xBF", "\n\n" BAD BAD "\xEF\xBB\xBF", 2, 5, 3),
	CASE(GB18030, "\xD5 \xD6\xD0", BAD " 中", 1, 0, 1),
	CASE(GB18030, "ab\n\xD6\xD0\n\xFF\xFF\xD6\xD0", "ab\n中\n" BAD BAD "中", 2, 6, 3),
	CASE(GB18030, "\x80""1.2\x80", "€1.2€", 0, 0, 0),
	CASE(GB18030, "\xD6\xD0\xD6", "中" BAD, 1, 2, 1),
	CASE(GB18030, "\x95\x32\x82\x36", "𠀀", 0, 0, 0),
	CASE(GB18030, "a\x95\x32\x82", "a" BAD, 1, 1, 1),
	CASE(GB18030, "\x84\x31\x95\x33\xFF\xE9\x46", BAD "镕", 1, 4, 1),
	CASE(GB18030, "\xD5\n\xFF", BAD "\n" BAD, 2, 0, 1),
	CASE(BIG5, "\x87\x41\xA4\xA4", "䰲中", 0, 0, 0),
	CASE(BIG5, "\x88\x62", "Ê̄", 0, 0, 0),
	CASE(BIG5, "\x88\x62\xFF\x88\x64", "Ê̄" BAD "Ê̌", 1, 2, 1),
	CASE(BIG5, "\xA4 \xA4\xA4\xA4", BAD " 中" BAD, 2, 0, 1),
	CASE(BIG5, "\x81\xA4\xA4", BAD "中", 1, 0, 1),
	CASE(UTF16LE, "\x40\xD8\x00\xDC", "𠀀", 0, 0, 0),
	CASE(UTF16LE, "\x40\xD8""a\0", BAD "a", 1, 0, 1),
	CASE(UTF16LE, "a\0\x00\xDC""b\0", "a" BAD "b", 1, 2, 1),
	CASE(UTF16LE, "a\0\x40\xD8", "a" BAD, 1, 2, 1),
	CASE(UTF16LE, "a\0\x40\xD8\x00", "a" BAD, 1, 2, 1),
	CASE(UTF16LE, "a\0b", "a" BAD, 1, 2, 1),
	CASE(UTF16LE, "\x0A\x4E\n\0\x00\xDC", "上\n" BAD, 1, 4, 2),
	CASE(UTF16LE, "\xFF\xFE\x00\xDC\xFF\xFE", BAD "\xEF\xBB\xBF", 1, 2, 1),
	CASE(UTF16BE, "\xFE\xFF\x4E\x0A\0\n\xDC\x00\x4E\x2D", "上\n" BAD "中", 1, 6, 2),
	CASE(UTF16BE, "\xD8\x40\0a", BAD "a", 1, 0, 1),
	CASE(UTF32LE, "\0\xD8\0\0a\0\0\0", BAD "a", 1, 0, 1),
	CASE(UTF32LE, "\0\0\x11\0a\0\0\0b\0\0", BAD "a" BAD, 2, 0, 1),
	CASE(UTF32BE, "\0\0\xFE\xFF\0\2\0\0\xFF\0\0\0\0\0\0a", "𠀀" BAD "a", 1, 8, 1),
	CASE(GB18030, "", "", 0, 0, 0),
	CASE(UTF8, "\xEF\xBB\xBF", "", 0, 0, 0),
};

static void decodes_and_counts_faults(void **state)
{
	for (size_t i = 0; i < sizeof(decode_cases) / sizeof(decode_cases[0]); i++) {
		const struct decode_case *c = &decode_cases[i];
		struct strbuf out = {0};
		strbuf_append_text(&out, "kept\n");
		struct decoding found = decoder_decode(decoder_of(state), c->encoding, c->bytes, &out);
		struct str text = str_slice(strbuf_view(&out), strlen("kept\n"), out.nbytes);
		if (!found.available || !str_equal(text, c->expected) || found.nbad != c->nbad ||
		    found.first_bad_offset != c->first_bad_offset || found.first_bad_line != c->first_bad_line)
			fail_msg("case %zu: \"%.*s\", %zu bad, first at %zu in line %u", i, (int)text.nbytes, text.ptr, found.nbad,
				 found.first_bad_offset, (unsigned)found.first_bad_line);
		assert_memory_equal(out.ptr, "kept\n", strlen("kept\n"));
		assert_int_equal(out.ptr[out.nbytes], '\0');
		strbuf_free(&out);
	}
}

/* Characters of two bytes that become four: more than is made room for at first. */
static void output_grows(void **state)
{
	struct strbuf bytes = {0}, expected = {0}, out = {0};
	for (unsigned i = 0; i < 50000; i++) {
		strbuf_append(&bytes, STR("\xFA\x40\x88\x62"));
		strbuf_append_text(&expected, "𠕇Ê̄");
	}
	struct decoding found = decoder_decode(decoder_of(state), ENCODING_BIG5, strbuf_view(&bytes), &out);
	assert_int_equal(found.nbad, 0);
	assert_text(&out, strbuf_view(&expected));
	strbuf_free(&bytes);
	strbuf_free(&expected);
	strbuf_free(&out);
}

/* Each code of two bytes is what iconv makes of it, the first time and the second. */
static void every_pair_of_gb18030(void **state)
{
	iconv_t converter = iconv_open("UTF-8", "GB18030");
	size_t nchars = 0;
	assert_true(converter != (iconv_t)-1);
	for (int i = 0; i < 2 * 126 * 191; i++) {
		char code[2] = {(char)(0x81 + i / 191 % 126), (char)(0x40 + i % 191)}, text[16], *from = code, *to = text;
		size_t nfrom = sizeof(code), nfree = sizeof(text);
		struct strbuf out = {0};
		bool whole = iconv(converter, &from, &nfrom, &to, &nfree) != (size_t)-1;
		iconv(converter, NULL, NULL, NULL, NULL);
		struct decoding found = decoder_decode(decoder_of(state), ENCODING_GB18030, (struct str){code, 2}, &out);
		assert_int_equal(found.nbad == 0, whole);
		if (whole)
			assert_text(&out, (struct str){text, sizeof(text) - nfree});
		nchars += whole;
		strbuf_free(&out);
	}
	assert_true(nchars > 2 * 23000);
	iconv_close(converter);
}

/* FF is in no character of either, so every one of them is a fault of its own. */
static void many_faults(void **state)
{
	for (size_t i = 1; i < 3; i++) {
		struct strbuf encoded = {0}, bytes = {0}, expected = {0}, out = {0};
		encode(&charsets[i], STR("公布\n"), &encoded);
		for (unsigned j = 0; j < 5000; j++) {
			strbuf_append(&bytes, strbuf_view(&encoded));
			strbuf_append_text(&expected, "公布\n");
			strbuf_append_repeat(&bytes, '\xFF', j % 3);
			for (unsigned k = 0; k < j % 3; k++)
				strbuf_append_text(&expected, BAD);
		}
		struct decoding found = decoder_decode(decoder_of(state), charsets[i].encoding, strbuf_view(&bytes), &out);
		assert_text(&out, strbuf_view(&expected));
		assert_int_equal(found.nbad, 4999);
		assert_int_equal(found.first_bad_offset, 2 * encoded.nbytes);
		assert_int_equal(found.first_bad_line, 3);
		strbuf_free(&encoded);
		strbuf_free(&bytes);
		strbuf_free(&expected);
		strbuf_free(&out);
	}
}

static size_t count_replaced(struct str text)
{
	size_t count = 0;
	while (text.nbytes > 0) {
		size_t nbytes = str_find(text, STR(BAD));
		count += nbytes < text.nbytes;
		text = str_slice(text, nbytes + strlen(BAD), text.nbytes);
	}
	return count;
}

static void noise_becomes_valid_utf8(void **state)
{
	uint32_t seed = 7;
	char noise[600];
	struct strbuf out = {0};
	for (unsigned i = 0; i < 700; i++) {
		for (size_t j = 0; j < sizeof(noise); j++)
			noise[j] = (char)next_random(&seed);
		enum encoding encoding = charsets[i % NCHARSETS].encoding;
		strbuf_clear(&out);
		struct str bytes = {noise, sizeof(noise) - i % 5};
		struct decoding found = decoder_decode(decoder_of(state), encoding, bytes, &out);
		struct str text = strbuf_view(&out);
		assert_int_equal(utf8_find_invalid(text), text.nbytes);
		assert_true(found.nbad > 0 && found.nbad <= count_replaced(text));
	}
	strbuf_free(&out);
}

static void unknown_is_not_available(void **state)
{
	struct strbuf out = {0};
	strbuf_append_text(&out, "x");
	struct decoding found = decoder_decode(decoder_of(state), ENCODING_UNKNOWN, STR("\xD6\xD0"), &out);
	assert_false(found.available);
	assert_string_equal(strbuf_text(&out), "x");
	strbuf_free(&out);
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
		cmocka_unit_test(rare_forms_of_gb18030),
		cmocka_unit_test(round_trips),
		cmocka_unit_test(decodes_and_counts_faults),
		cmocka_unit_test(output_grows),
		cmocka_unit_test(every_pair_of_gb18030),
		cmocka_unit_test(many_faults),
		cmocka_unit_test(noise_becomes_valid_utf8),
		cmocka_unit_test(unknown_is_not_available),
	};
	return cmocka_run_group_tests(tests, open_decoder, close_decoder);
}
