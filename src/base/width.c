#include "base/width.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

enum width_class { WIDTH_ZERO, WIDTH_WIDE, WIDTH_AMBIGUOUS };

/* Code points from `first` to `last`. The table is ordered, and leaves out what takes one column. */
struct width_range {
	uint32_t first;
	uint32_t last;
	enum width_class width_class;
};

#include "base/width_table.h"

static bool is_ideograph(uint32_t code_point)
{
	return code_point >= 0x4E00 && code_point <= 0x9FFF;
}

/* C0, DEL, C1, surrogates, and values beyond Unicode. */
static bool is_unprintable(uint32_t code_point)
{
	return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) ||
		(code_point >= 0xD800 && code_point <= 0xDFFF) || code_point > 0x10FFFF;
}

static const struct width_range *find_range(uint32_t code_point)
{
	size_t low = 0, high = sizeof(width_ranges) / sizeof(width_ranges[0]);
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (code_point < width_ranges[middle].first)
			high = middle;
		else if (code_point > width_ranges[middle].last)
			low = middle + 1;
		else
			return &width_ranges[middle];
	}
	return NULL;
}

int width_of(uint32_t code_point, enum width_ambiguous ambiguous)
{
	if (code_point >= 0x20 && code_point < 0x7F)
		return 1;
	if (is_ideograph(code_point))
		return 2;
	if (is_unprintable(code_point))
		return -1;
	const struct width_range *range = find_range(code_point);
	if (!range)
		return 1;
	switch (range->width_class) {
	case WIDTH_ZERO:
		return 0;
	case WIDTH_WIDE:
		return 2;
	case WIDTH_AMBIGUOUS:
		break;
	}
	return ambiguous == WIDTH_AMBIGUOUS_2 ? 2 : 1;
}

/* GB2312, GBK, GB18030; BIG5, BIG5-HKSCS; EUC-CN, EUC-TW; CP936, CP950: in all of them these take two bytes. */
enum width_ambiguous width_ambiguous_for(const char *codeset)
{
	static const char *const prefixes[] = {"GB", "BIG5", "EUC-CN", "EUC-TW", "EUCCN", "EUCTW", "CP936", "CP950"};
	if (!codeset)
		return WIDTH_AMBIGUOUS_1;
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (strncasecmp(codeset, prefixes[i], strlen(prefixes[i])) == 0)
			return WIDTH_AMBIGUOUS_2;
	return WIDTH_AMBIGUOUS_1;
}
