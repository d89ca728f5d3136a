/* The fast looks at bytes against the plain ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/wide.h"
#include "random_next.h"
#include "read/encoding_bytes.h"
#include "read/encoding_pairs.h"

static void every_byte(void **state)
{
	for (int byte = 0; byte < 256; byte++) {
		char bytes[32];
		memset(bytes, byte, sizeof(bytes));
		struct str text = {bytes, sizeof(bytes)};
		bool control = (byte < ' ' && (byte < '\t' || byte > '\r')) || byte == 0x7F;
		assert_int_equal(encoding_count_controls(text), control ? sizeof(bytes) : 0);
		assert_int_equal(encoding_ascii_nbytes(text), byte < 0x80 ? sizeof(bytes) : 0);
	}
}

/* At every length and beginning, of ASCII with a few other bytes. */
static void the_same_as_the_plain_look(void **state)
{
	uint64_t random = 1;
	char bytes[5000];
	for (int round = 0; round < 20000; round++) {
		size_t nbytes = random_next(&random) % (round % 100 ? 100 : sizeof(bytes));
		uint64_t kinds = random_next(&random) % 3;
		for (size_t i = 0; i < nbytes; i++)
			bytes[i] =
				(char)(kinds == 0 || random_next(&random) % 32 == 0 ? random_next(&random) % 256
										    : ' ' + random_next(&random) % 95);
		size_t start = nbytes ? random_next(&random) % nbytes : 0;
		struct str text = {bytes + start, nbytes - start};
		assert_int_equal(encoding_count_controls(text), encoding_count_controls_plain(text));
		assert_int_equal(encoding_ascii_nbytes(text), encoding_ascii_nbytes_plain(text));
		assert_int_equal(encoding_bound_utf8(text), encoding_bound_utf8_plain(text));
		unsigned char first = (unsigned char)random_next(&random),
			      last = (unsigned char)(first | random_next(&random));
		struct encoding_counts counts = encoding_count_between(text, first, last);
		struct encoding_counts plain = encoding_count_between_plain(text, first, last);
		assert_int_equal(counts.even, plain.even);
		assert_int_equal(counts.odd, plain.odd);
	}
}

/* And what is told by it. */
static void assert_same_tally(struct str text)
{
	assert_int_equal(encoding_is_damaged_utf8(text), encoding_is_damaged_utf8_plain(text));
	assert_int_equal(encoding_find_wide(text), encoding_find_wide_plain(text));
	for (int encoding = ENCODING_GB18030; encoding <= ENCODING_BIG5; encoding++) {
		struct encoding_tally found = encoding_tally(text, (enum encoding)encoding);
		struct encoding_tally plain = encoding_tally_plain(text, (enum encoding)encoding);
		assert_int_equal(found.nchars, plain.nchars);
		assert_int_equal(found.nbad, plain.nbad);
		assert_int_equal(found.weight, plain.weight);
	}
}

/* Runs of pairs of one kind or of any, between ASCII, cut anywhere, and more of them than are counted. */
static void the_same_tally(void **state)
{
	static const unsigned char leads[] = {0xA0, 0xA1, 0xA2, 0xA3, 0xA4, 0xA8, 0xA9, 0xB0,
					      0xD7, 0xD8, 0xF7, 0xF8, 0x81, 0x80, 0xFF, '0'};
	uint64_t random = 1;
	char bytes[4000];
	for (int round = 0; round < 20000; round++) {
		size_t nbytes = random_next(&random) % (round % 50 ? 80 : sizeof(bytes)), at = 0;
		while (at < nbytes) {
			size_t kind = random_next(&random) % 8 ? 7 : random_next(&random) % sizeof(leads);
			for (uint64_t n = random_next(&random) % 24; n > 0 && at < nbytes; n--) {
				bytes[at++] = (char)(leads[kind] + random_next(&random) % (kind == 7 ? 0x48 : 1));
				if (at < nbytes && random_next(&random) % 64)
					bytes[at++] = (char)(0xA1 + random_next(&random) % (round % 4 ? 0x5E : 0x5F));
			}
			for (uint64_t n = random_next(&random) % 4; n > 0 && at < nbytes; n--)
				bytes[at++] = (char)('0' + n);
		}
		size_t start = nbytes ? random_next(&random) % nbytes % 4 : 0;
		assert_same_tally((struct str){bytes + start, nbytes - start});
	}
}

/* UTF-8 with few and with many bad bytes, alone and in runs. */
static void damaged_utf8(void **state)
{
	static const char *const chars[] = {"一", "é", "𠀀", "0", "\xB0\xA1", "\xFF", "\xC8\xFD\xB4\xF3\xCA"};
	enum { NCHARS = sizeof(chars) / sizeof(*chars), NGOOD = 4 };
	uint64_t random = 1;
	size_t ndamaged = 0, nrounds = 4000;
	for (size_t round = 0; round < nrounds; round++) {
		char bytes[4100];
		size_t nbytes = 0, share = random_next(&random) % 40, kind = round % NGOOD;
		while (nbytes < 4090) {
			bool bad = random_next(&random) % 100 < share;
			size_t number = bad ? NGOOD + random_next(&random) % (NCHARS - NGOOD)
					    : random_next(&random) % (kind + 1);
			const char *c = chars[number];
			memcpy(bytes + nbytes, c, strlen(c));
			nbytes += strlen(c);
		}
		struct str text = {bytes, nbytes - random_next(&random) % (round % 8 ? 8 : 4000)};
		bool damaged = encoding_is_damaged_utf8_plain(text);
		assert_int_equal(encoding_is_damaged_utf8(text), damaged);
		ndamaged += damaged;
	}
	assert_in_range(ndamaged, nrounds / 8, nrounds / 8 * 7);
}

/* Runs of pairs and of ASCII, and now and then another byte: the fast look gives up no more than a block before the
 * plain one, behind a whole pair. */
static void pairs_are_the_same(void **state)
{
	enum { BLOCK_NBYTES = 64 };
	uint64_t random = 3;
	char bytes[700];
	size_t nfar = 0;
	for (int round = 0; round < 100000; round++) {
		size_t nbytes = random_next(&random) % sizeof(bytes);
		uint64_t longest = 1 + random_next(&random) % 9, odd = 1 + random_next(&random) % 300;
		for (size_t i = 0, left = 0, beyond = 0; i < nbytes; i++, left--) {
			if (!left) {
				beyond = !beyond;
				left = (1 + random_next(&random) % longest) * 2 - (!beyond && random_next(&random) % 2);
			}
			bytes[i] = (char)(beyond ? 0xA1 + random_next(&random) % 0x5E : random_next(&random) % 0x80);
			if (random_next(&random) % odd == 0)
				bytes[i] = (char)(random_next(&random) % 256);
		}
		struct str text = {bytes, nbytes};
		size_t fast = encoding_pairs_nbytes(text), plain = encoding_pairs_nbytes_plain(text);
		size_t least = wide_is_there() && plain > 2 * BLOCK_NBYTES ? plain - 2 * BLOCK_NBYTES : 0;
		assert_in_range(fast, least, plain);
		assert_int_equal(encoding_pairs_nbytes_plain(str_slice(text, 0, fast)), fast);
		nfar += fast > 2 * BLOCK_NBYTES;
	}
	assert_true(!wide_is_there() || nfar > 10000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_byte),
		cmocka_unit_test(the_same_as_the_plain_look),
		cmocka_unit_test(the_same_tally),
		cmocka_unit_test(damaged_utf8),
		cmocka_unit_test(pairs_are_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
