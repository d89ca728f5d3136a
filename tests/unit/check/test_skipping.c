/* Who does not want what passed is told all else: checks that leave out what nobody would see find the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/fold.h"
#include "check/examined.h"
#include "index/walk.h"

enum { NVARIANTS = 12 };

static struct examiner *all, *some;
static size_t nfiles, nfound;

static bool is_same(const struct finding *a, const struct finding *b)
{
	bool same = a->rule == b->rule && a->relation == b->relation && a->verdict == b->verdict &&
		    a->severity == b->severity && a->cause == b->cause && a->line == b->line &&
		    a->table == b->table && a->section == b->section && a->message == b->message &&
		    a->count == b->count && a->left == b->left && a->right == b->right && a->nargs == b->nargs &&
		    a->ncells == b->ncells && str_equal(a->quote, b->quote);
	for (size_t i = 0; same && i < a->nargs; i++)
		same = str_equal(a->args[i], b->args[i]);
	return same;
}

static void compare(const char *path, struct str text)
{
	examiner_examine_bytes(all, path, text);
	examiner_examine_bytes(some, path, text);
	const struct findings *full = &all->findings, *open = &some->findings;
	size_t n = 0;
	for (size_t i = 0; i < full->count; i++) {
		const struct finding *finding = &full->list[i];
		if (finding->verdict == VERDICT_PASS)
			continue;
		if (n == open->count || !is_same(finding, &open->list[n]))
			fail_msg("%s: line %u: %.*s is not the same", path, finding->line,
				 (int)finding->rule->id.nbytes, finding->rule->id.ptr);
		n++;
	}
	assert_int_equal(n, open->count);
	nfound += n;
}

/* Other numbers, words that are gone, a sentence that stands twice. */
static void damage(struct strbuf *text, uint64_t random)
{
	size_t at = hash_mix(random) % text->nbytes, nbytes = hash_mix(random + 1) % 60 + 1;
	for (size_t i = 0; i < text->nbytes && random % 3 == 0; i++) {
		bool digit = text->ptr[i] >= '0' && text->ptr[i] <= '9';
		if (digit && hash_mix(random + i) % 40 == 0)
			text->ptr[i] = (char)('0' + hash_mix(random - i) % 10);
	}
	nbytes = nbytes < text->nbytes - at ? nbytes : text->nbytes - at;
	if (random % 3 == 1) {
		memmove(text->ptr + at, text->ptr + at + nbytes, text->nbytes - at - nbytes);
		text->nbytes -= nbytes;
	} else if (random % 3 == 2) {
		struct strbuf copy = {0};
		strbuf_append(&copy, str_slice(strbuf_view(text), at, nbytes));
		strbuf_append(text, strbuf_view(&copy));
		strbuf_free(&copy);
	}
}

static bool take_file(void *context, const char *path)
{
	struct file file = {0};
	(void)context;
	if (file_read(&file, path) == FILE_OK && file.source.nbytes) {
		const struct str bytes = {file.source.bytes, file.source.nbytes};
		nfiles++;
		for (uint64_t i = 0; i <= NVARIANTS; i++) {
			struct strbuf text = {0};
			strbuf_append(&text, bytes);
			if (i)
				damage(&text, nfiles * NVARIANTS + i);
			compare(path, strbuf_view(&text));
			strbuf_free(&text);
		}
	}
	file_free(&file);
	return true;
}

static void take_fault(void *context, const char *path, int error_number)
{
	(void)context;
	fail_msg("%s: %s", path, strerror(error_number));
}

static void whole_and_damaged_files(void **state)
{
	(void)state;
	all = examiner_new(&known);
	some = examiner_new(&known);
	some->findings.skips_passes = true;
	walk_files(in_source_tree("data/samples"), take_file, take_fault, NULL);
	walk_files(in_source_tree("data/planted"), take_file, take_fault, NULL);
	assert_true(nfiles > 20 && nfound > 2000);
	examiner_free(all);
	examiner_free(some);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_and_damaged_files),
	};
	return cmocka_run_group_tests(tests, know, forget);
}
