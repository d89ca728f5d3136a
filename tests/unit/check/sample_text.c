#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "check/sample_text.h"

#include "base/arena.h"
#include "base/str.h"
#include "check/examined.h"

/* Line numbers are counted on in some tests: title 1, sections 5, 9, 23, 57, 63, 67, rows of table three from 27 on. */
const char sample_text[] =
	"# 松塘县柳桥镇人民政府2023年政府信息公开工作年度报告\n"
	"\n"
	"本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。\n"
	"\n"
	"## 一、总体情况\n"
	"\n"
	"全年公开信息120条，收到政府信息公开申请8件。发布前经过审核，网站专栏按时更新。"
	"政务公开纳入工作考核，社会评议为良好，没有责任追究情形。\n"
	"\n"
	"## 二、主动公开政府信息情况\n"
	"\n"
	"第二十条第（一）项\t\t\t\n"
	"信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n"
	"规章\t0\t0\t0\n"
	"行政规范性文件\t2\t1\t7\n"
	"第二十条第（五）项\t\t\t\n"
	"信息内容\t本年处理决定数量\t\t\n"
	"行政许可\t30\t\t\n"
	"第二十条第（六）项\t\t\t\n"
	"信息内容\t本年处理决定数量\t\t\n"
	"行政处罚\t4\t\t\n"
	"行政强制\t0\t\t\n"
	"第二十条第（八）项\t\t\t\n"
	"信息内容\t本年收费金额（单位：万元）\t\t\n"
	"行政事业性收费\t12.5\t\t\n"
	"\n"
	"## 三、收到和处理政府信息公开申请情况\n"
	"\n"
	"（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t\t\t申请人情况\t\t\t\t\t\t\n"
	"\t\t\t自然人\t法人或其他组织\t\t\t\t\t总计\n"
	"\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t\n"
	"一、本年新收政府信息公开申请数量\t\t\t5\t2\t0\t0\t1\t0\t8\n"
	"二、上年结转政府信息公开申请数量\t\t\t1\t0\t0\t0\t0\t0\t1\n"
	"三、本年度办理结果\t（一）予以公开\t\t2\t1\t0\t0\t0\t0\t3\n"
	"\t（二）部分公开（区分处理的，只计这一情形，不计其他情形）\t\t1\t0\t0\t0\t0\t0\t1\n"
	"\t（三）不予公开\t1.属于国家秘密\t0\t0\t0\t0\t0\t0\t0\n"
	"\t\t2.其他法律行政法规禁止公开\t0\t1\t0\t0\t0\t0\t1\n"
	"\t\t3.危及“三安全一稳定”\t0\t0\t0\t0\t0\t0\t0\n"
	"\t\t4.保护第三方合法权益\t0\t0\t0\t0\t0\t0\t0\n"
	"\t\t5.属于三类内部事务信息\t0\t0\t0\t0\t0\t0\t0\n"
	"\t\t6.属于四类过程性信息\t0\t0\t0\t0\t0\t0\t0\n"
	"\t\t7.属于行政执法案卷\t0\t0\t0\t0\t0\t0\t0\n"
	"\t\t8.属于行政查询事项\t0\t0\t0\t0\t0\t0\t0\n"
	"\t（四）无法提供\t1.本机关不掌握相关政府信息\t1\t0\t0\t0\t1\t0\t2\n"
	"\t\t2.没有现成信息需要另行制作\t0\t0\t0\t0\t0\t0\t0\n"
	"\t\t3.补正后申请内容仍不明确\t0\t0\t0\t0\t0\t0\t0\n"
	"\t（五）不予处理\t1.信访举报投诉类申请\t0\t0\t0\t0\t0\t0\t0\n"
	"\t\t2.重复申请\t1\t0\t0\t0\t0\t0\t1\n"
	"\t\t3.要求提供公开出版物\t0\t0\t0\t0\t0\t0\t0\n"
	"\t\t4.无正当理由大量反复申请\t0\t0\t0\t0\t0\t0\t0\n"
	"\t\t5.要求行政机关确认或重新出具已获取信息\t0\t0\t0\t0\t0\t0\t0\n"
	"\t（六）其他处理\t1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请\t0\t0\t0\t0\t0\t0\t0\n"
	"\t\t2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请\t0\t0\t0\t0\t0\t0\t0\n"
	"\t\t3.其他\t0\t0\t0\t0\t0\t0\t0\n"
	"\t（七）总计\t\t5\t2\t0\t0\t1\t0\t8\n"
	"四、结转下年度继续办理\t\t\t1\t0\t0\t0\t0\t0\t1\n"
	"\n"
	"## 四、政府信息公开行政复议、行政诉讼情况\n"
	"\n"
	"行政复议\t\t\t\t\t行政诉讼\t\t\t\t\t\t\t\t\t\n"
	"结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t\n"
	"\t\t\t\t\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t结果维持\t结果纠正\t其他结果\t尚未审结\t总计\n"
	"1\t0\t0\t1\t2\t0\t0\t0\t0\t0\t1\t1\t0\t0\t2\n"
	"\n"
	"## 五、存在的主要问题及改进情况\n"
	"\n"
	"一些栏目更新不及时，明年改进。政策解读的图解偏少，每季度做两期，请村民代表试读以后再发布。\n"
	"\n"
	"## 六、其他需要报告的事项\n"
	"\n"
	"本年未收取信息处理费。\n"
	"\n"
	"松塘县柳桥镇人民政府\n"
	"\n"
	"2024年1月16日\n";

