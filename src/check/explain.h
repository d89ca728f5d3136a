/* Findings in words: the formula, the two sides with their values, the difference, and where. */
#ifndef GOUJI_CHECK_EXPLAIN_H
#define GOUJI_CHECK_EXPLAIN_H

#include "base/catalog.h"
#include "check/finding.h"

/* The language of sentences: rules carry theirs in both, messages come from the catalogue. */
struct language {
	bool chinese;
	bool ascii;                     /* signs of our own in ASCII: != for ≠ */
	const struct catalog *catalog;  /* NULL for English */
};

/* The title of a rule, what it means, and a worked case, in the language. */
struct str explain_rule_title(const struct rule *rule, const struct language *language);
struct str explain_rule_why(const struct rule *rule, const struct language *language);
struct str explain_rule_example(const struct rule *rule, const struct language *language);

/* Appends a relation with the labels of the form in place of names: 一、本年新收 + 二、上年结转 = …. */
void explain_append_formula(const struct relation *relation, struct strbuf *out);

/* Appends the words of the report that the finding is about, in quotes, what is meant in brackets, and a blank; nothing
 * where there are none. */
void explain_append_quote(const struct finding *finding, const struct language *language, struct strbuf *out);

/* Appends where the finding is, for people: 表三 商业企业, 表三 （二）部分公开, 第四部分. */
void explain_append_place(const struct finding *finding, const struct format *format, const struct language *language,
			  struct strbuf *out);

/* Appends what is wrong (or right, or why it could not be assessed), without the place: for a relation both sides with
 * the values of their cells and the difference. */
void explain_append_message(const struct finding *finding, const struct report *report,
			    const struct language *language, struct strbuf *out);
/* The same for a line among others: where there are many rows to name, the first ones are, and their number. */
void explain_append_brief(const struct finding *finding, const struct report *report, const struct language *language,
			  struct strbuf *out);

#endif
