/* The lines of a rule that checks claims: what they mean, their faults, and what a local file may change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/embedded.h"
#include "check/examined.h"
#include "check/kinds/claims.h"
#include "check/kinds/claims_parts.h"
#include "check/sample_text.h"

static struct arena arena;

#define HEAD "rule A error \"甲\"\n  check claims\n"
#define SENTENCES \
	"  message differs \"{1}\"\n  en-message differs \"{1}\"\n" \
	"  message softer \"{1}\"\n  en-message softer \"{1}\"\n" \
	"  message look \"{1}\"\n  en-message look \"{1}\"\n" \
	"  message unread \"{1}\"\n  en-message unread \"{1}\"\n"

static void assert_fault(const char *lines, const char *expected)
{
	struct error error = {"nothing"};
	struct strbuf text = {0};
	struct rules *rules = rules_new(&arena, known_format, known_rules->quantities);
	strbuf_printf(&text, HEAD "%s" SENTENCES, lines);
	struct str kept = arena_copy(&arena, strbuf_view(&text));
	bool read = rules_parse(rules, &arena, kept, "a.rules", &error);
	if (read)
		read = rules_fit(rules, &arena, known_format, &error) != NULL;
	assert_false(read);
	assert_string_equal(error.text, expected);
	rules_release(rules);
	strbuf_free(&text);
}

static void faults_name_their_place(void **state)
{
	assert_fault("  claim x \"收到{n}件\"\n", "a.rules:3:3: expected a line equals or means below");
	assert_fault("  claim x \"收到\"\n    equals requests/new/total\n",
		     "a.rules:3:11: equals needs a place for the number: {n}");
	assert_fault("  claim x \"收到{u}\"\n    means requests/new/total = 0\n", "a.rules:3:11: no definition of {u}");
	assert_fault("  claim x \"收到(\"\n    means requests/new/total = 0\n",
		     "a.rules:3:11: missing closing parenthesis");
	assert_fault("  claim x \"a\"\n    means requests/new/total < 0\n",
		     "a.rules:4:30: expected: means SUM = 0, or > 0");
	assert_fault("  claim x \"a\"\n    means requests/new/total +\n",
		     "a.rules:4:11: expected: means SUM = 0, or > 0");
	assert_fault("  claim x \"a{n}\"\n    equals requests/new/total +\n", "a.rules:4:5: expected table/row/column");
	assert_fault("  claim x \"a{n}\"\n    equals + requests/new/total\n",
		     "a.rules:4:12: expected table/row/column");
	assert_fault("  claim x \"a{n}\"\n    equals requests/new/total requests/new/total\n",
		     "a.rules:4:31: expected + or -");
	assert_fault(
		"  claim x \"a\"\n    or requests/new/total\n",
		"a.rules:4:5: expected equals, or, perhaps, means, look, softer, beside, guard, in, near or refuse");
	assert_fault("  claim x \"a\"\n    means requests/new/total = 0\n    means requests/new/total = 0\n",
		     "a.rules:5:5: a second means");
	assert_fault("  claim x \"a\"\n    means requests/new/total = 0\n"
		     "  claim x \"b\"\n    means requests/new/total = 0\n",
		     "a.rules:5:9: a second claim of this name");
	assert_fault("  claim \"x\" \"a\"\n", "a.rules:3:9: expected: claim NAME \"pattern\"");
	assert_fault("  claim x\n", "a.rules:3:9: expected: claim NAME \"pattern\"");
	assert_fault("  let u\n", "a.rules:3:3: expected: let NAME \"pattern\"");
	assert_fault("  let n \"a\"\n", "a.rules:3:7: a second definition of this name");
	assert_fault("  in section x\n", "a.rules:3:14: expected the number of a section");
	assert_fault("  in 1\n", "a.rules:3:6: expected: in section NUMBER...");
	assert_fault("  refuse\n", "a.rules:3:3: expected a word in quotes");
	assert_fault("  refuse nowhere \"a\"\n", "a.rules:3:10: expected a word in quotes");
	assert_fault("  use B\n", "a.rules:3:7: no rule of this id and check stands above");
	assert_fault("  tell\n", "a.rules:3:3: expected claim, silent, let, guard, in, near, refuse, forget or use");
	assert_fault("", "A: no claim");
	assert_fault("  claim x \"a\"\n    means requests/new/total = 0\n  words without \"y\"\n",
		     "A: words without: no claim of the name y");
}

/* Checks a report with a local file of rules beside the program's own; the findings of one rule as verdicts. */
static void assert_with_rules(const char *rules, const char *text, const char *id, const char *expected)
{
	char path[] = "/tmp/gouji-rules-XXXXXX";
	const char *const paths[] = {path};
	struct error error = {""};
	struct knowledge knowledge;
	struct strbuf found = {0};
	int fd = mkstemp(path);
	assert_true(fd >= 0 && write(fd, rules, strlen(rules)) == (ssize_t)strlen(rules));
	close(fd);
	bool loaded = knowledge_load_with(&knowledge, NULL, paths, 1, &error);
	unlink(path);
	if (!loaded)
		fail_msg("%s", error.text);
	struct examiner *examiner = examiner_new(&knowledge);
	examiner_examine_bytes(examiner, "a.txt", str_from(text));
	for (size_t i = 0; i < examiner->findings.count; i++) {
		const struct finding *finding = &examiner->findings.list[i];
		if (str_equal(finding->rule->id, str_from(id)))
			strbuf_printf(&found, " %s %s", severity_name(finding->severity),
				      verdict_name(finding->verdict));
	}
	assert_string_equal(strbuf_text(&found), expected);
	strbuf_free(&found);
	examiner_free(examiner);
	knowledge_free(&knowledge);
}

