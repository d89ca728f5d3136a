#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/kinds/text_parts.h"
#include "check/knowledge.h"
#include "check/prose/clauses.h"
#include "check/prose/prose_index.h"
#include "check/prose/spots.h"

static struct knowledge knowledge;
static struct prose prose;
static struct prose_index prose_index;
static struct literals *literals;

/* A prose of these paragraphs, the first of them a heading. */
static void make_prose(const char *const *texts, size_t ntexts)
{
	struct document_item items[8];
	for (size_t i = 0; i < ntexts; i++)
		items[i] = (struct document_item){.kind = i ? DOCUMENT_PARAGRAPH : DOCUMENT_HEADING,
						  .line = (uint32_t)i + 1,
						  .text = str_from(texts[i]),
						  .section = 1};
	const struct document document = {.nitems = ntexts, .capacity = ntexts, .items = items};
	prose_build(&prose, &document, 0, &knowledge.words);
}

static struct rule_list search(const struct str *words, size_t count)
{
	return (struct rule_list){.count = count, .words = words, .set = literals_add(literals, words, count)};
}

static const char *const texts[] = {
	"一、总体情况",
	"2024年，公开信息120条；其中网站100条。受理申请3件！",
	"办结率100%（含上年结转）。",
	"没有其他内容",
};

static void words_of_lists(void **state)
{
	static const struct str words[] = {STR_INIT("公开"), STR_INIT("申请")}, others[] = {STR_INIT("复议")},
				open[] = {STR_INIT("")};
	const struct rule_list list = search(words, 2), none = search(others, 1),
			       unsearched = {.count = 2, .words = words};
	struct rule_list empty = search(open, 1);
	empty.holds_empty = true;
	make_prose(texts, 4);
	prose_index_make(&prose_index, &prose, literals, knowledge.rules->quantities);
	for (size_t i = 0; i < prose.count; i++) {
		struct str text = prose_text(&prose, i);
		assert_int_equal(prose_index_holds(&prose_index, text, &list), i == 1);
		assert_int_equal(prose_index_holds(&prose_index, text, &unsearched), i == 1);
		assert_false(prose_index_holds(&prose_index, text, &none));
		assert_true(prose_index_holds(&prose_index, text, &empty));
	}
	/* Texts of other places are searched as they are. */
	assert_true(prose_index_holds(&prose_index, STR("一次申请"), &list));
	assert_false(prose_index_holds(&prose_index, STR("一次复审"), &list));
	prose_index_forget(&prose_index);
	assert_true(prose_index_holds(&prose_index, prose_text(&prose, 1), &list));
	assert_false(prose_index_holds(&prose_index, prose_text(&prose, 2), &list));
}

static void paragraphs_with_words(void **state)
{
	static const struct str words[] = {STR_INIT("情况"), STR_INIT("结转"), STR_INIT("内容")},
				open[] = {STR_INIT("")};
	const struct rule_list list = search(words, 3);
	struct rule_list empty = search(open, 1);
	size_t paragraph = 0;
	empty.holds_empty = true;
	make_prose(texts, 4);
	prose_index_make(&prose_index, &prose, literals, knowledge.rules->quantities);
	assert_true(prose_index_next_paragraph(&prose_index, &list, &paragraph));
	assert_int_equal(paragraph++, 0);
	assert_true(prose_index_next_paragraph(&prose_index, &list, &paragraph));
	assert_int_equal(paragraph++, 2);
	assert_true(prose_index_next_paragraph(&prose_index, &list, &paragraph));
	assert_int_equal(paragraph++, 3);
	assert_false(prose_index_next_paragraph(&prose_index, &list, &paragraph));
	paragraph = 1;
	assert_true(prose_index_next_paragraph(&prose_index, &empty, &paragraph));
	assert_int_equal(paragraph, 1);
	paragraph = 0;
	assert_true(prose_index_next_marked(&prose_index, MARKS_PERCENT, &paragraph));
	assert_int_equal(paragraph++, 2);
	assert_false(prose_index_next_marked(&prose_index, MARKS_PERCENT, &paragraph));
}

/* As a walk over the text has them. */
static void sentences_of_a_paragraph(void **state)
{
	make_prose(texts, 4);
	prose_index_make(&prose_index, &prose, literals, knowledge.rules->quantities);
	for (size_t i = 0; i < prose.count; i++) {
		const struct literal_hit *mark = NULL;
		struct prose_sentences sentences = prose_index_sentences_from(&prose_index, i, &mark);
		struct str rest = prose_text(&prose, i), sentence, expected;
		while (text_next_sentence(&rest, "", &expected)) {
			assert_true(prose_sentences_next(&sentences, &sentence));
			assert_ptr_equal(sentence.ptr, expected.ptr);
			assert_int_equal(sentence.nbytes, expected.nbytes);
		}
		assert_false(prose_sentences_next(&sentences, &sentence));
	}
}

enum { MANY = 90 };

/* Many paragraphs with many numbers, some long and some short; every third one tells of applications. */
static void make_many(void)
{
	static struct document_item items[MANY];
	static char many[MANY][1200];
	for (size_t i = 0; i < MANY; i++) {
		struct strbuf text = {0};
		for (size_t j = 0; j < i % 7 * 3 + 1; j++)
			strbuf_printf(&text, "公开信息%zu条，培训%zu次；%s", i, j, j % 2 ? "印发2份。" : "发文3件。");
		strbuf_append_text(&text, i % 3 ? "完。" : "受理申请7件。");
		assert_true(text.nbytes < sizeof(many[i]));
		memcpy(many[i], text.ptr, text.nbytes);
		items[i] = (struct document_item){.kind = DOCUMENT_PARAGRAPH, .line = (uint32_t)i + 1,
						  .text = {many[i], text.nbytes}, .section = 1};
		strbuf_free(&text);
	}
	const struct document document = {.nitems = MANY, .capacity = MANY, .items = items};
	prose_build(&prose, &document, 0, &knowledge.words);
}

