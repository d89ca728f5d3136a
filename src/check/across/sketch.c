#include "check/across/sketch.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/fold.h"
#include "base/units.h"
#include "check/across/sketch_chars.h"

/* Characters are gathered up to a gap, or so many of them; the last ones stay before the next. The bin of a shingle is
 * told by the leading bits of its hash. */
enum { PIECE_NCHARS = 504, NKEPT = SHINGLE_NCHARS - 1, BIN_SHIFT = 58 };

/* Characters in a row are the digits of a number with this base. */
#define SHINGLE_FACTOR UINT64_C(0x9E3779B97F4A7C15)
#define FACTOR_2 (SHINGLE_FACTOR * SHINGLE_FACTOR)
#define FACTOR_4 (FACTOR_2 * FACTOR_2)
#define FACTOR_8 (FACTOR_4 * FACTOR_4)

/* While a text is read. */
struct sketching {
	struct sketch *sketch;
	uint32_t least[SKETCH_NBINS];
	size_t nshingles;
	size_t nchars;                  /* gathered since the last gap, or kept */
	uint16_t chars[PIECE_NCHARS + SKETCH_CHARS_ROOM];
};

/* Keeps the least without a branch, which could not be foreseen. */
static inline void keep_least(uint32_t *least, uint64_t hash)
{
	uint32_t value = (uint32_t)hash, kept = least[hash >> BIN_SHIFT];
	least[hash >> BIN_SHIFT] = value < kept ? value : kept;
}

/* Hashes the shingles of what was gathered. */
static void hash_gathered(struct sketching *s)
{
	uint64_t rolling = 0;
	if (s->nchars < SHINGLE_NCHARS)
		return;
	for (size_t i = 0; i < NKEPT; i++)
		rolling = rolling * SHINGLE_FACTOR + s->chars[i];
	for (size_t i = NKEPT; i < s->nchars; i++) {
		uint64_t oldest = i < SHINGLE_NCHARS ? 0 : s->chars[i - SHINGLE_NCHARS];
		rolling = rolling * SHINGLE_FACTOR + (s->chars[i] - oldest * FACTOR_8);
		keep_least(s->least, hash_mix(rolling));
	}
	s->nshingles += s->nchars - NKEPT;
}

/* Begins anew: no shingle spans a gap. */
static void leave_gap(struct sketching *s)
{
	hash_gathered(s);
	s->nchars = 0;
}

/* Makes room for more characters of the same stretch. */
static void make_room(struct sketching *s)
{
	hash_gathered(s);
	memmove(s->chars, s->chars + s->nchars - NKEPT, NKEPT * sizeof(*s->chars));
	s->nchars = NKEPT;
}

/* Each character is added, then all is multiplied; four at a time wait for one another less. */
static uint64_t hash_chars(uint64_t hash, const uint16_t *chars, size_t count)
{
	size_t i = 0;
	for (; i + 4 <= count; i += 4)
		hash = (hash + chars[i]) * FACTOR_4 +
		       (chars[i + 1] * (FACTOR_2 * SHINGLE_FACTOR) + chars[i + 2] * FACTOR_2) +
		       chars[i + 3] * SHINGLE_FACTOR;
	for (; i < count; i++)
		hash = (hash + chars[i]) * SHINGLE_FACTOR;
	return hash;
}

/* Of a sentence of `nchars` characters with this running hash. */
static uint32_t finish_sentence(uint64_t hash, size_t nchars)
{
	uint32_t folded = (uint32_t)(hash_mix(hash) >> 32);
	return nchars < SKETCH_SENTENCE_NCHARS ? 0 : folded ? folded : 1;
}

/* A line without a mark is a caption or a signature. */
static bool has_sentences(const struct prose_sentences *sentences)
{
	return (sentences->mark < sentences->last &&
		(sentences->mark->word == MARK_STOP || sentences->mark->word == MARK_SEMICOLON)) ||
	       str_contains(sentences->rest, STR("。")) || str_contains(sentences->rest, STR("，")) ||
	       str_contains(sentences->rest, STR("；"));
}

uint32_t sketch_hash_sentence(struct str sentence)
{
	struct units units = {0};
	bool in_number = false;
	units_read(&units, sentence);
	uint16_t *chars = alloc_array(units.count + SKETCH_CHARS_ROOM, sizeof(*chars));
	size_t nchars = sketch_keep_chars(units.codes, units.count, &in_number, chars);
	uint32_t hash = finish_sentence(hash_chars(0, chars, nchars), nchars);
	free(chars);
	units_free(&units);
	return hash;
}

