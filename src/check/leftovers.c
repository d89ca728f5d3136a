#include "check/leftovers.h"

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
	for (size_t i = 0; i < check->prose->count; i++) {
		struct str phrase = find_phrase(&rule->lists[LIST_PHRASES], prose_text(check->prose, i));
		if (!phrase.nbytes)
			continue;
		struct finding finding = kind_start_at(check, rule, VERDICT_FAIL, 0, i, phrase);
		kind_add_text(check, &finding, phrase);
		findings_add(check->findings, finding);
		any = true;
	}
	if (!any)
		findings_add(check->findings, kind_start(rule, VERDICT_PASS, 0, 0));
}

const struct check_kind leftovers_instructions = {
	.name = "instructions", .run = run_instructions, .messages = {"left"}, .lists = {"phrases"}};

/* Gaps. */

enum { MAX_GAP_PATTERNS = 24 };

struct gaps {
	size_t count;
	struct {
		struct str guard;
		struct pattern *pattern;
	} list[MAX_GAP_PATTERNS];
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
	if (gaps->count == MAX_GAP_PATTERNS)
		return tree_fault(node, 0, error, "more than %d patterns", MAX_GAP_PATTERNS);
	struct pattern *pattern = pattern_compile(tree_word_text(node, 2), NULL, &why);
	if (!pattern)
		return tree_fault(node, 2, error, "%s", why.text);
	rules_add_cleanup(rules, arena, release_pattern, pattern);
	gaps->list[gaps->count].guard = tree_word_text(node, 1);
	gaps->list[gaps->count++].pattern = pattern;
	return true;
}

/* Where letters were lost on the way, a number may have been. */
static void run_gaps(const struct check *check, const struct rule *rule)
{
	const struct gaps *gaps = rule->data;
	bool any = false;
	for (size_t i = 0; gaps && i < check->prose->count; i++) {
		struct str text = prose_text(check->prose, i);
		for (size_t j = 0; j < gaps->count; j++) {
			struct pattern_match match;
			if (!str_contains(text, gaps->list[j].guard) ||
			    !pattern_find(gaps->list[j].pattern, check->scratch, text, 0, &match))
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
		findings_add(check->findings, kind_start(rule, VERDICT_PASS, 0, 0));
}

const struct check_kind leftovers_gaps = {
	.name = "gaps", .run = run_gaps, .compile = compile_gaps, .messages = {"gap"}};

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

static void run_pictures(const struct check *check, const struct rule *rule)
{
	const struct report *report = check->report;
	for (size_t i = 0; i < report->format->ntables; i++) {
		const struct format_table *table = &report->format->tables[i];
		const struct document_item *picture = report->tables[i].line ? NULL : find_picture(check, table->section);
		struct finding finding = kind_start(rule, picture ? VERDICT_FAIL : VERDICT_PASS, 0,
						    picture ? picture->line : report->tables[i].line);
		finding.table = (int16_t)i;
		kind_add_text(check, &finding, table->short_title);
		findings_add(check->findings, finding);
	}
}

const struct check_kind leftovers_pictures = {.name = "pictures", .run = run_pictures, .messages = {"picture"}};
