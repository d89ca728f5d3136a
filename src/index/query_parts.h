/* What a filter is compiled to. Internal to query*.c. */
#ifndef GOUJI_INDEX_QUERY_PARTS_H
#define GOUJI_INDEX_QUERY_PARTS_H

#include <stdint.h>

#include "base/arena.h"
#include "index/pinyin.h"
#include "index/query.h"

enum query_field {
	QUERY_ERRORS, QUERY_WARNINGS, QUERY_NOTICES, QUERY_FINDINGS, QUERY_JUDGED, QUERY_OPEN, QUERY_REQUESTS,
	QUERY_LAWSUITS, QUERY_YEAR,
	QUERY_LAST_NUMBER = QUERY_YEAR,
	QUERY_RULE, QUERY_AGENCY, QUERY_PATH, QUERY_IN,
	QUERY_LAST_TEXT = QUERY_IN,
	QUERY_UNREAD, QUERY_ZERO, QUERY_UNCHECKED, QUERY_CHANGED,
	QUERY_ANY_NAME,                 /* text without a word before it */
	QUERY_NFIELDS,
};

enum query_comparison {
	QUERY_EQUAL, QUERY_NOT_EQUAL, QUERY_LESS, QUERY_AT_MOST, QUERY_MORE, QUERY_AT_LEAST, QUERY_NO_COMPARISON,
};

enum query_kind { QUERY_ALL, QUERY_EITHER, QUERY_NOT, QUERY_TEST };

enum { QUERY_RULES_NWORDS = 256 / 64 };

struct query_node {
	enum query_kind kind;
	const struct query_node *first, *second; /* what ALL and EITHER join; NOT has only the first */
	/* A test. */
	enum query_field field;
	enum query_comparison comparison;
	int64_t number;                 /* to compare with; of QUERY_ANY_NAME the year that the text is, or -1 */
	const struct pinyin_query *name;
	uint64_t rules[QUERY_RULES_NWORDS]; /* bit per rule number */
};

struct query {
	struct arena arena;
	const struct query_node *root;  /* NULL holds always */
};

#endif
