/* Tables without cells: text copied from a page or made from PDF, where the cells of a table follow each other with
 * nothing but blanks or line ends between them, and labels are broken over lines. The text is taken apart into words
 * and runs of numbers; recognise_loose_rows.c gives the runs to rows. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "report/recognise_parts.h"

enum {
	/* Words that are heads of a table, to tell that it is there when its signs are broken */
	MIN_HEADS = 2,
	LONG_NBYTES = 300,              /* a paragraph of this length holds more than a row */
};

/* How many bytes the blank at the start of `text` has; 0 when there is none. */
static size_t blank_nbytes(struct str text)
{
	if (!text.nbytes)
		return 0;
	switch ((unsigned char)text.ptr[0]) {
	case ' ':
	case '\t':
		return 1;
	case 0xC2:
		return str_starts_with(text, STR("\xc2\xa0")) ? 2 : 0;
	case 0xE3:
		return str_starts_with(text, STR("　")) ? 3 : 0;
	default:
		return 0;
	}
}

/* Told by the first byte. */
static bool may_be_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\xc2' || byte == '\xe3';
}

/* Takes the next word off the front of `*rest`; false at the end. */
static bool take_word(struct str *rest, struct str *word)
{
	size_t blank;
	while ((blank = blank_nbytes(*rest)) > 0) {
		rest->ptr += blank;
		rest->nbytes -= blank;
	}
	const char *p = rest->ptr, *end = rest->ptr + rest->nbytes;
	while (p < end && (!may_be_blank(*p) || !blank_nbytes((struct str){p, (size_t)(end - p)})))
		p += utf8_leads_ideograph(*p) && end - p > 2 ? 3 : 1;
	*word = (struct str){rest->ptr, (size_t)(p - rest->ptr)};
	*rest = (struct str){p, (size_t)(end - p)};
	return word->nbytes > 0;
}

/* The length of the dash that `text` begins or, where `at_end`, ends with; 0 when there is none. */
static size_t dash_nbytes(struct str text, bool at_end)
{
	static const struct str dashes[] = {{"-", 1}, {"—", 3}, {"–", 3}, {"－", 3}};
	for (size_t i = 0; i < sizeof(dashes) / sizeof(*dashes); i++)
		if (at_end ? str_ends_with(text, dashes[i]) : str_starts_with(text, dashes[i]))
			return dashes[i].nbytes;
	return 0;
}

/* "- 4 -", "—4—", "第4页": what a page leaves behind between two rows. */
static bool is_page_number(struct str text)
{
	if (str_starts_with(text, STR("第")))
		return str_ends_with(text, STR("页")) && text.nbytes < 16;
	size_t before = dash_nbytes(text, false), after = dash_nbytes(text, true);
	if (!before || !after || text.nbytes <= before + after)
		return false;
	text = str_trim(str_slice(text, before, text.nbytes - before - after));
	return text.nbytes && ascii_skip_digits(text, 0) == text.nbytes;
}

/* Takes "- 4 -", "-4-" or "第4页" off the front of `*rest`, where it stands among the numbers of a long line. */
static void skip_page_number(struct str *rest)
{
	struct str ahead = *rest, words[3];
	if (!take_word(&ahead, &words[0]))
		return;
	if (is_page_number(words[0])) {
		*rest = ahead;
		return;
	}
	if (dash_nbytes(words[0], false) != words[0].nbytes || !take_word(&ahead, &words[1]) ||
	    !take_word(&ahead, &words[2]))
		return;
	if (is_page_number((struct str){words[0].ptr, (size_t)(words[2].ptr + words[2].nbytes - words[0].ptr)}))
		*rest = ahead;
}

void recognise_loose_end(struct recogniser *recogniser)
{
	/* Rows of cells come here, too, and seldom find one. */
	if (recogniser->loose.nrun)
		recognise_loose_end_run(recogniser);
	recognise_loose_release_run(recogniser);
	recogniser->loose.npending = 0;
	recogniser->loose.gathering = false;
	recogniser->loose.nheads = 0;
	recogniser->loose.table = FORMAT_NONE;
}

