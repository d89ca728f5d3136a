/* Phrases that should not stand in a report, and the manner of a letter.
 *
 * Lines of a rule with `check phrases`:
 *   phrase "本年府" say "本年度"     what it should say, for the hole {2}; may be left out
 *     since 2021                     only in reports of this year and later
 *     unless "…" "…"                 not in a sentence that holds one of these */
#include "check/kinds/wording.h"

#include "check/kinds/text_parts.h"

enum { FOUND, CLEAN };
enum { MAX_PHRASES = 400, MIN_PHRASE_NBYTES = 3, MAX_ADDRESS_NBYTES = 40 * 3 };

struct phrase {
	struct str say;
	int since;                      /* 0: always */
	struct rule_list unless;
};

struct phrases {
	size_t count;
	struct str texts[MAX_PHRASES];
	struct phrase phrases[MAX_PHRASES];
	struct rule_list list;          /* texts, to be searched for */
};

static bool read_condition(struct arena *arena, const struct tree_node *node, struct phrase *phrase,
			   struct error *error)
{
	decimal year;
	if (tree_word_is(node, 0, "since") && node->nwords == 2 && decimal_parse(tree_word_text(node, 1), &year)) {
		phrase->since = (int)(year / DECIMAL_ONE);
		return true;
	}
	if (!tree_word_is(node, 0, "unless") || node->nwords < 2)
		return tree_fault(node, 0, error, "expected: since YEAR, or unless \"text\"...");
	struct str *words = arena_alloc(arena, node->nwords - 1, sizeof(*words));
	for (size_t i = 1; i < node->nwords; i++)
		words[i - 1] = tree_word_text(node, i);
	phrase->unless = (struct rule_list){.count = node->nwords - 1, .words = words};
	return true;
}

static bool compile_phrase(struct rules *rules, struct arena *arena, struct rule *rule, const struct tree_node *node,
			   struct error *error)
{
	(void)rules;
	if (!rule->data)
		rule->data = arena_alloc(arena, 1, sizeof(struct phrases));
	struct phrases *phrases = rule->data;
	bool says = node->nwords == 4 && tree_word_is(node, 2, "say");
	if (!tree_word_is(node, 0, "phrase") || (node->nwords != 2 && !says))
		return tree_fault(node, 0, error, "expected: phrase \"text\" [say \"text\"]");
	if (tree_word_text(node, 1).nbytes < MIN_PHRASE_NBYTES || phrases->count == MAX_PHRASES)
		return tree_fault(node, 1, error, "a phrase that is too short, or more than %d of them", MAX_PHRASES);
	struct phrase *phrase = &phrases->phrases[phrases->count];
	phrases->texts[phrases->count++] = tree_word_text(node, 1);
	*phrase = (struct phrase){.say = tree_word_text(node, 3)};
	for (const struct tree_node *child = node->first_child; child; child = child->next)
		if (!read_condition(arena, child, phrase, error))
			return false;
	phrases->list.count = phrases->count;
	phrases->list.words = phrases->texts;
	return true;
}

static void gather_phrases(struct rules *rules, const struct rule *rule)
{
	struct phrases *phrases = rule->data;
	if (phrases)
		rules_search_list(rules, &phrases->list);
}

/* Counts one more where the same phrase was found in the same section. */
static bool is_counted(const struct check *check, const struct rule *rule, unsigned section, struct str phrase)
{
	for (size_t i = check->findings->count; i-- > 0;) {
		struct finding *finding = &check->findings->list[i];
		if (finding->rule != rule || finding->section != section || !str_equal(finding->args[0], phrase))
			continue;
		finding->count++;
		return true;
	}
	return false;
}

/* Whether a part stands in a sentence that was found for one before it. */
static bool is_within(struct str part, struct str sentence)
{
	return sentence.nbytes && part.ptr >= sentence.ptr && part.ptr + part.nbytes <= sentence.ptr + sentence.nbytes;
}

/* The words of a heading are the form's; where they differ, the rule on headings says so. `*sentence` is that of the
 * hit before. */
