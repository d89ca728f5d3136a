#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/alloc.h"
#include "load.h"

enum { MAX_NBYTES = 1 << 18 };

/* Directories that wait, taken by both threads. */
struct reading {
	load_take_bytes *take;
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	size_t npending, capacity, nbusy;
	uint64_t sum;
	char **pending;
};

static void push(struct reading *reading, const char *directory, const char *name)
{
	struct strbuf path = {0};
	strbuf_printf(&path, "%s/%s", directory, name);
	pthread_mutex_lock(&reading->mutex);
	reading->pending =
		alloc_grow(reading->pending, reading->npending, &reading->capacity, sizeof(*reading->pending));
	reading->pending[reading->npending++] = path.ptr;
	pthread_cond_signal(&reading->changed);
	pthread_mutex_unlock(&reading->mutex);
}

static void read_directory(struct reading *reading, const char *path, uint64_t *sum)
{
	static _Thread_local char bytes[MAX_NBYTES + LOAD_PADDING];
	DIR *directory = opendir(path);
	struct dirent *item;
	while (directory && (item = readdir(directory))) {
		if (item->d_name[0] == '.')
			continue;
		if (item->d_type == DT_DIR) {
			push(reading, path, item->d_name);
			continue;
		}
		int fd = openat(dirfd(directory), item->d_name, O_RDONLY);
		ssize_t nbytes = 0;
		while (fd >= 0 && (nbytes = read(fd, bytes, MAX_NBYTES)) > 0) {
			memset(bytes + nbytes, 0, LOAD_PADDING);
			*sum += reading->take ? reading->take((struct str){bytes, (size_t)nbytes}) : 0;
		}
		close(fd);
	}
	if (directory)
		closedir(directory);
}

static void *read_files(void *context)
{
	struct reading *reading = context;
	uint64_t sum = 0;
	pthread_mutex_lock(&reading->mutex);
	while (reading->npending || reading->nbusy) {
		if (!reading->npending) {
			pthread_cond_wait(&reading->changed, &reading->mutex);
			continue;
		}
		char *path = reading->pending[--reading->npending];
		reading->nbusy++;
		pthread_mutex_unlock(&reading->mutex);
		read_directory(reading, path, &sum);
		free(path);
		pthread_mutex_lock(&reading->mutex);
		reading->nbusy--;
		pthread_cond_broadcast(&reading->changed);
	}
	reading->sum += sum;
	pthread_mutex_unlock(&reading->mutex);
	return NULL;
}

double load_time_reading(const char *directory, load_take_bytes *take, uint64_t *sum)
{
	struct reading reading = {
		.take = take, .mutex = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};
	pthread_t other;
	double start = load_seconds();
	push(&reading, directory, ".");
	if (pthread_create(&other, NULL, read_files, &reading) != 0)
		return -1;
	read_files(&reading);
	pthread_join(other, NULL);
	free(reading.pending);
	*sum = reading.sum;
	return load_seconds() - start;
}
