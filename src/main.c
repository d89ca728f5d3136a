/* gouji: checks the annual reports of Chinese public bodies on open government. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/embedded.h"
#include "base/places.h"
#include "commands.h"
#include "ui/browse.h"

/* A first word that is neither a command nor a path is most likely a command with a slip in it. */
static bool is_slip(const struct options *options)
{
	struct stat info;
	return !options->command_given && stat(options->paths[0], &info) < 0 && errno == ENOENT;
}

/* What a run needs of the person's and the program's files, beside its options. */
struct loaded {
	struct run *run;
	const char *directory;          /* of the person's own files; NULL for none */
	struct knowledge knowledge;
	struct arena arena;             /* of the roster */
	struct roster roster;
};

/* Loads what the program knows, and the roster if there is one to heed. */
static bool load(void *context, struct error *error)
{
	struct loaded *loaded = context;
	struct run *run = loaded->run;
	const struct options *options = run->options;
	if (!knowledge_load_with(&loaded->knowledge, loaded->directory, options->rule_files,
				 options->help ? 0 : options->nrule_files, error))
		return false;
	loaded->knowledge.forced_encoding = options->encoding;
	if (!options->roster || options->help || options->version)
		return true;
	run->roster = &loaded->roster;
	return roster_read(&loaded->roster, &loaded->arena, options->roster, run->locale->language.catalog, error);
}

static int browse(struct loaded *loaded, const struct config *config)
{
	static const enum term_colour colours[] = {
		[COLOUR_AUTO] = TERM_COLOUR_AUTO,
		[COLOUR_ALWAYS] = TERM_COLOUR_ALWAYS,
		[COLOUR_NEVER] = TERM_COLOUR_NEVER,
	};
	const struct run *run = loaded->run;
	const struct options *options = run->options;
	const struct catalog *catalog = run->locale->language.catalog;
	struct language language = run->locale->language;
	language.ascii |= config->settings.values[SETTING_ASCII] != 0;
	const struct browse_options browse_options = {
		.paths = options->paths,
		.npaths = options->npaths,
		.knowledge = &loaded->knowledge,
		.uses_cache = !options->no_cache,
		.prepare = load,
		.prepare_context = loaded,
		.directory = loaded->directory,
		.rule_files = options->rule_files,
		.nrule_files = options->nrule_files,
		.language = &language,
		.roster = options->roster ? &loaded->roster : NULL,
		.config = config,
		.colour = colours[options->colour],
		.ascii = language.ascii,
		.show_source = options->source,
		.store_path = options->verdicts,
	};
	struct error error = {""};
	if (is_slip(options)) {
		diagnose(run->diagnostics, tr(catalog, "no such command or file: '%s'"), options->paths[0]);
		diagnose(run->diagnostics, "%s", tr(catalog, "try 'gouji --help'"));
		return STATUS_TROUBLE;
	}
	if (!isatty(STDOUT_FILENO)) {
		diagnose(run->diagnostics, "%s",
			 tr(catalog, "browse needs a terminal; 'gouji check' writes to a file or pipe"));
		return STATUS_TROUBLE;
	}
	if (run->locale->missing) {
		diagnose(run->diagnostics,
			 tr(catalog,
			    "the locale %s is not installed; install it, or set LC_ALL=C.UTF-8 on a UTF-8 terminal"),
			 run->locale->missing);
		return STATUS_TROUBLE;
	}
	int status = browse_run(&browse_options, &error);
	if (error.text[0])
		diagnose(run->diagnostics, "%s", error.text);
	return status;
}

/* Writes a text to keep as a file: in UTF-8, whatever the locale. */
static int dump(const struct run *run, struct str text)
{
	if (fwrite(text.ptr, 1, text.nbytes, stdout) == text.nbytes && fflush(stdout) == 0)
		return STATUS_CLEAN;
	if (errno != EPIPE)
		diagnose(run->diagnostics, tr(run->locale->catalog, "the output cannot be written: %s"),
			 strerror(errno));
	return STATUS_TROUBLE;
}

