#include "ui/rendered_row.h"

#include "base/clip.h"
#include "render/grid.h"

/* A row while its spans are drawn from left to right. */
struct drawing {
	struct term *term;
	const struct rendering *rendering;
	size_t row, end;                /* of the terminal: its row, and the column behind the row's last one */
	const struct search_mark *marks;
	size_t nmarks;
	size_t offset;                  /* bytes of the row drawn so far */
};

/* How many bytes of a text are drawn alike, and whether a match is among them. */
static size_t run_nbytes(struct drawing *d, size_t nbytes, bool *marked)
{
	while (d->nmarks && d->marks->offset + d->marks->nbytes <= d->offset) {
		d->marks++;
		d->nmarks--;
	}
	*marked = d->nmarks && d->marks->offset <= d->offset;
	size_t end = !d->nmarks ? SIZE_MAX
		     : *marked  ? (size_t)d->marks->offset + d->marks->nbytes
				: d->marks->offset;
	return end - d->offset < nbytes ? end - d->offset : nbytes;
}

/* Draws a span from column `col` on, matches marked; returns the column behind it. */
static size_t draw_span(struct drawing *d, const struct rendered_span *span, size_t col)
{
	struct str text = rendering_span_text(d->rendering, span);
	while (text.nbytes && col < d->end) {
		bool marked;
		size_t nbytes = run_nbytes(d, text.nbytes, &marked);
		struct str run = str_slice(text, 0, nbytes);
		size_t ncols = clip_measure(run, term_ambiguous(d->term));
		ncols = ncols < d->end - col ? ncols : d->end - col;
		term_put(d->term, d->row, col, ncols, run, (enum theme_role)(marked ? THEME_MATCH : span->role), false);
		col += ncols;
		d->offset += nbytes;
		text = str_slice(text, nbytes, text.nbytes);
	}
	return col;
}

static void draw_blank(const struct drawing *d, size_t col, size_t end)
{
	if (col < end)
		term_put(d->term, d->row, col, end - col, (struct str){0}, (enum theme_role)ROLE_TEXT, false);
}

static void draw_plain(struct drawing *d, const struct rendered_row *row, size_t col)
{
	for (size_t i = 0; i < row->nspans; i++)
		col = draw_span(d, &d->rendering->spans[row->first_span + i], col);
	draw_blank(d, col, d->end);
}

/* ---- Grids ---- */

static size_t measure(const struct drawing *d, const struct rendered_span *span)
{
	return clip_measure(rendering_span_text(d->rendering, span), term_ambiguous(d->term));
}

/* What tells of cells out of view, the strongest last. */
static const struct edge_mark {
	enum role role;
	char text[2];
} edge_marks[] = {{ROLE_TEXT, ""}, {ROLE_TITLE, "*"}, {ROLE_NOTICE, "i"}, {ROLE_WARNING, "~"}, {ROLE_ERROR, "!"}};

enum { NEDGE_MARKS = sizeof(edge_marks) / sizeof(*edge_marks) };

/* Numbers of the marks at the left and right edge. */
struct edges {
	size_t left, right;
};

static void note_edge(size_t *mark, unsigned role)
{
	for (size_t i = *mark + 1; i < NEDGE_MARKS; i++)
		if (edge_marks[i].role == role)
			*mark = i;
}

static struct edges find_edges(const struct drawing *d, const struct rendered_row *row,
			       const struct rendered_grid *grid, const struct grid_window *window)
{
	struct edges edges = {0};
	for (size_t i = 0, from = 0, to; i < row->nspans; i++, from = to) {
		const struct rendered_span *span = &d->rendering->spans[row->first_span + i];
		to = from + measure(d, span);
		if (from >= grid->label_ncols && to <= window->from_ncols)
			note_edge(&edges.left, span->role);
		else if (from >= window->to_ncols)
			note_edge(&edges.right, span->role);
	}
	return edges;
}

static void draw_edge(const struct drawing *d, const struct rendered_row *row, bool more, const char *arrow,
		      size_t mark, size_t col)
{
	const struct edge_mark *m = &edge_marks[row->kind == RENDERED_CELLS ? mark : 0];
	const char *text = row->kind == RENDERED_HEAD && more ? arrow : m->text;
	enum role role = row->kind == RENDERED_HEAD ? ROLE_TABLE_HEAD : m->role;
	if (col < d->end)
		term_put(d->term, d->row, col, GRID_MARK_NCOLS, str_from(text), (enum theme_role)role, false);
}

/* A head over several columns of which not all are in view stands in the middle of those that are. */
static void draw_part(struct drawing *d, const struct rendered_span *span, size_t col, size_t ncols)
{
	struct strbuf part = {0};
	const struct clip_options options = {.ncols = ncols, .pad = true, .align = CLIP_CENTRE,
					     .cut_mark = term_cut_mark(d->term, TERM_CUT_END),
					     .ambiguous = term_ambiguous(d->term)};
	clip_text(&part, str_trim(rendering_span_text(d->rendering, span)), &options);
	term_put(d->term, d->row, col, ncols, strbuf_view(&part), (enum theme_role)span->role, false);
	strbuf_free(&part);
}

static void draw_of_grid(struct drawing *d, const struct rendered_row *row, const struct rendered_grid *grid,
			 size_t first_column, size_t col)
{
	struct grid_window window = grid_window(grid, d->rendering->ncols, first_column);
	struct edges edges = find_edges(d, row, grid, &window);
	/* What begins at column n of the rendered row is drawn at col + n, behind the labels at columns_col + n -
	 * window.from_ncols. */
	size_t columns_col = col + grid->label_ncols + GRID_MARK_NCOLS, drawn = col;
	for (size_t i = 0, from = 0, to; i < row->nspans; i++, from = to) {
		const struct rendered_span *span = &d->rendering->spans[row->first_span + i];
		to = from + measure(d, span);
		if (to <= grid->label_ncols) {
			drawn = draw_span(d, span, col + from);
			continue;
		}
		if (drawn < columns_col) {
			draw_blank(d, drawn, columns_col - GRID_MARK_NCOLS);
			draw_edge(d, row, window.first > 0, "<", edges.left, columns_col - GRID_MARK_NCOLS);
			drawn = columns_col;
		}
		size_t shown_from = from > window.from_ncols ? from : window.from_ncols;
		size_t shown_to = to < window.to_ncols ? to : window.to_ncols;
		if (shown_from == from && shown_to == to) {
			drawn = draw_span(d, span, columns_col + from - window.from_ncols);
			continue;
		}
		if (shown_from < shown_to) {
			draw_part(d, span, columns_col + shown_from - window.from_ncols, shown_to - shown_from);
			drawn = columns_col + shown_to - window.from_ncols;
		}
		d->offset += span->nbytes;
	}
	draw_blank(d, drawn, d->end - GRID_MARK_NCOLS);
	draw_edge(d, row, window.end < grid->ncolumns, ">", edges.right, d->end - GRID_MARK_NCOLS);
}

void rendered_row_draw(struct term *term, const struct rendering *rendering, size_t index, size_t first_column,
		       struct rect place, const struct search_mark *marks, size_t nmarks)
{
	const struct rendered_row *row = &rendering->rows[index];
	struct drawing drawing = {
		.term = term,
		.rendering = rendering,
		.row = place.row,
		.end = place.col + place.ncols,
		.marks = marks,
		.nmarks = nmarks,
	};
	if (row->grid < 0)
		draw_plain(&drawing, row, place.col);
	else
		draw_of_grid(&drawing, row, &rendering->grids[row->grid], first_column, place.col);
}
