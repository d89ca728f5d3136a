#include "report/format.h"

#include "base/tree.h"

/* What is being read: the arrays grow at their ends, so each block and table is a run of them. */
struct builder {
	struct arena *arena;
	struct error *error;
	struct format *format;
	struct format_section *sections;
	struct format_table *tables;
	struct format_row *rows;
	uint16_t *cell_rows;
};

static size_t count_children(const struct tree_node *node, const char *keyword)
{
	size_t count = 0;
	for (const struct tree_node *child = node->first_child; child; child = child->next)
		count += tree_word_is(child, 0, keyword);
	return count;
}

/* The texts of all children `keyword "text"` of a node. */
static const struct str *read_texts(struct builder *b, const struct tree_node *node, const char *keyword, size_t *count)
{
	*count = count_children(node, keyword);
	struct str *texts = arena_alloc(b->arena, *count, sizeof(*texts));
	size_t n = 0;
	for (const struct tree_node *child = node->first_child; child; child = child->next)
		if (tree_word_is(child, 0, keyword))
			texts[n++] = tree_word_text(child, 1);
	return texts;
}

/* Reads `"label" [short "..."] [under "..."] [or "..."]...` from word `index` on. */
static bool read_label(struct builder *b, const struct tree_node *node, size_t index, struct format_label *label)
{
	if (index >= node->nwords || !node->words[index].quoted)
		return tree_fault(node, index, b->error, "expected a label in quotes");
	label->text = label->short_text = tree_word_text(node, index++);
	struct str *variants = arena_alloc(b->arena, node->nwords / 2 + 1, sizeof(*variants));
	label->variants = variants;
	for (; index < node->nwords; index += 2) {
		if (index + 1 >= node->nwords || !node->words[index + 1].quoted)
			return tree_fault(node, index + 1, b->error, "expected a text in quotes");
		struct str text = tree_word_text(node, index + 1);
		if (tree_word_is(node, index, "short"))
			label->short_text = text;
		else if (tree_word_is(node, index, "under"))
			label->under = text;
		else if (tree_word_is(node, index, "or"))
			variants[label->nvariants++] = text;
		else
			return tree_fault(node, index, b->error, "expected short, under or or");
	}
	return true;
}

static bool read_number(struct builder *b, const struct tree_node *node, size_t index, uint8_t *number)
{
	struct str word = tree_word_text(node, index);
	if (word.nbytes != 1 || word.ptr[0] < '1' || word.ptr[0] > '9')
		return tree_fault(node, index, b->error, "expected a section number from 1 to 9");
	*number = (uint8_t)(word.ptr[0] - '0');
	return true;
}

static bool read_section(struct builder *b, const struct tree_node *node)
{
	if (b->format->nsections == FORMAT_MAX_SECTIONS)
		return tree_fault(node, 0, b->error, "more than %d sections", FORMAT_MAX_SECTIONS);
	struct format_section *section = &b->sections[b->format->nsections++];
	if (!read_number(b, node, 1, &section->number) || !read_label(b, node, 2, &section->heading))
		return false;
	section->heading.variants = read_texts(b, node, "or", &section->heading.nvariants);
	section->keys = read_texts(b, node, "key", &section->nkeys);
	return true;
}

static bool read_columns(struct builder *b, const struct tree_node *node, struct format_block *block)
{
	struct format_column *columns = arena_alloc(b->arena, FORMAT_MAX_COLUMNS, sizeof(*columns));
	block->columns = columns;
	block->head = tree_word_text(node, 1);
	for (const struct tree_node *child = node->first_child; child; child = child->next) {
		if (block->ncolumns == FORMAT_MAX_COLUMNS)
			return tree_fault(child, 0, b->error, "more than %d columns", FORMAT_MAX_COLUMNS);
		struct format_column *column = &columns[block->ncolumns++];
		column->name = tree_word_text(child, 0);
		column->is_sum = tree_word_is(child, child->nwords - 1, "sum");
		struct tree_node label = *child;
		label.nwords -= column->is_sum;
		if (!read_label(b, &label, 1, &column->label))
			return false;
	}
	return block->ncolumns > 0 || tree_fault(node, 0, b->error, "a block without columns");
}

