/* What rules say of sentences, each put into the sample report. */
#ifndef GOUJI_TESTS_CHECK_SENTENCES_H
#define GOUJI_TESTS_CHECK_SENTENCES_H

#include <stddef.h>

struct sentence {
	const char *text, *expected;
};

/* Asserts what rule `id` says of each sentence, as the narrative of section one: open findings first, "fail 1165 1258;"
 * with sides where it has them, then "pass;" for each that holds. All that differ are printed. */
void assert_sentences(const char *id, const struct sentence *sentences, size_t count);

#define ASSERT_SENTENCES(id, list) assert_sentences(id, list, sizeof(list) / sizeof(*(list)))

#endif
