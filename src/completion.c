#include "completion.h"

#include <string.h>

#include "base/embedded.h"
#include "read/encoding.h"

/* What an option's argument is completed from. */
enum values { VALUES_NONE, VALUES_WORDS, VALUES_FILES };

/* Appends the words that the argument may be, with `between` between them. */
static enum values append_values(struct strbuf *out, const struct option_entry *option, char between)
{
	if (!option->argument)
		return VALUES_NONE;
	if (strcmp(option->argument, "FILE") == 0)
		return VALUES_FILES;
	if (strcmp(option->argument, "NAME") == 0) {
		for (int i = ENCODING_UNKNOWN + 1; i < ENCODING_COUNT; i++)
			strbuf_printf(out, "%s%c", encoding_name((enum encoding)i),
				      i + 1 < ENCODING_COUNT ? between : '\0');
		out->nbytes--;
		return VALUES_WORDS;
	}
	if (strcmp(option->argument, "DATA") == 0) {
		strbuf_append_text(out, OPTIONS_DATA_LIST);
		for (size_t i = 0; i < embedded_nfiles; i++)
			strbuf_printf(out, "%c%s", between, embedded_files[i].name);
		return VALUES_WORDS;
	}
	if (!strchr(option->argument, '|'))
		return VALUES_NONE;
	for (const char *c = option->argument; *c; c++)
		strbuf_append_byte(out, *c == '|' ? between : *c);
	return VALUES_WORDS;
}

/* Appends text that stands between single quotes in a shell; `also` are further bytes to put a backslash before. */
static void append_quoted(struct strbuf *out, const char *text, const char *also)
{
	for (; *text; text++) {
		if (*text == '\'')
			strbuf_append_text(out, "'\\'");
		else if (strchr(also, *text))
			strbuf_append_byte(out, '\\');
		strbuf_append_byte(out, *text);
	}
}

static void append_command_names(struct strbuf *out)
{
	for (size_t i = 0; i < COMMAND_NCOMMANDS; i++)
		strbuf_printf(out, "%s%s", i ? " " : "", options_commands()[i].name);
}

/* ---- bash ---- */

static void append_bash_values(struct strbuf *out)
{
	size_t noptions;
	const struct option_entry *options = options_table(&noptions);
	for (size_t i = 0; i < noptions; i++) {
		struct strbuf values = {0};
		enum values kind = append_values(&values, &options[i], ' ');
		if (options[i].argument) {
			strbuf_printf(out, "\t--%s", options[i].name);
			if (options[i].letter)
				strbuf_printf(out, "|-%c", options[i].letter);
			if (kind == VALUES_WORDS)
				strbuf_printf(out, ") words='%s' ;;\n", strbuf_text(&values));
			else
				strbuf_printf(out, ") words=%s ;;\n", kind == VALUES_FILES ? "FILES" : "");
		}
		strbuf_free(&values);
	}
}

static void append_bash_options(struct strbuf *out)
{
	size_t noptions;
	const struct option_entry *options = options_table(&noptions);
	for (size_t command = 0; command < COMMAND_NCOMMANDS; command++) {
		strbuf_printf(out, "\t\t\t%s) words='", options_commands()[command].name);
		for (size_t i = 0, n = 0; i < noptions; i++)
			if (options[i].commands & 1u << command)
				strbuf_printf(out, "%s--%s%s", n++ ? " " : "", options[i].name,
					      options[i].argument ? "=" : "");
		strbuf_append_text(out, "' ;;\n");
	}
}

