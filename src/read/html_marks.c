#include "read/html_marks.h"

#include "base/wide.h"
#include "read/html_bytes.h"

enum { STEP = 32, REACH = 60 };

/* The first or the second place of a mark. */
static inline uint16_t *place_of(struct html_marks *marks, uint64_t hash, size_t i)
{
	return &marks->places[hash >> 16 * i & (HTML_MARKS_NPLACES - 1)];
}


#ifdef HAS_WIDE

/* For masks of up to thirty-two bytes. */
static const unsigned char ones[2 * STEP] = {
	0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
	0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
};

WIDE static inline __m256i load_bytes(const void *p)
{
	return _mm256_loadu_si256((const __m256i *)p);
}

/* The first `nbytes` bytes at `p`, and zeros behind them. */
WIDE static inline __m256i load_first(const char *p, size_t nbytes)
{
	return _mm256_and_si256(load_bytes(p), load_bytes(ones + STEP - (nbytes < STEP ? nbytes : STEP)));
}

WIDE static inline uint64_t mask_of(__m256i low, __m256i high, char byte)
{
	const __m256i bytes = _mm256_set1_epi8(byte);
	return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, bytes)) |
	       (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, bytes)) << STEP;
}

WIDE static inline uint64_t blanks_of(__m256i low, __m256i high)
{
	const __m256i space = _mm256_set1_epi8(' ');
	__m256i blank_low = _mm256_cmpeq_epi8(_mm256_min_epu8(low, space), low);
	__m256i blank_high = _mm256_cmpeq_epi8(_mm256_min_epu8(high, space), high);
	return (uint32_t)_mm256_movemask_epi8(blank_low) |
	       (uint64_t)(uint32_t)_mm256_movemask_epi8(blank_high) << STEP;
}

/* Where the mark at `p` ends, among the first bytes; NULL when it is longer. Bits stand for bytes. A blank may also be
 * another control character: the plain way does not come so far then. */
