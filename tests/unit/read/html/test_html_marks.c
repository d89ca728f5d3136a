/* Markup by memory does what it did the first time: pages of pieces that come again in any order, with one memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/wide.h"
#include "read/html/html_marks.h"
#include "read/outcome.h"

enum { NPAGES = 4000, NEACH = 60, NPADDING = 700 };

#define LONG_STYLE \
	"border: 1px solid #000; padding: 0 7px; width: 65px; font-family: \xe4\xbb\xbf\xe5\xae\x8b; " \
	"mso-border-alt: solid windowtext .5pt; line-height: 150%"

static uint64_t draw(uint64_t *random, uint64_t count)
{
	*random = *random * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (*random >> 33) % count;
}

/* Beginnings and ends of cells that belong together. */
static const char *const cells[][2] = {
	{"<td>", "</td>"},
	{"<td><p>", "</p></td>"},
	{"<td>\n  <p align=\"center\">", "&nbsp;</p>\n</td>"},
	{"<td colspan=\"2\"><span>&nbsp;", "</span></td>"},
	{"<td rowspan='2' style=\"width: 60px\"><p><span style=\"font-size:12pt\">", "</span></p></td>"},
	{"<td style=\"" LONG_STYLE "\"><p style=\"" LONG_STYLE "\">", "</p></td>"},
	{"<td style=\"" LONG_STYLE LONG_STYLE LONG_STYLE LONG_STYLE "\"><p style=\"" LONG_STYLE "\">", "</p></td>"},
	{"<th><div><strong>", "</strong></div></th>"},
	{"<td><p>一</p>\n\n<p>", "</p></td>\n\n"},
	{"<td><br>\n", "<br/></td>"},
	{"<td><span>", "</td>"},
	{"<td colspan=\"0\"><p>", "</p></td>"},
	{"<td colspan=\"70\" rowspan=\"2000\">", "</td>"},
	{"<td class=\"a>b\"><p>", "</p></td>"},
	{"<td class=\"a><p\"><p>", "</p></td>"},
	{"<TD COLSPAN=2>", "</TD>"},
	{"<td><div><table><tr><td>", "</td></tr></table></div></td>"},
	{"<td>&#x5f00;<p>", "</p>&nbsp;&nbsp;</td>"},
	{"<td><!-- > --><p>", "</p></td>"},
	{"<td><p>", "</td>"},
};

static const char *const texts[] = {
	"", "0", "12", "&nbsp;", " 3 ", "一、本年新收政府信息公开申请数量", "a b\nc", "&#x9879;目", "1<br>2", "（一）",
	("\xef\xbb\xbf" "5"),
	"、", "\xe3\x80\x80", "很长的文字很长的文字很长的文字很长的文字很长的文字很长的文字很长的文字很长的文字", "&ldquo;", "\xef\xbf\xbe",
};

static const char *const between[] = {
	"", "", "", "", "\n", "</tr>\n<tr>", "</tr><tr>", "</tr>\n<tr>", "&nbsp;", "散", "</tr></tbody><tbody><tr>",
	"</tr></table>\n<p>后</p><table><tr>", "</tr></tbody></table><h2>题</h2><table><tbody><tr>",
};

enum {
	NCELLS = sizeof(cells) / sizeof(*cells),
	NTEXTS = sizeof(texts) / sizeof(*texts),
	NBETWEEN = sizeof(between) / sizeof(*between),
};

/* Marks are only looked for where enough of the page is left. */
static void pad(struct strbuf *page)
{
	strbuf_append_text(page, "<p>");
	strbuf_append_repeat(page, 'x', NPADDING);
	strbuf_append_text(page, "</p></body></html>");
}

