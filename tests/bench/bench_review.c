/* What a store of verdicts costs: opening a large one, looking findings up in it, and saving one verdict:
 * bench_review [COUNT]
 * COUNT is how many verdicts it holds, 100000 by default. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "review/database.h"
#include "review/store_parts.h"

enum { NLOOKUPS = 1000000, NSAVES = 50 };

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Seven findings a report, 22 rules' worth of places. */
static struct subject subject_of(uint64_t number, struct strbuf *agency)
{
	strbuf_clear(agency);
	strbuf_printf(agency, "汀榆县槐渚镇人民政府%" PRIu64, number / 7);
	return (struct subject){
		.fingerprint = number * 0x9E3779B97F4A7C15u,
		.year = 2022,
		.agency = strbuf_view(agency),
		.path = STR("/srv/reports/2022/tingyu/huaizhu.txt"),
		.rule = STR("T3-BAL"),
		.place = number % 2 ? STR("requests/natural") : STR("requests/total"),
		.message = STR("一、本年新收 1 + 二、上年结转 0 = 1 ≠ （七）总计 2 + 四、结转下年 0 = 2，差 -1"),
	};
}

static bool fill(const char *path, uint64_t count)
{
	struct error error;
	struct strbuf agency = {0}, uid = {0};
	int64_t id;
	struct database *database = database_open(path, DATABASE_WRITE, &database_schema, NULL, &error);
	bool good = database && database_begin(database, &error);
	for (uint64_t i = 0; good && i < count; i++) {
		struct change change = {.judgement = {.subject = subject_of(i, &agency), .kind = JUDGEMENT_CONFIRMED}};
		strbuf_clear(&uid);
		strbuf_printf(&uid, "0123456789abcdef-%" PRIu64, i);
		change.uid = strbuf_view(&uid);
		change.judgement.author = STR("zhang@host");
		change.judgement.time = 1700000000 + (int64_t)i;
		good = database_append(database, &change, &id, &error);
	}
	good = good && database_commit(database, &error);
	database_close(database);
	strbuf_free(&agency);
	strbuf_free(&uid);
	return good;
}

static void measure(struct store *store, uint64_t count)
{
	struct strbuf agency = {0};
	struct error error;
	size_t nfound = 0, nsaved = 0;
	double start = seconds();
	for (uint64_t i = 0; i < NLOOKUPS; i++) {
		struct subject subject = subject_of(i * 7919 % (2 * count), &agency);
		nfound += store_find(store, &subject) != NULL;
	}
	printf("  look up           %8.0f ns (%zu of %d found; made-up names included)\n",
	       (seconds() - start) / NLOOKUPS * 1e9, nfound, NLOOKUPS);
	start = seconds();
	for (uint64_t i = 0; i < NSAVES; i++) {
		struct subject subject = subject_of(3 * count + i, &agency);
		nsaved += store_judge(store, &subject, JUDGEMENT_DISMISSED, &error);
	}
	printf("  save one          %8.2f ms (%zu of %d saved)\n", (seconds() - start) / NSAVES * 1e3, nsaved, NSAVES);
	strbuf_free(&agency);
}

int main(int argc, char **argv)
{
	uint64_t count = argc > 1 ? strtoull(argv[1], NULL, 10) : 100000;
	char directory[] = "/tmp/gouji-bench.XXXXXX", path[64];
	struct error error;
	if (!count || !mkdtemp(directory))
		return 2;
	snprintf(path, sizeof(path), "%s/verdicts.db", directory);
	if (!fill(path, count))
		return 2;
	double start = seconds();
	struct store *store = store_open(&(struct store_options){.path = path, .author = "li@host"}, &error);
	double passed = seconds() - start;
	size_t nbytes = store->mirror.arena.total_nbytes + 2 * store->mirror.nbuckets * sizeof(void *);
	printf("  open              %8.1f ms (%" PRIu64 " verdicts, %.0f bytes each in memory)\n", passed * 1e3, count,
	       (double)nbytes / (double)count);
	measure(store, count);
	store_close(store);
	unlink(path);
	rmdir(directory);
	return 0;
}
