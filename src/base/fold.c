#include "base/fold.h"

#include "base/ascii.h"
#include "base/utf8.h"

/* Letters are taken broadly: everything from U+00C0 that is neither punctuation, symbol nor blank in the blocks that
 * Chinese texts use. */
uint32_t fold_char(uint32_t c)
{
	c = fold_width_and_case(c);
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		return c;
	if (c < 0xC0 || (c >= 0x0300 && c < 0x0370))
		return 0;
	if (c >= 0x2000 && c < 0x3005)
		return c >= 0x2E80 && c < 0x3000 ? c : 0;
	if ((c >= 0x3008 && c <= 0x3020) || c == 0x30FB || (c >= 0xE000 && c < 0xF900))
		return 0;
	return c < 0xFE00 || c >= 0x20000 ? (c < 0xE0000 ? c : 0) : 0;
}

/* U+4000 to U+9FFF: most of what is folded, and it stays as it is. */
static bool starts_with_chinese(struct str text)
{
	return text.nbytes >= 3 && utf8_leads_ideograph(text.ptr[0]) && utf8_is_tail(text.ptr[1]) &&
	       utf8_is_tail(text.ptr[2]);
}

/* fold_char() for ASCII. */
static inline char fold_ascii(unsigned char c)
{
	return ascii_is_letter((char)c) || ascii_is_digit((char)c) ? ascii_lower((char)c) : 0;
}

size_t fold_text(struct str text, char *out, size_t capacity)
{
	size_t nbytes = 0;
	while (text.nbytes) {
		if ((unsigned char)text.ptr[0] < 0x80) {
			char folded = fold_ascii((unsigned char)text.ptr[0]);
			if (folded && nbytes == capacity)
				break;
			if (folded)
				out[nbytes++] = folded;
			text.ptr++;
			text.nbytes--;
			continue;
		}
		if (starts_with_chinese(text)) {
			if (nbytes + 3 > capacity)
				break;
			memcpy(out + nbytes, text.ptr, 3);
			nbytes += 3;
			text.ptr += 3;
			text.nbytes -= 3;
			continue;
		}
		struct utf8_char c = utf8_decode(text);
		text.ptr += c.nbytes;
		text.nbytes -= c.nbytes;
		uint32_t folded = c.valid ? fold_char(c.code_point) : 0;
		if (!folded)
			continue;
		char encoded[UTF8_MAX_NBYTES];
		size_t n = utf8_encode(folded, encoded);
		if (nbytes + n > capacity)
			break;
		memcpy(out + nbytes, encoded, n);
		nbytes += n;
	}
	return nbytes;
}

uint64_t fold_hash(uint64_t seed, struct str bytes)
{
	for (size_t i = 0; i < bytes.nbytes; i++)
		seed = (seed ^ (unsigned char)bytes.ptr[i]) * UINT64_C(0x100000001b3);
	return seed;
}

static inline uint64_t hash_word(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
	return hash ^ hash >> 29;
}

static inline uint64_t word_at(const char *p)
{
	uint64_t word;
	memcpy(&word, p, sizeof(word));
	return word;
}

/* Four lanes side by side, since one step has to wait for the one before. */
static uint64_t hash_lanes(const char *p, size_t nsteps, uint64_t hash)
{
	enum { NLANES = 4 };
	uint64_t lanes[NLANES] = {hash, ~hash, hash + 1, ~hash + 1};
	for (const char *end = p + nsteps * sizeof(lanes); p < end; p += sizeof(lanes)) {
		lanes[0] = hash_word(lanes[0], word_at(p));
		lanes[1] = hash_word(lanes[1], word_at(p + 8));
		lanes[2] = hash_word(lanes[2], word_at(p + 16));
		lanes[3] = hash_word(lanes[3], word_at(p + 24));
	}
	for (size_t i = 1; i < NLANES; i++)
		lanes[0] = hash_mix(lanes[0] ^ lanes[i]) + i;
	return lanes[0];
}

uint64_t hash_bytes(struct str bytes)
{
	enum { STEP_NBYTES = 32 };
	uint64_t hash = hash_mix(bytes.nbytes + 1), word;
	size_t i = bytes.nbytes - bytes.nbytes % STEP_NBYTES;
	if (i)
		hash = hash_lanes(bytes.ptr, i / STEP_NBYTES, hash);
	for (; i + sizeof(word) <= bytes.nbytes; i += sizeof(word)) {
		memcpy(&word, bytes.ptr + i, sizeof(word));
		hash = hash_word(hash, word);
	}
	word = 0;
	if (i < bytes.nbytes)
		memcpy(&word, bytes.ptr + i, bytes.nbytes - i);
	return hash_mix(hash ^ word);
}

static size_t decode_all(struct str text, uint32_t chars[FOLD_MAX_CHARS])
{
	size_t count = 0;
	while (text.nbytes && count < FOLD_MAX_CHARS) {
		struct utf8_char c = utf8_decode(text);
		chars[count++] = c.code_point;
		text.ptr += c.nbytes;
		text.nbytes -= c.nbytes;
	}
	return count;
}

unsigned fold_similarity(struct str a, struct str b)
{
	uint32_t x[FOLD_MAX_CHARS], y[FOLD_MAX_CHARS];
	size_t nx = decode_all(a, x), ny = decode_all(b, y);
	unsigned best[FOLD_MAX_CHARS + 1] = {0};
	for (size_t i = 0; i < nx; i++) {
		unsigned diagonal = 0;
		for (size_t j = 1; j <= ny; j++) {
			unsigned above = best[j];
			if (x[i] == y[j - 1])
				best[j] = diagonal + 1;
			else if (best[j - 1] > above)
				best[j] = best[j - 1];
			diagonal = above;
		}
	}
	size_t longer = nx > ny ? nx : ny;
	return longer ? (unsigned)(best[ny] * 100 / longer) : 100;
}
