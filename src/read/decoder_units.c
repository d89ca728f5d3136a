#include "read/decoder_units.h"

#include <stdint.h>

size_t decoder_units_decode(struct str *rest, bool big_endian, char *out)
{
	const unsigned char *p = (const unsigned char *)rest->ptr;
	size_t left = rest->nbytes;
	char *to = out;
	for (; left >= 2; p += 2, left -= 2) {
		unsigned unit = (unsigned)p[!big_endian] << 8 | p[big_endian];
		if (unit < 0x80) {
			*to++ = (char)unit;
		} else if (unit < 0x800) {
			*to++ = (char)(0xC0 | unit >> 6);
			*to++ = (char)(0x80 | (unit & 0x3F));
		} else if (unit >= 0xD800 && unit <= 0xDFFF) {
			break;
		} else {
			*to++ = (char)(0xE0 | unit >> 12);
			*to++ = (char)(0x80 | (unit >> 6 & 0x3F));
			*to++ = (char)(0x80 | (unit & 0x3F));
		}
	}
	rest->ptr = (const char *)p;
	rest->nbytes = left;
	return (size_t)(to - out);
}
