/* Traditional Chinese characters as simplified ones. */
#ifndef GOUJI_BASE_SIMPLIFY_H
#define GOUJI_BASE_SIMPLIFY_H

#include <stddef.h>

/* Writes the simplified characters over the traditional ones of UTF-8 text, all of three bytes; how many there were.
 * Characters that are both are left as they are. */
size_t simplify_text(char *text, size_t nbytes);

#endif
