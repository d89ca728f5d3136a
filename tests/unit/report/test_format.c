#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/embedded.h"
#include "report/format.h"

static struct arena arena;

static const struct format *parse(const char *text)
{
	struct error error = {""};
	const struct format *format = format_parse(&arena, str_from(text), "a.format", &error);
	if (!format)
		fail_msg("%s", error.text);
	return format;
}

static void assert_fault(const char *text, const char *expected)
{
	struct error error = {"nothing"};
	assert_null(format_parse(&arena, str_from(text), "a.format", &error));
	assert_string_equal(error.text, expected);
	assert_null(format_parse(&arena, str_from(text), "a.format", NULL));
}

static void assert_text(struct str text, const char *expected)
{
	assert_true(str_equal(text, str_from(expected)));
}

static const char small[] =
	"format 7 \"第七\"\n"
	"section 1 \"甲\"\n"
	"  or \"乙\"\n"
	"  or \"丙\"\n"
	"section 2 \"丁\"\n"
	"table one section 2 \"表\" short \"表一\"\n"
	"  sign \"记号\"\n"
	"  block \"上\"\n"
	"    columns \"头\"\n"
	"      a \"子\" short \"子短\" under \"共\"\n"
	"      b \"丑\" or \"丑一\" or \"丑二\"\n"
	"    rows\n"
	"      first \"行一\"\n"
	"      group \"组\"\n"
	"        group \"组中组\"\n"
	"          in.x \"行二\"\n"
	"        in.y \"行三\"\n"
	"      last \"行四\"\n"
	"  block \"下\"\n"
	"    columns\n"
	"      c \"寅\"\n"
	"    rows\n"
	"      only \"行五\"\n"
	"table two section 1 \"表二\"\n"
	"  across\n"
	"  block \"横\"\n"
	"    columns\n"
	"      d \"卯\"\n"
	"    rows\n"
	"      p \"行六\"\n"
	"      q \"行七\"\n";

static void reads_a_form(void **state)
{
	const struct format *format = parse(small);
	assert_text(format->name, "7");
	assert_text(format->title, "第七");
	assert_int_equal(format->nsections, 2);
	assert_int_equal(format->sections[0].number, 1);
	assert_text(format->sections[0].heading.text, "甲");
	assert_int_equal(format->sections[0].heading.nvariants, 2);
	assert_text(format->sections[0].heading.variants[1], "丙");
	assert_int_equal(format->ntables, 2);
	const struct format_table *table = &format->tables[0];
	assert_text(table->name, "one");
	assert_text(table->title, "表");
	assert_text(table->short_title, "表一");
	assert_text(table->form, "7");
	assert_int_equal(table->section, 2);
	assert_false(table->across);
	assert_true(format->tables[1].across);
	assert_text(format->tables[1].short_title, "表二");
	assert_int_equal(table->nsigns, 1);
	assert_text(table->signs[0], "记号");
	assert_int_equal(table->nblocks, 2);
	assert_text(table->blocks[0].caption, "上");
	assert_text(table->blocks[0].head, "头");
	assert_text(table->blocks[1].head, "");
	const struct format_column *columns = table->blocks[0].columns;
	assert_int_equal(table->blocks[0].ncolumns, 2);
	assert_text(columns[0].name, "a");
	assert_text(columns[0].label.short_text, "子短");
	assert_text(columns[0].label.under, "共");
	assert_text(columns[1].label.short_text, "丑");
	assert_int_equal(columns[1].label.nvariants, 2);
	assert_text(columns[1].label.variants[0], "丑一");
}

