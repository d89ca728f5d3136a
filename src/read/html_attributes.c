#include "read/html_attributes.h"

#include <string.h>

#include "base/str.h"
#include "read/html_bytes.h"

enum { MAX_VALUE_NBYTES = 15 };         /* of colspan and rowspan */

enum attribute { ATTRIBUTE_UNKNOWN, ATTRIBUTE_STYLE, ATTRIBUTE_OTHER, ATTRIBUTE_COLSPAN, ATTRIBUTE_ROWSPAN };

#define KEY8(a, b, c, d, e, f, g, h) (HTML_KEY(a, b, c, d, e, f) | (uint64_t)(g) << 48 | (uint64_t)(h) << 56)

/* Names that pages have as a rule: the parser has room for some 4000 bytes of names. */
static enum attribute attribute_of(struct html_name name, const char *start)
{
	switch (name.key) {
	case KEY8('c', 'o', 'l', 's', 'p', 'a', 'n', 0):
		return ATTRIBUTE_COLSPAN;
	case KEY8('r', 'o', 'w', 's', 'p', 'a', 'n', 0):
		return ATTRIBUTE_ROWSPAN;
	case HTML_KEY('s', 't', 'y', 'l', 'e', 0):
		return ATTRIBUTE_STYLE;
	case HTML_KEY('a', 'l', 'i', 'g', 'n', 0):
	case HTML_KEY('c', 'l', 'a', 's', 's', 0):
	case HTML_KEY('w', 'i', 'd', 't', 'h', 0):
	case HTML_KEY('v', 'a', 'l', 'i', 'g', 'n'):
	case HTML_KEY('h', 'e', 'i', 'g', 'h', 't'):
	case HTML_KEY('b', 'o', 'r', 'd', 'e', 'r'):
	case KEY8('c', 'h', 'a', 'r', 's', 'e', 't', 0):
	case HTML_KEY('l', 'a', 'n', 'g', 0, 0):
	case HTML_KEY('i', 'd', 0, 0, 0, 0):
		return ATTRIBUTE_OTHER;
	case KEY8('c', 'e', 'l', 'l', 's', 'p', 'a', 'c'):
	case KEY8('c', 'e', 'l', 'l', 'p', 'a', 'd', 'd'):
		return name.nbytes == 11 && memcmp(start + 8, "ing", 3) == 0 ? ATTRIBUTE_OTHER : ATTRIBUTE_UNKNOWN;
	default:
		return ATTRIBUTE_UNKNOWN;
	}
}

/* The number at the beginning of a value; 1 when there is none. */
static unsigned number_in(struct str value)
{
	size_t i = 0;
	unsigned number = 0;
	while (i < value.nbytes && value.ptr[i] == ' ')
		i++;
	if (i == value.nbytes || value.ptr[i] < '0' || value.ptr[i] > '9')
		return 1;
	for (; i < value.nbytes && value.ptr[i] >= '0' && value.ptr[i] <= '9' && number < 100000; i++)
		number = number * 10 + (unsigned)(value.ptr[i] - '0');
	return number;
}

static bool set_span(struct str value, bool *given, unsigned *span)
{
	if (*given || value.nbytes > MAX_VALUE_NBYTES)
		return false;
	*given = true;
	*span = number_in(value);
	return true;
}

/* Values stand in quotes and have no references. */
static const char *take_attribute(const char *p, const char *end, struct html_spans *spans)
{
	struct html_name name = html_take_name(p, end);
	enum attribute attribute = attribute_of(name, p);
	p += name.nbytes;
	if (attribute == ATTRIBUTE_UNKNOWN || end - p < 2 || p[0] != '=' || (p[1] != '"' && p[1] != '\''))
		return NULL;
	const char *start = p + 2, *value_end = html_find_value_end(start, end, p[1]);
	struct str value = {start, (size_t)(value_end - start)};
	if (attribute == ATTRIBUTE_COLSPAN && !set_span(value, &spans->has_colspan, &spans->colspan))
		return NULL;
	if (attribute == ATTRIBUTE_ROWSPAN && !set_span(value, &spans->has_rowspan, &spans->rowspan))
		return NULL;
	/* It may be hidden. */
	if (attribute == ATTRIBUTE_STYLE && (str_contains(value, STR("isplay")) || str_contains(value, STR("ISPLAY"))))
		return NULL;
	return value_end < end && *value_end == p[1] ? value_end + 1 : NULL;
}

const char *html_take_attributes(const char *p, const char *end, struct html_spans *spans)
{
	for (;;) {
		const char *before = p;
		while (p < end && html_is_blank(*p))
			p++;
		if (p == end)
			return NULL;
		if (*p == '>' || *p == '/')
			return p;
		if (p == before || !(p = take_attribute(p, end, spans)))
			return NULL;
	}
}
