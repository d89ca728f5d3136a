#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "check/examined.h"
#include "check/prose/quantity_quick.h"

static uint64_t random_state;

static size_t below(size_t limit)
{
	random_state = random_state * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (size_t)(random_state >> 33) % limit;
}

/* What may stand beside the digits of a number: words with every role, and characters that begin some. */
static const char *const beside[] = {
	"万元", "万", "亿", "亿元", "元", "件", "人次", "人", "场", "场次", "日", "月", "年", "号", "时", "约", "大约", "超过",
	"近", "余", "多", "以上", "以", "左右", "左", "第", "〔", "］", "，", "。", "、", "和", "%", "-", "_", "/", "[", ":", ".",
	"a", "Z", "5", "0", "\n", "é", "𠀀", "的", "百分点", "平方米",
};

static void add_some(struct strbuf *text, size_t count)
{
	while (count--)
		strbuf_append_text(text, beside[below(sizeof(beside) / sizeof(*beside))]);
}

static void assert_same(const struct quantity *a, const struct quantity *b)
{
	assert_int_equal(a->low, b->low);
	assert_int_equal(a->high, b->high);
	assert_ptr_equal(a->text.ptr, b->text.ptr);
	assert_int_equal(a->text.nbytes, b->text.nbytes);
	assert_ptr_equal(a->digits.ptr, b->digits.ptr);
	assert_int_equal(a->digits.nbytes, b->digits.nbytes);
	assert_ptr_equal(a->unit.ptr, b->unit.ptr);
	assert_int_equal(a->unit.nbytes, b->unit.nbytes);
	assert_int_equal(a->exact, b->exact);
	assert_int_equal(a->chinese, b->chinese);
}

/* What is read is what the plain way reads, and no word that makes it inexact ends before it. The text is copied to
 * where nothing but it may be read. */
static void counts_are_those_of_the_plain_way(void **state)
{
	const struct quantity_words *words = known.rules->quantities;
	struct strbuf made = {0};
	size_t nread = 0;
	for (size_t round = 0; round < 200000; round++) {
		struct quantity quick, plain;
		random_state = round;
		strbuf_clear(&made);
		add_some(&made, below(3));
		size_t offset = made.nbytes;
		strbuf_printf(&made, "%zu", below(2) ? below(1000) : below(SIZE_MAX >> below(60)));
		add_some(&made, below(4));
		char *copy = malloc(made.nbytes);
		memcpy(copy, made.ptr, made.nbytes);
		struct str text = {copy, made.nbytes};
		bool first = !offset || copy[offset - 1] < '0' || copy[offset - 1] > '9';
		if (first && quantity_read_quick(words, text, offset, &quick)) {
			assert_false(quantity_words_end_at(words, text, offset, QUANTITY_BEFORE_END));
			assert_true(quantity_read_count(words, text, offset, &plain));
			assert_same(&quick, &plain);
			nread++;
		}
		free(copy);
	}
	assert_true(nread > 20000);
	strbuf_free(&made);
}

static void most_counts_are_read(void **state)
{
	static const char *const texts[] = {"440条，", "1件", "12人次。", "98%，", "7", "30场次，", "5的"};
	struct quantity quantity;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_true(quantity_read_quick(known.rules->quantities, str_from(texts[i]), 0, &quantity));
}

/* However many there are, nothing runs over. */
static void digits_without_an_end_are_no_count(void **state)
{
	struct quantity quantity;
	struct strbuf text = {0};
	for (size_t i = 0; i < 100; i++) {
		bool read = quantity_read_quick(known.rules->quantities, strbuf_view(&text), 0, &quantity);
		assert_true(!read || i <= 9);
		strbuf_append_byte(&text, '9');
	}
	strbuf_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digits_without_an_end_are_no_count),
		cmocka_unit_test(counts_are_those_of_the_plain_way),
		cmocka_unit_test(most_counts_are_read),
	};
	return cmocka_run_group_tests(tests, know, forget);
}
