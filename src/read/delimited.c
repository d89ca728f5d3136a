#include "read/delimited.h"

#include "base/alloc.h"
#include "base/ascii.h"
#include "base/utf8.h"
#include "read/delimited_parts.h"
#include "read/text.h"
#include "read/value.h"

/* Records that follow each other. */
struct stretch {
	bool found;                     /* they are a table */
	char separator;
	struct str text;
	size_t nlines;
	size_t width;                   /* in fields, of most records with numbers */
};

enum {
	NSEPARATORS = 2,
	MIN_NBYTES = 3,                 /* of a text with values */
};

static const char separators[NSEPARATORS] = {',', ';'};

/* By separator. */
struct search {
	const char *plain_end[NSEPARATORS]; /* of records that are no table: none begins in any of their lines */
	size_t widths[NSEPARATORS];     /* of the table before */
};

/* A text on its way to blocks. */
struct reading {
	struct delimited_reader *reader;
	const struct block_sink *sink;
	uint32_t line;                  /* of the record, in the source */
	struct block_cell cells[BLOCK_MAX_CELLS];
};

static size_t most_frequent(const size_t counts[BLOCK_MAX_CELLS + 1])
{
	size_t best = 0;
	for (size_t i = 1; i <= BLOCK_MAX_CELLS; i++)
		if (counts[i] && counts[i] >= counts[best])
			best = i;
	return best;
}

/* Whether a record goes on with a table that was there before. */
static bool goes_on(const struct delimited_record *record, size_t width)
{
	return record->nfields == width && (delimited_has_numbers(record) || record->nfilled < width);
}

/* Whether one stands in the first line, or a quote that may go on behind it. */
static bool has_separator(struct str text, char separator)
{
	const char *end = text_find_line_end(text.ptr, text.ptr + text.nbytes);
	size_t nbytes = end ? (size_t)(end - text.ptr) : text.nbytes;
	return nbytes && (memchr(text.ptr, separator, nbytes) || text.ptr[0] == '"');
}

/* The records at the start of `text`, behind a table `before` records wide (0: none); empty lines may stand between. */
static struct stretch find_stretch(struct str text, char separator, size_t before)
{
	enum { MIN_RECORDS = 2 };
	struct stretch stretch = {.separator = separator, .text = {text.ptr, 0}};
	struct delimited_record record;
	struct str rest = text;
	if (!has_separator(text, separator))
		return stretch;
	size_t counts[BLOCK_MAX_CELLS + 1] = {0}, nrecords = 0;
	while (delimited_next(&rest, separator, &record) && !record.is_other) {
		if (nrecords && record.nfields == 1 && !record.nfilled)
			continue;
		if (record.nfields == 1)
			break;
		if (!nrecords++ && goes_on(&record, before))
			stretch.width = before;
		size_t width = record.nfields < BLOCK_MAX_CELLS ? record.nfields : BLOCK_MAX_CELLS;
		counts[width] += delimited_has_numbers(&record);
		stretch.text.nbytes = (size_t)(record.text.ptr + record.text.nbytes - text.ptr);
	}
	stretch.nlines = str_count(stretch.text, '\n') + 1;
	stretch.found = stretch.width > 0;
	if (most_frequent(counts) && nrecords >= MIN_RECORDS) {
		stretch.width = most_frequent(counts);
		stretch.found = true;
	}
	return stretch;
}

/* Finds the table that begins with the first line of `text`. */
static bool find_table(struct search *search, struct str text, struct stretch *stretch)
{
	for (size_t i = 0; i < NSEPARATORS; i++) {
		if (search->plain_end[i] && text.ptr < search->plain_end[i])
			continue;
		*stretch = find_stretch(text, separators[i], search->widths[i]);
		if (stretch->found) {
			search->widths[i] = stretch->width;
			return true;
		}
		search->plain_end[i] = text.ptr + stretch->text.nbytes;
	}
	return false;
}

/* Whether numbers may stand behind separators, and not as in 1,234. */
static bool may_hold(struct str text)
{
	for (size_t i = 0; i < NSEPARATORS; i++)
		for (const char *p = text.ptr + 1, *last = text.ptr + text.nbytes - 1;
		     p < last && (p = memchr(p, separators[i], (size_t)(last - p))) != NULL; p++)
			if (!ascii_is_digit(p[-1]) && p[1] != '\n' && (unsigned char)p[1] < 0x40)
				return true;
	return false;
}

bool delimited_holds(struct str text)
{
	if (text.nbytes < MIN_NBYTES || !may_hold(text))
		return false;
	struct search search = {0};
	struct stretch stretch;
	struct str line;
	do
		if (find_table(&search, text, &stretch))
			return true;
	while (text_next_line(&text, &line) && text.nbytes);
	return false;
}

/* A field without the second one of doubled quotes, behind the copy of the text. */
static struct str undouble(struct delimited_reader *reader, struct str text)
{
	size_t start = reader->text.nbytes;
	for (size_t i = 0; i < text.nbytes; i++) {
		strbuf_append_byte(&reader->text, text.ptr[i]);
		i += text.ptr[i] == '"' && i + 1 < text.nbytes && text.ptr[i + 1] == '"';
	}
	return str_trim(str_slice(strbuf_view(&reader->text), start, text.nbytes));
}

