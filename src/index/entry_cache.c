#include "index/entry_cache.h"

#include <stdlib.h>
#include <time.h>

#include "base/alloc.h"
#include "base/fold.h"
#include "check/across/summary.h"
#include "index/entry_parts.h"
#include "read/cache.h"

enum {
	VERSION = 1,                    /* of the records */
	SETTLED_SECONDS = 2,            /* times of files are as coarse as that on some systems */
	MAX_TOTAL_NBYTES = 256 * 1024 * 1024, /* of all that is kept, converted texts included */
};

/* An entry as it is kept; agency, rules and summary stand behind it. Read and written as a whole by the same
 * program. */
struct record {
	uint64_t key[2];
	int32_t nrequests, nlawsuits;
	int16_t year;
	uint16_t nfailed[SEVERITY_NLEVELS];
	uint16_t agency_nbytes, summary_nbytes;
	uint8_t nrules, body_nbytes, state, all_zero, has_unread;
};

struct entry_cache {
	const struct knowledge *knowledge;
	struct cache cache;
	struct cache_key key;
	time_t opened;
	struct strbuf bytes;            /* records */
	size_t count;
	size_t capacity;                /* of the table, a power of two, or 0 */
	uint32_t *table;                /* offsets of records plus one, by their keys; 0 for a free place */
};

/* ---- Reading ---- */

static size_t record_nbytes(const struct record *record)
{
	return sizeof(*record) + record->agency_nbytes + record->nrules + record->summary_nbytes;
}

/* The record at the beginning of `bytes`; false when it does not fit in there. */
static bool take_record(struct str bytes, struct record *record)
{
	if (bytes.nbytes < sizeof(*record))
		return false;
	memcpy(record, bytes.ptr, sizeof(*record));
	return record_nbytes(record) <= bytes.nbytes;
}

static size_t first_place(const struct entry_cache *cache, uint64_t key)
{
	return (size_t)key & (cache->capacity - 1);
}

/* Puts all records into the table. False when they do not fill the bytes. */
static bool make_table(struct entry_cache *cache)
{
	struct str rest = strbuf_view(&cache->bytes);
	struct record record;
	for (; take_record(rest, &record); rest = str_slice(rest, record_nbytes(&record), rest.nbytes))
		cache->count++;
	if (rest.nbytes || cache->bytes.nbytes >= UINT32_MAX)
		return false;
	for (cache->capacity = 16; cache->capacity < cache->count * 2; cache->capacity *= 2)
		;
	cache->table = alloc_zeroed(cache->capacity, sizeof(*cache->table));
	for (rest = strbuf_view(&cache->bytes); take_record(rest, &record);
	     rest = str_slice(rest, record_nbytes(&record), rest.nbytes)) {
		size_t place = first_place(cache, record.key[0]);
		while (cache->table[place])
			place = (place + 1) & (cache->capacity - 1);
		cache->table[place] = (uint32_t)(rest.ptr - cache->bytes.ptr) + 1;
	}
	return true;
}

/* What the entries depend on beside their files. False when the system does not tell which program this is. */
static bool find_key(struct entry_cache *cache, const char *const *paths, size_t npaths)
{
	struct stat program;
	struct strbuf line = {0};
	if (stat("/proc/self/exe", &program) < 0)
		return false;
	strbuf_printf(&line, "entries %d %zu %llx %d", VERSION, sizeof(struct record),
		      (unsigned long long)cache->knowledge->stamp, (int)cache->knowledge->forced_encoding);
	for (size_t i = 0; i < npaths; i++) {
		char *absolute = realpath(paths[i], NULL);
		strbuf_printf(&line, "\n%s\n%s", paths[i], absolute ? absolute : "");
		free(absolute);
	}
	cache->key = cache_key_of(&program, strbuf_view(&line));
	strbuf_free(&line);
	return true;
}

struct entry_cache *entry_cache_open(const struct knowledge *knowledge, const char *const *paths, size_t npaths)
{
	struct entry_cache *cache = alloc_zeroed(1, sizeof(*cache));
	cache->knowledge = knowledge;
	cache->opened = time(NULL);
	if (!find_key(cache, paths, npaths))
		return cache;
	cache_open(&cache->cache);
	if (cache_load(&cache->cache, cache->key, &cache->bytes) && !make_table(cache)) {
		strbuf_clear(&cache->bytes);
		cache->count = 0;
	}
	return cache;
}

void entry_cache_close(struct entry_cache *cache)
{
	if (!cache)
		return;
	cache_close(&cache->cache);
	strbuf_free(&cache->bytes);
	free(cache->table);
	free(cache);
}

size_t entry_cache_count(const struct entry_cache *cache)
{
	return cache->count;
}

/* ---- Looking up ---- */

