/* The lines of a rule that checks claims. Their syntax stands at the head of data/rules/prose.rules. */
#include "check/kinds/claims_parts.h"
#include "check/prose/quantity_words.h"

static void release_pattern(void *object)
{
	pattern_free(object);
}

static struct claim_set *get_set(struct arena *arena, struct rule *rule)
{
	struct claim_set *set = rule->data;
	if (!set) {
		rule->data = set = arena_alloc(arena, 1, sizeof(*set));
		set->sections = ~0u;
	}
	return set;
}

/* A name in braces: {n}, or a definition. NULL text when it is none of them. */
static struct str find_definition(const struct rules *rules, const struct claim_set *set, struct str name)
{
	if (str_equal(name, STR("n")))
		return rules->quantities->pattern;
	for (size_t i = 0; i < set->ndefinitions; i++)
		if (str_equal(set->definitions[i].name, name))
			return set->definitions[i].text;
	return (struct str){0};
}

/* Word `index` with definitions put in for {name}; {2,3} of a pattern stays. */
static bool expand(const struct rules *rules, const struct claim_set *set, struct arena *arena,
		   const struct tree_node *node, size_t index, struct str *expanded, struct error *error)
{
	struct str text = tree_word_text(node, index);
	struct strbuf out = {0};
	if (index >= node->nwords || !node->words[index].quoted)
		return tree_fault(node, index, error, "expected a pattern in quotes");
	for (size_t i = 0; i < text.nbytes; i++) {
		bool name =
			text.ptr[i] == '{' && i + 1 < text.nbytes && text.ptr[i + 1] >= 'a' && text.ptr[i + 1] <= 'z';
		if (!name) {
			strbuf_append_byte(&out, text.ptr[i]);
			continue;
		}
		struct str rest = str_slice(text, i + 1, text.nbytes);
		size_t nbytes = str_find(rest, STR("}"));
		struct str definition = find_definition(rules, set, str_slice(rest, 0, nbytes));
		if (!definition.ptr) {
			strbuf_free(&out);
			return tree_fault(node, index, error, "no definition of {%.*s}", (int)nbytes, rest.ptr);
		}
		strbuf_append(&out, definition);
		i += 1 + nbytes;
	}
	*expanded = arena_copy(arena, strbuf_view(&out));
	strbuf_free(&out);
	return true;
}

/* `let NAME "pattern"`. */
static bool read_definition(const struct rules *rules, struct claim_set *set, struct arena *arena,
			    const struct tree_node *node, struct error *error)
{
	struct str text;
	if (node->nwords != 3)
		return tree_fault(node, node->nwords, error, "expected: let NAME \"pattern\"");
	if (find_definition(rules, set, tree_word_text(node, 1)).ptr)
		return tree_fault(node, 1, error, "a second definition of this name");
	if (set->ndefinitions == CLAIMS_MAX_DEFINITIONS)
		return tree_fault(node, 1, error, "more than %d definitions", CLAIMS_MAX_DEFINITIONS);
	if (!expand(rules, set, arena, node, 2, &text, error))
		return false;
	set->definitions[set->ndefinitions].name = tree_word_text(node, 1);
	set->definitions[set->ndefinitions++].text = text;
	return true;
}

/* `in section N…`. */
static bool read_sections(const struct tree_node *node, unsigned *sections, struct error *error)
{
	*sections = 0;
	if (!tree_word_is(node, 1, "section") || node->nwords < 3)
		return tree_fault(node, 1, error, "expected: in section NUMBER...");
	for (size_t i = 2; i < node->nwords; i++) {
		struct str word = tree_word_text(node, i);
		if (word.nbytes != 1 || word.ptr[0] < '1' || word.ptr[0] > '9')
			return tree_fault(node, i, error, "expected the number of a section");
		*sections |= 1u << (word.ptr[0] - '0');
	}
	return true;
}

/* Adds the words from `first` on to a list. */
static bool add_words(struct rule_list *list, struct arena *arena, const struct tree_node *node, size_t first,
		      struct error *error)
{
	struct str *words = arena_alloc(arena, list->count + node->nwords, sizeof(*words));
	if (list->count)
		memcpy(words, list->words, list->count * sizeof(*words));
	for (size_t i = first; i < node->nwords; i++) {
		if (!node->words[i].quoted || !node->words[i].text.nbytes)
			return tree_fault(node, i, error, "expected a word in quotes");
		words[list->count++] = node->words[i].text;
	}
	list->words = words;
	return node->nwords > first || tree_fault(node, first, error, "expected a word in quotes");
}

