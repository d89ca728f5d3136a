/* The notice as tables: Markdown and CSV. */
#include "review/notice_parts.h"

#include "base/catalog.h"
#include "base/clip.h"
#include "base/decimal.h"
#include "base/utf8.h"

/* ---- Markdown ---- */

/* Appends text that Markdown and HTML leave as it is. Backslashes before ASCII marks are understood everywhere. A line
 * break becomes `line_break`. */
static void append_markdown(struct strbuf *out, struct str text, const char *line_break)
{
	static const char special[] = "\\`*_{}[]<>()#|~&$!";
	struct strbuf shown = {0};
	struct str line;
	bool first = true;
	text = str_trim(text);
	while (str_split(&text, '\n', &line)) {
		strbuf_clear(&shown);
		clip_sanitise(&shown, str_trim(line));
		if (!first)
			strbuf_append_text(out, line_break);
		first = false;
		for (size_t i = 0; i < shown.nbytes; i++) {
			if (strchr(special, shown.ptr[i]))
				strbuf_append_byte(out, '\\');
			strbuf_append_byte(out, shown.ptr[i]);
		}
	}
	strbuf_free(&shown);
}

static void append_markdown_head(struct strbuf *out, const struct notice_options *options)
{
	const char *title = tr(options->language->catalog, "Return notice on annual open-government reports");
	strbuf_printf(out, "# %s\n", title);
}

static void append_cell(struct strbuf *out, struct str text)
{
	strbuf_append_text(out, " ");
	append_markdown(out, text, "<br>");
	strbuf_append_text(out, " |");
}

static void append_table_head(struct strbuf *out, const struct language *language)
{
	strbuf_append_byte(out, '|');
	for (int field = NOTICE_NUMBER; field < NOTICE_NFIELDS; field++)
		append_cell(out, str_from(notice_heading((enum notice_field)field, language)));
	strbuf_append_text(out, "\n|");
	for (int field = NOTICE_NUMBER; field < NOTICE_NFIELDS; field++)
		strbuf_append_text(out, field == NOTICE_NUMBER || field == NOTICE_LINE ? " ---: |" : " --- |");
	strbuf_append_byte(out, '\n');
}

static void append_markdown_report(struct strbuf *out, const struct notice_report *report,
				   const struct notice_options *options)
{
	const struct notice_item *item = report->items[0];
	struct strbuf text = {0};
	notice_append_name(&text, item, options->language);
	strbuf_append_text(out, "\n## ");
	append_markdown(out, strbuf_view(&text), " ");
	strbuf_append_text(out, "\n\n");
	if (item->agency.nbytes && item->path.nbytes) {
		strbuf_append_text(out, tr(options->language->catalog, "File: "));
		append_markdown(out, item->path, " ");
		strbuf_append_text(out, "\n\n");
	}
	notice_append_counts(out, report, options->language);
	strbuf_append_text(out, "\n\n");
	append_table_head(out, options->language);
	for (size_t i = 0; i < report->count; i++) {
		strbuf_append_byte(out, '|');
		for (int field = NOTICE_NUMBER; field < NOTICE_NFIELDS; field++)
			append_cell(out, notice_value(report->items[i], i + 1, (enum notice_field)field,
						      options->language, &text));
		strbuf_append_byte(out, '\n');
	}
	strbuf_free(&text);
}

static void append_markdown_nothing(struct strbuf *out, const struct notice_options *options)
{
	strbuf_printf(out, "\n%s\n", tr(options->language->catalog, "There is nothing to put right."));
}

const struct notice_writer notice_markdown = {append_markdown_head, append_markdown_report, append_markdown_nothing};

/* ---- CSV ---- */

/* Whether a spreadsheet would calculate the text, which is no number: what begins with = + - @, also in full width. */
static bool looks_like_formula(struct str text)
{
	decimal number;
	text = str_trim(text);
	if (!text.nbytes || decimal_parse(text, &number))
		return false;
	uint32_t first = utf8_decode(text).code_point;
	if (first > 0xFF00 && first < 0xFF5F)
		first -= 0xFEE0;
	return first == '=' || first == '+' || first == '-' || first == '@';
}

/* Appends a field, with the comma before it unless it is the first of the record. */
static void append_field(struct strbuf *out, struct str text, bool first, struct strbuf *shown)
{
	strbuf_clear(shown);
	clip_sanitise(shown, text);
	if (!first)
		strbuf_append_byte(out, ',');
	size_t start = out->nbytes;
	strbuf_append_text(out, looks_like_formula(strbuf_view(shown)) ? "'" : "");
	strbuf_append(out, strbuf_view(shown));
	if (shown->nbytes && strpbrk(shown->ptr, ",\""))
		strbuf_quote(out, start);
}

static void append_csv_head(struct strbuf *out, const struct notice_options *options)
{
	struct strbuf shown = {0};
	for (int field = 0; field < NOTICE_NFIELDS; field++)
		append_field(out, str_from(notice_heading((enum notice_field)field, options->language)), field == 0,
			     &shown);
	strbuf_append_text(out, "\r\n");
	strbuf_free(&shown);
}

static void append_csv_report(struct strbuf *out, const struct notice_report *report,
			      const struct notice_options *options)
{
	struct strbuf text = {0}, line = {0}, shown = {0};
	for (size_t i = 0; i < report->count; i++) {
		for (int field = 0; field < NOTICE_NFIELDS; field++) {
			struct str value = notice_value(report->items[i], i + 1, (enum notice_field)field,
							options->language, &text);
			strbuf_clear(&line);
			strbuf_append_on_one_line(&line, str_trim(value));
			append_field(out, strbuf_view(&line), field == 0, &shown);
		}
		strbuf_append_text(out, "\r\n");
	}
	strbuf_free(&text);
	strbuf_free(&line);
	strbuf_free(&shown);
}

static void append_csv_nothing(struct strbuf *out, const struct notice_options *options)
{
	(void)out;
	(void)options;
}

const struct notice_writer notice_csv = {append_csv_head, append_csv_report, append_csv_nothing};
