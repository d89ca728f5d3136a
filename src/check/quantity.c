#include "check/quantity.h"

#include "base/utf8.h"

enum { CHAR_NBYTES = 3 };               /* of a Chinese character in UTF-8 */

/* Words of more than one character that count things. Those of one are known by ROLE_UNIT, and % stands apart: it alone
 * is no Chinese word. */
static const struct str long_units[] = {
	STR_INIT("万元"), STR_INIT("亿元"), STR_INIT("人次"), STR_INIT("件次"), STR_INIT("场次"),
	STR_INIT("批次"), STR_INIT("公里"), STR_INIT("百分点"), STR_INIT("平方米"),
};

/* What a character may be beside a number. */
enum role {
	ROLE_UNIT = 1 << 0,             /* a word that counts things */
	ROLE_LONG_UNIT = 1 << 1,        /* begins one of the long ones */
	ROLE_MULTIPLIER = 1 << 2,       /* 万 亿 */
	ROLE_MORE = 1 << 3,             /* 余 多 */
	ROLE_BEHIND = 1 << 4,           /* begins a word of behind_words */
	ROLE_OPENING = 1 << 5,          /* what is behind it is no count */
	ROLE_CLOSING = 1 << 6,          /* what is before it is no count; behind 年 one may follow (2023年12件) */
	ROLE_MODIFIER_END = 1 << 7,     /* ends a word of before_words */
};

static unsigned roles_of(uint32_t c)
{
	switch (c) {
	case U'件': case U'人': case U'场': case U'批':
		return ROLE_UNIT | ROLE_LONG_UNIT;
	case U'条': case U'篇': case U'份': case U'项': case U'个': case U'次': case U'起': case U'宗': case U'例':
	case U'期': case U'则': case U'部': case U'家': case U'名': case U'户': case U'位': case U'幅': case U'处':
	case U'种': case U'类': case U'笔': case U'元': case U'页': case U'字': case U'天': case U'日': case U'台':
	case U'块': case U'张': case U'本': case U'册': case U'封':
		return ROLE_UNIT;
	case U'万': case U'亿':
		return ROLE_LONG_UNIT | ROLE_MULTIPLIER;
	case U'公': case U'百': case U'平':
		return ROLE_LONG_UNIT;
	case U'余': case U'多':
		return ROLE_MORE;
	case U'左': case U'以':
		return ROLE_BEHIND;
	case U'第': case U'〔': case U'［':
		return ROLE_OPENING;
	case U'年': case U'月': case U'号': case U'时': case U'〕': case U'］':
		return ROLE_CLOSING;
	case U'约': case U'近': case U'过': case U'超': case U'于': case U'足': case U'到': case U'逾':
		return ROLE_MODIFIER_END;
	default:
		return 0;
	}
}

