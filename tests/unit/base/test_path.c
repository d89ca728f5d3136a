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
	struct path path = path_keep(&arena, "x/y/a.txt", NULL, "");
	assert_string_equal(path.folder, "x/y/");
	assert_string_equal(path.name, "a.txt");
	path = path_keep(&arena, "a.txt", NULL, "");
	assert_string_equal(path.folder, "");
	assert_string_equal(path.name, "a.txt");
	path = path_keep(&arena, "x/y/", NULL, "");
	assert_string_equal(path.folder, "");
	struct strbuf name = {0};
	path_append_name(path, &name);
	assert_string_equal(strbuf_text(&name), "x/y/");
	strbuf_free(&name);
	path = path_keep(&arena, "/a", NULL, "");
	assert_string_equal(path.folder, "/");
	arena_free(&arena);
}

/* Beside what is kept as long: the folder of another path, and a text that the name has. */
static void beside_what_is_kept(void **state)
{
	static const char agency[] = "松塘县教育局";
	struct arena arena = {0};
	struct strbuf text = {0}, joined = {0};
	strbuf_printf(&text, "x/y/%s2023.txt", agency);
	struct path first = path_keep(&arena, "x/y/a.txt", NULL, "");
	struct path path = path_keep(&arena, strbuf_text(&text), first.folder, agency);
	assert_ptr_equal(path.folder, first.folder);
	assert_true(strlen(path.name) < strlen("2023.txt") + 4);
	assert_string_equal(path_join(path, &joined), strbuf_text(&text));
	path = path_keep(&arena, "x/b.txt", first.folder, agency);
	assert_string_equal(path.folder, "x/");
	assert_string_equal(path.name, "b.txt");
	strbuf_free(&text);
	strbuf_free(&joined);
	arena_free(&arena);
}

/* All pairs are compared as their texts are, with folders in one place and in two. */
static void as_whole_texts(void **state)
{
	struct arena arena = {0};
	struct strbuf joined = {0};
	for (size_t i = 0; i < NTEXTS; i++) {
		struct path a = path_keep(&arena, texts[i], NULL, "");
		assert_string_equal(path_join(a, &joined), texts[i]);
		for (size_t nbytes = 0; nbytes < 12; nbytes++) {
			char copy[12];
			memset(copy, '\1', sizeof(copy));
			assert_int_equal(path_copy(a, copy, nbytes), strlen(texts[i]));
			size_t ncopied = nbytes < strlen(texts[i]) ? nbytes : strlen(texts[i]);
			assert_memory_equal(copy, texts[i], ncopied);
			for (size_t at = ncopied; at < sizeof(copy); at++)
				assert_int_equal(copy[at], '\1');
		}
		for (size_t j = 0; j < NTEXTS; j++) {
			struct path b = path_keep(&arena, texts[j], NULL, "");
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

/* A name, kept where `kept` may stand in it: it takes `nbytes`, and is read as it was. */
static struct path put_name(struct arena *arena, const char *name, const char *kept, size_t nbytes)
{
	struct strbuf whole = {0};
	assert_int_equal(path_name_nbytes(str_from(name), kept), nbytes);
	char *place = arena_alloc_close(arena, nbytes + 1, 1);
	place[nbytes] = 'x';
	struct path path = {"d/", path_put_name(place, str_from(name), kept)};
	assert_int_equal(place[nbytes - 1], '\0');
	assert_int_equal(place[nbytes], 'x');
	assert_ptr_equal(path.name + strlen(path.name) + 1, place + nbytes);
	path_append_name(path, &whole);
	assert_string_equal(strbuf_text(&whole), name);
	strbuf_free(&whole);
	return path;
}

static void marks_stand_for_what_is_kept(void **state)
{
	enum { ADDRESS = sizeof(char *) };
	struct arena arena = {0};
	const char *kept = "0123456789";
	put_name(&arena, "0123456789", kept, ADDRESS + 2);
	put_name(&arena, "2023-0123456789.txt", kept, ADDRESS + 11);
	put_name(&arena, "01234567890123456789.txt", kept, ADDRESS + 16);
	/* What stands nowhere, or costs more than it spares, is kept as it is. */
	put_name(&arena, "2023.txt", kept, 9);
	put_name(&arena, "2023-123.txt", "123", 13);
	put_name(&arena, "2023-123456789.txt", "123456789", 19);
	put_name(&arena, "a.txt", "", 6);
	put_name(&arena, "", kept, 1);
	/* Slashes of its own. */
	put_name(&arena, "/", kept, ADDRESS + 2);
	put_name(&arena, "x//0123456789/", kept, ADDRESS + 15);
	arena_free(&arena);
}

/* Marked names are compared as their texts are, with others and with plain ones. */
static void marked_names_as_whole_texts(void **state)
{
	static const char *const names[] = {"0123456789.txt", "0123456789", "x0123456789", "0123456789x", "0123456788",
					    "01234567890123456789", "!0123456789", "", "a", "~", "0", "0123456789.txu"};
	static const char *const kept[] = {"0123456789", "012345678901", "", "123456789.t"};
	enum { NNAMES = sizeof(names) / sizeof(*names), NKEPT = sizeof(kept) / sizeof(*kept) };
	struct arena arena = {0};
	for (size_t i = 0; i < NNAMES * NKEPT; i++)
		for (size_t j = 0; j < NNAMES * NKEPT; j++) {
			const char *x = names[i / NKEPT], *y = names[j / NKEPT];
			size_t nx = path_name_nbytes(str_from(x), kept[i % NKEPT]),
			       ny = path_name_nbytes(str_from(y), kept[j % NKEPT]), common = 2;
			struct path a = put_name(&arena, x, kept[i % NKEPT], nx);
			struct path b = put_name(&arena, y, kept[j % NKEPT], ny);
			while (x[common - 2] && x[common - 2] == y[common - 2])
				common++;
			assert_int_equal(sign(path_compare(a, b)), sign(strcmp(x, y)));
			assert_int_equal(path_count_common(a, b), common);
			struct strbuf text = {0};
			assert_int_equal(path_is(a, path_join(b, &text)), strcmp(x, y) == 0);
			strbuf_free(&text);
		}
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts),
		cmocka_unit_test(beside_what_is_kept),
		cmocka_unit_test(as_whole_texts),
		cmocka_unit_test(marks_stand_for_what_is_kept),
		cmocka_unit_test(marked_names_as_whole_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
