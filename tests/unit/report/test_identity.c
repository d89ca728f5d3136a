#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "report/identity.h"

/* What a text begins with, and what it is in the file `path`, should tell. */
static void assert_identity(const char *text, const char *path, const char *agency, int year)
{
	const struct report *report = &examine_text(text, path)->report;
	if (strcmp(report->agency, agency) != 0 || report->year != year)
		print_error("%s", text);
	assert_string_equal(report->agency, agency);
	assert_int_equal(report->year, year);
}

static void assert_sources(enum identity_source agency, enum identity_source year)
{
	const struct report *report = &examine_text("", "a.txt")->report;
	assert_int_equal(report->agency_source, agency);
	assert_int_equal(report->year_source, year);
}

static void assert_sources_of(const char *text, enum identity_source agency, enum identity_source year)
{
	const struct report *report = &examine_text(text, "a.txt")->report;
	assert_int_equal(report->agency_source, agency);
	assert_int_equal(report->year_source, year);
}

static void assert_title(const char *text, const char *agency, int year)
{
	assert_identity(text, "a.txt", agency, year);
	assert_int_equal(examine_text(text, "a.txt")->report.agency_source,
			 agency[0] ? IDENTITY_TITLE : IDENTITY_NONE);
	assert_int_equal(examine_text(text, "a.txt")->report.year_source, IDENTITY_TITLE);
}

static void titles(void **state)
{
	assert_title("松塘县水利局2023年政府信息公开工作年度报告\n", "松塘县水利局", 2023);
	assert_title("松塘县水利局2023年度政府信息公开工作年度报告\n", "松塘县水利局", 2023);
	assert_title("松塘县水利局2023年政府信息公开年度报告\n", "松塘县水利局", 2023);
	assert_title("松塘县水利局2023年政府信息公开工作报告\n", "松塘县水利局", 2023);
	assert_title("# **松塘县水利局2023年政府信息公开工作年度报告**\n", "松塘县水利局", 2023);
	assert_title("松塘县柳桥镇2025年信息公开工作年度报告\n", "松塘县柳桥镇", 2025);
	assert_title("松塘县水利局2023年政务公开工作年度报告\n", "松塘县水利局", 2023);
	assert_int_equal(examine_text("\n\n松塘县水利局2023年政府信息公开工作年度报告\n", "a")->report.title_line, 3);
}

static void blanks_in_titles(void **state)
{
	assert_title("松塘县水利局 2023 年政府信息公开 工作年度报告\n", "松塘县水利局", 2023);
	assert_title("松塘县水利局　2023　年政府信息公开工作年度报告\n", "松塘县水利局", 2023);
	assert_title("松塘县 水利局2023\xc2\xa0年度 政府信息公开工作年度报告\n", "松塘县水利局", 2023);
	assert_title("松塘县水利局 2023 年政府信息 公开工作年度报告\n", "松塘县水利局", 2023);
	assert_title("松塘县水利局2023年政 府 信 息 公 开 工 作 年 度 报 告\n", "松塘县水利局", 2023);
	assert_identity("松塘县水利局 2023 年政府信息 公开工作\n", "a.txt", "", 0);
}

static void year_first(void **state)
{
	assert_title("2023年松塘县水利局政府信息公开工作年度报告\n", "松塘县水利局", 2023);
	assert_title("2023年度松塘县水利局政府信息公开工作年度报告\n", "松塘县水利局", 2023);
	assert_title("松塘县水利局\n2023年度 政府信息公开工作年度报告\n", "松塘县水利局", 2023);
	assert_title("2023年政府信息公开工作年度报告\n", "", 2023);
}

/* 年 left out. */
static void bare_years(void **state)
{
	assert_title("松塘县水利局2023政府信息公开工作年度报告\n", "松塘县水利局", 2023);
	assert_title("松塘县水利局 2023 政府信息公开工作年度报告\n", "松塘县水利局", 2023);
	assert_title("松塘县水利局\n2023政府信息公开工作年度报告\n", "松塘县水利局", 2023);
	assert_identity("松水发2023号政府信息公开\n", "a.txt", "", 0);
	assert_identity("松塘县水利局12023政府信息公开工作年度报告\n", "a.txt", "", 0);
}

