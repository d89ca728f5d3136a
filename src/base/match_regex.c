/* Regular expressions, by PCRE2.
 *
 * PCRE2 folds case but knows nothing of width. So the pattern is translated to half-width forms (escaped where they would
 * mean something), and a text that has full-width forms is translated too, into a buffer with the place of each byte. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/fold.h"
#include "base/match_parts.h"
#include "base/utf8.h"

/* Steps and memory that one text may cost: some milliseconds. */
enum { MAX_NSTEPS = 200 * 1000, MAX_DEPTH = 5000, MAX_HEAP_KB = 4096, JIT_STACK_NBYTES = 512 * 1024 };

struct match_regex {
	pcre2_code *code;
	bool fold;
};

struct match_regex_state {
	const struct match_regex *regex;
	pcre2_match_context *context;
	pcre2_match_data *data;
	pcre2_jit_stack *jit_stack;
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

/* With `escape`, for a pattern: punctuation that is made half-width stands for itself. */
static void fold_width(struct folding *folding, struct str text, bool escape)
{
	bool escaped = false;
	size_t at = 0;
	while (at < text.nbytes) {
		struct utf8_char c = utf8_decode(str_slice(text, at, text.nbytes));
		char narrow = c.valid && c.code_point >= 0xFF01 && c.code_point <= 0xFF5E ? (char)(c.code_point - 0xFEE0)
			      : c.code_point == 0x3000 ? ' '
						       : 0;
		bool is_name = (narrow >= '0' && narrow <= '9') || (narrow >= 'A' && narrow <= 'Z') ||
			       (narrow >= 'a' && narrow <= 'z');
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

static bool set_error(struct error *error, int number)
{
	PCRE2_UCHAR message[256];
	if (pcre2_get_error_message(number, message, sizeof(message)) < 0)
		message[0] = '\0';
	return error_set(error, "%s", (const char *)message);
}

struct match_regex *match_regex_compile(struct str pattern, bool fold, size_t *fault, struct error *error)
{
	struct strbuf folded = {0};
	size_t *places = NULL, capacity = 0;
	int number;
	PCRE2_SIZE offset;
	fold_width(&(struct folding){&folded, &places, &capacity}, pattern, fold);
	if (!fold) {
		strbuf_clear(&folded);
		strbuf_append(&folded, pattern);
	}
	uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C | (fold ? PCRE2_CASELESS : 0);
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)folded.ptr, folded.nbytes, options, &number, &offset, NULL);
	if (!code) {
		set_error(error, number);
		*fault = offset > folded.nbytes ? pattern.nbytes : fold ? places[offset] : offset;
	}
	strbuf_free(&folded);
	free(places);
	if (!code)
		return NULL;
	/* Where the system forbids writable code, pcre2_match interprets. */
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	struct match_regex *regex = alloc_zeroed(1, sizeof(*regex));
	regex->code = code;
	regex->fold = fold;
	return regex;
}

void match_regex_free(struct match_regex *regex)
{
	if (!regex)
		return;
	pcre2_code_free(regex->code);
	free(regex);
}

struct match_regex_state *match_regex_state_new(const struct match_regex *regex)
{
	struct match_regex_state *state = alloc_zeroed(1, sizeof(*state));
	state->regex = regex;
	state->context = pcre2_match_context_create(NULL);
	state->data = pcre2_match_data_create(1, NULL);
	if (!state->context || !state->data)
		alloc_fail();
	pcre2_set_match_limit(state->context, MAX_NSTEPS);
	pcre2_set_depth_limit(state->context, MAX_DEPTH);
	pcre2_set_heap_limit(state->context, MAX_HEAP_KB);
	state->jit_stack = pcre2_jit_stack_create(32 * 1024, JIT_STACK_NBYTES, NULL);
	if (state->jit_stack)
		pcre2_jit_stack_assign(state->context, NULL, state->jit_stack);
	return state;
}

void match_regex_state_free(struct match_regex_state *state)
{
	if (!state)
		return;
	pcre2_jit_stack_free(state->jit_stack);
	pcre2_match_data_free(state->data);
	pcre2_match_context_free(state->context);
	strbuf_free(&state->folded);
	free(state->places);
	free(state);
}

static struct match find(struct match_regex_state *state, struct str text, size_t from)
{
	int result = pcre2_match(state->regex->code, (PCRE2_SPTR)(text.ptr ? text.ptr : ""), text.nbytes, from, 0,
				 state->data, state->context);
	if (result == PCRE2_ERROR_NOMATCH)
		return (struct match){0};
	if (result < 0)
		return (struct match){.status = MATCH_GIVEN_UP};
	const PCRE2_SIZE *range = pcre2_get_ovector_pointer(state->data);
	/* \K in a look-ahead can put the start behind the end. */
	return (struct match){MATCH_FOUND, range[0], range[1] > range[0] ? range[1] : range[0]};
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
