/* Any bytes read by memory and by the plain code, twice with one memory: the second time what the first one left there
 * is used. Built like fuzz_report.c. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "../unit/report/readings.h"
#include "read/source.h"

static struct knowledge *load(void)
{
	static struct knowledge knowledge;
	struct error error;
	if (!knowledge_load(&knowledge, &error))
		abort();
	return &knowledge;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct knowledge *knowledge;
	static struct readings readings;
	static struct source source;
	if (!knowledge)
		knowledge = load();
	memset(&readings.memory, 0, sizeof(readings.memory));
	memset(&readings.cells, 0, sizeof(readings.cells));
	if (source_take(&source, (struct str){(const char *)data, size}) != SOURCE_OK)
		return 0;
	for (size_t i = 0; i < 4; i++) {
		const struct form *form = &knowledge->forms[i % 2 ? KNOWLEDGE_NFORMS - 1 : 0];
		if (readings_compare(&readings, form, &knowledge->words, source.text) ||
		    readings_compare_cells(&readings, form, &knowledge->words, source.text))
			abort();
	}
	return 0;
}