/* Gives the row its cells, one for each column of its block. */
static bool number_cells(struct builder *b, const struct tree_node *node, const struct format_block *block, size_t row)
{
	struct format *format = b->format;
	if (format->ncells + block->ncolumns > FORMAT_MAX_CELLS)
		return tree_fault(node, 0, b->error, "more than %d cells", FORMAT_MAX_CELLS);
	b->rows[row].first_cell = (int16_t)format->ncells;
	for (size_t i = 0; i < block->ncolumns; i++)
		b->cell_rows[format->ncells++] = (uint16_t)row;
	return true;
}

/* Reads the rows below `node` in depth-first order: the order in which the form prints them. */
static bool read_rows(struct builder *b, const struct tree_node *node, const struct format_block *block, int parent,
		      unsigned depth)
{
	for (const struct tree_node *child = node->first_child; child; child = child->next) {
		if (b->format->nrows == FORMAT_MAX_ROWS)
			return tree_fault(child, 0, b->error, "more than %d rows", FORMAT_MAX_ROWS);
		size_t number = b->format->nrows++;
		struct format_row *row = &b->rows[number];
		bool group = tree_word_is(child, 0, "group");
		row->name = group ? (struct str){0} : tree_word_text(child, 0);
		row->table = (uint16_t)b->format->ntables;
		row->block = (uint16_t)b->tables[b->format->ntables].nblocks;
		row->parent = (int16_t)parent;
		row->depth = (uint8_t)depth;
		row->first_cell = FORMAT_NONE;
		if (!read_label(b, child, 1, &row->label) || (!group && !number_cells(b, child, block, number)))
			return false;
		if (child->first_child && !group)
			return tree_fault(child, 0, b->error, "only a group has rows below it");
		if (!read_rows(b, child, block, (int)number, depth + 1))
			return false;
	}
	return true;
}

static bool read_block(struct builder *b, const struct tree_node *node, struct format_block *block)
{
	block->caption = tree_word_text(node, 1);
	block->first_row = (uint16_t)b->format->nrows;
	for (const struct tree_node *child = node->first_child; child; child = child->next) {
		bool done = false;
		if (tree_word_is(child, 0, "columns"))
			done = read_columns(b, child, block);
		else if (tree_word_is(child, 0, "rows"))
			done = block->ncolumns ? read_rows(b, child, block, FORMAT_NONE, 0)
					       : tree_fault(child, 0, b->error, "columns come before rows");
		else
			tree_fault(child, 0, b->error, "expected columns or rows");
		if (!done)
			return false;
	}
	block->nrows = (uint16_t)(b->format->nrows - block->first_row);
	return block->nrows > 0 || tree_fault(node, 0, b->error, "a block without rows");
}

