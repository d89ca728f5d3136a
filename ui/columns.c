#include "ui/columns.h"

#include "base/clip.h"
#include "render/grid.h"
#include "ui/app.h"

static const struct rendered_grid *grid_of_row(const struct rendering *rendering, size_t row)
{
	int grid = rendering->rows[row].grid;
	return grid < 0 ? NULL : &rendering->grids[grid];
}

size_t columns_first(const struct columns *columns, const struct rendering *rendering, size_t row)
{
	const struct rendered_grid *grid = grid_of_row(rendering, row);
	return grid ? columns->first[grid->first_row] : 0;
}

/* ---- Moving ---- */

/* The grid nearest to the cursor in the table that it is in, else the first one in view, else NULL. */
static const struct rendered_grid *find_grid(const struct pane *pane)
{
	const struct rendering *rendering = pane->rendering;
	const struct rendered_row *rows = rendering->rows;
	size_t nrows = rendering->nrows, end = pane->top + pane_visible_count(pane), cursor = pane->cursor;
	if (cursor >= nrows)
		return NULL;
	int table = rows[cursor].table;
	for (size_t i = cursor + 1; table != FORMAT_NONE && i-- > 0 && rows[i].table == table;)
		if (rows[i].grid >= 0)
			return grid_of_row(rendering, i);
	for (size_t i = cursor; table != FORMAT_NONE && i < nrows && rows[i].table == table; i++)
		if (rows[i].grid >= 0)
			return grid_of_row(rendering, i);
	for (size_t i = pane->top; i < end && i < nrows; i++)
		if (rows[i].grid >= 0)
			return grid_of_row(rendering, i);
	return NULL;
}

bool columns_act(struct app *app, struct columns *columns, struct pane *pane, enum action_id action)
{
	if (action != ACTION_COLUMN_LEFT && action != ACTION_COLUMN_RIGHT && action != ACTION_COLUMN_FIRST &&
	    action != ACTION_COLUMN_LAST)
		return false;
	const struct rendered_grid *grid = find_grid(pane);
	if (!grid) {
		app_say(app, tr(app_catalog(app), "No table here is wider than its pane"));
		return true;
	}
	size_t ncols = pane->rendering->ncols, last = grid_last_first(grid, ncols);
	size_t first = grid_window(grid, ncols, columns->first[grid->first_row]).first;
	if (action == ACTION_COLUMN_LEFT)
		first -= first > 0;
	else if (action == ACTION_COLUMN_RIGHT)
		first += first < last;
	else
		first = action == ACTION_COLUMN_FIRST ? 0 : last;
	columns->first[grid->first_row] = (uint8_t)first;
	pane->dirty = true;
	return true;
}

/* ---- Bringing into view ---- */

static void reveal(struct columns *columns, const struct rendering *rendering, const struct rendered_grid *grid,
		   size_t from, size_t to)
{
	uint8_t *first = &columns->first[grid->first_row];
	*first = (uint8_t)grid_reveal(grid, rendering->ncols, *first, from, to);
}

static void reveal_finding(struct app *app, const struct finding *finding)
{
	const struct report *report = opened_report(&app->opened);
	const struct format *format = report->format;
	uint16_t cells[FORMAT_MAX_CELLS];
	size_t ncells = render_finding_cells(finding, report, cells);
	for (size_t i = 0; i < app->rendering.ngrids; i++) {
		const struct rendered_grid *grid = &app->rendering.grids[i];
		size_t from = grid->ncolumns, to = 0;
		for (size_t j = 0; j < ncells; j++) {
			size_t column = format_cell_column(format, cells[j]);
			if (format_row_block(format, format->cell_rows[cells[j]])->first_row != grid->first_row)
				continue;
			from = column < from ? column : from;
			to = column > to ? column : to;
		}
		if (from <= to)
			reveal(&app->columns, &app->rendering, grid, from, to);
	}
}

/* The column of the form that stands at column `ncols` of a row; `ncolumns` for the label. */
static size_t column_at(const struct rendered_grid *grid, size_t ncols)
{
	size_t column = 0;
	if (ncols < grid->label_ncols)
		return grid->ncolumns;
	for (ncols -= grid->label_ncols; column + 1 < grid->ncolumns && ncols >= grid->column_ncols[column]; column++)
		ncols -= grid->column_ncols[column];
	return column;
}

/* Brings the column of byte `offset` of a row into view. */
static void reveal_byte(struct app *app, const struct rendered_row *row, const struct rendered_grid *grid,
			size_t offset)
{
	size_t ncols = 0, nbytes = 0;
	for (size_t i = 0; i < row->nspans; i++) {
		const struct rendered_span *span = &app->rendering.spans[row->first_span + i];
		nbytes += span->nbytes;
		if (nbytes > offset)
			break;
		ncols += clip_measure(rendering_span_text(&app->rendering, span), term_ambiguous(app->term));
	}
	size_t column = column_at(grid, ncols);
	if (column < grid->ncolumns)
		reveal(&app->columns, &app->rendering, grid, column, column);
}

void columns_reveal(struct app *app, size_t row)
{
	if (row >= app->rendering.nrows || !app->rendering.ngrids)
		return;
	const struct rendered_row *rendered = &app->rendering.rows[row];
	const struct rendered_grid *grid = grid_of_row(&app->rendering, row);
	size_t nmarks;
	const struct search_mark *marks = search_marks_of(app, row, &nmarks);
	if (rendered->finding >= 0)
		reveal_finding(app, &opened_findings(&app->opened)->list[rendered->finding]);
	else if (grid && nmarks)
		reveal_byte(app, rendered, grid, marks->offset);
	app->panes[PANE_REPORT].dirty = true;
}

void columns_reveal_role(struct columns *columns, const struct rendering *rendering, size_t row, enum role role,
			 enum width_ambiguous ambiguous)
{
	const struct rendered_grid *grid = grid_of_row(rendering, row);
	const struct rendered_row *rendered = &rendering->rows[row];
	size_t ncols = 0, from = SIZE_MAX, to = 0;
	for (size_t i = 0; grid && i < rendered->nspans; i++) {
		const struct rendered_span *span = &rendering->spans[rendered->first_span + i];
		size_t column = column_at(grid, ncols);
		if (span->role == role && column < grid->ncolumns) {
			from = column < from ? column : from;
			to = column;
		}
		ncols += clip_measure(rendering_span_text(rendering, span), ambiguous);
	}
	if (from <= to)
		reveal(columns, rendering, grid, from, to);
}

void columns_switch(struct app *app)
{
	app->state.stacked = !app->state.stacked;
	app->state.changed = true;
	if (app->shown)
		app_render(app, true);
	app_say(app, tr(app_catalog(app), app->state.stacked ? N_("Wide tables: numbers below their labels")
							     : N_("Wide tables: scrolled by columns")));
}
