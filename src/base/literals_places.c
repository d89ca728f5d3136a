#include "base/literals_places.h"

#include <string.h>

#include "base/wide.h"

/* With more places than this a block is not begun: there is room for two of each of its characters, and one. */
enum { LAST_COUNT = LITERALS_NPLACES - 2 * LITERALS_NLANES - 1 };

static inline bool is_set(const uint64_t *bits, size_t i)
{
	return bits[i / 64] >> (i % 64) & 1;
}

/* Whether a word may begin with a byte that begins no wide character, and the byte behind it. */
static inline bool is_narrow(const struct literals *literals, size_t byte, size_t behind)
{
	return literals->narrow[byte] >> (behind & 63) & 1;
}

/* Adds a place where there is one. It is always written, so that nothing need be guessed. */
static inline void add_place(struct literal_places *places, size_t offset, enum literal_beginning beginning,
			     bool is_one)
{
	places->list[places->count] = (struct literal_place){(uint32_t)offset, beginning};
	places->count += is_one;
}

/* The character at byte `offset`, which has the bytes; those behind the text are no part of a character. Returns its
 * length. */
static inline size_t take_place(const struct literals *literals, uint64_t bytes, size_t offset,
				struct literal_places *places)
{
	if (!literals_is_wide(bytes)) {
		add_place(places, offset, LITERAL_NARROW, is_narrow(literals, bytes & 0xFF, bytes >> 8));
		return 1;
	}
	add_place(places, offset, LITERAL_FIRST, is_set(literals->firsts, literals_hash_first(bytes)));
	add_place(places, offset, LITERAL_PAIR, literals_is_wide(bytes >> 8 * LITERALS_WIDE_NBYTES) &&
							 is_set(literals->pairs, literals_hash_pair(bytes)));
	return LITERALS_WIDE_NBYTES;
}

/* Goes on in the text while it has as many bytes as are loaded at once, then through what is left. */
static size_t take_plain(const struct literals *literals, struct str text, size_t offset, struct literal_places *places)
{
	unsigned char last[2 * LITERALS_LOAD_NBYTES];
	const unsigned char *p = (const unsigned char *)text.ptr;
	while (offset + LITERALS_LOAD_NBYTES <= text.nbytes && places->count <= LAST_COUNT)
		offset += take_place(literals, literals_load(p + offset), offset, places);
	if (offset == text.nbytes || places->count > LAST_COUNT)
		return offset;
	/* No character has these bytes. */
	memset(last, 0xFF, sizeof(last));
	memcpy(last, p + offset, text.nbytes - offset);
	for (size_t i = 0, n = text.nbytes - offset; i < n;)
		i += take_place(literals, literals_load(last + i), offset + i, places);
	return text.nbytes;
}

size_t literals_take_places_plain(const struct literals *literals, struct str text, size_t offset,
				  struct literal_places *places)
{
	places->count = 0;
	return take_plain(literals, text, offset, places);
}

#ifdef HAS_WIDE

/* How many characters at the beginning of a block are wide, one more than there are lanes at most. */
WIDE static inline unsigned count_wide(__m256i block)
{
	const char L = (char)0xF0, C = (char)0xC0, l = (char)0xE0, c = (char)0x80;
	const __m256i masks = _mm256_setr_epi8(L, C, C, L, C, C, L, C, C, L, C, C, L, C, C, L, C, C, L, C, C, L, C, C,
					       L, C, C, 0, 0, 0, 0, 0);
	const __m256i wide = _mm256_setr_epi8(l, c, c, l, c, c, l, c, c, l, c, c, l, c, c, l, c, c, l, c, c, l, c, c,
					      l, c, c, (char)0xFF, 0, 0, 0, 0);
	uint32_t same = wide_mask(_mm256_cmpeq_epi8(_mm256_and_si256(block, masks), wide));
	return _tzcnt_u32(~same) / LITERALS_WIDE_NBYTES;
}

/* The bits that the hashes in the lanes stand for, as the signs of the lanes. */
WIDE static inline __m256i look_up(const uint64_t *bits, __m256i hashes)
{
	__m256i words = _mm256_i32gather_epi32((const int *)(const void *)bits, _mm256_srli_epi32(hashes, 5), 4);
	/* As many as the bits behind it. */
	__m256i counts = _mm256_andnot_si256(hashes, _mm256_set1_epi32(31));
	return _mm256_srai_epi32(_mm256_sllv_epi32(words, counts), 31);
}

