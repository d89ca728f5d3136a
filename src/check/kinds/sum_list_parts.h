/* What the readers of lists of parts share: sum_list.c reads parts behind their total, sum_before.c those before it. */
#ifndef GOUJI_CHECK_KINDS_SUM_LIST_PARTS_H
#define GOUJI_CHECK_KINDS_SUM_LIST_PARTS_H

#include "check/kinds/sum_list.h"

/* Whether the number is a share, a difference to another year, or in no unit that can be a part of a count. */
bool sum_is_aside(const struct rule_list *words, const struct clauses *clauses, const struct mention *mention);
/* Empties a list; its parts are written as they come. */
void sum_begin_list(struct sum_list *list, enum sum_form form, size_t total);
/* Adds a mention; `more`: it only may be a part, as all behind it. */
void sum_add_part(struct sum_list *list, size_t part, bool more);
/* Notes what the part says about the list. */
void sum_weigh_part(const struct rule_list *words, const struct clauses *clauses, const struct mention *total,
		    const struct mention *part, struct sum_list *list);

#endif
