/* Made reports, damaged and written in every layout and encoding: what is read back is what went in, or is not read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "check/examine.h"
#include "check/relation.h"
#include "report/generate.h"

enum { NUSUAL = 3000, MAX_SHOWN = 40 };

/* One report. */
struct trip {
	uint64_t seed;
	enum layout layout;
	enum damage damages[3];
	size_t ndamages;
	enum encoding encoding;
	unsigned form;
	bool wrong;                     /* some of its numbers break relations */
};

struct tally {
	unsigned long ncells, nread, nlost;
};

static struct knowledge known;
static struct examiner *examiner;
static struct made made;
static struct report truth;
static int origins[FORMAT_MAX_CELLS];   /* of the cells that were read: which cells they were, or FORMAT_NONE */
static struct tally tallies[DAMAGE_NKINDS + 1][LAYOUT_NKINDS];
static unsigned long nfailed;
static bool strict;                     /* ROUNDTRIP_STRICT: complain of numbers not read in tables without cells too */

static void write_trip(const struct trip *trip, struct strbuf *out)
{
	made_write_as(&made, trip->layout, trip->encoding, trip->seed % 2, out);
}

/* What came back. */

static void complain(const struct trip *trip, const char *what, const char *where)
{
	nfailed++;
	if (nfailed > MAX_SHOWN)
		return;
	print_error("ROUNDTRIP_SEED=%llu: %s: %s; form %u, %s, %s", (unsigned long long)trip->seed, what, where,
		    trip->form, encoding_name(trip->encoding), layout_name(trip->layout));
	for (size_t i = 0; i < trip->ndamages; i++)
		print_error(", %s", damage_name(trip->damages[i]));
	print_error("\n");
}

static void complain_of_cell(const struct trip *trip, const struct report *report, size_t cell, const char *what)
{
	struct strbuf text = {0};
	format_append_cell_name(report->format, cell, &text);
	strbuf_append_text(&text, " was ");
	decimal_append(&text, origins[cell] == FORMAT_NONE ? 0 : made.values[origins[cell]]);
	strbuf_printf(&text, ", is %s ", cell_status_name((enum cell_status)report->cells[cell].status));
	decimal_append(&text, report->cells[cell].value);
	complain(trip, what, strbuf_text(&text));
	strbuf_free(&text);
}

static void complain_of_rule(const struct trip *trip, const struct rule *rule, const char *what)
{
	struct strbuf text = {0};
	strbuf_append(&text, rule->id);
	complain(trip, what, strbuf_text(&text));
	strbuf_free(&text);
}

static int find_cell(const struct format *format, struct str wanted)
{
	struct strbuf name = {0};
	int found = FORMAT_NONE;
	for (size_t i = 0; i < format->ncells && found == FORMAT_NONE; i++) {
		strbuf_clear(&name);
		format_append_cell_name(format, i, &name);
		if (str_equal(strbuf_view(&name), wanted))
			found = (int)i;
	}
	strbuf_free(&name);
	return found;
}

/* Where a lost row was all that told the form, the report is read in another one. */
static void find_origins(const struct format *format)
{
	struct strbuf name = {0};
	for (size_t i = 0; i < format->ncells; i++) {
		origins[i] = (int)i;
		if (format == made.form->format)
			continue;
		strbuf_clear(&name);
		format_append_cell_name(format, i, &name);
		origins[i] = find_cell(made.form->format, strbuf_view(&name));
	}
	strbuf_free(&name);
}

static void compare_cell(const struct trip *trip, const struct report *report, size_t cell, struct tally *tally)
{
	bool read = cell_has_number(&report->cells[cell]), same_form = report->format == made.form->format;
	int origin = origins[cell];
	enum made_state state = origin == FORMAT_NONE ? MADE_GONE : made.states[origin];
	tally->ncells++;
	tally->nread += read;
	tally->nlost += !read && state == MADE_WHOLE;
	if (read && state == MADE_GONE)
		complain_of_cell(trip, report, cell, "a number out of nothing");
	else if (read && report->cells[cell].value != made.values[origin])
		complain_of_cell(trip, report, cell, "another number");
	else if (!read && same_form && state == MADE_WHOLE && (strict || !layout_is_loose(trip->layout)))
		complain_of_cell(trip, report, cell, "not read");
}

