#include "report/screen.h"

#include "base/wide.h"

/* Three Chinese characters: the ends of words are rarer than their beginnings */
enum { END_NBYTES = 9 };

/* The bytes of an end that are looked at side by side: the two last ones of its last two characters. What their low
 * halves let through is looked at closely. */
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

static void add_word(struct screen *screen, struct str word, enum screen_words kind)
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
	screen->kinds[screen->nends] = (uint8_t)kind;
	screen->ends[screen->nends++] = end;
	screen->bits[bit / 64] |= UINT64_C(1) << bit % 64;
	for (size_t i = 0; i < SCREEN_NPARTS; i++)
		screen->low[i][p[parts[i]] & 0x0F] |= bucket;
}

void screen_prepare(struct screen *screen, const struct format *format, const struct words *words)
{
	if (screen->format == format && screen->words == words)
		return;
	*screen = (struct screen){.format = format, .words = words, .wide = wide_is_there()};
	for (size_t i = 0; i < format->ntables; i++)
		for (size_t j = 0; j < format->tables[i].nsigns; j++)
			add_word(screen, format->tables[i].signs[j], SCREEN_SIGNS);
	for (size_t i = 0; i < words->lists[WORDS_REPORT].count; i++)
		add_word(screen, words->lists[WORDS_REPORT].words[i], SCREEN_REPORT);
}

/* Which words have the end that is at `p`. */
static unsigned find_end(const struct screen *screen, const char *p)
{
	uint64_t end = end_at(p);
	unsigned bit = hash_end(end), kinds = 0;
	if (!is_wide(*p) || !(screen->bits[bit / 64] >> bit % 64 & 1))
		return 0;
	for (size_t i = 0; i < screen->nends; i++)
		kinds |= screen->ends[i] == end ? screen->kinds[i] : 0;
	return kinds;
}

unsigned screen_find_words_plain(const struct screen *screen, struct str text)
{
	unsigned kinds = screen->passes_all ? SCREEN_ALL : 0;
	for (size_t i = 0; i + END_NBYTES <= text.nbytes; i += is_wide(text.ptr[i]) ? 3 : 1)
		kinds |= find_end(screen, text.ptr + i);
	return kinds;
}

/* A blank, a tab, what U+00A0 begins with, or U+3000 at `p`; two bytes behind it are looked at. */
static bool is_blank(const char *p)
{
	return *p == ' ' || *p == '\t' || *p == '\xc2' || (*p == '\xe3' && p[1] == '\x80' && p[2] == '\x80');
}

bool screen_may_hold_blanks_plain(struct str text)
{
	const char *p = text.ptr, *end = p ? p + text.nbytes : p;
	for (; end - p > 2; p++)
		if (is_blank(p))
			return true;
	for (; p < end; p++)
		if (*p == ' ' || *p == '\t' || *p == '\xc2')
			return true;
	return false;
}

#ifdef HAS_WIDE

enum { LOOK_NBYTES = WIDE_NBYTES + END_NBYTES - 1, LOOK_FOR_BLANKS_NBYTES = WIDE_NBYTES + 2 };

/* The buckets of the bytes from `p` on by their low halves; none for ASCII. */
WIDE static inline __m256i find_buckets(__m256i table, const char *p)
{
	return _mm256_shuffle_epi8(table, _mm256_xor_si256(wide_load(p), _mm256_set1_epi8((char)0x80)));
}

/* The same for 32 places, of which those that are not zero in `found` may be ends. */
WIDE static unsigned find_ends(const struct screen *screen, const char *p, __m256i found)
{
	unsigned places = ~wide_mask(wide_equal(found, 0)), kinds = 0;
	for (; places; places &= places - 1)
		kinds |= find_end(screen, p + __builtin_ctz(places));
	return kinds;
}

/* Thirty-two places at once, the last ones together with what comes before. */
WIDE static unsigned find_words_wide(const struct screen *screen, struct str text)
{
	const char *p = text.ptr, *last = text.ptr + text.nbytes - LOOK_NBYTES;
	const __m256i first = wide_load_table(screen->low[0]), second = wide_load_table(screen->low[1]);
	const __m256i third = wide_load_table(screen->low[2]), fourth = wide_load_table(screen->low[3]);
	unsigned kinds = screen->passes_all ? SCREEN_ALL : 0;
	for (;; p = last - p > WIDE_NBYTES ? p + WIDE_NBYTES : last) {
		__m256i found = _mm256_and_si256(
			_mm256_and_si256(find_buckets(first, p + parts[0]), find_buckets(second, p + parts[1])),
			_mm256_and_si256(find_buckets(third, p + parts[2]), find_buckets(fourth, p + parts[3])));
		if (!_mm256_testz_si256(found, found))
			kinds |= find_ends(screen, p, found);
		if (p == last)
			return kinds;
	}
}

/* The same for blanks. */
WIDE static bool may_hold_blanks_wide(struct str text)
{
	const char *p = text.ptr, *last = text.ptr + text.nbytes - LOOK_FOR_BLANKS_NBYTES;
	for (;; p = last - p > WIDE_NBYTES ? p + WIDE_NBYTES : last) {
		__m256i first = wide_load(p);
		__m256i narrow = _mm256_or_si256(_mm256_or_si256(wide_equal(first, ' '), wide_equal(first, '\t')),
						 wide_equal(first, '\xc2'));
		__m256i wide = _mm256_and_si256(
			_mm256_and_si256(wide_equal(first, '\xe3'), wide_equal(wide_load(p + 1), '\x80')),
			wide_equal(wide_load(p + 2), '\x80'));
		__m256i found = _mm256_or_si256(narrow, wide);
		if (!_mm256_testz_si256(found, found))
			return true;
		if (p == last)
			return screen_may_hold_blanks_plain((struct str){p + WIDE_NBYTES, 2});
	}
}

#endif

unsigned screen_find_words(const struct screen *screen, struct str text)
{
#ifdef HAS_WIDE
	if (screen->wide && text.nbytes >= LOOK_NBYTES)
		return find_words_wide(screen, text);
#endif
	return screen_find_words_plain(screen, text);
}

bool screen_may_hold_blanks(const struct screen *screen, struct str text)
{
#ifdef HAS_WIDE
	if (screen->wide && text.nbytes >= LOOK_FOR_BLANKS_NBYTES)
		return may_hold_blanks_wide(text);
#endif
	(void)screen;
	return screen_may_hold_blanks_plain(text);
}
