#include "read/delimited_parts.h"

#include "base/ascii.h"
#include "read/value.h"

enum {
	MAX_QUOTED_NBYTES = 8192,       /* a quote that is not closed by then is a character like others */
	MANY_NUMBERS = 10,              /* that they need no text before them */
};

/* How many bytes a quoted text has with its quotes; 0 when it is not closed. */
static size_t quoted_nbytes(struct str text, bool *has_doubled)
{
	size_t limit = text.nbytes < MAX_QUOTED_NBYTES ? text.nbytes : MAX_QUOTED_NBYTES;
	*has_doubled = false;
	for (size_t i = 1; i < limit; i++) {
		if (text.ptr[i] != '"')
			continue;
		if (i + 1 == limit || text.ptr[i + 1] != '"')
			return i + 1;
		*has_doubled = true;
		i++;
	}
	return 0;
}

static size_t skip_blanks(struct str text, size_t at)
{
	while (at < text.nbytes && (text.ptr[at] == ' ' || text.ptr[at] == '\r'))
		at++;
	return at;
}

static bool has_other_separator(struct str text)
{
	return text.nbytes && (memchr(text.ptr, '\t', text.nbytes) || memchr(text.ptr, '|', text.nbytes));
}

static bool ends_field(struct str text, size_t at, char separator)
{
	return at >= text.nbytes || text.ptr[at] == separator || text.ptr[at] == '\n';
}

/* The field at the start of `text`; returns where it ends. */
static size_t take_field(struct str text, char separator, struct delimited_field *field)
{
	size_t start = skip_blanks(text, 0);
	field->is_quoted = field->has_doubled = false;
	if (start < text.nbytes && text.ptr[start] == '"') {
		struct str quoted = str_slice(text, start, text.nbytes);
		quoted.nbytes = quoted_nbytes(quoted, &field->has_doubled);
		size_t end = skip_blanks(text, start + quoted.nbytes);
		if (quoted.nbytes && ends_field(text, end, separator)) {
			field->is_quoted = true;
			field->text = str_trim(str_slice(quoted, 1, quoted.nbytes - 2));
			return end;
		}
		field->has_doubled = false;
	}
	size_t end = 0;
	while (!ends_field(text, end, separator))
		end++;
	field->text = str_trim(str_slice(text, 0, end));
	return end;
}

bool delimited_next(struct str *rest, char separator, struct delimited_record *record)
{
	struct str text = *rest;
	struct delimited_field field;
	bool has_stop = false, has_cells = false, more = true;
	size_t at = 0;
	record->nfields = record->nfilled = 0;
	record->is_cut = false;
	if (!text.nbytes)
		return false;
	while (more) {
		at += take_field(str_slice(text, at, text.nbytes), separator, &field);
		has_stop |= !field.is_quoted && str_contains(field.text, STR("。"));
		has_cells |= !field.is_quoted && has_other_separator(field.text);
		record->nfilled += field.text.nbytes > 0;
		if (record->nfields < BLOCK_MAX_CELLS)
			record->fields[record->nfields] = field;
		else
			record->is_cut |= field.text.nbytes > 0;
		record->nfields++;
		more = at < text.nbytes && text.ptr[at] == separator;
		at += more;
	}
	record->is_other = has_cells || (has_stop && record->nfilled > 1);
	record->text = str_slice(text, 0, at);
	*rest = str_slice(text, at + (at < text.nbytes), text.nbytes);
	return true;
}

/* A label: a digit at its end may be the beginning of 1,234. */
static bool may_be_label(struct str text)
{
	return !ascii_is_digit(text.ptr[text.nbytes - 1]);
}

bool delimited_has_numbers(const struct delimited_record *record)
{
	bool text = record->nfilled >= MANY_NUMBERS, number = false;
	for (size_t i = 0; i < record->nfields && i < BLOCK_MAX_CELLS; i++) {
		struct str field = record->fields[i].text;
		if (!field.nbytes)
			continue;
		bool numeric = value_is_numeric(field) && !memchr(field.ptr, ' ', field.nbytes);
		if (numeric ? !text : number || !may_be_label(field))
			return false;
		text |= !numeric;
		number |= numeric;
	}
	return number;
}
