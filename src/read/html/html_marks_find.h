/* Finding marks: see html_marks.h. Private to html_marks.c and html_cells.c. */
#ifndef GOUJI_READ_HTML_HTML_MARKS_FIND_H
#define GOUJI_READ_HTML_HTML_MARKS_FIND_H

#include "read/html/html_marks.h"
#include "read/html/html_wide.h"

#ifdef HAS_WIDE

WIDE static inline bool html_marks_same(const struct html_marks *marks, const struct html_mark *mark, const char *p,
					size_t nbytes)
{
	size_t nbehind = nbytes > WIDE_NBYTES ? nbytes - WIDE_NBYTES : 0;
	__m256i first = html_wide_first(p, nbytes), second = html_wide_first(p + WIDE_NBYTES, nbehind);
	__m256i differ = _mm256_or_si256(_mm256_xor_si256(first, wide_load(mark->bytes)),
					 _mm256_xor_si256(second, wide_load(mark->bytes + WIDE_NBYTES)));
	for (size_t i = HTML_MARKS_NEAR_NBYTES; i < nbytes; i += WIDE_NBYTES) {
		const char *rest = marks->rest[mark - marks->list] + i - HTML_MARKS_NEAR_NBYTES;
		__m256i bytes = html_wide_first(p + i, nbytes - i);
		differ = _mm256_or_si256(differ, _mm256_xor_si256(bytes, wide_load(rest)));
	}
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

/* The mark from `p` to `*end`, or NULL. The page goes on for HTML_MARKS_MAX_NBYTES + HTML_MARKS_ROOM. Where there is
 * none, `*end` is NULL or `*hash` is its hash. */
const struct html_mark *html_marks_look_up(struct html_marks *marks, const struct html_open *open, const char *p,
					   const char **end, uint64_t *hash);

/* The same; what came behind the last one as a rule is looked at first. */
WIDE static inline const struct html_mark *html_marks_find(struct html_marks *marks, const struct html_open *open,
							   const char *p, const char **end, uint64_t *hash)
{
	const struct html_mark *last = &marks->list[marks->last], *mark = &marks->list[last->next];
	if (last->trust >= SURE) {
		*end = p + mark->nbytes;
		if (html_marks_same(marks, mark, p, mark->nbytes) && html_marks_fits(mark, open))
			return mark;
	}
	return html_marks_look_up(marks, open, p, end, hash);
}

#endif

#endif
