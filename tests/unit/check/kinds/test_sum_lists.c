/* Lists of parts in the forms that reports give them: where they open, where they end, and parts before their total. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/explain.h"

#include "check/examined.h"
#include "check/sample_text.h"
#include "check/sentences.h"

/* Parts that are divided again: 复议5件，维持4件，纠正1件；诉讼3件…. */
static void parts_that_are_divided_again(void **state)
{
	static const struct sentence right[] = {
		{"引发争议8件，其中，行政复议5件，结果维持4件，尚未审结1件；行政诉讼3件，结果维持1件，尚未审结2件。",
		 "pass;pass;"},
		{"发布信息30条，其中：图文20条，政策12条，动态8条；视频10条，政策4条，动态6条。", "pass;"},
		{"发布各类信息900条，其中，网站公开信息300条，含文件类信息2条，其他类信息298条。公众号推送600条。", "pass;"},
		{"发布信息70条，其中，网站50条，包括文件20条、动态30条，公告栏20条。", "pass;pass;"},
		{"发布信息70条，其中，网站50条，含文件20条，公告栏20条。", ""},
	};
	static const struct sentence wrong[] = {
		{"引发争议79件，其中，行政复议50件，结果维持49件，尚未审结1件；行政诉讼30件，结果维持10件，尚未审结20件。",
		 "look 80 79;"},
		{"引发争议150件，其中，行政复议50件，结果维持49件，尚未审结1件；行政诉讼30件，结果维持10件，尚未审结20件。",
		 "look 80 150;"},
		{"发布信息71条，其中，网站30条，包括文件20条、动态10条，公告栏20条，展板20条。", "fail 70 71;pass;"},
	};
	ASSERT_SENTENCES("Q-SUM", right);
	ASSERT_SENTENCES("Q-SUM", wrong);
}

/* Brackets, differences to another year and zeros may stand between a total and what divides it. */
static void totals_further_off(void **state)
{
	static const struct sentence sentences[] = {
		{"办理申请57件（含上年结转5件，另有4件转入下年）。其中，予以公开30件；不予公开20件；无法提供7件。", "pass;"},
		{"办理申请57件（含上年结转5件，另有4件转入下年）。其中，予以公开30件；不予公开21件；无法提供7件。", "fail 58 57;"},
		{"新收申请47件，较上一年度增加12件。其中，信函29件，邮件17件，当面1件。", "pass;"},
		{"新收申请47件，较上一年度增加12件。其中，信函39件，邮件17件，当面1件。", "fail 57 47;"},
		{"被申请行政复议5宗、行政诉讼0宗，其中2宗维持，1宗纠正，1宗其他结果，1宗尚未审结。", "pass;pass;"},
		{"被申请行政复议5宗、行政诉讼0宗，其中2宗维持，2宗纠正，1宗其他结果，1宗尚未审结。", "look 6 5;pass;"},
		{"全年收到申请9件，上年结转0件。处理结果中，部分公开2件，不存在的5件，结转下一年度2件。", "pass;"},
		{"全年收到申请9件，上年结转0件。处理结果中，部分公开2件，不存在的6件，结转下一年度2件。", "fail 10 9;"},
	};
	ASSERT_SENTENCES("Q-SUM", sentences);
}

static void openings_that_name_their_total(void **state)
{
	static const struct sentence sentences[] = {
		{"公开信息50条。平台运行正常。在主动公开的信息中，法规类4条，业务类10条，统计数据36条。", "pass;"},
		{"公开信息50条。平台运行正常。在主动公开的信息中，法规类4条，业务类10条，统计数据46条。", "fail 60 50;"},
		{"公开信息50条。平台运行正常。其中，法规类4条，业务类10条，统计数据46条。", ""},
		{"公开信息6条，不予公开0条。在主动公开的6条信息中，职能类1条、其他类5条。", "pass;"},
		{"公开信息6条，不予公开0条。在主动公开的60条信息中，职能类10条、动态类15条、其他类45条。", "fail 70 60;"},
		{"新增信息130条，具体包括年报1条，职能1条，活动30条，招标98条。", "pass;"},
		{"新增信息130条，具体包括年报1条，职能2条，活动30条，招标98条。", "fail 131 130;"},
		{"办理申请69件，均为自然人申请。办理结果如下：予以公开35件；部分公开1件；无法提供33件。", "pass;"},
		{"办理申请69件，均为自然人申请。办理结果如下：予以公开35件；部分公开1件；无法提供43件。", "fail 79 69;"},
	};
	ASSERT_SENTENCES("Q-SUM", sentences);
}

