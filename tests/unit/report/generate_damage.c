#include "base/utf8.h"
#include "report/generate.h"

const char *damage_name(enum damage damage)
{
	static const char *const names[DAMAGE_NKINDS] = {
		[DAMAGE_NONE] = "none",
		[DAMAGE_LABEL_BREAKS] = "labels broken",
		[DAMAGE_LABEL_BLANKS] = "blanks in labels",
		[DAMAGE_BRACKETS] = "half-width marks",
		[DAMAGE_WIDE_DIGITS] = "full-width digits",
		[DAMAGE_HEADING_MARKS] = "marked headings",
		[DAMAGE_SENTENCES] = "sentences",
		[DAMAGE_PAGES] = "page numbers",
		[DAMAGE_GAPS] = "blank lines",
		[DAMAGE_BAD_BYTES] = "bad bytes",
		[DAMAGE_LABEL_RESTS] = "label in two rows",
		[DAMAGE_LABEL_MOVED] = "label moved",
		[DAMAGE_LABEL_DOUBLED] = "label doubled",
		[DAMAGE_SLASHES] = "signs for nothing",
		[DAMAGE_BLANKS] = "blank cells",
		[DAMAGE_LAST_LOST] = "last column lost",
		[DAMAGE_MIDDLE_LOST] = "number lost",
		[DAMAGE_EXTRA] = "number too many",
		[DAMAGE_GLUED] = "numbers glued",
		[DAMAGE_ROWS_LOST] = "rows lost",
	};
	return names[damage];
}

static bool is_row(const struct sheet_line *line)
{
	return line->kind == SHEET_HEAD || line->kind == SHEET_ROW;
}

/* A random line with numbers. */
static size_t pick_row(struct made *made)
{
	size_t nrows = 0, at = 0;
	for (size_t i = 0; i < made->nlines; i++)
		nrows += made->lines[i].kind == SHEET_ROW;
	size_t wanted = made_random(made, (unsigned)nrows);
	while (made->lines[at].kind != SHEET_ROW || wanted-- > 0)
		at++;
	return at;
}

/* The place of a row's first number, and how many there are. */
static size_t first_number(const struct sheet_line *line)
{
	size_t i = 0;
	while (i < line->ncells && line->cells[i].cell == FORMAT_NONE)
		i++;
	return i;
}

static size_t count_numbers(const struct sheet_line *line)
{
	size_t count = 0;
	for (size_t i = 0; i < line->ncells; i++)
		count += line->cells[i].cell != FORMAT_NONE;
	return count;
}

static void mark(struct made *made, const struct sheet_line *line, enum made_state state)
{
	for (size_t i = 0; i < line->ncells; i++)
		if (line->cells[i].cell != FORMAT_NONE && made->states[line->cells[i].cell] < state)
			made->states[line->cells[i].cell] = state;
}

static bool is_damaged(const struct made *made, const struct sheet_line *line)
{
	for (size_t i = 0; i < line->ncells; i++)
		if (line->cells[i].cell != FORMAT_NONE && made->states[line->cells[i].cell] != MADE_WHOLE)
			return true;
	return false;
}

static void delete_cell(struct sheet_line *line, size_t at)
{
	memmove(&line->cells[at], &line->cells[at + 1], (line->ncells - at - 1) * sizeof(*line->cells));
	line->ncells--;
}

static void insert_cell(struct sheet_line *line, size_t at, struct str text)
{
	if (line->ncells == SHEET_MAX_CELLS)
		return;
	memmove(&line->cells[at + 1], &line->cells[at], (line->ncells - at) * sizeof(*line->cells));
	line->ncells++;
	line->cells[at] = (struct sheet_cell){.text = text, .cell = FORMAT_NONE, .ncolumns = 1, .nrows = 1};
}

/* The column of the label of a row itself. */
static size_t label_column(const struct sheet_line *line)
{
	size_t at = first_number(line);
	while (at > 0 && !line->cells[at - 1].text.nbytes)
		at--;
	return at ? at - 1 : line->ncells;
}

/* Texts. */

static struct str insert_text(struct made *made, struct str text, size_t at, const char *inserted)
{
	struct strbuf out = {0};
	strbuf_append(&out, str_slice(text, 0, at));
	strbuf_append_text(&out, inserted);
	strbuf_append(&out, str_slice(text, at, text.nbytes));
	struct str result = arena_copy(&made->arena, strbuf_view(&out));
	strbuf_free(&out);
	return result;
}

