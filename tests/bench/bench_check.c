/* How long checking takes, by group of rules, and how long localisation takes where relations failed.
 *
 *     bench_check [FILE...]      (the sample reports by default) */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "check/check.h"
#include "check/examine.h"
#include "check/relation.h"

enum { NREPEATS = 200, NROUNDS = 5, NGROUPS = 32 };

/* Times are sums over the reports, in microseconds for one. */
struct bench {
	size_t nreports, nfailed;
	struct knowledge knowledge;
	struct examiner *examiner;
	struct check check;             /* of the report that is examined */
	struct str groups[NGROUPS];     /* what ids of rules begin with */
	size_t ngroups;
	double group_times[NGROUPS], check_time, clean_time, failed_time, longest;
	size_t sum;                     /* of what was found: so that no work is left out */
};

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* T3 of T3-BAL. */
static struct str group_of(const struct rule *rule)
{
	return str_slice(rule->id, 0, str_find(rule->id, STR("-")));
}

static void find_groups(struct bench *bench)
{
	const struct rules *rules = knowledge_current_form(&bench->knowledge)->rules;
	for (size_t i = 0; i < rules->count; i++) {
		bool known = false;
		for (size_t j = 0; j < bench->ngroups; j++)
			known |= str_equal(bench->groups[j], group_of(&rules->list[i]));
		if (!known && bench->ngroups < NGROUPS)
			bench->groups[bench->ngroups++] = group_of(&rules->list[i]);
	}
}

/* The rules of one group on the report. */
static void check_group(struct bench *bench, size_t group)
{
	const struct rules *rules = bench->check.rules;
	findings_clear(bench->check.findings);
	for (size_t i = 0; i < rules->count; i++) {
		const struct rule *rule = &rules->list[i];
		if (rule->off || !str_equal(group_of(rule), bench->groups[group]))
			continue;
		for (size_t j = rule->first_relation; j < (size_t)rule->first_relation + rule->nrelations; j++)
			bench->sum += relation_evaluate(&rules->relations[j], bench->check.report).holds;
		if (rule->kind && rule->kind->run)
			rule->kind->run(&bench->check, rule);
	}
	bench->sum += bench->check.findings->count;
}

static void check_all(struct bench *bench, size_t group)
{
	(void)group;
	check_report(&bench->check);
	bench->sum += bench->check.findings->count;
}

static void localise_all(struct bench *bench, size_t group)
{
	(void)group;
	examiner_localise(bench->examiner);
	bench->sum += bench->examiner->repairs.count;
}

/* The best of the rounds, in microseconds. */
static double time_work(struct bench *bench, void (*work)(struct bench *bench, size_t group), size_t group)
{
	double best = 1e9;
	for (size_t round = 0; round < NROUNDS; round++) {
		double start = seconds();
		for (size_t i = 0; i < NREPEATS; i++)
			work(bench, group);
		double time = (seconds() - start) * 1e6 / NREPEATS;
		best = time < best ? time : best;
	}
	return best;
}

static bool some_relation_failed(const struct findings *findings)
{
	for (size_t i = 0; i < findings->count; i++)
		if (finding_is_open(&findings->list[i]) && findings->list[i].relation)
			return true;
	return false;
}

static void time_localise(struct bench *bench, const char *path)
{
	const struct repairs *repairs = &bench->examiner->repairs;
	const char *slash = strrchr(path, '/');
	double time = time_work(bench, localise_all, 0);
	if (!some_relation_failed(bench->check.findings)) {
		bench->clean_time += time;
		return;
	}
	printf("  %-32.32s %12.2f %8u %8zu%s\n", slash ? slash + 1 : path, time, repairs->nnodes, repairs->count,
	       repairs->exceeded ? " cut off" : "");
	bench->nfailed++;
	bench->failed_time += time;
	bench->longest = time > bench->longest ? time : bench->longest;
}

static void time_report(struct bench *bench, const char *path)
{
	struct examiner *examiner = bench->examiner;
	examiner_examine(examiner, path);
	if (!report_is_checked(&examiner->report))
		return;
	bench->check = examiner_check(examiner, path);
	bench->nreports++;
	for (size_t i = 0; i < bench->ngroups; i++)
		bench->group_times[i] += time_work(bench, check_group, i);
	bench->check_time += time_work(bench, check_all, 0);
	time_localise(bench, path);
}

static void print_means(const struct bench *bench)
{
	double nreports = (double)bench->nreports, nfailed = (double)bench->nfailed;
	printf("  %-32s %12.2f\n", "mean where a relation failed", nfailed > 0 ? bench->failed_time / nfailed : 0);
	printf("  %-32s %12.2f\n", "longest", bench->longest);
	printf("  %-32s %12.2f\n", "mean of the others",
	       nreports > nfailed ? bench->clean_time / (nreports - nfailed) : 0);
	printf("%-34s %12s\n", "check, mean of a report", "us");
	for (size_t i = 0; i < bench->ngroups; i++)
		printf("  rules %-26.*s %12.2f\n", (int)bench->groups[i].nbytes, bench->groups[i].ptr,
		       bench->group_times[i] / nreports);
	printf("  %-32s %12.2f\n%zu reports\n", "check_report", bench->check_time / nreports, bench->nreports);
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
	find_groups(&bench);
	bench.examiner = examiner_new(&bench.knowledge);
	printf("%-34s %12s %8s %8s\n", "localise", "us", "changes", "repairs");
	for (size_t i = 0; i < npaths; i++)
		time_report(&bench, paths[i]);
	if (bench.nreports)
		print_means(&bench);
	examiner_free(bench.examiner);
	knowledge_free(&bench.knowledge);
	globfree(&found);
	return bench.sum == 0;
}