static void compare_cells(const struct trip *trip, const struct report *report)
{
	struct tally *tally = &tallies[trip->ndamages > 1 ? DAMAGE_NKINDS : trip->damages[0]][trip->layout];
	find_origins(report->format);
	truth = (struct report){.format = report->format, .state = REPORT_RECOGNISED};
	for (size_t i = 0; i < report->format->ncells; i++) {
		compare_cell(trip, report, i, tally);
		if (origins[i] != FORMAT_NONE)
			truth.cells[i] = (struct cell){.value = made.values[origins[i]], .status = CELL_READ};
	}
}

static bool all_read(const struct relation *relation, const struct report *report)
{
	for (size_t i = 0; i < relation->nterms; i++)
		if (!cell_has_value(&report->cells[relation->terms[i].cell]))
			return false;
	return true;
}

static const struct finding *find(const struct examiner *examined, const struct relation *relation)
{
	for (size_t i = 0; i < examined->findings.count; i++)
		if (examined->findings.list[i].relation == relation)
			return &examined->findings.list[i];
	return NULL;
}

static void compare_findings(const struct trip *trip, const struct examiner *examined)
{
	const struct rules *rules = examined->form->rules;
	for (size_t i = 0; i < rules->nrelations; i++) {
		const struct relation *relation = &rules->relations[i];
		const struct finding *finding = find(examined, relation);
		if (relation->over_years)
			continue;
		struct relation_result result = relation_evaluate(relation, &truth);
		bool open = finding && finding_is_open(finding);
		if (result.assessable && result.holds && open)
			complain_of_rule(trip, relation->rule, "accused falsely");
		if (!result.holds && !open && !relation->instead_of && all_read(relation, &examined->report))
			complain_of_rule(trip, relation->rule, "fault not found");
	}
}

static void compare_whole(const struct trip *trip, const struct report *report)
{
	unsigned sections = 0;
	for (size_t i = 0; i < report->nheadings; i++)
		sections |= 1u << report->headings[i].section;
	if (sections != 0x7e || report->nheadings != 6)
		complain(trip, "headings", "");
	if (report->year != made.year)
		complain(trip, "year", "");
	if (!str_equal(str_from(report->agency), made.agency))
		complain(trip, "agency", report->agency);
	if (report->encoding ? strcmp(report->encoding, encoding_name(trip->encoding)) != 0
			     : trip->encoding != ENCODING_UTF8)
		complain(trip, "encoding", report->encoding ? report->encoding : "");
}

static void compare(const struct trip *trip, const struct examiner *examined)
{
	bool harmless = trip->damages[0] < DAMAGE_LABEL_RESTS && trip->ndamages == 1;
	if (harmless && !layout_is_loose(trip->layout) &&
	    (examined->form != made.form || examined->report.state != REPORT_RECOGNISED))
		complain(trip, "another form or state", report_state_text(examined->report.state));
	compare_cells(trip, &examined->report);
	compare_findings(trip, examined);
	if (trip->damages[0] == DAMAGE_NONE && trip->layout != LAYOUT_ALIGNED)
		compare_whole(trip, &examined->report);
}

static void travel(const struct trip *trip)
{
	struct strbuf bytes = {0};
	made_begin(&made, &known.forms[trip->form], trip->seed, trip->wrong);
	for (size_t i = 0; i < trip->ndamages; i++)
		made_damage(&made, trip->damages[i], trip->layout);
	write_trip(trip, &bytes);
	examiner_examine_bytes(examiner, "a.txt", strbuf_view(&bytes));
	const char *dump = getenv("ROUNDTRIP_DUMP");
	if (dump) {
		FILE *file = fopen(dump, "wb");
		fwrite(bytes.ptr, 1, bytes.nbytes, file);
		fclose(file);
	}
	compare(trip, examiner);
	strbuf_free(&bytes);
}

