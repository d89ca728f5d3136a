#include "check/prose/date.h"

#include "base/ascii.h"
#include "base/utf8.h"

enum {
	FIRST_YEAR = 1990,
	LAST_YEAR = 2099,
	DIGIT_NBYTES = 3,               /* of a Chinese digit */
};

/* The Chinese digit at the start of `text`, -1 for none. */
static int chinese_digit(struct str text)
{
	static const char digits[] = "〇一二三四五六七八九";
	if (text.nbytes < DIGIT_NBYTES || (unsigned char)text.ptr[0] < 0xE2)
		return -1;
	for (int i = 0; i < 10; i++)
		if (memcmp(text.ptr, digits + i * DIGIT_NBYTES, DIGIT_NBYTES) == 0)
			return i;
	return str_starts_with(text, STR("零")) || str_starts_with(text, STR("○")) ? 0 : -1;
}

static void skip_blanks(struct str *rest)
{
	unsigned char first = rest->nbytes ? (unsigned char)rest->ptr[0] : 0;
	/* Most texts begin with a sign of ASCII or a Chinese character. */
	if ((first > ' ' && first < 0x80) || utf8_leads_ideograph(first))
		return;
	struct str trimmed = str_trim(*rest);
	if (trimmed.nbytes)
		*rest = str_slice(*rest, (size_t)(trimmed.ptr - rest->ptr), rest->nbytes);
}

/* Takes a number of at most `max_digits` digits off the front of `*rest`; -1 when there is none. */
static int take_number(struct str *rest, int max_digits)
{
	int value = -1;
	skip_blanks(rest);
	for (int n = 0; n < max_digits && rest->nbytes; n++) {
		int digit = ascii_is_digit(rest->ptr[0]) ? rest->ptr[0] - '0' : -1;
		if (digit < 0)
			break;
		value = (value < 0 ? 0 : value * 10) + digit;
		*rest = str_slice(*rest, 1, rest->nbytes);
	}
	return value;
}

/* The same in Chinese: 二〇二四 digit by digit, 十六 and 二十一 with their ten. */
static int take_chinese_number(struct str *rest)
{
	int value = -1;
	skip_blanks(rest);
	for (;;) {
		int digit = chinese_digit(*rest);
		if (str_starts_with(*rest, STR("十"))) {
			struct str behind = str_slice(*rest, 3, rest->nbytes);
			value = value < 0 ? 1 : value;
			if (chinese_digit(behind) < 0)
				value *= 10;
		} else if (digit >= 0) {
			value = (value < 0 ? 0 : value * 10) + digit;
		} else {
			return value;
		}
		if (value > LAST_YEAR)
			return -1;
		*rest = str_slice(*rest, 3, rest->nbytes);
	}
}

/* Takes one of the marks that may stand behind a part of a date. */
static bool take_mark(struct str *rest, const char *chinese)
{
	static const char *const marks[] = {"-", "/", ".", "．", "－", "—"};
	skip_blanks(rest);
	if (str_starts_with(*rest, str_from(chinese))) {
		*rest = str_slice(*rest, strlen(chinese), rest->nbytes);
		return true;
	}
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_starts_with(*rest, str_from(marks[i]))) {
			*rest = str_slice(*rest, strlen(marks[i]), rest->nbytes);
			return true;
		}
	return false;
}

static bool date_can_be(const struct date *date)
{
	static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	return date->year >= FIRST_YEAR && date->year <= LAST_YEAR && date->month >= 1 && date->month <= 12 &&
	       date->day >= 1 && date->day <= days[date->month - 1];
}

/* Takes month and day off the front of `*rest`; the year is known. */
static bool take_day(struct str *rest, bool chinese, struct date *date)
{
	date->month = chinese ? take_chinese_number(rest) : take_number(rest, 2);
	if (date->month < 1 || !take_mark(rest, "月"))
		return false;
	date->day = chinese ? take_chinese_number(rest) : take_number(rest, 2);
	if (!date_can_be(date))
		return false;
	if (str_starts_with(*rest, STR("日")) || str_starts_with(str_trim(*rest), STR("日")))
		take_mark(rest, "日");
	return true;
}

size_t date_read(struct str text, struct date *date)
{
	struct str rest = text;
	bool chinese = chinese_digit(text) >= 0;
	date->year = chinese ? take_chinese_number(&rest) : take_number(&rest, 4);
	if (date->year < FIRST_YEAR || !take_mark(&rest, "年") || !take_day(&rest, chinese, date))
		return 0;
	return text.nbytes - rest.nbytes;
}

size_t date_read_in_year(struct str text, int year, struct date *date)
{
	struct str rest = text;
	date->year = year;
	return take_day(&rest, chinese_digit(text) >= 0, date) ? text.nbytes - rest.nbytes : 0;
}

int date_compare(struct date a, struct date b)
{
	if (a.year != b.year)
		return a.year < b.year ? -1 : 1;
	if (a.month != b.month)
		return a.month < b.month ? -1 : 1;
	return a.day < b.day ? -1 : a.day > b.day;
}
