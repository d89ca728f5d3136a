#include "read/boxes/boxes_parts.h"

#include <stdlib.h>

#include "base/ascii.h"

/* Words nearer to each other than this many font sizes are one piece: within one <line>, and in different ones. */
#define NEAR_IN_LINE 0.6
#define NEAR 0.25
#define MAX_COORDINATE 1e6

static bool is_name_end(char byte)
{
	return byte == ' ' || byte == '>' || byte == '/' || byte == '\n' || byte == '\r' || byte == '\t';
}

/* A decimal number as printf writes it, in every locale. */
static bool parse_number(struct str text, double *number)
{
	double value = 0, unit = 1;
	bool negative = text.nbytes && text.ptr[0] == '-', fraction = false;
	size_t ndigits = 0;
	for (size_t i = negative; i < text.nbytes; i++) {
		char c = text.ptr[i];
		if (c == '.' && !fraction) {
			fraction = true;
		} else if (ascii_is_digit(c) && ndigits++ < 20) {
			value = value * 10 + (c - '0');
			unit = fraction ? unit * 10 : unit;
		} else {
			return false;
		}
	}
	*number = (negative ? -value : value) / unit;
	return ndigits && *number <= MAX_COORDINATE && *number >= -MAX_COORDINATE;
}

static bool attribute(struct str tag, struct str name, double *number)
{
	struct str rest = tag;
	while ((rest = str_slice(rest, str_find(rest, name), rest.nbytes)).nbytes) {
		bool whole = rest.ptr > tag.ptr && rest.ptr[-1] == ' ';
		rest = str_slice(rest, name.nbytes, rest.nbytes);
		if (whole && str_starts_with(rest, STR("=\""))) {
			rest = str_slice(rest, 2, rest.nbytes);
			return parse_number(str_slice(rest, 0, str_find(rest, STR("\""))), number);
		}
	}
	return false;
}

/* Moves `*rest` behind the next tag and sets `*tag` to what is between < and >. */
static bool next_tag(struct str *rest, struct str *tag)
{
	*rest = str_slice(*rest, str_find(*rest, STR("<")) + 1, rest->nbytes);
	size_t end = str_find(*rest, STR(">"));
	if (end == rest->nbytes)
		return false;
	*tag = str_slice(*rest, 0, end);
	*rest = str_slice(*rest, end + 1, rest->nbytes);
	return true;
}

static bool is_tag(struct str tag, struct str name)
{
	return str_starts_with(tag, name) && (tag.nbytes == name.nbytes || is_name_end(tag.ptr[name.nbytes]));
}

static bool read_word(struct str tag, struct str rest, struct boxes_word *word)
{
	word->text = str_slice(rest, 0, str_find(rest, STR("<")));
	return word->text.nbytes && attribute(tag, STR("xMin"), &word->x0) && attribute(tag, STR("xMax"), &word->x1) &&
	       attribute(tag, STR("yMin"), &word->y0) && attribute(tag, STR("yMax"), &word->y1) &&
	       word->x0 <= word->x1 && word->y0 <= word->y1;
}

static size_t count_tags(struct str xml, struct str start)
{
	size_t count = 0;
	while ((xml = str_slice(xml, str_find(xml, start), xml.nbytes)).nbytes) {
		count++;
		xml = str_slice(xml, start.nbytes, xml.nbytes);
	}
	return count;
}

static void begin_page(struct boxes_pages *pages, struct str tag)
{
	double width;
	double *height = &pages->heights[pages->npages++];
	if (!attribute(tag, STR("height"), height))
		*height = 0;
	if (attribute(tag, STR("width"), &width) && width > pages->width)
		pages->width = width;
}

