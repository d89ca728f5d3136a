/* Relations of plain tables hold where relation_evaluate says so. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/fold.h"
#include "check/examined.h"
#include "check/relation.h"
#include "check/relation_plain.h"

static struct report report;

/* Small numbers, so that relations hold by chance. */
static void fill(const struct format *format, uint64_t seed, unsigned limit)
{
	report = (struct report){.format = format};
	for (size_t i = 0; i < format->ntables; i++)
		report.tables[i].line = 1;
	for (size_t i = 0; i < format->ncells; i++)
		report.cells[i] = (struct cell){.value = (decimal)(hash_mix(seed + i) % limit) * DECIMAL_ONE,
						.status = CELL_READ, .line = 1};
}

static void relations_hold_as_evaluated(void **state)
{
	size_t nheld = 0, nfailed = 0;
	(void)state;
	for (unsigned round = 0; round < 400; round++) {
		const struct rules *rules = known.forms[round % KNOWLEDGE_NFORMS].rules;
		fill(rules->format, round * 1000, round % 3 + 1);
		/* One number among zeros. */
		if (round % 3 == 0)
			report.cells[hash_mix(round) % rules->format->ncells].value = DECIMAL_ONE;
		for (size_t i = 0; i < rules->plain->first[FORMAT_MAX_TABLES]; i++) {
			const struct relation *relation = rules->plain->list[i];
			struct relation_result result = relation_evaluate(relation, &report);
			decimal residual = relation_residual(relation, report.cells);
			assert_true(result.assessable);
			assert_int_equal(residual, result.left - result.right);
			assert_int_equal(relation_holds_at(relation, residual), result.holds);
			nheld += result.holds;
			nfailed += !result.holds;
		}
	}
	assert_true(nheld > 300 && nfailed > 300);
}

/* By table, those over years and those that others stand for left out. */
static void plain_relations_are_those_that_are_evaluated(void **state)
{
	(void)state;
	for (size_t form = 0; form < KNOWLEDGE_NFORMS; form++) {
		const struct rules *rules = known.forms[form].rules;
		const struct plain_relations *plain = rules->plain;
		size_t nover_years = 0;
		for (size_t table = 0; table < FORMAT_MAX_TABLES; table++)
			for (size_t i = plain->first[table]; i < plain->first[table + 1]; i++) {
				assert_false(plain->list[i]->over_years);
				assert_int_equal(plain->list[i]->table, table);
			}
		for (size_t i = 0; i < rules->nrelations; i++)
			nover_years += rules->relations[i].over_years;
		assert_in_range(plain->first[FORMAT_MAX_TABLES], 40, rules->nrelations - nover_years);
	}
}

static void tables_with_any_doubt_are_not_plain(void **state)
{
	const struct format *format = known_format;
	const struct format_table *table = &format->tables[1];
	(void)state;
	for (size_t i = 0; i < table->ncells; i++)
		for (size_t status = 0; status < CELL_NSTATUSES; status++) {
			fill(format, i, 5);
			for (size_t other = 0; other < 3; other++)
				assert_true(relation_table_is_plain(&report, other));
			report.cells[table->first_cell + i].status = (uint8_t)status;
			assert_int_equal(relation_table_is_plain(&report, 1), status == CELL_READ);
			assert_true(relation_table_is_plain(&report, 0) && relation_table_is_plain(&report, 2));
		}
	static const decimal odd[] = {-1, INT64_MIN, INT64_MAX, INT64_MAX / RULE_MAX_TERMS};
	for (size_t i = 0; i < sizeof(odd) / sizeof(*odd); i++) {
		fill(format, i, 5);
		report.cells[table->first_cell + i].value = odd[i];
		assert_false(relation_table_is_plain(&report, 1));
	}
	fill(format, 1, 5);
	report.tables[1].line = 0;
	assert_false(relation_table_is_plain(&report, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(relations_hold_as_evaluated),
		cmocka_unit_test(plain_relations_are_those_that_are_evaluated),
		cmocka_unit_test(tables_with_any_doubt_are_not_plain),
	};
	return cmocka_run_group_tests(tests, know, forget);
}
