#include "report/prose.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/ascii.h"
#include "base/utf8.h"
#include "report/prose_normalise.h"

enum {
	/* Shorter lines without an end mark are captions and signatures, not cut sentences */
	MIN_CUT_NBYTES = 48,
	END_MARK_NBYTES = 3,
	MAX_ORDINAL_CHARS = 4,          /* of "（十二）", "12.", "第一" */
};

/* Whether a sentence may end here. */
static bool is_ended(struct str text)
{
	static const char *const marks[] = {"。", "！", "？", "；", "：", "…", "”", "》", "）"};
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_ends_with(text, str_from(marks[i])))
			return true;
	return false;
}

/* Whether the digits and the point that the text begins with are a number that counts something: 7.9%, 1.2万. */
static bool has_decimal(struct str text, size_t point, const struct words *words)
{
	size_t i = ascii_skip_digits(text, point + 1);
	return i > point + 1 && words_find_start(words, WORDS_FRACTION, str_slice(text, i, text.nbytes));
}

/* Whether a paragraph begins with a number of its own: 一、 （一） 1. 第一 一是, or a mark of a list. */
static bool has_ordinal(struct str text, const struct words *words)
{
	static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
	static const char *const openings[] = {"（", "第", "●", "·", "-", "—", "★", "◆", "*", "①", "②", "③"};
	for (size_t i = 0; i < sizeof(openings) / sizeof(*openings); i++)
		if (str_starts_with(text, str_from(openings[i])))
			return true;
	for (size_t i = 0; i < sizeof(numerals) / sizeof(*numerals); i++)
		if (str_starts_with(text, str_from(numerals[i]))) {
			struct str head = str_slice(text, 0, 3 * MAX_ORDINAL_CHARS);
			return str_contains(head, STR("、")) || str_contains(head, STR("是")) ||
			       str_contains(head, STR("，")) || str_contains(head, STR("."));
		}
	size_t i = ascii_skip_digits(text, 0);
	struct str rest = str_slice(text, i, 3);
	return i && i <= 2 && !has_decimal(text, i, words) &&
	       (str_starts_with(rest, STR(".")) || str_starts_with(rest, STR("、")) ||
		str_starts_with(rest, STR("）")) || str_starts_with(rest, STR("．")));
}

/* Whether `text` goes on with the sentence that `last` leaves open, or says what the number in it is made of: 其中. */
static bool goes_on(const struct prose *prose, const struct prose_paragraph *last, struct str text,
		    const struct words *words)
{
	struct str open = str_slice(strbuf_view(&prose->bytes), last->offset, last->nbytes);
	return last->kind == PROSE_TEXT && open.nbytes >= MIN_CUT_NBYTES &&
	       (words_find_start(words, WORDS_AMONG, text) || (!is_ended(open) && !has_ordinal(text, words)));
}

static void add_run(struct prose *prose, uint32_t offset, const struct document_item *item, size_t number)
{
	prose->runs = alloc_grow(prose->runs, prose->nruns, &prose->runs_capacity, sizeof(*prose->runs));
	prose->runs[prose->nruns++] = (struct prose_run){offset, item->line, (uint32_t)number};
}

static struct prose_paragraph *add_paragraph(struct prose *prose)
{
	prose->paragraphs = alloc_grow(prose->paragraphs, prose->count, &prose->capacity, sizeof(*prose->paragraphs));
	return &prose->paragraphs[prose->count++];
}

/* Takes a text of the document; `cut` is the paragraph that it may go on with, or NULL. */
static void take_text(struct prose *prose, const struct document_item *item, size_t number, enum prose_kind kind,
		      struct prose_paragraph *cut, const struct words *words)
{
	size_t start = prose->bytes.nbytes;
	prose_normalise_valid(&prose->bytes, item->text);
	struct str text = str_slice(strbuf_view(&prose->bytes), start, prose->bytes.nbytes);
	if (!text.nbytes)
		return;
	if (cut && kind == PROSE_TEXT && goes_on(prose, cut, text, words)) {
		/* The line feed between the two goes. */
		memmove(prose->bytes.ptr + start - 1, prose->bytes.ptr + start, text.nbytes);
		prose->bytes.nbytes--;
		add_run(prose, (uint32_t)start - 1, item, number);
		cut->nbytes += (uint32_t)text.nbytes;
		cut->nruns++;
	} else {
		struct prose_paragraph paragraph = {
			.offset = (uint32_t)start, .nbytes = (uint32_t)text.nbytes, .first_run = (uint32_t)prose->nruns,
			.nruns = 1, .section = item->section, .kind = (uint8_t)kind,
		};
		*add_paragraph(prose) = paragraph;
		add_run(prose, (uint32_t)start, item, number);
	}
	strbuf_append_byte(&prose->bytes, '\n');
}