/* A place between two characters, neither among the first `before` nor the last one; 0 when there is none. */
static size_t place_inside(struct made *made, struct str text, size_t before)
{
	size_t nchars = utf8_count(text), at = 0;
	if (nchars <= before + 1)
		return 0;
	for (size_t i = before + made_random(made, (unsigned)(nchars - before - 1)); i > 0; i--)
		at += utf8_decode(str_slice(text, at, text.nbytes)).nbytes;
	return at;
}

static struct str replace(struct made *made, struct str text, const char *const (*pairs)[2], size_t npairs)
{
	struct strbuf out = {0};
	while (text.nbytes) {
		size_t n = utf8_decode(text).nbytes;
		struct str c = str_slice(text, 0, n);
		for (size_t i = 0; i < npairs; i++)
			if (str_equal(c, str_from(pairs[i][0]))) {
				c = str_from(pairs[i][1]);
				break;
			}
		strbuf_append(&out, c);
		text = str_slice(text, n, text.nbytes);
	}
	struct str result = arena_copy(&made->arena, strbuf_view(&out));
	strbuf_free(&out);
	return result;
}

static void break_label(struct made *made, struct str *text, const char *with)
{
	size_t at = place_inside(made, *text, 2);
	if (at)
		*text = insert_text(made, *text, at, with);
}

static void damage_labels(struct made *made, enum damage damage)
{
	static const char *const blanks[] = {" ", "  ", "\xc2\xa0", "　"};
	static const char *const marks[][2] = {{"（", "("}, {"）", ") "}, {"，", ", "}, {"：", ":"}, {"、", "、 "}};
	bool breaks = damage == DAMAGE_LABEL_BREAKS;
	for (size_t i = 0; i < made->nlines; i++) {
		struct sheet_line *line = &made->lines[i];
		for (size_t j = 0; is_row(line) && j < line->ncells; j++) {
			struct str *text = &line->cells[j].text;
			if (line->cells[j].cell != FORMAT_NONE || !text->nbytes)
				continue;
			if (damage == DAMAGE_BRACKETS)
				*text = replace(made, *text, marks, 5);
			else if (made_once_in(made, 3))
				break_label(made, text, breaks ? "\v" : blanks[made_random(made, 4)]);
		}
	}
}

static bool has_empty_line(struct str text)
{
	struct str part;
	(void)str_split(&text, '\v', &part);
	while (str_split(&text, '\v', &part))
		if (text.ptr && !str_trim(part).nbytes)
			return true;
	return false;
}

static bool holds_empty_line(const struct sheet_line *line)
{
	for (size_t i = 0; is_row(line) && i < line->ncells; i++)
		if (has_empty_line(line->cells[i].text))
			return true;
	return false;
}

/* Broken twice in one place, a label holds an empty line: where an empty line ends a row, its numbers are then without
 * a label. So are those of a table that has no labels but its heads. */
static void mark_split_rows(struct made *made)
{
	for (size_t i = 0; i < made->nlines; i++) {
		const struct sheet_line *line = &made->lines[i];
		bool across = line->table >= 0 && made->form->format->tables[line->table].across;
		for (size_t j = i; holds_empty_line(line) && j < made->nlines; j++)
			if (j == i || (across && made->lines[j].table == line->table))
				mark(made, &made->lines[j], MADE_SPOILT);
	}
}

static void widen_digits(struct made *made)
{
	static const char *const digits[][2] = {
		{"0", "０"}, {"1", "１"}, {"2", "２"}, {"3", "３"}, {"4", "４"}, {"5", "５"},
		{"6", "６"}, {"7", "７"}, {"8", "８"}, {"9", "９"}, {".", "．"},
	};
	unsigned share = 1 + made_random(made, 3);
	for (size_t i = 0; i < made->nlines; i++)
		for (size_t j = 0; j < made->lines[i].ncells; j++)
			if (made->lines[i].cells[j].cell != FORMAT_NONE && made_once_in(made, share))
				made->lines[i].cells[j].text = replace(made, made->lines[i].cells[j].text, digits, 11);
}

static void mark_headings(struct made *made)
{
	static const char *const marks[][2] = {
		{"### ", ""}, {"**", "**"}, {"## **", "**"}, {"#", ""}, {"  ", "　"}, {"", "："},
	};
	for (size_t i = 0; i < made->nlines; i++) {
		struct sheet_line *line = &made->lines[i];
		unsigned choice = made_random(made, 6);
		if (line->kind != SHEET_HEADING)
			continue;
		line->text = insert_text(made, line->text, line->text.nbytes, marks[choice][1]);
		line->text = insert_text(made, line->text, 0, marks[choice][0]);
	}
}

