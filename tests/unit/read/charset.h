/* Texts of the tests, and the encodings they are brought into with iconv(3). */
#ifndef GOUJI_TESTS_READ_CHARSET_H
#define GOUJI_TESTS_READ_CHARSET_H

#include <stdint.h>

#include "base/str.h"
#include "read/encoding.h"

/* A report's text as on the mainland, and one as on Taiwan. */
extern const char charset_simplified[], charset_traditional[];

/* An encoding as iconv calls it, with its byte order mark. */
struct charset {
	enum encoding encoding;
	const char *name;
	struct str bom;
};

enum { NCHARSETS = 7 };

extern const struct charset charsets[NCHARSETS];

/* Puts `text` into `out` in the charset; the test fails if the charset cannot hold it. */
void charset_encode(const struct charset *charset, struct str text, struct strbuf *out);

/* A byte of noise; the same `*seed` gives the same ones. */
uint32_t charset_next_random(uint32_t *seed);

#endif
