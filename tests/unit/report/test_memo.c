/* What is told by a glance or remembered, against what it stands for: the plain look-up and the plain search. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "report/generate.h"
#include "report/memo.h"
#include "report/screen.h"

enum { NREPORTS = 300 };

struct tools {
	struct knowledge knowledge;
	struct made made;
	struct memo memo;
	struct screen screen;
	size_t nlabels, nwords;         /* texts that are labels, or hold words: the test must have met some */
};

static struct tools *tools_of(void **state)
{
	return *state;
}

static void check_label(struct tools *tools, const struct form *form, struct str text)
{
	decimal value = 0;
	enum cell_status status = cell_parse(text, &tools->knowledge.words, &value);
	struct label_match match = labels_find(form->labels, text);
	struct memo_reading reading = memo_read(&tools->memo, form->labels, &tools->knowledge.words, text);
	struct label_match found = memo_find(&tools->memo, form->labels, &tools->knowledge.words, text);
	assert_int_equal(reading.status, status);
	assert_true(reading.value == value || status == CELL_TEXT || status == CELL_BLANK);
	assert_int_equal(reading.match.kinds, status == CELL_TEXT ? match.kinds : 0);
	assert_int_equal(found.kinds, match.kinds);
	assert_int_equal(found.row, match.row);
	assert_int_equal(found.table, match.table);
	assert_int_equal(found.section, match.section);
	assert_true(!match.kinds || labels_may_be(form->labels, text));
	tools->nlabels += match.kinds != 0;
}

static unsigned words_inside(const struct tools *tools, const struct format *format, struct str text)
{
	unsigned kinds = words_find_inside(&tools->knowledge.words, WORDS_REPORT, text) ? SCREEN_REPORT : 0;
	for (size_t i = 0; i < format->ntables; i++)
		for (size_t j = 0; j < format->tables[i].nsigns; j++)
			kinds |= str_contains(text, format->tables[i].signs[j]) ? SCREEN_SIGNS : 0;
	return kinds;
}

static void check_screen(struct tools *tools, const struct format *format, struct str text)
{
	screen_prepare(&tools->screen, format, &tools->knowledge.words);
	unsigned words = words_inside(tools, format, text);
	bool blanks = str_contains(text, STR(" ")) || str_contains(text, STR("\t")) ||
		      str_contains(text, STR("\xc2\xa0")) || str_contains(text, STR("　"));
	unsigned found = screen_find_words(&tools->screen, text);
	bool may_hold_blanks = screen_may_hold_blanks(&tools->screen, text);
	assert_int_equal(found, screen_find_words_plain(&tools->screen, text));
	assert_int_equal(may_hold_blanks, screen_may_hold_blanks_plain(text));
	assert_int_equal(words & ~found, 0);
	assert_true(!blanks || may_hold_blanks);
	tools->nwords += words != 0;
}

/* A text and parts of it: with its beginning or its end cut off, and with a blank inside. */
static void check_text(struct tools *tools, const struct form *form, struct str text)
{
	struct strbuf changed = {0};
	size_t middle = text.nbytes ? made_random(&tools->made, (unsigned)text.nbytes) : 0;
	while (middle && (text.ptr[middle] & 0xC0) == 0x80)
		middle--;
	static const char *const between[] = {" ", "　", "、", "(", "\n", "一"};
	strbuf_append(&changed, str_slice(text, 0, middle));
	strbuf_append_text(&changed, between[made_random(&tools->made, 6)]);
	strbuf_append(&changed, str_slice(text, middle, text.nbytes));
	const struct str texts[] = {text, str_slice(text, middle, text.nbytes), str_slice(text, 0, middle),
				    strbuf_view(&changed)};
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		check_label(tools, form, texts[i]);
		check_screen(tools, form->format, texts[i]);
	}
	strbuf_free(&changed);
}

static void everything_in_made_reports(void **state)
{
	struct tools *tools = tools_of(state);
	for (uint64_t seed = 1; seed <= NREPORTS; seed++) {
		const struct form *form = &tools->knowledge.forms[seed % KNOWLEDGE_NFORMS];
		made_begin(&tools->made, form, seed * 77, seed % 2);
		for (size_t i = 0; i < tools->made.nlines; i++) {
			const struct sheet_line *line = &tools->made.lines[i];
			check_text(tools, form, line->text);
			for (size_t j = 0; j < line->ncells; j++)
				check_text(tools, form, line->cells[j].text);
		}
	}
	assert_true(tools->nlabels > NREPORTS * 50);
	assert_true(tools->nwords > NREPORTS);
}

static void words_at_both_ends(void **state)
{
	struct tools *tools = tools_of(state);
	const struct form *form = &tools->knowledge.forms[0];
	for (size_t i = 0; i < form->format->ntables; i++)
		for (size_t j = 0; j < form->format->tables[i].nsigns; j++) {
			struct strbuf text = {0};
			strbuf_append_text(&text, "见");
			strbuf_append(&text, form->format->tables[i].signs[j]);
			check_screen(tools, form->format, strbuf_view(&text));
			strbuf_append_text(&text, "。a");
			check_screen(tools, form->format, strbuf_view(&text));
			check_screen(tools, form->format, form->format->tables[i].signs[j]);
			for (size_t nbytes = 0; nbytes < 100; nbytes++) {
				strbuf_append_byte(&text, '.');
				check_screen(tools, form->format, strbuf_view(&text));
				check_screen(tools, form->format,
					     str_slice(strbuf_view(&text), 100 - nbytes, text.nbytes));
			}
			strbuf_free(&text);
		}
	check_screen(tools, form->format, STR("一　"));
	for (size_t at = 0; at < 80; at++) {
		struct strbuf text = {0};
		strbuf_append_repeat(&text, 'a', at);
		strbuf_append_text(&text, at % 2 ? " " : "　");
		strbuf_append_repeat(&text, 'a', at % 5);
		check_screen(tools, form->format, strbuf_view(&text));
		strbuf_free(&text);
	}
	check_screen(tools, form->format, STR("根据\xc2\xa0统计"));
	assert_int_equal(screen_find_words(&tools->screen, STR("全年推送图文。")), 0);
	assert_false(screen_may_hold_blanks(&tools->screen, STR("全年推送图文。")));
}

static int set_up(void **state)
{
	struct tools *tools = calloc(1, sizeof(*tools));
	struct error error;
	*state = tools;
	return tools && knowledge_load(&tools->knowledge, &error) ? 0 : -1;
}

static int tear_down(void **state)
{
	struct tools *tools = *state;
	arena_free(&tools->made.arena);
	knowledge_free(&tools->knowledge);
	free(tools);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_in_made_reports),
		cmocka_unit_test(words_at_both_ends),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
