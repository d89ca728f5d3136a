/* Character references of web pages and XML: characters written by their names or numbers. */
#ifndef GOUJI_READ_REFERENCE_H
#define GOUJI_READ_REFERENCE_H

#include <stdint.h>

/* The place behind the reference that begins at `p`, a "&", as &amp; &#8220; &#x4e00; with its semicolon; sets the code
 * point. NULL when there is none of a number that is a code point, or of the names that reports have (but &nbsp;). */
const char *reference_take(const char *p, const char *end, uint32_t *code);

#endif
