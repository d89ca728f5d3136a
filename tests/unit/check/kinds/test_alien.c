#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/kinds/body_rank.h"
#include "check/kinds/text_parts.h"
#include "check/raised.h"
#include "check/sample_text.h"

static void ranks_told_from_names(void **state)
{
	static const struct {
		const char *agency;
		enum body_rank rank;
		const char *place;
	} bodies[] = {
		{"松塘县柳桥镇人民政府", RANK_TOWN, "柳桥镇"},
		{"松塘县柳桥镇", RANK_TOWN, "柳桥镇"},
		{"柳桥镇人民政府", RANK_TOWN, "柳桥镇"},
		{"砚麓区栖鹭街道办事处", RANK_TOWN, "栖鹭街道"},
		{"松塘县人民政府", RANK_COUNTY, "松塘县"},
		{"云岭自治县人民政府", RANK_COUNTY, "云岭自治县"},
		{"砚麓区人民政府", RANK_COUNTY, "砚麓区"},
		{"松塘县教育局", RANK_COUNTY_OFFICE, "松塘县"},
		{"松塘县市场监督管理局", RANK_COUNTY_OFFICE, "松塘县"},
		{"砚麓区住房和城乡建设局", RANK_COUNTY_OFFICE, "砚麓区"},
		{"松塘县城市管理局", RANK_COUNTY_OFFICE, "松塘县"},
		{"松塘县乡镇企业局", RANK_COUNTY_OFFICE, "松塘县"},
		{"河阴市人民政府", RANK_CITY, "河阴市"},
		{"河阴市财政局", RANK_CITY, "河阴市"},
		{"某省自然资源厅", RANK_PROVINCE, "某省"},
		{"某某壮族自治区人民政府", RANK_PROVINCE, "某某壮族自治区"},
		{"云屏综合实验区管理委员会", RANK_UNKNOWN, "云屏综合实验区"},
		{"松塘县经济开发区管理委员会", RANK_UNKNOWN, "经济开发区"},
		{"财政部", RANK_UNKNOWN, ""},
		{"", RANK_UNKNOWN, ""},
	};
	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
		struct str agency = str_from(bodies[i].agency);
		struct ranked_body body = body_rank_read(&known.words, agency);
		if (body.rank != bodies[i].rank || !str_equal(body.place, str_from(bodies[i].place)))
			fail_msg("%s: %d %.*s", bodies[i].agency, (int)body.rank, (int)body.place.nbytes,
				 body.place.ptr);
	}
}

static void another_name_in_the_place_of_the_own(void **state)
{
	assert_raised("W-ALIEN", "影响了群众对青浦镇信息公开的获得感。", "error fail instead 青浦镇\n");
	assert_raised("W-ALIEN", "2023年，青浦镇认真落实各项要求。", "error fail instead 青浦镇\n");
	assert_raised("W-ALIEN", "松塘县青浦镇政务公开成效明显。", "error fail instead 青浦镇\n");
	assert_raised("W-ALIEN", "清明街道高度重视，清明街道按照要求公开。", "error fail instead 清明街道\n");
	assert_raised("W-ALIEN", "群众对河渡县政务公开较满意。", "error fail instead 河渡县\n");
}

/* With less than a character before them in their paragraph. */
static void names_behind_a_letter(void **state)
{
	assert_raised("W-ALIEN", "b青浦镇认真落实各项要求。", "error fail instead 青浦镇\n");
	assert_raised("W-ALIEN", "群众对工作满意。\n\nb青浦镇认真落实各项要求。", "error fail instead 青浦镇\n");
	for (size_t before = 1; before < 5; before++)
		assert_false(text_is_han_at(STR("汉字汉字"), 0 - before));
	assert_true(text_is_han_at(STR("汉字"), 3));
	assert_false(text_is_han_at(STR("汉字"), 4));
	assert_false(text_is_han_at(STR("汉字"), 6));
}

static void another_name_elsewhere_is_to_be_looked_at(void **state)
{
	assert_raised("W-ALIEN", "公开青浦镇、双桥镇的补助名单。", "error look named 双桥镇\n");
	/* Where the name begins cannot be told. */
	assert_raised("W-ALIEN", "材料已经全部移交给了青浦镇。", "error look named 青浦镇\n");
	assert_raised("W-ALIEN", "材料存放在原来那个青浦镇。", "");
}

