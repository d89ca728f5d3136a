#include "check/prose/quantity_words.h"

#include <stdlib.h>

/* What each list means. */
static const struct {
	enum words_kind list;
	enum quantity_role role;
	int16_t low_percent, high_percent;
} meanings[] = {
	{WORDS_COUNTED, QUANTITY_UNIT, 100, 100},       {WORDS_ODD, QUANTITY_ODD, 100, 100},
	{WORDS_ABOUT, QUANTITY_BEFORE, 90, 110},        {WORDS_OVER, QUANTITY_BEFORE, 100, 1000},
	{WORDS_UNDER, QUANTITY_BEFORE, 0, 100},         {WORDS_NEARLY, QUANTITY_BEFORE, 90, 100},
	{WORDS_REACHING, QUANTITY_BEFORE, 100, 100},    {WORDS_ABOUT_BEHIND, QUANTITY_BEHIND, 90, 110},
	{WORDS_OVER_BEHIND, QUANTITY_BEHIND, 100, 1000}, {WORDS_UNDER_BEHIND, QUANTITY_BEHIND, 0, 100},
	{WORDS_NUMBERED, QUANTITY_NUMBERED, 100, 100},  {WORDS_NUMBERING, QUANTITY_NUMBERING, 100, 100},
};

/* Where the last character of a text begins. */
static size_t last_character(struct str text)
{
	bool wide = text.nbytes >= QUANTITY_WIDE_NBYTES &&
		    (unsigned char)text.ptr[text.nbytes - QUANTITY_WIDE_NBYTES] >= 0xE0;
	return text.nbytes - (wide ? QUANTITY_WIDE_NBYTES : 1);
}

static void add_word(struct quantity_words *words, struct arena *arena, size_t offset, struct quantity_word word)
{
	struct str character = str_slice(word.word, offset, word.word.nbytes);
	if (!character.nbytes || ((unsigned char)character.ptr[0] >= 0xE0 && character.nbytes < QUANTITY_WIDE_NBYTES))
		return;
	struct quantity_word *kept = arena_alloc(arena, 1, sizeof(*kept));
	unsigned hash = quantity_words_hash(character.ptr);
	*kept = word;
	kept->next = words->first[hash];
	words->first[hash] = kept;
	words->roles[hash] |= word.role;
}

static int compare_lengths(const void *a, const void *b)
{
	size_t x = ((const struct str *)a)->nbytes, y = ((const struct str *)b)->nbytes;
	return (x < y) - (x > y);
}

/* Appends one of the words with a role, or nothing, as a pattern: the longest first, as they are read. */
static void append_optional(struct strbuf *pattern, struct arena *arena, const struct words *lists,
			    enum quantity_role role)
{
	size_t count = 0, capacity = 0;
	for (size_t m = 0; m < sizeof(meanings) / sizeof(*meanings); m++)
		capacity += meanings[m].role == role ? lists->lists[meanings[m].list].count : 0;
	struct str *words = arena_alloc(arena, capacity, sizeof(*words));
	for (size_t m = 0; m < sizeof(meanings) / sizeof(*meanings); m++)
		for (size_t i = 0; meanings[m].role == role && i < lists->lists[meanings[m].list].count; i++)
			words[count++] = lists->lists[meanings[m].list].words[i];
	if (count)
		qsort(words, count, sizeof(*words), compare_lengths);
	for (size_t i = 0; i < count; i++) {
		strbuf_append_text(pattern, i ? "|" : "(?:");
		for (size_t k = 0; k < words[i].nbytes; k++) {
			if (strchr("\\^$.[]|()?*+{}", words[i].ptr[k]))
				strbuf_append_byte(pattern, '\\');
			strbuf_append_byte(pattern, words[i].ptr[k]);
		}
	}
	strbuf_append_text(pattern, count ? ")?" : "");
}

static struct str make_pattern(struct arena *arena, const struct words *lists)
{
	struct strbuf pattern = {0};
	strbuf_append_text(&pattern, "(?<n>(?>");
	append_optional(&pattern, arena, lists, QUANTITY_BEFORE);
	strbuf_append_text(&pattern, "(?:[0-9]+(?:\\.[0-9]+)?|[零〇一二两三四五六七八九十百千]+)");
	append_optional(&pattern, arena, lists, QUANTITY_ODD);
	strbuf_append_text(&pattern, "(?:[万亿](?!元))?");
	append_optional(&pattern, arena, lists, QUANTITY_ODD);
	strbuf_append_text(&pattern, "))");
	struct str kept = arena_copy(arena, strbuf_view(&pattern));
	strbuf_free(&pattern);
	return kept;
}

const struct quantity_words *quantity_words_make(struct arena *arena, const struct words *lists)
{
	struct quantity_words *words = arena_alloc(arena, 1, sizeof(*words));
	*words = (struct quantity_words){.pattern = make_pattern(arena, lists)};
	for (size_t m = 0; m < sizeof(meanings) / sizeof(*meanings); m++)
		for (size_t i = 0; i < lists->lists[meanings[m].list].count; i++) {
			struct quantity_word word = {
				.word = lists->lists[meanings[m].list].words[i], .role = (uint8_t)meanings[m].role,
				.low_percent = meanings[m].low_percent, .high_percent = meanings[m].high_percent,
			};
			if (!word.word.nbytes)
				continue;
			bool by_end = word.role == QUANTITY_NUMBERING;
			add_word(words, arena, by_end ? last_character(word.word) : 0, word);
			if (word.role != QUANTITY_BEFORE)
				continue;
			word.role = QUANTITY_BEFORE_END;
			add_word(words, arena, last_character(word.word), word);
		}
	return words;
}

/* Whether the word stands at `p`, where there are `nbytes`. The last byte tells most words apart. */
static inline bool stands_at(struct str word, const char *p, size_t nbytes)
{
	size_t i = word.nbytes;
	if (i > nbytes)
		return false;
	while (i && word.ptr[i - 1] == p[i - 1])
		i--;
	return !i;
}

const struct quantity_word *quantity_words_at(const struct quantity_words *words, struct str text, size_t i,
					      enum quantity_role role)
{
	const struct quantity_word *best = NULL;
	if (!(quantity_words_roles(words, text, i) & role))
		return NULL;
	for (const struct quantity_word *word = words->first[quantity_words_hash(text.ptr + i)]; word;
	     word = word->next)
		if (word->role == role && (!best || word->word.nbytes > best->word.nbytes) &&
		    stands_at(word->word, text.ptr + i, text.nbytes - i))
			best = word;
	return best;
}

bool quantity_words_end_at(const struct quantity_words *words, struct str text, size_t i, enum quantity_role role)
{
	struct str before = str_slice(text, 0, i);
	if (!before.nbytes)
		return false;
	size_t last = last_character(before);
	if (!(quantity_words_roles(words, before, last) & role))
		return false;
	for (const struct quantity_word *word = words->first[quantity_words_hash(text.ptr + last)]; word;
	     word = word->next)
		if (word->role == role && str_ends_with(before, word->word))
			return true;
	return false;
}
