/* The return notice (退回意见): what a body has to put right in its report, for sending back. */
#ifndef GOUJI_REVIEW_NOTICE_H
#define GOUJI_REVIEW_NOTICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/width.h"
#include "review/judgement.h"

/* A finding in words. Texts that are not known are empty. */
struct notice_item {
	struct str agency;
	int year;                       /* 0 when not known */
	struct str path;
	uint32_t line;                  /* in the file, 0 when not known */
	struct str place;               /* for people: 表三 自然人 */
	struct str rule;                /* its id */
	struct str title;               /* what the rule demands */
	struct str formula;
	struct str message;             /* what is wrong */
	struct str values;              /* of the cells */
	enum judgement_kind kind;
	struct str note;
};

/* The item that a finding of a report is, with what was said of it (`judgement` may be NULL). Texts are copied to
 * `arena`; `values` stays empty, because the message has the values in it. */
struct notice_item notice_item_of_finding(const struct finding *finding, const struct report *report, const char *path,
					  const struct judgement *judgement, const struct language *language,
					  struct arena *arena);

enum notice_format { NOTICE_TEXT, NOTICE_MARKDOWN, NOTICE_CSV };

struct notice_options {
	enum notice_format format;
	const struct language *language;
	bool confirmed_only;            /* leave out what is not judged where a report has confirmed findings */
	size_t ncols;                   /* of text; 0: not wrapped */
	enum width_ambiguous ambiguous;
};

/* Appends the head of a notice; then come the findings of one report (or of some) after the other, and then the end,
 * which wants to know how many were listed in all. */
void notice_append_head(struct strbuf *out, const struct notice_options *options);
/* Reports stand in the order of their first finding, findings in the given order, but the confirmed ones first; the
 * dismissed ones are left out, and so is a report that has no others. CSV has one record a finding; line breaks become
 * blanks there, and a field that a spreadsheet would take for a formula gets an apostrophe in front. Whatever the texts
 * hold, no control character gets out. Returns how many of the findings were listed. */
size_t notice_append_findings(struct strbuf *out, const struct notice_item *items, size_t count,
			      const struct notice_options *options);
void notice_append_end(struct strbuf *out, size_t nlisted, const struct notice_options *options);

#endif