static void titles_over_several_lines(void **state)
{
	assert_title("松塘县水利局\n2023年政府信息公开工作\n年度报告\n", "松塘县水利局", 2023);
	assert_title("松塘县水利局2023年\n政府信息公开工作年度报告\n", "松塘县水利局", 2023);
	assert_title("松塘县水利局2023年政府信息公开\n\n工作年度报告\n", "松塘县水利局", 2023);
	assert_title("松塘县水利局2023年度\n", "松塘县水利局", 2023);
	assert_title("松塘县水利局2023年度政府\n信息公开工作年度报告\n", "松塘县水利局", 2023);
	assert_identity("回顾2023年的政府\n工作，编写报告\n", "a.txt", "", 0);
	/* Only a body may end so. */
	assert_identity("回顾2023年\n", "a.txt", "", 0);
}

static void bodies_below_titles(void **state)
{
	const char *twice = "2023年政府信息公开工作年度报告\n松塘县水利局\n2023年政府信息公开工作年度报告\n";
	assert_identity(twice, "a.txt", "松塘县水利局", 2023);
	assert_int_equal(examine_text(twice, "a.txt")->report.title_line, 1);
	assert_identity("2023年政府信息公开工作年度报告\n松塘县水利局\n根据规定，编制本报告。\n", "a.txt", "松塘县水利局", 2023);
	assert_identity("2023年政府信息公开工作年度报告\n松塘县水利局2022年政府信息公开工作年度报告\n", "a.txt", "", 2023);
	assert_identity("2023年政府信息公开工作年度报告\n文\n文\n文\n文\n文\n文\n松塘县水利局\n", "a.txt", "", 2023);
}

/* A sentence that begins with the year, of the preamble. */
static void sentences_are_no_titles(void **state)
{
	assert_identity("本报告所列数据的统计期限自2023年1月1日起。政府信息公开目录见网页。\n", "a.txt", "", 2023);
	const char *text = "2023年，松塘乡开展政府信息公开工作，现将我乡2023年度信息公开工作情况报告如下。\n";
	assert_identity(text, "a.txt", "", 2023);
	assert_int_equal(examine_text(text, "a.txt")->report.title_line, 0);
}

static void a_title_twice(void **state)
{
	assert_title("松塘县水利局2023年政府信息公开工作年度报告\n松塘县水利局2023年政府信息公开工作年度报告\n",
		     "松塘县水利局", 2023);
	assert_title("松塘县水利局2023年政府信息公开工作年度报告\n松塘县教育局2022年政府信息公开工作年度报告\n",
		     "松塘县水利局", 2023);
	assert_int_equal(examine_text("松塘县水利局2023年政府信息公开工作年度报告\n\n"
				      "松塘县水利局2023年政府信息公开工作年度报告\n", "a.txt")->report.title_line, 1);
}

static void captions_before_titles(void **state)
{
	assert_title("标题: 松塘县水利局2023年政府信息公开工作年度报告\n", "松塘县水利局", 2023);
	assert_title("标 题：松塘县水利局2023年政府信息公开工作年度报告\n", "松塘县水利局", 2023);
	assert_title("来源：本站\n时间：2024-01-16 16:34\n文号：松水发〔2024〕3号\n"
		     "松塘县水利局2023年政府信息公开工作年度报告\n", "松塘县水利局", 2023);
}

/* The way to the page, and what stands beside the title on it. */
static void navigation_before_titles(void **state)
{
	const char *ways[] = {"首页 > 政务公开 > 政府信息公开年报 > ", "您的位置：首页 » 年报 » ", "首页/年报/", "首页＞年报＞"};
	struct strbuf text = {0};
	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
		strbuf_clear(&text);
		strbuf_printf(&text, "%s松塘县水利局2023年政府信息公开工作年度报告\n正文\n", ways[i]);
		strbuf_append_text(&text, "松塘县水利局2023年政府信息公开工作年度报告\n");
		assert_title(strbuf_text(&text), "松塘县水利局", 2023);
	}
	strbuf_free(&text);
	assert_title("索引号 62070/2024-0004 发文字号 松塘县水利局2023年度政府信息公开工作年度报告号\n"
		     "松塘县水利局2023年度政府信息公开工作年度报告\n", "松塘县水利局", 2023);
	assert_title("无障碍阅读\n登录 | 注册\n字体:[大 中 小] | 打印 |\n松塘县水利局2023年政府信息公开工作年度报告\n", "松塘县水利局",
		     2023);
}

