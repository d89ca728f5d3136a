/* What cells of tables say, remembered from report to report: most of them hold one of a few hundred labels. */
#ifndef GOUJI_REPORT_MEMO_H
#define GOUJI_REPORT_MEMO_H

#include <stdint.h>

#include "report/cell.h"
#include "report/labels.h"

enum {
	MEMO_NENTRIES = 1024,           /* a power of two; a text has its place in one of two */
	MEMO_MAX_NBYTES = 104,          /* longer texts are not remembered */
};

/* What a text is: a value, or one that may be a label. */
struct memo_reading {
	enum cell_status status;
	decimal value;
	struct label_match match;       /* for TEXT; else zero */
};

struct memo_entry {
	const struct labels *labels;    /* NULL: an empty entry */
	struct memo_reading reading;
	uint8_t nbytes;
	char bytes[MEMO_MAX_NBYTES];
};

/* Zero-initialise it; for one thread and one set of words. */
struct memo {
	struct memo_entry entries[MEMO_NENTRIES];
};

/* What cell_parse and, for texts, labels_find say of `text`. */
struct memo_reading memo_read(struct memo *memo, const struct labels *labels, const struct words *words,
			      struct str text);
/* What labels_find says of `text`. */
struct label_match memo_find(struct memo *memo, const struct labels *labels, const struct words *words,
			     struct str text);

#endif
