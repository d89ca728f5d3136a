#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "report/cell.h"

static void assert_cell(const char *text, enum cell_status status, const char *value)
{
	decimal parsed = 0;
	struct strbuf shown = {0};
	enum cell_status found = cell_parse(str_from(text), &known.words, &parsed);
	if (found != status)
		print_error("\"%s\":\n", text);
	assert_string_equal(cell_status_name(found), cell_status_name(status));
	if (value) {
		decimal_append(&shown, parsed);
		assert_string_equal(strbuf_text(&shown), value);
	}
	strbuf_free(&shown);
}

static void numbers(void **state)
{
	assert_cell("0", CELL_READ, "0");
	assert_cell("12", CELL_READ, "12");
	assert_cell("007", CELL_READ, "7");
	assert_cell("1.5", CELL_READ, "1.5");
	assert_cell("24252.311082", CELL_READ, "24252.311082");
	assert_cell("-3", CELL_READ, "-3");
	assert_cell("+1036", CELL_READ, "1036");
	assert_cell("11398889", CELL_READ, "11398889");
}

static void full_width_numbers(void **state)
{
	assert_cell("１２", CELL_READ, "12");
	assert_cell("１．５", CELL_READ, "1.5");
	assert_cell("－３", CELL_READ, "-3");
	assert_cell("1２", CELL_READ, "12");
	assert_cell("１，２３４", CELL_READ, "1234");
}

static void thousands(void **state)
{
	assert_cell("1,234", CELL_READ, "1234");
	assert_cell("12,345,678", CELL_READ, "12345678");
	assert_cell("1,234.56", CELL_READ, "1234.56");
	assert_cell("-1,234", CELL_READ, "-1234");
	assert_cell("1,23", CELL_TEXT, NULL);
	assert_cell("1234,567", CELL_TEXT, NULL);
	assert_cell("1,2345", CELL_TEXT, NULL);
	assert_cell(",123", CELL_TEXT, NULL);
	assert_cell("1,", CELL_TEXT, NULL);
	assert_cell("1.234,567", CELL_TEXT, NULL);
	assert_cell("1,23.4", CELL_TEXT, NULL);
	assert_cell("1,,234", CELL_TEXT, NULL);
	assert_cell("1,23,456", CELL_TEXT, NULL);
}

static void units(void **state)
{
	assert_cell("3件", CELL_READ, "3");
	assert_cell("3 件", CELL_READ, "3");
	assert_cell("251000元", CELL_READ, "251000");
	assert_cell("2059.2090万元", CELL_READ, "2059.209");
	assert_cell("2笔", CELL_READ, "2");
	assert_cell("3次", CELL_TEXT, NULL);
	assert_cell("件3", CELL_TEXT, NULL);
	assert_cell("件", CELL_TEXT, NULL);
	assert_cell("3件件", CELL_TEXT, NULL);
}

/* Changes against last year, in words. */
static void more_and_less(void **state)
{
	assert_cell("减4", CELL_READ, "-4");
	assert_cell("减少 12", CELL_READ, "-12");
	assert_cell("下降1,234件", CELL_READ, "-1234");
	assert_cell("增1036", CELL_READ, "1036");
	assert_cell("增加３", CELL_READ, "3");
	assert_cell("减4（其中许可2）", CELL_NOTED, "-4");
	assert_cell("减", CELL_TEXT, NULL);
	assert_cell("增加", CELL_TEXT, NULL);
	assert_cell("减少约4", CELL_TEXT, NULL);
}

static void remarks(void **state)
{
	assert_cell("22（其中修订16件）", CELL_NOTED, "22");
	assert_cell("22 (其中修订16件)", CELL_NOTED, "22");
	assert_cell("22其中修订16件", CELL_NOTED, "22");
	assert_cell("22含修订16件", CELL_NOTED, "22");
	assert_cell("101[1]", CELL_NOTED, "101");
	assert_cell("101 ［注1］", CELL_NOTED, "101");
	assert_cell("3*", CELL_NOTED, "3");
	assert_cell("3①", CELL_NOTED, "3");
	assert_cell("[1]3", CELL_TEXT, NULL);
	assert_cell("3]", CELL_TEXT, NULL);
	assert_cell("（其中修订16件）", CELL_TEXT, NULL);
	assert_cell("约22", CELL_TEXT, NULL);
	assert_cell("22余", CELL_TEXT, NULL);
}

static void blanks(void **state)
{
	static const char *const texts[] = {"", "/", "／", "-", "－", "—", "——", "--", "–", "无", "N/A", "n/a", "NA"};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_cell(texts[i], CELL_BLANK, NULL);
	assert_cell("/ /", CELL_TEXT, NULL);
	assert_cell("无件", CELL_TEXT, NULL);
}

static void texts(void **state)
{
	assert_cell("1 2", CELL_TEXT, NULL);
	assert_cell("1\n2", CELL_TEXT, NULL);
	assert_cell("1　2", CELL_TEXT, NULL);
	assert_cell("1.", CELL_TEXT, NULL);
	assert_cell(".5", CELL_TEXT, NULL);
	assert_cell("1.2.3", CELL_TEXT, NULL);
	assert_cell("1-2", CELL_TEXT, NULL);
	assert_cell("--3", CELL_TEXT, NULL);
	assert_cell("+", CELL_TEXT, NULL);
	assert_cell("O", CELL_TEXT, NULL);
	assert_cell("规章", CELL_TEXT, NULL);
	assert_cell("1.属于国家秘密", CELL_TEXT, NULL);
	assert_cell("\xff", CELL_TEXT, NULL);
	assert_cell("3\xff", CELL_TEXT, NULL);
}

/* What does not fit is text, never another number. */
static void huge_numbers(void **state)
{
	assert_cell("9223372036854", CELL_READ, "9223372036854");
	assert_cell("9223372036855", CELL_TEXT, NULL);
	assert_cell("-9223372036855", CELL_TEXT, NULL);
	assert_cell("99999999999999999999999999999999999999", CELL_TEXT, NULL);
	assert_cell("0000000000000000000000000000000000000001", CELL_READ, "1");
	assert_cell("00000000000000000000000000000000000000012", CELL_TEXT, NULL);
	assert_cell("1.0000001", CELL_TEXT, NULL);
	assert_cell("1.5000000000", CELL_READ, "1.5");
}

static void names_and_values(void **state)
{
	static const char *const names[CELL_NSTATUSES] = {"absent", "read", "blank",   "noted",
							  "lost",   "text", "inferred"};
	for (int status = 0; status < CELL_NSTATUSES; status++) {
		struct cell cell = {.status = (uint8_t)status};
		assert_string_equal(cell_status_name((enum cell_status)status), names[status]);
		assert_int_equal(cell_has_value(&cell), status == CELL_READ || status == CELL_NOTED);
		assert_int_equal(cell_has_number(&cell), cell_has_value(&cell) || status == CELL_INFERRED);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers),
		cmocka_unit_test(full_width_numbers),
		cmocka_unit_test(thousands),
		cmocka_unit_test(units),
		cmocka_unit_test(more_and_less),
		cmocka_unit_test(remarks),
		cmocka_unit_test(blanks),
		cmocka_unit_test(texts),
		cmocka_unit_test(huge_numbers),
		cmocka_unit_test(names_and_values),
	};
	return cmocka_run_group_tests(tests, know, forget);
}
