#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/kind.h"
#include "check/rule.h"

static struct arena arena;

static struct rules *parse(const char *text)
{
	struct error error = {""};
	struct rules *rules = make_rules(&arena);
	if (!rules_parse(rules, &arena, str_from(text), "a.rules", &error))
		fail_msg("%s", error.text);
	return rules;
}

static void assert_fault(const char *text, const char *expected)
{
	struct error error = {"nothing"};
	assert_false(rules_parse(make_rules(&arena), &arena, str_from(text), "a.rules", &error));
	assert_string_equal(error.text, expected);
	assert_false(rules_parse(make_rules(&arena), &arena, str_from(text), "a.rules", NULL));
}

/* A relation as "+cell -cell | +cell", the right side behind the bar. */
static void assert_terms(const struct relation *relation, const char *expected)
{
	struct strbuf text = {0};
	bool right = false;
	for (size_t i = 0; i < relation->nterms; i++) {
		strbuf_append_text(&text, relation->terms[i].right != right ? " | " : i ? " " : "");
		right = relation->terms[i].right;
		strbuf_append_byte(&text, relation->terms[i].sign < 0 ? '-' : '+');
		format_append_cell_name(known_format, relation->terms[i].cell, &text);
	}
	assert_string_equal(strbuf_text(&text), expected);
	strbuf_free(&text);
}

static void a_rule_for_columns(void **state)
{
	const struct rules *rules = parse("rule A-1 error \"甲\" for each column of requests\n"
					  "  new - carried_in = processed + carried_out\n"
					  "  en \"title\"\n  why \"因\"\n  en-why \"because\"\n  source \"法\"\n");
	assert_int_equal(rules->count, 1);
	const struct rule *rule = rules_find(rules, STR("A-1"));
	assert_ptr_equal(rule, &rules->list[0]);
	assert_int_equal(rule->severity, SEVERITY_ERROR);
	assert_int_equal(rule->scope, SCOPE_COLUMNS);
	assert_int_equal(rule->table, table_named("requests"));
	assert_true(str_equal(rule->title, STR("甲")));
	assert_true(str_equal(rule->title_en, STR("title")));
	assert_true(str_equal(rule->why, STR("因")));
	assert_true(str_equal(rule->why_en, STR("because")));
	assert_true(str_equal(rule->source, STR("法")));
	assert_int_equal(rule->nrelations, 7);
	assert_int_equal(rules->nrelations, 7);
	assert_int_equal(rule->nformulas, 1);
	assert_true(str_equal(rule->formulas[0].text, STR("new - carried_in = processed + carried_out")));
	const struct relation *relation = &rules->relations[6];
	assert_ptr_equal(relation->rule, rule);
	assert_int_equal(relation->comparison, COMPARE_EQUAL);
	assert_int_equal(relation->column, 6);
	assert_int_equal(relation->row, FORMAT_NONE);
	assert_false(relation->partial);
	assert_terms(relation, "+requests/new/total -requests/carried_in/total | +requests/processed/total "
			       "+requests/carried_out/total");
}

static void a_rule_for_rows(void **state)
{
	const struct rules *rules = parse("rule A warning \"甲\" for each row of disputes\n"
					  "  upheld + corrected <= total\n");
	assert_int_equal(rules->nrelations, 3);
	assert_int_equal(rules->list[0].severity, SEVERITY_WARNING);
	assert_int_equal(rules->relations[1].comparison, COMPARE_AT_MOST);
	assert_int_equal(rules->relations[1].row, row_named("disputes/direct"));
	assert_int_equal(rules->relations[1].column, FORMAT_NONE);
	assert_terms(&rules->relations[1],
		     "+disputes/direct/upheld +disputes/direct/corrected | +disputes/direct/total");
}

/* Only rows that have all the columns that are named take part. */
static void rows_of_other_blocks(void **state)
{
	const struct rules *rules = parse("rule A notice \"甲\" for each row of proactive\n"
					  "  effective >= made - repealed\n");
	assert_int_equal(rules->nrelations, 2);
	assert_int_equal(rules->relations[0].comparison, COMPARE_AT_LEAST);
	assert_terms(&rules->relations[0], "+proactive/regulation/effective | +proactive/regulation/made "
					   "-proactive/regulation/repealed");
}

