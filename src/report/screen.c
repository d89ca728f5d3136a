#include "report/screen.h"

#include "base/wide.h"

/* Three Chinese characters: the ends of words are rarer than their beginnings */
enum { END_NBYTES = 9 };

/* The bytes of an end that are looked at side by side: the two last ones of its last two characters. */
static const uint8_t parts[SCREEN_NPARTS] = {4, 5, 7, 8};

/* The bytes two to nine: the first one hardly tells characters apart. */
static uint64_t end_at(const char *p)
{
	uint64_t eight;
	memcpy(&eight, p + 1, sizeof(eight));
	return eight;
}

static unsigned hash_end(uint64_t end)
{
	return (unsigned)((end * UINT64_C(0x9e3779b97f4a7c15)) >> 52);
}

static bool is_wide(char byte)
{
	return ((unsigned char)byte & 0xF0) == 0xE0;
}

static void add_word(struct screen *screen, struct str word)
{
	const char *p = word.ptr + word.nbytes - (word.nbytes < END_NBYTES ? word.nbytes : END_NBYTES);
	if (word.nbytes < END_NBYTES || !is_wide(p[0]) || !is_wide(p[3]) || !is_wide(p[6]) ||
	    screen->nends == SCREEN_MAX_ENDS) {
		screen->passes_all = true;
		return;
	}
	uint64_t end = end_at(p);
	unsigned bit = hash_end(end);
	uint8_t bucket = (uint8_t)(1u << screen->nends % 8);
	screen->ends[screen->nends++] = end;
	screen->bits[bit / 64] |= UINT64_C(1) << bit % 64;
	for (size_t i = 0; i < SCREEN_NPARTS; i++) {
		unsigned byte = (unsigned char)p[parts[i]];
		screen->low[i][byte & 0x0F] |= bucket;
		screen->high[i][byte >> 4] |= bucket;
	}
}

void screen_prepare(struct screen *screen, const struct format *format, const struct words *words)
{
	if (screen->format == format && screen->words == words)
		return;
	*screen = (struct screen){.format = format, .words = words, .wide = wide_is_there()};
	for (size_t i = 0; i < format->ntables; i++)
		for (size_t j = 0; j < format->tables[i].nsigns; j++)
			add_word(screen, format->tables[i].signs[j]);
	for (size_t i = 0; i < words->lists[WORDS_REPORT].count; i++)
		add_word(screen, words->lists[WORDS_REPORT].words[i]);
}

static bool is_end(const struct screen *screen, uint64_t end)
{
	for (size_t i = 0; i < screen->nends; i++)
		if (screen->ends[i] == end)
			return true;
	return false;
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

unsigned screen_look_plain(const struct screen *screen, struct str text)
{
	unsigned hints = screen->passes_all ? SCREEN_WORDS : 0;
	if (!text.nbytes)
		return hints;
	const char *p = text.ptr, *end = text.ptr + text.nbytes;
	while (end - p >= END_NBYTES) {
		if (is_wide(*p)) {
			uint64_t three = end_at(p);
			unsigned bit = hash_end(three);
			if ((screen->bits[bit / 64] >> bit % 64 & 1) && is_end(screen, three))
				hints |= SCREEN_WORDS;
			if (is_wide_blank(p, end))
				hints |= SCREEN_BLANKS;
			p += 3;
		} else {
			hints |= look_at_narrow(p++);
		}
	}
	for (; p < end; p++)
		hints |= is_wide_blank(p, end) ? SCREEN_BLANKS : look_at_narrow(p);
	return hints;
}

#ifdef HAS_WIDE

enum { BLOCK_NBYTES = 32, LOOK_NBYTES = BLOCK_NBYTES + END_NBYTES - 1 };

struct tables {
	__m256i low[SCREEN_NPARTS], high[SCREEN_NPARTS];
};

WIDE static __m256i load(const void *p)
{
	return _mm256_loadu_si256((const __m256i *)p);
}

WIDE static __m256i load_table(const uint8_t table[SCREEN_NNIBBLES])
{
	return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table));
}

WIDE static __m256i equal(__m256i bytes, char byte)
{
	return _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(byte));
}

/* Where ends may begin among 32 places: a bit for each. */
WIDE static unsigned find_candidates(const struct tables *tables, const char *p)
{
	const __m256i half = _mm256_set1_epi8(0x0F);
	__m256i all = _mm256_set1_epi8(-1);
	for (size_t i = 0; i < SCREEN_NPARTS; i++) {
		__m256i bytes = load(p + parts[i]);
		__m256i low = _mm256_shuffle_epi8(tables->low[i], _mm256_and_si256(bytes, half));
		__m256i high =
			_mm256_shuffle_epi8(tables->high[i], _mm256_and_si256(_mm256_srli_epi16(bytes, 4), half));
		all = _mm256_and_si256(all, _mm256_and_si256(low, high));
	}
	return ~(unsigned)_mm256_movemask_epi8(_mm256_cmpeq_epi8(all, _mm256_setzero_si256()));
}

/* Not zero where blanks begin among 32 places; two bytes behind them are looked at. */
WIDE static unsigned find_blanks(const char *p)
{
	__m256i first = load(p);
	__m256i narrow = _mm256_or_si256(_mm256_or_si256(equal(first, ' '), equal(first, '\t')), equal(first, '\xc2'));
	__m256i wide = _mm256_and_si256(_mm256_and_si256(equal(first, '\xe3'), equal(load(p + 1), '\x80')),
					equal(load(p + 2), '\x80'));
	return (unsigned)_mm256_movemask_epi8(_mm256_or_si256(narrow, wide));
}

/* Thirty-two places at once; what the last ones leave is looked at together with what comes before. */
WIDE static unsigned look_wide(const struct screen *screen, struct str text)
{
	const char *p = text.ptr, *last = text.ptr + text.nbytes - LOOK_NBYTES;
	unsigned hints = screen->passes_all ? SCREEN_WORDS : 0, blanks = 0;
	struct tables tables;
	for (size_t i = 0; i < SCREEN_NPARTS; i++) {
		tables.low[i] = load_table(screen->low[i]);
		tables.high[i] = load_table(screen->high[i]);
	}
	for (;; p = last - p > BLOCK_NBYTES ? p + BLOCK_NBYTES : last) {
		blanks |= find_blanks(p);
		unsigned found = find_candidates(&tables, p);
		for (; found; found &= found - 1)
			if (is_wide(p[__builtin_ctz(found)]) && is_end(screen, end_at(p + __builtin_ctz(found))))
				hints |= SCREEN_WORDS;
		if (p == last)
			break;
	}
	for (p += BLOCK_NBYTES; p < last + LOOK_NBYTES; p++)
		blanks |= is_wide_blank(p, last + LOOK_NBYTES) || look_at_narrow(p);
	return hints | (blanks ? SCREEN_BLANKS : 0);
}

unsigned screen_look(const struct screen *screen, struct str text)
{
	return screen->wide && text.nbytes >= LOOK_NBYTES ? look_wide(screen, text) : screen_look_plain(screen, text);
}

#else

unsigned screen_look(const struct screen *screen, struct str text)
{
	return screen_look_plain(screen, text);
}

#endif
