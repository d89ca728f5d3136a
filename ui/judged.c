#include "ui/judged.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/fold.h"
#include "ui/app.h"

/* Agency and year of what was judged, as a number. */
static uint64_t report_hash(struct str agency, int year)
{
	struct strbuf text = {0};
	strbuf_printf(&text, "%d ", year);
	strbuf_append(&text, agency);
	uint64_t hash = fold_hash(FOLD_HASH_SEED, strbuf_view(&text));
	strbuf_free(&text);
	return hash;
}

static int compare_hashes(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return x < y ? -1 : x > y;
}

/* The reports that the store has something on. */
static void gather(struct app *app)
{
	const struct judgement **list;
	size_t count = store_list(app->store, &list);
	app->judged.hashes = alloc_array(count + 1, sizeof(*app->judged.hashes));
	for (size_t i = 0; i < count; i++)
		app->judged.hashes[i] = report_hash(list[i]->subject.agency, list[i]->subject.year);
	qsort(app->judged.hashes, count, sizeof(*app->judged.hashes), compare_hashes);
	app->judged.nhashes = count;
	app->judged.gathered = true;
	free(list);
}

bool judged_is_pending(const struct app *app)
{
	return app->store && (!app->judged.gathered ||
			      (app->judged.nhashes && app->judged.next < index_count(app->index)));
}

static struct index_judged count_judged(struct app *app, const struct opened *opened, const char *path)
{
	const struct findings *findings = opened_findings(opened);
	struct index_judged judged = {0};
	for (size_t i = 0; i < findings->count; i++) {
		if (!finding_is_open(&findings->list[i]))
			continue;
		struct subject subject = subject_of_finding(&findings->list[i], opened_report(opened), path,
							    app->options->language, &app->subject_place,
							    &app->subject_message);
		const struct judgement *judgement = store_find(app->store, &subject);
		judged.nconfirmed += judgement && judgement->kind == JUDGEMENT_CONFIRMED;
		judged.ndismissed[finding_level(&findings->list[i])] +=
			judgement && judgement->kind == JUDGEMENT_DISMISSED;
	}
	return judged;
}

static void set_judged(struct app *app, const struct index_entry *entry, struct index_judged judged)
{
	if (index_is_judged_so(app->index, entry, &judged))
		return;
	view_begin_change(app->view, entry);
	index_set_judged(app->index, entry, &judged);
	view_end_change(app->view, entry);
	app_keep_selection(app);
}

bool judged_count(struct app *app, const struct index_entry *entry)
{
	uint64_t hash = report_hash(str_from(index_entry_agency(entry)), entry->year);
	if (!entry->nrules || !app->judged.nhashes ||
	    !bsearch(&hash, app->judged.hashes, app->judged.nhashes, sizeof(hash), compare_hashes))
		return false;
	opened_open_at_once(&app->judged.opened, app->knowledge, app_path(app, entry));
	/* One that would have to be converted for this is counted when it is opened. */
	if (opened_is_put_off(&app->judged.opened))
		return true;
	beside_add_findings_of(app, entry, &app->judged.opened);
	char *absolute = realpath(app->judged.opened.path, NULL);
	set_judged(app, entry, count_judged(app, &app->judged.opened, absolute ? absolute : app->judged.opened.path));
	free(absolute);
	return true;
}

/* Some thousand entries that nobody judged, or one that has to be read. */
void judged_step(struct app *app)
{
	enum { MAX_ENTRIES = 2000 };
	if (!app->judged.gathered)
		gather(app);
	size_t count = index_count(app->index);
	for (size_t i = 0; i < MAX_ENTRIES && app->judged.nhashes && app->judged.next < count; i++)
		if (judged_count(app, index_at(app->index, app->judged.next++)))
			break;
}

void judged_count_shown(struct app *app)
{
	if (app->shown && app->store && !opened_is_put_off(&app->opened))
		set_judged(app, app->shown, count_judged(app, &app->opened, app->shown_path));
}

void judged_free(struct app *app)
{
	free(app->judged.hashes);
	opened_free(&app->judged.opened);
}
