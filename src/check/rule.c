#include "check/rule.h"

#include "base/tree.h"
#include "check/relation.h"

static const char *const severity_names[SEVERITY_NLEVELS] = {
	[SEVERITY_NOTICE] = "notice",
	[SEVERITY_WARNING] = "warning",
	[SEVERITY_ERROR] = "error",
};

static const char *const structure_names[STRUCTURE_NCHECKS] = {
	[STRUCTURE_NONE] = "",
	[STRUCTURE_BLANK_CELLS] = "blank-cells",
	[STRUCTURE_LOST_CELLS] = "lost-cells",
	[STRUCTURE_REPAIRED_ROWS] = "repaired-rows",
	[STRUCTURE_SECTIONS] = "sections",
	[STRUCTURE_TABLES] = "tables",
	[STRUCTURE_ROWS] = "rows",
};

const char *severity_name(enum severity severity)
{
	return severity_names[severity];
}

static int find_name(const struct tree_node *node, size_t index, const char *const *names, int count)
{
	for (int i = 0; i < count; i++)
		if (names[i][0] && tree_word_is(node, index, names[i]))
			return i;
	return -1;
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
	if (!tree_word_is(node, 0, "rule"))
		return tree_fault(node, 0, error, "expected rule");
	rule->id = tree_word_text(node, 1);
	if (!rule->id.nbytes || rules_find(rules, rule->id))
		return tree_fault(node, 1, error, rule->id.nbytes ? "a second rule of this id" : "expected an id");
	int severity = find_name(node, 2, severity_names, SEVERITY_NLEVELS);
	if (severity < 0)
		return tree_fault(node, 2, error, "expected notice, warning or error");
	rule->severity = (enum severity)severity;
	if (node->nwords < 4 || !node->words[3].quoted)
		return tree_fault(node, 3, error, "expected a title in quotes");
	rule->title = rule->title_en = tree_word_text(node, 3);
	return read_scope(rules, node, rule, error);
}

/* A line `keyword "text"`; false when it is something else. */
static bool read_sentence(const struct tree_node *node, struct rule *rule)
{
	const struct {
		const char *keyword;
		struct str *text;
	} sentences[] = {
		{"en", &rule->title_en}, {"why", &rule->why}, {"en-why", &rule->why_en}, {"source", &rule->source},
	};
	for (size_t i = 0; i < sizeof(sentences) / sizeof(*sentences); i++)
		if (node->nwords == 2 && node->words[1].quoted && tree_word_is(node, 0, sentences[i].keyword)) {
			*sentences[i].text = tree_word_text(node, 1);
			return true;
		}
	return false;
}

static bool read_line(struct rules *rules, struct arena *arena, const struct tree_node *node, struct rule *rule,
		      struct error *error)
{
	if (read_sentence(node, rule))
		return true;
	if (tree_word_is(node, 0, "structure")) {
		int check = find_name(node, 1, structure_names, STRUCTURE_NCHECKS);
		if (check < 0)
			return tree_fault(node, 1, error, "no such check of the structure");
		rule->structure = (enum structure_check)check;
		return true;
	}
	if (tree_word_is(node, 0, "look") && tree_word_is(node, 1, "if") && tree_word_is(node, 2, "noted")) {
		rule->look_if_noted = true;
		return true;
	}
	if (rule->scope == SCOPE_NONE)
		return tree_fault(node, 0, error, "a relation needs: for each column|row of TABLE");
	return relation_compile(rules, arena, rule, node, error);
}

struct rules *rules_new(struct arena *arena, const struct format *format)
{
	struct rules *rules = arena_alloc(arena, 1, sizeof(*rules));
	rules->format = format;
	rules->list = arena_alloc(arena, RULE_MAX_COUNT, sizeof(*rules->list));
	rules->relations = arena_alloc(arena, RULE_MAX_RELATIONS, sizeof(*rules->relations));
	return rules;
}

bool rules_parse(struct rules *rules, struct arena *arena, struct str text, const char *file, struct error *error)
{
	const struct tree_node *root = tree_parse(arena, text, file, error);
	if (!root)
		return false;
	for (const struct tree_node *node = root->first_child; node; node = node->next) {
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
			if (!read_line(rules, arena, child, rule, error))
				return false;
		rule->nrelations = (uint16_t)(rules->nrelations - rule->first_relation);
		if (!rule->nformulas && !rule->structure)
			return tree_fault(node, 1, error, "a rule without a relation");
		rules->count++;
	}
	return true;
}

const struct rule *rules_find(const struct rules *rules, struct str id)
{
	for (size_t i = 0; i < rules->count; i++)
		if (str_equal(rules->list[i].id, id))
			return &rules->list[i];
	return NULL;
}
