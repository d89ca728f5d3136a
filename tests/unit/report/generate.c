#include <stdlib.h>

#include "report/generate.h"

static struct str copy(struct made *made, const char *text)
{
	return arena_copy(&made->arena, str_from(text));
}

static struct str number_text(struct made *made, int cell)
{
	struct strbuf text = {0};
	decimal value = made->values[cell];
	bool is_change = str_equal(made_column_name(made, cell), STR("change"));
	bool money = str_equal(made_column_name(made, cell), STR("amount")) && !made_random(made, 3);
	if (is_change && value && made_once_in(made, 3)) {
		strbuf_append_text(&text, value < 0 ? "减" : "增");
		value = value < 0 ? -value : value;
	} else if (is_change && value > 0 && made_once_in(made, 3)) {
		strbuf_append_text(&text, "+");
	}
	decimal_append(&text, value);
	if (money && strcmp(strbuf_text(&text), "0") != 0)
		strbuf_append_text(&text, "元");
	struct str result = arena_copy(&made->arena, strbuf_view(&text));
	strbuf_free(&text);
	return result;
}

static struct str wording(struct made *made, const struct format_label *label)
{
	if (label->nvariants && !made->official && made_once_in(made, 6))
		return label->variants[made_random(made, (unsigned)label->nvariants)];
	return label->text;
}

/* Lines. */

struct sheet_line *made_insert(struct made *made, size_t at, enum sheet_kind kind)
{
	if (made->nlines == SHEET_MAX_LINES)
		abort();
	struct sheet_line *line = &made->lines[at];
	memmove(line + 1, line, (made->nlines - at) * sizeof(*line));
	made->nlines++;
	memset(line, 0, sizeof(*line));
	line->kind = kind;
	line->table = line->row = FORMAT_NONE;
	return line;
}

void made_remove(struct made *made, size_t at)
{
	memmove(&made->lines[at], &made->lines[at + 1], (made->nlines - at - 1) * sizeof(*made->lines));
	made->nlines--;
}

static struct sheet_line *add_line(struct made *made, enum sheet_kind kind)
{
	return made_insert(made, made->nlines, kind);
}

static void add_text(struct made *made, enum sheet_kind kind, struct str text)
{
	add_line(made, kind)->text = text;
}

/* A cell at the end of `line`, and the places that it covers to its right. */
static void add_cell(struct sheet_line *line, struct str text, int cell, size_t ncolumns, size_t nrows)
{
	for (size_t i = 0; i < ncolumns && line->ncells < SHEET_MAX_CELLS; i++)
		line->cells[line->ncells++] = (struct sheet_cell){
			.text = i ? (struct str){"", 0} : text, .cell = (int16_t)(i ? FORMAT_NONE : cell),
			.ncolumns = (uint8_t)(i ? 0 : ncolumns), .nrows = (uint8_t)(i ? 0 : nrows)};
}

static void add_covered(struct sheet_line *line, size_t ncolumns)
{
	for (size_t i = 0; i < ncolumns; i++) {
		add_cell(line, (struct str){"", 0}, FORMAT_NONE, 1, 1);
		line->cells[line->ncells - 1].ncolumns = line->cells[line->ncells - 1].nrows = 0;
	}
}

static struct sheet_line *add_row(struct made *made, enum sheet_kind kind, int table, int row)
{
	struct sheet_line *line = add_line(made, kind);
	line->table = (int16_t)table;
	line->row = (int16_t)row;
	return line;
}

static void add_proactive(struct made *made, int index)
{
	const struct format *format = made->form->format;
	const struct format_table *table = &format->tables[index];
	for (size_t b = 0; b < table->nblocks; b++) {
		const struct format_block *block = &table->blocks[b];
		add_cell(add_row(made, SHEET_HEAD, index, FORMAT_NONE), block->caption, FORMAT_NONE, 4, 1);
		struct sheet_line *line = add_row(made, SHEET_HEAD, index, FORMAT_NONE);
		add_cell(line, block->head, FORMAT_NONE, 1, 1);
		for (size_t i = 0; i < block->ncolumns; i++)
			add_cell(line, wording(made, &block->columns[i].label), FORMAT_NONE,
				 i + 1 < block->ncolumns ? 1 : 4 - block->ncolumns, 1);
		for (int row = block->first_row; row < block->first_row + block->nrows; row++) {
			line = add_row(made, SHEET_ROW, index, row);
			add_cell(line, wording(made, &format->rows[row].label), FORMAT_NONE, 1, 1);
			for (size_t i = 0; i < block->ncolumns; i++)
				add_cell(line, number_text(made, format->rows[row].first_cell + (int)i),
					 format->rows[row].first_cell + (int)i,
					 i + 1 < block->ncolumns ? 1 : 4 - block->ncolumns, 1);
		}
	}
}

