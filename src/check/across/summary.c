#include "check/across/summary.h"

#include <limits.h>
#include <stdalign.h>
#include <stddef.h>

#include "base/fold.h"
#include "check/across/across.h"
#include "check/across/cell_pack.h"
#include "check/across/over_years.h"
#include "check/across/sketch.h"
#include "check/kinds/trend.h"

/* A report of nothing but cells that are exceptions fits. */
_Static_assert(FORMAT_MAX_CELLS * 96 / CHAR_BIT < 1 << 13, "cells have room");
_Static_assert(SKETCH_MAX_SENTENCES < 1 << 5 && KNOWLEDGE_NFORMS <= 1 << 2, "sentences and forms have room");
_Static_assert(sizeof(struct summary) == 16, "no gaps");

/* Where the parts of the rest begin, in bytes. */
static size_t sentences_offset(const struct summary *summary)
{
	return summary->has_trends ? sizeof(uint32_t) + summary_count_trends(summary) * sizeof(struct summary_trend)
				   : 0;
}

static size_t bins_offset(const struct summary *summary)
{
	return sentences_offset(summary) + summary->nsentences * sizeof(uint32_t);
}

static size_t cells_offset(const struct summary *summary)
{
	return bins_offset(summary) + (summary->has_sketch ? SKETCH_NBINS : 0);
}

static const void *part_of(const struct summary *summary, size_t offset)
{
	return (const char *)summary->rest + offset;
}

const uint8_t *summary_bins(const struct summary *summary)
{
	return summary->has_sketch ? part_of(summary, bins_offset(summary)) : NULL;
}

const uint32_t *summary_sentences(const struct summary *summary)
{
	return part_of(summary, sentences_offset(summary));
}

const struct summary_trend *summary_trends(const struct summary *summary)
{
	return part_of(summary, sizeof(uint32_t));
}

size_t summary_count_trends(const struct summary *summary)
{
	return summary->has_trends ? summary->rest[0] : 0;
}

size_t summary_nbytes(const struct summary *summary)
{
	return offsetof(struct summary, rest) + cells_offset(summary) + summary->ncell_bytes;
}

static void describe_tables(struct summary *summary, const struct report *report)
{
	unsigned found = 0, whole = 0;
	for (size_t i = 0; i < report->format->ntables && i < FORMAT_MAX_TABLES; i++) {
		const struct report_table *table = &report->tables[i];
		bool complete = !table->nlost && !table->ntext && table->nrows_found == table->nrows_with_cells;
		found |= (unsigned)(table->line > 0) << i;
		whole |= (unsigned)(table->line > 0 && complete) << i;
	}
	summary->tables_found = found & ((1u << FORMAT_MAX_TABLES) - 1);
	summary->tables_whole = whole & ((1u << FORMAT_MAX_TABLES) - 1);
}

/* Fills everything but what stands behind it and its sizes. */
static void describe(const struct examiner *examiner, struct summary *summary)
{
	const struct report *report = &examiner->report;
	const struct source *source = &examiner->file.source;
	uint64_t file = source->nbytes ? hash_bytes((struct str){source->bytes, source->nbytes}) : 0;
	memset(summary, 0, sizeof(*summary));
	summary->file[0] = (uint32_t)file;
	summary->file[1] = (uint32_t)(file >> 32);
	summary->year = (unsigned)report->year & 0xFFF;
	summary->form = (unsigned)(examiner->form - examiner->knowledge->forms) & 3;
	summary->checked = report_is_checked(report);
	if (!summary->checked)
		return;
	summary->lossy = report->lossy != NULL;
	summary->all_zero = report_is_all_zero(report);
	describe_tables(summary, report);
}

size_t summary_least_shingles(const struct rules *rules)
{
	const struct rule *const users[] = {rules_find_kind(rules, &across_versions),
					    rules_find_kind(rules, &across_texts), rules_find_kind(rules, &years_text)};
	size_t least = INT32_MAX;
	/* A rule that is off may still tell versions of one report from two reports. */
	for (size_t i = 0; i < sizeof(users) / sizeof(*users); i++)
		for (size_t j = 0; users[i] && j < KIND_MAX_NAMES && users[i]->kind->thresholds[j].name; j++) {
			decimal value = users[i]->thresholds[j] / DECIMAL_ONE;
			if (strcmp(users[i]->kind->thresholds[j].name, "least") == 0 && value < (decimal)least)
				least = value > 0 ? (size_t)value : 0;
		}
	return rules->need_others ? least : SIZE_MAX;
}

/* What stands behind a summary, before it is put there. */
struct parts {
	struct sketch sketch;
	size_t ntrends;
	struct summary_trend trends[SUMMARY_MAX_TRENDS];
	struct strbuf cells;
};

