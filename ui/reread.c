#include "ui/reread_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/alloc.h"
#include "index/ahead.h"
#include "index/walk.h"
#include "index/watch.h"
#include "ui/app.h"

static int64_t now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * (int64_t)1000 + now.tv_nsec / 1000000;
}

bool reread_find_state(const char *path, struct file_state *state)
{
	struct stat info;
	*state = (struct file_state){0};
	if (stat(path, &info) != 0)
		return errno != ENOENT && errno != ENOTDIR;
	*state = (struct file_state){
		.device = (uint64_t)info.st_dev,
		.number = (uint64_t)info.st_ino,
		.nbytes = (uint64_t)info.st_size,
		.modified = info.st_mtim,
	};
	return true;
}

static bool is_same(const struct file_state *a, const struct file_state *b)
{
	return a->device == b->device && a->number == b->number && a->nbytes == b->nbytes &&
	       a->modified.tv_sec == b->modified.tv_sec && a->modified.tv_nsec == b->modified.tv_nsec;
}

void reread_update_entry(struct app *app, const struct index_entry *entry, const struct opened *opened)
{
	const struct index_found found = beside_found(app, entry);
	view_begin_change(app->view, entry);
	bool matters = index_update(app->index, entry, opened->examiner, &found);
	view_end_change(app->view, entry);
	app_keep_selection(app);
	if (matters)
		beside_mark_stale(app);
	rules_reload_note_read(app, app_path(app, entry));
}

/* ---- What has happened, in a line ---- */

/* A name where one file is all there is to tell of, else how many they are. */
static void append_count(struct app *app, size_t count, const char *label, struct strbuf *out)
{
	const struct reread *reread = &app->reread;
	if (!count)
		return;
	if (out->nbytes)
		strbuf_append_text(out, tr(app_catalog(app), "; "));
	strbuf_append_text(out, tr(app_catalog(app), label));
	if (reread->nchanged + reread->nnew + reread->ngone == 1)
		strbuf_append_text(out, reread->name);
	else
		strbuf_printf(out, "%zu", count);
}

static void tell(struct app *app)
{
	struct reread *reread = &app->reread;
	struct strbuf text = {0};
	if (reread->shown_changed)
		reread_append_changes(app, &text);
	append_count(app, reread->nchanged, N_("changed: "), &text);
	append_count(app, reread->nnew, N_("new: "), &text);
	append_count(app, reread->ngone, N_("deleted: "), &text);
	if (watch_take_overflow(reread->watch)) {
		strbuf_append_text(&text, text.nbytes ? tr(app_catalog(app), "; ") : "");
		strbuf_append_text(&text, tr(app_catalog(app), "more files changed than could be followed"));
	}
	if (text.nbytes)
		app_say(app, strbuf_text(&text));
	strbuf_free(&text);
	free(reread->name);
	reread->name = NULL;
	reread->nchanged = reread->nnew = reread->ngone = 0;
	reread->shown_changed = false;
}

/* Unless another report is open meanwhile, or it was given up. */
static void read_asked(struct app *app, struct ahead *ahead)
{
	if (!app->shown || ahead_is_cancelled(ahead) || strcmp(app->opened.path, ahead_path(ahead)) != 0)
		return;
	opened_take_conversion(&app->opened, app->knowledge, ahead);
	reread_read_shown(app);
	tell(app);
}

void reread_shown(struct app *app)
{
	if (!app_open_selected(app))
		return;
	if (opening_is_awaited(app))
		return;
	if (opening_convert(app, app->opened.path, read_asked)) {
		opening_say(app);
		return;
	}
	reread_read_shown(app);
	tell(app);
}

/* ---- Other files ---- */

static void count_file(struct reread *reread, size_t *counter, const char *path)
{
	const char *slash = strrchr(path, '/');
	free(reread->name);
	reread->name = alloc_copy_text(slash && slash[1] ? slash + 1 : path);
	++*counter;
}

static void read_entry(struct app *app, const struct index_entry *entry)
{
	struct reread *reread = &app->reread;
	struct file_state now;
	if (!reread_find_state(app_path(app, entry), &now)) {
		if (entry->is_gone)
			return;
		view_begin_change(app->view, entry);
		index_set_gone(app->index, entry);
		view_end_change(app->view, entry);
		app_keep_selection(app);
		beside_mark_stale(app);
		count_file(reread, &reread->ngone, app_path(app, entry));
		/* What is shown stays, but the next state of the file is another one. */
		if (entry == app->shown)
			reread->shown = now;
	} else if (entry != app->shown) {
		opened_open_at_once(&reread->opened, app->knowledge, app_path(app, entry));
		/* It changes while it is read: that will be told, too. */
		if (opened_is_put_off(&reread->opened))
			return;
		reread_update_entry(app, entry, &reread->opened);
		judged_count(app, entry);
		count_file(reread, &reread->nchanged, app_path(app, entry));
	} else if (entry->is_gone || !is_same(&now, &reread->shown)) {
		reread_read_shown(app);
	}
}

/* Whether a path is below one of the directories that the program was given, and not only beside one of the files. */
static bool is_wanted(const struct app *app, const char *path)
{
	for (size_t i = 0; i < app->options->npaths; i++) {
		struct str given = str_from(app->options->paths[i]);
		struct stat info;
		if (str_ends_with(given, STR("/")))
			given.nbytes--;
		if (strncmp(path, given.ptr, given.nbytes) == 0 && path[given.nbytes] == '/' &&
		    stat(app->options->paths[i], &info) == 0 && S_ISDIR(info.st_mode))
			return true;
	}
	return false;
}

