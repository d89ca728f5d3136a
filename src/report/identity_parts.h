/* What the files of the identity share: titles (identity.c) and sentences (identity_sentences.c). */
#ifndef GOUJI_REPORT_IDENTITY_PARTS_H
#define GOUJI_REPORT_IDENTITY_PARTS_H

#include "report/identity.h"

enum {
	IDENTITY_MIN_NAME_NBYTES = 6,
	IDENTITY_MAX_NAME_NBYTES = 96,  /* 32 Chinese characters; the longest names of bodies seen have 25 */
};

/* What a title says. */
struct naming {
	char agency[REPORT_AGENCY_NBYTES];
	int year;
};

/* Fills what the report does not know yet. */
void identity_merge(struct report *report, const struct naming *naming, enum identity_source source);
/* Copies `name` without blanks and wrapping marks. False when it cannot be the name of a body. */
bool identity_copy_agency(char agency[REPORT_AGENCY_NBYTES], struct str name, const struct words *words);
/* A text that holds nothing but the name of a body. */
bool identity_is_body_name(struct str text, const struct words *words);
/* The same of one body among all: it says where the body is. */
bool identity_is_full_name(struct str name, const struct words *words);
/* The text before the first word that marks a title: "…局2023年" of "…局2023年政府信息公开…". */
struct str identity_cut_at_title_word(struct str text, const struct words *words, bool *found);
/* Reads "<body><year>年(度)政府信息公开工作年度报告", also with the year first or last (…政府信息公开工作2023年度报告), or
 * with the body in the line above. */
bool identity_read_title(const struct identity *identity, struct str text, struct naming *naming);

/* Takes a sentence of the preamble: who made or announces the report, of which year, and whom to ask. */
void identity_take_sentence(struct identity *identity, struct str text, struct report *report);

#endif
