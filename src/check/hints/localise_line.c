#include "check/hints/localise_search.h"

/* A row or a column of sums. */
struct line {
	enum repair_line kind;
	size_t table, index;            /* the row, or the column of the table */
	size_t ncells;                  /* whose sums are wrong */
	uint16_t cells[FORMAT_MAX_ROWS];
	decimal changes[FORMAT_MAX_ROWS];
};

static bool is_on_line(const struct format *format, enum repair_line kind, size_t a, size_t b)
{
	if (kind == REPAIR_ROW)
		return format->cell_rows[a] == format->cell_rows[b];
	return format_cell_table(format, a) == format_cell_table(format, b) &&
	       format_cell_column(format, a) == format_cell_column(format, b);
}

bool repair_mends(const struct repair *repair, const struct relation *relation)
{
	for (size_t i = 0; i < relation->nterms; i++) {
		size_t cell = relation->terms[i].cell;
		if (repair->line && is_on_line(relation->format, repair->line, repair->changes->cell, cell))
			return true;
		for (size_t j = 0; j < repair->nchanges; j++)
			if (repair->changes[j].cell == cell)
				return true;
	}
	return false;
}

/* The relation across the line whose sum a wrong cell is: of its own row for a column of sums, and the other way round.
 * Its number among the cell's relations, or -1. */
static int find_sum(const struct search *search, enum repair_line kind, size_t cell)
{
	const struct place *place = &search->places[cell];
	for (size_t i = 0; place->is_wrong_sum && i < place->nrelations; i++) {
		const struct balance *balance = &search->balances[place->relations[i].balance];
		const struct relation *relation = balance->relation;
		bool across = kind == REPAIR_COLUMN ? relation->row != FORMAT_NONE : relation->column != FORMAT_NONE;
		size_t nright = 0;
		for (size_t j = 0; j < relation->nterms; j++)
			nright += relation->terms[j].right;
		if (across && balance->failed && nright == 1 && place->relations[i].coefficient == -1)
			return (int)i;
	}
	return -1;
}

/* Gathers the wrong sums on the line of `first`, with the changes that make them right. */
static struct line gather(const struct search *search, enum repair_line kind, size_t first)
{
	struct line line = {.kind = kind};
	const struct format *format = search->report->format;
	for (size_t cell = first; cell < format->ncells && line.ncells < FORMAT_MAX_ROWS; cell++) {
		decimal change, value = search->report->cells[cell].value;
		int sum = is_on_line(format, kind, first, cell) ? find_sum(search, kind, cell) : -1;
		if (sum < 0 || !search_find_change(search, &search->places[cell], (size_t)sum, &change) ||
		    !decimal_add(&value, change) || value < 0)
			continue;
		line.cells[line.ncells] = (uint16_t)cell;
		line.changes[line.ncells++] = change;
	}
	return line;
}

/* Whether all relations of the line's cells hold. */
static bool all_hold(const struct search *search, const struct line *line)
{
	for (size_t i = 0; i < line->ncells; i++) {
		const struct place *place = &search->places[line->cells[i]];
		for (size_t j = 0; j < place->nrelations; j++)
			if (!balance_holds(&search->balances[place->relations[j].balance]))
				return false;
	}
	return true;
}

static void keep(struct search *search, const struct line *line)
{
	struct repairs *repairs = search->repairs;
	struct repair repair = {.line = line->kind, .ncells = (uint16_t)line->ncells, .is_exact = true,
				.slip = SLIP_NOT_SUMMED, .weight = search->slips->weights[SLIP_NOT_SUMMED]};
	for (size_t i = 0; i < line->ncells && i < SLIP_MAX_CHANGES; i++) {
		decimal from = search->report->cells[line->cells[i]].value;
		repair.changes[repair.nchanges++] =
			(struct slip_change){line->cells[i], true, true, from, from + line->changes[i]};
	}
	for (size_t i = 0; i < search->nbalances; i++)
		if (search->balances[i].failed && repair_mends(&repair, search->balances[i].relation)) {
			search->balances[i].covered = true;
			repair.nmended++;
		}
	if (repairs->count < REPAIRS_MAX)
		repairs->list[repairs->count++] = repair;
}

/* Sums the line anew, looks whether that is a repair, and takes it back. */
static void try_line(struct search *search, const struct line *line)
{
	size_t nshifted = 0;
	while (nshifted < line->ncells &&
	       search_shift(search, &search->places[line->cells[nshifted]], line->changes[nshifted]))
		nshifted++;
	if (nshifted == line->ncells && all_hold(search, line))
		keep(search, line);
	while (nshifted-- > 0)
		search_shift(search, &search->places[line->cells[nshifted]], -line->changes[nshifted]);
}

static size_t count_wrong_sums(const struct search *search)
{
	size_t count = 0;
	for (size_t cell = 0; cell < search->report->format->ncells; cell++)
		count += search->places[cell].is_wrong_sum;
	return count;
}

void search_lines(struct search *search)
{
	static const enum repair_line kinds[] = {REPAIR_ROW, REPAIR_COLUMN};
	const struct format *format = search->report->format;
	/* Fewer than a line has to have. */
	if (count_wrong_sums(search) <= SLIP_MAX_CHANGES)
		return;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		for (size_t cell = 0; cell < format->ncells; cell++) {
			if (find_sum(search, kinds[i], cell) < 0)
				continue;
			/* Once a line, from its first cell on. */
			bool first = true;
			for (size_t before = 0; before < cell && first; before++)
				first = !is_on_line(format, kinds[i], before, cell) ||
					find_sum(search, kinds[i], before) < 0;
			struct line line = first ? gather(search, kinds[i], cell) : (struct line){0};
			if (line.ncells > SLIP_MAX_CHANGES)
				try_line(search, &line);
		}
}
