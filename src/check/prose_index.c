#include "check/prose_index.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "check/clauses.h"

#define MARKS(...) {sizeof((const struct str[]){__VA_ARGS__}) / sizeof(struct str), (const struct str[]){__VA_ARGS__}}

static const struct {
	size_t count;
	const struct str *marks;
} all_marks[PROSE_NMARKS] = {
	[MARKS_SENTENCE] = MARKS([MARK_STOP] = STR_INIT("。"), STR_INIT("！"), STR_INIT("？"),
				 [MARK_SEMICOLON] = STR_INIT("；")),
	[MARKS_BRACKETS] =
		MARKS(STR_INIT("《"), STR_INIT("》"), STR_INIT("〈"), STR_INIT("〉"), STR_INIT("（"), STR_INIT("）"),
		      STR_INIT("“"), STR_INIT("”"), STR_INIT("〔"), STR_INIT("〕"), STR_INIT("<"), STR_INIT("[")),
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

/* Reads the numbers of all paragraphs of running text. */
static void read_numbers(struct prose_index *index)
{
	const struct prose *prose = index->prose;
	size_t nspots = spots_nwords(prose->bytes.nbytes);
	if (index->spots_capacity < nspots) {
		index->spots_capacity = 2 * nspots;
		index->spots = alloc_resize(index->spots, index->spots_capacity, sizeof(*index->spots));
	}
	spots_find(strbuf_view(&prose->bytes), index->spots);
	if (index->paragraphs_capacity < prose->count) {
		index->paragraphs_capacity = 2 * prose->count;
		index->paragraphs =
			alloc_resize(index->paragraphs, index->paragraphs_capacity, sizeof(*index->paragraphs));
	}
	index->nmentions = 0;
	for (size_t i = 0; i < prose->count; i++) {
		struct clauses clauses = {0};
		if (index->mentions_capacity < index->nmentions + CLAUSES_MAX_MENTIONS) {
			index->mentions_capacity = 2 * index->mentions_capacity + CLAUSES_MAX_MENTIONS;
			index->mentions =
				alloc_resize(index->mentions, index->mentions_capacity, sizeof(*index->mentions));
		}
		if (prose->paragraphs[i].kind == PROSE_TEXT)
			clauses_read(&clauses, index->quantities, prose_text(prose, i), index->spots,
				     prose->paragraphs[i].offset, index->mentions + index->nmentions);
		index->paragraphs[i] = (struct paragraph_numbers){
			(uint32_t)index->nmentions, (uint16_t)clauses.count, clauses.cut};
		index->nmentions += clauses.count;
	}
}

void prose_index_make(struct prose_index *index, const struct prose *prose, const struct literals *literals,
		      const struct quantity_words *quantities)
{
	index->prose = prose;
	index->quantities = quantities;
	literals_search(literals, strbuf_view(&prose->bytes), &index->words);
	read_numbers(index);
}

void prose_index_forget(struct prose_index *index)
{
	index->prose = NULL;
	index->words.literals = NULL;
}

void prose_index_free(struct prose_index *index)
{
	literal_hits_free(&index->words);
	free(index->mentions);
	free(index->paragraphs);
	free(index->spots);
	*index = (struct prose_index){0};
}

struct clauses clauses_of(const struct prose_index *index, size_t paragraph)
{
	const struct paragraph_numbers *numbers = &index->paragraphs[paragraph];
	return (struct clauses){
		.text = prose_text(index->prose, paragraph),
		.cut = numbers->cut,
		.count = numbers->count,
		.list = index->mentions + numbers->first,
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

/* The paragraph at an offset, which is not before this one: it is seldom far. */
static inline size_t paragraph_from(const struct prose *prose, size_t paragraph, size_t offset)
{
	enum { NEAR = 8 };
	for (size_t i = paragraph; i < prose->count && i < paragraph + NEAR; i++)
		if (offset <= (size_t)prose->paragraphs[i].offset + prose->paragraphs[i].nbytes)
			return i;
	return prose_paragraph_at(prose, offset);
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
	*paragraph = paragraph_from(index->prose, *paragraph, hit->offset);
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

struct prose_sentences prose_index_sentences(const struct prose_index *index, size_t paragraph)
{
	struct prose_sentences sentences = {
		.rest = prose_text(index->prose, paragraph),
		.offset = index->prose->paragraphs[paragraph].offset,
	};
	sentences.mark = prose_index_hits(index, prose_index_marks(MARKS_SENTENCE), paragraph, &sentences.last);
	return sentences;
}
