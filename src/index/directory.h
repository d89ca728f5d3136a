/* What a name in a directory is to a walk. Internal to src/index/. */
#ifndef GOUJI_INDEX_DIRECTORY_H
#define GOUJI_INDEX_DIRECTORY_H

#include <dirent.h>

enum directory_item {
	DIRECTORY_SKIPPED,              /* hidden, a link to a directory, a device, FIFO or socket */
	DIRECTORY_FILE,                 /* a regular file, or a link to one */
	DIRECTORY_SUBDIRECTORY,
	DIRECTORY_FAILED,               /* the system did not tell: see *error_number */
};

/* Looks at an entry of the directory open as `directory_fd`. The system is asked only where the entry itself does not
 * tell its type. */
enum directory_item directory_classify(int directory_fd, const struct dirent *item, int *error_number);

#endif
