#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "check/examined.h"
#include "check/prose/quantity.h"

/* The next count at or behind `offset`. The tail of a number that is none is no number of its own. */
static bool find_count(struct str text, size_t offset, struct quantity *quantity)
{
	while (offset < text.nbytes) {
		if (quantity_read_count(known.rules->quantities, text, offset, quantity))
			return true;
		if (quantity_read(known.rules->quantities, text, offset, quantity))
			offset = (size_t)(quantity->text.ptr - text.ptr) + quantity->text.nbytes;
		else if (ascii_is_digit_at(text, offset))
			offset = ascii_skip_digits(text, offset);
		else
			offset += utf8_decode(str_slice(text, offset, text.nbytes)).nbytes;
	}
	return false;
}

/* All numbers of a text, as "low-high unit" or "value unit", separated by "; ". */
static void assert_numbers(const char *text, const char *expected)
{
	struct strbuf out = {0};
	struct str s = str_from(text);
	struct quantity quantity;
	for (size_t offset = 0; find_count(s, offset, &quantity);
	     offset = quantity_end(&quantity, s)) {
		strbuf_append_text(&out, out.nbytes ? "; " : "");
		decimal_append(&out, quantity.low);
		if (!quantity.exact) {
			strbuf_append_byte(&out, '-');
			decimal_append(&out, quantity.high);
		}
		if (quantity.unit.nbytes)
			strbuf_append_byte(&out, ' ');
		strbuf_append(&out, quantity.unit);
	}
	assert_string_equal(strbuf_text(&out), expected);
	strbuf_free(&out);
}

static void counts(void **state)
{
	assert_numbers("公开信息440条，其中网站142条", "440 条; 142 条");
	assert_numbers("收费7215.19万元，占98.5%", "7215.19 万元; 98.5 %");
	assert_numbers("阅读量1.5万次，2亿元", "14500-15999 次; 2 亿元");
	assert_numbers("5万条，62.96万条，1.2345万次", "45000-59999 条; 629550-629699 条; 12345 次");
	assert_numbers("收到十二件，办结一百零三件，转送两件", "12 件; 103 件; 2 件");
	assert_numbers("共12，其中3", "12; 3");
}

static void inexact_counts(void **state)
{
	assert_numbers("300余条", "300.000001-399.999999 条");
	assert_numbers("50多件", "50.000001-59.999999 件");
	assert_numbers("约100条", "90-110 条");
	assert_numbers("近100条", "90-100 条");
	assert_numbers("100条左右", "90-110 条");
	assert_numbers("1万余次", "10000.000001-19999.999999 次");
	assert_numbers("不足5件", "0-5 件");
	assert_numbers("公开超过200条，不少于30件", "200-2000 条; 30-300 件");
	assert_numbers("达到98%，逾1.5万人次以上", "98 %; 15000-1500000 人次");
}

static void what_is_no_count(void **state)
{
	assert_numbers("2023年1月5日至12月31日", "");
	assert_numbers("国办函〔2020〕109号", "");
	assert_numbers("第20条，第二十条", "");
	assert_numbers("电话0998-7282012", "");
	assert_numbers("一是加强，二是规范，一些问题，三安全一稳定", "");
	assert_numbers("5G网络，A4纸", "");
	assert_numbers("2023年12件", "12 件");
	assert_numbers("99999999999999999999件", "");
}

static void values_that_may_be(void **state)
{
	struct quantity quantity;
	assert_true(quantity_read(known.rules->quantities, STR("30余件"), 0, &quantity));
	assert_true(quantity.low > 30 * (decimal)DECIMAL_ONE && quantity.low <= 31 * (decimal)DECIMAL_ONE);
	assert_true(quantity.high >= 39 * (decimal)DECIMAL_ONE && quantity.high < 40 * (decimal)DECIMAL_ONE);
	assert_false(quantity_read(known.rules->quantities, STR("件"), 0, &quantity));
	assert_false(quantity_read(known.rules->quantities, STR(""), 0, &quantity));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts),
		cmocka_unit_test(inexact_counts),
		cmocka_unit_test(what_is_no_count),
		cmocka_unit_test(values_that_may_be),
	};
	return cmocka_run_group_tests(tests, know, forget);
}
