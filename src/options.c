#include "options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

enum {
	FIRST_LONG_ID = 256,            /* getopt_long's value for the first option of the table */
	OPERAND_ID = 1,                 /* and for an operand */
	MIN_WIDTH_NCOLS = 20,
	MAX_WIDTH_NCOLS = 9999,
};

enum option_id {
	OPTION_FORMAT,
	OPTION_ALL,
	OPTION_FAIL_ON,
	OPTION_FILES_FROM,
	OPTION_ROSTER,
	OPTION_ENCODING,
	OPTION_RULES,
	OPTION_WIDTH,
	OPTION_COLOR,
	OPTION_ASCII,
	OPTION_SOURCE,
	OPTION_VERDICTS,
	OPTION_NO_CACHE,
	OPTION_DUMP_CONFIG,
	OPTION_DUMP_DATA,
	OPTION_LANG,
	OPTION_COMPLETION,
	OPTION_HELP,
	OPTION_VERSION,
	OPTION_NOPTIONS,
};

#define BIT(command) (1u << (command))
enum {
	TAKEN_BY_ALL = BIT(COMMAND_NCOMMANDS) - 1,
	TAKEN_BY_LISTS = BIT(COMMAND_CHECK) | BIT(COMMAND_EXPORT) | BIT(COMMAND_STATS),
	TAKEN_BY_SCREENS = BIT(COMMAND_SHOW) | BIT(COMMAND_BROWSE),
};

static const struct command_entry commands[COMMAND_NCOMMANDS] = {
	[COMMAND_BROWSE] = {"browse", "[PATH...]", N_("browse reports and what was found in them (the default)")},
	[COMMAND_CHECK] = {"check", "[PATH...]", N_("list what was found, one finding a line")},
	[COMMAND_EXPORT] = {"export", "[PATH...]", N_("list every cell of every report")},
	[COMMAND_SHOW] = {"show", "FILE...", N_("show a report with its tables and findings")},
	[COMMAND_STATS] = {"stats", "[PATH...]", N_("count what was found, by rule, folder and year")},
	[COMMAND_RULES] = {"rules", "[ID...]", N_("list the rules, or explain some of them")},
	[COMMAND_VERDICTS] =
		{"verdicts", "[FILE...]",
		 N_("list verdicts and notes, or take over those of colleagues and list where they differ")},
};

