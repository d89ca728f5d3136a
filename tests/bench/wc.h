/* What `wc -m` takes for the same bytes in the same character set: the yardstick for the readers. */
#ifndef GOUJI_TESTS_BENCH_WC_H
#define GOUJI_TESTS_BENCH_WC_H

#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/str.h"

enum { WC_NBYTES = 64 * 1000 * 1000, WC_NROUNDS = 5 };

static double wc_run(FILE *input)
{
	char name[] = "wc", option[] = "-m", locale[] = "LC_ALL=C.UTF-8", path[] = "PATH=/usr/bin:/bin";
	char *arguments[] = {name, option, NULL}, *environment[] = {locale, path, NULL};
	struct timespec start, end;
	posix_spawn_file_actions_t actions;
	pid_t child;
	int status = 0;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, fileno(input), STDIN_FILENO);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	(void)lseek(fileno(input), 0, SEEK_SET);
	clock_gettime(CLOCK_MONOTONIC, &start);
	bool ran = posix_spawnp(&child, name, &actions, NULL, arguments, environment) == 0 &&
		   waitpid(child, &status, 0) == child && status == 0;
	clock_gettime(CLOCK_MONOTONIC, &end);
	posix_spawn_file_actions_destroy(&actions);
	return ran ? (double)(end.tv_sec - start.tv_sec) + (double)(end.tv_nsec - start.tv_nsec) / 1e9 : -1;
}

/* The seconds that `wc -m` takes for `bytes`, from its start to its end: the best of some rounds over a file that holds
 * them so often that starting it does not count. Negative when it cannot be run. */
static double wc_seconds(struct str bytes)
{
	double best = -1;
	size_t ncopies = WC_NBYTES / (bytes.nbytes + 1) + 1;
	FILE *file = tmpfile();
	bool written = file != NULL;
	for (size_t i = 0; written && i < ncopies; i++)
		written = fwrite(bytes.ptr, 1, bytes.nbytes, file) == bytes.nbytes;
	if (written && fflush(file) == 0) {
		for (int i = 0; i < WC_NROUNDS; i++) {
			double time = wc_run(file);
			if (time >= 0 && (best < 0 || time < best))
				best = time;
		}
	}
	if (file)
		fclose(file);
	return best < 0 ? best : best / (double)ncopies;
}

#endif
