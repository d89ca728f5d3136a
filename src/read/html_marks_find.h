/* Finding marks: see html_marks.h. Private to html_marks.c and html_cells.c. */
#ifndef GOUJI_READ_HTML_MARKS_FIND_H
#define GOUJI_READ_HTML_MARKS_FIND_H

#include "read/html_marks.h"
#include "read/html_wide.h"

/* HTML_MARKS_REACH is how far a mark is looked at at once. */
enum { HTML_MARKS_REACH = 60 };

/* The first or the second place of a mark. */
static inline uint16_t *html_marks_place(struct html_marks *marks, uint64_t hash, size_t i)
{
	return &marks->places[hash >> 16 * i & (HTML_MARKS_NPLACES - 1)];
}


#ifdef HAS_WIDE

/* Where the mark at `p` ends, among the first bytes; NULL when it is longer. Bits stand for bytes. A blank may also be
 * another control character: the plain way does not come so far then. */
WIDE static inline const char *html_marks_end_near(const char *p)
{
	__m256i low = html_wide_load(p), high = html_wide_load(p + HTML_WIDE_STEP);
	uint64_t ends = html_wide_mask(low, high, '>'), begins = html_wide_mask(low, high, '<'), blanks = html_wide_blanks(low, high);
	uint64_t letters = html_wide_mask(low, high, 't');
	uint64_t cells = begins & letters >> 1 & (html_wide_mask(low, high, 'd') | html_wide_mask(low, high, 'h')) >> 2;
	cells |= begins & html_wide_mask(low, high, '/') >> 1 & letters >> 2 & html_wide_mask(low, high, 'r') >> 3;
	/* What is behind each tag and the blanks that follow it: they carry the bit on. */
	uint64_t behind = ((ends << 1) + blanks) & ~blanks;
	uint64_t stops = behind & ~(begins & ~cells) & (UINT64_MAX >> (63 - HTML_MARKS_REACH));
	if (!stops)
		return NULL;
	uint64_t stop = stops & (0 - stops);
	if (cells & stop)
		return p + __builtin_ctzll(stop);
	return p + (64 - __builtin_clzll(ends & (stop - 1)));
}

/* Where it ends, near or far; NULL for more than is remembered. */
const char *html_marks_end_far(const char *p);
WIDE static inline const char *html_marks_end(const char *p)
{
	const char *end = html_marks_end_near(p);
	return end ? end : html_marks_end_far(p);
}

/* The products of the halves of each eight bytes. */
WIDE static inline __m256i html_marks_mix(__m256i bytes, __m256i key)
{
	__m256i mixed = _mm256_xor_si256(bytes, key);
	return _mm256_mul_epu32(mixed, _mm256_srli_epi64(mixed, 32));
}