static void marks_and_units(void **state)
{
	static const struct sentence sentences[] = {
		/* One comma among semicolons. */
		{"公开信息890条，其中：概况6条；预决算568条；收支212条，解读4条；决策6条；执行56条；管理38条。", "pass;"},
		{"公开信息890条，其中：概况6条；预决算568条；收支12条，解读4条；决策6条；执行56条；管理38条。",
		 "look 690 890;"},
		{"公开信息890条，其中：概况6条，预决算568条；另有活动38条。", ""},
		/* All parts in another unit that counts the same. */
		{"收到8份申请，其中予以公开2件，部分公开2件，过程性信息1件，不掌握3件。", "pass;"},
		{"收到8份申请，其中予以公开2件，部分公开2件，过程性信息2件，不掌握3件。", "look 9 8;"},
		/* Parts that are said to be sums themselves. */
		{"公开信息共计437条，包括：人事信息12条，动态240条，公告25条，解读及回应共计110条，其他类信息150条。",
		 "fail 537 437;"},
		{"公开信息共计537条，包括：人事信息12条，动态240条，公告25条，解读及回应共计110条，其他类信息150条。", "pass;"},
		/* 2500余 is no more than 2500 needs be. */
		{"公开信息4884条。其中，网站1184条，公众号1199条，媒体报道2500余条，发布会1条。", ""},
		{"公开信息4884条。其中，网站1184条，公告栏1199条，媒体报道2600余条，发布会1条。", "fail;"},
		/* Two parts that come so near to the total are meant to be all of it. */
		{"公开信息15329条，其中，专栏更新4288条，动态信息11040条。", "fail 15328 15329;"},
		{"公开信息10条，其中，专栏更新4条，动态信息5条。", "look 9 10;"},
	};
	ASSERT_SENTENCES("Q-SUM", sentences);
}

/* 其中 in the middle of the next sentence, before its first number: the list is known by coming near to the total. */
static void openings_inside_the_next_sentence(void **state)
{
	static const struct sentence sentences[] = {
		{"公开信息共217条。公开的渠道有网站和公示栏，其中，网站公开125条，公示栏公开92条。", "pass;"},
		{"公开信息共217条。公开的渠道有网站和公示栏，其中，网站公开125条，公示栏公开82条。", "look 207 217;"},
		{"公开信息共217条。公开的渠道有网站和公示栏，其中，网站公开135条，公示栏公开92条。", "look 227 217;"},
		{"公开信息共217条。公示栏更新较多，其中，网站公开25条，公示栏公开82条。", ""},
		{"收到申请10件。办理建议提案多件，其中主办13件，协办2件。", ""},
		{"收到申请10件。办理建议提案多件。主办较多，其中主办8件，协办1件。", ""},
	};
	ASSERT_SENTENCES("Q-SUM", sentences);
}

/* A part that is by chance what those before it make, or by a slip more than the total, is a part all the same. */
static void parts_that_look_like_strangers(void **state)
{
	static const struct sentence wrong[] = {
		{"公开信息20条。其中，公告类3条，预决算类6条，任免类9条，环评类3条。", "fail 21 20;"},
		{"公开信息107条，其中法规6条，解读2条，任免4条，规划6条，财政18条，动态65条，公告3条，业务13条。", "fail 117 107;"},
		{"公开信息19条，其中概况类3条，动态类23条，目录类3条。", "look 29 19;"},
		{"公开规章13件（含新制定6件，修改4件，废止4件）。", "fail 14 13;"},
		{"收到申请609件。办理结果为：予以公开380件，部分公开43件，无法提供120件，不予处理76件。", "fail 619 609;"},
	};
	static const struct sentence right[] = {
		{"公开信息20条，其中公告类2条，预决算类6条，任免类9条，环评类3条。", "pass;"},
		{"公开信息12条，其中甲类5条、乙类7条、合计12条、展板9条。", "pass;pass;"},
		{"公开信息19条，其中概况类3条，推送动态23条，目录类16条。", ""},
		{"公开规章13件（含新制定5件，修改4件，废止4件）。", "pass;"},
		{"公开规章13件（含新制定5件，修改4件）。", ""},
	};
	ASSERT_SENTENCES("Q-SUM", wrong);
	ASSERT_SENTENCES("Q-SUM", right);
}

/* What divides the number before it is no total of what follows, though the number beside it is the same. */
static void parts_of_neither_half(void **state)
{
	static const struct sentence right[] = {
		{"收到申请4件，自然人的2件，法人的2件。其中3件已答复，1件已结转，答复的3件均为不掌握。", ""},
		{"收到申请4件，网上申请2件，信函申请2件，其中予以公开3件，部分公开1件。", "pass;"},
	};
	static const struct sentence wrong[] = {
		{"收到申请35件，办结35件，其中予以公开20件，部分公开10件，不予公开4件。", "fail 34 35;"},
	};
	ASSERT_SENTENCES("Q-SUM", right);
	ASSERT_SENTENCES("Q-SUM", wrong);
}

