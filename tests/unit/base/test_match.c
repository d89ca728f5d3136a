#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <time.h>

#include "base/match.h"

enum {
	LITERAL = 0,
	LOOSE = MATCH_FOLD | MATCH_SKIP_BLANKS,
	REGEX = MATCH_REGEX,
	REGEX_FOLD = MATCH_REGEX | MATCH_FOLD,
};

/* All matches of `pattern` in `text` as "[...]" in a copy of the text. */
static void assert_matches(const char *pattern, unsigned options, const char *text, const char *expected)
{
	struct error error = {""};
	struct strbuf shown = {0};
	struct match_pattern *compiled = match_compile(str_from(pattern), options, NULL, &error);
	if (!compiled)
		fail_msg("%s: %s", pattern, error.text);
	struct match_state *state = match_state_new(compiled);
	struct str view = str_from(text);
	size_t from = 0, shown_to = 0;
	for (;;) {
		struct match match = match_find(state, view, from);
		assert_int_not_equal(match.status, MATCH_GIVEN_UP);
		if (match.status == MATCH_NONE)
			break;
		assert_true(match.start >= from && match.start <= match.end && match.end <= view.nbytes);
		strbuf_append(&shown, str_slice(view, shown_to, match.start - shown_to));
		strbuf_append_byte(&shown, '[');
		strbuf_append(&shown, str_slice(view, match.start, match.end - match.start));
		strbuf_append_byte(&shown, ']');
		shown_to = match.end;
		from = match_next_offset(view, match);
	}
	strbuf_append(&shown, str_slice(view, shown_to, view.nbytes));
	assert_string_equal(strbuf_text(&shown), expected);
	strbuf_free(&shown);
	match_state_free(state);
	match_pattern_free(compiled);
}

static void assert_fault(const char *pattern, size_t nbytes, unsigned options, size_t offset)
{
	struct error error = {""};
	size_t fault = 12345;
	assert_null(match_compile((struct str){pattern, nbytes}, options, &fault, &error));
	assert_int_equal(fault, offset);
	assert_true(error.text[0]);
}

static void literal(void **state)
{
	assert_matches("公开", LITERAL, "政府信息公开，公开", "政府信息[公开]，[公开]");
	assert_matches("公开", LITERAL, "公", "公");
	assert_matches("公开", LITERAL, "", "");
	assert_matches("aa", LITERAL, "aaaaa", "[aa][aa]a");
	assert_matches("a.c", LITERAL, "abc a.c A.C", "abc [a.c] A.C");
	assert_matches("1 件", LITERAL, "11 件 1件", "1[1 件] 1件");
}

static void literal_folded(void **state)
{
	assert_matches("公开", MATCH_FOLD, "信息公开", "信息[公开]");
	assert_matches("pdf", MATCH_FOLD, "Pdf ＰＤｆ PD F", "[Pdf] [ＰＤｆ] PD F");
	assert_matches("ＰＤＦ", MATCH_FOLD, "pdf", "[pdf]");
	assert_matches("（12）", MATCH_FOLD, "(12) （１２） 〔12〕", "[(12)] [（１２）] 〔12〕");
	assert_matches("12件", MATCH_FOLD, "１２件12件", "[１２件][12件]");
	assert_matches("件 a", MATCH_FOLD, "件　Ａ", "[件　Ａ]");
	assert_matches("（", LITERAL, "(（", "([（]");
	assert_matches("é", MATCH_FOLD, "éÉ", "[é]É");
	assert_matches("~", MATCH_FOLD, "～~", "[～][~]");
}

static void blanks_skipped(void **state)
{
	assert_matches("总计", LOOSE, "总　 计 总\n计 总-计", "[总　 计] [总\n计] 总-计");
	assert_matches("总 计", LOOSE, "总计", "[总计]");
	assert_matches("总计", LOOSE, " 总计 ", " [总计] ");
	assert_matches("12件", LOOSE, "１ 2\xC2\xA0件", "[１ 2\xC2\xA0件]");
	assert_matches("总计", MATCH_FOLD, "总 计", "总 计");
	assert_matches("总计", MATCH_SKIP_BLANKS, "总 计", "[总 计]");
	assert_matches("总计总", LOOSE, "总 总计总", "总 [总计总]");
}

static void regular_expressions(void **state)
{
	assert_matches("[0-9]+件", REGEX, "收到12件，办结3件", "收到[12件]，办结[3件]");
	assert_matches("\\p{Han}{2}县", REGEX, "在叶城县内", "在[叶城县]内");
	assert_matches("^第", REGEX, "第一第二", "[第]一第二");
	assert_matches("\\b二", REGEX, "一二", "一二");
	assert_matches("x*", REGEX, "公x", "[]公[x][]");
	assert_matches("(?<=一)二", REGEX, "一二二", "一[二]二");
	assert_matches("a", REGEX, "A", "A");
	assert_matches("(?<=a)\\K|b", REGEX, "ab", "a[]b");
}

