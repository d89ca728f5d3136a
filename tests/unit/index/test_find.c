#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "index/find.h"
#include "index/made.h"

static struct arena arena;
static char root[256];
static size_t nentries;
static const struct index_entry *entries[4096];

static int begin(void **state)
{
	const char *temporary = getenv("TMPDIR");
	snprintf(root, sizeof(root), "%s/gouji-find-XXXXXX", temporary ? temporary : "/tmp");
	nentries = 0;
	return mkdtemp(root) ? 0 : -1;
}

static int end(void **state)
{
	for (size_t i = 0; i < nentries; i++)
		remove(path_of_entry(entries[i]));
	arena_free(&arena);
	return rmdir(root);
}

static void add_entry(const char *path)
{
	entries[nentries++] = make_entry(&arena, path, "", 0);
}

/* A file with this text in the directory of the test. */
static void add(const char *text)
{
	char path[512];
	snprintf(path, sizeof(path), "%s/%04zu.txt", root, nentries);
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	add_entry(path);
}

static struct find *start(const char *pattern, unsigned options)
{
	struct error error;
	struct match_pattern *compiled = match_compile(str_from(pattern), options, NULL, &error);
	assert_non_null(compiled);
	return find_start(entries, nentries, compiled, ENCODING_UNKNOWN);
}

/* Appends "number:line before[match]after" for each hit, with ~ where its block begins before it. */
static void describe(struct find_batch *batch, struct strbuf *out)
{
	while (batch) {
		struct find_batch *next = batch->next;
		assert_ptr_equal(batch->entry, entries[batch->number]);
		assert_true(batch->nhits > 0);
		for (size_t i = 0; i < batch->nhits; i++) {
			const struct find_hit *hit = &batch->hits[i];
			assert_true(hit->start <= hit->end && hit->end <= hit->text.nbytes &&
				    hit->text.nbytes <= FIND_TEXT_NBYTES);
			strbuf_printf(out, "%zu:%u %s", batch->number, hit->line, hit->cut_before ? "~" : "");
			strbuf_append(out, str_slice(hit->text, 0, hit->start));
			strbuf_append_byte(out, '[');
			strbuf_append(out, str_slice(hit->text, hit->start, hit->end - hit->start));
			strbuf_append_byte(out, ']');
			strbuf_append(out, str_slice(hit->text, hit->end, hit->text.nbytes));
			strbuf_append_byte(out, '\n');
		}
		if (batch->more)
			strbuf_append_text(out, "more\n");
		free(batch);
		batch = next;
	}
}

/* Takes everything, waiting as the program does. */
static struct find_progress take_all(struct find *find, struct strbuf *out)
{
	struct find_progress progress;
	do {
		struct pollfd wake = {.fd = find_wake_fd(find), .events = POLLIN};
		assert_int_equal(poll(&wake, 1, 60000), 1);
		describe(find_take(find, &progress), out);
	} while (progress.running);
	return progress;
}

static struct find_progress assert_found(const char *pattern, unsigned options, const char *expected)
{
	struct strbuf shown = {0};
	struct find *find = start(pattern, options);
	struct find_progress progress = take_all(find, &shown);
	find_close(find);
	assert_string_equal(strbuf_text(&shown), expected);
	strbuf_free(&shown);
	assert_int_equal(progress.nfiles, nentries);
	assert_int_equal(progress.nsearched, nentries);
	return progress;
}

static void paragraphs_and_rows(void **state)
{
	add("汀榆县人民政府\n\n全年收到申请１２件。\n再收到申请3件，收到\n");
	add("没有\n");
	add("项目\t数量\n申请\t12\n");
	struct find_progress progress =
		assert_found("收到", 0, "0:3 全年[收到]申请１２件。\n0:4 再[收到]申请3件，收到\n");
	assert_int_equal(progress.nmatching, 1);
	assert_int_equal(progress.nhits, 2);
	assert_int_equal(progress.nunread, 0);
	assert_false(progress.limited);
	assert_found("12", MATCH_FOLD, "0:3 全年收到申请[１２]件。\n2:2 申请 [12]\n");
	assert_found("申请[0-9]+件", MATCH_REGEX, "0:4 再收到[申请3件]，收到\n");
	assert_found("数 量", MATCH_FOLD | MATCH_SKIP_BLANKS, "2:1 项目 [数量]\n");
	assert_found("申请 12", 0, "2:2 [申请 12]\n");
	assert_found("从无", 0, "");
}

