/* The fast looks at bytes against the plain ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "random_next.h"
#include "read/encoding_bytes.h"

/* One control character that no text holds in 32 bytes, and another one, are no sign of anything. */
static void binary(void **state)
{
	for (int byte = 0; byte < 256; byte++) {
		char bytes[1000];
		bool control = (byte < ' ' && (byte < '\t' || byte > '\r')) || byte == 0x7F;
		memset(bytes, '0', sizeof(bytes));
		for (size_t count = 0; count < 1 + sizeof(bytes) / 32; count++)
			bytes[count * 31] = (char)byte;
		assert_false(encoding_is_binary((struct str){bytes, sizeof(bytes)}));
		bytes[sizeof(bytes) - 1] = (char)byte;
		assert_int_equal(encoding_is_binary((struct str){bytes, sizeof(bytes)}), control);
		memset(bytes, byte, sizeof(bytes));
		assert_int_equal(encoding_is_binary((struct str){bytes, sizeof(bytes)}), control);
	}
}

static void assert_same_tally(struct str text)
{
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(binary),
		cmocka_unit_test(the_same_tally),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
