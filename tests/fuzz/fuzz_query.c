/* Any bytes as a filter and as a pattern to search for: a fault inside of the text, or something that can be evaluated.
 * The first byte chooses how a pattern is taken. Built like fuzz_report.c. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/match.h"
#include "base/utf8.h"
#include "index/entry.h"
#include "index/entry_parts.h"
#include "index/query.h"

static void try_filter(struct str text)
{
	static const uint8_t numbers[] = {1};
	const struct rule list[] = {{.id = STR("T2-NORM")}, {.id = STR("T3-BAL"), .number = 1}};
	const struct rules rules = {.count = 2, .list = list};
	struct arena arena = {0};
	struct index_entry entry = entry_start(&arena, NULL, "r/喀什/2023.txt", STR("叶城县"), NULL);
	entry_set_rules(&entry, &arena, numbers, 1, 1);
	entry.year = 2023;
	struct query_error fault = {0};
	struct query *query = query_parse(text, &rules, &fault);
	if (query)
		query_holds(query, &entry);
	else if (!fault.column || fault.column > utf8_count(text) + 1 || fault.expected >= QUERY_NEXPECTED)
		abort();
	query_free(query);
	arena_free(&arena);
}

/* All matches of the pattern in itself. */
static void try_pattern(struct str text, unsigned options)
{
	size_t fault;
	struct match_pattern *pattern = match_compile(text, options, &fault, NULL);
	if (!pattern) {
		if (fault > text.nbytes)
			abort();
		return;
	}
	struct match_state *state = match_state_new(pattern);
	for (size_t from = 0; from <= text.nbytes;) {
		struct match match = match_find(state, text, from);
		if (match.status != MATCH_FOUND)
			break;
		if (match.start > match.end || match.end > text.nbytes)
			abort();
		size_t next = match_next_offset(text, match);
		if (next <= from && next <= match.start)
			abort();
		from = next > from ? next : from + 1;
	}
	match_state_free(state);
	match_pattern_free(pattern);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size || size > 4096)
		return 0;
	struct str text = {(const char *)data + 1, size - 1};
	try_filter(text);
	try_pattern(text, data[0] & (MATCH_REGEX | MATCH_FOLD | MATCH_SKIP_BLANKS));
	return 0;
}
