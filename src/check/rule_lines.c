/* The lines of a rule, from words to fields. The syntax stands at the head of data/rules/base.rules. */
#include "check/kind.h"
#include "check/relation.h"
#include "check/rule_parts.h"

enum { MAX_LIST_WORDS = 400 };

/* A line `keyword "text"`; false when it is something else. */
static bool read_sentence(const struct tree_node *node, struct rule *rule)
{
	const struct {
		const char *keyword;
		struct str *text;
	} sentences[] = {
		{"en", &rule->title_en},      {"why", &rule->why},         {"en-why", &rule->why_en},
		{"source", &rule->source},    {"example", &rule->example}, {"en-example", &rule->example_en},
	};
	for (size_t i = 0; i < sizeof(sentences) / sizeof(*sentences); i++)
		if (node->nwords == 2 && node->words[1].quoted && tree_word_is(node, 0, sentences[i].keyword)) {
			*sentences[i].text = tree_word_text(node, 1);
			return true;
		}
	return false;
}

/* The place of word 1 among the names of the rule's kind. -1, with `error` set, when it is none of them. */
static int find_name(const struct tree_node *node, const char *const names[KIND_MAX_NAMES], const char *what,
		     struct error *error)
{
	for (int i = 0; i < KIND_MAX_NAMES && names[i]; i++)
		if (str_equal(tree_word_text(node, 1), str_from(names[i])))
			return i;
	tree_fault(node, 1, error, "the check has no %s of this name", what);
	return -1;
}

/* `message NAME [SEVERITY] "text"`, `en-message NAME "text"`. */
static bool read_message(const struct tree_node *node, struct rule *rule, struct error *error)
{
	int severity = severity_find(node, 2);
	size_t text = severity < 0 ? 2 : 3;
	int name = find_name(node, rule->kind->messages, "sentence", error);
	if (name < 0)
		return false;
	if (node->nwords != text + 1 || !node->words[text].quoted)
		return tree_fault(node, text, error, "expected a sentence in quotes");
	if (tree_word_is(node, 0, "en-message")) {
		rule->messages[name].text_en = tree_word_text(node, text);
	} else {
		rule->messages[name].text = tree_word_text(node, text);
		rule->messages[name].severity = (int8_t)severity;
	}
	return true;
}

/* `threshold NAME NUMBER`. */
static bool read_threshold(const struct tree_node *node, struct rule *rule, struct error *error)
{
	for (size_t i = 0; i < KIND_MAX_NAMES && rule->kind->thresholds[i].name; i++) {
		if (!str_equal(tree_word_text(node, 1), str_from(rule->kind->thresholds[i].name)))
			continue;
		if (node->nwords != 3 || !decimal_parse(tree_word_text(node, 2), &rule->thresholds[i]))
			return tree_fault(node, 2, error, "expected a number");
		return true;
	}
	return tree_fault(node, 1, error, "the check has no threshold of this name");
}

/* `words NAME "a" "b"…` adds to a list; `only NAME "a"…` replaces it. */
static bool read_words(struct arena *arena, const struct tree_node *node, struct rule *rule, struct error *error)
{
	int name = find_name(node, rule->kind->lists, "list", error);
	if (name < 0)
		return false;
	struct rule_list *list = &rule->lists[name];
	size_t old = tree_word_is(node, 0, "only") ? 0 : list->count, added = node->nwords - 2;
	if (old + added > MAX_LIST_WORDS)
		return tree_fault(node, 1, error, "more than %d words in a list", MAX_LIST_WORDS);
	struct str *words = arena_alloc(arena, old + added + 1, sizeof(*words));
	if (old)
		memcpy(words, list->words, old * sizeof(*words));
	for (size_t i = 0; i < added; i++)
		words[old + i] = tree_word_text(node, i + 2);
	*list = (struct rule_list){.count = old + added, .words = words};
	return true;
}

static size_t count_names(const char *const names[KIND_MAX_NAMES])
{
	size_t count = 0;
	while (count < KIND_MAX_NAMES && names[count])
		count++;
	return count;
}

/* `check NAME`. */
static bool read_kind(struct arena *arena, const struct tree_node *node, struct rule *rule, struct error *error)
{
	const struct check_kind *kind = kind_find(tree_word_text(node, 1));
	if (!kind)
		return tree_fault(node, 1, error, "no such check");
	if (rule->kind)
		return tree_fault(node, 0, error, "a second check in a rule");
	rule->kind = kind;
	rule->messages = arena_alloc(arena, count_names(kind->messages) + 1, sizeof(*rule->messages));
	rule->lists = arena_alloc(arena, count_names(kind->lists) + 1, sizeof(*rule->lists));
	rule->thresholds = arena_alloc(arena, KIND_MAX_NAMES, sizeof(*rule->thresholds));
	for (size_t i = 0; i < KIND_MAX_NAMES && kind->thresholds[i].name; i++)
		rule->thresholds[i] = kind->thresholds[i].value;
	return true;
}

