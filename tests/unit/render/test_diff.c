#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "render/diff.h"

static struct diff diff;

static int tear_down(void **state)
{
	diff_free(&diff);
	return 0;
}

static void make(const char *left, const char *right)
{
	uint64_t tokens[2][256];
	size_t count[2] = {strlen(left), strlen(right)};
	for (size_t i = 0; i < count[0]; i++)
		tokens[0][i] = (unsigned char)left[i];
	for (size_t i = 0; i < count[1]; i++)
		tokens[1][i] = (unsigned char)right[i];
	diff_make(&diff, tokens[0], count[0], tokens[1], count[1]);
}

/* "ab[c|xy]d" for what is the same and what stands for each other. */
static void describe(const char *left, const char *right, struct strbuf *out)
{
	for (size_t i = 0; i < diff.nruns; i++) {
		const struct diff_run *run = &diff.runs[i];
		if (run->same) {
			strbuf_append(out, (struct str){left + run->left, run->nleft});
			assert_memory_equal(left + run->left, right + run->right, run->nleft);
			assert_int_equal(run->nleft, run->nright);
			continue;
		}
		strbuf_printf(out, "[%.*s|%.*s]", (int)run->nleft, left + run->left, (int)run->nright,
			      right + run->right);
	}
}

static void assert_diff(const char *left, const char *right, size_t least, const char *expected)
{
	struct strbuf out = {0};
	make(left, right);
	if (least)
		diff_smooth(&diff, least);
	describe(left, right, &out);
	assert_string_equal(strbuf_text(&out), expected);
	strbuf_free(&out);
}

static void it_finds_what_is_common(void **state)
{
	assert_diff("", "", 0, "");
	assert_diff("abc", "abc", 0, "abc");
	assert_diff("", "abc", 0, "[|abc]");
	assert_diff("abc", "", 0, "[abc|]");
	assert_diff("abc", "xyz", 0, "[abc|xyz]");
	assert_diff("abcd", "abxcd", 0, "ab[|x]cd");
	assert_diff("abcdef", "abxyef", 0, "ab[cd|xy]ef");
	assert_diff("aabcc", "abccd", 0, "a[a|]bcc[|d]");
	assert_int_equal(diff_count_same(&diff), 4);
}

static void islands_are_smoothed(void **state)
{
	assert_diff("..abXcd..", "..uvXyz..", 0, "..[ab|uv]X[cd|yz]..");
	assert_diff("..abXcd..", "..uvXyz..", 2, "..[abXcd|uvXyz]..");
	assert_diff("..abXYcd..", "..uvXYyz..", 2, "..[ab|uv]XY[cd|yz]..");
	/* What is the same at the ends stays. */
	assert_diff("Xab", "Xcd", 2, "X[ab|cd]");
}

/* Random sequences: the runs cover both, what is the same is, and as much as a table of all would find. */
static void it_is_right_for_random_sequences(void **state)
{
	uint32_t seed = 7;
	for (int round = 0; round < 300; round++) {
		char texts[2][41];
		size_t best[42][42] = {0};
		for (size_t i = 0; i < 2; i++) {
			seed = seed * 1664525 + 1013904223;
			size_t nbytes = seed >> 8 & 31;
			for (size_t j = 0; j < nbytes; j++) {
				seed = seed * 1664525 + 1013904223;
				texts[i][j] = (char)('a' + (seed >> 16 & 3));
			}
			texts[i][nbytes] = '\0';
		}
		size_t nleft = strlen(texts[0]), nright = strlen(texts[1]), left = 0, right = 0;
		for (size_t i = nleft; i-- > 0;)
			for (size_t j = nright; j-- > 0;) {
				size_t skipped = best[i + 1][j] > best[i][j + 1] ? best[i + 1][j] : best[i][j + 1];
				best[i][j] = texts[0][i] == texts[1][j] ? best[i + 1][j + 1] + 1 : skipped;
			}
		make(texts[0], texts[1]);
		for (size_t i = 0; i < diff.nruns; i++) {
			assert_int_equal(diff.runs[i].left, left);
			assert_int_equal(diff.runs[i].right, right);
			assert_true(!i || diff.runs[i].same != diff.runs[i - 1].same);
			left += diff.runs[i].nleft;
			right += diff.runs[i].nright;
		}
		assert_int_equal(left, nleft);
		assert_int_equal(right, nright);
		assert_int_equal(diff_count_same(&diff), best[0][0]);
	}
}

/* Too long for a table: divided where a token is unique, and bounded where none is. */
static void long_sequences_are_divided(void **state)
{
	enum { COUNT = 20000 };
	uint64_t *left = calloc(COUNT, sizeof(*left)), *right = calloc(COUNT, sizeof(*right));
	for (size_t i = 0; i < COUNT; i++) {
		left[i] = i;
		right[i] = i % 100 == 50 ? COUNT + i : i;
	}
	/* A part that has moved: it is not found twice. */
	right[0] = COUNT * 2;
	right[COUNT - 1] = COUNT * 3;
	diff_make(&diff, left, COUNT, right, COUNT);
	assert_int_equal(diff_count_same(&diff), COUNT - COUNT / 100 - 2);
	for (size_t i = 0; i < COUNT; i++) {
		left[i] = i % 7;
		right[i] = i % 11 + 1;
	}
	diff_make(&diff, left, COUNT, right, COUNT);
	assert_int_equal(diff.nruns, 1);
	free(left);
	free(right);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(it_finds_what_is_common),
		cmocka_unit_test(islands_are_smoothed),
		cmocka_unit_test(it_is_right_for_random_sequences),
		cmocka_unit_test(long_sequences_are_divided),
	};
	return cmocka_run_group_tests(tests, NULL, tear_down);
}
