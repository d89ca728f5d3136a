#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/path.h"

static const char *const texts[] = {
	"a.txt", "x/a.txt", "x/b.txt", "x/y/a.txt", "x/y.txt", "x/", "/a", "./x/a.txt", "x", "x//a.txt", "xy/a.txt",
	"x/\xe4\xb8\x80",
	"", "/", "x/y/", "x.txt", "x-1/a.txt",
};

enum { NTEXTS = sizeof(texts) / sizeof(*texts) };

static int sign(int number)
{
	return (number > 0) - (number < 0);
}

static void parts(void **state)
{
	struct arena arena = {0};
	struct path path = path_keep(&arena, "x/y/a.txt");
	assert_string_equal(path.folder, "x/y/");
	assert_string_equal(path.name, "a.txt");
	path = path_keep(&arena, "a.txt");
	assert_string_equal(path.folder, "");
	assert_string_equal(path.name, "a.txt");
	path = path_keep(&arena, "x/y/");
	assert_string_equal(path.folder, "");
	assert_string_equal(path.name, "x/y/");
	path = path_keep(&arena, "/a");
	assert_string_equal(path.folder, "/");
	arena_free(&arena);
}

/* All pairs are compared as their texts are, with folders in one place and in two. */
static void as_whole_texts(void **state)
{
	struct arena arena = {0};
	struct strbuf joined = {0};
	for (size_t i = 0; i < NTEXTS; i++) {
		struct path a = path_keep(&arena, texts[i]);
		assert_string_equal(path_join(a, &joined), texts[i]);
		for (size_t j = 0; j < NTEXTS; j++) {
			struct path b = path_keep(&arena, texts[j]);
			size_t common = 0;
			while (texts[i][common] && texts[i][common] == texts[j][common])
				common++;
			if (strcmp(a.folder, b.folder) == 0 && j % 2)
				b.folder = a.folder;
			assert_int_equal(sign(path_compare(a, b)), sign(strcmp(texts[i], texts[j])));
			assert_int_equal(path_count_common(a, b), common);
			assert_int_equal(path_is(a, texts[j]), i == j);
		}
	}
	strbuf_free(&joined);
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts),
		cmocka_unit_test(as_whole_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