/* Keeps the least hashes, rising. */
static void add_sentence(struct sketch *sketch, uint32_t hash)
{
	size_t at = 0;
	while (at < sketch->nsentences && sketch->sentences[at] < hash)
		at++;
	if (!hash || at == SKETCH_MAX_SENTENCES || (at < sketch->nsentences && sketch->sentences[at] == hash))
		return;
	if (sketch->nsentences < SKETCH_MAX_SENTENCES)
		sketch->nsentences++;
	memmove(&sketch->sentences[at + 1], &sketch->sentences[at],
		(sketch->nsentences - at - 1) * sizeof(*sketch->sentences));
	sketch->sentences[at] = hash;
}

/* Gathers the characters of a sentence, given as units; returns its hash. */
static uint32_t take_sentence(struct sketching *s, const uint16_t *codes, size_t count)
{
	uint64_t hash = 0;
	size_t first = s->nchars, nbefore = 0;
	bool in_number = false;
	while (count) {
		size_t room = PIECE_NCHARS - s->nchars, ntaken = count < room ? count : room;
		if (!room) {
			hash = hash_chars(hash, s->chars + first, s->nchars - first);
			nbefore += s->nchars - first;
			make_room(s);
			first = s->nchars;
		}
		s->nchars += sketch_keep_chars(codes, ntaken, &in_number, s->chars + s->nchars);
		codes += ntaken;
		count -= ntaken;
	}
	size_t nchars = nbefore + s->nchars - first;
	if (nchars >= SKETCH_SENTENCE_NCHARS)
		hash = hash_chars(hash, s->chars + first, s->nchars - first);
	return finish_sentence(hash, nchars);
}

static void take_paragraph(struct sketching *s, const struct prose_index *index,
			   struct prose_sentences sentences, const struct rule_list *common)
{
	const struct units *units = &index->words.units;
	struct str sentence, text = sentences.rest;
	/* Most paragraphs hold none of the phrases: then their sentences need not be looked at one by one. */
	bool some_common = prose_index_holds(index, text, common);
	for (size_t first = units_before(units, sentences.offset), end; prose_sentences_next(&sentences, &sentence);
	     first = end) {
		end = units_before(units, sentences.offset);
		if (some_common && prose_index_holds(index, sentence, common))
			leave_gap(s);
		else
			add_sentence(s->sketch, take_sentence(s, units->codes + first, end - first));
	}
	leave_gap(s);
}

void sketch_make(struct sketch *sketch, const struct prose_index *index, const struct rule_list *common)
{
	const struct prose *prose = index->prose;
	const struct literal_hit *mark = NULL;
	struct sketching s = {.sketch = sketch};
	*sketch = (struct sketch){0};
	memset(s.least, 0xFF, sizeof(s.least));
	for (size_t i = 0; i < prose->count; i++) {
		const struct prose_paragraph *p = &prose->paragraphs[i];
		if (p->kind != PROSE_TEXT || (p->section != 1 && p->section != 5 && p->section != 6))
			continue;
		struct prose_sentences sentences = prose_index_sentences_from(index, i, &mark);
		if (has_sentences(&sentences))
			take_paragraph(&s, index, sentences, common);
	}
	for (size_t i = 0; i < SKETCH_NBINS; i++)
		sketch->bins[i] = (uint8_t)(s.least[i] == UINT32_MAX ? 0 : s.least[i] % UINT8_MAX + 1);
	sketch->nshingles = (uint16_t)(s.nshingles < UINT16_MAX ? s.nshingles : UINT16_MAX);
}

unsigned sketch_share(const uint8_t a[SKETCH_NBINS], const uint8_t b[SKETCH_NBINS])
{
	/* Counts of bytes, so that the compiler can count many at a time. */
	uint8_t nequal = 0, nused = 0;
	for (size_t i = 0; i < SKETCH_NBINS; i++) {
		uint8_t either = a[i] | b[i];
		nequal = (uint8_t)(nequal + (a[i] == b[i]));
		nused = (uint8_t)(nused + (either != 0));
	}
	/* Bins that are empty in both are equal, too. */
	nequal = (uint8_t)(nequal - (SKETCH_NBINS - nused));
	return nused ? nequal * 1000u / nused : 0;
}

size_t sketch_count_common(const uint32_t *a, size_t na, const uint32_t *b, size_t nb)
{
	size_t count = 0;
	for (size_t i = 0, j = 0; i < na && j < nb;) {
		if (a[i] == b[j])
			count++, i++, j++;
		else if (a[i] < b[j])
			i++;
		else
			j++;
	}
	return count;
}
