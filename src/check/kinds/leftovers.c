#include "check/kinds/leftovers.h"

/* Instructions. */

enum { LIST_PHRASES };

/* The first instruction of a paragraph, where it stands first; empty when there is none. */
static struct str find_phrase(const struct rule_list *phrases, struct str text)
{
	struct str found = {0};
	for (size_t i = 0; i < phrases->count; i++) {
		size_t at = str_find(text, phrases->words[i]);
		if (at < text.nbytes && (!found.nbytes || text.ptr + at < found.ptr))
			found = str_slice(text, at, phrases->words[i].nbytes);
	}
	return found;
}

static void run_instructions(const struct check *check, const struct rule *rule)
{
	bool any = false;
	for (size_t i = 0; prose_index_next_paragraph(check->index, &rule->lists[LIST_PHRASES], &i); i++) {
		struct str phrase = find_phrase(&rule->lists[LIST_PHRASES], prose_text(check->prose, i));
		if (!phrase.nbytes)
			continue;
		struct finding finding = kind_start_at(check, rule, VERDICT_FAIL, 0, i, phrase);
		kind_add_text(check, &finding, phrase);
		findings_add(check->findings, finding);
		any = true;
	}
	if (!any)
		findings_add(check->findings, kind_start(rule, VERDICT_PASS, KIND_HOLDS, 0));
}

const struct check_kind leftovers_instructions = {
	.name = "instructions", .run = run_instructions, .messages = {"left"}, .lists = {"phrases"},
	.searched = 1u << LIST_PHRASES};

/* Gaps. */

enum { MAX_GAP_PATTERNS = 24 };

struct gaps {
	struct rule_list guards;
	struct str words[MAX_GAP_PATTERNS]; /* of the guards */
	struct pattern *patterns[MAX_GAP_PATTERNS];
};

static void release_pattern(void *pattern)
{
	pattern_free(pattern);
}

static bool compile_gaps(struct rules *rules, struct arena *arena, struct rule *rule, const struct tree_node *node,
			 struct error *error)
{
	struct error why;
	if (!tree_word_is(node, 0, "pattern") || node->nwords != 3 || !node->words[2].quoted)
		return tree_fault(node, 0, error, "expected pattern \"guard\" \"expression\"");
	if (!rule->data)
		rule->data = arena_alloc(arena, 1, sizeof(struct gaps));
	struct gaps *gaps = rule->data;
	size_t count = gaps->guards.count;
	if (count == MAX_GAP_PATTERNS)
		return tree_fault(node, 0, error, "more than %d patterns", MAX_GAP_PATTERNS);
	struct pattern *pattern = pattern_compile(tree_word_text(node, 2), NULL, &why);
	if (!pattern)
		return tree_fault(node, 2, error, "%s", why.text);
	rules_add_cleanup(rules, arena, release_pattern, pattern);
	gaps->words[count] = tree_word_text(node, 1);
	gaps->patterns[count] = pattern;
	gaps->guards.words = gaps->words;
	gaps->guards.count++;
	return true;
}

static void gather_guards(struct rules *rules, const struct rule *rule)
{
	struct gaps *gaps = rule->data;
	if (gaps)
		rules_search_list(rules, &gaps->guards);
}

/* Which guards stand in a paragraph: a bit each. */
static unsigned find_guards(const struct check *check, const struct gaps *gaps, size_t paragraph)
{
	unsigned guards = 0;
	const struct literal_hit *end, *hit = prose_index_hits(check->index, gaps->guards.set, paragraph, &end);
	for (; hit < end; hit++)
		guards |= 1u << hit->word;
	for (size_t i = 0; gaps->guards.holds_empty && i < gaps->guards.count; i++)
		guards |= gaps->words[i].nbytes ? 0 : 1u << i;
	return guards;
}

/* Where letters were lost on the way, a number may have been. */
static void run_gaps(const struct check *check, const struct rule *rule)
{
	const struct gaps *gaps = rule->data;
	bool any = false;
	for (size_t i = 0; gaps && prose_index_next_paragraph(check->index, &gaps->guards, &i); i++) {
		struct str text = prose_text(check->prose, i);
		unsigned guards = find_guards(check, gaps, i);
		for (size_t j = 0; guards >> j; j++) {
			struct pattern_match match;
			if (!(guards >> j & 1) || !pattern_find(gaps->patterns[j], check->scratch, text, 0, &match))
				continue;
			enum verdict verdict = check->report->nbad_bytes ? VERDICT_LOOK : VERDICT_FAIL;
			struct finding finding = kind_start_at(check, rule, verdict, 0, i, match.groups[0]);
			kind_add_text(check, &finding, match.groups[0]);
			findings_add(check->findings, finding);
			any = true;
			break;
		}
	}
	if (!any)
		findings_add(check->findings, kind_start(rule, VERDICT_PASS, KIND_HOLDS, 0));
}

const struct check_kind leftovers_gaps = {
	.name = "gaps", .run = run_gaps, .compile = compile_gaps, .gather = gather_guards, .messages = {"gap"}};

/* Pictures. */

/* The paragraph of a section that holds the mark of a picture, or NULL. */
static const struct document_item *find_picture(const struct check *check, unsigned section)
{
	for (size_t i = 0; i < check->document->nitems; i++) {
		const struct document_item *item = &check->document->items[i];
		if (item->section == section && item->kind == DOCUMENT_PARAGRAPH &&
		    words_find_inside(check->words, WORDS_PICTURE, item->text))
			return item;
	}
	return NULL;
}

bool leftovers_has_picture(const struct check *check, unsigned section)
{
	return find_picture(check, section) != NULL;
}

bool leftovers_has_lost_table(const struct check *check, unsigned section)
{
	for (size_t i = 0; i < check->document->nitems; i++) {
		const struct document_item *item = &check->document->items[i];
		if (item->section == section && item->kind == DOCUMENT_PARAGRAPH &&
		    words_find_equal(check->words, WORDS_LOST_TABLE, item->text))
			return true;
	}
	return false;
}

static void run_pictures(const struct check *check, const struct rule *rule)
{
	const struct report *report = check->report;
	for (size_t i = 0; i < report->format->ntables; i++) {
		const struct format_table *table = &report->format->tables[i];
		const struct document_item *picture =
			report->tables[i].line ? NULL : find_picture(check, table->section);
		struct finding finding =
			kind_start(rule, picture ? VERDICT_FAIL : VERDICT_PASS, picture ? 0 : KIND_HOLDS,
				   picture ? picture->line : report->tables[i].line);
		finding.table = (int16_t)i;
		kind_add_text(check, &finding, table->short_title);
		findings_add(check->findings, finding);
	}
}

const struct check_kind leftovers_pictures = {.name = "pictures", .run = run_pictures, .messages = {"picture"}};
