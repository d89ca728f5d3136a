/* Arithmetic in the prose, sentence by sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/explain.h"

#include "check/examined.h"
#include "check/sample_text.h"

struct sentence {
	const char *text, *expected;
};

/* Appends the findings of a rule, open ones first: "fail 1165 1258;" with sides where it has them, "pass;". */
static void describe(const struct examiner *examiner, const char *id, bool open, struct strbuf *out)
{
	for (size_t i = 0; i < examiner->findings.count; i++) {
		const struct finding *finding = &examiner->findings.list[i];
		if (!str_equal(finding->rule->id, str_from(id)) || finding_is_open(finding) != open)
			continue;
		strbuf_append_text(out, verdict_name(finding->verdict));
		if (finding->has_sides && open) {
			strbuf_append_byte(out, ' ');
			decimal_append(out, finding->left);
			strbuf_append_byte(out, ' ');
			decimal_append(out, finding->right);
		}
		strbuf_append_byte(out, ';');
	}
}

/* Who does not want what passed looks at fewer paragraphs, and finds the same in them. */
static struct examiner *skipping;

static void assert_skipped_alike(const char *id, const char *text, const char *expected)
{
	struct strbuf found = {0};
	if (!skipping)
		skipping = examiner_new(&known);
	skipping->findings.skips_passes = true;
	examiner_examine_bytes(skipping, "t.txt", str_from(text));
	describe(skipping, id, true, &found);
	assert_string_equal(strbuf_text(&found), expected);
	strbuf_free(&found);
}

/* What the rule says of each sentence, as the narrative of section one. */
static void assert_sentences(const char *id, const struct sentence *sentences, size_t count)
{
	unsigned nwrong = 0;
	for (size_t i = 0; i < count; i++) {
		struct strbuf found = {0};
		const char *text = with(sample_text, "全年公开信息120条，收到政府信息公开申请8件。", sentences[i].text);
		const struct examiner *examiner = examine_text(text, "t.txt");
		describe(examiner, id, true, &found);
		assert_skipped_alike(id, text, strbuf_text(&found));
		describe(examiner, id, false, &found);
		if (strcmp(strbuf_text(&found), sentences[i].expected) != 0) {
			print_error("%s: expected \"%s\", found \"%s\"\n", sentences[i].text, sentences[i].expected,
				    strbuf_text(&found));
			nwrong++;
		}
		strbuf_free(&found);
	}
	assert_int_equal(nwrong, 0);
}

#define ASSERT_SENTENCES(id, list) assert_sentences(id, list, sizeof(list) / sizeof(*(list)))