/* The column of a word in its line of the source: counted from the word before it, so that long lines are not gone
 * through again for each of their numbers. */
static uint32_t column_of(struct recogniser *recogniser, struct str word)
{
	struct loose *loose = &recogniser->loose;
	const char *text = recogniser->text.ptr;
	size_t at = (size_t)(word.ptr - text), start = at;
	bool goes_on = loose->column && loose->counted <= at;
	size_t first = goes_on ? loose->counted : 0;
	while (start > first && text[start - 1] != '\n')
		start--;
	uint32_t column = goes_on && start == first ? loose->column : 1;
	loose->counted = at;
	loose->column = column + (uint32_t)utf8_count(str_slice(recogniser->text, start, at - start));
	return loose->column;
}

static void take_number(struct recogniser *recogniser, struct str word, enum cell_status status, decimal value,
			uint32_t line)
{
	struct loose *loose = &recogniser->loose;
	if (!loose->nrun++)
		loose->run = (struct allot_row){.line = line};
	if (loose->run.nvalues < ALLOT_MAX_VALUES)
		loose->run.values[loose->run.nvalues++] = (struct cell){.value = value,
									.raw = recognise_slice(recogniser, word),
									.line = line,
									.column = column_of(recogniser, word),
									.status = (uint8_t)status};
}

/* Whether a word is the head of one table alone: 其他 and 总计 are heads of several. */
static bool is_own_head(const struct label_match *match, struct str word)
{
	return (match->kinds & LABEL_HEAD) && !(match->kinds & LABEL_ROW) && word.nbytes > LABELS_SHORT_NBYTES;
}

/* Headings that are glued to other text are no headings to us, but neither are they missing. */
void recognise_note_glued_headings(struct recogniser *recogniser, struct str text)
{
	const struct format *format = recogniser->format;
	struct strbuf heading = {0};
	for (size_t i = 0; i < format->nsections; i++) {
		const struct format_section *section = &format->sections[i];
		for (size_t j = 0; j <= section->heading.nvariants; j++) {
			strbuf_clear(&heading);
			strbuf_append_text(&heading, format_ordinal(section->number));
			strbuf_append_text(&heading, "、");
			strbuf_append(&heading, j ? section->heading.variants[j - 1] : section->heading.text);
			if (str_contains(text, strbuf_view(&heading)))
				recogniser->report->sections_mentioned |= 1u << section->number;
		}
	}
	strbuf_free(&heading);
}

bool recognise_note_heads(struct recogniser *recogniser, struct str text)
{
	struct loose *loose = &recogniser->loose;
	struct str word;
	bool has_blanks = screen_may_hold_blanks(&recogniser->screen, text);
	while (has_blanks ? take_word(&text, &word) : (word = text, text.nbytes)) {
		struct label_match match = labels_find(recogniser->labels, word);
		if (!has_blanks)
			text.nbytes = 0;
		recognise_note_foreign(recogniser, &match);
		if (!is_own_head(&match, word) || recogniser->has_cells[match.table])
			continue;
		loose->nheads = match.table == loose->head_table ? loose->nheads + 1 : 1;
		loose->head_table = match.table;
		if (loose->nheads >= MIN_HEADS)
			recogniser->report->tables[match.table].mentioned = true;
	}
	return loose->nheads >= MIN_HEADS;
}

/* Hands on the prose of a long paragraph up to `end`. */
static void flush_prose(struct recogniser *recogniser, const struct block *block, const char *end)
{
	struct loose *loose = &recogniser->loose;
	if (!loose->prose)
		return;
	struct block part = *block;
	part.text = str_trim((struct str){loose->prose, (size_t)(end - loose->prose)});
	loose->prose = NULL;
	if (part.text.nbytes)
		recognise_prose(recogniser, &part);
}

