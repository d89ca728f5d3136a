#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "base/catalog.h"

static struct catalog *parse(const char *text)
{
	struct error error = {"nothing"};
	struct catalog *catalog = catalog_parse(str_from(text), "zh.po", &error);
	if (!catalog)
		fail_msg("%s", error.text);
	return catalog;
}

static void assert_fault(struct str text, const char *expected)
{
	struct error error = {"nothing"};
	assert_null(catalog_parse(text, "zh.po", &error));
	assert_string_equal(error.text, expected);
	assert_null(catalog_parse(text, "zh.po", NULL));
}

static void translates(void **state)
{
	struct catalog *catalog = parse(
		"# comment\nmsgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n"
		"\n#: ui/a.c:3\nmsgid \"Open\"\nmsgstr \"打开\"\nmsgid \"Close\"\nmsgstr \"关闭\"\n"
		"msgid \"Zoom\"\nmsgstr \"缩放\"");
	assert_string_equal(catalog_get(catalog, "Open"), "打开");
	assert_string_equal(tr(catalog, "Close"), "关闭");
	assert_string_equal(catalog_get(catalog, "Zoom"), "缩放");
	const char *unknown = N_("Clos");
	assert_ptr_equal(catalog_get(catalog, unknown), unknown);
	assert_string_equal(catalog_get(catalog, ""), "");
	catalog_free(catalog);
}

static void null_translates_nothing(void **state)
{
	const char *text = "Open";
	assert_ptr_equal(catalog_get(NULL, text), text);
	catalog_free(NULL);
	struct catalog *empty = catalog_parse((struct str){NULL, 0}, "zh.po", NULL);
	assert_non_null(empty);
	assert_ptr_equal(catalog_get(empty, text), text);
	catalog_free(empty);
}

static void continues_and_unescapes(void **state)
{
	struct catalog *catalog = parse("\xEF\xBB\xBFmsgid \"\"\r\n\"a\\n\"\r\n  \"b\\t\\\"\\\\\"\r\n"
		"msgstr\t\"\\101\\x42\\a\\b\\f\\r\\v\\60\"\r\n\"\"\r\n\"甲#乙\"\r\n");
	assert_string_equal(catalog_get(catalog, "a\nb\t\"\\"), "AB\a\b\f\r\v0甲#乙");
	catalog_free(catalog);
}

static void leaves_out_what_is_not_done(void **state)
{
	struct catalog *catalog = parse("#, fuzzy\nmsgid \"a\"\nmsgstr \"甲\"\nmsgid \"done\"\nmsgstr \"好\"\n"
		"#, c-format, fuzzy\n#| msgid \"old\"\n\nmsgid \"b\"\nmsgstr \"乙\"\n"
		"msgid \"c\"\nmsgstr \"\"\n"
		"#~ msgid \"d\"\n#~ msgstr \"丁\"\n"
		"#, fuzzy\n#~ msgid \"e\"\n#~ msgstr \"戊\"\n\n"
		"#, c-format\n#. not fuzzy\nmsgid \"f\"\nmsgstr \"己\"\n"
		"msgid \"g\"\nmsgstr \"庚\"\n#, fuzzy\n");
	assert_string_equal(catalog_get(catalog, "a"), "a");
	assert_string_equal(catalog_get(catalog, "done"), "好");
	assert_string_equal(catalog_get(catalog, "b"), "b");
	assert_string_equal(catalog_get(catalog, "c"), "c");
	assert_string_equal(catalog_get(catalog, "d"), "d");
	assert_string_equal(catalog_get(catalog, "f"), "己");
	assert_string_equal(catalog_get(catalog, "g"), "庚");
	catalog_free(catalog);
}

static void copies_what_it_keeps(void **state)
{
	char text[] = "msgid \"Open\"\nmsgstr \"打开\"\n";
	struct catalog *catalog = parse(text);
	memset(text, 'x', sizeof(text) - 1);
	assert_string_equal(catalog_get(catalog, "Open"), "打开");
	catalog_free(catalog);
}

