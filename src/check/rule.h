/* Rules as data: what must hold in a report, with the sentences that explain it. Read from data/rules/ (the syntax
 * stands at the head of base.rules) and compiled against a form, once for the run.
 *
 * Every arithmetic relation is linear. It becomes one `struct relation` for each place (a column or a row of a table):
 * a short list of cells with coefficients, left side minus right side, compared with 0. */
#ifndef GOUJI_CHECK_RULE_H
#define GOUJI_CHECK_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/decimal.h"
#include "base/error.h"
#include "base/str.h"
#include "report/format.h"

enum {
	RULE_MAX_COUNT = 255,
	RULE_MAX_RELATIONS = 1024,
	RULE_MAX_TERMS = 64,
	RULE_MAX_LINEAR = 64,           /* rules with relations */
};

enum severity { SEVERITY_NOTICE, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITY_NLEVELS };

enum rule_scope { SCOPE_NONE, SCOPE_COLUMNS, SCOPE_ROWS };

enum comparison { COMPARE_EQUAL, COMPARE_AT_MOST, COMPARE_AT_LEAST };

struct operand {
	uint16_t cell;
	int8_t sign;                    /* +1 or -1, as written on its side */
	bool right;                     /* stands on the right side */
	bool last_year;                 /* the cell of last year's report, by its number in this one's form */
};

struct relation {
	const struct rule *rule;
	const struct format *format;    /* whose cells it names */
	struct str text;                /* as written, for explanations */
	enum comparison comparison;
	bool over_years;                /* names cells of last year's report: see over_years.h */
	bool partial;                   /* unread cells of the left side are left out */
	uint64_t instead_of;            /* bit per rule.linear: skip where one of these could be assessed */
	int16_t table;
	int16_t column, row;            /* the place: one of them is FORMAT_NONE */
	uint8_t nterms;
	const struct operand *terms;
	/* The same as cells to be added, then cells to be taken away: left side minus right side. */
	uint8_t nadded;
	const uint16_t *cells;
};

/* A sentence that a rule says, with holes {1}, {2} … for what was found. */
struct rule_sentence {
	struct str text, text_en;
	int8_t severity;                /* where it differs from the rule's; else -1 */
};

struct rule_list {
	size_t count;
	const struct str *words;
	uint16_t set;                   /* in rules.literals; 0: not searched beforehand */
	bool holds_empty;               /* one of the words is empty */
};

struct tree_node;

struct rule_formula {
	struct str text;
	const struct tree_node *node;   /* where it was read */
};

/* A line that only the rule's kind knows. */
struct rule_line {
	struct rule_line *next;
	const struct tree_node *node;
};

struct check_kind;

struct rule {
	struct str id;
	uint8_t number;                 /* its place in rules.list */
	uint8_t linear;                 /* its place among the rules with relations */
	bool off;                       /* known, but not checked */
	enum severity severity;
	struct str title, title_en;
	struct str why, why_en;
	struct str example, example_en; /* a worked case */
	struct str source;
	enum rule_scope scope;
	int16_t table;                  /* of the scope, or FORMAT_NONE */
	bool look_if_noted, look_always; /* a failure is for a person to judge */
	uint16_t first_relation, nrelations; /* into rules.relations */
	uint8_t nformulas;
	const struct rule_formula *formulas; /* the relations as written */
	const struct check_kind *kind;  /* NULL for rules of relations; see kind.h for its names */
	struct rule_sentence *messages; /* by the kind's messages */
	decimal *thresholds;            /* by the kind's thresholds */
	struct rule_list *lists;        /* by the kind's lists */
	struct rule_line *own_lines, *last_own_line;
	const int16_t *cells;           /* by the kind's cells: their numbers in the form, or FORMAT_NONE */
	void *data;                     /* what the kind compiled of them; the same for all forms */
	void *fitted;                   /* what the kind made of it for the form */
	struct str file;                /* where it was read */
	uint32_t line;
};

/* What must be released with the rules. */
struct rules_cleanup {
	struct rules_cleanup *next;
	void (*release)(void *object);
	void *object;
};

struct literals;
struct quantity_words;
struct plain_relations;

struct rules {
	const struct format *format;
	struct literals *literals;      /* words that are looked for in every report; the same for all forms */
	const struct quantity_words *quantities; /* words beside numbers; the same for all forms */
	struct rules_cleanup *cleanups;
	/* Those that are being read are compiled into the program: their patterns are right */
	bool built_in;
	size_t nlinear;                 /* rules with relations */
	/* Some rule that is on looks at the running text; known once they are fitted, as is */
	bool need_prose;
	bool need_others;               /* that some holds a report against others */
	size_t count;
	const struct rule *list;
	size_t nrelations;
	const struct relation *relations; /* by rule, then by place */
	const struct plain_relations *plain; /* of them: see relation_plain.h */
};

/* An empty set of rules for a form, in `arena`, with the words beside numbers. */
struct rules *rules_new(struct arena *arena, const struct format *format, const struct quantity_words *quantities);
/* Adds the rules of a file. Views `text`. A relation whose names the form does not have is left out: a rule need not
 * fit every form. A block `change ID` changes a rule that was read before. False with `error` set ("file:line:column:
 * what was expected"). */
bool rules_parse(struct rules *rules, struct arena *arena, struct str text, const char *file, struct error *error);
/* The same rules for another form, in `arena`: relations are laid onto its places. What the rules hold outside of their
 * arena stays with `rules`. NULL with `error` set. */
struct rules *rules_fit(const struct rules *rules, struct arena *arena, const struct format *format,
			struct error *error);
/* Has `release` called with `object` by rules_release. */
void rules_add_cleanup(struct rules *rules, struct arena *arena, void (*release)(void *object), void *object);
/* Releases what the rules hold outside of their arena. */
void rules_release(struct rules *rules);
/* Whether the rule says nothing of one report alone: it needs last year's, or others. */
bool rule_needs_others(const struct rule *rule);
/* Has the words of a list looked for in every report. */
void rules_search_list(struct rules *rules, struct rule_list *list);
/* Whether one of the words stands in `text`. */
bool rule_list_stands_in(const struct rule_list *words, struct str text);
/* The first rule of a kind, or NULL. */
const struct rule *rules_find_kind(const struct rules *rules, const struct check_kind *kind);
/* The rule of this id, or NULL. */
const struct rule *rules_find(const struct rules *rules, struct str id);
/* Appends the words of a line, as they are written. */
void rule_line_append(const struct rule_line *line, struct strbuf *out);
const char *severity_name(enum severity severity);

#endif
