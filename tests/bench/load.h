/* How long programs take over a corpus. */
#ifndef GOUJI_TESTS_BENCH_LOAD_H
#define GOUJI_TESTS_BENCH_LOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum { LOAD_MAX_ROUNDS = 31 };

/* Wall times of one kind of run, in seconds. */
struct load_times {
	size_t count;
	double list[LOAD_MAX_ROUNDS];
};

double load_seconds(void);
void load_add_time(struct load_times *times, double seconds);
double load_median(const struct load_times *times);

/* Runs a program with its output into `output` (a path, or NULL for nowhere); -1 when it cannot be run, else the
 * seconds it took. */
double load_time_program(char *const *argv, const char *output);

/* What is done with the bytes of a file, behind which LOAD_PADDING zeros stand; its results are added up. */
typedef uint64_t load_take_bytes(struct str bytes);
enum { LOAD_PADDING = 64 };
/* Opens, reads and closes every file below `directory` in two threads; `take` may be NULL. */
double load_time_reading(const char *directory, load_take_bytes *take, uint64_t *sum);
/* The least that a reader of tables has to do with bytes: finds where cells end, reads the numbers, hashes what
 * may be labels and looks them up, and adds up. It knows no encoding, page, row or rule. */
load_take_bytes load_take_cells;

/* Seconds from starting the program in a terminal of 80x24 to the first screen that shows `expected`; -1 when it does
 * not come. */
double load_time_first_screen(char *const *argv, const char *expected);
/* Looks for a text in all files below `directory`, as the browser does; the seconds it took, without listing them, how
 * many files were searched (it stops at so many hits) and how many have it. */
double load_time_find(const char *directory, const char *text, size_t *nsearched, size_t *nmatching);
/* Seconds until the list of the browser holds all reports below `directory`; `cached`: with what the last start has
 * kept. */
double load_time_list(const char *directory, bool cached);
/* Prints the bytes resident for each file in an index of the directories. */
void load_print_memory(const char *const *directories, size_t ndirectories);

/* Compares the errors in a CSV file of `gouji check` with the key of the corpus; paths begin behind `prefix`. */
struct load_found {
	size_t nwanted, nfound;         /* in the key; of them found */
	size_t nothers;                 /* found, not in the key */
};
bool load_compare(const char *key, const char *csv, const char *prefix, struct load_found *found);

#endif
