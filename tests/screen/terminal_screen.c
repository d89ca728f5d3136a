/* What is on the screen. */
#include "terminal_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* libvterm puts this in the second column of a wide character. */
#define CONTINUATION ((uint32_t)-1)

static int on_property(VTermProp property, VTermValue *value, void *user)
{
	struct terminal *t = user;

	if (property == VTERM_PROP_CURSORVISIBLE)
		t->is_cursor_visible = value->boolean != 0;
	else if (property == VTERM_PROP_ALTSCREEN)
		t->is_altscreen = value->boolean != 0;
	return 1;
}

static int on_bell(void *user)
{
	struct terminal *t = user;

	t->nbells++;
	return 1;
}

static void on_output(const char *data, size_t nbytes, void *user)
{
	struct terminal *t = user;

	bytes_append(&t->outgoing, data, nbytes);
}

void terminal_watch_screen(struct terminal *t)
{
	static const VTermScreenCallbacks callbacks = {.settermprop = on_property, .bell = on_bell};

	vterm_screen_set_callbacks(t->screen, &callbacks, t);
	vterm_output_set_callback(t->vt, on_output, t);
}

void terminal_size(const struct terminal *t, int *nrows, int *ncols)
{
	vterm_get_size(t->vt, nrows, ncols);
}

static VTermScreenCell get_cell(const struct terminal *t, int row, int col)
{
	VTermScreenCell cell = {0};
	int nrows, ncols;

	terminal_size(t, &nrows, &ncols);
	if (row >= 0 && row < nrows && col >= 0 && col < ncols)
		vterm_screen_get_cell(t->screen, (VTermPos){row, col}, &cell);
	return cell;
}

static void append_utf8(struct bytes *text, uint32_t ch)
{
	char utf8[4];
	size_t nbytes = ch < 0x80 ? 1 : ch < 0x800 ? 2 : ch < 0x10000 ? 3 : 4;

	if (nbytes == 1) {
		utf8[0] = (char)ch;
	} else {
		for (size_t i = nbytes - 1; i > 0; i--) {
			utf8[i] = (char)(0x80 | (ch & 0x3f));
			ch >>= 6;
		}
		utf8[0] = (char)((0xf00 >> nbytes & 0xff) | ch);
	}
	bytes_append(text, utf8, nbytes);
}

static void append_cell(struct bytes *text, const VTermScreenCell *cell)
{
	if (cell->chars[0] == 0)
		bytes_append(text, " ", 1);
	if (cell->chars[0] == CONTINUATION)
		return;
	for (size_t i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i] != 0; i++)
		append_utf8(text, cell->chars[i]);
}

static void append_row(const struct terminal *t, struct bytes *text, int row)
{
	size_t start = text->nbytes;
	int nrows, ncols;

	terminal_size(t, &nrows, &ncols);
	for (int col = 0; col < ncols; col++) {
		VTermScreenCell cell = get_cell(t, row, col);

		append_cell(text, &cell);
	}
	while (text->nbytes > start && text->ptr[text->nbytes - 1] == ' ')
		text->ptr[--text->nbytes] = '\0';
}

const char *terminal_row_text(struct terminal *t, int row)
{
	bytes_clear(&t->row_text);
	append_row(t, &t->row_text, row);
	return t->row_text.ptr;
}

const char *terminal_screen_text(struct terminal *t)
{
	int nrows, ncols;

	terminal_size(t, &nrows, &ncols);
	bytes_clear(&t->screen_text);
	for (int row = 0; row < nrows; row++) {
		if (row > 0)
			bytes_append(&t->screen_text, "\n", 1);
		append_row(t, &t->screen_text, row);
	}
	return t->screen_text.ptr;
}

/* The column of byte `offset` in the text of a row. */
static int column_of_byte(const struct terminal *t, int row, size_t offset)
{
	struct bytes text = {0};
	int nrows, ncols, col;

	terminal_size(t, &nrows, &ncols);
	for (col = 0; col < ncols; col++) {
		VTermScreenCell cell = get_cell(t, row, col);

		append_cell(&text, &cell);
		if (text.nbytes > offset)
			break;
	}
	free(text.ptr);
	return col;
}

bool terminal_find(struct terminal *t, const char *text, int *row, int *col)
{
	int nrows, ncols;

	terminal_size(t, &nrows, &ncols);
	for (int i = 0; i < nrows; i++) {
		const char *row_text = terminal_row_text(t, i);
		const char *place = strstr(row_text, text);

		if (place == NULL)
			continue;
		*row = i;
		*col = column_of_byte(t, i, (size_t)(place - row_text));
		return true;
	}
	return false;
}

static int colour_number(const VTermColor *colour, bool is_default)
{
	if (is_default)
		return TERMINAL_COLOUR_DEFAULT;
	if (VTERM_COLOR_IS_INDEXED(colour))
		return colour->indexed.idx;
	return TERMINAL_COLOUR_RGB | colour->rgb.red << 16 | colour->rgb.green << 8 | colour->rgb.blue;
}

struct terminal_cell terminal_cell_attrs(const struct terminal *t, int row, int col)
{
	VTermScreenCell cell = get_cell(t, row, col);
	bool is_continuation = cell.chars[0] == CONTINUATION;

	/* The attributes of a wide character are those of its first column. */
	if (is_continuation)
		cell = get_cell(t, row, col - 1);
	return (struct terminal_cell){
		.bold = cell.attrs.bold,
		.dim = cell.attrs.font == 1,
		.italic = cell.attrs.italic,
		.underline = cell.attrs.underline != 0,
		.blink = cell.attrs.blink,
		.reverse = cell.attrs.reverse,
		.strike = cell.attrs.strike,
		.fg = colour_number(&cell.fg, VTERM_COLOR_IS_DEFAULT_FG(&cell.fg)),
		.bg = colour_number(&cell.bg, VTERM_COLOR_IS_DEFAULT_BG(&cell.bg)),
		.ch = is_continuation ? 0 : cell.chars[0] == 0 ? ' ' : cell.chars[0],
		.width = is_continuation ? 0 : cell.width,
	};
}

struct terminal_cursor terminal_cursor(const struct terminal *t)
{
	VTermPos pos;

	vterm_state_get_cursorpos(vterm_obtain_state(t->vt), &pos);
	return (struct terminal_cursor){.row = pos.row, .col = pos.col, .is_visible = t->is_cursor_visible};
}

void terminal_print(struct terminal *t, const char *reason)
{
	int nrows, ncols;

	terminal_size(t, &nrows, &ncols);
	fprintf(stderr, "%s\n  screen (%s):\n", reason, terminal_description(t));
	for (int row = 0; row < nrows; row++)
		fprintf(stderr, "  %2d|%s\n", row, terminal_row_text(t, row));
}
