#include "commands.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "batch.h"
#include "completion.h"
#include "help.h"
#include "output/csv.h"
#include "output/ndjson.h"
#include "output/rules.h"
#include "output/show.h"
#include "output/sql.h"
#include "output/stats.h"
#include "output/text.h"
#include "output/verdicts.h"
#include "review/merge.h"
#include "review/store.h"

enum { DEFAULT_NCOLS = 80, MIN_NCOLS = 20 };

/* How a command writes in a format. */
struct writer {
	void (*head)(struct writing *writing);
	writing_report *report;
	/* Of an examined file, without a word on the file; NULL: not for this command */
	writing_report *findings;
	void (*end)(struct writing *writing); /* may be NULL */
};

static bool wants_colour(const struct options *options)
{
	const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
	if (options->colour != COLOUR_AUTO)
		return options->colour == COLOUR_ALWAYS;
	return isatty(STDOUT_FILENO) && !(no_colour && no_colour[0]) && terminal && terminal[0] &&
	       strcmp(terminal, "dumb") != 0;
}

static enum output_format output_format(const struct options *options)
{
	if (options->format != OUTPUT_DEFAULT)
		return options->format;
	return options->command == COMMAND_EXPORT ? OUTPUT_CSV : OUTPUT_TEXT;
}

/* Formats for programs are UTF-8 in every locale, but not on a terminal that would show something else. */
static const char *output_charset(const struct run *run)
{
	if (run->locale->is_utf8 || (output_format(run->options) != OUTPUT_TEXT && !isatty(STDOUT_FILENO)))
		return NULL;
	return run->locale->charset;
}

static void put_summary(const struct run *run, const struct batch *batch)
{
	if (!run->diagnostics->is_terminal)
		return;
	diagnose_note(run->diagnostics,
		      tr(run->locale->language.catalog,
			 "files: %zu, checked: %zu, errors: %zu, warnings: %zu, notices: %zu, not assessable: %zu"),
		      batch->nfiles, batch->nchecked, batch->nfound[SEVERITY_ERROR], batch->nfound[SEVERITY_WARNING],
		      batch->nfound[SEVERITY_NOTICE], batch->not_assessable);
}

static int run_batch(const struct run *run, struct writing *writing, const struct writer *writers)
{
	const struct writer *writer = &writers[output_format(run->options)];
	struct batch batch = {
		.options = run->options,
		.diagnostics = run->diagnostics,
		.writing = writing,
		.write = writer->report,
		.write_findings = writer->findings,
		.roster = run->roster,
		.tells_unchecked = run->options->command != COMMAND_CHECK,
		.prompt = isatty(STDOUT_FILENO),
	};
	if (writer->head)
		writer->head(writing);
	batch_run(&batch);
	if (writer->end)
		writer->end(writing);
	sink_flush(writing->sink);
	put_summary(run, &batch);
	return run->options->command == COMMAND_CHECK && batch.failed ? STATUS_FOUND : STATUS_CLEAN;
}

static int check(const struct run *run, struct writing *writing)
{
	static const struct writer writers[] = {
		[OUTPUT_TEXT] = {NULL, text_check_report, text_check_report, NULL},
		[OUTPUT_NDJSON] = {NULL, ndjson_check_report, ndjson_check_findings, NULL},
		[OUTPUT_CSV] = {csv_check_head, csv_check_report, csv_check_report, NULL},
	};
	return run_batch(run, writing, writers);
}

static int export(const struct run *run, struct writing *writing)
{
	static const struct writer writers[] = {
		[OUTPUT_TEXT] = {tabs_export_head, tabs_export_report, NULL, NULL},
		[OUTPUT_NDJSON] = {NULL, ndjson_export_report, NULL, NULL},
		[OUTPUT_CSV] = {csv_export_head, csv_export_report, NULL, NULL},
		[OUTPUT_SQLITE] = {sql_export_head, sql_export_report, NULL, sql_export_end},
	};
	return run_batch(run, writing, writers);
}

