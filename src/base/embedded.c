#include "base/embedded.h"

#include <string.h>

struct str embedded_find(const char *name)
{
	size_t low = 0, high = embedded_nfiles;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(name, embedded_files[middle].name);
		if (order == 0)
			return embedded_files[middle].text;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return (struct str){NULL, 0};
}
