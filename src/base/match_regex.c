/* Regular expressions without regard to width.
 *
 * Patterns fold case but know nothing of width. So the expression is translated to half-width forms (escaped where
 * they would mean something), and a text that has full-width forms is translated too, into a buffer with the place of
 * each byte. */
#include <stdlib.h>

#include "base/alloc.h"
#include "base/ascii.h"
#include "base/match_parts.h"
#include "base/pattern.h"
#include "base/utf8.h"

struct match_regex {
	struct pattern *pattern;
	bool fold;
};

struct match_regex_state {
	const struct match_regex *regex;
	struct pattern_scratch *scratch;
	struct strbuf folded;
	size_t capacity;
	size_t *places;                 /* of each byte of `folded` in the text, and of its end */
};

/* Text in half-width forms, and where each of its bytes comes from. */
struct folding {
	struct strbuf *out;
	size_t **places;
	size_t *capacity;
};

static void put(struct folding *folding, const char *bytes, size_t nbytes, size_t place)
{
	for (size_t i = 0; i < nbytes; i++) {
		*folding->places = alloc_grow(*folding->places, folding->out->nbytes, folding->capacity,
					      sizeof(**folding->places));
		(*folding->places)[folding->out->nbytes] = place;
		strbuf_append_byte(folding->out, bytes[i]);
	}
}

/* The ASCII character that a full-width form stands for; 0 for all others. */
static char narrow_form(uint32_t c)
{
	if (c >= 0xFF01 && c <= 0xFF5E)
		return (char)(c - 0xFEE0);
	return c == 0x3000 ? ' ' : '\0';
}

/* With `escape`, for a pattern: punctuation that is made half-width stands for itself. */
static void fold_width(struct folding *folding, struct str text, bool escape)
{
	bool escaped = false;
	size_t at = 0;
	while (at < text.nbytes) {
		struct utf8_char c = utf8_decode(str_slice(text, at, text.nbytes));
		char narrow = narrow_form(c.code_point);
		bool is_name = ascii_is_digit(narrow) || ascii_is_letter(narrow);
		if (narrow && escape && !escaped && !is_name)
			put(folding, "\\", 1, at);
		if (narrow)
			put(folding, &narrow, 1, at);
		else
			put(folding, text.ptr + at, c.nbytes, at);
		escaped = !escaped && text.ptr[at] == '\\';
		at += c.nbytes;
	}
	*folding->places = alloc_grow(*folding->places, folding->out->nbytes, folding->capacity,
				      sizeof(**folding->places));
	(*folding->places)[folding->out->nbytes] = text.nbytes;
}

/* Whether anything of the text has another width: a byte that full-width forms or U+3000 begin with. */
static bool may_fold(struct str text)
{
	return text.nbytes && (memchr(text.ptr, 0xEF, text.nbytes) || str_contains(text, STR("\xE3\x80\x80")));
}

struct match_regex *match_regex_compile(struct str text, bool fold, size_t *fault, struct error *error)
{
	struct strbuf folded = {0};
	size_t *places = NULL, capacity = 0, offset = 0;
	if (fold)
		fold_width(&(struct folding){&folded, &places, &capacity}, text, true);
	struct pattern *pattern =
		pattern_compile_with(fold ? strbuf_view(&folded) : text,
				     PATTERN_ANY_BYTES | (fold ? PATTERN_ANY_CASE : 0), &offset, error);
	if (!pattern)
		*fault = offset > (fold ? folded.nbytes : text.nbytes) ? text.nbytes : fold ? places[offset] : offset;
	strbuf_free(&folded);
	free(places);
	if (!pattern)
		return NULL;
	struct match_regex *regex = alloc_zeroed(1, sizeof(*regex));
	regex->pattern = pattern;
	regex->fold = fold;
	return regex;
}

void match_regex_free(struct match_regex *regex)
{
	if (!regex)
		return;
	pattern_free(regex->pattern);
	free(regex);
}

struct match_regex_state *match_regex_state_new(const struct match_regex *regex)
{
	struct match_regex_state *state = alloc_zeroed(1, sizeof(*state));
	state->regex = regex;
	state->scratch = pattern_scratch_new();
	return state;
}

void match_regex_state_free(struct match_regex_state *state)
{
	if (!state)
		return;
	pattern_scratch_free(state->scratch);
	strbuf_free(&state->folded);
	free(state->places);
	free(state);
}

static struct match find(struct match_regex_state *state, struct str text, size_t from)
{
	struct pattern_match found;
	switch (pattern_search(state->regex->pattern, state->scratch, text, from, &found)) {
	case PATTERN_FOUND:
		break;
	case PATTERN_GIVEN_UP:
		return (struct match){.status = MATCH_GIVEN_UP};
	default:
		return (struct match){0};
	}
	/* \K in a look-ahead can put the start behind the end: then there is no group, and nothing to show. */
	if (!found.groups[0].ptr)
		return (struct match){0};
	size_t start = text.ptr ? (size_t)(found.groups[0].ptr - text.ptr) : 0;
	return (struct match){MATCH_FOUND, start, start + found.groups[0].nbytes};
}

/* The first byte of the folded text that comes from `place` or behind. */
static size_t find_place(const struct match_regex_state *state, size_t place)
{
	size_t low = 0, high = state->folded.nbytes;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (state->places[middle] < place)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct match match_regex_find(struct match_regex_state *state, struct str text, size_t from)
{
	if (!state->regex->fold || !may_fold(text))
		return find(state, text, from);
	strbuf_clear(&state->folded);
	fold_width(&(struct folding){&state->folded, &state->places, &state->capacity}, text, false);
	struct match match = find(state, strbuf_view(&state->folded), find_place(state, from));
	match.start = state->places[match.start];
	match.end = state->places[match.end];
	return match;
}
