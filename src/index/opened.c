#include "index/opened.h"

#include <stdlib.h>

#include "base/alloc.h"

static void start(struct opened *opened, const struct knowledge *knowledge, const char *path)
{
	if (!opened->examiner)
		opened->examiner = examiner_new(knowledge);
	char *copy = alloc_copy_text(path);
	free(opened->path);
	opened->path = copy;
}

void opened_open(struct opened *opened, const struct knowledge *knowledge, const char *path)
{
	start(opened, knowledge, path);
	examiner_examine(opened->examiner, opened->path);
	examiner_localise(opened->examiner);
}

void opened_open_bytes(struct opened *opened, const struct knowledge *knowledge, const char *path, struct str bytes)
{
	start(opened, knowledge, path);
	examiner_examine_bytes(opened->examiner, opened->path, bytes);
	examiner_localise(opened->examiner);
}

void opened_free(struct opened *opened)
{
	examiner_free(opened->examiner);
	free(opened->path);
	*opened = (struct opened){0};
}