static void many_entries(void **state)
{
	struct strbuf text = {0};
	for (int i = 0; i < 500; i++)
		strbuf_printf(&text, "msgid \"id %d\"\nmsgstr \"text %d\"\n", i * 7 % 500, i * 7 % 500);
	struct catalog *catalog = parse(strbuf_text(&text));
	for (int i = 0; i < 500; i++) {
		char msgid[32], msgstr[32];
		snprintf(msgid, sizeof(msgid), "id %d", i);
		snprintf(msgstr, sizeof(msgstr), "text %d", i);
		assert_string_equal(catalog_get(catalog, msgid), msgstr);
	}
	catalog_free(catalog);
	strbuf_free(&text);
}

static void faults_in_structure(void **state)
{
	assert_fault(STR("\nmsgctxt \"menu\"\n"), "zh.po:2: msgctxt is not supported");
	assert_fault(STR("msgid \"a\"\nmsgid_plural \"b\"\n"), "zh.po:2: plural forms are not supported");
	assert_fault(STR("msgid \"a\"\nmsgstr[0] \"b\"\n"), "zh.po:2: plural forms are not supported");
	assert_fault(STR("msgid \"a\"\nmsgid \"b\"\n"), "zh.po:2: msgid without msgstr before this one");
	assert_fault(STR("msgid \"a\"\n"), "zh.po:2: msgid without msgstr");
	assert_fault(STR("msgstr \"a\"\n"), "zh.po:1: msgstr without msgid");
	assert_fault(STR("msgid \"a\"\nmsgstr \"b\"\nmsgstr \"c\"\n"), "zh.po:3: msgstr without msgid");
	assert_fault(STR("\"a\"\n"), "zh.po:1: a text in quotes outside of msgid and msgstr");
	assert_fault(STR("domain \"a\"\n"), "zh.po:1: expected msgid or msgstr");
	assert_fault(STR("msgid \"a\"\nmsgstr \"1\"\nmsgid \"b\"\nmsgstr \"2\"\nmsgid \"a\"\nmsgstr \"3\"\n"),
		"zh.po:5: this msgid was there before");
}

static void faults_in_texts(void **state)
{
	assert_fault(STR("msgid\n"), "zh.po:1: expected a text in quotes");
	assert_fault(STR("msgid a\n"), "zh.po:1: expected a text in quotes");
	assert_fault(STR("msgid \"a\n"), "zh.po:1: the closing quote is missing");
	assert_fault(STR("msgid \"a\\\"\n"), "zh.po:1: the closing quote is missing");
	assert_fault(STR("msgid \"a\\\n"), "zh.po:1: unknown escape");
	assert_fault(STR("msgid \"a\" b\n"), "zh.po:1: something follows the closing quote");
	assert_fault(STR("msgid \"\\q\"\n"), "zh.po:1: unknown escape");
	assert_fault(STR("msgid \"\\x\"\n"), "zh.po:1: unknown escape");
	assert_fault(STR("msgid \"\\777\"\n"), "zh.po:1: unknown escape");
	assert_fault(STR("msgid \"\\0\"\n"), "zh.po:1: a text cannot hold a NUL");
	assert_fault(STR("msgid \"a\0b\"\n"), "zh.po:1: a text cannot hold a NUL");
	assert_fault(STR("msgid \"a\"\nmsgstr \"\xB4\xF2\"\n"), "zh.po:2: not UTF-8");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(translates),
		cmocka_unit_test(null_translates_nothing),
		cmocka_unit_test(continues_and_unescapes),
		cmocka_unit_test(leaves_out_what_is_not_done),
		cmocka_unit_test(copies_what_it_keeps),
		cmocka_unit_test(many_entries),
		cmocka_unit_test(faults_in_structure),
		cmocka_unit_test(faults_in_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
