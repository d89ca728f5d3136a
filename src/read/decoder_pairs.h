/* The two-byte codes of GB18030 or Big5 as a table that is filled by iconv as they are met: most of such texts hold
 * nothing else but ASCII. Private to decoder.c. */
#ifndef GOUJI_READ_DECODER_PAIRS_H
#define GOUJI_READ_DECODER_PAIRS_H

#include <iconv.h>
#include <stdint.h>

#include "base/str.h"
#include "read/encoding.h"

struct decoder_pairs;

/* 128 KB, of which most is never touched; free() releases it, and not `conversion`. */
struct decoder_pairs *decoder_pairs_new(iconv_t conversion);
/* Takes ASCII and two-byte codes that stand for one character off the front of `*rest` and writes them to `out`, which
 * has room for twice as many bytes as `*rest` holds. Stops before anything else. Returns the bytes written. */
size_t decoder_pairs_decode(struct decoder_pairs *pairs, struct str *rest, char *out);
/* See decoder_list_pairs. */
void decoder_pairs_list(iconv_t conversion, uint16_t list[ENCODING_NPAIRS]);

#endif
