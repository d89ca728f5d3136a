/* The width of characters as curses sees it: see wcwidth.c. */
#ifndef GOUJI_UI_WCWIDTH_H
#define GOUJI_UI_WCWIDTH_H

#include "base/width.h"

/* How wide wcwidth(), and with it curses, takes ambiguous characters to be; 0: by the locale. For the whole program. */
void wcwidth_set_ambiguous(enum width_ambiguous ambiguous);

#endif
