#include "base/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "base/alloc.h"

enum {
	MAX_STEPS = 200000,             /* of one search: linear patterns take a few for each byte */
	MAX_DEPTH = 2000,
	FIRST_STACK_NBYTES = 32 * 1024, /* of compiled patterns */
	MAX_STACK_NBYTES = 512 * 1024,
};

/* Whether a pattern has been translated to machine code, which takes longer than all else of it: that is left to the
 * first search. */
struct translation {
	pthread_mutex_t mutex;
	atomic_bool done;
};

struct pattern {
	pcre2_code *code;
	struct translation *translation;
	bool any_bytes;
};

struct pattern_scratch {
	pcre2_match_data *data;
	pcre2_match_context *context;
	pcre2_jit_stack *stack;         /* NULL where there is no just-in-time compiler */
};

/* PCRE2 asks for memory here: its translator does not notice when it gets none. */
static void *give(size_t nbytes, void *context)
{
	(void)context;
	return alloc_for_library(nbytes);
}

static void take_back(void *memory, void *context)
{
	(void)context;
	free(memory);
}

static pcre2_general_context *new_memory(void)
{
	return pcre2_general_context_create(give, take_back, NULL);
}

struct pattern *pattern_compile(struct str expression, size_t *offset, struct error *error)
{
	return pattern_compile_with(expression, 0, offset, error);
}

struct pattern *pattern_compile_with(struct str expression, unsigned options, size_t *offset, struct error *error)
{
	uint32_t flags = PCRE2_UTF | PCRE2_UCP | (options & PATTERN_ANY_CASE ? PCRE2_CASELESS : 0) |
			 (options & PATTERN_ANY_BYTES ? PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C : 0);
	int number;
	PCRE2_SIZE at = 0;
	PCRE2_UCHAR message[160];
	pcre2_general_context *memory = new_memory();
	pcre2_compile_context *context = pcre2_compile_context_create(memory);
	pcre2_code *code =
		pcre2_compile((PCRE2_SPTR)expression.ptr, expression.nbytes, flags, &number, &at, context);
	pcre2_compile_context_free(context);
	pcre2_general_context_free(memory);
	if (offset)
		*offset = at;
	if (!code) {
		pcre2_get_error_message(number, message, sizeof(message));
		error_set(error, "%s", (const char *)message);
		return NULL;
	}
	struct pattern *pattern = alloc_zeroed(1, sizeof(*pattern));
	pattern->code = code;
	pattern->translation = alloc_zeroed(1, sizeof(*pattern->translation));
	pthread_mutex_init(&pattern->translation->mutex, NULL);
	pattern->any_bytes = options & PATTERN_ANY_BYTES;
	return pattern;
}

void pattern_free(struct pattern *pattern)
{
	if (!pattern)
		return;
	pcre2_code_free(pattern->code);
	pthread_mutex_destroy(&pattern->translation->mutex);
	free(pattern->translation);
	free(pattern);
}

unsigned pattern_find_group(const struct pattern *pattern, const char *name)
{
	int number = pcre2_substring_number_from_name(pattern->code, (PCRE2_SPTR)name);
	return number > 0 && number < PATTERN_MAX_GROUPS ? (unsigned)number : 0;
}

struct pattern_scratch *pattern_scratch_new(void)
{
	struct pattern_scratch *scratch = alloc_zeroed(1, sizeof(*scratch));
	pcre2_general_context *memory = new_memory();
	scratch->data = pcre2_match_data_create(PATTERN_MAX_GROUPS, memory);
	scratch->context = pcre2_match_context_create(memory);
	pcre2_set_match_limit(scratch->context, MAX_STEPS);
	pcre2_set_depth_limit(scratch->context, MAX_DEPTH);
	scratch->stack = pcre2_jit_stack_create(FIRST_STACK_NBYTES, MAX_STACK_NBYTES, memory);
	pcre2_general_context_free(memory);
	pcre2_jit_stack_assign(scratch->context, NULL, scratch->stack);
	return scratch;
}

void pattern_scratch_free(struct pattern_scratch *scratch)
{
	if (!scratch)
		return;
	pcre2_jit_stack_free(scratch->stack);
	pcre2_match_data_free(scratch->data);
	pcre2_match_context_free(scratch->context);
	free(scratch);
}

/* Without a just-in-time compiler patterns are interpreted. No search is under way while the code changes: all wait. */
static void translate(const struct pattern *pattern)
{
	struct translation *translation = pattern->translation;
	if (atomic_load_explicit(&translation->done, memory_order_acquire))
		return;
	pthread_mutex_lock(&translation->mutex);
	if (!atomic_load(&translation->done))
		pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE);
	atomic_store_explicit(&translation->done, true, memory_order_release);
	pthread_mutex_unlock(&translation->mutex);
}

enum pattern_status pattern_search(const struct pattern *pattern, struct pattern_scratch *scratch, struct str text,
				   size_t offset, struct pattern_match *match)
{
	const char *bytes = text.ptr ? text.ptr : "";
	translate(pattern);
	int count = pcre2_match(pattern->code, (PCRE2_SPTR)bytes, text.nbytes, offset,
				pattern->any_bytes ? 0 : PCRE2_NO_UTF_CHECK, scratch->data, scratch->context);
	if (count < 0)
		return count == PCRE2_ERROR_NOMATCH ? PATTERN_NONE : PATTERN_GIVEN_UP;
	const PCRE2_SIZE *places = pcre2_get_ovector_pointer(scratch->data);
	*match = (struct pattern_match){0};
	for (int i = 0; i < (count ? count : PATTERN_MAX_GROUPS); i++)
		if (places[2 * i] != PCRE2_UNSET && places[2 * i + 1] >= places[2 * i])
			match->groups[i] = (struct str){bytes + places[2 * i], places[2 * i + 1] - places[2 * i]};
	return PATTERN_FOUND;
}

bool pattern_find(const struct pattern *pattern, struct pattern_scratch *scratch, struct str text, size_t offset,
		  struct pattern_match *match)
{
	return pattern_search(pattern, scratch, text, offset, match) == PATTERN_FOUND;
}
