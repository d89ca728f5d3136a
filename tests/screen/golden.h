/* Screens compared with files that were looked at by a person. */
#ifndef TESTS_SCREEN_GOLDEN_H
#define TESTS_SCREEN_GOLDEN_H

#include <stdbool.h>

#include "terminal.h"

/* Settles, then compares the screen with tests/screen/expected/NAME.txt (below the current directory). When they
 * differ: prints the difference on stderr, writes the screen to $BUILD/NAME.PID.actual (/tmp without BUILD) and is
 * false. With GOLDEN=update in the environment: prints the difference, writes the file and is true.
 *
 * The file: a line with size, locale and TERM; the rows between two lines of '-'; then the cursor, and the attributes
 * of each row that has some, as in "3: 10-14 bold,red on-blue" for columns 10 to 14. Rows and columns start at 0. */
bool golden_check(struct terminal *t, const char *name);
/* The same with the files in another directory. */
bool golden_check_in(struct terminal *t, const char *directory, const char *name);

#endif
