#include "ui/spot.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/fold.h"
#include "ui/app.h"

/* Made of rule and place: other numbers are the same finding. */
static uint64_t name_finding(const struct finding *finding, const struct format *format, struct strbuf *scratch)
{
	strbuf_clear(scratch);
	strbuf_append(scratch, finding->rule->id);
	strbuf_append_byte(scratch, ' ');
	if (format)
		finding_append_place(finding, format, scratch);
	return hash_bytes(strbuf_view(scratch)) | 1;
}

void spot_note_findings(struct app *app)
{
	const struct findings *findings = opened_findings(&app->opened);
	struct spot_findings *noted = &app->findings;
	struct strbuf scratch = {0};
	noted->count = 0;
	for (size_t i = 0; i < findings->count; i++) {
		uint64_t name = name_finding(&findings->list[i], opened_report(&app->opened)->format, &scratch);
		/* One place may have several of a rule: the first, the second. */
		for (size_t j = 0; j < noted->count; j++)
			name = noted->names[j] == name ? hash_mix(name) | 1 : name;
		noted->names = alloc_grow(noted->names, noted->count, &noted->capacity, sizeof(*noted->names));
		noted->names[noted->count++] = name;
	}
	strbuf_free(&scratch);
}

static uint64_t finding_of_row(const struct app *app, const struct rendered_row *row)
{
	return row->finding >= 0 && (size_t)row->finding < app->findings.count ? app->findings.names[row->finding] : 0;
}

static bool is_at(const struct app *app, const struct rendered_row *row, const struct spot *spot)
{
	uint64_t finding = finding_of_row(app, row);
	return finding == spot->finding && (finding || row->line == spot->line);
}

struct spot spot_of_row(const struct app *app, size_t row)
{
	const struct rendering *rendering = &app->rendering;
	struct spot spot = {0};
	if (row >= rendering->nrows)
		return spot;
	while (row && !rendering->rows[row].line)
		row--;
	spot.finding = finding_of_row(app, &rendering->rows[row]);
	spot.line = rendering->rows[row].line;
	for (size_t i = 0; i < rendering->nrows; i++)
		if (is_at(app, &rendering->rows[i], &spot)) {
			spot.before += i < row;
			spot.group++;
		}
	return spot;
}

size_t spot_row(const struct app *app, const struct spot *spot)
{
	const struct rendering *rendering = &app->rendering;
	size_t first = rendering->nrows, group = 0;
	for (size_t i = 0; i < rendering->nrows; i++)
		if (is_at(app, &rendering->rows[i], spot)) {
			first = i < first ? i : first;
			group++;
		}
	size_t near = group || !spot->line ? rendering->nrows : jump_row_of_line(rendering, spot->line);
	if (!group || !spot->line)
		return near < rendering->nrows ? near : 0;
	return first + (spot->group ? spot->before * group / spot->group : 0);
}

bool spot_is_same(const struct spot *a, const struct spot *b)
{
	return a->finding == b->finding && a->line == b->line && a->before == b->before;
}

void spot_free(struct spot_findings *findings)
{
	free(findings->names);
	*findings = (struct spot_findings){0};
}
