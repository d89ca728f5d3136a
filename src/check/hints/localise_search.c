#include "check/hints/localise_search.h"

#include "check/assessed.h"
#include "check/relation.h"
#include "check/relation_plain.h"

/* Laying out. */

bool balance_holds(const struct balance *balance)
{
	return relation_holds_at(balance->relation, balance->residual);
}

/* A cell that stands alone on the right of an equation is the sum of those on the left. */
static bool is_sum_of_left(const struct relation *relation)
{
	size_t nright = 0;
	for (size_t i = 0; i < relation->nterms; i++)
		nright += relation->terms[i].right;
	return relation->comparison == COMPARE_EQUAL && nright == 1 && relation->nterms > 2;
}

static bool add_balance(struct search *search, const struct relation *relation, decimal residual)
{
	size_t index = search->nbalances++;
	struct balance *balance = &search->balances[index];
	bool has_sum = is_sum_of_left(relation);
	*balance = (struct balance){.relation = relation, .residual = residual};
	balance->failed = !balance_holds(balance);
	for (size_t i = 0; i < relation->nterms; i++) {
		const struct operand *term = &relation->terms[i];
		struct place *place = &search->places[term->cell];
		int8_t coefficient = term->right ? (int8_t)-term->sign : term->sign;
		size_t last = place->nrelations;
		place->is_sum |= has_sum && term->right;
		place->is_wrong_sum |= has_sum && term->right && balance->failed;
		if (last && place->relations[last - 1].balance == index) {
			place->relations[last - 1].coefficient =
				(int8_t)(place->relations[last - 1].coefficient + coefficient);
			continue;
		}
		if (last == CELL_MAX_RELATIONS)
			return false;
		place->relations[last].balance = (uint16_t)index;
		place->relations[last].coefficient = coefficient;
		place->nrelations++;
	}
	return true;
}

/* Left side minus right side; false when it is not known. */
static bool find_residual(const struct relation *relation, const struct report *report, bool plain, decimal *residual)
{
	if (plain && !relation->over_years) {
		*residual = relation_residual(relation, report->cells);
		return true;
	}
	struct relation_result result = relation_evaluate(relation, report);
	*residual = result.left;
	return result.assessable && result.right != INT64_MIN && decimal_add(residual, -result.right);
}

bool search_prepare(struct search *search, const struct rules *rules)
{
	struct assessed assessed = {0};
	bool plain[FORMAT_MAX_TABLES];
	decimal residual;
	for (size_t i = 0; i < rules->format->ntables; i++)
		plain[i] = relation_table_is_plain(search->report, i);
	for (size_t i = 0; i < rules->nrelations; i++) {
		const struct relation *relation = &rules->relations[i];
		uint64_t *place = assessed_place(&assessed, relation);
		if (relation->rule->off || !search->report->tables[relation->table].line ||
		    (*place & relation->instead_of))
			continue;
		if (!find_residual(relation, search->report, plain[relation->table], &residual))
			continue;
		*place |= UINT64_C(1) << relation->rule->linear;
		if (!add_balance(search, relation, residual))
			return false;
	}
	return true;
}

/* Changing cells. */

static decimal value_of(const struct search *search, size_t cell)
{
	return search->report->cells[cell].value;
}

/* Whether a cell may take a value: no number is negative, and counts are whole. */
static bool is_possible(const struct search *search, size_t cell, decimal value)
{
	return value >= 0 && (value % DECIMAL_ONE == 0 ||
			      slip_cell_is_money(search->slips, search->report->format, cell));
}

bool search_shift(struct search *search, const struct place *place, decimal change)
{
	for (size_t i = 0; i < place->nrelations; i++) {
		decimal *residual = &search->balances[place->relations[i].balance].residual;
		int coefficient = place->relations[i].coefficient;
		decimal product;
		if (!__builtin_mul_overflow(change, (decimal)coefficient, &product) && decimal_add(residual, product))
			continue;
		while (i-- > 0)
			search->balances[place->relations[i].balance].residual -=
				change * place->relations[i].coefficient;
		return false;
	}
	return true;
}