static void numbers_rows_and_cells(void **state)
{
	const struct format *format = parse(small);
	static const struct {
		const char *name;
		int table, block, parent, depth, first_cell;
	} rows[] = {
		{"first", 0, 0, -1, 0, 0}, {"", 0, 0, -1, 0, -1}, {"", 0, 0, 1, 1, -1}, {"in.x", 0, 0, 2, 2, 2},
		{"in.y", 0, 0, 1, 1, 4},   {"last", 0, 0, -1, 0, 6}, {"only", 0, 1, -1, 0, 8}, {"p", 1, 0, -1, 0, 9},
		{"q", 1, 0, -1, 0, 10},
	};
	assert_int_equal(format->nrows, sizeof(rows) / sizeof(*rows));
	assert_int_equal(format->ncells, 11);
	for (size_t i = 0; i < format->nrows; i++) {
		assert_text(format->rows[i].name, rows[i].name);
		assert_int_equal(format->rows[i].table, rows[i].table);
		assert_int_equal(format->rows[i].block, rows[i].block);
		assert_int_equal(format->rows[i].parent, rows[i].parent);
		assert_int_equal(format->rows[i].depth, rows[i].depth);
		assert_int_equal(format->rows[i].first_cell, rows[i].first_cell);
		assert_ptr_equal(format_row_block(format, i), &format->tables[rows[i].table].blocks[rows[i].block]);
	}
	assert_int_equal(format->tables[0].nrows, 7);
	assert_int_equal(format->tables[0].ncells, 9);
	assert_int_equal(format->tables[1].first_row, 7);
	assert_int_equal(format->tables[1].first_cell, 9);
	assert_int_equal(format->tables[0].blocks[1].first_row, 6);
	assert_int_equal(format->tables[0].blocks[0].nrows, 6);
}

static void names_of_cells(void **state)
{
	const struct format *format = parse(small);
	static const char *const names[] = {
		"one/first/a", "one/first/b", "one/in.x/a", "one/in.x/b", "one/in.y/a", "one/in.y/b",
		"one/last/a",  "one/last/b",  "one/only/c", "two/p/d",    "two/q/d",
	};
	struct strbuf text = {0};
	for (size_t i = 0; i < format->ncells; i++) {
		strbuf_clear(&text);
		format_append_cell_name(format, i, &text);
		assert_string_equal(strbuf_text(&text), names[i]);
		assert_ptr_equal(format_cell_table(format, i), &format->tables[i >= 9]);
		assert_int_equal(format_cell_column(format, i), i < 8 ? i % 2 : 0);
	}
	strbuf_free(&text);
	assert_ptr_equal(format_find_table(format, STR("two")), &format->tables[1]);
	assert_null(format_find_table(format, STR("tw")));
}

static void forms_in_use(void **state)
{
	const struct format *format = format_parse(&arena, embedded_find("formats/2021.format"), "2021", NULL);
	assert_non_null(format);
	assert_int_equal(format->ncells, 10 + 175 + 15);
	assert_int_equal(format->nsections, 6);
	for (unsigned number = 1; number <= 6; number++)
		assert_int_equal(format->sections[number - 1].number, number);
	assert_string_equal(format_ordinal(1), "一");
	assert_string_equal(format_ordinal(10), "十");
	assert_string_equal(format_ordinal(0), "");
	assert_string_equal(format_ordinal(11), "");
}

static void faults_in_the_outline(void **state)
{
	assert_fault("", "a.format: a form needs a name, sections and tables");
	assert_fault("format 7 \"x\"\n", "a.format: a form needs a name, sections and tables");
	assert_fault("formats 7\n", "a.format:1:1: expected format, section or table");
	assert_fault("section 0 \"甲\"\n", "a.format:1:9: expected a section number from 1 to 9");
	assert_fault("section 10 \"甲\"\n", "a.format:1:9: expected a section number from 1 to 9");
	assert_fault("section\n", "a.format:1:1: expected a section number from 1 to 9");
	assert_fault("section 1 甲\n", "a.format:1:11: expected a label in quotes");
	assert_fault("section 1\n", "a.format:1:1: expected a label in quotes");
	assert_fault("section 1 \"甲\" oder \"乙\"\n", "a.format:1:15: expected short, under or or");
	assert_fault("section 1 \"甲\" or\n", "a.format:1:1: expected a text in quotes");
	assert_fault("section 1 \"甲\" or 乙\n", "a.format:1:18: expected a text in quotes");
	assert_fault("section 1 \"甲\n", "a.format:1:11: the closing quote is missing");
	assert_fault("table t \"表\"\n", "a.format:1:9: expected section and its number");
	assert_fault("table t section x \"表\"\n", "a.format:1:9: expected section and its number");
	assert_fault("table t section 1 \"表\"\n", "a.format:1:1: a table without blocks");
	assert_fault("table t section 1 \"表\"\n  rows\n",
		     "a.format:2:3: expected sign, foreign, foreign-row, across or block");
}