/* Breakdowns with the numbers of published reports; the words are our own. */
static void published_sums(void **state)
{
	static const struct sentence sentences[] = {
		/* Seven that do not add up. */
		{"全年发布信息732余条，其中政务动态635条、通知公告119条。", "fail;"},
		{"全年共公开信息2139条，其中政策类1744条、动态类393条、规划类21条、财政类2条。", "fail 2160 2139;"},
		{"主动公开政府信息276条，其中统计数据216条、分析文章50条、工作动态100余条。", "fail;"},
		{"通过平台发布动态新闻225条，财政信息131件，规范性文件3件，政策说明3个，目录64个，同时公开就业、医疗等领域信息739条，"
		 "全县实现政府信息公开1258条。",
		 "fail 1165 1258;"},
		{"全年主动公开政府信息10300条，其中机构类1670条、政务类4000条、服务类2000条。", "look 7670 10300;"},
		{"全年公开政府信息1335条，其中审计公告207条、动态150条、通知50条。", "look 407 1335;"},
		{"全年发布各类信息434条，其中审计动态200条、政策法规100条、公示79条。", "fail 379 434;"},
		/* Nineteen that do. */
		{"全镇累计发布各类信息440条。就业领域发布信息142条，监督保障9条、乡村振兴61条、财政资金29条、救助领域119条、"
		 "养老领域80条等。",
		 "pass;"},
		{"公开信息共计11条。其中，在财政栏目中，发布预决算1条；在新闻栏目中，发布乡镇信息10条。", "pass;"},
		{"全年共发布信息308条，其中网站发布信息260条，公开政府文件47件，在线访谈1期。", "pass;"},
		{"收到申请34件，其中一季度11件、二季度11件、下半年12件。", "pass;"},
		{"公开信息444条，其中政策文件118条（其中制度70条、解读48条）、动态294条、公告32条。", "pass;pass;"},
		{"公开信息444条，其中政策文件118条（70、48）、动态294条、公告32条。", "pass;"},
		{"办理建议提案24件，其中建议15件、提案9件。", "pass;"},
		{"行政复议3件，其中维持1件、纠正2件。", "pass;"},
		{"全年收到申请111件，其中网上41件、信函70件。", "pass;"},
		{"全镇公开信息716条，其中动态类398条，服务类318条。", "pass;"},
		{"发布信息58条，其中通知20条、动态38条。", "pass;"},
		{"发布信息49条，其中政策9条、动态40条。", "pass;"},
		{"收到申请68件，其中当面6件、网上17件、信函45件。", "pass;"},
		{"受理申请104件，其中予以公开52件（占50%）、部分公开26件（占25%）、不予公开26件（占25%）。", "pass;"},
		{"公开信息127条，其中财政预决算111条，专项资金16条。", "pass;"},
		{"全年公开信息801条，其中财政动态601条、政策法规200条。办理互动28件，其中咨询11件、投诉17件。", "pass;pass;"},
		{"收到申请4件，其中自然人3件、企业1件。", "pass;"},
		{"受理申请1499件，其中答复1453件，结转46件。", "pass;"},
		{"全年公开政府信息376条，分别为政务动态200条、通知公告76条、其他100条。", "pass;"},
		{"全年公开政府信息79603条，包括部门信息60000条、乡镇信息19603条。", "pass;"},
		{"答复申请1191件，其中予以公开206件，部分公开2件，不予公开20件，无法提供564件，不予处理80件，其他处理319件。",
		 "pass;"},
	};
	ASSERT_SENTENCES("Q-SUM", sentences);
}

static void sums_that_are_wrong(void **state)
{
	static const struct sentence sentences[] = {
		{"全年公开信息308条，其中网站260条、文件47条、访谈2条。", "fail 309 308;"},
		{"收到申请10件，其中自然人9件、法人2件。", "fail 11 10;"},
		{"收到申请10件，其中网上申请12件。", "fail 12 10;"},
		{"收到申请10件，其中网上申请6件，信函申请3件。", "look 9 10;"},
		{"全年公开信息100条（其中动态50条、政策30条、公告10条），培训2次。", "fail 90 100;"},
		{"全年公开信息300条，包括动态200条、政策120条。", "fail 320 300;"},
		{"全年公开信息100条，其中：动态50条；政策30条；公告10条。", "fail 90 100;"},
		{"全年公开信息100条，比上年增加20条，其中动态50条、政策30条、公告10条。", "fail 90 100;"},
		{"公开信息50条，其中动态类、政策类、公告类分别为20、20、15条。", "fail 55 50;"},
		{"全年公开信息1.18万条，其中甲类6900条、乙类5000条、丙类20条。", "fail;"},
		{"公开信息150条，网页公开40条，公告栏110条，其中补贴类50条、救助类40条、规划类15条。", "look 105 110;pass;"},
		{"公开信息150条，网页公开40条，公告栏115条，其中补贴类50条、救助类40条、规划类15条。", ""},
	};
	ASSERT_SENTENCES("Q-SUM", sentences);
}