static void names_of_groups(void **state)
{
	const struct rules *rules = parse("rule A error \"甲\" for each column of requests\n"
					  "  unavailable.* + other.other = processed\n");
	assert_terms(&rules->relations[0],
		     "+requests/unavailable.not_held/natural +requests/unavailable.not_existing/natural "
		     "+requests/unavailable.unclear/natural +requests/other.other/natural | "
		     "+requests/processed/natural");
}

static void partial_relations(void **state)
{
	const struct rules *rules = parse("rule A error \"甲\" for each column of requests\n  new = processed\n"
					  "rule B error \"乙\" for each column of requests\n  granted = processed\n"
					  "rule C error \"丙\" for each column of requests\n"
					  "  partial granted + partial <= processed\n    instead of A\n"
					  "  partial granted <= new\n    instead of A B\n");
	const struct rule *rule = rules_find(rules, STR("C"));
	assert_int_equal(rule->nrelations, 14);
	assert_int_equal(rule->nformulas, 2);
	assert_true(str_equal(rule->formulas[0].text, STR("granted + partial <= processed")));
	const struct relation *first = &rules->relations[rule->first_relation];
	assert_true(first->partial);
	assert_int_equal(first->instead_of, 1);
	assert_terms(first, "+requests/granted/natural +requests/partial/natural | +requests/processed/natural");
	assert_int_equal(first[7].instead_of, 3);
	assert_terms(&first[7], "+requests/granted/natural | +requests/new/natural");
	/* A row of that name, where the word is not the first. */
	assert_false(parse("rule A error \"甲\" for each column of requests\n  granted + partial = processed\n")
			     ->relations[0].partial);
}

static void checks_of_the_structure(void **state)
{
	const struct rules *rules = parse("rule S notice \"甲\"\n  check lost-cells\n"
					  "rule R error \"乙\" for each row of proactive\n"
					  "  effective >= made\n  look if noted\n");
	assert_ptr_equal(rules->list[0].kind, kind_find(STR("lost-cells")));
	assert_int_equal(rules->list[0].scope, SCOPE_NONE);
	assert_false(rules->list[0].look_if_noted);
	assert_true(rules->list[1].look_if_noted);
	assert_int_equal(rules->list[1].number, 1);
}

static void several_files(void **state)
{
	struct rules *rules = parse("rule A error \"甲\"\n  check rows\n");
	struct error error = {""};
	assert_true(rules_parse(rules, &arena, STR("rule B error \"乙\"\n  check rows\n"), "b.rules", &error));
	assert_int_equal(rules->count, 2);
	assert_false(rules_parse(rules, &arena, STR("rule A error \"甲\"\n  check rows\n"), "c.rules", &error));
	assert_string_equal(error.text, "c.rules:1:6: a second rule of this id");
	assert_null(rules_find(rules, STR("C")));
	assert_int_equal(parse("")->count, 0);
}

/* A local file changes what a rule that is there says and how strict it is. */
static void changes(void **state)
{
	struct rules *rules = parse("rule A error \"甲\"\n  check rows\n");
	struct error error = {""};
	assert_true(rules_parse(rules, &arena, STR("change A\n  severity notice\n  off\n  why \"因\"\n"), "b.rules",
				&error));
	assert_int_equal(rules->list[0].severity, SEVERITY_NOTICE);
	assert_true(rules->list[0].off);
	assert_true(str_equal(rules->list[0].why, STR("因")));
	assert_true(rules_parse(rules, &arena, STR("change A\n  on\n"), "c.rules", &error));
	assert_false(rules->list[0].off);
	static const char *const faults[][2] = {
		{"change B\n  off\n", "d.rules:1:8: no rule of this id stands above"},
		{"change A off\n", "d.rules:1:10: expected nothing behind the id"},
		{"change A\n  severity grave\n", "d.rules:2:12: expected notice, warning or error"},
		{"change A\n  new = new\n",
		 "d.rules:2:3: expected severity, on, off, threshold, words, only, message or a sentence"},
		{"change A\n  threshold x 3\n", "d.rules:2:13: the check has no threshold of this name"},
		{"change A\n  words x \"a\"\n", "d.rules:2:9: the check has no list of this name"},
		{"change A\n  message x \"a\"\n", "d.rules:2:11: the check has no sentence of this name"},
	};
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		assert_false(rules_parse(rules, &arena, str_from(faults[i][0]), "d.rules", &error));
		assert_string_equal(error.text, faults[i][1]);
	}
}

