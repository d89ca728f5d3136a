#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "help.h"
#include "options.h"

enum { MAX_WORDS = 16 };

/* Splits a line at its blanks into `words`, behind the program's name. */
static int split(char *line, char **words)
{
	int count = 0;
	words[count++] = "gouji";
	for (char *word = strtok(line, " "); word && count < MAX_WORDS; word = strtok(NULL, " "))
		words[count++] = word;
	words[count] = NULL;
	return count;
}

struct parsed {
	char line[256];
	char *words[MAX_WORDS + 1];
	struct options options;
};

static void parse(struct parsed *parsed, const char *line)
{
	struct error error = {""};
	strcpy(parsed->line, line);
	int count = split(parsed->line, parsed->words);
	if (!options_parse(&parsed->options, count, parsed->words, NULL, &error))
		fail_msg("%s: %s", line, error.text);
}

static void assert_fault(const char *line, const char *expected)
{
	struct parsed parsed;
	struct error error = {""};
	strcpy(parsed.line, line);
	int count = split(parsed.line, parsed.words);
	assert_false(options_parse(&parsed.options, count, parsed.words, NULL, &error));
	assert_string_equal(error.text, expected);
	options_free(&parsed.options);
}

static void assert_paths(const char *line, enum command command, const char *expected)
{
	struct parsed parsed;
	struct strbuf paths = {0};
	parse(&parsed, line);
	assert_int_equal(parsed.options.command, command);
	for (size_t i = 0; i < parsed.options.npaths; i++)
		strbuf_printf(&paths, "%s%s", i ? " " : "", parsed.options.paths[i]);
	assert_string_equal(strbuf_text(&paths), expected);
	strbuf_free(&paths);
	options_free(&parsed.options);
}

static void first_word_is_the_command(void **state)
{
	assert_paths("", COMMAND_BROWSE, ".");
	assert_paths("browse", COMMAND_BROWSE, ".");
	assert_paths("dir", COMMAND_BROWSE, "dir");
	assert_paths("check", COMMAND_CHECK, ".");
	assert_paths("check a b", COMMAND_CHECK, "a b");
	assert_paths("check check", COMMAND_CHECK, "check");
	assert_paths("./check", COMMAND_BROWSE, "./check");
	assert_paths("dir check", COMMAND_BROWSE, "dir check");
	assert_paths("--lang zh export a", COMMAND_EXPORT, "a");
	assert_paths("show a", COMMAND_SHOW, "a");
	assert_paths("rules", COMMAND_RULES, "");
	assert_paths("rules T3-BAL", COMMAND_RULES, "T3-BAL");
}

static void two_dashes_end_options(void **state)
{
	assert_paths("-- check", COMMAND_BROWSE, "check");
	assert_paths("check -- --all -", COMMAND_CHECK, "--all -");
	assert_paths("check -a - -- -a", COMMAND_CHECK, "- -a");
	assert_paths("check a --all b", COMMAND_CHECK, "a b");
}

static void options_have_values(void **state)
{
	struct parsed parsed;
	parse(&parsed, "check");
	assert_int_equal(parsed.options.format, OUTPUT_DEFAULT);
	assert_int_equal(parsed.options.colour, COLOUR_AUTO);
	assert_int_equal(parsed.options.fail_on, SEVERITY_ERROR);
	assert_false(parsed.options.all);
	options_free(&parsed.options);
	parse(&parsed, "check --roster list dir");
	assert_string_equal(parsed.options.roster, "list");
	options_free(&parsed.options);
	parse(&parsed, "check -f ndjson --color=never --fail-on warning -ar one --rules=two --files-from - --lang=en");
	assert_int_equal(parsed.options.format, OUTPUT_NDJSON);
	assert_int_equal(parsed.options.colour, COLOUR_NEVER);
	assert_int_equal(parsed.options.fail_on, SEVERITY_WARNING);
	assert_true(parsed.options.all);
	assert_int_equal(parsed.options.nrule_files, 2);
	assert_string_equal(parsed.options.rule_files[0], "one");
	assert_string_equal(parsed.options.rule_files[1], "two");
	assert_string_equal(parsed.options.files_from, "-");
	assert_string_equal(parsed.options.language, "en");
	assert_int_equal(parsed.options.npaths, 0);
	options_free(&parsed.options);
	parse(&parsed, "show -w 100 --ascii a");
	assert_int_equal(parsed.options.width_ncols, 100);
	assert_true(parsed.options.ascii);
	options_free(&parsed.options);
}

