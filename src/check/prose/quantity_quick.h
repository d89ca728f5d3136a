/* Counts as nearly all of them are written, 440条: up to nine digits with a unit or none, and nothing beside them
 * that makes them inexact, greater or something else. */
#ifndef GOUJI_CHECK_PROSE_QUANTITY_QUICK_H
#define GOUJI_CHECK_PROSE_QUANTITY_QUICK_H

#include "check/prose/quantity.h"

/* Reads such a count where a digit stands at byte `offset`, which is behind no other, as quantity_read_count() does.
 * False when it is none, or quantity_read_count() is to be asked. */
bool quantity_read_quick(const struct quantity_words *words, struct str text, size_t offset,
			 struct quantity *quantity);

#endif
