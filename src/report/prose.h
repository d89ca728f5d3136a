/* The running text of a report in a form that patterns can be matched against.
 *
 * Letters, digits and punctuation are brought to one form (digits and % half-width, the marks between Chinese
 * characters full-width), blanks inside Chinese text go, and so do well-formed thousands separators. Paragraphs that a
 * page break or a line end of the source cut in the middle of a sentence are put together again. Every byte knows its
 * source line. */
#ifndef GOUJI_REPORT_PROSE_H
#define GOUJI_REPORT_PROSE_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "report/document.h"
#include "report/words.h"

enum prose_kind { PROSE_TITLE, PROSE_TEXT, PROSE_HEADING };

/* A paragraph of the source after another, put together into one: where it begins. */
struct prose_run {
	uint32_t offset;                /* into prose.bytes */
	uint32_t line;                  /* in the source, from 1 */
	uint32_t item;                  /* number of the document's item */
};

struct prose_paragraph {
	uint32_t offset, nbytes;        /* into prose.bytes */
	uint32_t first_run;             /* into prose.runs */
	uint32_t nruns;                 /* at least 1 */
	uint8_t section;                /* 0 before the first heading */
	uint8_t kind;                   /* enum prose_kind */
};

/* Zero-initialise it; it is used again for the next report. */
struct prose {
	struct strbuf bytes;            /* valid UTF-8; paragraphs are ended by a line feed */
	size_t count, capacity;
	struct prose_paragraph *paragraphs;
	size_t nruns, runs_capacity;
	struct prose_run *runs;
};

/* Replaces `prose` by the running text of `document`, which is valid UTF-8: titles, paragraphs and headings; tables are
 * left out, and so are the paragraphs of `sections_in_pieces`, a bit per section: what stands there are pieces of a
 * table that came apart. */
void prose_build(struct prose *prose, const struct document *document, unsigned sections_in_pieces,
		 const struct words *words);
void prose_free(struct prose *prose);

static inline struct str prose_text(const struct prose *prose, size_t paragraph)
{
	const struct prose_paragraph *p = &prose->paragraphs[paragraph];
	return str_slice(strbuf_view(&prose->bytes), p->offset, p->nbytes);
}

/* The paragraph that holds byte `offset` of `prose.bytes`. */
size_t prose_paragraph_at(const struct prose *prose, size_t offset);
/* The line in the source of a place in `prose.bytes`: that of the paragraph of the source it came from. */
uint32_t prose_line(const struct prose *prose, const char *place);
/* What a sentence has at most on either side of the part of it that is asked for: hostile ones have no end. */
enum { PROSE_SENTENCE_NBYTES = 3000 };
/* The sentence around `part`, a view of the paragraph: from the end mark (。！？；) before it to the one behind it, both
 * ends trimmed, the mark at the end included. */
struct str prose_sentence(const struct prose *prose, size_t paragraph, struct str part);

#endif
