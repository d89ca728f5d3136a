/* Headings of sections, and lines in their words that are none: entries of a table of contents, and captions of tables
 * below a heading. */
#include "base/ascii.h"
#include "read/text.h"
#include "report/recognise_parts.h"

enum {
	MAX_ENTRY_NBYTES = 200,         /* of a table of contents, with its dots and page number */
	MIN_ENTRIES = 2,
};

/* An entry without the dots and the page number at its end. */
static struct str cut_page_number(struct str text)
{
	static const struct str dots[] = {{"…", 3}, {"·", 2}, {".", 1}};
	for (bool cut = true; cut && text.nbytes;) {
		cut = ascii_is_digit(text.ptr[text.nbytes - 1]);
		text.nbytes -= cut;
		for (size_t i = 0; i < sizeof(dots) / sizeof(*dots) && !cut; i++) {
			cut = str_ends_with(text, dots[i]);
			text.nbytes -= cut ? dots[i].nbytes : 0;
		}
		text = str_trim(text);
	}
	return text;
}

/* The first line of `text` that is not empty, without the marks of a heading. */
static struct str first_line(struct str text)
{
	struct str line;
	uint8_t level = 0;
	while (str_split(&text, '\n', &line)) {
		line = text_take_marks(str_trim(line), &level);
		if (line.nbytes)
			return line;
	}
	return (struct str){0};
}

static unsigned section_of(const struct recogniser *recogniser, struct str line)
{
	struct str entry = cut_page_number(line);
	if (!entry.nbytes || line.nbytes > MAX_ENTRY_NBYTES)
		return 0;
	struct label_match match = labels_find(recogniser->labels, entry);
	return match.kinds & LABEL_SECTION ? match.section : labels_guess_section(recogniser->labels, entry);
}

/* Whether a line of `text` begins with `start`. */
static bool has_line_with(struct str text, struct str start)
{
	for (size_t at; (at = str_find(text, start)) < text.nbytes; text = str_slice(text, at + 1, text.nbytes)) {
		size_t before = at;
		while (before > 0 && strchr(" \t#*", text.ptr[before - 1]))
			before--;
		if (!before || text.ptr[before - 1] == '\n')
			return true;
	}
	return false;
}

/* Before the first section: another heading stands right below this one, or some right above it, and it comes again. */
static bool is_entry_of_contents(const struct recogniser *recogniser, struct str text, unsigned section)
{
	if (recogniser->report->nheadings || section <= recogniser->last_entry)
		return false;
	const char *end = recogniser->text.ptr + recogniser->text.nbytes, *behind = text.ptr + text.nbytes;
	struct str rest = {behind, (size_t)(end - behind)};
	if (recogniser->nentries < MIN_ENTRIES && section_of(recogniser, first_line(rest)) <= section)
		return false;
	return has_line_with(rest, cut_page_number(text));
}

/* Without its ordinal, in the section that it names. */
static bool is_caption(const struct recogniser *recogniser, struct str text, unsigned section)
{
	enum { ORDINAL_NBYTES = 6 };    /* with a bracket before it */
	const struct report *report = recogniser->report;
	return report->nheadings && report->headings[report->nheadings - 1].section == section &&
	       !ascii_is_digit(text.ptr[0]) &&
	       !str_contains(str_slice(text, 0, ORDINAL_NBYTES), str_from(format_ordinal(section)));
}

void recognise_heading(struct recogniser *recogniser, const struct block *block, unsigned section)
{
	struct report *report = recogniser->report;
	bool is_entry = is_entry_of_contents(recogniser, block->text, section);
	if (is_entry) {
		recogniser->nentries++;
		recogniser->last_entry = section;
	}
	if (is_entry || is_caption(recogniser, block->text, section)) {
		document_add_paragraph(recogniser->document, block, false);
		return;
	}
	if (report->nheadings < REPORT_MAX_HEADINGS)
		report->headings[report->nheadings++] =
			(struct report_heading){.section = (uint8_t)section,
						.line = block->line,
						.text = recognise_slice(recogniser, block->text)};
	document_add_heading(recogniser->document, block, section);
}
