/* The parts of the claims: how they are kept, read, and met in a text. Internal to src/check/kinds/. */
#ifndef GOUJI_CHECK_KINDS_CLAIMS_PARTS_H
#define GOUJI_CHECK_KINDS_CLAIMS_PARTS_H

#include "base/pattern.h"
#include "check/kind.h"

enum {
	CLAIM_MAX_TERMS = 12,           /* names in one sum */
	CLAIM_MAX_SUMS = 4,             /* sums that one claim may equal */
	CLAIM_MAX_CELLS = 48,           /* in one sum, laid onto a form */
	CLAIMS_MAX_DEFINITIONS = 24,
};

/* The sentences of a rule, in the order of claims_kind.messages. */
enum claim_message { CLAIM_DIFFERS, CLAIM_SOFTER, CLAIM_LOOK, CLAIM_UNREAD };

/* The lists of a rule, in the order of claims_kind.lists. */
enum claim_list { CLAIM_WITHOUT, CLAIM_REFUSE, CLAIM_BODIES, CLAIM_OWN, CLAIM_CARRIED_FROM, CLAIM_CARRIED_TO };

/* Where a word makes the claim something else: in its clause, in the clause up to the end of what matched, in what
 * matched, in the part of the sentence (since ；) up to its end, anywhere in the sentence (since 。). */
enum claim_scope { SCOPE_CLAUSE, SCOPE_BEFORE, SCOPE_INSIDE, SCOPE_EARLIER, SCOPE_SENTENCE, CLAIM_NSCOPES };

enum claim_mode {
	CLAIM_EQUALS,                   /* the number of the text is the sum */
	CLAIM_MEANS_NONE,               /* the sum is 0 */
	CLAIM_MEANS_SOME,               /* the sum is above 0 */
	CLAIM_SILENT,                   /* nothing matches although the sum is above 0 */
};

/* `table/row/column + …` as written; a row GROUP.* stands for all rows of the group. */
struct claim_sum {
	const struct tree_node *node;
	size_t nterms;
	struct str names[CLAIM_MAX_TERMS];
	int8_t signs[CLAIM_MAX_TERMS];
	bool perhaps;                   /* a person judges when this is what the number equals */
};

struct claim {
	struct claim *next;
	struct str name;
	struct pattern *pattern;        /* the number is its group `n` */
	bool is_known;                  /* the pattern is compiled in, and right */
	enum claim_mode mode;
	unsigned sections;              /* bit per section */
	bool look, softer;
	bool beside;                    /* may rest on words that another claim took */
	struct rule_list guards;        /* one of them stands in the sentence; none: no matter */
	struct rule_list near;          /* one of them stands in the paragraph or the one before; none: no matter */
	struct rule_list refuse[CLAIM_NSCOPES];
	size_t nsums;
	struct claim_sum sums[CLAIM_MAX_SUMS];
};

/* What the lines of a rule come to; rule->data. */
struct claim_set {
	struct {
		struct str name, text;
	} definitions[CLAIMS_MAX_DEFINITIONS];
	size_t ndefinitions;
	struct rule_list guards;        /* one of them stands in every sentence with a claim */
	unsigned sections;              /* for the claims below; so the next three */
	struct rule_list near;
	struct rule_list refuse[CLAIM_NSCOPES];
	struct claim *first, *last;
};

/* A sum on the cells of a form. */
struct claim_cells {
	const struct claim_sum *sum;
	size_t count;                   /* 0: the form lacks one of its names */
	uint16_t cells[CLAIM_MAX_CELLS];
	int8_t signs[CLAIM_MAX_CELLS];
	uint8_t firsts[CLAIM_MAX_TERMS]; /* of each term: its first cell, a place in cells */
};

/* A claim on a form; rule->fitted is a list of those that can be checked there. */
struct fitted_claim {
	struct fitted_claim *next;
	const struct claim *claim;
	size_t nsums;
	struct claim_cells sums[];      /* as many as the claim has */
};

/* claims_compile.c: one line of a rule; false with `error` set. */
bool claims_read_line(struct rules *rules, struct arena *arena, struct rule *rule, const struct tree_node *node,
		      struct error *error);

/* claims_cells.c */

/* What a sum comes to in a report: a cell that was not read may hold any number from 0 on, a blank one in the column of
 * sums at least what was read beside it. */
struct claim_value {
	decimal low, high;              /* high only when it is bounded */
	bool bounded;
	bool noted;                     /* a cell carries a remark */
	bool whole;                     /* the tables of its cells were read whole */
};

/* Reads `NAME [+|- NAME]…` from word `first` up to `last` (not included) of `node`. False with `error` set. */
bool claim_sum_read(struct claim_sum *sum, const struct tree_node *node, size_t first, size_t last,
		    struct error *error);
/* Lays a sum onto a form; count 0 where the form lacks a name. False when it has too many cells. */
bool claim_sum_lay(struct claim_cells *cells, const struct claim_sum *sum, const struct format *format);
struct claim_value claim_cells_evaluate(const struct claim_cells *cells, const struct report *report);
/* Appends the labels of a sum: 表三 （一）予以公开 总计 + …. */
void claim_cells_append(const struct claim_cells *cells, const struct format *format, struct strbuf *out);

/* claims_text.c */

/* A place where a pattern matched, and the text around it. */
struct claim_place {
	size_t paragraph;
	struct str sentence;            /* since 。 */
	struct str match;
};

/* The first sentence of a paragraph from byte `*offset` of it on that holds one of the guards; `*offset` goes behind
 * it. Empty at the end. */
struct str claim_next_sentence(const struct check *check, const struct rule_list *guards, size_t paragraph,
			       size_t *offset);
/* Whether the text around a place makes the claim something else: a word that it refuses, another year, a month,
 * another body, or a topic that is not near. */
bool claim_is_refused(const struct check *check, const struct rule *rule, const struct claim *claim,
		      const struct claim_place *place);

#endif
