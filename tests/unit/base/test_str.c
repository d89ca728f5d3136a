#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/str.h"

static void assert_str(struct str s, const char *expected)
{
	struct str wanted = str_from(expected);
	if (s.nbytes != wanted.nbytes || (s.nbytes > 0 && memcmp(s.ptr, wanted.ptr, s.nbytes) != 0))
		fail_msg("'%.*s' is not '%s'", (int)s.nbytes, s.ptr ? s.ptr : "", expected);
}

static void view_of_text(void **state)
{
	assert_int_equal(STR("a\0b").nbytes, 3);
	assert_str(str_from("政府"), "政府");
	assert_null(str_from(NULL).ptr);
	assert_int_equal(str_from(NULL).nbytes, 0);
}

static void equality_and_order(void **state)
{
	struct str none = {NULL, 0};
	assert_true(str_equal(STR("ab"), STR("ab")));
	assert_false(str_equal(STR("ab"), STR("ac")));
	assert_false(str_equal(STR("ab"), STR("abc")));
	assert_true(str_equal(none, STR("")));
	assert_int_equal(str_compare(none, none), 0);
	assert_int_equal(str_compare(STR("ab"), STR("ab")), 0);
	assert_true(str_compare(STR("ab"), STR("abc")) < 0);
	assert_true(str_compare(STR("b"), STR("abc")) > 0);
	assert_true(str_compare(STR("\x7F"), STR("\x80")) < 0);
	assert_true(str_compare(none, STR("a")) < 0);
}

static void beginnings_and_ends(void **state)
{
	struct str none = {NULL, 0};
	assert_true(str_starts_with(STR("abc"), STR("ab")));
	assert_false(str_starts_with(STR("abc"), STR("bc")));
	assert_false(str_starts_with(STR("a"), STR("ab")));
	assert_true(str_starts_with(none, none));
	assert_true(str_ends_with(STR("abc"), STR("bc")));
	assert_true(str_ends_with(STR("abc"), STR("abc")));
	assert_false(str_ends_with(STR("abc"), STR("ab")));
	assert_false(str_ends_with(STR("c"), STR("bc")));
	assert_true(str_ends_with(none, STR("")));
}

static void finding(void **state)
{
	struct str none = {NULL, 0};
	assert_int_equal(str_find(STR("abcabd"), STR("abd")), 3);
	assert_int_equal(str_find(STR("aaab"), STR("aab")), 1);
	assert_int_equal(str_find(STR("abc"), STR("abc")), 0);
	assert_int_equal(str_find(STR("abc"), STR("c")), 2);
	assert_int_equal(str_find(STR("abc"), STR("x")), 3);
	assert_int_equal(str_find(STR("abc"), STR("cd")), 3);
	assert_int_equal(str_find(STR("ab"), STR("abc")), 2);
	assert_int_equal(str_find(none, STR("a")), 0);
	assert_int_equal(str_find(none, none), 0);
	assert_int_equal(str_find(STR("x\0y"), STR("\0y")), 1);
	assert_true(str_contains(STR("不予公开"), STR("公开")));
	assert_false(str_contains(STR("不予公开"), STR("部分")));
	assert_true(str_contains(STR("a"), none));
	assert_true(str_contains(none, none));
	assert_false(str_contains(none, STR("a")));
}

static void slices(void **state)
{
	struct str none = {NULL, 0};
	assert_str(str_slice(STR("abcdef"), 2, 3), "cde");
	assert_str(str_slice(STR("abc"), 1, SIZE_MAX), "bc");
	assert_str(str_slice(STR("abc"), 3, 1), "");
	assert_str(str_slice(STR("abc"), 9, 1), "");
	assert_null(str_slice(none, 2, 2).ptr);
}

static void trimming(void **state)
{
	struct str none = {NULL, 0};
	assert_str(str_trim(STR("  a b\t\r\n\v\f")), "a b");
	assert_str(str_trim(STR("\xEF\xBB\xBF\xE3\x80\x80 \xC2\xA0一 二\xC2\xA0\xE3\x80\x80 \xEF\xBB\xBF")), "一 二");
	assert_str(str_trim(STR(" \xE3\x80\x80 ")), "");
	assert_str(str_trim(STR("\xE2\x80\x8B" "7\xE2\x80\x8B\xE2\x80\x83")), "7");
	assert_str(str_trim(STR("\xE2\x80\x9C" "7\xE2\x80\x9D")), "\xE2\x80\x9C" "7\xE2\x80\x9D");
	assert_str(str_trim(STR("")), "");
	assert_int_equal(str_trim(none).nbytes, 0);
	/* Halves of these blanks stay, and so does another character that ends in the same bytes. */
	assert_str(str_trim(STR("\x80""a\xA0")), "\x80""a\xA0");
	assert_str(str_trim(STR("\xE4\x80\x80")), "\xE4\x80\x80");
}