static void faults_are_told(void **state)
{
	assert_fault("check --nothing", "no such option: '--nothing'");
	assert_fault("check -aX", "no such option: '-X'");
	assert_fault("check --rules", "option '--rules' needs an argument");
	assert_fault("check -r", "option '-r' needs an argument");
	assert_fault("check --all=yes", "option '--all=yes' takes no argument");
	assert_fault("check --format xml", "--format takes text|ndjson|csv|sqlite, not 'xml'");
	assert_fault("check --format=", "--format takes text|ndjson|csv|sqlite, not ''");
	assert_fault("check --format=text|csv", "--format takes text|ndjson|csv|sqlite, not 'text|csv'");
	assert_fault("show --width 80x a", "--width takes a number from 20 to 9999, not '80x'");
	assert_fault("show --width=-80 a", "--width takes a number from 20 to 9999, not '-80'");
	assert_fault("show --width=99999999999999999999 a",
		     "--width takes a number from 20 to 9999, not '99999999999999999999'");
	assert_fault("show", "show needs a FILE");
	assert_fault("-", "browse cannot read standard input; check, export, show and stats can");
	assert_fault("check - --files-from -", "standard input cannot be both a report and a list");
}

static void commands_take_their_own_options(void **state)
{
	assert_fault("check --width 80", "check takes no option --width");
	assert_fault("dir --all", "browse takes no option --all");
	assert_fault("export --roster a", "export takes no option --roster");
	assert_fault("rules --files-from a", "rules takes no option --files-from");
	struct parsed parsed;
	parse(&parsed, "check --width 80 --help");
	assert_true(parsed.options.help);
	options_free(&parsed.options);
}

static void language_is_found_first(void **state)
{
	const struct {
		const char *line;
		const char *language;
	} cases[] = {
		{"check", NULL}, {"--lang zh", "zh"}, {"--lang=en check", "en"}, {"check --bad --lang=zh", "zh"},
		{"check --la zh", "zh"}, {"check -- --lang zh", NULL}, {"check --lang", NULL},
		{"check --language=zh", NULL},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct parsed parsed;
		strcpy(parsed.line, cases[i].line);
		int count = split(parsed.line, parsed.words);
		const char *language = options_find_language(count, parsed.words);
		assert_int_equal(language == NULL, cases[i].language == NULL);
		if (language)
			assert_string_equal(language, cases[i].language);
	}
}

static void help_has_every_option(void **state)
{
	size_t count;
	const struct option_entry *table = options_table(&count);
	struct strbuf help = {0}, word = {0};
	help_append(&help, COMMAND_NCOMMANDS, NULL);
	for (size_t i = 0; i < count; i++) {
		strbuf_clear(&word);
		strbuf_printf(&word, "--%s", table[i].name);
		assert_true(str_contains(strbuf_view(&help), strbuf_view(&word)));
		assert_true(str_contains(strbuf_view(&help), str_from(table[i].help)));
	}
	for (size_t i = 0; i < COMMAND_NCOMMANDS; i++)
		assert_true(str_contains(strbuf_view(&help), str_from(options_commands()[i].help)));
	strbuf_clear(&help);
	help_append(&help, COMMAND_RULES, NULL);
	assert_true(str_contains(strbuf_view(&help), STR("gouji rules [OPTION...] [ID...]\n")));
	assert_false(str_contains(strbuf_view(&help), STR("--width")));
	strbuf_free(&help);
	strbuf_free(&word);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_word_is_the_command),
		cmocka_unit_test(two_dashes_end_options),
		cmocka_unit_test(options_have_values),
		cmocka_unit_test(faults_are_told),
		cmocka_unit_test(commands_take_their_own_options),
		cmocka_unit_test(language_is_found_first),
		cmocka_unit_test(help_has_every_option),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
