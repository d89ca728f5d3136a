/* A file that appears whole or not at all: it is written under another name beside its own, brought to the disk, and
 * renamed. */
#ifndef GOUJI_BASE_SAVE_H
#define GOUJI_BASE_SAVE_H

#include <stdbool.h>

#include "base/str.h"

/* Zero-initialise it. One save_open needs one save_commit or save_abandon. */
struct save {
	char *path;                     /* of the file, a link to it resolved */
	char *temporary;                /* what is written to */
	int fd;
	int error_number;               /* of the first failure */
	bool replaces;                  /* a file of this name may be replaced */
	struct strbuf pending;
};

/* Whether something is there under this name already. */
bool save_exists(const char *path);
/* Begins a file. All functions return 0, or the errno of the first failure, after which nothing more is written. With
 * `replaces` a regular file of this name is replaced in the end, with its permissions kept; without it that is EEXIST,
 * also when it came to be meanwhile. What is no regular file is never replaced. */
int save_open(struct save *save, const char *path, bool replaces);
int save_write(struct save *save, struct str bytes);
/* Brings everything to the disk and gives the file its name. After a failure nothing is left of it. */
int save_commit(struct save *save);
/* Leaves things as they were before save_open. */
void save_abandon(struct save *save);

#endif
