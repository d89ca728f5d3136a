/* What a page becomes with the parser and without, compared to the last place. Included behind cmocka.h. */
#ifndef GOUJI_TESTS_READ_OUTCOME_H
#define GOUJI_TESTS_READ_OUTCOME_H

#include "base/str.h"
#include "read/html/html.h"

/* What a page becomes, with all places. */
struct outcome {
	struct html_reader reader;
	struct strbuf text;
	struct str wanted;              /* empty, or of blocks with this text only */
};

static inline bool outcome_is_wanted(const struct outcome *outcome, const struct block *block)
{
	bool found = !outcome->wanted.nbytes ||
		     (block->kind == BLOCK_PARAGRAPH && str_contains(block->text, outcome->wanted));
	for (size_t i = 0; block->kind == BLOCK_ROW && i < block->ncells; i++)
		found |= str_contains(block->cells[i].text, outcome->wanted);
	return found;
}

static inline void outcome_take(void *context, const struct block *block)
{
	struct outcome *outcome = context;
	struct strbuf *text = &outcome->text;
	if (!outcome_is_wanted(outcome, block))
		return;
	strbuf_printf(text, "%u %d %u %d|", block->line, (int)block->kind, (unsigned)block->heading_level,
		      block->truncated);
	if (block->kind == BLOCK_PARAGRAPH)
		strbuf_append(text, block->text);
	for (size_t i = 0; block->kind == BLOCK_ROW && i < block->ncells; i++) {
		const struct block_cell *cell = &block->cells[i];
		strbuf_printf(text, "%u:%u:%d ", cell->line, cell->column, cell->covered);
		strbuf_append(text, cell->text);
		strbuf_append_byte(text, '|');
	}
	strbuf_append_byte(text, '\n');
}

static inline const char *outcome_read_page(struct outcome *outcome, struct str page, bool parses)
{
	const struct block_sink sink = {outcome_take, outcome};
	strbuf_clear(&outcome->text);
	outcome->reader.always_parses = parses;
	html_read_blocks(&outcome->reader, page, &sink);
	strbuf_printf(&outcome->text, "%s\n", outcome->reader.limit ? outcome->reader.limit : "");
	return strbuf_text(&outcome->text);
}

static inline void outcome_compare(struct outcome outcomes[2], struct str page)
{
	const char *parsed = outcome_read_page(&outcomes[0], page, true);
	const char *quick = outcome_read_page(&outcomes[1], page, false);
	if (strcmp(parsed, quick) != 0)
		print_error("%.*s\n", (int)page.nbytes, page.ptr);
	assert_string_equal(parsed, quick);
}

static inline size_t outcome_find_wanted(void *context, struct str page, size_t from)
{
	const struct outcome *outcome = context;
	return from + str_find(str_slice(page, from, page.nbytes), outcome->wanted);
}

/* The blocks with a text are the same when tables without it may be left out. */
static inline void outcome_compare_wanted(struct outcome outcomes[2], struct str page)
{
	static const char *const words[] = {"维持", "年"};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		outcomes[0].wanted = outcomes[1].wanted = str_from(words[i]);
		outcomes[1].reader.find_place = outcome_find_wanted;
		outcomes[1].reader.find_context = &outcomes[1];
		const char *all = outcome_read_page(&outcomes[0], page, true);
		const char *some = outcome_read_page(&outcomes[1], page, false);
		/* What else passed a limit is not known. */
		outcomes[0].text.nbytes -= strlen(outcomes[0].reader.limit ? outcomes[0].reader.limit : "") + 1;
		outcomes[1].text.nbytes -= strlen(outcomes[1].reader.limit ? outcomes[1].reader.limit : "") + 1;
		assert_int_equal(outcomes[0].text.nbytes, outcomes[1].text.nbytes);
		assert_memory_equal(all, some, outcomes[0].text.nbytes);
	}
	for (size_t i = 0; i < 2; i++) {
		outcomes[i].wanted = (struct str){0};
		outcomes[i].reader.find_place = NULL;
	}
}

static inline void outcomes_free(struct outcome outcomes[2])
{
	for (size_t i = 0; i < 2; i++) {
		html_reader_free(&outcomes[i].reader);
		strbuf_free(&outcomes[i].text);
	}
}

#endif
