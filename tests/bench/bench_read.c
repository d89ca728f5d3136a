/* How fast reports are read, on one core: bench_read [FILE...]
 * The text reader alone, the recogniser on top of it, the checks, and the whole examiner from path to findings, beside
 * `wc -m` over the same bytes, counting their characters in this program, and opening, reading and closing the files.
 * Without files it takes data/samples. Rounds of all of them take turns; what is printed are medians. Link it with the
 * library. */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "check/check.h"
#include "check/examine.h"
#include "read/text.h"
#include "tests/bench/file.h"
#include "tests/bench/wc.h"

enum { NROUNDS = 5, NREPEATS = 40 };

struct sample {
	const char *path;
	struct strbuf text;
	struct report report;
};

struct bench {
	size_t count, nbytes;
	struct sample *samples;
	struct knowledge knowledge;
	struct examiner *examiner;
	struct recogniser recogniser;
	struct document document;
	struct report report;
	struct findings findings;
	size_t sum;                     /* of what was found: so that no work is left out */
};

static void open_and_read(struct bench *bench, struct sample *sample)
{
	static struct strbuf bytes;
	bench->sum += file_read_bytes(sample->path, &bytes);
}

static void count_characters(struct bench *bench, struct sample *sample)
{
	bench->sum += utf8_count(strbuf_view(&sample->text));
}

static void ignore_block(void *context, const struct block *block)
{
	*(size_t *)context += block->ncells;
}

static void read_blocks(struct bench *bench, struct sample *sample)
{
	text_read_blocks(strbuf_view(&sample->text), &(struct block_sink){ignore_block, &bench->sum});
}

static void take_block(void *context, const struct block *block)
{
	recogniser_take(context, block);
}

static void recognise(struct bench *bench, struct sample *sample)
{
	bench->recogniser.document = &bench->document;
	recogniser_begin(&bench->recogniser, &bench->report, strbuf_view(&sample->text));
	text_read_blocks(strbuf_view(&sample->text), &(struct block_sink){take_block, &bench->recogniser});
	recogniser_finish(&bench->recogniser, sample->path);
	bench->sum += bench->report.nheadings;
}

static void check(struct bench *bench, struct sample *sample)
{
	struct rules rules = *knowledge_current_form(&bench->knowledge)->rules;
	rules.count = 0; /* rules that are code need the text: bench_check times them */
	check_report(&(struct check){.rules = &rules, .report = &sample->report, .findings = &bench->findings});
	bench->sum += bench->findings.count;
}

static void examine(struct bench *bench, struct sample *sample)
{
	examiner_examine(bench->examiner, sample->path);
	bench->sum += bench->examiner->findings.count;
}

static const struct task {
	const char *name;
	void (*work)(struct bench *bench, struct sample *sample);
} tasks[] = {
	{"count characters", count_characters}, {"open, read, close", open_and_read}, {"text reader", read_blocks},
	{"read and recognise", recognise},      {"relations alone", check},               {"whole examiner", examine},
};

enum { NTASKS = sizeof(tasks) / sizeof(*tasks) };

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double run(struct bench *bench, const struct task *task)
{
	double start = seconds();
	for (size_t i = 0; i < NREPEATS; i++)
		for (size_t j = 0; j < bench->count; j++)
			task->work(bench, &bench->samples[j]);
	return (seconds() - start) / NREPEATS;
}

static int compare_numbers(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double time_wc(const struct bench *bench)
{
	struct strbuf all = {0};
	for (size_t i = 0; i < bench->count; i++)
		strbuf_append(&all, strbuf_view(&bench->samples[i].text));
	double time = wc_seconds(strbuf_view(&all));
	strbuf_free(&all);
	return time;
}

static void print_line(const struct bench *bench, const char *name, double time, double base)
{
	printf("%-20s %10.1f %12.1f %8.2f\n", name, (double)bench->nbytes / 1e6 / time,
	       time * 1e6 / (double)bench->count, time / base);
}

static void print_table(const struct bench *bench, double times[NTASKS][NROUNDS])
{
	for (size_t i = 0; i < NTASKS; i++)
		qsort(times[i], NROUNDS, sizeof(double), compare_numbers);
	double wc = time_wc(bench), base = wc > 0 ? wc : times[0][NROUNDS / 2];
	printf("%zu files, %zu bytes\n%-20s %10s %12s %8s\n", bench->count, bench->nbytes, "", "MB/s", "us a report",
	       "ratio");
	if (wc > 0)
		print_line(bench, "wc -m", wc, base);
	for (size_t i = 0; i < NTASKS; i++)
		print_line(bench, tasks[i].name, times[i][NROUNDS / 2], base);
}

/* Only reports in the form in force take part: the others are read twice. */
static void add_sample(struct bench *bench, const char *path)
{
	struct sample sample = {.path = path};
	examiner_examine(bench->examiner, path);
	if (bench->examiner->form != knowledge_current_form(&bench->knowledge) || !file_read_bytes(path, &sample.text))
		return;
	sample.report = bench->examiner->report;
	bench->nbytes += sample.text.nbytes;
	bench->samples[bench->count++] = sample;
}

static bool prepare(struct bench *bench, char **paths, size_t npaths)
{
	struct error error;
	if (!knowledge_load(&bench->knowledge, &error))
		return false;
	const struct form *form = knowledge_current_form(&bench->knowledge);
	bench->examiner = examiner_new(&bench->knowledge);
	bench->recogniser.format = form->format;
	bench->recogniser.labels = form->labels;
	bench->recogniser.words = &bench->knowledge.words;
	bench->samples = alloc_zeroed(npaths + 1, sizeof(*bench->samples));
	for (size_t i = 0; i < npaths; i++)
		add_sample(bench, paths[i]);
	return bench->count > 0;
}

int main(int argc, char **argv)
{
	static struct bench bench;
	static double times[NTASKS][NROUNDS];
	glob_t found = {0};
	glob("data/samples/*/*.txt", 0, NULL, &found);
	bool given = argc > 1;
	if (!prepare(&bench, given ? argv + 1 : found.gl_pathv, given ? (size_t)argc - 1 : found.gl_pathc)) {
		fprintf(stderr, "no reports to read\n");
		return 1;
	}
	for (size_t round = 0; round < NROUNDS; round++)
		for (size_t i = 0; i < NTASKS; i++)
			times[i][round] = run(&bench, &tasks[i]);
	print_table(&bench, times);
	for (size_t i = 0; i < bench.count; i++)
		strbuf_free(&bench.samples[i].text);
	free(bench.samples);
	findings_free(&bench.findings);
	examiner_free(bench.examiner);
	document_free(&bench.document);
	knowledge_free(&bench.knowledge);
	globfree(&found);
	return bench.sum == 0;
}
