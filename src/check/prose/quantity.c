#include "check/prose/quantity.h"

#include "base/ascii.h"

enum {
	CHAR_NBYTES = 3,                /* of a Chinese character in UTF-8 */
	SHORT_NDIGITS = 9,              /* whose value fits whatever they are */
};

/* Whether a word of Chinese characters stands at `offset`. The third byte tells most characters apart. */
static inline bool starts_with(struct str text, size_t offset, struct str word)
{
	return offset <= text.nbytes && text.nbytes - offset >= word.nbytes && text.ptr[offset + 2] == word.ptr[2] &&
	       memcmp(text.ptr + offset, word.ptr, word.nbytes) == 0;
}

static bool is_latin_at(struct str text, size_t i)
{
	return i < text.nbytes && ascii_is_letter(text.ptr[i]);
}

static bool multiply(decimal *value, decimal factor)
{
	return !__builtin_mul_overflow(*value, factor, value);
}

/* Digits with an optional fraction at `*i`. */
static bool read_digits(struct str text, size_t *i, decimal *value)
{
	size_t start = *i, end = *i;
	int64_t whole = 0;
	for (; ascii_is_digit_at(text, end) && end - start < SHORT_NDIGITS; end++)
		whole = whole * 10 + (text.ptr[end] - '0');
	if (end > start && !ascii_is_digit_at(text, end) && (end == text.nbytes || text.ptr[end] != '.')) {
		*i = end;
		*value = whole * DECIMAL_ONE;
		return true;
	}
	while (ascii_is_digit_at(text, end))
		end++;
	if (end > start && end < text.nbytes && text.ptr[end] == '.' && ascii_is_digit_at(text, end + 1)) {
		end++;
		while (ascii_is_digit_at(text, end))
			end++;
	}
	*i = end;
	return end > start && decimal_parse(str_slice(text, start, end - start), value);
}