/* `refuse [before|inside|earlier|sentence] "word"…`. */
static bool read_refusal(struct rule_list refuse[CLAIM_NSCOPES], struct arena *arena, const struct tree_node *node,
			 struct error *error)
{
	static const char *const scopes[CLAIM_NSCOPES] = {
		[SCOPE_CLAUSE] = "", [SCOPE_BEFORE] = "before",     [SCOPE_INSIDE] = "inside",
		[SCOPE_EARLIER] = "earlier", [SCOPE_SENTENCE] = "sentence",
	};
	size_t scope = CLAIM_NSCOPES - 1;
	while (scope && !tree_word_is(node, 1, scopes[scope]))
		scope--;
	return add_words(&refuse[scope], arena, node, scope ? 2 : 1, error);
}

/* Lines that may stand in a rule, for the claims below, and in a claim. `*known` is false for others. */
static bool read_condition(const struct tree_node *node, struct arena *arena, unsigned *sections,
			   struct rule_list *near, struct rule_list refuse[CLAIM_NSCOPES], bool *known,
			   struct error *error)
{
	*known = true;
	if (tree_word_is(node, 0, "in"))
		return read_sections(node, sections, error);
	if (tree_word_is(node, 0, "near"))
		return add_words(near, arena, node, 1, error);
	if (tree_word_is(node, 0, "refuse"))
		return read_refusal(refuse, arena, node, error);
	*known = false;
	return false;
}

static bool add_sum(struct claim *claim, const struct tree_node *node, size_t last, struct error *error)
{
	if (claim->nsums == CLAIM_MAX_SUMS)
		return tree_fault(node, 0, error, "more than %d sums", CLAIM_MAX_SUMS);
	struct claim_sum *sum = &claim->sums[claim->nsums];
	if (!claim_sum_read(sum, node, 1, last, error))
		return false;
	sum->perhaps = tree_word_is(node, 0, "perhaps");
	claim->nsums++;
	return true;
}

/* `equals SUM`, `or SUM`, `perhaps SUM`, `means SUM = 0`, `means SUM > 0`, `look`, `softer`, `beside`. */
static bool read_claim_line(struct claim *claim, const struct tree_node *node, struct error *error)
{
	bool means = tree_word_is(node, 0, "means"), equals = tree_word_is(node, 0, "equals");
	if (node->nwords == 1 && tree_word_is(node, 0, "look"))
		return claim->look = true;
	if (node->nwords == 1 && tree_word_is(node, 0, "softer"))
		return claim->softer = true;
	if (node->nwords == 1 && tree_word_is(node, 0, "beside"))
		return claim->beside = true;
	if ((means || equals) && claim->nsums)
		return tree_fault(node, 0, error, "a second %s", means ? "means" : "equals");
	if (equals)
		return add_sum(claim, node, node->nwords, error);
	if ((tree_word_is(node, 0, "or") || tree_word_is(node, 0, "perhaps")) && claim->nsums)
		return add_sum(claim, node, node->nwords, error);
	if (!means)
		return tree_fault(
			node, 0, error,
			"expected equals, or, perhaps, means, look, softer, beside, guard, in, near or refuse");
	size_t sign = node->nwords > 3 ? node->nwords - 2 : 1;
	bool none = tree_word_is(node, sign, "=");
	if ((!none && !tree_word_is(node, sign, ">")) || !tree_word_is(node, sign + 1, "0"))
		return tree_fault(node, sign, error, "expected: means SUM = 0, or > 0");
	if (claim->mode != CLAIM_SILENT)
		claim->mode = none ? CLAIM_MEANS_NONE : CLAIM_MEANS_SOME;
	return add_sum(claim, node, sign, error);
}

static bool is_complete(const struct claim *claim, const struct tree_node *node, struct error *error)
{
	if (!claim->nsums)
		return tree_fault(node, 0, error, "expected a line equals or means below");
	if (claim->mode == CLAIM_EQUALS && !claim->is_known && !pattern_find_group(claim->pattern, "n"))
		return tree_fault(node, 2, error, "equals needs a place for the number: {n}");
	return true;
}

