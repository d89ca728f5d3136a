/* A file that a converter has to read, converted in the background: when it is opened afterwards, its text is in the
 * cache or handed over, and nobody waits. */
#ifndef GOUJI_INDEX_AHEAD_H
#define GOUJI_INDEX_AHEAD_H

#include <stdbool.h>

struct ahead;
struct file;

/* Begins; NULL where there is nothing to convert, by the first bytes of the file, or no thread to be had. */
struct ahead *ahead_start(const char *path);
/* Stops, waits for the thread, which takes no long time then, and frees everything. NULL is allowed. */
void ahead_free(struct ahead *ahead);
const char *ahead_path(const struct ahead *ahead);
bool ahead_is_done(const struct ahead *ahead);
/* Becomes readable when it is done. */
int ahead_wake_fd(const struct ahead *ahead);
/* Kills the converter; it is done soon after that. */
void ahead_cancel(struct ahead *ahead);
bool ahead_is_cancelled(const struct ahead *ahead);
/* Hands over what came of it, once ahead_is_done has told that it is done: see file_take_conversion. */
void ahead_give_conversion(struct ahead *ahead, struct file *file);

#endif
