#include "check/summary.h"

#include "base/fold.h"
#include "check/across.h"
#include "check/trend.h"
#include "check/over_years.h"
#include "report/body.h"

/* How a number is packed, in the low bits of its head; the status stands above. */
enum packing { PACKED_NONE, PACKED_WHOLE, PACKED_NEGATIVE, PACKED_MILLIONTHS, PACKED_NEGATIVE_MILLIONTHS };
enum { PACKING_BITS = 3 };

enum { NUMBER_MAX_NBYTES = 10, PACKET_NBYTES = 256 };

/* Packed bytes on their way into a buffer. */
struct packet {
	size_t nbytes;
	char bytes[PACKET_NBYTES];
};

static void flush_packet(struct packet *packet, struct strbuf *out)
{
	strbuf_append(out, (struct str){packet->bytes, packet->nbytes});
	packet->nbytes = 0;
}

/* There is room for the number. */
static void put_number(struct packet *packet, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		packet->bytes[packet->nbytes++] = (char)(number | 0x80);
	packet->bytes[packet->nbytes++] = (char)number;
}

static uint64_t take_number(struct str *packed)
{
	uint64_t number = 0;
	for (unsigned shift = 0; packed->nbytes && shift < 64; shift += 7) {
		unsigned char byte = (unsigned char)packed->ptr[0];
		*packed = str_slice(*packed, 1, packed->nbytes);
		number |= (uint64_t)(byte & 0x7F) << shift;
		if (byte < 0x80)
			break;
	}
	return number;
}

/* A cell with a number: its head and the number. */
static void pack_value(const struct cell *cell, struct packet *out)
{
	bool negative = cell->value < 0, whole = cell->value % DECIMAL_ONE == 0;
	uint64_t value = negative ? (uint64_t)0 - (uint64_t)cell->value : (uint64_t)cell->value;
	unsigned packing = whole ? PACKED_WHOLE : PACKED_MILLIONTHS;
	put_number(out, (unsigned)cell->status << PACKING_BITS | (packing + negative));
	put_number(out, whole ? value / DECIMAL_ONE : value);
}

static decimal unpack_value(unsigned packing, uint64_t number)
{
	bool whole = packing == PACKED_WHOLE || packing == PACKED_NEGATIVE;
	bool negative = packing == PACKED_NEGATIVE || packing == PACKED_NEGATIVE_MILLIONTHS;
	uint64_t value = whole ? number * DECIMAL_ONE : number;
	return (decimal)(negative ? (uint64_t)0 - value : value);
}

void summary_pack_cells(const struct cell *cells, size_t ncells, struct strbuf *out)
{
	uint64_t nzeros = 0;
	struct packet packet;
	packet.nbytes = 0;
	for (size_t i = 0; i < ncells; i++) {
		const struct cell *cell = &cells[i];
		if (cell->status == CELL_READ && cell->value == 0) {
			nzeros++;
			continue;
		}
		if (packet.nbytes + 3 * NUMBER_MAX_NBYTES > PACKET_NBYTES)
			flush_packet(&packet, out);
		put_number(&packet, nzeros);
		nzeros = 0;
		if (cell_has_number(cell)) {
			pack_value(cell, &packet);
			continue;
		}
		size_t nsame = 1;
		while (i + nsame < ncells && cells[i + nsame].status == cell->status)
			nsame++;
		put_number(&packet, (unsigned)cell->status << PACKING_BITS | PACKED_NONE);
		put_number(&packet, nsame - 1);
		i += nsame - 1;
	}
	flush_packet(&packet, out);
}

void summary_unpack_cells(struct str packed, struct cell *cells, size_t ncells)
{
	size_t i = 0;
	for (; packed.nbytes; i++) {
		uint64_t nzeros = take_number(&packed);
		for (; nzeros && i < ncells; nzeros--, i++)
			cells[i] = (struct cell){.status = CELL_READ};
		unsigned head = (unsigned)take_number(&packed), packing = head & ((1u << PACKING_BITS) - 1);
		uint64_t number = take_number(&packed), ncopies = packing == PACKED_NONE ? number : 0;
		struct cell cell = {.status = (uint8_t)(head >> PACKING_BITS)};
		if (packing != PACKED_NONE)
			cell.value = unpack_value(packing, number);
		for (; ncopies && i < ncells; ncopies--, i++)
			cells[i] = cell;
		if (i >= ncells)
			return;
		cells[i] = cell;
	}
	for (; i < ncells; i++)
		cells[i] = (struct cell){.status = CELL_READ};
}

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
	return bins_offset(summary) + (summary->nshingles ? SKETCH_NBINS * sizeof(uint16_t) : 0);
}

static const void *part_of(const struct summary *summary, size_t offset)
{
	return (const char *)summary->rest + offset;
}

const uint16_t *summary_bins(const struct summary *summary)
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
	return sizeof(*summary) + cells_offset(summary) + summary->ncell_bytes;
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
		.body = body_key_of(str_from(report->agency), &examiner->knowledge->words).hash,
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
		sketch_make(&sketch, &examiner->prose, texts ? &texts->lists[0] : &none);
		head.ntrends = (uint8_t)trend_summarise(examiner, trends, SUMMARY_MAX_TRENDS);
		head.covers = sums && across_covers(sums, &examiner->prose);
		summary_pack_cells(examiner->report.cells, examiner->report.format->ncells, &packed);
	}
	head.nshingles = sketch.nshingles;
	head.nsentences = sketch.nsentences;
	head.ncell_bytes = (uint16_t)packed.nbytes;
	struct summary *summary = arena_alloc(arena, 1, summary_nbytes(&head));
	char *rest = (char *)summary->rest;
	*summary = head;
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
	const struct format *format = knowledge->forms[summary->form].format;
	report->state = summary->checked ? REPORT_RECOGNISED : REPORT_NOT_A_REPORT;
	report->format = format;
	report->lossy = summary->lossy ? "converter" : NULL;
	report->agency[0] = '\0';
	report->year = summary->year;
	report->title_line = report->last_line = 0;
	report->nheadings = 0;
	unpack_tables(summary, report);
	summary_unpack_cells((struct str){part_of(summary, cells_offset(summary)), summary->ncell_bytes}, report->cells,
			     summary->checked ? format->ncells : 0);
}