/* The last part was put on the list, and the total was not changed. */
static void lists_that_go_on_behind_their_total(void **state)
{
	static const struct sentence wrong[] = {
		{"发布信息60条，其中动态30条、公告20条、规划10条、问答2条。", "look 62 60;"},
		{"发布视频类作品15篇，其中访谈9篇，说唱6篇，动漫1篇。", "look 16 15;"},
		{"公开信息60条，其中动态30条，公告20条，规划10条，村务2条；办理留言5条。", "look 62 60;"},
		{"公开信息60条（其中动态30条、公告30条、村务2条）。", "look 62 60;"},
		{"公开信息60条，其中动态30条（含图文12条）、公告30条、村务2条。", "look 62 60;"},
	};
	static const struct sentence right[] = {
		{"发布信息60条，其中动态30条、公告20条、规划10条，制作问答2条。", "pass;"},
		{"发布信息60条，其中动态30条，公告20条，规划10条，办理留言2条。", "pass;"},
		{"发布信息60条，其中动态30条、公告20条、规划10条，问答2条。", "pass;"},
		{"发布信息60条，其中动态30条、公告20条、规划10条、座谈2次。", "pass;"},
		{"发布信息60条，其中动态30条、公告30条、文字版50条、图画版10条。", "pass;"},
		{"发布信息60条，其中动态30条、公告30条；问答2条。", "pass;"},
		{"办理申请60件，其中予以公开30件，不予公开30件，结转下年4件。", "pass;"},
	};
	ASSERT_SENTENCES("Q-SUM", wrong);
	ASSERT_SENTENCES("Q-SUM", right);
}

static void lists_of_some_parts(void **state)
{
	static const struct sentence sentences[] = {
		{"刊发稿件160条，其中省报10条、市报20条、县报40条。", "look 70 160;"},
		{"刊发稿件160条，其中省报10条、市报20条、县报50条。", "look 80 160;"},
		{"刊发稿件160条，其中省报20条、市报40条、县报75条。", "look 135 160;"},
		{"刊发稿件160条，其中省报20条、市报40条、县报76条。", "fail 136 160;"},
		{"刊发稿件160条，其中省报10条、市报12条、县报17条。", ""},
		{"刊发稿件160条，其中省报10条、市报12条、县报18条。", "look 40 160;"},
		{"刊发稿件160条，其中省报10条、市报69条。", ""},
	};
	ASSERT_SENTENCES("Q-SUM", sentences);
}

static void parts_on_both_sides_of_a_semicolon(void **state)
{
	static const struct sentence sentences[] = {
		{"公开信息50条，其中，水利建设信息30条；移民安置信息25条。", "look 55 50;"},
		{"公开信息50条，其中，水利建设信息30条；移民安置信息20条。", "pass;"},
		{"公开信息50条，其中，水利建设信息30条；公开移民安置信息25条。", ""},
		{"公开信息50条，其中，水利建设信息30条；移民安置公告25条。", ""},
		{"公开信息50条，其中信息30条；信息25条。", ""},
	};
	ASSERT_SENTENCES("Q-SUM", sentences);
}

static void contents_that_are_listed(void **state)
{
	static const struct sentence sentences[] = {
		{"公开信息90条，内容包括动态60条、公告20条（2个科室）、预算15条。", "fail 95 90;"},
		{"公开信息90条，内容包括动态60条、公告20条（2个科室）、预算10条。", "pass;"},
		{"公开信息90条，内容包括动态60条、公告20条。", ""},
	};
	ASSERT_SENTENCES("Q-SUM", sentences);
}

/* Parts on several platforms may be the same ones: a sum that is a little too large is no such case. */
static void parts_that_may_overlap(void **state)
{
	static const struct sentence sentences[] = {
		{"发布信息60条，其中动态30条、公告30条、微博2条。", "look 62 60;"},
		{"发布信息300条，其中网站210条，微信公众号100条。", "look 310 300;"},
		{"发布信息300条，其中网站210条，微信公众号130条。", ""},
		{"发布信息300条，其中网站210条，公告栏90条；微信公众号转载130条。", "pass;"},
		{"发布信息300条，其中网站210条，公告栏100条；微信公众号转载130条。", "fail 310 300;"},
		{"发布信息300条，其中网站210篇，公告栏100篇。", "look 310 300;"},
		{"发布信息300条，其中网站210篇，公告栏90篇。", "pass;"},
		{"发布信息300条，其中网站210篇，公告栏190篇。", ""},
	};
	ASSERT_SENTENCES("Q-SUM", sentences);
}