static void regular_expressions_folded(void **state)
{
	assert_matches("[0-9]+件", REGEX_FOLD, "１２件 3件", "[１２件] [3件]");
	assert_matches("pdf", REGEX_FOLD, "ＰdＦ", "[ＰdＦ]");
	assert_matches("（[0-9]+）", REGEX_FOLD, "(12) （３）", "[(12)] [（３）]");
	assert_matches("＊", REGEX_FOLD, "a*", "a[*]");
	assert_matches("[（[]", REGEX_FOLD, "(（[", "[(][（][[]");
	assert_matches("\\（", REGEX_FOLD, "(（", "[(][（]");
	assert_matches("１{2}", REGEX_FOLD, "11", "[11]");
	assert_matches("第.+条", REGEX_FOLD, "，第（一）条", "，[第（一）条]");
	assert_matches("é", REGEX_FOLD, "É", "[É]");
	assert_matches("x*", REGEX_FOLD, "，ｘ", "[]，[ｘ][]");
}

static void bad_bytes(void **state)
{
	assert_matches("a", LITERAL, "\xFF" "a", "\xFF[a]");
	assert_matches("a", LOOSE, "\xFF\xE5\x96" "a\xEF\xBC", "\xFF\xE5\x96[a]\xEF\xBC");
	assert_matches("\xEF\xBF\xBD", MATCH_FOLD, "\xFF", "\xFF");
	assert_matches("a", REGEX, "\xFF" "a\xE5", "\xFF[a]\xE5");
	assert_matches(".", REGEX_FOLD, "\xFF\xEF\xBC\x81", "\xFF[\xEF\xBC\x81]");
	assert_fault("a\xFF", 2, LITERAL, 1);
	assert_fault("a\xFF", 2, REGEX, 1);
}

static void patterns_at_fault(void **state)
{
	assert_fault("", 0, LITERAL, 0);
	assert_fault("", 0, REGEX, 0);
	assert_fault(" 　", 4, LOOSE, 0);
	assert_fault("(公", 4, REGEX, 4);
	assert_fault("公[", 4, REGEX, 4);
	assert_fault("a**b", 4, REGEX, 2);
	/* Where it is in the pattern as given, not as it was translated. */
	assert_fault("（１）(", 10, REGEX_FOLD, 10);
	assert_fault("（１）)公", 13, REGEX_FOLD, 9);
}

/* A pattern with exponentially many ways to fail is given up soon, and the next text is searched as ever. */
static void given_up(void **state)
{
	struct match_pattern *pattern = match_compile(STR("^(a+)+$|b"), REGEX, NULL, NULL);
	struct match_state *own = match_state_new(pattern);
	char text[64];
	memset(text, 'a', sizeof(text));
	text[63] = 'c';
	clock_t start = clock();
	assert_int_equal(match_find(own, (struct str){text, sizeof(text)}, 0).status, MATCH_GIVEN_UP);
	assert_true(clock() - start < 5 * CLOCKS_PER_SEC);
	assert_int_equal(match_find(own, STR("xb"), 0).start, 1);
	match_state_free(own);
	match_pattern_free(pattern);
}

static void offsets_behind_the_end(void **state)
{
	struct match_pattern *pattern = match_compile(STR("$"), REGEX, NULL, NULL);
	struct match_state *own = match_state_new(pattern);
	struct match match = match_find(own, STR("ab"), 0);
	assert_int_equal(match.start, 2);
	assert_int_equal(match_next_offset(STR("ab"), match), 3);
	assert_int_equal(match_find(own, STR("ab"), 3).status, MATCH_NONE);
	assert_int_equal(match_find(own, (struct str){0}, 0).status, MATCH_FOUND);
	match_state_free(own);
	match_pattern_free(pattern);
	match_state_free(NULL);
	match_pattern_free(NULL);
}

static bool may_hold(const char *pattern, unsigned options, const char *text, bool markup)
{
	struct error error;
	struct match_pattern *compiled = match_compile(str_from(pattern), options, NULL, &error);
	assert_non_null(compiled);
	bool may = match_may_hold(compiled, str_from(text), markup);
	match_pattern_free(compiled);
	return may;
}

