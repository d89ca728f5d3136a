/* Tables of a plain page that nobody needs the rows of: their tags and texts are looked at as all others are, so that
 * the page is known to be plain, but nothing is made of them. Private to html_quick.c. */
#ifndef GOUJI_READ_HTML_HTML_PASS_H
#define GOUJI_READ_HTML_HTML_PASS_H

#include "read/html/html_scan.h"

/* Zero-initialise it for a page. */
struct html_pass {
	bool off;                       /* all tables are read */
	bool failed;                    /* the table being passed does not end where it should */
	const char *end;                /* behind the end tag of the table being passed; NULL outside of such */
	size_t nopen;                   /* elements, before and behind it */
	const char *place;              /* the next one of reader->find_place, or the end of the page; NULL at first */
};

/* Whether the table whose tag is at `tag` is passed, being the innermost of `nopen` open elements. */
bool html_pass_begin(struct html_pass *pass, struct html_scan *scan, const char *tag, size_t nopen);
/* A table has ended behind `p`, with `nopen` elements left open: the one that is passed, or else passing has failed. */
bool html_pass_end(struct html_pass *pass, struct html_scan *scan, const char *p, size_t nopen);

#endif
