/* The parts of the recogniser. Internal to src/report/. */
#ifndef GOUJI_REPORT_RECOGNISE_PARTS_H
#define GOUJI_REPORT_RECOGNISE_PARTS_H

#include "report/recognise.h"

enum { LOOSE_MAX_LABEL_NBYTES = 300 };

/* A run of the text as offset and length. */
struct slice recognise_slice(const struct recogniser *recogniser, struct str text);

/* What stands in a piece of a row. */
struct cell recognise_cell(const struct recogniser *recogniser, const struct piece *piece);

/* recognise_heading.c: takes the heading of a section, or what only has its words. */
void recognise_heading(struct recogniser *recogniser, const struct block *block, unsigned section);
/* recognise_settle.c, see there. */
/* Notes a paragraph that may be a heading in other words, of which `match` is what the labels say. */
void recognise_note_candidate(struct recogniser *recogniser, const struct block *block,
			      const struct label_match *match);
/* At the end, of a report of the form: takes such headings of sections that have none, and parts of sections for what
 * they are. */
void recognise_settle_headings(struct recogniser *recogniser);
/* recognise.c: paragraphs. */
void recognise_paragraph(struct recogniser *recogniser, const struct block *block);

/* Notes words of tables and rows in text outside of rows of cells: the table is there in another layout. True when
 * there are words of a table. `words_inside` is what screen.h says of the text. */
bool recognise_note_mentions(struct recogniser *recogniser, struct str text, unsigned words_inside);
/* A paragraph that is neither a heading nor a part of a table. */
void recognise_prose(struct recogniser *recogniser, const struct block *block);

/* recognise_rows.c: rows of cells. */
/* Makes `table` the current one, announcing it the first time. */
void recognise_enter_table(struct recogniser *recogniser, int table, uint32_t line);
/* Places the rows that wait; called where another table begins and at the end. */
void recognise_flush_rows(struct recogniser *recogniser);
void recognise_table_row(struct recogniser *recogniser, const struct block *block);
/* Tells the document of the head of a table (`row` is FORMAT_NONE), or of the label of a row, in a cell. */
void recognise_tell_label(const struct recogniser *recogniser, const struct block *block, size_t place, int table,
			  int row);
/* Takes the values of a row of the form; `values->row` and its line are set. The first reading of a row stands. */
void recognise_take_values(struct recogniser *recogniser, const struct allot_row *values, unsigned repairs);
/* Takes the one line of numbers of a table whose rows stand side by side; false when it was taken before. */
bool recognise_take_across(struct recogniser *recogniser, size_t table, const struct allot_row *line);

/* recognise_sideways.c: tables whose rows stand beside each other, see there. */
/* Takes a row of one; false when it is none. */
bool recognise_take_sideways(struct recogniser *recogniser, const struct block *block, const struct pieces *pieces);
/* At the end: what was begun and is not whole counts as not read. */
void recognise_sideways_end(struct recogniser *recogniser);
/* The column of the block of whose label, in one of its wordings, a text is; or FORMAT_NONE. */
int recognise_find_column(const struct format_block *block, struct str text);

/* recognise_turned.c: tables whose rows stand side by side in the form, and elsewhere in the source, see there. */
enum turned_answer {
	TURNED_NOT,
	TURNED_HEAD,                    /* looked at; it may be the head of the form's own layout */
	TURNED_TAKEN,
};
enum turned_answer recognise_take_turned(struct recogniser *recogniser, const struct block *block,
					 const struct pieces *pieces);
/* At the end, like recognise_sideways_end(). */
void recognise_turned_end(struct recogniser *recogniser);

/* recognise_other.c: tables of another form, in another order, or there again. */
/* Notes a head of another form, unless all of its table was found in this one already. */
void recognise_note_foreign(struct recogniser *recogniser, const struct label_match *match);
/* At the end: a group that has numbers right behind it in the text, as in another form, where no row below it was
 * found. */
void recognise_note_foreign_group(struct recogniser *recogniser);
/* Looks whether the heads of columns among `texts`, which stand beside each other, are in the order of the form: where
 * they are not, the numbers of their table are not known. */
void recognise_note_order(struct recogniser *recogniser, const struct str *texts, size_t ntexts);
/* Notes that a row was met again: with the first row of a table, another table of the same kind begins, of which
 * nothing is taken for this one. */
void recognise_note_repeated(struct recogniser *recogniser, int row);

/* recognise_loose.c: tables without cells, see there. */
/* Takes a paragraph that may hold rows of a table, or be a part of one. False when nothing of it belongs to a table. */
bool recognise_loose_text(struct recogniser *recogniser, const struct block *block);
/* Notes heads of tables, of this form and of others, among the words of a short line. True when enough of one table
 * were met since the last heading to tell that it is there. */
bool recognise_note_heads(struct recogniser *recogniser, struct str text);
/* Notes the headings that stand anywhere in `text`, with their ordinals. */
void recognise_note_glued_headings(struct recogniser *recogniser, struct str text);
/* Ends what has been gathered: at a heading, a row of cells, or the end. */
void recognise_loose_end(struct recogniser *recogniser);
/* recognise_loose_rows.c: gives the run of numbers that ends here to the row that its words name, or holds it. */
void recognise_loose_end_run(struct recogniser *recogniser);
/* Whether what stood last is the label of a row, or a head above one line of numbers: a mark that stands for nothing
 * is a cell there. */
bool recognise_loose_awaits_values(struct recogniser *recogniser);
/* Decides on a run that is held, now that the words behind it are known. */
void recognise_loose_release_run(struct recogniser *recogniser);
/* At the very end: numbers of tables that could not be told apart become LOST. */
void recognise_loose_finish(struct recogniser *recogniser);

/* recognise_missing.c: at the very end, rows that were not found but may stand in the text become LOST. */
void recognise_missing_rows(struct recogniser *recogniser);
/* All cells of a row become LOST. */
void recognise_lose_row(const struct recogniser *recogniser, size_t row);
/* The same for sections: their headings may stand in other text. */
void recognise_missing_sections(struct recogniser *recogniser);

/* recognise_glued.c: at the very end, tables whose cells are glued together. */
void recognise_glued_tables(struct recogniser *recogniser);

#endif
