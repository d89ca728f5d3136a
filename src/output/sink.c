#include "output/sink.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/utf8.h"

enum { PENDING_NBYTES = 64 * 1024, CONVERTED_NBYTES = 4096 };

struct sink {
	FILE *file;                     /* NULL: all stays pending */
	bool converts;
	iconv_t conversion;             /* when `converts` */
	struct strbuf pending;          /* UTF-8 that was not written yet */
	int error_number;
};

struct sink *sink_open(FILE *file, const char *charset)
{
	struct sink *sink = alloc_zeroed(1, sizeof(*sink));
	sink->file = file;
	if (!charset)
		return sink;
	sink->conversion = iconv_open(charset, "UTF-8");
	/* A character set that iconv does not know: what is in ASCII comes through. */
	if (sink->conversion == (iconv_t)-1)
		sink->conversion = iconv_open("ASCII", "UTF-8");
	sink->converts = sink->conversion != (iconv_t)-1;
	return sink;
}

struct sink *sink_open_memory(void)
{
	return sink_open(NULL, NULL);
}

struct str sink_contents(const struct sink *sink)
{
	return strbuf_view(&sink->pending);
}

void sink_forget(struct sink *sink)
{
	strbuf_clear(&sink->pending);
}

static void put(struct sink *sink, struct str bytes)
{
	if (sink->error_number || !bytes.nbytes)
		return;
	errno = 0;
	if (fwrite(bytes.ptr, 1, bytes.nbytes, sink->file) != bytes.nbytes)
		sink->error_number = errno ? errno : EIO;
}

static void put_converted(struct sink *sink, struct str text)
{
	char converted[CONVERTED_NBYTES];
	char *from = (char *)text.ptr;
	size_t nleft = text.nbytes;
	while (nleft) {
		char *to = converted;
		size_t nfree = sizeof(converted);
		bool done = iconv(sink->conversion, &from, &nleft, &to, &nfree) != (size_t)-1;
		bool full = !done && errno == E2BIG;
		put(sink, (struct str){converted, sizeof(converted) - nfree});
		if (done || full)
			continue;
		size_t nskipped = utf8_decode((struct str){from, nleft}).nbytes;
		from += nskipped;
		nleft -= nskipped;
		put(sink, STR("?"));
	}
}

static void put_pending(struct sink *sink)
{
	if (sink->converts)
		put_converted(sink, strbuf_view(&sink->pending));
	else
		put(sink, strbuf_view(&sink->pending));
	strbuf_clear(&sink->pending);
}

void sink_write(struct sink *sink, struct str text)
{
	if (sink->error_number)
		return;
	strbuf_append(&sink->pending, text);
	if (sink->file && sink->pending.nbytes >= PENDING_NBYTES)
		put_pending(sink);
}

void sink_flush(struct sink *sink)
{
	if (!sink->file)
		return;
	put_pending(sink);
	errno = 0;
	if (!sink->error_number && fflush(sink->file) != 0)
		sink->error_number = errno ? errno : EIO;
}

int sink_error(const struct sink *sink)
{
	return sink->error_number;
}

int sink_close(struct sink *sink)
{
	sink_flush(sink);
	int error_number = sink->error_number;
	if (sink->converts)
		iconv_close(sink->conversion);
	strbuf_free(&sink->pending);
	free(sink);
	return error_number;
}