static void gather_parts(const struct examiner *examiner, struct summary *summary, struct parts *parts)
{
	const struct rules *rules = examiner->form->rules;
	const struct rule *texts = rules_find_kind(rules, &years_text);
	const struct rule *sums = rules_find_kind(rules, &across_sums);
	const struct rule_list none = {0};
	size_t least = examiner->knowledge->least_shingles;
	if (examiner->index.prose && least != SIZE_MAX)
		sketch_make(&parts->sketch, &examiner->index, texts ? &texts->lists[0] : &none);
	size_t nshingles = parts->sketch.nshingles;
	summary->nshingles =
		(nshingles < SUMMARY_MAX_SHINGLES ? nshingles : SUMMARY_MAX_SHINGLES) & SUMMARY_MAX_SHINGLES;
	summary->has_sketch = nshingles && nshingles >= least;
	if (summary->has_sketch)
		summary->nsentences = parts->sketch.nsentences & 0x1Fu;
	parts->ntrends = trend_summarise(examiner, parts->trends, SUMMARY_MAX_TRENDS);
	summary->has_trends = parts->ntrends > 0;
	summary->covers = sums && across_covers(sums, &examiner->prose, &examiner->index);
	cell_pack(examiner->form->guesses, examiner->report.cells, examiner->report.format->ncells, &parts->cells);
	summary->ncell_bytes = parts->cells.nbytes & 0x1FFF;
}

const struct summary *summary_make(struct arena *arena, const struct examiner *examiner)
{
	struct parts parts = {.ntrends = 0};
	struct summary head;
	describe(examiner, &head);
	if (head.checked)
		gather_parts(examiner, &head, &parts);
	size_t trends_nbytes = parts.ntrends * sizeof(*parts.trends);
	size_t nbytes = sizeof(head) + (parts.ntrends ? sizeof(uint32_t) : 0) + trends_nbytes +
			head.nsentences * sizeof(uint32_t) + (head.has_sketch ? SKETCH_NBINS : 0) + parts.cells.nbytes;
	struct summary *summary = arena_alloc_close(arena, nbytes, alignof(struct summary));
	memcpy(summary, &head, sizeof(head));
	if (parts.ntrends) {
		summary->rest[0] = (uint32_t)parts.ntrends;
		memcpy(&summary->rest[1], parts.trends, trends_nbytes);
	}
	char *rest = (char *)summary->rest;
	memcpy(rest + sentences_offset(summary), parts.sketch.sentences, head.nsentences * sizeof(uint32_t));
	if (head.has_sketch)
		memcpy(rest + bins_offset(summary), parts.sketch.bins, SKETCH_NBINS);
	if (parts.cells.nbytes)
		memcpy(rest + cells_offset(summary), parts.cells.ptr, parts.cells.nbytes);
	strbuf_free(&parts.cells);
	return summary;
}

const struct summary *summary_copy(struct arena *arena, const struct knowledge *knowledge, struct str bytes)
{
	if (bytes.nbytes < sizeof(struct summary))
		return NULL;
	/* Looked at beyond its end, it is 0 there. */
	struct summary *summary = arena_alloc_close(arena, bytes.nbytes + sizeof(uint32_t), alignof(struct summary));
	memcpy(summary, bytes.ptr, bytes.nbytes);
	if (summary_count_trends(summary) > SUMMARY_MAX_TRENDS || summary_nbytes(summary) != bytes.nbytes)
		return NULL;
	for (size_t i = 0; i < summary_count_trends(summary); i++)
		if (summary_trends(summary)[i].cell >= knowledge->forms[summary->form].format->ncells)
			return NULL;
	return summary;
}

/* Tables, as far as they were known. */
static void unpack_tables(const struct summary *summary, struct report *report)
{
	const struct format *format = report->format;
	for (size_t i = 0; i < format->ntables; i++) {
		struct report_table *table = &report->tables[i];
		*table = (struct report_table){.line = summary->tables_found >> i & 1};
		const struct format_table *form = &format->tables[i];
		for (size_t row = form->first_row; row < (size_t)form->first_row + form->nrows; row++)
			if (format->rows[row].first_cell != FORMAT_NONE)
				table->nrows_with_cells++;
		table->nrows_found = summary->tables_whole >> i & 1 ? table->nrows_with_cells : 0;
	}
}

void summary_unpack_cells(const struct summary *summary, const struct knowledge *knowledge, struct cell *cells)
{
	const struct form *form = &knowledge->forms[summary->form];
	const struct str packed = {part_of(summary, cells_offset(summary)), summary->ncell_bytes};
	if (summary->checked)
		cell_unpack(form->guesses, packed, cells, form->format->ncells);
}

void summary_unpack(const struct summary *summary, const struct knowledge *knowledge, struct report *report)
{
	const struct form *form = &knowledge->forms[summary->form];
	const struct format *format = form->format;
	report->state = summary->checked ? REPORT_RECOGNISED : REPORT_NOT_A_REPORT;
	report->format = format;
	report->lossy = summary->lossy ? "converter" : NULL;
	report->agency[0] = '\0';
	report->year = summary->year;
	report->title_line = report->last_line = 0;
	report->nheadings = 0;
	unpack_tables(summary, report);
	summary_unpack_cells(summary, knowledge, report->cells);
}
