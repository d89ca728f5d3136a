#include "base/ascii.h"
#include "base/utf8.h"
#include "read/boxes/boxes_parts.h"
#include "read/boxes/boxes_table.h"
#include "read/reference.h"
#include "read/value.h"

enum {
	FIRST_RADICAL = 0x2F00,
	MAX_VALUE_NBYTES = 40,
	MAX_UNIT_CHARS = 2,
	MAX_PAGE_NUMBER_NBYTES = 48,
};

/* Room was made for all: what would not fit would have to come from a text longer than its XML. */
static void put_char(struct boxes_reader *reader, uint32_t c)
{
	struct strbuf *text = &reader->text;
	char bytes[UTF8_MAX_NBYTES];
	if (c < 0x20 || (c >= 0x7F && c < 0xA0))
		return;
	/* Fonts made by some word processors name their characters by the radicals that look like them. */
	if (c >= FIRST_RADICAL && c - FIRST_RADICAL < sizeof(radicals) / sizeof(radicals[0]))
		c = radicals[c - FIRST_RADICAL];
	size_t nbytes = utf8_encode(c, bytes);
	if (text->nbytes + nbytes < text->capacity)
		strbuf_append(text, (struct str){bytes, nbytes});
}

void boxes_put(struct boxes_reader *reader, struct str xml_text)
{
	while (xml_text.nbytes) {
		const char *p = xml_text.ptr, *end = p + xml_text.nbytes, *behind = NULL;
		uint32_t c;
		if (*p == '&')
			behind = reference_take(p, end, &c);
		if (!behind) {
			struct utf8_char decoded = utf8_decode(xml_text);
			c = decoded.valid ? decoded.code_point : '?';
			behind = p + decoded.nbytes;
		}
		put_char(reader, c);
		xml_text = (struct str){behind, (size_t)(end - behind)};
	}
}

struct str boxes_text_from(const struct boxes_reader *reader, size_t start)
{
	return (struct str){reader->text.ptr + start, reader->text.nbytes - start};
}

static bool is_ascii_word(char byte)
{
	return ascii_is_letter(byte) || ascii_is_digit(byte);
}

void boxes_put_joined(struct boxes_reader *reader, size_t start, struct str text)
{
	struct strbuf *all = &reader->text;
	if (!text.nbytes)
		return;
	if (all->nbytes > start && is_ascii_word(all->ptr[all->nbytes - 1]) && is_ascii_word(text.ptr[0]))
		put_char(reader, ' ');
	if (all->nbytes + text.nbytes < all->capacity)
		strbuf_append(all, text);
}

double boxes_text_width(struct str text)
{
	double width = 0;
	while (text.nbytes) {
		struct utf8_char c = utf8_decode(text);
		width += c.code_point < 0x1100 ? 0.5 : 1;
		text = str_slice(text, c.nbytes, text.nbytes);
	}
	return width;
}

static bool is_any(uint32_t c, const uint32_t *list)
{
	while (*list && *list != c)
		list++;
	return *list != 0;
}

static const uint32_t dashes[] = {'-', 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x2500, 0xFF0D, '_', 0};

bool boxes_is_value(struct str text)
{
	static const uint32_t points[] = {'.', ',', 0xFF0C, 0xFF0E, '+', '%', 0xFF05, 0};
	static const uint32_t nothing[] = {'/', 0xFF0F, '\\', VALUE_NONE, 0};
	size_t ndigits = 0, nunits = 0, npoints = 0, nchars = 0;
	uint32_t last = 0;
	if (text.nbytes > MAX_VALUE_NBYTES)
		return false;
	while (text.nbytes) {
		struct utf8_char c = utf8_decode(text);
		text = str_slice(text, c.nbytes, text.nbytes);
		if (c.code_point == ' ')
			continue;
		nchars++;
		if (nchars == 1 && value_is_change(c.code_point))
			npoints++;
		else if (value_digit(c.code_point) >= 0 && !nunits)
			ndigits++;
		else if (ndigits && value_is_unit(c.code_point))
			nunits++;
		else if (is_any(c.code_point, points))
			npoints++;
		else if (!is_any(c.code_point, dashes) && !is_any(c.code_point, nothing))
			return false;
		last = c.code_point;
	}
	/* "3." is the beginning of a label. */
	bool open = last == '.' || last == ',' || last == 0xFF0C || last == 0xFF0E || last == '+';
	return ndigits ? !open && nunits <= MAX_UNIT_CHARS : nchars && nchars <= 3 && !npoints;
}

/* A character of Chinese numerals: 一 to 十, 〇, 零, 百. */
static bool is_numeral(uint32_t c)
{
	static const uint32_t numerals[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D,
					    0x5341, 0x3007, 0x96F6, 0x767E, 0};
	return is_any(c, numerals);
}

bool boxes_begins_item(struct str text, bool *nothing_else)
{
	bool bracket = false, digits = false, numerals = false;
	for (size_t i = 0; text.nbytes && i < 6; i++) {
		struct utf8_char c = utf8_decode(text);
		text = str_slice(text, c.nbytes, text.nbytes);
		bool closes = c.code_point == ')' || c.code_point == 0xFF09;
		bool stops = c.code_point == 0x3001 || (digits && (c.code_point == '.' || c.code_point == 0xFF0E));
		if ((digits || numerals) && (bracket ? closes : stops || (closes && digits))) {
			*nothing_else = str_trim(text).nbytes == 0;
			return true;
		}
		if (i == 0 && (c.code_point == '(' || c.code_point == 0xFF08))
			bracket = true;
		else if (!numerals && value_digit(c.code_point) >= 0)
			digits = true;
		else if (!digits && is_numeral(c.code_point))
			numerals = true;
		else
			break;
	}
	*nothing_else = false;
	return false;
}

bool boxes_is_page_number(struct str text, long *number, bool *bare)
{
	static const uint32_t around[] = {0x00B7, 0x2022, '|', '/', '~', 0x7B2C, 0x9875, 0x5171, 0}; /* …第页共 */
	size_t nnumbers = 0, nbefore = 0, nafter = 0;
	bool in_number = false;
	*number = 0;
	if (text.nbytes > MAX_PAGE_NUMBER_NBYTES)
		return false;
	while (text.nbytes) {
		struct utf8_char c = utf8_decode(text);
		int digit = value_digit(c.code_point);
		text = str_slice(text, c.nbytes, text.nbytes);
		if (digit >= 0) {
			nnumbers += !in_number;
			if (nnumbers == 1)
				*number = *number < 100000 ? *number * 10 + digit : *number;
		} else if (is_any(c.code_point, dashes) || is_any(c.code_point, around)) {
			nbefore += !nnumbers;
			nafter += nnumbers != 0;
		} else if (c.code_point != ' ' && c.code_point != 0x3000) {
			return false;
		}
		in_number = digit >= 0;
	}
	*bare = !nbefore && !nafter;
	return *bare ? nnumbers == 1 : (nnumbers == 1 && nbefore && nafter) || (nnumbers == 2 && nafter);
}
