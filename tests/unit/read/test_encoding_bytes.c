/* The fast looks at bytes against the plain ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "read/encoding_bytes.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_byte),
		cmocka_unit_test(the_same_as_the_plain_look),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
