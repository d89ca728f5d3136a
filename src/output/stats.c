#include "output/stats.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/clip.h"
#include "index/entry.h"
#include "index/statistics.h"
#include "output/csv.h"
#include "output/json.h"

enum { LABEL_NCOLS = 44, RULE_NCOLS = 10, NUMBER_NCOLS = 7 };

/* What was counted of a rule, and where it was met first. */
struct example {
	size_t nfindings;
	uint32_t line;
	struct str path, message;
};

struct stats {
	struct arena arena;
	struct example examples[RULE_MAX_COUNT + 1];
	size_t count, capacity;
	struct index_entry *entries;
	size_t next;                    /* the first entry that may still get findings from others */
};

static const char *const type_names[STATISTICS_NGROUPS] = {
	[STATISTICS_RULES] = "rule",
	[STATISTICS_FOLDERS] = "folder",
	[STATISTICS_YEARS] = "year",
	[STATISTICS_REQUESTS] = "requests",
};

void stats_start(struct writing *writing)
{
	writing->stats = alloc_zeroed(1, sizeof(*writing->stats));
}

void stats_free(struct writing *writing)
{
	struct stats *stats = writing->stats;
	if (!stats)
		return;
	free(stats->entries);
	arena_free(&stats->arena);
	free(stats);
	writing->stats = NULL;
}

/* ---- Counting ---- */

static void count_findings(struct writing *writing, const char *path, const struct examiner *examined)
{
	struct stats *stats = writing->stats;
	for (size_t i = 0; i < examined->findings.count; i++) {
		const struct finding *finding = &examined->findings.list[i];
		struct example *example = &stats->examples[finding->rule->number];
		if (!finding_is_open(finding) || example->nfindings++)
			continue;
		example->line = finding->line;
		example->path = arena_copy(&stats->arena, str_from(path));
		example->message = arena_copy(&stats->arena, writing_message(writing, finding, &examined->report));
	}
}

void stats_take_report(struct writing *writing, const char *path, const struct examiner *examined)
{
	struct stats *stats = writing->stats;
	if (!report_is_checked(&examined->report))
		return;
	stats->entries = alloc_grow(stats->entries, stats->count, &stats->capacity, sizeof(*stats->entries));
	stats->entries[stats->count++] = entry_make(&stats->arena, NULL, &writing->knowledge->words, path,
						    &examined->report, &examined->findings, NULL);
	count_findings(writing, path, examined);
}

void stats_take_findings(struct writing *writing, const char *path, const struct examiner *examined)
{
	struct stats *stats = writing->stats;
	while (stats->next < stats->count && !path_is(index_entry_path(&stats->entries[stats->next]), path))
		stats->next++;
	if (stats->next == stats->count)
		return;
	const struct index_found found = entry_count_found(&examined->findings);
	entry_exchange_found(&stats->entries[stats->next], &stats->arena, NULL, &found);
	count_findings(writing, path, examined);
}

/* ---- Writing ---- */

/* Writes a line of the sums in some format. `example` is NULL for what is no rule. */
typedef void put_line(struct writing *writing, enum statistics_group group, const struct statistics_line *line,
		      const struct example *example);

static void put_all(struct writing *writing, void (*head)(struct writing *, enum statistics_group), put_line *put)
{
	struct stats *stats = writing->stats;
	struct statistics *sums = statistics_new(knowledge_current_form(writing->knowledge)->rules);
	for (size_t i = 0; i < stats->count; i++)
		statistics_add(sums, &stats->entries[i]);
	for (int i = 0; i < STATISTICS_NGROUPS; i++) {
		enum statistics_group group = (enum statistics_group)i;
		size_t count;
		const struct statistics_line *lines = statistics_lines(sums, group, &count);
		if (head)
			head(writing, group);
		for (size_t j = 0; j < count; j++)
			put(writing, group, &lines[j], lines[j].rule ? &stats->examples[lines[j].rule->number] : NULL);
	}
	statistics_free(sums);
}

static void pad(struct strbuf *line, size_t start, size_t ncols)
{
	size_t used = clip_measure(str_slice(strbuf_view(line), start, line->nbytes), WIDTH_AMBIGUOUS_1);
	strbuf_append_repeat(line, ' ', used < ncols ? ncols - used : 1);
}