static void filters(void **state)
{
	assert_true(may_hold("总计", LOOSE, "（七）总计\t1", false));
	assert_true(may_hold("总计", LOOSE, "总\n\t|**计", false));
	assert_true(may_hold("总计", LOOSE, "总\u3000计", false));
	assert_false(may_hold("总计", LOOSE, "总的计", false));
	assert_false(may_hold("总计", LOOSE, "总", false));
	assert_false(may_hold("总计", LOOSE, "计总", false));
	assert_true(may_hold("总计", LOOSE, "总的总计", false));
	assert_true(may_hold("总计", LITERAL, "总 计", false));
	assert_false(may_hold("总计", LITERAL, "总合计", false));
	assert_true(may_hold("a 12", LITERAL, "xa\t1|2", false));
	assert_false(may_hold("a12", LITERAL, "A12", false));
	assert_true(may_hold("a12", LOOSE, "Ａ１2", false));
	assert_true(may_hold("1总", LOOSE, "1 2 1总", false));
	assert_true(may_hold(" 总", LITERAL, "总", false));
	assert_true(may_hold("总 ", LITERAL, "总", false));
	/* Pages. */
	assert_true(may_hold("总计", LOOSE, "<td>总<b title=数>计", true));
	assert_true(may_hold("总计", LOOSE, "<td>&#x603B;计", true));
	assert_true(may_hold("总计", LOOSE, "&#160;&#24635;<td>计", true));
	assert_true(may_hold("总计", LOOSE, "的&#X603b;&#35745", true));
	assert_true(may_hold("总计", LOOSE, "总 &#35745;", true));
	assert_false(may_hold("总计", LOOSE, "总的&#35745;", true));
	assert_false(may_hold("总计", LOOSE, "&#24635;&#30340;计", true));
	assert_false(may_hold("总计", LOOSE, "计&#24635;", true));
	assert_false(may_hold("总计", LOOSE, "<td>&#160;&nbsp;&#99999999999;计&#x", true));
	assert_true(may_hold("<", LITERAL, "a &lt; b", true));
	assert_true(may_hold("总<计", LITERAL, "总&lt;计", true));
	assert_true(may_hold("“总”计", LITERAL, "&ldquo;总&rdquo;计", true));
	assert_true(may_hold("“总", LITERAL, "&ldquo;总", true));
	assert_true(may_hold("总计", LOOSE, "总<!-- 的 -->计", true));
	assert_false(may_hold("总计", LOOSE, "<td>总", true));
	assert_false(may_hold("总计", LOOSE, "<td>总的<b>计", true));
	assert_false(may_hold("总计", LOOSE, "<td>总</td><TD class=\"计\">的</td>计", true));
	assert_true(may_hold("总计", LOOSE, "总</b><span title='的'>计", true));
	assert_true(may_hold("总计", LOOSE, "总<b title='>的'>计", true));
	assert_true(may_hold("总计", LOOSE, "总<script>的</script>计", true));
	assert_true(may_hold("总计", LOOSE, "总<b 计", true));
	/* Expressions are not looked into. */
	assert_true(may_hold("总计", REGEX, "", false));
}

/* What is found in a text may be held by it, whatever the text. */
static void filters_let_matches_pass(void **state)
{
	static const char *const parts[] = {"总", "计", "a", "Ａ", "1", "１", " ", "\t", "\n", "|", "\u3000", "\xff", "的"};
	enum { NPARTS = sizeof(parts) / sizeof(*parts) };
	static const unsigned options[] = {LITERAL, MATCH_FOLD, MATCH_SKIP_BLANKS, LOOSE};
	unsigned random = 1, nfound = 0;
	for (unsigned round = 0; round < 20000; round++) {
		struct strbuf pattern = {0}, text = {0};
		for (unsigned i = 0; i < 1 + round % 3; i++)
			strbuf_append_text(&pattern, parts[(random = random * 1103515245 + 12345) >> 16 & 7]);
		for (unsigned i = 0; i < 12; i++)
			strbuf_append_text(&text, parts[((random = random * 1103515245 + 12345) >> 16) % NPARTS]);
		struct error error;
		struct match_pattern *compiled = match_compile(strbuf_view(&pattern), options[round % 4], NULL, &error);
		if (compiled) {
			struct match_state *match = match_state_new(compiled);
			bool found = match_find(match, strbuf_view(&text), 0).status == MATCH_FOUND;
			nfound += found;
			assert_true(!found || match_may_hold(compiled, strbuf_view(&text), false));
			assert_true(!found || match_may_hold(compiled, strbuf_view(&text), true));
			match_state_free(match);
		}
		match_pattern_free(compiled);
		strbuf_free(&pattern);
		strbuf_free(&text);
	}
	assert_true(nfound > 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(filters),
		cmocka_unit_test(filters_let_matches_pass),
		cmocka_unit_test(literal),
		cmocka_unit_test(literal_folded),
		cmocka_unit_test(blanks_skipped),
		cmocka_unit_test(regular_expressions),
		cmocka_unit_test(regular_expressions_folded),
		cmocka_unit_test(bad_bytes),
		cmocka_unit_test(patterns_at_fault),
		cmocka_unit_test(given_up),
		cmocka_unit_test(offsets_behind_the_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
