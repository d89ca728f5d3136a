/* Breaking text into lines of a width by the rules of Chinese typesetting: no line begins with a closing mark or ends
 * with an opening one, and words and numbers stay whole where they fit. */
#ifndef GOUJI_BASE_WRAP_H
#define GOUJI_BASE_WRAP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "base/width.h"

/* Takes the next line of at most `ncols` columns (as clip_text shows it) off the front of `*rest`, without the blanks
 * around the break. At least one character is taken, however narrow the width. False when nothing is left. */
bool wrap_take_line(struct str *rest, size_t ncols, enum width_ambiguous ambiguous, struct str *line);

#endif