/* A heading, and what the numbers of its lines are. */
static void put_text_head(struct writing *writing, enum statistics_group group)
{
	static const char *const headings[STATISTICS_NGROUPS] = {
		[STATISTICS_RULES] = N_("Rules: reports, findings"),
		[STATISTICS_FOLDERS] = N_("Folders: reports, with errors"),
		[STATISTICS_YEARS] = N_("Years: reports, with errors"),
		[STATISTICS_REQUESTS] = N_("New applications: reports, with errors"),
	};
	strbuf_append_text(&writing->line, group ? "\n" : "");
	strbuf_append_text(&writing->line, tr(writing->language->catalog, headings[group]));
	strbuf_append_byte(&writing->line, '\n');
	writing_put_line(writing);
}

static void put_text_line(struct writing *writing, enum statistics_group group, const struct statistics_line *line,
			  const struct example *example)
{
	struct strbuf *out = &writing->line;
	size_t label_ncols = group == STATISTICS_RULES ? RULE_NCOLS : LABEL_NCOLS;
	strbuf_append_text(out, "  ");
	if (!line->label.nbytes)
		strbuf_append_text(out, tr(writing->language->catalog,
					   group == STATISTICS_FOLDERS ? N_("(no folder)") : N_("(not known)")));
	clip_sanitise(out, line->label);
	pad(out, 2, label_ncols);
	strbuf_printf(out, "%*zu %*zu", NUMBER_NCOLS, line->nreports, NUMBER_NCOLS,
		      example ? example->nfindings : line->nwith_errors);
	if (example) {
		strbuf_append_text(out, "  ");
		clip_sanitise(out, explain_rule_title(line->rule, writing->language));
		strbuf_append_text(out, "\n      ");
		clip_sanitise(out, example->path);
		strbuf_printf(out, ":%lu: ", (unsigned long)(example->line ? example->line : 1));
		clip_sanitise(out, example->message);
	}
	strbuf_append_byte(out, '\n');
	writing_put_line(writing);
}

void stats_put_text(struct writing *writing)
{
	put_all(writing, put_text_head, put_text_line);
}

static void put_ndjson_line(struct writing *writing, enum statistics_group group, const struct statistics_line *line,
			    const struct example *example)
{
	struct strbuf *out = &writing->line;
	strbuf_append_byte(out, '{');
	json_append_member(out, "type", str_from(type_names[group]));
	if (group == STATISTICS_YEARS)
		json_append_count_or_null(out, "year", line->first > 0 ? (size_t)line->first : 0);
	else
		json_append_member_or_null(out, type_names[group], line->label);
	json_append_count(out, "reports", line->nreports);
	if (example) {
		json_append_count(out, "findings", example->nfindings);
		json_append_member(out, "severity", str_from(severity_name(line->rule->severity)));
		json_append_member(out, "title", explain_rule_title(line->rule, writing->language));
		json_append_member(out, "path", example->path);
		json_append_count_or_null(out, "line", example->line);
		json_append_member(out, "message", example->message);
	} else {
		json_append_count(out, "with_errors", line->nwith_errors);
	}
	strbuf_append_text(out, "}\n");
	writing_put_line(writing);
}

void stats_put_ndjson(struct writing *writing)
{
	put_all(writing, NULL, put_ndjson_line);
}

static void append_count(struct writing *writing, bool known, size_t count)
{
	strbuf_clear(&writing->scratch);
	if (known)
		strbuf_printf(&writing->scratch, "%zu", count);
	csv_append_field(&writing->line, strbuf_view(&writing->scratch));
}

static void put_csv_line(struct writing *writing, enum statistics_group group, const struct statistics_line *line,
			 const struct example *example)
{
	static const struct example none;
	struct strbuf *out = &writing->line;
	csv_append_field(out, str_from(type_names[group]));
	csv_append_field(out, line->label);
	append_count(writing, true, line->nreports);
	append_count(writing, !example, line->nwith_errors);
	append_count(writing, example, example ? example->nfindings : 0);
	csv_append_field(out, example ? explain_rule_title(line->rule, writing->language) : (struct str){0});
	example = example ? example : &none;
	csv_append_field(out, example->path);
	append_count(writing, example->line, example->line);
	csv_append_field(out, example->message);
	csv_put_line(writing);
}

void stats_put_csv(struct writing *writing)
{
	static const char *const names[] = {"type",     "name",  "reports", "with_errors", "findings",
					    "title", "path", "line", "message"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		csv_append_field(&writing->line, str_from(names[i]));
	csv_put_line(writing);
	put_all(writing, NULL, put_csv_line);
}
