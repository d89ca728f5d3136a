#include "base/simplify.h"

#include <stdbool.h>
#include <string.h>

#include "base/simplified_pairs.h"

enum { CHAR_NBYTES = 3, NPAIRS = sizeof(simplified_pairs) / sizeof(*simplified_pairs) };

/* The simplified character for one of three bytes, or NULL. The order of the bytes is that of the characters. */
static const char *find_simplified(const char *character)
{
	size_t first = 0, behind = NPAIRS;
	while (first < behind) {
		size_t middle = first + (behind - first) / 2;
		const char *pair = simplified_pairs[middle];
		int order = memcmp(character, pair, CHAR_NBYTES);
		if (!order)
			return pair + CHAR_NBYTES;
		if (order < 0)
			behind = middle;
		else
			first = middle + 1;
	}
	return NULL;
}

/* 覆 is 复 in 答覆 and 反覆, but stays in 覆蓋. */
static bool stays(const char *text, size_t nbytes)
{
	static const char word[] = "覆蓋";
	return nbytes >= sizeof(word) - 1 && memcmp(text, word, sizeof(word) - 1) == 0;
}

size_t simplify_text(char *text, size_t nbytes)
{
	size_t count = 0;
	for (size_t i = 0; i + CHAR_NBYTES <= nbytes; i++) {
		/* U+4000 to U+9FFF */
		if ((unsigned char)text[i] < 0xE4 || (unsigned char)text[i] > 0xE9)
			continue;
		const char *simplified = stays(text + i, nbytes - i) ? NULL : find_simplified(text + i);
		if (!simplified)
			continue;
		memcpy(text + i, simplified, CHAR_NBYTES);
		i += CHAR_NBYTES - 1;
		count++;
	}
	return count;
}
