#include "report/quick_parts.h"

#include "base/ascii.h"

enum quick_layout quick_layout_of(struct str line)
{
	if (line.ptr[0] == '|')
		return QUICK_PIPES;
	return line.ptr[0] == '\t' && !memchr(line.ptr + 1, '\t', line.nbytes - 1) ? QUICK_CELLS : QUICK_TABS;
}

bool quick_is_number(struct str text)
{
	size_t ndigits = ascii_skip_digits(text, 0), end = ndigits;
	if (end < text.nbytes && text.ptr[end] == '.') {
		end = ascii_skip_digits(text, end + 1);
		if (end == ndigits + 1 || end > ndigits + 1 + DECIMAL_PLACES)
			return false;
	}
	return ndigits > 0 && ndigits <= QUICK_MAX_DIGITS && end == text.nbytes;
}

/* Where the numbers at the end of a line begin: the first cell with digits behind the last one with something else.
 * `between` are the bytes that stand between the numbers, the last one of them right before each. NULL when there are
 * none. */
static const char *find_numbers(const char *start, const char *line_end, char between, char before)
{
	const char *p = line_end;
	while (p > start && (ascii_is_digit(p[-1]) || p[-1] == '.' || p[-1] == between || p[-1] == before))
		p--;
	for (p = p > start ? p : start + 1; p < line_end; p++)
		if (ascii_is_digit(*p) && p[-1] == before)
			return p;
	return NULL;
}

/* The same for lines of one cell. */
static const char *find_number_line(const char *start, const char *end)
{
	const char *stop = end - start > QUICK_MAX_NBYTES ? start + QUICK_MAX_NBYTES : end;
	while (start < stop && !quick_line_end_nbytes(start, stop)) {
		const char *p = start + 1;
		while (p < stop && (ascii_is_digit(*p) || (*p == '.' && p > start + 1)))
			p++;
		if (*start == '\t' && p > start + 1 && quick_line_end_nbytes(p, stop))
			return start + 1;
		const char *line_end = memchr(start, '\n', (size_t)(stop - start));
		if (!line_end)
			return NULL;
		start = line_end + 1;
	}
	return NULL;
}

struct str quick_beginning(const char *start, const char *line_end, const char *end, enum quick_layout layout)
{
	const char *text_end = line_end > start && line_end[-1] == '\r' ? line_end - 1 : line_end;
	const char *numbers = layout == QUICK_CELLS   ? find_number_line(start, end)
			      : layout == QUICK_PIPES ? find_numbers(start, text_end, '|', ' ')
						      : find_numbers(start, text_end, '\t', '\t');
	return numbers ? (struct str){start, (size_t)(numbers - start)} : (struct str){0};
}

struct str quick_whole(const char *start, const char *line_end, const char *end, enum quick_layout layout)
{
	if (!line_end || layout != QUICK_CELLS)
		return line_end ? (struct str){start, (size_t)(line_end - start) + 1} : (struct str){0};
	/* Lines of one cell go on to the first line that is empty. */
	const char *next = line_end + 1;
	size_t nbytes;
	while (!(nbytes = quick_line_end_nbytes(next, end)) && next - start <= QUICK_MAX_NBYTES) {
		line_end = next < end ? memchr(next, '\n', (size_t)(end - next)) : NULL;
		if (!line_end)
			return (struct str){0};
		next = line_end + 1;
	}
	return nbytes ? (struct str){start, (size_t)(next - start) + nbytes} : (struct str){0};
}

/* Of the length and some bytes at both ends and in the middle, where rows that differ in an ordinal do; `text` has at
 * least one byte. */
static uint64_t hash_some(struct str text)
{
	enum { EIGHT = sizeof(uint64_t) };
	uint64_t parts[4] = {0}, hash = text.nbytes;
	if (text.nbytes >= 2 * EIGHT) {
		memcpy(&parts[0], text.ptr, EIGHT);
		memcpy(&parts[1], text.ptr + (text.nbytes - EIGHT) / 2, EIGHT);
		memcpy(&parts[2], text.ptr + text.nbytes - 2 * EIGHT, EIGHT);
		memcpy(&parts[3], text.ptr + text.nbytes - EIGHT, EIGHT);
	} else {
		memcpy(&parts[0], text.ptr, text.nbytes < EIGHT ? text.nbytes : EIGHT);
		memcpy(&parts[3], text.ptr + text.nbytes / 2, text.nbytes - text.nbytes / 2);
	}
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		hash = (hash ^ hash >> 32 ^ parts[i]) * UINT64_C(0x9e3779b97f4a7c15);
	return hash;
}

/* One of the places of a row: two beside each other, and two elsewhere. */
static size_t place_of(uint64_t hash, size_t i)
{
	return ((size_t)(hash >> (i < 2 ? 40 : 52)) % QUICK_NROWS) ^ (i & 1);
}

static uint16_t tag_of(uint64_t hash)
{
	return (uint16_t)(hash >> 20);
}

struct quick_row *quick_find(struct quick *quick, struct str bytes)
{
	if (!bytes.nbytes || bytes.nbytes > QUICK_MAX_NBYTES)
		return NULL;
	uint64_t hash = hash_some(bytes);
	for (size_t i = 0; i < QUICK_NPLACES; i++) {
		size_t place = place_of(hash, i);
		if (quick->tags[place] != tag_of(hash))
			continue;
		struct quick_row *row = &quick->rows[place];
		if (row->labels == quick->recogniser->labels && row->nbytes == bytes.nbytes &&
		    memcmp(row->bytes, bytes.ptr, bytes.nbytes) == 0)
			return row;
	}
	return NULL;
}

struct quick_row *quick_add(struct quick *quick, struct str bytes)
{
	if (!bytes.nbytes || bytes.nbytes > QUICK_MAX_NBYTES)
		return NULL;
	uint64_t hash = hash_some(bytes);
	size_t i = 0;
	while (i < QUICK_NPLACES && quick->rows[place_of(hash, i)].labels)
		i++;
	struct quick_row *known = quick_find(quick, bytes);
	size_t place = known ? (size_t)(known - quick->rows) : place_of(hash, i < QUICK_NPLACES ? i : 0);
	struct quick_row *row = &quick->rows[place];
	*row = (struct quick_row){.labels = quick->recogniser->labels, .next = known ? known->next : NULL,
				  .nbytes = (uint16_t)bytes.nbytes};
	memcpy(row->bytes, bytes.ptr, bytes.nbytes);
	quick->tags[place] = tag_of(hash);
	if (quick->last && quick->last != row)
		quick->last->next = row;
	quick->last = row;
	return row;
}