/* The characters at `p` in lanes, each with the low byte empty, by the places of their bytes in halves of 12 bytes. */
WIDE static inline __m256i spread(__m256i halves, __m128i bytes)
{
	return _mm256_shuffle_epi8(halves, _mm256_broadcastsi128_si256(bytes));
}

/* Adds the places among the characters at `p`, byte `offset` of the text: those of the lanes, of which, with the one
 * behind them, the first `nwide` are wide. */
WIDE static inline void add_lanes(const struct literals *literals, const unsigned char *p, size_t offset,
				  unsigned nwide, struct literal_places *places)
{
	enum { HALF_NBYTES = LITERALS_NLANES / 2 * LITERALS_WIDE_NBYTES, LANE_NBITS = 4, FEW = 3 };
	enum { PAIR_BIT = LITERAL_PAIR }; /* of the four of a lane; the first is LITERAL_FIRST */
	const __m128i these = _mm_setr_epi8(-1, 0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11);
	const __m128i next = _mm_setr_epi8(-1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11, -1, 12, 13, 14);
	__m256i halves = _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)p));
	halves = _mm256_inserti128_si256(halves, _mm_loadu_si128((const __m128i *)(const void *)(p + HALF_NBYTES)), 1);
	__m256i first = _mm256_mullo_epi32(spread(halves, these), _mm256_set1_epi32((int)LITERALS_FIRST_FACTOR));
	__m256i second = _mm256_mullo_epi32(spread(halves, next), _mm256_set1_epi32((int)LITERALS_SECOND_FACTOR));
	__m256i firsts = look_up(literals->firsts, _mm256_srli_epi32(first, 32 - LITERALS_FIRSTS_LOG2));
	__m256i pairs = look_up(literals->pairs,
				_mm256_srli_epi32(_mm256_add_epi32(first, second), 32 - LITERALS_PAIRS_LOG2));
	/* By lane: a bit for the first, and one for the pair, but not of the last that is wide. */
	uint64_t bits = wide_mask(_mm256_blend_epi16(firsts, pairs, 0xAA)) & 0x55555555 &
			((UINT64_C(1) << (LANE_NBITS * nwide - PAIR_BIT)) - 1);
	struct literal_place *place = &places->list[places->count];
	places->count += (size_t)__builtin_popcountll(bits);
	/* A few are written however many there are: guessing their number wrong takes longer. */
	for (unsigned n = 0; n < FEW || bits; n++, bits &= bits - 1) {
		unsigned bit = (unsigned)_tzcnt_u64(bits);
		*place++ = (struct literal_place){(uint32_t)offset + bit / LANE_NBITS * LITERALS_WIDE_NBYTES,
						  bit & PAIR_BIT};
	}
}

/* Where fewer characters than there are lanes are wide, the one behind them is not: it is taken without another look,
 * and so are those of one byte behind it. */
WIDE static size_t take_wide(const struct literals *literals, struct str text, size_t offset,
			     struct literal_places *places)
{
	const unsigned char *p = (const unsigned char *)text.ptr;
	while (offset + WIDE_NBYTES <= text.nbytes && places->count <= LAST_COUNT) {
		unsigned nwide = count_wide(wide_load(p + offset));
		if (nwide)
			add_lanes(literals, p + offset, offset, nwide, places);
		if (nwide >= LITERALS_NLANES) {
			offset += LITERALS_NLANES * LITERALS_WIDE_NBYTES;
			continue;
		}
		offset += nwide * LITERALS_WIDE_NBYTES;
		do {
			add_place(places, offset, LITERAL_NARROW, is_narrow(literals, p[offset], p[offset + 1]));
			offset++;
		} while (p[offset] < 0x80 && offset + 1 < text.nbytes && places->count < LITERALS_NPLACES - 1);
	}
	return offset;
}

#endif

size_t literals_take_places(const struct literals *literals, struct str text, size_t offset,
			    struct literal_places *places)
{
	places->count = 0;
#ifdef HAS_WIDE
	if (wide_is_there()) {
		offset = take_wide(literals, text, offset, places);
		if (offset + WIDE_NBYTES <= text.nbytes)
			return offset;
	}
#endif
	return take_plain(literals, text, offset, places);
}