static void titles_without_a_year(void **state)
{
	const char *period = "所列数据的统计期限自2023年1月1日起。\n";
	struct strbuf text = {0};
	strbuf_printf(&text, "松塘县水利局政府信息公开工作年度报告\n%s", period);
	assert_identity(strbuf_text(&text), "a.txt", "松塘县水利局", 2023);
	strbuf_clear(&text);
	strbuf_printf(&text, "松塘县水利局\n政府信息公开工作年度报告\n%s", period);
	assert_identity(strbuf_text(&text), "a.txt", "松塘县水利局", 2023);
	strbuf_append_text(&text, "一、总体情况\n好。\n松塘县教育局\n2024年1月16日\n");
	assert_identity(strbuf_text(&text), "a.txt", "松塘县教育局", 2023);
	strbuf_free(&text);
	assert_identity("首页 > 政府信息公开工作年度报告\n", "a.txt", "", 0);
	assert_identity("我们要写好政府信息公开工作年度报告\n", "a.txt", "", 0);
}

/* Pages whose title was left out: who made the report, or whose it is, in a sentence. */
static void bodies_in_sentences(void **state)
{
	assert_identity("本报告根据有关要求，由松塘县水利局办公室汇总编制。\n", "a.txt", "松塘县水利局办公室", 0);
	assert_identity("本报告由松塘县水利局编制,数据统计期限为2023年1月1日至12月31日。\n", "a.txt", "松塘县水利局", 2023);
	assert_identity("本报告由我局编制，理由是由本机关负责。\n", "a.txt", "", 0);
	assert_identity("根据规定,现公布松塘县水利局2023年政府信息公开工作年度报告。\n", "a.txt", "松塘县水利局", 2023);
	assert_identity("根据规定，向社会公布2023年松塘县水利局政府信息公开工作年度报告。\n", "a.txt", "松塘县水利局", 2023);
	assert_identity("现公布我局2023年政府信息公开工作年度报告。\n", "a.txt", "", 2023);
	assert_identity("现将我办2023年度政府信息公开情况报告如下：\n", "a.txt", "", 2023);
	assert_identity("一、总体情况\n根据规定，现公布我局2023年政府信息公开工作年度报告。\n", "a.txt", "", 2023);
	assert_identity("现将印发文件，2023年的政府信息公开报告如下。\n", "a.txt", "", 0);
	assert_identity("由松塘县教育局编制。\n现公布松塘县水利局2023年政府信息公开工作年度报告。\n", "a.txt", "松塘县水利局", 2023);
}

