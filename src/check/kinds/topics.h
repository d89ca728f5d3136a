/* Checks of what a report must speak of: topics, each with the words that show it. */
#ifndef GOUJI_CHECK_KINDS_TOPICS_H
#define GOUJI_CHECK_KINDS_TOPICS_H

#include "check/kind.h"

/* Lines: `topic "name" "word"...`. The text of `section N...` is searched, of all sections without such a line;
 * with `from YEAR` older reports are left alone. With a
 * list `bodies` the rule is for bodies whose name ends so, and not for those whose name ends as `exempt` says. */
extern const struct check_kind topics_spoken_of;

#endif
