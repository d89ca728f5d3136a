#include "report/screen.h"

enum { END_NBYTES = 9 };                /* three Chinese characters: the ends of words are rarer than their beginnings */

/* Of the bytes two to nine: the first one hardly tells characters apart. */
static unsigned hash_end(const char *p)
{
	uint64_t eight;
	memcpy(&eight, p + 1, sizeof(eight));
	return (unsigned)((eight * UINT64_C(0x9e3779b97f4a7c15)) >> 52);
}

static bool is_wide(char byte)
{
	return ((unsigned char)byte & 0xF0) == 0xE0;
}

static void add_word(struct screen *screen, struct str word)
{
	const char *p = word.ptr + word.nbytes - (word.nbytes < END_NBYTES ? word.nbytes : END_NBYTES);
	if (word.nbytes < END_NBYTES || !is_wide(p[0]) || !is_wide(p[3]) || !is_wide(p[6])) {
		screen->passes_all = true;
		return;
	}
	unsigned bit = hash_end(p);
	screen->bits[bit / 64] |= UINT64_C(1) << bit % 64;
}

void screen_prepare(struct screen *screen, const struct format *format, const struct words *words)
{
	if (screen->format == format && screen->words == words)
		return;
	*screen = (struct screen){.format = format, .words = words};
	for (size_t i = 0; i < format->ntables; i++)
		for (size_t j = 0; j < format->tables[i].nsigns; j++)
			add_word(screen, format->tables[i].signs[j]);
	for (size_t i = 0; i < words->lists[WORDS_REPORT].count; i++)
		add_word(screen, words->lists[WORDS_REPORT].words[i]);
}

/* Hints of the ASCII or two-byte character at `p`, or of a byte that is no beginning. */
static unsigned look_at_narrow(const char *p)
{
	return *p == ' ' || *p == '\t' || *p == '\xc2' ? SCREEN_BLANKS : 0;
}

/* U+3000. */
static bool is_wide_blank(const char *p, const char *end)
{
	return *p == '\xe3' && end - p > 2 && p[1] == '\x80' && p[2] == '\x80';
}

unsigned screen_look(const struct screen *screen, struct str text)
{
	const char *p = text.ptr, *end = text.ptr + text.nbytes;
	unsigned hints = screen->passes_all ? SCREEN_WORDS : 0;
	uint64_t found = 0;
	while (end - p >= END_NBYTES) {
		if (is_wide(*p)) {
			unsigned bit = hash_end(p);
			found |= screen->bits[bit / 64] >> bit % 64;
			if (is_wide_blank(p, end))
				hints |= SCREEN_BLANKS;
			p += 3;
		} else {
			hints |= look_at_narrow(p++);
		}
	}
	for (; p < end; p++)
		hints |= is_wide_blank(p, end) ? SCREEN_BLANKS : look_at_narrow(p);
	return hints | (found & 1 ? SCREEN_WORDS : 0);
}
