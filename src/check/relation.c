#include "check/relation.h"

/* The expression of one line, before it is laid onto places. */
struct expression {
	struct str names[RULE_MAX_TERMS];
	int8_t signs[RULE_MAX_TERMS];
	bool rights[RULE_MAX_TERMS];
	bool last_years[RULE_MAX_TERMS];
	size_t nterms;
	enum comparison comparison;
};

static bool read_comparison(const struct tree_node *node, size_t index, enum comparison *comparison)
{
	static const char *const words[] = {
		[COMPARE_EQUAL] = "=", [COMPARE_AT_MOST] = "<=", [COMPARE_AT_LEAST] = ">=",
	};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (tree_word_is(node, index, words[i])) {
			*comparison = (enum comparison)i;
			return true;
		}
	return false;
}

static void add_name(struct expression *expression, struct str name, int8_t sign, bool right)
{
	const struct str prefix = STR("last_year.");
	bool last_year = str_starts_with(name, prefix);
	expression->names[expression->nterms] = last_year ? str_slice(name, prefix.nbytes, name.nbytes) : name;
	expression->signs[expression->nterms] = sign;
	expression->last_years[expression->nterms] = last_year;
	expression->rights[expression->nterms++] = right;
}

/* Reads `[+|-] NAME ([+|-] NAME)... =|<=|>= NAME ...` from word `index` on. */
static bool read_expression(const struct tree_node *node, size_t index, struct expression *expression,
			    struct error *error)
{
	int8_t sign = 1;
	bool right = false, wants_name = true;
	for (; index < node->nwords; index++) {
		bool plus = tree_word_is(node, index, "+"), minus = tree_word_is(node, index, "-");
		if (plus || minus) {
			if (wants_name)
				return tree_fault(node, index, error, "expected a name");
			sign = minus ? -1 : 1;
			wants_name = true;
		} else if (!right && !wants_name && read_comparison(node, index, &expression->comparison)) {
			right = wants_name = true;
			sign = 1;
		} else if (wants_name) {
			if (expression->nterms == RULE_MAX_TERMS)
				return tree_fault(node, index, error, "more than %d terms", RULE_MAX_TERMS);
			add_name(expression, tree_word_text(node, index), sign, right);
			wants_name = false;
		} else {
			return tree_fault(node, index, error, right ? "expected + or -" : "expected + - = <= or >=");
		}
	}
	if (!right || wants_name)
		return tree_fault(node, node->nwords, error, right ? "expected a name" : "expected = <= or >=");
	return true;
}

/* `refused.*` matches refused.law, and refused itself. */
static bool name_matches(struct str pattern, struct str name)
{
	if (!str_ends_with(pattern, STR(".*")))
		return str_equal(pattern, name);
	struct str group = str_slice(pattern, 0, pattern.nbytes - 2);
	return str_equal(group, name) ||
	       (str_starts_with(name, group) && name.nbytes > group.nbytes && name.ptr[group.nbytes] == '.');
}

static bool add_term(struct operand *terms, size_t *nterms, size_t cell, const struct expression *expression, size_t i)
{
	if (*nterms == RULE_MAX_TERMS)
		return false;
	terms[(*nterms)++] = (struct operand){(uint16_t)cell, expression->signs[i], expression->rights[i],
					      expression->last_years[i]};
	return true;
}

/* The cells of name `i` in one column of a block: rows are named. 0 when there are none, or more than there is room. */
static size_t add_rows(const struct format *format, const struct format_block *block, size_t column,
		       const struct expression *expression, size_t i, struct operand *terms, size_t *nterms)
{
	size_t before = *nterms;
	for (size_t row = block->first_row; row < (size_t)block->first_row + block->nrows; row++)
		if (format->rows[row].first_cell != FORMAT_NONE &&
		    name_matches(expression->names[i], format->rows[row].name) &&
		    !add_term(terms, nterms, (size_t)format->rows[row].first_cell + column, expression, i))
			return 0;
	return *nterms - before;
}

/* The cell of name `i` in one row: columns are named. */
static size_t add_columns(const struct format *format, const struct format_block *block, size_t row,
			  const struct expression *expression, size_t i, struct operand *terms, size_t *nterms)
{
	size_t before = *nterms;
	for (size_t column = 0; column < block->ncolumns; column++)
		if (str_equal(expression->names[i], block->columns[column].name) &&
		    !add_term(terms, nterms, (size_t)format->rows[row].first_cell + column, expression, i))
			return 0;
	return *nterms - before;
}

