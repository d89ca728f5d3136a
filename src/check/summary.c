#include "check/summary.h"

#include <stddef.h>

#include "base/fold.h"
#include "check/across.h"
#include "check/cell_pack.h"
#include "check/trend.h"
#include "check/over_years.h"

/* Where the parts of the rest begin, in bytes. */
static size_t sentences_offset(const struct summary *summary)
{
	return summary->ntrends * sizeof(struct summary_trend);
}

static size_t bins_offset(const struct summary *summary)
{
	return sentences_offset(summary) + summary->nsentences * sizeof(uint32_t);
}

static size_t cells_offset(const struct summary *summary)
{
	return bins_offset(summary) + (summary->nshingles ? SKETCH_NBINS : 0);
}

static const void *part_of(const struct summary *summary, size_t offset)
{
	return (const char *)summary->rest + offset;
}

const uint8_t *summary_bins(const struct summary *summary)
{
	return summary->nshingles ? part_of(summary, bins_offset(summary)) : NULL;
}

const uint32_t *summary_sentences(const struct summary *summary)
{
	return part_of(summary, sentences_offset(summary));
}

const struct summary_trend *summary_trends(const struct summary *summary)
{
	return part_of(summary, 0);
}

size_t summary_nbytes(const struct summary *summary)
{
	return offsetof(struct summary, rest) + cells_offset(summary) + summary->ncell_bytes;
}

static void describe_tables(struct summary *summary, const struct report *report)
{
	for (size_t i = 0; i < report->format->ntables; i++) {
		const struct report_table *table = &report->tables[i];
		bool whole = !table->nlost && !table->ntext && table->nrows_found == table->nrows_with_cells;
		summary->tables_found |= (uint8_t)((table->line > 0) << i);
		summary->tables_whole |= (uint8_t)((table->line > 0 && whole) << i);
	}
}

/* Fills everything but the parts of variable length. */
static void describe(const struct examiner *examiner, struct summary *summary)
{
	const struct report *report = &examiner->report;
	const struct source *source = &examiner->file.source;
	*summary = (struct summary){
		.file = source->nbytes ? hash_bytes((struct str){source->bytes, source->nbytes}) : 0,
		.year = (int16_t)report->year,
		.form = (uint8_t)(examiner->form - examiner->knowledge->forms),
		.checked = report_is_checked(report),
	};
	if (!summary->checked)
		return;
	summary->lossy = report->lossy != NULL;
	summary->all_zero = report_is_all_zero(report);
	describe_tables(summary, report);
}

const struct summary *summary_make(struct arena *arena, const struct examiner *examiner)
{
	struct summary head;
	struct sketch sketch = {0};
	struct summary_trend trends[SUMMARY_MAX_TRENDS];
	struct strbuf packed = {0};
	describe(examiner, &head);
	if (head.checked) {
		const struct rules *rules = examiner->form->rules;
		const struct rule *texts = rules_find_kind(rules, &years_text);
		const struct rule *sums = rules_find_kind(rules, &across_sums);
		const struct rule_list none = {0};
		if (examiner->index.prose && rules->need_others)
			sketch_make(&sketch, &examiner->index, texts ? &texts->lists[0] : &none);
		head.ntrends = (uint8_t)trend_summarise(examiner, trends, SUMMARY_MAX_TRENDS);
		head.covers = sums && across_covers(sums, &examiner->prose, &examiner->index);
		cell_pack(examiner->form->guesses, examiner->report.cells, examiner->report.format->ncells, &packed);
	}
	head.nshingles = sketch.nshingles;
	head.nsentences = sketch.nsentences;
	head.ncell_bytes = (uint16_t)packed.nbytes;
	struct summary *summary = arena_alloc(arena, 1, summary_nbytes(&head));
	char *rest = (char *)summary->rest;
	memcpy(summary, &head, offsetof(struct summary, rest));
	memcpy(rest, trends, head.ntrends * sizeof(*trends));
	memcpy(rest + sentences_offset(&head), sketch.sentences, head.nsentences * sizeof(uint32_t));
	if (head.nshingles)
		memcpy(rest + bins_offset(&head), sketch.bins, sizeof(sketch.bins));
	if (packed.nbytes)
		memcpy(rest + cells_offset(&head), packed.ptr, packed.nbytes);
	strbuf_free(&packed);
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
	cell_unpack(form->guesses, (struct str){part_of(summary, cells_offset(summary)), summary->ncell_bytes},
		    report->cells, summary->checked ? format->ncells : 0);
}
