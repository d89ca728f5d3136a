/* Data files: lines of words, nested by indentation. The formats and the rules are written so.
 *
 *     table requests section 3 "收到和处理政府信息公开申请情况"     # a comment
 *       columns
 *         natural "自然人"
 *
 * A word is bare (no blanks, no quotes) or in double quotes with \" and \\. Indentation is blanks, tabs are a fault. */
#ifndef GOUJI_BASE_TREE_H
#define GOUJI_BASE_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

struct tree_word {
	struct str text;
	uint32_t offset;                /* of its first byte in the line */
	bool quoted;
};

struct tree_node {
	const char *file;               /* as given to tree_parse */
	uint32_t line;                  /* from 1 */
	const char *line_text;
	size_t nwords;                  /* at least 1, but for the root (0) */
	struct tree_word *words;
	struct tree_node *first_child;
	struct tree_node *next;         /* the next node under the same parent */
};

/* Parses `text` into nodes of the arena. Words are views of `text` where they hold no escape: `text` must outlive them.
 * Returns the root, whose children are the lines without indentation; NULL with `error` set to "file:line:column:
 * what". */
struct tree_node *tree_parse(struct arena *arena, struct str text, const char *file, struct error *error);

/* True when word `index` of `node` is there, bare, and equal to `text`. */
static inline bool tree_word_is(const struct tree_node *node, size_t index, const char *text)
{
	return index < node->nwords && !node->words[index].quoted &&
	       str_equal(node->words[index].text, (struct str){text, strlen(text)});
}
/* Word `index`, or the empty string when there is none. */
struct str tree_word_text(const struct tree_node *node, size_t index);
/* Sets "file:line:column: what" (columns are characters, from 1) for word `index` of `node` (the line itself when there
 * is no such word); returns false. */
bool tree_fault(const struct tree_node *node, size_t index, struct error *error, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

#endif
