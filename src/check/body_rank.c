#include "check/body_rank.h"

/* Ends of the names of places, the longer before the shorter that they end in. */
static const struct {
	const char *end;
	enum body_rank rank;
} places[] = {
	{"自治区", RANK_PROVINCE}, {"省", RANK_PROVINCE}, {"自治县", RANK_COUNTY}, {"自治旗", RANK_COUNTY},
	{"自治州", RANK_CITY},     {"街道", RANK_TOWN},   {"苏木", RANK_TOWN},     {"镇", RANK_TOWN},
	{"乡", RANK_TOWN},         {"县", RANK_COUNTY},   {"旗", RANK_COUNTY},     {"市", RANK_CITY},
	{"区", RANK_COUNTY},
};

/* Kinds of 区 that are no district: what their offices may do is not told by the name. */
static const char *const zones[] = {"开发区", "新区", "实验区", "试验区", "管理区", "示范区", "园区", "地区", "林区",
				    "合作区", "景区", "度假区", "保税区", "社区", "矿区", "垦区", "高新区"};

enum { MIN_NAME_NBYTES = 3, NPLACES = sizeof(places) / sizeof(*places), NZONES = sizeof(zones) / sizeof(*zones) };

/* The place that ends at `end` of `agency`: its number, or -1. */
static int place_ending(struct str agency, size_t end)
{
	struct str head = str_slice(agency, 0, end);
	for (int i = 0; i < NPLACES; i++) {
		struct str suffix = str_from(places[i].end);
		if (head.nbytes > suffix.nbytes && str_ends_with(head, suffix))
			return i;
	}
	return -1;
}

static bool ends_in_zone(struct str head)
{
	for (size_t i = 0; i < NZONES; i++)
		if (str_ends_with(head, str_from(zones[i])))
			return true;
	return false;
}

/* "住房和城乡建设局", "城市管理局": the end of a common word, not of a name. */
static bool ends_in_common_word(struct str head)
{
	static const char *const words[] = {"城乡", "城市", "城镇", "乡镇", "城区", "市区"};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_ends_with(head, str_from(words[i])))
			return true;
	return false;
}

/* "市场监督管理局", "区域中心": the character belongs to the word behind it. */
static bool belongs_to_next_word(struct str rest)
{
	static const char *const words[] = {"场", "政管", "政工", "政园", "政设", "容", "域", "村", "镇", "直"};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_starts_with(rest, str_from(words[i])))
			return true;
	return false;
}

/* Finds the last place of the name: where it begins and ends. */
static int find_last_place(struct str agency, size_t *start, size_t *end)
{
	int last = -1;
	size_t from = 0;
	for (size_t i = MIN_NAME_NBYTES; i <= agency.nbytes; i++) {
		int place = place_ending(str_slice(agency, from, agency.nbytes), i - from);
		if (place < 0 || i - from <= strlen(places[place].end))
			continue;
		if (ends_in_common_word(str_slice(agency, 0, i)) ||
		    belongs_to_next_word(str_slice(agency, i, agency.nbytes)))
			continue;
		last = place;
		*start = from;
		*end = i;
		from = i;
	}
	return last;
}

enum body_rank body_rank(struct str agency)
{
	size_t start = 0, end = 0;
	int place = find_last_place(agency, &start, &end);
	if (place < 0 || ends_in_zone(str_slice(agency, 0, end)))
		return RANK_UNKNOWN;
	struct str rest = str_slice(agency, end, agency.nbytes);
	bool whole = !rest.nbytes || str_equal(rest, STR("人民政府")) || str_equal(rest, STR("政府")) ||
		     str_equal(rest, STR("人民政府办公室")) || str_equal(rest, STR("政府办公室"));
	if (places[place].rank == RANK_COUNTY && !whole)
		return RANK_COUNTY_OFFICE;
	return places[place].rank;
}

struct str body_place(struct str agency)
{
	size_t start = 0, end = 0;
	int place = find_last_place(agency, &start, &end);
	return place < 0 ? (struct str){0} : str_slice(agency, start, end - start);
}
