#include "read/reference.h"

#include "base/ascii.h"

enum { MAX_DIGITS = 8, LAST_CODE_POINT = 0x10FFFF };

/* The digits of a number. */
static const char *take_number(const char *start, const char *end, unsigned base, uint32_t *code)
{
	const char *p = start, *stop = end - p > MAX_DIGITS ? p + MAX_DIGITS : end;
	uint32_t number = 0;
	for (unsigned digit; p < stop && (digit = ascii_digit_value(*p)) < base; p++)
		number = number * base + digit;
	*code = number;
	return p > start && number <= LAST_CODE_POINT ? p : NULL;
}

/* The name behind "&". */
static const char *take_name(const char *p, const char *end, uint32_t *code)
{
	static const struct entity {
		struct str name;
		uint32_t code;
	} entities[] = {
		{STR_INIT("amp"), '&'}, {STR_INIT("lt"), '<'}, {STR_INIT("gt"), '>'}, {STR_INIT("quot"), '"'},
		{STR_INIT("apos"), '\''}, {STR_INIT("ldquo"), 0x201C}, {STR_INIT("rdquo"), 0x201D},
		{STR_INIT("middot"), 0xB7}, {STR_INIT("mdash"), 0x2014}, {STR_INIT("hellip"), 0x2026},
		{STR_INIT("times"), 0xD7}, {STR_INIT("lsquo"), 0x2018}, {STR_INIT("rsquo"), 0x2019},
		{STR_INIT("emsp"), 0x2003}, {STR_INIT("ensp"), 0x2002}, {STR_INIT("yen"), 0xA5},
	};
	const char *start = p;
	while (p < end && ascii_is_letter(*p))
		p++;
	for (size_t i = 0; i < sizeof(entities) / sizeof(*entities); i++) {
		*code = entities[i].code;
		if (str_equal(entities[i].name, (struct str){start, (size_t)(p - start)}))
			return p;
	}
	return NULL;
}

const char *reference_take_any(const char *p, const char *end, uint32_t *code)
{
	if (end - p < 3)
		return NULL;
	if (p[1] != '#')
		p = take_name(p + 1, end, code);
	else
		p = p[2] == 'x' ? take_number(p + 3, end, 16, code) : take_number(p + 2, end, 10, code);
	return p && p < end && *p == ';' ? p + 1 : NULL;
}