WIDE static inline const char *find_end_near(const char *p)
{
	__m256i low = load_bytes(p), high = load_bytes(p + STEP);
	uint64_t ends = mask_of(low, high, '>'), begins = mask_of(low, high, '<'), blanks = blanks_of(low, high);
	uint64_t letters = mask_of(low, high, 't');
	uint64_t cells = begins & letters >> 1 & (mask_of(low, high, 'd') | mask_of(low, high, 'h')) >> 2;
	cells |= begins & mask_of(low, high, '/') >> 1 & letters >> 2 & mask_of(low, high, 'r') >> 3;
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

/* The same wherever it ends. */
static const char *find_end_far(const char *p)
{
	const char *stop = p + HTML_MARKS_MAX_NBYTES;
	while (p < stop) {
		p = html_find_last_bracket(p, stop);
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
	__m256i first = load_first(p, nbytes), second = load_first(p + STEP, nbytes > STEP ? nbytes - STEP : 0);
	__m256i sum = _mm256_add_epi64(mix(first, first_key), mix(second, second_key));
	for (size_t i = 2 * STEP; i < nbytes; i += STEP)
		sum = _mm256_add_epi64(sum, mix(_mm256_add_epi64(sum, load_first(p + i, nbytes - i)), first_key));
	__m128i half = _mm_add_epi64(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
	uint64_t hash = (uint64_t)_mm_cvtsi128_si64(_mm_add_epi64(half, _mm_unpackhi_epi64(half, half)));
	return hash ^ hash >> 29;
}

WIDE static inline bool is_same(const struct html_marks *marks, const struct html_mark *mark, const char *p,
				size_t nbytes)
{
	__m256i differ = _mm256_or_si256(
		_mm256_xor_si256(load_first(p, nbytes), load_bytes(mark->bytes)),
		_mm256_xor_si256(load_first(p + STEP, nbytes > STEP ? nbytes - STEP : 0),
				 load_bytes(mark->bytes + STEP)));
	const char *rest = marks->rest[mark - marks->list];
	for (size_t i = HTML_MARKS_NEAR_NBYTES; i < nbytes; i += STEP, rest += STEP)
		differ = _mm256_or_si256(differ,
					 _mm256_xor_si256(load_first(p + i, nbytes - i), load_bytes(rest)));
	return mark->nbytes == nbytes && _mm256_testz_si256(differ, differ);
}

/* Whether all elements are open that the mark was met in, and there is room for those that it opens. */
static inline bool fits(const struct html_mark *mark, const struct html_open *open)
{
	return html_open_ends_with(open, mark->before, mark->nbefore) && open->count + mark->nafter <= HTML_MAX_OPEN;
}

/* The kinds of all steps, as in struct html_mark. */
#define KINDS(a, b) ((uint64_t)(a) | (uint64_t)(b) << 8)

/* What most marks in tables do is told by their first bytes, long before they are found: so that the processor knows
 * what it will have to do. */
static inline void make_steps(const struct html_mark *mark, struct html_scan *scan, const char *p)
{
	struct html_page *page = &scan->page;
	const struct html_step *steps = mark->steps;
	size_t offset = (size_t)(p - scan->start);
	if (p[1] == 't' && mark->kinds == KINDS(HTML_STEP_CELL, 0)) {
		html_put_cell(page, offset + steps[0].offset, steps[0].colspan, steps[0].rowspan);
	} else if (p[1] == '/' && p[2] == 't' && p[3] == 'r' && mark->kinds == KINDS(HTML_STEP_ROW_END, HTML_STEP_ROW)) {
		html_row_end(page);
		html_row_begin(page, offset + steps[1].offset);
	} else if (p[1] == '/' && mark->kinds == KINDS(HTML_STEP_CELL_END, 0)) {
		html_end_cell(page);
	} else {
		for (size_t i = 0; i < mark->nsteps; i++)
			html_step_make(page, (enum html_step_kind)steps[i].kind, offset + steps[i].offset,
				       steps[i].colspan, steps[i].rowspan);
	}
}

static inline void take(struct html_marks *marks, const struct html_mark *mark, struct html_scan *scan, const char *p,
			bool passing)
{
	if (!passing)
		make_steps(mark, scan, p);
	html_open_replace(&scan->open, mark->nbefore, mark->after, mark->nafter);
	uint16_t number = (uint16_t)(mark - marks->list);
	marks->list[marks->last].next = number;
	marks->last = number;
}

static void begin(struct html_learning *learning, const struct html_scan *scan, const char *p, const char *end,
		  uint64_t hash)
{
	learning->start = p;
	learning->end = end;
	learning->hash = hash;
	learning->nopen = learning->lowest = scan->open.count;
	learning->open = html_open_top(&scan->open);
	learning->nsteps = 0;
}

WIDE const char *html_marks_take(struct html_marks *marks, struct html_learning *learning, struct html_scan *scan,
				 const char *p, bool passing)
{
	if (scan->end - p < HTML_MARKS_MAX_NBYTES + HTML_MARKS_ROOM) {
		learning->until = scan->end;
		return NULL;
	}
	const char *end = find_end_near(p);
	if (!end) {
		const struct html_mark *next = &marks->list[marks->list[marks->last].next];
		if (next->nbytes > REACH && is_same(marks, next, p, next->nbytes) && fits(next, &scan->open)) {
			take(marks, next, scan, p, passing);
			return p + next->nbytes;
		}
		end = find_end_far(p);
	}
	learning->until = end ? end : p + HTML_MARKS_MAX_NBYTES;
	if (!end)
		return NULL;
	size_t nbytes = (size_t)(end - p);
	uint64_t hash = hash_of(p, nbytes);
	for (size_t i = 0; i < 2; i++) {
		const struct html_mark *mark = &marks->list[*place_of(marks, hash, i)];
		if (is_same(marks, mark, p, nbytes) && fits(mark, &scan->open)) {
			take(marks, mark, scan, p, passing);
			return end;
		}
	}
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
	marks->last = marks->nlearned = marks->list[0].next = 0;
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
	mark->nbytes = (uint16_t)nbytes;
	mark->nsteps = (uint8_t)learning->nsteps;
	mark->nbefore = (uint8_t)nbefore;
	mark->nafter = (uint8_t)nafter;
	mark->before = learning->open;
	mark->after = html_open_from(open, kept);
	memcpy(mark->steps, learning->steps, sizeof(mark->steps));
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
