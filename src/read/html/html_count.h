/* Counting lines and columns. Private to src/read/html/. */
#ifndef GOUJI_READ_HTML_HTML_COUNT_H
#define GOUJI_READ_HTML_HTML_COUNT_H

#include <stdint.h>

/* A place in the source: line and column from 1, columns in code points. */
struct html_place {
	uint32_t line;
	uint32_t column;
};

/* Moves a place from `from` on to `to`, in a page that ends at `end`. */
void html_count(struct html_place *place, const char *from, const char *to, const char *end);
/* The same byte by byte: what the other is tested against. */
void html_count_plain(struct html_place *place, const char *from, const char *to);

#endif
