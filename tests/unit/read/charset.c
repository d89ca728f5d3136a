#include "charset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <iconv.h>

const char charset_simplified[] =
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

const char charset_traditional[] =
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

const struct charset charsets[NCHARSETS] = {
	{ENCODING_UTF8, "UTF-8", {"\xEF\xBB\xBF", 3}},
	{ENCODING_GB18030, "GB18030", {"\x84\x31\x95\x33", 4}},
	{ENCODING_BIG5, "BIG5-HKSCS", {NULL, 0}},
	{ENCODING_UTF16LE, "UTF-16LE", {"\xFF\xFE", 2}},
	{ENCODING_UTF16BE, "UTF-16BE", {"\xFE\xFF", 2}},
	{ENCODING_UTF32LE, "UTF-32LE", {"\xFF\xFE\0\0", 4}},
	{ENCODING_UTF32BE, "UTF-32BE", {"\0\0\xFE\xFF", 4}},
};

void charset_encode(const struct charset *charset, struct str text, struct strbuf *out)
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

uint32_t charset_next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 24;
}
