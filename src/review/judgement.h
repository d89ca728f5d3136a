/* What a person has said of a finding: confirmed, dismissed, a note; and which finding that was.
 *
 * src/review/ keeps judgements in a file (store.h), takes over those of a colleague (merge.h) and writes the return
 * notice (notice.h). A judgement is bound to the fingerprint of its finding, that is to the numbers, and to the report:
 * the same fault with the same numbers in the report of another agency or year is another subject. */
#ifndef GOUJI_REVIEW_JUDGEMENT_H
#define GOUJI_REVIEW_JUDGEMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "check/explain.h"
#include "check/finding.h"
#include "report/report.h"

enum judgement_kind {
	JUDGEMENT_NONE,                 /* not judged: a note at the most */
	JUDGEMENT_CONFIRMED,
	JUDGEMENT_DISMISSED,
	JUDGEMENT_NKINDS,
};

/* The finding that is judged. Two are the same when fingerprint, agency and year are; where agency or year is not
 * known, the path must be the same as well (so it should be absolute then). The rest is for people. */
struct subject {
	uint64_t fingerprint;
	int year;                       /* 0 when not known */
	struct str agency;              /* empty when not known */
	struct str path;                /* of the report, as last seen */
	struct str rule;
	struct str place;               /* in canonical names: requests/natural */
	struct str message;             /* the sentence of the finding when it was judged */
};

/* What one author says of one finding. */
struct judgement {
	struct subject subject;
	enum judgement_kind kind;
	struct str note;                /* UTF-8, may have several lines */
	struct str author;
	int64_t time;                   /* seconds since 1970 */
};

/* The name for programs and files: none, confirmed, dismissed. */
const char *judgement_kind_name(enum judgement_kind kind);
/* The kind of that name; JUDGEMENT_NKINDS when there is none. */
enum judgement_kind judgement_kind_find(struct str name);
/* The word for people, to be translated where it is shown. */
const char *judgement_kind_text(enum judgement_kind kind);
/* Whether nothing is said: neither judged nor noted. */
bool judgement_is_empty(const struct judgement *judgement);

/* The same numbers of the same report, by fingerprint, and a hash that goes with it. */
bool subject_equal(const struct subject *a, const struct subject *b);
uint64_t subject_hash(const struct subject *subject);
/* The same rule at the same place of the same report, whatever the numbers. */
bool subject_same_place(const struct subject *a, const struct subject *b);
uint64_t subject_place_hash(const struct subject *subject);

/* The subject that a finding of a report is. `place` and `message` are emptied and hold the texts of it; the other
 * views are of the report, the rule and `path`. `language` is that of the message. */
struct subject subject_of_finding(const struct finding *finding, const struct report *report, const char *path,
				  const struct language *language, struct strbuf *place, struct strbuf *message);

#endif