/* The roles of the character at byte `i`; none for those that have not three bytes. */
static inline unsigned roles_at(struct str text, size_t i)
{
	if (i + CHAR_NBYTES > text.nbytes)
		return 0;
	const unsigned char *p = (const unsigned char *)text.ptr + i;
	if ((p[0] & 0xF0) != 0xE0 || (p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80)
		return 0;
	return roles_of((p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu));
}

/* What makes a number inexact, and how: before it, and behind it. The factors are per cent of the number. */
struct modifier {
	struct str word;
	int low_percent, high_percent;
};

static const struct modifier before_words[] = {
	{STR_INIT("大约"), 90, 110},
	{STR_INIT("超过"), 100, 1000},
	{STR_INIT("不少于"), 100, 1000},
	{STR_INIT("不足"), 0, 100},
	{STR_INIT("不到"), 0, 100},
	{STR_INIT("将近"), 90, 100},
	{STR_INIT("约"), 90, 110},
	{STR_INIT("近"), 90, 100},
	{STR_INIT("超"), 100, 1000},
	{STR_INIT("逾"), 100, 1000},
	{STR_INIT("达到"), 100, 100},
};

static const struct modifier behind_words[] = {
	{STR_INIT("左右"), 90, 110},
	{STR_INIT("以上"), 100, 1000},
	{STR_INIT("以内"), 0, 100},
	{STR_INIT("以下"), 0, 100},
};

/* Whether a word of Chinese characters stands at `offset`. The third byte tells most characters apart. */
static inline bool starts_with(struct str text, size_t offset, struct str word)
{
	return offset <= text.nbytes && text.nbytes - offset >= word.nbytes && text.ptr[offset + 2] == word.ptr[2] &&
	       memcmp(text.ptr + offset, word.ptr, word.nbytes) == 0;
}

static bool is_digit_at(struct str text, size_t i)
{
	return i < text.nbytes && text.ptr[i] >= '0' && text.ptr[i] <= '9';
}

static bool is_latin_at(struct str text, size_t i)
{
	return i < text.nbytes &&
	       ((text.ptr[i] >= 'a' && text.ptr[i] <= 'z') || (text.ptr[i] >= 'A' && text.ptr[i] <= 'Z'));
}

static bool multiply(decimal *value, decimal factor)
{
	return !__builtin_mul_overflow(*value, factor, value);
}

/* Digits with an optional fraction at `*i`. */
static bool read_digits(struct str text, size_t *i, decimal *value)
{
	size_t start = *i, end = *i;
	while (is_digit_at(text, end))
		end++;
	if (end > start && end < text.nbytes && text.ptr[end] == '.' && is_digit_at(text, end + 1)) {
		end++;
		while (is_digit_at(text, end))
			end++;
	}
	*i = end;
	return end > start && decimal_parse(str_slice(text, start, end - start), value);
}

static int numeral_at(struct str text, size_t i)
{
	static const struct str numerals[] = {STR_INIT("零"), STR_INIT("一"), STR_INIT("二"), STR_INIT("三"), STR_INIT("四"),
					      STR_INIT("五"), STR_INIT("六"), STR_INIT("七"), STR_INIT("八"), STR_INIT("九")};
	for (int n = 0; n < 10; n++)
		if (starts_with(text, i, numerals[n]))
			return n;
	return starts_with(text, i, STR("两")) ? 2 : starts_with(text, i, STR("〇")) ? 0 : -1;
}

static int power_at(struct str text, size_t i)
{
	return starts_with(text, i, STR("十"))   ? 10
	       : starts_with(text, i, STR("百")) ? 100
	       : starts_with(text, i, STR("千")) ? 1000
						 : 0;
}

/* Chinese numerals below ten thousand at `*i`: 十二, 一百零三, 两千. */
static bool read_numerals(struct str text, size_t *i, decimal *value)
{
	size_t at = *i;
	int sum = 0, digit = -1, last_power = 10000;
	for (;; at += CHAR_NBYTES) {
		int numeral = numeral_at(text, at), power = power_at(text, at);
		if (numeral >= 0) {
			if (digit > 0)
				return false;   /* 二三: two numbers, or a year */
			digit = numeral;
		} else if (power) {
			if (power >= last_power || digit == 0)
				return false;
			sum += (digit < 0 ? 1 : digit) * power;
			last_power = power;
			digit = -1;
		} else {
			break;
		}
	}
	if (at == *i)
		return false;
	*i = at;
	*value = (sum + (digit < 0 ? 0 : digit)) * (decimal)DECIMAL_ONE;
	return true;
}

/* 万 and 亿 behind a number, unless they begin a unit that keeps them (万元 is money in ten thousands). */
static bool read_multiplier(struct str text, size_t *i, decimal *value, decimal *step)
{
	static const struct {
		struct str word;
		decimal factor;
	} multipliers[] = {{STR_INIT("万"), 10000}, {STR_INIT("亿"), 100000000}};
	for (size_t m = 0; m < 2; m++) {
		if (!starts_with(text, *i, multipliers[m].word) || starts_with(text, *i + CHAR_NBYTES, STR("元")))
			continue;
		*i += CHAR_NBYTES;
		*step = multipliers[m].factor * DECIMAL_ONE;
		return multiply(value, multipliers[m].factor);
	}
	return true;
}

/* The distance to the next round number that 余 and 多 stay below: 10 for 30余, 100 for 300余. */
static decimal round_step(decimal value, decimal least)
{
	decimal step = least;
	while (step <= value / 10 && value % (step * 10) == 0)
		step *= 10;
	return step;
}

static void widen(struct quantity *quantity, const struct modifier *modifier)
{
	quantity->exact = quantity->exact && modifier->low_percent == 100 && modifier->high_percent == 100;
	quantity->low = quantity->low / 100 * modifier->low_percent;
	if (quantity->high > INT64_MAX / 1000)
		quantity->high = INT64_MAX;
	else
		quantity->high = quantity->high / 100 * modifier->high_percent;
}

static size_t read_unit(struct str text, size_t i, struct str *unit)
{
	unsigned roles = roles_at(text, i);
	size_t nbytes = roles & ROLE_UNIT ? CHAR_NBYTES : i < text.nbytes && text.ptr[i] == '%' ? 1 : 0;
	for (size_t u = 0; roles & ROLE_LONG_UNIT && u < sizeof(long_units) / sizeof(*long_units); u++)
		if (starts_with(text, i, long_units[u])) {
			nbytes = long_units[u].nbytes;
			break;
		}
	*unit = str_slice(text, i, nbytes);
	return i + nbytes;
}

bool quantity_read(struct str text, size_t offset, struct quantity *quantity)
{
	const struct modifier *before = NULL;
	size_t i = offset;
	decimal value = 0, step = DECIMAL_ONE;
	for (size_t m = 0; m < sizeof(before_words) / sizeof(*before_words) && !before && !is_digit_at(text, i); m++)
		if (starts_with(text, i, before_words[m].word))
			before = &before_words[m];
	i += before ? before->word.nbytes : 0;
	size_t start = i;
	*quantity = (struct quantity){.exact = true};
	quantity->chinese = !is_digit_at(text, i);
	if (!(quantity->chinese ? read_numerals(text, &i, &value) : read_digits(text, &i, &value)))
		return false;
	quantity->digits = str_slice(text, start, i - start);
	bool more = roles_at(text, i) & ROLE_MORE;
	i += more ? CHAR_NBYTES : 0;
	if (roles_at(text, i) & ROLE_MULTIPLIER && !read_multiplier(text, &i, &value, &step))
		return false;
	if (!more && roles_at(text, i) & ROLE_MORE) {
		more = true;
		i += CHAR_NBYTES;
	}
	quantity->low = quantity->high = value;
	if (more) {
		quantity->exact = false;
		quantity->low = value + 1;
		quantity->high = value + round_step(value, step) - 1;
	}
	if (before)
		widen(quantity, before);
	size_t end = read_unit(text, i, &quantity->unit);
	bool behind = roles_at(text, end) & ROLE_BEHIND;
	for (size_t m = 0; behind && m < sizeof(behind_words) / sizeof(*behind_words); m++)
		if (starts_with(text, end, behind_words[m].word))
			widen(quantity, &behind_words[m]);
	quantity->text = str_slice(text, offset, i - offset);
	return true;
}

/* Whether one of the signs of one byte - _ / or `other` is at byte `i`. */
static bool is_sign_at(struct str text, size_t i, char other)
{
	return i < text.nbytes && (text.ptr[i] == '-' || text.ptr[i] == '_' || text.ptr[i] == '/' || text.ptr[i] == other);
}

/* Whether what stands around a number makes it something else than a count: part of a word, a date, a document number. */
static bool is_count(struct str text, size_t start, const struct quantity *quantity)
{
	size_t end = quantity_end(quantity, text);
	if (is_latin_at(text, end) || (start && (is_latin_at(text, start - 1) || is_sign_at(text, start - 1, '['))))
		return false;
	if (start >= CHAR_NBYTES && roles_at(text, start - CHAR_NBYTES) & ROLE_OPENING)
		return false;
	size_t behind = (size_t)(quantity->text.ptr - text.ptr) + quantity->text.nbytes;
	if (is_sign_at(text, behind, ':') || roles_at(text, behind) & ROLE_CLOSING)
		return false;
	bool day = str_equal(quantity->unit, STR("日"));
	return !(day && start >= CHAR_NBYTES && starts_with(text, start - CHAR_NBYTES, STR("月"))) &&
	       (!quantity->chinese || quantity->unit.nbytes) && quantity->digits.nbytes < 16;
}

bool quantity_read_count(struct str text, size_t offset, struct quantity *quantity)
{
	return quantity_read(text, offset, quantity) && is_count(text, offset, quantity);
}

bool quantity_find(struct str text, size_t offset, struct quantity *quantity)
{
	while (offset < text.nbytes) {
		if (quantity_read(text, offset, quantity)) {
			if (is_count(text, offset, quantity))
				return true;
			/* Past the whole number: its tail is no number of its own. */
			offset = (size_t)(quantity->text.ptr - text.ptr) + quantity->text.nbytes;
			continue;
		}
		while (is_digit_at(text, offset))
			offset++;
		offset += offset < text.nbytes ? utf8_decode(str_slice(text, offset, text.nbytes)).nbytes : 0;
	}
	return false;
}

bool quantity_may_be_modified(struct str text, size_t offset)
{
	return offset >= CHAR_NBYTES && roles_at(text, offset - CHAR_NBYTES) & ROLE_MODIFIER_END;
}

size_t quantity_end(const struct quantity *quantity, struct str text)
{
	return (size_t)(quantity->unit.ptr - text.ptr) + quantity->unit.nbytes;
}

bool quantity_may_be(const struct quantity *quantity, decimal value)
{
	return value >= quantity->low && value <= quantity->high;
}
