#include "check/kind.h"

struct finding kind_start(const struct rule *rule, enum verdict verdict, size_t message, uint32_t line)
{
	bool has_sentence = rule->kind->messages[0] && message != KIND_HOLDS;
	int8_t severity = has_sentence ? rule->messages[message].severity : -1;
	return (struct finding){
		.rule = rule,
		.severity = severity < 0 ? rule->severity : (enum severity)severity,
		.verdict = verdict,
		.cause = verdict == VERDICT_FAIL ? CAUSE_SOURCE : CAUSE_UNKNOWN,
		.table = FORMAT_NONE,
		.unread_cell = FORMAT_NONE,
		.message = (uint8_t)message,
		.line = line,
	};
}

struct finding kind_start_at(const struct check *check, const struct rule *rule, enum verdict verdict, size_t message,
			     size_t paragraph, struct str part)
{
	struct finding finding = kind_start(rule, verdict, message, prose_line(check->prose, part.ptr));
	const struct prose_paragraph *p = &check->prose->paragraphs[paragraph];
	finding.section = p->section;
	finding.part = p->section ? PART_REPORT : p->kind == PROSE_TITLE ? PART_TITLE : PART_PREAMBLE;
	if (kind_is_unseen(check, verdict))
		return finding;
	struct str sentence = prose_sentence(check->prose, paragraph, part);
	finding.quote = arena_copy(&check->findings->arena, sentence);
	finding.mark_offset = (uint32_t)(part.ptr - sentence.ptr);
	finding.mark_nbytes = (uint32_t)part.nbytes;
	return finding;
}

void kind_add_text(const struct check *check, struct finding *finding, struct str text)
{
	if (finding->nargs < FINDING_MAX_ARGS && !kind_is_unseen(check, finding->verdict))
		finding->args[finding->nargs++] = arena_copy(&check->findings->arena, text);
}

void kind_add_count(const struct check *check, struct finding *finding, size_t count)
{
	struct strbuf text = {0};
	if (kind_is_unseen(check, finding->verdict))
		return;
	strbuf_append_count(&text, count, 1);
	kind_add_text(check, finding, strbuf_view(&text));
	strbuf_free(&text);
}

void kind_add_decimal(const struct check *check, struct finding *finding, decimal value)
{
	struct strbuf text = {0};
	if (kind_is_unseen(check, finding->verdict))
		return;
	decimal_append(&text, value);
	kind_add_text(check, finding, strbuf_view(&text));
	strbuf_free(&text);
}

void kind_set_cells(const struct check *check, struct finding *finding, const uint16_t *cells, size_t ncells)
{
	uint16_t *kept = arena_alloc(&check->findings->arena, ncells + 1, sizeof(*kept));
	memcpy(kept, cells, ncells * sizeof(*kept));
	finding->cells = kept;
	finding->ncells = (uint8_t)(ncells < UINT8_MAX ? ncells : UINT8_MAX);
}

bool kind_fit_cells(struct rules *rules, struct arena *arena, struct rule *rule, struct error *error)
{
	const struct rule_list *names = &rule->lists[0];
	int16_t *cells = arena_alloc(arena, names->count + 1, sizeof(*cells));
	(void)error;
	for (size_t i = 0; i < names->count; i++)
		cells[i] = (int16_t)format_find_cell(rules->format, names->words[i]);
	rule->fitted = cells;
	return true;
}
