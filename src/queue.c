#include "queue.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/alloc.h"
#include "base/parallel.h"
#include "check/across/report_lines.h"
#include "interrupt.h"
#include "read/html/html.h"

enum { RING_NCHUNKS = 16, MAX_NTHREADS = 8, STOP_SECONDS = 2 };

struct worker {
	struct queue *queue;
	pthread_t thread;
	struct examiner *examiner;
	struct arena arena;             /* of what is kept of the files */
	const char *folder;             /* of the file that was kept last, or NULL */
	struct strbuf kept;             /* of a file, on its way to the arena */
	struct writing writing;         /* into a sink of its own */
};

struct queue {
	struct queue_work work;
	queue_take *take;
	void *context;
	bool stopped;                   /* by `take` */
	size_t nworkers;
	struct worker workers[MAX_NTHREADS];
	struct interrupt interrupt;
	atomic_bool interrupted;        /* converters are stopped, and nothing more is written */
	pthread_mutex_t mutex;          /* guards what follows, and `done` of the chunks */
	pthread_cond_t added, finished, rested;
	size_t nbusy;                   /* workers at a chunk */
	bool closing;
	size_t first, next, end;        /* chunks to take, to work on, and to fill; they only grow */
	struct queue_chunk ring[RING_NCHUNKS];
};

static struct queue_chunk *chunk_at(struct queue *queue, size_t number)
{
	return &queue->ring[number % RING_NCHUNKS];
}

/* Work. */

static int find_worst(const struct findings *findings)
{
	int worst = -1;
	for (size_t i = 0; i < findings->count; i++)
		if (findings->list[i].verdict == VERDICT_FAIL && (int)findings->list[i].severity > worst)
			worst = (int)findings->list[i].severity;
	return worst;
}

/* The lines of the report, for queue_lines_of(); none of one from standard input, which has no file to look them up
 * in. */
static const char *keep_agency(struct worker *worker, const char *path)
{
	const struct report *report = &worker->examiner->report;
	struct strbuf *kept = &worker->kept;
	strbuf_clear(kept);
	strbuf_append(kept, (struct str){report->agency, strlen(report->agency) + 1});
	if (report_is_checked(report) && strcmp(path, "-") != 0)
		report_lines_pack(report, kept);
	else
		strbuf_append_byte(kept, 0);
	return arena_copy(&worker->arena, strbuf_view(kept)).ptr;
}

static struct across_report keep(struct worker *worker, const char *path)
{
	struct across_report report = {.agency = keep_agency(worker, path)};
	report.path = path_keep(&worker->arena, path, worker->folder, report.agency);
	report.summary = summary_make(&worker->arena, worker->examiner);
	worker->folder = report.path.folder;
	return report;
}

static enum queue_answer examine(struct worker *worker, const char *path, const struct queue_input *input)
{
	const struct queue_work *work = &worker->queue->work;
	if (work->examine)
		return work->examine(work->context, worker->examiner, path, input);
	examiner_examine(worker->examiner, path);
	examiner_localise(worker->examiner);
	return QUEUE_WRITE;
}

static void examine_item(struct worker *worker, struct queue_chunk *chunk, struct queue_item *item)
{
	struct examiner *examiner = worker->examiner;
	const struct report *report = &examiner->report;
	const char *path = chunk->paths.ptr + item->path;
	if (!item->input.walk_error) {
		enum queue_answer answer = examine(worker, path, &item->input);
		item->changed = answer == QUEUE_WRITE_CHANGED;
		item->state = report->state;
		item->error_number = report->error_number;
		item->limit = report->limit;
		item->is_full = examiner->findings.full;
		memcpy(item->nfailed, examiner->findings.nfailed, sizeof(item->nfailed));
		item->not_assessable = examiner->findings.not_assessable;
		item->worst = find_worst(&examiner->findings);
		if (!report_is_checked(report))
			strbuf_append(&chunk->reasons, writing_reason(&worker->writing, report));
		if (answer != QUEUE_SILENT)
			worker->queue->work.write(&worker->writing, path, examiner);
		if (worker->queue->work.keeps)
			item->kept = keep(worker, path);
		strbuf_append(&chunk->output, sink_contents(worker->writing.sink));
		sink_forget(worker->writing.sink);
	}
	item->output_end = chunk->output.nbytes;
	item->reason_end = chunk->reasons.nbytes;
}

