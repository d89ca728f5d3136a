/* Drawing a table of the form.
 *
 * The label tree stands on the left, indented as in the form; the numbers stand in columns on the right, each with one
 * column before it for its mark. Where the width allows, labels and heads are the official ones, else the short ones of
 * the form; where not even those leave room, the table becomes a grid, of which a part of the columns is shown at a
 * time, or the numbers go into a line of their own below their label. A table whose rows stand side by side on paper
 * (table four) is drawn with its rows below each other: so it fits 80 columns. */
#include "base/alloc.h"
#include "render/builder.h"
#include "render/grid.h"

enum {
	MIN_LABEL_NCOLS = 14,
	MAX_LABEL_NCOLS = 56,
	LABEL_MARGIN = 1,
	STACKED_INDENT = 2,
};

/* How the block's columns are laid out. */
struct plan {
	const struct format_block *block;
	bool official_heads, official_labels;
	bool stacked;                   /* numbers below their labels */
	int16_t grid;                   /* the grid that the block is, or -1 */
	size_t indent;                  /* columns by which each level of the tree moves to the right */
	size_t label_ncols;
	size_t column_ncols[FORMAT_MAX_COLUMNS]; /* with the mark's column and the gap before it */
};

static struct str head_text(const struct plan *plan, size_t column)
{
	const struct format_label *label = &plan->block->columns[column].label;
	return plan->official_heads ? label->text : label->short_text;
}

static struct str label_text(const struct plan *plan, const struct format_row *row)
{
	return plan->official_labels ? row->label.text : row->label.short_text;
}

void builder_append_cell(const struct opened *opened, size_t cell, struct strbuf *out)
{
	const struct cell *c = &opened_report(opened)->cells[cell];
	switch ((enum cell_status)c->status) {
	case CELL_READ:
	case CELL_NOTED:
	case CELL_INFERRED:
		decimal_append(out, c->value);
		if (c->status != CELL_READ)
			strbuf_append_byte(out, c->status == CELL_NOTED ? '*' : '^');
		break;
	case CELL_BLANK:
		strbuf_append_byte(out, '_');
		break;
	case CELL_LOST:
		strbuf_append_byte(out, '?');
		break;
	case CELL_TEXT:
		strbuf_append(out, str_slice(opened->examiner->text, c->raw.offset, c->raw.nbytes));
		break;
	case CELL_ABSENT:
	case CELL_NSTATUSES:
		strbuf_append_byte(out, '.');
		break;
	}
}

static void append_cell(const struct builder *b, size_t cell, struct strbuf *out)
{
	if (b->cells)
		b->cells->append(b, cell, out);
	else
		builder_append_cell(b->opened, cell, out);
}

static size_t widest_cell(struct builder *b, const struct format_block *block, size_t column)
{
	enum { MAX_CELL_NCOLS = 16 };
	size_t widest = 0;
	for (size_t row = block->first_row; row < (size_t)block->first_row + block->nrows; row++) {
		int first_cell = b->report->format->rows[row].first_cell;
		if (first_cell == FORMAT_NONE)
			continue;
		strbuf_clear(&b->scratch);
		append_cell(b, (size_t)first_cell + column, &b->scratch);
		size_t ncols = builder_measure(b, strbuf_view(&b->scratch));
		widest = ncols > widest ? ncols : widest;
	}
	return widest < MAX_CELL_NCOLS ? widest : MAX_CELL_NCOLS;
}

static size_t plan_columns(struct builder *b, struct plan *plan, size_t gap)
{
	size_t sum = 0;
	for (size_t i = 0; i < plan->block->ncolumns; i++) {
		size_t head = builder_measure(b, head_text(plan, i)), cell = widest_cell(b, plan->block, i);
		plan->column_ncols[i] = gap + (head > cell ? head : cell);
		sum += plan->column_ncols[i];
	}
	return sum;
}

/* The columns that the labels of the whole table would like. */
static size_t widest_label(const struct builder *b, const struct plan *plan, const struct format_table *table)
{
	const struct format *format = b->report->format;
	size_t widest = 0;
	for (size_t row = table->first_row; row < (size_t)table->first_row + table->nrows; row++) {
		size_t ncols = format->rows[row].depth * plan->indent +
			       builder_measure(b, label_text(plan, &format->rows[row])) + LABEL_MARGIN;
		widest = ncols > widest ? ncols : widest;
	}
	for (size_t i = 0; i < table->nblocks && table->nblocks > 1; i++) {
		size_t ncols = builder_measure(b, table->blocks[i].caption) + LABEL_MARGIN;
		widest = ncols > widest ? ncols : widest;
	}
	return widest < MAX_LABEL_NCOLS ? widest : MAX_LABEL_NCOLS;
}

