#include "read/cache.h"

#include <dirent.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/fold.h"
#include "base/io.h"
#include "base/places.h"

/* Part of every key: another number makes what older versions kept unreachable. */
#define FORMAT_VERSION 1
#define MAGIC "gouji cache\n"

enum { MAX_NBYTES = 64 * 1024 * 1024 };

/* A file begins with this; the bytes follow. */
struct header {
	char magic[sizeof(MAGIC) - 1];
	uint32_t version;
	uint64_t key[2];
	uint64_t nbytes;
	uint64_t hash;
};

void cache_open(struct cache *cache)
{
	struct strbuf path = {0};
	cache->directory = places_append(PLACE_CACHE, &path) ? alloc_copy_text(strbuf_text(&path)) : NULL;
	strbuf_free(&path);
}

void cache_close(struct cache *cache)
{
	free(cache->directory);
	cache->directory = NULL;
}

static uint64_t hash_number(uint64_t seed, uint64_t number)
{
	char bytes[sizeof(number)];
	memcpy(bytes, &number, sizeof(bytes));
	return fold_hash(seed, (struct str){bytes, sizeof(bytes)});
}

struct cache_key cache_key_of(const struct stat *file, struct str converter_line)
{
	struct cache_key key;
	const uint64_t numbers[] = {
		FORMAT_VERSION, (uint64_t)file->st_dev, (uint64_t)file->st_ino, (uint64_t)file->st_size,
		(uint64_t)file->st_mtim.tv_sec, (uint64_t)file->st_mtim.tv_nsec, converter_line.nbytes,
	};
	for (size_t i = 0; i < 2; i++) {
		uint64_t hash = hash_number(FOLD_HASH_SEED, i);
		for (size_t j = 0; j < sizeof(numbers) / sizeof(numbers[0]); j++)
			hash = hash_number(hash, numbers[j]);
		key.parts[i] = fold_hash(hash, converter_line);
	}
	return key;
}

static void append_name(const struct cache *cache, struct cache_key key, struct strbuf *path)
{
	strbuf_printf(path, "%s/%016" PRIx64 "%016" PRIx64, cache->directory, key.parts[0], key.parts[1]);
}

static struct header header_of(struct cache_key key, struct str bytes)
{
	struct header header;
	memset(&header, 0, sizeof(header)); /* the gaps between members are written too */
	memcpy(header.magic, MAGIC, sizeof(header.magic));
	header.version = FORMAT_VERSION;
	header.key[0] = key.parts[0];
	header.key[1] = key.parts[1];
	header.nbytes = bytes.nbytes;
	header.hash = fold_hash(FOLD_HASH_SEED, bytes);
	return header;
}

static bool read_all(int fd, char *bytes, size_t nbytes)
{
	for (ssize_t got; nbytes; bytes += got, nbytes -= (size_t)got)
		if ((got = io_read(fd, bytes, nbytes)) <= 0)
			return false;
	return true;
}

/* Reads an open cache file and compares it with the header that its bytes ought to have. What somebody else has written
 * is nothing that was kept. */
static bool load(int fd, struct cache_key key, struct strbuf *out)
{
	struct stat info;
	struct header header;
	if (fstat(fd, &info) < 0 || !S_ISREG(info.st_mode) || info.st_uid != geteuid() ||
	    !read_all(fd, (char *)&header, sizeof(header)) || header.nbytes > MAX_NBYTES ||
	    (uint64_t)info.st_size != sizeof(header) + header.nbytes)
		return false;
	size_t nbytes = (size_t)header.nbytes;
	char *bytes = alloc_array(nbytes + 1, 1);
	bool good = read_all(fd, bytes, nbytes);
	if (good) {
		struct header expected = header_of(key, (struct str){bytes, nbytes});
		good = memcmp(&header, &expected, sizeof(header)) == 0;
	}
	if (good)
		strbuf_append(out, (struct str){bytes, nbytes});
	free(bytes);
	return good;
}

