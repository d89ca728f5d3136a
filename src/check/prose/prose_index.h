/* What many checks look for in the running text of a report, found once: the words of their rules and marks of
 * punctuation, and the numbers of the paragraphs that they ask for. One thread may use it. */
#ifndef GOUJI_CHECK_PROSE_PROSE_INDEX_H
#define GOUJI_CHECK_PROSE_PROSE_INDEX_H

#include "base/literals.h"
#include "check/rule.h"
#include "report/prose.h"

/* Sets of marks that are always found. */
enum prose_marks {
	MARKS_SENTENCE,                 /* 。！？；, the last of which ends a part of a sentence only */
	MARKS_BRACKETS,                 /* 《》〈〉（）“”〔〕< [ */
	MARKS_TITLE,                    /* 《 */
	MARKS_YEAR,                     /* 年 */
	MARKS_PERCENT,                  /* % */
	MARKS_FIRST_ITEM,               /* 一是: the first item of a list may begin so */
	PROSE_NMARKS,
};

struct prose_numbers;
struct quantity_words;

/* The places of 。 and ； in MARKS_SENTENCE, and of （ in MARKS_BRACKETS. */
enum { MARK_STOP, MARK_SEMICOLON = 3, MARK_ROUND = 4 };

/* Zero-initialise it; it is used again for the next report. */
struct prose_index {
	const struct prose *prose;      /* NULL: nothing was read */
	const struct quantity_words *quantities;
	struct literal_hits words;
	struct prose_numbers *numbers;  /* those that were asked for: see clauses_of() */
};

/* The sentences of a paragraph, one after the other. */
struct prose_sentences {
	const struct literal_hit *mark, *last; /* end marks that are still ahead */
	struct str rest;
	size_t offset;                  /* of the rest, in the prose */
};

/* Adds the marks to an empty collection. */
void prose_index_add_marks(struct literals *literals);
/* Searches the prose, which `index` then views. */
void prose_index_make(struct prose_index *index, const struct prose *prose, const struct literals *literals,
		      const struct quantity_words *quantities);
/* Makes it the index of nothing: words are looked for one by one, numbers and marks are not to be asked for. */
void prose_index_forget(struct prose_index *index);
void prose_index_free(struct prose_index *index);

/* Whether `text` holds one of the words: a look at the hits where `text` is a part of the prose and the list was
 * searched. */
static inline bool prose_index_holds(const struct prose_index *index, struct str text, const struct rule_list *words)
{
	if (!words->set || !literal_hits_cover(&index->words, text))
		return rule_list_stands_in(words, text);
	return words->holds_empty || (literal_hits_any(&index->words, words->set) &&
				      literal_hits_first(&index->words, words->set, text));
}

/* The hits of a set that begin in a paragraph; `*end` is behind the last of them. */
const struct literal_hit *prose_index_hits(const struct prose_index *index, uint16_t set, size_t paragraph,
					   const struct literal_hit **end);
/* Goes on to the next paragraph, at or behind `*paragraph`, that holds a word of a list that was searched; its words
 * must not have line feeds. False when there is none. */
bool prose_index_next_paragraph(const struct prose_index *index, const struct rule_list *words, size_t *paragraph);
/* The same for a paragraph with one of the marks. */
bool prose_index_next_marked(const struct prose_index *index, enum prose_marks marks, size_t *paragraph);
/* The sentences of a paragraph of a prose that was searched, for who goes from paragraph to paragraph: `*mark` is NULL
 * at first, and is for the next call. */
struct prose_sentences prose_index_sentences_from(const struct prose_index *index, size_t paragraph,
						  const struct literal_hit **mark);
/* Takes the next sentence, up to and with 。！？； or the end. False when there is none. */
static inline bool prose_sentences_next(struct prose_sentences *sentences, struct str *sentence)
{
	size_t nbytes = sentences->rest.nbytes;
	if (!nbytes)
		return false;
	if (sentences->mark < sentences->last) {
		nbytes = sentences->mark->offset + sentences->mark->nbytes - sentences->offset;
		sentences->mark++;
	}
	*sentence = str_slice(sentences->rest, 0, nbytes);
	sentences->rest = str_slice(sentences->rest, nbytes, sentences->rest.nbytes);
	sentences->offset += nbytes;
	return true;
}
/* The number of a set of marks. */
static inline uint16_t prose_index_marks(enum prose_marks marks)
{
	return (uint16_t)(marks + 1);
}

#endif