/* Makes the block a grid, with the labels as wide as they can be where the first columns are in view; the column of the
 * left mark is their margin. False where not even a readable label and one column have room. */
static bool plan_grid(struct builder *b, struct plan *plan)
{
	struct rendering *r = b->rendering;
	size_t most = MIN_LABEL_NCOLS + GRID_EDGES_NCOLS, wanted = plan->label_ncols - LABEL_MARGIN;
	size_t left = b->options->ncols > most ? b->options->ncols - most : 0;
	for (size_t i = 0; i < plan->block->ncolumns; i++)
		if (plan->column_ncols[i] > left)
			return false;
	for (size_t i = 0; i < plan->block->ncolumns && plan->column_ncols[i] <= left; i++)
		left -= plan->column_ncols[i];
	plan->label_ncols = MIN_LABEL_NCOLS + left < wanted ? MIN_LABEL_NCOLS + left : wanted;
	r->grids = alloc_grow(r->grids, r->ngrids, &r->grids_capacity, sizeof(*r->grids));
	struct rendered_grid *grid = &r->grids[r->ngrids];
	*grid = (struct rendered_grid){
		.first_row = plan->block->first_row,
		.label_ncols = (uint16_t)plan->label_ncols,
		.ncolumns = (uint16_t)plan->block->ncolumns,
	};
	for (size_t i = 0; i < plan->block->ncolumns; i++)
		grid->column_ncols[i] = (uint16_t)plan->column_ncols[i];
	plan->grid = (int16_t)r->ngrids++;
	return true;
}

/* Takes the most generous of these layouts that fits: official heads and labels; short labels; short heads too, first
 * with a gap of two columns, then of one; and at last a grid, or numbers below their labels. */
static struct plan make_plan(struct builder *b, const struct format_table *table, const struct format_block *block)
{
	static const struct {
		bool heads, labels;
		uint8_t gap, indent;
	} layouts[] = {
		{true, true, 2, 2},   {true, false, 2, 2},  {false, true, 2, 2},
		{false, false, 2, 2}, {false, false, 1, 1},
	};
	struct plan plan = {.block = block, .grid = -1};
	for (size_t i = 0; i < sizeof(layouts) / sizeof(*layouts); i++) {
		plan.official_heads = layouts[i].heads;
		plan.official_labels = layouts[i].labels;
		plan.indent = layouts[i].indent;
		size_t numbers = plan_columns(b, &plan, layouts[i].gap);
		plan.label_ncols = widest_label(b, &plan, table);
		if (plan.label_ncols + numbers <= b->options->ncols)
			return plan;
		/* Clipped labels are better than numbers out of view, down to a readable width and without a margin. */
		bool last = i + 1 == sizeof(layouts) / sizeof(*layouts);
		size_t least = plan.label_ncols - LABEL_MARGIN;
		least = least < MIN_LABEL_NCOLS ? least : MIN_LABEL_NCOLS;
		if (last && numbers + least <= b->options->ncols) {
			plan.label_ncols = b->options->ncols - numbers;
			return plan;
		}
	}
	if (b->options->grids && plan_grid(b, &plan))
		return plan;
	plan.stacked = true;
	plan.label_ncols = STACKED_INDENT;
	return plan;
}

/* The line above the heads that several columns share: 法人或其他组织, centred over them. */
static void add_shared_heads(struct builder *b, const struct plan *plan)
{
	const struct format_block *block = plan->block;
	bool any = false;
	for (size_t i = 0; i < block->ncolumns; i++)
		any |= block->columns[i].label.under.nbytes > 0;
	if (!any)
		return;
	builder_add_row(b, RENDERED_SHARED_HEAD, 0)->grid = plan->grid;
	builder_add_field(b, ROLE_TABLE_HEAD, (struct str){0}, plan->label_ncols, CLIP_LEFT);
	for (size_t i = 0, next; i < block->ncolumns; i = next) {
		struct str under = block->columns[i].label.under;
		size_t ncols = 0;
		for (next = i; next < block->ncolumns && str_equal(block->columns[next].label.under, under); next++)
			ncols += plan->column_ncols[next];
		builder_add_field(b, ROLE_TABLE_HEAD, (struct str){0}, 1, CLIP_LEFT);
		builder_add_field(b, ROLE_TABLE_HEAD, under, ncols - 1, CLIP_CENTRE);
	}
}

