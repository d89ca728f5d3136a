/* The fee for handling information: whether it is reported, and whether it fits the tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/sample_text.h"

struct sentence {
	const char *text, *expected;
};

static const char no_fee[] = "本年未收取信息处理费。";

/* "fail 0.394 0;" for each finding of the rule. */
static void describe(const struct examiner *examiner, const char *id, struct strbuf *out)
{
	for (size_t i = 0; i < examiner->findings.count; i++) {
		const struct finding *finding = &examiner->findings.list[i];
		if (!str_equal(finding->rule->id, str_from(id)))
			continue;
		strbuf_append_text(out, verdict_name(finding->verdict));
		if (finding->has_sides && finding_is_open(finding)) {
			strbuf_append_byte(out, ' ');
			decimal_append(out, finding->left);
			strbuf_append_byte(out, ' ');
			decimal_append(out, finding->right);
		}
		strbuf_append_byte(out, ';');
	}
}

/* What the rule says of `base` with each sentence as section six. */
static void assert_sentences(const char *id, const char *base, const struct sentence *sentences, size_t count)
{
	unsigned nwrong = 0;
	for (size_t i = 0; i < count; i++) {
		struct strbuf found = {0};
		describe(examine_text(with(base, no_fee, sentences[i].text), "t.txt"), id, &found);
		if (strcmp(strbuf_text(&found), sentences[i].expected) != 0) {
			print_error("%s: expected \"%s\", found \"%s\"\n", sentences[i].text, sentences[i].expected,
				    strbuf_text(&found));
			nwrong++;
		}
		strbuf_free(&found);
	}
	assert_int_equal(nwrong, 0);
}

#define ASSERT_SENTENCES(id, base, list) assert_sentences(id, base, list, sizeof(list) / sizeof(*(list)))

static void fee_is_reported(void **state)
{
	static const struct sentence silent[] = {
		{"无。", "fail;"},
		{"没有其他需要报告的事项。", "fail;"},
		{"无其他需要报告的事项。", "fail;"},
		{"（一）要点落实情况。各项任务均已完成。", "fail;"},
		{"本年度办理建议提案4件。", "fail;"},
		{"", "look;"},
	};
	static const struct sentence stated[] = {
		{"本年未收取信息处理费。", "pass;"},
		{"本年度没有产生信息公开处理费。", "pass;"},
		{"收取信息处理费300元。", "pass;"},
		{"本机关未收取任何费用。", "pass;"},
		{"未收费。", "pass;"},
		{"按件、按量收费标准，本年度没有收费。", "pass;"},
		{"（一）要点落实。均已完成。\n\n（二）收取信息处理费情况：无。", "pass;"},
		{"2023年我镇未发生收取政府信息公开处理费的情况。", "pass;"},
		{"信息处理费：0元。", "pass;"},
		{"我镇依申请公开收费总额为零。", "pass;"},
	};
	ASSERT_SENTENCES("F-REP", sample_text, silent);
	ASSERT_SENTENCES("F-REP", sample_text, stated);
}

/* Another section may say it, and reports before the form of 2021 need not. */
static void fee_is_reported_elsewhere(void **state)
{
	static const struct sentence nothing[] = {{"无。", "pass;"}}, not_asked[] = {{"无。", ""}};
	ASSERT_SENTENCES("F-REP", with(sample_text, "公开申请8件。", "公开申请8件，未收取信息处理费。"), nothing);
	const char *early = with(with(sample_text, "柳桥镇人民政府2023年", "柳桥镇人民政府2020年"), "自2023年1月1日起至2023年",
				 "自2020年1月1日起至2020年");
	ASSERT_SENTENCES("F-REP", early, not_asked);
	struct strbuf found = {0};
	describe(examine_text(without(sample_text, "## 六、", "本年未收取"), "t.txt"), "F-REP", &found);
	assert_string_equal(strbuf_text(&found), "");
	strbuf_free(&found);
}

