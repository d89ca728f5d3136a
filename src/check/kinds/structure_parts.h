/* What the checks of the structure say: see structure_explain.c. Internal to src/check/kinds/. */
#ifndef GOUJI_CHECK_KINDS_STRUCTURE_PARTS_H
#define GOUJI_CHECK_KINDS_STRUCTURE_PARTS_H

#include "check/explain.h"

/* What a finding of the check of rows says. */
enum { STRUCTURE_ROWS_MISSING, STRUCTURE_ROWS_DOUBLED };

/* Of S-TBL, where a mark stands in the place of the table. */
enum { STRUCTURE_TABLE_MISSING, STRUCTURE_TABLE_LOST };

typedef void structure_explanation(const struct finding *finding, const struct report *report,
				   const struct language *language, bool brief, struct strbuf *out);

structure_explanation structure_explain_blank_cells, structure_explain_lost_cells, structure_explain_repaired_rows,
	structure_explain_rows, structure_explain_sections, structure_explain_tables;

#endif
