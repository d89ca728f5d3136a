#include "base/units.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/wide.h"

enum { GROUP_NBYTES = 8, TAIL_NBYTES = 2 };

/* By which of eight bytes units begin with: those bytes, one after the other. */
struct units_orders {
	uint8_t places[1 << GROUP_NBYTES][GROUP_NBYTES];
};

/* Of bytes that are no character: half of one. */
enum { NO_CODE = 0xDC00 };

static bool is_tail(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

static bool begins_unit(struct str text, size_t i)
{
	return !is_tail((unsigned char)text.ptr[i]) || (i && (unsigned char)text.ptr[i - 1] >= 0xF0);
}

/* Six bits of the byte at `i`. */
static unsigned tail_at(struct str text, size_t i)
{
	return i < text.nbytes ? (unsigned char)text.ptr[i] & 0x3Fu : 0;
}

/* The unit that begins at byte `i`. */
static uint16_t code_at(struct str text, size_t i)
{
	unsigned lead = (unsigned char)text.ptr[i];
	if (lead < 0x80)
		return (uint16_t)lead;
	if (is_tail((unsigned char)lead))
		return (uint16_t)(NO_CODE | (tail_at(text, i + 1) & 0xF) << 6 | tail_at(text, i + 2));
	if (lead < 0xE0)
		return (uint16_t)((lead & 0x1F) << 6 | tail_at(text, i + 1));
	if (lead < 0xF0)
		return (uint16_t)((lead & 0xF) << 12 | tail_at(text, i + 1) << 6 | tail_at(text, i + 2));
	/* Ten bits of what is above U+FFFF. */
	unsigned high = (lead & 7) << 8 | tail_at(text, i + 1) << 2 | tail_at(text, i + 2) >> 4;
	return (uint16_t)(0xD800 | ((high - 0x40) & 0x3FF));
}

/* Room for the units of a text, and for what is written behind them. */
static void make_room(struct units *units, struct str text)
{
	enum { ROOM = UNITS_ROOM + GROUP_NBYTES };
	size_t nblocks = text.nbytes / UNITS_BLOCK_NBYTES + 1;
	if (units->capacity < text.nbytes + ROOM) {
		units->capacity = text.nbytes + text.nbytes / 2 + ROOM;
		free(units->codes);
		free(units->offsets);
		units->codes = alloc_array(units->capacity, sizeof(*units->codes));
		units->offsets = alloc_array(units->capacity, sizeof(*units->offsets));
	}
	if (units->blocks_capacity < nblocks) {
		units->blocks_capacity = nblocks + nblocks / 2;
		free(units->blocks);
		units->blocks = alloc_array(units->blocks_capacity, sizeof(*units->blocks));
	}
}

/* Halves of characters that nothing goes on with, all of them others. */
static void fill_room(struct units *units)
{
	for (size_t i = 0; i < UNITS_ROOM; i++)
		units->codes[units->count + i] = (uint16_t)(NO_CODE + i);
}

void units_read_plain(struct units *units, struct str text)
{
	make_room(units, text);
	units->count = 0;
	for (size_t i = 0; i <= text.nbytes; i++) {
		struct units_block *block = &units->blocks[i / UNITS_BLOCK_NBYTES];
		if (i % UNITS_BLOCK_NBYTES == 0)
			*block = (struct units_block){0, units->count};
		if (i == text.nbytes || !begins_unit(text, i))
			continue;
		block->begins |= UINT64_C(1) << i % UNITS_BLOCK_NBYTES;
		units->codes[units->count] = code_at(text, i);
		units->offsets[units->count++] = (uint32_t)i;
	}
	fill_room(units);
}

void units_free(struct units *units)
{
	free(units->codes);
	free(units->offsets);
	free(units->blocks);
	free(units->orders);
	*units = (struct units){0};
}

#ifdef HAS_WIDE

static struct units_orders *make_orders(void)
{
	struct units_orders *orders = alloc_zeroed(1, sizeof(*orders));
	for (unsigned begins = 0; begins < 1 << GROUP_NBYTES; begins++)
		for (unsigned i = 0, count = 0; i < GROUP_NBYTES; i++)
			if (begins >> i & 1)
				orders->places[begins][count++] = (uint8_t)i;
	return orders;
}

/* Bits for bytes that begin a unit, and for those that do and are not a character of one byte or three. */
struct begins {
	uint64_t all, others;
};

WIDE static inline struct begins find_half(const char *p)
{
	__m256i bytes = wide_load(p);
	__m256i leads = _mm256_and_si256(bytes, _mm256_set1_epi8((char)0xF0));
	uint32_t tails = wide_mask(wide_tails(bytes)), three = wide_mask(wide_equal(leads, (char)0xE0));
	return (struct begins){~tails, wide_mask(bytes) & ~tails & ~three};
}

/* Adds the second units of characters of four bytes. */
static void add_second(const char *p, struct begins *begins, uint64_t after_four)
{
	uint64_t second = after_four;
	for (uint64_t left = begins->others; left; left &= left - 1)
		if ((unsigned char)p[__builtin_ctzll(left)] >= 0xF0)
			second |= (left & -left) << 1;
	begins->others |= second & ~begins->all;
	begins->all |= second;
}

/* Of the 64 bytes at `p`; `after_four`: the byte before them leads a character of four bytes. */
WIDE static inline struct begins find_begins(const char *p, bool after_four)
{
	struct begins low = find_half(p), high = find_half(p + WIDE_NBYTES);
	struct begins begins = {(uint32_t)low.all | high.all << WIDE_NBYTES, low.others | high.others << WIDE_NBYTES};
	if (begins.others || after_four)
		add_second(p, &begins, after_four);
	return begins;
}

/* The codes of sixteen characters of one byte or three, if each of the sixteen bytes at `p` began one. */
WIDE static inline __m256i read_codes(const char *p)
{
	const __m256i six = _mm256_set1_epi16(0x3F);
	__m256i first = _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)(const void *)p));
	__m256i second = _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)(const void *)(p + 1)));
	__m256i third = _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)(const void *)(p + TAIL_NBYTES)));
	second = _mm256_slli_epi16(_mm256_and_si256(second, six), 6);
	third = _mm256_or_si256(second, _mm256_and_si256(third, six));
	third = _mm256_or_si256(third, _mm256_slli_epi16(first, 12));
	return _mm256_blendv_epi8(first, third, _mm256_cmpgt_epi16(first, _mm256_set1_epi16(0x7F)));
}

