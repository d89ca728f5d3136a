#include "read/html/html_attributes.h"

#include <string.h>

#include "base/ascii.h"
#include "read/html/html_bytes.h"

enum { MAX_VALUE_NBYTES = 15 };         /* of colspan and rowspan */

enum attribute {
	ATTRIBUTE_UNKNOWN,
	ATTRIBUTE_STYLE,
	ATTRIBUTE_OTHER,
	ATTRIBUTE_HTTP,
	ATTRIBUTE_COLSPAN,
	ATTRIBUTE_ROWSPAN
};

#define KEY8(a, b, c, d, e, f, g, h) (HTML_KEY(a, b, c, d, e, f) | (uint64_t)(g) << 48 | (uint64_t)(h) << 56)

/* Names that pages have as a rule: the parser has room for some 4000 bytes of names. */
static enum attribute attribute_of(struct html_name name, const char *start, const char *end)
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
	case KEY8('c', 'o', 'n', 't', 'e', 'n', 't', 0):
	case KEY8('b', 'g', 'c', 'o', 'l', 'o', 'r', 0):
	case HTML_KEY('n', 'o', 'w', 'r', 'a', 'p'):
	case HTML_KEY('n', 'a', 'm', 'e', 0, 0):
	case HTML_KEY('l', 'a', 'n', 'g', 0, 0):
	case HTML_KEY('i', 'd', 0, 0, 0, 0):
		return ATTRIBUTE_OTHER;
	case HTML_KEY('h', 't', 't', 'p', 0, 0):
		return name.nbytes == 4 && end - start > 10 && memcmp(start + 4, "-equiv", 6) == 0 ? ATTRIBUTE_HTTP
												   : ATTRIBUTE_UNKNOWN;
	case KEY8('c', 'e', 'l', 'l', 's', 'p', 'a', 'c'):
	case KEY8('c', 'e', 'l', 'l', 'p', 'a', 'd', 'd'):
		return name.nbytes == 11 && memcmp(start + 8, "ing", 3) == 0 ? ATTRIBUTE_OTHER : ATTRIBUTE_UNKNOWN;
	default:
		return ATTRIBUTE_UNKNOWN;
	}
}

unsigned html_span_of(struct str value)
{
	enum { ENOUGH = 100000 };
	size_t i = 0;
	unsigned number = 0;
	while (i < value.nbytes && value.ptr[i] == ' ')
		i++;
	if (!ascii_is_digit_at(value, i))
		return 1;
	for (; ascii_is_digit_at(value, i) && number < ENOUGH; i++)
		number = number * 10 + (unsigned)(value.ptr[i] - '0');
	return number;
}

static bool set_span(struct str value, bool *given, unsigned *span)
{
	if (*given || value.nbytes > MAX_VALUE_NBYTES)
		return false;
	*given = true;
	*span = html_span_of(value);
	return true;
}

/* Whether an attribute's value ends at `p`, or there is what may not stand in one that is plain: that has no
 * references. */
static bool ends_value(const char *p, const char *end, char quote)
{
	bool control = (unsigned char)*p < ' ' && *p != '\n' && *p != '\t';
	return *p == quote || *p == '<' || *p == '&' || control || *p == 0x7F || html_is_noncharacter(p, end);
}

/* Where a value ends, or `end`. */
static const char *find_value_end(const char *p, const char *end, char quote)
{
	while (p < end && !ends_value(p, end, quote))
		p++;
	return p;
}

static bool may_be_bare(char byte)
{
	return ascii_is_letter(byte) || ascii_is_digit(byte) || byte == '%' || byte == '#' || byte == '-' ||
	       byte == '.';
}

/* A value in quotes, or of letters, digits and the like without any, from behind the "=" on; sets it, and returns what
 * is behind it. */
static const char *take_value(const char *p, const char *end, struct str *value)
{
	bool quoted = p < end && (*p == '"' || *p == '\'');
	const char *start = p + quoted;
	if (quoted)
		p = find_value_end(start, end, *p);
	while (!quoted && p < end && may_be_bare(*p))
		p++;
	*value = (struct str){start, (size_t)(p - start)};
	if (p == end)
		return NULL;
	if (quoted)
		return *p == start[-1] ? p + 1 : NULL;
	return p > start && (*p == '>' || html_is_blank(*p)) ? p : NULL;
}

/* Whether a style may say "display: none", in letters of any size. */
static bool may_hide(struct str style)
{
	if (style.nbytes < 7 || (!memchr(style.ptr, 'y', style.nbytes) && !memchr(style.ptr, 'Y', style.nbytes)))
		return false;
	for (size_t i = 0; i + 7 <= style.nbytes; i++)
		if ((style.ptr[i] | ' ') == 'd' && (style.ptr[i + 1] | ' ') == 'i' && (style.ptr[i + 2] | ' ') == 's')
			return true;
	return false;
}

static const char *take_attribute(const char *p, const char *end, struct html_spans *spans)
{
	struct html_name name = html_take_name(p, end);
	enum attribute attribute = attribute_of(name, p, end);
	struct str value;
	p += attribute == ATTRIBUTE_HTTP ? strlen("http-equiv") : name.nbytes;
	if (attribute == ATTRIBUTE_UNKNOWN || p == end || *p != '=' || !(p = take_value(p + 1, end, &value)))
		return NULL;
	if (attribute == ATTRIBUTE_COLSPAN && !set_span(value, &spans->has_colspan, &spans->colspan))
		return NULL;
	if (attribute == ATTRIBUTE_ROWSPAN && !set_span(value, &spans->has_rowspan, &spans->rowspan))
		return NULL;
	if (attribute == ATTRIBUTE_STYLE && may_hide(value))
		return NULL;
	return p;
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