static bool read_table(struct builder *b, const struct tree_node *node)
{
	struct format *format = b->format;
	if (format->ntables == FORMAT_MAX_TABLES)
		return tree_fault(node, 0, b->error, "more than %d tables", FORMAT_MAX_TABLES);
	struct format_table *table = &b->tables[format->ntables];
	struct format_label label = {0};
	table->name = tree_word_text(node, 1);
	if (!tree_word_is(node, 2, "section") || !read_number(b, node, 3, &table->section))
		return tree_fault(node, 2, b->error, "expected section and its number");
	if (!read_label(b, node, 4, &label))
		return false;
	table->title = label.text;
	table->short_title = label.short_text;
	table->first_row = (uint16_t)format->nrows;
	table->first_cell = (uint16_t)format->ncells;
	table->form = format->name;
	table->signs = read_texts(b, node, "sign", &table->nsigns);
	table->foreign = read_texts(b, node, "foreign", &table->nforeign);
	table->foreign_rows = read_texts(b, node, "foreign-row", &table->nforeign_rows);
	struct format_block *blocks = arena_alloc(b->arena, count_children(node, "block"), sizeof(*blocks));
	table->blocks = blocks;
	for (const struct tree_node *child = node->first_child; child; child = child->next) {
		if (tree_word_is(child, 0, "across"))
			table->across = true;
		else if (tree_word_is(child, 0, "block")) {
			if (!read_block(b, child, &blocks[table->nblocks]))
				return false;
			table->nblocks++;
		} else if (!tree_word_is(child, 0, "sign") && !tree_word_is(child, 0, "foreign") &&
			   !tree_word_is(child, 0, "foreign-row"))
			return tree_fault(child, 0, b->error, "expected sign, foreign, foreign-row, across or block");
	}
	table->nrows = (uint16_t)(format->nrows - table->first_row);
	table->ncells = (uint16_t)(format->ncells - table->first_cell);
	format->ntables++;
	return table->nblocks > 0 || tree_fault(node, 0, b->error, "a table without blocks");
}

static bool read_node(struct builder *b, const struct tree_node *node)
{
	if (tree_word_is(node, 0, "format")) {
		b->format->name = tree_word_text(node, 1);
		b->format->title = tree_word_text(node, 2);
		return true;
	}
	if (tree_word_is(node, 0, "section"))
		return read_section(b, node);
	if (tree_word_is(node, 0, "table"))
		return read_table(b, node);
	return tree_fault(node, 0, b->error, "expected format, section or table");
}

static void start_format(struct builder *b)
{
	b->format = arena_alloc(b->arena, 1, sizeof(*b->format));
	b->format->sections = b->sections = arena_alloc(b->arena, FORMAT_MAX_SECTIONS, sizeof(*b->sections));
	b->format->tables = b->tables = arena_alloc(b->arena, FORMAT_MAX_TABLES, sizeof(*b->tables));
	b->format->rows = b->rows = arena_alloc(b->arena, FORMAT_MAX_ROWS, sizeof(*b->rows));
	b->format->cell_rows = b->cell_rows = arena_alloc(b->arena, FORMAT_MAX_CELLS, sizeof(*b->cell_rows));
}

const struct format *format_parse(struct arena *arena, struct str text, const char *file, struct error *error)
{
	struct tree_node *root = tree_parse(arena, text, file, error);
	if (!root)
		return NULL;
	struct builder b = {.arena = arena, .error = error};
	start_format(&b);
	for (const struct tree_node *node = root->first_child; node; node = node->next)
		if (!read_node(&b, node))
			return NULL;
	if (!b.format->name.nbytes || !b.format->nsections || !b.format->ntables) {
		error_set(error, "%s: a form needs a name, sections and tables", file);
		return NULL;
	}
	return b.format;
}

/* Copies a table to the end of the form being combined: its rows and cells get new numbers. */
static void append_table(struct builder *b, const struct format *from, size_t number)
{
	struct format *format = b->format;
	struct format_table *table = &b->tables[format->ntables++];
	*table = from->tables[number];
	int row_shift = (int)format->nrows - table->first_row, cell_shift = (int)format->ncells - table->first_cell;
	struct format_block *blocks = arena_alloc(b->arena, table->nblocks, sizeof(*blocks));
	for (size_t i = 0; i < table->nblocks; i++) {
		blocks[i] = table->blocks[i];
		blocks[i].first_row = (uint16_t)(blocks[i].first_row + row_shift);
	}
	table->blocks = blocks;
	for (size_t i = table->first_row; i < (size_t)table->first_row + table->nrows; i++) {
		struct format_row *row = &b->rows[format->nrows++];
		*row = from->rows[i];
		row->parent = (int16_t)(row->parent == FORMAT_NONE ? FORMAT_NONE : row->parent + row_shift);
		row->first_cell =
			(int16_t)(row->first_cell == FORMAT_NONE ? FORMAT_NONE : row->first_cell + cell_shift);
	}
	for (size_t i = table->first_cell; i < (size_t)table->first_cell + table->ncells; i++)
		b->cell_rows[format->ncells++] = (uint16_t)(from->cell_rows[i] + row_shift);
	table->first_row = (uint16_t)(table->first_row + row_shift);
	table->first_cell = (uint16_t)(table->first_cell + cell_shift);
}

