#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "check/examined.h"

#include "base/alloc.h"
#include "check/check.h"

struct knowledge known;
const struct format *known_format;
const struct labels *known_labels;
const struct rules *known_rules;
static struct examiner *examiner;

int know(void **state)
{
	struct error error = {""};
	if (!knowledge_load(&known, &error))
		fail_msg("%s", error.text);
	const struct form *form = knowledge_current_form(&known);
	known_format = form->format;
	known_labels = form->labels;
	known_rules = form->rules;
	examiner = examiner_new(&known);
	return 0;
}

/* Sets of rules that were made. */
static struct {
	size_t count, capacity;
	struct rules **list;
} made;

struct rules *make_rules(struct arena *arena)
{
	made.list = alloc_grow(made.list, made.count, &made.capacity, sizeof(*made.list));
	return made.list[made.count++] = rules_new(arena, known_format, known_rules->quantities);
}

void release_rules(void)
{
	for (size_t i = 0; i < made.count; i++)
		rules_release(made.list[i]);
	free(made.list);
	made.list = NULL;
	made.count = made.capacity = 0;
}

int forget(void **state)
{
	examiner_free(examiner);
	knowledge_free(&known);
	return 0;
}

const struct examiner *examine_text(const char *text, const char *path)
{
	examiner_examine_bytes(examiner, path, str_from(text));
	return examiner;
}

const struct examiner *examine_file(const char *path)
{
	examiner_examine(examiner, path);
	return examiner;
}

const char *in_source_tree(const char *path)
{
	static char whole[4096];
	const char *root = getenv("SOURCE_TREE");
	snprintf(whole, sizeof(whole), "%s/%s", root && root[0] ? root : ".", path);
	return whole;
}

size_t table_named(const char *name)
{
	const struct format_table *table = format_find_table(known_format, str_from(name));
	if (!table)
		fail_msg("no table %s", name);
	return (size_t)(table - known_format->tables);
}

size_t row_of_form(const struct format *format, const char *name)
{
	struct str rest = str_from(name), table;
	str_split(&rest, '/', &table);
	for (size_t i = 0; i < format->nrows; i++)
		if (format->rows[i].first_cell != FORMAT_NONE && str_equal(format->rows[i].name, rest) &&
		    str_equal(format->tables[format->rows[i].table].name, table))
			return i;
	fail_msg("no row %s", name);
	return 0;
}

size_t row_named(const char *name)
{
	return row_of_form(known_format, name);
}

size_t cell_named(const char *name)
{
	struct strbuf text = {0};
	size_t cell = 0;
	for (; cell < known_format->ncells; cell++) {
		strbuf_clear(&text);
		format_append_cell_name(known_format, cell, &text);
		if (str_equal(strbuf_view(&text), str_from(name)))
			break;
	}
	strbuf_free(&text);
	if (cell == known_format->ncells)
		fail_msg("no cell %s", name);
	return cell;
}

static void describe_cell(const struct cell *cell, struct strbuf *out)
{
	static const char *const signs[CELL_NSTATUSES] = {
		[CELL_ABSENT] = ".", [CELL_READ] = "", [CELL_BLANK] = "_",
		[CELL_NOTED] = "*",  [CELL_LOST] = "?", [CELL_TEXT] = "x",
		[CELL_INFERRED] = "^",
	};
	if (cell_has_number(cell))
		decimal_append(out, cell->value);
	strbuf_append_text(out, signs[cell->status]);
}

void describe_row(const struct report *report, size_t row, struct strbuf *out)
{
	size_t first = (size_t)report->format->rows[row].first_cell;
	for (size_t i = 0; i < format_row_block(report->format, row)->ncolumns; i++) {
		strbuf_append_text(out, i ? " " : "");
		describe_cell(&report->cells[first + i], out);
	}
}

void assert_row(const struct report *report, const char *row, const char *expected)
{
	struct strbuf text = {0};
	describe_row(report, row_of_form(report->format, row), &text);
	if (strcmp(strbuf_text(&text), expected) != 0)
		print_error("%s:\n", row);
	assert_string_equal(strbuf_text(&text), expected);
	strbuf_free(&text);
}

void describe_finding(const struct finding *finding, struct strbuf *out)
{
	strbuf_append(out, finding->rule->id);
	strbuf_printf(out, " %s %s ", severity_name(finding->severity), verdict_name(finding->verdict));
	finding_append_place(finding, examiner->report.format, out);
	if (finding->relation && finding->verdict != VERDICT_NA) {
		strbuf_append_byte(out, ' ');
		decimal_append(out, finding->left);
		strbuf_append_byte(out, ' ');
		decimal_append(out, finding->right);
	} else if (!finding->relation && !finding->section && finding->count) {
		strbuf_printf(out, " %u", (unsigned)finding->count);
	}
}

