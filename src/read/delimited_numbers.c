/* Whether the empty fields behind a row's last number are cells of the row. They are padding where the row had too
 * few cells, of which any may have been left out: then its numbers have moved to the left, and which they are is not
 * known.
 *
 * Two things leave out cells. What takes a table apart at its blanks leaves out the empty ones; then there is none
 * before one that is filled. And what writes the cells of a page one after the other leaves out those that a cell above
 * reaches down to; then most rows begin their numbers earlier than those that are whole, and are padded. Where a group
 * of rows shows neither, the numbers of a row that begin where those of the whole rows do have not moved: a label
 * directly before them would stand where the others have numbers. Where none is, a row must show that cells below
 * another are written as empty ones. */

#include "read/delimited_parts.h"
#include "read/value.h"

enum { MIN_WHOLE_ROWS = 2 };

/* What the rows of a group have shown so far. */
struct shown {
	size_t start;                   /* where the first numbers begin of rows whose last field is one, too */
	size_t nwhole;                  /* how many of those begin there */
	size_t first;                   /* where the first numbers begin of all rows as wide */
	bool has_empty, has_covered;    /* before one that is filled; before a label of a row with numbers */
};

static bool is_filled(const struct delimited_record *record, size_t field)
{
	return record->fields[field].text.nbytes > 0;
}

static size_t count_fields(const struct delimited_record *record)
{
	return record->nfields < BLOCK_MAX_CELLS ? record->nfields : BLOCK_MAX_CELLS;
}

static size_t find_number(const struct delimited_record *record)
{
	size_t at = 0, count = count_fields(record);
	while (at < count && !(is_filled(record, at) && value_is_numeric(record->fields[at].text)))
		at++;
	return at;
}

static void look_at(struct shown *shown, const struct delimited_record *record, size_t width)
{
	size_t count = count_fields(record), number = find_number(record);
	bool has_numbers = delimited_has_numbers(record), empty = false;
	for (size_t i = 0; i < count && record->nfilled > 1; i++) {
		bool filled = is_filled(record, i);
		shown->has_empty |= empty && filled;
		shown->has_covered |= has_numbers && i < number && filled && !is_filled(record, 0);
		empty |= !filled;
	}
	if (!has_numbers || count != width)
		return;
	shown->first = number < shown->first ? number : shown->first;
	if (!is_filled(record, width - 1))
		return;
	if (number < shown->start)
		shown->nwhole = 0;
	shown->start = number < shown->start ? number : shown->start;
	shown->nwhole += number == shown->start;
}

struct delimited_numbers delimited_find_numbers(struct str text, char separator, size_t width)
{
	struct delimited_numbers numbers = {.end = text.ptr + text.nbytes};
	struct shown shown = {.start = BLOCK_MAX_CELLS, .first = BLOCK_MAX_CELLS};
	struct delimited_record record;
	bool any_numbers = false;
	while (delimited_next(&text, separator, &record)) {
		bool has_numbers = delimited_has_numbers(&record);
		if (any_numbers && !has_numbers) {
			numbers.end = record.text.ptr;
			break;
		}
		any_numbers |= has_numbers;
		look_at(&shown, &record, width);
	}
	numbers.width = width;
	numbers.start = shown.start;
	numbers.has_covered = shown.has_covered;
	numbers.stand_still = shown.nwhole >= MIN_WHOLE_ROWS && shown.has_empty && shown.first == shown.start;
	return numbers;
}

bool delimited_has_blank_end(const struct delimited_numbers *numbers, const struct delimited_record *record)
{
	return numbers->stand_still && record->nfields == numbers->width && delimited_has_numbers(record) &&
	       find_number(record) == numbers->start && numbers->start > 0 &&
	       (numbers->has_covered || is_filled(record, numbers->start - 1));
}
