/* Totals in the prose and the parts behind (or before) them: 共440条，其中A 142条、B 9条. */
#ifndef GOUJI_CHECK_KINDS_SUM_LIST_H
#define GOUJI_CHECK_KINDS_SUM_LIST_H

#include "check/prose/clauses.h"

enum { SUM_MAX_PARTS = 64 };

/* The word lists of the kind, in the order of its `lists`. */
enum sum_words {
	SUM_WORDS_PARTS,                /* opens the parts: 其中 */
	SUM_WORDS_OPEN,                 /* opens some of the parts: 包括, 主要有 */
	SUM_WORDS_TOTAL,                /* marks a total: 共计 */
	SUM_WORDS_COMPARE,              /* a number beside it is a difference: 较上年 */
	SUM_WORDS_END,                  /* what follows is no part any more: 同时 */
	SUM_WORDS_REST,                 /* the rest is named without a number: 其余 */
	SUM_WORDS_OVERLAP,              /* parts may be counted twice: 转载 */
	SUM_WORDS_ALIKE,                /* units that count the same kind of thing */
	SUM_WORDS_APPLICANT,            /* three ways to divide applications */
	SUM_WORDS_CHANNEL,
	SUM_WORDS_OUTCOME,
	SUM_WORDS_PUBLISH,              /* a list before its total speaks of publishing */
	SUM_WORDS_BESIDES,              /* begins what is no part any more: 开展 */
	SUM_WORDS_DEED,                 /* begins what was done besides, not the name of a part: 发布, 办理 */
	SUM_WORDS_REMAINDER,            /* begins the last part where it is all the rest: 其他, 其余 */
	SUM_WORDS_MORE,                 /* behind a part: there are more that are not named: 等 */
	SUM_WORDS_MAINLY,               /* begins the parts where they are some only: 主要 */
	SUM_WORDS_AFAR,                 /* opens parts, and says of what: 在主动公开的信息中 */
	SUM_WORDS_TOGETHER,             /* says alone that a number is the sum of those before it: 合计 */
	SUM_WORDS_CASES,                /* units of cases: any of them may stand for another */
	SUM_NWORDS,
};

enum sum_form {
	SUM_OPENED,                     /* 其中 and the like stand between the total and its parts */
	SUM_PLAIN,                      /* numbers that follow a number */
	SUM_BEFORE,                     /* the parts stand before the total, in its sentence */
	SUM_GATHERED,                   /* so, and the total has no words of its own: 3条，5条，合计8条 */
};

struct sum_list {
	enum sum_form form;
	size_t total;                   /* into clauses.list */
	size_t nparts, nmore;           /* nmore: numbers behind the parts that may still belong to them */
	size_t parts[SUM_MAX_PARTS];    /* into clauses.list, in order */
	bool open;                      /* said to be some of the parts: 等, 主要, or something is inexact */
	bool overlapping;               /* parts may be counted twice */
	bool doubtful;                  /* what the parts belong to, or where they end, is not certain */
	bool mixed;                     /* parts in other units than the total's */
	bool foreign;                   /* all of them are, and count cases */
	bool bracketed;                 /* nothing but a bracket opens it */
	bool remote;                    /* opened inside a sentence behind that of the total */
	bool contested;                 /* they may be the parts of the number before the total as well */
	bool loose;                     /* less certain to be one list, or the total's */
};

/* Reads the parts that begin with mention `first`. False, and nothing in `list`, when no list with a total begins
 * there. */
bool sum_list_read_opened(const struct rule_list *words, const struct clauses *clauses, size_t first,
			  struct sum_list *list);
/* Takes mention `total` and all numbers behind it, to the end of the next sentence. */
bool sum_list_read_plain(const struct rule_list *words, const struct clauses *clauses, size_t total,
			 struct sum_list *list);
/* Takes all numbers of the sentence before mention `total`, at least `least` of them. */
bool sum_list_read_before(const struct rule_list *words, const struct clauses *clauses, size_t total, size_t least,
			  struct sum_list *list);
/* Takes all numbers before mention `total` in its sentence that are in its unit, back to the first in another; at least
 * two. The total is named by a word of SUM_WORDS_TOGETHER alone. */
bool sum_list_read_gathered(const struct rule_list *words, const struct clauses *clauses, size_t total,
			    struct sum_list *list);
/* Whether the parts behind the first `nparts` stand in the list as those do: behind the same mark of punctuation, in
 * the same unit, and without a word for something that was done besides. */
bool sum_list_goes_on(const struct rule_list *words, const struct clauses *clauses, const struct sum_list *list,
		      size_t nparts);

#endif