static const struct option_entry table[OPTION_NOPTIONS] = {
	[OPTION_FORMAT] = {"format", 'f', "text|ndjson|csv|sqlite",
			   N_("output format (text; for export csv); sqlite for export alone"),
			   TAKEN_BY_LISTS | BIT(COMMAND_RULES) | BIT(COMMAND_VERDICTS)},
	[OPTION_ALL] = {"all", 'a', NULL, N_("list passed and not assessable checks too"), BIT(COMMAND_CHECK)},
	[OPTION_FAIL_ON] = {"fail-on", 0, "error|warning|notice",
			    N_("least severity that makes the exit status 1 (error)"), BIT(COMMAND_CHECK)},
	[OPTION_FILES_FROM] = {"files-from", 0, N_("FILE"), N_("read paths from FILE, one a line (-: standard input)"),
			       TAKEN_BY_LISTS},
	[OPTION_ROSTER] = {"roster", 0, N_("FILE"), N_("list bodies of FILE, one a line, that have no report"),
			   BIT(COMMAND_CHECK) | BIT(COMMAND_BROWSE)},
	[OPTION_ENCODING] = {"encoding", 'e', N_("NAME"), N_("character set of all files (found out by file)"),
			     TAKEN_BY_ALL & ~BIT(COMMAND_RULES) & ~BIT(COMMAND_VERDICTS)},
	[OPTION_RULES] = {"rules", 'r', N_("FILE"), N_("add the rules of FILE; may be given several times"),
			  TAKEN_BY_ALL},
	[OPTION_WIDTH] = {"width", 'w', N_("COLUMNS"), N_("width of the output (that of the terminal, or 80)"),
			  BIT(COMMAND_SHOW)},
	[OPTION_COLOR] = {"color", 0, "auto|always|never", N_("when to use colour (auto)"), TAKEN_BY_ALL},
	[OPTION_ASCII] = {"ascii", 0, NULL, N_("draw lines and marks in ASCII"), TAKEN_BY_SCREENS},
	[OPTION_SOURCE] = {"source", 's', NULL, N_("show the source below each row of a table"), TAKEN_BY_SCREENS},
	[OPTION_VERDICTS] = {"verdicts", 0, N_("FILE"),
			     N_("keep verdicts and notes in FILE ($XDG_DATA_HOME/gouji/verdicts.db)"),
			     BIT(COMMAND_BROWSE) | BIT(COMMAND_VERDICTS)},
	[OPTION_NO_CACHE] = {"no-cache", 0, NULL, N_("read every file anew, and keep nothing for the next start"),
			     BIT(COMMAND_BROWSE)},
	[OPTION_DUMP_CONFIG] = {"dump-config", 0, NULL, N_("print the keys, colours and settings in effect and exit"),
				BIT(COMMAND_BROWSE)},
	[OPTION_DUMP_DATA] = {"dump-data", 0, N_("DATA"),
			      N_("print DATA, a file of the rules, forms and words compiled in (list: their names), "
				 "and exit"),
			      BIT(COMMAND_BROWSE)},
	[OPTION_LANG] = {"lang", 0, "zh|en", N_("language of messages (that of the locale)"), TAKEN_BY_ALL},
	[OPTION_COMPLETION] = {"completion", 0, "bash|zsh|fish",
			       N_("print what makes a shell complete all this and exit"), BIT(COMMAND_BROWSE)},
	[OPTION_HELP] = {"help", 'h', NULL, N_("show this help, or that of the command, and exit"), TAKEN_BY_ALL},
	[OPTION_VERSION] = {"version", 'V', NULL, N_("show the version and exit"), TAKEN_BY_ALL},
};

const struct option_entry *options_table(size_t *count)
{
	*count = OPTION_NOPTIONS;
	return table;
}

const struct command_entry *options_commands(void)
{
	return commands;
}

const char *options_find_language(int argc, char *const *argv)
{
	static const char name[] = "--lang";
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		size_t nbytes = strcspn(argv[i], "=");
		/* An abbreviation will do, as for getopt_long. */
		if (nbytes <= 2 || nbytes >= sizeof(name) || strncmp(argv[i], name, nbytes) != 0)
			continue;
		return argv[i][nbytes] ? argv[i] + nbytes + 1 : argv[i + 1];
	}
	return NULL;
}

/* While reading. */
struct parser {
	struct options *options;
	const struct catalog *catalog;
	struct error *error;
	bool given[OPTION_NOPTIONS];
};

/* Which of the choices "a|b|c" a value is, or -1. */
static int find_choice(const char *choices, const char *value)
{
	struct str rest = str_from(choices), choice;
	for (int i = 0; str_split(&rest, '|', &choice); i++)
		if (str_equal(choice, str_from(value)))
			return i;
	return -1;
}

static bool read_width(struct parser *p, const char *value)
{
	char *end;
	unsigned long ncols = strtoul(value, &end, 10);
	if (value[0] < '0' || value[0] > '9' || *end || ncols < MIN_WIDTH_NCOLS || ncols > MAX_WIDTH_NCOLS)
		return error_set(p->error, tr(p->catalog, "--width takes a number from %d to %d, not '%s'"),
				 MIN_WIDTH_NCOLS, MAX_WIDTH_NCOLS, value);
	p->options->width_ncols = ncols;
	return true;
}

