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
#include "base/error.h"
#include "base/str.h"
#include "report/format.h"

enum { RULE_MAX_COUNT = 64, RULE_MAX_RELATIONS = 512, RULE_MAX_TERMS = 64 };

enum severity { SEVERITY_NOTICE, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITY_NLEVELS };

enum rule_scope { SCOPE_NONE, SCOPE_COLUMNS, SCOPE_ROWS };

/* The checks that are code: see structure.c. */
enum structure_check {
	STRUCTURE_NONE,
	STRUCTURE_BLANK_CELLS,
	STRUCTURE_LOST_CELLS,
	STRUCTURE_REPAIRED_ROWS,
	STRUCTURE_SECTIONS,
	STRUCTURE_TABLES,
	STRUCTURE_ROWS,
	STRUCTURE_NCHECKS,
};

enum comparison { COMPARE_EQUAL, COMPARE_AT_MOST, COMPARE_AT_LEAST };

struct operand {
	uint16_t cell;
	int8_t sign;                    /* +1 or -1, as written on its side */
	bool right;                     /* stands on the right side */
};

struct relation {
	const struct rule *rule;
	const struct format *format;    /* whose cells it names */
	struct str text;                /* as written, for explanations */
	enum comparison comparison;
	bool partial;                   /* unread cells of the left side are left out */
	uint64_t instead_of;            /* bit per rule number: skip where one of these could be assessed */
	int16_t table;
	int16_t column, row;            /* the place: one of them is FORMAT_NONE */
	uint8_t nterms;
	const struct operand *terms;
};

struct rule {
	struct str id;
	uint8_t number;                 /* its place in rules.list */
	enum severity severity;
	struct str title, title_en;
	struct str why, why_en;
	struct str source;
	enum rule_scope scope;
	int16_t table;                  /* of the scope, or FORMAT_NONE */
	bool look_if_noted;
	enum structure_check structure;
	uint16_t first_relation, nrelations; /* into rules.relations */
	struct str file;                /* where it was read */
	uint32_t line;
	uint8_t nformulas;
	const struct str *formulas;     /* the relations as written */
};

struct rules {
	const struct format *format;
	size_t count;
	const struct rule *list;
	size_t nrelations;
	const struct relation *relations; /* by rule, then by place */
};

/* An empty set of rules for a form, in `arena`. */
struct rules *rules_new(struct arena *arena, const struct format *format);
/* Adds the rules of a file. Views `text`. A relation whose names the form does not have is left out: a rule need not fit
 * every form. False with `error` set ("file:line:column: what was expected"). */
bool rules_parse(struct rules *rules, struct arena *arena, struct str text, const char *file, struct error *error);
/* The rule of this id, or NULL. */
const struct rule *rules_find(const struct rules *rules, struct str id);
const char *severity_name(enum severity severity);

#endif
