#include "check/prose/prose_index.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "check/prose/clauses.h"
#include "check/prose/spots.h"

#define MARKS(...) {sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str), (const struct str[]){__VA_ARGS__}}

static const struct {
	size_t count;
	const struct str *marks;
} all_marks[PROSE_NMARKS] = {
	[MARKS_SENTENCE] = MARKS([MARK_STOP] = STR_INIT("。"), STR_INIT("！"), STR_INIT("？"),
				 [MARK_SEMICOLON] = STR_INIT("；")),
	[MARKS_BRACKETS] =
		MARKS(STR_INIT("《"), STR_INIT("》"), STR_INIT("〈"), STR_INIT("〉"), [MARK_ROUND] = STR_INIT("（"),
		      STR_INIT("）"), STR_INIT("“"), STR_INIT("”"), STR_INIT("〔"), STR_INIT("〕"), STR_INIT("<"),
		      STR_INIT("[")),
	[MARKS_TITLE] = MARKS(STR_INIT("《")),
	[MARKS_YEAR] = MARKS(STR_INIT("年")),
	[MARKS_PERCENT] = MARKS(STR_INIT("%")),
	[MARKS_FIRST_ITEM] = MARKS(STR_INIT("一是")),
};

void prose_index_add_marks(struct literals *literals)
{
	for (size_t i = 0; i < PROSE_NMARKS; i++)
		literals_add(literals, all_marks[i].marks, all_marks[i].count);
}

/* The numbers of a paragraph; none for headings and titles. */
struct paragraph_numbers {
	bool read, cut;                 /* there are more */
	uint16_t count;
	const struct mention *list;
};

/* Room for mentions, which stay where they are until the next report. */
struct room {
	struct room *next;
	size_t used;
	struct mention mentions[4 * CLAUSES_MAX_MENTIONS];
};

struct prose_numbers {
	bool has_spots;
	size_t spots_capacity;
	uint64_t *spots;                /* of the prose: where numbers and marks may begin */
	size_t paragraphs_capacity;
	struct paragraph_numbers *paragraphs;
	struct room *rooms, *room;      /* all of them, and the one that is being filled */
};

/* Forgets the numbers of the last report. */
static void begin_numbers(struct prose_index *index)
{
	if (!index->numbers)
		index->numbers = alloc_zeroed(1, sizeof(*index->numbers));
	struct prose_numbers *numbers = index->numbers;
	size_t count = index->prose->count;
	numbers->has_spots = false;
	if (numbers->paragraphs_capacity < count) {
		numbers->paragraphs_capacity = 2 * count;
		numbers->paragraphs =
			alloc_resize(numbers->paragraphs, 2 * count, sizeof(*numbers->paragraphs));
	}
	for (size_t i = 0; i < count; i++)
		numbers->paragraphs[i].read = false;
	for (struct room *room = numbers->rooms; room; room = room->next)
		room->used = 0;
	numbers->room = numbers->rooms;
}

static void free_numbers(struct prose_numbers *numbers)
{
	for (struct room *room = numbers ? numbers->rooms : NULL, *next; room; room = next) {
		next = room->next;
		free(room);
	}
	if (numbers) {
		free(numbers->paragraphs);
		free(numbers->spots);
	}
	free(numbers);
}

static void find_spots(const struct prose_index *index)
{
	struct prose_numbers *numbers = index->numbers;
	struct str text = strbuf_view(&index->prose->bytes);
	size_t nspots = spots_nwords(text.nbytes);
	if (numbers->spots_capacity < nspots) {
		numbers->spots_capacity = 2 * nspots;
		numbers->spots = alloc_resize(numbers->spots, 2 * nspots, sizeof(*numbers->spots));
	}
	spots_find(text, numbers->spots);
	numbers->has_spots = true;
}

/* A room with places for the mentions of one paragraph. */
static struct room *make_room(struct prose_numbers *numbers)
{
	enum { NPLACES = sizeof(numbers->room->mentions) / sizeof(numbers->room->mentions[0]) };
	struct room *room = numbers->room;
	if (room && room->used + CLAUSES_MAX_MENTIONS <= NPLACES)
		return room;
	if (room && room->next) {
		numbers->room = room->next;
		return room->next;
	}
	numbers->room = alloc_array(1, sizeof(*room));
	numbers->room->next = NULL;
	numbers->room->used = 0;
	*(room ? &room->next : &numbers->rooms) = numbers->room;
	return numbers->room;
}

