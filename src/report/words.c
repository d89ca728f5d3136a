#include "report/words.h"

#include "base/tree.h"

static const char *const kind_names[WORDS_NKINDS] = {
	[WORDS_BLANK] = "blank",       [WORDS_UNIT] = "unit",     [WORDS_LESS] = "less",
	[WORDS_MORE] = "more",         [WORDS_REMARK] = "remark", [WORDS_TITLE] = "title",
	[WORDS_BODY] = "body",         [WORDS_GENERIC] = "generic", [WORDS_PLACE] = "place",
	[WORDS_OFFICE] = "office",
	[WORDS_SENTENCE] = "sentence", [WORDS_PERIOD] = "period", [WORDS_REPORT] = "report",
	[WORDS_ANNOUNCED] = "announced", [WORDS_MAKER] = "maker", [WORDS_MADE] = "made",
	[WORDS_ANNOUNCING] = "announcing", [WORDS_CONTACT] = "contact",
	[WORDS_CONTACT_END] = "contact-end", [WORDS_DESK] = "desk", [WORDS_GUIDE] = "guide", [WORDS_DOING] = "doing",
	[WORDS_SEVERAL] = "several",
	[WORDS_OWN] = "own",           [WORDS_TITLE_END] = "title-end", [WORDS_YEARLY_END] = "yearly-end",
	[WORDS_REGARDING] = "regarding", [WORDS_PICTURE] = "picture",
	[WORDS_LOST_TABLE] = "lost-table", [WORDS_PROVINCE] = "province",
	[WORDS_CITY] = "city",
	[WORDS_COUNTY] = "county",     [WORDS_TOWN] = "town",     [WORDS_ZONE] = "zone",
	[WORDS_COMMON] = "common",     [WORDS_CONTINUED] = "continued", [WORDS_WHOLE] = "whole",
	[WORDS_COUNTED] = "counted",   [WORDS_ABOUT] = "about",   [WORDS_OVER] = "over",
	[WORDS_UNDER] = "under",       [WORDS_NEARLY] = "nearly", [WORDS_REACHING] = "reaching",
	[WORDS_ABOUT_BEHIND] = "about-behind", [WORDS_OVER_BEHIND] = "over-behind",
	[WORDS_UNDER_BEHIND] = "under-behind", [WORDS_ODD] = "odd", [WORDS_NUMBERING] = "numbering",
	[WORDS_NUMBERED] = "numbered", [WORDS_FRACTION] = "fraction", [WORDS_AMONG] = "among",
};

/* The list that a word of the line names, or -1. */
static int find_kind(const struct tree_node *node, size_t index)
{
	for (int kind = 0; kind < WORDS_NKINDS; kind++)
		if (tree_word_is(node, index, kind_names[kind]))
			return kind;
	return -1;
}

/* Adds the words of a line from `first` on to a list. */
static void add_words(struct words *words, struct arena *arena, int kind, const struct tree_node *node, size_t first)
{
	size_t old = words->lists[kind].count, added = node->nwords - first;
	struct str *list = arena_alloc(arena, old + added, sizeof(*list));
	if (old)
		memcpy(list, words->lists[kind].words, old * sizeof(*list));
	for (size_t i = 0; i < added; i++)
		list[old + i] = tree_word_text(node, first + i);
	for (size_t i = 0; i < added; i++) {
		words->lists[kind].last_bytes |= words_last_byte(list[old + i]);
		words->lists[kind].third_bytes |= words_third_byte(list[old + i]);
	}
	words->lists[kind].words = list;
	words->lists[kind].count = old + added;
}

bool words_parse(struct words *words, struct arena *arena, struct str text, const char *file, struct error *error)
{
	const struct tree_node *root = tree_parse(arena, text, file, error);
	if (!root)
		return false;
	for (const struct tree_node *node = root->first_child; node; node = node->next) {
		int kind = find_kind(node, 0);
		if (kind < 0)
			return tree_fault(node, 0, error, "expected the name of a word list");
		add_words(words, arena, kind, node, 1);
	}
	return true;
}