/* More ways of announcing the report: the first word of announcing counts, and the clause before it. */
static void announcements(void **state)
{
	assert_identity("现将松塘县水利局2023年政府信息公开工作年度报告公布如下：\n", "a.txt", "松塘县水利局", 2023);
	assert_identity("现就松塘县水利局2023年政府信息公开工作情况报告如下。\n", "a.txt", "松塘县水利局", 2023);
	assert_identity("根据要求，编制松塘县水利局2023年政府信息公开工作年度报告。\n", "a.txt", "松塘县水利局", 2023);
	assert_identity("特向社会公布松塘县水利局政府信息公开工作2023年度报告。\n", "a.txt", "松塘县水利局", 2023);
	assert_identity("特向社会公开柳桥街道2023年政府信息公开工作年度报告。\n", "a.txt", "柳桥街道", 2023);
	assert_identity("按照要求，全面总结松塘县水利局2023年政府信息公开工作情况。报告如下。\n", "a.txt", "松塘县水利局", 2023);
	assert_identity("现公布松塘县水利局（以下简称县水利局）2023年政府信息公开工作年度报告。\n", "a.txt", "松塘县水利局", 2023);
	assert_identity("按照要求，松塘县水利局向社会公布本单位2023年政府信息公开工作年度报告。\n", "a.txt", "松塘县水利局", 2023);
	assert_identity("按照要求,松塘县水利局现向社会公开《2023年政府信息公开工作年度报告》。\n", "a.txt", "松塘县水利局", 2023);
	assert_identity("按照要求，柳桥镇政府编制2023年政府信息公开年度报告。\n", "a.txt", "柳桥镇政府", 2023);
	assert_identity("本报告由柳桥镇人民政府结合有关数据编制。\n", "a.txt", "柳桥镇人民政府", 0);
	assert_identity("柳桥镇2023年政府信息公开工作年度报告是根据有关要求编制的，全文包括六个部分，可在网站下载。\n", "a.txt",
			"柳桥镇", 2023);
	assert_identity("一、总体情况\n现公布柳桥镇人民政府2023年政府信息公开工作年度报告。\n", "a.txt", "柳桥镇人民政府", 2023);
	assert_identity("并由县人民政府向社会公布2023年政府信息公开工作年度报告。\n", "a.txt", "", 2023);
	assert_identity("及时公布各乡镇2023年政府信息公开年度报告。\n", "a.txt", "", 2023);
	assert_identity("由松塘县水利局向社会公布。\n", "a.txt", "", 0);
	assert_identity("现将松塘县水利局2023年政府信息工作年度报告公布如下：\n", "a.txt", "松塘县水利局", 2023);
}

/* Who makes the report by what, in a clause of the preamble. */
static void authors(void **state)
{
	assert_identity("根据要求，松塘县人民政府根据全县2023年度工作情况，编制本报告。\n", "a.txt", "松塘县人民政府", 0);
	assert_identity("按照通知要求,松塘县水利局结合工作实际,编制了2023年年度报告。\n", "a.txt", "松塘县水利局", 0);
	assert_identity("松塘县水利局按照通知要求，向社会公布本报告。\n", "a.txt", "松塘县水利局", 0);
	assert_identity("按照通知要求，县水利局结合工作实际，编制本报告。\n", "a.txt", "", 0);
	assert_identity("按照通知要求，本单位和松塘县水利局结合工作实际，编制本报告。\n", "a.txt", "", 0);
	assert_identity("去年，松塘县水利局结合工作实际公开信息。编制报告。\n", "a.txt", "", 0);
	assert_identity("去年，松塘县水利局结合工作实际，写出经验材料。\n", "a.txt", "", 0);
	assert_identity("一、总体情况\n要认真，松塘县教育局结合实际，编制考评报告。\n", "a.txt", "", 0);
}

