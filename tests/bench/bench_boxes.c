/* How fast the pages that pdftotext writes are read, beside `wc -m`: bench_boxes [FILE...]
 * Files are the output of `pdftotext -bbox-layout`. Without any it makes a report of the usual size in that form: pages
 * of prose, and a table of the size of table three. Link it with the library. */
#include <stdio.h>
#include <time.h>

#include "read/boxes/boxes.h"
#include "tests/bench/file.h"
#include "tests/bench/wc.h"

enum { NROUNDS = 7, ROUND_NBYTES = 8000000, NPROSE_PAGES = 4, NLINES = 34, NROWS = 25, NCOLUMNS = 7 };

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void count_cells(void *context, const struct block *block)
{
	*(size_t *)context += block->kind == BLOCK_ROW ? block->ncells : 0;
}

static size_t read_blocks(struct str xml)
{
	static struct boxes_reader reader;
	size_t ncells = 0;
	boxes_read_blocks(&reader, xml, &(struct block_sink){count_cells, &ncells});
	return ncells;
}

/* The best of some rounds. */
static double seconds_to_read(struct str xml, size_t *ncells)
{
	double best = 0;
	size_t count = ROUND_NBYTES / (xml.nbytes + 1) + 1;
	for (int i = 0; i < NROUNDS; i++) {
		double start = seconds();
		for (size_t j = 0; j < count; j++)
			*ncells = read_blocks(xml);
		double each = (seconds() - start) / (double)count;
		if (!i || each < best)
			best = each;
	}
	return best;
}

static void print_rates(const char *name, struct str xml)
{
	size_t ncells = 0;
	double nmegabytes = (double)xml.nbytes / 1e6, reading = seconds_to_read(xml, &ncells), wc = wc_seconds(xml);
	printf("%s: %zu bytes, %zu cells; blocks %.0f us, %.0f MB/s", name, xml.nbytes, ncells, reading * 1e6,
	       nmegabytes / reading);
	if (wc > 0)
		printf("; wc -m %.0f us, %.0f MB/s; ratio %.2f", wc * 1e6, nmegabytes / wc, reading / wc);
	printf("\n");
}

/* A word of `nchars` characters of 12 points, its left edge and the middle of its line. */
static void add_word(struct strbuf *xml, double x, double y, unsigned nchars, const char *text)
{
	strbuf_printf(xml, "          <word xMin=\"%f\" yMin=\"%f\" xMax=\"%f\" yMax=\"%f\">%s</word>\n", x, y - 6,
		      x + 12 * nchars, y + 6, text);
}

static void add_ends(struct strbuf *xml, bool begin)
{
	strbuf_append_text(xml,
			   begin ? "      <flow>\n        <block xMin=\"70\" yMin=\"70\" xMax=\"525\" yMax=\"770\">\n"
				   "        <line xMin=\"70\" yMin=\"70\" xMax=\"525\" yMax=\"90\">\n"
				 : "        </line>\n        </block>\n      </flow>\n");
}

static void make_prose_page(struct strbuf *xml)
{
	strbuf_append_text(xml, "  <page width=\"595.000000\" height=\"842.000000\">\n");
	for (int i = 0; i < NLINES; i++) {
		add_ends(xml, true);
		add_word(xml, i % 6 ? 70 : 94, 80 + 20 * i, i % 6 ? 36 : 34,
			 "全年主动公开信息一百二十八条政策解读十二篇网民留言答复及时栏目更新正常培训两次");
		add_ends(xml, false);
	}
	strbuf_append_text(xml, "  </page>\n");
}

static void make_table_page(struct strbuf *xml)
{
	static const char *const heads[NCOLUMNS] = {"自然人", "企业", "科研", "公益", "法律", "其他", "总计"};
	strbuf_append_text(xml, "  <page width=\"595.000000\" height=\"842.000000\">\n");
	for (int i = -1; i < NROWS; i++) {
		double y = 110 + 26 * i;
		char text[64];
		add_ends(xml, true);
		snprintf(text, sizeof(text), "%d.要求行政机关确认的信息", i + 1);
		if (i >= 0)
			add_word(xml, 72, y, 12, text);
		for (int j = 0; j < NCOLUMNS; j++) {
			snprintf(text, sizeof(text), "%d", i * j % 23);
			add_word(xml, 250 + 40 * j, y, i < 0 ? 2 : 1, i < 0 ? heads[j] : text);
		}
		add_ends(xml, false);
	}
	strbuf_append_text(xml, "  </page>\n");
}

static void make_pages(struct strbuf *xml)
{
	strbuf_append_text(xml, "<html xmlns=\"http://www.w3.org/1999/xhtml\">\n<body>\n<doc>\n");
	for (int i = 0; i < NPROSE_PAGES; i++)
		make_prose_page(xml);
	make_table_page(xml);
	strbuf_append_text(xml, "</doc>\n</body>\n</html>\n");
}

int main(int argc, char **argv)
{
	struct strbuf xml = {0};
	make_pages(&xml);
	print_rates("made pages", strbuf_view(&xml));
	for (int i = 1; i < argc; i++)
		if (file_read_bytes(argv[i], &xml))
			print_rates(argv[i], strbuf_view(&xml));
	strbuf_free(&xml);
	return 0;
}