size_t boxes_read_words(struct boxes_reader *reader, struct str xml, struct boxes_word **words,
			struct boxes_pages *pages)
{
	struct str rest = xml, tag;
	size_t count = 0;
	uint32_t run = 0;
	*words = arena_alloc(&reader->scratch, count_tags(xml, STR("<word")) + 1, sizeof(**words));
	pages->heights = arena_alloc(&reader->scratch, BOXES_MAX_PAGES, sizeof(*pages->heights));
	pages->npages = 0;
	pages->width = 0;
	while (next_tag(&rest, &tag)) {
		if (is_tag(tag, STR("page"))) {
			if (pages->npages == BOXES_MAX_PAGES)
				break;
			begin_page(pages, tag);
		} else if (is_tag(tag, STR("line"))) {
			run++;
		} else if (pages->npages && is_tag(tag, STR("word")) && read_word(tag, rest, &(*words)[count])) {
			(*words)[count].page = (uint32_t)pages->npages - 1;
			(*words)[count++].run = run;
		}
	}
	return count;
}

static double size_of(const struct boxes_word *word)
{
	double height = word->y1 - word->y0, units = boxes_text_width(word->text);
	double size = units > 0 ? (word->x1 - word->x0) / units : height;
	size = size > height ? height : size;
	size = size < height / 2 ? height / 2 : size;
	return size > 0.1 ? size : 0.1;
}

static double least(double a, double b)
{
	return a < b ? a : b;
}

/* Whether a word goes on with a piece. Numbers beside each other are cells beside each other, however near. */
static bool goes_on(const struct boxes_piece *piece, const struct boxes_word *word, double size, bool value)
{
	double y = (word->y0 + word->y1) / 2, gap = word->x0 - piece->x1;
	double smaller = least(size, piece->size);
	double near = piece->run == word->run ? NEAR_IN_LINE : NEAR;
	if (piece->page != word->page || y - piece->y > smaller * 0.4 || piece->y - y > smaller * 0.4)
		return false;
	if (value && piece->is_value)
		return false;
	return gap > -smaller * 0.5 && gap < near * smaller;
}

static void begin_piece(struct boxes_pages *pages, const struct boxes_word *word, double size)
{
	size_t start = pages->reader->text.nbytes;
	boxes_put(pages->reader, word->text);
	struct str text = str_trim(boxes_text_from(pages->reader, start));
	if (!text.nbytes)
		return;
	pages->pieces[pages->npieces++] = (struct boxes_piece){
		.x0 = word->x0, .x1 = word->x1, .y = (word->y0 + word->y1) / 2, .size = size, .text = text,
		.page = word->page, .run = word->run, .is_value = boxes_is_value(text)};
}

/* The text of the last piece is the last in reader->text: it can be made longer in its place. */
static void extend_piece(struct boxes_pages *pages, struct boxes_piece *piece, const struct boxes_word *word,
			 double size)
{
	struct boxes_reader *reader = pages->reader;
	size_t start = (size_t)(piece->text.ptr - reader->text.ptr);
	reader->text.nbytes = start + piece->text.nbytes;
	bool both_ascii = (unsigned char)reader->text.ptr[reader->text.nbytes - 1] < 0x80 &&
			  (unsigned char)word->text.ptr[0] < 0x80;
	if (word->x0 - piece->x1 > (both_ascii ? 0.05 : BOXES_AUTOSPACE) * size)
		boxes_put(reader, STR(" "));
	boxes_put(reader, word->text);
	if (word->x1 - word->x0 > piece->x1 - piece->x0) {
		piece->y = (word->y0 + word->y1) / 2;
		piece->size = size;
	}
	piece->x1 = word->x1 > piece->x1 ? word->x1 : piece->x1;
	piece->text = str_trim(boxes_text_from(reader, start));
	piece->is_value = boxes_is_value(piece->text);
}

void boxes_make_pieces(struct boxes_pages *pages, const struct boxes_word *words, size_t nwords)
{
	pages->pieces = arena_alloc(&pages->reader->scratch, nwords + 1, sizeof(*pages->pieces));
	pages->npieces = 0;
	for (size_t i = 0; i < nwords; i++) {
		double size = size_of(&words[i]);
		struct boxes_piece *last = pages->npieces ? &pages->pieces[pages->npieces - 1] : NULL;
		if (last && goes_on(last, &words[i], size, boxes_is_value(words[i].text)))
			extend_piece(pages, last, &words[i], size);
		else
			begin_piece(pages, &words[i], size);
	}
}
