#include "output/show.h"

#include "base/clip.h"

/* How a role is shown in colour, as parameters of SGR; NULL for plain text. */
static const char *const role_styles[ROLE_NROLES] = {
	[ROLE_TITLE] = "1",
	[ROLE_HEADING] = "1",
	[ROLE_TABLE_TITLE] = "1",
	[ROLE_TABLE_HEAD] = "36",
	[ROLE_ZERO] = "2",
	[ROLE_BLANK] = "33",
	[ROLE_UNREAD] = "35",
	[ROLE_ERROR] = "1;31",
	[ROLE_WARNING] = "33",
	[ROLE_NOTICE] = "36",
	[ROLE_DIM] = "2",
};

static void append_styled(struct writing *writing, enum role role, struct str text)
{
	bool styled = writing->colour && role_styles[role] && text.nbytes;
	if (styled)
		strbuf_printf(&writing->line, "\033[%sm", role_styles[role]);
	strbuf_append(&writing->line, text);
	if (styled)
		strbuf_append_text(&writing->line, "\033[0m");
}

/* What is shown of `text`, in `scratch`. */
static struct str shown(struct writing *writing, struct str text)
{
	strbuf_clear(&writing->scratch);
	clip_sanitise(&writing->scratch, text);
	return strbuf_view(&writing->scratch);
}

static void end_line(struct writing *writing)
{
	strbuf_append_byte(&writing->line, '\n');
	writing_put_line(writing);
}

static void put_identity(struct writing *writing, const struct report *report)
{
	const struct catalog *catalog = writing->language->catalog;
	append_styled(writing, ROLE_TITLE, report->agency[0] ? shown(writing, str_from(report->agency))
							     : str_from(tr(catalog, "agency not found")));
	if (report->year)
		strbuf_printf(&writing->line, "  %d", report->year);
	else
		strbuf_printf(&writing->line, "  %s", tr(catalog, "year not found"));
	end_line(writing);
}

static void put_sums(struct writing *writing, const struct findings *findings)
{
	strbuf_printf(&writing->line,
		      tr(writing->language->catalog, "errors: %u, warnings: %u, notices: %u, not assessable: %u"),
		      findings->nfailed[SEVERITY_ERROR], findings->nfailed[SEVERITY_WARNING],
		      findings->nfailed[SEVERITY_NOTICE], findings->not_assessable);
	end_line(writing);
}

static void put_reason(struct writing *writing, const struct report *report)
{
	strbuf_append_text(&writing->line, tr(writing->language->catalog, "not checked: "));
	clip_sanitise(&writing->line, writing_reason(writing, report));
	end_line(writing);
}

static void put_rows(struct writing *writing, const struct rendering *rendering)
{
	for (size_t i = 0; i < rendering->nrows; i++) {
		const struct rendered_row *row = &rendering->rows[i];
		for (size_t j = row->first_span; j < (size_t)row->first_span + row->nspans; j++) {
			const struct rendered_span *span = &rendering->spans[j];
			append_styled(writing, (enum role)span->role, rendering_span_text(rendering, span));
		}
		end_line(writing);
	}
}

void show_report(struct writing *writing, const struct opened *opened, const struct render_options *options)
{
	const struct report *report = opened_report(opened);
	bool checked = report_is_checked(report);
	if (checked || report->agency[0] || report->year)
		put_identity(writing, report);
	append_styled(writing, ROLE_DIM, shown(writing, str_from(opened->path)));
	end_line(writing);
	if (!checked) {
		put_reason(writing, report);
		return;
	}
	put_sums(writing, opened_findings(opened));
	end_line(writing);
	struct rendering rendering = {0};
	rendering_build(&rendering, opened, options);
	put_rows(writing, &rendering);
	rendering_free(&rendering);
}