/* Lines that may stand in a rule and in a change of one. False when the line is something else, or with `*fault`
 * set. */
static bool read_setting(struct arena *arena, const struct tree_node *node, struct rule *rule, bool *fault,
			 struct error *error)
{
	if (read_sentence(node, rule))
		return true;
	if (node->nwords == 1 && (tree_word_is(node, 0, "off") || tree_word_is(node, 0, "on"))) {
		rule->off = tree_word_is(node, 0, "off");
		return true;
	}
	if (!rule->kind)
		return false;
	bool known = true, read = false;
	if (tree_word_is(node, 0, "message") || tree_word_is(node, 0, "en-message"))
		read = read_message(node, rule, error);
	else if (tree_word_is(node, 0, "threshold"))
		read = read_threshold(node, rule, error);
	else if (tree_word_is(node, 0, "words") || tree_word_is(node, 0, "only"))
		read = read_words(arena, node, rule, error);
	else
		known = false;
	*fault = known && !read;
	return known && read;
}

void rule_line_append(const struct rule_line *line, struct strbuf *out)
{
	for (size_t i = 0; i < line->node->nwords; i++) {
		const struct tree_word *word = &line->node->words[i];
		strbuf_append_text(out, i ? " " : "");
		strbuf_append_text(out, word->quoted ? "\"" : "");
		strbuf_append(out, word->text);
		strbuf_append_text(out, word->quoted ? "\"" : "");
	}
}

/* Keeps a line for those who ask what the rule is. */
static void keep_line(struct arena *arena, struct rule *rule, const struct tree_node *node)
{
	struct rule_line *line = arena_alloc(arena, 1, sizeof(*line));
	line->node = node;
	if (rule->last_own_line)
		rule->last_own_line->next = line;
	else
		rule->own_lines = line;
	rule->last_own_line = line;
}

/* A line that only the rule's kind knows. */
static bool take_own_line(struct rules *rules, struct arena *arena, const struct tree_node *node, struct rule *rule,
			  struct error *error)
{
	keep_line(arena, rule, node);
	return rule->kind->compile(rules, arena, rule, node, error);
}

bool rule_read_line(struct rules *rules, struct arena *arena, const struct tree_node *node, struct rule *rule,
		    struct error *error)
{
	bool fault = false;
	if (read_setting(arena, node, rule, &fault, error))
		return true;
	if (fault)
		return false;
	if (tree_word_is(node, 0, "check"))
		return read_kind(arena, node, rule, error);
	if (tree_word_is(node, 0, "look") && tree_word_is(node, 1, "if") && tree_word_is(node, 2, "noted")) {
		rule->look_if_noted = true;
		return true;
	}
	if (node->nwords == 2 && tree_word_is(node, 0, "look") && tree_word_is(node, 1, "always")) {
		rule->look_always = true;
		return true;
	}
	if (rule->kind)
		return rule->kind->compile ? take_own_line(rules, arena, node, rule, error)
					   : tree_fault(node, 0, error, "the check has no line of this kind");
	if (rule->scope == SCOPE_NONE)
		return tree_fault(node, 0, error, "a relation needs: for each column|row of TABLE");
	return relation_compile(rules, arena, rule, node, error);
}

bool rule_change_line(struct rules *rules, struct arena *arena, const struct tree_node *node, struct rule *rule,
		      struct error *error)
{
	bool fault = false;
	if (read_setting(arena, node, rule, &fault, error))
		return true;
	if (fault)
		return false;
	int severity = severity_find(node, 1);
	bool sets_severity = tree_word_is(node, 0, "severity");
	if (!sets_severity && rule->kind && rule->kind->compile)
		return take_own_line(rules, arena, node, rule, error);
	if (!sets_severity)
		return tree_fault(node, 0, error,
				  "expected severity, on, off, threshold, words, only, message or a sentence");
	if (severity < 0 || node->nwords != 2)
		return tree_fault(node, 1, error, "expected notice, warning or error");
	rule->severity = (enum severity)severity;
	for (size_t i = 0; rule->kind && i < count_names(rule->kind->messages); i++)
		rule->messages[i].severity = -1;
	return true;
}

bool rule_is_complete(const struct rule *rule, const struct tree_node *node, struct error *error)
{
	for (size_t i = 0; rule->kind && i < count_names(rule->kind->messages); i++)
		if (!rule->messages[i].text.nbytes || !rule->messages[i].text_en.nbytes)
			return tree_fault(node, 1, error, "the sentence %s is missing, or its English",
					  rule->kind->messages[i]);
	return true;
}
