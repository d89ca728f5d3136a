/* Answer keys: files of tab-separated lines, a head first, then the lines of one file below each other. */
#ifndef GOUJI_TESTS_CHECK_KEYFILE_H
#define GOUJI_TESTS_CHECK_KEYFILE_H

#include "base/str.h"

enum { KEY_MAX_FIELDS = 16 };

struct key_line {
	struct str fields[KEY_MAX_FIELDS];
};

struct key {
	char *bytes;
	size_t count, capacity;
	struct key_line *lines;
};

/* Reads the key at `path`, without its head. Fails the test when that cannot be done. */
void key_read(struct key *key, const char *path);
void key_free(struct key *key);

#endif
