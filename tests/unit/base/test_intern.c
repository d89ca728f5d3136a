#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "base/intern.h"

static void kept_once(void **state)
{
	enum { COUNT = 1000 };
	struct interned interned = {0};
	struct arena arena = {0};
	const char *texts[COUNT];
	char text[32];
	for (int i = 0; i < COUNT; i++) {
		snprintf(text, sizeof(text), "%d", i);
		texts[i] = intern_text(&interned, &arena, str_from(text));
		assert_string_equal(texts[i], text);
	}
	for (int i = 0; i < COUNT; i++) {
		snprintf(text, sizeof(text), "%dx", i);
		assert_ptr_equal(intern_text(&interned, &arena, (struct str){text, strlen(text) - 1}), texts[i]);
	}
	assert_int_equal(interned.count, COUNT);
	const char *empty = intern_text(&interned, &arena, (struct str){0});
	assert_string_equal(empty, "");
	assert_ptr_equal(intern_text(&interned, &arena, STR("")), empty);
	intern_free(&interned);
	assert_string_equal(texts[7], "7");
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kept_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