static void read_new(struct app *app, const char *path)
{
	struct reread *reread = &app->reread;
	struct stat info;
	if (stat(path, &info) != 0 || !S_ISREG(info.st_mode) || !is_wanted(app, path))
		return;
	opened_open_at_once(&reread->opened, app->knowledge, path);
	if (opened_is_put_off(&reread->opened))
		return;
	index_append(app->index, path, reread->opened.examiner);
	beside_mark_stale(app);
	count_file(reread, &reread->nnew, path);
	app_take_entries(app);
}

static void read_file(struct app *app, const char *path)
{
	bool known = false;
	for (size_t i = 0; i < index_count(app->index); i++) {
		const struct index_entry *entry = index_at(app->index, i);
		if (!path_is(index_entry_path(entry), path))
			continue;
		known = true;
		read_entry(app, entry);
	}
	if (!known)
		read_new(app, path);
}

/* Reads a file, or has it converted first: that may take a while. */
static void read_or_convert(struct app *app, const char *path)
{
	app->reread.ahead = ahead_start(path);
	if (!app->reread.ahead)
		read_file(app, path);
}

static void read_converted(struct app *app)
{
	struct reread *reread = &app->reread;
	struct ahead *ahead = reread->ahead;
	bool is_shown = app->shown && strcmp(app->opened.path, ahead_path(ahead)) == 0;
	reread->ahead = NULL;
	opened_take_conversion(is_shown ? &app->opened : &reread->opened, app->knowledge, ahead);
	read_file(app, ahead_path(ahead));
	ahead_free(ahead);
}

static bool queue_file(void *context, const char *path)
{
	struct reread *reread = context;
	reread->queued = alloc_grow(reread->queued, reread->nqueued, &reread->capacity, sizeof(*reread->queued));
	reread->queued[reread->nqueued++] = alloc_copy_text(path);
	return true;
}

void reread_queue(struct app *app, const char *path)
{
	queue_file(&app->reread, path);
}

static void pass_over(void *context, const char *path, int error_number)
{
	(void)context;
	(void)path;
	(void)error_number;
}

static void read_directory(struct app *app, const char *path)
{
	if (!is_wanted(app, path))
		return;
	watch_add(app->reread.watch, str_from(path));
	walk_files(path, queue_file, pass_over, &app->reread);
}

/* ---- Watching ---- */

/* The part of a path up to its last slash. */
static struct str directory_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	return (struct str){path, slash ? (size_t)(slash - path) + 1 : 0};
}

void reread_start(struct app *app)
{
	struct reread *reread = &app->reread;
	reread->watch = watch_new();
	for (size_t i = 0; i < app->options->npaths; i++) {
		struct strbuf path = {0};
		struct stat info;
		strbuf_append_text(&path, app->options->paths[i]);
		if (!str_ends_with(strbuf_view(&path), STR("/")) && stat(strbuf_text(&path), &info) == 0 &&
		    S_ISDIR(info.st_mode))
			strbuf_append_byte(&path, '/');
		watch_add(reread->watch, directory_of(strbuf_text(&path)));
		strbuf_free(&path);
	}
}

void reread_free(struct app *app)
{
	struct reread *reread = &app->reread;
	for (size_t i = 0; i < reread->nqueued; i++)
		free(reread->queued[i]);
	free(reread->queued);
	free(reread->name);
	ahead_free(reread->ahead);
	opened_free(&reread->opened);
	prints_free(&reread->before);
	watch_free(reread->watch);
}

int reread_fd(const struct app *app)
{
	return watch_fd(app->reread.watch);
}

/* Not while something is typed or another screen is shown, which may be about what the open report held when that was
 * asked for: what happens meanwhile is kept until then. */
static bool may_take(const struct app *app)
{
	return !index_is_loading(app->index) && !app->overlay_shown && !app->prompt.kind && !app->rules_reload.recheck;
}

/* One after the other: what changes while a file is converted is read afterwards. */
static bool may_read(const struct app *app)
{
	return watch_is_open(app->reread.watch) && may_take(app) && !app->reread.ahead;
}

static bool may_read_converted(const struct app *app)
{
	return app->reread.ahead && may_take(app);
}

int reread_converted_fd(const struct app *app)
{
	return may_read_converted(app) ? ahead_wake_fd(app->reread.ahead) : -1;
}

int reread_wait_ms(const struct app *app)
{
	return may_read(app) ? watch_wait_ms(app->reread.watch, now_ms()) : -1;
}

void reread_look(struct app *app)
{
	watch_read(app->reread.watch, now_ms());
}

bool reread_is_pending(const struct app *app)
{
	if (may_read_converted(app))
		return ahead_is_done(app->reread.ahead);
	return may_read(app) &&
	       (app->reread.nqueued || app->reread.next < index_count(app->index) || reread_wait_ms(app) == 0);
}

static void watch_directories(struct app *app)
{
	enum { MAX_ENTRIES = 2000 };
	struct reread *reread = &app->reread;
	struct str last = {0};
	for (size_t i = 0; i < MAX_ENTRIES && reread->next < index_count(app->index); i++, reread->next++) {
		struct str directory = str_from(index_at(app->index, reread->next)->folder);
		if (i == 0 || !str_equal(directory, last))
			watch_add(reread->watch, directory);
		last = directory;
	}
}

void reread_step(struct app *app)
{
	struct reread *reread = &app->reread;
	if (reread->ahead) {
		read_converted(app);
		return;
	}
	if (reread->next < index_count(app->index)) {
		watch_directories(app);
		return;
	}
	if (reread->nqueued) {
		char *path = reread->queued[--reread->nqueued];
		read_or_convert(app, path);
		free(path);
		return;
	}
	const char *path = watch_take(reread->watch, now_ms());
	if (!path)
		tell(app);
	else if (str_ends_with(str_from(path), STR("/")))
		read_directory(app, path);
	else
		read_or_convert(app, path);
}
