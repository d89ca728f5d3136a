/* The fast looks at a page's bytes against the plain ones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "random_next.h"
#include "read/html/html_bytes.h"
#include "read/html/html_count.h"
#include "read/html/html_scan.h"

enum { NROUNDS = 100000, MAX_NBYTES = 120 };

/* Texts and markup, and parts of characters. */
static size_t make_bytes(uint64_t *random, char *bytes)
{
	static const char *const parts[] = {
		"一", "二", "数据", "a", "table", "colspan", "0", "12345678", "border: 1px solid", "，", "、", "é",
		"<", "&", ">", "=", "\"", "'", " ", "\n", "\t", "\r", "\x7f", "\x1f", "\xc2\xa0", "\xe3\x80\x80",
		"\xe3\x80",
		"\xc2", "\xef\xbf\xbd", "\xef\xbf\xbe", "\xef\xbf\xbf", "\xef\xbf", "\x80", "\xff", "\xa0", "\xbe",
	};
	size_t nparts = random_next(random) % 2 ? 12 : sizeof(parts) / sizeof(*parts);
	size_t nbytes = 0, wanted = random_next(random) % (MAX_NBYTES - 20);
	while (nbytes < wanted) {
		const char *part = parts[random_next(random) % nparts];
		memcpy(bytes + nbytes, part, strlen(part));
		nbytes += strlen(part);
	}
	return nbytes;
}

static void ends_are_the_same(void **state)
{
	char bytes[MAX_NBYTES];
	uint64_t random = 1;
	size_t nends = 0;
	for (int round = 0; round < NROUNDS; round++) {
		const char *start = bytes, *end = bytes + make_bytes(&random, bytes);
		assert_ptr_equal(html_find_word_end(start, end), html_find_word_end_plain(start, end));
		nends += html_find_word_end(start, end) < end;
	}
	assert_true(nends > NROUNDS / 10);
}

static void places_are_the_same(void **state)
{
	char bytes[MAX_NBYTES];
	uint64_t random = 2;
	for (int round = 0; round < NROUNDS; round++) {
		size_t nbytes = make_bytes(&random, bytes), from = random_next(&random) % (nbytes + 1);
		size_t to = from + random_next(&random) % (nbytes - from + 1);
		struct html_place place = {7, 3}, plain = {7, 3};
		html_count(&place, bytes + from, bytes + to, bytes + nbytes);
		html_count_plain(&plain, bytes + from, bytes + to);
		assert_int_equal(place.line, plain.line);
		assert_int_equal(place.column, plain.column);
	}
}

static void places(void **state)
{
	static const char text[] = "一二\n三é\n\n𠀀a";
	struct html_place place = {1, 1};
	html_count(&place, text, text + 3, text + strlen(text));
	assert_int_equal(place.column, 2);
	html_count(&place, text + 3, text + strlen(text), text + strlen(text));
	assert_int_equal(place.line, 4);
	assert_int_equal(place.column, 3);
}

static void ends(void **state)
{
	static const char text[] = "公开，数据\xef\xbf\xbd和、表格一二三四\xe3\x80\x80x";
	const char *end = text + strlen(text);
	assert_ptr_equal(html_find_word_end(text, end), end - 4);
	static const char name[] = "Colspan=";
	assert_int_equal(html_take_name(name, name + strlen(name)).nbytes, 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ends),
		cmocka_unit_test(ends_are_the_same),
		cmocka_unit_test(places),
		cmocka_unit_test(places_are_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