static void faults_in_blocks(void **state)
{
	static const struct {
		const char *lines, *fault;
	} cases[] = {
		{"", "a.format:2:3: a block without rows"},
		{"    rows\n      r \"行\"\n", "a.format:3:5: columns come before rows"},
		{"    columns\n", "a.format:3:5: a block without columns"},
		{"    columns\n      c\n", "a.format:4:7: expected a label in quotes"},
		{"    columns\n      c \"列\"\n", "a.format:2:3: a block without rows"},
		{"    columns\n      c \"列\"\n    rows\n", "a.format:2:3: a block without rows"},
		{"    columns\n      c \"列\"\n    rows\n      r 行\n", "a.format:6:9: expected a label in quotes"},
		{"    columns\n      c \"列\"\n    rows\n      r \"行\"\n        s \"行\"\n",
		 "a.format:6:7: only a group has rows below it"},
		{"    lines\n", "a.format:3:5: expected columns or rows"},
	};
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct strbuf text = {0};
		strbuf_printf(&text, "table t section 1 \"表\"\n  block \"块\"\n%s", cases[i].lines);
		assert_fault(strbuf_text(&text), cases[i].fault);
		strbuf_free(&text);
	}
}

static void append_lines(struct strbuf *text, const char *line, int count)
{
	for (int i = 0; i < count; i++)
		strbuf_printf(text, "%s\n", line);
}

/* A form with `ncolumns` and `nrows` in one block. */
static void build(struct strbuf *text, int ncolumns, int nrows)
{
	strbuf_clear(text);
	strbuf_append_text(text, "format 7 \"x\"\nsection 1 \"甲\"\n");
	strbuf_append_text(text, "table t section 1 \"表\"\n  block \"块\"\n    columns\n");
	append_lines(text, "      c \"列\"", ncolumns);
	strbuf_append_text(text, "    rows\n");
	append_lines(text, "      r \"行\"", nrows);
}

static void limits(void **state)
{
	struct strbuf text = {0};
	build(&text, FORMAT_MAX_COLUMNS, 1);
	assert_int_equal(parse(strbuf_text(&text))->ncells, FORMAT_MAX_COLUMNS);
	build(&text, FORMAT_MAX_COLUMNS + 1, 1);
	assert_fault(strbuf_text(&text), "a.format:22:7: more than 16 columns");
	build(&text, 4, FORMAT_MAX_ROWS);
	assert_int_equal(parse(strbuf_text(&text))->ncells, FORMAT_MAX_CELLS);
	build(&text, 4, FORMAT_MAX_ROWS + 1);
	assert_fault(strbuf_text(&text), "a.format:139:7: more than 128 rows");
	build(&text, 5, 103);
	assert_fault(strbuf_text(&text), "a.format:114:7: more than 512 cells");
	strbuf_clear(&text);
	append_lines(&text, "section 1 \"甲\"", FORMAT_MAX_SECTIONS + 1);
	assert_fault(strbuf_text(&text), "a.format:13:1: more than 12 sections");
	strbuf_clear(&text);
	append_lines(&text,
		     "table t section 1 \"表\"\n  block \"块\"\n    columns\n      c \"列\"\n    rows\n      r \"行\"",
		     FORMAT_MAX_TABLES + 1);
	assert_fault(strbuf_text(&text), "a.format:37:1: more than 6 tables");
	strbuf_free(&text);
}

static int free_arena(void **state)
{
	arena_free(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_a_form),
		cmocka_unit_test(numbers_rows_and_cells),
		cmocka_unit_test(names_of_cells),
		cmocka_unit_test(forms_in_use),
		cmocka_unit_test(faults_in_the_outline),
		cmocka_unit_test(faults_in_blocks),
		cmocka_unit_test(limits),
	};
	return cmocka_run_group_tests(tests, NULL, free_arena);
}
