/* What tests of converters share: a directory of their own with the directories bin, which is all of $PATH, and tmp.
 * Converters are played by shell scripts in bin. */
#ifndef CONVERTERS_H
#define CONVERTERS_H

#include <sys/types.h>

/* Makes the directory and goes there, and leaves it and removes it with all in it: for cmocka. */
int converters_set_up(void **state);
int converters_tear_down(void **state);

/* The path of a name in the directory; valid until the next call. */
const char *in_home(const char *name);
void write_file(const char *name, const char *text, mode_t mode);
/* Installs a converter; its commands find the usual programs. */
void install(const char *program, const char *commands);
/* Removes the files of a directory. */
void remove_files(const char *directory);

#endif
