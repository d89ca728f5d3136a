#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdalign.h>
#include <string.h>

#include "base/arena.h"

static void zeroed_and_aligned(void **state)
{
	struct arena arena = {0};
	for (size_t nbytes = 0; nbytes < 300; nbytes++) {
		char *place = arena_alloc(&arena, 1, nbytes);
		assert_non_null(place);
		assert_int_equal((uintptr_t)place % alignof(uint64_t), 0);
		for (size_t i = 0; i < nbytes; i++)
			assert_int_equal(place[i], 0);
		memset(place, 0xFF, nbytes);
	}
	arena_free(&arena);
	assert_null(arena.newest);
	assert_int_equal(arena.total_nbytes, 0);
}

/* Allocations of many sizes keep what was written to them. */
static void allocations_do_not_overlap(void **state)
{
	enum { COUNT = 500 };
	struct arena arena = {0};
	unsigned char *places[COUNT];
	for (size_t i = 0; i < COUNT; i++) {
		places[i] = arena_alloc(&arena, i % 50 + 1, i * 37 % 700 + 1);
		memset(places[i], (int)(i % 251), (i % 50 + 1) * (i * 37 % 700 + 1));
	}
	for (size_t i = 0; i < COUNT; i++)
		for (size_t at = 0; at < (i % 50 + 1) * (i * 37 % 700 + 1); at++)
			assert_int_equal(places[i][at], i % 251);
	arena_free(&arena);
}

static void large_allocations_leave_room_in_use(void **state)
{
	struct arena arena = {0};
	char *small = arena_alloc(&arena, 1, 16);
	char *large = arena_alloc(&arena, 1, 10 * 1024 * 1024);
	char *next = arena_alloc(&arena, 1, 16);
	assert_ptr_equal(next, small + 16);
	memset(large, 1, 10 * 1024 * 1024);
	assert_in_range(arena.total_nbytes, 10 * 1024 * 1024, 10 * 1024 * 1024 + 16 * 1024);
	arena_free(&arena);
}

static void copies_are_terminated(void **state)
{
	struct arena arena = {0};
	char source[] = "公开x";
	struct str copy = arena_copy(&arena, (struct str){source, 6});
	struct str empty = arena_copy(&arena, (struct str){NULL, 0});
	source[0] = 'z';
	assert_int_equal(copy.nbytes, 6);
	assert_string_equal(copy.ptr, "公开");
	assert_string_equal(empty.ptr, "");
	arena_free(&arena);
}

static void reset_reuses_one_chunk(void **state)
{
	struct arena arena = {0};
	arena_reset(&arena);
	size_t first_total = 0;
	for (int round = 0; round < 20; round++) {
		for (int i = 0; i < 1000; i++)
			memset(arena_alloc(&arena, 1, 100), 0xEE, 100);
		if (round == 1)
			first_total = arena.total_nbytes;
		else if (round > 1)
			assert_true(arena.total_nbytes <= first_total);
		arena_reset(&arena);
		assert_non_null(arena.newest);
		char *place = arena_alloc(&arena, 1, 100);
		assert_int_equal(place[0], 0);
		assert_int_equal(place[99], 0);
		arena_reset(&arena);
	}
	arena_free(&arena);
}

/* What was written before a reset, or beside a text, is zeroed again; in chunks of every size. */
static void always_zeroed(void **state)
{
	struct arena arena = {0};
	for (int round = 0; round < 4; round++) {
		for (size_t i = 0; i < 3000; i++) {
			size_t nbytes = i % 100 == 99 ? 200 * 1024 : i % 7 * 150 + 1;
			unsigned char *place = arena_alloc(&arena, 1, nbytes);
			size_t at = 0;
			while (at < nbytes && !place[at])
				at++;
			assert_int_equal(at, nbytes);
			memset(place, 0xEE, nbytes);
			arena_copy(&arena, STR("x"));
		}
		arena_reset(&arena);
	}
	arena_free(&arena);
}

/* What stands behind some bytes is aligned, at the end of a chunk and at the beginning of the next one, too. */
static void aligned_behind_others(void **state)
{
	enum { NBYTES = 40 };
	struct arena arena = {0};
	char *end = NULL;
	for (size_t i = 0; i < 5000; i++) {
		size_t nbefore = i * 7 % NBYTES, align = (size_t)1 << i % 4;
		char *place = arena_alloc_behind(&arena, nbefore, NBYTES, align);
		assert_int_equal((uintptr_t)(place + nbefore) % align, 0);
		for (size_t at = 0; at < NBYTES; at++)
			assert_int_equal(place[at], 0);
		memset(place, 0xEE, NBYTES);
		/* No more than the alignment needs lies between two that stand together. */
		if (end && place >= end && place < end + NBYTES)
			assert_true(place < end + align);
		end = place + NBYTES;
	}
	assert_in_range(arena.total_nbytes, 5000 * NBYTES, 5000 * NBYTES * 3);
	char *large = arena_alloc_behind(&arena, 3, 100000, 8);
	assert_int_equal((uintptr_t)(large + 3) % 8, 0);
	memset(large, 0xEE, 100000);
	arena_free(&arena);
}

static void chunks_of_bounded_size(void **state)
{
	enum { MAX = 16 * 1024, COUNT = 4000, NBYTES = 100 };
	struct arena arena = {.max_chunk_nbytes = MAX};
	for (size_t i = 0; i < COUNT; i++) {
		size_t before = arena.total_nbytes;
		memset(arena_alloc(&arena, 1, NBYTES), 0xEE, NBYTES);
		assert_true(arena.total_nbytes - before <= MAX + 64);
	}
	assert_in_range(arena.total_nbytes, COUNT * NBYTES, COUNT * NBYTES * 11 / 10);
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(zeroed_and_aligned),
		cmocka_unit_test(allocations_do_not_overlap),
		cmocka_unit_test(large_allocations_leave_room_in_use),
		cmocka_unit_test(copies_are_terminated),
		cmocka_unit_test(reset_reuses_one_chunk),
		cmocka_unit_test(always_zeroed),
		cmocka_unit_test(aligned_behind_others),
		cmocka_unit_test(chunks_of_bounded_size),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
