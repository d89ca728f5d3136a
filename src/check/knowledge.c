#include "check/knowledge.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/embedded.h"
#include "base/fold.h"
#include "check/across/cell_pack.h"
#include "check/across/summary.h"
#include "check/hints/hints.h"
#include "check/prose/quantity_words.h"
#include "read/source.h"

/* What the program knows comes from the files compiled into it; a form or a rule file of the same name in the person's
 * own directory takes the place of one, lists of words and weights are laid over ours, and rule files there that have
 * other names are added. */
struct loading {
	struct knowledge *knowledge;
	const char *directory;          /* NULL: nothing but what is compiled in */
	struct error *error;
};

/* Reads a file of the person's own. False with the error set; `*text` has ptr NULL when there is no such file. */
static bool read_own(const struct loading *loading, const char *path, bool must_exist, struct str *text)
{
	struct source source = {0};
	enum source_status status = source_read(&source, path);
	bool read = true;
	*text = (struct str){0};
	bool is_missing = status == SOURCE_FAILED &&
			  (source.error_number == ENOENT || source.error_number == ENOTDIR);
	if (status == SOURCE_OK || status == SOURCE_EMPTY) {
		*text = arena_copy(&loading->knowledge->arena, source.text);
		loading->knowledge->stamp = fold_hash(fold_hash(loading->knowledge->stamp, str_from(path)), *text);
	} else if (must_exist || !is_missing) {
		read = error_set(loading->error, "%s: %s", path, source_fault(&source, status));
	}
	source_free(&source);
	return read;
}

/* The text of the person's own file of a name, or no text; `*path` is where it was looked for. */
static bool find_own(const struct loading *loading, const char *name, struct str *text, const char **path)
{
	struct strbuf own = {0};
	*text = (struct str){0};
	if (!loading->directory)
		return true;
	strbuf_printf(&own, "%s/%s", loading->directory, name);
	*path = arena_copy(&loading->knowledge->arena, strbuf_view(&own)).ptr;
	strbuf_free(&own);
	return read_own(loading, *path, false, text);
}

/* The text of a file of data/, or of the one that takes its place; `*path` is where it was found, for messages. */
static bool find_text(const struct loading *loading, const char *name, struct str *text, const char **path)
{
	const char *own_path;
	*path = name;
	if (!find_own(loading, name, text, &own_path))
		return false;
	if (text->ptr)
		*path = own_path;
	else
		*text = embedded_find(name);
	return true;
}

/* All of ours come first: a list may be named in any of the person's own. */
static bool load_words(const struct loading *loading)
{
	struct words *words = &loading->knowledge->words;
	struct arena *arena = &loading->knowledge->arena;
	for (size_t i = 0; i < 2 * embedded_nfiles; i++) {
		const char *name = embedded_files[i % embedded_nfiles].name, *path;
		struct str text;
		if (!str_starts_with(str_from(name), STR("words/")))
			continue;
		if (i < embedded_nfiles) {
			if (!words_parse(words, arena, embedded_find(name), name, loading->error))
				return false;
		} else if (!find_own(loading, name, &text, &path) ||
			   (text.ptr && !words_lay_over(words, arena, text, path, loading->error))) {
			return false;
		}
	}
	return true;
}

static const struct format *load_format(const struct loading *loading, const char *name)
{
	struct str text;
	const char *path;
	if (!find_text(loading, name, &text, &path))
		return NULL;
	return format_parse(&loading->knowledge->arena, text, path, loading->error);
}

static bool load_forms(const struct loading *loading)
{
	struct knowledge *knowledge = loading->knowledge;
	const unsigned all = KNOWLEDGE_NFORMS - 1;
	struct arena *arena = &knowledge->arena;
	const struct format *base = load_format(loading, "formats/2021.format");
	const struct format *other = base ? load_format(loading, "formats/2019.format") : NULL;
	if (!other)
		return false;
	for (unsigned tables = 0; tables < KNOWLEDGE_NFORMS; tables++) {
		struct form *form = &knowledge->forms[tables];
		form->format = tables == 0 ? base : tables == all ? other : format_combine(arena, base, other, tables);
		form->labels = labels_index(arena, form->format);
	}
	return true;
}

static bool load_rule_file(const struct loading *loading, const char *path)
{
	struct knowledge *knowledge = loading->knowledge;
	struct str text;
	return read_own(loading, path, true, &text) &&
	       rules_parse(knowledge->rules, &knowledge->arena, text, path, loading->error);
}

static bool load_embedded_rules(const struct loading *loading)
{
	struct knowledge *knowledge = loading->knowledge;
	for (size_t i = 0; i < embedded_nfiles; i++) {
		struct str text;
		const char *path;
		if (!str_starts_with(str_from(embedded_files[i].name), STR("rules/")))
			continue;
		if (!find_text(loading, embedded_files[i].name, &text, &path))
			return false;
		knowledge->rules->built_in = path == embedded_files[i].name;
		if (!rules_parse(knowledge->rules, &knowledge->arena, text, path, loading->error))
			return false;
	}
	knowledge->rules->built_in = false;
	return true;
}

