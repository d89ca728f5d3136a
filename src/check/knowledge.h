/* All that the program knows from data/: the forms with their labels and rules, and the word lists. Loaded once, then
 * shared by all threads and never changed. */
#ifndef GOUJI_CHECK_KNOWLEDGE_H
#define GOUJI_CHECK_KNOWLEDGE_H

#include "base/arena.h"
#include "base/error.h"
#include "check/hints/slip.h"
#include "check/rule.h"
#include "read/encoding.h"
#include "report/format.h"
#include "report/labels.h"
#include "report/words.h"

/* Tables two and three differ between the forms, so there are four ways to put a report together. */
enum { KNOWLEDGE_NFORMS = 4 };

struct form {
	const struct format *format;
	const struct labels *labels;
	const struct rules *rules;      /* fitted to the format; the same rules in the same order in every form */
	const struct cell_guess *guesses; /* for packing its cells: see cell_pack.h */
};

struct knowledge {
	struct arena arena;
	/* By the tables that are of the form of 2019: bit 0 table two, bit 1 table three */
	struct form forms[KNOWLEDGE_NFORMS];
	struct rules *rules;            /* as read; checks use those of a form */
	struct words words;
	struct slips slips;
	size_t least_shingles;          /* a text of fewer need not be sketched; SIZE_MAX: no rule compares reports */
	uint64_t stamp;                 /* of the person's own files in it: another one where they are others */
	enum encoding forced_encoding;  /* for all files, as the user said; ENCODING_UNKNOWN: found out by file */
};

/* Loads what is compiled into the program. False with `error` set. */
bool knowledge_load(struct knowledge *knowledge, struct error *error);
/* The same with a person's own files: those below `directory` (may be NULL) that have the name of a file of data/
 * (formats/2021.format, rules/base.rules, words/cells.words …) take its place, other files that end in .rules below
 * rules/ are added, then the rules of `rule_files` (paths). */
bool knowledge_load_with(struct knowledge *knowledge, const char *directory, const char *const *rule_files,
			 size_t nrule_files, struct error *error);
void knowledge_free(struct knowledge *knowledge);

/* The form in force, and its rules. */
static inline const struct form *knowledge_current_form(const struct knowledge *knowledge)
{
	return &knowledge->forms[0];
}

#endif