static void parts_in_brackets(void **state)
{
	static const struct sentence sentences[] = {
		{"发布动态90条（图文60条、短文20条）。", "look 80 90;"},
		{"发布动态90条（图文60条、短文35条）。", "look 95 90;"},
		{"发布动态90条（图文60条、短文30条）。", "pass;"},
		{"公布决定80条、公告90条（现行有效60条、废止35条）。", "look 95 90;"},
		{"公布决定80条、公告90条（现行有效60条、废止30条）。", "pass;"},
		{"发布动态90条（3个科室、5个站所）。", ""},
		{"发布动态90条（图文10条、短文5条）。", ""},
		{"发布动态90条（图文60条）。", ""},
	};
	ASSERT_SENTENCES("Q-SUM", sentences);
}

/* Words that end a list do so as verbs, at the start of a clause. */
static void nouns_that_hold_verbs(void **state)
{
	static const struct sentence sentences[] = {
		{"发布信息90条，其中政策20条，机构设置30条，人事调整45条。", "fail 95 90;"},
		{"发布信息90条，其中政策60条，公告30条，设置专栏5条。", "pass;"},
		{"发布信息90条，其中政策60条，公告35条，设置专栏5条。", "fail 95 90;"},
		{"机构类信息1条，包括职能、分工等；法规类信息39条。", ""},
	};
	ASSERT_SENTENCES("Q-SUM", sentences);
}

static void openings(void **state)
{
	static const struct sentence sentences[] = {
		{"公开信息90条。在主动公开的信息中，政策20条，公告30条，动态45条。", "fail 95 90;"},
		{"累计公开信息90条。从公开渠道来看，网站20条，公示栏30条，广播45条。", "fail 95 90;"},
		{"累计公开信息90条。从公开渠道来看，网站20条，公示栏30条，广播40条。", "pass;"},
		{"收到信件31件；收到留言30件，其中咨询20件、建议15件。", "fail 35 30;"},
		{"收到信件31件、收到留言30件，其中咨询20件、建议15件。", ""},
		{"公开信息30件，通过网站公开信息30件，其中动态20件、公告15件。", "fail 35 30;"},
	};
	ASSERT_SENTENCES("Q-SUM", sentences);
}

static void sums_with_the_rest_as_their_last_part(void **state)
{
	static const struct sentence sentences[] = {
		{"公布信息80条，包括职能2条、公告60条、预算10条、其他6条。", "fail 78 80;"},
		{"公布信息80条，包括职能2条、公告60条、预算10条、其他8条。", "pass;"},
		{"公布信息80条，其中职能2条，公告60条，其余16条。", "fail 78 80;"},
		{"公布信息80条，其中职能2条，公告60条，其余18条。", "pass;"},
		{"公布信息80条，主要有公告40条、预算10条、其它3条。", "look 53 80;"},
		{"公布信息80条，其中公告60条，其他信息16条，法规文件30份。", "look 76 80;"},
		{"公布信息80条，其中公告60条，预算10条，其他信息16条，法规文件90份。", "look 86 80;"},
		{"公布信息80条，其中公告60条，其他信息20条，法规文件30份。", "pass;"},
		{"公布信息80条，其中公告60条，其他信息16条，解读4篇。", "pass;"},
		{"公布信息80条，其中公告60条，其他信息6条，预算10条，法规文件30份。", ""},
		/* The rest is not the last part, is said to have more beside it, or is without a number of its own. */
		{"公布信息80条，包括公告60条、其他6条、预算10条。", ""},
		{"公布信息80条，包括公告60条、预算10条、其他6条等。", ""},
		{"公布信息80条，包括公告60条、预算近10条、其他6条。", ""},
		{"公布信息80条，包括公告60条、预算等10条、名录5条等，其他3条。", ""},
		{"公布信息近80条，包括公告60条、预算10条、其他6条。", ""},
		{"公布信息80条，其中公告60条，预算10条，其余均为动态，图片6条。", ""},
		{"公布信息80条，其中公告60条，其余为动态6条、图片8条。", ""},
		{"公布信息80条，包括公告60条、预算10条、除其他6条。", ""},
	};
	ASSERT_SENTENCES("Q-SUM", sentences);
}

