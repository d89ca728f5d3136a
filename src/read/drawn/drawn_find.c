/* Where drawings are. */
#include "read/drawn/drawn_parts.h"

#include "read/text.h"

/* What shows of a line at first sight. */
struct sight {
	size_t nbars;                   /* upright box-drawing characters, junctions too; ｜ */
	size_t nlevels;                 /* level ones, junctions too */
	size_t npipes;
	bool has_text;                  /* something that is none of + - = : | and no box-drawing character */
	bool has_box;
	bool crosses;                   /* + right before - or = */
	bool is_framed;                 /* begins and ends with | or + */
	bool is_framed_left;            /* begins so */
	bool is_plus_rule;              /* nothing but + - = : |, a + first */
	bool is_open_rule;              /* nothing but - and +, a + inside */
};

static void look_at_ascii(struct sight *sight, struct str rest)
{
	char next = rest.nbytes > 1 ? rest.ptr[1] : '\0';
	sight->npipes += rest.ptr[0] == '|';
	sight->crosses |= rest.ptr[0] == '+' && (next == '-' || next == '=');
	sight->has_text |= rest.ptr[0] != ' ' && !drawn_next_char(rest, DRAWN_ASCII).arms;
	sight->is_open_rule &= rest.ptr[0] == '-' || rest.ptr[0] == '+';
}

static void look_at_wide(struct sight *sight, struct drawn_char c)
{
	sight->has_box |= c.arms != 0;
	sight->nbars += (c.arms & DRAWN_UPRIGHT) != 0;
	sight->nlevels += (c.arms & DRAWN_LEVEL) != 0;
	sight->has_text |= !c.arms && c.code_point != 0x3000 && c.code_point != 0xA0;
	sight->is_open_rule = false;
}

static struct sight look(struct str line)
{
	struct str text = str_trim(line), rest = text;
	struct sight sight = {.is_open_rule = text.nbytes > 2 && text.ptr[0] == '-' && str_ends_with(text, STR("-"))};
	if (!text.nbytes)
		return sight;
	char first = text.ptr[0], last = text.ptr[text.nbytes - 1];
	sight.is_framed_left = text.nbytes > 2 && (first == '|' || first == '+');
	sight.is_framed = sight.is_framed_left && (last == '|' || last == '+');
	while (rest.nbytes) {
		struct drawn_char c = drawn_next_char(rest, DRAWN_BOX);
		if (c.nbytes == 1)
			look_at_ascii(&sight, rest);
		else
			look_at_wide(&sight, c);
		rest = str_slice(rest, c.nbytes, rest.nbytes);
	}
	sight.is_open_rule &= sight.crosses;
	sight.is_plus_rule = first == '+' && sight.crosses && !sight.has_text && !sight.has_box;
	return sight;
}

/* The sight of the line at the start of `rest`; of an empty one where there is none. */
static struct sight look_ahead(struct str rest)
{
	struct str line;
	return text_next_line(&rest, &line) ? look(line) : (struct sight){0};
}

static void add_line(struct drawn_stretch *stretch, struct str line)
{
	stretch->text.nbytes = (size_t)(line.ptr + line.nbytes - stretch->text.ptr);
	stretch->nlines++;
}

/* Goes on with lines that have the same number of bars and nothing level. */
static void take_same(struct drawn_stretch *stretch, struct str rest, size_t nbars)
{
	struct str line;
	stretch->nlines = 0;
	while (text_next_line(&rest, &line)) {
		struct sight sight = look(line);
		if (sight.nbars != nbars || sight.nlevels)
			break;
		add_line(stretch, line);
	}
	if (stretch->nlines > 1 && drawn_rows_hold_numbers(stretch))
		stretch->kind = DRAWN_ROWS;
}

/* Lines with box-drawing characters. Without level lines among all of them, those that have the same number of bars. */
static void take_box(struct drawn_stretch *stretch, struct str rest, size_t nbars)
{
	struct str line, behind = rest;
	stretch->family = DRAWN_BOX;
	bool is_known = stretch->no_rules_end && rest.ptr < stretch->no_rules_end;
	while (!is_known && text_next_line(&behind, &line)) {
		struct sight sight = look(line);
		if (!sight.nbars)
			break;
		add_line(stretch, line);
		if (sight.nlevels && !sight.has_text)
			stretch->kind = DRAWN_GRID;
	}
	if (stretch->kind == DRAWN_GRID)
		return;
	if (stretch->nlines)
		stretch->no_rules_end = stretch->text.ptr + stretch->text.nbytes;
	take_same(stretch, rest, nbars);
}

/* Lines between | or +; below a rule, damaged ones, too. Where the rules themselves begin with |, every line is a row,
 * as in Markdown. */
static void take_framed(struct drawn_stretch *stretch, struct str rest)
{
	struct str line;
	bool any = false;
	stretch->family = DRAWN_ASCII;
	while (text_next_line(&rest, &line)) {
		struct sight sight = look(line);
		bool belongs = any ? sight.is_framed_left || sight.npipes || sight.crosses
				   : sight.is_framed || sight.is_plus_rule;
		if (!belongs)
			break;
		add_line(stretch, line);
		any |= sight.is_plus_rule;
	}
	stretch->kind = any ? DRAWN_GRID : DRAWN_PLAIN;
}

/* A head, a rule, and rows below it, all open at both sides. */
static void take_open(struct drawn_stretch *stretch, struct str rest)
{
	struct str line;
	stretch->family = DRAWN_ASCII;
	stretch->kind = DRAWN_GRID;
	while (text_next_line(&rest, &line) && (stretch->nlines < 2 || look(line).npipes))
		add_line(stretch, line);
}

bool drawn_find(struct str rest, struct drawn_stretch *stretch)
{
	struct str behind = rest, line;
	if (!text_next_line(&behind, &line))
		return false;
	struct sight sight = look(line);
	*stretch = (struct drawn_stretch){.text = {line.ptr, 0}, .no_rules_end = stretch->no_rules_end};
	if (sight.nbars)
		take_box(stretch, rest, sight.nbars);
	else if (sight.is_framed || sight.is_plus_rule)
		take_framed(stretch, rest);
	else if (sight.npipes && look_ahead(behind).is_open_rule)
		take_open(stretch, rest);
	return stretch->nlines > 0;
}
