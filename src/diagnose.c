#include "diagnose.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clip.h"

enum { PROGRESS_INTERVAL_MS = 100 };

void diagnose_start(struct diagnostics *diagnostics, const char *charset, const struct catalog *catalog)
{
	bool is_terminal = isatty(STDERR_FILENO);
	*diagnostics = (struct diagnostics){
		.sink = sink_open(stderr, charset),
		.catalog = catalog,
		.is_terminal = is_terminal,
		.shows_progress = is_terminal && !isatty(STDOUT_FILENO),
	};
}

void diagnose_stop(struct diagnostics *diagnostics)
{
	diagnose_end_progress(diagnostics);
	sink_close(diagnostics->sink);
}

static void say(struct diagnostics *diagnostics, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

static void say(struct diagnostics *diagnostics, const char *format, va_list args)
{
	struct strbuf text = {0}, line = {0};
	diagnose_end_progress(diagnostics);
	if (diagnostics->output)
		sink_flush(diagnostics->output);
	strbuf_vprintf(&text, format, args);
	strbuf_append_text(&line, "gouji: ");
	clip_sanitise(&line, strbuf_view(&text));
	strbuf_append_byte(&line, '\n');
	sink_write(diagnostics->sink, strbuf_view(&line));
	sink_flush(diagnostics->sink);
	strbuf_free(&text);
	strbuf_free(&line);
}

void diagnose(struct diagnostics *diagnostics, const char *format, ...)
{
	va_list args;
	diagnostics->trouble = true;
	va_start(args, format);
	say(diagnostics, format, args);
	va_end(args);
}

void diagnose_note(struct diagnostics *diagnostics, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	say(diagnostics, format, args);
	va_end(args);
}

static long ms_between(const struct timespec *from, const struct timespec *to)
{
	return (long)(to->tv_sec - from->tv_sec) * 1000 + (to->tv_nsec - from->tv_nsec) / 1000000;
}

void diagnose_progress(struct diagnostics *diagnostics, size_t nfiles)
{
	struct timespec now;
	if (!diagnostics->shows_progress || clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		return;
	if (diagnostics->progress_time.tv_sec &&
	    ms_between(&diagnostics->progress_time, &now) < PROGRESS_INTERVAL_MS)
		return;
	struct strbuf text = {0};
	strbuf_append_byte(&text, '\r');
	strbuf_printf(&text, tr(diagnostics->catalog, "files: %zu"), nfiles);
	sink_write(diagnostics->sink, strbuf_view(&text));
	sink_flush(diagnostics->sink);
	strbuf_free(&text);
	diagnostics->progress_time = now;
	diagnostics->progress_stands = true;
}

void diagnose_end_progress(struct diagnostics *diagnostics)
{
	if (!diagnostics->progress_stands)
		return;
	diagnostics->progress_stands = false;
	sink_write(diagnostics->sink, STR("\r\033[K"));
	sink_flush(diagnostics->sink);
}