static size_t count_below(const struct format *format, int group)
{
	size_t count = 0;
	for (size_t i = 0; i < format->nrows; i++)
		for (int up = format->rows[i].parent; up != FORMAT_NONE; up = format->rows[up].parent)
			count += up == group && format->rows[i].first_cell != FORMAT_NONE;
	return count;
}

/* The heads of table three: its columns in one or two lines. */
static void add_request_heads(struct made *made, int index, size_t nlabels)
{
	const struct format_block *block = &made->form->format->tables[index].blocks[0];
	struct sheet_line *line = add_row(made, SHEET_HEAD, index, FORMAT_NONE);
	add_cell(line, block->caption, FORMAT_NONE, nlabels, 3);
	add_cell(line, block->head, FORMAT_NONE, block->ncolumns, 1);
	struct sheet_line *upper = add_row(made, SHEET_HEAD, index, FORMAT_NONE);
	struct sheet_line *lower = add_row(made, SHEET_HEAD, index, FORMAT_NONE);
	add_covered(upper, nlabels);
	add_covered(lower, nlabels);
	for (size_t i = 0; i < block->ncolumns; i++) {
		const struct format_label *label = &block->columns[i].label;
		bool first = i == 0 || !str_equal(label->under, block->columns[i - 1].label.under);
		if (!label->under.nbytes) {
			add_cell(upper, wording(made, label), FORMAT_NONE, 1, 2);
			add_covered(lower, 1);
			continue;
		}
		if (first)
			add_cell(upper, label->under, FORMAT_NONE, 5, 1);
		add_cell(lower, wording(made, label), FORMAT_NONE, 1, 1);
	}
}

/* The labels of a row in a grid with two or three columns for them: groups in their first row, then covered. */
static void add_labels(struct made *made, struct sheet_line *line, int row, bool *shown, size_t nlabels)
{
	const struct format *format = made->form->format;
	int groups[4], depth = format->rows[row].depth;
	for (int up = format->rows[row].parent, i = depth; up != FORMAT_NONE; up = format->rows[up].parent)
		groups[--i] = up;
	for (int i = 0; i < depth; i++) {
		if (shown[groups[i]])
			add_covered(line, 1);
		else
			add_cell(line, wording(made, &format->rows[groups[i]].label), FORMAT_NONE, 1,
				 count_below(format, groups[i]));
		shown[groups[i]] = true;
	}
	size_t rest = nlabels > (size_t)depth ? nlabels - (size_t)depth : 1;
	add_cell(line, wording(made, &format->rows[row].label), FORMAT_NONE, rest, 1);
}

/* In a grid of ten columns, the labels take three of them, or two with an empty one behind the numbers. */
static void add_requests(struct made *made, int index)
{
	const struct format *format = made->form->format;
	const struct format_table *table = &format->tables[index];
	bool shown[FORMAT_MAX_ROWS] = {false};
	size_t nlabels = made->wide_labels ? 3 : 2;
	add_request_heads(made, index, nlabels);
	for (int row = table->first_row; row < table->first_row + table->nrows; row++) {
		if (format->rows[row].first_cell == FORMAT_NONE)
			continue;
		struct sheet_line *line = add_row(made, SHEET_ROW, index, row);
		add_labels(made, line, row, shown, nlabels);
		for (int i = 0; i < 7; i++)
			add_cell(line, number_text(made, format->rows[row].first_cell + i),
				 format->rows[row].first_cell + i, 1, 1);
	}
	for (size_t i = 0; !made->wide_labels && i < made->nlines; i++)
		if (made->lines[i].table == index)
			while (made->lines[i].ncells < 10)
				add_cell(&made->lines[i], (struct str){"", 0}, FORMAT_NONE, 1, 1);
}

static void add_disputes(struct made *made, int index)
{
	const struct format *format = made->form->format;
	const struct format_table *table = &format->tables[index];
	const struct format_block *block = &table->blocks[0];
	struct sheet_line *top = add_row(made, SHEET_HEAD, index, FORMAT_NONE);
	add_cell(top, STR("行政复议"), FORMAT_NONE, 5, 1);
	add_cell(top, STR("行政诉讼"), FORMAT_NONE, 10, 1);
	struct sheet_line *middle = add_row(made, SHEET_HEAD, index, FORMAT_NONE);
	struct sheet_line *bottom = add_row(made, SHEET_HEAD, index, FORMAT_NONE);
	struct sheet_line *numbers = add_row(made, SHEET_ROW, index, FORMAT_NONE);
	for (int row = table->first_row; row < table->first_row + table->nrows; row++) {
		if (format->rows[row].first_cell == FORMAT_NONE)
			continue;
		bool below = format->rows[row].parent != FORMAT_NONE;
		if (below)
			add_cell(middle, wording(made, &format->rows[row].label), FORMAT_NONE, 5, 1);
		else
			add_covered(bottom, 5);
		for (size_t i = 0; i < block->ncolumns; i++) {
			add_cell(below ? bottom : middle, block->columns[i].label.text, FORMAT_NONE, 1, below ? 1 : 2);
			int cell = format->rows[row].first_cell + (int)i;
			add_cell(numbers, number_text(made, cell), cell, 1, 1);
		}
	}
}

