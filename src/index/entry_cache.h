/* What was found in files, kept on disk from one start to the next: a second start looks at each file and reads only
 * those that are new or have changed.
 *
 * There is one file for each list of paths that is opened, in $XDG_CACHE_HOME/gouji (read/cache.h). It is good for this
 * very program, the person's own rules, forms and words, and the encoding that was forced. A report is known again by
 * its path, device, inode, size and times of change; one that changed within the last seconds before it was read is not
 * kept, for it could change again without a trace in its times, nor is one that a converter had a part in. Nothing
 * depends on it: what is damaged, of another version or not there is as if nothing had been kept. */
#ifndef GOUJI_INDEX_ENTRY_CACHE_H
#define GOUJI_INDEX_ENTRY_CACHE_H

#include <sys/stat.h>

#include "index/entry.h"

enum { ENTRY_CACHE_MIN_COUNT = 100 };    /* reading fewer takes no time */

struct entry_cache;

/* Where an entry goes. */
struct entry_memory {
	struct arena *arena;            /* what lives as long as the entry */
	struct names *names;
	struct arena *scratch;          /* used and emptied */
};

/* What tells one state of a file from all others. */
struct entry_key {
	uint64_t parts[2];
	bool settled;                   /* the file has not changed of late */
};

/* Reads what was kept for the paths; nothing else changes it, so that threads may share it. */
struct entry_cache *entry_cache_open(const struct knowledge *knowledge, const char *const *paths, size_t npaths);
void entry_cache_close(struct entry_cache *cache);
/* How many entries there are. */
size_t entry_cache_count(const struct entry_cache *cache);

/* The key of a file by its path and what stat() says of it: another one when it is another file or has changed. */
struct entry_key entry_cache_key(const struct entry_cache *cache, const char *path, const struct stat *file);
/* Makes the entry of a file anew (see entry_make), and appends what was kept of it to `kept`. False when nothing
 * was. */
bool entry_cache_find(const struct entry_cache *cache, struct entry_key key, const char *path,
		      const struct entry_memory *memory, struct index_entry *entry, struct strbuf *kept);
/* Appends an entry that was just made of `examiner` to `kept`, unless it is not to be kept. False then. */
bool entry_cache_append(struct entry_key key, const struct index_entry *entry, const struct examiner *examiner,
			struct strbuf *kept);
/* Keeps what was appended to `nparts` buffers, in the place of what was there. */
void entry_cache_store(const struct entry_cache *cache, const struct strbuf *const *parts, size_t nparts);

#endif