static void spoil_prose(struct made *made)
{
	for (size_t i = 0; i < made->nlines; i++) {
		struct sheet_line *line = &made->lines[i];
		size_t at = line->kind == SHEET_PROSE ? place_inside(made, line->text, 3) : 0;
		if (at && line->text.nbytes > 60)
			line->text = insert_text(made, line->text, at, "\x01");
	}
}

/* Lines between. */

static void add_sentences(struct made *made)
{
	static const char *const sentences[] = {
		"2023年，主动公开政府信息128条。", "该部分以表格形式报告。表格如下：",
		"本年新收政府信息公开申请 5 件，结转下年度继续办理 3 件。",
		"全年制定行政规范性文件2件，作出行政处罚 14 件、行政许可20件。",
		"2022年，没有政府信息公开行政复议及行政诉讼情况。",
		"全年予以公开 12 件，部分公开 3 件，无法提供 1 件，总计 16 件。",
	};
	for (size_t i = 1; i < made->nlines; i++)
		if (made->lines[i].kind == SHEET_HEAD && made->lines[i - 1].kind == SHEET_HEADING)
			made_insert(made, i, SHEET_PROSE)->text = str_from(sentences[made_random(made, 6)]);
}

static void add_between(struct made *made, enum sheet_kind kind)
{
	static const char *const pages[] = {"- 4 -", "-4-", "第4页", "— 4 —"};
	for (unsigned i = 0; i < 1 + made_random(made, 4); i++) {
		size_t at = pick_row(made);
		struct str text = kind == SHEET_PAGE ? str_from(pages[made_random(made, 4)]) : (struct str){"", 0};
		if (made->lines[at - 1].kind == SHEET_ROW)
			made_insert(made, at, kind)->text = text;
	}
}

/* Labels. */

static void cut_label(struct made *made, size_t at)
{
	struct sheet_line *line = &made->lines[at];
	size_t column = label_column(line);
	if (column == line->ncells)
		return;
	struct str text = line->cells[column].text;
	size_t cut = place_inside(made, text, 5);
	if (!cut)
		return;
	mark(made, line, MADE_SPOILT);
	line->cells[column].text = str_slice(text, 0, cut);
	struct sheet_line *rest = made_insert(made, at + 1, SHEET_REST);
	*rest = made->lines[at];
	rest->kind = SHEET_REST;
	for (size_t i = 0; i < rest->ncells; i++) {
		rest->cells[i].text = i == column ? str_slice(text, cut, text.nbytes) : (struct str){"", 0};
		rest->cells[i].cell = FORMAT_NONE;
		rest->cells[i].ncolumns = rest->cells[i].nrows = 1;
	}
	if (made_once_in(made, 2))
		made_insert(made, at + 1, SHEET_GAP);
}

/* The label stands at the left edge, and the numbers one column further to the left. */
static void move_label(struct made *made, size_t at)
{
	struct sheet_line *line = &made->lines[at];
	size_t column = label_column(line);
	if (column == line->ncells || column < 2 || line->cells[0].text.nbytes)
		return;
	mark(made, line, MADE_SPOILT);
	line->cells[0] = line->cells[column];
	line->cells[column].text = (struct str){"", 0};
	delete_cell(line, column);
	insert_cell(line, line->ncells, (struct str){"", 0});
}

static void double_label(struct made *made, size_t at)
{
	struct sheet_line *line = &made->lines[at];
	size_t column = label_column(line);
	if (column == line->ncells || column < 1 || line->cells[column - 1].text.nbytes)
		return;
	mark(made, line, MADE_SPOILT);
	struct str group = made_once_in(made, 2) ? line->cells[column].text : STR("三、本年度办理结果");
	line->cells[column - 1].text = group;
	line->cells[column - 1].ncolumns = line->cells[column - 1].nrows = 1;
}

/* Numbers. */

static void empty_numbers(struct made *made, size_t at, bool sign)
{
	static const char *const signs[] = {"/", "-", "—", "无", "--", "－"};
	struct sheet_line *line = &made->lines[at];
	unsigned share = 1 + made_random(made, 4);
	for (size_t i = 0; i < line->ncells; i++) {
		if (line->cells[i].cell == FORMAT_NONE || !made_once_in(made, share))
			continue;
		mark(made, line, MADE_SPOILT);
		made->states[line->cells[i].cell] = MADE_GONE;
		line->cells[i].text = sign ? str_from(signs[made_random(made, 6)]) : (struct str){"", 0};
	}
}

