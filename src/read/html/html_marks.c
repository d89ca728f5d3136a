#include "read/html/html_marks.h"

#include "read/html/html_bytes.h"
#include "read/html/html_marks_find.h"

/* The first or the second place of a mark. */
static inline uint16_t *place_of(struct html_marks *marks, uint64_t hash, size_t i)
{
	return &marks->places[hash >> 16 * i & (HTML_MARKS_NPLACES - 1)];
}

#ifdef HAS_WIDE

enum { REACH = 60 };                     /* how far a mark is looked at at once */

/* Where the mark at `p` ends, among the first bytes; NULL when it is longer. Bits stand for bytes. A blank may also be
 * another control character: the plain way does not come so far then. */
WIDE static inline const char *find_end_near(const char *p)
{
	__m256i low = wide_load(p), high = wide_load(p + WIDE_NBYTES);
	uint64_t ends = html_wide_mask(low, high, '>'), begins = html_wide_mask(low, high, '<');
	uint64_t blanks = html_wide_blanks(low, high);
	uint64_t letters = html_wide_mask(low, high, 't');
	uint64_t cells = begins & letters >> 1 & (html_wide_mask(low, high, 'd') | html_wide_mask(low, high, 'h')) >> 2;
	cells |= begins & html_wide_mask(low, high, '/') >> 1 & letters >> 2 & html_wide_mask(low, high, 'r') >> 3;
	/* What is behind each tag and the blanks that follow it: they carry the bit on. */
	uint64_t behind = ((ends << 1) + blanks) & ~blanks;
	uint64_t stops = behind & ~(begins & ~cells) & (UINT64_MAX >> (63 - REACH));
	if (!stops)
		return NULL;
	uint64_t stop = stops & (0 - stops);
	if (cells & stop)
		return p + __builtin_ctzll(stop);
	return p + (64 - __builtin_clzll(ends & (stop - 1)));
}

/* The first ">" from `p` on that no tag is behind, or else one of those; or `end`. */
static const char *find_last_bracket(const char *p, const char *end)
{
	for (; (p = memchr(p, '>', (size_t)(end - p))) != NULL; p++)
		if (end - p < 5 || p[1] != '<' || html_begins_part(p + 1, end))
			return p;
	return end;
}

/* The same wherever it ends. */
static const char *find_end_far(const char *p)
{
	const char *stop = p + HTML_MARKS_MAX_NBYTES;
	while (p < stop) {
		p = find_last_bracket(p, stop);
		if (p == stop)
			return NULL;
		const char *end = ++p;
		while (p < stop && (unsigned char)*p <= ' ')
			p++;
		if (p == stop)
			return NULL;
		bool is_cell = html_begins_part(p, stop);
		if (*p != '<' || is_cell)
			return is_cell ? p : end;
	}
	return NULL;
}

/* The products of the halves of each eight bytes. */
WIDE static inline __m256i mix(__m256i bytes, __m256i key)
{
	__m256i mixed = _mm256_xor_si256(bytes, key);
	return _mm256_mul_epu32(mixed, _mm256_srli_epi64(mixed, 32));
}

