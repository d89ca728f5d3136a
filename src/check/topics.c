#include "check/topics.h"

enum { MAX_TOPICS = 12, MAX_WORDS = 24 };

enum { LIST_BODIES, LIST_EXEMPT };

struct topic {
	struct str name;
	size_t nwords;
	struct str words[MAX_WORDS];
};

struct topics {
	int from_year;                  /* of the report */
	unsigned sections;              /* bit per section that is searched; 0: all */
	size_t count;
	struct topic list[MAX_TOPICS];
};

static bool read_topic(struct topics *topics, const struct tree_node *node, struct error *error)
{
	if (node->nwords < 3)
		return tree_fault(node, 2, error, "expected words");
	if (topics->count == MAX_TOPICS || node->nwords - 2 > MAX_WORDS)
		return tree_fault(node, 0, error, "more than %d topics or %d words", MAX_TOPICS, MAX_WORDS);
	struct topic *topic = &topics->list[topics->count++];
	topic->name = tree_word_text(node, 1);
	for (size_t i = 2; i < node->nwords; i++)
		topic->words[topic->nwords++] = tree_word_text(node, i);
	return true;
}

static bool read_sections(struct topics *topics, const struct tree_node *node, struct error *error)
{
	for (size_t i = 1; i < node->nwords; i++) {
		struct str number = tree_word_text(node, i);
		if (number.nbytes != 1 || number.ptr[0] < '1' || number.ptr[0] > '9')
			return tree_fault(node, i, error, "expected the number of a section");
		topics->sections |= 1u << (number.ptr[0] - '0');
	}
	return true;
}

static bool read_year(struct topics *topics, const struct tree_node *node, struct error *error)
{
	struct str year = tree_word_text(node, 1);
	topics->from_year = 0;
	for (size_t i = 0; i < year.nbytes && year.nbytes == 4 && year.ptr[i] >= '0' && year.ptr[i] <= '9'; i++)
		topics->from_year = topics->from_year * 10 + (year.ptr[i] - '0');
	return topics->from_year >= 1000 || tree_fault(node, 1, error, "expected a year");
}

static bool compile(struct rules *rules, struct arena *arena, struct rule *rule, const struct tree_node *node,
		    struct error *error)
{
	(void)rules;
	if (!rule->data)
		rule->data = arena_alloc(arena, 1, sizeof(struct topics));
	if (tree_word_is(node, 0, "topic"))
		return read_topic(rule->data, node, error);
	if (tree_word_is(node, 0, "section"))
		return read_sections(rule->data, node, error);
	if (tree_word_is(node, 0, "from"))
		return read_year(rule->data, node, error);
	return tree_fault(node, 0, error, "expected topic, section or from");
}

static bool ends_with_any(struct str text, const struct rule_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_ends_with(text, list->words[i]))
			return true;
	return false;
}

static bool concerns(const struct check *check, const struct rule *rule)
{
	struct str agency = str_from(check->report->agency);
	if (!rule->lists[LIST_BODIES].count)
		return true;
	return ends_with_any(agency, &rule->lists[LIST_BODIES]) && !ends_with_any(agency, &rule->lists[LIST_EXEMPT]);
}

/* Which topics the text speaks of: a bit each. The preamble and headings only name what is to come. */
static unsigned find_spoken_of(const struct check *check, const struct topics *topics, bool *any_text)
{
	unsigned spoken_of = 0;
	for (size_t i = 0; i < check->prose->count; i++) {
		const struct prose_paragraph *p = &check->prose->paragraphs[i];
		if (!p->section || p->kind != PROSE_TEXT || (topics->sections && !(topics->sections & 1u << p->section)))
			continue;
		struct str text = prose_text(check->prose, i);
		*any_text = true;
		for (size_t j = 0; j < topics->count; j++)
			for (size_t k = 0; k < topics->list[j].nwords && !(spoken_of & 1u << j); k++)
				spoken_of |= str_contains(text, topics->list[j].words[k]) ? 1u << j : 0;
	}
	return spoken_of;
}

static void run(const struct check *check, const struct rule *rule)
{
	const struct topics *topics = rule->data;
	const struct report_heading *heading = report_find_heading(check->report, 1);
	bool any_text = false;
	if (!topics || !heading || check->report->year < topics->from_year || !concerns(check, rule))
		return;
	unsigned spoken_of = find_spoken_of(check, topics, &any_text);
	struct strbuf missing = {0};
	for (size_t i = 0; i < topics->count; i++) {
		if (spoken_of & 1u << i)
			continue;
		strbuf_append_text(&missing, missing.nbytes ? "、" : "");
		strbuf_append(&missing, topics->list[i].name);
	}
	struct finding finding = kind_start(rule, missing.nbytes ? VERDICT_FAIL : VERDICT_PASS, 0, heading->line);
	finding.section = 1;
	kind_add_text(check, &finding, strbuf_view(&missing));
	if (any_text)
		findings_add(check->findings, finding);
	strbuf_free(&missing);
}

const struct check_kind topics_spoken_of = {
	.name = "topics", .run = run, .compile = compile, .messages = {"missing"}, .lists = {"bodies", "exempt"}};