/* Whom to ask: the body, not its office. */
static void contacts(void **state)
{
	static const struct {
		const char *text, *agency;
	} cases[] = {
		{"如有疑问，请与松塘县水利局联系（地址：柳桥路1号）。", "松塘县水利局"},
		{"如有疑问，请与松塘县水利局（电话：12345）联系。", "松塘县水利局"},
		{"如有疑问，请与松塘县水利局办公室联系。", "松塘县水利局"},
		{"如有疑问，请与 松塘县水利局 联系。", "松塘县水利局"},
		{"如有疑问,请联系:柳桥区人民政府东河街道办事处,地址:东河路1号。", "柳桥区人民政府东河街道办事处"},
		{"如有疑问，请联系松塘县水利局政务公开办公室（电话12345）。", "松塘县水利局"},
		{"可与松塘县卫生健康委员会政府信息公开办公室联系。", "松塘县卫生健康委员会"},
		{"请与东河街道党政综合办公室联系。", "东河街道"},
		{"请与盐城市水利局办公室联系。", "盐城市水利局"},
		/* The office may be a body itself, its place is not the one. */
		{"请与松塘县民宗办联系。", "松塘县民宗办"},
		{"请与县水利局联系。", ""},
		{"请与市城市管理局办公室联系。", ""},
		{"请与我局办公室联系，或与松塘县水利局联系。", ""},
		{"请与各乡镇人民政府联系。", ""},
		{"请与县局联系，请与松塘县水利局联系。", "松塘县水利局"},
		{"请联系", ""},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_identity(cases[i].text, "a.txt", cases[i].agency, 0);
	const char *text = "请与松塘县水利局联系。\n一、总体情况\n好。\n松塘县教育局\n2024年1月16日\n";
	assert_identity(text, "a.txt", "松塘县教育局", 2023);
	assert_sources_of("请与松塘县水利局联系。\n", IDENTITY_TEXT, IDENTITY_NONE);
}

/* The body that a sentence begins with, where nothing else tells it. */
static void bodies_that_do(void **state)
{
	static const struct {
		const char *text, *agency;
		int year;
	} cases[] = {
		{"2023年，松塘县水利局认真贯彻落实条例。", "松塘县水利局", 2023},
		{"2023年松塘县水利局全面贯彻落实条例。", "松塘县水利局", 2023},
		{"2023年度，柳桥镇人民政府坚持公开为常态。", "柳桥镇人民政府", 2023},
		{"2023年度柳桥镇未收到政府信息公开申请。", "柳桥镇", 2023},
		{"2023年，柳桥镇累计主动公开信息12条。", "柳桥镇", 2023},
		{"2023年以来，柳桥街道深入学习。", "柳桥街道", 2023},
		{"柳桥镇人民政府严格按照条例要求公开。", "柳桥镇人民政府", 0},
		{"（一）情况说明。2023年，松塘县水利局在县委领导下工作。", "松塘县水利局", 2023},
		{"2023年度我镇未收到申请。", "", 2023},
		{"2023年，市教育局认真贯彻落实条例。", "", 2023},
		{"2023年，县城乡建设局认真贯彻落实条例。", "", 2023},
		{"2023年，各乡镇认真贯彻落实条例。", "", 2023},
		{"2023年，我县水利局认真贯彻落实条例。", "", 2023},
		{"2023年，松塘县人民政府网站全面改版。", "", 2023},
		{"2023年，在松塘县委领导下工作。", "", 2023},
		{"按照2023年松塘县水利局严格要求的重点工作。", "", 0},
		{"2023年印发了要点。", "", 0},
	};
	struct strbuf text = {0};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		strbuf_clear(&text);
		strbuf_printf(&text, "一、总体情况\n%s\n", cases[i].text);
		assert_identity(strbuf_text(&text), "a.txt", cases[i].agency, cases[i].year);
	}
	strbuf_free(&text);
	assert_identity("一、总体情况\n2023年，松塘县水利局认真工作。\n请与松塘县民政局联系。\n", "a.txt", "松塘县民政局", 2023);
	assert_sources_of("一、总体情况\n柳桥镇人民政府认真工作。\n", IDENTITY_TEXT, IDENTITY_NONE);
}

/* The guide that every body has of its own. */
static void bodies_of_guides(void **state)
{
	static const struct {
		const char *text, *agency;
	} cases[] = {
		{"更新了《柳桥乡人民政府信息公开指南》和目录。", "柳桥乡人民政府"},
		{"修订《松塘县水利局政府信息公开指南》。", "松塘县水利局"},
		{"完善《松塘县水利局信息公开目录》。", "松塘县水利局"},
		{"修订《政府信息公开指南》，再修订《柳桥镇政府信息公开指南》。", "柳桥镇"},
		{"修订《县水利局政府信息公开指南》和《松塘县水利局信息公开办法》。", ""},
		{"按照《松塘县人民政府关于编制政府信息公开目录的通知》。", ""},
		{"修订《松塘县水利局信息公开指南", ""},
		{"修订《松塘县人民政府政府信息公开指南》。", "松塘县人民政府"},
		{"修订《松塘县水利局政府信息主动公开基本目录》。", "松塘县水利局"},
		{"修订《松塘县水利局政务公开信息公开指南》。", "松塘县水利局"},
	};
	struct strbuf text = {0};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		strbuf_clear(&text);
		strbuf_printf(&text, "一、总体情况\n%s\n", cases[i].text);
		assert_identity(strbuf_text(&text), "a.txt", cases[i].agency, 0);
	}
	strbuf_free(&text);
	assert_identity("一、总体情况\n修订《松塘县水利局信息公开指南》。\n请与松塘县民政局联系。\n", "a.txt", "松塘县民政局", 0);
}