static void append_bash(struct strbuf *out, const struct catalog *catalog)
{
	(void)catalog;
	strbuf_append_text(
		out,
		"# bash completion for gouji\n"
		"_gouji()\n"
		"{\n"
		"\tlocal cur=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
		"\tlocal command=browse given= words=FILES i\n"
		"\t# --format=text comes as three words.\n"
		"\tif [[ $cur == = ]]; then cur=;"
		" elif [[ $before == = ]]; then before=${COMP_WORDS[COMP_CWORD - 2]}; fi\n"
		"\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
		"\t\tcase ${COMP_WORDS[i]} in\n"
		"\t\t");
	for (size_t i = 0; i < COMMAND_NCOMMANDS; i++)
		strbuf_printf(out, "%s%s", i ? "|" : "", options_commands()[i].name);
	strbuf_append_text(out,
		") command=${COMP_WORDS[i]} given=yes; break ;;\n"
		"\t\tesac\n"
		"\tdone\n"
		"\tcase $before in\n");
	append_bash_values(out);
	strbuf_append_text(out,
		"\t*)\n"
		"\t\tif [[ $cur == -* ]]; then\n"
		"\t\t\tcase $command in\n");
	append_bash_options(out);
	strbuf_append_text(out,
		"\t\t\tesac\n"
		"\t\telif [[ $command == rules ]]; then\n"
		"\t\t\twords=$(gouji rules --format=csv 2>/dev/null | sed 1d | cut -d, -f1)\n"
		"\t\tfi ;;\n"
		"\tesac\n"
		"\tif [[ $words == FILES ]]; then\n"
		"\t\tcompopt -o filenames 2>/dev/null\n"
		"\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$cur\"; [[ $given || $cur == */* ]] || compgen -W '");
	append_command_names(out);
	strbuf_append_text(out,
		"' -- \"$cur\")\n"
		"\telse\n"
		"\t\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n"
		"\t\t[[ ${COMPREPLY[0]} != *= ]] || compopt -o nospace 2>/dev/null\n"
		"\tfi\n"
		"}\n"
		"complete -F _gouji gouji\n");
}

/* ---- zsh ---- */

/* '(-f --format)'{-f+,--format=}'[what it does]:FORMAT:(text csv)' */
static void append_zsh_option(struct strbuf *out, const struct option_entry *option, const struct catalog *catalog)
{
	const char *value = option->argument ? "=" : "";
	struct strbuf values = {0};
	enum values kind = append_values(&values, option, ' ');
	bool again = strcmp(option->name, "rules") == 0;
	strbuf_append_text(out, "\t\t\t");
	if (option->letter && again)
		strbuf_printf(out, "'*'{-%c+,--%s=}'[", option->letter, option->name);
	else if (option->letter)
		strbuf_printf(out, "'(-%c --%s)'{-%c%s,--%s%s}'[", option->letter, option->name, option->letter,
			      option->argument ? "+" : "", option->name, value);
	else
		strbuf_printf(out, "'--%s%s[", option->name, value);
	append_quoted(out, tr(catalog, option->help), "[]:\\");
	strbuf_append_byte(out, ']');
	if (kind == VALUES_FILES)
		strbuf_append_text(out, ":file:_files");
	else if (kind == VALUES_WORDS)
		strbuf_printf(out, ":value:(%s)", strbuf_text(&values));
	else if (option->argument)
		strbuf_append_text(out, ":value:");
	strbuf_append_text(out, "' \\\n");
	strbuf_free(&values);
}

