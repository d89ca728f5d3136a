#include "check/prose/quantity_quick.h"

enum { MAX_NDIGITS = 9 };

/* Bytes beside digits that make them a part of something else; and full stops, behind which digits may follow. */
static inline bool is_part_of_word(unsigned char c)
{
	/* Bits by byte, from 32 on: - . / :, then A to Z [ _, then a to z. */
	static const uint32_t bits[] = {0, UINT32_C(0x0400E000), UINT32_C(0x8FFFFFFE), UINT32_C(0x07FFFFFE)};
	return c < 0x80 && bits[c / 32] >> c % 32 & 1;
}

/* Whether what stands before the digits leaves them a count. */
static inline bool is_plain_before(const struct quantity_words *words, struct str text, size_t offset)
{
	return !offset ||
	       (!is_part_of_word((unsigned char)text.ptr[offset - 1]) &&
		!(quantity_words_roles_before(words, text, offset) & (QUANTITY_BEFORE_END | QUANTITY_NUMBERING)));
}

/* 万, 亿 and 日, three bytes of which are at `p`. */
static inline bool is_special(const unsigned char *p)
{
	uint32_t bytes = (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;
	return bytes == 0x87B8E4 || bytes == 0xBFBAE4 || bytes == 0xA597E6;
}

/* The length of the unit behind the digits, at byte `i`, in `*nbytes`. False when what is there is more than one. */
static inline bool read_unit(const struct quantity_words *words, struct str text, size_t i, size_t *nbytes)
{
	const unsigned char *p = (const unsigned char *)text.ptr + i;
	*nbytes = 0;
	if (i == text.nbytes)
		return true;
	if (is_part_of_word(*p))
		return false;
	unsigned roles = quantity_words_roles(words, text, i);
	if (*p < 0x80) {
		*nbytes = *p == '%';
		return !roles;
	}
	if (roles & (QUANTITY_ODD | QUANTITY_NUMBERED | QUANTITY_BEHIND) ||
	    (text.nbytes - i >= QUANTITY_WIDE_NBYTES && is_special(p)))
		return false;
	if (roles & QUANTITY_UNIT)
		*nbytes = quantity_words_unit(words, (struct str){(const char *)p, text.nbytes - i});
	return true;
}

bool quantity_read_quick(const struct quantity_words *words, struct str text, size_t offset,
			 struct quantity *quantity)
{
	size_t end = offset, unit_nbytes;
	decimal value = 0;
	unsigned digit;
	if (!is_plain_before(words, text, offset))
		return false;
	for (; end < text.nbytes && end - offset <= MAX_NDIGITS && (digit = (unsigned)(text.ptr[end] - '0')) < 10;
	     end++)
		value = value * 10 + digit;
	if (end - offset > MAX_NDIGITS || !read_unit(words, text, end, &unit_nbytes))
		return false;
	size_t behind = end + unit_nbytes;
	if (behind < text.nbytes && unit_nbytes &&
	    (is_part_of_word((unsigned char)text.ptr[behind]) ||
	     quantity_words_roles(words, text, behind) & QUANTITY_BEHIND))
		return false;
	*quantity = (struct quantity){
		.low = value * DECIMAL_ONE, .high = value * DECIMAL_ONE,
		.text = {text.ptr + offset, end - offset}, .digits = {text.ptr + offset, end - offset},
		.unit = {text.ptr + end, unit_nbytes}, .exact = true,
	};
	return true;
}
