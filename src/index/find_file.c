#include "index/find_file.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "index/find_text.h"

/* Of the text before a match that is kept. */
enum { BEFORE_NBYTES = FIND_TEXT_NBYTES / 4 };

static bool wants(void *context, struct str bytes)
{
	return find_raw_may_hold(context, bytes);
}

static size_t find_place(void *context, struct str page, size_t from)
{
	const struct find_file *search = context;
	return search->referred ? from : match_find_page_candidate(search->pattern, page, from);
}

struct find_file *find_file_new(const struct match_pattern *pattern, struct find_raw *raw, enum encoding encoding,
				const atomic_bool *cancelled)
{
	struct find_file *search = alloc_zeroed(1, sizeof(*search));
	search->cancelled = cancelled;
	search->pattern = pattern;
	search->match = match_state_new(pattern);
	search->file.source.forced = encoding;
	search->raw = raw;
	search->file.source.wants = search->raw ? wants : NULL;
	search->file.source.wants_context = search->raw;
	search->file.conversion.cancelled = cancelled;
	search->file.html.find_place = find_place;
	search->file.html.find_context = search;
	return search;
}

void find_file_free(struct find_file *search)
{
	match_state_free(search->match);
	file_free(&search->file);
	strbuf_free(&search->row);
	strbuf_free(&search->texts);
	free(search->hits);
	free(search);
}

/* Keeps the text around a match, whole characters of it. */
static void add_hit(struct find_file *search, struct str text, struct match match, uint32_t line)
{
	size_t start = match.start > BEFORE_NBYTES ? match.start - BEFORE_NBYTES : 0;
	while (start < match.start && utf8_is_tail(text.ptr[start]))
		start++;
	size_t end = text.nbytes - start > FIND_TEXT_NBYTES ? start + FIND_TEXT_NBYTES : text.nbytes;
	while (end < text.nbytes && end > match.start && utf8_is_tail(text.ptr[end]))
		end--;
	search->hits = alloc_grow(search->hits, search->nhits, &search->capacity, sizeof(*search->hits));
	search->hits[search->nhits++] = (struct find_hit){
		.line = line,
		.text.nbytes = end - start,
		.start = match.start - start,
		.end = (match.end < end ? match.end : end) - start,
		.cut_before = start > 0,
	};
	strbuf_append(&search->texts, str_slice(text, start, end - start));
}

/* The first match in a text that is to be kept as a hit; of status MATCH_NONE when there is none. */
static struct match look(struct find_file *search, struct str text)
{
	struct match none = {0};
	if (atomic_load_explicit(search->cancelled, memory_order_relaxed) || search->more)
		return none;
	struct match match = match_find(search->match, text, 0);
	search->ngiven_up += match.status == MATCH_GIVEN_UP;
	if (match.status == MATCH_FOUND && search->nhits == FIND_MAX_NHITS_IN_FILE) {
		search->more = true;
		return none;
	}
	return match;
}

/* Whether the part of a text that the cells of a row are views of may hold the pattern: most rows are not worth
 * joining. In a text nothing but blanks and signs of tables stand between them. In what was made of a page something
 * else may, and there and in other texts they need not stand in their order. */
static bool row_may_hold(const struct find_file *search, const struct block *block)
{
	const char *start = NULL, *end = NULL;
	enum file_layout layout = search->file.layout;
	if (layout != FILE_LAYOUT_TEXT && layout != FILE_LAYOUT_MARKUP)
		return true;
	for (size_t i = 0; i < block->ncells; i++) {
		struct str text = block->cells[i].text;
		if (!text.nbytes)
			continue;
		if (start && (text.ptr < end || (layout == FILE_LAYOUT_MARKUP && text.ptr - end > 1)))
			return true;
		start = start ? start : text.ptr;
		end = text.ptr + text.nbytes;
	}
	return start && match_may_hold(search->pattern, (struct str){start, (size_t)(end - start)}, false);
}

static void search_row(struct find_file *search, const struct block *block)
{
	size_t starts[BLOCK_MAX_CELLS];
	if (!row_may_hold(search, block))
		return;
	strbuf_clear(&search->row);
	for (size_t i = 0; i < block->ncells; i++) {
		if (search->row.nbytes && block->cells[i].text.nbytes)
			strbuf_append_byte(&search->row, ' ');
		starts[i] = search->row.nbytes;
		strbuf_append(&search->row, block->cells[i].text);
	}
	for (size_t i = 0; i < search->row.nbytes; i++)
		if (search->row.ptr[i] == '\n' || search->row.ptr[i] == '\r' || search->row.ptr[i] == '\t')
			search->row.ptr[i] = ' ';
	struct match match = look(search, strbuf_view(&search->row));
	if (match.status != MATCH_FOUND)
		return;
	/* A row may lie over several lines: the match is where the last cell that begins before it is. */
	uint32_t line = block->line;
	for (size_t i = 0; i < block->ncells && starts[i] <= match.start; i++)
		line = block->cells[i].text.nbytes ? block->cells[i].line : line;
	add_hit(search, strbuf_view(&search->row), match, line);
}

static void search_block(void *context, const struct block *block)
{
	struct find_file *search = context;
	if (block->kind == BLOCK_ROW) {
		search_row(search, block);
		return;
	}
	struct match match = look(search, block->text);
	if (match.status == MATCH_FOUND)
		add_hit(search, block->text, match, block->line);
}

/* The hits and their texts in one piece of memory. */
static struct find_batch *make_batch(const struct find_file *search)
{
	size_t nhits_bytes = search->nhits * sizeof(struct find_hit);
	struct find_batch *batch = alloc_zeroed(1, sizeof(*batch) + nhits_bytes + search->texts.nbytes);
	char *texts = (char *)batch + sizeof(*batch) + nhits_bytes;
	batch->nhits = search->nhits;
	batch->more = search->more;
	memcpy(batch->hits, search->hits, nhits_bytes);
	memcpy(texts, search->texts.ptr ? search->texts.ptr : "", search->texts.nbytes);
	for (size_t i = 0; i < batch->nhits; i++) {
		batch->hits[i].text.ptr = texts;
		texts += batch->hits[i].text.nbytes;
	}
	return batch;
}

/* Most pages show by their source that there is nothing to find in them. Pages of boxes have no text before they are
 * laid out, in drawings the texts of cells are broken over lines, and between commas they may have quotes in them. */
static void search_blocks(struct find_file *search)
{
	const struct block_sink sink = {search_block, search};
	switch (search->file.layout) {
	case FILE_LAYOUT_TEXT:
		find_text_blocks(search->pattern, search->file.lines, &sink, &search->more);
		break;
	case FILE_LAYOUT_MARKUP:
		search->referred = match_is_referred_to(search->pattern, search->file.lines);
		if (match_page_may_hold(search->pattern, search->file.lines, search->referred))
			file_read_blocks(&search->file, &sink);
		break;
	case FILE_LAYOUT_BOXES:
	case FILE_LAYOUT_DRAWN:
	case FILE_LAYOUT_DELIMITED:
		file_read_blocks(&search->file, &sink);
		break;
	}
}

struct find_batch *find_file_search(struct find_file *search, const char *path, size_t *ngiven_up, bool *unread)
{
	search->nhits = search->ngiven_up = 0;
	search->more = false;
	strbuf_clear(&search->texts);
	*unread = file_read(&search->file, path) != FILE_OK && !search->file.source.unwanted;
	if (!*unread && !search->file.source.unwanted && !atomic_load(search->cancelled))
		search_blocks(search);
	*ngiven_up = search->ngiven_up;
	return search->nhits ? make_batch(search) : NULL;
}
