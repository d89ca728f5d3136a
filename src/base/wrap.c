#include "base/wrap.h"

#include "base/clip.h"
#include "base/utf8.h"

/* Marks that do not begin a line, and marks that do not end one. */
static const char no_start[] = "，。、；：！？）》〉」』】〕〗”’…—·％℃,.;:!?)]}%～";
static const char no_end[] = "（《〈「『【〔〖“‘([{￥$";

static bool is_one_of(struct str c, const char *set)
{
	return c.nbytes && str_contains(str_from(set), c);
}

static bool is_blank(struct str c)
{
	return str_equal(c, STR(" ")) || str_equal(c, STR("\t")) || str_equal(c, STR("\n")) || str_equal(c, STR("　")) ||
	       str_equal(c, STR("\xc2\xa0"));
}

static bool is_word(struct str c)
{
	return c.nbytes == 1 && c.ptr[0] > ' ' && c.ptr[0] < 0x7F;
}

/* Whether a line may end between two neighbouring characters. */
static bool may_break(struct str before, struct str after, enum width_ambiguous ambiguous)
{
	if (is_blank(before))
		return true;
	if (is_blank(after) || (is_word(before) && is_word(after)))
		return false;
	if (is_one_of(after, no_start) || is_one_of(before, no_end))
		return false;
	return clip_measure(after, ambiguous) > 0;
}

static struct str char_at(struct str text, size_t offset)
{
	if (offset >= text.nbytes)
		return (struct str){0};
	return str_slice(text, offset, utf8_decode(str_slice(text, offset, UTF8_MAX_NBYTES)).nbytes);
}

bool wrap_take_line(struct str *rest, size_t ncols, enum width_ambiguous ambiguous, struct str *line)
{
	struct str text = str_trim(*rest), c;
	size_t used = 0, columns = 0, last_break = 0;
	if (!text.nbytes)
		return false;
	while ((c = char_at(text, used)).nbytes) {
		size_t width = is_blank(c) && c.nbytes == 1 ? 1 : clip_measure(c, ambiguous);
		/* Blanks may hang over the edge: they go at the break. */
		if (columns + width > ncols && used && !is_blank(c))
			break;
		columns += width;
		used += c.nbytes;
		struct str next = char_at(text, used);
		if (next.nbytes && may_break(c, next, ambiguous))
			last_break = used;
	}
	if (used < text.nbytes && last_break)
		used = last_break;
	*line = str_trim(str_slice(text, 0, used));
	*rest = str_slice(text, used, text.nbytes);
	return true;
}
