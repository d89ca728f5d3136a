#include "check/hints/hints.h"

enum { LIST_SLIPS };

/* So heavy that any other explanation, or none, is preferred. */
enum { SLIP_OFF_WEIGHT = 1000000 };

const struct check_kind hints_kind = {
	.name = "hints", .finds_nothing = true, .lists = {[LIST_SLIPS] = "slips"}};

static bool find_slip(struct str name, size_t *slip)
{
	for (*slip = 0; *slip < SLIP_NSLIPS; ++*slip)
		if (str_equal(name, str_from(slip_name((enum slip)*slip))))
			return true;
	return false;
}

bool hints_apply(const struct rules *rules, struct slips *slips, struct error *error)
{
	for (size_t i = 0; i < rules->count; i++) {
		const struct rule *rule = &rules->list[i];
		const struct rule_list *list = rule->kind == &hints_kind ? &rule->lists[LIST_SLIPS] : NULL;
		for (size_t j = 0; list && j < list->count; j++) {
			size_t slip;
			if (!find_slip(list->words[j], &slip))
				return error_set(error, "%.*s:%u: %.*s: no slip of this name: %.*s",
						 (int)rule->file.nbytes, rule->file.ptr, (unsigned)rule->line,
						 (int)rule->id.nbytes, rule->id.ptr, (int)list->words[j].nbytes,
						 list->words[j].ptr);
			if (rule->off)
				slips->weights[slip] = SLIP_OFF_WEIGHT;
		}
	}
	return true;
}
