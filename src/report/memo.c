#include "report/memo.h"

#include "base/ascii.h"

static struct memo_reading read_text(const struct labels *labels, const struct words *words, struct str text)
{
	struct memo_reading reading = {0};
	reading.status = cell_parse(text, words, &reading.value);
	if (reading.status == CELL_TEXT)
		reading.match = labels_find(labels, text);
	return reading;
}

/* Eight bytes at a time; `text` is not empty. */
static size_t hash_text(struct str text)
{
	uint64_t hash = text.nbytes, eight;
	size_t i = 0;
	for (; i + sizeof(eight) <= text.nbytes; i += sizeof(eight)) {
		memcpy(&eight, text.ptr + i, sizeof(eight));
		hash = (hash ^ eight) * UINT64_C(0x9e3779b97f4a7c15);
		hash ^= hash >> 32;
	}
	eight = 0;
	memcpy(&eight, text.ptr + i, text.nbytes - i);
	hash = (hash ^ eight) * UINT64_C(0x9e3779b97f4a7c15);
	return (size_t)(hash >> 32);
}

static bool holds(const struct memo_entry *entry, const struct labels *labels, struct str text)
{
	return entry->labels == labels && entry->nbytes == text.nbytes &&
	       memcmp(entry->bytes, text.ptr, text.nbytes) == 0;
}

struct memo_reading memo_read(struct memo *memo, const struct labels *labels, const struct words *words,
			      struct str text)
{
	/* Numbers are read faster than looked up. */
	if (!text.nbytes || text.nbytes > MEMO_MAX_NBYTES ||
	    (ascii_is_digit(text.ptr[0]) && ascii_is_digit(text.ptr[text.nbytes - 1])))
		return read_text(labels, words, text);
	size_t place = hash_text(text) % MEMO_NENTRIES;
	struct memo_entry *entry = &memo->entries[place];
	if (holds(entry, labels, text))
		return entry->reading;
	entry = &memo->entries[place ^ 1];
	if (holds(entry, labels, text))
		return entry->reading;
	if (memo->entries[place].labels != labels)
		entry = &memo->entries[place];
	entry->labels = labels;
	entry->nbytes = (uint8_t)text.nbytes;
	memcpy(entry->bytes, text.ptr, text.nbytes);
	entry->reading = read_text(labels, words, text);
	return entry->reading;
}

struct label_match memo_find(struct memo *memo, const struct labels *labels, const struct words *words, struct str text)
{
	if (!labels_may_be(labels, text))
		return (struct label_match){0, FORMAT_NONE, FORMAT_NONE, 0};
	struct memo_reading reading = memo_read(memo, labels, words, text);
	return reading.status == CELL_TEXT ? reading.match : labels_find(labels, text);
}