/* Lays the expression onto one place. False when the place lacks a cell that is named. */
static bool lay_terms(const struct rules *rules, const struct relation *relation, const struct format_block *block,
		      const struct expression *expression, struct operand *terms, size_t *nterms)
{
	*nterms = 0;
	for (size_t i = 0; i < expression->nterms; i++) {
		size_t added = relation->row == FORMAT_NONE
				       ? add_rows(rules->format, block, (size_t)relation->column, expression, i, terms,
						  nterms)
				       : add_columns(rules->format, block, (size_t)relation->row, expression, i, terms,
						     nterms);
		if (!added)
			return false;
	}
	return true;
}

/* The cells that are added in left side minus right side, then the others. */
static void flatten(struct relation *relation, struct arena *arena)
{
	uint16_t *cells = arena_alloc(arena, relation->nterms, sizeof(*cells));
	size_t n = 0;
	for (int added = 1; added >= 0; added--) {
		for (size_t i = 0; i < relation->nterms; i++)
			if (((relation->terms[i].sign > 0) != relation->terms[i].right) == added)
				cells[n++] = relation->terms[i].cell;
		if (added)
			relation->nadded = (uint8_t)n;
	}
	relation->cells = cells;
}

static void append_relation(struct rules *rules, struct arena *arena, const struct relation *pattern,
			    const struct operand *terms, size_t nterms)
{
	if (rules->nrelations == RULE_MAX_RELATIONS)
		return;
	struct operand *kept = arena_alloc(arena, nterms, sizeof(*kept));
	memcpy(kept, terms, nterms * sizeof(*kept));
	struct relation *relation = (struct relation *)&rules->relations[rules->nrelations++];
	*relation = *pattern;
	relation->nterms = (uint8_t)nterms;
	relation->terms = kept;
	flatten(relation, arena);
}

/* All columns of a block have the same rows: what is laid onto one lies one cell further on the next. */
static void append_columns(struct rules *rules, struct arena *arena, struct relation *pattern,
			   const struct format_block *block, const struct expression *expression)
{
	struct operand terms[RULE_MAX_TERMS];
	size_t nterms;
	pattern->column = 0;
	if (!lay_terms(rules, pattern, block, expression, terms, &nterms))
		return;
	for (size_t column = 0; column < block->ncolumns; column++) {
		pattern->column = (int16_t)column;
		append_relation(rules, arena, pattern, terms, nterms);
		for (size_t i = 0; i < nterms; i++)
			terms[i].cell++;
	}
}

static void append_rows(struct rules *rules, struct arena *arena, struct relation *pattern,
			const struct format_block *block, const struct expression *expression)
{
	struct operand terms[RULE_MAX_TERMS];
	size_t nterms;
	for (size_t row = block->first_row; row < (size_t)block->first_row + block->nrows; row++) {
		pattern->row = (int16_t)row;
		if (rules->format->rows[row].first_cell != FORMAT_NONE &&
		    lay_terms(rules, pattern, block, expression, terms, &nterms))
			append_relation(rules, arena, pattern, terms, nterms);
	}
}

static void append_places(struct rules *rules, struct arena *arena, struct relation *pattern,
			    const struct expression *expression)
{
	const struct format_table *table = &rules->format->tables[pattern->table];
	bool columns = pattern->rule->scope == SCOPE_COLUMNS;
	for (size_t i = 0; i < table->nblocks; i++)
		(columns ? append_columns : append_rows)(rules, arena, pattern, &table->blocks[i], expression);
}

static bool read_instead_of(const struct rules *rules, const struct tree_node *node, uint64_t *mask,
			    struct error *error)
{
	for (const struct tree_node *child = node->first_child; child; child = child->next) {
		if (!tree_word_is(child, 0, "instead") || !tree_word_is(child, 1, "of"))
			return tree_fault(child, 0, error, "expected: instead of ID...");
		for (size_t i = 2; i < child->nwords; i++) {
			const struct rule *rule = rules_find(rules, tree_word_text(child, i));
			if (!rule)
				return tree_fault(child, i, error, "no rule of this id stands above");
			*mask |= UINT64_C(1) << rule->linear;
		}
	}
	return true;
}

