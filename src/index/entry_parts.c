#include "index/entry_parts.h"

#include <stdalign.h>
#include <string.h>

#include "check/across/summary.h"

/* What a block holds; `newer` where entry->has_newer says so. */
struct parts {
	const char *agency;
	const struct summary *newer;
	const uint8_t *rules;
};

static struct parts parts_of(const struct index_entry *entry)
{
	struct parts parts = {.agency = entry->more};
	const char *at = entry->more;
	if (!entry->has_newer && !entry->nrules)
		return parts;
	memcpy(&parts.agency, at, sizeof(parts.agency));
	at += sizeof(parts.agency);
	if (entry->has_newer) {
		memcpy(&parts.newer, at, sizeof(parts.newer));
		at += sizeof(parts.newer);
	}
	parts.rules = entry->nrules ? (const uint8_t *)at : NULL;
	return parts;
}

/* The counts and flags of the entry are those of the parts. */
static void put_parts(struct index_entry *entry, struct arena *arena, const struct parts *parts)
{
	size_t newer_nbytes = entry->has_newer ? sizeof(parts->newer) : 0;
	entry->more = parts->agency;
	if (!entry->has_newer && !entry->nrules)
		return;
	char *block = arena_alloc_close(arena, sizeof(parts->agency) + newer_nbytes + entry->nrules, 1), *at = block;
	memcpy(at, &parts->agency, sizeof(parts->agency));
	at += sizeof(parts->agency);
	memcpy(at, &parts->newer, newer_nbytes);
	if (entry->nrules)
		memcpy(at + newer_nbytes, parts->rules, entry->nrules);
	entry->more = block;
}

void entry_put_name(struct index_entry *entry, struct arena *arena, struct str name, const char *agency,
		    const struct summary *summary)
{
	size_t nbefore = path_name_nbytes(name, agency), nbytes = summary ? summary_nbytes(summary) : 0;
	char *place = arena_alloc_behind(arena, nbefore, nbefore + nbytes, summary ? alignof(struct summary) : 1);
	entry->name = path_put_name(place, name, agency);
	entry->has_first = summary != NULL;
	if (summary)
		memcpy(place + nbefore, summary, nbytes);
}

void entry_set_agency(struct index_entry *entry, struct arena *arena, const char *agency)
{
	struct parts parts = parts_of(entry);
	parts.agency = agency;
	put_parts(entry, arena, &parts);
}

void entry_set_summary(struct index_entry *entry, struct arena *arena, const struct summary *summary)
{
	struct parts parts = parts_of(entry);
	parts.newer = summary;
	entry->has_newer = true;
	put_parts(entry, arena, &parts);
}

void entry_set_rules(struct index_entry *entry, struct arena *arena, const uint8_t *rules, size_t nrules, size_t nown)
{
	struct parts parts = parts_of(entry);
	parts.rules = rules;
	entry->nrules = (uint8_t)nrules;
	entry->nown_rules = (uint8_t)nown;
	put_parts(entry, arena, &parts);
}

void entry_clear_parts(struct index_entry *entry)
{
	entry->more = parts_of(entry).agency;
	entry->nrules = entry->nown_rules = 0;
	entry->has_first = entry->has_newer = false;
}

const char *index_entry_agency(const struct index_entry *entry)
{
	return parts_of(entry).agency;
}

void index_entry_append_title(const struct index_entry *entry, struct strbuf *out)
{
	const char *agency = index_entry_agency(entry);
	if (agency[0])
		strbuf_append_text(out, agency);
	else
		path_append_name(index_entry_path(entry), out);
}

const uint8_t *index_entry_rules(const struct index_entry *entry)
{
	return parts_of(entry).rules;
}

const struct summary *index_entry_summary(const struct index_entry *entry)
{
	if (entry->has_newer || !entry->has_first)
		return parts_of(entry).newer;
	return (const void *)(entry->name + strlen(entry->name) + 1);
}
