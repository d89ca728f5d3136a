/* What checks of the running text share: walking over paragraphs, sentences and characters. Internal to
 * src/check/kinds/. */
#ifndef GOUJI_CHECK_KINDS_TEXT_PARTS_H
#define GOUJI_CHECK_KINDS_TEXT_PARTS_H

#include <stdbool.h>

#include "base/utf8.h"
#include "check/kind.h"

/* Takes the next sentence off `*rest` (valid UTF-8): up to and with 。！？； or one of `also` (full-width marks, may be
 * ""). False at the end. */
bool text_next_sentence(struct str *rest, const char *also, struct str *sentence);
/* Without an ordinal at its beginning: （一） 一、 1. 一是 第一，. */
struct str text_skip_ordinal(struct str text);
/* Without the end mark or comma at its end. */
struct str text_skip_end_mark(struct str text);
/* Whether a Chinese character begins at byte `i`; such a character has three bytes. None does outside of the text: `i`
 * may be there, also a few bytes before its beginning. */
static inline bool text_is_han_at(struct str text, size_t i)
{
	return text.nbytes >= 3 && i <= text.nbytes - 3 && utf8_leads_ideograph(text.ptr[i]);
}
/* As str_ends_with; the last byte tells most words apart. */
static inline bool text_ends_with(struct str text, struct str word)
{
	return word.nbytes <= text.nbytes &&
	       (!word.nbytes || (text.ptr[text.nbytes - 1] == word.ptr[word.nbytes - 1] && str_ends_with(text, word)));
}
/* The bytes of `text` that lie at most `nbytes` behind `start`, cut at a whole character. */
struct str text_cut(struct str text, size_t start, size_t nbytes);
/* Whether `text` is, ends with or starts with one of the words; rule_list_stands_in tells whether one stands in it. */
bool text_equals_word(struct str text, const struct rule_list *words);
bool text_ends_with_word(struct str text, const struct rule_list *words);
bool text_starts_with_word(struct str text, const struct rule_list *words);
/* Adds a finding PASS for the report as a whole with the sentence `message`, unless the rule has an open one: `first`
 * is the count of findings before it ran. */
void text_add_pass(const struct check *check, const struct rule *rule, size_t first, size_t message);

#endif