static void work_on(struct worker *worker, struct queue_chunk *chunk)
{
	for (size_t i = 0; i < chunk->nitems && !atomic_load(&worker->queue->interrupted); i++)
		examine_item(worker, chunk, &chunk->items[i]);
}

static void *work(void *context)
{
	struct worker *worker = context;
	struct queue *queue = worker->queue;
	pthread_mutex_lock(&queue->mutex);
	while (!queue->closing) {
		if (queue->next == queue->end || atomic_load(&queue->interrupted)) {
			pthread_cond_wait(&queue->added, &queue->mutex);
			continue;
		}
		struct queue_chunk *chunk = chunk_at(queue, queue->next++);
		queue->nbusy++;
		pthread_mutex_unlock(&queue->mutex);
		work_on(worker, chunk);
		pthread_mutex_lock(&queue->mutex);
		queue->nbusy--;
		/* What was interrupted is never done: the owner waits for it until the program ends. */
		chunk->done = !atomic_load(&queue->interrupted);
		pthread_cond_signal(chunk->done ? &queue->finished : &queue->rested);
	}
	pthread_mutex_unlock(&queue->mutex);
	return NULL;
}

static void prepare_worker(struct queue *queue, struct worker *worker)
{
	worker->queue = queue;
	worker->examiner = examiner_new(queue->work.writing->knowledge);
	worker->examiner->file.conversion.cancelled = &queue->interrupted;
	worker->examiner->findings.skips_passes = !queue->work.writing->all;
	worker->writing = *queue->work.writing;
	worker->writing.sink = sink_open_memory();
	worker->writing.line = worker->writing.scratch = (struct strbuf){0};
}

static void free_worker(struct worker *worker)
{
	if (!worker->queue)
		return;
	examiner_free(worker->examiner);
	arena_free(&worker->arena);
	strbuf_free(&worker->kept);
	sink_close(worker->writing.sink);
	writing_free(&worker->writing);
}

/* Before a signal ends the program: the workers stop their converters and remove what those have written. */
static void stop_workers(void *context)
{
	struct queue *queue = context;
	struct timespec latest;
	clock_gettime(CLOCK_REALTIME, &latest);
	latest.tv_sec += STOP_SECONDS;
	pthread_mutex_lock(&queue->mutex);
	atomic_store(&queue->interrupted, true);
	while (queue->nbusy && pthread_cond_timedwait(&queue->rested, &queue->mutex, &latest) == 0)
		;
	pthread_mutex_unlock(&queue->mutex);
}

/* The owner's side. */

struct queue *queue_new(const struct queue_work *work_to_do, queue_take *take, void *context)
{
	struct queue *queue = alloc_zeroed(1, sizeof(*queue));
	size_t wanted = work_to_do->in_order ? 1 : parallel_count_threads(MAX_NTHREADS);
	queue->work = *work_to_do;
	queue->take = take;
	queue->context = context;
	pthread_mutex_init(&queue->mutex, NULL);
	pthread_cond_init(&queue->added, NULL);
	pthread_cond_init(&queue->finished, NULL);
	pthread_cond_init(&queue->rested, NULL);
	html_prepare();
	interrupt_watch(&queue->interrupt, stop_workers, queue);
	for (size_t i = 0; i < wanted; i++) {
		struct worker *worker = &queue->workers[queue->nworkers];
		if (!worker->queue)
			prepare_worker(queue, worker);
		queue->nworkers += pthread_create(&worker->thread, NULL, work, worker) == 0;
	}
	/* Without any thread signals come to the owner, who does the work. */
	if (!queue->nworkers && !queue->interrupt.watches)
		queue->workers[0].examiner->file.conversion.cancelled = NULL;
	return queue;
}

