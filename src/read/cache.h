/* Texts that programs made of files, and what was found in files, kept between runs, in $XDG_CACHE_HOME/gouji (or
 * ~/.cache/gouji). Nothing depends on it: whatever goes wrong with it is as if nothing had been kept. Threads may share
 * a cache. */
#ifndef GOUJI_READ_CACHE_H
#define GOUJI_READ_CACHE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/str.h"

/* Zero-initialise it, or open it. Without a directory it keeps nothing. */
struct cache {
	char *directory;
};

/* Names what a converter made of a file as it was at one time. */
struct cache_key {
	uint64_t parts[2];
};

/* Finds the directory; it is made when something is first kept. */
void cache_open(struct cache *cache);
void cache_close(struct cache *cache);

/* `converter_line` says which program ran with which arguments. */
struct cache_key cache_key_of(const struct stat *file, struct str converter_line);
/* Appends what was kept to `out`; false, with `out` as it was, when nothing was, when it is damaged or somebody
 * else's. */
bool cache_load(const struct cache *cache, struct cache_key key, struct strbuf *out);
/* Keeps bytes. */
void cache_store(const struct cache *cache, struct cache_key key, struct str bytes);
/* Removes the files that were kept longest ago until all together take `max_nbytes` at the most; nothing but those. */
void cache_trim(const struct cache *cache, uint64_t max_nbytes);

#endif
