/* Claims of the running text: for each rule sentences that make one, with what it comes to, and sentences that make
 * none. They stand in section one of a small report whose tables have
 *   received 8 (natural 5, enterprises 2, legal 1), carried in 1, done 8, carried over 1; granted 3, partial 1,
 *   refused 1, not available 2, rejected 1, other 0; reviews 2 (1 upheld, 1 pending), suits 0 and 2 (1 upheld,
 *   1 corrected);
 *   normative documents 2 made, 1 repealed, 7 in force; licences 30, penalties 4, coercion 0, fees 12.5 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/kind.h"
#include "check/sample_text.h"

static const char plain[] = "全年公开信息120条，收到政府信息公开申请8件。";

struct sentence_case {
	const char *rule;
	const char *verdicts;           /* of the rule's findings, in their order; "": none */
	const char *text;
};

static const struct sentence_case cases[] = {
	{"P-RECV", "fail", "2023年，我镇共收到政府信息公开申请10件。"},
	{"P-RECV", "pass", "全年受理依申请公开8件，均作了登记。"},
	{"P-RECV", "fail", "新收申请十二件。"},
	{"P-RECV", "fail", "本年度接到公民、法人和其他组织提出的政府信息公开申请总计3件。"},
	{"P-RECV", "fail", "全年收到3件政府信息公开申请。"},
	{"P-RECV", "pass", "收到依申请公开政府信息申请共8份。"},
	{"P-RECV", "look", "办理政府信息公开申请5件。"},
	{"P-RECV", "pass", "办理政府信息公开申请9件。"},
	{"P-RECV", "fail", "收到政府信息公开申请０件。"},
	{"P-RECV", "pass", "收到政府信息公开申请8件左右。"},
	{"P-RECV", "look", "收到政府信息公开申请20余件。"},
	{"P-RECV", "pass", "收到政府信息公开申请9件（含上年结转1件）。"},
	{"P-RECV", "pass", "收到政府信息公开申请8件，其中收到网上申请6件。"},
	{"P-RECV", "", "通过政府网站收到申请6件。"},
	{"P-RECV", "", "上年收到申请4件。"},
	{"P-RECV", "", "2022年收到政府信息公开申请4件，较2021年增加1件。"},
	{"P-RECV", "", "收到信函申请2件，收到当面申请1件。"},
	{"P-RECV", "", "收到行政复议申请2件。"},
	{"P-RECV", "", "收到低保申请31件，均在公示栏公开。"},
	{"P-RECV", "", "县自然资源局收到政府信息公开申请20件。"},
	{"P-RECV", "", "截至6月底，收到政府信息公开申请5件。"},
	{"P-RECV", "", "收到自然人申请5件。"},
	{"P-RECV", "", "收到重复申请3件。"},
	{"P-RECV", "pass look", "收到政府信息公开申请8件。经梳理，收到政府信息公开申请3件后制作了问答。"},
	{"P-RECV", "look", "收到政府信息公开申请9件。"},
	{"P-RECV", "fail", "全年收到来自公民、法人或者其他组织对依申请公开政府信息的申请6件。"},
	{"P-RECV", "fail", "接收且办理公民、法人或者其他组织提出的政府信息公开申请12宗。"},
	{"P-RECV", "fail", "收到并处理政府信息公开申请4件。"},
	{"P-RECV", "fail", "收到和答复5件依申请公开信息。"},
	{"P-RECV", "fail", "受理12件政府信息公开申请。"},
	{"P-RECV", "fail", "收到依申请公开信件7件。"},
	{"P-RECV", "fail", "收到政府信息公开申请书6份。"},
	{"P-RECV", "fail", "收到政府信息公开申请情况3件。"},
	{"P-RECV", "look", "收到政府信息公开申请1.2万件。"},
	{"P-RECV", "fail", "收到依申请政府信息公开申请数为5件。"},
	{"P-RECV", "fail", "新收政府信息公开申请4件，2022年结转1件。"},
	{"P-RECV", "fail", "新收政府信息公开申请4件，1件转至2024年办理。"},
	{"P-RECV", "look", "依申请公开政府信息数4件。"},
	{"P-RECV", "pass", "依申请公开政府信息数8件。"},
	{"P-RECV", "", "2021年结转政府信息公开申请1件，收到政府信息公开申请4件。"},
	{"P-RECV", "", "收到政府信息公开申请4件，1件转至2025年办理。"},
	{"P-RECV", "", "政府新收依申请公开2件；部门新收依申请公开6件。"},
	{"P-RECV", "", "受理并答复的依申请公开政府信息共9件（其中1件为上年结转）。"},
	{"P-RECV", "pass", "收到政府信息公开申请9宗（含2022年度结转1宗）。"},
	{"P-RECV", "", "收到申请书样式3种，依申请公开更方便。"},
	{"P-RECV", "look", "办理政府信息公开申请14件（含2022年结转1件）。"},
	{"P-RECV", "look", "收到公众提出的政府信息公开申请19件（含上年结转1件），均已登记。"},
	{"P-RECV", "pass", "通过网站、信函、当面等渠道收到政府信息公开申请8件。"},
	{"P-RECV", "look", "通过网站、信函、当面等渠道收到政府信息公开申请12件。"},
	{"P-RECV", "", "其中通过信函等渠道收到政府信息公开申请3件。"},
	{"P-RECV", "", "通过热线等渠道收到投诉申请31件。"},
	{"P-RECV", "", "县教育局通过网站等渠道收到政府信息公开申请3件。"},
	{"P-RECV", "", "2022年，通过网站等渠道收到政府信息公开申请3件。"},

	{"P-ZERO", "fail", "2023年，我镇未收到政府信息公开申请。"},
	{"P-ZERO", "fail", "本年度没有收到申请，受理点照常值班。"},
	{"P-ZERO", "fail", "今年以来，我镇未收到相关依申请公开申请件。"},
	{"P-ZERO", "fail", "本年无依申请公开申请。"},
	{"P-ZERO", "fail", "2023年未发生依申请公开情况。"},
	{"P-ZERO", "fail", "我镇未收到公民、法人或其他组织的政府信息公开申请。"},
	{"P-ZERO", "", "未收到行政复议申请。"},
	{"P-ZERO", "", "未收到需要收费的政府信息公开申请。"},
	{"P-ZERO", "", "未收到因政府信息公开申请引发的行政复议。"},
	{"P-ZERO", "", "没有收到申请人的补正材料。"},
	{"P-ZERO", "", "上年未收到政府信息公开申请。"},
	{"P-ZERO", "", "2022年未收到政府信息公开申请。"},
	{"P-ZERO", "", "没有收到网上申请。"},
	{"P-ZERO", "", "未受理的申请均说明了理由。"},
	{"P-ZERO", "", "对无正当理由大量反复申请的，请申请人说明理由。"},
	{"P-ZERO", "", "申请办理全程未发生超期。"},

	{"P-DONE", "fail", "新收申请8件，办结5件。"},
	{"P-DONE", "pass", "收到申请8件，上年结转1件，共办结8件。"},
	{"P-DONE", "fail", "答复政府信息公开申请11件（含上年度结转申请1件）。"},
	{"P-DONE", "fail", "全年申请办理完毕12件。"},
	{"P-DONE", "fail", "依申请公开方面，已办结依申请公开9件。"},
	{"P-DONE", "look", "收到申请8件，答复7件，其余不予处理。"},
	{"P-DONE", "look look", "申请中当年新收7件，办结5件；上年结转1件，办结1件。"},
	{"P-DONE", "", "收到申请8件，其中网上办结5件。"},
	{"P-DONE", "pass", "受理申请8件，办结8件，办理上年结转1件。"},
	{"P-DONE", "look", "受理申请8件，办结5件，办理上年结转1件。"},
	{"P-DONE", "", "受理线上信息公开申请5件，办结4件，受理线下信息公开申请3件，均已办结。"},
	{"P-DONE", "fail", "收到申请8件，均为网上申请，共办结6件。"},
	{"P-CARRY", "", "受理线上信息公开申请5件，办结1件，结转下年4件，受理线下信息公开申请3件。"},
	{"P-DONE", "", "新收申请8件，3件办结，2件撤销。"},
	{"P-DONE", "", "办理网民留言417件，办结410件，另有申请若干。"},
	{"P-DONE", "", "申请答复平均用时9个工作日，在20个工作日内答复。"},
	{"P-DONE", "", "答复政协提案6件、人大建议3件，申请公开的另行答复。"},
	{"P-DONE", "", "申请引起的行政复议案件办结2件。"},
	{"P-DONE", "", "对申请当场答复3件，延期答复1件。"},
	{"P-DONE", "", "2022年收到申请5件，办结5件。"},
	{"P-DONE", "", "办结投诉12件，没有申请。"},
	{"P-DONE", "fail", "全年收到依申请公开8件。共办结6件，结转下年度1件。"},
	{"P-DONE", "fail", "办结依申请政府信息公开事项6件。"},
	{"P-DONE", "pass", "答复政府信息公开申请9件（含上年结转1件）。"},
	{"P-DONE", "", "答复政府信息公开申请6件，未答复2件。"},
	{"P-DONE", "", "全年收到依申请公开8件。共办结6件。"},
	{"P-DONE", "pass", "新收申请8件，办结8件，逾期未补正不再处理1件。"},
	{"P-DONE", "look", "新收申请8件，办结5件，逾期未补正不再处理1件。"},
	{"P-DONE", "pass", "收到申请8件，其中信函5件，网络3件，办结8件，结转下年度办理1件。"},
	{"P-DONE", "look", "收到申请8件，其中信函5件，网络3件，办结5件，结转下年度办理1件。"},
	{"P-DONE", "look", "收到申请8件（其中信函5件，网络3件），已办结6件，1件结转下年办理。"},
	{"P-DONE", "", "收到申请8件，其中信函5件，办结4件，1件正在办理。"},
	{"P-DONE", "", "收到申请8件，其中网上办结4件，结转下年度1件。"},
	{"P-DONE", "fail", "收到政府信息公开申请8件。目前依法办结12件，其中予以公开5件，无法提供7件。"},
	{"P-DONE", "pass", "收到政府信息公开申请8件。目前依法办结8件，其中予以公开3件，无法提供5件。"},
	{"P-DONE", "", "收到政府信息公开申请8件。热线办结12件，其中不予处理5件。"},

	{"P-CARRY", "fail", "新收申请8件，上年结转2件。"},
	{"P-CARRY", "fail", "申请办结8件，结转下年度继续办理3件。"},
	{"P-CARRY", "pass pass", "申请中上年结转1件，结转下年1件。"},
	{"P-CARRY", "fail", "另有2件申请按照规定顺延到下年度答复。"},
	{"P-CARRY", "fail", "新收申请8件，没有结转下年度的申请。"},
	{"P-CARRY", "fail", "答复申请8件（含上年度结转申请4件）。"},
	{"P-CARRY", "fail", "申请中2件尚在办理，结转下年度。"},
	{"P-CARRY", "", "行政复议结转下年度2件，与申请无关。"},
	{"P-CARRY", "", "申请办结8件并结转下年度若干。"},
	{"P-CARRY", "", "申请经费上年结转资金3项。"},
	{"P-CARRY", "", "申请处理中办结上年结转5件。"},
	{"P-CARRY", "pass", "收到申请8件，结转下年度1件。"},
	{"P-CARRY", "", "2022年申请结转下年度3件。"},
	{"P-CARRY", "", "申请登记簿结转使用。"},
	{"P-CARRY", "fail", "收到申请8件，上年转结2件。"},
	{"P-CARRY", "fail", "收到申请8件，结转上年度共3件。"},
	{"P-CARRY", "fail", "收到申请8件，2022年度结转4件。"},
	{"P-CARRY", "fail", "收到申请8件，2022年结转至2023年3件。"},
	{"P-CARRY", "fail", "上年结转申请数5件。"},
	{"P-CARRY", "fail", "收到申请8件，转结下年度3件。"},
	{"P-CARRY", "look", "收到申请8件，余下3件转至2024年办理。"},
	{"P-CARRY", "pass", "收到申请8件，余下1件转至2024年办理。"},
	{"P-CARRY", "", "收到申请8件，2020年结转3件。"},
	{"P-CARRY", "", "收到申请8件，尚有4件转至2026年办理。"},
	{"P-CARRY", "", "申请中2022年收到的3件转至2023年办理。"},
	{"P-CARRY", "pass", "申请结转到2024年办理1件。"},
	{"P-CARRY", "look", "申请结转到2024年办理7件。"},
	{"P-CARRY", "", "申请结转到2025年办理7件。"},
	{"P-CARRY", "look", "申请结转2024年继续办理2件。"},
	{"P-CARRY", "pass pass", "2022年结转申请1件，结转2024年办理1件。"},

	{"P-ALL", "fail", "收到申请8件，全部办结。"},
	{"P-ALL", "fail", "所有申请均已办理完成。"},
	{"P-ALL", "fail", "申请均按时办结，办结情况报县办。"},
	{"P-ALL", "fail", "收到政府信息公开申请8件，均严格按照法定时限和规范格式办结。"},
	{"P-ALL", "look", "收到申请8件，均已答复。"},
	{"P-ALL", "fail", "收到申请8件，全部按时限要求办结。"},
	{"P-ALL", "look", "申请办结率100%。"},
	{"P-ALL", "", "已受理的均在法定期限内办结，其他申请另行告知。"},
	{"P-ALL", "", "收到申请9件，答复8件（另有1件顺延到下年度答复），均在法定期限内予以答复。"},
	{"P-ALL", "", "除1件申请外，全部办结。"},
	{"P-ALL", "", "申请人留言31条，全部办结。"},
	{"P-ALL", "", "申请所涉行政复议均已办结。"},
	{"P-ALL", "", "申请中的整改问题全部办理完毕。"},
	{"P-ALL", "", "申请要做到全部登记、及时答复。"},
	{"P-ALL", "", "2022年的申请已全部办结。"},
	{"P-ALL", "", "历年遗留的申请已全部办结。"},

	{"P-RES", "fail", "申请中，予以公开4件。"},
	{"P-RES", "fail", "对申请予以公开及部分公开3件。"},
	{"P-RES", "pass pass pass pass pass pass", "申请办理结果为：予以公开3件，部分公开1件，不予公开1件，无法提供2件，不予处理1件，其他处理0件。"},
	{"P-RES", "fail", "依申请公开中部分公开2件。"},
	{"P-RES", "pass pass", "依申请公开中予以公开3件，部分予以公开1件。"},
	{"P-RES", "fail", "依申请公开中不予公开的申请5件。"},
	{"P-RES", "pass look", "依申请公开中予以公开3件，予以公开的申请1件制成图解。"},
	{"P-RES", "", "依申请公开中因国家秘密不予公开2件。"},
	{"P-RES", "", "依申请公开之外，建议提案予以公开20件。"},
	{"P-RES", "", "依申请公开中属于内部事务不予公开2件。"},
	{"P-RES", "", "依申请公开之外主动予以公开120条。"},
	{"P-RES", "", "处罚决定书予以公开31件，依申请公开另计。"},
	{"P-RES", "", "依申请公开方面上年予以公开9件。"},
	{"P-RES", "", "依申请公开中，能够予以公开的尽快公开。"},
	{"P-RES", "fail fail", "依申请公开中“予以公开”5件；“无法提供”的4件。"},
	{"P-RES", "fail fail", "依申请公开中同意公开的5件，不同意公开的3件。"},
	{"P-RES", "look look look", "依申请公开中5件予以公开，2件为部分公开，3件不予公开。"},
	{"P-RES", "pass", "依申请公开中3件予以公开，占37.5%。"},
	{"P-RES", "pass", "依申请政府信息公开中予以公开3件。"},
	{"P-RES", "pass pass", "新收依申请公开7件，予以公开2件；上年结转1件，予以公开1件。"},
	{"P-RES", "look look", "依申请公开中予以公开2件；补正后予以公开5件。"},
	{"P-RES", "", "依申请公开中予以公开的政府信息均已送达。"},
	{"P-RES", "pass", "依申请公开方面，因本机关不掌握等原因无法提供2件。"},
	{"P-RES", "look", "依申请公开方面，因本机关不掌握等原因无法提供5件。"},
	{"P-RES", "look", "依申请公开方面，属于信访投诉、重复申请等情形不予处理4件。"},
	{"P-RES", "", "依申请公开方面，因本机关不掌握无法提供1件。"},
	{"P-RES", "", "依申请公开方面，因主体不适格等原因不予处理的来信4件。"},

	{"P-APP", "fail pass", "收到政府信息公开申请8件，其中自然人7件、商业企业2件。"},
	{"P-APP", "pass fail", "新收申请中自然人5件，法律服务机构2件。"},
	{"P-APP", "fail", "政府信息公开申请由科研机构提出的1件。"},
	{"P-APP", "fail", "政府信息公开申请中，法人或其他组织5件。"},
	{"P-APP", "fail", "政府信息公开申请中，社会公益组织2件。"},
	{"P-APP", "pass", "政府信息公开申请中，法人3件。"},
	{"P-APP", "", "政府信息公开申请办结9件，其中自然人4件。"},
	{"P-APP", "", "上年政府信息公开申请自然人3件。"},
	{"P-APP", "", "政府信息公开申请上年结转3件，自然人3件。"},
	{"P-APP", "", "政府信息公开申请由自然人和企业提出。"},
	{"P-APP", "", "政府信息公开行政复议中自然人3件。"},
	{"P-APP", "", "政府信息公开申请人中自然人3名。"},
	{"P-APP", "", "2022年政府信息公开申请，自然人3件。"},
	{"P-APP", "", "接受自然人咨询16件，不作政府信息公开申请。"},

	{"P-REV", "fail", "因政府信息公开被申请行政复议3件。"},
	{"P-REV", "pass", "全年发生政府信息公开行政复议2件，其中维持1件。"},
	{"P-REV", "fail", "因政府信息公开，本年有行政复议案件0起。"},
	{"P-REV", "fail", "未发生因依申请公开引发的行政复议和行政诉讼。"},
	{"P-REV", "fail", "没有因政府信息公开产生的行政复议。"},
	{"P-REV", "fail", "因政府信息公开引起的行政复议、行政诉讼5件。"},
	{"P-REV", "fail", "没有人就政府信息公开工作申请行政复议或者提起行政诉讼。"},
	{"P-REV", "fail", "因政府信息公开发生3件行政复议，已答辩。"},
	{"P-REV", "", "因政府信息公开，行政复议1件维持。"},
	{"P-REV", "", "建设项目被申请行政复议1件，与信息公开申请无关。"},
	{"P-REV", "", "近三年，因政府信息公开行政复议5件。"},
	{"P-REV", "", "未发生一起因政府信息公开申请答复不当引发的行政复议。"},
	{"P-REV", "", "因政府信息公开，行政复议1件（申请人撤回）。"},
	{"P-REV", "", "因政府信息公开，行政复议1件尚未审结。"},
	{"P-REV", "", "因政府信息公开，被纠正的行政复议案件1件。"},
	{"P-REV", "", "司法所办理行政复议案件31件，另有因政府信息公开的咨询。"},
	{"P-REV", "", "主动公开行政复议案件31件，政府信息公开工作规范。"},
	{"P-REV", "", "因未按期答复政府信息公开申请引起行政复议。"},
	{"P-REV", "", "因政府信息公开，没有被纠正的行政复议案件。"},
	{"P-REV", "", "因政府信息公开，未发生新的行政复议。"},
	{"P-REV", "", "因政府信息公开引起的行政复议和行政诉讼各1件。"},

	{"P-LIT", "fail", "因政府信息公开被提起行政诉讼3件。"},
	{"P-LIT", "pass", "信息公开类行政复议2件，诉讼2件。"},
	{"P-LIT", "fail", "因政府信息公开，未发生行政诉讼。"},
	{"P-LIT", "fail", "政府信息公开行政诉讼4件，其中结果维持1件。"},
	{"P-LIT", "fail", "因政府信息公开引起的行政复议2件、行政诉讼1件。"},
	{"P-LIT", "", "因政府信息公开，行政诉讼一审3件、二审1件。"},
	{"P-LIT", "", "因政府信息公开，复议后起诉的行政诉讼1件。"},
	{"P-LIT", "", "因政府信息公开，行政诉讼1件判决维持，行政诉讼1件撤销。"},
	{"P-LIT", "", "因政府信息公开引起的行政复议、行政诉讼5件。"},
	{"P-LIT", "", "政府信息公开工作之外，审结行政诉讼7件。"},
	{"P-LIT", "", "因政府信息公开，负责人行政诉讼出庭应诉5件。"},
	{"P-LIT", "", "上年因政府信息公开发生行政诉讼3件。"},
	{"P-LIT", "", "因政府信息公开，未发生行政诉讼败诉。"},

	{"P-OUTC", "fail fail", "因政府信息公开引起的行政复议2件，行政诉讼2件，均获维持。"},
	{"P-OUTC", "fail", "因政府信息公开引起的诉讼2件，未发生败诉。"},
	{"P-OUTC", "pass fail", "因政府信息公开引起的行政复议2件，全部维持。"},
	{"P-OUTC", "fail pass", "因政府信息公开引起的行政诉讼2件，均被判决维持。"},
	{"P-OUTC", "pass", "因政府信息公开引起的行政复议未被纠正。"},
	{"P-OUTC", "", "因政府信息公开引起的行政复议2件，1件维持。"},
	{"P-OUTC", "pass pass", "因政府信息公开引起的行政复议2件，维持1件、尚未审结1件，均无异议。"},
	{"P-OUTC", "", "行政复议2件，除尚未审结的1件外均获维持。"},
	{"P-OUTC", "", "上年行政复议2件，均获维持。"},
	{"P-OUTC", "", "2022年行政复议2件，均获维持。"},
	{"P-OUTC", "", "网站栏目均由专人维持，行政复议另行通报。"},
	{"P-OUTC", "", "对行政复议纠正的问题举一反三。"},
	{"P-OUTC", "pass", "因政府信息公开引起行政复议2件，其中维持1件。"},
	{"P-OUTC", "pass pass look", "因信息公开引发争议4件，其中，行政复议2件，结果维持2件；行政诉讼2件，结果维持1件，结果纠正1件。"},
	{"P-OUTC", "pass look", "政府信息公开行政复议2件，维持1件，尚未审结2件。"},
	{"P-OUTC", "", "政府信息公开行政复议、行政诉讼4件，维持3件。"},
	{"P-OUTC", "", "政府信息公开行政复议2件、行政诉讼2件，维持3件。"},
	{"P-OUTC", "", "上年政府信息公开行政复议5件，维持4件。"},
	{"P-OUTC", "pass pass look", "政府信息公开行政诉讼2件，结果维持1件，结果纠正1件，其他结果1件。"},

	{"P-DOC", "fail", "制发行政规范性文件3件。"},
	{"P-DOC", "fail pass fail", "全年制发行政规范性文件4件，废止1件，现行有效32件。"},
	{"P-DOC", "pass fail", "行政规范性文件制发2件，废止0件。"},
	{"P-DOC", "fail", "现行有效的行政规范性文件6件。"},
	{"P-DOC", "fail", "本年未制定行政规范性文件。"},
	{"P-DOC", "fail", "出台规章1件。"},
	{"P-DOC", "pass pass pass", "制发行政规范性文件2件，其中修订1件；废止1件；现行有效7件。"},
	{"P-DOC", "", "制发政策文件47件。"},
	{"P-DOC", "", "政策及规范性文件类3条。"},
	{"P-DOC", "", "公开规范性文件5件。"},
	{"P-DOC", "", "起草规范性文件3件，审查规范性文件8件。"},
	{"P-DOC", "", "转发上级制定的规范性文件9件。"},
	{"P-DOC", "", "制定规章制度6项。"},
	{"P-DOC", "", "2022年制发规范性文件4件。"},
	{"P-DOC", "", "县政府办公室制发规范性文件9件。"},
	{"P-DOC", "", "规范性文件和政策文件废止11件。"},
	{"P-DOC", "", "解读规范性文件4件。"},
	{"P-DOC", "", "公布现行有效规范性文件12件、废止3件。"},
	{"P-DOC", "", "清理规范性文件，拟废止3件。"},

	{"P-ENF", "fail", "作出行政处罚决定41件。"},
	{"P-ENF", "fail", "作出行政许可决定31件。"},
	{"P-ENF", "fail", "本年没有作出行政许可、行政处罚和行政强制决定。"},
	{"P-ENF", "fail", "行政事业性收费共13.8万元。"},
	{"P-ENF", "pass", "行政事业性收费125000元。"},
	{"P-ENF", "pass", "行政事业性收费约12万元。"},
	{"P-ENF", "fail", "本年没有行政事业性收费。"},
	{"P-ENF", "look", "办理行政许可35件。"},
	{"P-ENF", "", "公示行政处罚决定286件。"},
	{"P-ENF", "", "公布作出的行政处罚决定3件。"},
	{"P-ENF", "", "行政许可信息公示5518件。"},
	{"P-ENF", "", "编制行政许可、行政处罚标准目录64个。"},
	{"P-ENF", "", "梳理行政许可事项120项。"},
	{"P-ENF", "", "2022年作出行政处罚决定9件。"},
	{"P-ENF", "", "县公安局作出行政处罚决定90件。"},
	{"P-ENF", "", "其中作出行政处罚决定1件。"},
	{"P-ENF", "pass", "全年行政许可决定30件。"},
	{"P-ENF", "look", "全年行政许可决定31件。"},
	{"P-ENF", "look pass", "行政处罚处理决定数量14宗，行政强制处理决定数量0宗。"},
	{"P-ENF", "", "公示行政许可决定信息31条。"},
	{"P-ENF", "", "主动公开行政处罚决定14件。"},
	{"P-ENF", "", "行政许可决定公示31件。"},

	{"P-MOOD", "pass", "一年来政府信息公开申请数量增加。"},
	{"P-MOOD", "pass", "政府信息公开申请量持续上升。"},
	{"P-MOOD", "pass", "行政复议案件增多，反映出沟通不够。"},
	{"P-MOOD", "", "政府信息公开申请可能增多。"},
	{"P-MOOD", "", "随着政府信息公开申请增多，加强培训。"},
	{"P-MOOD", "", "政府信息公开申请减少。"},
	{"P-MOOD", "", "依申请公开渠道增多。"},
	{"P-MOOD", "", "公开信息数量增加，行政复议减少。"},
	{"P-MOOD", "", "2022年政府信息公开申请增多。"},
};