/* Hands the items of the oldest chunk over once it is done. */
static void take_oldest(struct queue *queue)
{
	struct queue_chunk *chunk = chunk_at(queue, queue->first);
	pthread_mutex_lock(&queue->mutex);
	while (!chunk->done)
		pthread_cond_wait(&queue->finished, &queue->mutex);
	pthread_mutex_unlock(&queue->mutex);
	for (size_t i = 0; i < chunk->nitems && !queue->stopped; i++)
		queue->stopped = !queue->take(queue->context, chunk, i);
	strbuf_clear(&chunk->paths);
	strbuf_clear(&chunk->output);
	strbuf_clear(&chunk->reasons);
	chunk->nitems = 0;
	chunk->done = false;
	queue->first++;
}

/* The owner does the work. Where that was interrupted, it waits until the program ends. */
static void work_alone(struct queue *queue, struct queue_chunk *chunk)
{
	pthread_mutex_lock(&queue->mutex);
	queue->nbusy++;
	pthread_mutex_unlock(&queue->mutex);
	work_on(&queue->workers[0], chunk);
	pthread_mutex_lock(&queue->mutex);
	queue->nbusy--;
	pthread_cond_signal(&queue->rested);
	while (atomic_load(&queue->interrupted))
		pthread_cond_wait(&queue->added, &queue->mutex);
	chunk->done = true;
	pthread_mutex_unlock(&queue->mutex);
}

/* Gives the chunk that was filled to the workers, and makes room for another. */
static void submit(struct queue *queue)
{
	struct queue_chunk *chunk = chunk_at(queue, queue->end);
	if (!chunk->nitems)
		return;
	if (!queue->nworkers)
		work_alone(queue, chunk);
	pthread_mutex_lock(&queue->mutex);
	queue->end++;
	pthread_cond_signal(&queue->added);
	pthread_mutex_unlock(&queue->mutex);
	while (queue->end - queue->first == RING_NCHUNKS)
		take_oldest(queue);
}

bool queue_add(struct queue *queue, const char *path, const struct queue_input *input)
{
	struct queue_chunk *chunk = chunk_at(queue, queue->end);
	struct queue_item *item = &chunk->items[chunk->nitems++];
	*item = (struct queue_item){.path = chunk->paths.nbytes, .input = *input, .worst = -1};
	strbuf_append(&chunk->paths, (struct str){path, strlen(path) + 1});
	if (chunk->nitems == QUEUE_CHUNK_NFILES)
		submit(queue);
	return !queue->stopped;
}

bool queue_drain(struct queue *queue)
{
	submit(queue);
	while (!queue->stopped && queue->first < queue->end)
		take_oldest(queue);
	return !queue->stopped;
}

void queue_change(struct queue *queue, const struct queue_work *work_to_do, queue_take *take)
{
	/* The workers see it with the next chunk, which is handed over under the mutex. */
	queue->work = *work_to_do;
	queue->take = take;
}

void queue_free(struct queue *queue)
{
	interrupt_forget(&queue->interrupt);
	pthread_mutex_lock(&queue->mutex);
	queue->closing = true;
	pthread_cond_broadcast(&queue->added);
	pthread_mutex_unlock(&queue->mutex);
	for (size_t i = 0; i < queue->nworkers; i++)
		pthread_join(queue->workers[i].thread, NULL);
	for (size_t i = 0; i < MAX_NTHREADS; i++)
		free_worker(&queue->workers[i]);
	for (size_t i = 0; i < RING_NCHUNKS; i++) {
		strbuf_free(&queue->ring[i].paths);
		strbuf_free(&queue->ring[i].output);
		strbuf_free(&queue->ring[i].reasons);
	}
	pthread_cond_destroy(&queue->added);
	pthread_cond_destroy(&queue->finished);
	pthread_cond_destroy(&queue->rested);
	pthread_mutex_destroy(&queue->mutex);
	free(queue);
}
