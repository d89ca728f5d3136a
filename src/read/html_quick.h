/* Plain pages without the parser: elements that are closed in order (but for spans), and nothing else that a parser has to put right. Most of
 * the time libxml2 takes goes into single characters; such a page is cut into its events here. Private to html.c. */
#ifndef GOUJI_READ_HTML_QUICK_H
#define GOUJI_READ_HTML_QUICK_H

#include "read/html_reading.h"

/* Gives `reading` (begun, without a parser) the same events as libxml2 would. False, and no event, for a page that it cannot
 * be told of that it is plain. */
bool html_quick_read(struct html_reading *reading);

#endif