static const struct examiner *examine_sentence(const char *text)
{
	static struct strbuf paragraph;
	strbuf_clear(&paragraph);
	strbuf_printf(&paragraph, "（二）办理情况。%s", text);
	return examine_text(with(sample_text, plain, strbuf_text(&paragraph)), "a.txt");
}

/* Appends the verdicts of the findings of a rule, apart from those of the rest of the report. */
static void describe_verdicts(const struct examiner *examiner, const char *rule, struct strbuf *out)
{
	for (size_t i = 0; i < examiner->findings.count; i++) {
		const struct finding *finding = &examiner->findings.list[i];
		if (!str_equal(finding->rule->id, str_from(rule)))
			continue;
		strbuf_append_text(out, out->nbytes ? " " : "");
		strbuf_append_text(out, verdict_name(finding->verdict));
	}
}

/* The sentences speak of open government where they do not say so: a word of it stands in the paragraph before. */
static void sentences(void **state)
{
	unsigned nwrong = 0;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct strbuf text = {0}, verdicts = {0};
		strbuf_printf(&text, "依申请公开和信息公开申请的有关情况如下。\n\n%s", cases[i].text);
		describe_verdicts(examine_sentence(strbuf_text(&text)), cases[i].rule, &verdicts);
		if (strcmp(strbuf_text(&verdicts), cases[i].verdicts) != 0) {
			print_error("%s %s\n  expected: %s\n  found: %s\n", cases[i].rule, cases[i].text,
				    cases[i].verdicts, strbuf_text(&verdicts));
			nwrong++;
		}
		strbuf_free(&text);
		strbuf_free(&verdicts);
	}
	assert_int_equal(nwrong, 0);
}

/* Every rule has at least four sentences that make a claim (P-MOOD, with a table that never contradicts it, three) and
 * six that make none. */
static void every_rule_has_sentences(void **state)
{
	for (size_t i = 0; i < known_rules->count; i++) {
		const struct rule *rule = &known_rules->list[i];
		unsigned nclaims = 0, nothers = 0;
		if (rule->kind != kind_find(STR("claims")) || str_equal(rule->id, STR("P-SILENT")))
			continue;
		for (size_t j = 0; j < sizeof(cases) / sizeof(*cases); j++)
			if (str_equal(rule->id, str_from(cases[j].rule)))
				*(cases[j].verdicts[0] ? &nclaims : &nothers) += 1;
		if (nclaims < (rule->severity == SEVERITY_ERROR ? 4u : 3u) || nothers < 6)
			fail_msg("%.*s has %u and %u sentences", (int)rule->id.nbytes, rule->id.ptr, nclaims, nothers);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sentences),
		cmocka_unit_test(every_rule_has_sentences),
	};
	return cmocka_run_group_tests(tests, know, forget_texts);
}
