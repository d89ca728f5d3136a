/* The tables of the manual pages are those of the program, those of the Chinese page in its translation. With
 * MANUAL=update in the environment they are written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/catalog.h"
#include "base/embedded.h"
#include "base/str.h"
#include "check/kind.h"
#include "options.h"
#include "ui/action.h"
#include "ui/config.h"

/* What is made from a table of the program: the part of a page between two marks. The catalogue is NULL for English. */
struct part {
	const char *page, *name;
	void (*append)(struct strbuf *out, const struct catalog *catalog);
	bool is_chinese;
};

static void read_page(const char *path, struct strbuf *page)
{
	char chunk[4096];
	size_t nbytes;
	FILE *file = fopen(path, "r");
	assert_non_null(file);
	while ((nbytes = fread(chunk, 1, sizeof(chunk), file)) > 0)
		strbuf_append(page, (struct str){chunk, nbytes});
	fclose(file);
}

static void write_page(const char *path, const struct strbuf *page)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(page->ptr, 1, page->nbytes, file), page->nbytes);
	assert_int_equal(fclose(file), 0);
}

/* The part of the page between the marks of `name`: its offset and length. */
static struct str find_part(struct str page, const char *name, size_t *offset)
{
	struct strbuf begin = {0}, end = {0};
	strbuf_printf(&begin, ".\\\" BEGIN %s (made from the program's tables: make man)\n", name);
	strbuf_printf(&end, ".\\\" END %s\n", name);
	*offset = str_find(page, strbuf_view(&begin)) + begin.nbytes;
	assert_true(*offset <= page.nbytes);
	struct str rest = str_slice(page, *offset, page.nbytes);
	size_t nbytes = str_find(rest, strbuf_view(&end));
	assert_true(nbytes < rest.nbytes);
	strbuf_free(&begin);
	strbuf_free(&end);
	return str_slice(rest, 0, nbytes);
}

static void append_escaped(struct strbuf *out, struct str text)
{
	for (size_t i = 0; i < text.nbytes; i++) {
		if (text.ptr[i] == '\\') {
			strbuf_append_text(out, "\\e");
			continue;
		}
		if (text.ptr[i] == '-')
			strbuf_append_byte(out, '\\');
		else if (str_contains(STR("?!.,;:()[]|"), str_slice(text, i, 1)) &&
			 (i == 0 || text.ptr[i - 1] == ' ') && (i + 1 == text.nbytes || text.ptr[i + 1] == ' '))
			strbuf_append_text(out, "\\&");
		strbuf_append_byte(out, text.ptr[i]);
	}
}

static void append_sentence(struct strbuf *out, const char *msgid, const struct catalog *catalog)
{
	const char *text = tr(catalog, msgid);
	/* The first letter of the page's sentences is a capital, those of the program's tables need not be. */
	char first = text[0] >= 'a' && text[0] <= 'z' ? (char)(text[0] - 'a' + 'A') : text[0];
	strbuf_append_byte(out, first);
	append_escaped(out, str_from(text + 1));
	strbuf_append_text(out, catalog ? "。\n" : ".\n");
}

static void append_commands(struct strbuf *out, const struct catalog *catalog)
{
	const struct command_entry *commands = options_commands();
	strbuf_append_text(out, ".Bl -tag -width Ds\n");
	for (size_t i = 0; i < COMMAND_NCOMMANDS; i++) {
		strbuf_printf(out, ".It Cm %s ", commands[i].name);
		append_escaped(out, str_from(commands[i].operands));
		strbuf_append_byte(out, '\n');
		append_sentence(out, commands[i].help, catalog);
	}
	strbuf_append_text(out, ".El\n");
}

static void append_options(struct strbuf *out, const struct catalog *catalog)
{
	const char *comma = catalog ? " Ns 、" : " ,";
	size_t count;
	const struct option_entry *options = options_table(&count);
	strbuf_append_text(out, ".Bl -tag -width Ds\n");
	for (size_t i = 0; i < count; i++) {
		strbuf_append_text(out, ".It ");
		if (options[i].letter)
			strbuf_printf(out, "Fl %c , ", options[i].letter);
		strbuf_append_text(out, "Fl \\-");
		append_escaped(out, str_from(options[i].name));
		if (options[i].argument)
			strbuf_printf(out, " Ns = Ns Ar %s", tr(catalog, options[i].argument));
		strbuf_append_byte(out, '\n');
		append_sentence(out, options[i].help, catalog);
		strbuf_append_text(out, catalog ? "适用命令：" : "For");
		for (size_t c = 0, n = 0; c < COMMAND_NCOMMANDS; c++)
			if (options[i].commands & 1u << c)
				strbuf_printf(out, "%s\n.Cm %s", n++ ? comma : "", options_commands()[c].name);
		strbuf_append_text(out, catalog ? " Ns 。\n" : " .\n");
	}
	strbuf_append_text(out, ".El\n");
}

static void append_keys(struct strbuf *out, const struct catalog *catalog)
{
	struct config config;
	assert_true(config_load(&config, NULL, NULL));
	for (unsigned group = 0; group < ACTION_NGROUPS; group++) {
		strbuf_printf(out, ".Ss %s\n.Bl -tag -width Ds\n",
			      tr(catalog, action_group_title((enum action_group)group)));
		for (size_t i = 0; i < ACTION_NACTIONS; i++) {
			const struct action *action = action_get(i);
			struct strbuf keys = {0};
			if (action->group != group)
				continue;
			keymap_append_keys(&config.keymap, action, &keys);
			strbuf_append_text(out, ".It Ic ");
			append_escaped(out, strbuf_view(&keys));
			strbuf_append_byte(out, '\n');
			append_sentence(out, action->help, catalog);
			strbuf_free(&keys);
		}
		strbuf_append_text(out, ".El\n");
	}
	config_free(&config);
}

