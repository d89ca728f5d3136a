/* The fast look at a text against the plain one, and the plain one against what UTF-8 is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/utf8_clean.h"
#include "random_next.h"

static void assert_clean(struct str text, bool clean)
{
	assert_int_equal(utf8_is_clean_plain(text), clean);
	assert_int_equal(utf8_is_clean(text), clean);
}

static void what_is_clean(void **state)
{
	assert_clean(STR(""), true);
	assert_clean((struct str){NULL, 0}, true);
	assert_clean(STR("一、总体情况\t0\r\n\v\f12"), true);
	assert_clean(STR("\xef\xbb\xbf一"), true);
	assert_clean(STR("·𠀀é"), true);
	assert_clean(STR("a\x7f"), false);
	assert_clean(STR("a\x1b[m"), false);
	assert_clean((struct str){"a\0b", 3}, false);
	assert_clean(STR("一\xe4\xb8"), false);
	assert_clean(STR("\xed\xa0\x80"), false);
	assert_clean(STR("\xe0\x80\x80"), false);
	assert_clean(STR("\xf4\x90\x80\x80"), false);
	assert_clean(STR("\xff"), false);
}

/* Characters in a row, then a few bytes put wrong, at every length and beginning. */
static void the_same_as_the_plain_look(void **state)
{
	static const char *const chars[] = {"一", "（",		  "0", "12", "\t", "\n", "·", "é",
					    "𠀀", "\xed\x9f\xbf", "ࠀ", "数", "据"};
	static const unsigned char bad[] = {0x80, 0xBF, 0xC0, 0xC2, 0xE0, 0xE4, 0xED,
					    0xF0, 0xF5, 0xFF, 0x00, 0x1B, 0x7F, 'a'};
	uint64_t random = 1;
	size_t nclean = 0;
	for (int round = 0; round < 200000; round++) {
		char bytes[256];
		size_t nbytes = 0, wanted = random_next(&random) % 240,
		       nchoices = random_next(&random) % 2 ? 3 : sizeof(chars) / sizeof(*chars);
		while (nbytes < wanted) {
			const char *c = chars[random_next(&random) % nchoices];
			memcpy(bytes + nbytes, c, strlen(c));
			nbytes += strlen(c);
		}
		for (uint64_t n = random_next(&random) % 3; n > 0 && nbytes; n--)
			bytes[random_next(&random) % nbytes] = (char)bad[random_next(&random) % sizeof(bad)];
		size_t start = nbytes ? random_next(&random) % 4 % nbytes : 0;
		struct str text = {bytes + start, nbytes - start};
		bool clean = utf8_is_clean_plain(text);
		bool has_signs = false;
		assert_int_equal(utf8_look(text, &has_signs), clean);
		assert_true(!clean || has_signs == utf8_has_signs_plain(text));
		nclean += clean;
	}
	assert_in_range(nclean, 20000, 180000);
}

/* Two bytes of any kind where blocks begin and end, among ASCII and among characters of three bytes. */
static void every_two_bytes(void **state)
{
	enum { NBYTES = 150 };
	static const size_t places[] = {0, 31, 61, 62, 63, 64, 127};
	for (unsigned pair = 0; pair < 0x10000; pair++)
		for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
			char bytes[NBYTES];
			for (size_t j = 0; j < NBYTES; j++)
				bytes[j] = pair % 2 ? "\xe7\x9c\x81"[j % 3] : 'a';
			bytes[places[i]] = (char)(pair >> 8);
			bytes[places[i] + 1] = (char)pair;
			struct str text = {bytes, NBYTES};
			bool has_signs, clean = utf8_is_clean_plain(text);
			if (utf8_look(text, &has_signs) != clean || (clean && has_signs != utf8_has_signs_plain(text)))
				fail_msg("%04x at %zu", pair, places[i]);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_clean),
		cmocka_unit_test(the_same_as_the_plain_look),
		cmocka_unit_test(every_two_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
