/* Numbers written bit by bit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/bits.h"
#include "base/fold.h"

static void lengths(void **state)
{
	assert_int_equal(bits_length(0), 0);
	for (unsigned i = 0; i < 64; i++) {
		assert_int_equal(bits_length(UINT64_C(1) << i), i + 1);
		assert_int_equal(bits_length((UINT64_C(1) << i) - 1), i);
	}
	assert_int_equal(bits_length(UINT64_MAX), 64);
}

/* The lowest bit comes first. */
static void order_of_bits(void **state)
{
	struct strbuf out = {0};
	struct bit_writer writer = {.out = &out};
	bits_put(&writer, 1, 1);
	bits_put(&writer, 2, 2);
	bits_put(&writer, 0x15, 6);
	bits_flush(&writer);
	assert_int_equal(out.nbytes, 2);
	assert_int_equal((unsigned char)out.ptr[0], 0xAD);
	assert_int_equal(out.ptr[1], 0);
	bits_flush(&writer);
	assert_int_equal(out.nbytes, 2);
	strbuf_free(&out);
}

/* How many bits a number took, behind `before` others; it comes back. */
static size_t round_trip(uint64_t number, unsigned k, bool sized, unsigned before)
{
	struct strbuf out = {0};
	struct bit_writer writer = {.out = &out};
	bits_put(&writer, 0, before);
	if (sized)
		bits_put_sized(&writer, number, k);
	else
		bits_put_growing(&writer, number, k);
	bits_put(&writer, 1, 1);
	bits_flush(&writer);
	struct bit_reader reader = {.bytes = strbuf_view(&out)};
	assert_int_equal(bits_take(&reader, before), 0);
	assert_true((sized ? bits_take_sized(&reader, k) : bits_take_growing(&reader, k)) == number);
	size_t nbits = reader.next - before;
	assert_int_equal(bits_take(&reader, 1), 1);
	strbuf_free(&out);
	return nbits;
}

static void numbers_come_back(void **state)
{
	for (unsigned round = 0; round < 5000; round++) {
		uint64_t random = hash_mix(round + 1), number = hash_mix(random) >> (random % 64);
		unsigned before = (unsigned)(random >> 8) % 9, k = (unsigned)(random >> 16) % 9;
		assert_int_equal(round_trip(number, 7, true, before), bits_count_sized(number, 7));
		number >>= 16;
		assert_int_equal(round_trip(number, k, false, before), bits_count_growing(number, k));
	}
	assert_int_equal(round_trip(0, 0, false, 0), 1);
	assert_int_equal(round_trip(7, 3, false, 0), 4);
	assert_int_equal(round_trip(8, 3, false, 0), 6);
	assert_int_equal(round_trip(0, 5, true, 0), 5);
	assert_int_equal(round_trip(1, 5, true, 0), 5);
	assert_int_equal(round_trip(UINT64_MAX, 7, true, 3), 70);
}

/* Any bytes give numbers, and behind their end there are zeros. */
static void bytes_that_are_none(void **state)
{
	const struct str ones = STR("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF");
	for (size_t nbytes = 0; nbytes <= ones.nbytes; nbytes++) {
		struct bit_reader reader = {.bytes = str_slice(ones, 0, nbytes)};
		while (reader.next < nbytes * 8) {
			size_t next = reader.next;
			bits_take_growing(&reader, 3);
			bits_take_sized(&reader, 7);
			assert_true(reader.next > next);
		}
		assert_int_equal(bits_take_growing(&reader, 3), 0);
		assert_int_equal(bits_take_sized(&reader, 7), 0);
		assert_int_equal(bits_take(&reader, BITS_MAX_AT_ONCE), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lengths),
		cmocka_unit_test(order_of_bits),
		cmocka_unit_test(numbers_come_back),
		cmocka_unit_test(bytes_that_are_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
