#include "read/html_marks.h"

#include "read/html_bytes.h"

static const char nbsp[] = "&nbsp;";

enum { NBSP_NBYTES = sizeof(nbsp) - 1 };

/* Where the mark at `p` ends; NULL for more than is remembered. A ">" in an attribute may end it too early, or what
 * looks like a tag not at all: then the plain way does not come to this place, and nothing is learned. */
static inline const char *find_end(const char *p)
{
	const char *stop = p + HTML_MARKS_MAX_NBYTES, *behind = p;
	while (p < stop) {
		if (*p == '<') {
			p = html_find_last_bracket(p, stop);
			if (p == stop)
				return NULL;
			behind = ++p;
			if ((unsigned char)*p > '&')
				return behind;
		} else if (memcmp(p, nbsp, NBSP_NBYTES) == 0) {
			behind = p += NBSP_NBYTES;
		} else if (html_is_blank(*p)) {
			p++;
		} else {
			return behind;
		}
	}
	return NULL;
}

static inline uint64_t load(const char *p)
{
	uint64_t eight;
	memcpy(&eight, p, sizeof(eight));
	return eight;
}

/* Of the bytes at both ends and before them, where marks differ; the page goes on for eight bytes at least. */
static inline size_t place_of(const char *p, size_t nbytes)
{
	uint64_t hash = nbytes, rest = nbytes;
	for (; rest > 8; rest -= 8, p += 8) {
		hash = (hash ^ load(p)) * UINT64_C(0x9e3779b97f4a7c15);
		hash ^= hash >> 32;
	}
	hash = (hash ^ load(p) << (8 - rest) * 8) * UINT64_C(0x9e3779b97f4a7c15);
	return (size_t)(hash >> 40) % HTML_MARKS_COUNT;
}

/* Whether the bytes at `p` are those of the mark, and all elements are open that it was met in. */
static inline bool is_at(const struct html_mark *mark, const char *p, const struct html_open *open)
{
	return ((html_open_top(open) ^ mark->before) & mark->mask) == 0 &&
	       html_same_bytes(p, mark->bytes, mark->nbytes) && open->count + mark->nafter <= HTML_MAX_OPEN;
}

static inline const char *take(struct html_marks *marks, const struct html_mark *mark, struct html_scan *scan,
			       const char *p, bool passing)
{
	size_t offset = (size_t)(p - scan->start);
	for (const struct html_step *step = mark->steps; step < mark->steps + mark->nsteps && !passing; step++)
		html_step_make(&scan->page, (enum html_step_kind)step->kind, offset + step->offset, step->colspan,
			       step->rowspan);
	html_open_replace(&scan->open, mark->nbefore, mark->after, mark->nafter);
	uint16_t number = (uint16_t)(mark - marks->list);
	marks->list[marks->last].next = number;
	marks->last = number;
	return p + mark->nbytes;
}

static void begin(struct html_learning *learning, const struct html_scan *scan, const char *p, const char *end)
{
	learning->start = p;
	learning->end = end;
	learning->nopen = learning->lowest = scan->open.count;
	learning->open = html_open_top(&scan->open);
	learning->nsteps = 0;
}

const char *html_marks_take(struct html_marks *marks, struct html_learning *learning, struct html_scan *scan,
			    const char *p, bool passing)
{
	const struct html_mark *mark = &marks->list[marks->list[marks->last].next];
	if (scan->end - p < HTML_MARKS_MAX_NBYTES + HTML_MARKS_ROOM) {
		learning->until = scan->end;
		return NULL;
	}
	if (mark->nbytes && is_at(mark, p, &scan->open))
		return take(marks, mark, scan, p, passing);
	const char *end = find_end(p);
	learning->until = end ? end : p + HTML_MARKS_MAX_NBYTES;
	if (!end || end - p < HTML_MARKS_MIN_NBYTES)
		return NULL;
	size_t nbytes = (size_t)(end - p), place = place_of(p, nbytes);
	for (size_t i = 0; i < 2; i++) {
		mark = &marks->list[place ^ i];
		if (mark->nbytes == nbytes && is_at(mark, p, &scan->open))
			return take(marks, mark, scan, p, passing);
	}
	if (passing || !scan->page.table.dropping)
		begin(learning, scan, p, end);
	return NULL;
}

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

void html_marks_learn(struct html_marks *marks, struct html_learning *learning, const struct html_scan *scan)
{
	const struct html_open *open = &scan->open;
	size_t nbytes = (size_t)(learning->end - learning->start), kept = learning->lowest - 1;
	size_t nbefore = learning->nopen - kept, nafter = open->count - kept;
	const char *start = learning->start;
	html_marks_give_up(learning);
	if (nbefore > HTML_MARKS_MAX_NOPEN || nafter > HTML_MARKS_MAX_NOPEN)
		return;
	size_t place = place_of(start, nbytes);
	struct html_mark *mark = &marks->list[place ^ (marks->list[place].nbytes ? marks->nlearned++ & 1 : 0)];
	mark->nbytes = (uint16_t)nbytes;
	mark->nsteps = (uint8_t)learning->nsteps;
	mark->nbefore = (uint8_t)nbefore;
	mark->nafter = (uint8_t)nafter;
	mark->before = learning->open;
	mark->mask = 0;
	memset((char *)&mark->mask + HTML_MARKS_MAX_NOPEN - nbefore, 0xFF, nbefore);
	mark->after = html_open_from(open, kept);
	memcpy(mark->steps, learning->steps, sizeof(mark->steps));
	memcpy(mark->bytes, start, nbytes);
	marks->list[marks->last].next = (uint16_t)(mark - marks->list);
	marks->last = (uint16_t)(mark - marks->list);
}
