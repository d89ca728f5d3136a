/* The notice as text, wrapped to a width. */
#include "review/notice_parts.h"

#include "base/catalog.h"
#include "base/clip.h"
#include "base/wrap.h"

enum { NARROWEST_NCOLS = 20 };

static const char lead_of_list[] = "    ";

/* Appends a text of one or more lines, each wrapped; the first stands behind `lead`, the others behind blanks. */
static void append_wrapped(struct strbuf *out, struct str lead, struct str text, const struct notice_options *options)
{
	size_t ncols = options->ncols > NARROWEST_NCOLS ? options->ncols : NARROWEST_NCOLS;
	size_t indent = clip_measure(lead, options->ambiguous);
	struct str paragraph, line;
	bool first = true;
	if (!options->ncols)
		ncols = SIZE_MAX;
	while (str_split(&text, '\n', &paragraph))
		while (wrap_take_line(&paragraph, ncols - indent, options->ambiguous, &line)) {
			if (first)
				strbuf_append(out, lead);
			else
				strbuf_append_repeat(out, ' ', indent);
			clip_sanitise(out, line);
			strbuf_append_byte(out, '\n');
			first = false;
		}
}

/* The first line of a finding: number, place, rule, line, verdict. */
static void append_title(struct strbuf *out, const struct notice_item *item, size_t number,
			 const struct notice_options *options)
{
	const struct catalog *catalog = options->language->catalog;
	struct strbuf title = {0}, lead = {0};
	strbuf_append(&title, item->place);
	strbuf_append_text(&title, title.nbytes && item->rule.nbytes ? "  " : "");
	strbuf_append(&title, item->rule);
	if (item->line)
		strbuf_printf(&title, tr(catalog, ", line %u"), (unsigned)item->line);
	strbuf_printf(&title, tr(catalog, " (%s)"), tr(catalog, judgement_kind_text(item->kind)));
	strbuf_printf(&lead, "%2zu. ", number);
	append_wrapped(out, strbuf_view(&lead), strbuf_view(&title), options);
	strbuf_free(&title);
	strbuf_free(&lead);
}

static void append_item(struct strbuf *out, const struct notice_item *item, size_t number,
			const struct notice_options *options)
{
	const struct str texts[] = {item->title, item->formula, item->message, item->values};
	struct strbuf note = {0};
	append_title(out, item, number, options);
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		append_wrapped(out, str_from(lead_of_list), texts[i], options);
	if (!str_trim(item->note).nbytes)
		return;
	strbuf_append_text(&note, tr(options->language->catalog, "Remark: "));
	strbuf_append(&note, item->note);
	append_wrapped(out, str_from(lead_of_list), strbuf_view(&note), options);
	strbuf_free(&note);
}

static void append_head(struct strbuf *out, const struct notice_options *options)
{
	struct str title = str_from(tr(options->language->catalog, "Return notice on annual open-government reports"));
	append_wrapped(out, (struct str){0}, title, options);
}

static void append_report(struct strbuf *out, const struct notice_report *report, const struct notice_options *options)
{
	const struct notice_item *item = report->items[0];
	struct strbuf text = {0};
	notice_append_name(&text, item, options->language);
	strbuf_append_byte(&text, '\n');
	if (item->agency.nbytes && item->path.nbytes) {
		strbuf_append_text(&text, tr(options->language->catalog, "File: "));
		strbuf_append(&text, item->path);
		strbuf_append_byte(&text, '\n');
	}
	notice_append_counts(&text, report, options->language);
	strbuf_append_byte(out, '\n');
	append_wrapped(out, (struct str){0}, strbuf_view(&text), options);
	for (size_t i = 0; i < report->count; i++) {
		strbuf_append_byte(out, '\n');
		append_item(out, report->items[i], i + 1, options);
	}
	strbuf_free(&text);
}

static void append_nothing(struct strbuf *out, const struct notice_options *options)
{
	strbuf_printf(out, "\n%s\n", tr(options->language->catalog, "There is nothing to put right."));
}

const struct notice_writer notice_text = {append_head, append_report, append_nothing};
