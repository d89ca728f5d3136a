/* Tables with a | behind each cell, as programs leave them that take the text out of web pages: a row a line, or a cell
 * a line.
 *
 *     第二十条第(五)项 | |||               |
 *     信息内容 | 本年处理决定数量 | ||     行政许可 |
 *     行政许可 | 0 | ||                    0 | ||
 *
 * A | may stand before each row. Behind the last cell of a row come as many more | as the widest row has cells more:
 * they fill it up and are no cells, nor do they tell which ones are missing. Of cells that span rows, only the first
 * row has any. Empty cells may be there, as a | without text, or they were left out, and then the numbers behind them
 * have moved up. So these rows have no grid, and a last | alone, which may be an empty cell or a filler, is left off.
 *
 * Where each cell has a line, a row ends where it is filled up, or as wide as the rows that were. Else a text behind
 * numbers begins a new one, and so does a number behind many texts, which are heads. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "read/text_parts.h"
#include "read/value.h"

enum {
	MANY_TEXTS = 4,                 /* more than a row has labels */
	MAX_SIGN_NBYTES = 27,           /* 减12: a number with a word before it */
};

/* Whether the digits at the start of a text, `ndigits` of them, number a label: 1.属于国家秘密. */
static bool is_ordinal(struct str text, size_t ndigits)
{
	struct str rest = str_slice(text, ndigits, text.nbytes);
	if (str_starts_with(rest, STR(".")))
		return rest.nbytes == 1 || !ascii_is_digit(rest.ptr[1]);
	return str_starts_with(rest, STR("、")) || str_starts_with(rest, STR("．"));
}

/* Whether a text holds Chinese characters, told by the bytes they begin with. */
static bool has_words(struct str text)
{
	for (size_t i = 0; i < text.nbytes; i++)
		if (utf8_leads_ideograph(text.ptr[i]))
			return true;
	return false;
}

/* Whether a text is the character that stands for a number that is not there. */
static bool is_none(struct str text)
{
	struct utf8_char c = utf8_decode(text);
	return c.code_point == VALUE_NONE && c.nbytes == text.nbytes;
}

/* Whether a cell is a number, or stands for one as a dash does, and is no label or head. */
static bool is_value(struct str text)
{
	size_t ndigits = ascii_skip_digits(text, 0);
	if (ndigits)
		return !is_ordinal(text, ndigits);
	if (value_begins_wide_digit(text) || !has_words(text) || is_none(text))
		return true;
	return text.nbytes <= MAX_SIGN_NBYTES &&
	       (ascii_is_digit(text.ptr[text.nbytes - 1]) ||
		value_begins_wide_digit(str_slice(text, text.nbytes - 3, 3)));
}

/* What stands behind the last text of a line, and behind the | that ends its cell. */
struct tail {
	size_t nempty;                  /* | that stand alone: empty cells */
	size_t nfillers;                /* | with nothing between that fill the row up */
};

/* Cuts the | and blanks at the end off `*line`. */
static struct tail take_tail(struct str *line)
{
	size_t end = line->nbytes, nbars = 0, nlast = 0;
	while (end > 0 && (line->ptr[end - 1] == '|' || line->ptr[end - 1] == ' '))
		nbars += line->ptr[--end] == '|';
	while (nlast < nbars && line->ptr[line->nbytes - 1 - nlast] == '|')
		nlast++;
	/* |规章|0||| is Markdown without blanks. */
	if (nlast == 1 || (nlast == nbars && end && line->ptr[0] == '|'))
		nlast = 0;
	nbars -= nlast;
	line->nbytes = end;
	return (struct tail){.nempty = end && nbars ? nbars - 1 : nbars, .nfillers = nlast};
}

static void add_cell(struct text_reader *reader, struct str text, struct text_place *place)
{
	text_add_cell(reader, text_strip_emphasis(str_trim(text)), place);
}

/* One cell a line. */

static void add_empty_cells(struct text_reader *reader, struct str line, size_t count)
{
	struct text_place place = {line.ptr, 1};
	for (size_t i = 0; i < count; i++)
		text_add_cell(reader, (struct str){line.ptr, 0}, &place);
	reader->bars.gathering |= count > 0;
}

static size_t count_last_empty(const struct text_reader *reader)
{
	size_t count = 0;
	while (count < reader->ncells && !reader->cells[reader->ncells - 1 - count].text.nbytes)
		count++;
	return count;
}

void bars_finish_row(struct text_reader *reader)
{
	struct bars *bars = &reader->bars;
	size_t nempty = count_last_empty(reader), nfillers = bars->leading ? 2 : 1;
	reader->ncells -= nempty < nfillers ? nempty : nfillers;
	bars->gathering = bars->has_values = false;
	bars->ntexts = 0;
}

/* Ends a row whose end is certain. */
static void end_whole_row(struct text_reader *reader)
{
	reader->bars.gathering = reader->bars.has_values = reader->bars.row_begun = false;
	reader->bars.ntexts = 0;
	text_end_row(reader, false);
}