static void the_own_name_and_superiors(void **state)
{
	assert_raised("W-ALIEN", "对柳桥镇信息公开工作，柳桥镇认真总结，松塘县柳桥镇政务公开有序，松塘县信息公开有序。", "");
	assert_raised("W-ALIEN", "按照县委、县政府部署，加强镇信息公开，做好我镇政务公开和全镇信息公开，在河阴市政务公开会上发言。", "");
}

static void verbs_before_the_kind_of_place(void **state)
{
	assert_raised("W-ALIEN", "每周由镇信息公开办审核，再报镇政务公开领导小组，明确镇政务公开目录，熟悉镇信息公开流程。", "");
	assert_raised("W-ALIEN", "个别干部不熟悉镇信息公开流程，少数站所认为镇政务公开与己无关，召集各乡镇信息公开工作人员。", "");
	/* A verb that is on no list is never more than a doubt. */
	assert_raised("W-ALIEN", "盘活镇政务公开栏。", "error look named 盘活镇\n");
}

static void words_that_are_no_names(void **state)
{
	assert_raised("W-ALIEN", "加强城乡信息公开，乡镇政务公开，指导各乡信息公开，联系县信息公开人员，建设特色小镇信息公开栏，送戏下乡，美丽城镇。", "");
	assert_raised("W-ALIEN", "由镇政府牵头，经费由乡财政承担，清理结果以县政府公报公布，完成近五年乡发文件扫描。", "");
}

static void sentences_that_name_others_rightly(void **state)
{
	assert_raised("W-ALIEN", "组织干部赴青浦镇学习政务公开。", "");
	assert_raised("W-ALIEN", "与青浦镇政务公开办结对共建。", "");
	assert_raised("W-ALIEN", "对青浦镇中学的公告栏作了更新，对“青浦镇信息公开”公众号作了转发。", "");
	assert_raised("W-ALIEN", "撤销原青浦镇信息公开专栏，并入本镇。", "");
}

static void names_of_the_preamble_are_own(void **state)
{
	const char *text = with(sample_text, "本报告所列数据的统计期限", "柳桥镇由原青浦镇改名。本报告所列数据的统计期限");
	assert_report_raises("W-ALIEN", with(text, "全年公开信息120条", "对青浦镇信息公开栏作了更新，全年公开信息120条"), "");
}

static void bodies_without_a_rank_are_left_alone(void **state)
{
	const char *text = with(sample_text, "松塘县柳桥镇人民政府2023年", "云屏综合实验区管理委员会2023年");
	assert_report_raises("W-ALIEN", with(text, "全年公开信息120条", "对青浦镇信息公开栏作了更新，全年公开信息120条"), "");
}

/* A body that only a sentence tells may be another one: nothing is said of places. */
static void a_body_of_a_sentence_accuses_nobody(void **state)
{
	const char *text = with(sample_text, "# 松塘县柳桥镇人民政府2023年政府信息公开工作年度报告\n", "");
	text = with(text, "松塘县柳桥镇人民政府\n", "");
	text = with(text, "全年公开信息120条", "对青浦镇信息公开栏作了更新，全年公开信息120条");
	assert_report_raises("W-ALIEN", text, "");
	text = with(text, "本报告所列数据的统计期限", "请与松塘县柳桥镇人民政府联系。本报告所列数据的统计期限");
	assert_report_raises("W-ALIEN", text, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranks_told_from_names),
		cmocka_unit_test(another_name_in_the_place_of_the_own),
		cmocka_unit_test(names_behind_a_letter),
		cmocka_unit_test(another_name_elsewhere_is_to_be_looked_at),
		cmocka_unit_test(the_own_name_and_superiors),
		cmocka_unit_test(verbs_before_the_kind_of_place),
		cmocka_unit_test(words_that_are_no_names),
		cmocka_unit_test(sentences_that_name_others_rightly),
		cmocka_unit_test(names_of_the_preamble_are_own),
		cmocka_unit_test(bodies_without_a_rank_are_left_alone),
		cmocka_unit_test(a_body_of_a_sentence_accuses_nobody),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
