/* What the files of the notice share. Internal to src/review/. */
#ifndef GOUJI_REVIEW_NOTICE_PARTS_H
#define GOUJI_REVIEW_NOTICE_PARTS_H

#include "review/notice.h"

/* The fields of a finding, in the order of columns. Those before NOTICE_NUMBER tell the report. */
enum notice_field {
	NOTICE_AGENCY,
	NOTICE_YEAR,
	NOTICE_FILE,
	NOTICE_NUMBER,
	NOTICE_PLACE,
	NOTICE_RULE,
	NOTICE_TITLE,
	NOTICE_FORMULA,
	NOTICE_MESSAGE,
	NOTICE_VALUES,
	NOTICE_LINE,
	NOTICE_VERDICT,
	NOTICE_NOTE,
	NOTICE_NFIELDS,
};

/* The findings of one report that are listed. */
struct notice_report {
	const struct notice_item *const *items;
	size_t count;
	size_t nconfirmed;
};

/* The heading of a field, in the language. */
const char *notice_heading(enum notice_field field, const struct language *language);
/* A field of the finding that has this number in its report; numbers are written to `scratch`, which is emptied. */
struct str notice_value(const struct notice_item *item, size_t number, enum notice_field field,
			const struct language *language, struct strbuf *scratch);
/* Appends agency and year, or the path when there is no agency. */
void notice_append_name(struct strbuf *out, const struct notice_item *item, const struct language *language);
/* Appends how many findings a report has, and how many of them are confirmed. */
void notice_append_counts(struct strbuf *out, const struct notice_report *report, const struct language *language);

/* What a format appends: in front of everything, for a report, and when there is none. */
struct notice_writer {
	void (*head)(struct strbuf *out, const struct notice_options *options);
	void (*report)(struct strbuf *out, const struct notice_report *report, const struct notice_options *options);
	void (*nothing)(struct strbuf *out, const struct notice_options *options);
};

extern const struct notice_writer notice_text, notice_markdown, notice_csv;

#endif
