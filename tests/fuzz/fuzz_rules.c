/* Any bytes as rules, as a form, as word lists and as a bare tree: a fault that is told, or success. Built like
 * fuzz_report.c. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/tree.h"
#include "check/knowledge.h"

static void check(bool holds)
{
	if (!holds)
		abort();
}

static const struct knowledge *load(void)
{
	static struct knowledge knowledge;
	struct error error;
	check(knowledge_load(&knowledge, &error));
	return &knowledge;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct knowledge *knowledge;
	struct arena arena = {0};
	struct error error = {""};
	struct words words = {0};
	struct str text = {(const char *)data, size};
	if (!knowledge)
		knowledge = load();
	check(tree_parse(&arena, text, "any", &error) || error.text[0]);
	error.text[0] = 0;
	const struct format *format = format_parse(&arena, text, "any", &error);
	check(format || error.text[0]);
	if (format)
		(void)labels_index(&arena, format);
	for (size_t i = 0; i < KNOWLEDGE_NFORMS; i += KNOWLEDGE_NFORMS - 1) {
		struct rules *rules = rules_new(&arena, knowledge->forms[i].format, knowledge->rules->quantities);
		error.text[0] = 0;
		check(rules_parse(rules, &arena, text, "any", &error) || error.text[0]);
		rules_release(rules);
	}
	error.text[0] = 0;
	check(words_parse(&words, &arena, text, "any", &error) || error.text[0]);
	error.text[0] = 0;
	check(words_lay_over(&words, &arena, text, "any", &error) || error.text[0]);
	arena_free(&arena);
	return 0;
}
