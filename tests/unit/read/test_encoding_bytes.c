/* The fast looks at bytes against the plain ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/wide.h"
#include "read/encoding_bytes.h"
#include "read/encoding_pairs.h"

static uint64_t next(uint64_t *random)
{
	*random = *random * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return *random >> 33;
}

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
		size_t nbytes = next(&random) % (round % 100 ? 100 : sizeof(bytes));
		uint64_t kinds = next(&random) % 3;
		for (size_t i = 0; i < nbytes; i++)
			bytes[i] = (char)(kinds == 0 || next(&random) % 32 == 0 ? next(&random) % 256
										: ' ' + next(&random) % 95);
		size_t start = nbytes ? next(&random) % nbytes : 0;
		struct str text = {bytes + start, nbytes - start};
		assert_int_equal(encoding_count_controls(text), encoding_count_controls_plain(text));
		assert_int_equal(encoding_ascii_nbytes(text), encoding_ascii_nbytes_plain(text));
	}
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
		size_t nbytes = next(&random) % sizeof(bytes);
		uint64_t longest = 1 + next(&random) % 9, odd = 1 + next(&random) % 300;
		for (size_t i = 0, left = 0, beyond = 0; i < nbytes; i++, left--) {
			if (!left) {
				beyond = !beyond;
				left = (1 + next(&random) % longest) * 2 - (!beyond && next(&random) % 2);
			}
			bytes[i] = (char)(beyond ? 0xA1 + next(&random) % 0x5E : next(&random) % 0x80);
			if (next(&random) % odd == 0)
				bytes[i] = (char)(next(&random) % 256);
		}
		struct str text = {bytes, nbytes};
		size_t fast = encoding_pairs_nbytes(text), plain = encoding_pairs_nbytes_plain(text);
		assert_in_range(fast, wide_is_there() && plain > 2 * BLOCK_NBYTES ? plain - 2 * BLOCK_NBYTES : 0, plain);
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
		cmocka_unit_test(pairs_are_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
