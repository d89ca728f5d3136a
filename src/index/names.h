/* Names of folders and bodies that come again and again, kept once for all threads that load. Internal to
 * src/index/. */
#ifndef GOUJI_INDEX_NAMES_H
#define GOUJI_INDEX_NAMES_H

#include <pthread.h>

#include "base/intern.h"

struct names {
	pthread_mutex_t mutex;          /* held by who adds */
	struct interned interned;
	struct arena arena;
};

/* Begins with none; names_free releases it. */
void names_init(struct names *names);
/* The name, NUL-terminated, where it was kept first; it lives as long as `names`. It holds no NUL. */
const char *names_keep(struct names *names, struct str name);
/* No names come any more, or few: gives up what it takes to know them again. */
void names_finish(struct names *names);
void names_free(struct names *names);

#endif
