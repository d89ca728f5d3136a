/* Texts that are shown as they are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/clip.h"
#include "base/clip_plain.h"
#include "base/fold.h"
#include "base/wide.h"

static void assert_plain(const char *text, bool plain)
{
	assert_int_equal(clip_is_plain_slowly(str_from(text), ','), plain);
	assert_int_equal(clip_is_plain(str_from(text), ','), plain);
}

static void tells_plain_texts(void **state)
{
	assert_plain("", true);
	assert_plain("plain ~", true);
	assert_plain("表三 商业企业", true);
	assert_plain("一、二。", true);
	assert_plain("a,b", false);
	assert_plain("a\"b", false);
	assert_plain("a\tb", false);
	assert_plain("\x7F", false);
	assert_plain("甲，乙", false);
	assert_plain("≠", false);
	assert_plain("\xE4\xB8", false);
	assert_plain("\xE4\xB8z", false);
	assert_plain("\x80", false);
	assert_plain("\xE4\xE4\xB8\xAD", false);
}

/* Both ways tell the same of texts of all lengths with one odd byte in any place, and what is plain is shown as it
 * is. */
static void both_ways_agree(void **state)
{
	static const char *const parts[] = {"中", "a", "公开", "7 ", "。"};
	static const unsigned char odd[] = {',',  '"',	'\t', '\n', 0x1F, 0x7F, 0x80, 0xBF,
					    0xC0, 0xE2, 0xE3, 0xE9, 0xEA, 0xEF, 0xFF, 'z'};
	size_t nplain = 0;
	for (uint64_t round = 0; round < 4000; round++) {
		struct strbuf text = {0}, shown = {0};
		while (text.nbytes < round % 131)
			strbuf_append_text(&text, parts[hash_mix(round * 1000 + text.nbytes) % 5]);
		if (text.nbytes && round % 3)
			text.ptr[hash_mix(round) % text.nbytes] = (char)odd[hash_mix(round + 7) % sizeof(odd)];
		struct str view = str_slice(strbuf_view(&text), 0, text.nbytes - (round % 7 == 0 && text.nbytes));
		bool plain = clip_is_plain_slowly(view, ',');
		assert_int_equal(clip_is_plain(view, ','), plain);
		clip_sanitise(&shown, view);
		if (plain || clip_shows_all(view))
			assert_true(str_equal(strbuf_view(&shown), view));
		/* What is plain but for commas and quotation marks is shown as it is, too. */
		if (plain && wide_is_there())
			assert_true(clip_shows_all(view));
		nplain += plain;
		strbuf_free(&text);
		strbuf_free(&shown);
	}
	assert_in_range(nplain, 1000, 3000);
}

static void tells_texts_that_are_shown(void **state)
{
	static const char *const shown[] = {"a,\"b\"", "\"表三，甲\"", "一、\"二\",三"};
	(void)state;
	for (size_t i = 0; i < sizeof(shown) / sizeof(*shown); i++)
		assert_int_equal(clip_shows_all(str_from(shown[i])), i != 1 && wide_is_there());
	assert_false(clip_shows_all(STR("a\x7F")));
	assert_false(clip_shows_all(STR("a\tb")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_plain_texts),
		cmocka_unit_test(both_ways_agree),
		cmocka_unit_test(tells_texts_that_are_shown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