/* Most paragraphs are of no interest to any check of numbers, so they are read when they are asked for. */
static void read_numbers(const struct prose_index *index, size_t paragraph)
{
	struct prose_numbers *numbers = index->numbers;
	const struct prose_paragraph *p = &index->prose->paragraphs[paragraph];
	struct clauses clauses = {0};
	if (!numbers->has_spots)
		find_spots(index);
	struct room *room = make_room(numbers);
	struct mention *list = room->mentions + room->used;
	if (p->kind == PROSE_TEXT)
		clauses_read(&clauses, index->quantities, prose_text(index->prose, paragraph), numbers->spots,
			     p->offset, list);
	room->used += clauses.count;
	numbers->paragraphs[paragraph] =
		(struct paragraph_numbers){true, clauses.cut, (uint16_t)clauses.count, list};
}

void prose_index_make(struct prose_index *index, const struct prose *prose, const struct literals *literals,
		      const struct quantity_words *quantities)
{
	index->prose = prose;
	index->quantities = quantities;
	literals_search(literals, strbuf_view(&prose->bytes), &index->words);
	begin_numbers(index);
}

void prose_index_forget(struct prose_index *index)
{
	index->prose = NULL;
	index->words.literals = NULL;
}

void prose_index_free(struct prose_index *index)
{
	literal_hits_free(&index->words);
	free_numbers(index->numbers);
	*index = (struct prose_index){0};
}

struct clauses clauses_of(const struct prose_index *index, size_t paragraph)
{
	const struct paragraph_numbers *numbers = &index->numbers->paragraphs[paragraph];
	if (!numbers->read)
		read_numbers(index, paragraph);
	return (struct clauses){
		.text = prose_text(index->prose, paragraph),
		.cut = numbers->cut,
		.count = numbers->count,
		.list = numbers->list,
		.index = index,
	};
}

const struct literal_hit *prose_index_hits(const struct prose_index *index, uint16_t set, size_t paragraph,
					   const struct literal_hit **end)
{
	const struct prose_paragraph *p = &index->prose->paragraphs[paragraph];
	const struct literal_hit *first = literal_hits_from(&index->words, set, p->offset, end), *last = first;
	while (last < *end && last->offset < p->offset + p->nbytes)
		last++;
	*end = last;
	return first;
}

static bool next_paragraph(const struct prose_index *index, uint16_t set, size_t *paragraph)
{
	const struct literal_hit *end;
	if (*paragraph >= index->prose->count || !set || !literal_hits_any(&index->words, set))
		return false;
	const struct literal_hit *hit =
		literal_hits_from(&index->words, set, index->prose->paragraphs[*paragraph].offset, &end);
	if (hit == end)
		return false;
	*paragraph = prose_paragraph_at(index->prose, hit->offset);
	return true;
}

bool prose_index_next_paragraph(const struct prose_index *index, const struct rule_list *words, size_t *paragraph)
{
	if (words->holds_empty)
		return *paragraph < index->prose->count;
	return next_paragraph(index, words->set, paragraph);
}

bool prose_index_next_marked(const struct prose_index *index, enum prose_marks marks, size_t *paragraph)
{
	return next_paragraph(index, prose_index_marks(marks), paragraph);
}

struct prose_sentences prose_index_sentences_from(const struct prose_index *index, size_t paragraph,
						  const struct literal_hit **mark)
{
	const struct prose_paragraph *p = &index->prose->paragraphs[paragraph];
	const uint16_t set = prose_index_marks(MARKS_SENTENCE);
	const struct literal_hit *end = index->words.list + index->words.ends[set];
	if (!*mark)
		*mark = index->words.list + index->words.ends[set - 1];
	struct prose_sentences sentences = {.rest = prose_text(index->prose, paragraph), .offset = p->offset};
	while (*mark < end && (*mark)->offset < p->offset)
		++*mark;
	sentences.mark = *mark;
	while (*mark < end && (*mark)->offset < p->offset + p->nbytes)
		++*mark;
	sentences.last = *mark;
	return sentences;
}