/* Going from paragraph to paragraph, some left out, gives what asking for each gives. */
static void sentences_of_some_paragraphs(void **state)
{
	(void)state;
	make_many();
	prose_index_make(&prose_index, &prose, literals, knowledge.rules->quantities);
	for (size_t step = 1; step < 5; step++) {
		const struct literal_hit *mark = NULL;
		for (size_t i = step - 1; i < prose.count; i += step) {
			const struct literal_hit *first = NULL;
			struct prose_sentences a = prose_index_sentences_from(&prose_index, i, &first);
			struct prose_sentences b = prose_index_sentences_from(&prose_index, i, &mark);
			assert_ptr_equal(a.rest.ptr, b.rest.ptr);
			assert_int_equal(a.rest.nbytes, b.rest.nbytes);
			assert_int_equal(a.offset, b.offset);
			assert_int_equal(a.last - a.mark, b.last - b.mark);
			assert_true(a.mark == a.last || a.mark == b.mark);
		}
	}
}

/* Each paragraph that holds a word is found, and no other. */
static void words_of_many_paragraphs(void **state)
{
	static const struct str words[] = {STR_INIT("受理申请")};
	const struct rule_list list = search(words, 1);
	(void)state;
	make_many();
	prose_index_make(&prose_index, &prose, literals, knowledge.rules->quantities);
	for (size_t first = 0; first < MANY; first++) {
		size_t expected = first, i = first;
		for (; prose_index_next_paragraph(&prose_index, &list, &i); i++) {
			while (expected % 3)
				expected++;
			assert_int_equal(i, expected++);
		}
		while (expected % 3)
			expected++;
		assert_true(expected >= MANY);
	}
}

/* The numbers of a paragraph stay where they are while those of others are read, in whatever order. */
static void numbers_stay(void **state)
{
	static struct mention room[CLAUSES_MAX_MENTIONS];
	static uint64_t spots[1024];
	struct clauses clauses[MANY], expected;
	(void)state;
	for (unsigned round = 0; round < 3; round++) {
		make_many();
		prose_index_make(&prose_index, &prose, literals, knowledge.rules->quantities);
		for (size_t i = 0; i < MANY; i++)
			clauses[i * 7 % MANY] = clauses_of(&prose_index, i * 7 % MANY);
		for (size_t i = 0; i < MANY; i++) {
			struct clauses again = clauses_of(&prose_index, i);
			assert_ptr_equal(again.list, clauses[i].list);
			spots_find_plain(prose_text(&prose, i), spots);
			clauses_read(&expected, knowledge.rules->quantities, prose_text(&prose, i), spots, 0, room);
			assert_int_equal(clauses[i].count, expected.count);
			for (size_t j = 0; j < expected.count; j++) {
				assert_ptr_equal(clauses[i].list[j].quantity.text.ptr, room[j].quantity.text.ptr);
				assert_int_equal(clauses[i].list[j].quantity.low, room[j].quantity.low);
			}
		}
	}
}

static void numbers_of_a_paragraph(void **state)
{
	static struct mention room[CLAUSES_MAX_MENTIONS];
	make_prose(texts, 4);
	prose_index_make(&prose_index, &prose, literals, knowledge.rules->quantities);
	for (size_t i = 0; i < prose.count; i++) {
		struct clauses clauses = clauses_of(&prose_index, i), expected;
		uint64_t spots[8];
		spots_find_plain(prose_text(&prose, i), spots);
		clauses_read(&expected, knowledge.rules->quantities, prose_text(&prose, i), spots, 0, room);
		assert_ptr_equal(clauses.text.ptr, expected.text.ptr);
		assert_int_equal(clauses.count, expected.count);
		assert_int_equal(clauses.count, i == 1 ? 3 : i == 2 ? 1 : 0);
		for (size_t j = 0; j < clauses.count; j++) {
			const struct mention *a = &clauses.list[j], *b = &expected.list[j];
			assert_int_equal(a->quantity.low, b->quantity.low);
			assert_ptr_equal(a->quantity.text.ptr, b->quantity.text.ptr);
			assert_ptr_equal(a->label.ptr, b->label.ptr);
			assert_ptr_equal(a->behind.ptr, b->behind.ptr);
			assert_true(str_equal(a->unit, b->unit));
			assert_int_equal(a->sentence, b->sentence);
		}
	}
}

static int start(void **state)
{
	struct error error;
	literals = literals_new();
	prose_index_add_marks(literals);
	return knowledge_load(&knowledge, &error) ? 0 : -1;
}

static int release(void **state)
{
	prose_index_free(&prose_index);
	prose_free(&prose);
	literals_free(literals);
	knowledge_free(&knowledge);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_of_lists),
		cmocka_unit_test(paragraphs_with_words),
		cmocka_unit_test(sentences_of_a_paragraph),
		cmocka_unit_test(numbers_of_a_paragraph),
		cmocka_unit_test(sentences_of_some_paragraphs),
		cmocka_unit_test(words_of_many_paragraphs),
		cmocka_unit_test(numbers_stay),
	};
	return cmocka_run_group_tests(tests, start, release);
}
