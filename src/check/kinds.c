/* The list of all kinds of checks. */
#include "check/across/across.h"
#include "check/across/over_years.h"
#include "check/hints/hints.h"
#include "check/kind.h"
#include "check/kinds/body_names.h"
#include "check/kinds/claims.h"
#include "check/kinds/fee.h"
#include "check/kinds/headings.h"
#include "check/kinds/leftovers.h"
#include "check/kinds/named_parts.h"
#include "check/kinds/numbers.h"
#include "check/kinds/printed_labels.h"
#include "check/kinds/signature.h"
#include "check/kinds/structure.h"
#include "check/kinds/sums.h"
#include "check/kinds/title.h"
#include "check/kinds/topics.h"
#include "check/kinds/trend.h"
#include "check/kinds/wording.h"
#include "check/kinds/years.h"

static const struct check_kind *const kinds[] = {
	&structure_blank_cells, &structure_lost_cells, &structure_repaired_rows,
	&structure_sections,    &structure_tables,     &structure_rows,
	&wording_phrases,
	&wording_letter,
	&wording_repetition,
	&wording_cut,
	&wording_problems,
	&wording_length,
	&wording_alien,
	&wording_brackets,
	&wording_titles,
	&numbers_integers,
	&numbers_forms,
	&numbers_notes,
	&numbers_all_zero,
	&numbers_rulemaking,
	&numbers_fee_unit,
	&numbers_authority,
	&numbers_repeal,
	&numbers_procurement,
	&numbers_fee_notice,
	&numbers_lawsuits,
	&numbers_disputes,
	&numbers_no_disputes,
	&headings_order,        &headings_numbers,     &headings_words,          &named_parts,
	&printed_labels_words,  &printed_labels_columns,
	&topics_spoken_of,
	&leftovers_instructions, &leftovers_gaps,      &leftovers_pictures,
	&title_itself,          &body_names_throughout,
	&years_of_work,         &years_announced,      &years_period,            &years_form,
	&years_citation,
	&signature_itself,      &signature_deadline,
	&claims_kind,
	&hints_kind,
	&years_jumps,           &years_same,           &years_text,
	&trend_claims,          &across_versions,      &across_files,
	&across_texts,          &across_outliers,      &across_sums,
	&across_roster,
	&sums_parts,            &sums_shares,          &sums_whole,
	&sums_rates,            &sums_growth,          &sums_twice,           &sums_ordinals,
	&fee_reported,          &fee_amount,           &fee_applications,
};

const struct check_kind *kind_at(size_t place)
{
	return place < sizeof(kinds) / sizeof(*kinds) ? kinds[place] : NULL;
}

const struct check_kind *kind_find(struct str name)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (str_equal(str_from(kinds[i]->name), name))
			return kinds[i];
	return NULL;
}