bool search_find_change(const struct search *search, const struct place *place, size_t relation, decimal *change)
{
	decimal residual = search->balances[place->relations[relation].balance].residual;
	int coefficient = place->relations[relation].coefficient;
	if (!coefficient || residual == INT64_MIN || residual % coefficient)
		return false;
	*change = -residual / coefficient;
	return *change != 0;
}

/* Repairs. */

static bool has_cell(const struct repair *repair, size_t cell)
{
	for (size_t i = 0; i < repair->nchanges; i++)
		if (repair->changes[i].cell == cell)
			return true;
	return false;
}

/* Whether all cells of `small` are among those of `large`. */
static bool is_within(const struct repair *small, const struct repair *large)
{
	for (size_t i = 0; i < small->nchanges; i++)
		if (!has_cell(large, small->changes[i].cell))
			return false;
	return true;
}

static bool is_same(const struct repair *a, const struct repair *b)
{
	for (size_t i = 0; i < a->nchanges; i++)
		if (a->changes[i].cell != b->changes[i].cell || a->changes[i].to != b->changes[i].to)
			return false;
	return a->nchanges == b->nchanges;
}

static void count_mended(struct search *search, struct repair *repair)
{
	uint16_t seen[SLIP_MAX_CHANGES * CELL_MAX_RELATIONS];
	size_t nseen = 0;
	for (size_t i = 0; i < search->nchanges; i++) {
		const struct place *place = &search->places[search->changes[i].cell];
		for (size_t j = 0; j < place->nrelations; j++) {
			uint16_t index = place->relations[j].balance;
			bool again = false;
			for (size_t k = 0; k < nseen; k++)
				again |= seen[k] == index;
			seen[nseen++] = index;
			if (again || !search->balances[index].failed)
				continue;
			search->balances[index].covered = true;
			repair->nmended++;
			repair->is_exact |= search->balances[index].relation->comparison == COMPARE_EQUAL;
		}
	}
}

/* Keeps the changes as a repair, unless it is there already, or fewer of its cells mend as much. */
static bool keep_repair(struct search *search)
{
	struct repairs *repairs = search->repairs;
	struct repair repair = {.ncells = (uint16_t)search->nchanges, .nchanges = (uint8_t)search->nchanges};
	for (size_t i = 0; i < search->nchanges; i++) {
		size_t at = i;
		for (; at > 0 && repair.changes[at - 1].cell > search->changes[i].cell; at--)
			repair.changes[at] = repair.changes[at - 1];
		repair.changes[at] = search->changes[i];
	}
	count_mended(search, &repair);
	for (size_t i = 0; i < repairs->count; i++) {
		const struct repair *other = &repairs->list[i];
		if (!other->line && is_within(other, &repair) && other->nmended >= repair.nmended &&
		    (other->nchanges < repair.nchanges || is_same(other, &repair)))
			return true;
	}
	if (repairs->count == REPAIRS_MAX)
		return false;
	struct slip_match match = slip_explain(search->slips, search->report, repair.changes, repair.nchanges);
	repair.slip = match.slip;
	repair.weight = match.weight;
	repairs->list[repairs->count++] = repair;
	return true;
}

/* Whether some relation has both cells. */
static bool share_relation(const struct search *search, size_t a, size_t b)
{
	const struct place *x = &search->places[a], *y = &search->places[b];
	for (size_t i = 0; i < x->nrelations; i++)
		for (size_t j = 0; j < y->nrelations; j++)
			if (x->relations[i].balance == y->relations[j].balance)
				return true;
	return false;
}

