/* A report as it was recognised: who, which year, which sections, and the vector of cells. */
#ifndef GOUJI_REPORT_REPORT_H
#define GOUJI_REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "report/cell.h"
#include "report/format.h"

enum {
	REPORT_MAX_HEADINGS = 24,
	REPORT_AGENCY_NBYTES = 120,
	REPORT_DETAIL_NBYTES = 160,
};

/* What became of a file. */
enum report_state {
	REPORT_RECOGNISED,              /* tables or sections of a form were found */
	REPORT_NOT_A_REPORT,            /* text, but nothing of such a report in it */
	REPORT_LAYOUT_UNKNOWN,          /* such a report, but its tables are in a layout that is not read */
	REPORT_OTHER_FORM,              /* such a report, with the tables of a form that is not known */
	/* Such a report by its words, without the sections and tables of a known form */
	REPORT_NO_FORM,
	REPORT_NO_CHARSET,              /* in an encoding that this system cannot convert */
	REPORT_NEEDS_CONVERTER,         /* PDF or Word, and no program for it is installed */
	REPORT_NOT_CONVERTED,           /* the program for it failed */
	REPORT_NO_TEXT,                 /* pages without words: pictures of paper */
	REPORT_BINARY,
	REPORT_EMPTY,
	REPORT_TOO_LARGE,
	REPORT_NOT_REGULAR,
	REPORT_UNREADABLE,              /* the system would not let us: see error_number */
	REPORT_PUT_OFF,                 /* to be converted first, which takes a while */
	REPORT_NSTATES,
};

/* Where agency and year were found, in the order of trust. */
enum identity_source {
	IDENTITY_NONE,
	IDENTITY_TEXT,                  /* sentences that begin with it */
	IDENTITY_FILE_NAME,
	IDENTITY_SIGNATURE,
	IDENTITY_PREAMBLE,
	IDENTITY_TITLE,
};

/* A heading of a section, in the order of the source. */
struct report_heading {
	uint8_t section;                /* its number in the form */
	uint32_t line;
	struct slice text;
};

/* What was done to recognise a row. */
enum report_repair {
	REPAIR_JOINED = 1,              /* its label was broken off, over lines or columns, and was put together */
	REPAIR_WORDS = 2,               /* its label stands in other words than the form's */
	REPAIR_SPLIT = 4,               /* its numbers were glued together and are INFERRED */
};

/* How a row of the form was found. */
struct report_row {
	uint32_t line;                  /* 0 when it was not found */
	uint8_t repairs;                /* of enum report_repair: how its label was put right */
	bool moved;                     /* its label stands in the first column, where the form has a group's */
	bool repeated;                  /* it was found once more; the first reading stands */
	bool mentioned;                 /* not read, but its label stands in the text */
};

struct report_table {
	uint32_t line;                  /* of the first row found; 0 when there is none */
	bool mentioned;                 /* words of the table stand in the text, outside of rows that were read */
	uint16_t nrows_found;
	uint16_t nrows_with_cells;      /* rows of the form that have cells */
	uint16_t nlost, nblank, ntext;  /* cells */
};

struct report {
	enum report_state state;
	int error_number;               /* for REPORT_UNREADABLE */
	char detail[REPORT_DETAIL_NBYTES]; /* what the bytes look like, for states that know */
	const char *reason;             /* to stand behind the detail, to be translated; or NULL */
	int reason_number;              /* behind that: a number, the negative of an errno, or 0 for none */
	const char *limit;              /* what was cut off because it passed a limit, to be translated; or NULL */
	const char *lossy;              /* the converter, when it is one that leaves out text; else NULL */
	const char *encoding;           /* of the file, when it is not UTF-8; else NULL */
	size_t nbad_bytes;              /* that could not be decoded */
	uint32_t bad_line;              /* of the first of them */
	const struct format *format;
	char agency[REPORT_AGENCY_NBYTES]; /* without blanks; "" when not found */
	int year;                       /* report year; 0 when not found */
	enum identity_source agency_source, year_source;
	uint32_t title_line;            /* 0 when there is none */
	uint32_t last_line;             /* of the last block */
	/* Bit per section: its heading stands inside of other text or behind another number, where none was found */
	unsigned sections_mentioned;
	size_t nheadings;
	struct report_heading headings[REPORT_MAX_HEADINGS];
	struct report_table tables[FORMAT_MAX_TABLES];
	struct report_row rows[FORMAT_MAX_ROWS];
	struct cell cells[FORMAT_MAX_CELLS];
};

/* Whether relations were checked: the report was recognised in a known form. */
static inline bool report_is_checked(const struct report *report)
{
	return report->state == REPORT_RECOGNISED;
}

/* Whether the form was needed to tell a row: its label was not whole, not in the form's words or not in its place. */
static inline bool report_row_is_repaired(const struct report_row *row)
{
	return row->repairs != 0 || row->moved;
}

/* True when every cell that was read is 0 and at least one was. */
bool report_is_all_zero(const struct report *report);
/* True when neither a row nor a word of any table was met. */
bool report_has_no_table(const struct report *report);
/* A bit per section whose table came apart on its way here: its words are there, and at most half of its cells were
 * read. */
unsigned report_sections_in_pieces(const struct report *report);
/* A short English sentence for the state, to be translated where it is shown; with %s for the detail where it has
 * one. */
const char *report_state_text(enum report_state state);
/* The cell `table/row/column`, or NULL when the form has none. */
const struct cell *report_find_cell(const struct report *report, struct str name);
/* The first heading of a section, or NULL. */
const struct report_heading *report_find_heading(const struct report *report, unsigned section);

#endif