/* Where units are written. */
struct writing {
	const struct units_orders *orders;
	uint16_t *codes;
	uint32_t *offsets;
};

/* Writes those of eight codes that begin a unit, and something behind them. */
WIDE static inline void write_group(struct writing *to, __m128i codes, unsigned begins, size_t offset)
{
	__m128i places = _mm_loadl_epi64((const __m128i *)(const void *)to->orders->places[begins]);
	/* Both bytes of each code. */
	__m128i order = _mm_mullo_epi16(_mm_cvtepu8_epi16(places), _mm_set1_epi16(0x0202));
	order = _mm_add_epi16(order, _mm_set1_epi16(0x0100));
	_mm_storeu_si128((__m128i *)(void *)to->codes, _mm_shuffle_epi8(codes, order));
	_mm256_storeu_si256((__m256i *)(void *)to->offsets,
			    _mm256_add_epi32(_mm256_cvtepu8_epi32(places), _mm256_set1_epi32((int)offset)));
	unsigned count = (unsigned)__builtin_popcount(begins);
	to->codes += count;
	to->offsets += count;
}

/* The 64 bytes at `p`, behind which there are two more, and which stand at an offset of the text. */
WIDE static inline void write_block(struct writing *to, const char *p, uint64_t begins, size_t offset)
{
	for (size_t i = 0; i < UNITS_BLOCK_NBYTES; i += 2 * GROUP_NBYTES) {
		__m256i codes = read_codes(p + i);
		write_group(to, _mm256_castsi256_si128(codes), begins >> i & 0xFF, offset + i);
		write_group(to, _mm256_extracti128_si256(codes, 1), begins >> (i + GROUP_NBYTES) & 0xFF,
			    offset + i + GROUP_NBYTES);
	}
}

WIDE static void read_wide(struct units *units, struct str text)
{
	struct writing to = {units->orders, units->codes, units->offsets};
	char last[UNITS_BLOCK_NBYTES + TAIL_NBYTES];
	bool after_four = false;
	for (size_t i = 0; i <= text.nbytes; i += UNITS_BLOCK_NBYTES) {
		size_t nleft = text.nbytes - i, nbefore = (size_t)(to.codes - units->codes);
		const char *p = last;
		if (nleft >= sizeof(last)) {
			p = text.ptr + i;
		} else {
			memset(last, 0, sizeof(last));
			if (nleft)
				memcpy(last, text.ptr + i, nleft);
		}
		struct begins begins = find_begins(p, after_four);
		after_four = (unsigned char)p[UNITS_BLOCK_NBYTES - 1] >= 0xF0;
		uint64_t here = nleft < UNITS_BLOCK_NBYTES ? (UINT64_C(1) << nleft) - 1 : UINT64_MAX;
		units->blocks[i / UNITS_BLOCK_NBYTES] = (struct units_block){begins.all & here, nbefore};
		write_block(&to, p, begins.all & here, i);
		for (uint64_t left = begins.others & here; left; left &= left - 1) {
			size_t place = i + (size_t)_tzcnt_u64(left);
			units->codes[units_before(units, place)] = code_at(text, place);
		}
	}
	units->count = (size_t)(to.codes - units->codes);
}

#endif

void units_read(struct units *units, struct str text)
{
#ifdef HAS_WIDE
	if (wide_is_there()) {
		if (!units->orders)
			units->orders = make_orders();
		make_room(units, text);
		read_wide(units, text);
		fill_room(units);
		return;
	}
#endif
	units_read_plain(units, text);
}
