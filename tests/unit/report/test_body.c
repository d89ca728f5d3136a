/* Names of bodies as keys. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/fold.h"
#include "base/utf8.h"
#include "check/examined.h"
#include "report/body.h"

static struct body_key key_of(const char *name)
{
	return body_key_of(str_from(name), &known.words);
}

static void assert_key(const char *name, const char *expected)
{
	struct body_key key = key_of(name);
	if (!str_equal(body_key_text(&key), str_from(expected)))
		fail_msg("%s: %.*s", name, (int)key.nbytes, key.text);
	assert_true(key.hash == (key.nbytes ? fold_hash(FOLD_HASH_SEED, str_from(expected)) : 0));
}

static void keys(void **state)
{
	assert_key("汀榆县槐渚镇人民政府", "汀榆县槐渚镇");
	assert_key("汀榆县槐渚镇", "汀榆县槐渚镇");
	assert_key("砚麓区霁岩街道办事处", "砚麓区霁岩街道");
	/* Blanks, width, marks. */
	assert_key(" 汀榆县　槐渚镇\xc2\xa0人民 政府\n", "汀榆县槐渚镇");
	assert_key("ＡＢＣ园区管委会", "abc园区管委会");
	assert_key("汀榆县教育局（体育局）", "汀榆县教育局体育局");
	assert_key("汀榆县教育局(体育局)", "汀榆县教育局体育局");
	/* Endings that tell bodies apart stay. */
	assert_key("汀榆县人民政府办公室", "汀榆县人民政府办公室");
	assert_key("汀榆县人民政府", "汀榆县");
	/* An ending is not all of a name. */
	assert_key("人民政府", "人民政府");
	assert_key("县人民政府", "县人民政府");
	assert_key("", "");
	assert_key("——（）", "");
}

/* A key is cut between characters, and holds no more than its text. */
static void long_names(void **state)
{
	struct strbuf name = {0};
	strbuf_append_text(&name, "a");
	for (int i = 0; i < 100; i++)
		strbuf_append_text(&name, "镇");
	struct body_key key = key_of(strbuf_text(&name));
	assert_true(key.nbytes > BODY_KEY_NBYTES - UTF8_MAX_NBYTES - 1 && key.nbytes <= BODY_KEY_NBYTES);
	assert_int_equal(utf8_find_invalid(body_key_text(&key)), key.nbytes);
	strbuf_free(&name);
	struct body_key a = key_of("汀榆县槐渚镇人民政府"), b = key_of("汀榆县槐渚镇");
	assert_memory_equal(&a, &b, sizeof(a));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys),
		cmocka_unit_test(long_names),
	};
	return cmocka_run_group_tests(tests, know, forget);
}