static int stats(const struct run *run, struct writing *writing)
{
	static const struct writer writers[] = {
		[OUTPUT_TEXT] = {NULL, stats_take_report, stats_take_findings, stats_put_text},
		[OUTPUT_NDJSON] = {NULL, stats_take_report, stats_take_findings, stats_put_ndjson},
		[OUTPUT_CSV] = {NULL, stats_take_report, stats_take_findings, stats_put_csv},
	};
	stats_start(writing);
	int status = run_batch(run, writing, writers);
	stats_free(writing);
	return status;
}

/* Of the option, the terminal, the environment, or a screen of old. */
static size_t output_ncols(const struct options *options)
{
	struct winsize size;
	const char *columns = getenv("COLUMNS");
	size_t ncols = options->width_ncols;
	if (!ncols && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
		ncols = size.ws_col;
	if (!ncols && columns)
		ncols = (size_t)strtoul(columns, NULL, 10);
	if (!ncols || ncols > UINT16_MAX)
		ncols = DEFAULT_NCOLS;
	return ncols < MIN_NCOLS ? MIN_NCOLS : ncols;
}

static void tell_unreadable(const struct run *run, const char *path, const struct report *report)
{
	bool failed = report->state == REPORT_UNREADABLE;
	diagnose(run->diagnostics, "%s: %s", path, failed
		? strerror(report->error_number)
		: tr(run->locale->language.catalog, report_state_text(report->state)));
}

static int show(const struct run *run, struct writing *writing)
{
	struct opened opened = {0};
	const struct render_options options = {
		.ncols = output_ncols(run->options),
		.ambiguous = width_ambiguous_for(run->locale->charset),
		.show_source = run->options->source,
		.language = &run->locale->language,
	};
	for (size_t i = 0, nshown = 0; i < run->options->npaths && !sink_error(writing->sink); i++) {
		opened_open(&opened, run->knowledge, run->options->paths[i]);
		const struct report *report = opened_report(&opened);
		if (report->state == REPORT_UNREADABLE || report->state == REPORT_NOT_REGULAR) {
			tell_unreadable(run, opened.path, report);
			continue;
		}
		if (nshown++)
			sink_write(writing->sink, STR("\n"));
		show_report(writing, &opened, &options);
	}
	opened_free(&opened);
	return STATUS_CLEAN;
}

static const struct rule *find_rule(const struct rules *rules, const char *id)
{
	for (size_t i = 0; i < rules->count; i++) {
		struct str known = rules->list[i].id;
		if (known.nbytes == strlen(id) && strncasecmp(known.ptr, id, known.nbytes) == 0)
			return &rules->list[i];
	}
	return NULL;
}

static void put_rule(const struct run *run, struct writing *writing, const struct rule *rule, bool full)
{
	switch (output_format(run->options)) {
	case OUTPUT_NDJSON:
		rules_put_ndjson(writing, rule);
		break;
	case OUTPUT_CSV:
		rules_put_csv(writing, rule);
		break;
	case OUTPUT_TEXT:
	case OUTPUT_SQLITE:
	case OUTPUT_DEFAULT:
		rules_put_text(writing, rule, full);
		break;
	}
}

static int rules(const struct run *run, struct writing *writing)
{
	const struct options *options = run->options;
	const struct rules *known = knowledge_current_form(run->knowledge)->rules;
	if (output_format(options) == OUTPUT_CSV)
		rules_put_csv_head(writing);
	for (size_t i = 0; !options->npaths && i < known->count; i++)
		put_rule(run, writing, &known->list[i], false);
	for (size_t i = 0; i < options->npaths; i++) {
		const struct rule *rule = find_rule(known, options->paths[i]);
		if (rule)
			put_rule(run, writing, rule, true);
		else
			diagnose(run->diagnostics, tr(run->locale->language.catalog, "no such rule: '%s'"),
				 options->paths[i]);
	}
	return STATUS_CLEAN;
}

/* Takes over the stores of colleagues. False when one could not be taken over. */
static bool merge_stores(const struct run *run, struct store *store)
{
	bool merged = true;
	for (size_t i = 0; i < run->options->npaths; i++) {
		struct merge_counts counts;
		struct error error;
		if (merge_file(store, run->options->paths[i], &counts, &error)) {
			diagnose_note(run->diagnostics,
				      tr_plural(run->locale->language.catalog, counts.nread,
						N_("%s: %zu change, %zu of them new"),
						N_("%s: %zu changes, %zu of them new")),
				      run->options->paths[i], counts.nread, counts.nnew);
		} else {
			diagnose(run->diagnostics, "%s", error.text);
			merged = false;
		}
	}
	return merged;
}

/* All judgements in order of time; where stores are merged, those on which people differ. */
static int verdicts(const struct run *run, struct writing *writing)
{
	enum verdicts_format format = (enum verdicts_format)output_format(run->options);
	const struct store_options options = {.path = run->options->verdicts, .catalog = run->locale->language.catalog};
	struct error error = {""};
	struct store *store = store_open(&options, &error);
	int status = STATUS_CLEAN;
	if (error.text[0])
		diagnose(run->diagnostics, "%s", error.text);
	verdicts_put_head(writing, format);
	if (run->options->npaths && merge_stores(run, store)) {
		struct differences differences = {0};
		merge_find_differences(store, &differences);
		for (size_t i = 0; i < differences.count; i++)
			for (size_t j = 0; j < 2; j++)
				verdicts_put(writing, format, differences.list[i].judgements[j]);
		status = differences.count ? STATUS_FOUND : STATUS_CLEAN;
		merge_free(&differences);
	} else if (!run->options->npaths) {
		const struct judgement **list;
		size_t count = store_list(store, &list);
		for (size_t i = 0; i < count; i++)
			verdicts_put(writing, format, list[i]);
		free(list);
	}
	store_close(store);
	return status;
}

static int put_help(const struct run *run, struct writing *writing)
{
	const struct options *options = run->options;
	const struct catalog *catalog = run->locale->language.catalog;
	if (options->completion != COMPLETION_NONE)
		completion_append(&writing->line, options->completion, catalog);
	else if (options->help)
		help_append(&writing->line, options->command_given ? options->command : COMMAND_NCOMMANDS, catalog);
	else
		help_append_version(&writing->line, run->locale->charset, knowledge_current_form(run->knowledge)->rules,
				    catalog);
	writing_put_line(writing);
	return STATUS_CLEAN;
}

static int run_command(const struct run *run, struct writing *writing)
{
	static int (*const commands[COMMAND_NCOMMANDS])(const struct run *, struct writing *) = {
		[COMMAND_CHECK] = check, [COMMAND_EXPORT] = export, [COMMAND_SHOW] = show, [COMMAND_RULES] = rules,
		[COMMAND_VERDICTS] = verdicts, [COMMAND_STATS] = stats,
	};
	if (options_only_tell(run->options))
		return put_help(run, writing);
	return commands[run->options->command](run, writing);
}

int commands_run(const struct run *run)
{
	struct writing writing = {
		.sink = sink_open(stdout, output_charset(run)),
		.knowledge = run->knowledge,
		.language = &run->locale->language,
		.all = run->options->all,
		.colour = wants_colour(run->options),
	};
	run->diagnostics->output = writing.sink;
	int status = run_command(run, &writing);
	run->diagnostics->output = NULL;
	int error_number = sink_close(writing.sink);
	writing_free(&writing);
	if (error_number && error_number != EPIPE)
		diagnose(run->diagnostics, tr(run->locale->language.catalog, "the output cannot be written: %s"),
			 strerror(error_number));
	return error_number || run->diagnostics->trouble ? STATUS_TROUBLE : status;
}
