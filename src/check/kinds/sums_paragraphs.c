#include "check/kinds/sums_paragraphs.h"

void sums_visit(const struct check *check, const struct rule *rule,
		void (*visit)(const struct check *check, const struct rule *rule, size_t paragraph,
			      const struct clauses *clauses))
{
	for (size_t i = 0; i < check->prose->count; i++) {
		const struct clauses clauses = clauses_of(check->index, i);
		if (clauses.count)
			visit(check, rule, i, &clauses);
	}
}

void sums_visit_percentages(const struct check *check, const struct rule *rule,
			    void (*visit)(const struct check *check, const struct rule *rule, size_t paragraph,
					  const struct clauses *clauses))
{
	for (size_t i = 0; prose_index_next_marked(check->index, MARKS_PERCENT, &i); i++) {
		const struct clauses clauses = clauses_of(check->index, i);
		if (clauses.count)
			visit(check, rule, i, &clauses);
	}
}

struct str sums_mark(const struct mention *mention)
{
	const struct quantity *quantity = &mention->quantity;
	return (struct str){quantity->text.ptr,
			    (size_t)(quantity->unit.ptr - quantity->text.ptr) + quantity->unit.nbytes};
}

bool sums_is_percent(const struct mention *mention)
{
	return str_equal(mention->unit, STR("%"));
}

double sums_last_place(const struct quantity *quantity)
{
	size_t point = str_find(quantity->digits, STR("."));
	double unit = 1;
	for (size_t i = point + 1; i < quantity->digits.nbytes; i++)
		unit /= 10;
	return unit;
}

bool sums_is_share(const struct quantity *percent, decimal part, decimal whole)
{
	static const double tiny = 1e-9;
	double unit = sums_last_place(percent), printed = (double)percent->low / DECIMAL_ONE;
	if (whole <= 0)
		return part == 0;
	double excess = 100 * ((double)part / (double)whole) - printed;
	return excess >= -unit / 2 - tiny && excess < unit + tiny;
}
