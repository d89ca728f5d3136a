#include "base/decimal.h"

#include "base/ascii.h"

/* Makes `*value` ten times as large and takes `digit` off it. Values are built below zero, where INT64_MIN is. */
static bool push_digit(int64_t *value, int digit)
{
	if (*value < INT64_MIN / 10 || *value * 10 < INT64_MIN + digit)
		return false;
	*value = *value * 10 - digit;
	return true;
}

/* Reads the digits of `s` from `*at` on; false when there are none or the value does not fit. */
static bool read_whole(struct str s, size_t *at, int64_t *value)
{
	size_t start = *at;
	for (; *at < s.nbytes && ascii_is_digit(s.ptr[*at]); ++*at)
		if (!push_digit(value, s.ptr[*at] - '0'))
			return false;
	return *at > start;
}

/* Reads six places, those that are not written being 0; any further ones must be 0. */
static bool read_places(struct str s, size_t *at, int64_t *value)
{
	for (int place = 0; place < DECIMAL_PLACES; place++) {
		int digit = 0;
		if (*at < s.nbytes && ascii_is_digit(s.ptr[*at]))
			digit = s.ptr[(*at)++] - '0';
		if (!push_digit(value, digit))
			return false;
	}
	while (*at < s.nbytes && s.ptr[*at] == '0')
		++*at;
	return true;
}

bool decimal_parse(struct str s, decimal *value)
{
	size_t at = 0;
	bool negative = str_starts_with(s, STR("-"));
	if (negative || str_starts_with(s, STR("+")))
		at = 1;
	int64_t below_zero = 0;
	if (!read_whole(s, &at, &below_zero))
		return false;
	if (at < s.nbytes && s.ptr[at] == '.') {
		at++;
		if (at == s.nbytes)
			return false;
	} else if (at < s.nbytes) {
		return false;
	}
	if (!read_places(s, &at, &below_zero) || at < s.nbytes)
		return false;
	if (!negative && below_zero == INT64_MIN)
		return false;
	*value = negative ? below_zero : -below_zero;
	return true;
}

void decimal_append(struct strbuf *out, decimal value)
{
	uint64_t magnitude = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	if (value < 0)
		strbuf_append_byte(out, '-');
	strbuf_append_count(out, magnitude / DECIMAL_ONE, 1);
	uint64_t millionths = magnitude % DECIMAL_ONE;
	if (millionths == 0)
		return;
	size_t nplaces = DECIMAL_PLACES;
	for (; millionths % 10 == 0; millionths /= 10)
		nplaces--;
	strbuf_append_byte(out, '.');
	strbuf_append_count(out, millionths, nplaces);
}

bool decimal_add(decimal *sum, decimal value)
{
	if (value > 0 ? *sum > INT64_MAX - value : *sum < INT64_MIN - value)
		return false;
	*sum += value;
	return true;
}