static void append_names(struct strbuf *out, const char *what, const char *const names[KIND_MAX_NAMES])
{
	for (size_t i = 0; i < KIND_MAX_NAMES && names[i]; i++) {
		if (i == 0)
			strbuf_printf(out, ".br\n%s\n.Li", what);
		strbuf_append_text(out, i ? " , " : " ");
		append_escaped(out, str_from(names[i]));
	}
	strbuf_append_text(out, names[0] ? "\n" : "");
}

/* What the page calls the parts of a check. */
struct check_terms {
	const char *messages, *lists, *thresholds, *own_lines;
};

/* Where the lines are described that only this check has: at the head of the first file with a rule of it. */
static void append_file(struct strbuf *out, const char *what, const struct check_kind *kind)
{
	struct strbuf line = {0};
	strbuf_printf(&line, "\n  check %s\n", kind->name);
	for (size_t i = 0; i < embedded_nfiles; i++)
		if (str_starts_with(str_from(embedded_files[i].name), STR("rules/")) &&
		    str_contains(embedded_files[i].text, strbuf_view(&line))) {
			strbuf_printf(out, ".br\n%s\n.Pa ", what);
			append_escaped(out, str_from(embedded_files[i].name));
			strbuf_append_byte(out, '\n');
			break;
		}
	strbuf_free(&line);
}

static void append_check(struct strbuf *out, const struct check_kind *kind, const struct check_terms *terms)
{
	strbuf_append_text(out, ".It Li ");
	append_escaped(out, str_from(kind->name));
	strbuf_append_byte(out, '\n');
	append_names(out, terms->messages, kind->messages);
	append_names(out, terms->lists, kind->lists);
	for (size_t i = 0; i < KIND_MAX_NAMES && kind->thresholds[i].name; i++) {
		if (i == 0)
			strbuf_printf(out, ".br\n%s\n", terms->thresholds);
		strbuf_append_text(out, ".Li ");
		append_escaped(out, str_from(kind->thresholds[i].name));
		strbuf_append_text(out, " Pq ");
		decimal_append(out, kind->thresholds[i].value);
		strbuf_append_byte(out, '\n');
	}
	if (kind->compile)
		append_file(out, terms->own_lines, kind);
}

static void append_checks(struct strbuf *out, const struct catalog *catalog)
{
	static const struct check_terms english = {"Sentences:", "Words:", "Thresholds:", "Lines of its own:"};
	static const struct check_terms chinese = {"语句：", "词表：", "阈值：", "自有的行，见"};
	strbuf_append_text(out, ".Bl -tag -width Ds\n");
	for (size_t i = 0; kind_at(i); i++)
		append_check(out, kind_at(i), catalog ? &chinese : &english);
	strbuf_append_text(out, ".El\n");
}

static struct catalog *load_chinese(void)
{
	struct error error = {0};
	struct catalog *catalog = catalog_parse(embedded_find("po/zh_CN.po"), "zh_CN.po", &error);
	assert_non_null(catalog);
	return catalog;
}

static void write_part(const struct part *part, struct str page, size_t offset, size_t nbytes, struct str wanted)
{
	struct strbuf changed = {0};
	strbuf_append(&changed, str_slice(page, 0, offset));
	strbuf_append(&changed, wanted);
	strbuf_append(&changed, str_slice(page, offset + nbytes, page.nbytes));
	write_page(part->page, &changed);
	strbuf_free(&changed);
}

static void test_part(void **state)
{
	const struct part *part = *state;
	struct catalog *catalog = part->is_chinese ? load_chinese() : NULL;
	struct strbuf page = {0}, wanted = {0};
	size_t offset;
	read_page(part->page, &page);
	part->append(&wanted, catalog);
	struct str found = find_part(strbuf_view(&page), part->name, &offset);
	bool same = str_equal(found, strbuf_view(&wanted));
	if (!same && getenv("MANUAL") && strcmp(getenv("MANUAL"), "update") == 0)
		write_part(part, strbuf_view(&page), offset, found.nbytes, strbuf_view(&wanted));
	else if (!same)
		fail_msg("the %s of %s are not those of the program: run `make man`", part->name, part->page);
	catalog_free(catalog);
	strbuf_free(&page);
	strbuf_free(&wanted);
}

int main(void)
{
	static struct part parts[] = {
		{"man/gouji.1", "commands", append_commands, false},
		{"man/gouji.1", "options", append_options, false},
		{"man/gouji.1", "keys", append_keys, false},
		{"man/gouji-rules.5", "checks", append_checks, false},
		{"man/zh_CN/gouji.1", "commands", append_commands, true},
		{"man/zh_CN/gouji.1", "options", append_options, true},
		{"man/zh_CN/gouji.1", "keys", append_keys, true},
		{"man/zh_CN/gouji-rules.5", "checks", append_checks, true},
	};
	enum { NPARTS = sizeof(parts) / sizeof(*parts) };
	struct CMUnitTest tests[NPARTS];
	for (size_t i = 0; i < NPARTS; i++)
		tests[i] = (struct CMUnitTest){parts[i].name, test_part, NULL, NULL, &parts[i]};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
