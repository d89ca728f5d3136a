#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "base/tree.h"

static struct tree_node *parse(struct arena *arena, const char *text)
{
	struct error error = {"nothing"};
	struct tree_node *root = tree_parse(arena, str_from(text), "a.rules", &error);
	if (!root)
		fail_msg("%s", error.text);
	return root;
}

/* The tree on one line, as in "a(b c)(d)": words in a node are joined by blanks, and children stand in parentheses. */
static void describe(struct strbuf *out, const struct tree_node *node)
{
	for (size_t i = 0; i < node->nwords; i++) {
		strbuf_append_text(out, i > 0 ? " " : "");
		strbuf_append(out, tree_word_text(node, i));
	}
	for (const struct tree_node *child = node->first_child; child; child = child->next) {
		strbuf_append_byte(out, '(');
		describe(out, child);
		strbuf_append_byte(out, ')');
	}
}

static void assert_tree(const char *text, const char *expected)
{
	struct arena arena = {0};
	struct strbuf out = {0};
	describe(&out, parse(&arena, text));
	assert_string_equal(strbuf_text(&out), expected);
	strbuf_free(&out);
	arena_free(&arena);
}

static void assert_fault(struct str text, const char *expected)
{
	struct arena arena = {0};
	struct error error = {"nothing"};
	assert_null(tree_parse(&arena, text, "a.rules", &error));
	assert_string_equal(error.text, expected);
	assert_null(tree_parse(&arena, text, "a.rules", NULL));
	arena_free(&arena);
}

static void nests_by_indentation(void **state)
{
	assert_tree("", "");
	assert_tree("\n  \n# nothing\n   # here\n", "");
	assert_tree("a\nb\nc", "(a)(b)(c)");
	assert_tree("a\n  b\n    c\n  d\ne\n", "(a(b(c))(d))(e)");
	assert_tree("a\n        b\n        c\n         d\ne\n f\n", "(a(b)(c(d)))(e(f))");
	assert_tree("a\n  b\n\n      # not a level\n  c\n", "(a(b)(c))");
	assert_tree("\xEF\xBB\xBF""a\r\n  b\r\n", "(a(b))");
}

static void splits_words(void **state)
{
	assert_tree("table requests  section 3 \"收到 申请\"   # comment \"", "(table requests section 3 收到 申请)");
	assert_tree("a#b #c", "(a#b)");
	assert_tree("a#b \"# not\" c#", "(a#b # not c#)");
	assert_tree("\"\" \"a\\\"b\\\\c\" \\d", "( a\"b\\c \\d)");
	assert_tree("合计=1+2 \"一\xE3\x80\x80二\t三\"", "(合计=1+2 一\xE3\x80\x80二\t三)");
	assert_tree("a b ", "(a b)");
}

/* The column that a fault of a word is reported with. */
static int column_of(const struct tree_node *node, size_t index)
{
	struct error error;
	unsigned line = 0, column = 0;
	tree_fault(node, index, &error, "wrong");
	assert_int_equal(sscanf(error.text, "a.rules:%u:%u: wrong", &line, &column), 2);
	assert_int_equal(line, node->line);
	return (int)column;
}

static void places(void **state)
{
	struct arena arena = {0};
	const struct tree_node *root = parse(&arena, "\n甲 \"乙丙\"  x # c\n\n  y z\n");
	const struct tree_node *first = root->first_child;
	assert_int_equal(root->nwords, 0);
	assert_int_equal(root->line, 1);
	assert_null(root->next);
	assert_string_equal(first->file, "a.rules");
	assert_int_equal(first->line, 2);
	assert_int_equal(first->nwords, 3);
	assert_int_equal(column_of(first, 0), 1);
	assert_int_equal(column_of(first, 1), 3);
	assert_int_equal(column_of(first, 2), 9);
	assert_false(first->words[0].quoted);
	assert_true(first->words[1].quoted);
	assert_int_equal(first->first_child->line, 4);
	assert_int_equal(column_of(first->first_child, 0), 3);
	assert_int_equal(column_of(first->first_child, 1), 5);
	arena_free(&arena);
}

