/* All that the program knows from data/: the form, its labels, the word lists and the rules. Loaded once, then shared
 * by all threads and never changed. */
#ifndef GOUJI_CHECK_KNOWLEDGE_H
#define GOUJI_CHECK_KNOWLEDGE_H

#include "base/arena.h"
#include "base/error.h"
#include "check/rule.h"
#include "report/format.h"
#include "report/labels.h"
#include "report/words.h"

struct knowledge {
	struct arena arena;
	const struct format *format;
	const struct labels *labels;
	struct words words;
	struct rules *rules;
};

/* Loads what is compiled into the program, then adds the rules of `rule_files` (paths). False with `error` set. */
bool knowledge_load(struct knowledge *knowledge, const char *const *rule_files, size_t nrule_files,
		    struct error *error);
void knowledge_free(struct knowledge *knowledge);

#endif