/* Of few kinds of cells, so that what came once comes again. */
static void make_page(uint64_t *random, struct strbuf *page)
{
	uint64_t first = draw(random, NCELLS), nkinds = 1 + draw(random, 4), odd = draw(random, 3);
	strbuf_clear(page);
	strbuf_append_text(page, draw(random, 2) ? "<html><body><div><table><tbody><tr>"
						 : "<html><body><table>\n<tr>");
	for (size_t i = 0; i < NEACH; i++) {
		const char *const *cell = cells[(first + draw(random, nkinds)) % NCELLS];
		strbuf_append_text(page, cell[0]);
		strbuf_append_text(page, texts[draw(random, odd ? 5 : NTEXTS)]);
		strbuf_append_text(page, cell[1]);
		strbuf_append_text(page, between[draw(random, odd == 2 ? NBETWEEN : 8)]);
	}
	strbuf_append_text(page, "</tr></table>");
	pad(page);
}

static void pieces_that_come_again(void **state)
{
	struct outcome outcomes[2] = {0};
	struct strbuf page = {0};
	uint64_t random = 7;
	(void)state;
	for (size_t i = 0; i < NPAGES; i++) {
		make_page(&random, &page);
		outcome_compare(outcomes, strbuf_view(&page));
		if (i % 5 == 0)
			outcome_compare_wanted(outcomes, strbuf_view(&page));
	}
	strbuf_free(&page);
	outcomes_free(outcomes);
}

/* More of them than there is room for, each met three times. */
static void more_than_fit(void **state)
{
	struct outcome outcomes[2] = {0};
	struct strbuf page = {0};
	uint64_t random = 9;
	(void)state;
	for (size_t i = 0; i < 40; i++) {
		strbuf_clear(&page);
		strbuf_append_text(&page, "<html><body><table><tr>");
		for (size_t j = 0; j < 150; j++) {
			size_t width = draw(&random, 2) ? 1 + j / 3 : 1 + i * 40 + j / 3;
			strbuf_printf(&page, "<td width=\"%zu\"><p>%zu</p></td>%s", width, j,
				      j % 8 ? "" : "</tr>\n<tr>");
		}
		strbuf_append_text(&page, "</tr></table>");
		pad(&page);
		outcome_compare(outcomes, strbuf_view(&page));
		if (wide_is_there())
			assert_in_range(outcomes[1].reader.marks->nlearned, 50 * (i == 0), HTML_MARKS_COUNT);
	}
	strbuf_free(&page);
	outcomes_free(outcomes);
}

/* What is known is found at its place, and nowhere else: in what is open, and with the steps it was learned with. */
static void known_marks(void **state)
{
	struct outcome outcomes[2] = {0};
	struct strbuf page = {0};
	(void)state;
	static const char *const bodies[] = {
		"<table><tr><td><p>1</p></td><td><p>2</p></td></tr></table>",
		"<div><p>1</p></div><p>2</p>",
		"<table><tr><td><div><p>1</p></div></td><td>2</td></tr></table>",
		"<h1>1</h1><p>2</p>",
		"<p><span>1</p><p>2</span></p>",
		"<table><tr><td><span>1</p></td></tr></table>",
		"<table><tr><td><p><span>1</p></td></tr><tr><td>2</td></tr></table>",
		"<td><p>1</p></td><td><p>2</p></td>",
		"<div>1</div>2",
		"<p>1</div>2</p>",
		"<p>1</p>",
	};
	enum { NBODIES = sizeof(bodies) / sizeof(*bodies) };
	for (size_t i = 0; i < NBODIES * NBODIES * NBODIES; i++) {
		strbuf_clear(&page);
		strbuf_append_text(&page, "<html><body>");
		strbuf_append_text(&page, bodies[i % NBODIES]);
		strbuf_append_text(&page, bodies[i / NBODIES % NBODIES]);
		strbuf_append_text(&page, bodies[i / NBODIES / NBODIES]);
		pad(&page);
		outcome_compare(outcomes, strbuf_view(&page));
	}
	assert_true(!wide_is_there() || outcomes[1].reader.marks->nlearned > 5);
	strbuf_free(&page);
	outcomes_free(outcomes);
}

static int set_up(void **state)
{
	(void)state;
	html_prepare();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_that_come_again),
		cmocka_unit_test(more_than_fit),
		cmocka_unit_test(known_marks),
	};
	return cmocka_run_group_tests(tests, set_up, NULL);
}
