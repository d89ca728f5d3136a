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

/* What the first search makes of a pattern: machine code, which takes longer than all else of it, and where it was
 * deferred what that is translated from. */
struct compiled {
	pthread_mutex_t mutex;
	atomic_bool done;               /* nothing changes any more */
	pcre2_code *code;               /* NULL before, and where the expression is wrong */
};

struct pattern {
	struct compiled *compiled;
	struct str expression;          /* of one that is deferred */
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

/* NULL with the number of the fault and the byte where it is. */
static pcre2_code *compile(struct str expression, unsigned options, int *fault, size_t *at)
{
	uint32_t flags = PCRE2_UTF | PCRE2_UCP | (options & PATTERN_ANY_CASE ? PCRE2_CASELESS : 0) |
			 (options & PATTERN_ANY_BYTES ? PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C : 0);
	pcre2_general_context *memory = new_memory();
	pcre2_compile_context *context = pcre2_compile_context_create(memory);
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)expression.ptr, expression.nbytes, flags, fault, at, context);
	pcre2_compile_context_free(context);
	pcre2_general_context_free(memory);
	return code;
}

static struct pattern *new_pattern(pcre2_code *code)
{
	struct pattern *pattern = alloc_zeroed(1, sizeof(*pattern));
	pattern->compiled = alloc_zeroed(1, sizeof(*pattern->compiled));
	pattern->compiled->code = code;
	pthread_mutex_init(&pattern->compiled->mutex, NULL);
	return pattern;
}

struct pattern *pattern_compile(struct str expression, size_t *offset, struct error *error)
{
	return pattern_compile_with(expression, 0, offset, error);
}

struct pattern *pattern_compile_with(struct str expression, unsigned options, size_t *offset, struct error *error)
{
	int fault;
	size_t at = 0;
	PCRE2_UCHAR message[160];
	pcre2_code *code = compile(expression, options, &fault, &at);
	if (offset)
		*offset = at;
	if (!code) {
		pcre2_get_error_message(fault, message, sizeof(message));
		error_set(error, "%s", (const char *)message);
		return NULL;
	}
	struct pattern *pattern = new_pattern(code);
	pattern->any_bytes = options & PATTERN_ANY_BYTES;
	return pattern;
}

struct pattern *pattern_defer(struct str expression)
{
	struct pattern *pattern = new_pattern(NULL);
	pattern->expression = expression;
	return pattern;
}

void pattern_free(struct pattern *pattern)
{
	if (!pattern)
		return;
	pcre2_code_free(pattern->compiled->code);
	pthread_mutex_destroy(&pattern->compiled->mutex);
	free(pattern->compiled);
	free(pattern);
}

/* Without a just-in-time compiler patterns are interpreted. No search is under way while the code changes: all wait. */
static const pcre2_code *prepare(const struct pattern *pattern)
{
	struct compiled *compiled = pattern->compiled;
	if (atomic_load_explicit(&compiled->done, memory_order_acquire))
		return compiled->code;
	pthread_mutex_lock(&compiled->mutex);
	if (!atomic_load(&compiled->done)) {
		int fault;
		size_t at;
		if (!compiled->code)
			compiled->code = compile(pattern->expression, 0, &fault, &at);
		if (compiled->code)
			pcre2_jit_compile(compiled->code, PCRE2_JIT_COMPLETE);
		atomic_store_explicit(&compiled->done, true, memory_order_release);
	}
	pthread_mutex_unlock(&compiled->mutex);
	return compiled->code;
}

unsigned pattern_find_group(const struct pattern *pattern, const char *name)
{
	const pcre2_code *code = pattern->expression.ptr ? prepare(pattern) : pattern->compiled->code;
	int number = code ? pcre2_substring_number_from_name(code, (PCRE2_SPTR)name) : 0;
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

enum pattern_status pattern_search(const struct pattern *pattern, struct pattern_scratch *scratch, struct str text,
				   size_t offset, struct pattern_match *match)
{
	const char *bytes = text.ptr ? text.ptr : "";
	const pcre2_code *code = prepare(pattern);
	if (!code)
		return PATTERN_NONE;
	int count = pcre2_match(code, (PCRE2_SPTR)bytes, text.nbytes, offset,
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
