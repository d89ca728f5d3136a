#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"

enum { STRBUF_FIRST_CAPACITY = 128 };

int str_compare(struct str a, struct str b)
{
	size_t nbytes = a.nbytes < b.nbytes ? a.nbytes : b.nbytes;
	int order = nbytes > 0 ? memcmp(a.ptr, b.ptr, nbytes) : 0;
	if (order != 0)
		return order;
	return (a.nbytes > b.nbytes) - (a.nbytes < b.nbytes);
}

bool str_contains(struct str s, struct str needle)
{
	return needle.nbytes == 0 || str_find(s, needle) < s.nbytes;
}

static bool is_ascii_blank(char byte)
{
	return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* U+00A0, U+3000, U+FEFF, and blanks of other or no width in UTF-8. Each starts with a lead byte, so none is the tail
 * of another character. */
static const struct str wide_blanks[] = {
	{"\xC2\xA0", 2},
	{"\xE3\x80\x80", 3},
	{"\xEF\xBB\xBF", 3},
	{"\xE2\x80\x82", 3}, {"\xE2\x80\x83", 3}, {"\xE2\x80\x89", 3},
	{"\xE2\x80\x8B", 3}, {"\xE2\x80\x8C", 3}, {"\xE2\x80\x8D", 3},
};

enum { WIDE_BLANKS = sizeof(wide_blanks) / sizeof(wide_blanks[0]) };

static size_t blank_at_start(struct str s)
{
	if (s.nbytes > 0 && is_ascii_blank(s.ptr[0]))
		return 1;
	for (size_t i = 0; i < WIDE_BLANKS; i++)
		if (str_starts_with(s, wide_blanks[i]))
			return wide_blanks[i].nbytes;
	return 0;
}

static size_t blank_at_end(struct str s)
{
	if (s.nbytes > 0 && is_ascii_blank(s.ptr[s.nbytes - 1]))
		return 1;
	for (size_t i = 0; i < WIDE_BLANKS; i++)
		if (str_ends_with(s, wide_blanks[i]))
			return wide_blanks[i].nbytes;
	return 0;
}

struct str str_trim_blanks(struct str s)
{
	size_t nbytes;
	while ((nbytes = blank_at_start(s)) > 0)
		s = str_slice(s, nbytes, s.nbytes);
	while ((nbytes = blank_at_end(s)) > 0)
		s.nbytes -= nbytes;
	return s;
}

bool str_split(struct str *rest, char separator, struct str *part)
{
	if (!rest->ptr)
		return false;
	const char *end = rest->nbytes > 0 ? memchr(rest->ptr, separator, rest->nbytes) : NULL;
	if (!end) {
		*part = *rest;
		*rest = (struct str){NULL, 0};
		return true;
	}
	size_t nbytes = (size_t)(end - rest->ptr);
	*part = (struct str){rest->ptr, nbytes};
	*rest = str_slice(*rest, nbytes + 1, rest->nbytes);
	return true;
}

char *strbuf_reserve(struct strbuf *buf, size_t nbytes)
{
	if (nbytes >= SIZE_MAX - buf->nbytes)
		alloc_fail();
	size_t wanted = buf->nbytes + nbytes + 1;
	if (wanted > buf->capacity) {
		size_t capacity = buf->capacity <= SIZE_MAX / 2 ? buf->capacity * 2 : wanted;
		if (capacity < STRBUF_FIRST_CAPACITY)
			capacity = STRBUF_FIRST_CAPACITY;
		buf->capacity = capacity > wanted ? capacity : wanted;
		buf->ptr = alloc_resize(buf->ptr, buf->capacity, 1);
	}
	return buf->ptr + buf->nbytes;
}

void strbuf_append(struct strbuf *buf, struct str s)
{
	char *place = strbuf_reserve(buf, s.nbytes);
	if (s.nbytes > 0)
		memcpy(place, s.ptr, s.nbytes);
	place[s.nbytes] = '\0';
	buf->nbytes += s.nbytes;
}

void strbuf_append_text(struct strbuf *buf, const char *text)
{
	strbuf_append(buf, str_from(text));
}

void strbuf_append_byte(struct strbuf *buf, char byte)
{
	char *place = strbuf_reserve(buf, 1);
	place[0] = byte;
	place[1] = '\0';
	buf->nbytes++;
}

void strbuf_append_repeat(struct strbuf *buf, char byte, size_t count)
{
	char *place = strbuf_reserve(buf, count);
	memset(place, byte, count);
	place[count] = '\0';
	buf->nbytes += count;
}

void strbuf_append_on_one_line(struct strbuf *buf, struct str s)
{
	char *place = strbuf_reserve(buf, s.nbytes);
	strbuf_append(buf, s);
	for (size_t i = 0; i < s.nbytes; i++)
		if (place[i] == '\n' || place[i] == '\r')
			place[i] = ' ';
}

void strbuf_quote(struct strbuf *buf, size_t start)
{
	size_t nbytes = buf->nbytes - start;
	strbuf_append_repeat(buf, '"', str_count(str_slice(strbuf_view(buf), start, buf->nbytes), '"') + 2);
	/* Moved to its place from the end on. */
	char *to = buf->ptr + buf->nbytes - 1;
	for (size_t i = start + nbytes; i-- > start;) {
		*--to = buf->ptr[i];
		if (*to == '"')
			*--to = '"';
	}
	buf->ptr[start] = '"';
}

void strbuf_append_count(struct strbuf *buf, uint64_t count, size_t min_ndigits)
{
	enum { MAX_NDIGITS = 20 };
	char digits[MAX_NDIGITS];
	size_t first = MAX_NDIGITS;
	for (; first && (count || MAX_NDIGITS - first < min_ndigits); count /= 10)
		digits[--first] = (char)('0' + count % 10);
	strbuf_append(buf, (struct str){digits + first, MAX_NDIGITS - first});
}

void strbuf_append_hex(struct strbuf *buf, uint64_t number)
{
	enum { NDIGITS = 16 };
	char digits[NDIGITS];
	for (size_t i = NDIGITS; i-- > 0; number >>= 4)
		digits[i] = "0123456789abcdef"[number & 0xF];
	strbuf_append(buf, (struct str){digits, NDIGITS});
}

void strbuf_printf(struct strbuf *buf, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	strbuf_vprintf(buf, format, args);
	va_end(args);
}

/* Prints into the room there is; only when that is too small, makes room and prints again. */
void strbuf_vprintf(struct strbuf *buf, const char *format, va_list args)
{
	char *place = strbuf_reserve(buf, 0);
	size_t room_nbytes = buf->capacity - buf->nbytes;
	va_list again;
	va_copy(again, args);
	int printed = vsnprintf(place, room_nbytes, format, args);
	if (printed >= 0 && (size_t)printed >= room_nbytes) {
		place = strbuf_reserve(buf, (size_t)printed);
		printed = vsnprintf(place, (size_t)printed + 1, format, again);
	}
	va_end(again);
	if (printed > 0)
		buf->nbytes += (size_t)printed;
	buf->ptr[buf->nbytes] = '\0';
}

void strbuf_clear(struct strbuf *buf)
{
	buf->nbytes = 0;
	if (buf->ptr)
		buf->ptr[0] = '\0';
}

void strbuf_clear_for(struct strbuf *buf, size_t nbytes)
{
	buf->nbytes = 0;
	*strbuf_reserve(buf, nbytes) = '\0';
}

void strbuf_free(struct strbuf *buf)
{
	free(buf->ptr);
	*buf = (struct strbuf){0};
}

const char *strbuf_text(const struct strbuf *buf)
{
	return buf->ptr ? buf->ptr : "";
}
