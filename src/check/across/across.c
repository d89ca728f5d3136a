#include "check/across/across.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "check/across/across_parts.h"
#include "check/across/over_years.h"
#include "check/check.h"
#include "check/kinds/trend.h"

void tagged_sort(uint64_t *values, size_t count, uint64_t *scratch)
{
	enum { BITS = 11, NBUCKETS = 1 << BITS };
	for (unsigned shift = 32; shift < 64; shift += BITS) {
		size_t starts[NBUCKETS + 1] = {0};
		for (size_t i = 0; i < count; i++)
			starts[(values[i] >> shift & (NBUCKETS - 1)) + 1]++;
		for (size_t i = 0; i < NBUCKETS; i++)
			starts[i + 1] += starts[i];
		for (size_t i = 0; i < count; i++)
			scratch[starts[values[i] >> shift & (NBUCKETS - 1)]++] = values[i];
		memcpy(values, scratch, count * sizeof(*values));
	}
}

size_t tagged_run_end(const uint64_t *values, size_t count, size_t first)
{
	size_t end = first + 1;
	while (end < count && tagged_hash(values[end]) == tagged_hash(values[first]))
		end++;
	return end;
}

struct across_item across_item_start(const struct rule *rule, size_t report, size_t other, size_t message,
				     enum verdict verdict)
{
	return (struct across_item){
		.report = (uint32_t)report,
		.other = (uint32_t)other,
		.rule = rule->number,
		.message = (uint8_t)message,
		.verdict = (uint8_t)verdict,
		.cell = FORMAT_NONE,
	};
}

void across_add_item(struct across *across, struct across_item item)
{
	across->items = alloc_grow(across->items, across->nitems, &across->capacity, sizeof(item));
	across->items[across->nitems++] = item;
}

/* By report; of one report in the order of the rules, then of the cells. */
static int compare_items(const void *a, const void *b)
{
	const struct across_item *x = a, *y = b;
	if (x->report != y->report)
		return x->report < y->report ? -1 : 1;
	if (x->rule != y->rule)
		return x->rule < y->rule ? -1 : 1;
	if (x->other != y->other)
		return x->other < y->other ? -1 : 1;
	if (x->cell != y->cell)
		return x->cell < y->cell ? -1 : 1;
	return x->year < y->year ? -1 : x->year > y->year;
}

void across_check(struct across *across, const struct knowledge *knowledge, const struct across_report *reports,
		  size_t nreports, const struct roster *roster, const atomic_bool *cancelled)
{
	const struct rules *rules = knowledge_current_form(knowledge)->rules;
	*across = (struct across){
		.knowledge = knowledge,
		.nreports = nreports,
		.reports = reports,
		.roster = roster,
		.cancelled = cancelled,
		.keys = alloc_zeroed(nreports + 1, sizeof(*across->keys)),
		.bodies = alloc_array(nreports + 1, sizeof(*across->bodies)),
		.order = alloc_array(nreports + 1, sizeof(*across->order)),
		.last = alloc_array(nreports + 1, sizeof(*across->last)),
	};
	across_pair_years(across);
	for (size_t i = 0; i < KNOWLEDGE_NFORMS; i++)
		across->looks_back |= years_rules_look_back(knowledge->forms[i].rules);
	for (size_t i = 0; i < rules->count && !across_is_cancelled(across); i++)
		if (rules->list[i].kind && rules->list[i].kind->run_across && !rules->list[i].off)
			rules->list[i].kind->run_across(across, &rules->list[i]);
	if (across->nitems)
		qsort(across->items, across->nitems, sizeof(*across->items), compare_items);
	/* What is left is kept for as long as the list is shown. */
	free(across->keys);
	across->keys = NULL;
	across->cancelled = NULL;
	across->items = alloc_resize(across->items, across->nitems + 1, sizeof(*across->items));
	across->capacity = across->nitems + 1;
}

void across_free(struct across *across)
{
	free(across->keys);
	free(across->bodies);
	free(across->order);
	free(across->last);
	free(across->items);
	*across = (struct across){0};
}

