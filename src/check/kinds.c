/* The list of all kinds of checks. */
#include "check/claims.h"
#include "check/kind.h"
#include "check/structure.h"

static const struct check_kind *const kinds[] = {
	&structure_blank_cells, &structure_lost_cells, &structure_repaired_rows,
	&structure_sections,    &structure_tables,     &structure_rows,
	&claims_kind,
};

const struct check_kind *kind_find(struct str name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (str_equal(str_from(kinds[i]->name), name))
			return kinds[i];
	return NULL;
}