static struct arena arena;

static const char *put_together(struct str before, struct str middle, struct str after)
{
	char *text = arena_alloc(&arena, before.nbytes + middle.nbytes + after.nbytes + 1, 1);
	memcpy(text, before.ptr, before.nbytes);
	memcpy(text + before.nbytes, middle.ptr, middle.nbytes);
	memcpy(text + before.nbytes + middle.nbytes, after.ptr, after.nbytes);
	return text;
}

static size_t find_once(struct str text, const char *wanted)
{
	struct str needle = str_from(wanted);
	size_t at = str_find(text, needle);
	struct str rest = str_slice(text, at + needle.nbytes, text.nbytes);
	if (at == text.nbytes || str_contains(rest, needle))
		fail_msg("%s is not there once", wanted);
	return at;
}

const char *with(const char *text, const char *old, const char *new)
{
	struct str all = str_from(text);
	size_t at = find_once(all, old);
	return put_together(str_slice(all, 0, at), str_from(new), str_slice(all, at + strlen(old), all.nbytes));
}

const char *without(const char *text, const char *first, const char *last)
{
	struct str all = str_from(text);
	size_t from = find_once(all, first);
	struct str rest = str_slice(all, from, all.nbytes);
	size_t nbytes = str_find(rest, str_from(last));
	assert_true(nbytes < rest.nbytes);
	return put_together(str_slice(all, 0, from), (struct str){"", 0}, str_slice(rest, nbytes, rest.nbytes));
}

const char *one_cell_a_line(const char *text)
{
	struct strbuf out = {0};
	struct str rest = str_from(text), line, cell;
	while (str_split(&rest, '\n', &line)) {
		bool row = str_contains(line, STR("\t"));
		while (row && str_split(&line, '\t', &cell)) {
			strbuf_append_byte(&out, '\t');
			strbuf_append(&out, cell);
			strbuf_append_byte(&out, '\n');
		}
		if (!row)
			strbuf_append(&out, line);
		strbuf_append_byte(&out, '\n');
	}
	const char *copy = arena_copy(&arena, strbuf_view(&out)).ptr;
	strbuf_free(&out);
	return copy;
}

int sample_forget(void **state)
{
	arena_free(&arena);
	return 0;
}

int forget_texts(void **state)
{
	sample_forget(state);
	return forget(state);
}