WIDE static inline uint64_t html_marks_hash(const char *p, size_t nbytes)
{
	const __m256i first_key = _mm256_set_epi64x(0x1d8e4e27c47d124f, 0x2545f4914f6cdd1d, 0x589965cc75374cc3,
						    0x369dea0f31a53f85);
	const __m256i second_key = _mm256_set_epi64x(0x106689d45497fdb5, 0x27d4eb2f165667c5, 0x7c15f58ce4b7a9b3,
						     0x4cf5ad432745937f);
	__m256i first = html_wide_first(p, nbytes), second = html_wide_first(p + HTML_WIDE_STEP, nbytes > HTML_WIDE_STEP ? nbytes - HTML_WIDE_STEP : 0);
	__m256i sum = _mm256_add_epi64(html_marks_mix(first, first_key), html_marks_mix(second, second_key));
	for (size_t i = 2 * HTML_WIDE_STEP; i < nbytes; i += HTML_WIDE_STEP)
		sum = _mm256_add_epi64(sum, html_marks_mix(_mm256_add_epi64(sum, html_wide_first(p + i, nbytes - i)), first_key));
	__m128i half = _mm_add_epi64(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
	uint64_t hash = (uint64_t)_mm_cvtsi128_si64(_mm_add_epi64(half, _mm_unpackhi_epi64(half, half)));
	return hash ^ hash >> 29;
}

WIDE static inline bool html_marks_same(const struct html_marks *marks, const struct html_mark *mark, const char *p,
				size_t nbytes)
{
	__m256i differ = _mm256_or_si256(
		_mm256_xor_si256(html_wide_first(p, nbytes), html_wide_load(mark->bytes)),
		_mm256_xor_si256(html_wide_first(p + HTML_WIDE_STEP, nbytes > HTML_WIDE_STEP ? nbytes - HTML_WIDE_STEP : 0),
				 html_wide_load(mark->bytes + HTML_WIDE_STEP)));
	for (size_t i = HTML_MARKS_NEAR_NBYTES; i < nbytes; i += HTML_WIDE_STEP)
		differ = _mm256_or_si256(differ,
					 _mm256_xor_si256(html_wide_first(p + i, nbytes - i), html_wide_load(marks->rest[mark - marks->list] + i - HTML_MARKS_NEAR_NBYTES)));
	return mark->nbytes == nbytes && _mm256_testz_si256(differ, differ);
}

/* Whether all elements are open that the mark was met in, and there is room for those that it opens. */
static inline bool html_marks_fits(const struct html_mark *mark, const struct html_open *open)
{
	return (open->top ^ mark->before) >> 8 * (sizeof(open->top) - mark->nbefore) == 0 &&
	       open->count + mark->nafter <= HTML_MAX_OPEN;
}

/* Puts what the mark leaves open in the place of what it was met in. */
static inline void html_marks_pass(const struct html_mark *mark, struct html_open *open)
{
	uint64_t below;
	open->count -= mark->nbefore;
	memcpy(&below, open->numbers + open->count, sizeof(below));
	memcpy(open->numbers + HTML_OPEN_STEP + open->count, &mark->after, sizeof(mark->after));
	open->count += mark->nafter;
	open->top = below >> 8 * mark->nafter | mark->after << 8 * (sizeof(below) - mark->nafter);
}

enum { SURE = 2, VERY_SURE = 3 };

/* Remembers that `mark` was met, and what came before it. */
static inline void html_marks_meet(struct html_marks *marks, const struct html_mark *mark)
{
	struct html_mark *last = &marks->list[marks->last];
	uint16_t number = (uint16_t)(mark - marks->list);
	bool again = last->next == number;
	if (!again || last->trust < VERY_SURE) {
		last->trust = (uint8_t)(again ? last->trust + 1 : last->trust - (last->trust > 0));
		last->next = number;
	}
	marks->last = number;
}

/* The mark from `p` to `*end`, or NULL with its hash. The page goes on for HTML_MARKS_MAX_NBYTES + HTML_MARKS_ROOM.
 * `*end` is NULL where there is none. What came behind the last one as a rule is looked at first. */
WIDE static inline const struct html_mark *html_marks_find(struct html_marks *marks, const struct html_open *open,
							   const char *p, const char **end, uint64_t *hash)
{
	const struct html_mark *last = &marks->list[marks->last], *mark = &marks->list[last->next];
	if (last->trust >= SURE) {
		*end = p + mark->nbytes;
		if (html_marks_same(marks, mark, p, mark->nbytes) && html_marks_fits(mark, open))
			return mark;
	}
	*end = html_marks_end(p);
	if (!*end)
		return NULL;
	size_t nbytes = (size_t)(*end - p);
	*hash = html_marks_hash(p, nbytes);
	for (size_t i = 0; i < 2; i++) {
		mark = &marks->list[*html_marks_place(marks, *hash, i)];
		if (html_marks_same(marks, mark, p, nbytes) && html_marks_fits(mark, open))
			return mark;
	}
	return NULL;
}

#endif

#endif