/* Puts down the cells of a record. Their lines and columns are counted from one to the next. */
static void put_cells(struct reading *reading, const struct delimited_record *record, size_t ncells)
{
	const char *at = record->text.ptr;
	uint32_t line = reading->line, column = 1;
	for (size_t i = 0; i < ncells; i++) {
		const struct delimited_field *field = &record->fields[i];
		struct str between = {at, field->text.nbytes ? (size_t)(field->text.ptr - at) : 0};
		const char *line_start = between.ptr;
		for (size_t j = 0; j < between.nbytes; j++)
			if (between.ptr[j] == '\n') {
				line++;
				column = 1;
				line_start = between.ptr + j + 1;
			}
		at = between.ptr + between.nbytes;
		column += (uint32_t)utf8_count((struct str){line_start, (size_t)(at - line_start)});
		struct str text = field->has_doubled ? undouble(reading->reader, field->text) : field->text;
		reading->cells[i] = (struct block_cell){.text = text, .line = line, .column = column};
	}
}

/* A cell that holds more than a label. */
static bool is_prose(struct str text)
{
	enum { MAX_LABEL_NBYTES = 150 };
	return text.nbytes > MAX_LABEL_NBYTES || str_contains(text, STR("。"));
}

static void emit_paragraphs(struct reading *reading, const struct block_cell *cell)
{
	struct str rest = cell->text, line;
	for (uint32_t number = cell->line; text_next_line(&rest, &line); number++) {
		struct block block = {.kind = BLOCK_PARAGRAPH, .line = number, .text = str_trim(line)};
		if (block.text.nbytes)
			reading->sink->take(reading->sink->context, &block);
	}
}

/* What numbers there are cannot be told: the row keeps what stands before them. */
static void leave_out_numbers(struct reading *reading, struct block *block)
{
	size_t count = 0;
	while (count < block->ncells && !value_is_numeric(reading->cells[count].text))
		count++;
	block->ncells = count ? count : 1;
	if (!count)
		reading->cells[0].text = (struct str){"", 0};
}

/* Rows that have too few cells are padded with empty ones, too, and then their numbers may have moved to the left:
 * behind the last number, they are left out, unless it is known to be otherwise. */
static void leave_out_padding(const struct reading *reading, struct block *block)
{
	size_t count = block->ncells;
	while (count && !reading->cells[count - 1].text.nbytes)
		count--;
	if (count && value_is_likely(reading->cells[count - 1].text))
		block->ncells = count;
}

static void emit_record(struct reading *reading, const struct delimited_record *record,
			const struct delimited_numbers *numbers)
{
	size_t ncells = record->nfields < BLOCK_MAX_CELLS ? record->nfields : BLOCK_MAX_CELLS, filled = 0;
	struct block block = {.kind = BLOCK_ROW, .line = reading->line, .ncells = ncells, .cells = reading->cells};
	put_cells(reading, record, ncells);
	while (filled < ncells && !reading->cells[filled].text.nbytes)
		filled++;
	if (record->nfilled == 1 && !record->is_cut && is_prose(reading->cells[filled].text)) {
		emit_paragraphs(reading, &reading->cells[filled]);
		return;
	}
	block.grid = record->nfilled != 1;
	block.truncated = record->is_cut || ncells > numbers->width;
	if (block.truncated)
		leave_out_numbers(reading, &block);
	else if (!delimited_has_blank_end(numbers, record))
		leave_out_padding(reading, &block);
	reading->sink->take(reading->sink->context, &block);
}

static void emit_table(struct reading *reading, const struct stretch *stretch)
{
	struct delimited_record record;
	struct delimited_numbers numbers = {.end = stretch->text.ptr};
	struct str rest = stretch->text, before = rest;
	for (; delimited_next(&rest, stretch->separator, &record); before = rest) {
		if (record.text.ptr >= numbers.end)
			numbers = delimited_find_numbers(before, stretch->separator, stretch->width);
		if (record.nfields > 1)
			emit_record(reading, &record, &numbers);
		reading->line += (uint32_t)str_count(record.text, '\n') + 1;
	}
}

/* A copy of the text, with room behind it for all of its cells. */
static struct str copy_text(struct delimited_reader *reader, struct str text)
{
	enum { COPIES = 2 };
	if (text.nbytes > (SIZE_MAX - 1) / COPIES)
		alloc_fail();
	strbuf_clear_for(&reader->text, text.nbytes * COPIES);
	strbuf_append(&reader->text, text);
	return strbuf_view(&reader->text);
}

/* A paragraph that stands in quotes; false when the line is none. */
static bool read_quoted(struct reading *reading, struct text_reader *plain, struct str *rest)
{
	struct delimited_record record;
	struct str behind = *rest;
	if (!rest->nbytes || rest->ptr[0] != '"' || !delimited_next(&behind, ',', &record) || record.nfields > 1 ||
	    !record.fields[0].is_quoted)
		return false;
	text_reader_end(plain);
	reading->line = plain->line + 1;
	put_cells(reading, &record, 1);
	emit_paragraphs(reading, &reading->cells[0]);
	plain->line += (uint32_t)str_count(record.text, '\n') + 1;
	*rest = behind;
	return true;
}

void delimited_read_blocks(struct delimited_reader *reader, struct str text, const struct block_sink *sink)
{
	struct reading reading = {.reader = reader, .sink = sink};
	struct str rest = copy_text(reader, text), line;
	struct text_reader plain;
	struct search search = {0};
	struct stretch stretch;
	text_reader_begin(&plain, sink);
	while (rest.nbytes) {
		if (read_quoted(&reading, &plain, &rest))
			continue;
		if (!find_table(&search, rest, &stretch)) {
			text_next_line(&rest, &line);
			text_reader_take_line(&plain, line);
			continue;
		}
		text_reader_end(&plain);
		reading.line = plain.line + 1;
		emit_table(&reading, &stretch);
		for (size_t i = 0; i < stretch.nlines; i++, plain.line++)
			text_next_line(&rest, &line);
	}
	text_reader_end(&plain);
}

void delimited_reader_free(struct delimited_reader *reader)
{
	strbuf_free(&reader->text);
	*reader = (struct delimited_reader){0};
}
