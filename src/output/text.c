#include "output/text.h"

#include "base/clip.h"

/* How the word in front is shown in colour, as parameters of SGR. */
static const char severity_colours[SEVERITY_NLEVELS][8] = {
	[SEVERITY_NOTICE] = "36", [SEVERITY_WARNING] = "33", [SEVERITY_ERROR] = "1;31",
};

static void append_word(struct writing *writing, const char *word, const char *sgr)
{
	if (writing->colour)
		strbuf_printf(&writing->line, "\033[%sm%s\033[0m: ", sgr, word);
	else
		strbuf_printf(&writing->line, "%s: ", word);
}

static void start_line(struct writing *writing, const char *path, uint32_t line)
{
	clip_sanitise(&writing->line, str_from(path));
	strbuf_printf(&writing->line, ":%lu: ", (unsigned long)(line ? line : 1));
}

static void end_line(struct writing *writing, struct str message)
{
	clip_sanitise(&writing->line, message);
	strbuf_append_byte(&writing->line, '\n');
	writing_put_line(writing);
}

static void put_finding(struct writing *writing, const char *path, const struct finding *finding,
			const struct examiner *examined)
{
	const struct report *report = &examined->report;
	start_line(writing, path, finding->line);
	if (finding_is_open(finding)) {
		enum severity level = finding_level(finding);
		append_word(writing, severity_name(level), severity_colours[level]);
	} else {
		append_word(writing, verdict_name(finding->verdict), finding->verdict == VERDICT_PASS ? "32" : "2");
	}
	clip_sanitise(&writing->line, finding->rule->id);
	strbuf_append_byte(&writing->line, ' ');
	clip_sanitise(&writing->line, writing_place(writing, report, finding));
	strbuf_append_text(&writing->line, ": ");
	clip_sanitise(&writing->line, writing_brief(writing, finding, report));
	struct str hint = writing_hint(writing, finding, examined);
	if (hint.nbytes)
		strbuf_append_text(&writing->line, tr(writing->language->catalog, "; "));
	end_line(writing, hint);
}

void text_check_report(struct writing *writing, const char *path, const struct examiner *examined)
{
	const struct report *report = &examined->report;
	if (!report_is_checked(report)) {
		start_line(writing, path, 1);
		append_word(writing, severity_name(SEVERITY_NOTICE), severity_colours[SEVERITY_NOTICE]);
		strbuf_append_text(&writing->line, tr(writing->language->catalog, "not checked: "));
		end_line(writing, writing_reason(writing, report));
		return;
	}
	for (size_t i = 0; i < examined->findings.count; i++)
		if (writing->all || finding_is_open(&examined->findings.list[i]))
			put_finding(writing, path, &examined->findings.list[i], examined);
}
