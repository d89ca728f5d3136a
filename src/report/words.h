/* Word lists of the recogniser, from data/words/. */
#ifndef GOUJI_REPORT_WORDS_H
#define GOUJI_REPORT_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

enum words_kind {
	WORDS_BLANK,                    /* what stands in a cell for nothing */
	WORDS_UNIT,                     /* what may follow a number in a cell */
	WORDS_LESS,                     /* what before a number makes it negative */
	WORDS_MORE,                     /* what may stand before a number that is more than last year's */
	WORDS_REMARK,                   /* what behind a number opens a remark on it */
	WORDS_TITLE,                    /* what marks the title of a report */
	WORDS_BODY,                     /* ends of the names of public bodies */
	WORDS_GENERIC,                  /* ends of names that may be left out */
	WORDS_OFFICE,                   /* ends of the names of offices that act for the body before them */
	WORDS_SENTENCE,                 /* what a name does not hold */
	WORDS_PERIOD,                   /* what stands before the statistics period */
	WORDS_ANNOUNCED,                /* what stands before the title of the report in a sentence */
	WORDS_MAKER,                    /* what stands before the body that made a report */
	WORDS_MADE,                     /* what stands behind it */
	WORDS_ANNOUNCING,               /* what stands behind the body that announces its report */
	WORDS_CONTACT,                  /* what stands before the body that answers questions */
	WORDS_CONTACT_END,              /* what ends its name */
	WORDS_GUIDE,                    /* how the title of the guide ends that a body has of its own */
	WORDS_DESK,                     /* ends of the names of offices within a body */
	WORDS_DOING,                    /* what a body that a sentence begins with is said to do */
	WORDS_OWN,                      /* how the name begins by which a body speaks of itself */
	WORDS_SEVERAL,                  /* how a text begins that means more than one body */
	WORDS_TITLE_END,                /* how the title of a report ends */
	WORDS_YEARLY_END,               /* how it ends where it has no year */
	WORDS_REPORT,                   /* what tells that a text is such a report */
	WORDS_REGARDING,                /* before the title of a report: 关于…的报告 */
	WORDS_PICTURE,                  /* what marks a picture in a text */
	WORDS_LOST_TABLE,               /* a paragraph that a converter left in the place of a table */
	WORDS_PLACE,                    /* ends of the names of places that tell where a body is */
	WORDS_PROVINCE,                 /* ends of the names of places of each rank */
	WORDS_CITY,
	WORDS_COUNTY,
	WORDS_TOWN,
	WORDS_ZONE,                     /* ends of names that only look like those of a district */
	WORDS_COMMON,                   /* common words that end like a name of a place */
	WORDS_CONTINUED,                /* what behind the last character of a place makes another word of it */
	WORDS_WHOLE,                    /* what behind a place means its government as a whole */
	/* For numbers in running text, see data/words/quantities.words: */
	WORDS_COUNTED, WORDS_ABOUT, WORDS_OVER, WORDS_UNDER, WORDS_NEARLY, WORDS_REACHING, WORDS_ABOUT_BEHIND,
	WORDS_OVER_BEHIND, WORDS_UNDER_BEHIND, WORDS_ODD, WORDS_NUMBERING, WORDS_NUMBERED, WORDS_FRACTION,
	WORDS_AMONG,                    /* what begins a text that says what the number before it is made of */
	WORDS_NKINDS,
};

struct words {
	struct {
		size_t count;
		struct str *words;
		uint64_t last_bytes;    /* bit per last byte of a word modulo 64; all where a word is empty */
		uint64_t third_bytes;   /* the same for the third, where most first characters end; all: it has none */
	} lists[WORDS_NKINDS];
};

/* The bit of the last byte of a text in `last_bytes`; all for an empty one. */
static inline uint64_t words_last_byte(struct str text)
{
	return text.nbytes ? UINT64_C(1) << (text.ptr[text.nbytes - 1] & 63) : UINT64_MAX;
}

/* The bit of the third byte in `third_bytes`; all for a text that has none. */
static inline uint64_t words_third_byte(struct str text)
{
	return text.nbytes > 2 ? UINT64_C(1) << (text.ptr[2] & 63) : UINT64_MAX;
}

/* Adds the lists of a file (lines `kind "word"...`) to `words`. Views `text`. */
bool words_parse(struct words *words, struct arena *arena, struct str text, const char *file, struct error *error);
/* The same for a file of a person's own: its lists take the place of those that are there, but a line `words kind
 * "word"...` adds to one, and each `only kind "word"...` begins it anew. */
bool words_lay_over(struct words *words, struct arena *arena, struct str text, const char *file, struct error *error);

/* The word of a list that `text` is, starts with, ends with, or holds; NULL if there is none. The longest one for
 * starts and ends. */
const struct str *words_find_equal(const struct words *words, enum words_kind kind, struct str text);
const struct str *words_find_start(const struct words *words, enum words_kind kind, struct str text);
const struct str *words_find_end(const struct words *words, enum words_kind kind, struct str text);
const struct str *words_find_inside(const struct words *words, enum words_kind kind, struct str text);

#endif
