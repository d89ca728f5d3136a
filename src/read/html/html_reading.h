/* A page between libxml2's parser (html.c) and what its events mean (html_element.c). */
#ifndef GOUJI_READ_HTML_HTML_READING_H
#define GOUJI_READ_HTML_HTML_READING_H

#include "read/html/html_page.h"

/* libxml2's parser, whose headers are for the .c files alone; its xmlChar is an unsigned char. */
struct _xmlParserCtxt;
struct html_element;

/* One parser and the stretch of the page that it reads. */
struct html_reading {
	struct html_page page;
	struct _xmlParserCtxt *parser;
	size_t start;                   /* where in the page it began */
	size_t prefix_nbytes;           /* what it was given before that */
	bool muted;                     /* while it reads that */
	bool stopped;                   /* too many open elements */
	size_t resume;                  /* where in the page the next one begins then */
	const struct html_element *skipped;  /* the element whose content is left out, or NULL */
	unsigned nskipped;              /* how many of it are open */
	/* The number of the cell with an open <sup> that a bracket was put before, or 0 */
	size_t bracket_cell;
	uint8_t first_of[26];           /* the first known element of each letter */
};

/* A copy of the page, of the same length, with ASCII in place of NUL, of bytes that are not UTF-8, and of declarations
 * that libxml2 takes for text; to be freed. NULL when there is none of them. */
char *html_clean(struct str page);
/* How much of the page the parser has behind it. */
size_t html_offset_now(const struct html_reading *reading);
/* Too many elements are open: stops the parser, so that the next one goes on behind this tag. */
void html_stop(struct html_reading *reading);

/* Gets ready to know elements by name. */
void html_know_elements(struct html_reading *reading);
/* The name of a known element, or NULL when there are no more. */
const char *html_element_name(size_t i);
/* The parser's events. */
void html_take_start(void *reading, const unsigned char *name, const unsigned char **attributes);
void html_take_end(void *reading, const unsigned char *name);
void html_take_text(void *reading, const unsigned char *bytes, int nbytes);

#endif