static void sums_that_are_not_accused(void **state)
{
	static const struct sentence sentences[] = {
		{"全年公开信息300条，其中动态200条、政策20条等。", ""},
		{"全年公开信息300条，主要包括动态200条、政策20条、公告10条。", ""},
		{"全年公开信息约300条，其中动态200条、政策50条、公告20条。", ""},
		{"全年公开信息300余条，其中动态200条、政策50条、公告60条。", ""},
		{"全年公开信息300条，其中动态200条、政策50余条、公告20条。", ""},
		{"全年公开信息300条，其中网站300条，微信公众号转载200条。", ""},
		{"全年公开信息300条，其中网站280条，微信公众号200条。", ""},
		{"收到申请10件，其中网络申请3件。", ""},
		{"全年公开信息1.18万条，其中甲类6900条、乙类4920条。", ""},
		{"全年公开信息1.18万条，其中甲类6900条、乙类20条。", ""},
		{"收到申请10件，其中自然人8件、法人2件，网上申请6件、信函申请3件。", "pass;"},
		{"收到申请10件，其中网络申请6件，办结答复9件。", ""},
		{"公开政策解读20条、动态100条，其中图解15条、视频105条。", ""},
		{"公开信息20条、动态100条，其中图解80条、视频30条。", ""},
		{"制发文件22件，其中修订16件；废止3件，现行有效15件。", ""},
		{"全年公开信息300条，回应留言20条，举办培训3次，发布解读15篇。", ""},
		{"公开信息444条，其中政策118条，其中制度70条、解读40条，动态294条、公告32条。", ""},
		{"召开会议12次，其中专题会5次，参加120人次。", ""},
		{"公开信息100条，其中动态50条，政策20条，其余为公告。", ""},
		{"发布信息30条，同比增加5条，解读20篇，回应留言6条，培训会2次，累计公开信息1258条。", ""},
		{"收到申请10件，同时上年结转2件，其中予以公开12件。", ""},
		{"全镇共有行政村18个，其中脱贫村6个，公开栏36个。", ""},
		{"公开财政信息88条，重点领域信息320条，其中教育56条、医疗44条、环保120条、社保100条。", "pass;"},
		{"公开信息540条，其中行政许可200条，行政处罚140条，双公示信息340条。", ""},
		{"共公开信息500条，其中乡村振兴领域120条，疫情防控领域80条。", ""},
		{"公开信息302条，主要有机构职能2条、人事信息13条、财政信息20条。", ""},
		{"全年发布各类信息434条，其中主要发布审计动态200条、政策法规100条、公示79条。", ""},
		{"办理许可100件，涉及事项120项。", ""},
		{"（1）公开信息30条；（2）公开解读20条。", ""},
	};
	ASSERT_SENTENCES("Q-SUM", sentences);
}

