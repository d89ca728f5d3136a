/* Measures loading and checking of a corpus against other ways to read the same files, in interleaved rounds, and
 * prints one table.
 *
 *     load [-f] [-r ROUNDS] GOUJI CORPUS         CORPUS was made by corpus; -f: search alone */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/str.h"
#include "load.h"

enum { MAX_NTHOUSANDS = 1000 };

enum run { RUN_READ, RUN_CELLS, RUN_RG, RUN_TABLES, RUN_ALL, RUN_LIST, RUN_LIST_AGAIN, NRUNS };

static const char *const run_names[NRUNS] = {
	"open, read and close, two threads", "the same, cells found and added up", "rg -c 总计",
	"gouji check, tables and structure", "gouji check, every rule",
	"browser's list, every rule", "browser's list, second start"};

struct bench {
	char *gouji, *corpus;
	struct strbuf reports, rules, output, key;
	size_t rounds;
	bool search_alone;
	size_t nthousands;
	char *thousands[MAX_NTHOUSANDS]; /* directories of a thousand reports each, in order */
	size_t nreports;
	struct load_times times[NRUNS];
};

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void find_thousands(struct bench *bench)
{
	DIR *directory = opendir(strbuf_text(&bench->reports));
	struct dirent *item;
	while (directory && (item = readdir(directory)) && bench->nthousands < MAX_NTHOUSANDS) {
		struct strbuf path = {0};
		if (item->d_name[0] == '.')
			continue;
		strbuf_printf(&path, "%s/%s", strbuf_text(&bench->reports), item->d_name);
		bench->thousands[bench->nthousands++] = path.ptr;
	}
	if (directory)
		closedir(directory);
	qsort(bench->thousands, bench->nthousands, sizeof(*bench->thousands), compare_names);
	bench->nreports = bench->nthousands * 1000;
}

/* Rules of the program that look at more than tables and structure are switched off in a file of changes. */
static void write_rules(struct bench *bench)
{
	struct strbuf command = {0};
	strbuf_printf(&command,
		      "'%s' rules --format=csv | awk -F, 'NR > 1 && $1 !~ /^(T[234]|N|S)-(BAL|SUB|ROW|BOUND|SUM|VALID|"
		      "BLANK|LOST|SPLIT|SEC|TBL)$/ { print \"change \" $1 \"\\n  off\" }' >'%s'",
		      bench->gouji, strbuf_text(&bench->rules));
	if (system(strbuf_text(&command)) != 0)
		fprintf(stderr, "load: the rules could not be listed\n");
	strbuf_free(&command);
}

static double time_run(struct bench *bench, enum run run)
{
	char *reports = bench->reports.ptr;
	uint64_t sum;
	switch (run) {
	case RUN_READ:
		return load_time_reading(reports, NULL, &sum);
	case RUN_CELLS:
		return load_time_reading(reports, load_take_cells, &sum);
	case RUN_RG:
		return load_time_program((char *[]){"rg", "-c", "总计", reports, NULL}, NULL);
	case RUN_TABLES:
		return load_time_program(
			(char *[]){bench->gouji, "check", "--format=csv", "--rules", bench->rules.ptr, reports, NULL},
			strbuf_text(&bench->output));
	case RUN_LIST:
	case RUN_LIST_AGAIN:
		return load_time_list(reports, run == RUN_LIST_AGAIN);
	default:
		return load_time_program((char *[]){bench->gouji, "check", "--format=csv", reports, NULL}, NULL);
	}
}

static void print_runs(const struct bench *bench)
{
	double rg = load_median(&bench->times[RUN_RG]), bare = load_median(&bench->times[RUN_READ]);
	printf("%-36s %10s %10s %8s %8s\n", "", "s", "us/report", "of rg", "of read");
	for (int run = 0; run < NRUNS; run++) {
		double time = load_median(&bench->times[run]);
		if (time < 0) {
			printf("%-36s skipped: not installed\n", run_names[run]);
			continue;
		}
		printf("%-*s %10.3f %10.2f ", run == RUN_RG ? 40 : 36, run_names[run], time,
		       time * 1e6 / (double)bench->nreports);
		if (rg > 0)
			printf("%8.2f ", time / rg);
		else
			printf("%8s ", "-");
		printf("%8.2f\n", time / bare);
	}
}

/* The same for 1,000 reports, 2,000, 5,000 … */
static void print_curve(struct bench *bench)
{
	static const size_t sizes[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
	printf("tables and structure by number of reports, us for each:");
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes) && sizes[i] <= bench->nthousands; i++) {
		struct load_times times = {0};
		char **argv = alloc_zeroed(sizes[i] + 6, sizeof(*argv));
		argv[0] = bench->gouji;
		argv[1] = "check";
		argv[2] = "--rules";
		argv[3] = bench->rules.ptr;
		memcpy(argv + 4, bench->thousands, sizes[i] * sizeof(*argv));
		for (size_t round = 0; round < bench->rounds; round++)
			load_add_time(&times, load_time_program(argv, NULL));
		printf(" %zu: %.1f", sizes[i] * 1000, load_median(&times) * 1e3 / (double)sizes[i]);
		free(argv);
	}
	printf("\n");
}