bool cache_load(const struct cache *cache, struct cache_key key, struct strbuf *out)
{
	struct strbuf path = {0};
	if (!cache->directory)
		return false;
	append_name(cache, key, &path);
	int fd = open(strbuf_text(&path), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	strbuf_free(&path);
	if (fd < 0)
		return false;
	bool good = load(fd, key, out);
	close(fd);
	return good;
}

/* A file under a name that no other process or thread takes: none may see a file before it is whole. */
static int open_new(struct strbuf *path)
{
	struct timespec now;
	clock_gettime(CLOCK_REALTIME, &now);
	strbuf_printf(path, ".%ld.%ld.%" PRIxPTR, (long)getpid(), now.tv_nsec, (uintptr_t)path);
	return open(strbuf_text(path), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
}

void cache_store(const struct cache *cache, struct cache_key key, struct str bytes)
{
	struct strbuf path = {0}, fresh = {0};
	if (!cache->directory || bytes.nbytes > MAX_NBYTES)
		return;
	append_name(cache, key, &path);
	append_name(cache, key, &fresh);
	(void)places_make(cache->directory);
	int fd = open_new(&fresh);
	if (fd >= 0) {
		struct header header = header_of(key, bytes);
		bool good = io_write(fd, (struct str){(const char *)&header, sizeof(header)}) && io_write(fd, bytes);
		good = close(fd) == 0 && good;
		if (!good || rename(strbuf_text(&fresh), strbuf_text(&path)) < 0)
			(void)unlink(strbuf_text(&fresh));
	}
	strbuf_free(&path);
	strbuf_free(&fresh);
}

/* A file of the cache, for cache_trim. */
struct kept_file {
	char *name;
	uint64_t nbytes;
	struct timespec stored;
};

static int compare_ages(const void *a, const void *b)
{
	const struct timespec *x = &((const struct kept_file *)a)->stored, *y = &((const struct kept_file *)b)->stored;
	if (x->tv_sec != y->tv_sec)
		return x->tv_sec < y->tv_sec ? -1 : 1;
	return x->tv_nsec < y->tv_nsec ? -1 : x->tv_nsec > y->tv_nsec;
}

/* Whether a file has a name that append_name or open_new has made. Others are not ours: a person may have put them
 * there, or a link in the place of the directory. */
static bool is_own_name(const char *name)
{
	size_t ndigits = strspn(name, "0123456789abcdef");
	return ndigits == 2 * 16 && (!name[ndigits] || name[ndigits] == '.');
}

/* Lists the cache's own files of the directory, the oldest first; `*total` is what they take together. */
static struct kept_file *list_files(DIR *directory, size_t *count, uint64_t *total)
{
	struct kept_file *files = NULL;
	struct dirent *item;
	size_t capacity = 0;
	*count = 0;
	*total = 0;
	while ((item = readdir(directory))) {
		struct stat info;
		if (!is_own_name(item->d_name) ||
		    fstatat(dirfd(directory), item->d_name, &info, AT_SYMLINK_NOFOLLOW) < 0 || !S_ISREG(info.st_mode))
			continue;
		files = alloc_grow(files, *count, &capacity, sizeof(*files));
		files[(*count)++] =
			(struct kept_file){alloc_copy_text(item->d_name), (uint64_t)info.st_size, info.st_mtim};
		*total += (uint64_t)info.st_size;
	}
	if (*count)
		qsort(files, *count, sizeof(*files), compare_ages);
	return files;
}

void cache_trim(const struct cache *cache, uint64_t max_nbytes)
{
	DIR *directory = cache->directory ? opendir(cache->directory) : NULL;
	uint64_t total;
	size_t count;
	if (!directory)
		return;
	struct kept_file *files = list_files(directory, &count, &total);
	for (size_t i = 0; i < count; i++) {
		if (total > max_nbytes && unlinkat(dirfd(directory), files[i].name, 0) == 0)
			total -= files[i].nbytes;
		free(files[i].name);
	}
	free(files);
	closedir(directory);
}