/* An option whose argument is one of its choices. */
static bool take_choice(struct parser *p, enum option_id option, const char *value)
{
	struct options *options = p->options;
	const struct option_entry *entry = &table[option];
	int choice = find_choice(entry->argument, value);
	if (choice < 0)
		return error_set(p->error, tr(p->catalog, "--%s takes %s, not '%s'"), entry->name, entry->argument,
				 value);
	if (option == OPTION_FORMAT)
		options->format = (enum output_format)choice;
	else if (option == OPTION_FAIL_ON)
		options->fail_on = (enum severity)(SEVERITY_ERROR - choice);
	else if (option == OPTION_COLOR)
		options->colour = (enum colour_choice)choice;
	else if (option == OPTION_COMPLETION)
		options->completion = (enum completion_choice)choice;
	else
		options->language = value;
	return true;
}

static bool take_option(struct parser *p, enum option_id option, const char *value)
{
	struct options *options = p->options;
	p->given[option] = true;
	switch (option) {
	case OPTION_FORMAT:
	case OPTION_FAIL_ON:
	case OPTION_COLOR:
	case OPTION_LANG:
	case OPTION_COMPLETION:
		return take_choice(p, option, value);
	case OPTION_WIDTH:
		return read_width(p, value);
	case OPTION_ENCODING:
		options->encoding = encoding_from_name(str_from(value));
		if (options->encoding == ENCODING_UNKNOWN)
			return error_set(p->error, tr(p->catalog, "no such encoding: '%s'"), value);
		break;
	case OPTION_RULES:
		options->rule_files[options->nrule_files++] = value;
		break;
	case OPTION_FILES_FROM:
		options->files_from = value;
		break;
	case OPTION_ROSTER:
		options->roster = value;
		break;
	case OPTION_ALL:
		options->all = true;
		break;
	case OPTION_VERDICTS:
		options->verdicts = value;
		break;
	case OPTION_NO_CACHE:
		options->no_cache = true;
		break;
	case OPTION_DUMP_DATA:
		options->dump_data = value;
		break;
	case OPTION_DUMP_CONFIG:
		options->dump_config = true;
		break;
	case OPTION_SOURCE:
		options->source = true;
		break;
	case OPTION_ASCII:
		options->ascii = true;
		break;
	case OPTION_HELP:
		options->help = true;
		break;
	case OPTION_VERSION:
		options->version = true;
		break;
	case OPTION_NOPTIONS:
		break;
	}
	return true;
}

static bool is_command(const char *word, enum command *command)
{
	for (size_t i = 0; i < COMMAND_NCOMMANDS; i++)
		if (strcmp(commands[i].name, word) == 0) {
			*command = (enum command)i;
			return true;
		}
	return false;
}

/* `may_be_command`: not behind `--`. */
static void take_operand(struct options *options, const char *operand, bool may_be_command)
{
	if (may_be_command && !options->command_given && !options->npaths && is_command(operand, &options->command))
		options->command_given = true;
	else
		options->paths[options->npaths++] = operand;
}

/* What getopt_long did not like: `answer` is '?' or ':', `word` the argument it had read. */
static bool fault_in_option(struct parser *p, int answer, const char *word)
{
	bool is_long = strncmp(word, "--", 2) == 0;
	char letter[] = {'-', (char)optopt, '\0'};
	if (!is_long && optopt > 0 && optopt < FIRST_LONG_ID)
		word = letter;
	if (answer == ':')
		return error_set(p->error, tr(p->catalog, "option '%s' needs an argument"), word);
	if (is_long && optopt)
		return error_set(p->error, tr(p->catalog, "option '%s' takes no argument"), word);
	return error_set(p->error, tr(p->catalog, "no such option: '%s'"), word);
}

/* The table as getopt_long wants it. The first '-' asks for operands in their place, the ':' for quiet faults. */
static void fill_getopt(struct option *longs, char *letters)
{
	*letters++ = '-';
	*letters++ = ':';
	for (size_t i = 0; i < OPTION_NOPTIONS; i++) {
		const struct option_entry *entry = &table[i];
		longs[i] = (struct option){
			.name = entry->name,
			.has_arg = entry->argument ? required_argument : no_argument,
			.val = FIRST_LONG_ID + (int)i,
		};
		if (entry->letter)
			*letters++ = entry->letter;
		if (entry->letter && entry->argument)
			*letters++ = ':';
	}
	longs[OPTION_NOPTIONS] = (struct option){0};
	*letters = '\0';
}