static void end_filled_row(struct text_reader *reader, size_t nfillers)
{
	struct bars *bars = &reader->bars;
	size_t ncells = bars->gathering ? reader->ncells : bars->nbefore;
	if (ncells && ncells + nfillers > bars->width)
		bars->width = ncells + nfillers;
	end_whole_row(reader);
}

/* A | without text: it stands between rows, or for an empty cell. */
static void take_lone_bar(struct text_reader *reader, struct str line)
{
	struct bars *bars = &reader->bars;
	if (!bars->inside)
		bars->leading = true;
	if (bars->ntexts >= MANY_TEXTS && !bars->has_values)
		text_end_row(reader, false);
	if (!bars->gathering && !bars->row_begun)
		bars->row_begun = true;
	else
		add_empty_cells(reader, line, 1);
}

static void take_cell(struct text_reader *reader, struct str line, struct str text)
{
	struct bars *bars = &reader->bars;
	struct text_place place = {line.ptr, 1};
	bool value = is_value(text), behind_empty = count_last_empty(reader) > 0;
	if (value ? !bars->has_values && bars->ntexts >= MANY_TEXTS : bars->has_values || behind_empty)
		text_end_row(reader, false);
	if (!bars->inside)
		bars->leading = false;
	add_cell(reader, text, &place);
	bars->gathering = true;
	bars->row_begun = false;
	bars->has_values |= value;
	bars->ntexts += !value;
}

static void take_cell_line(struct text_reader *reader, struct str line, struct str text, struct tail tail)
{
	struct bars *bars = &reader->bars;
	if (!bars->inside)
		bars->width = 0;
	if (text.nbytes)
		take_cell(reader, line, text);
	else if (tail.nempty && tail.nempty--)
		take_lone_bar(reader, line);
	add_empty_cells(reader, line, tail.nempty);
	if (tail.nfillers)
		end_filled_row(reader, tail.nfillers);
	else if (text.nbytes && !tail.nempty && reader->ncells == bars->width)
		end_whole_row(reader);
}

/* One row a line. */

static void take_row_line(struct text_reader *reader, struct str line, struct str cells, struct tail tail)
{
	struct text_place place = {line.ptr, 1};
	struct str cell;
	text_end_row(reader, false);
	while (str_split(&cells, '|', &cell))
		add_cell(reader, cell, &place);
	if (tail.nempty && !tail.nfillers && reader->bars.on)
		tail.nempty--;
	for (size_t i = 0; i < tail.nempty; i++)
		text_add_cell(reader, (struct str){line.ptr, 0}, &place);
	text_end_row(reader, false);
}

/* The rule below a head: its | at the end tells that it is none of Markdown, unless one stands at the start as well. */
static bool is_rule(struct str text)
{
	for (size_t i = 0; i < text.nbytes; i++)
		if (text.ptr[i] != '|' && text.ptr[i] != '-' && text.ptr[i] != ' ')
			return false;
	return str_contains(text, STR("---"));
}

bool bars_take_line(struct text_reader *reader, struct str line)
{
	struct bars *bars = &reader->bars;
	struct str text = str_trim(line);
	if (!str_ends_with(text, STR("|")))
		return false;
	if (is_rule(text)) {
		bars->on |= text.ptr[0] != '|';
		return bars->on;
	}
	struct tail tail = take_tail(&text);
	/* Empty rows of Markdown. */
	if (!text.nbytes && !tail.nfillers && tail.nempty > 1 && !bars->inside)
		return false;
	bool only_bars = !text.nbytes, leading = !only_bars && text.ptr[0] == '|';
	/* Without anything that tells of such tables, rows with | at both ends are Markdown, and a line with one at its
	 * end is a paragraph. */
	if (!bars->on && !only_bars && !tail.nfillers && (leading || !memchr(text.ptr, '|', text.nbytes)))
		return false;
	bars->on |= only_bars || tail.nfillers;
	if (leading)
		text = str_slice(text, 1, text.nbytes);
	bool is_row = leading || (!only_bars && memchr(text.ptr, '|', text.nbytes));
	bars->rows = is_row || (bars->rows && bars->inside);
	if (is_row || (bars->rows && !only_bars))
		take_row_line(reader, line, text, tail);
	else if (!bars->rows)
		take_cell_line(reader, line, text, tail);
	bars->inside = true;
	bars->nbefore = 0;
	return true;
}

bool bars_may_take_line(struct str line)
{
	struct str text = str_trim(line);
	if (!str_ends_with(text, STR("|")))
		return false;
	if (text.ptr[0] != '|')
		return true;
	struct tail tail = take_tail(&text);
	return tail.nfillers || !text.nbytes;
}

bool bars_leave(struct text_reader *reader, struct str line)
{
	struct bars *bars = &reader->bars;
	if (bars->gathering) {
		if (!str_trim(line).nbytes)
			return true;
		text_end_row(reader, false);
	}
	if (line.nbytes) {
		bars->inside = false;
		bars->nbefore = bars_end_line(line.ptr, line.ptr + line.nbytes) ? bars->nbefore + 1 : 0;
	}
	return false;
}
