/* Which findings a notice has, in which order, and their fields. */
#include "review/notice.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/catalog.h"
#include "review/notice_parts.h"

struct notice_item notice_item_of_finding(const struct finding *finding, const struct report *report, const char *path,
					  const struct judgement *judgement, const struct language *language,
					  struct arena *arena)
{
	struct strbuf place = {0}, message = {0}, formula = {0};
	explain_append_place(finding, report->format, language, &place);
	explain_append_message(finding, report, language, &message);
	if (finding->relation)
		explain_append_formula(finding->relation, &formula);
	struct notice_item item = {
		.agency = arena_copy(arena, str_from(report->agency)),
		.year = report->year,
		.path = arena_copy(arena, str_from(path)),
		.line = finding->line,
		.place = arena_copy(arena, strbuf_view(&place)),
		.rule = arena_copy(arena, finding->rule->id),
		.title = arena_copy(arena, explain_rule_title(finding->rule, language)),
		.formula = arena_copy(arena, strbuf_view(&formula)),
		.message = arena_copy(arena, strbuf_view(&message)),
		.kind = judgement ? judgement->kind : JUDGEMENT_NONE,
		.note = judgement ? arena_copy(arena, judgement->note) : (struct str){0},
	};
	strbuf_free(&place);
	strbuf_free(&message);
	strbuf_free(&formula);
	return item;
}

static const char *const headings[NOTICE_NFIELDS] = {
	[NOTICE_AGENCY] = N_("Agency"),
	[NOTICE_YEAR] = N_("Year"),
	[NOTICE_FILE] = N_("File"),
	[NOTICE_NUMBER] = N_("No."),
	[NOTICE_PLACE] = N_("Place"),
	[NOTICE_RULE] = N_("Rule"),
	[NOTICE_TITLE] = N_("Requirement"),
	[NOTICE_FORMULA] = N_("Formula"),
	[NOTICE_MESSAGE] = N_("Problem"),
	[NOTICE_VALUES] = N_("Values"),
	[NOTICE_LINE] = N_("Line"),
	[NOTICE_VERDICT] = N_("Verdict"),
	[NOTICE_NOTE] = N_("Remark"),
};

const char *notice_heading(enum notice_field field, const struct language *language)
{
	return tr(language->catalog, headings[field]);
}

static struct str number_text(struct strbuf *scratch, uint64_t number)
{
	strbuf_clear(scratch);
	if (number)
		strbuf_printf(scratch, "%" PRIu64, number);
	return strbuf_view(scratch);
}

struct str notice_value(const struct notice_item *item, size_t number, enum notice_field field,
			const struct language *language, struct strbuf *scratch)
{
	switch (field) {
	case NOTICE_AGENCY:
		return item->agency;
	case NOTICE_YEAR:
		return number_text(scratch, item->year > 0 ? (uint64_t)item->year : 0);
	case NOTICE_FILE:
		return item->path;
	case NOTICE_NUMBER:
		return number_text(scratch, number);
	case NOTICE_PLACE:
		return item->place;
	case NOTICE_RULE:
		return item->rule;
	case NOTICE_TITLE:
		return item->title;
	case NOTICE_FORMULA:
		return item->formula;
	case NOTICE_MESSAGE:
		return item->message;
	case NOTICE_VALUES:
		return item->values;
	case NOTICE_LINE:
		return number_text(scratch, item->line);
	case NOTICE_VERDICT:
		return str_from(tr(language->catalog, judgement_kind_text(item->kind)));
	case NOTICE_NOTE:
		return item->note;
	case NOTICE_NFIELDS:
		break;
	}
	return (struct str){0};
}

void notice_append_name(struct strbuf *out, const struct notice_item *item, const struct language *language)
{
	strbuf_append(out, item->agency.nbytes ? item->agency : item->path);
	if (item->year)
		strbuf_printf(out, tr(language->catalog, ", %d"), item->year);
}

void notice_append_counts(struct strbuf *out, const struct notice_report *report, const struct language *language)
{
	strbuf_printf(out, tr(language->catalog, "Findings: %zu, confirmed: %zu"), report->count, report->nconfirmed);
}

/* ---- Order ---- */

/* A finding on its way to its place: `report` is the first finding of the same report. */
struct entry {
	const struct notice_item *item;
	const struct notice_item *report;
};

static int compare_reports(const struct notice_item *a, const struct notice_item *b)
{
	int order = str_compare(a->agency, b->agency);
	if (!order)
		order = (a->year > b->year) - (a->year < b->year);
	return order ? order : str_compare(a->path, b->path);
}

/* By report; within a report as given. */
static int compare_by_report(const void *a, const void *b)
{
	const struct entry *first = a, *second = b;
	int order = compare_reports(first->item, second->item);
	return order ? order : (first->item > second->item) - (first->item < second->item);
}

/* By the first finding of the report; within a report the confirmed ones first, then as given. */
static int compare_by_place(const void *a, const void *b)
{
	const struct entry *first = a, *second = b;
	if (first->report != second->report)
		return first->report < second->report ? -1 : 1;
	bool confirmed = first->item->kind == JUDGEMENT_CONFIRMED;
	if (confirmed != (second->item->kind == JUDGEMENT_CONFIRMED))
		return confirmed ? -1 : 1;
	return (first->item > second->item) - (first->item < second->item);
}

/* The findings that were not dismissed, in the order of the notice. All are of one array, so that their addresses tell
 * the given order. */
static struct entry *order_items(const struct notice_item *items, size_t *count)
{
	struct entry *entries = alloc_array(*count + 1, sizeof(*entries));
	size_t nentries = 0;
	for (size_t i = 0; i < *count; i++)
		if (items[i].kind != JUDGEMENT_DISMISSED)
			entries[nentries++].item = &items[i];
	qsort(entries, nentries, sizeof(*entries), compare_by_report);
	for (size_t i = 0; i < nentries; i++) {
		bool same = i && !compare_reports(entries[i].item, entries[i - 1].item);
		entries[i].report = same ? entries[i - 1].report : entries[i].item;
	}
	qsort(entries, nentries, sizeof(*entries), compare_by_place);
	*count = nentries;
	return entries;
}

static const struct notice_writer *writer_of(const struct notice_options *options)
{
	static const struct notice_writer *const writers[] = {
		[NOTICE_TEXT] = &notice_text,
		[NOTICE_MARKDOWN] = &notice_markdown,
		[NOTICE_CSV] = &notice_csv,
	};
	return writers[options->format];
}

void notice_append_head(struct strbuf *out, const struct notice_options *options)
{
	writer_of(options)->head(out, options);
}

size_t notice_append_findings(struct strbuf *out, const struct notice_item *items, size_t count,
			      const struct notice_options *options)
{
	struct entry *entries = order_items(items, &count);
	const struct notice_item **listed = alloc_array(count + 1, sizeof(struct notice_item *));
	size_t nlisted = 0;
	for (size_t i = 0, end; i < count; i = end) {
		struct notice_report report = {.items = listed};
		for (end = i; end < count && entries[end].report == entries[i].report; end++) {
			listed[report.count++] = entries[end].item;
			report.nconfirmed += entries[end].item->kind == JUDGEMENT_CONFIRMED;
		}
		if (options->confirmed_only && report.nconfirmed)
			report.count = report.nconfirmed;
		writer_of(options)->report(out, &report, options);
		nlisted += report.count;
	}
	free(listed);
	free(entries);
	return nlisted;
}

void notice_append_end(struct strbuf *out, size_t nlisted, const struct notice_options *options)
{
	if (!nlisted)
		writer_of(options)->nothing(out, options);
}