static void shares_that_are_wrong(void **state)
{
	static const struct sentence sentences[] = {
		{"答复申请805件。予以公开258件，占33.9%；不予公开35件，占4.34%；无法提供265件，占32.9%；不予处理158件，占19.6%。",
		 "fail;pass;pass;pass;"},
		{"受理申请104件，其中予以公开52件，占55%。", "fail;"},
		{"受理申请104件，其中予以公开52件（50%），部分公开26件（25%），不予公开26件（35%）。", "fail;pass;pass;"},
		{"公开信息200条，其中网站120条（60.0%）、公告80条（42.0%）。", "fail;pass;"},
		{"公开信息300条，其中动态100条，占比33.5%。", "fail;"},
		{"公开信息300条，其中动态100条，约占总数的30.1%。", ""},
		{"今年予以公开3件，占20%。", "look;"},
		{"公开信息7条，其中动态3条，占42.8%，政策4条，占57.3%。", "fail;pass;"},
	};
	ASSERT_SENTENCES("Q-PCT", sentences);
}

static void shares_that_are_not_accused(void **state)
{
	static const struct sentence sentences[] = {
		{"答复申请1191件，其中予以公开206件，占17.30%；部分公开2件，占0.17%；不予公开20件，占1.68%；无法提供564件，占47.36%；"
		 "不予处理80件，占6.72%；其他处理319件，占26.78%。",
		 "pass;pass;pass;pass;pass;pass;"},
		{"公开信息7条，其中动态3条，占42.8%。", "pass;"},
		{"公开信息7条，其中动态3条，占42.9%。", "pass;"},
		{"公开信息100条，较上年增长35%。", ""},
		{"公开信息100条，其中动态60条，比上年上升20%。", ""},
		{"受理12345工单300件，办结率98%。", ""},
		{"公开信息100条，其中动态30条，占网站信息的75%。", ""},
		{"予以公开3件，占37.5%。", "pass;"},
		{"动态60条，占60%，政策40条，占40%。", "pass;pass;"},
		{"公开政策30件，占12%。", ""},
		{"解读20篇，占文件总数的10%。", ""},
		{"公开信息3条，其中甲类1条，占33.33%，乙类1条，占33.33%，丙类1条，占33.34%。", "pass;pass;pass;"},
	};
	ASSERT_SENTENCES("Q-PCT", sentences);
}

static void shares_of_a_whole(void **state)
{
	static const struct sentence wrong[] = {
		{"网站公开60条，占60.0%；公众号25条，占25.0%；公示栏15条，占14.0%。", "fail 99 100;"},
		{"公开信息100条，其中甲类60条，占61%；乙类25条，占26%；丙类15条，占16%。", "fail 103 100;"},
		{"甲类50条，占50%；乙类30条，占30%；丙类20条，占24%。", "fail 104 100;"},
		{"甲类50条（50.00%）、乙类30条（30.00%）、丙类20条（20.05%）。", "fail 100.05 100;"},
		{"甲类5条（占50%）、乙类3条（占30%）、丙类2条（占16%）。", "fail 96 100;"},
		{"甲类5件，占50%；乙类4件，占40%；丙类1件，占15%。", "fail 105 100;"},
	};
	static const struct sentence right[] = {
		{"甲类1条，占33.3%；乙类1条，占33.3%；丙类1条，占33.3%。", "pass;"},
		{"甲类1条，占33.4%；乙类1条，占33.3%；丙类1条，占33.3%。", "pass;"},
		{"甲类50条，占50%；乙类30条，占30%；丙类20条，占20%。", "pass;"},
		{"公开信息100条，其中甲类50条，占50%；乙类30条，占30%；丙类17条，占17%。", ""},
		{"公开信息100条，其中甲类50条，占50%；乙类20条，占20%；丙类5条，占5%。", ""},
		{"甲类50条，占50%；乙类45条，占45%。", ""},
		{"办结率100%，满意率98%，知晓率95%。", ""},
		{"甲类增长50%，乙类增长30%，丙类增长17%。", ""},
		{"甲类4条（17.46%）、乙类4条（17.46%）、丙类15条（65.07%）。", "pass;"},
		{"公开信息100条。", ""},
		{"甲类6条，占总数的50%；乙类3条，占25%；丙类2条，占17%；丁类1条，占8%。", "pass;"},
		{"甲类6条，约占48%；乙类3条，约占25%；丙类2条，约占17%；丁类1条，占8%。", ""},
		{"甲类2条，占67%；乙类1条，占33%。", ""},
	};
	ASSERT_SENTENCES("Q-100", wrong);
	ASSERT_SENTENCES("Q-100", right);
}

