/* Summaries and sketches. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/fold.h"
#include "base/utf8.h"
#include "check/across/over_years.h"
#include "check/across/sketch.h"
#include "check/across/summary.h"
#include "check/examined.h"
#include "check/prose/quantity_words.h"

static struct arena arena;

static void assert_same_cells(const struct cell *a, const struct cell *b, size_t ncells)
{
	for (size_t i = 0; i < ncells; i++) {
		assert_int_equal(a[i].status, b[i].status);
		if (cell_has_number(&a[i]))
			assert_int_equal(a[i].value, b[i].value);
	}
}

static void samples_come_back(void **state)
{
	static struct report report;
	static const char *const names[] = {"data/samples/tingyu/2022-zf.txt",	   "data/samples/tingyu/2024-jyj.txt",
					    "data/samples/tingyu/2024-yundui.txt", "tests/samples/zhelin/2019-sfj.txt",
					    "data/samples/yanlu/2024-qzf.txt",	   "data/samples/tingyu/2023-zrzy.txt"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char path[128];
		snprintf(path, sizeof(path), "%s", names[i]);
		const struct examiner *examiner = examine_file(in_source_tree(path));
		const struct summary *summary = summary_make(&arena, examiner);
		summary_unpack(summary, &known, &report);
		assert_ptr_equal(report.format, examiner->report.format);
		assert_int_equal(report.year, examiner->report.year);
		assert_same_cells(examiner->report.cells, report.cells, report.format->ncells);
		for (size_t t = 0; t < report.format->ntables; t++)
			assert_int_equal(!report.tables[t].line, !examiner->report.tables[t].line);
		assert_true(summary_file(summary) && summary->checked);
	}
}

/* A clean report without a number costs its sketch and little else. */
static void bytes_kept(void **state)
{
	const struct examiner *examiner = examine_file(in_source_tree("data/samples/tingyu/2023-qingruo.txt"));
	const struct summary *summary = summary_make(&arena, examiner);
	print_message("# a summary takes %zu bytes, %u of them for cells, %u for the sketch\n", summary_nbytes(summary),
		      (unsigned)summary->ncell_bytes, (unsigned)(SKETCH_NBINS + summary->nsentences * 4));
	assert_true(summary->all_zero);
	assert_int_equal(summary->ncell_bytes, 0);
	assert_true(summary_nbytes(summary) <= 100);
	summary = summary_make(&arena, examine_text("通知\n", "a.txt"));
	assert_false(summary->checked);
	assert_int_equal(summary_nbytes(summary), offsetof(struct summary, rest));
}

/* A text that is too short for every rule is not kept; how many shingles it has is. */
static void short_texts(void **state)
{
	struct rules *rules = (struct rules *)known.forms[0].rules;
	const struct examiner *examiner = examine_file(in_source_tree("data/samples/tingyu/2023-qingruo.txt"));
	const struct summary *summary = summary_make(&arena, examiner);
	assert_int_equal(known.least_shingles, 150);
	assert_true(summary->has_sketch && summary->nshingles >= 150);
	known.least_shingles = (size_t)summary->nshingles + 1;
	const struct summary *without = summary_make(&arena, examiner);
	known.least_shingles = 150;
	assert_int_equal(without->nshingles, summary->nshingles);
	assert_null(summary_bins(without));
	assert_int_equal(without->nsentences, 0);
	assert_int_equal(summary_nbytes(without) + SKETCH_NBINS + summary->nsentences * 4, summary_nbytes(summary));
	/* The least of all rules that look at texts counts. */
	struct rule *texts = (struct rule *)rules_find_kind(rules, &years_text);
	decimal least = texts->thresholds[1];
	texts->thresholds[1] = 20 * (decimal)DECIMAL_ONE;
	assert_int_equal(summary_least_shingles(rules), 20);
	texts->thresholds[1] = 2000 * (decimal)DECIMAL_ONE;
	assert_int_equal(summary_least_shingles(rules), 150);
	texts->thresholds[1] = least;
}

/* Only whole summaries are copied. */
static void copies(void **state)
{
	const char *path = in_source_tree("data/samples/tingyu/2023-qingruo.txt");
	const struct summary *summary = summary_make(&arena, examine_file(path));
	struct str bytes = {(const char *)summary, summary_nbytes(summary)};
	const struct summary *copy = summary_copy(&arena, &known, bytes);
	assert_memory_equal(copy, summary, bytes.nbytes);
	for (size_t nbytes = 0; nbytes < bytes.nbytes; nbytes++)
		assert_null(summary_copy(&arena, &known, str_slice(bytes, 0, nbytes)));
}

