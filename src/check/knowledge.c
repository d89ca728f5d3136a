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
		loaded = rules_parse(knowledge->rules, &knowledge->arena, arena_copy(&knowledge->arena, source.text), path,
				     error);
	source_free(&source);
	return loaded;
}

bool knowledge_load(struct knowledge *knowledge, const char *const *rule_files, size_t nrule_files,
		    struct error *error)
{
	static const char form[] = "formats/2021.format", base[] = "rules/base.rules";
	*knowledge = (struct knowledge){0};
	struct arena *arena = &knowledge->arena;
	knowledge->format = format_parse(arena, embedded_find(form), form, error);
	if (!knowledge->format || !load_words(knowledge, error))
		return false;
	knowledge->labels = labels_index(arena, knowledge->format);
	knowledge->rules = rules_new(arena, knowledge->format);
	if (!rules_parse(knowledge->rules, arena, embedded_find(base), base, error))
		return false;
	for (size_t i = 0; i < nrule_files; i++)
		if (!load_rule_file(knowledge, rule_files[i], error))
			return false;
	return true;
}

void knowledge_free(struct knowledge *knowledge)
{
	arena_free(&knowledge->arena);
	*knowledge = (struct knowledge){0};
}
