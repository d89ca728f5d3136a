#include "output/csv.h"

#include "base/clip.h"

static const char *const check_names[] = {
	"path", "line", "agency", "year", "rule", "severity", "verdict", "cause", "place", "formula", "left", "right",
	"difference", "hint", "message", "fingerprint",
};

static const char *const export_names[] = {
	"path", "agency", "year", "template", "table", "row", "column", "value", "status", "raw", "line",
};

/* Appends what is shown of `text`, in quotes where CSV needs them. */
static void append_value(struct strbuf *line, char separator, struct str text)
{
	size_t start = line->nbytes;
	clip_sanitise(line, text);
	size_t nbytes = line->nbytes - start;
	if (nbytes && separator != '\t' &&
	    (memchr(line->ptr + start, separator, nbytes) || memchr(line->ptr + start, '"', nbytes)))
		strbuf_quote(line, start);
}

/* No record begins with an empty field. */
static void append_field(struct strbuf *line, char separator, struct str text)
{
	if (line->nbytes)
		strbuf_append_byte(line, separator);
	if (text.nbytes)
		append_value(line, separator, text);
}

void csv_append_field(struct strbuf *line, struct str text)
{
	append_field(line, ',', text);
}

void csv_put_line(struct writing *writing)
{
	strbuf_append_text(&writing->line, "\r\n");
	writing_put_line(writing);
}

/* What needs neither quotes nor cleaning: one of our own names. */
static void append_name(struct strbuf *line, char separator, const char *name)
{
	strbuf_append_byte(line, separator);
	strbuf_append_text(line, name);
}

/* Nothing for 0. */
static void append_count(struct strbuf *line, char separator, size_t count)
{
	strbuf_append_byte(line, separator);
	strbuf_append_count(line, count, 0);
}

/* Nothing where it is not known. */
static void append_decimal(struct strbuf *line, char separator, bool known, decimal value)
{
	strbuf_append_byte(line, separator);
	if (known)
		decimal_append(line, value);
}

static void put_names(struct writing *writing, char separator, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		append_field(&writing->line, separator, str_from(names[i]));
	strbuf_append_text(&writing->line, separator == ',' ? "\r\n" : "\n");
	writing_put_line(writing);
}

void csv_check_head(struct writing *writing)
{
	put_names(writing, ',', check_names, sizeof(check_names) / sizeof(*check_names));
}

static void append_sides(struct writing *writing, const struct finding *finding)
{
	struct strbuf *line = &writing->line;
	decimal difference = 0;
	bool known = writing_has_sides(finding);
	csv_append_field(line, finding->relation ? writing_formula(writing, finding->relation) : (struct str){0});
	append_decimal(line, ',', known, finding->left);
	append_decimal(line, ',', known, finding->right);
	known = writing_difference(finding, &difference);
	append_decimal(line, ',', known, difference);
}

/* The fields that every record of a report begins with, but for the line: what stands before it, and behind it. */
struct head {
	struct strbuf path, identity;
};

static void make_head(struct head *head, const char *path, const struct report *report)
{
	csv_append_field(&head->path, str_from(path));
	append_value(&head->identity, ',', str_from(report->agency));
	append_count(&head->identity, ',', (size_t)report->year);
}

static void free_head(struct head *head)
{
	strbuf_free(&head->path);
	strbuf_free(&head->identity);
}

static void start_check(struct writing *writing, const struct head *head, size_t source_line)
{
	struct strbuf *line = &writing->line;
	strbuf_append(line, strbuf_view(&head->path));
	append_count(line, ',', source_line);
	strbuf_append_byte(line, ',');
	strbuf_append(line, strbuf_view(&head->identity));
}

static void put_finding(struct writing *writing, const struct head *head, const struct finding *finding,
			const struct examiner *examined)
{
	const struct report *report = &examined->report;
	struct strbuf *line = &writing->line;
	start_check(writing, head, finding->line);
	csv_append_field(line, finding->rule->id);
	append_name(line, ',', severity_name(finding->severity));
	append_name(line, ',', verdict_name(finding->verdict));
	append_name(line, ',', cause_name(finding->cause));
	csv_append_field(line, writing_place(writing, report, finding));
	append_sides(writing, finding);
	csv_append_field(line, writing_hint(writing, finding, examined));
	csv_append_field(line, writing_message(writing, finding, report));
	strbuf_append_byte(line, ',');
	strbuf_append_hex(line, finding_fingerprint(finding, report));
	csv_put_line(writing);
}

static void put_unchecked(struct writing *writing, const struct head *head, const struct report *report)
{
	struct strbuf *line = &writing->line;
	struct str none = {0};
	start_check(writing, head, 1);
	csv_append_field(line, none);
	csv_append_field(line, str_from(severity_name(SEVERITY_NOTICE)));
	csv_append_field(line, STR("not-checked"));
	csv_append_field(line, str_from(writing_state_name(report->state)));
	for (int i = 0; i < 6; i++) /* place, formula, left, right, difference, hint */
		csv_append_field(line, none);
	csv_append_field(line, writing_reason(writing, report));
	csv_append_field(line, none);
	csv_put_line(writing);
}

void csv_check_report(struct writing *writing, const char *path, const struct examiner *examined)
{
	const struct findings *findings = &examined->findings;
	struct head head = {.path = {0}};
	if (report_is_checked(&examined->report) && !findings->count)
		return;
	make_head(&head, path, &examined->report);
	if (!report_is_checked(&examined->report))
		put_unchecked(writing, &head, &examined->report);
	for (size_t i = 0; i < findings->count; i++)
		if (writing->all || findings->list[i].verdict != VERDICT_PASS)
			put_finding(writing, &head, &findings->list[i], examined);
	free_head(&head);
}

static void export_report(struct writing *writing, const char *path, const struct examiner *examined, char separator)
{
	const struct report *report = &examined->report;
	struct strbuf *line = &writing->line, head = {0}; /* that every record begins with */
	append_field(&head, separator, str_from(path));
	append_field(&head, separator, str_from(report->agency));
	append_count(&head, separator, (size_t)report->year);
	for (size_t i = 0; report_is_checked(report) && i < report->format->ncells; i++) {
		const struct cell *cell = &report->cells[i];
		struct cell_name name = writing_cell_name(report->format, i);
		strbuf_append(line, strbuf_view(&head));
		append_field(line, separator, format_cell_table(report->format, i)->form);
		append_field(line, separator, name.table);
		append_field(line, separator, name.row);
		append_field(line, separator, name.column);
		append_decimal(line, separator, cell_has_number(cell), cell->value);
		append_name(line, separator, cell_status_name((enum cell_status)cell->status));
		strbuf_clear(&writing->scratch);
		strbuf_append_on_one_line(&writing->scratch, writing_cell_raw(cell, examined));
		append_field(line, separator, strbuf_view(&writing->scratch));
		append_count(line, separator, cell->line);
		strbuf_append_text(line, separator == ',' ? "\r\n" : "\n");
		writing_put_line(writing);
	}
	strbuf_free(&head);
}

void csv_export_head(struct writing *writing)
{
	put_names(writing, ',', export_names, sizeof(export_names) / sizeof(*export_names));
}

void csv_export_report(struct writing *writing, const char *path, const struct examiner *examined)
{
	export_report(writing, path, examined, ',');
}

void tabs_export_head(struct writing *writing)
{
	put_names(writing, '\t', export_names, sizeof(export_names) / sizeof(*export_names));
}

void tabs_export_report(struct writing *writing, const char *path, const struct examiner *examined)
{
	export_report(writing, path, examined, '\t');
}
