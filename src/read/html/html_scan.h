/* A plain page on its way. What takes something of it gets the place where that begins, and gives the one behind it;
 * NULL when the page is not plain. Private to html_quick.c. */
#ifndef GOUJI_READ_HTML_HTML_SCAN_H
#define GOUJI_READ_HTML_HTML_SCAN_H

#include "read/html/html_page.h"

enum { HTML_MAX_OPEN = 32, HTML_OPEN_STEP = 8 };

/* The elements that are open, by their numbers, the outermost one first; with room for eight at a time around them. */
struct html_open {
	size_t count;
	/* The eight innermost ones, the last of them highest; 0 for none. Beside the list, as a processor is slow to
	 * read what was just written in other parts */
	uint64_t top;
	uint8_t numbers[HTML_OPEN_STEP + HTML_MAX_OPEN + 1 + HTML_OPEN_STEP];
};

/* There is room for it. */
static inline void html_open_add(struct html_open *open, uint8_t number)
{
	open->numbers[HTML_OPEN_STEP + open->count++] = number;
	open->top = open->top >> 8 | (uint64_t)number << 56;
}

/* The innermost one. */
static inline uint8_t html_open_last(const struct html_open *open)
{
	return (uint8_t)(open->top >> 56);
}

/* Takes it away. */
static inline void html_open_drop(struct html_open *open)
{
	open->count--;
	open->top = open->top << 8 | open->numbers[open->count];
}

struct html_scan {
	struct html_page page;
	const char *start, *end;        /* of the source */
	struct html_open open;
};

/* `p` behind `text`, if that is there. */
static inline const char *html_skip(const struct html_scan *scan, const char *p, struct str text)
{
	return (size_t)(scan->end - p) >= text.nbytes && memcmp(p, text.ptr, text.nbytes) == 0 ? p + text.nbytes : NULL;
}

static inline const char *html_skip_byte(const struct html_scan *scan, const char *p, char byte)
{
	return p < scan->end && *p == byte ? p + 1 : NULL;
}

/* Where a word that begins at `p` ends: before a blank (ASCII, U+00A0, U+3000), markup, U+FFFE or U+FFFF, or at
 * `end`. Sixty-four bytes at a time where the processor can. */
const char *html_find_word_end(const char *p, const char *end);
/* The same byte by byte: what the other is tested against. */
const char *html_find_word_end_plain(const char *p, const char *end);
/* Text up to the next tag, or to a "&" that begins no reference that is known: none where it stands there. */
const char *html_scan_text(struct html_scan *scan, const char *start);
/* A "<" that begins no tag: it is text. */
const char *html_scan_less_than(struct html_scan *scan, const char *p);

#endif
