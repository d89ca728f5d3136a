#include "check/sketch.h"

#include "base/fold.h"
#include "base/utf8.h"

enum { MASK = '#' };

/* Multiplier of the rolling hash and its eighth power. */
static const uint64_t factor = UINT64_C(0x9E3779B97F4A7C15);

/* While a text is read. */
struct sketching {
	struct sketch *sketch;
	uint32_t least[SKETCH_NBINS];
	uint64_t factor_of_oldest;
	uint64_t rolling;
	uint32_t window[SKETCH_SHINGLE_NCHARS]; /* the last characters, a ring */
	size_t nchars;                  /* since the last gap */
	size_t nshingles;
};

/* What a character of a text counts as: digits and what stands between them become one mark; 0 for none. */
static inline uint32_t next_char(struct str *text)
{
	while (text->nbytes) {
		const unsigned char *p = (const unsigned char *)text->ptr;
		struct utf8_char c;
		/* Most are Chinese characters, and the text is valid. */
		if (p[0] >= 0xE4 && p[0] < 0xEA && text->nbytes >= 3) {
			text->ptr += 3;
			text->nbytes -= 3;
			return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
		}
		c = utf8_decode(*text);
		text->ptr += c.nbytes;
		text->nbytes -= c.nbytes;
		if (c.code_point >= '0' && c.code_point <= '9') {
			while (text->nbytes && ((text->ptr[0] >= '0' && text->ptr[0] <= '9') || text->ptr[0] == '.' ||
						text->ptr[0] == ',' || text->ptr[0] == '%'))
				*text = str_slice(*text, 1, text->nbytes);
			return MASK;
		}
		bool letter = c.code_point >= 0x3400 && c.code_point < 0xFF00;
		if (letter || (c.code_point < 0x80 && (c.code_point | 0x20) >= 'a' && (c.code_point | 0x20) <= 'z'))
			return c.code_point;
	}
	return 0;
}

static void add_shingle(struct sketching *s)
{
	uint64_t hash = hash_mix(s->rolling);
	size_t bin = (size_t)(hash >> 58);
	uint32_t value = (uint32_t)hash;
	s->nshingles++;
	if (value >= s->least[bin])
		return;
	s->least[bin] = value;
	s->sketch->bins[bin] = (uint8_t)(value % UINT8_MAX + 1);
}

static void take_char(struct sketching *s, uint32_t c)
{
	uint32_t *oldest = &s->window[s->nchars % SKETCH_SHINGLE_NCHARS];
	s->rolling = s->rolling * factor + c;
	if (s->nchars >= SKETCH_SHINGLE_NCHARS)
		s->rolling -= *oldest * s->factor_of_oldest;
	*oldest = c;
	if (++s->nchars >= SKETCH_SHINGLE_NCHARS)
		add_shingle(s);
}

/* Of a sentence of `nchars` characters with this running hash. */
static uint32_t finish_sentence(uint64_t hash, size_t nchars)
{
	uint32_t folded = (uint32_t)(hash_mix(hash) >> 32);
	return nchars < SKETCH_SENTENCE_NCHARS ? 0 : folded ? folded : 1;
}

static bool holds_mark(struct str text)
{
	return str_contains(text, STR("。")) || str_contains(text, STR("，")) || str_contains(text, STR("；"));
}

uint32_t sketch_hash_sentence(struct str sentence)
{
	uint64_t hash = 0;
	size_t nchars = 0;
	for (uint32_t c; (c = next_char(&sentence)); nchars++)
		hash = (hash + c) * factor;
	return finish_sentence(hash, nchars);
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

/* Whether an end mark stands at `at`: three bytes, the first of them E3 or EF. */
static inline bool is_end_mark(const char *at)
{
	enum { NBYTES = 3 };
	return memcmp(at, "。", NBYTES) == 0 || memcmp(at, "；", NBYTES) == 0 || memcmp(at, "！", NBYTES) == 0 ||
	       memcmp(at, "？", NBYTES) == 0;
}

struct str sketch_first_sentence(struct str text)
{
	for (size_t i = 0; i + 3 <= text.nbytes;) {
		unsigned char c = (unsigned char)text.ptr[i];
		if ((c == 0xE3 || c == 0xEF) && is_end_mark(text.ptr + i))
			return str_slice(text, 0, i + 3);
		i += c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
	}
	return text;
}

static void take_paragraph(struct sketching *s, const struct prose_index *index, size_t paragraph,
			   const struct rule_list *common)
{
	struct prose_sentences sentences = prose_index_sentences(index, paragraph);
	struct str sentence, text = sentences.rest;
	/* Most paragraphs hold none of the phrases: then their sentences need not be looked at one by one. */
	bool some_common = prose_index_holds(index, text, common);
	s->nchars = 0;
	s->rolling = 0;
	while (prose_sentences_next(&sentences, &sentence)) {
		struct str rest = sentence;
		if (some_common && prose_index_holds(index, sentence, common)) {
			s->nchars = 0;
			s->rolling = 0;
			continue;
		}
		uint64_t hash = 0;
		size_t nchars = 0;
		for (uint32_t c; (c = next_char(&rest)); nchars++) {
			take_char(s, c);
			hash = (hash + c) * factor;
		}
		add_sentence(s->sketch, finish_sentence(hash, nchars));
	}
}

void sketch_make(struct sketch *sketch, const struct prose_index *index, const struct rule_list *common)
{
	const struct prose *prose = index->prose;
	struct sketching s = {.sketch = sketch, .factor_of_oldest = factor};
	*sketch = (struct sketch){0};
	for (size_t i = 1; i < SKETCH_SHINGLE_NCHARS; i++)
		s.factor_of_oldest *= factor;
	memset(s.least, 0xFF, sizeof(s.least));
	for (size_t i = 0; i < prose->count; i++) {
		const struct prose_paragraph *p = &prose->paragraphs[i];
		/* A line without a mark is a caption or a signature. */
		bool sentences = p->kind == PROSE_TEXT && holds_mark(prose_text(prose, i));
		if (sentences && (p->section == 1 || p->section == 5 || p->section == 6))
			take_paragraph(&s, index, i, common);
	}
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
