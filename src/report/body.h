/* The names of public bodies as keys: the same body under the same key in every year and form of its name. */
#ifndef GOUJI_REPORT_BODY_H
#define GOUJI_REPORT_BODY_H

#include <stdint.h>

#include "base/str.h"
#include "report/words.h"

enum { BODY_KEY_NBYTES = 120 };

/* What is compared of a name. Width, blanks, punctuation and the case of letters do not count, nor does an ending that
 * may be left out (人民政府, 办事处: the list `generic` of data/words), unless hardly anything stands before it.
 *
 * Superiors count: 甲县乙镇 and 乙镇 have different keys, for there are many towns of one name. So do all other endings:
 * 甲县人民政府办公室 is not 甲县人民政府. */
struct body_key {
	/* Of the text; the same in every run and on every machine, never 0 for a name */
	uint64_t hash;
	uint8_t nbytes;
	char text[BODY_KEY_NBYTES];     /* UTF-8, cut behind a whole character; not ended by a NUL */
};

/* The key of a name; that of an empty name, or one without letters, is empty with hash 0, and stands for no body. */
struct body_key body_key_of(struct str name, const struct words *words);
struct str body_key_text(const struct body_key *key);

#endif
