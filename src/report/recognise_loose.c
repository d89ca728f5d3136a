/* Tables without cells: text copied from a page or made from PDF, where the cells of a table follow each other with
 * nothing but blanks or line ends between them, and labels are broken over lines.
 *
 * The text is a sequence of words and numbers. A run of numbers belongs to the row whose label ends right before it: the
 * last words put together must be a label, or be the beginning of the label of one of the next rows (its rest follows
 * behind the numbers). Rows must come in the order of the form. Where a run belongs to no row, labels and numbers came
 * apart on the way, and then nothing of that table is taken: its cells are LOST. */
#include "base/utf8.h"
#include "report/recognise_parts.h"

enum {
	MAX_LABEL_WORDS = 6,            /* words that a label is put together from */
	MAX_LABEL_NBYTES = 300,
	MIN_COVER_NBYTES = 9,           /* three Chinese characters of a label, to tell its row by its beginning */
	NEXT_ROWS = 4,                  /* how many rows ahead a label may be of */
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

/* Takes the next word off the front of `*rest`; false at the end. */
static bool take_word(struct str *rest, struct str *word)
{
	size_t blank;
	while ((blank = blank_nbytes(*rest)) > 0) {
		rest->ptr += blank;
		rest->nbytes -= blank;
	}
	*word = (struct str){rest->ptr, 0};
	while (rest->nbytes && !blank_nbytes(*rest)) {
		rest->ptr++;
		rest->nbytes--;
		word->nbytes++;
	}
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
	for (size_t i = 0; i < text.nbytes; i++)
		if (text.ptr[i] < '0' || text.ptr[i] > '9')
			return false;
	return text.nbytes > 0;
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

/* Whether the row's block has shown its heads: without them a number behind a word is prose. */
static bool in_table(const struct recogniser *recogniser, int row)
{
	return recogniser->loose.table == recogniser->format->rows[row].table;
}

/* The row whose whole label the last words make up. */
static int find_whole_label(struct recogniser *recogniser)
{
	const struct loose *loose = &recogniser->loose;
	for (size_t n = 1; n <= MAX_LABEL_WORDS && n <= loose->npending; n++) {
		struct str first = loose->pending[loose->npending - n], last = loose->pending[loose->npending - 1];
		struct str label = {first.ptr, (size_t)(last.ptr + last.nbytes - first.ptr)};
		if (label.nbytes > MAX_LABEL_NBYTES)
			break;
		struct label_match match = labels_find(recogniser->labels, label);
		/* Broken off （六） 其他 处理, this is not the row 其他. */
		if (label.nbytes <= strlen("其他") && n < loose->npending &&
		    str_ends_with(loose->pending[loose->npending - n - 1], STR("）")))
			continue;
		/* What is also the head of a column is a row only in its place, right behind the row before it. */
		if ((match.kinds & LABEL_HEAD) && match.row != FORMAT_NONE && loose->table != FORMAT_NONE &&
		    loose->last_row[loose->table] != match.row - 1)
			continue;
		if ((match.kinds & LABEL_ROW) && in_table(recogniser, match.row))
			return match.row;
		if ((match.kinds & LABEL_FOREIGN_ROW) && in_table(recogniser, match.row) &&
		    loose->nrun == format_row_block(recogniser->format, (size_t)match.row)->ncolumns)
			recogniser->foreign_row = match.row;
	}
	return FORMAT_NONE;
}

/* The row, one of the next in order, with whose label the last words begin. */
static int find_label_start(const struct recogniser *recogniser)
{
	const struct loose *loose = &recogniser->loose;
	const struct format_table *table = &recogniser->format->tables[loose->table];
	int start = loose->last_row[loose->table], found = FORMAT_NONE;
	size_t best = 0;
	int row = start == FORMAT_NONE ? table->first_row : start + 1;
	for (size_t n = 0; n < NEXT_ROWS && row < table->first_row + table->nrows; row++) {
		if (recogniser->format->rows[row].first_cell == FORMAT_NONE || recogniser->taken[row])
			continue;
		size_t covered = labels_cover(recogniser->labels, (size_t)row, loose->pending, loose->npending);
		if (covered >= MIN_COVER_NBYTES && covered > best) {
			best = covered;
			found = row;
		}
		n++;
	}
	return found;
}

static void take_row(struct recogniser *recogniser, int row, unsigned repairs)
{
	struct loose *loose = &recogniser->loose;
	int table = recogniser->format->rows[row].table;
	size_t ncolumns = format_row_block(recogniser->format, (size_t)row)->ncolumns;
	/* Numbers of other rows follow, or this row comes too late: not to be trusted. */
	if (loose->nrun > ncolumns || row <= loose->last_row[table])
		loose->broken[table] = true;
	loose->used[table] = true;
	loose->last_row[table] = row;
	loose->run.row = (int16_t)row;
	recognise_take_values(recogniser, &loose->run, repairs);
}

/* Gives the run of numbers to the row that its words name. */
static void end_run(struct recogniser *recogniser)
{
	struct loose *loose = &recogniser->loose;
	int row = FORMAT_NONE;
	bool whole = true;
	if (!loose->nrun)
		return;
	if (loose->table != FORMAT_NONE && recogniser->format->tables[loose->table].across) {
		if (loose->nrun == recogniser->format->tables[loose->table].ncells)
			loose->used[loose->table] = recognise_take_across(recogniser, (size_t)loose->table, &loose->run);
		else
			loose->broken[loose->table] |= loose->nrun > 1;
	} else if (loose->table != FORMAT_NONE) {
		row = find_whole_label(recogniser);
		whole = row != FORMAT_NONE;
		if (!whole)
			row = find_label_start(recogniser);
		if (row != FORMAT_NONE)
			take_row(recogniser, row, whole ? 0 : REPAIR_JOINED);
		else
			loose->broken[loose->table] |= loose->nrun > 1;
	}
	loose->nrun = 0;
	loose->run.nvalues = 0;
	loose->npending = 0;
}

void recognise_loose_end(struct recogniser *recogniser)
{
	end_run(recogniser);
	recogniser->loose.npending = 0;
	recogniser->loose.gathering = false;
	recogniser->loose.table = FORMAT_NONE;
}

/* The column of a word in its line of the source. */
static uint32_t column_of(const struct recogniser *recogniser, struct str word)
{
	const char *start = word.ptr;
	while (start > recogniser->text.ptr && start[-1] != '\n')
		start--;
	return 1 + (uint32_t)utf8_count((struct str){start, (size_t)(word.ptr - start)});
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

/* Headings that are glued to other text are no headings to us, but neither are they missing. */
static void note_glued_headings(struct recogniser *recogniser, struct str text)
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

void recognise_note_foreign_words(struct recogniser *recogniser, struct str text)
{
	struct str word;
	bool has_blanks = (recogniser->hints & SCREEN_BLANKS) != 0;
	while (has_blanks ? take_word(&text, &word) : (word = text, text.nbytes)) {
		struct label_match match = labels_find(recogniser->labels, word);
		if (!has_blanks)
			text.nbytes = 0;
		if (match.kinds & LABEL_FOREIGN)
			recogniser->foreign_tables |= 1u << match.table;
	}
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
	end_run(recogniser);
	if (word.nbytes <= MAX_LABEL_NBYTES)
		match = labels_find(recogniser->labels, word);
	if (match.kinds & LABEL_FOREIGN)
		recogniser->foreign_tables |= 1u << match.table;
	if ((match.kinds & LABEL_SECTION) && block->text.nbytes > LONG_NBYTES &&
	    labels_guess_section(recogniser->labels, word)) {
		take_heading(recogniser, block, word, match.section);
		return;
	}
	/* A head of a table makes it the current one; 其他 and 总计 are heads of several. */
	bool head = (match.kinds & LABEL_HEAD) && !(match.kinds & LABEL_ROW) && word.nbytes > strlen("总计");
	if (head && match.table != loose->table && !recogniser->has_cells[match.table]) {
		flush_prose(recogniser, block, word.ptr);
		loose->gathering = true;
		loose->table = match.table;
		recognise_enter_table(recogniser, match.table, block->line);
	}
	if (loose->npending == LOOSE_MAX_PENDING)
		memmove(loose->pending, loose->pending + 1, --loose->npending * sizeof(*loose->pending));
	loose->pending[loose->npending++] = word;
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
		note_glued_headings(recogniser, block->text);
	while (skip_page_number(&rest), take_word(&rest, &word)) {
		decimal value = 0;
		enum cell_status status = cell_parse(word, recogniser->words, &value);
		if (status == CELL_READ || status == CELL_NOTED || (status == CELL_BLANK && loose->nrun))
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
		for (size_t j = 0; loose->broken[row->table] && j < format_row_block(format, i)->ncolumns; j++)
			report->cells[(size_t)row->first_cell + j] =
				(struct cell){.status = CELL_LOST, .line = report->rows[i].line};
	}
}
