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

enum way { WAY_UTF8, WAY_GB18030, WAY_BIG5, WAY_UTF16LE, WAY_UTF16BE, NWAYS };

struct find_raw {
	size_t nchars;
	uint32_t chars[MAX_NCHARS];
	pthread_mutex_t mutex;          /* held while the pairs are made */
	bool has_pairs;                 /* of WAY_GB18030 and WAY_BIG5 */
	struct written ways[NWAYS][MAX_NCHARS];
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

/* Every pair of bytes is decoded, one a line, to find out which of them are the characters. */
static void add_pairs(struct find_raw *raw, enum way way, enum encoding encoding)
{
	enum { FIRST = 0x81, LAST = 0xFE, FIRST_TRAIL = 0x40, NTRAILS = LAST - FIRST_TRAIL + 1 };
	struct strbuf pairs = {0}, decoded = {0};
	struct decoder *decoder = decoder_new();
	struct str rest, line;
	for (int lead = FIRST; lead <= LAST; lead++)
		for (int trail = FIRST_TRAIL; trail <= LAST; trail++)
			strbuf_append(&pairs, (struct str){(const char[]){(char)lead, (char)trail, '\n'}, 3});
	decoder_decode(decoder, encoding, strbuf_view(&pairs), &decoded);
	rest = strbuf_view(&decoded);
	for (size_t number = 0; number * 3 < pairs.nbytes && str_split(&rest, '\n', &line); number++) {
		struct utf8_char c = utf8_decode(line);
		for (size_t i = 0; line.nbytes && c.nbytes == line.nbytes && i < raw->nchars; i++)
			if (c.code_point == raw->chars[i])
				add_form(&raw->ways[way][i], pairs.ptr + number * 3, 2);
	}
	decoder_free(decoder);
	strbuf_free(&pairs);
	strbuf_free(&decoded);
}

struct find_raw *find_raw_new(const struct match_pattern *pattern)
{
	struct find_raw *raw = alloc_zeroed(1, sizeof(*raw));
	raw->nchars = match_list_ideographs(pattern, raw->chars, MAX_NCHARS);
	if (!raw->nchars) {
		free(raw);
		return NULL;
	}
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

/* It takes some milliseconds, and many searches meet nothing but UTF-8. */
static void prepare_pairs(struct find_raw *raw)
{
	pthread_mutex_lock(&raw->mutex);
	if (!raw->has_pairs) {
		add_pairs(raw, WAY_GB18030, ENCODING_GB18030);
		add_pairs(raw, WAY_BIG5, ENCODING_BIG5);
	}
	raw->has_pairs = true;
	pthread_mutex_unlock(&raw->mutex);
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

bool find_raw_may_hold(struct find_raw *raw, struct str bytes)
{
	/* Characters by number, and UTF-32, whose bytes have a NUL in every character. */
	if (str_contains(bytes, STR("&#")) || (bytes.nbytes && memchr(bytes.ptr, '\0', bytes.nbytes)))
		return true;
	prepare_pairs(raw);
	for (size_t way = 0; way < NWAYS; way++) {
		size_t nheld = 0;
		while (nheld < raw->nchars && holds(&raw->ways[way][nheld], bytes))
			nheld++;
		if (nheld == raw->nchars)
			return true;
	}
	return false;
}