void search_join(struct search *search)
{
	struct repairs *repairs = search->repairs;
	size_t count = repairs->count;
	for (size_t i = 0; i < count; i++)
		for (size_t j = i + 1; j < count && repairs->count < REPAIRS_MAX; j++) {
			const struct repair *a = &repairs->list[i], *b = &repairs->list[j];
			if (a->ncells != 1 || b->ncells != 1 ||
			    share_relation(search, a->changes->cell, b->changes->cell))
				continue;
			bool ordered = a->changes->cell < b->changes->cell;
			struct repair both = {.ncells = 2, .nchanges = 2, .is_exact = a->is_exact || b->is_exact};
			both.changes[0] = *(ordered ? a : b)->changes;
			both.changes[1] = *(ordered ? b : a)->changes;
			struct slip_match match = slip_explain(search->slips, search->report, both.changes, 2);
			both.slip = match.slip;
			both.weight = match.weight;
			both.nmended = (uint16_t)(a->nmended + b->nmended);
			if (match.slip != SLIP_NONE && match.weight < a->weight + b->weight)
				repairs->list[repairs->count++] = both;
		}
}

/* Searching. */

/* The shortest of the relations that the changed cells are in and that do not hold; -1 when all hold. */
static int find_unmended(const struct search *search)
{
	int shortest = -1;
	for (size_t i = 0; i < search->nchanges; i++) {
		const struct place *place = &search->places[search->changes[i].cell];
		for (size_t j = 0; j < place->nrelations; j++) {
			int index = place->relations[j].balance;
			if (!balance_holds(&search->balances[index]) &&
			    (shortest < 0 || search->balances[index].relation->nterms <
						     search->balances[shortest].relation->nterms))
				shortest = index;
		}
	}
	return shortest;
}

static bool try_relation(struct search *search, size_t index);

/* Makes one change more and goes on from there: keeps the changes where they are a repair, else mends what still fails
 * around them. */
static bool try_change(struct search *search, size_t cell, decimal change)
{
	struct place *place = &search->places[cell];
	decimal from = value_of(search, cell), to = from;
	if (!decimal_add(&to, change) || !is_possible(search, cell, to) || !search_shift(search, place, change))
		return true;
	bool within_bound = ++search->repairs->nnodes <= search->slips->max_nodes;
	place->changed = true;
	search->changes[search->nchanges++] =
		(struct slip_change){(uint16_t)cell, place->is_sum, place->is_wrong_sum, from, to};
	int unmended = find_unmended(search);
	if (unmended < 0)
		within_bound = within_bound && keep_repair(search);
	else if (within_bound && search->nchanges < search->max_changes)
		within_bound = try_relation(search, (size_t)unmended);
	search->nchanges--;
	place->changed = false;
	search_shift(search, place, -change);
	return within_bound;
}

/* Changes a cell by what each failing relation that it is in asks for; of the last cell that may change, only by what
 * the relation `index` does. */
static bool try_cell(struct search *search, size_t cell, size_t index)
{
	const struct place *place = &search->places[cell];
	decimal tried[CELL_MAX_RELATIONS];
	size_t ntried = 0;
	bool last = search->nchanges + 1 == search->max_changes;
	for (size_t i = 0; i < place->nrelations; i++) {
		size_t other = place->relations[i].balance;
		decimal change;
		bool again = false;
		if ((last && other != index) || balance_holds(&search->balances[other]) ||
		    !search_find_change(search, place, i, &change))
			continue;
		for (size_t j = 0; j < ntried; j++)
			again |= tried[j] == change;
		tried[ntried++] = change;
		if (!again && !try_change(search, cell, change))
			return false;
	}
	return true;
}

/* Some cell of a relation that does not hold must change: tries each. Where several of them must, one of these is in
 * another failing relation as its only cell still to change, which then tells its number: so this finds every repair
 * but those whose equations have no such order, of which the forms have none. */
static bool try_relation(struct search *search, size_t index)
{
	const struct relation *relation = search->balances[index].relation;
	for (size_t i = 0; i < relation->nterms; i++) {
		size_t cell = relation->terms[i].cell;
		if (!search->places[cell].changed && cell_has_value(&search->report->cells[cell]) &&
		    !try_cell(search, cell, index))
			return false;
	}
	return true;
}

bool search_run(struct search *search, size_t start)
{
	return try_relation(search, start);
}