static void rates(void **state)
{
	static const struct sentence wrong[] = {
		{"办结率105%。", "fail;"},
		{"受理投诉3件，满意率98%。", "look;"},
		{"受理投诉3件，办结率100%，满意率98%。", "look;pass;"},
		{"全年答复率达120%。", "fail;"},
		{"收到申请2件，答复率75%。", "look;"},
		{"办理留言10条，回复率98.7%。", "look;"},
		{"政务公开覆盖率为101.5%。", "fail;"},
	};
	static const struct sentence right[] = {
		{"受理投诉件144条，群众答复率达100%，满意率达98%。", "pass;pass;"},
		{"受理投诉3件，满意率66.7%。", "pass;"},
		{"受理投诉3件，满意率66.6%。", "pass;"},
		{"受理投诉3件，满意率67%。", "pass;"},
		{"受理投诉3件，满意率95%以上。", "pass;"},
		{"公开信息120条，同比增长率135%。", ""},
		{"任务完成率120%。", ""},
		{"召开会议2次，把及时率作为指标，全年及时率为99.3%。", "pass;"},
		{"受理投诉3件。全县满意率98%。", "pass;"},
		{"满意度98.5分。", ""},
		{"收到申请8件，办结率100%。", "pass;"},
		{"点击量提高150%。", ""},
	};
	ASSERT_SENTENCES("Q-RATE", wrong);
	ASSERT_SENTENCES("Q-RATE", right);
}

static void stated_twice(void **state)
{
	static const struct sentence wrong[] = {
		{"全年主动公开政府信息120条。今年共主动公开政府信息102条。", "fail 102 120;"},
		{"2023年我镇收到政府信息公开申请8件。共收到政府信息公开申请6件。", "fail 6 8;"},
		{"全年制发规范性文件2件。\n\n本年度制发规范性文件3件。", "fail 3 2;"},
		{"2023年，发布政策解读12篇。全年共发布政策解读15篇。", "fail 15 12;"},
		{"全年公开政府信息120条，工作有序。我镇全年公开政府信息共计140条。", "fail 140 120;"},
		{"发生行政复议案件2件。全年发生行政复议案件1件。", "fail 1 2;"},
	};
	static const struct sentence right[] = {
		{"全年主动公开政府信息120条。今年共主动公开政府信息120条。", "pass;"},
		{"网站主动公开政府信息120条。公众号主动公开政府信息80条。", ""},
		{"政府网站：主动公开政府信息120条。政务微信：主动公开政府信息80条。", ""},
		{"上半年主动公开政府信息60条，去年主动公开政府信息80条。全年主动公开政府信息120条。", ""},
		{"全年主动公开政府信息120条。全年主动公开政府信息12件。", ""},
		{"主动公开政府信息120条，其中乡镇主动公开政府信息20条。", ""},
		{"收到政府信息公开申请8件（通过网上收到政府信息公开申请3件）。", ""},
		{"截至6月底，主动公开政府信息60条。全年主动公开政府信息120条。", ""},
		{"县直部门主动公开政府信息60条。乡镇主动公开政府信息120条。", ""},
		{"主动公开政府信息约120条。全年主动公开政府信息118条。", ""},
		{"召开会议3次。召开会议2次。", ""},
		{"2024年计划主动公开政府信息200条。全年主动公开政府信息120条。", ""},
	};
	ASSERT_SENTENCES("Q-TWICE", wrong);
	ASSERT_SENTENCES("Q-TWICE", right);
}

