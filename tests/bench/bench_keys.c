/* What keys cost in the browser: bytes written to the terminal, at two sizes, over the samples; and processor time,
 * over many reports (1,000, or $KEYS_REPORTS). Run from the root of the project; the program is $GOUJI, else
 * build/gouji. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "browser.h"
#include "cost.h"

struct step {
	const char *what;
	const char *before;             /* keys typed first, not counted */
	const char *key;
	size_t count;
};

static const struct step common_steps[] = {
	{"step down in the list, no scrolling", "g", "j", 10},
	{"step down in the list", "g", "j", 41},
	{"page down in the list", "g", "<PageDown>", 1},
	{"step down in the report, no scrolling", "<Enter>gl<Enter>g", "j", 10},
	{"step down in the report", "g", "j", 80},
	{"page down in the report", "g", "<PageDown>", 4},
	{"page up in the report", "G", "<PageUp>", 4},
	{"next finding", "g", "n", 6},
	{"from the report to the list", "g", "<Backspace>", 1},
	{"from the list to the report", "", "<Enter>", 1},
	{"from the report to the outline", "", "h", 1},
};

/* Where the table is wider than its pane. */
static const struct step steps_in_wide_table[] = {
	{"column to the right", "<Enter>n^", ")", 3},
	{"column to the left", "$", "(", 3},
	{"last column", "^", "$", 1},
	{"step down in a wide table", "{{{}}}^", "j", 40},
	{"page down in a wide table", "{{{}}}^", "<PageDown>", 1},
};

static void measure_bytes(void **state, int nrows, int ncols, const struct step *steps, size_t nsteps)
{
	struct terminal *t = browser_start_samples(state, nrows, ncols);

	printf("%dx%d:%42s%8s%8s%8s%8s\n", ncols, nrows, "mean", "median", "most", "rows", "text");
	for (size_t i = 0; i < nsteps; i++) {
		struct cost cost;

		terminal_type(t, steps[i].before);
		terminal_wait_idle(t, 300);
		cost = cost_measure(t, steps[i].key, steps[i].count);
		printf("  %-38s%8zu%8zu%8zu%8zu%8zu\n", steps[i].what, cost.mean, cost.median, cost.most, cost.rows,
		       cost.text);
	}
	browser_quit(t);
}

/* ---- Processor time ---- */

/* Many reports under "d": names of a few files. */
static void make_many(void **state, int count)
{
	char name[64], sample[64];
	static const char *const samples[] = {"2022-huaizhu", "2023-jyj", "2023-zf", "2024-zf"};

	for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
		snprintf(sample, sizeof sample, "tingyu/%s.txt", samples[i]);
		browser_copy_sample(state, sample, samples[i], NULL, NULL);
	}
	for (int i = 0; i < count; i++) {
		snprintf(name, sizeof name, "d/%03d/%06d.txt", i % 100, i);
		browser_link(state, samples[i % 4], name);
	}
}

/* The program's process: the only child of this one. 0 where the system does not tell. */
static long find_child(void)
{
	char path[64];
	long pid = 0;
	FILE *file;

	snprintf(path, sizeof path, "/proc/self/task/%ld/children", (long)getpid());
	file = fopen(path, "r");
	if (file == NULL)
		return 0;
	if (fscanf(file, "%ld", &pid) != 1)
		pid = 0;
	fclose(file);
	return pid;
}

/* Nanoseconds that its main thread has been running. */
static double read_cpu_ns(long pid)
{
	char path[64];
	double ns = 0;
	FILE *file;

	snprintf(path, sizeof path, "/proc/%ld/schedstat", pid);
	file = fopen(path, "r");
	if (file == NULL || fscanf(file, "%lf", &ns) != 1)
		ns = 0;
	if (file != NULL)
		fclose(file);
	return ns;
}

static void measure_time(void **state, int nfiles)
{
	static const struct {
		const char *what, *before, *keys;
		int nkeys;              /* in `keys` */
	} timed[] = {
		{"step down in the list", "g", "jjjjj", 5},
		{"page down and up in the list", "g", "<PageDown><PageUp>", 2},
		{"step down and up in the report", "<Enter>g", "jk", 2},
		{"page down and up in the report", "g", "<PageDown><PageUp>", 2},
	};
	enum { NROUNDS = 150 };
	static const struct terminal_options plain = {0};
	char loaded[64];
	struct terminal *t;
	long pid;

	make_many(state, nfiles);
	t = browser_start(state, &plain, browser_path(state, "d"), NULL);
	snprintf(loaded, sizeof loaded, "%d files", nfiles);
	terminal_wait_text(t, loaded, 600 * 1000);
	terminal_wait_gone(t, "loading ...", 600 * 1000);
	terminal_wait_idle(t, 3000);
	pid = find_child();
	printf("%d reports, 80x24:%30s\n", nfiles, "ms for a key");
	for (size_t i = 0; pid != 0 && i < sizeof timed / sizeof timed[0]; i++) {
		double before;

		terminal_type(t, timed[i].before);
		terminal_wait_idle(t, 500);
		before = read_cpu_ns(pid);
		for (int round = 0; round < NROUNDS; round++)
			terminal_type(t, timed[i].keys);
		printf("  %-38s%8.3f\n", timed[i].what,
		       (read_cpu_ns(pid) - before) / 1e6 / NROUNDS / timed[i].nkeys);
	}
	browser_quit(t);
}

int main(void)
{
	const char *count = getenv("KEYS_REPORTS");
	void *state;

	if (browser_setup(&state) != 0)
		return 1;
	measure_bytes(&state, 24, 80, common_steps, sizeof common_steps / sizeof common_steps[0]);
	measure_bytes(&state, 50, 200, common_steps, sizeof common_steps / sizeof common_steps[0]);
	measure_bytes(&state, 24, 40, steps_in_wide_table, sizeof steps_in_wide_table / sizeof steps_in_wide_table[0]);
	measure_time(&state, count != NULL ? atoi(count) : 1000);
	return browser_teardown(&state);
}
