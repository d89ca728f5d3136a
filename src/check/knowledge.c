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
		form->rules = rules_new(arena, form->format);
	}
	return true;
}

/* Compiles the rules of a text against every form. */
static bool add_rules(struct knowledge *knowledge, struct str text, const char *file, struct error *error)
{
	for (size_t i = 0; i < KNOWLEDGE_NFORMS; i++)
		if (!rules_parse(knowledge->forms[i].rules, &knowledge->arena, text, file, error))
			return false;
	return true;
}

static bool load_rule_file(struct knowledge *knowledge, const char *path, struct error *error)
{
	struct source source = {0};
	enum source_status status = source_read(&source, path);
	bool loaded = false;
	if (status == SOURCE_FAILED)
		error_set(error, "%s: %s", path, strerror(source.error_number));
	else if (status != SOURCE_OK && status != SOURCE_EMPTY)
		error_set(error, "%s: not a UTF-8 text file", path);
	else
		loaded = add_rules(knowledge, arena_copy(&knowledge->arena, source.text), path, error);
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
			if (!formula_fits(knowledge, i, rule->formulas[j]))
				return error_set(error, "%.*s:%u: %.*s: no place of the table has all of the names of: %.*s",
						 (int)rule->file.nbytes, rule->file.ptr, (unsigned)rule->line,
						 (int)rule->id.nbytes, rule->id.ptr, (int)rule->formulas[j].nbytes,
						 rule->formulas[j].ptr);
	}
	return true;
}

bool knowledge_load(struct knowledge *knowledge, const char *const *rule_files, size_t nrule_files,
		    struct error *error)
{
	static const char base[] = "rules/base.rules";
	*knowledge = (struct knowledge){0};
	if (!load_words(knowledge, error) || !load_forms(knowledge, error) ||
	    !add_rules(knowledge, embedded_find(base), base, error))
		return false;
	for (size_t i = 0; i < nrule_files; i++)
		if (!load_rule_file(knowledge, rule_files[i], error))
			return false;
	return every_rule_fits(knowledge, error);
}

void knowledge_free(struct knowledge *knowledge)
{
	arena_free(&knowledge->arena);
	*knowledge = (struct knowledge){0};
}
