/* A plain page on its way. What takes something of it gets the place where that begins, and gives the one behind it;
 * NULL when the page is not plain. Private to html_quick.c. */
#ifndef GOUJI_READ_HTML_SCAN_H
#define GOUJI_READ_HTML_SCAN_H

#include "read/html_page.h"

struct html_scan {
	struct html_page page;
	const char *start, *end;        /* of the source */
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

/* Text up to the next markup, word by word. */
const char *html_scan_text(struct html_scan *scan, const char *start);
/* A character by its name or its number. */
const char *html_scan_reference(struct html_scan *scan, const char *reference);
/* A "<" that begins no tag: it is text. */
const char *html_scan_less_than(struct html_scan *scan, const char *p);

#endif