/* A running text of sections one and five, made of the texts. */
static void sketch(struct sketch *out, const char *one, const char *five)
{
	struct document_item items[] = {
		{.kind = DOCUMENT_HEADING, .line = 1, .text = STR("一、总体情况"), .section = 1},
		{.kind = DOCUMENT_PARAGRAPH, .line = 2, .text = str_from(one), .section = 1},
		{.kind = DOCUMENT_HEADING, .line = 3, .text = STR("五、存在的主要问题及改进情况"), .section = 5},
		{.kind = DOCUMENT_PARAGRAPH, .line = 4, .text = str_from(five), .section = 5},
	};
	struct document document = {.nitems = 4, .capacity = 4, .items = items};
	struct prose prose = {0};
	static struct str words[] = {{"处理费管理办法", sizeof("处理费管理办法") - 1}};
	const struct rule_list common = {.count = 1, .words = words};
	struct prose_index index = {0};
	struct literals *literals = literals_new();
	prose_build(&prose, &document, 0, &known.words);
	prose_index_add_marks(literals);
	prose_index_make(&index, &prose, literals, &(const struct quantity_words){0});
	sketch_make(out, &index, &common);
	prose_index_free(&index);
	literals_free(literals);
	prose_free(&prose);
}

/* Text of characters that are drawn from many: no shingle comes twice. */
static const char *make_text(uint64_t seed, size_t nchars)
{
	struct strbuf text = {0};
	for (size_t i = 0; i < nchars; i++) {
		uint32_t c = 0x4E00 + (uint32_t)(hash_mix(seed + i * 977) % 8000);
		strbuf_printf(&text, "%c%c%c", (int)(0xE0 | c >> 12), (int)(0x80 | (c >> 6 & 0x3F)),
			      (int)(0x80 | (c & 0x3F)));
		if (i % 40 == 39)
			strbuf_append_text(&text, "。");
	}
	const char *copy = arena_copy(&arena, strbuf_view(&text)).ptr;
	strbuf_free(&text);
	return copy;
}

/* The characters that count, one after the other. */
static size_t read_letters(struct str text, uint64_t *letters)
{
	size_t count = 0;
	bool number = false;
	for (struct utf8_char c; text.nbytes; text = str_slice(text, c.nbytes, text.nbytes)) {
		c = utf8_decode(text);
		uint32_t code = c.code_point, lower = code | 0x20;
		bool digit = code >= '0' && code <= '9';
		if (digit && !number)
			letters[count++] = '#';
		number = digit || (number && (code == '.' || code == ',' || code == '%'));
		if ((code >= 0x3400 && code < 0xFF00) || (code < 0x80 && lower >= 'a' && lower <= 'z'))
			letters[count++] = code;
	}
	return count;
}

/* The bins by the book: each shingle is hashed by itself. */
static void sketch_plainly(struct str text, uint8_t bins[SKETCH_NBINS])
{
	static uint64_t letters[8192];
	const uint64_t factor = UINT64_C(0x9E3779B97F4A7C15);
	uint32_t least[SKETCH_NBINS];
	size_t count = read_letters(text, letters);
	memset(least, 0xFF, sizeof(least));
	memset(bins, 0, SKETCH_NBINS);
	for (size_t i = 0; i + SHINGLE_NCHARS <= count; i++) {
		uint64_t sum = 0;
		for (size_t j = 0; j < SHINGLE_NCHARS; j++)
			sum = sum * factor + letters[i + j];
		uint64_t hash = hash_mix(sum);
		if ((uint32_t)hash >= least[hash >> 58])
			continue;
		least[hash >> 58] = (uint32_t)hash;
		bins[hash >> 58] = (uint8_t)((uint32_t)hash % UINT8_MAX + 1);
	}
}

