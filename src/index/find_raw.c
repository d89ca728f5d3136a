#include "index/find_raw.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "read/encoding.h"

enum { MAX_NCHARS = 8, MAX_NFORMS = 4, FORM_NBYTES = 3 };

/* How a character is written in an encoding: there may be several codes that decode to it. */
struct written {
	size_t count;
	struct {
		unsigned char nbytes;
		char bytes[FORM_NBYTES];
	} forms[MAX_NFORMS];
	bool unknown;                   /* there are more of them */
};

enum way { WAY_GB18030, WAY_BIG5, NWAYS_OF_PAIRS, WAY_UTF8 = NWAYS_OF_PAIRS, WAY_UTF16LE, WAY_UTF16BE, NWAYS };

struct find_raw {
	const struct match_pattern *pattern;
	size_t nchars;
	uint32_t chars[MAX_NCHARS];
	struct written ways[NWAYS][MAX_NCHARS];
	pthread_mutex_t mutex;          /* held while pairs are listed */
	bool is_listed[NWAYS_OF_PAIRS]; /* then the next is set, and what `ways` says of it */
	uint16_t pairs[NWAYS_OF_PAIRS][ENCODING_NPAIRS]; /* see decoder_list_pairs */
};

static void add_form(struct written *written, const char *bytes, size_t nbytes)
{
	if (written->count == MAX_NFORMS) {
		written->unknown = true;
		return;
	}
	written->forms[written->count].nbytes = (unsigned char)nbytes;
	memcpy(written->forms[written->count++].bytes, bytes, nbytes);
}

/* Finds out which codes of two bytes are the characters. Without a converter there are no texts to be searched. */
static void list_pairs(struct find_raw *raw, enum way way)
{
	static const enum encoding encodings[] = {[WAY_GB18030] = ENCODING_GB18030, [WAY_BIG5] = ENCODING_BIG5};
	struct decoder *decoder = decoder_new();
	uint16_t *pairs = raw->pairs[way];
	decoder_list_pairs(decoder, encodings[way], pairs);
	decoder_free(decoder);
	for (size_t number = 0; number < ENCODING_NPAIRS; number++)
		for (size_t i = 0; pairs[number] && i < raw->nchars; i++)
			if (pairs[number] == raw->chars[i])
				add_form(&raw->ways[way][i],
					 (const char[]){(char)(ENCODING_FIRST_LEAD + number / ENCODING_NTRAILS),
							(char)(ENCODING_FIRST_TRAIL + number % ENCODING_NTRAILS)},
					 2);
}

struct find_raw *find_raw_new(const struct match_pattern *pattern)
{
	struct find_raw *raw = alloc_zeroed(1, sizeof(*raw));
	raw->nchars = match_list_ideographs(pattern, raw->chars, MAX_NCHARS);
	if (!raw->nchars) {
		free(raw);
		return NULL;
	}
	raw->pattern = pattern;
	for (size_t i = 0; i < raw->nchars; i++) {
		uint32_t c = raw->chars[i];
		char bytes[UTF8_MAX_NBYTES];
		const char low = (char)(c & 0xFF), high = (char)(c >> 8);
		add_form(&raw->ways[WAY_UTF8][i], bytes, utf8_encode(c, bytes));
		add_form(&raw->ways[WAY_UTF16LE][i], (const char[]){low, high}, 2);
		add_form(&raw->ways[WAY_UTF16BE][i], (const char[]){high, low}, 2);
	}
	pthread_mutex_init(&raw->mutex, NULL);
	return raw;
}

void find_raw_free(struct find_raw *raw)
{
	if (raw)
		pthread_mutex_destroy(&raw->mutex);
	free(raw);
}

/* Many searches meet nothing but UTF-8. */
static void prepare_pairs(struct find_raw *raw, enum way way)
{
	pthread_mutex_lock(&raw->mutex);
	if (!raw->is_listed[way])
		list_pairs(raw, way);
	raw->is_listed[way] = true;
	pthread_mutex_unlock(&raw->mutex);
}

