/* Per cent: shares whose whole is known, rates beside their counts, growth. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/sample_text.h"
#include "check/sentences.h"

/* All but one share fit one whole, and the counts are that whole: then the last is of it, too. */
static void shares_of_a_known_whole(void **state)
{
	static const struct sentence wrong[] = {
		{"新收47件，较上年增加42件。其中，信函39件，占93%；邮件7件，占14.9%；在线1件，占2.1%。", "fail;pass;pass;"},
		{"收到申请1046件。公民提出1030件，占比98.8%；法人提出16件，占比1.5%。", "fail;pass;"},
		{"答复申请59件。其中予以公开3件，占已答复件数的5.4%；部分公开36件，占61%；无法提供20件，占33.9%。",
		 "fail;pass;pass;"},
	};
	static const struct sentence right[] = {
		{"新收47件，较上年增加42件。其中，信函39件，占83%；邮件7件，占14.9%；在线1件，占2.1%。", "pass;pass;pass;"},
		{"收到申请1046件。公民提出1030件，占比98.5%；法人提出16件，占比1.5%。", "pass;pass;"},
		{"公开信息80条。其中，年报1条，占1.1%；动态54条，占67.5%；领导11条，占13.8%；财政7条，占8.8%；文件4条，占5%；"
		 "解读3条，占3.8%。",
		 "pass;pass;pass;pass;pass;pass;"},
		/* One of them is a share of something else. */
		{"公开信息80条，网站40条。其中，年报10条，占12.5%；动态60条，占75%；解读10条，占网站的25%。", "pass;pass;"},
		{"公开信息80条，网站40条。其中，年报10条，占12.5%；动态50条，占62.5%；解读10条，占25%。", "pass;pass;pass;"},
	};
	ASSERT_SENTENCES("Q-PCT", wrong);
	ASSERT_SENTENCES("Q-PCT", right);
}

static void rates_of_counts(void **state)
{
	static const struct sentence wrong[] = {
		{"收到申请40件，按时办结36件，4件转入下年，办结率80%。", "look;"},
		{"受理申请30件，已答复24件，答复率90%。", "look;"},
		{"全文电子率110%。", "fail;"},
		{"电话回访率达105%。", "fail;"},
	};
	static const struct sentence right[] = {
		{"收到申请40件，按时办结36件，4件转入下年，办结率90%。", "pass;"},
		{"收到申请40件，上年结转5件，办结36件，办结率80%。", "pass;"},
		{"收到申请40件，办结36件，4件转入下年，按期办结率100%。", "pass;"},
		{"收到申请40件，办结36件，满意率95%。", "pass;"},
		{"收到申请40件，办结36件，其中当场办结12件，办结率90%。", "pass;"},
		{"收到申请40件。办结36件，办结率95%以上。", "pass;"},
	};
	ASSERT_SENTENCES("Q-RATE", wrong);
	ASSERT_SENTENCES("Q-RATE", right);
}

static void growth(void **state)
{
	static const struct sentence wrong[] = {
		{"收到申请80件，比上年增加4件，增长5%。", "pass;"},
		{"收到申请80件，比上年增加4件，增长6%。", "fail;"},
		{"收到申请60件，较上年减少20件，下降33.3%。", "fail;"},
		{"收到申请22件，比2022年（31件）下降39%。", "fail;"},
		{"申请由上年的30件增加到40件，增长25%。", "fail;"},
		{"收到申请80件，同比增长5.56%。", "look;"},
		{"收到申请40件，比上一年度增长31%。", "look;"},
		{"收到申请40件（同比增长31%）。", "look;"},
	};
	static const struct sentence right[] = {
		{"收到申请80件，比上年增加4件，增长5.26%。", "pass;"},
		{"收到申请60件，较上年减少20件，下降25%。", "pass;"},
		{"收到申请22件，比2022年（31件）下降29%。", "pass;"},
		{"申请由上年的30件增加到40件，增长33.3%。", "pass;"},
		{"收到申请80件，同比增长5.26%。", "pass;"},
		{"收到申请40件，比上一年度增长21%。", "pass;"},
		{"收到申请1182件（同比增长0.4%）。", "pass;"},
		/* Of something else, inexact, or of a number that is not known. */
		{"收到申请40件，网站访问量同比增长31%。", ""},
		{"收到申请40余件，同比增长31%。", ""},
		{"收到申请40件，同比增长约31%。", ""},
		{"收到申请40件，占31%。", ""},
		{"发布信息140条，收到申请40件，发布量同比增长31%。", ""},
		{"收到申请40件（含上年结转5件），同比增长31%。", ""},
		{"收到申请40件，同比增长1倍。", ""},
		{"收到申请2件，同比下降98%。", "pass;"},
	};
	ASSERT_SENTENCES("Q-GROW", wrong);
	ASSERT_SENTENCES("Q-GROW", right);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shares_of_a_known_whole),
		cmocka_unit_test(rates_of_counts),
		cmocka_unit_test(growth),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