static struct str join_names(struct arena *arena, struct str a, struct str b)
{
	struct strbuf joined = {0};
	strbuf_append(&joined, a);
	strbuf_append_byte(&joined, '+');
	strbuf_append(&joined, b);
	struct str name = arena_copy(arena, strbuf_view(&joined));
	strbuf_free(&joined);
	return name;
}

const struct format *format_combine(struct arena *arena, const struct format *base, const struct format *other,
				    unsigned tables)
{
	struct builder b = {.arena = arena};
	start_format(&b);
	*b.format = (struct format){.name = join_names(arena, base->name, other->name),
				    .title = base->title,
				    .nsections = base->nsections,
				    .sections = base->sections,
				    .tables = b.tables,
				    .rows = b.rows,
				    .cell_rows = b.cell_rows};
	for (size_t i = 0; i < base->ntables; i++)
		append_table(&b, tables & 1u << i ? other : base, i);
	return b.format;
}

const struct format_block *format_row_block(const struct format *format, size_t row)
{
	const struct format_row *r = &format->rows[row];
	return &format->tables[r->table].blocks[r->block];
}

size_t format_cell_column(const struct format *format, size_t cell)
{
	return cell - (size_t)format->rows[format->cell_rows[cell]].first_cell;
}

const struct format_table *format_cell_table(const struct format *format, size_t cell)
{
	return &format->tables[format->rows[format->cell_rows[cell]].table];
}

void format_append_cell_name(const struct format *format, size_t cell, struct strbuf *out)
{
	size_t row = format->cell_rows[cell];
	strbuf_append(out, format_cell_table(format, cell)->name);
	strbuf_append_byte(out, '/');
	strbuf_append(out, format->rows[row].name);
	strbuf_append_byte(out, '/');
	strbuf_append(out, format_row_block(format, row)->columns[format_cell_column(format, cell)].name);
}

const struct format_table *format_find_table(const struct format *format, struct str name)
{
	for (size_t i = 0; i < format->ntables; i++)
		if (str_equal(format->tables[i].name, name))
			return &format->tables[i];
	return NULL;
}

const char *format_ordinal(unsigned number)
{
	static const char *const ordinals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
	return number >= 1 && number <= 10 ? ordinals[number - 1] : "";
}

int format_find_row(const struct format *format, const struct format_table *table, struct str name)
{
	size_t end = table ? (size_t)table->first_row + table->nrows : 0;
	for (size_t row = table ? table->first_row : 0; row < end; row++)
		if (format->rows[row].first_cell != FORMAT_NONE && str_equal(format->rows[row].name, name))
			return (int)row;
	return FORMAT_NONE;
}

int format_find_column(const struct format_block *block, struct str name)
{
	for (size_t i = 0; i < block->ncolumns; i++)
		if (str_equal(block->columns[i].name, name))
			return (int)i;
	return FORMAT_NONE;
}

int format_find_cell(const struct format *format, struct str name)
{
	struct str rest = name, table_name, row_name;
	const struct format_table *table =
		str_split(&rest, '/', &table_name) ? format_find_table(format, table_name) : NULL;
	int row = str_split(&rest, '/', &row_name) ? format_find_row(format, table, row_name) : FORMAT_NONE;
	int column = row == FORMAT_NONE ? FORMAT_NONE
					: format_find_column(format_row_block(format, (size_t)row), rest);
	return column == FORMAT_NONE ? FORMAT_NONE : format->rows[row].first_cell + column;
}