static bool is_running_text(const struct document_item *item, unsigned sections_in_pieces)
{
	if (item->kind == DOCUMENT_TABLE || item->kind == DOCUMENT_STRAY_ROW)
		return false;
	return item->kind != DOCUMENT_PARAGRAPH || !(sections_in_pieces & 1u << item->section);
}

void prose_build(struct prose *prose, const struct document *document, unsigned sections_in_pieces,
		 const struct words *words)
{
	strbuf_clear(&prose->bytes);
	prose->count = prose->nruns = 0;
	bool adjacent = false;
	for (size_t i = 0; i < document->nitems; i++) {
		const struct document_item *item = &document->items[i];
		if (!is_running_text(item, sections_in_pieces)) {
			adjacent = false;
			continue;
		}
		enum prose_kind kind = item->kind == DOCUMENT_TITLE     ? PROSE_TITLE
				       : item->kind == DOCUMENT_HEADING ? PROSE_HEADING
									: PROSE_TEXT;
		take_text(prose, item, i, kind, adjacent && prose->count ? &prose->paragraphs[prose->count - 1] : NULL,
			  words);
		adjacent = true;
	}
}

void prose_free(struct prose *prose)
{
	strbuf_free(&prose->bytes);
	free(prose->paragraphs);
	free(prose->runs);
	*prose = (struct prose){0};
}

uint32_t prose_line(const struct prose *prose, const char *place)
{
	size_t offset = (size_t)(place - prose->bytes.ptr), low = 0, high = prose->nruns;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (prose->runs[middle].offset <= offset)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? prose->runs[low - 1].line : 0;
}

size_t prose_paragraph_at(const struct prose *prose, size_t offset)
{
	size_t low = 0, high = prose->count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (prose->paragraphs[middle].offset <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* The end mark of a sentence at `i`, one of 。！？；: its length, 0 for anything else. */
static inline size_t end_mark_at(struct str text, size_t i)
{
	const unsigned char *p = (const unsigned char *)text.ptr + i;
	if ((p[0] != 0xE3 && p[0] != 0xEF) || text.nbytes - i < END_MARK_NBYTES)
		return 0;
	bool ends = p[0] == 0xE3 ? p[1] == 0x80 && p[2] == 0x82
				 : p[1] == 0xBC && (p[2] == 0x81 || p[2] == 0x9F || p[2] == 0x9B);
	return ends ? END_MARK_NBYTES : 0;
}

struct str prose_sentence(const struct prose *prose, size_t paragraph, struct str part)
{
	struct str text = prose_text(prose, paragraph);
	size_t at = (size_t)(part.ptr - text.ptr), start = at, end = at + part.nbytes;
	size_t first = at > PROSE_SENTENCE_NBYTES ? at - PROSE_SENTENCE_NBYTES : 0, last = text.nbytes;
	if (last - end > PROSE_SENTENCE_NBYTES)
		last = end + PROSE_SENTENCE_NBYTES;
	while (start > first && !(start >= END_MARK_NBYTES && end_mark_at(text, start - END_MARK_NBYTES)))
		start--;
	while (end < last && !end_mark_at(text, end))
		end++;
	/* Cut where it is too long, then between characters. */
	while (start < at && utf8_is_tail(text.ptr[start]))
		start++;
	while (end > at + part.nbytes && end < text.nbytes && utf8_is_tail(text.ptr[end]))
		end--;
	return str_trim(str_slice(text, start, end + (end < text.nbytes ? end_mark_at(text, end) : 0) - start));
}
