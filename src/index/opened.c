#include "index/opened.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "index/ahead.h"

static void start(struct opened *opened, const struct knowledge *knowledge, const char *path)
{
	if (!opened->examiner)
		opened->examiner = examiner_new(knowledge);
	char *copy = alloc_copy_text(path);
	free(opened->path);
	opened->path = copy;
}

static void open_path(struct opened *opened, const struct knowledge *knowledge, const char *path, bool puts_off)
{
	start(opened, knowledge, path);
	opened->examiner->file.puts_off = puts_off;
	examiner_examine(opened->examiner, opened->path);
	examiner_localise(opened->examiner);
}

void opened_open(struct opened *opened, const struct knowledge *knowledge, const char *path)
{
	open_path(opened, knowledge, path, false);
}

void opened_open_at_once(struct opened *opened, const struct knowledge *knowledge, const char *path)
{
	open_path(opened, knowledge, path, true);
}

void opened_open_again(struct opened *opened, const struct knowledge *knowledge, const char *path)
{
	start(opened, knowledge, path);
	opened->examiner->file.keeps_held = true;
	opened_open_at_once(opened, knowledge, path);
	opened->examiner->file.keeps_held = false;
}

void opened_take_conversion(struct opened *opened, const struct knowledge *knowledge, struct ahead *ahead)
{
	if (!opened->examiner)
		opened->examiner = examiner_new(knowledge);
	ahead_give_conversion(ahead, &opened->examiner->file);
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
