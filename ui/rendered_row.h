/* Drawing a row of a rendering. */
#ifndef GOUJI_UI_RENDERED_ROW_H
#define GOUJI_UI_RENDERED_ROW_H

#include <stddef.h>

#include "render/rendering.h"
#include "ui/layout.h"
#include "ui/search.h"
#include "ui/term.h"

/* Draws row `index` at the place given, exactly `ncols` columns wide, with `nmarks` matches in it marked. Of a grid
 * only the columns from `first_column` on are shown, as many as have room. At its edges `<` and `>` beside the heads
 * tell that there are more; beside a row stands the highest mark of its cells that are out of view. */
void rendered_row_draw(struct term *term, const struct rendering *rendering, size_t index, size_t first_column,
		       struct rect place, const struct search_mark *marks, size_t nmarks);

#endif