/* Names of rule files, in the arena. */
struct rule_names {
	const char **list;
	size_t count, capacity;
};

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Lists the rule files of the person's own directory that take no other's place. A directory that is not there has
 * none; one that cannot be read is an error. */
static bool list_own_rules(const struct loading *loading, struct rule_names *names)
{
	struct strbuf path = {0};
	struct dirent *item;
	strbuf_printf(&path, "%s/rules", loading->directory);
	DIR *directory = opendir(strbuf_text(&path));
	while (directory && (errno = 0, item = readdir(directory))) {
		struct str name = str_from(item->d_name);
		strbuf_clear(&path);
		strbuf_printf(&path, "rules/%s", item->d_name);
		if (name.ptr[0] == '.' || !str_ends_with(name, STR(".rules")) ||
		    embedded_find(strbuf_text(&path)).ptr)
			continue;
		names->list = alloc_grow(names->list, names->count, &names->capacity, sizeof(*names->list));
		names->list[names->count++] = arena_copy(&loading->knowledge->arena, name).ptr;
	}
	int error_number = errno == ENOENT || errno == ENOTDIR ? 0 : errno;
	if (directory)
		closedir(directory);
	strbuf_free(&path);
	if (names->count)
		qsort(names->list, names->count, sizeof(*names->list), compare_names);
	return !error_number || error_set(loading->error, "%s/rules: %s", loading->directory, strerror(error_number));
}

/* Reads them, in the order of their names. */
static bool load_own_rules(const struct loading *loading)
{
	struct rule_names names = {0};
	struct strbuf path = {0};
	bool loaded = list_own_rules(loading, &names);
	for (size_t i = 0; loaded && i < names.count; i++) {
		strbuf_clear(&path);
		strbuf_printf(&path, "%s/rules/%s", loading->directory, names.list[i]);
		loaded = load_rule_file(loading, arena_copy(&loading->knowledge->arena, strbuf_view(&path)).ptr);
	}
	free(names.list);
	strbuf_free(&path);
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
				return error_set(error,
						 "%.*s:%u: %.*s: no place of the table has all of the names of: %.*s",
						 (int)rule->file.nbytes, rule->file.ptr, (unsigned)rule->line,
						 (int)rule->id.nbytes, rule->id.ptr, (int)rule->formulas[j].text.nbytes,
						 rule->formulas[j].text.ptr);
	}
	return true;
}

/* Reads all rules and fits them to every form. */
static bool load_rules(const struct loading *loading, const char *const *rule_files, size_t nrule_files)
{
	struct knowledge *knowledge = loading->knowledge;
	struct arena *arena = &knowledge->arena;
	knowledge->rules = rules_new(arena, knowledge->forms[0].format,
				     quantity_words_make(arena, &knowledge->words));
	if (!load_embedded_rules(loading) || (loading->directory && !load_own_rules(loading)))
		return false;
	for (size_t i = 0; i < nrule_files; i++)
		if (!load_rule_file(loading, rule_files[i]))
			return false;
	for (size_t i = 0; i < KNOWLEDGE_NFORMS; i++) {
		struct form *form = &knowledge->forms[i];
		form->rules = rules_fit(knowledge->rules, arena, form->format, loading->error);
		if (!form->rules)
			return false;
		form->guesses = cell_pack_guesses(arena, form->rules);
	}
	knowledge->least_shingles = summary_least_shingles(knowledge->forms[0].rules);
	return every_rule_fits(knowledge, loading->error) &&
	       hints_apply(knowledge->rules, &knowledge->slips, loading->error);
}

static bool load_slips(const struct loading *loading)
{
	static const char name[] = "hints/slips.words";
	struct slips *slips = &loading->knowledge->slips;
	struct arena *arena = &loading->knowledge->arena;
	struct str text;
	const char *path;
	return slips_parse(slips, arena, embedded_find(name), name, loading->error) &&
	       find_own(loading, name, &text, &path) &&
	       (!text.ptr || slips_parse(slips, arena, text, path, loading->error));
}

bool knowledge_load_with(struct knowledge *knowledge, const char *directory, const char *const *rule_files,
			 size_t nrule_files, struct error *error)
{
	const struct loading loading = {knowledge, directory, error};
	*knowledge = (struct knowledge){0};
	return load_words(&loading) && load_slips(&loading) && load_forms(&loading) &&
	       load_rules(&loading, rule_files, nrule_files);
}

bool knowledge_load(struct knowledge *knowledge, struct error *error)
{
	return knowledge_load_with(knowledge, NULL, NULL, 0, error);
}

void knowledge_free(struct knowledge *knowledge)
{
	if (knowledge->rules)
		rules_release(knowledge->rules);
	arena_free(&knowledge->arena);
	*knowledge = (struct knowledge){0};
}
