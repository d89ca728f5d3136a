#include "read/html_marks.h"

#include "read/html_bytes.h"
#include "read/html_marks_find.h"

#ifdef HAS_WIDE

const char *html_marks_end_far(const char *p)
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
	*html_marks_place(marks, hash, *html_marks_place(marks, hash, 0) ? 1 : 0) = marks->nlearned;
	mark->next = 0;
	mark->trust = 0;
	mark->nbytes = (uint16_t)nbytes;
	mark->nsteps = (uint8_t)learning->nsteps;
	mark->nbefore = (uint8_t)nbefore;
	mark->nafter = (uint8_t)nafter;
	mark->before = learning->open;
	memcpy(&mark->after, open->numbers + HTML_OPEN_STEP + kept, sizeof(mark->after));
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
