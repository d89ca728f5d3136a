/* Any bytes as a catalogue of messages: a fault that is told, or messages that can be asked for. Built like
 * fuzz_report.c. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/catalog.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct error error = {""};
	struct catalog *catalog = catalog_parse((struct str){(const char *)data, size}, "any", &error);
	if (!catalog && !error.text[0])
		abort();
	if (catalog && !catalog_get(catalog, "a"))
		abort();
	catalog_free(catalog);
	return 0;
}