/* Lines that only the rule's kind knows are added to those it has. */
static void changes_of_own_lines(void **state)
{
	struct rules *rules = parse("rule A error \"甲\"\n  check deadline\n  deadline \"局\" 01-31\n"
				    "  message signed \"a\"\n  en-message signed \"a\"\n"
				    "  message published \"b\"\n  en-message published \"b\"\n");
	struct error error = {""};
	struct strbuf line = {0};
	assert_true(rules_parse(rules, &arena, STR("change A\n  deadline \"镇\" 02-10\n"), "b.rules", &error));
	rule_line_append(rules->list[0].last_own_line, &line);
	assert_string_equal(strbuf_text(&line), "deadline \"镇\" 02-10");
	strbuf_free(&line);
	assert_false(rules_parse(rules, &arena, STR("change A\n  deadline \"镇\" soon\n"), "b.rules", &error));
	assert_true(str_starts_with(str_from(error.text), STR("b.rules:2:")));
}

/* A rule need not fit every form, but its relations are kept as they were written. */
static void relations_that_do_not_fit(void **state)
{
	static const char *const lines[] = {
		"new = neu", "new = natural", "refuse.* = processed", "refused = processed",
	};
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		struct strbuf text = {0};
		strbuf_printf(&text, "\nrule A error \"甲\" for each column of requests\n  %s\n", lines[i]);
		const struct rules *rules = parse(arena_copy(&arena, strbuf_view(&text)).ptr);
		assert_int_equal(rules->nrelations, 0);
		assert_int_equal(rules->list[0].nrelations, 0);
		assert_int_equal(rules->list[0].nformulas, 1);
		assert_true(str_equal(rules->list[0].formulas[0].text, str_from(lines[i])));
		assert_true(str_equal(rules->list[0].file, STR("a.rules")));
		assert_int_equal(rules->list[0].line, 2);
		strbuf_free(&text);
	}
}

static void faults_in_the_head(void **state)
{
	assert_fault("regel A\n", "a.rules:1:1: expected rule or change");
	assert_fault("\nrule\n", "a.rules:2:1: expected an id");
	assert_fault("rule A fatal \"甲\"\n", "a.rules:1:8: expected notice, warning or error");
	assert_fault("rule A error 甲\n", "a.rules:1:14: expected a title in quotes");
	assert_fault("rule A error\n", "a.rules:1:1: expected a title in quotes");
	assert_fault("rule A error \"甲\" of requests\n", "a.rules:1:18: expected: for each column|row of TABLE");
	assert_fault("rule A error \"甲\" for each cell of requests\n", "a.rules:1:27: expected column or row");
	assert_fault("rule A error \"甲\" for each row of money\n", "a.rules:1:34: the form has no such table");
	assert_fault("rule A error \"甲\" for each row of\n", "a.rules:1:1: the form has no such table");
	assert_fault("rule A error \"甲\"\n", "a.rules:1:6: a rule without a relation or a check");
	assert_fault("rule A error \"甲\n", "a.rules:1:14: the closing quote is missing");
}

