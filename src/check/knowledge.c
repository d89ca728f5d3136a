#include "check/knowledge.h"

#include <errno.h>

#include "base/embedded.h"
#include "read/source.h"

static bool load_words(struct knowledge *knowledge, struct error *error)
{
	for (size_t i = 0; i < embedded_nfiles; i++) {
		const struct embedded_file *file = &embedded_files[i];
		if (str_starts_with(str_from(file->name), STR("words/")) &&
		    !words_parse(&knowledge->words, &knowledge->arena, file->text, file->name, error))
			return false;
	}
	return true;
}

static bool load_forms(struct knowledge *knowledge, struct error *error)
{
	static const char current[] = "formats/2021.format", former[] = "formats/2019.format";
	const unsigned all = KNOWLEDGE_NFORMS - 1;
	struct arena *arena = &knowledge->arena;
	const struct format *base = format_parse(arena, embedded_find(current), current, error);
	const struct format *other = base ? format_parse(arena, embedded_find(former), former, error) : NULL;
	if (!other)
		return false;
	for (unsigned tables = 0; tables < KNOWLEDGE_NFORMS; tables++) {
		struct form *form = &knowledge->forms[tables];
		form->format = tables == 0 ? base : tables == all ? other : format_combine(arena, base, other, tables);
		form->labels = labels_index(arena, form->format);
	}
	return true;
}

static bool load_embedded_rules(struct rules *rules, struct arena *arena, struct error *error)
{
	for (size_t i = 0; i < embedded_nfiles; i++) {
		const struct embedded_file *file = &embedded_files[i];
		if (str_starts_with(str_from(file->name), STR("rules/")) &&
		    !rules_parse(rules, arena, file->text, file->name, error))
			return false;
	}
	return true;
}

static bool load_rule_file(struct rules *rules, struct arena *arena, const char *path, struct error *error)
{
	struct source source = {0};
	enum source_status status = source_read(&source, path);
	bool loaded = false;
	if (status == SOURCE_FAILED)
		error_set(error, "%s: %s", path, strerror(source.error_number));
	else if (status != SOURCE_OK && status != SOURCE_EMPTY)
		error_set(error, "%s: not a UTF-8 text file", path);
	else
		loaded = rules_parse(rules, arena, arena_copy(arena, source.text), path, error);
	source_free(&source);
	return loaded;
}

/* Whether a place of some form has all the names of a relation. */
static bool formula_fits(const struct knowledge *knowledge, size_t rule, struct str formula)
{
	for (size_t form = 0; form < KNOWLEDGE_NFORMS; form++) {
		const struct rules *rules = knowledge->forms[form].rules;
		const struct rule *r = &rules->list[rule];
		for (size_t i = r->first_relation; i < (size_t)r->first_relation + r->nrelations; i++)
			if (str_equal(rules->relations[i].text, formula))
				return true;
	}
	return false;
}

/* A relation may fit some forms only, but one that fits none has a slip in its names. */
static bool every_rule_fits(const struct knowledge *knowledge, struct error *error)
{
	const struct rules *rules = knowledge->forms[0].rules;
	for (size_t i = 0; i < rules->count; i++) {
		const struct rule *rule = &rules->list[i];
		for (size_t j = 0; j < rule->nformulas; j++)
			if (!formula_fits(knowledge, i, rule->formulas[j].text))
				return error_set(error, "%.*s:%u: %.*s: no place of the table has all of the names of: %.*s",
						 (int)rule->file.nbytes, rule->file.ptr, (unsigned)rule->line,
						 (int)rule->id.nbytes, rule->id.ptr, (int)rule->formulas[j].text.nbytes,
						 rule->formulas[j].text.ptr);
	}
	return true;
}

/* Reads all rules and fits them to every form. */
static bool load_rules(struct knowledge *knowledge, const char *const *rule_files, size_t nrule_files,
		       struct error *error)
{
	struct arena *arena = &knowledge->arena;
	struct rules *rules = rules_new(arena, knowledge->forms[0].format);
	knowledge->rules = rules;
	if (!load_embedded_rules(rules, arena, error))
		return false;
	for (size_t i = 0; i < nrule_files; i++)
		if (!load_rule_file(rules, arena, rule_files[i], error))
			return false;
	for (size_t i = 0; i < KNOWLEDGE_NFORMS; i++) {
		struct form *form = &knowledge->forms[i];
		form->rules = rules_fit(rules, arena, form->format, error);
		if (!form->rules)
			return false;
	}
	return every_rule_fits(knowledge, error);
}

bool knowledge_load(struct knowledge *knowledge, const char *const *rule_files, size_t nrule_files,
		    struct error *error)
{
	*knowledge = (struct knowledge){0};
	return load_words(knowledge, error) && load_forms(knowledge, error) &&
	       load_rules(knowledge, rule_files, nrule_files, error);
}

void knowledge_free(struct knowledge *knowledge)
{
	if (knowledge->rules)
		rules_release(knowledge->rules);
	arena_free(&knowledge->arena);
	*knowledge = (struct knowledge){0};
}