struct entry_key entry_cache_key(const struct entry_cache *cache, const char *path, const struct stat *file)
{
	struct entry_key key;
	const uint64_t numbers[] = {
		(uint64_t)file->st_dev, (uint64_t)file->st_ino, (uint64_t)file->st_size, (uint64_t)file->st_mtim.tv_sec,
		(uint64_t)file->st_mtim.tv_nsec, (uint64_t)file->st_ctim.tv_sec, (uint64_t)file->st_ctim.tv_nsec,
	};
	key.parts[0] = hash_bytes(str_from(path));
	key.parts[1] = ~key.parts[0];
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		key.parts[0] = hash_mix(key.parts[0] ^ numbers[i]) + i;
		key.parts[1] = hash_mix(key.parts[1] + numbers[i]) ^ i;
	}
	time_t latest = file->st_mtim.tv_sec > file->st_ctim.tv_sec ? file->st_mtim.tv_sec : file->st_ctim.tv_sec;
	key.settled = latest + SETTLED_SECONDS < cache->opened;
	return key;
}

/* Makes the entry of a record. False when something of it cannot be. */
static bool make_entry(const struct entry_cache *cache, const struct record *record, const char *rest,
		       const char *path, const struct entry_memory *memory, struct index_entry *entry)
{
	struct str agency = {rest, record->agency_nbytes}, rules = {rest + agency.nbytes, record->nrules};
	const struct str bytes = {rules.ptr + rules.nbytes, record->summary_nbytes};
	const struct summary *summary = summary_copy(memory->scratch, cache->knowledge, bytes);
	bool sound = summary && record->state < REPORT_NSTATES && record->body_nbytes <= agency.nbytes &&
		     !memchr(agency.ptr, '\0', agency.nbytes);
	for (size_t i = 0; i < rules.nbytes; i++)
		sound = sound && (unsigned char)rules.ptr[i] < cache->knowledge->rules->count;
	if (!sound)
		return false;
	*entry = entry_start(memory->arena, memory->names, path, agency, summary);
	entry_set_rules(entry, memory->arena, (const uint8_t *)rules.ptr, rules.nbytes, rules.nbytes);
	entry->nrequests = record->nrequests;
	entry->nlawsuits = record->nlawsuits;
	entry->year = record->year;
	memcpy(entry->nfailed, record->nfailed, sizeof(entry->nfailed));
	entry->body_nbytes = record->body_nbytes;
	entry->state = record->state;
	entry->all_zero = record->all_zero;
	entry->has_unread = record->has_unread;
	return true;
}

bool entry_cache_find(const struct entry_cache *cache, struct entry_key key, const char *path,
		      const struct entry_memory *memory, struct index_entry *entry, struct strbuf *kept)
{
	size_t place = cache->capacity ? first_place(cache, key.parts[0]) : 0;
	for (; cache->capacity && cache->table[place]; place = (place + 1) & (cache->capacity - 1)) {
		size_t offset = cache->table[place] - 1;
		struct str bytes = str_slice(strbuf_view(&cache->bytes), offset, SIZE_MAX);
		struct record record;
		if (!take_record(bytes, &record) || memcmp(record.key, key.parts, sizeof(record.key)) != 0)
			continue;
		bool made = make_entry(cache, &record, bytes.ptr + sizeof(record), path, memory, entry);
		arena_reset(memory->scratch);
		if (made)
			strbuf_append(kept, str_slice(bytes, 0, record_nbytes(&record)));
		return made;
	}
	return false;
}

/* ---- Keeping ---- */

bool entry_cache_append(struct entry_key key, const struct index_entry *entry, const struct examiner *examiner,
			struct strbuf *kept)
{
	const struct summary *summary = index_entry_summary(entry);
	struct str agency = str_from(index_entry_agency(entry));
	size_t summary_bytes = summary ? summary_nbytes(summary) : 0;
	/* Without a text of its own it was converted, or not read. */
	if (!key.settled || !examiner->file.source.text.nbytes || !summary_bytes || summary_bytes > UINT16_MAX ||
	    agency.nbytes > UINT16_MAX)
		return false;
	struct record record;
	memset(&record, 0, sizeof(record)); /* the gaps between members are written too */
	memcpy(record.key, key.parts, sizeof(record.key));
	record.nrequests = entry->nrequests;
	record.nlawsuits = entry->nlawsuits;
	record.year = entry->year;
	memcpy(record.nfailed, entry->nfailed, sizeof(record.nfailed));
	record.agency_nbytes = (uint16_t)agency.nbytes;
	record.summary_nbytes = (uint16_t)summary_bytes;
	record.nrules = entry->nown_rules;
	record.body_nbytes = entry->body_nbytes;
	record.state = entry->state;
	record.all_zero = entry->all_zero;
	record.has_unread = entry->has_unread;
	strbuf_append(kept, (struct str){(const char *)&record, sizeof(record)});
	strbuf_append(kept, agency);
	strbuf_append(kept, (struct str){(const char *)index_entry_rules(entry), record.nrules});
	strbuf_append(kept, (struct str){(const char *)summary, summary_bytes});
	return true;
}

void entry_cache_store(const struct entry_cache *cache, const struct strbuf *const *parts, size_t nparts)
{
	struct strbuf all = {0};
	for (size_t i = 0; i < nparts; i++)
		strbuf_append(&all, strbuf_view(parts[i]));
	cache_store(&cache->cache, cache->key, strbuf_view(&all));
	cache_trim(&cache->cache, MAX_TOTAL_NBYTES);
	strbuf_free(&all);
}
