/* Character sets: finding out which one some bytes are in, and turning them into UTF-8 through iconv(3).
 *
 * The detector: a byte order mark; else, with control characters that no text holds, UTF-16 and UTF-32 alone; else
 * strict UTF-8 (a truncated last character does not count); else a declared name under which the bytes decode without
 * a fault; else UTF-8 with damage when nearly all multibyte sequences are good; else UTF-16 by the share of units in
 * the ranges of ASCII and Chinese; else GB18030 or Big5 by how common the double bytes would be in each (level 1,
 * symbols, level 2). */
#ifndef GOUJI_READ_ENCODING_H
#define GOUJI_READ_ENCODING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum encoding {
	ENCODING_UNKNOWN,
	ENCODING_UTF8,
	ENCODING_GB18030,               /* also for what is labelled GBK, GB2312, CP936, EUC-CN */
	ENCODING_BIG5,                  /* as BIG5-HKSCS; also for what is labelled Big5, CP950 */
	ENCODING_UTF16LE,
	ENCODING_UTF16BE,
	ENCODING_UTF32LE,
	ENCODING_UTF32BE,
	ENCODING_COUNT,
};

/* The encoding of a name as found in pages or given by a user, whatever its letter case, "-" and "_"; names are looked
 * up in a list of our own and never handed to iconv. ENCODING_UNKNOWN when it is none of ours. */
enum encoding encoding_from_name(struct str name);
/* "UTF-8", "GB18030" … */
const char *encoding_name(enum encoding encoding);
/* The charset that an HTML page (<meta charset>, <meta http-equiv>) or an XML declaration names in its first 1024
 * bytes; ENCODING_UNKNOWN when there is none. */
enum encoding encoding_declared(struct str bytes);
/* The encoding of `bytes` by the rules above. ENCODING_UNKNOWN for bytes that hold no text. Linear in the bytes; of
 * long inputs the statistics look at a part. */
enum encoding encoding_detect(struct str bytes);

/* Open conversions, for one thread; decoder_free closes them. */
struct decoder;

struct decoder *decoder_new(void);
void decoder_free(struct decoder *decoder);

/* What was lost on the way. */
struct decoding {
	bool available;                 /* false: this system has no converter for the encoding, or */
	int error_number;               /* could not open it, where this is not 0 */
	size_t nbad;                    /* bytes that could not be decoded, each replaced by one U+FFFD */
	uint32_t first_bad_line;        /* of the first of them, from 1; 0 when there is none */
};

/* Appends `bytes`, decoded from `encoding`, to `out` as valid UTF-8. A byte order mark at the start is left out. After
 * a fault decoding goes on one byte (one unit for UTF-16 and UTF-32) further; a truncated end is one fault. GB18030
 * byte 80 is the euro sign, as pages mean it. */
struct decoding decoder_decode(struct decoder *decoder, enum encoding encoding, struct str bytes, struct strbuf *out);

/* The codes of two bytes in GB18030 and Big5, and more that stand for nothing. */
enum {
	ENCODING_FIRST_LEAD = 0x81,
	ENCODING_LAST_LEAD = 0xFE,
	ENCODING_FIRST_TRAIL = 0x40,
	ENCODING_LAST_TRAIL = 0xFE,
	ENCODING_NTRAILS = ENCODING_LAST_TRAIL - ENCODING_FIRST_TRAIL + 1,
	ENCODING_NPAIRS = (ENCODING_LAST_LEAD - ENCODING_FIRST_LEAD + 1) * ENCODING_NTRAILS,
};

/* Sets list[(lead - ENCODING_FIRST_LEAD) * ENCODING_NTRAILS + trail - ENCODING_FIRST_TRAIL] to the code point that
 * this code of GB18030 or Big5 decodes to, for all codes at a fraction of the price of decoding one after the other; to
 * 0 for what is no character, several, or one beyond U+FFFF. False when this system has no converter. */
bool decoder_list_pairs(struct decoder *decoder, enum encoding encoding, uint16_t list[ENCODING_NPAIRS]);

#endif
