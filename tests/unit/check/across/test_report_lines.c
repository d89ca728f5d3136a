/* Where a report's cells stand, in a few bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/fold.h"
#include "check/across/report_lines.h"
#include "check/examined.h"
#include "check/sample_text.h"

static struct report report, unpacked;
static struct strbuf packed;

/* The report without its lines, as it comes from a summary. */
static void forget_lines(void)
{
	unpacked = report;
	unpacked.title_line = 0;
	for (size_t i = 0; i < report.format->ntables; i++)
		unpacked.tables[i].line = 1;
	for (size_t i = 0; i < report.format->ncells; i++)
		unpacked.cells[i].line = 0;
}

/* Whether the lines come back; else nothing may have changed. Returns how many bytes they take. */
static size_t round_trip(bool comes_back)
{
	strbuf_clear(&packed);
	strbuf_append_text(&packed, "before");
	report_lines_pack(&report, &packed);
	forget_lines();
	assert_int_equal(report_lines_unpack(packed.ptr + 6, &unpacked), comes_back);
	assert_int_equal(unpacked.title_line, comes_back ? report.title_line : 0);
	for (size_t i = 0; i < report.format->ntables; i++)
		assert_int_equal(unpacked.tables[i].line, comes_back ? report.tables[i].line : 1);
	for (size_t i = 0; i < report.format->ncells; i++)
		assert_int_equal(unpacked.cells[i].line, comes_back ? report.cells[i].line : 0);
	return packed.nbytes - 6;
}

static void take_sample(const char *text)
{
	report = examine_text(text, "a.txt")->report;
	assert_true(report_is_checked(&report));
	assert_true(report.cells[0].line > 0);
}

static void of_a_sample(void **state)
{
	take_sample(sample_text);
	assert_in_range(round_trip(true), 8, 40);
	/* A row and a table that are not there. */
	take_sample(with(sample_text, "行政处罚\t4\t", "行政强执\t4\t"));
	round_trip(true);
	for (size_t i = 0; i < report.format->tables[1].ncells; i++)
		report.cells[report.format->tables[1].first_cell + i] = (struct cell){.status = CELL_ABSENT};
	report.tables[1].line = 0;
	round_trip(true);
	report.title_line = 0;
	round_trip(true);
}

/* The cells of row `row` from line `first` on, `step` apart. */
static void put_row(size_t row, uint32_t first, uint32_t step)
{
	for (size_t i = 0; i < format_row_block(report.format, row)->ncolumns; i++) {
		struct cell *cell = &report.cells[(size_t)report.format->rows[row].first_cell + i];
		cell->status = CELL_READ;
		cell->line = first + step * (uint32_t)i;
	}
}

/* Rows in any order, their cells some lines apart, cells among them that are not there. */
static void of_any_layout(void **state)
{
	take_sample(sample_text);
	for (uint64_t round = 0; round < 300; round++) {
		for (size_t row = 0; row < report.format->nrows; row++)
			if (report.format->rows[row].first_cell != FORMAT_NONE)
				put_row(row, 1 + (uint32_t)(hash_mix(round * 100 + row) % (10 + round * 7)),
					(uint32_t)(hash_mix(row) % (1 + round % 4)));
		for (size_t i = 0; round % 3 && i < report.format->ncells; i++)
			if (hash_mix(round + i * 7) % 5 == 0)
				report.cells[i] = (struct cell){.status = CELL_ABSENT};
		strbuf_clear(&packed);
		report_lines_pack(&report, &packed);
		round_trip(packed.ptr[0] != 0);
		/* Without gaps all is known, as long as there is room. */
		if (round % 3 == 0 && round < 100)
			assert_int_not_equal(packed.ptr[6], 0);
	}
}

static void what_is_not_known(void **state)
{
	size_t row = row_named("requests/new");
	struct cell *cells = &report.cells[known_format->rows[row].first_cell];
	take_sample(sample_text);
	/* One cell in another line; one without a line; the line before; a line beyond reach. */
	cells[2].line++;
	round_trip(false);
	cells[2].line = 0;
	round_trip(false);
	cells[2].line = cells[1].line;
	round_trip(true);
	cells[1].line--;
	round_trip(false);
	put_row(row, UINT32_MAX - 20, 0);
	assert_int_equal(round_trip(false), 1);
	take_sample(sample_text);
	report.title_line = UINT32_MAX;
	round_trip(false);
}

static int release(void **state)
{
	strbuf_free(&packed);
	return forget(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_a_sample),
		cmocka_unit_test(of_any_layout),
		cmocka_unit_test(what_is_not_known),
	};
	return cmocka_run_group_tests(tests, know, release);
}
