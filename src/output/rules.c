#include "output/rules.h"

#include "base/clip.h"
#include "check/kind.h"
#include "output/csv.h"
#include "output/json.h"

enum { ID_NCOLS = 10 };

static const char *const csv_names[] = {"id", "severity", "title", "formulas", "why", "source", "off"};

static const char *scope_name(enum rule_scope scope)
{
	return scope == SCOPE_COLUMNS ? "column" : scope == SCOPE_ROWS ? "row" : "";
}

/* The formula of a rule with the labels of the form, in `scratch`; as written where no place has it. */
static struct str labelled_formula(struct writing *writing, const struct rule *rule, size_t formula)
{
	const struct rules *rules = knowledge_current_form(writing->knowledge)->rules;
	for (size_t i = rule->first_relation; i < (size_t)rule->first_relation + rule->nrelations; i++)
		if (str_equal(rules->relations[i].text, rule->formulas[formula].text))
			return writing_formula(writing, &rules->relations[i]);
	return rule->formulas[formula].text;
}

static void put_sentence(struct writing *writing, const char *indent, struct str text)
{
	if (!text.nbytes)
		return;
	strbuf_append_text(&writing->line, indent);
	clip_sanitise(&writing->line, text);
	strbuf_append_byte(&writing->line, '\n');
	writing_put_line(writing);
}

static void put_head(struct writing *writing, const struct rule *rule)
{
	static const char *const colours[SEVERITY_NLEVELS] = {
		[SEVERITY_NOTICE] = "36", [SEVERITY_WARNING] = "33", [SEVERITY_ERROR] = "1;31",
	};
	struct strbuf *line = &writing->line;
	const char *severity = severity_name(rule->severity);
	size_t nbytes = line->nbytes;
	clip_sanitise(line, rule->id);
	nbytes = line->nbytes - nbytes;
	strbuf_append_repeat(line, ' ', nbytes < ID_NCOLS ? ID_NCOLS - nbytes : 1);
	if (writing->colour)
		strbuf_printf(line, "\033[%sm%-8s\033[0m", colours[rule->severity], severity);
	else
		strbuf_printf(line, "%-8s", severity);
	if (rule->off)
		strbuf_append_text(line, tr(writing->language->catalog, "(off) "));
	put_sentence(writing, "", explain_rule_title(rule, writing->language));
}

static void put_scope(struct writing *writing, const struct rule *rule)
{
	const struct catalog *catalog = writing->language->catalog;
	if (rule->scope == SCOPE_NONE)
		return;
	const char *sentence = rule->scope == SCOPE_COLUMNS ? tr(catalog, "for each column of this table: ")
							     : tr(catalog, "for each row of this table: ");
	struct str name = knowledge_current_form(writing->knowledge)->format->tables[rule->table].name;
	strbuf_printf(&writing->line, "  %s%.*s\n", sentence, (int)name.nbytes, name.ptr);
	writing_put_line(writing);
}

static void put_labelled(struct writing *writing, const char *label, struct str text)
{
	if (!text.nbytes)
		return;
	strbuf_printf(&writing->line, "  %s", tr(writing->language->catalog, label));
	put_sentence(writing, "", text);
}

/* The lines of the rule that only its check knows, as they are written. */
static void put_own_lines(struct writing *writing, const struct rule *rule)
{
	for (const struct rule_line *line = rule->own_lines; line; line = line->next) {
		strbuf_clear(&writing->scratch);
		rule_line_append(line, &writing->scratch);
		put_sentence(writing, "    ", strbuf_view(&writing->scratch));
	}
}

static void put_thresholds(struct writing *writing, const struct rule *rule)
{
	for (size_t i = 0; rule->kind && i < KIND_MAX_NAMES && rule->kind->thresholds[i].name; i++) {
		strbuf_printf(&writing->line, "    threshold %s ", rule->kind->thresholds[i].name);
		decimal_append(&writing->line, rule->thresholds[i]);
		strbuf_append_byte(&writing->line, '\n');
		writing_put_line(writing);
	}
}