static int numeral_at(struct str text, size_t i)
{
	static const struct str numerals[] = {STR_INIT("零"), STR_INIT("一"), STR_INIT("二"), STR_INIT("三"),
					      STR_INIT("四"), STR_INIT("五"), STR_INIT("六"), STR_INIT("七"),
					      STR_INIT("八"), STR_INIT("九")};
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

/* Whether 万 or 亿 may stand at byte `i`: both begin with E4. */
static inline bool may_be_multiplied(struct str text, size_t i)
{
	return i < text.nbytes && text.ptr[i] == '\xE4';
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

static void widen(struct quantity *quantity, const struct quantity_word *modifier)
{
	quantity->exact = quantity->exact && modifier->low_percent == 100 && modifier->high_percent == 100;
	quantity->low = quantity->low / 100 * modifier->low_percent;
	if (quantity->high > INT64_MAX / 1000)
		quantity->high = INT64_MAX;
	else
		quantity->high = quantity->high / 100 * modifier->high_percent;
}

/* The word with this role at byte `i`, if `roles` has it among those of the character there. */
static inline const struct quantity_word *find_word(const struct quantity_words *words, struct str text, size_t i,
						    unsigned roles, enum quantity_role role)
{
	return roles & role ? quantity_words_at(words, text, i, role) : NULL;
}

/* A number in 万 or 亿 was rounded or cut off at its last place: 1.18万 is 11750 to 11899. */
static void round_off(struct quantity *quantity, decimal value, decimal step)
{
	size_t point = str_find(quantity->digits, STR("."));
	for (size_t i = point + 1; i < quantity->digits.nbytes; i++)
		step /= 10;
	if (step <= DECIMAL_ONE || value > INT64_MAX - step)
		return;
	quantity->exact = false;
	quantity->low = value - step / 2;
	quantity->high = value + step - DECIMAL_ONE;
}

/* What stands behind the digits or numerals at `*i`: 余, 万, 亿. `*roles` is of the character there. `plain`: nothing
 * before them makes them inexact. */
static bool read_rest(const struct quantity_words *words, struct str text, size_t *i, unsigned *roles, decimal value,
		      bool plain, struct quantity *quantity)
{
	decimal step = DECIMAL_ONE;
	const struct quantity_word *odd = find_word(words, text, *i, *roles, QUANTITY_ODD);
	*i += odd ? odd->word.nbytes : 0;
	if (!read_multiplier(text, i, &value, &step))
		return false;
	*roles = quantity_words_roles(words, text, *i);
	if (!odd && (odd = find_word(words, text, *i, *roles, QUANTITY_ODD))) {
		*i += odd->word.nbytes;
		*roles = quantity_words_roles(words, text, *i);
	}
	quantity->exact = !odd;
	quantity->low = odd ? value + 1 : value;
	quantity->high = odd ? value + round_step(value, step) - 1 : value;
	if (plain && !odd && step > DECIMAL_ONE)
		round_off(quantity, value, step);
	return true;
}

/* As quantity_read; `*roles` is of the character behind the number. */
static inline bool read_with_roles(const struct quantity_words *words, struct str text, size_t offset,
				   struct quantity *quantity, unsigned *roles)
{
	const struct quantity_word *before = NULL;
	size_t i = offset;
	decimal value = 0;
	if (!ascii_is_digit_at(text, i)) {
		before = find_word(words, text, i, quantity_words_roles(words, text, i), QUANTITY_BEFORE);
		i += before ? before->word.nbytes : 0;
	}
	size_t start = i;
	quantity->chinese = !ascii_is_digit_at(text, i);
	if (!(quantity->chinese ? read_numerals(text, &i, &value) : read_digits(text, &i, &value)))
		return false;
	quantity->digits = str_slice(text, start, i - start);
	*roles = quantity_words_roles(words, text, i);
	quantity->exact = true;
	quantity->low = quantity->high = value;
	if ((*roles & QUANTITY_ODD || may_be_multiplied(text, i)) &&
	    !read_rest(words, text, &i, roles, value, !before, quantity))
		return false;
	if (before)
		widen(quantity, before);
	const struct quantity_word *unit = find_word(words, text, i, *roles, QUANTITY_UNIT);
	size_t unit_nbytes = unit ? unit->word.nbytes : i < text.nbytes && text.ptr[i] == '%' ? 1 : 0;
	size_t end = i + unit_nbytes;
	quantity->unit = str_slice(text, i, unit_nbytes);
	const struct quantity_word *behind =
		find_word(words, text, end, quantity_words_roles(words, text, end), QUANTITY_BEHIND);
	if (behind)
		widen(quantity, behind);
	quantity->text = str_slice(text, offset, i - offset);
	return true;
}

bool quantity_read(const struct quantity_words *words, struct str text, size_t offset, struct quantity *quantity)
{
	unsigned roles;
	return read_with_roles(words, text, offset, quantity, &roles);
}

/* Whether one of the signs of one byte - _ / or `other` is at byte `i`. */
static bool is_sign_at(struct str text, size_t i, char other)
{
	return i < text.nbytes &&
	       (text.ptr[i] == '-' || text.ptr[i] == '_' || text.ptr[i] == '/' || text.ptr[i] == other);
}

/* Whether what stands around a number makes it something else than a count: part of a word, a date, a document
 * number. */
static bool is_count(const struct quantity_words *words, struct str text, size_t start, const struct quantity *quantity,
		     unsigned roles)
{
	size_t end = quantity_end(quantity, text);
	if (is_latin_at(text, end) || (start && (is_latin_at(text, start - 1) || is_sign_at(text, start - 1, '['))))
		return false;
	if (quantity_words_roles_before(words, text, start) & QUANTITY_NUMBERING &&
	    quantity_words_end_at(words, text, start, QUANTITY_NUMBERING))
		return false;
	size_t behind = (size_t)(quantity->text.ptr - text.ptr) + quantity->text.nbytes;
	if (is_sign_at(text, behind, ':') ||
	    find_word(words, text, behind, roles, QUANTITY_NUMBERED))
		return false;
	bool day = str_equal(quantity->unit, STR("日"));
	return !(day && start >= CHAR_NBYTES && starts_with(text, start - CHAR_NBYTES, STR("月"))) &&
	       (!quantity->chinese || quantity->unit.nbytes) && quantity->digits.nbytes < 16;
}

bool quantity_read_count(const struct quantity_words *words, struct str text, size_t offset, struct quantity *quantity)
{
	unsigned roles;
	return read_with_roles(words, text, offset, quantity, &roles) && is_count(words, text, offset, quantity, roles);
}

size_t quantity_end(const struct quantity *quantity, struct str text)
{
	return (size_t)(quantity->unit.ptr - text.ptr) + quantity->unit.nbytes;
}

static const struct {
	struct str unit;
	decimal factor, divisor;        /* to 万元 */
} money[] = {{STR_INIT("万元"), 1, 1}, {STR_INIT("元"), 1, 10000}, {STR_INIT("亿元"), 10000, 1}};

enum { NMONEY = sizeof(money) / sizeof(*money) };

static size_t find_money(struct str unit)
{
	size_t i = 0;
	while (i < NMONEY && !str_equal(money[i].unit, unit))
		i++;
	return i;
}

bool quantity_is_money(struct str unit)
{
	return find_money(unit) < NMONEY;
}

bool quantity_take_money(struct str unit, decimal *amount)
{
	size_t i = find_money(unit);
	if (i == NMONEY || __builtin_mul_overflow(*amount, money[i].factor, amount))
		return false;
	*amount /= money[i].divisor;
	return true;
}