/* The first item of a report, or of one behind it. */
static size_t first_item(const struct across *across, uint32_t report)
{
	size_t low = 0, high = across->nitems;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (across->items[middle].report < report)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

size_t across_first_missing(const struct across *across)
{
	return first_item(across, ACROSS_NONE);
}

/* Texts in the order of the holes: the other report (agency and file), or the numbers and what they are compared
 * with. */
static void add_texts(const struct across *across, const struct across_item *item, const struct check *check,
		      struct finding *finding)
{
	if (item->other != ACROSS_NONE) {
		const struct across_report *other = &across->reports[item->other];
		struct strbuf name = {0};
		path_append_name(other->path, &name);
		kind_add_text(check, finding, strbuf_view(&name));
		strbuf_free(&name);
		kind_add_text(check, finding, str_from(other->agency));
		kind_add_count(check, finding, item->share / 10);
		kind_add_count(check, finding, item->count);
		return;
	}
	kind_add_decimal(check, finding, item->left);
	kind_add_decimal(check, finding, item->right);
	kind_add_count(check, finding, item->count);
	kind_add_text(check, finding, item->word ? *item->word : (struct str){0});
}

static struct finding start_finding(const struct across *across, const struct across_item *item,
				    const struct rule *rule, const struct check *check)
{
	uint16_t cell = (uint16_t)item->cell;
	struct finding finding =
		kind_start(rule, (enum verdict)item->verdict, item->message, check->report->title_line);
	size_t paragraph;
	struct str sentence;
	if (item->cell != FORMAT_NONE) {
		finding.line = years_line(check->report, &cell, 1);
		finding.has_sides = true;
		finding.left = item->left;
		finding.right = item->right;
		kind_set_cells(check, &finding, &cell, 1);
	} else if (rule->kind == &across_texts &&
		   years_find_shared(check->prose, across->reports[item->other].summary, &paragraph, &sentence)) {
		finding = kind_start_at(check, rule, (enum verdict)item->verdict, item->message, paragraph, sentence);
		finding.mark_offset = finding.mark_nbytes = 0;
	}
	return finding;
}

void across_add_findings(const struct across *across, size_t report, const struct check *check)
{
	const struct summary *summary = across->reports[report].summary;
	if (!summary || !summary->checked)
		return;
	for (size_t i = first_item(across, (uint32_t)report); i < across->nitems && across->items[i].report == report;
	     i++) {
		const struct across_item *item = &across->items[i];
		struct finding finding = start_finding(across, item, &check->rules->list[item->rule], check);
		add_texts(across, item, check, &finding);
		findings_add(check->findings, finding);
	}
	if (across->looks_back && across->last[report] != ACROSS_NONE)
		years_add_findings(check, across->knowledge, summary, across->reports[across->last[report]].summary);
	check_sort(check->findings);
}

bool across_knows(const struct across *across, size_t report)
{
	size_t item = first_item(across, (uint32_t)report);
	return (across->looks_back && across->last[report] != ACROSS_NONE) ||
	       (item < across->nitems && across->items[item].report == report);
}

void across_find_unpacked(const struct across *across, size_t report, const struct report *unpacked,
			  struct findings *findings)
{
	const struct across_report *own = &across->reports[report];
	const struct check check = {
		.rules = across->knowledge->forms[own->summary->form].rules,
		.report = unpacked,
		.words = &across->knowledge->words,
		.path = own->path.name,
		.findings = findings,
	};
	findings_clear(findings);
	across_add_findings(across, report, &check);
}

void across_find(const struct across *across, size_t report, struct report *report_out, struct findings *findings)
{
	const struct summary *summary = across->reports[report].summary;
	findings_clear(findings);
	if (!summary || !summary->checked)
		return;
	summary_unpack(summary, across->knowledge, report_out);
	across_find_unpacked(across, report, report_out, findings);
}

bool across_says_same(const struct across *a, size_t report_a, const struct across *b, size_t report_b)
{
	size_t i = first_item(a, (uint32_t)report_a), j = first_item(b, (uint32_t)report_b);
	for (;; i++, j++) {
		const struct across_item *x = i < a->nitems ? &a->items[i] : NULL;
		const struct across_item *y = j < b->nitems ? &b->items[j] : NULL;
		bool ends_x = !x || x->report != report_a, ends_y = !y || y->report != report_b;
		if (ends_x || ends_y)
			return ends_x && ends_y;
		if (x->rule != y->rule || x->message != y->message || x->verdict != y->verdict)
			return false;
	}
}

bool across_quotes(const struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct check_kind *kind = findings->list[i].rule->kind;
		bool unseen = findings->list[i].verdict == VERDICT_PASS && findings->skips_passes;
		if (unseen)
			continue;
		if (kind == &across_texts || kind == &years_text || kind == &trend_claims)
			return true;
	}
	return false;
}

struct finding across_missing_finding(const struct across *across, size_t item, const struct check *check)
{
	const struct across_item *missing = &across->items[item];
	const struct roster_line *line = &across->roster->lines[missing->other];
	struct finding finding = kind_start(&check->rules->list[missing->rule], (enum verdict)missing->verdict,
					    missing->message, line->line);
	kind_add_text(check, &finding, line->agency);
	kind_add_count(check, &finding, (size_t)missing->year);
	return finding;
}