static void take_heading(struct recogniser *recogniser, const struct block *block, struct str word, unsigned section)
{
	struct block heading = {.kind = BLOCK_PARAGRAPH, .line = block->line, .text = word};
	flush_prose(recogniser, block, word.ptr);
	recognise_loose_end(recogniser);
	recognise_heading(recogniser, &heading, section);
	recogniser->loose.prose = word.ptr + word.nbytes;
}

static void take_text(struct recogniser *recogniser, const struct block *block, struct str word)
{
	struct loose *loose = &recogniser->loose;
	struct label_match match = {0, FORMAT_NONE, FORMAT_NONE, 0};
	recognise_loose_end_run(recogniser);
	if (word.nbytes <= LOOSE_MAX_LABEL_NBYTES)
		match = labels_find(recogniser->labels, word);
	recognise_note_foreign(recogniser, &match);
	if ((match.kinds & LABEL_SECTION) && block->text.nbytes > LONG_NBYTES &&
	    labels_guess_section(recogniser->labels, word)) {
		take_heading(recogniser, block, word, match.section);
		return;
	}
	/* A head of a table makes it the current one. */
	if (is_own_head(&match, word) && match.table != loose->table && !recogniser->has_cells[match.table]) {
		recognise_loose_release_run(recogniser);
		flush_prose(recogniser, block, word.ptr);
		loose->gathering = true;
		loose->table = match.table;
		recognise_enter_table(recogniser, match.table, block->line);
	}
	if (loose->npending == LOOSE_MAX_PENDING)
		memmove(loose->pending, loose->pending + 1, --loose->npending * sizeof(*loose->pending));
	loose->pending[loose->npending++] = word;
}

/* Looks whether the heads in a line are in the order of the form. */
static void note_order(struct recogniser *recogniser, struct str line)
{
	struct str words[FORMAT_MAX_TABLES * 8];
	size_t nwords = 0;
	while (nwords < sizeof(words) / sizeof(*words) && take_word(&line, &words[nwords]))
		nwords++;
	recognise_note_order(recogniser, words, nwords);
}

bool recognise_loose_text(struct recogniser *recogniser, const struct block *block)
{
	struct loose *loose = &recogniser->loose;
	struct str rest = block->text, word;
	bool is_long = block->text.nbytes > LONG_NBYTES;
	if (is_page_number(block->text))
		return true;
	loose->prose = is_long ? block->text.ptr : NULL;
	if (is_long)
		recognise_note_glued_headings(recogniser, block->text);
	else if (screen_may_hold_blanks(&recogniser->screen, block->text))
		note_order(recogniser, block->text);
	while (skip_page_number(&rest), take_word(&rest, &word)) {
		decimal value = 0;
		enum cell_status status = cell_parse(word, recogniser->words, &value);
		if (cell_status_has_value(status) ||
		    (status == CELL_BLANK && (loose->nrun || recognise_loose_awaits_values(recogniser))))
			take_number(recogniser, word, status, value, block->line);
		else if (status == CELL_TEXT)
			take_text(recogniser, block, word);
	}
	if (is_long && loose->table == FORMAT_NONE)
		flush_prose(recogniser, block, block->text.ptr + block->text.nbytes);
	loose->prose = NULL;
	/* A short line among the rows of a table is a part of it; a sentence is not. */
	return is_long || (loose->table != FORMAT_NONE && !str_ends_with(block->text, STR("。")));
}

void recognise_loose_finish(struct recogniser *recogniser)
{
	const struct loose *loose = &recogniser->loose;
	struct report *report = recogniser->report;
	const struct format *format = recogniser->format;
	for (size_t i = 0; i < format->nrows; i++) {
		const struct format_row *row = &format->rows[i];
		if (row->first_cell == FORMAT_NONE || recogniser->has_cells[row->table] ||
		    (!loose->used[row->table] && !loose->broken[row->table]))
			continue;
		/* A row that was not found may be one that could not be told. */
		if (!report->rows[i].line)
			report->rows[i].mentioned = true;
		if (loose->broken[row->table])
			recognise_lose_row(recogniser, i);
	}
}