bool words_lay_over(struct words *words, struct arena *arena, struct str text, const char *file, struct error *error)
{
	bool is_own[WORDS_NKINDS] = {false};
	const struct tree_node *root = tree_parse(arena, text, file, error);
	if (!root)
		return false;
	for (const struct tree_node *node = root->first_child; node; node = node->next) {
		bool adds = tree_word_is(node, 0, "words"), replaces = tree_word_is(node, 0, "only");
		size_t named = adds || replaces;
		int kind = find_kind(node, named);
		if (kind < 0)
			return tree_fault(node, node->nwords > named ? named : 0, error,
					  "expected the name of a word list");
		if (replaces || !(adds || is_own[kind]))
			words->lists[kind].count = words->lists[kind].last_bytes = words->lists[kind].third_bytes = 0;
		is_own[kind] = true;
		add_words(words, arena, kind, node, named + 1);
	}
	return true;
}

const struct str *words_find_equal(const struct words *words, enum words_kind kind, struct str text)
{
	for (size_t i = 0; i < words->lists[kind].count; i++)
		if (str_equal(words->lists[kind].words[i], text))
			return &words->lists[kind].words[i];
	return NULL;
}

const struct str *words_find_start(const struct words *words, enum words_kind kind, struct str text)
{
	const struct str *found = NULL;
	if (!(words->lists[kind].third_bytes & words_third_byte(text)))
		return NULL;
	for (size_t i = 0; i < words->lists[kind].count; i++) {
		const struct str *word = &words->lists[kind].words[i];
		if (str_starts_with(text, *word) && (!found || word->nbytes > found->nbytes))
			found = word;
	}
	return found;
}

const struct str *words_find_end(const struct words *words, enum words_kind kind, struct str text)
{
	const struct str *found = NULL;
	if (!(words->lists[kind].last_bytes & words_last_byte(text)))
		return NULL;
	for (size_t i = 0; i < words->lists[kind].count; i++) {
		const struct str *word = &words->lists[kind].words[i];
		if (str_ends_with(text, *word) && (!found || word->nbytes > found->nbytes))
			found = word;
	}
	return found;
}

/* Which bytes stand at the ends of the characters of a text, modulo 64: all of them, and those that begin one beyond
 * ASCII. */
struct byte_set {
	uint64_t all, leads;
};

static struct byte_set bytes_of(struct str text)
{
	struct byte_set set = {0};
	for (size_t i = 0; i < text.nbytes; i++) {
		unsigned char byte = (unsigned char)text.ptr[i];
		set.leads |= byte >= 0xC0 ? UINT64_C(1) << byte % 64 : 0;
		/* Most are characters of three bytes. */
		if ((byte & 0xF0) == 0xE0 && text.nbytes - i > 2)
			byte = (unsigned char)text.ptr[i += 2];
		set.all |= UINT64_C(1) << byte % 64;
	}
	return set;
}

static inline bool has_byte(const struct byte_set *set, char byte)
{
	return ((unsigned char)byte >= 0xC0 ? set->leads : set->all) >> (unsigned char)byte % 64 & 1;
}

/* Long texts hold nearly all bytes; of others, most words have a first or a last byte that the text has not. */
const struct str *words_find_inside(const struct words *words, enum words_kind kind, struct str text)
{
	enum { LONG_NBYTES = 192 };
	bool is_long = text.nbytes > LONG_NBYTES;
	const struct byte_set set = bytes_of(str_slice(text, 0, is_long ? 0 : text.nbytes));
	for (size_t i = 0; i < words->lists[kind].count; i++) {
		const struct str *word = &words->lists[kind].words[i];
		bool may_be_inside = is_long || !word->nbytes ||
				     (has_byte(&set, word->ptr[0]) && has_byte(&set, word->ptr[word->nbytes - 1]));
		if (may_be_inside && str_contains(text, *word))
			return word;
	}
	return NULL;
}
