/* Lines of a drawing, character by character. */
#include "read/drawn/drawn_parts.h"

static bool is_blank_char(uint32_t c)
{
	return c == ' ' || c == 0x3000 || c == 0xA0;
}

/* Puts down all characters, all level ones as lines, and finds out where the line begins and ends. */
static bool take_chars(struct drawn_ruler *ruler)
{
	struct str rest = ruler->text;
	uint32_t x = 0;
	ruler->nplaces = 0;
	ruler->first = ruler->last = DRAWN_MAX_CHARS;
	while (rest.nbytes) {
		if (ruler->nplaces == DRAWN_MAX_CHARS || rest.ptr[0] == '\t')
			return false;
		struct drawn_char c = drawn_next_char(rest, ruler->family);
		struct drawn_place *place = &ruler->places[ruler->nplaces];
		*place = (struct drawn_place){.offset = (uint32_t)(rest.ptr - ruler->text.ptr),
					      .x = x,
					      .nbytes = c.nbytes,
					      .width = (uint8_t)drawn_char_width(c.code_point, ruler->measure),
					      .arms = c.arms,
					      .is_blank = is_blank_char(c.code_point)};
		if (!place->is_blank) {
			ruler->first = ruler->first < ruler->nplaces ? ruler->first : ruler->nplaces;
			ruler->last = ruler->nplaces;
		}
		ruler->nplaces++;
		x += place->width;
		rest = str_slice(rest, c.nbytes, rest.nbytes);
	}
	return true;
}

static bool is_upright(const struct drawn_place *place)
{
	return (place->arms & DRAWN_UPRIGHT) != 0;
}

static bool is_level(const struct drawn_place *place)
{
	return (place->arms & DRAWN_LEVEL) != 0;
}

/* Whether the level characters from `start` to `end` are a line: they go from one upright line to another, and
 * box-drawing characters meet it in a junction, or are as many as no text has. */
static bool is_line(const struct drawn_ruler *ruler, size_t start, size_t end)
{
	enum { MIN_LEVELS = 3 };
	const struct drawn_place *places = ruler->places;
	bool begins = is_upright(&places[start]) || (start && is_upright(&places[start - 1]));
	bool ends = is_upright(&places[end - 1]) || (end < ruler->nplaces && is_upright(&places[end]));
	bool has_level = false, has_junction = false;
	for (size_t i = start; i < end; i++) {
		has_level |= !is_upright(&places[i]) && ruler->text.ptr[places[i].offset] != ':';
		has_junction |= is_upright(&places[i]);
	}
	if (ruler->family == DRAWN_BOX)
		return has_junction || (begins && ends && end - start >= MIN_LEVELS);
	return has_level && begins && ends;
}

/* Nothing but lines without a gap: at the sides of an open drawing they may end anywhere. */
static bool is_rule(const struct drawn_ruler *ruler)
{
	bool has_level = false;
	for (size_t i = ruler->first; i < ruler->nplaces && i <= ruler->last; i++) {
		if (!ruler->places[i].arms)
			return false;
		has_level |= is_level(&ruler->places[i]);
	}
	return has_level;
}

/* Level characters that are no line become text. */
static void drop_text(struct drawn_ruler *ruler)
{
	for (size_t start = 0, end; start < ruler->nplaces; start = end) {
		for (end = start; end < ruler->nplaces && is_level(&ruler->places[end]); end++)
			continue;
		if (end == start) {
			end++;
			continue;
		}
		bool line = is_line(ruler, start, end);
		ruler->has_rule |= line;
		for (size_t i = start; i < end && !line; i++)
			ruler->places[i].arms = 0;
	}
}

/* Columns that count the bars to their left: a bar stands in an odd one, text in an even one. */
static void count_bars(struct drawn_ruler *ruler)
{
	ruler->nbars = 0;
	for (size_t i = 0; i < ruler->nplaces; i++) {
		struct drawn_place *place = &ruler->places[i];
		bool bar = is_upright(place);
		place->x = 2 * ruler->nbars + bar;
		place->width = 1;
		ruler->nbars += bar;
	}
}

bool drawn_measure_line(struct drawn_ruler *ruler, struct str text)
{
	ruler->text = text;
	if (!take_chars(ruler))
		return false;
	ruler->has_rule = ruler->is_rule = is_rule(ruler);
	if (!ruler->is_rule)
		drop_text(ruler);
	if (ruler->measure == DRAWN_BARS)
		count_bars(ruler);
	return true;
}
