/* What an entry holds beside its numbers, in few bytes. Internal to src/index/.
 *
 * Most reports are clean and do not change, and these need three addresses: those of the folder, of the file's name
 * with the summary right behind it, and of the agency. Where there are rules with findings, or the summary has been
 * made anew, the third is that of a block which begins with the address of the agency; then come that of the newer
 * summary, where there is one, and the numbers of the rules. The name never changes, so that other threads may read the
 * path of an entry while its owner changes the rest. */
#ifndef GOUJI_INDEX_ENTRY_PARTS_H
#define GOUJI_INDEX_ENTRY_PARTS_H

#include "base/arena.h"
#include "index/index.h"

/* Puts the name of the file and a copy of the summary (NULL for none) into `arena`, for an entry that has neither yet.
 * `agency` lives as long as the entry: the name is kept with a mark in its place (see base/path.h). */
void entry_put_name(struct index_entry *entry, struct arena *arena, struct str name, const char *agency,
		    const struct summary *summary);
/* Change one part; what is new besides goes to `arena`. `agency` and `summary` (NULL for none) are the caller's,
 * `rules` are copied: `nown` of the file alone, then others, `nrules` together. */
void entry_set_agency(struct index_entry *entry, struct arena *arena, const char *agency);
void entry_set_summary(struct index_entry *entry, struct arena *arena, const struct summary *summary);
void entry_set_rules(struct index_entry *entry, struct arena *arena, const uint8_t *rules, size_t nrules, size_t nown);
/* No summary and no rules any more. */
void entry_clear_parts(struct index_entry *entry);

#endif