static void a_local_file_changes_claims(void **state)
{
	const char *text = with(sample_text, "收到政府信息公开申请8件。", "新收12件申请。新收政府信息公开申请14件。");
	assert_with_rules("", text, "P-RECV", " error fail error fail");
	assert_with_rules("change P-RECV\n  words without \"received\"\n", text, "P-RECV", " error fail");
	assert_with_rules("change P-RECV\n  words without \"received\" \"received-first\" \"new\"\n", text, "P-RECV",
			  "");
	assert_with_rules("change P-RECV\n  words without \"received\"\n  only without\n", text, "P-RECV",
			  " error fail error fail");
	assert_with_rules("change P-RECV\n  words refuse \"新收12\"\n", text, "P-RECV", " error fail");
	assert_with_rules("change P-RECV\n  severity warning\n", text, "P-RECV", " warning fail warning fail");
	assert_with_rules("change P-RECV\n  off\n", text, "P-RECV", "");
	/* Lists are those of the rule alone, also where another one uses it. */
	assert_with_rules("change P-RECV\n  words refuse \"新收\"\n",
			  with(sample_text, "收到政府信息公开申请8件。", "新收政府信息公开申请8件，办结4件。"),
			  "P-DONE", " error fail");
}

static void a_local_rule(void **state)
{
	const char *rules =
		"rule L-1 notice \"甲\"\n  check claims\n  use P-RECV\n  guard \"接待\"\n  forget\n"
		"  claim met \"接待{link}{n}{u}\"\n    equals requests/new/total - requests/carried_in/total\n"
		"    or requests/new/natural\n    refuse \"电话\"\n    in section 5\n"
		"  en \"A\"\n  why \"因\"\n  en-why \"B\"\n  source \"法\"\n";
	const char *old = "一些栏目更新不及时，明年改进。";
	assert_with_rules(rules, with(sample_text, old, "接待共7件，接待5件，接待6件，电话接待9件。"), "L-1",
			  " notice pass notice pass notice look");
	assert_with_rules(rules, with(sample_text, old, "接待6件。"), "L-1", " notice fail");
	assert_with_rules(rules, with(sample_text, "收到政府信息公开申请8件。", "接待6件。"), "L-1", "");
}

/* The patterns that are compiled in are taken on trust: here they are compiled, and their numbers asked for. */
static void built_in_patterns_are_right(void **state)
{
	struct error error = {"nothing"};
	struct rules *rules = rules_new(&arena, known_format, known_rules->quantities);
	size_t nclaims = 0;
	for (size_t i = 0; i < embedded_nfiles; i++)
		if (str_starts_with(str_from(embedded_files[i].name), STR("rules/")) &&
		    !rules_parse(rules, &arena, embedded_files[i].text, embedded_files[i].name, &error))
			fail_msg("%s", error.text);
	for (size_t i = 0; i < rules->count; i++) {
		const struct claim_set *set = rules->list[i].kind == &claims_kind ? rules->list[i].data : NULL;
		for (const struct claim *claim = set ? set->first : NULL; claim; claim = claim->next, nclaims++)
			assert_false(claim->is_known);
	}
	assert_true(nclaims > 50);
	rules_release(rules);
}

static int teardown(void **state)
{
	arena_free(&arena);
	return forget_texts(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(faults_name_their_place),
		cmocka_unit_test(a_local_file_changes_claims),
		cmocka_unit_test(a_local_rule),
		cmocka_unit_test(built_in_patterns_are_right),
	};
	return cmocka_run_group_tests(tests, know, teardown);
}
