#include "check/kinds/printed_memo.h"

#include <stdlib.h>

#include "base/alloc.h"

enum { NSAMPLES = 4, NO_SAMPLE = NSAMPLES, MAX_LABELS = 512 };

/* A label without its line: what stood there, and where in the table. */
struct sample_label {
	uint32_t nbytes;
	int16_t row;
	uint8_t table, place;
};

struct sample {
	const struct format *format;    /* NULL: not in use */
	unsigned tables;                /* a bit for each that is there */
	unsigned found_nothing;         /* a bit for each check */
	size_t nlabels;
	struct sample_label labels[MAX_LABELS];
	struct strbuf texts;            /* of all labels, one after the other */
};

struct printed_memo {
	bool looked;                    /* for the report of now */
	size_t current;                 /* the sample that it is printed like, or NO_SAMPLE */
	size_t next;                    /* the oldest */
	struct sample samples[NSAMPLES];
};

struct printed_memo *printed_memo_new(void)
{
	return alloc_zeroed(1, sizeof(struct printed_memo));
}

void printed_memo_free(struct printed_memo *memo)
{
	for (size_t i = 0; memo && i < NSAMPLES; i++)
		strbuf_free(&memo->samples[i].texts);
	free(memo);
}

void printed_memo_begin(struct printed_memo *memo)
{
	memo->looked = false;
}

static unsigned find_tables(const struct report *report)
{
	unsigned tables = 0;
	for (size_t i = 0; i < report->format->ntables && i < FORMAT_MAX_TABLES; i++)
		tables |= (unsigned)(report->tables[i].line > 0) << i;
	return tables;
}

/* Whether a row was put right: then what is said of its label depends on more than the label. */
static bool any_row_was_put_right(const struct report *report)
{
	unsigned repairs = 0;
	for (size_t i = 0; i < report->format->nrows; i++)
		repairs |= report->rows[i].repairs;
	return repairs;
}

static bool is_printed_like(const struct sample *sample, const struct report *report, const struct document *document,
			    unsigned tables)
{
	const char *text = sample->texts.ptr;
	if (sample->format != report->format || sample->tables != tables || sample->nlabels != document->nlabels)
		return false;
	for (size_t i = 0; i < document->nlabels; i++) {
		const struct document_label *label = &document->labels[i];
		const struct sample_label *other = &sample->labels[i];
		if (label->text.nbytes != other->nbytes || label->row != other->row || label->table != other->table ||
		    label->place != other->place)
			return false;
		if (other->nbytes && memcmp(label->text.ptr, text, other->nbytes) != 0)
			return false;
		text += other->nbytes;
	}
	return true;
}

static size_t find_sample(const struct printed_memo *memo, const struct report *report,
			  const struct document *document)
{
	unsigned tables = find_tables(report);
	if (any_row_was_put_right(report))
		return NO_SAMPLE;
	for (size_t i = 0; i < NSAMPLES; i++)
		if (is_printed_like(&memo->samples[i], report, document, tables))
			return i;
	return NO_SAMPLE;
}

bool printed_memo_knows(struct printed_memo *memo, const struct report *report, const struct document *document,
			enum printed_check which)
{
	if (!memo->looked)
		memo->current = find_sample(memo, report, document);
	memo->looked = true;
	return memo->current != NO_SAMPLE && memo->samples[memo->current].found_nothing >> which & 1;
}

static void fill_sample(struct sample *sample, const struct report *report, const struct document *document)
{
	sample->format = report->format;
	sample->tables = find_tables(report);
	sample->found_nothing = 0;
	sample->nlabels = document->nlabels;
	strbuf_clear(&sample->texts);
	for (size_t i = 0; i < document->nlabels; i++) {
		const struct document_label *label = &document->labels[i];
		sample->labels[i] =
			(struct sample_label){(uint32_t)label->text.nbytes, label->row, label->table, label->place};
		strbuf_append(&sample->texts, label->text);
	}
}

void printed_memo_keep(struct printed_memo *memo, const struct report *report, const struct document *document,
		       enum printed_check which)
{
	if (document->nlabels > MAX_LABELS || any_row_was_put_right(report))
		return;
	if (memo->current == NO_SAMPLE) {
		memo->current = memo->next;
		memo->next = (memo->next + 1) % NSAMPLES;
		fill_sample(&memo->samples[memo->current], report, document);
	}
	memo->samples[memo->current].found_nothing |= 1u << which;
}