/* The option that getopt_long answers with: a letter, or a number for the long form. */
static enum option_id find_option(int answer)
{
	if (answer >= FIRST_LONG_ID)
		return (enum option_id)(answer - FIRST_LONG_ID);
	size_t i = 0;
	while (i < OPTION_NOPTIONS && table[i].letter != answer)
		i++;
	return (enum option_id)i;
}

static bool read_words(struct parser *p, int argc, char **argv)
{
	struct option longs[OPTION_NOPTIONS + 1];
	char letters[OPTION_NOPTIONS * 2 + 3];
	int id;
	fill_getopt(longs, letters);
	optind = 0; /* begin anew, whatever was read before */
	opterr = 0;
	while ((id = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		if (id == OPERAND_ID)
			take_operand(p->options, optarg, true);
		else if (id == '?' || id == ':')
			return fault_in_option(p, id, argv[optind - 1]);
		else if (!take_option(p, find_option(id), optarg))
			return false;
	}
	for (; optind < argc; optind++)
		take_operand(p->options, argv[optind], false);
	return true;
}

static bool check_operands(struct parser *p)
{
	struct options *options = p->options;
	bool lists_input = options->files_from && strcmp(options->files_from, "-") == 0;
	bool takes_reports = options->command != COMMAND_RULES && options->command != COMMAND_VERDICTS;
	for (size_t i = 0; takes_reports && i < options->npaths; i++) {
		if (strcmp(options->paths[i], "-") != 0)
			continue;
		if (options->command == COMMAND_BROWSE)
			return error_set(p->error, "%s",
					 tr(p->catalog,
					    "browse cannot read standard input; check, export, show and stats can"));
		if (lists_input)
			return error_set(p->error, "%s",
					 tr(p->catalog, "standard input cannot be both a report and a list"));
	}
	if (options->npaths || options->files_from || !takes_reports)
		return true;
	if (options->command == COMMAND_SHOW)
		return error_set(p->error, "%s", tr(p->catalog, "show needs a FILE"));
	options->paths[options->npaths++] = ".";
	return true;
}

/* Whether what was said fits together. Help and version are given whatever else there is. */
static bool check_options(struct parser *p)
{
	struct options *options = p->options;
	if (options->help || options->version)
		return true;
	for (size_t i = 0; i < OPTION_NOPTIONS; i++)
		if (p->given[i] && !(table[i].commands & BIT(options->command)))
			return error_set(p->error, tr(p->catalog, "%s takes no option --%s"),
					 commands[options->command].name, table[i].name);
	if (options->format == OUTPUT_SQLITE && options->command != COMMAND_EXPORT)
		return error_set(p->error, "%s", tr(p->catalog, "only export writes for sqlite"));
	return check_operands(p);
}

bool options_parse(struct options *options, int argc, char **argv, const struct catalog *catalog, struct error *error)
{
	size_t nwords = (size_t)(argc > 0 ? argc : 0) + 1;
	*options = (struct options){.format = OUTPUT_DEFAULT, .fail_on = SEVERITY_ERROR, .completion = COMPLETION_NONE};
	options->paths = alloc_zeroed(nwords, sizeof(*options->paths));
	options->rule_files = alloc_zeroed(nwords, sizeof(*options->rule_files));
	struct parser parser = {.options = options, .catalog = catalog, .error = error};
	return read_words(&parser, argc, argv) && check_options(&parser);
}

bool options_only_tell(const struct options *options)
{
	return options->help || options->version || options->completion != COMPLETION_NONE;
}

void options_free(struct options *options)
{
	free(options->paths);
	free(options->rule_files);
	*options = (struct options){0};
}