static void faults_in_relations(void **state)
{
	static const struct {
		const char *line, *fault;
	} cases[] = {
		{"new carried_in", "a.rules:2:7: expected + - = <= or >="},
		{"new +", "a.rules:2:3: expected = <= or >="},
		{"new + + new = new", "a.rules:2:9: expected a name"},
		{"+ new = new", "a.rules:2:3: expected a name"},
		{"new = new new", "a.rules:2:13: expected + or -"},
		{"new = new = new", "a.rules:2:13: expected + or -"},
		{"new =", "a.rules:2:3: expected a name"},
		{"new", "a.rules:2:3: expected = <= or >="},
		{"partial new = new", "a.rules:2:3: partial needs <="},
		{"new = new\n    instead Z", "a.rules:3:5: expected: instead of ID..."},
		{"new = new\n    instead of Z", "a.rules:3:16: no rule of this id stands above"},
		{"new = new\n    instead of A", "a.rules:3:16: no rule of this id stands above"},
		{"check walls", "a.rules:2:9: no such check"},
		{"why because", "a.rules:2:7: expected + - = <= or >="},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct strbuf text = {0};
		strbuf_append_text(&text, "rule A error \"甲\" for each column of requests\n  ");
		strbuf_append_text(&text, cases[i].line);
		strbuf_append_byte(&text, '\n');
		assert_fault(strbuf_text(&text), cases[i].fault);
		strbuf_free(&text);
	}
	assert_fault("rule A error \"甲\"\n  new = new\n",
		     "a.rules:2:3: a relation needs: for each column|row of TABLE");
}

static void limits(void **state)
{
	struct strbuf text = {0};
	for (int i = 0; i <= RULE_MAX_COUNT; i++)
		strbuf_printf(&text, "rule R%d error \"甲\"\n  check rows\n", i);
	assert_fault(strbuf_text(&text), "a.rules:511:1: more than 255 rules");
	strbuf_clear(&text);
	strbuf_append_text(&text, "rule A error \"甲\" for each row of requests\n");
	for (int i = 0; i < 60; i++)
		strbuf_append_text(&text, "  natural <= total\n");
	assert_fault(strbuf_text(&text), "a.rules:42:3: more than 1023 relations");
	strbuf_clear(&text);
	strbuf_append_text(&text, "rule A error \"甲\" for each column of requests\n  new");
	for (int i = 0; i < RULE_MAX_TERMS; i++)
		strbuf_append_text(&text, " + new");
	strbuf_append_text(&text, " = new\n");
	assert_fault(strbuf_text(&text), "a.rules:2:387: more than 64 terms");
	strbuf_free(&text);
}

/* Groups that stand for more cells than a relation has room for, by one in the last of them. */
static void too_many_cells(void **state)
{
	struct strbuf text = {0};
	strbuf_append_text(&text, "rule A error \"甲\" for each column of requests\n  new = refused.*");
	for (int i = 0; i < 6; i++)
		strbuf_append_text(&text, " + refused.*");
	struct strbuf longer = {0};
	strbuf_append(&longer, strbuf_view(&text));
	strbuf_append_text(&longer, " + refused.*\n");
	strbuf_append_byte(&text, '\n');
	assert_int_equal(parse(strbuf_text(&text))->relations[0].nterms, 57);
	assert_int_equal(parse(strbuf_text(&longer))->nrelations, 0);
	strbuf_free(&longer);
	strbuf_free(&text);
}

static int free_arena(void **state)
{
	release_rules();
	arena_free(&arena);
	return forget(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rule_for_columns),
		cmocka_unit_test(a_rule_for_rows),
		cmocka_unit_test(rows_of_other_blocks),
		cmocka_unit_test(names_of_groups),
		cmocka_unit_test(partial_relations),
		cmocka_unit_test(checks_of_the_structure),
		cmocka_unit_test(several_files),
		cmocka_unit_test(changes),
		cmocka_unit_test(changes_of_own_lines),
		cmocka_unit_test(relations_that_do_not_fit),
		cmocka_unit_test(faults_in_the_head),
		cmocka_unit_test(faults_in_relations),
		cmocka_unit_test(limits),
		cmocka_unit_test(too_many_cells),
	};
	return cmocka_run_group_tests(tests, know, free_arena);
}
