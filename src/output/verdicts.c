#include "output/verdicts.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "base/clip.h"
#include "output/csv.h"
#include "output/json.h"

static const char *const names[] = {
	"time", "author", "verdict", "rule", "agency", "year", "place", "path", "fingerprint", "note", "message",
};

enum { FIELD_NBYTES = 40 };

/* In the time of the world, as ISO 8601 has it. */
static void format_time(int64_t seconds, char text[FIELD_NBYTES])
{
	time_t time = (time_t)seconds;
	struct tm utc;
	text[0] = '\0';
	if (gmtime_r(&time, &utc))
		strftime(text, FIELD_NBYTES, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

static void put_text(struct writing *writing, const struct judgement *judgement)
{
	const struct subject *subject = &judgement->subject;
	const struct catalog *catalog = writing->language->catalog;
	struct strbuf *line = &writing->line, text = {0};
	char time[FIELD_NBYTES];
	format_time(judgement->time, time);
	strbuf_append(&text, subject->path);
	strbuf_append_text(&text, ": ");
	strbuf_append(&text, subject->rule);
	strbuf_append_byte(&text, ' ');
	strbuf_append(&text, subject->place);
	strbuf_printf(&text, ": %s (%.*s, %s)", tr(catalog, judgement_kind_text(judgement->kind)),
		      (int)judgement->author.nbytes, judgement->author.ptr, time);
	if (judgement->note.nbytes) {
		strbuf_append_text(&text, ": ");
		strbuf_append(&text, judgement->note);
	}
	if (subject->message.nbytes) {
		strbuf_append_text(&text, "; ");
		strbuf_append(&text, subject->message);
	}
	clip_sanitise(line, strbuf_view(&text));
	strbuf_append_byte(line, '\n');
	writing_put_line(writing);
	strbuf_free(&text);
}

static void put_ndjson(struct writing *writing, const struct judgement *judgement)
{
	const struct subject *subject = &judgement->subject;
	struct strbuf *line = &writing->line;
	char field[FIELD_NBYTES];
	format_time(judgement->time, field);
	strbuf_append_byte(line, '{');
	json_append_member(line, "type", STR("verdict"));
	json_append_member(line, "time", str_from(field));
	json_append_member(line, "author", judgement->author);
	json_append_member(line, "verdict", str_from(judgement_kind_name(judgement->kind)));
	json_append_member(line, "rule", subject->rule);
	json_append_member_or_null(line, "agency", subject->agency);
	json_append_count_or_null(line, "year", (size_t)subject->year);
	json_append_member(line, "place", subject->place);
	json_append_member(line, "path", subject->path);
	snprintf(field, sizeof(field), "%016" PRIx64, subject->fingerprint);
	json_append_member(line, "fingerprint", str_from(field));
	json_append_member_or_null(line, "note", judgement->note);
	json_append_member(line, "message", subject->message);
	strbuf_append_text(line, "}\n");
	writing_put_line(writing);
}

static void put_csv(struct writing *writing, const struct judgement *judgement)
{
	const struct subject *subject = &judgement->subject;
	char time[FIELD_NBYTES], year[FIELD_NBYTES] = "", fingerprint[FIELD_NBYTES];
	format_time(judgement->time, time);
	if (subject->year)
		snprintf(year, sizeof(year), "%d", subject->year);
	snprintf(fingerprint, sizeof(fingerprint), "%016" PRIx64, subject->fingerprint);
	const struct str fields[] = {
		str_from(time),	  judgement->author,	  str_from(judgement_kind_name(judgement->kind)),
		subject->rule,	  subject->agency,	  str_from(year),
		subject->place,	  subject->path,	  str_from(fingerprint),
		judgement->note,  subject->message,
	};
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		csv_append_field(&writing->line, fields[i]);
	csv_put_line(writing);
}

void verdicts_put_head(struct writing *writing, enum verdicts_format format)
{
	if (format != VERDICTS_CSV)
		return;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		csv_append_field(&writing->line, str_from(names[i]));
	csv_put_line(writing);
}

void verdicts_put(struct writing *writing, enum verdicts_format format, const struct judgement *judgement)
{
	static void (*const puts[])(struct writing *, const struct judgement *) = {
		[VERDICTS_TEXT] = put_text, [VERDICTS_NDJSON] = put_ndjson, [VERDICTS_CSV] = put_csv,
	};
	puts[format](writing, judgement);
}
