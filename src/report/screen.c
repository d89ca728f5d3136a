#include "report/screen.h"

enum { PAIR_NBYTES = 6 };               /* two Chinese characters */

/* Of the bytes two to five of a pair: the first one hardly tells characters apart. */
static unsigned hash_pair(const char *p)
{
	uint32_t four;
	memcpy(&four, p + 1, sizeof(four));
	return (four * UINT32_C(0x9e3779b1)) >> 20;
}

static bool is_wide(char byte)
{
	return ((unsigned char)byte & 0xF0) == 0xE0;
}

static void add_word(struct screen *screen, struct str word)
{
	if (word.nbytes < PAIR_NBYTES || !is_wide(word.ptr[0]) || !is_wide(word.ptr[3])) {
		screen->passes_all = true;
		return;
	}
	unsigned bit = hash_pair(word.ptr);
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

unsigned screen_look(const struct screen *screen, struct str text)
{
	const char *p = text.ptr, *end = text.ptr + text.nbytes;
	unsigned hints = screen->passes_all ? SCREEN_WORDS : 0;
	while (p < end) {
		unsigned char byte = (unsigned char)*p;
		if (byte < 0x80) {
			hints |= byte == ' ' || byte == '\t' ? SCREEN_BLANKS : 0;
			p++;
			continue;
		}
		/* U+00A0 and U+3000, broadly. */
		hints |= byte == 0xC2 || (byte == 0xE3 && end - p > 1 && p[1] == '\x80') ? SCREEN_BLANKS : 0;
		if (!is_wide(*p)) {
			p++;
			continue;
		}
		if (end - p >= PAIR_NBYTES) {
			unsigned bit = hash_pair(p);
			hints |= screen->bits[bit / 64] >> bit % 64 & 1 ? SCREEN_WORDS : 0;
		}
		p += 3;
	}
	return hints;
}