static void splitting(void **state)
{
	struct str rest = STR("a,,bc,"), part;
	static const char *const expected[] = {"a", "", "bc", ""};
	for (size_t i = 0; i < 4; i++) {
		assert_true(str_split(&rest, ',', &part));
		assert_str(part, expected[i]);
	}
	assert_null(rest.ptr);
	assert_false(str_split(&rest, ',', &part));
	rest = STR("");
	assert_true(str_split(&rest, ',', &part));
	assert_str(part, "");
	assert_false(str_split(&rest, ',', &part));
}

/* What is appended to a buffer with room for it stays where it is. */
static void room_beforehand(void **state)
{
	enum { NBYTES = 5000 };
	struct strbuf buf = {0};
	for (int round = 0; round < 2; round++) {
		strbuf_clear_for(&buf, NBYTES);
		assert_string_equal(strbuf_text(&buf), "");
		size_t capacity = buf.capacity;
		for (size_t i = 0; i < NBYTES; i++)
			strbuf_append_byte(&buf, 'x');
		assert_int_equal(buf.capacity, capacity);
		assert_int_equal(strlen(strbuf_text(&buf)), NBYTES);
	}
	strbuf_free(&buf);
}

static void growing_buffer(void **state)
{
	struct strbuf buf = {0};
	assert_string_equal(strbuf_text(&buf), "");
	assert_null(strbuf_view(&buf).ptr);
	strbuf_clear(&buf);
	strbuf_append(&buf, (struct str){NULL, 0});
	assert_string_equal(buf.ptr, "");
	strbuf_append_text(&buf, "ab");
	strbuf_append_byte(&buf, 'c');
	strbuf_append_repeat(&buf, '-', 3);
	strbuf_append_repeat(&buf, '-', 0);
	strbuf_append_text(&buf, NULL);
	assert_string_equal(strbuf_text(&buf), "abc---");
	assert_str(strbuf_view(&buf), "abc---");
	strbuf_clear(&buf);
	assert_string_equal(strbuf_text(&buf), "");
	for (int i = 0; i < 1000; i++)
		strbuf_append(&buf, STR("一二三"));
	assert_int_equal(buf.nbytes, 9000);
	assert_int_equal(buf.ptr[buf.nbytes], 0);
	strbuf_free(&buf);
	assert_null(buf.ptr);
	assert_int_equal(buf.capacity, 0);
}

/* Every length around the ends of the capacities that the buffer goes through. */
static void printing_into_a_buffer(void **state)
{
	for (int width = 1; width < 200; width++) {
		struct strbuf buf = {0};
		strbuf_append_text(&buf, "ab");
		strbuf_printf(&buf, "%*d", width, 7);
		strbuf_printf(&buf, "%s", "");
		assert_int_equal(buf.nbytes, 2 + width);
		assert_int_equal(strlen(buf.ptr), buf.nbytes);
		assert_int_equal(buf.ptr[buf.nbytes - 1], '7');
		assert_true(buf.capacity > buf.nbytes);
		strbuf_free(&buf);
	}
}

static void growing_array(void **state)
{
	int *numbers = NULL;
	size_t capacity = 0;
	for (size_t count = 0; count < 1000; count++) {
		numbers = alloc_grow(numbers, count, &capacity, sizeof(*numbers));
		assert_true(capacity > count);
		numbers[count] = (int)count;
	}
	for (int i = 0; i < 1000; i++)
		assert_int_equal(numbers[i], i);
	assert_true(capacity < 3000);
	free(numbers);
}

static void error_message(void **state)
{
	struct error error;
	assert_false(error_set(NULL, "%d", 1));
	assert_false(error_set(&error, "%s:%d", "第一行", 3));
	assert_string_equal(error.text, "第一行:3");
	assert_false(error_set(&error, "a.html: %s", error.text));
	assert_string_equal(error.text, "a.html: 第一行:3");
}

/* A message that is too long is cut between characters, whatever their place. */
static void long_error_message(void **state)
{
	struct strbuf buf = {0};
	struct error error;
	for (int i = 0; i < 300; i++)
		strbuf_append_text(&buf, "错");
	for (size_t shift = 0; shift < 3; shift++) {
		error_set(&error, "%.*s%s", (int)shift, "xx", strbuf_text(&buf));
		size_t nbytes = strlen(error.text);
		assert_int_equal((nbytes - shift) % 3, 0);
		assert_in_range(nbytes, ERROR_NBYTES - 3, ERROR_NBYTES - 1);
	}
	strbuf_free(&buf);
}

