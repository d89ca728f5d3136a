/* How long the claims of the running text take, rule by rule, on one core: bench_claims [FILE...] Microseconds a report
 * (median of rounds), with the claims that were met in one. Without files it takes data/samples. */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "check/examine.h"
#include "check/kinds/claims.h"

enum { NROUNDS = 15, NREPEATS = 60, MAX_RULES = 256 };

struct bench {
	struct knowledge knowledge;
	struct examiner *examiner;
	struct findings findings;
	size_t nfiles, nbytes, nfindings[MAX_RULES];
	double sums[MAX_RULES];         /* seconds, medians summed over the files */
};

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int compare_numbers(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double measure(struct bench *bench, const struct check *check, const struct rule *rule)
{
	double times[NROUNDS];
	for (size_t round = 0; round < NROUNDS; round++) {
		double start = seconds();
		for (size_t i = 0; i < NREPEATS; i++) {
			findings_clear(&bench->findings);
			rule->kind->run(check, rule);
		}
		times[round] = (seconds() - start) / NREPEATS;
	}
	qsort(times, NROUNDS, sizeof(*times), compare_numbers);
	return times[NROUNDS / 2];
}

static void measure_file(struct bench *bench, const char *path)
{
	struct examiner *examiner = bench->examiner;
	examiner_examine(examiner, path);
	if (!report_is_checked(&examiner->report))
		return;
	const struct rules *rules = examiner->form->rules;
	struct check check = examiner_check(examiner, path);
	check.findings = &bench->findings;
	bench->nfiles++;
	bench->nbytes += examiner->prose.bytes.nbytes;
	for (size_t i = 0; i < rules->count; i++)
		if (rules->list[i].kind == &claims_kind) {
			bench->sums[i] += measure(bench, &check, &rules->list[i]);
			bench->nfindings[i] += bench->findings.count;
		}
}

static void print_table(const struct bench *bench)
{
	const struct rules *rules = bench->knowledge.rules;
	double sum = 0, n = (double)bench->nfiles;
	printf("%zu reports, %.0f bytes of prose in one\n%-10s %12s %10s\n", bench->nfiles, (double)bench->nbytes / n,
	       "", "us a report", "findings");
	for (size_t i = 0; i < rules->count; i++) {
		if (rules->list[i].kind != &claims_kind)
			continue;
		printf("%-10.*s %12.2f %10.2f\n", (int)rules->list[i].id.nbytes, rules->list[i].id.ptr,
		       bench->sums[i] * 1e6 / n, (double)bench->nfindings[i] / n);
		sum += bench->sums[i];
	}
	printf("%-10s %12.2f\n", "all", sum * 1e6 / n);
}

int main(int argc, char **argv)
{
	static struct bench bench;
	struct error error;
	glob_t found = {0};
	glob("data/samples/*/*.txt", 0, NULL, &found);
	char **paths = argc > 1 ? argv + 1 : found.gl_pathv;
	size_t npaths = argc > 1 ? (size_t)argc - 1 : found.gl_pathc;
	if (!knowledge_load(&bench.knowledge, &error)) {
		fprintf(stderr, "%s\n", error.text);
		return 1;
	}
	bench.examiner = examiner_new(&bench.knowledge);
	for (size_t i = 0; i < npaths; i++)
		measure_file(&bench, paths[i]);
	if (bench.nfiles)
		print_table(&bench);
	findings_free(&bench.findings);
	examiner_free(bench.examiner);
	knowledge_free(&bench.knowledge);
	globfree(&found);
	return bench.nfiles == 0;
}
