/* Heads of the tables as they are printed: which column of the form each stands for. Those in the words of the form,
 * the usual case, are looked up; what others stand for is found out by comparing them with every label and its
 * variants. */
#ifndef GOUJI_CHECK_KINDS_PRINTED_HEADS_H
#define GOUJI_CHECK_KINDS_PRINTED_HEADS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "report/format.h"

struct printed_heads;

struct head_meaning {
	/* That the head leads to, being its caption, or else the one that was current */
	size_t block;
	int column;                     /* of that block, or FORMAT_NONE */
	const struct format_label *label; /* of the table, that it is a variant of; or NULL */
	bool is_official;               /* in the words of a column, to the byte */
	bool is_other;                  /* no column, but known: it stands above columns or rows */
};

/* The variant of the label that a text is the same as when spelling, blanks and marks do not count (both valid UTF-8);
 * NULL when it is none. */
const struct str *printed_label_variant(const struct format_label *label, struct str text);

/* The heads of a form, in `arena`. */
struct printed_heads *printed_heads_make(struct arena *arena, const struct format *format);
/* What a head of a table stands for that is met in or behind `block`. */
struct head_meaning printed_heads_read(const struct printed_heads *heads, size_t table, size_t block, struct str text);

#endif