static void append_zsh(struct strbuf *out, const struct catalog *catalog)
{
	size_t noptions;
	const struct option_entry *options = options_table(&noptions);
	strbuf_append_text(out, "#compdef gouji\n"
				"_gouji()\n"
				"{\n"
				"\tlocal -a commands\n"
				"\tlocal command=browse given=${words[(r)(");
	for (size_t i = 0; i < COMMAND_NCOMMANDS; i++)
		strbuf_printf(out, "%s%s", i ? "|" : "", options_commands()[i].name);
	strbuf_append_text(out, ")]}\n\tcommands=(\n");
	for (size_t i = 0; i < COMMAND_NCOMMANDS; i++) {
		strbuf_printf(out, "\t\t'%s:", options_commands()[i].name);
		append_quoted(out, tr(catalog, options_commands()[i].help), ":\\");
		strbuf_append_text(out, "'\n");
	}
	strbuf_append_text(out, "\t)\n"
				"\t[[ -n $given ]] && command=$given\n"
				"\tcase $command in\n");
	for (size_t command = 0; command < COMMAND_NCOMMANDS; command++) {
		strbuf_printf(out, "\t%s)\n\t\t_arguments -s -S \\\n", options_commands()[command].name);
		for (size_t i = 0; i < noptions; i++)
			if (options[i].commands & 1u << command)
				append_zsh_option(out, &options[i], catalog);
		strbuf_printf(out, "\t\t\t'*: :_gouji_operands' ;;\n");
	}
	strbuf_append_text(out,
		"\tesac\n"
		"}\n"
		"_gouji_operands()\n"
		"{\n"
		"\t[[ -n $given ]] || _describe command commands\n"
		"\tif [[ $command == rules ]]; then\n"
		"\t\tcompadd -- ${${(f)\"$(gouji rules --format=csv 2>/dev/null)\"}[2,-1]%%,*}\n"
		"\telse\n"
		"\t\t_files\n"
		"\tfi\n"
		"}\n"
		"_gouji \"$@\"\n");
}

/* ---- fish ---- */

static void append_fish_option(struct strbuf *out, const struct option_entry *option, const struct catalog *catalog)
{
	const unsigned all = (1u << COMMAND_NCOMMANDS) - 1;
	struct strbuf values = {0};
	enum values kind = append_values(&values, option, ' ');
	strbuf_append_text(out, "complete -c gouji");
	/* Without a command it is browse. */
	if (option->commands != all) {
		strbuf_append_text(out, option->commands & 1u << COMMAND_BROWSE
						? " -n 'not __fish_seen_subcommand_from"
						: " -n '__fish_seen_subcommand_from");
		for (size_t i = 0; i < COMMAND_NCOMMANDS; i++)
			if (!(option->commands & 1u << COMMAND_BROWSE) == !!(option->commands & 1u << i))
				strbuf_printf(out, " %s", options_commands()[i].name);
		strbuf_append_byte(out, '\'');
	}
	strbuf_printf(out, " -l %s", option->name);
	if (option->letter)
		strbuf_printf(out, " -s %c", option->letter);
	if (kind == VALUES_FILES)
		strbuf_append_text(out, " -r");
	else if (option->argument)
		strbuf_printf(out, " -x -a '%s'", strbuf_text(&values));
	strbuf_append_text(out, " -d '");
	append_quoted(out, tr(catalog, option->help), "\\");
	strbuf_append_text(out, "'\n");
	strbuf_free(&values);
}

static void append_fish(struct strbuf *out, const struct catalog *catalog)
{
	size_t noptions;
	const struct option_entry *options = options_table(&noptions);
	strbuf_append_text(out, "# fish completion for gouji\n");
	for (size_t i = 0; i < COMMAND_NCOMMANDS; i++) {
		strbuf_append_text(out, "complete -c gouji -n 'not __fish_seen_subcommand_from ");
		append_command_names(out);
		strbuf_printf(out, "' -a %s -d '", options_commands()[i].name);
		append_quoted(out, tr(catalog, options_commands()[i].help), "\\");
		strbuf_append_text(out, "'\n");
	}
	for (size_t i = 0; i < noptions; i++)
		append_fish_option(out, &options[i], catalog);
	strbuf_append_text(out, "complete -c gouji -n '__fish_seen_subcommand_from rules' -f -a "
				"'(gouji rules --format=csv 2>/dev/null | sed 1d | cut -d, -f1)'\n");
}

void completion_append(struct strbuf *out, enum completion_choice shell, const struct catalog *catalog)
{
	static void (*const append[COMPLETION_NONE])(struct strbuf *, const struct catalog *) = {
		[COMPLETION_BASH] = append_bash,
		[COMPLETION_ZSH] = append_zsh,
		[COMPLETION_FISH] = append_fish,
	};
	append[shell](out, catalog);
}