static void keep_formula(struct arena *arena, struct rule *rule, struct str text, const struct tree_node *node)
{
	struct rule_formula *formulas = arena_alloc(arena, (size_t)rule->nformulas + 1, sizeof(*formulas));
	if (rule->nformulas)
		memcpy(formulas, rule->formulas, rule->nformulas * sizeof(*formulas));
	formulas[rule->nformulas++] = (struct rule_formula){text, node};
	rule->formulas = formulas;
}

/* The words of the relation as they stand in the file. */
static struct str written_text(const struct tree_node *node, bool partial)
{
	const struct tree_word *first = &node->words[partial], *last = &node->words[node->nwords - 1];
	return (struct str){first->text.ptr, (size_t)(last->text.ptr - first->text.ptr) + last->text.nbytes};
}

bool relation_lay(struct rules *rules, struct arena *arena, const struct rule *rule, const struct tree_node *node,
		  struct error *error)
{
	struct expression expression = {0};
	struct relation pattern = {.rule = rule,
				   .format = rules->format,
				   .table = rule->table,
				   .column = FORMAT_NONE,
				   .row = FORMAT_NONE};
	pattern.partial = tree_word_is(node, 0, "partial");
	if (!read_expression(node, pattern.partial, &expression, error) ||
	    !read_instead_of(rules, node, &pattern.instead_of, error))
		return false;
	pattern.comparison = expression.comparison;
	for (size_t i = 0; i < expression.nterms; i++)
		pattern.over_years |= expression.last_years[i];
	if (pattern.partial && expression.comparison != COMPARE_AT_MOST)
		return tree_fault(node, 0, error, "partial needs <=");
	pattern.text = written_text(node, pattern.partial);
	append_places(rules, arena, &pattern, &expression);
	if (rules->nrelations == RULE_MAX_RELATIONS)
		return tree_fault(node, 0, error, "more than %d relations", RULE_MAX_RELATIONS - 1);
	return true;
}

bool relation_compile(struct rules *rules, struct arena *arena, struct rule *rule, const struct tree_node *node,
		      struct error *error)
{
	if (!rule->nformulas) {
		if (rules->nlinear == RULE_MAX_LINEAR)
			return tree_fault(node, 0, error, "more than %d rules with relations", RULE_MAX_LINEAR);
		rule->linear = (uint8_t)rules->nlinear++;
	}
	if (!relation_lay(rules, arena, rule, node, error))
		return false;
	keep_formula(arena, rule, written_text(node, tree_word_is(node, 0, "partial")), node);
	return true;
}

/* Adds a term to its side. False when its cell was not read or the sum does not fit. */
static bool add_value(const struct operand *term, const struct report *report, const struct cell *last_year,
		      struct relation_result *result)
{
	static const struct cell absent = {.status = CELL_ABSENT};
	const struct cell *cell = !term->last_year ? &report->cells[term->cell]
				  : last_year      ? &last_year[term->cell]
						   : &absent;
	if (!cell_has_value(cell)) {
		result->unread_cell = term->cell;
		result->unread_last_year = term->last_year;
		return false;
	}
	result->noted |= cell->status == CELL_NOTED;
	return decimal_add(term->right ? &result->right : &result->left, term->sign * cell->value);
}

struct relation_result relation_evaluate(const struct relation *relation, const struct report *report)
{
	return relation_evaluate_years(relation, report, NULL);
}

struct relation_result relation_evaluate_years(const struct relation *relation, const struct report *report,
					       const struct cell *last_year)
{
	struct relation_result result = {.unread_cell = FORMAT_NONE};
	size_t nleft = 0;
	for (size_t i = 0; i < relation->nterms; i++) {
		const struct operand *term = &relation->terms[i];
		bool added = add_value(term, report, last_year, &result);
		if (!added && !(relation->partial && !term->right && term->sign > 0))
			return result;
		nleft += added && !term->right;
	}
	result.assessable = nleft > 0;
	if (!result.assessable)
		return result;
	result.unread_cell = FORMAT_NONE;
	result.unread_last_year = false;
	result.holds = relation->comparison == COMPARE_EQUAL     ? result.left == result.right
		       : relation->comparison == COMPARE_AT_MOST ? result.left <= result.right
								 : result.left >= result.right;
	return result;
}