static void bins_by_the_book(void **state)
{
	static const char *const parts[] = {"政", "府", "信息", "，", "。", "；", "2023", "1,431.5%",
					    "7",  ".",	"a",	"Zz", "-",  "é",  "①",	  "𠀀",
					    "（", "”",	"公开", "年", "、", "︰", "ﾊ"};
	for (unsigned round = 0; round < 400; round++) {
		struct strbuf text = {0};
		struct sketch made;
		uint8_t bins[SKETCH_NBINS];
		/* Sentences longer than a piece are among them. */
		size_t nparts = round % 40 * round % 1200, nkinds = round % 3 ? sizeof(parts) / sizeof(*parts) : 3;
		strbuf_append_text(&text, "，");
		for (size_t i = 0; i < nparts; i++)
			strbuf_append_text(&text, parts[hash_mix(round * 5000 + i) % nkinds]);
		sketch(&made, strbuf_text(&text), "没有");
		sketch_plainly(strbuf_view(&text), bins);
		assert_memory_equal(made.bins, bins, sizeof(bins));
		strbuf_free(&text);
	}
}

/* The share that is told from the sketches is that of the texts, within what 64 bins allow. */
static void shares(void **state)
{
	for (unsigned ncommon = 0; ncommon <= 1000; ncommon += 200) {
		double error = 0;
		for (unsigned round = 0; round < 40; round++) {
			struct sketch a, b;
			/* Both have the common part; shares of the union. */
			unsigned own = (1000 - ncommon) / 2;
			const char *common = make_text(round * 7919 + 1, ncommon ? ncommon : 1);
			sketch(&a, common, make_text(round * 104729 + 2, own ? own : 1));
			sketch(&b, common, make_text(round * 1299709 + 3, own ? own : 1));
			error += (double)sketch_share(a.bins, b.bins) - ncommon;
		}
		assert_true(error / 40 > -40 && error / 40 < 40);
	}
}

static void masks(void **state)
{
	struct sketch a, b;
	static const char text[] = "2023年全年公开各类信息120条，办结群众来信35件，按时答复率100%，群众对公开工作较为满意。";
	sketch(&a, text, "我镇将继续改进。");
	sketch(&b, "2024年全年公开各类信息1,431条办结群众来信7件，按时答复率99.5%；群众对公开工作较为满意。", "我镇将继续改进。");
	assert_int_equal(sketch_share(a.bins, b.bins), 1000);
	sketch(&b, "依照处理费管理办法没有收取费用。2024年全年公开各类信息1条，办结群众来信7件，按时答复率99%，群众对公开工作较为满意。",
	       "我镇将继续改进。");
	assert_int_equal(sketch_share(a.bins, b.bins), 1000);
	assert_int_equal(a.nsentences, 1);
	assert_int_equal(a.sentences[0], sketch_hash_sentence(str_from(text)));
	assert_int_equal(sketch_hash_sentence(STR("我镇将继续改进。")), 0);
	sketch(&b, "没有", "没有");
	assert_int_equal(b.nshingles, 0);
	assert_int_equal(sketch_share(b.bins, b.bins), 0);
}

/* Of many sentences the same ones are kept in every text. */
static void sentences_kept(void **state)
{
	struct sketch a, b;
	const char *common = make_text(5, 2000);
	sketch(&a, common, "没有");
	sketch(&b, common, make_text(6, 400));
	assert_int_equal(a.nsentences, SKETCH_MAX_SENTENCES);
	for (size_t i = 1; i < a.nsentences; i++)
		assert_true(a.sentences[i - 1] < a.sentences[i]);
	assert_true(sketch_count_common(a.sentences, a.nsentences, b.sentences, b.nsentences) > 15);
	assert_int_equal(sketch_count_common(a.sentences, a.nsentences, a.sentences, a.nsentences),
			 SKETCH_MAX_SENTENCES);
}

static void hash_of_bytes(void **state)
{
	char bytes[40] = {0};
	uint64_t seen[80];
	size_t count = 0;
	for (size_t nbytes = 0; nbytes < 40; nbytes++) {
		seen[count++] = hash_bytes((struct str){bytes, nbytes});
		if (!nbytes)
			continue;
		bytes[nbytes - 1] ^= 1;
		seen[count++] = hash_bytes((struct str){bytes, nbytes});
		bytes[nbytes - 1] ^= 1;
	}
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < i; j++)
			assert_true(seen[i] != seen[j]);
}

static int teardown(void **state)
{
	arena_free(&arena);
	return forget(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(samples_come_back),
		cmocka_unit_test(bytes_kept),
		cmocka_unit_test(short_texts),
		cmocka_unit_test(copies),
		cmocka_unit_test(bins_by_the_book),
		cmocka_unit_test(shares),
		cmocka_unit_test(masks),
		cmocka_unit_test(sentences_kept),
		cmocka_unit_test(hash_of_bytes),
	};
	return cmocka_run_group_tests(tests, know, teardown);
}