static int compare_lines(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

void sort_lines(struct strbuf *text)
{
	struct strbuf sorted = {0};
	struct str rest = strbuf_view(text), line, *lines = NULL;
	size_t nlines = 0, capacity = 0;
	while (rest.nbytes && str_split(&rest, '\n', &line)) {
		lines = alloc_grow(lines, nlines, &capacity, sizeof(*lines));
		lines[nlines++] = line;
	}
	if (nlines)
		qsort(lines, nlines, sizeof(*lines), compare_lines);
	for (size_t i = 0; i < nlines; i++) {
		strbuf_append(&sorted, lines[i]);
		strbuf_append_byte(&sorted, '\n');
	}
	free(lines);
	strbuf_free(text);
	*text = sorted;
}

static bool is_in_groups(const struct rule *rule, const char *groups)
{
	struct str rest = str_from(groups), group;
	while (rest.nbytes && str_split(&rest, ' ', &group))
		if (str_starts_with(rule->id, group))
			return true;
	return false;
}

/* Those of some groups of rules, or of all for NULL. */
static void describe_open_in(const struct examiner *examined, const char *groups, struct strbuf *out)
{
	for (size_t i = 0; i < examined->findings.count; i++) {
		const struct finding *finding = &examined->findings.list[i];
		if (!finding_is_open(finding) || (groups && !is_in_groups(finding->rule, groups)))
			continue;
		describe_finding(finding, out);
		strbuf_append_byte(out, '\n');
	}
	sort_lines(out);
}

void describe_open(const struct examiner *examined, struct strbuf *out)
{
	describe_open_in(examined, NULL, out);
}

void assert_open_in(const struct examiner *examined, const char *groups, const char *expected)
{
	struct strbuf text = {0};
	describe_open_in(examined, groups, &text);
	assert_string_equal(strbuf_text(&text), expected);
	strbuf_free(&text);
}

void assert_open(const struct examiner *examined, const char *expected)
{
	assert_open_in(examined, NULL, expected);
}

void describe_rule(const struct examiner *examined, const char *id, struct strbuf *out)
{
	unsigned counts[VERDICT_NVERDICTS] = {0};
	for (size_t i = 0; i < examined->findings.count; i++)
		if (str_equal(examined->findings.list[i].rule->id, str_from(id)))
			counts[examined->findings.list[i].verdict]++;
	for (int verdict = 0; verdict < VERDICT_NVERDICTS; verdict++)
		strbuf_printf(out, "%s%s %u", verdict ? " " : "", verdict_name((enum verdict)verdict), counts[verdict]);
}

void assert_rule(const struct examiner *examined, const char *id, const char *expected)
{
	struct strbuf text = {0};
	describe_rule(examined, id, &text);
	if (strcmp(strbuf_text(&text), expected) != 0)
		print_error("%s:\n", id);
	assert_string_equal(strbuf_text(&text), expected);
	strbuf_free(&text);
}

const struct finding *finding_at(const struct examiner *examined, const char *id, const char *place)
{
	const struct finding *found = NULL;
	struct strbuf text = {0};
	for (size_t i = 0; i < examined->findings.count; i++) {
		const struct finding *finding = &examined->findings.list[i];
		strbuf_clear(&text);
		finding_append_place(finding, examined->report.format, &text);
		if (!str_equal(finding->rule->id, str_from(id)) || !str_equal(strbuf_view(&text), str_from(place)))
			continue;
		if (found)
			fail_msg("%s %s twice", id, place);
		found = finding;
	}
	strbuf_free(&text);
	if (!found)
		fail_msg("no finding %s %s", id, place);
	return found;
}

const char *path_text(const struct path *path)
{
	static char texts[8][4096];
	static size_t next;
	char *text = texts[next++ % 8];
	size_t nbytes = path ? path_copy(*path, text, sizeof(texts[0])) : 0;
	assert_true(nbytes < sizeof(texts[0]));
	text[nbytes] = '\0';
	return path ? text : NULL;
}

void check_relations_of(const struct rules *rules, const struct report *report, struct findings *findings)
{
	struct rules relations = *rules;
	relations.count = 0;
	check_report(&(struct check){.rules = &relations, .report = report, .findings = findings});
}