WIDE static inline uint64_t hash_of(const char *p, size_t nbytes)
{
	const __m256i first_key = _mm256_set_epi64x(0x1d8e4e27c47d124f, 0x2545f4914f6cdd1d, 0x589965cc75374cc3,
						    0x369dea0f31a53f85);
	const __m256i second_key = _mm256_set_epi64x(0x106689d45497fdb5, 0x27d4eb2f165667c5, 0x7c15f58ce4b7a9b3,
						     0x4cf5ad432745937f);
	size_t nbehind = nbytes > WIDE_NBYTES ? nbytes - WIDE_NBYTES : 0;
	__m256i first = html_wide_first(p, nbytes), second = html_wide_first(p + WIDE_NBYTES, nbehind);
	__m256i sum = _mm256_add_epi64(mix(first, first_key), mix(second, second_key));
	for (size_t i = 2 * WIDE_NBYTES; i < nbytes; i += WIDE_NBYTES)
		sum = _mm256_add_epi64(sum, mix(_mm256_add_epi64(sum, html_wide_first(p + i, nbytes - i)), first_key));
	__m128i half = _mm_add_epi64(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
	uint64_t hash = (uint64_t)_mm_cvtsi128_si64(_mm_add_epi64(half, _mm_unpackhi_epi64(half, half)));
	return hash ^ hash >> 29;
}

WIDE const struct html_mark *html_marks_look_up(struct html_marks *marks, const struct html_open *open, const char *p,
						const char **end, uint64_t *hash)
{
	*end = find_end_near(p);
	if (!*end)
		*end = find_end_far(p);
	if (!*end)
		return NULL;
	size_t nbytes = (size_t)(*end - p);
	*hash = hash_of(p, nbytes);
	for (size_t i = 0; i < 2; i++) {
		const struct html_mark *mark = &marks->list[*place_of(marks, *hash, i)];
		if (html_marks_same(marks, mark, p, nbytes) && html_marks_fits(mark, open))
			return mark;
	}
	return NULL;
}

static void make_steps(const struct html_mark *mark, struct html_scan *scan, const char *p)
{
	size_t offset = (size_t)(p - scan->start);
	for (size_t i = 0; i < mark->nsteps; i++)
		html_step_make(&scan->page, (enum html_step_kind)mark->steps[i].kind, offset + mark->steps[i].offset,
			       mark->steps[i].colspan, mark->steps[i].rowspan);
}

static void begin(struct html_learning *learning, const struct html_scan *scan, const char *p, const char *end,
		  uint64_t hash)
{
	learning->start = p;
	learning->end = end;
	learning->hash = hash;
	learning->nopen = learning->lowest = scan->open.count;
	learning->open = scan->open.top;
	learning->nsteps = 0;
}

WIDE const char *html_marks_take(struct html_marks *marks, struct html_learning *learning, struct html_scan *scan,
				 const char *p, bool passing)
{
	if (scan->end - p < HTML_MARKS_MAX_NBYTES + HTML_MARKS_ROOM) {
		learning->until = scan->end;
		return NULL;
	}
	const char *end;
	uint64_t hash;
	const struct html_mark *mark = html_marks_find(marks, &scan->open, p, &end, &hash);
	if (mark) {
		if (!passing)
			make_steps(mark, scan, p);
		html_marks_pass(mark, &scan->open);
		html_marks_meet(marks, mark);
		return end;
	}
	learning->until = end ? end : p + HTML_MARKS_MAX_NBYTES;
	if (!end)
		return NULL;
	if (passing || !scan->page.table.dropping)
		begin(learning, scan, p, end, hash);
	return NULL;
}

#else

const char *html_marks_take(struct html_marks *marks, struct html_learning *learning, struct html_scan *scan,
			    const char *p, bool passing)
{
	(void)marks, (void)p, (void)passing;
	learning->until = scan->end;
	return NULL;
}

#endif

/* Behind a step that ends or begins a cell, a row or a paragraph there is nothing that a break would end or a blank
 * would stand behind; and what comes right before such a step, or a blank before a break, makes no difference. */
void html_marks_note(struct html_learning *learning, enum html_step_kind kind, const char *tag, unsigned colspan,
		     unsigned rowspan)
{
	struct html_step *steps = learning->steps;
	size_t *count = &learning->nsteps;
	if (kind == HTML_STEP_OTHER)
		html_marks_give_up(learning);
	if (kind == HTML_STEP_NONE || !learning->start)
		return;
	if (kind != HTML_STEP_SEPARATE && *count && steps[*count - 1].kind == HTML_STEP_SEPARATE)
		--*count;
	if (*count && (kind == HTML_STEP_SEPARATE || kind == HTML_STEP_BREAK))
		return;
	if (kind == HTML_STEP_CELL_END && *count && steps[*count - 1].kind == HTML_STEP_BREAK)
		--*count;
	if (*count == HTML_MARKS_MAX_NSTEPS || colspan > UINT16_MAX || rowspan > UINT16_MAX) {
		html_marks_give_up(learning);
		return;
	}
	steps[(*count)++] = (struct html_step){
		.kind = (uint8_t)kind,
		.offset = (uint16_t)(tag - learning->start),
		.colspan = (uint16_t)colspan,
		.rowspan = (uint16_t)rowspan,
	};
}

void html_marks_forget(struct html_marks *marks, bool without_tables)
{
	memset(marks->places, 0, sizeof(marks->places));
	marks->last = marks->nlearned = 0;
	marks->list[0] = (struct html_mark){0};
	marks->without_tables = without_tables;
}

void html_marks_learn(struct html_marks *marks, struct html_learning *learning, const struct html_scan *scan)
{
	const struct html_open *open = &scan->open;
	size_t nbytes = (size_t)(learning->end - learning->start), kept = learning->lowest - 1;
	size_t nbefore = learning->nopen - kept, nafter = open->count - kept;
	const char *start = learning->start;
	uint64_t hash = learning->hash;
	html_marks_give_up(learning);
	if (nbefore > HTML_MARKS_MAX_NOPEN || nafter > HTML_MARKS_MAX_NOPEN)
		return;
	if (marks->nlearned == HTML_MARKS_COUNT)
		html_marks_forget(marks, marks->without_tables);
	struct html_mark *mark = &marks->list[++marks->nlearned];
	*place_of(marks, hash, *place_of(marks, hash, 0) ? 1 : 0) = marks->nlearned;
	mark->next = 0;
	mark->trust = 0;
	mark->nbytes = (uint16_t)nbytes;
	mark->nsteps = (uint8_t)learning->nsteps;
	mark->nbefore = (uint8_t)nbefore;
	mark->nafter = (uint8_t)nafter;
	mark->before = learning->open;
	memcpy(&mark->after, open->numbers + HTML_OPEN_STEP + kept, sizeof(mark->after));
	memcpy(mark->steps, learning->steps, sizeof(mark->steps));
	struct html_place behind = {1, 1};
	html_count_plain(&behind, start, start + nbytes);
	mark->nlines = (uint16_t)(behind.line - 1);
	mark->ncolumns = (uint16_t)(behind.column - 1);
	mark->kinds = 0;
	for (size_t i = 0; i < mark->nsteps; i++)
		mark->kinds |= (uint64_t)mark->steps[i].kind << 8 * i;
	size_t nnear = nbytes < sizeof(mark->bytes) ? nbytes : sizeof(mark->bytes);
	char *rest = marks->rest[mark - marks->list];
	memset(mark->bytes, 0, sizeof(mark->bytes));
	memset(rest, 0, sizeof(marks->rest[0]));
	memcpy(mark->bytes, start, nnear);
	memcpy(rest, start + nnear, nbytes - nnear);
}