/* `claim NAME "pattern"`, `silent NAME "pattern"`, with the lines below it. */
static bool read_claim(struct claim_set *set, struct rules *rules, struct arena *arena, const struct tree_node *node,
		       struct error *error)
{
	struct str expression;
	struct error fault;
	struct claim *claim = arena_alloc(arena, 1, sizeof(*claim));
	*claim = (struct claim){.name = tree_word_text(node, 1), .sections = set->sections, .near = set->near};
	claim->mode = tree_word_is(node, 0, "silent") ? CLAIM_SILENT : CLAIM_EQUALS;
	memcpy(claim->refuse, set->refuse, sizeof(claim->refuse));
	for (const struct claim *other = set->first; other; other = other->next)
		if (str_equal(other->name, claim->name))
			return tree_fault(node, 1, error, "a second claim of this name");
	if (node->nwords != 3 || node->words[1].quoted || !expand(rules, set, arena, node, 2, &expression, error))
		return node->nwords == 3 && !node->words[1].quoted
			       ? false
			       : tree_fault(node, 1, error, "expected: claim NAME \"pattern\"");
	claim->is_known = rules->built_in;
	claim->pattern = claim->is_known ? pattern_defer(expression) : pattern_compile(expression, NULL, &fault);
	if (!claim->pattern)
		return tree_fault(node, 2, error, "%s", fault.text);
	rules_add_cleanup(rules, arena, release_pattern, claim->pattern);
	for (const struct tree_node *child = node->first_child; child; child = child->next) {
		bool known;
		bool read = tree_word_is(child, 0, "guard")
				    ? add_words(&claim->guards, arena, child, 1, error)
				    : read_condition(child, arena, &claim->sections, &claim->near, claim->refuse,
						     &known, error) ||
					      (!known && read_claim_line(claim, child, error));
		if (!read)
			return false;
	}
	*(set->last ? &set->last->next : &set->first) = claim;
	set->last = claim;
	return is_complete(claim, node, error);
}

/* `use ID`: the definitions, conditions, lists and sentences of a rule above, where this one has none of its own. */
static bool use_rule(struct claim_set *set, const struct rules *rules, struct rule *rule, const struct tree_node *node,
		     struct error *error)
{
	const struct rule *other = rules_find(rules, tree_word_text(node, 1));
	if (!other || other->kind != rule->kind || !other->data || node->nwords != 2)
		return tree_fault(node, 1, error, "no rule of this id and check stands above");
	if (set->first || set->ndefinitions)
		return tree_fault(node, 0, error, "use stands first");
	*set = *(const struct claim_set *)other->data;
	set->first = set->last = NULL;
	for (size_t i = 0; i < KIND_MAX_NAMES && rule->kind->messages[i]; i++)
		rule->messages[i] = other->messages[i];
	for (size_t i = 0; i < KIND_MAX_NAMES && rule->kind->lists[i]; i++)
		if (i != CLAIM_WITHOUT)
			rule->lists[i] = other->lists[i];
	return true;
}

/* `guard "word"…` replaces those that were taken over by `use`. */
static bool read_guards(struct claim_set *set, struct arena *arena, const struct tree_node *node, struct error *error)
{
	set->guards = (struct rule_list){0};
	return add_words(&set->guards, arena, node, 1, error);
}

bool claims_read_line(struct rules *rules, struct arena *arena, struct rule *rule, const struct tree_node *node,
		      struct error *error)
{
	struct claim_set *set = get_set(arena, rule);
	bool known;
	if (tree_word_is(node, 0, "use"))
		return use_rule(set, rules, rule, node, error);
	if (tree_word_is(node, 0, "let"))
		return read_definition(rules, set, arena, node, error);
	if (tree_word_is(node, 0, "guard"))
		return read_guards(set, arena, node, error);
	if (tree_word_is(node, 0, "forget") && node->nwords == 1) {
		set->near = (struct rule_list){0};
		memset(set->refuse, 0, sizeof(set->refuse));
		return true;
	}
	if (tree_word_is(node, 0, "claim") || tree_word_is(node, 0, "silent"))
		return read_claim(set, rules, arena, node, error);
	if (read_condition(node, arena, &set->sections, &set->near, set->refuse, &known, error))
		return true;
	return !known ? tree_fault(node, 0, error,
				   "expected claim, silent, let, guard, in, near, refuse, forget or use")
		      : false;
}
