/* The parts of the reader of rule files. Internal to src/check/. */
#ifndef GOUJI_CHECK_RULE_PARTS_H
#define GOUJI_CHECK_RULE_PARTS_H

#include "base/tree.h"
#include "check/rule.h"

/* The severity that a word names, or -1. */
int severity_find(const struct tree_node *node, size_t index);

/* rule_lines.c: the lines of a rule. */
bool rule_read_line(struct rules *rules, struct arena *arena, const struct tree_node *node, struct rule *rule,
		    struct error *error);
/* A line of a block that changes a rule: severity, on, off, thresholds, words and sentences, lines that the rule's kind
 * adds to what it has, but no relations. */
bool rule_change_line(struct rules *rules, struct arena *arena, const struct tree_node *node, struct rule *rule,
		      struct error *error);
/* Whether the rule gives all that its kind asks for; `node` is its head. */
bool rule_is_complete(const struct rule *rule, const struct tree_node *node, struct error *error);

#endif