static void other_encodings_and_markup(void **state)
{
	/* GB18030: 政府信息公开年度报告 */
	add("\xD5\xFE\xB8\xAE\xD0\xC5\xCF\xA2\xB9\xAB\xBF\xAA\xC4\xEA\xB6\xC8\xB1\xA8\xB8\xE6\n");
	add("<html><body><p>政府<b>信息</b>公开</p></body></html>");
	assert_found("信息公开", 0, "0:1 政府[信息公开]年度报告\n1:1 政府[信息公开]\n");
}

/* Cells are joined across what a page or a span puts between them, and texts of neighbours are no match. */
static void rows_of_pages(void **state)
{
	add("<html><body><table><tr><td rowspan=2>甲</td><td> 乙</td></tr>\n<tr><td>丙</td><td>甲<br>乙</td></tr>"
	    "<tr><td>甲</td><td colspan=2><p>1</p></td></tr>\n<tr><td>乙</td></tr></table></body></html>");
	add("<html><body><table><tr><td>外</td><td><table><tr><td>甲</td></tr><tr><td>乙</td></tr></table></td></tr>"
	    "</table></body></html>");
	add("<html><body><table><tr><td>甲</td>丙<td>乙</td></tr></table><p>甲乙</p></body></html>");
	assert_found("甲乙", MATCH_SKIP_BLANKS, "0:1 [甲 乙]\n0:2 丙 [甲 乙]\n2:1 [甲 乙]\n2:1 [甲乙]\n");
	assert_found("甲1", MATCH_SKIP_BLANKS, "0:2 [甲 1]\n");
	assert_found("外 ", MATCH_SKIP_BLANKS, "1:1 [外]\n");
}

/* Texts of cells are found that are broken over lines, and nothing across the lines between cells. */
static void rows_of_drawings(void **state)
{
	add("甲\n┌────┬──┐\n│政府│1 │\n│信息│  │\n├────┼──┤\n│公开│2 │\n└────┴──┘\n");
	assert_found("府信", 0, "0:3 政[府信]息 1\n");
	assert_found("息 1", 0, "0:3 政府信[息 1]\n");
	assert_found("息公", MATCH_SKIP_BLANKS, "");
	assert_found("│", 0, "");
}

static void files_that_cannot_be_read(void **state)
{
	add("公开\n");
	add("");
	entries[nentries++] = make_entry(&arena, "/none/such", "", 0);
	add("公开\n");
	struct find_progress progress = assert_found("公开", 0, "0:1 [公开]\n3:1 [公开]\n");
	assert_int_equal(progress.nunread, 2);
}

static void long_lines_are_cut(void **state)
{
	struct strbuf text = {0};
	for (int i = 0; i < 100; i++)
		strbuf_append_text(&text, "字");
	strbuf_append_text(&text, "x公开");
	for (int i = 0; i < 100; i++)
		strbuf_append_text(&text, "字");
	add(strbuf_text(&text));
	strbuf_free(&text);
	struct find *find = start("公开", 0);
	struct find_progress progress;
	struct find_batch *batch = NULL;
	while (!batch) {
		batch = find_take(find, &progress);
	}
	const struct find_hit *hit = &batch->hits[0];
	assert_true(hit->cut_before);
	assert_true(hit->text.nbytes <= FIND_TEXT_NBYTES && hit->text.nbytes > FIND_TEXT_NBYTES - 4);
	assert_int_equal(hit->text.nbytes % 3, 1);
	assert_memory_equal(hit->text.ptr + hit->start, "公开", 6);
	assert_memory_equal(hit->text.ptr, "字", 3);
	free(batch);
	find_close(find);
}

/* A match longer than what is kept. */
static void long_matches_are_cut(void **state)
{
	char text[1000];
	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	add(text);
	struct find *find = start("a+", MATCH_REGEX);
	struct find_batch *batch = NULL;
	while (!batch)
		batch = find_take(find, NULL);
	assert_int_equal(batch->hits[0].start, 0);
	assert_int_equal(batch->hits[0].end, FIND_TEXT_NBYTES);
	free(batch);
	find_close(find);
}

