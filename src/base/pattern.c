#include "base/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/alloc.h"

enum {
	MAX_STEPS = 200000,             /* of one search: linear patterns take a few for each byte */
	MAX_DEPTH = 2000,
};

struct pattern {
	pcre2_code *code;
};

struct pattern_scratch {
	pcre2_match_data *data;
	pcre2_match_context *context;
};

struct pattern *pattern_compile(struct str expression, size_t *offset, struct error *error)
{
	int number;
	PCRE2_SIZE at = 0;
	PCRE2_UCHAR message[160];
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)expression.ptr, expression.nbytes, PCRE2_UTF | PCRE2_UCP, &number,
					 &at, NULL);
	if (offset)
		*offset = at;
	if (!code) {
		pcre2_get_error_message(number, message, sizeof(message));
		error_set(error, "%s", (const char *)message);
		return NULL;
	}
	/* Without a just-in-time compiler patterns are interpreted. */
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	struct pattern *pattern = alloc_zeroed(1, sizeof(*pattern));
	pattern->code = code;
	return pattern;
}

void pattern_free(struct pattern *pattern)
{
	if (!pattern)
		return;
	pcre2_code_free(pattern->code);
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
	scratch->data = pcre2_match_data_create(PATTERN_MAX_GROUPS, NULL);
	scratch->context = pcre2_match_context_create(NULL);
	if (!scratch->data || !scratch->context)
		alloc_fail();
	pcre2_set_match_limit(scratch->context, MAX_STEPS);
	pcre2_set_depth_limit(scratch->context, MAX_DEPTH);
	return scratch;
}

void pattern_scratch_free(struct pattern_scratch *scratch)
{
	if (!scratch)
		return;
	pcre2_match_data_free(scratch->data);
	pcre2_match_context_free(scratch->context);
	free(scratch);
}

bool pattern_find(const struct pattern *pattern, struct pattern_scratch *scratch, struct str text, size_t offset,
		  struct pattern_match *match)
{
	int count = pcre2_match(pattern->code, (PCRE2_SPTR)text.ptr, text.nbytes, offset, PCRE2_NO_UTF_CHECK,
				scratch->data, scratch->context);
	if (count < 0)
		return false;
	const PCRE2_SIZE *places = pcre2_get_ovector_pointer(scratch->data);
	*match = (struct pattern_match){0};
	for (int i = 0; i < (count ? count : PATTERN_MAX_GROUPS); i++)
		if (places[2 * i] != PCRE2_UNSET && places[2 * i + 1] >= places[2 * i])
			match->groups[i] = (struct str){text.ptr + places[2 * i], places[2 * i + 1] - places[2 * i]};
	return true;
}