/* Everything of a report follows from its seed; consecutive seeds go through layouts, damages and encodings. */
static struct trip plan(uint64_t seed)
{
	struct made dice = {.random = seed ^ 0x5eed};
	struct trip trip = {.seed = seed, .ndamages = 1};
	trip.layout = (enum layout)(seed % LAYOUT_NKINDS);
	trip.damages[0] = (enum damage)(seed / LAYOUT_NKINDS % (DAMAGE_NKINDS + 1));
	if (trip.damages[0] == DAMAGE_NKINDS)
		for (trip.ndamages = 0; trip.ndamages < 3; trip.ndamages++)
			trip.damages[trip.ndamages] = (enum damage)(1 + made_random(&dice, DAMAGE_NKINDS - 1));
	/* What happens to rows and numbers is another matter there. */
	if (trip.layout == LAYOUT_SIDEWAYS && (trip.ndamages > 1 || trip.damages[0] > DAMAGE_BAD_BYTES)) {
		trip.ndamages = 1;
		trip.damages[0] = DAMAGE_NONE;
	}
	trip.encoding = (enum encoding)(ENCODING_UTF8 + made_random(&dice, ENCODING_COUNT - ENCODING_UTF8));
	if (trip.encoding == ENCODING_BIG5 && trip.layout != LAYOUT_HTML)
		trip.encoding = ENCODING_GB18030;
	trip.form = made_random(&dice, KNOWLEDGE_NFORMS);
	trip.wrong = made_once_in(&dice, 2);
	return trip;
}

static void print_tallies(void)
{
	print_message("# read of 1000 cells; in brackets: of the rest, those not damaged\n# %-18s", "");
	for (int layout = 0; layout < LAYOUT_NKINDS; layout++)
		print_message(" %12s", layout_name((enum layout)layout));
	for (int damage = 0; damage <= DAMAGE_NKINDS; damage++) {
		print_message("\n# %-18s", damage < DAMAGE_NKINDS ? damage_name((enum damage)damage) : "three of them");
		for (int layout = 0; layout < LAYOUT_NKINDS; layout++) {
			const struct tally *tally = &tallies[damage][layout];
			unsigned long all = tally->ncells ? tally->ncells : 1;
			print_message(" %5lu (%4lu)", tally->nread * 1000 / all, tally->nlost * 1000 / all);
		}
	}
	print_message("\n");
}

/* Where nothing is damaged all is read, and nearly all where labels are broken. */
static void assert_share(enum damage damage, unsigned long least)
{
	for (int layout = 0; layout < LAYOUT_NKINDS; layout++) {
		const struct tally *tally = &tallies[damage][layout];
		if (tally->nread * 1000 < tally->ncells * least)
			fail_msg("%s, %s: only %lu of %lu read", damage_name(damage), layout_name((enum layout)layout),
				 tally->nread, tally->ncells);
	}
}

static void every_layout_damage_and_encoding(void **state)
{
	const char *seed = getenv("ROUNDTRIP_SEED"), *count = getenv("ROUNDTRIP_COUNT");
	strict = getenv("ROUNDTRIP_STRICT") != NULL;
	uint64_t first = seed ? strtoull(seed, NULL, 10) : 1;
	unsigned long n = count ? strtoul(count, NULL, 10) : seed ? 1 : NUSUAL;
	for (unsigned long i = 0; i < n; i++) {
		struct trip trip = plan(first + i);
		travel(&trip);
	}
	if (n > 1)
		print_tallies();
	if (n >= NUSUAL) {
		assert_share(DAMAGE_NONE, 1000);
		assert_share(DAMAGE_LABEL_BREAKS, 980);
		assert_share(DAMAGE_LABEL_BLANKS, 980);
	}
	if (nfailed)
		fail_msg("%lu of what was read back is not what went in", nfailed);
}

static int setup(void **state)
{
	struct error error = {""};
	if (!knowledge_load(&known, &error))
		fail_msg("%s", error.text);
	examiner = examiner_new(&known);
	return 0;
}

static int teardown(void **state)
{
	arena_free(&made.arena);
	examiner_free(examiner);
	knowledge_free(&known);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(every_layout_damage_and_encoding)};
	return cmocka_run_group_tests(tests, setup, teardown);
}
