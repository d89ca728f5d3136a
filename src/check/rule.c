#include "check/rule.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/literals.h"
#include "check/kind.h"
#include "check/prose/prose_index.h"
#include "check/relation.h"
#include "check/relation_plain.h"
#include "check/rule_parts.h"

static const char *const severity_names[SEVERITY_NLEVELS] = {
	[SEVERITY_NOTICE] = "notice",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

const char *severity_name(enum severity severity)
{
	return severity_names[severity];
}

int severity_find(const struct tree_node *node, size_t index)
{
	for (int i = 0; i < SEVERITY_NLEVELS; i++)
		if (tree_word_is(node, index, severity_names[i]))
			return i;
	return -1;
}

struct rules *rules_new(struct arena *arena, const struct format *format, const struct quantity_words *quantities)
{
	struct rules *rules = arena_alloc(arena, 1, sizeof(*rules));
	rules->format = format;
	rules->quantities = quantities;
	rules->list = arena_alloc(arena, RULE_MAX_COUNT, sizeof(*rules->list));
	rules->relations = arena_alloc(arena, RULE_MAX_RELATIONS, sizeof(*rules->relations));
	rules->literals = literals_new();
	rules_add_cleanup(rules, arena, literals_free, rules->literals);
	prose_index_add_marks(rules->literals);
	return rules;
}

void rules_add_cleanup(struct rules *rules, struct arena *arena, void (*release)(void *object), void *object)
{
	struct rules_cleanup *cleanup = arena_alloc(arena, 1, sizeof(*cleanup));
	*cleanup = (struct rules_cleanup){rules->cleanups, release, object};
	rules->cleanups = cleanup;
}

void rules_release(struct rules *rules)
{
	for (struct rules_cleanup *cleanup = rules->cleanups; cleanup; cleanup = cleanup->next)
		cleanup->release(cleanup->object);
	rules->cleanups = NULL;
}

/* Reads `for each column|row of TABLE` from word 4 on. */
static bool read_scope(const struct rules *rules, const struct tree_node *node, struct rule *rule, struct error *error)
{
	rule->table = FORMAT_NONE;
	if (node->nwords <= 4)
		return true;
	if (!tree_word_is(node, 4, "for") || !tree_word_is(node, 5, "each") || !tree_word_is(node, 7, "of"))
		return tree_fault(node, 4, error, "expected: for each column|row of TABLE");
	if (tree_word_is(node, 6, "column"))
		rule->scope = SCOPE_COLUMNS;
	else if (tree_word_is(node, 6, "row"))
		rule->scope = SCOPE_ROWS;
	else
		return tree_fault(node, 6, error, "expected column or row");
	const struct format_table *table = format_find_table(rules->format, tree_word_text(node, 8));
	if (!table)
		return tree_fault(node, 8, error, "the form has no such table");
	rule->table = (int16_t)(table - rules->format->tables);
	return true;
}

static bool read_head(const struct rules *rules, const struct tree_node *node, struct rule *rule, struct error *error)
{
	rule->id = tree_word_text(node, 1);
	if (!rule->id.nbytes || rules_find(rules, rule->id))
		return tree_fault(node, 1, error, rule->id.nbytes ? "a second rule of this id" : "expected an id");
	int severity = severity_find(node, 2);
	if (severity < 0)
		return tree_fault(node, 2, error, "expected notice, warning or error");
	rule->severity = (enum severity)severity;
	if (node->nwords < 4 || !node->words[3].quoted)
		return tree_fault(node, 3, error, "expected a title in quotes");
	rule->title = rule->title_en = tree_word_text(node, 3);
	return read_scope(rules, node, rule, error);
}

static bool read_rule(struct rules *rules, struct arena *arena, const struct tree_node *node, struct error *error)
{
	if (rules->count == RULE_MAX_COUNT)
		return tree_fault(node, 0, error, "more than %d rules", RULE_MAX_COUNT);
	/* The list is const to everybody but its maker. */
	struct rule *rule = (struct rule *)&rules->list[rules->count];
	*rule = (struct rule){.number = (uint8_t)rules->count, .first_relation = (uint16_t)rules->nrelations};
	rule->file = str_from(node->file);
	rule->line = node->line;
	if (!read_head(rules, node, rule, error))
		return false;
	for (const struct tree_node *child = node->first_child; child; child = child->next)
		if (!rule_read_line(rules, arena, child, rule, error))
			return false;
	rule->nrelations = (uint16_t)(rules->nrelations - rule->first_relation);
	if (!rule->nformulas && !rule->kind)
		return tree_fault(node, 1, error, "a rule without a relation or a check");
	if (!rule_is_complete(rule, node, error))
		return false;
	rules->count++;
	return true;
}

static bool read_change(struct rules *rules, struct arena *arena, const struct tree_node *node, struct error *error)
{
	struct rule *rule = (struct rule *)rules_find(rules, tree_word_text(node, 1));
	if (!rule)
		return tree_fault(node, 1, error, "no rule of this id stands above");
	if (node->nwords > 2)
		return tree_fault(node, 2, error, "expected nothing behind the id");
	for (const struct tree_node *child = node->first_child; child; child = child->next)
		if (!rule_change_line(rules, arena, child, rule, error))
			return false;
	return true;
}

bool rules_parse(struct rules *rules, struct arena *arena, struct str text, const char *file, struct error *error)
{
	const struct tree_node *root = tree_parse(arena, text, file, error);
	if (!root)
		return false;
	for (const struct tree_node *node = root->first_child; node; node = node->next) {
		bool changes = tree_word_is(node, 0, "change");
		if (!changes && !tree_word_is(node, 0, "rule"))
			return tree_fault(node, 0, error, "expected rule or change");
		if (!(changes ? read_change : read_rule)(rules, arena, node, error))
			return false;
	}
	return true;
}

static const int16_t *find_cells(struct arena *arena, const struct format *format, const struct check_kind *kind)
{
	int16_t *cells = arena_alloc(arena, KIND_MAX_CELLS, sizeof(*cells));
	for (size_t i = 0; i < KIND_MAX_CELLS && kind->cells[i]; i++)
		cells[i] = (int16_t)format_find_cell(format, str_from(kind->cells[i]));
	return cells;
}

/* Lays one rule onto the places of another form. */
static bool fit_rule(struct rules *rules, struct arena *arena, struct rule *rule, struct error *error)
{
	rule->first_relation = (uint16_t)rules->nrelations;
	for (size_t i = 0; i < rule->nformulas; i++)
		if (!relation_lay(rules, arena, rule, rule->formulas[i].node, error))
			return false;
	rule->nrelations = (uint16_t)(rules->nrelations - rule->first_relation);
	if (rule->kind)
		rule->cells = find_cells(arena, rules->format, rule->kind);
	return !rule->kind || !rule->kind->fit || rule->kind->fit(rules, arena, rule, error);
}

void rules_search_list(struct rules *rules, struct rule_list *list)
{
	list->set = literals_add(rules->literals, list->words, list->count);
	list->holds_empty = false;
	for (size_t i = 0; i < list->count; i++)
		list->holds_empty |= !list->words[i].nbytes;
}

bool rule_list_stands_in(const struct rule_list *words, struct str text)
{
	for (size_t i = 0; i < words->count; i++)
		if (str_contains(text, words->words[i]))
			return true;
	return false;
}

/* Gathers the words that the rules which are on look for in the running text. */
static void gather_words(struct rules *rules)
{
	for (size_t i = 0; i < rules->count; i++) {
		const struct rule *rule = &rules->list[i];
		if (!rule->kind || rule->off)
			continue;
		for (size_t j = 0; j < KIND_MAX_NAMES; j++)
			if (rule->kind->searched >> j & 1)
				rules_search_list(rules, &rule->lists[j]);
		if (rule->kind->gather)
			rule->kind->gather(rules, rule);
	}
}

static void note_needs(struct rules *rules)
{
	for (size_t i = 0; i < rules->count; i++) {
		const struct rule *rule = &rules->list[i];
		if (rule->off)
			continue;
		rules->need_others |= rule_needs_others(rule);
		rules->need_prose |= rule->kind && !rule->kind->tables_only && !rule->kind->finds_nothing;
	}
}

/* Fits every rule; the relations are made in a place that has room for as many as there can be. */
static bool fit_rules(struct rules *rules, struct arena *arena, struct error *error)
{
	size_t count = rules->count;
	bool fits = true;
	rules->relations = alloc_array(RULE_MAX_RELATIONS, sizeof(*rules->relations));
	for (size_t i = 0; fits && i < count; i++) {
		rules->count = i + 1;
		fits = fit_rule(rules, arena, (struct rule *)&rules->list[i], error);
	}
	struct relation *kept = arena_alloc(arena, rules->nrelations, sizeof(*kept));
	if (rules->nrelations)
		memcpy(kept, rules->relations, rules->nrelations * sizeof(*kept));
	free((struct relation *)rules->relations);
	rules->relations = kept;
	return fits;
}

struct rules *rules_fit(const struct rules *rules, struct arena *arena, const struct format *format,
			struct error *error)
{
	struct rules *fitted = arena_alloc(arena, 1, sizeof(*fitted));
	struct rule *list = arena_alloc(arena, rules->count + 1, sizeof(*list));
	memcpy(list, rules->list, rules->count * sizeof(*list));
	*fitted = (struct rules){
		.format = format,
		.literals = rules->literals,
		.quantities = rules->quantities,
		.nlinear = rules->nlinear,
		.count = rules->count,
		.list = list,
	};
	if (!fit_rules(fitted, arena, error))
		return NULL;
	gather_words(fitted);
	note_needs(fitted);
	fitted->plain = plain_relations_make(arena, fitted);
	return fitted;
}

const struct rule *rules_find(const struct rules *rules, struct str id)
{
	for (size_t i = 0; i < rules->count; i++)
		if (str_equal(rules->list[i].id, id))
			return &rules->list[i];
	return NULL;
}

const struct rule *rules_find_kind(const struct rules *rules, const struct check_kind *kind)
{
	for (size_t i = 0; i < rules->count; i++)
		if (rules->list[i].kind == kind)
			return &rules->list[i];
	return NULL;
}

bool rule_needs_others(const struct rule *rule)
{
	for (size_t i = 0; i < rule->nformulas; i++)
		if (str_contains(rule->formulas[i].text, STR("last_year.")))
			return true;
	return rule->kind && !rule->kind->run && !rule->kind->finds_nothing;
}
