/* Table two: what a body of this kind can have, and the unit of its sums. */
#include "check/kinds/body_rank.h"
#include "check/kinds/numbers.h"
#include "check/kinds/numbers_parts.h"

/* ---- 规章 ---- */

enum { RULES_MADE, RULES_NOTED, RULES_NONE };

static enum body_rank rank_of(const struct check *check)
{
	return body_rank_read(check->words, str_from(check->report->agency)).rank;
}

/* Governments of provinces and of cities with districts, and ministries, make 规章; a name with 市 does not tell. */
static bool cannot_make_rules(const struct check *check)
{
	enum body_rank rank = rank_of(check);
	return rank == RANK_TOWN || rank == RANK_COUNTY || rank == RANK_COUNTY_OFFICE;
}

static void run_rulemaking(const struct check *check, const struct rule *rule)
{
	const struct format *format = check->report->format;
	int row = format_find_row(format, format_find_table(format, STR("proactive")), STR("regulation"));
	int found = FORMAT_NONE;
	if (row == FORMAT_NONE || !check->report->rows[row].line)
		return;
	size_t first = (size_t)format->rows[row].first_cell;
	for (size_t cell = first + format_row_block(format, (size_t)row)->ncolumns; cell-- > first;)
		if (cell_has_value(&check->report->cells[cell]) && check->report->cells[cell].value > 0)
			found = (int)cell;
	/* The body's rank takes longer to find. */
	if ((found == FORMAT_NONE && kind_skips_passes(check->findings)) || !cannot_make_rules(check))
		return;
	if (found == FORMAT_NONE) {
		findings_add(check->findings, numbers_start(check, rule, VERDICT_PASS, RULES_NONE, (int)first));
		return;
	}
	bool noted = check->report->cells[found].status == CELL_NOTED;
	struct finding finding = numbers_start(check, rule, noted ? VERDICT_LOOK : VERDICT_FAIL,
					       noted ? RULES_NOTED : RULES_MADE, found);
	kind_add_decimal(check, &finding, check->report->cells[found].value);
	kind_add_text(check, &finding, str_from(check->report->agency));
	findings_add(check->findings, finding);
}

/* ---- The unit of the fee ---- */

enum { FEE_LARGE, FEE_WHOLE, FEE_PLAUSIBLE };
enum { THRESHOLD_TOWN, THRESHOLD_COUNTY, THRESHOLD_CITY, THRESHOLD_PROVINCE, THRESHOLD_UNKNOWN, THRESHOLD_WHOLE };

/* From which sum in 万元 on a body of this rank is asked whether 元 was meant. */
static decimal large_sum(const struct rule *rule, enum body_rank rank)
{
	switch (rank) {
	case RANK_TOWN:
		return rule->thresholds[THRESHOLD_TOWN];
	case RANK_COUNTY:
	case RANK_COUNTY_OFFICE:
		return rule->thresholds[THRESHOLD_COUNTY];
	case RANK_CITY:
		return rule->thresholds[THRESHOLD_CITY];
	case RANK_PROVINCE:
		return rule->thresholds[THRESHOLD_PROVINCE];
	default:
		return rule->thresholds[THRESHOLD_UNKNOWN];
	}
}

/* Below this a sum is plausible for every body. */
static decimal least_sum(const struct rule *rule)
{
	decimal least = rule->thresholds[0];
	for (size_t i = 1; i <= THRESHOLD_WHOLE; i++)
		least = rule->thresholds[i] < least ? rule->thresholds[i] : least;
	return least;
}

/* A sum in 元 is large and mostly whole; large cities have large sums, so a person must judge. */
static void run_fee_unit(const struct check *check, const struct rule *rule)
{
	int cell = rule->cells[0];
	decimal value;
	if (!numbers_read(check->report, cell, &value) ||
	    (kind_skips_passes(check->findings) && value < least_sum(rule)))
		return;
	enum body_rank rank = rank_of(check);
	bool whole = value >= rule->thresholds[THRESHOLD_WHOLE] && value % DECIMAL_ONE == 0 && rank != RANK_CITY &&
		     rank != RANK_PROVINCE;
	bool large = value >= large_sum(rule, rank);
	struct finding finding = numbers_start(check, rule, large || whole ? VERDICT_LOOK : VERDICT_PASS,
					       large   ? FEE_LARGE
					       : whole ? FEE_WHOLE
						       : FEE_PLAUSIBLE,
					       cell);
	kind_add_decimal(check, &finding, value);
	kind_add_text(check, &finding, str_from(check->report->agency));
	findings_add(check->findings, finding);
}

/* ---- Powers ---- */

enum { POWER_ABSENT, POWER_UNUSED, POWER_FITS };
enum { LIST_WITHOUT, LIST_WITH };
enum { NPOWERS = 3 };

