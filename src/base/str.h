/* Byte strings: a non-owning view, and a growable buffer. */
#ifndef GOUJI_BASE_STR_H
#define GOUJI_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* A view of bytes that somebody else owns. Not NUL-terminated. `ptr` may be NULL only when `nbytes` is 0. */
struct str {
	const char *ptr;
	size_t nbytes;
};

/* A view of a string literal. */
#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})

/* The same where a static array is filled. */
#define STR_INIT(literal) {(literal), sizeof(literal) - 1}

/* A view of a NUL-terminated string; NULL gives the empty view. */
static inline struct str str_from(const char *text)
{
	return (struct str){text, text ? strlen(text) : 0};
}

/* Whether the bytes are the same. The last one tells most words apart, the first ones of Chinese characters few. */
static inline bool str_same_bytes(const char *a, const char *b, size_t nbytes)
{
	/* memcmp() must not see NULL, not even with length 0. */
	return nbytes == 0 || (a[nbytes - 1] == b[nbytes - 1] && memcmp(a, b, nbytes) == 0);
}

static inline bool str_equal(struct str a, struct str b)
{
	return a.nbytes == b.nbytes && str_same_bytes(a.ptr, b.ptr, a.nbytes);
}

/* Order by bytes; the shorter of two with a common beginning comes first. Below, at or above 0. */
int str_compare(struct str a, struct str b);

static inline bool str_starts_with(struct str s, struct str prefix)
{
	return s.nbytes >= prefix.nbytes && str_same_bytes(s.ptr, prefix.ptr, prefix.nbytes);
}

static inline bool str_ends_with(struct str s, struct str suffix)
{
	return s.nbytes >= suffix.nbytes &&
	       (!suffix.nbytes || str_same_bytes(s.ptr + (s.nbytes - suffix.nbytes), suffix.ptr, suffix.nbytes));
}

/* The first place of `needle` in `s`, or `s.nbytes` when it is not there. */
size_t str_find(struct str s, struct str needle);
/* The same, a byte at a time. */
size_t str_find_plain(struct str s, struct str needle);
/* The first place of one of two bytes in `s`, or `s.nbytes` when there is none. */
size_t str_find_either(struct str s, char a, char b);
/* The same, a byte at a time. */
size_t str_find_either_plain(struct str s, char a, char b);
/* How many times a byte stands in `s`. */
size_t str_count(struct str s, char byte);
bool str_contains(struct str s, struct str needle);
/* `s` from byte `start` on, at most `nbytes` long; both are clamped to `s`. */
static inline struct str str_slice(struct str s, size_t start, size_t nbytes)
{
	if (start > s.nbytes)
		start = s.nbytes;
	if (nbytes > s.nbytes - start)
		nbytes = s.nbytes - start;
	return (struct str){s.ptr ? s.ptr + start : NULL, nbytes};
}

/* Without the blanks at both ends: ASCII blanks, U+00A0, U+2002, U+2003, U+2009, U+200B to U+200D, U+3000, U+FEFF. */
struct str str_trim_blanks(struct str s);

/* The same; most texts show by their first and their last byte that there is nothing to do. */
static inline struct str str_trim(struct str s)
{
	if (!s.nbytes)
		return s;
	unsigned char first = (unsigned char)s.ptr[0], last = (unsigned char)s.ptr[s.nbytes - 1];
	bool blank = first <= ' ' || first == 0xC2 || first == 0xE2 || first == 0xE3 || first == 0xEF || last <= ' ' ||
		     last == 0xA0 || last == 0x80 || last == 0xBF ||
		     (last >= 0x82 && last <= 0x8D && s.nbytes > 2 && (unsigned char)s.ptr[s.nbytes - 3] == 0xE2);
	return blank ? str_trim_blanks(s) : s;
}

/* Takes the part of `*rest` before `separator` and moves `*rest` behind it. False when `*rest` is used up (ptr
 * NULL). */
bool str_split(struct str *rest, char separator, struct str *part);

/* A growable buffer, always NUL-terminated once something was appended. Zero-initialise it; `strbuf_free` releases it.
 * Running out of memory ends the program (see base/alloc.h). */
struct strbuf {
	char *ptr;
	size_t nbytes;
	size_t capacity;
};

void strbuf_append(struct strbuf *buf, struct str s);
void strbuf_append_text(struct strbuf *buf, const char *text);
void strbuf_append_byte(struct strbuf *buf, char byte);
void strbuf_append_repeat(struct strbuf *buf, char byte, size_t count);
/* With blanks for the ends of lines. */
void strbuf_append_on_one_line(struct strbuf *buf, struct str s);
/* Puts what stands in the buffer from byte `start` on between quotation marks, and doubles those in it. */
void strbuf_quote(struct strbuf *buf, size_t start);
/* Appends a number in decimal digits, at least `min_ndigits` (at most 20) of them. */
void strbuf_append_count(struct strbuf *buf, uint64_t count, size_t min_ndigits);
/* Appends a number in sixteen hexadecimal digits, small letters. */
void strbuf_append_hex(struct strbuf *buf, uint64_t number);
void strbuf_printf(struct strbuf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void strbuf_vprintf(struct strbuf *buf, const char *format, va_list args) __attribute__((format(printf, 2, 0)));
/* Makes room for `nbytes` more and the NUL behind them, and returns the place they go to. */
char *strbuf_reserve(struct strbuf *buf, size_t nbytes);
/* Empties the buffer and keeps its memory. */
void strbuf_clear(struct strbuf *buf);
/* The same with room for `nbytes`: up to that, what is appended stays where it is, and so do views of it. */
void strbuf_clear_for(struct strbuf *buf, size_t nbytes);
void strbuf_free(struct strbuf *buf);
/* A view of the contents, valid until the next change. */
static inline struct str strbuf_view(const struct strbuf *buf)
{
	return (struct str){buf->ptr, buf->nbytes};
}
/* The contents as a C string; "" when empty. Valid until the next change. */
const char *strbuf_text(const struct strbuf *buf);

#endif