static bool is_ideograph(const struct find_raw *raw, enum way way, unsigned char lead, unsigned char trail)
{
	size_t number = (size_t)(lead - ENCODING_FIRST_LEAD) * ENCODING_NTRAILS + (trail - ENCODING_FIRST_TRAIL);
	return raw->pairs[way][number] >= 0x4E00 && raw->pairs[way][number] <= 0x9FA5;
}

static bool holds(const struct written *written, struct str bytes)
{
	if (written->unknown)
		return true;
	for (size_t i = 0; i < written->count; i++)
		if (str_contains(bytes, (struct str){written->forms[i].bytes, written->forms[i].nbytes}))
			return true;
	return false;
}

static bool holds_all(const struct find_raw *raw, enum way way, struct str bytes)
{
	for (size_t i = 0; i < raw->nchars; i++)
		if (!holds(&raw->ways[way][i], bytes))
			return false;
	return true;
}

/* Whether the text written in pairs goes on at `at`, behind the first character, with the others: nothing but what is
 * no ideograph may come between them. True where that cannot be told: at some tags, and at bytes that are no pair. */
static bool goes_on_at(const struct find_raw *raw, enum way way, struct str bytes, size_t at)
{
	for (size_t i = 1; i < raw->nchars;) {
		if (at + 1 >= bytes.nbytes)
			return false;
		unsigned char lead = (unsigned char)bytes.ptr[at], trail = (unsigned char)bytes.ptr[at + 1];
		if (lead < 0x80) {
			at++;
			if (lead == '<' && !match_skip_tag(bytes, &at))
				return true;
			continue;
		}
		if (lead < ENCODING_FIRST_LEAD || lead > ENCODING_LAST_LEAD || trail < ENCODING_FIRST_TRAIL ||
		    trail > ENCODING_LAST_TRAIL)
			return true;
		const struct written *written = &raw->ways[way][i];
		bool same = false;
		for (size_t form = 0; form < written->count; form++)
			same |= memcmp(written->forms[form].bytes, bytes.ptr + at, 2) == 0;
		if (!same && is_ideograph(raw, way, lead, trail))
			return false;
		i += same;
		at += 2;
	}
	return true;
}

/* Whether the characters may stand one behind the other. Wherever the bytes of the first stand, even as the end and the
 * beginning of two others, what follows is looked at. */
static bool holds_in_order(const struct find_raw *raw, enum way way, struct str bytes)
{
	for (size_t i = 0; i < raw->nchars; i++)
		if (raw->ways[way][i].unknown)
			return true;
	const struct written *first = &raw->ways[way][0];
	for (size_t form = 0; form < first->count; form++) {
		struct str needle = {first->forms[form].bytes, 2}, rest = bytes;
		for (size_t at = str_find(rest, needle); at < rest.nbytes; at = str_find(rest, needle)) {
			rest = str_slice(rest, at + 1, rest.nbytes);
			if (goes_on_at(raw, way, rest, 1))
				return true;
		}
	}
	return false;
}

bool find_raw_may_hold(struct find_raw *raw, struct str bytes)
{
	/* UTF-32 has a NUL in every character. */
	if (match_is_referred_to(raw->pattern, bytes) || (bytes.nbytes && memchr(bytes.ptr, '\0', bytes.nbytes)))
		return true;
	/* The most common ones first: the pairs of Big5 need not be listed when all files hold the text in others. */
	static const enum way order[NWAYS] = {WAY_GB18030, WAY_UTF16LE, WAY_UTF16BE, WAY_UTF8, WAY_BIG5};
	for (size_t number = 0; number < NWAYS; number++) {
		enum way way = order[number];
		if (way < NWAYS_OF_PAIRS)
			prepare_pairs(raw, way);
		if (way < NWAYS_OF_PAIRS ? holds_in_order(raw, way, bytes) : holds_all(raw, way, bytes))
			return true;
	}
	return false;
}