/* What became of applications is held against both those that came and those that were dealt with. */
static void parts_of_either_number(void **state)
{
	static const struct sentence right[] = {
		{"收到申请35件，办结34件，其中予以公开20件，部分公开10件，不予公开4件。", "pass;"},
		{"收到申请35件，办结34件，其中予以公开20件，部分公开10件，不予公开5件。", ""},
		{"收到申请35件，办结34件，其中予以公开20件，部分公开1件，不予公开4件。", ""},
		{"收到申请5件，上年结转40件，其中予以公开20件，部分公开10件，不予公开8件。", ""},
		{"行政复议8件，行政诉讼3件，其中结果维持7件，其他结果4件。", ""},
		{"网站公开35条，公示栏公开34条，其中政策20条，动态10条，公告3条。", ""},
		{"收到申请35件，办结30件，结转5件，其中予以公开20件，部分公开8件，不予公开1件。", "pass;"},
		{"公开信息378条，网站318条，公示栏60条，其中政策200条，动态100条，公告19条。", "pass;"},
	};
	static const struct sentence wrong[] = {
		{"收到申请35件，办结34件，其中予以公开20件，部分公开10件，不予公开3件。", "look 33 34;"},
		{"收到申请35件，办结34件，其中予以公开20件，部分公开10件，不予公开6件。", "look 36 34;"},
		{"公开信息378条，网站60条，公示栏318条，其中政策200条，动态100条，公告19条。", "look 319 318;pass;"},
	};
	ASSERT_SENTENCES("Q-SUM", right);
	ASSERT_SENTENCES("Q-SUM", wrong);
}

static void sums_behind_their_parts(void **state)
{
	static const struct sentence right[] = {
		{"收到申请132件，上年结转2件，共计134件。", "pass;"},
		{"政策11条，解读17条，共公开28条。", "pass;"},
		{"公开信息135条，项目信息5条，水利信息81条，合计共221条。", "pass;"},
		{"发布量由1128条增加到1887条，专栏发布514条，总计2401条。", ""},
		{"网站发布100条，公告栏50条，转载20条，合计150条。", ""},
		{"举办培训3场，召开会议5场，合计200场。", ""},
		{"网站公开100条，公告栏公开60条，共公开200条。", ""},
		{"收到申请132件，共计132件。", ""},
		{"网站发布1725条信息，包括动态278条，要闻186条，党建97条，人事11条，每日发布水情信息共计365条，公告258条。", ""},
		{"公开信息120条，其中网站20条，公告栏30条，合计50条。", "pass;"},
		{"办结申请40件，答复40件，合计40件。", ""},
		{"网站发布40条，公众号20条，阅读量合计900次。", ""},
	};
	static const struct sentence wrong[] = {
		{"收到申请132件，上年结转2件，共计143件。", "fail 134 143;"},
		{"政策11条，解读17条，合计38条。", "look 28 38;"},
		{"公开信息135条，项目信息5条，水利信息81条，合计共212条。", "fail 221 212;"},
		{"政策11条，解读17条，共公开29条。", "fail 28 29;"},
		{"网上申请115件，快递17件，合计122件，上年结转11件。", "fail 132 122;"},
		{"网上申请145件，快递17件，合计122件，上年结转11件。", "look 162 122;"},
	};
	ASSERT_SENTENCES("Q-SUM", right);
	ASSERT_SENTENCES("Q-SUM", wrong);
}

static void differences_that_are_not_exact(void **state)
{
	const struct language language = {.chinese = true};
	struct strbuf text = {0};
	const struct examiner *examiner =
		examine_text(with(sample_text, "全年公开信息120条，", "公开信息276条，其中网站216条、文件50条、报送100余条。"), "t.txt");
	explain_append_message(finding_at(examiner, "Q-SUM", "section/1"), &examiner->report, &language, &text);
	assert_string_equal(strbuf_text(&text), "各分项 216 + 50 + 100余，多于总数 276条，多 ≥90");
	strbuf_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_that_are_divided_again),
		cmocka_unit_test(totals_further_off),
		cmocka_unit_test(openings_that_name_their_total),
		cmocka_unit_test(marks_and_units),
		cmocka_unit_test(openings_inside_the_next_sentence),
		cmocka_unit_test(parts_that_look_like_strangers),
		cmocka_unit_test(parts_of_neither_half),
		cmocka_unit_test(parts_of_either_number),
		cmocka_unit_test(sums_behind_their_parts),
		cmocka_unit_test(differences_that_are_not_exact),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
