#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/places.h"

static void assert_place(enum place place, const char *expected)
{
	struct strbuf path = {0};
	assert_int_equal(places_append(place, &path), expected[0] != '\0');
	assert_string_equal(strbuf_text(&path), expected);
	strbuf_free(&path);
}

static void where_things_are(void **state)
{
	char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	config = config ? strdup(config) : NULL;
	home = home ? strdup(home) : NULL;
	setenv("HOME", "/home/a", 1);
	setenv("XDG_CONFIG_HOME", "/etc/a", 1);
	assert_place(PLACE_CONFIG, "/etc/a/gouji");
	setenv("XDG_CONFIG_HOME", "relative", 1);
	assert_place(PLACE_CONFIG, "/home/a/.config/gouji");
	unsetenv("XDG_DATA_HOME");
	assert_place(PLACE_DATA, "/home/a/.local/share/gouji");
	setenv("HOME", "", 1);
	assert_place(PLACE_CONFIG, "");
	if (config)
		setenv("XDG_CONFIG_HOME", config, 1);
	if (home)
		setenv("HOME", home, 1);
	free(config);
	free(home);
}

static void makes_what_is_missing(void **state)
{
	char root[] = "/tmp/gouji-places-XXXXXX";
	assert_non_null(mkdtemp(root));
	struct strbuf path = {0};
	struct stat info;
	strbuf_printf(&path, "%s/a/b", root);
	assert_true(places_make(strbuf_text(&path)));
	assert_true(places_make(strbuf_text(&path)));
	assert_int_equal(stat(strbuf_text(&path), &info), 0);
	assert_int_equal(info.st_mode & 0777, 0700);
	rmdir(strbuf_text(&path));
	strbuf_clear(&path);
	strbuf_printf(&path, "%s/a", root);
	rmdir(strbuf_text(&path));
	FILE *file = fopen(strbuf_text(&path), "w");
	assert_non_null(file);
	fclose(file);
	strbuf_append_text(&path, "/b");
	errno = 0;
	assert_false(places_make(strbuf_text(&path)));
	assert_int_equal(errno, ENOTDIR);
	strbuf_clear(&path);
	strbuf_printf(&path, "%s/a", root);
	unlink(strbuf_text(&path));
	rmdir(root);
	strbuf_free(&path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(where_things_are),
		cmocka_unit_test(makes_what_is_missing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
