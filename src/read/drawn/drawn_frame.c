/* The frame of a drawing, and its lines cut along the upright ones. */
#include "read/drawn/drawn_parts.h"

#include "read/text.h"

/* What the lines have in common at one side. */
struct side {
	bool known;
	uint32_t x;                     /* of the upright line that all have, */
	bool upright;                   /* if they do */
	bool rules_are_open;            /* all rules begin, or end, with a level character */
};

static void look_at_side(struct side *side, const struct drawn_ruler *ruler, const struct drawn_place *place)
{
	bool upright = (place->arms & DRAWN_UPRIGHT) != 0;
	if (ruler->is_rule)
		side->rules_are_open &= !upright;
	if (ruler->is_rule && ruler->measure == DRAWN_BARS)
		return;
	side->upright &= upright && (!side->known || side->x == place->x);
	side->x = place->x;
	side->known = true;
}

/* Adds a junction, in its order; false when there are too many, or it overlaps another one. */
static bool add_junction(struct drawn_frame *frame, uint32_t x0, uint32_t x1)
{
	size_t at = frame->njunctions;
	while (at && frame->junctions[at - 1].x0 >= x0)
		at--;
	if (at < frame->njunctions && frame->junctions[at].x0 == x0)
		return frame->junctions[at].x1 == x1;
	if (frame->njunctions == DRAWN_MAX_JUNCTIONS)
		return false;
	memmove(&frame->junctions[at + 1], &frame->junctions[at],
		(frame->njunctions - at) * sizeof(frame->junctions[0]));
	frame->junctions[at].x0 = x0;
	frame->junctions[at].x1 = x1;
	frame->njunctions++;
	return true;
}

/* Upright lines with a level one at their side. */
static bool add_junctions(struct drawn_frame *frame, const struct drawn_ruler *ruler)
{
	const struct drawn_place *places = ruler->places;
	for (size_t i = 0; i < ruler->nplaces; i++) {
		bool level = (places[i].arms & DRAWN_LEVEL) || (i && (places[i - 1].arms & DRAWN_LEVEL)) ||
			     (i + 1 < ruler->nplaces && (places[i + 1].arms & DRAWN_LEVEL));
		if ((places[i].arms & DRAWN_UPRIGHT) && level &&
		    !add_junction(frame, places[i].x, places[i].x + places[i].width))
			return false;
	}
	return true;
}

/* Where lines are told by their number, all lines have as many bars, and rules have nothing but junctions. */
static bool count_bars(struct drawn_frame *frame, const struct drawn_ruler *ruler)
{
	if ((ruler->has_rule && !ruler->is_rule) || (frame->nbars && frame->nbars != ruler->nbars) ||
	    ruler->nbars > DRAWN_MAX_JUNCTIONS)
		return false;
	frame->nbars = ruler->nbars;
	frame->njunctions = frame->nbars;
	for (uint32_t i = 0; i < frame->nbars; i++) {
		frame->junctions[i].x0 = 2 * i + 1;
		frame->junctions[i].x1 = 2 * i + 2;
	}
	return true;
}

static void note_end(struct drawn_frame *frame, const struct drawn_ruler *ruler)
{
	const struct drawn_place *last = &ruler->places[ruler->last];
	uint32_t *end = ruler->is_rule ? &frame->end : &frame->text_end;
	*end = *end > last->x + last->width ? *end : last->x + last->width;
}

/* Whether a drawing may be meant to have no upright lines at its sides. Where text goes to the end of the rules, both
 * may have been cut off there. */
static bool is_open(const struct drawn_frame *frame, const struct side *left, const struct side *right)
{
	return left->rules_are_open && right->rules_are_open && frame->text_end < frame->end;
}

bool drawn_find_frame(struct drawn_ruler *ruler, const struct drawn_stretch *stretch, struct drawn_frame *frame)
{
	struct str rest = stretch->text, line;
	struct side left = {.upright = true, .rules_are_open = true}, right = left;
	bool any_rule = false;
	frame->njunctions = frame->nbars = frame->end = frame->text_end = 0;
	while (text_next_line(&rest, &line)) {
		if (!drawn_measure_line(ruler, line) || ruler->first == DRAWN_MAX_CHARS)
			return false;
		any_rule |= ruler->is_rule;
		note_end(frame, ruler);
		look_at_side(&left, ruler, &ruler->places[ruler->first]);
		look_at_side(&right, ruler, &ruler->places[ruler->last]);
		if (!(ruler->measure == DRAWN_BARS ? count_bars(frame, ruler) : add_junctions(frame, ruler)))
			return false;
	}
	frame->is_open = !left.upright && !right.upright;
	return any_rule && (frame->is_open ? is_open(frame, &left, &right) : left.upright && right.upright);
}

/* Upright lines are numbered from 1 in the order of their columns; the open sides come before and behind them. */
bool drawn_frame_find(const struct drawn_frame *frame, const struct drawn_span *span, size_t *left, size_t *right)
{
	bool begins = frame->is_open && span->x0 == 0, ends = frame->is_open && span->x1 == UINT32_MAX;
	*left = 0;
	*right = frame->njunctions + 1;
	for (size_t i = 0; i < frame->njunctions; i++) {
		if (frame->junctions[i].x1 == span->x0) {
			*left = i + 1;
			begins = true;
		}
		if (frame->junctions[i].x0 == span->x1) {
			*right = i + 1;
			ends = true;
		}
	}
	return begins && ends;
}

static bool add_span(struct drawn_line *line, const struct drawn_ruler *ruler, size_t start, size_t end, uint32_t x0,
		     uint32_t x1)
{
	if (line->nspans == DRAWN_MAX_SPANS)
		return false;
	size_t from = start < ruler->nplaces ? ruler->places[start].offset : ruler->text.nbytes;
	size_t to = end < ruler->nplaces ? ruler->places[end].offset : ruler->text.nbytes;
	line->spans[line->nspans++] = (struct drawn_span){x0, x1, str_slice(ruler->text, from, to - from)};
	return true;
}

/* In a rule, what is left and right of it belongs to it. */
static bool cut_at_lines(const struct drawn_ruler *ruler, const struct drawn_frame *frame, struct drawn_line *line)
{
	size_t start = frame->is_open && !ruler->is_rule ? 0 : ruler->first;
	size_t stop = frame->is_open && !ruler->is_rule ? ruler->nplaces : ruler->last + 1;
	uint32_t x0 = start < ruler->nplaces ? ruler->places[start].x : 0;
	for (size_t i = start; i < stop; i++) {
		const struct drawn_place *place = &ruler->places[i];
		if (!place->arms)
			continue;
		if (place->x > x0 && !add_span(line, ruler, start, i, x0, place->x))
			return false;
		start = i + 1;
		x0 = place->x + place->width;
	}
	return !frame->is_open || ruler->is_rule || add_span(line, ruler, start, stop, x0, UINT32_MAX);
}

bool drawn_cut_line(const struct drawn_ruler *ruler, const struct drawn_frame *frame, struct drawn_line *line)
{
	line->has_rule = ruler->has_rule;
	line->nspans = 0;
	if (ruler->measure == DRAWN_BARS && ruler->is_rule)
		return true;
	return cut_at_lines(ruler, frame, line);
}
