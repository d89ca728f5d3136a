#include "index/ahead.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/alloc.h"
#include "base/wake.h"
#include "read/file.h"

struct ahead {
	char *path;
	pthread_t thread;
	struct wake wake;
	atomic_bool cancelled, done;
	struct file file;
};

/* By the first bytes; a ZIP file may turn out to be something else, which does no harm. */
static bool looks_convertible(const char *path)
{
	char bytes[8];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	ssize_t got = fd >= 0 ? read(fd, bytes, sizeof(bytes)) : -1;
	if (fd >= 0)
		close(fd);
	struct str head = {bytes, got > 0 ? (size_t)got : 0};
	return convert_kind_of(head) != CONVERT_NOTHING || str_starts_with(head, STR("PK\003\004"));
}

static void *work(void *context)
{
	struct ahead *ahead = context;
	ahead->file.conversion.cancelled = &ahead->cancelled;
	file_read(&ahead->file, ahead->path);
	atomic_store(&ahead->done, true);
	wake_signal(&ahead->wake);
	return NULL;
}

struct ahead *ahead_start(const char *path)
{
	if (!looks_convertible(path))
		return NULL;
	struct ahead *ahead = alloc_zeroed(1, sizeof(*ahead));
	ahead->path = alloc_copy_text(path);
	wake_open(&ahead->wake);
	if (pthread_create(&ahead->thread, NULL, work, ahead) == 0)
		return ahead;
	wake_close(&ahead->wake);
	free(ahead->path);
	free(ahead);
	return NULL;
}

void ahead_free(struct ahead *ahead)
{
	if (!ahead)
		return;
	atomic_store(&ahead->cancelled, true);
	pthread_join(ahead->thread, NULL);
	wake_close(&ahead->wake);
	file_free(&ahead->file);
	free(ahead->path);
	free(ahead);
}

const char *ahead_path(const struct ahead *ahead)
{
	return ahead->path;
}

bool ahead_is_done(const struct ahead *ahead)
{
	return atomic_load(&ahead->done);
}

int ahead_wake_fd(const struct ahead *ahead)
{
	return ahead->wake.fds[0];
}

void ahead_cancel(struct ahead *ahead)
{
	atomic_store(&ahead->cancelled, true);
}

bool ahead_is_cancelled(const struct ahead *ahead)
{
	return atomic_load(&ahead->cancelled);
}

void ahead_give_conversion(struct ahead *ahead, struct file *file)
{
	file_take_conversion(file, &ahead->file);
}
