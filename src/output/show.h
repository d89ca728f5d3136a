/* A rendered report as text, for a terminal, a pager or a file. */
#ifndef GOUJI_OUTPUT_SHOW_H
#define GOUJI_OUTPUT_SHOW_H

#include "output/writing.h"
#include "render/rendering.h"

/* Writes an opened report: who, which year, which file and what was found; then the report laid out to `options`. Of a
 * file that was not checked only why. */
void show_report(struct writing *writing, const struct opened *opened, const struct render_options *options);

#endif
