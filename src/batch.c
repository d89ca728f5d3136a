#include "batch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch_across.h"
#include "index/walk.h"

/* Whether the file may be a report that would be checked on another day or another system. */
static bool is_unread(const struct queue_item *item)
{
	return item->state == REPORT_UNREADABLE || item->state == REPORT_NO_CHARSET;
}

static void tell_unchecked(struct batch *batch, const char *path, const struct queue_item *item, struct str reason)
{
	const struct catalog *catalog = batch->writing->language->catalog;
	if (item->state == REPORT_UNREADABLE)
		diagnose(batch->diagnostics, "%s: %s", path, strerror(item->error_number));
	else if (is_unread(item))
		diagnose(batch->diagnostics, "%s: %s%.*s", path, tr(catalog, "not checked: "), (int)reason.nbytes,
			 reason.ptr);
	else if (batch->tells_unchecked)
		diagnose_note(batch->diagnostics, "%s: %s%.*s", path, tr(catalog, "not checked: "), (int)reason.nbytes,
			      reason.ptr);
}

static void count_item(struct batch *batch, const struct queue_item *item)
{
	for (size_t level = 0; level < SEVERITY_NLEVELS; level++)
		batch->nfound[level] += item->nfailed[level];
	batch->not_assessable += item->not_assessable;
	batch->failed |= item->worst >= (int)batch->options->fail_on;
}

/* What stands between the end of the item before and the item's own. */
static struct str part_of(const struct strbuf *all, size_t start, size_t end)
{
	return str_slice(strbuf_view(all), start, end - start);
}

bool batch_put(struct batch *batch, const struct queue_chunk *chunk, size_t number)
{
	const struct queue_item *item = &chunk->items[number];
	size_t start = number ? item[-1].output_end : 0;
	count_item(batch, item);
	sink_write(batch->writing->sink, part_of(&chunk->output, start, item->output_end));
	if (batch->prompt && number + 1 == chunk->nitems)
		sink_flush(batch->writing->sink);
	return sink_error(batch->writing->sink) == 0;
}

/* What of a file is not in the results. */
static void tell_limits(struct batch *batch, const char *path, const struct queue_item *item)
{
	const struct catalog *catalog = batch->writing->language->catalog;
	if (item->limit)
		diagnose(batch->diagnostics, tr(catalog, "%s: not read: %s"), path, tr(catalog, item->limit));
	if (item->is_full)
		diagnose(batch->diagnostics, tr(catalog, "%s: only the first %d findings are listed"), path,
			 FINDINGS_MAX_COUNT);
}

static bool take_item(void *context, const struct queue_chunk *chunk, size_t number)
{
	struct batch *batch = context;
	const struct queue_item *item = &chunk->items[number];
	const char *path = chunk->paths.ptr + item->path;
	batch->incomplete |= item->input.walk_error || is_unread(item);
	if (item->input.walk_error) {
		diagnose(batch->diagnostics, "%s: %s", path, strerror(item->input.walk_error));
		return true;
	}
	batch->nfiles++;
	if (item->state == REPORT_RECOGNISED)
		batch->nchecked++;
	else
		tell_unchecked(batch, path, item,
			       part_of(&chunk->reasons, number ? item[-1].reason_end : 0, item->reason_end));
	tell_limits(batch, path, item);
	batch_keep(batch, &item->kept);
	diagnose_progress(batch->diagnostics, batch->nfiles);
	return batch_put(batch, chunk, number);
}

static bool add_file(void *context, const char *path)
{
	struct batch *batch = context;
	return queue_add(batch->queue, path, &(struct queue_input){0});
}

static void add_fault(void *context, const char *path, int error_number)
{
	struct batch *batch = context;
	queue_add(batch->queue, path, &(struct queue_input){.walk_error = error_number});
}

enum { LIST_LINE_NBYTES = 64 * 1024 };

enum list_line { LIST_LINE, LIST_END, LIST_FAILED, LIST_NO_PATH };

/* Reads a line of a list, without its end. */
static enum list_line read_line(FILE *list, struct strbuf *line)
{
	int byte;
	strbuf_clear(line);
	while ((byte = getc(list)) != EOF && byte != '\n') {
		if (byte == '\0' || line->nbytes == LIST_LINE_NBYTES)
			return LIST_NO_PATH;
		strbuf_append_byte(line, (char)byte);
	}
	if (byte == EOF && !feof(list))
		return LIST_FAILED;
	return byte == EOF && !line->nbytes ? LIST_END : LIST_LINE;
}

/* One path a line; "-" is a file of that name here. A person who types paths is answered line by line. */
static enum list_line read_list(struct batch *batch, FILE *list, size_t *nlines)
{
	struct strbuf line = {0};
	enum list_line kind;
	bool goes_on = true;
	for (; (kind = read_line(list, &line)) == LIST_LINE; ++*nlines) {
		const char *path = strcmp(strbuf_text(&line), "-") == 0 ? "./-" : strbuf_text(&line);
		if (path[0])
			goes_on = walk_files(path, add_file, add_fault, batch);
		if (goes_on && batch->prompt && list == stdin)
			goes_on = queue_drain(batch->queue);
		if (!goes_on)
			break;
	}
	strbuf_free(&line);
	return kind;
}

static void take_list(struct batch *batch, const char *path)
{
	const struct catalog *catalog = batch->writing->language->catalog;
	bool is_input = strcmp(path, "-") == 0;
	FILE *list = is_input ? stdin : fopen(path, "r");
	size_t nlines = 0;
	enum list_line last = list ? read_list(batch, list, &nlines) : LIST_FAILED;
	if (last == LIST_FAILED)
		diagnose(batch->diagnostics, "%s: %s", path, strerror(errno));
	else if (last == LIST_NO_PATH)
		diagnose(batch->diagnostics,
			 tr(catalog, "%s:%zu: not a path: a NUL in it, or longer than %d bytes; the list ends here"),
			 path, nlines + 1, LIST_LINE_NBYTES);
	if (list && !is_input)
		fclose(list);
}

void batch_run(struct batch *batch)
{
	const struct options *options = batch->options;
	bool goes_on = true;
	const struct queue_work work = {
		.writing = batch->writing,
		.write = batch->write,
		.in_order = batch->writing->stats != NULL,
		.keeps = batch_compares(batch),
	};
	batch->queue = queue_new(&work, take_item, batch);
	for (size_t i = 0; goes_on && i < options->npaths; i++) {
		if (strcmp(options->paths[i], "-") == 0)
			goes_on = add_file(batch, "-");
		else
			goes_on = walk_files(options->paths[i], add_file, add_fault, batch);
	}
	if (goes_on && options->files_from)
		take_list(batch, options->files_from);
	if (goes_on)
		queue_drain(batch->queue);
	diagnose_end_progress(batch->diagnostics);
	/* What was kept of the files lives as long as the queue. */
	if (!sink_error(batch->writing->sink))
		batch_compare(batch);
	batch_forget(batch);
	queue_free(batch->queue);
	batch->queue = NULL;
}