static void many_hits(void **state)
{
	struct strbuf text = {0};
	struct strbuf shown = {0};
	for (int i = 0; i < FIND_MAX_NHITS_IN_FILE; i++)
		strbuf_append_text(&text, "公开。\n");
	add(strbuf_text(&text));
	strbuf_append_text(&text, "公开。\n");
	for (int i = 0; i < 300; i++)
		add(strbuf_text(&text));
	struct find *find = start("公开", 0);
	struct find_progress progress = take_all(find, &shown);
	assert_true(progress.limited);
	assert_true(progress.nhits >= FIND_MAX_NHITS && progress.nhits < FIND_MAX_NHITS + 1000);
	assert_true(progress.nsearched < nentries);
	size_t nlines = 0, nmore = 0;
	struct str rest = strbuf_view(&shown), line;
	while (str_split(&rest, '\n', &line)) {
		nmore += str_equal(line, STR("more"));
		nlines += line.nbytes > 0 && !str_equal(line, STR("more"));
	}
	assert_int_equal(nlines, progress.nhits);
	/* All but the first one have more. */
	assert_int_equal(nmore, progress.nmatching - 1);
	find_close(find);
	strbuf_free(&text);
	strbuf_free(&shown);
}

/* Hits come in the order of the entries, whichever thread is done first. */
static void in_order(void **state)
{
	struct strbuf shown = {0}, expected = {0};
	for (int i = 0; i < 500; i++) {
		add(i % 7 ? "公开\n" : "无\n");
		if (i % 7)
			strbuf_printf(&expected, "%d:1 [公开]\n", i);
	}
	struct find *find = start("公开", 0);
	take_all(find, &shown);
	assert_string_equal(strbuf_text(&shown), strbuf_text(&expected));
	find_close(find);
	strbuf_free(&shown);
	strbuf_free(&expected);
}

static double milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* Patterns that never come to an end are given up block by block, and can be left at any moment. */
static void catastrophic_patterns(void **state)
{
	struct strbuf text = {0};
	for (int i = 0; i < 20; i++)
		strbuf_append_text(&text, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac\n");
	add(strbuf_text(&text));
	struct find_progress progress = assert_found("^(a+)+$", MATCH_REGEX, "");
	assert_int_equal(progress.ngiven_up, 20);
	for (int i = 0; i < 200; i++)
		add(strbuf_text(&text));
	double begun = milliseconds();
	struct find *find = start("^(a+)+$", MATCH_REGEX);
	find_cancel(find);
	assert_null(find_take(find, &progress));
	assert_false(progress.running);
	find_close(find);
	/* Generous: the machine may have other work. Going on to the end would take seconds. */
	assert_true(milliseconds() - begun < 2000);
	strbuf_free(&text);
}

static void stopped_at_any_moment(void **state)
{
	for (int i = 0; i < 300; i++)
		add("公开\n");
	for (int round = 0; round < 30; round++) {
		struct find *find = start("公开", 0);
		struct find_progress progress;
		struct strbuf shown = {0};
		for (int i = 0; i < round; i++)
			describe(find_take(find, &progress), &shown);
		if (round % 3 == 0)
			find_cancel(find);
		if (round % 3 == 0)
			assert_null(find_take(find, &progress));
		find_close(find);
		strbuf_free(&shown);
	}
	find_close(NULL);
}

static void nothing_to_search(void **state)
{
	struct find_progress progress = assert_found("公开", 0, "");
	assert_int_equal(progress.nfiles, 0);
	assert_false(progress.running);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(paragraphs_and_rows, begin, end),
		cmocka_unit_test_setup_teardown(other_encodings_and_markup, begin, end),
		cmocka_unit_test_setup_teardown(rows_of_pages, begin, end),
		cmocka_unit_test_setup_teardown(rows_of_drawings, begin, end),
		cmocka_unit_test_setup_teardown(files_that_cannot_be_read, begin, end),
		cmocka_unit_test_setup_teardown(long_lines_are_cut, begin, end),
		cmocka_unit_test_setup_teardown(long_matches_are_cut, begin, end),
		cmocka_unit_test_setup_teardown(many_hits, begin, end),
		cmocka_unit_test_setup_teardown(in_order, begin, end),
		cmocka_unit_test_setup_teardown(catastrophic_patterns, begin, end),
		cmocka_unit_test_setup_teardown(stopped_at_any_moment, begin, end),
		cmocka_unit_test_setup_teardown(nothing_to_search, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
