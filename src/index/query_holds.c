#include "index/query_parts.h"

#include <stdlib.h>

#include "base/alloc.h"

static int64_t find_number(const struct index_entry *entry, enum query_field field)
{
	int64_t nfindings = 0;
	for (size_t level = 0; level < SEVERITY_NLEVELS; level++)
		nfindings += entry->nfailed[level];
	switch (field) {
	case QUERY_ERRORS:
		return entry->nfailed[SEVERITY_ERROR];
	case QUERY_WARNINGS:
		return entry->nfailed[SEVERITY_WARNING];
	case QUERY_NOTICES:
		return entry->nfailed[SEVERITY_NOTICE];
	case QUERY_JUDGED:
		return entry->njudged + entry->ndismissed;
	case QUERY_OPEN:
		return nfindings > entry->njudged ? nfindings - entry->njudged : 0;
	case QUERY_REQUESTS:
		return entry->nrequests;
	case QUERY_LAWSUITS:
		return entry->nlawsuits;
	case QUERY_YEAR:
		return entry->year ? entry->year : -1;
	default:
		return nfindings;
	}
}

/* What is not known (-1) satisfies nothing. */
static bool compare_numbers(int64_t number, enum query_comparison comparison, int64_t other)
{
	if (number < 0)
		return false;
	switch (comparison) {
	case QUERY_NOT_EQUAL:
		return number != other;
	case QUERY_LESS:
		return number < other;
	case QUERY_AT_MOST:
		return number <= other;
	case QUERY_MORE:
		return number > other;
	case QUERY_AT_LEAST:
		return number >= other;
	default:
		return number == other;
	}
}

static bool has_rule(const struct index_entry *entry, const uint64_t rules[256 / 64])
{
	const uint8_t *numbers = index_entry_rules(entry);
	for (size_t i = 0; i < entry->nrules; i++)
		if (rules[numbers[i] / 64] >> (numbers[i] % 64) & 1)
			return true;
	return false;
}

/* Whether the name stands in the whole path, over its parts, too. Few paths need memory to be put together. */
static bool path_matches(const struct query_node *node, const struct index_entry *entry)
{
	enum { USUAL_NBYTES = 512 };
	char usual[USUAL_NBYTES];
	size_t nbytes = path_copy(index_entry_path(entry), usual, USUAL_NBYTES);
	char *path = nbytes <= USUAL_NBYTES ? usual : alloc_array(nbytes, 1);
	if (path != usual)
		path_copy(index_entry_path(entry), path, nbytes);
	bool matches = pinyin_match(node->name, (struct str){path, nbytes}, NULL);
	if (path != usual)
		free(path);
	return matches;
}

static bool test_text(const struct query_node *node, const struct index_entry *entry)
{
	struct str agency = str_from(index_entry_agency(entry));
	switch (node->field) {
	case QUERY_RULE:
		return has_rule(entry, node->rules);
	case QUERY_AGENCY:
		return pinyin_match(node->name, agency, NULL);
	case QUERY_PATH:
		return path_matches(node, entry);
	case QUERY_IN:
		return pinyin_match(node->name, str_from(entry->folder), NULL);
	default:
		return pinyin_match(node->name, agency, NULL) || path_matches(node, entry) ||
		       (node->number >= 0 && node->number == entry->year);
	}
}

static bool test(const struct query_node *node, const struct index_entry *entry)
{
	if (node->field <= QUERY_LAST_NUMBER)
		return compare_numbers(find_number(entry, node->field), node->comparison, node->number);
	switch (node->field) {
	case QUERY_UNREAD:
		return entry->has_unread;
	case QUERY_ZERO:
		return entry->all_zero;
	case QUERY_UNCHECKED:
		return entry->state != REPORT_RECOGNISED;
	case QUERY_CHANGED:
		return entry->has_changed;
	default:
		return test_text(node, entry) != (node->comparison == QUERY_NOT_EQUAL);
	}
}

static bool holds(const struct query_node *node, const struct index_entry *entry)
{
	switch (node->kind) {
	case QUERY_ALL:
		return holds(node->first, entry) && holds(node->second, entry);
	case QUERY_EITHER:
		return holds(node->first, entry) || holds(node->second, entry);
	case QUERY_NOT:
		return !holds(node->first, entry);
	default:
		return test(node, entry);
	}
}

bool query_holds(const struct query *query, const struct index_entry *entry)
{
	return !query->root || holds(query->root, entry);
}

/* ---- Findings ---- */

/* Adds the rules that a part names to `rules`, and says whether it is about these alone. What is negated names none;
 * of two alternatives both must. */
static bool names_rules(const struct query_node *node, uint64_t rules[QUERY_RULES_NWORDS])
{
	uint64_t second_rules[QUERY_RULES_NWORDS] = {0};
	bool first, second;
	switch (node->kind) {
	case QUERY_ALL:
	case QUERY_EITHER:
		first = names_rules(node->first, rules);
		second = names_rules(node->second, second_rules);
		for (size_t i = 0; i < QUERY_RULES_NWORDS; i++)
			rules[i] |= second_rules[i];
		return node->kind == QUERY_ALL ? first || second : first && second;
	case QUERY_NOT:
		return false;
	default:
		if (node->field != QUERY_RULE || node->comparison == QUERY_NOT_EQUAL)
			return false;
		for (size_t i = 0; i < QUERY_RULES_NWORDS; i++)
			rules[i] |= node->rules[i];
		return true;
	}
}

bool query_is_about(const struct query *query, const struct rule *rule)
{
	uint64_t rules[QUERY_RULES_NWORDS] = {0};
	return !query || !query->root || !names_rules(query->root, rules) ||
	       (rules[rule->number / 64] >> (rule->number % 64) & 1);
}
