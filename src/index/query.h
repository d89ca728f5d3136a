/* The filter of the list: an expression, compiled once and evaluated for each entry.
 *
 *     errors 2023 kglk            all of them: with errors, of 2023, a name like 喀格勒克
 *     rule:T3-* | warnings>3      either
 *     !(zero or unread) in:喀什   neither all zero nor unread, below a folder 喀什
 *
 * Terms, with blanks between those that must all hold; `|` or `or` between alternatives binds weaker; `!` or `-` before
 * a term or a group in parentheses negates it.
 *
 *     errors warnings notices     numbers of findings; `findings`: of all three,
 *     findings judged open        `judged`: of those a person has judged, `open`: of the others
 *     requests lawsuits           the year's new requests, and its lawsuits; one that was not read satisfies nothing
 *     year                        of the report
 *         each alone: more than 0; or compared: errors>3  year>=2022  requests=0; `:` is `=`; also < <= !=
 *     rule:T3-BAL  rule:T3-*      this rule failed, or one that begins so; also without `rule:`
 *     agency:TEXT                 the body's name, by text or initials of pinyin (see index/pinyin.h)
 *     path:TEXT                   anything in the path; in:TEXT in the names of its folders
 *     unread  zero  unchecked     cells were not read; all numbers are 0; the file was not checked
 *     changed                     other rules have changed what is found in it: see recheck.h
 *     TEXT                        agency or path, or the year when it is one
 *
 * Text with blanks or signs in it stands in quotes ("a b"). Words and signs may be full-width; data/query/fields.words
 * has the Chinese words. No text at all holds for every entry. */
#ifndef GOUJI_INDEX_QUERY_H
#define GOUJI_INDEX_QUERY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/catalog.h"
#include "base/error.h"
#include "base/str.h"
#include "check/rule.h"
#include "index/index.h"

enum { QUERY_MAX_NBYTES = 1024 };

/* What was expected at the place of a fault. */
enum query_expected {
	QUERY_EXPECTED_TERM,
	QUERY_EXPECTED_WORD,            /* one of the words above, before a comparison */
	QUERY_EXPECTED_NUMBER,
	QUERY_EXPECTED_RULE,            /* the id of a rule that there is */
	QUERY_EXPECTED_TEXT,
	QUERY_EXPECTED_COLON,           /* another comparison makes no sense with this word */
	QUERY_EXPECTED_BLANK,           /* this word takes no comparison */
	QUERY_EXPECTED_QUOTE,
	QUERY_EXPECTED_CLOSING,
	QUERY_EXPECTED_NO_CLOSING,
	QUERY_EXPECTED_LESS,            /* too long, or too deep */
	QUERY_NEXPECTED,
};

struct query_error {
	size_t column;                  /* from 1, in characters */
	enum query_expected expected;
};

struct query;

/* Compiles `text` (copied). `rules` gives the numbers of rules. NULL with `error` set. query_free releases it. */
struct query *query_parse(struct str text, const struct rules *rules, struct query_error *error);
void query_free(struct query *query);
/* Whether it holds for an entry. Allocates nothing. */
bool query_holds(const struct query *query, const struct index_entry *entry);
/* Whether a finding of a rule is one that the query asks for: of the rules that it names, of any where it names none.
 * `query` may be NULL. */
bool query_is_about(const struct query *query, const struct rule *rule);
/* Puts a fault into words: "column 8: a number is expected". */
void query_error_say(const struct query_error *fault, const struct catalog *catalog, struct error *error);

#endif