/* What a run costs that has nothing to read. */
static void print_start(struct bench *bench)
{
	struct load_times times = {0};
	struct strbuf empty = {0};
	strbuf_printf(&empty, "%s/empty", bench->corpus);
	mkdir(strbuf_text(&empty), 0777);
	for (size_t round = 0; round < bench->rounds; round++)
		load_add_time(&times, load_time_program((char *[]){bench->gouji, "check", empty.ptr, NULL}, NULL));
	printf("start, with nothing to read: %.1f ms\n", load_median(&times) * 1e3);
	rmdir(strbuf_text(&empty));
	strbuf_free(&empty);
}

static void print_first_screen(struct bench *bench)
{
	struct load_times one = {0}, all = {0};
	for (size_t round = 0; round < bench->rounds; round++) {
		load_add_time(&one, load_time_first_screen(
			(char *[]){bench->gouji, "--lang", "en", bench->thousands[0], NULL}, "files"));
		load_add_time(&all, load_time_first_screen(
			(char *[]){bench->gouji, "--lang", "en", bench->reports.ptr, NULL}, "files"));
	}
	printf("first screen of 1000 reports: %.1f ms; of all: %.1f ms\n", load_median(&one) * 1e3,
	       load_median(&all) * 1e3);
}

/* A text that no file has, one of usual characters that none has, one that some have, one that all have. rg has less
 * to do for its result: it counts lines, and knows neither GB18030 nor pages; but it also walks through the
 * directories. */
static void print_search(struct bench *bench)
{
	static const char *const texts[] = {"鼹鼠", "不予公开的理由", "教育局", "行政复议"};
	printf("%-36s %10s %10s %8s %10s\n", "search of all text", "s", "rg -c, s", "of rg", "files with");
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct load_times own = {0}, rg = {0};
		size_t nsearched = 0, nmatching = 0;
		for (size_t round = 0; round < bench->rounds; round++) {
			load_add_time(&own, load_time_find(bench->reports.ptr, texts[i], &nsearched, &nmatching));
			load_add_time(
				&rg, load_time_program(
					     (char *[]){"rg", "-c", (char *)texts[i], bench->reports.ptr, NULL}, NULL));
		}
		/* It stops at so many hits, and rg does not. */
		double share = nsearched ? (double)bench->nreports / (double)nsearched : 1;
		printf("  %-40s %10.3f %10.3f %8.2f %7zu of %zu\n", texts[i], load_median(&own), load_median(&rg),
		       load_median(&own) * share / load_median(&rg), nmatching, nsearched);
	}
}

static int run_bench(struct bench *bench)
{
	struct load_found found;
	if (bench->search_alone) {
		print_search(bench);
		return 0;
	}
	/* In a process where nothing was loaded before. */
	load_print_memory((const char *const *)bench->thousands, bench->nthousands);
	/* The first start with a cache fills it. */
	char *corpus = realpath(bench->corpus, NULL);
	setenv("XDG_CACHE_HOME", corpus ? corpus : "", 1);
	free(corpus);
	load_time_list(bench->reports.ptr, true);
	for (size_t round = 0; round < bench->rounds; round++)
		for (int run = 0; run < NRUNS; run++)
			load_add_time(&bench->times[run], time_run(bench, (enum run)run));
	printf("%zu reports, medians of %zu rounds\n", bench->nreports, bench->rounds);
	print_runs(bench);
	print_curve(bench);
	print_start(bench);
	print_first_screen(bench);
	print_search(bench);
	strbuf_append_text(&bench->reports, "/");
	if (!load_compare(strbuf_text(&bench->key), strbuf_text(&bench->output), strbuf_text(&bench->reports), &found))
		return 1;
	printf("errors: %zu in the key, %zu of them found, %zu others\n", found.nwanted, found.nfound, found.nothers);
	return found.nfound != found.nwanted || found.nothers;
}

int main(int argc, char **argv)
{
	static struct bench bench = {.rounds = 5};
	int option;
	while ((option = getopt(argc, argv, "fr:")) != -1) {
		bench.search_alone |= option == 'f';
		if (option == 'r')
			bench.rounds = strtoul(optarg, NULL, 10);
	}
	if (optind + 2 != argc || !bench.rounds || bench.rounds > LOAD_MAX_ROUNDS) {
		fprintf(stderr, "usage: load [-f] [-r ROUNDS] GOUJI CORPUS\n");
		return 2;
	}
	bench.gouji = argv[optind];
	bench.corpus = argv[optind + 1];
	strbuf_printf(&bench.reports, "%s/reports", bench.corpus);
	strbuf_printf(&bench.rules, "%s/tables.rules", bench.corpus);
	strbuf_printf(&bench.output, "%s/found.csv", bench.corpus);
	strbuf_printf(&bench.key, "%s/key", bench.corpus);
	find_thousands(&bench);
	write_rules(&bench);
	int status = run_bench(&bench);
	for (size_t i = 0; i < bench.nthousands; i++)
		free(bench.thousands[i]);
	strbuf_free(&bench.reports);
	strbuf_free(&bench.rules);
	strbuf_free(&bench.output);
	strbuf_free(&bench.key);
	return status;
}
