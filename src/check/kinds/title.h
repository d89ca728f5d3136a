/* The check of a report's title. */
#ifndef GOUJI_CHECK_KINDS_TITLE_H
#define GOUJI_CHECK_KINDS_TITLE_H

#include "check/kind.h"

extern const struct check_kind title_itself;

#endif