static void numbered_lists(void **state)
{
	static const struct sentence wrong[] = {
		{"一是加强领导。三是强化培训。", "fail;"},
		{"一是加强领导；二是健全制度；四是强化培训。", "fail;"},
		{"一是加强领导；二是健全制度；二是强化培训。", "fail;"},
		{"主要存在两个方面的问题：一是内容少；二是更新慢；三是人手缺。", "fail;"},
		{"存在以下三点不足：一是内容少；二是更新慢。", "look;"},
		{"一是加强领导。二是健全制度。\n\n四是强化培训，提升干部能力。", "look;"},
		{"采取四项措施，一是建制度，二是抓培训，三是强督查。", "look;"},
	};
	static const struct sentence right[] = {
		{"一是加强领导。二是健全制度。三是强化培训。", ""},
		{"主要存在三个方面的问题：一是内容少；二是更新慢；三是人手缺。", "pass;"},
		{"主要存在两个方面的问题：一是内容少；二是更新慢。下一步：一是补内容；二是勤更新；三是添人手。", "pass;"},
		{"四是推进采购信息公开。", ""},
		{"一是加强领导。二要健全制度。三是强化培训。", ""},
		{"一是加强领导。其二，健全制度。三是强化培训。", ""},
		{"一是加强领导。二是健全制度。下一步，一是抓落实。", ""},
		{"统一是前提，第三是保障。", ""},
		{"存在一些问题：一是内容少；二是更新慢。", ""},
		{"第二个问题：一是内容少；二是更新慢；三是人手缺。", ""},
		{"三是抓培训。一是建制度，二是强督查。", ""},
		{"一是加强领导。二是健全制度。\n\n三是强化培训，提升干部能力。", ""},
		{"围绕五个方面开展工作。一是加强领导。二是健全制度。", ""},
	};
	ASSERT_SENTENCES("Q-LIST", wrong);
	ASSERT_SENTENCES("Q-LIST", right);
}

static void what_is_said(void **state)
{
	const struct language language = {.chinese = true};
	struct strbuf text = {0};
	const struct examiner *examiner = examine_text(
		with(sample_text, "全年公开信息120条，收到政府信息公开申请8件。", "公开信息1,308条，其中网站1260条、文件47条、访谈2条。"), "t.txt");
	const struct finding *finding = finding_at(examiner, "Q-SUM", "section/1");
	assert_int_equal(finding->line, 7);
	assert_int_equal(finding->cause, CAUSE_SOURCE);
	explain_append_message(finding, &examiner->report, &language, &text);
	assert_string_equal(strbuf_text(&text), "各分项 1260 + 47 + 2 = 1309，多于总数 1308条，多 1");
	strbuf_free(&text);
}

static int forget_texts(void **state)
{
	sample_forget(state);
	examiner_free(skipping);
	return forget(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(published_sums),
		cmocka_unit_test(sums_that_are_wrong),
		cmocka_unit_test(lists_that_go_on_behind_their_total),
		cmocka_unit_test(lists_of_some_parts),
		cmocka_unit_test(parts_on_both_sides_of_a_semicolon),
		cmocka_unit_test(contents_that_are_listed),
		cmocka_unit_test(parts_that_may_overlap),
		cmocka_unit_test(parts_in_brackets),
		cmocka_unit_test(nouns_that_hold_verbs),
		cmocka_unit_test(openings),
		cmocka_unit_test(sums_with_the_rest_as_their_last_part),
		cmocka_unit_test(sums_that_are_not_accused),
		cmocka_unit_test(shares_that_are_wrong),
		cmocka_unit_test(shares_that_are_not_accused),
		cmocka_unit_test(shares_of_a_whole),
		cmocka_unit_test(rates),
		cmocka_unit_test(stated_twice),
		cmocka_unit_test(numbered_lists),
		cmocka_unit_test(what_is_said),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
