/* An error message owned by the caller. Data code fills it and returns false; main.c and ui/ print it. */
#ifndef GOUJI_BASE_ERROR_H
#define GOUJI_BASE_ERROR_H

#include <stdbool.h>

enum { ERROR_NBYTES = 512 };

struct error {
	char text[ERROR_NBYTES];
};

/* Sets the message (cut at ERROR_NBYTES) and returns false, so that `return error_set(...)` reads well. `error` may be
 * NULL. */
bool error_set(struct error *error, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