/* Licences, penalties and coercive measures together; false where a cell was not read. */
static bool sum_decisions(const struct check *check, const struct rule *rule, decimal *sum, int *cell)
{
	*sum = 0;
	*cell = FORMAT_NONE;
	for (size_t i = 0; i < NPOWERS; i++) {
		int c = rule->cells[i];
		decimal value;
		if (!numbers_read(check->report, c, &value) || !decimal_add(sum, value))
			return false;
		if (*cell == FORMAT_NONE || (value > 0 && check->report->cells[*cell].value == 0))
			*cell = c;
	}
	return true;
}

static void run_authority(const struct check *check, const struct rule *rule)
{
	struct str agency = str_from(check->report->agency);
	bool with = rule_list_stands_in(&rule->lists[LIST_WITH], agency);
	bool without = !with && rule_list_stands_in(&rule->lists[LIST_WITHOUT], agency);
	decimal sum;
	int cell;
	if ((!with && !without) || !sum_decisions(check, rule, &sum, &cell))
		return;
	bool fits = with ? sum > 0 : sum == 0;
	struct finding finding = numbers_start(check, rule, fits ? VERDICT_PASS : VERDICT_LOOK,
					       fits   ? POWER_FITS
					       : with ? POWER_UNUSED
						      : POWER_ABSENT,
					       cell);
	kind_add_text(check, &finding, agency);
	kind_add_decimal(check, &finding, sum);
	findings_add(check->findings, finding);
}

/* ---- Repealed, and not a word of it ---- */

enum { REPEAL_SILENT, REPEAL_SAID };

static void run_repeal(const struct check *check, const struct rule *rule)
{
	int cell = rule->cells[0];
	decimal value;
	if (!numbers_read(check->report, cell, &value) || value <= 0)
		return;
	bool said = rule_list_stands_in(&rule->lists[0], strbuf_view(&check->prose->bytes));
	struct finding finding = numbers_start(check, rule, said ? VERDICT_PASS : VERDICT_LOOK,
					       said ? REPEAL_SAID : REPEAL_SILENT, cell);
	kind_add_decimal(check, &finding, value);
	findings_add(check->findings, finding);
}

/* ---- The form of 2019: the sum of procurement has no unit in the form ---- */

enum { PROCUREMENT_NO_UNIT, PROCUREMENT_UNIT };
enum { LIST_UNITS, LIST_HEADS };

static void run_procurement(const struct check *check, const struct rule *rule)
{
	int cell = rule->cells[0];
	decimal value;
	if (!numbers_read(check->report, cell, &value) || value <= 0)
		return;
	/* The heads of a table are no part of the report's cells: they are looked for in the text. */
	bool unit = rule_list_stands_in(&rule->lists[LIST_UNITS], numbers_raw(check, (size_t)cell)) ||
		    rule_list_stands_in(&rule->lists[LIST_HEADS], check->text);
	struct finding finding = numbers_start(check, rule, unit ? VERDICT_PASS : VERDICT_LOOK,
					       unit ? PROCUREMENT_UNIT : PROCUREMENT_NO_UNIT, cell);
	kind_add_decimal(check, &finding, value);
	findings_add(check->findings, finding);
}

const struct check_kind numbers_rulemaking = {
	.name = "rulemaking", .run = run_rulemaking, .messages = {"made", "noted", "none"}};
const struct check_kind numbers_fee_unit = {
	.name = "fee-unit",
	.run = run_fee_unit,
	.cells = {"proactive/fee/amount"},
	.messages = {"large", "whole", "plausible"},
	.thresholds = {{"town", 100 * (decimal)DECIMAL_ONE},
		       {"county", 10000 * (decimal)DECIMAL_ONE},
		       {"city", 1000000 * (decimal)DECIMAL_ONE},
		       {"province", 10000000 * (decimal)DECIMAL_ONE},
		       {"unknown", 1000000 * (decimal)DECIMAL_ONE},
		       {"whole", 1000 * (decimal)DECIMAL_ONE}},
};
const struct check_kind numbers_authority = {
	.name = "authority",
	.run = run_authority,
	.cells = {"proactive/licence/decisions", "proactive/penalty/decisions", "proactive/coercion/decisions"},
	.messages = {"absent", "unused", "fits"},
	.lists = {"without", "with"},
};
const struct check_kind numbers_repeal = {
	.name = "repeal",
	.run = run_repeal,
	.cells = {"proactive/normative/repealed"},
	.messages = {"silent", "said"},
	.lists = {"said"},
};
const struct check_kind numbers_procurement = {
	.name = "procurement-unit",
	.run = run_procurement,
	.cells = {"proactive/procurement/amount"},
	.messages = {"missing", "there"},
	.lists = {"units", "heads"},
};