/* The whole report. */

static void add_prose(struct made *made, const char *const *choices, size_t nchoices)
{
	struct strbuf text = {0};
	const char *choice = choices[made_random(made, (unsigned)nchoices)];
	for (; *choice; choice++) {
		if (*choice == 'N')
			strbuf_printf(&text, "%u", made_random(made, 400));
		else if (*choice == 'Y')
			strbuf_printf(&text, "%d", made->year);
		else
			strbuf_append_byte(&text, *choice);
	}
	add_text(made, SHEET_PROSE, arena_copy(&made->arena, strbuf_view(&text)));
	strbuf_free(&text);
}

static void add_section(struct made *made, unsigned number)
{
	static const char *const general[] = {
		"Y年，我镇坚持以公开促落实，全年主动公开信息N条，解读N篇，网民留言答复率为100%。",
		"本年度公开平台运行平稳，栏目共 N 个，发布 N 条，更新及时。",
		"全年组织培训N次，参加人员 N 人，未发生被追究责任的情形。",
	};
	static const char *const problems[] = {
		"一些栏目更新不及时，公开内容不够丰富，明年将加强培训，逐项改进。",
		"主要问题有：一是专职人员少；二是解读形式单一。Y年将增加N名人员。",
	};
	static const char *const matters[] = {
		"设公开栏主动公开信息，依申请公开有专人办理，文件公开前经过审核。社会评议良好，纳入年度考核，没有责任追究情形。",
	};
	static const char *const other[] = {"本年度未收取信息处理费。", "没有其他需要报告的情况。"};
	const struct format_section *section = &made->form->format->sections[number - 1];
	struct strbuf text = {0};
	strbuf_printf(&text, "%s、", format_ordinal(number));
	strbuf_append(&text, wording(made, &section->heading));
	add_text(made, SHEET_HEADING, arena_copy(&made->arena, strbuf_view(&text)));
	strbuf_free(&text);
	if (number == 1)
		for (unsigned i = 0; i < 1 + made_random(made, 3); i++)
			add_prose(made, general, 3);
	if (number == 1)
		add_prose(made, matters, 1);
	if (number == 5)
		add_prose(made, problems, 2);
	if (number == 6)
		add_prose(made, other, 2);
}

static void add_ends(struct made *made, bool begin)
{
	static const char *const names[] = {"芦溪县松涧镇人民政府", "汀州市云岭区水务局", "柳塘县民政局"};
	static const char *const preface[] = {
		"根据《政府信息公开条例》编制本报告，所列数据的统计期限自Y年1月1日起至Y年12月31日止。"};
	struct strbuf text = {0};
	if (begin) {
		made->agency = copy(made, names[made_random(made, 3)]);
		strbuf_append(&text, made->agency);
		strbuf_printf(&text, "%d年政府信息公开工作年度报告", made->year);
		add_text(made, SHEET_TITLE, arena_copy(&made->arena, strbuf_view(&text)));
		add_prose(made, preface, 1);
	} else {
		add_text(made, SHEET_PROSE, made->agency);
		strbuf_printf(&text, "%d年1月20日", made->year + 1);
		add_text(made, SHEET_PROSE, arena_copy(&made->arena, strbuf_view(&text)));
	}
	strbuf_free(&text);
}

void made_begin(struct made *made, const struct form *form, uint64_t seed, bool wrong)
{
	arena_reset(&made->arena);
	made->random = seed;
	made->form = form;
	made->year = (int)made_random(made, 5);
	made->year = str_equal(form->format->name, STR("2019")) ? 2019 + made->year % 2 : 2021 + made->year;
	made->wide_labels = made_random(made, 4) != 0;
	made->padded = made_once_in(made, 2);
	/* Nothing is drawn for it, so that the numbers of other layouts stay what they were. */
	made->bars = (unsigned)(seed / 16 % BARS_NKINDS);
	made->nlines = 0;
	memset(made->states, 0, sizeof(made->states));
	made_fill_numbers(made, wrong);
	add_ends(made, true);
	for (unsigned section = 1; section <= form->format->nsections; section++) {
		add_section(made, section);
		for (size_t i = 0; i < form->format->ntables; i++) {
			if (form->format->tables[i].section != section)
				continue;
			if (form->format->tables[i].across)
				add_disputes(made, (int)i);
			else if (str_equal(form->format->tables[i].name, STR("requests")))
				add_requests(made, (int)i);
			else
				add_proactive(made, (int)i);
		}
	}
	add_ends(made, false);
}
