/* What bytes of a page are. Private to src/read/html/. */
#ifndef GOUJI_READ_HTML_HTML_BYTES_H
#define GOUJI_READ_HTML_HTML_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The beginning of a name as a number, its first byte the lowest, with small letters for capital ones; and how long all
 * of it is. */
struct html_name {
	uint64_t key;                   /* of its first eight bytes */
	size_t nbytes;
};

/* The key of a name of up to six bytes, with zeros behind it. */
#define HTML_KEY(a, b, c, d, e, f) \
	((uint64_t)(a) | (uint64_t)(b) << 8 | (uint64_t)(c) << 16 | (uint64_t)(d) << 24 | (uint64_t)(e) << 32 | \
	 (uint64_t)(f) << 40)

static inline bool html_is_blank(char byte)
{
	return byte == ' ' || byte == '\n' || byte == '\t' || byte == '\r';
}

/* Whether a byte ends the name of an element or an attribute. What else no name holds is left in it: such a name is not
 * known. */
static inline bool html_ends_name(char byte)
{
	return (signed char)byte < '0' || byte == '=' || byte == '>';
}

static inline struct html_name html_take_name(const char *p, const char *end)
{
	struct html_name name = {0, 0};
	for (; p < end && !html_ends_name(*p); p++, name.nbytes++)
		if (name.nbytes < sizeof(name.key))
			name.key |= (uint64_t)(unsigned char)(*p | ' ') << 8 * name.nbytes;
	return name;
}

/* Whether U+FFFE or U+FFFF is at `p`. */
static inline bool html_is_noncharacter(const char *p, const char *end)
{
	return *p == '\xef' && end - p > 2 && p[1] == '\xbf' && (unsigned char)p[2] >= 0xBE;
}

/* Whether a cell begins or a row ends at `p`. */
static inline bool html_begins_part(const char *p, const char *end)
{
	if (end - p < 4 || p[0] != '<')
		return false;
	return (p[1] == 't' && (p[2] == 'd' || p[2] == 'h')) || (p[1] == '/' && p[2] == 't' && p[3] == 'r');
}

#endif
