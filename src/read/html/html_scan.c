/* Texts of plain pages. */
#include "read/html/html_scan.h"

#include "base/utf8.h"
#include "read/html/html_bytes.h"
#include "read/html/html_run.h"
#include "read/html/html_wide.h"
#include "read/reference.h"

enum { CHUNK_NBYTES = 1000 };            /* libxml2 gives longer texts in pieces */

/* Whether a text that comes now begins a run, or a piece of one. */
static bool begins_piece(const struct html_page *page)
{
	return page->reader->text.nbytes == page->run.start || page->run.broken;
}

/* Where the parser would find the text of a reference whose end is at `p`: the same bytes may stand behind it. */
static size_t reference_offset(const struct html_scan *scan, const char *reference, const char *p, struct str text)
{
	for (size_t i = 0; i <= UTF8_MAX_NBYTES && i <= (size_t)(scan->end - p); i++) {
		const char *end = p + i;
		if ((size_t)(end - scan->start) >= text.nbytes && memcmp(end - text.nbytes, text.ptr, text.nbytes) == 0)
			return (size_t)(end - text.nbytes - scan->start);
	}
	return (size_t)(reference - scan->start);
}

/* Whether a character is a blank where it comes now. */
static bool is_blank(const struct html_page *page, uint32_t code)
{
	return code == ' ' || code == 0xA0 || code == 0x3000 ||
	       (code == 0xFEFF && page->reader->text.nbytes == page->run.start);
}

/* A character by its name or its number. */
static const char *take_reference(struct html_scan *scan, const char *reference)
{
	struct html_page *page = &scan->page;
	char bytes[UTF8_MAX_NBYTES];
	uint32_t code;
	const char *p = reference_take(reference, scan->end, &code);
	if (!p || code < ' ' || (code >= 0x7F && code < 0xA0) ||
	    (code >= 0xD800 && code < 0xE000) || code >= 0xFFFE)
		return NULL;
	struct str text = {bytes, utf8_encode(code, bytes)};
	if (page->table.dropping)
		return p;
	if (is_blank(page, code))
		html_separate(page);
	else
		html_append_word(page, text, begins_piece(page) ? reference_offset(scan, reference, p, text) : 0);
	return p;
}

/* Text that libxml2 gives in pieces is looked for in the page by it; what repeats itself could be found elsewhere. */
static bool repeats_itself(const char *text)
{
	enum { NBYTES = 8 };
	for (size_t i = 1; i <= UTF8_MAX_NBYTES; i++)
		if (memcmp(text, text + i, NBYTES) == 0)
			return true;
	return html_is_blank(text[0]);
}

/* Byte order marks are blanks before the first word. */
static const char *skip_marks(struct html_scan *scan, const char *p)
{
	const struct html_page *page = &scan->page;
	const char *behind;
	while (p < scan->end && *p == '\xef' && page->reader->text.nbytes == page->run.start &&
	       (behind = html_skip(scan, p, STR("\xef\xbb\xbf")))) {
		html_separate(&scan->page);
		p = behind;
	}
	return p;
}

/* The length of the blank at `p`, where no word goes on; 0 for what stands in no plain page. */
static inline size_t blank_nbytes(const char *p)
{
	return html_is_blank(*p) ? 1 : *p == '\xc2' ? 2 : *p == '\xe3' ? 3 : 0;
}

/* Whether no word goes on at `p`: a blank (ASCII, U+00A0, U+3000), markup, or U+FFFE or U+FFFF. */
static inline bool ends_word(const char *p, const char *end)
{
	if ((unsigned char)*p <= ' ' || *p == '<' || *p == '&')
		return true;
	if (*p == '\xc2')
		return end - p > 1 && p[1] == '\xa0';
	return (*p == '\xe3' && end - p > 2 && p[1] == '\x80' && p[2] == '\x80') || html_is_noncharacter(p, end);
}

const char *html_find_word_end_plain(const char *p, const char *end)
{
	while (p < end && !ends_word(p, end))
		p++;
	return p;
}

#ifdef HAS_WIDE

enum { BLOCK_NBYTES = 2 * WIDE_NBYTES, REACH = BLOCK_NBYTES - 2 };

WIDE static const char *find_word_end_wide(const char *p, const char *end)
{
	for (; end - p >= BLOCK_NBYTES; p += REACH) {
		uint64_t ends = html_wide_word_ends(wide_load(p), wide_load(p + WIDE_NBYTES));
		ends &= UINT64_MAX >> (BLOCK_NBYTES - REACH);
		if (ends)
			return p + __builtin_ctzll(ends);
	}
	return html_find_word_end_plain(p, end);
}

#endif

const char *html_find_word_end(const char *p, const char *end)
{
#ifdef HAS_WIDE
	if (wide_is_there())
		return find_word_end_wide(p, end);
#endif
	return html_find_word_end_plain(p, end);
}

/* A word, or a blank; NULL for what stands in no plain page. */
static inline const char *take_word(struct html_scan *scan, const char *p)
{
	const char *word = *p == '\xef' ? skip_marks(scan, p) : p;
	if (word > p)
		return word;
	p = html_is_blank(*p) ? p : html_find_word_end(word, scan->end);
	if (p > word) {
		if (!scan->page.table.dropping)
			html_append_word(&scan->page, (struct str){word, (size_t)(p - word)},
					 (size_t)(word - scan->start));
		return p;
	}
	size_t nbytes = blank_nbytes(p);
	if (nbytes && !scan->page.table.dropping)
		html_separate(&scan->page);
	return nbytes ? p + nbytes : NULL;
}

const char *html_scan_text(struct html_scan *scan, const char *start)
{
	const char *p = start, *behind;
	while (p && p < scan->end && *p != '<') {
		if (*p != '&') {
			p = take_word(scan, p);
			continue;
		}
		behind = take_reference(scan, p);
		if (!behind)
			break;
		if (p - start >= CHUNK_NBYTES && repeats_itself(start))
			return NULL;
		p = start = behind;
	}
	return p && p - start >= CHUNK_NBYTES && repeats_itself(start) ? NULL : p;
}

/* What stands before it is no other one, so that the parser finds it where it is. */
const char *html_scan_less_than(struct html_scan *scan, const char *p)
{
	if (p > scan->start && p[-1] == '<')
		return NULL;
	if (!scan->page.table.dropping)
		html_append_word(&scan->page, (struct str){p, 1}, (size_t)(p - scan->start));
	return p + 1;
}