/* Where two letters are all there is, places that are nearly right are everywhere. */
static void finding_and_counting_wide(void **state)
{
	uint64_t random = 1;
	for (int round = 0; round < 20000; round++) {
		char bytes[200], copy[8];
		for (size_t i = 0; i < sizeof(bytes); i++) {
			random = random * UINT64_C(6364136223846793005) + 1442695040888963407u;
			bytes[i] = "ab\n"[(random >> 33) % 16 ? (random >> 40) % 2 : 2];
		}
		size_t start = (random >> 33) % 40, nbytes = (random >> 35) % (sizeof(bytes) - 40), count = 0;
		struct str text = {bytes + start, nbytes};
		struct str needle = {copy, 1 + (random >> 38) % sizeof(copy)};
		memcpy(copy, bytes + (random >> 40) % (sizeof(bytes) - sizeof(copy)), sizeof(copy));
		assert_int_equal(str_find(text, needle), str_find_plain(text, needle));
		for (size_t i = 0; i < nbytes; i++)
			count += text.ptr[i] == '\n';
		assert_int_equal(str_count(text, '\n'), count);
	}
	assert_int_equal(str_count(STR(""), 'a'), 0);
}

/* Either byte at any place of a text of any length, and one more behind it, if only beyond the end. */
static void finding_either(void **state)
{
	enum { MAX_NBYTES = 100 };
	char bytes[MAX_NBYTES + 1];
	for (size_t nbytes = 0; nbytes <= MAX_NBYTES; nbytes++)
		for (size_t place = 0; place <= nbytes; place++) {
			struct str text = {bytes, nbytes};
			memset(bytes, 'x', sizeof(bytes));
			bytes[place] = place % 2 ? 'a' : 'b';
			bytes[place + (nbytes - place + 1) / 2] = place % 3 ? 'b' : 'a';
			assert_int_equal(str_find_either(text, 'a', 'b'), place);
			assert_int_equal(str_find_either(text, 'b', 'a'), place);
			assert_int_equal(str_find_either_plain(text, 'a', 'b'), place);
			assert_int_equal(str_find_either_plain(text, 'b', 'a'), place);
			assert_int_equal(str_find_either(text, '\n', '\0'), nbytes);
		}
	assert_int_equal(str_find_either(STR(""), 'a', 'b'), 0);
}

static void numbers(void **state)
{
	struct strbuf buf = {0};
	strbuf_append_count(&buf, 0, 0);
	assert_int_equal(buf.nbytes, 0);
	strbuf_append_count(&buf, 0, 1);
	strbuf_append_byte(&buf, ' ');
	strbuf_append_count(&buf, 1234567890, 1);
	strbuf_append_byte(&buf, ' ');
	strbuf_append_count(&buf, 42, 6);
	strbuf_append_byte(&buf, ' ');
	strbuf_append_count(&buf, UINT64_MAX, 1);
	strbuf_append_byte(&buf, ' ');
	strbuf_append_hex(&buf, UINT64_C(0x0123456789abcdef));
	strbuf_append_hex(&buf, 0);
	assert_string_equal(strbuf_text(&buf),
			    "0 1234567890 000042 18446744073709551615 0123456789abcdef0000000000000000");
	strbuf_free(&buf);
}

static void fields(void **state)
{
	struct strbuf buf = {0};
	strbuf_append_text(&buf, "a,");
	strbuf_append_on_one_line(&buf, STR("\"b\"\r\n,c\n"));
	assert_string_equal(strbuf_text(&buf), "a,\"b\"  ,c ");
	strbuf_quote(&buf, 2);
	assert_string_equal(strbuf_text(&buf), "a,\"\"\"b\"\"  ,c \"");
	strbuf_quote(&buf, buf.nbytes);
	assert_string_equal(strbuf_text(&buf), "a,\"\"\"b\"\"  ,c \"\"\"");
	strbuf_free(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(view_of_text),
		cmocka_unit_test(equality_and_order),
		cmocka_unit_test(beginnings_and_ends),
		cmocka_unit_test(finding),
		cmocka_unit_test(slices),
		cmocka_unit_test(trimming),
		cmocka_unit_test(splitting),
		cmocka_unit_test(growing_buffer),
		cmocka_unit_test(room_beforehand),
		cmocka_unit_test(printing_into_a_buffer),
		cmocka_unit_test(growing_array),
		cmocka_unit_test(error_message),
		cmocka_unit_test(long_error_message),
		cmocka_unit_test(finding_and_counting_wide),
		cmocka_unit_test(finding_either),
		cmocka_unit_test(numbers),
		cmocka_unit_test(fields),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
