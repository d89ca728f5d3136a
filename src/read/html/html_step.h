/* What the tags of plain pages do to a page, as steps that can be made again. Private to src/read/html/. */
#ifndef GOUJI_READ_HTML_HTML_STEP_H
#define GOUJI_READ_HTML_HTML_STEP_H

#include "read/html/html_run.h"

enum html_step_kind {
	HTML_STEP_NONE,
	HTML_STEP_SEPARATE,             /* a blank */
	HTML_STEP_BREAK,
	HTML_STEP_GROUP,                /* of rows, its beginning or its end */
	HTML_STEP_ROW,
	HTML_STEP_ROW_END,
	HTML_STEP_CELL,
	HTML_STEP_CELL_END,
	HTML_STEP_TABLE,
	HTML_STEP_TABLE_END,
	HTML_STEP_OTHER,                /* none of these: not for struct html_step */
};

struct html_step {
	uint8_t kind;
	uint16_t offset;                /* of the tag, from where it is counted */
	uint16_t colspan, rowspan;      /* of a cell */
};

/* `offset` is that of the tag in the source. */
static inline void html_step_make(struct html_page *page, enum html_step_kind kind, size_t offset, unsigned colspan,
				  unsigned rowspan)
{
	switch (kind) {
	case HTML_STEP_SEPARATE:
		if (!page->table.dropping)
			html_separate(page);
		break;
	case HTML_STEP_BREAK:
		html_break(page);
		break;
	case HTML_STEP_GROUP:
		html_group(page);
		break;
	case HTML_STEP_ROW:
		html_row_begin(page, offset);
		break;
	case HTML_STEP_ROW_END:
		html_row_end(page);
		break;
	case HTML_STEP_CELL:
		html_put_cell(page, offset, colspan, rowspan);
		break;
	case HTML_STEP_CELL_END:
		html_end_cell(page);
		break;
	case HTML_STEP_TABLE:
		html_table_begin(page);
		break;
	case HTML_STEP_TABLE_END:
		html_table_end(page);
		break;
	case HTML_STEP_NONE:
	case HTML_STEP_OTHER:
		break;
	}
}

#endif
