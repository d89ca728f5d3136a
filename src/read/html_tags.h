/* The attributes of tags by memory: most tags of a page, and of the pages of a site, are written like one before, to
 * the last byte. Private to html_quick.c. */
#ifndef GOUJI_READ_HTML_TAGS_H
#define GOUJI_READ_HTML_TAGS_H

#include <stddef.h>
#include <stdint.h>

#include "read/html_attributes.h"

enum {
	HTML_TAGS_NENTRIES = 128,       /* a power of two; attributes have their place in one of two */
	HTML_TAGS_MIN_NBYTES = 8,
	HTML_TAGS_MAX_NBYTES = 240,     /* longer ones are not remembered */
};

/* What stands between the name of an element and the ">". */
struct html_tags_entry {
	uint16_t nbytes;                /* 0: an empty entry */
	uint16_t end;                   /* where html_take_attributes ends: at the ">", or at the "/" before it */
	struct html_spans spans;
	char bytes[HTML_TAGS_MAX_NBYTES];
};

/* Zero-initialise it. */
struct html_tags {
	struct html_tags_entry entries[HTML_TAGS_NENTRIES];
};

/* The same as html_take_attributes. */
const char *html_tags_take(struct html_tags *tags, const char *p, const char *end, struct html_spans *spans);

#endif
