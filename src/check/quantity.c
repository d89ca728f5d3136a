#include "check/quantity.h"

#include "base/utf8.h"

enum { CHAR_NBYTES = 3 };               /* of a Chinese character in UTF-8 */

/* Words that count things; the longer ones first. */
static const char *const units[] = {
	"万元", "亿元", "人次", "人次", "件次", "场次", "批次", "公里", "百分点", "平方米", "%",  "件", "条", "篇", "份", "项",
	"个",   "次",   "起",   "宗",   "例",   "期",   "则",   "批",     "部",     "家", "场", "名", "人", "户", "位", "幅",
	"处",   "种",   "类",   "笔",   "元",   "页",   "字",   "天",     "日",     "台", "块", "张", "本", "册", "封",
};

/* What makes a number inexact, and how: before it, and behind it. The factors are per cent of the number. */
struct modifier {
	const char *word;
	int low_percent, high_percent;
};

static const struct modifier before_words[] = {
	{"大约", 90, 110}, {"超过", 100, 1000}, {"不少于", 100, 1000}, {"不足", 0, 100}, {"不到", 0, 100},
	{"将近", 90, 100}, {"约", 90, 110},     {"近", 90, 100},       {"超", 100, 1000}, {"逾", 100, 1000},
	{"达到", 100, 100},
};

static const struct modifier behind_words[] = {
	{"左右", 90, 110}, {"以上", 100, 1000}, {"以内", 0, 100}, {"以下", 0, 100},
};

static bool starts_with(struct str text, size_t offset, const char *word)
{
	for (size_t i = 0; word[i]; i++)
		if (offset + i >= text.nbytes || text.ptr[offset + i] != word[i])
			return false;
	return true;
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
	static const char *const numerals[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
	for (int n = 0; n < 10; n++)
		if (starts_with(text, i, numerals[n]))
			return n;
	return starts_with(text, i, "两") ? 2 : starts_with(text, i, "〇") ? 0 : -1;
}

static int power_at(struct str text, size_t i)
{
	return starts_with(text, i, "十") ? 10 : starts_with(text, i, "百") ? 100 : starts_with(text, i, "千") ? 1000 : 0;
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
		const char *word;
		decimal factor;
	} multipliers[] = {{"万", 10000}, {"亿", 100000000}};
	for (size_t m = 0; m < 2; m++) {
		if (!starts_with(text, *i, multipliers[m].word) || starts_with(text, *i + CHAR_NBYTES, "元"))
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
	for (size_t u = 0; u < sizeof(units) / sizeof(*units); u++)
		if (starts_with(text, i, units[u])) {
			*unit = str_slice(text, i, strlen(units[u]));
			return i + unit->nbytes;
		}
	*unit = str_slice(text, i, 0);
	return i;
}

bool quantity_read(struct str text, size_t offset, struct quantity *quantity)
{
	const struct modifier *before = NULL;
	size_t i = offset;
	decimal value = 0, step = DECIMAL_ONE;
	for (size_t m = 0; m < sizeof(before_words) / sizeof(*before_words) && !before; m++)
		if (starts_with(text, i, before_words[m].word))
			before = &before_words[m];
	i += before ? strlen(before->word) : 0;
	size_t start = i;
	*quantity = (struct quantity){.exact = true};
	quantity->chinese = !is_digit_at(text, i);
	if (!(quantity->chinese ? read_numerals(text, &i, &value) : read_digits(text, &i, &value)))
		return false;
	quantity->digits = str_slice(text, start, i - start);
	bool more = starts_with(text, i, "余") || starts_with(text, i, "多");
	i += more ? CHAR_NBYTES : 0;
	if (!read_multiplier(text, &i, &value, &step))
		return false;
	if (!more && (starts_with(text, i, "余") || starts_with(text, i, "多"))) {
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
	for (size_t m = 0; m < sizeof(behind_words) / sizeof(*behind_words); m++)
		if (starts_with(text, end, behind_words[m].word))
			widen(quantity, &behind_words[m]);
	quantity->text = str_slice(text, offset, i - offset);
	return true;
}

/* Whether what stands around a number makes it something else than a count: part of a word, a date, a document number. */
static bool is_count(struct str text, size_t start, const struct quantity *quantity)
{
	static const char *const openings[] = {"第", "〔", "［", "[", "-", "_", "/"};
	static const char *const closings[] = {"年", "月", "号", "时", "〕", "］", "-", "_", "/", ":"};
	size_t end = quantity_end(quantity, text);
	if (is_latin_at(text, end) || (start && is_latin_at(text, start - 1)))
		return false;
	for (size_t i = 0; i < sizeof(openings) / sizeof(*openings); i++) {
		/* Behind 年 a count may follow (2023年12件); behind 第 and in brackets there is none. */
		size_t nbytes = strlen(openings[i]);
		if (start >= nbytes && starts_with(text, start - nbytes, openings[i]))
			return false;
	}
	size_t behind = (size_t)(quantity->text.ptr - text.ptr) + quantity->text.nbytes;
	for (size_t i = 0; i < sizeof(closings) / sizeof(*closings); i++)
		if (starts_with(text, behind, closings[i]))
			return false;
	bool day = str_equal(quantity->unit, STR("日"));
	return !(day && start >= CHAR_NBYTES && starts_with(text, start - CHAR_NBYTES, "月")) &&
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

size_t quantity_end(const struct quantity *quantity, struct str text)
{
	return (size_t)(quantity->unit.ptr - text.ptr) + quantity->unit.nbytes;
}

bool quantity_may_be(const struct quantity *quantity, decimal value)
{
	return value >= quantity->low && value <= quantity->high;
}
