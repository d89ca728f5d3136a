/* The bytes of a file, for programs that measure. */
#ifndef GOUJI_TESTS_BENCH_FILE_H
#define GOUJI_TESTS_BENCH_FILE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/str.h"

/* Replaces `bytes` by what is in the file; false when it cannot be opened. */
static inline bool file_read_bytes(const char *path, struct strbuf *bytes)
{
	char chunk[65536];
	FILE *file = fopen(path, "rb");
	if (!file)
		return false;
	strbuf_clear(bytes);
	for (size_t n; (n = fread(chunk, 1, sizeof(chunk), file)) > 0;)
		strbuf_append(bytes, (struct str){chunk, n});
	fclose(file);
	return true;
}

#endif
