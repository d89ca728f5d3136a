#include "check/kinds/body_rank.h"

#include "base/utf8.h"

static const struct {
	enum words_kind ends;
	enum body_rank rank;
} ranks[] = {
	{WORDS_PROVINCE, RANK_PROVINCE}, {WORDS_CITY, RANK_CITY}, {WORDS_COUNTY, RANK_COUNTY}, {WORDS_TOWN, RANK_TOWN},
};

/* The rank of the place that `name` ends in, by the longest end of all ranks; RANK_UNKNOWN if there is none. The end
 * alone is no name. */
static enum body_rank rank_of_end(const struct words *words, struct str name)
{
	enum body_rank rank = RANK_UNKNOWN;
	size_t longest = 0;
	for (size_t i = 0; i < sizeof(ranks) / sizeof(*ranks); i++) {
		const struct str *end = words_find_end(words, ranks[i].ends, name);
		if (end && end->nbytes > longest) {
			longest = end->nbytes;
			rank = ranks[i].rank;
		}
	}
	return longest < name.nbytes ? rank : RANK_UNKNOWN;
}

/* Finds the last place of the name: 松塘县柳桥镇人民政府 has two. Returns where it ends, or 0. */
static size_t find_last_place(const struct words *words, struct str agency, struct ranked_body *body)
{
	size_t start = 0;
	uint64_t last_bytes = 0;        /* of all ends: most characters are the last of none */
	for (size_t i = 0; i < sizeof(ranks) / sizeof(*ranks); i++)
		last_bytes |= words->lists[ranks[i].ends].last_bytes;
	for (size_t i = 0; i < agency.nbytes;) {
		i += utf8_decode(str_slice(agency, i, agency.nbytes)).nbytes;
		if (!(last_bytes & words_last_byte(str_slice(agency, 0, i))))
			continue;
		enum body_rank rank = rank_of_end(words, str_slice(agency, start, i - start));
		if (rank == RANK_UNKNOWN || words_find_end(words, WORDS_COMMON, str_slice(agency, 0, i)) ||
		    words_find_start(words, WORDS_CONTINUED, str_slice(agency, i, agency.nbytes)))
			continue;
		*body = (struct ranked_body){rank, str_slice(agency, start, i - start)};
		start = i;
	}
	return start;
}

struct ranked_body body_rank_read(const struct words *words, struct str agency)
{
	struct ranked_body body = {0};
	size_t end = find_last_place(words, agency, &body);
	struct str rest = str_slice(agency, end, agency.nbytes);
	if (words_find_end(words, WORDS_ZONE, str_slice(agency, 0, end)))
		body.rank = RANK_UNKNOWN;
	else if (body.rank == RANK_COUNTY && rest.nbytes && !words_find_equal(words, WORDS_WHOLE, rest))
		body.rank = RANK_COUNTY_OFFICE;
	return body;
}