/* Prints the configuration that is in effect. */
static int dump_config(const struct run *run, const struct config *config)
{
	struct strbuf text = {0};
	config_append(config, &text);
	int status = dump(run, strbuf_view(&text));
	strbuf_free(&text);
	return status;
}

/* Prints a file of data/ as it was compiled in, or the names of all. */
static int dump_data(const struct run *run)
{
	const char *name = run->options->dump_data;
	struct str file = embedded_find(name);
	struct strbuf names = {0};
	for (size_t i = 0; i < embedded_nfiles; i++)
		strbuf_printf(&names, "%s\n", embedded_files[i].name);
	int status = STATUS_TROUBLE;
	if (strcmp(name, OPTIONS_DATA_LIST) == 0)
		status = dump(run, strbuf_view(&names));
	else if (file.ptr)
		status = dump(run, file);
	else
		diagnose(run->diagnostics,
			 tr(run->locale->catalog, "no data of this name: '%s'; '--dump-data=list' names all"), name);
	strbuf_free(&names);
	return status;
}

/* Commands that show a configuration, or the browser, which has one. */
static int run_with_config(struct loaded *loaded)
{
	const struct run *run = loaded->run;
	struct config config;
	struct error error;
	int status = STATUS_TROUBLE;
	if (!config_load(&config, loaded->directory, &error))
		diagnose(run->diagnostics, "%s", error.text);
	else if (run->options->dump_config)
		status = dump_config(run, &config);
	else
		status = browse(loaded, &config);
	config_free(&config);
	return status;
}

static int run_options(struct run *run)
{
	struct strbuf own = {0};
	struct loaded loaded = {.run = run};
	struct error error;
	const struct options *options = run->options;
	bool only_tells = options_only_tell(options);
	int status = STATUS_TROUBLE;
	if (!options->help && places_append(PLACE_CONFIG, &own) && !places_is_closed(strbuf_text(&own)))
		loaded.directory = strbuf_text(&own);
	run->knowledge = &loaded.knowledge;
	if (options->dump_data && !only_tells)
		status = dump_data(run);
	else if (options->command == COMMAND_BROWSE && !only_tells)
		status = run_with_config(&loaded);
	else if (load(&loaded, &error))
		status = commands_run(run);
	else
		diagnose(run->diagnostics, "%s", error.text);
	knowledge_free(&loaded.knowledge);
	arena_free(&loaded.arena);
	strbuf_free(&own);
	return status;
}

/* Where a standard descriptor is closed, what is opened first would get its number, and output or messages with it. In
 * its place stands one that cannot be used in its direction. */
static void hold_standard_descriptors(void)
{
	static const int modes[] = {O_WRONLY, O_RDONLY, O_RDONLY};
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", modes[fd]) < 0)
			_exit(STATUS_TROUBLE);
}

int main(int argc, char **argv)
{
	struct locale_setup locale;
	struct options options;
	struct diagnostics diagnostics;
	struct error error;
	struct run run = {.options = &options, .locale = &locale, .diagnostics = &diagnostics};
	int status = STATUS_TROUBLE;
	hold_standard_descriptors();
	bool located = locale_setup(&locale, options_find_language(argc, argv), &error);
	diagnose_start(&diagnostics, locale.is_utf8 ? NULL : locale.charset, locale.catalog);
	if (!located)
		diagnose(&diagnostics, "%s", error.text);
	if (options_parse(&options, argc, argv, locale.catalog, &error)) {
		locale.language.ascii = options.ascii;
		status = run_options(&run);
	} else {
		diagnose(&diagnostics, "%s", error.text);
		diagnose(&diagnostics, "%s", tr(locale.catalog, "try 'gouji --help'"));
	}
	options_free(&options);
	diagnose_stop(&diagnostics);
	locale_free(&locale);
	return status;
}
