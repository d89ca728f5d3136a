#include "help.h"

#include <string.h>

#include "base/clip.h"
#include "version.h"

enum { COMMAND_NCOLS = 22, OPTION_NCOLS = 38 };

/* Pads the line that began at `start` to `ncols` columns, with one blank at least. */
static void pad(struct strbuf *out, size_t start, size_t ncols)
{
	size_t used = clip_measure(str_slice(strbuf_view(out), start, out->nbytes), WIDTH_AMBIGUOUS_1);
	strbuf_append_repeat(out, ' ', used < ncols ? ncols - used : 1);
}

static void append_commands(struct strbuf *out, const struct catalog *catalog)
{
	const struct command_entry *commands = options_commands();
	strbuf_printf(out, "\n%s\n", tr(catalog, "Commands:"));
	for (size_t i = 0; i < COMMAND_NCOMMANDS; i++) {
		size_t start = out->nbytes;
		strbuf_printf(out, "  %s %s", commands[i].name, commands[i].operands);
		pad(out, start, COMMAND_NCOLS);
		strbuf_printf(out, "%s\n", tr(catalog, commands[i].help));
	}
}

static void append_option(struct strbuf *out, const struct option_entry *option, const struct catalog *catalog)
{
	size_t start = out->nbytes;
	if (option->letter)
		strbuf_printf(out, "  -%c, --%s", option->letter, option->name);
	else
		strbuf_printf(out, "      --%s", option->name);
	if (option->argument)
		strbuf_printf(out, "=%s", tr(catalog, option->argument));
	pad(out, start, OPTION_NCOLS);
	strbuf_printf(out, "%s\n", tr(catalog, option->help));
}

void help_append(struct strbuf *out, enum command command, const struct catalog *catalog)
{
	size_t noptions;
	const struct option_entry *options = options_table(&noptions);
	strbuf_append_text(out, tr(catalog, "Usage: "));
	if (command == COMMAND_NCOMMANDS) {
		strbuf_printf(out, "gouji [COMMAND] [OPTION...] [PATH...]\n%s\n",
			      tr(catalog, "Checks the annual reports of Chinese public bodies on open government."));
		append_commands(out, catalog);
	} else {
		const struct command_entry *entry = &options_commands()[command];
		strbuf_printf(out, "gouji %s [OPTION...] %s\n%s\n", entry->name, entry->operands,
			      tr(catalog, entry->help));
	}
	strbuf_printf(out, "\n%s\n", tr(catalog, "Options:"));
	for (size_t i = 0; i < noptions; i++)
		if (command == COMMAND_NCOMMANDS || options[i].commands & (1u << command))
			append_option(out, &options[i], catalog);
	strbuf_append_byte(out, '\n');
	if (command != COMMAND_RULES && command != COMMAND_VERDICTS)
		strbuf_append_text(out, tr(catalog,
			"PATH is a file or a directory, . where none is given; "
			"- is standard input (not for browse).\n"));
	strbuf_append_text(out, tr(catalog,
		"Exit status: 0 no error found, 1 check found at least one, 2 trouble.\n"));
}

void help_append_version(struct strbuf *out, const char *charset, const struct rules *rules,
			 const struct catalog *catalog)
{
	struct str form = rules->format->name;
	strbuf_append_text(out, "gouji " GOUJI_VERSION "\n");
	strbuf_printf(out, "%s\n", tr(catalog, "License: MIT. There is no warranty, to the extent permitted by law."));
	strbuf_printf(out, tr(catalog, "Character set: %s\n"), charset);
	strbuf_printf(out, tr(catalog, "Form: %.*s, %zu rules\n"), (int)form.nbytes, form.ptr, rules->count);
}