static void words_without_escape_are_views(void **state)
{
	struct arena arena = {0};
	const char *text = "ab \"cd\"";
	const struct tree_node *node = parse(&arena, text)->first_child;
	assert_ptr_equal(node->words[0].text.ptr, text);
	assert_ptr_equal(node->words[1].text.ptr, text + 4);
	arena_free(&arena);
}

static void asking_for_words(void **state)
{
	struct arena arena = {0};
	const struct tree_node *node = parse(&arena, "table \"table\"")->first_child;
	assert_true(tree_word_is(node, 0, "table"));
	assert_false(tree_word_is(node, 0, "tabl"));
	assert_false(tree_word_is(node, 1, "table"));
	assert_false(tree_word_is(node, 2, "table"));
	assert_false(tree_word_is(node, 2, ""));
	assert_true(str_equal(tree_word_text(node, 1), STR("table")));
	assert_int_equal(tree_word_text(node, 2).nbytes, 0);
	arena_free(&arena);
}

static void faults_of_the_caller(void **state)
{
	struct arena arena = {0};
	struct error error;
	const struct tree_node *root = parse(&arena, "a\n  表 b");
	const struct tree_node *node = root->first_child->first_child;
	assert_false(tree_fault(node, 1, &error, "no %s of that name: %d", "table", 7));
	assert_string_equal(error.text, "a.rules:2:5: no table of that name: 7");
	assert_false(tree_fault(node, 2, &error, "too short"));
	assert_string_equal(error.text, "a.rules:2:3: too short");
	assert_false(tree_fault(root, 0, &error, "empty"));
	assert_string_equal(error.text, "a.rules:1:1: empty");
	assert_false(tree_fault(root, 0, NULL, "empty"));
	arena_free(&arena);
}

static void faults_in_words(void **state)
{
	assert_fault(STR("a\n甲 \"b\n"), "a.rules:2:3: the closing quote is missing");
	assert_fault(STR("a \"b\\\"\n"), "a.rules:1:3: the closing quote is missing");
	assert_fault(STR("a \"b\\n\"\n"), "a.rules:1:5: unknown escape; only \\\" and \\\\ are known");
	assert_fault(STR("a \"b\\\n"), "a.rules:1:5: unknown escape; only \\\" and \\\\ are known");
	assert_fault(STR("a \"b\"c\n"), "a.rules:1:6: a blank must follow the closing quote");
	assert_fault(STR("a b\"c\"\n"), "a.rules:1:4: a quote inside a word");
	assert_fault(STR("甲\xE3\x80\x80乙\n"), "a.rules:1:2: a full-width or no-break blank outside quotes");
	assert_fault(STR("ab\xC2\xA0""c\n"), "a.rules:1:3: a full-width or no-break blank outside quotes");
	assert_fault(STR("a\n甲\xB4\xF2\n"), "a.rules:2:2: not UTF-8");
}

static void faults_in_indentation(void **state)
{
	assert_fault(STR("  a\n"), "a.rules:1:3: the first line is indented");
	assert_fault(STR("a\n\tb\n"), "a.rules:2:1: a tab; use blanks");
	assert_fault(STR("a\n  \tb\n"), "a.rules:2:3: a tab; use blanks");
	assert_fault(STR("a\tb\n"), "a.rules:1:2: a tab; use blanks");
	assert_fault(STR("a\n    b\n  c\n"), "a.rules:3:3: the indentation fits no line above");
}

static void nesting_has_a_bound(void **state)
{
	struct arena arena = {0};
	struct strbuf text = {0};
	for (size_t depth = 0; depth < 32; depth++) {
		strbuf_append_repeat(&text, ' ', depth);
		strbuf_append_text(&text, "a\n");
	}
	assert_non_null(parse(&arena, strbuf_text(&text)));
	strbuf_append_repeat(&text, ' ', 32);
	strbuf_append_text(&text, "a\n");
	assert_fault(strbuf_view(&text), "a.rules:33:33: nested too deeply");
	strbuf_free(&text);
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nests_by_indentation),
		cmocka_unit_test(splits_words),
		cmocka_unit_test(places),
		cmocka_unit_test(words_without_escape_are_views),
		cmocka_unit_test(asking_for_words),
		cmocka_unit_test(faults_of_the_caller),
		cmocka_unit_test(faults_in_words),
		cmocka_unit_test(faults_in_indentation),
		cmocka_unit_test(nesting_has_a_bound),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
