/* Checks of the labels of the tables as they are printed: the words of rows and columns, and whether each column is
 * there once and in order. Labels that may have been damaged on their way are left alone. */
#ifndef GOUJI_CHECK_KINDS_PRINTED_LABELS_H
#define GOUJI_CHECK_KINDS_PRINTED_LABELS_H

#include "check/kind.h"

/* One finding for each table that is there. */
extern const struct check_kind printed_labels_words, printed_labels_columns;

#endif