static void take_hit(const struct check *check, const struct rule *rule, const struct literal_hit *hit,
		     struct str *sentence)
{
	const struct phrases *phrases = rule->data;
	const struct phrase *phrase = &phrases->phrases[hit->word];
	struct str text = phrases->texts[hit->word];
	struct str part = str_slice(strbuf_view(&check->prose->bytes), hit->offset, text.nbytes);
	size_t paragraph = prose_paragraph_at(check->prose, hit->offset);
	if (check->prose->paragraphs[paragraph].kind == PROSE_HEADING)
		return;
	if (phrase->since && check->report->year < phrase->since)
		return;
	if (!is_within(part, *sentence))
		*sentence = prose_sentence(check->prose, paragraph, part);
	if (rule_list_stands_in(&phrase->unless, *sentence))
		return;
	if (is_counted(check, rule, check->prose->paragraphs[paragraph].section, text))
		return;
	struct finding finding = kind_start_at(check, rule, VERDICT_FAIL, FOUND, paragraph, part);
	finding.count = 1;
	kind_add_text(check, &finding, text);
	kind_add_text(check, &finding, phrase->say);
	findings_add(check->findings, finding);
}

/* Where several phrases begin at one place, the longest is meant; what it holds is none of its own. */
static void run_phrases(const struct check *check, const struct rule *rule)
{
	const struct phrases *phrases = rule->data;
	size_t first = check->findings->count;
	const struct literal_hit *end;
	struct str sentence = {0};
	if (!phrases)
		return;
	const struct literal_hit *hit = literal_hits_from(&check->index->words, phrases->list.set, 0, &end);
	for (size_t behind = 0; hit < end;) {
		const struct literal_hit *longest = hit;
		for (; hit < end && hit->offset == longest->offset; hit++)
			longest = hit->nbytes > longest->nbytes ? hit : longest;
		if (longest->offset < behind)
			continue;
		take_hit(check, rule, longest, &sentence);
		behind = longest->offset + (size_t)longest->nbytes;
	}
	text_add_pass(check, rule, first, CLEAN);
}

enum { ADDRESSED, PHRASED, NO_LETTER };
enum { LIST_BODIES, LIST_FORMULAS };

/* A line of its own before the first section that names a body and ends in a colon. */
static bool is_address(const struct prose *prose, size_t paragraph, const struct rule *rule)
{
	struct str text = prose_text(prose, paragraph);
	if (prose->paragraphs[paragraph].section || text.nbytes > MAX_ADDRESS_NBYTES || !str_ends_with(text, STR("：")))
		return false;
	text = text_skip_end_mark(text);
	return text_ends_with_word(text, &rule->lists[LIST_BODIES]) && !str_contains(text, STR("，")) &&
	       !str_contains(text, STR("：")) && !str_contains(text, STR("。"));
}

static void check_addresses(const struct check *check, const struct rule *rule)
{
	for (size_t i = 0; i < check->prose->count && !check->prose->paragraphs[i].section; i++) {
		if (!is_address(check->prose, i, rule))
			continue;
		struct str part = prose_text(check->prose, i);
		struct finding finding = kind_start_at(check, rule, VERDICT_FAIL, ADDRESSED, i, part);
		kind_add_text(check, &finding, text_skip_end_mark(part));
		findings_add(check->findings, finding);
	}
}

/* The first place of each formula. */
static void check_formulas(const struct check *check, const struct rule *rule)
{
	struct str text = strbuf_view(&check->prose->bytes);
	if (!prose_index_holds(check->index, text, &rule->lists[LIST_FORMULAS]))
		return;
	for (size_t i = 0; i < rule->lists[LIST_FORMULAS].count; i++) {
		struct str formula = rule->lists[LIST_FORMULAS].words[i];
		size_t at = str_find(text, formula);
		if (at == text.nbytes)
			continue;
		struct finding finding = kind_start_at(check, rule, VERDICT_FAIL, PHRASED,
						       prose_paragraph_at(check->prose, at),
						       str_slice(text, at, formula.nbytes));
		kind_add_text(check, &finding, formula);
		findings_add(check->findings, finding);
	}
}

static void run_letter(const struct check *check, const struct rule *rule)
{
	size_t first = check->findings->count;
	check_addresses(check, rule);
	check_formulas(check, rule);
	text_add_pass(check, rule, first, NO_LETTER);
}

const struct check_kind wording_phrases = {
	.name = "phrases",
	.run = run_phrases,
	.compile = compile_phrase,
	.gather = gather_phrases,
	.messages = {"found", "clean"},
};

const struct check_kind wording_letter = {
	.name = "letter",
	.run = run_letter,
	.messages = {"addressed", "phrased", "clean"},
	.lists = {"bodies", "formulas"},
	.searched = 1u << LIST_FORMULAS,
};
