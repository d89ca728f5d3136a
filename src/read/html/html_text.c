/* Texts of a page: blanks, paragraphs, the title. */
#include "read/html/html_run.h"

#include "base/catalog.h"
#include "read/text.h"

enum {
	MAX_TITLE_NBYTES = 512,         /* longer titles are not looked for in the page */
	MAX_BLANKS_AROUND = 64,
};

struct html_place html_count_to(struct html_page *page, size_t offset)
{
	if (offset > page->source.nbytes)
		offset = page->source.nbytes;
	if (offset <= page->counted_nbytes)
		return page->counted;
	const char *source = page->source.ptr;
	html_count(&page->counted, source + page->counted_nbytes, source + offset, source + page->source.nbytes);
	page->counted_nbytes = offset;
	return page->counted;
}

void html_say_limit(struct html_page *page, const char *limit)
{
	if (!page->reader->limit)
		page->reader->limit = limit;
}

void html_say_no_room(struct html_page *page)
{
	html_say_limit(page, N_("text that is larger than its page"));
}

static bool starts_with_bytes(struct str text, const char *bytes, size_t nbytes)
{
	return text.nbytes >= nbytes && memcmp(text.ptr, bytes, nbytes) == 0;
}

/* The length of the blank that `text` begins with, or 0. */
static size_t blank_nbytes(struct str text, bool at_start)
{
	unsigned char first = (unsigned char)text.ptr[0];
	if (first <= ' ')
		return 1;
	if (first == 0xC2)
		return starts_with_bytes(text, "\xC2\xA0", 2) ? 2 : 0;
	if (first == 0xE3)
		return starts_with_bytes(text, "\xE3\x80\x80", 3) ? 3 : 0;
	if (first == 0xEF && at_start)
		return starts_with_bytes(text, "\xEF\xBB\xBF", 3) ? 3 : 0;
	return 0;
}

/* How much of `text`, which begins with no blank, lies before the next one. */
static size_t word_nbytes(struct str text)
{
	size_t i = 1;
	while (i < text.nbytes) {
		unsigned char byte = (unsigned char)text.ptr[i];
		if ((byte <= ' ' || byte == 0xC2 || byte == 0xE3) && blank_nbytes(str_slice(text, i, 3), false))
			break;
		i++;
	}
	return i;
}

void html_append(struct html_page *page, struct str text, size_t offset)
{
	while (text.nbytes) {
		size_t nbytes = blank_nbytes(text, page->reader->text.nbytes == page->run.start);
		if (nbytes && page->lined && text.ptr[0] == '\n' && !page->table.depth) {
			html_end_paragraph(page);
		} else if (nbytes) {
			page->run.blank = true;
		} else {
			nbytes = word_nbytes(text);
			html_append_word(page, str_slice(text, 0, nbytes), offset);
		}
		text = str_slice(text, nbytes, text.nbytes);
		offset += nbytes;
	}
}

/* The run is over; the next one starts here. */
static struct str take_run(struct html_page *page)
{
	const struct strbuf *text = &page->reader->text;
	struct str taken = str_trim(str_slice(strbuf_view(text), page->run.start, text->nbytes));
	page->run = (struct html_run){.start = text->nbytes};
	return taken;
}

void html_emit_paragraph(struct html_page *page, struct str text, struct html_place place, uint8_t heading_level)
{
	if (page->lined)
		text = text_take_marks(text, &heading_level);
	if (!text.nbytes)
		return;
	html_flush_title(page);
	struct block block = {
		.kind = BLOCK_PARAGRAPH, .line = place.line, .text = text, .heading_level = heading_level};
	page->sink->take(page->sink->context, &block);
}

void html_emit_run(struct html_page *page)
{
	html_emit_paragraph(page, take_run(page), page->run_place, page->run_heading_level);
}

void html_begin_title(struct html_page *page)
{
	html_end_paragraph(page);
	page->in_title = page->title_seen = true;
}

/* Whether the bytes around a stretch of `text` are those of tags: it is all that an element holds. */
static bool is_whole_element(struct str text, size_t start, size_t end)
{
	size_t nblanks = 0;
	while (start && nblanks < MAX_BLANKS_AROUND && (unsigned char)text.ptr[start - 1] <= ' ')
		start--, nblanks++;
	while (end < text.nbytes && nblanks < MAX_BLANKS_AROUND && (unsigned char)text.ptr[end] <= ' ')
		end++, nblanks++;
	return start && text.ptr[start - 1] == '>' && end < text.nbytes && text.ptr[end] == '<';
}

static bool follows(struct str rest, struct str title)
{
	size_t offset = 0;
	while (title.nbytes && offset < rest.nbytes) {
		offset += str_find(str_slice(rest, offset, rest.nbytes), title);
		if (offset < rest.nbytes && is_whole_element(rest, offset, offset + title.nbytes))
			return true;
		offset += title.nbytes;
	}
	return false;
}

/* The title without the name of the site behind it, "…年度报告_信息公开_…网"; empty when that would be most of it. */
static struct str without_site(struct str title)
{
	for (size_t i = title.nbytes / 2; i < title.nbytes; i++)
		if (title.ptr[i] == '_' || title.ptr[i] == '|' || title.ptr[i] == '-')
			return str_trim(str_slice(title, 0, i));
	return (struct str){0};
}

void html_end_title(struct html_page *page, size_t offset)
{
	struct str title = take_run(page);
	struct str rest = str_slice(page->source, offset, page->source.nbytes);
	page->in_title = false;
	page->title_place = page->run_place;
	if (title.nbytes > MAX_TITLE_NBYTES || !(follows(rest, title) || follows(rest, without_site(title))))
		page->title = title;
}

void html_flush_title(struct html_page *page)
{
	struct str title = page->title;
	if (!title.nbytes)
		return;
	page->title = (struct str){0};
	html_emit_paragraph(page, title, page->title_place, 0);
}
