/* How fast pages are read, beside libxml2's SAX parser alone with handlers that do nothing, and `wc -m`:
 * bench_html [PAGE...]
 * Without pages it makes one of the usual size and form. Link it with the library and libxml2. */
#include <stdio.h>
#include <time.h>

#include <libxml/HTMLparser.h>

#include "read/html/html.h"
#include "tests/bench/file.h"
#include "tests/bench/wc.h"

enum { NROUNDS = 7 };

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void ignore_block(void *context, const struct block *block)
{
	*(size_t *)context += block->ncells;
}

static void ignore_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
	(void)context, (void)name, (void)attributes;
}

static void ignore_end(void *context, const xmlChar *name)
{
	(void)context, (void)name;
}

static void ignore_text(void *context, const xmlChar *bytes, int nbytes)
{
	(void)context, (void)bytes, (void)nbytes;
}

static void read_blocks(struct str page)
{
	static struct html_reader reader;
	size_t ncells = 0;
	html_read_blocks(&reader, page, &(struct block_sink){ignore_block, &ncells});
}

static void parse_alone(struct str page)
{
	htmlSAXHandler handler = {
		.startElement = ignore_start,
		.endElement = ignore_end,
		.characters = ignore_text,
		.ignorableWhitespace = ignore_text,
	};
	htmlParserCtxtPtr parser = htmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
	if (!parser)
		return;
	htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
	                   HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
	htmlParseChunk(parser, page.ptr, (int)page.nbytes, 1);
	htmlFreeParserCtxt(parser);
}

/* The best of some rounds, each of about 8 MB. */
static double seconds_per_page(void (*work)(struct str page), struct str page)
{
	double best = 0;
	size_t npages = 8000000 / (page.nbytes + 1) + 1;
	for (int i = 0; i < NROUNDS; i++) {
		double start = seconds();
		for (size_t j = 0; j < npages; j++)
			work(page);
		double each = (seconds() - start) / (double)npages;
		if (!i || each < best)
			best = each;
	}
	return best;
}

static void print_rates(const char *name, struct str page)
{
	double nmegabytes = (double)page.nbytes / 1e6;
	double reading = seconds_per_page(read_blocks, page), parsing = seconds_per_page(parse_alone, page);
	double wc = wc_seconds(page);
	printf("%s: %zu bytes; blocks %.0f us, %.0f MB/s; SAX alone %.0f us, %.0f MB/s; ratio %.2f", name,
	       page.nbytes, reading * 1e6, nmegabytes / reading, parsing * 1e6, nmegabytes / parsing,
	       reading / parsing);
	if (wc > 0)
		printf("; wc -m %.0f us, %.0f MB/s; ratio %.2f", wc * 1e6, nmegabytes / wc, reading / wc);
	printf("\n");
}

/* Prose, and a table of the size of table three with the markup that Word leaves behind. */
static void make_page(struct strbuf *page)
{
	strbuf_append_text(page, "<html><head><title>某局2023年年度报告</title></head>\n<body><table><tr><td>\n");
	for (int i = 0; i < 30; i++)
		strbuf_append_text(page, "<p style=\"text-indent: 2em;\"><span style=\"font-family: 仿宋\">全年主动公开信息"
		                         "一百二十八条，&ldquo;政策解读&rdquo;十二篇。</span></p>\n");
	strbuf_append_text(page, "<table border=\"1\" cellspacing=\"0\">\n");
	for (int i = 0; i < 28; i++) {
		strbuf_append_text(page, "<tr style=\"height: 20pt\">");
		for (int j = 0; j < 9; j++)
			strbuf_printf(page, "<td width=\"60\" valign=\"center\" style=\"border: 1px solid\">"
			                    "<p align=\"center\">"
			                    "<span style=\"font-size: 12pt\">%d</span>&nbsp;</p></td>\n", i * j);
		strbuf_append_text(page, "</tr>\n");
	}
	strbuf_append_text(page, "</table></td></tr></table></body></html>\n");
}

int main(int argc, char **argv)
{
	struct strbuf page = {0};
	make_page(&page);
	print_rates("made page", strbuf_view(&page));
	for (int i = 1; i < argc; i++)
		if (file_read_bytes(argv[i], &page))
			print_rates(argv[i], strbuf_view(&page));
	strbuf_free(&page);
	return 0;
}