/* A preamble within the first section. */
static void periods_in_sections(void **state)
{
	assert_identity("一、总体情况\n本报告的统计期限为2023年1月1日至12月31日。\n", "a.txt", "", 2023);
}

/* Titles of notices have the words of reports, and the names of other bodies. */
static void notices(void **state)
{
	assert_identity("根据《松塘县人民政府办公室关于做好2023年政府信息公开工作年度报告编制工作的通知》，编制本报告。\n",
			"a.txt", "", 0);
	assert_identity("根据《关于做好2023年政府信息公开工作年度报告编制工作的通知》，编制本报告。\n", "a.txt", "", 0);
	assert_identity("根据《松塘省2023年政务公开工作要点》，编制本报告。\n", "a.txt", "", 0);
	assert_title("关于2023年度政府信息公开情况的报告\n", "", 2023);
	assert_title("关于松塘县水利局2023年度政府信息公开情况的报告\n", "松塘县水利局", 2023);
	assert_title("松塘县水利局关于2023年度政府信息公开情况的报告\n", "松塘县水利局", 2023);
	assert_title("松塘县水利局 关于 2023年政府信息公开工作年度报告\n", "松塘县水利局", 2023);
	assert_identity("松塘县人民政府办公室关于2023年政府信息公开工作年度报告编制的通知\n", "a.txt", "", 0);
	assert_identity("有的同志关于2023年政府信息公开工作年度报告\n", "a.txt", "", 0);
	assert_identity("关于做好2023年政府信息公开工作年度报告编制工作的通知\n", "a.txt", "", 0);
}

static void year_last(void **state)
{
	assert_title("松塘县水利局政府信息公开工作2023年度报告\n", "松塘县水利局", 2023);
	assert_title("松塘县水利局政府信息公开2023年年度报告\n", "松塘县水利局", 2023);
	assert_title("松塘县水利局\n政府信息公开工作2023年度报告\n", "松塘县水利局", 2023);
}

/* Where nothing else tells the year, sentences begin with it. */
static void years_of_sentences(void **state)
{
	const char *text = "一、总体情况\n2023年，我局公开信息。\n二、主动公开政府信息情况\n";
	assert_identity(text, "a.txt", "", 2023);
	assert_sources_of(text, IDENTITY_NONE, IDENTITY_TEXT);
	assert_identity("2023年度,我局公开信息。\n一、总体情况\n2023年，好。\n", "a.txt", "", 2023);
	assert_identity("一、总体情况\n2023年，我局公开信息。\n2022年，好。\n", "a.txt", "", 0);
	assert_identity("一、总体情况\n2023年印发了要点。\n", "a.txt", "", 0);
	assert_identity("一、总体情况\n2022年，好。\n松塘县水利局\n2024年1月16日\n", "a.txt", "松塘县水利局", 2023);
	assert_identity(text, "松塘县水利局2022年政府信息公开工作年度报告.txt", "松塘县水利局", 2022);
}

static void preambles(void **state)
{
	assert_identity("依照规定，现公布《松塘县水利局2023年政府信息公开工作年度报告》。\n", "a.txt", "松塘县水利局", 2023);
	assert_identity("根据《中华人民共和国政府信息公开条例》，现公布《松塘县水利局2023年政府信息公开工作年度报告》。\n",
			"a.txt", "松塘县水利局", 2023);
	assert_identity("本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。\n", "a.txt", "", 2023);
	assert_identity("按照2021年印发的格式，编制2022年度报告，统计期限自2022年1月1日起。\n", "a.txt", "", 2022);
	/* The title is trusted more than the preamble. */
	assert_identity("松塘县水利局2023年政府信息公开工作年度报告\n现公布《松塘县教育局2022年政府信息公开工作年度报告》，"
			"统计期限自2022年1月1日起。\n", "a.txt", "松塘县水利局", 2023);
	assert_identity("《松塘县水利局2023年政府信息公开工作年度报告》\n", "a.txt", "松塘县水利局", 2023);
	const struct report *report =
		&examine_text("现公布《松塘县水利局2023年政府信息公开工作年度报告》。\n", "a.txt")->report;
	assert_int_equal(report->agency_source, IDENTITY_PREAMBLE);
	assert_int_equal(report->title_line, 0);
}