static void add_rule(struct builder *b, const struct plan *plan)
{
	size_t ncols = plan->label_ncols;
	for (size_t i = 0; i < plan->block->ncolumns; i++)
		ncols += plan->column_ncols[i];
	strbuf_clear(&b->scratch);
	strbuf_append_repeat(&b->scratch, '-', ncols < b->options->ncols ? ncols : b->options->ncols);
	builder_add_row(b, RENDERED_CELLS, 0);
	builder_add_span(b, ROLE_DIM, strbuf_view(&b->scratch));
}

static void add_heads(struct builder *b, const struct plan *plan, const struct format_table *table)
{
	struct str corner = table->nblocks > 1 ? plan->block->caption : plan->block->head;
	add_shared_heads(b, plan);
	builder_add_row(b, RENDERED_HEAD, 0)->grid = plan->grid;
	builder_add_field(b, ROLE_TABLE_HEAD, plan->stacked ? (struct str){0} : corner, plan->label_ncols, CLIP_LEFT);
	for (size_t i = 0; i < plan->block->ncolumns; i++)
		builder_add_field(b, ROLE_TABLE_HEAD, head_text(plan, i), plan->column_ncols[i], CLIP_RIGHT);
	add_rule(b, plan);
}

static enum role cell_role(const struct builder *b, size_t cell)
{
	static const enum role level_roles[] = {ROLE_NUMBER, ROLE_NOTICE, ROLE_WARNING, ROLE_ERROR};
	const struct cell *c = &b->report->cells[cell];
	if (b->cells)
		return b->cells->role(b, cell);
	if (b->levels[cell])
		return level_roles[b->levels[cell]];
	if (c->status == CELL_BLANK)
		return ROLE_BLANK;
	if (!cell_has_value(c))
		return ROLE_UNREAD;
	return c->value == 0 ? ROLE_ZERO : ROLE_NUMBER;
}

/* The numbers of a row. The mark stands right before its number, in the gap: only the marked part is highlighted. */
static void add_numbers(struct builder *b, const struct plan *plan, size_t first_cell)
{
	for (size_t i = 0; i < plan->block->ncolumns; i++) {
		size_t cell = first_cell + i;
		strbuf_clear(&b->scratch);
		if (b->levels[cell])
			strbuf_append_byte(&b->scratch, render_level_mark((enum severity)(b->levels[cell] - 1)));
		append_cell(b, cell, &b->scratch);
		size_t ncols = builder_measure(b, strbuf_view(&b->scratch));
		if (ncols < plan->column_ncols[i])
			builder_add_field(b, ROLE_TEXT, (struct str){0}, plan->column_ncols[i] - ncols, CLIP_LEFT);
		else
			ncols = plan->column_ncols[i];
		builder_add_field(b, cell_role(b, cell), strbuf_view(&b->scratch), ncols, CLIP_RIGHT);
	}
}

static void add_cells_row(struct builder *b, const struct plan *plan, size_t row)
{
	const struct format_row *form = &b->report->format->rows[row];
	const struct report_row *found = &b->report->rows[row];
	size_t indent = form->depth * plan->indent;
	bool missing = form->first_cell != FORMAT_NONE && !found->line && !found->mentioned;
	struct rendered_row *rendered = builder_add_row(b, RENDERED_CELLS, found->line);
	if (form->first_cell != FORMAT_NONE && !missing)
		rendered->grid = plan->grid;
	builder_add_field(b, ROLE_LABEL, (struct str){0}, indent, CLIP_LEFT);
	enum role role = missing ? ROLE_UNREAD : ROLE_LABEL;
	if (plan->stacked)
		builder_add_span(b, role, label_text(plan, form));
	else if (form->first_cell == FORMAT_NONE)
		builder_add_span(b, role, form->label.short_text);
	else
		builder_add_field(b, role, label_text(plan, form), plan->label_ncols - indent, CLIP_LEFT);
	if (missing) {
		builder_add_span(b, ROLE_UNREAD, str_from(tr(b->options->language->catalog, "  (row is missing)")));
		return;
	}
	if (form->first_cell == FORMAT_NONE)
		return;
	if (plan->stacked) {
		builder_add_row(b, RENDERED_CELLS, found->line);
		builder_add_field(b, ROLE_LABEL, (struct str){0}, plan->label_ncols, CLIP_LEFT);
	}
	add_numbers(b, plan, (size_t)form->first_cell);
	if (b->cells)
		b->cells->added(b, row, b->rendering->nrows - 1);
}

