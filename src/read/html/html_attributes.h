/* The attributes of a tag in a plain page. Private to src/read/html/. */
#ifndef GOUJI_READ_HTML_HTML_ATTRIBUTES_H
#define GOUJI_READ_HTML_HTML_ATTRIBUTES_H

#include <stdbool.h>

#include "base/str.h"

/* Those that count: 1 where they are not given, or are no numbers. */
struct html_spans {
	bool has_colspan, has_rowspan;
	unsigned colspan, rowspan;
};

/* What colspan or rowspan says: the number at the beginning of its value; 1 when there is none. */
unsigned html_span_of(struct str value);
/* Goes over all attributes from `p`, behind the name of the element, on: returns where the ">" or "/" is that ends the
 * tag. NULL when there are others than pages have as a rule, or values that are not plain. */
const char *html_take_attributes(const char *p, const char *end, struct html_spans *spans);

#endif