static void signatures(void **state)
{
	assert_identity("一、总体情况\n好。\n松塘县水利局\n2024年1月16日\n", "a.txt", "松塘县水利局", 2023);
	assert_identity("一、总体情况\n好。\n2024年1月16日\n松塘县水利局\n", "a.txt", "松塘县水利局", 2023);
	assert_identity("一、总体情况\n好。\n松塘县水利局\n2024 年 1 月 16 日\n", "a.txt", "松塘县水利局", 2023);
	assert_identity("一、总体情况\n我局改进。\n2024年1月16日\n", "a.txt", "", 2023);
	assert_identity("一、总体情况\n2024年1月16日，我局召开会议。\n", "a.txt", "", 0);
	assert_identity("一、总体情况\n松塘县水利局\n改进。\n", "a.txt", "", 0);
	/* The body of a signature fills what the title left open, and no more. */
	assert_identity("2022年政府信息公开工作年度报告\n一、总体情况\n好。\n松塘县水利局\n2024年1月16日\n", "a.txt",
			"松塘县水利局", 2022);
	assert_identity("松塘县水利局2023年政府信息公开工作年度报告\n一、总体情况\n好。\n松塘县教育局\n2023年1月16日\n",
			"a.txt", "松塘县水利局", 2023);
	assert_identity("一、总体情况\n松塘县水利局\n截至2024年1月16日\n", "a.txt", "", 0);
	assert_int_equal(examine_text("一、总体情况\n松塘县水利局\n2024年1月16日\n", "a.txt")->report.year_source,
			 IDENTITY_SIGNATURE);
}

static void file_names(void **state)
{
	static const char path[] = "2019/松塘县水利局2023年政府信息公开工作年度报告.txt";
	assert_identity("一、总体情况\n", path, "松塘县水利局", 2023);
	assert_int_equal(examine_text("", path)->report.agency_source, IDENTITY_FILE_NAME);
	assert_identity("", "dir/2022-slj.txt", "", 2022);
	assert_identity("", "2019/slj.v2.txt", "", 0);
	assert_identity("", "slj_2023.tar.txt", "", 2023);
	assert_identity("", "no20231.txt", "", 0);
	assert_identity("", "1987.txt", "", 0);
	assert_identity("", "\xcb\xc9\xcc\xc1" "2023.txt", "", 2023);
	assert_identity("", "\xe6\x9d\xff\xff\xff\xff\xff局2023年政府信息公开.txt", "", 2023);
	/* The last line of the text is not the line before the file's name. */
	assert_identity("一、总体情况\n松塘县水利局\n", "2023年政府信息公开.txt", "", 2023);
	assert_identity("", "", "", 0);
	assert_identity("一、总体情况\n我局。\n", "dir/松塘县水利局.txt", "松塘县水利局", 0);
	assert_identity("", "2023年松塘县水利局.txt", "松塘县水利局", 2023);
	assert_identity("", "03-松塘县水利局（2023年度）.txt", "松塘县水利局", 2023);
	assert_identity("", "松塘县水利局2023年年报.txt", "松塘县水利局", 2023);
	assert_identity("", "水利局.txt", "", 0);
	assert_identity("", "松塘县水利局/2023.txt", "", 2023);
	assert_identity("", "各县水利局.txt", "", 0);
	assert_identity("", "年报.txt", "", 0);
	assert_identity("", "2023年度报告.txt", "", 2023);
	assert_identity("松塘县水利局2023年政府信息公开工作年度报告\n", "2022-slj.txt", "松塘县水利局", 2023);
	assert_identity("松塘县水利局2023年政府信息公开工作年度报告\n", "教育局2022年政府信息公开.txt", "松塘县水利局", 2023);
	assert_sources(IDENTITY_NONE, IDENTITY_NONE);
}

