#include "check/kinds/topics.h"

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
	struct rule_list words;         /* of all topics, one after the other */
	struct str all_words[MAX_TOPICS * MAX_WORDS];
	uint8_t topic_of[MAX_TOPICS * MAX_WORDS];
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

/* Lays the words of all topics into one list. */
static void gather(struct rules *rules, const struct rule *rule)
{
	struct topics *topics = rule->data;
	if (!topics)
		return;
	topics->words.words = topics->all_words;
	topics->words.count = 0;
	for (size_t i = 0; i < topics->count; i++)
		for (size_t j = 0; j < topics->list[i].nwords; j++) {
			topics->topic_of[topics->words.count] = (uint8_t)i;
			topics->all_words[topics->words.count++] = topics->list[i].words[j];
		}
	rules_search_list(rules, &topics->words);
}

/* Which topics the text speaks of: a bit each. The preamble and headings only name what is to come. */
static unsigned find_spoken_of(const struct check *check, const struct topics *topics, bool *any_text)
{
	unsigned spoken_of = 0;
	for (size_t i = 0; i < check->prose->count; i++) {
		const struct prose_paragraph *p = &check->prose->paragraphs[i];
		if (!p->section || p->kind != PROSE_TEXT ||
		    (topics->sections && !(topics->sections & 1u << p->section)))
			continue;
		*any_text = true;
		const struct literal_hit *end, *hit = prose_index_hits(check->index, topics->words.set, i, &end);
		for (; hit < end; hit++)
			spoken_of |= 1u << topics->topic_of[hit->word];
		for (size_t j = 0; topics->words.holds_empty && j < topics->words.count; j++)
			spoken_of |= topics->all_words[j].nbytes ? 0 : 1u << topics->topic_of[j];
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
	struct finding finding = kind_start(rule, missing.nbytes ? VERDICT_FAIL : VERDICT_PASS,
					    missing.nbytes ? 0 : KIND_HOLDS, heading->line);
	finding.section = 1;
	kind_add_text(check, &finding, strbuf_view(&missing));
	if (any_text)
		findings_add(check->findings, finding);
	strbuf_free(&missing);
}

const struct check_kind topics_spoken_of = {.name = "topics",
					    .run = run,
					    .compile = compile,
					    .gather = gather,
					    .messages = {"missing"},
					    .lists = {"bodies", "exempt"}};
