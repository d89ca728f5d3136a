/* How long reports take to compare, and what is kept of each: bench_across [COUNT [FILE...]]
 * COUNT (100,000) made summaries: bodies of 500 counties over five years, a quarter of the texts from a template of the
 * county, one in twenty last year's. Then the same where all of them are one report, which no step may take amiss. For
 * each FILE (or the samples) the bytes of its summary, and how long making it takes. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/alloc.h"
#include "base/fold.h"
#include "check/across/across.h"
#include "check/across/sketch.h"
#include "index/walk.h"

enum { NYEARS = 5, NBODIES = 40, FIRST_YEAR = 2021, NROUNDS = 200 };

static struct knowledge knowledge;
static struct examiner *examiner;
static struct arena arena;

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static uint64_t random_of(uint64_t a, uint64_t b)
{
	return hash_mix(a * UINT64_C(0x9E3779B97F4A7C15) + hash_mix(b + 1));
}

/* Where the text of a report comes from: its own, its county's template, or last year's. */
static uint64_t text_seed(size_t body, size_t county, int year, bool own)
{
	if (!own && body % 4 == 0)
		return random_of(county, 1);
	return random_of(body, body % 20 == 1 ? 2 : (uint64_t)year);
}

static int compare_hashes(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return x < y ? -1 : x > y;
}

/* A summary of the examined sample with another identity, text and some other numbers. */
static const struct summary *make(const struct summary *pattern, size_t body, size_t county, int year)
{
	struct summary *made = arena_alloc(&arena, 1, summary_nbytes(pattern));
	memcpy(made, pattern, summary_nbytes(pattern));
	made->year = (unsigned)year & 0xFFF;
	made->file[0] = (uint32_t)random_of(body, (uint64_t)year);
	made->nshingles = 2000;
	uint8_t *bins = (uint8_t *)summary_bins(made);
	uint32_t *sentences = (uint32_t *)summary_sentences(made);
	for (size_t i = 0; i < SKETCH_NBINS; i++)
		bins[i] = (uint8_t)(random_of(text_seed(body, county, year, i % 3 == 0), i) % UINT8_MAX + 1);
	for (size_t i = 0; i < made->nsentences; i++)
		sentences[i] = (uint32_t)random_of(text_seed(body, county, year, i % 2 == 0), i + 100);
	qsort(sentences, made->nsentences, sizeof(*sentences), compare_hashes);
	return made;
}

static void measure(const char *what, const struct across_report *reports, size_t count, const struct roster *roster)
{
	static struct report report;
	struct findings findings = {0};
	struct across across;
	size_t nfindings = 0;
	double start = seconds();
	across_check(&across, &knowledge, reports, count, roster, NULL);
	double compared = seconds();
	for (size_t i = 0; i < count; i++) {
		if (!across_knows(&across, i))
			continue;
		across_find(&across, i, &report, &findings);
		nfindings += findings.nfailed[0] + findings.nfailed[1] + findings.nfailed[2];
	}
	printf("%-12s %zu reports: compared in %.2f s (%zu items), findings in %.2f s (%zu)\n", what, count,
	       compared - start, across.nitems, seconds() - compared, nfindings);
	findings_free(&findings);
	across_free(&across);
}

static void bench_many(const char *sample, size_t count)
{
	struct across_report *reports = alloc_zeroed(count + 1, sizeof(*reports));
	struct roster roster = {.path = "roster"};
	roster.lines = alloc_zeroed(count / NYEARS + 1, sizeof(*roster.lines));
	examiner_examine(examiner, sample);
	const struct summary *pattern = summary_make(&arena, examiner);
	for (size_t i = 0; i < count; i++) {
		size_t body = i / NYEARS, county = body / NBODIES;
		int year = FIRST_YEAR + (int)(i % NYEARS);
		char text[160];
		snprintf(text, sizeof(text), "第%zu县第%zu镇人民政府", county, body % NBODIES);
		reports[i].agency = arena_copy(&arena, str_from(text)).ptr;
		if (!(i % NYEARS))
			roster.lines[roster.count++] =
				(struct roster_line){str_from(reports[i].agency), 0, (uint32_t)body + 1};
		snprintf(text, sizeof(text), "reports/%d/%zu/%zu.txt", year, county, body);
		reports[i].path = path_keep(&arena, text, NULL, "");
		reports[i].summary = make(pattern, body, county, year);
	}
	measure("made", reports, count, &roster);
	for (size_t i = 0; i < count; i++)
		reports[i].summary = pattern;
	measure("one text", reports, count, &roster);
	for (size_t i = 0; i < count; i++)
		reports[i].agency = "城关镇人民政府", reports[i].path = (struct path){"reports/", "a.txt"};
	measure("one name", reports, count, &roster);
	free(roster.lines);
	free(reports);
}

static bool bench_file(void *context, const char *path)
{
	double *sums = context;
	examiner_examine(examiner, path);
	if (!report_is_checked(&examiner->report))
		return true;
	struct arena own = {0};
	const struct summary *summary = summary_make(&own, examiner);
	size_t nbytes = summary_nbytes(summary), ncells = summary->ncell_bytes;
	double start = seconds();
	for (size_t i = 0; i < NROUNDS; i++) {
		arena_reset(&own);
		summary_make(&own, examiner);
	}
	double each = (seconds() - start) / NROUNDS;
	sums[0] += 1, sums[1] += (double)nbytes, sums[2] += (double)ncells, sums[3] += each;
	arena_free(&own);
	return true;
}

static void cannot_read(void *context, const char *path, int error_number)
{
	(void)context;
	fprintf(stderr, "%s: %s\n", path, strerror(error_number));
}

int main(int argc, char **argv)
{
	size_t count = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : 100000;
	struct error error;
	double sums[4] = {0};
	if (!knowledge_load(&knowledge, &error)) {
		fprintf(stderr, "%s\n", error.text);
		return 2;
	}
	examiner = examiner_new(&knowledge);
	for (int i = 2; i < argc; i++)
		walk_files(argv[i], bench_file, cannot_read, sums);
	if (argc < 3)
		walk_files("data/samples", bench_file, cannot_read, sums);
	if (sums[0] > 0)
		printf("summaries: %.0f bytes each, %.0f of them cells; made in %.1f us\n", sums[1] / sums[0],
		       sums[2] / sums[0], sums[3] / sums[0] * 1e6);
	bench_many("data/samples/tingyu/2022-zf.txt", count);
	examiner_free(examiner);
	arena_free(&arena);
	knowledge_free(&knowledge);
	return 0;
}