static void fee_is_part_of_the_charges(void **state)
{
	static const struct sentence more[] = {
		{"全年收取信息处理费13万元。", "fail 13 12.5;"},
		{"全年收取信息处理费130000元。", "fail 13 12.5;"},
		{"本年共收取政府信息公开信息处理费12.6万元。", "fail 12.6 12.5;"},
		{"信息处理费收入125500元，已上缴国库。", "fail 12.55 12.5;"},
		{"全年对4件申请收取信息处理费合计20万元。", "fail 20 12.5;"},
		{"信息公开处理费：200000元。", "fail 20 12.5;"},
	};
	static const struct sentence none[] = {
		{"全年收取信息处理费3940元。", "pass;"},
		{"全年收取信息处理费12.5万元。", "pass;"},
		{"全年收取信息处理费125080元。", "pass;"},
		{"本年未收取信息处理费。", ""},
		{"信息处理费按件计收，每件100元，超过30件的每10件200000元。", ""},
		{"信息处理费收费标准为200000元/件。", ""},
		{"减免信息处理费200000元。", ""},
		{"2022年收取信息处理费200000元，本年未收取。", ""},
		{"去年收取信息处理费200000元。", ""},
		{"信息处理费0元。", ""},
		{"举办培训，费用200000元。本年未收取信息处理费。", ""},
		{"退还信息处理费200000元。", ""},
		{"全年收取信息处理费100元，另有项目资金30万元。", ""},
	};
	ASSERT_SENTENCES("F-AMT", sample_text, more);
	ASSERT_SENTENCES("F-AMT", sample_text, none);
}

static void charges_of_zero_or_unread(void **state)
{
	static const struct sentence zero[] = {
		{"全年收取信息处理费3940元。", "fail 0.394 0;"},
		{"全年收取信息处理费100元。", "pass;"},
		{"本年未收取信息处理费。", ""},
	};
	static const struct sentence unread[] = {{"全年收取信息处理费3940元。", "na;"}};
	ASSERT_SENTENCES("F-AMT", with(sample_text, "行政事业性收费\t12.5", "行政事业性收费\t0"), zero);
	ASSERT_SENTENCES("F-AMT", with(sample_text, "行政事业性收费\t12.5", "行政事业性收费\t/"), unread);
	ASSERT_SENTENCES("F-AMT", with(sample_text, "行政事业性收费\t12.5", "行政事业性收费\tabc"), unread);
}

static void fee_with_few_applications(void **state)
{
	static const struct sentence few[] = {
		{"全年收取信息处理费100元。", "look;"},
		{"收取信息处理费0.05万元。", "look;"},
		{"本年度共收取政府信息公开信息处理费200元。", "look;"},
		{"信息公开处理费合计300元。", "look;"},
		{"对1件申请收取信息处理费100元。", "look;"},
		{"依法收取信息处理费1500元，已上缴。", "look;"},
	};
	static const struct sentence none[] = {
		{"本年未收取信息处理费。", ""},
		{"全年按量收取信息处理费100元。", ""},
		{"收取信息处理费100元，共240页。", ""},
		{"信息处理费0元。", ""},
		{"信息处理费每件100元。", ""},
		{"免收信息处理费100元。", ""},
	};
	static const struct sentence many[] = {{"全年收取信息处理费100元。", "pass;"}};
	static const struct sentence unread[] = {{"全年收取信息处理费100元。", ""}};
	ASSERT_SENTENCES("F-LOGIC", sample_text, few);
	ASSERT_SENTENCES("F-LOGIC", sample_text, none);
	ASSERT_SENTENCES(
		"F-LOGIC",
		with(sample_text, "公开申请数量\t\t\t5\t2\t0\t0\t1\t0\t8", "公开申请数量\t\t\t5\t2\t0\t0\t1\t0\t10"),
		many);
	ASSERT_SENTENCES(
		"F-LOGIC",
		with(sample_text, "公开申请数量\t\t\t5\t2\t0\t0\t1\t0\t8", "公开申请数量\t\t\t5\t2\t0\t0\t1\t0\t/"),
		unread);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fee_is_reported),
		cmocka_unit_test(fee_is_reported_elsewhere),
		cmocka_unit_test(fee_is_part_of_the_charges),
		cmocka_unit_test(charges_of_zero_or_unread),
		cmocka_unit_test(fee_with_few_applications),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
