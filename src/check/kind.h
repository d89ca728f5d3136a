/* Checks that are code: each kind has a name, and rules of data/rules/ that say `check NAME` run it.
 *
 * A kind says which sentences, thresholds and word lists its rules must or may give: what is wrong is decided here, how
 * it is said, how strict it is and which words matter stands in the rule file. All kinds are listed in kinds.c. */
#ifndef GOUJI_CHECK_KIND_H
#define GOUJI_CHECK_KIND_H

#include <stdarg.h>

#include "base/pattern.h"
#include "base/tree.h"
#include "check/explain.h"
#include "check/finding.h"
#include "check/prose/prose_index.h"
#include "check/rule.h"
#include "report/document.h"
#include "report/prose.h"
#include "report/words.h"

/* A report under check: all that checks may look at. Nothing of it is theirs but `findings` and `scratch`. */
struct check {
	const struct rules *rules;
	const struct report *report;
	struct str text;                /* what raw texts of cells and headings are slices of */
	const struct document *document;
	const struct prose *prose;
	const struct prose_index *index; /* of the prose */
	const struct words *words;
	const char *path;
	struct findings *findings;
	struct pattern_scratch *scratch;
};

enum { KIND_MAX_NAMES = 24, KIND_MAX_CELLS = 5 };

struct kind_threshold {
	const char *name;
	decimal value;                  /* where the rule gives none */
};

struct years;
struct across;

struct check_kind {
	const char *name;
	bool tables_only;               /* looks at neither document nor prose */
	/* Adds the findings of `rule`, passed and not assessable instances included where they are few. NULL for what
	 * one report alone cannot tell: */
	void (*run)(const struct check *check, const struct rule *rule);
	/* the same for a report beside last year's (see over_years.h), */
	void (*run_years)(const struct years *years, const struct rule *rule);
	/* and for many reports at once (see across.h). */
	void (*run_across)(struct across *across, const struct rule *rule);
	/* Appends what a finding says, where the rule's own sentences do not; NULL: they do. `brief`: for a line among
	 * others. */
	void (*explain)(const struct finding *finding, const struct report *report, const struct language *language,
			bool brief, struct strbuf *out);
	/* Reads a line of a rule that only this kind knows and keeps what it needs in rule->data. False with `error`
	 * set. NULL: there are no such lines. */
	bool (*compile)(struct rules *rules, struct arena *arena, struct rule *rule, const struct tree_node *node,
			struct error *error);
	/* Makes rule->fitted of rule->data for the form of `rules`, once all rules are read. False with `error` set.
	 * NULL: there is nothing to make. */
	bool (*fit)(struct rules *rules, struct arena *arena, struct rule *rule, struct error *error);
	bool finds_nothing;             /* its rules say how the findings of others are explained */
	const char *cells[KIND_MAX_CELLS]; /* names of those that it looks at: see rule->cells */
	const char *messages[KIND_MAX_NAMES]; /* names of the sentences that each of its rules must give */
	struct kind_threshold thresholds[KIND_MAX_NAMES];
	const char *lists[KIND_MAX_NAMES]; /* names of the word lists that it reads */
	unsigned searched;              /* bit per list: its words are looked for in the prose of every report */
	/* The same for lists that `compile` made: calls rules_search_list for them. NULL: there are none. */
	void (*gather)(struct rules *rules, const struct rule *rule);
};

/* The kind at a place of the list; NULL behind its end. */
const struct check_kind *kind_at(size_t place);
/* A `fit` for kinds whose first list names cells: rule->fitted becomes an array of int16_t, their numbers in the form,
 * FORMAT_NONE for cells that it does not have. */
bool kind_fit_cells(struct rules *rules, struct arena *arena, struct rule *rule, struct error *error);
/* The kind of this name, or NULL. */
const struct check_kind *kind_find(struct str name);

/* In the place of a sentence, where a check was made and held: the title of the rule says what does. */
enum { KIND_HOLDS = UINT8_MAX };

/* A finding of `rule` with one of its sentences (its place in the kind's `messages`), at a line; nothing else is set. A
 * failure has the cause SOURCE. */
struct finding kind_start(const struct rule *rule, enum verdict verdict, size_t message, uint32_t line);
/* The same for a place in the prose: line, section and the sentence, with `part` (a view of the paragraph) marked. */
struct finding kind_start_at(const struct check *check, const struct rule *rule, enum verdict verdict, size_t message,
			     size_t paragraph, struct str part);
/* Whether a finding goes unseen, because those that passed are not wanted: it needs no texts, and gets none from the
 * calls below. Its verdict is settled before they are made. */
static inline bool kind_is_unseen(const struct check *check, enum verdict verdict)
{
	return verdict == VERDICT_PASS && check->findings->skips_passes;
}
/* Whether those that passed go unseen: then they need not be made. */
static inline bool kind_skips_passes(const struct findings *findings)
{
	return findings->drops_passes;
}
/* Gives the finding one more text for the holes {1}, {2} … of its sentence; it is copied. More than FINDING_MAX_ARGS
 * are left out. */
void kind_add_text(const struct check *check, struct finding *finding, struct str text);
void kind_add_count(const struct check *check, struct finding *finding, size_t count);
void kind_add_decimal(const struct check *check, struct finding *finding, decimal value);
/* Says which cells the finding is about; they are copied. */
void kind_set_cells(const struct check *check, struct finding *finding, const uint16_t *cells, size_t ncells);

#endif
