#include "read/html_tags.h"

#include <string.h>

#include "read/html_bytes.h"

/* Of the length and eight bytes at both ends, where tags differ. */
static inline size_t place_of(const char *p, size_t nbytes)
{
	uint64_t first, last;
	memcpy(&first, p, sizeof(first));
	memcpy(&last, p + nbytes - sizeof(last), sizeof(last));
	uint64_t hash = (first ^ nbytes) * UINT64_C(0x9e3779b97f4a7c15);
	hash = (hash ^ hash >> 32 ^ last) * UINT64_C(0x9e3779b97f4a7c15);
	return (size_t)(hash >> 40) % HTML_TAGS_NENTRIES;
}

static inline bool holds(const struct html_tags_entry *entry, const char *p, size_t nbytes)
{
	return entry->nbytes == nbytes && memcmp(entry->bytes, p, nbytes) == 0;
}

/* The first ">" may stand in a value: then attributes do not end there, and nothing is remembered. */
static const char *learn(struct html_tags *tags, size_t place, const char *p, size_t nbytes, const char *end,
			 struct html_spans *spans)
{
	const char *behind = html_take_attributes(p, end, spans);
	bool ends = behind && (behind == p + nbytes || (*behind == '/' && behind + 1 == p + nbytes));
	if (!ends)
		return behind;
	struct html_tags_entry *entry = &tags->entries[tags->entries[place].nbytes ? place ^ 1 : place];
	entry->nbytes = (uint16_t)nbytes;
	entry->end = (uint16_t)(behind - p);
	entry->spans = *spans;
	memcpy(entry->bytes, p, nbytes);
	return behind;
}

const char *html_tags_take(struct html_tags *tags, const char *p, const char *end, struct html_spans *spans)
{
	const char *bracket = html_find_bracket(p, end);
	size_t nbytes = (size_t)(bracket - p);
	if (bracket == end || nbytes < HTML_TAGS_MIN_NBYTES || nbytes > HTML_TAGS_MAX_NBYTES)
		return html_take_attributes(p, end, spans);
	size_t place = place_of(p, nbytes);
	const struct html_tags_entry *entry = &tags->entries[place];
	if (!holds(entry, p, nbytes))
		entry = &tags->entries[place ^ 1];
	if (!holds(entry, p, nbytes))
		return learn(tags, place, p, nbytes, end, spans);
	*spans = entry->spans;
	return p + entry->end;
}
