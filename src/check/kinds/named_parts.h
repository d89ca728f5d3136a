/* The check of what the preamble says the report consists of. */
#ifndef GOUJI_CHECK_KINDS_NAMED_PARTS_H
#define GOUJI_CHECK_KINDS_NAMED_PARTS_H

#include "check/kind.h"

extern const struct check_kind named_parts;

#endif
