#include "check/sketch.h"

#include "base/fold.h"

enum { MASK = '#' };

/* Multiplier of the rolling hash and its eighth power. */
static const uint64_t factor = UINT64_C(0x9E3779B97F4A7C15);

/* Characters are taken in pieces, behind the last ones of the piece before. */
enum { PIECE_NCHARS = 504, NBEFORE = SKETCH_SHINGLE_NCHARS };

/* While a text is read. */
struct sketching {
	struct sketch *sketch;
	uint32_t least[SKETCH_NBINS];
	uint64_t factor_of_oldest;
	uint64_t rolling;
	size_t nchars;                  /* since the last gap */
	size_t nshingles;
	uint16_t chars[NBEFORE + PIECE_NCHARS]; /* 0 before a gap */
};

/* Takes a run of digits, and of what stands between them. */
static size_t skip_number(struct str text, size_t at)
{
	while (at < text.nbytes && ((text.ptr[at] >= '0' && text.ptr[at] <= '9') || text.ptr[at] == '.' ||
				    text.ptr[at] == ',' || text.ptr[at] == '%'))
		at++;
	return at;
}

static bool is_latin(unsigned char c)
{
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/* Takes characters off the front of a valid text, up to `capacity` of them that count: numbers become one mark, what is
 * no letter goes. Letters are Latin ones and those of three bytes from U+3400 to U+FEFF. */
static size_t read_piece(struct str *text, uint16_t *chars, size_t capacity)
{
	const unsigned char *p = (const unsigned char *)text->ptr;
	size_t count = 0, at = 0;
	while (at < text->nbytes && count < capacity) {
		unsigned char first = p[at];
		if (first >= 0xE0 && first < 0xF0 && text->nbytes - at >= 3) {
			uint32_t c = (first & 0x0Fu) << 12 | (p[at + 1] & 0x3Fu) << 6 | (p[at + 2] & 0x3Fu);
			chars[count] = (uint16_t)c;
			count += c >= 0x3400 && c < 0xFF00;
			at += 3;
		} else if (first >= '0' && first <= '9') {
			chars[count++] = MASK;
			at = skip_number(*text, at);
		} else if (first < 0x80) {
			chars[count] = first;
			count += is_latin(first);
			at++;
		} else {
			at += first < 0xE0 ? 2 : 4;
		}
	}
	*text = str_slice(*text, at, text->nbytes);
	return count;
}

/* Begins anew: no shingle spans a gap. */
static void leave_gap(struct sketching *s)
{
	memset(s->chars, 0, NBEFORE * sizeof(*s->chars));
	s->nchars = 0;
	s->rolling = 0;
}

static uint64_t hash_chars(uint64_t hash, const uint16_t *chars, size_t count)
{
	for (size_t i = 0; i < count; i++)
		hash = (hash + chars[i]) * factor;
	return hash;
}

/* Takes `count` characters behind those before; returns the sentence's hash with them. The hash of the last eight rolls
 * on by one; the least of its bin is kept without a branch, which could not be foreseen. */
static uint64_t take_chars(struct sketching *s, size_t count, uint64_t sentence)
{
	const uint16_t *chars = s->chars + NBEFORE;
	uint64_t rolling = s->rolling;
	size_t i = 0, nmissing = s->nchars < NBEFORE ? NBEFORE - 1 - s->nchars : 0;
	for (; i < count && i < nmissing; i++)
		rolling = rolling * factor + chars[i];
	s->nshingles += count - i;
	sentence = hash_chars(sentence, chars, i);
	for (; i < count; i++) {
		sentence = (sentence + chars[i]) * factor;
		rolling = rolling * factor + (chars[i] - s->chars[i] * s->factor_of_oldest);
		uint64_t hash = hash_mix(rolling);
		uint32_t value = (uint32_t)hash, *least = &s->least[hash >> 58];
		*least = value < *least ? value : *least;
	}
	s->rolling = rolling;
	s->nchars += count;
	memmove(s->chars, s->chars + count, NBEFORE * sizeof(*s->chars));
	return sentence;
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
	uint16_t chars[PIECE_NCHARS];
	uint64_t hash = 0;
	size_t nchars = 0, count;
	do {
		count = read_piece(&sentence, chars, PIECE_NCHARS);
		hash = hash_chars(hash, chars, count);
		nchars += count;
	} while (sentence.nbytes);
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
	leave_gap(s);
	while (prose_sentences_next(&sentences, &sentence)) {
		struct str rest = sentence;
		if (some_common && prose_index_holds(index, sentence, common)) {
			leave_gap(s);
			continue;
		}
		uint64_t hash = 0;
		size_t nchars = 0, count;
		do {
			count = read_piece(&rest, s->chars + NBEFORE, PIECE_NCHARS);
			hash = take_chars(s, count, hash);
			nchars += count;
		} while (rest.nbytes);
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
