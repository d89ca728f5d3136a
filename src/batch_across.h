/* The second part of `check`: what the files that were read say of each other. Internal to the batch. */
#ifndef GOUJI_BATCH_ACROSS_H
#define GOUJI_BATCH_ACROSS_H

#include "batch.h"

/* Whether files are held against each other: findings are wanted, and some rule that is on asks for it. */
bool batch_compares(const struct batch *batch);
/* Keeps what is needed of a file, where files are compared; what it views must live until batch_compare is done. */
void batch_keep(struct batch *batch, const struct across_report *report);
/* Compares all files that were kept, writes and counts what was found. */
void batch_compare(struct batch *batch);
/* Releases what was kept. */
void batch_forget(struct batch *batch);
/* Counts what came of an item, and writes its output. False when that failed. */
bool batch_put(struct batch *batch, const struct queue_chunk *chunk, size_t item);

#endif