static void put_lists(struct writing *writing, const struct rule *rule)
{
	for (size_t i = 0; rule->kind && i < KIND_MAX_NAMES && rule->kind->lists[i]; i++) {
		const struct rule_list *list = &rule->lists[i];
		strbuf_printf(&writing->line, "    words %s", rule->kind->lists[i]);
		for (size_t j = 0; j < list->count; j++) {
			strbuf_append_text(&writing->line, " \"");
			clip_sanitise(&writing->line, list->words[j]);
			strbuf_append_byte(&writing->line, '"');
		}
		strbuf_append_byte(&writing->line, '\n');
		writing_put_line(writing);
	}
}

/* What it says when it finds something. */
static void put_messages(struct writing *writing, const struct rule *rule)
{
	for (size_t i = 0; rule->kind && i < KIND_MAX_NAMES && rule->kind->messages[i]; i++) {
		const struct rule_sentence *sentence = &rule->messages[i];
		put_sentence(writing, "    ", writing->language->chinese ? sentence->text : sentence->text_en);
	}
}

void rules_put_text(struct writing *writing, const struct rule *rule, bool full)
{
	put_head(writing, rule);
	if (full)
		put_scope(writing, rule);
	for (size_t i = 0; i < rule->nformulas; i++) {
		put_sentence(writing, "  ", labelled_formula(writing, rule, i));
		if (full)
			put_sentence(writing, "    ", rule->formulas[i].text);
	}
	if (full) {
		put_messages(writing, rule);
		put_own_lines(writing, rule);
		put_thresholds(writing, rule);
		put_lists(writing, rule);
		put_sentence(writing, "  ", explain_rule_why(rule, writing->language));
		put_labelled(writing, N_("example: "), explain_rule_example(rule, writing->language));
	}
	put_labelled(writing, N_("source: "), rule->source);
}

/* An array of the rule's formulas, with the labels of the form or as written. */
static void append_formulas(struct writing *writing, const struct rule *rule, const char *key, bool labelled)
{
	json_append_key(&writing->line, key);
	strbuf_append_byte(&writing->line, '[');
	for (size_t i = 0; i < rule->nformulas; i++) {
		json_append_separator(&writing->line);
		json_append_string(&writing->line,
				   labelled ? labelled_formula(writing, rule, i) : rule->formulas[i].text);
	}
	strbuf_append_byte(&writing->line, ']');
}

void rules_put_ndjson(struct writing *writing, const struct rule *rule)
{
	struct strbuf *line = &writing->line;
	struct str none = {0};
	strbuf_append_byte(line, '{');
	json_append_member(line, "type", STR("rule"));
	json_append_member(line, "id", rule->id);
	json_append_member(line, "severity", str_from(severity_name(rule->severity)));
	json_append_member(line, "title", explain_rule_title(rule, writing->language));
	json_append_member_or_null(line, "scope", str_from(scope_name(rule->scope)));
	json_append_member_or_null(line, "table", rule->scope == SCOPE_NONE
		? none : knowledge_current_form(writing->knowledge)->format->tables[rule->table].name);
	append_formulas(writing, rule, "formulas", true);
	append_formulas(writing, rule, "relations", false);
	json_append_member_or_null(line, "why", explain_rule_why(rule, writing->language));
	json_append_member_or_null(line, "example", explain_rule_example(rule, writing->language));
	json_append_member_or_null(line, "source", rule->source);
	json_append_key(line, "off");
	strbuf_append_text(line, rule->off ? "true" : "false");
	strbuf_append_text(line, "}\n");
	writing_put_line(writing);
}

void rules_put_csv_head(struct writing *writing)
{
	for (size_t i = 0; i < sizeof(csv_names) / sizeof(*csv_names); i++)
		csv_append_field(&writing->line, str_from(csv_names[i]));
	csv_put_line(writing);
}

void rules_put_csv(struct writing *writing, const struct rule *rule)
{
	struct strbuf *line = &writing->line, formulas = {0};
	for (size_t i = 0; i < rule->nformulas; i++) {
		strbuf_append_text(&formulas, i ? "; " : "");
		strbuf_append(&formulas, labelled_formula(writing, rule, i));
	}
	csv_append_field(line, rule->id);
	csv_append_field(line, str_from(severity_name(rule->severity)));
	csv_append_field(line, explain_rule_title(rule, writing->language));
	csv_append_field(line, strbuf_view(&formulas));
	csv_append_field(line, explain_rule_why(rule, writing->language));
	csv_append_field(line, rule->source);
	csv_append_field(line, rule->off ? STR("off") : (struct str){0});
	csv_put_line(writing);
	strbuf_free(&formulas);
}