/* The row of the form below which a relation is explained: the last one that it names. */
static int anchor_row(const struct format *format, const struct relation *relation)
{
	int anchor = relation->row;
	for (size_t i = 0; relation->row == FORMAT_NONE && i < relation->nterms; i++) {
		int row = format->cell_rows[relation->terms[i].cell];
		if (!relation->terms[i].last_year)
			anchor = row > anchor ? row : anchor;
	}
	return anchor;
}

static void add_findings_of_row(struct builder *b, size_t row)
{
	for (size_t i = 0; i < b->findings->count; i++) {
		const struct finding *finding = &b->findings->list[i];
		if (finding_is_open(finding) && finding->relation &&
		    anchor_row(b->report->format, finding->relation) == (int)row)
			builder_add_finding(b, i, 2);
	}
}

/* What the signs in the cells mean, for those that are there; and cells with a remark in full. */
static void add_legend(struct builder *b, const struct format_table *table)
{
	static const struct {
		enum cell_status status;
		const char *text;
	} signs[] = {
		{CELL_LOST, N_("? not read")},
		{CELL_BLANK, N_("_ blank")},
		{CELL_NOTED, N_("* with a remark")},
		{CELL_INFERRED, N_("^ inferred: the only way to split glued numbers that adds up")},
	};
	unsigned seen = 0;
	bool first = true;
	for (size_t i = table->first_cell; i < (size_t)table->first_cell + table->ncells; i++)
		seen |= 1u << b->report->cells[i].status;
	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		if (!(seen & 1u << signs[i].status))
			continue;
		if (first)
			builder_add_row(b, RENDERED_CELLS, 0);
		builder_add_span(b, ROLE_DIM, first ? STR("") : STR("   "));
		builder_add_span(b, ROLE_DIM, str_from(tr(b->options->language->catalog, signs[i].text)));
		first = false;
	}
}

static void add_remarks(struct builder *b, const struct format_table *table)
{
	const struct format *format = b->report->format;
	for (size_t i = table->first_cell; i < (size_t)table->first_cell + table->ncells; i++) {
		const struct cell *cell = &b->report->cells[i];
		if (cell->status != CELL_NOTED)
			continue;
		strbuf_clear(&b->scratch);
		strbuf_append_text(&b->scratch, "* ");
		strbuf_append(&b->scratch, format->rows[format->cell_rows[i]].label.short_text);
		strbuf_append_byte(&b->scratch, ' ');
		strbuf_append(&b->scratch, format_row_block(format, format->cell_rows[i])
						   ->columns[format_cell_column(format, i)]
						   .label.short_text);
		strbuf_append_text(&b->scratch, tr(b->options->language->catalog, ": "));
		strbuf_append(&b->scratch,
			      str_slice(b->opened->examiner->text, cell->raw.offset, cell->raw.nbytes));
		builder_add_text(b, RENDERED_CELLS, ROLE_DIM, strbuf_view(&b->scratch), cell->line, 0, 2);
	}
}

void builder_add_table(struct builder *b, size_t table)
{
	const struct format *format = b->report->format;
	const struct format_table *form = &format->tables[table];
	b->table = (int16_t)table;
	strbuf_clear(&b->scratch);
	strbuf_append(&b->scratch, form->short_title);
	strbuf_append_byte(&b->scratch, ' ');
	strbuf_append(&b->scratch, form->title);
	builder_add_text(b, RENDERED_TABLE, ROLE_TABLE_TITLE, strbuf_view(&b->scratch), b->report->tables[table].line,
			 0, 2);
	for (size_t i = 0; i < form->nblocks; i++) {
		const struct format_block *block = &form->blocks[i];
		struct plan plan = make_plan(b, form, block);
		add_heads(b, &plan, form);
		for (size_t row = block->first_row; row < (size_t)block->first_row + block->nrows; row++) {
			add_cells_row(b, &plan, row);
			if (b->options->show_source)
				builder_add_source(b, row);
			add_findings_of_row(b, row);
		}
	}
	add_legend(b, form);
	add_remarks(b, form);
	for (size_t i = 0; i < b->findings->count; i++)
		if (finding_is_open(&b->findings->list[i]) && b->findings->list[i].table == (int16_t)table)
			builder_add_finding(b, i, 0);
	b->table = FORMAT_NONE;
}