/* Lines that hold a year and are neither title nor name. */
static void what_tells_nothing(void **state)
{
	assert_identity("松水发〔2021〕30号\n", "a.txt", "", 0);
	assert_identity("国办公开办函〔2021〕30号印发年度报告格式\n", "a.txt", "", 0);
	assert_identity("根据要求，我局2023年政府信息公开工作如下。\n", "a.txt", "", 0);
	assert_identity("松塘县水利局1987年政府信息公开工作年度报告\n", "a.txt", "", 0);
	assert_identity("松塘县水利局12023年政府信息公开工作年度报告\n", "a.txt", "", 0);
	assert_identity("电话20232024年内有效\n", "a.txt", "", 0);
	/* A body's name of a sentence's length is none. */
	assert_identity("松塘县水利局在县委县政府的坚强领导下在上级部门的精心指导下团结奋斗锐意进取圆满完成"
			"2023年政府信息公开工作年度报告\n", "a.txt", "", 0);
	/* Text behind the first section is no preface. */
	assert_identity("一、总体情况\n松塘县水利局2023年政府信息公开工作年度报告\n", "a.txt", "", 0);
}

static void years(void **state)
{
	static const struct {
		const char *text;
		int year;
		size_t offset, end;
	} cases[] = {
		{"2023年", 2023, 0, 7},      {"自2023 年起", 2023, 3, 11},   {"2023", 0, 0, 0},
		{"1990年", 1990, 0, 7},      {"1989年2099年", 2099, 7, 14}, {"2100年", 0, 0, 0},
		{"12023年2022年", 2022, 8, 15}, {"2022-2023年", 2023, 5, 12}, {"", 0, 0, 0},
		{"２０２３年", 0, 0, 0},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t offset = 0, end = 0;
		assert_int_equal(identity_find_year(str_from(cases[i].text), &offset, &end), cases[i].year);
		if (cases[i].year) {
			assert_int_equal(offset, cases[i].offset);
			assert_int_equal(end, cases[i].end);
		}
	}
	size_t offset = 3, end = 0;
	assert_int_equal(identity_find_year(STR("2022年2023年"), &offset, &end), 2023);
}

static void the_same_body(void **state)
{
	static const struct {
		const char *agency, *body;
	} names[] = {
		{"甲县乙镇人民政府", "甲县乙镇"}, {"甲县乙镇", "甲县乙镇"}, {"甲区丙街道办事处", "甲区丙街道"},
		{"甲县教育局", "甲县教育局"},     {"人民政府", "人民政府"}, {"", ""},
	};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		assert_true(str_equal(identity_body(str_from(names[i].agency), &known.words), str_from(names[i].body)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(titles),
		cmocka_unit_test(blanks_in_titles),
		cmocka_unit_test(year_first),
		cmocka_unit_test(bare_years),
		cmocka_unit_test(titles_over_several_lines),
		cmocka_unit_test(bodies_below_titles),
		cmocka_unit_test(sentences_are_no_titles),
		cmocka_unit_test(a_title_twice),
		cmocka_unit_test(captions_before_titles),
		cmocka_unit_test(navigation_before_titles),
		cmocka_unit_test(titles_without_a_year),
		cmocka_unit_test(bodies_in_sentences),
		cmocka_unit_test(announcements),
		cmocka_unit_test(authors),
		cmocka_unit_test(contacts),
		cmocka_unit_test(bodies_that_do),
		cmocka_unit_test(bodies_of_guides),
		cmocka_unit_test(periods_in_sections),
		cmocka_unit_test(notices),
		cmocka_unit_test(year_last),
		cmocka_unit_test(years_of_sentences),
		cmocka_unit_test(preambles),
		cmocka_unit_test(signatures),
		cmocka_unit_test(file_names),
		cmocka_unit_test(what_tells_nothing),
		cmocka_unit_test(years),
		cmocka_unit_test(the_same_body),
	};
	return cmocka_run_group_tests(tests, know, forget);
}