/* The table is cut at its ninth column. */
static void cut_edge(struct made *made)
{
	for (size_t i = 0; i < made->nlines; i++)
		if (count_numbers(&made->lines[i]) > 4 && is_damaged(made, &made->lines[i]))
			return;
	for (size_t i = 0; i < made->nlines; i++) {
		struct sheet_line *line = &made->lines[i];
		if (line->ncells != 10 || line->table < 0)
			continue;
		struct sheet_cell *last = &line->cells[9];
		if (last->cell != FORMAT_NONE) {
			mark(made, line, MADE_SPOILT);
			made->states[last->cell] = MADE_GONE;
		}
		line->ncells = 9;
	}
}

static void lose_number(struct made *made, size_t at, bool glued)
{
	struct sheet_line *line = &made->lines[at];
	size_t nnumbers = count_numbers(line);
	if (nnumbers < 2)
		return;
	size_t lost = first_number(line) + made_random(made, (unsigned)nnumbers - glued);
	mark(made, line, MADE_SPOILT);
	if (glued)
		line->cells[lost + 1].text = insert_text(made, line->cells[lost + 1].text, 0,
							 arena_copy(&made->arena, line->cells[lost].text).ptr);
	delete_cell(line, lost);
}

static void add_number(struct made *made, size_t at)
{
	struct sheet_line *line = &made->lines[at];
	size_t place = first_number(line) + made_random(made, (unsigned)count_numbers(line) + 1);
	mark(made, line, MADE_SPOILT);
	insert_cell(line, place, made_once_in(made, 2) ? STR("0") : STR("7"));
}

/* Groups that span the row are one row shorter. */
static void lose_row(struct made *made, size_t at)
{
	mark(made, &made->lines[at], MADE_GONE);
	for (size_t i = 0; i < at; i++)
		for (size_t j = 0; j < made->lines[i].ncells && made->lines[i].table == made->lines[at].table; j++)
			if (made->lines[i].cells[j].nrows > 1 && i + made->lines[i].cells[j].nrows > at)
				made->lines[i].cells[j].nrows--;
	made_remove(made, at);
}

/* One damage for each row: of two, the second can undo what tells the first. */
static void damage_row(struct made *made, enum damage damage, size_t at)
{
	if (is_damaged(made, &made->lines[at]))
		return;
	switch (damage) {
	case DAMAGE_LABEL_RESTS: cut_label(made, at); break;
	case DAMAGE_LABEL_MOVED: move_label(made, at); break;
	case DAMAGE_LABEL_DOUBLED: double_label(made, at); break;
	case DAMAGE_SLASHES: empty_numbers(made, at, true); break;
	case DAMAGE_BLANKS: empty_numbers(made, at, false); break;
	case DAMAGE_MIDDLE_LOST: lose_number(made, at, false); break;
	case DAMAGE_GLUED: lose_number(made, at, true); break;
	case DAMAGE_EXTRA: add_number(made, at); break;
	case DAMAGE_ROWS_LOST: lose_row(made, at); break;
	default: break;
	}
}

void made_damage(struct made *made, enum damage damage, enum layout layout)
{
	switch (damage) {
	case DAMAGE_NONE: return;
	case DAMAGE_LABEL_BREAKS:
	case DAMAGE_LABEL_BLANKS:
	case DAMAGE_BRACKETS:
		damage_labels(made, damage);
		if (layout == LAYOUT_CELLS)
			mark_split_rows(made);
		return;
	case DAMAGE_WIDE_DIGITS: widen_digits(made); return;
	case DAMAGE_HEADING_MARKS:
		if (layout != LAYOUT_LONG && layout != LAYOUT_HTML)
			mark_headings(made);
		return;
	case DAMAGE_SENTENCES: add_sentences(made); return;
	case DAMAGE_PAGES: add_between(made, SHEET_PAGE); return;
	case DAMAGE_GAPS: add_between(made, SHEET_GAP); return;
	case DAMAGE_BAD_BYTES: spoil_prose(made); return;
	case DAMAGE_LAST_LOST: cut_edge(made); return;
	default: break;
	}
	for (unsigned i = 0; i < 1 + made_random(made, 3); i++)
		damage_row(made, damage, pick_row(made));
}
