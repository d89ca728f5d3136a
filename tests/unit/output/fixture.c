#include "output/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

void fixture_start(struct fixture *fixture)
{
	struct error error = {""};
	*fixture = (struct fixture){0};
	if (!knowledge_load(&fixture->knowledge, &error))
		fail_msg("%s", error.text);
	fixture->examined = examiner_new(&fixture->knowledge);
	fixture->examined->report.format = fixture->knowledge.forms[0].format;
	fixture->examined->report.state = REPORT_RECOGNISED;
	fixture->file = open_memstream(&fixture->bytes, &fixture->nbytes);
	assert_non_null(fixture->file);
	fixture->writing = (struct writing){
		.sink = sink_open(fixture->file, NULL),
		.knowledge = &fixture->knowledge,
		.language = &fixture->language,
	};
}

void fixture_stop(struct fixture *fixture)
{
	assert_int_equal(sink_close(fixture->writing.sink), 0);
	writing_free(&fixture->writing);
	fclose(fixture->file);
	free(fixture->bytes);
	examiner_free(fixture->examined);
	knowledge_free(&fixture->knowledge);
}

struct str fixture_output(struct fixture *fixture)
{
	sink_flush(fixture->writing.sink);
	return (struct str){fixture->bytes, fixture->nbytes};
}

void fixture_set_text(struct fixture *fixture, struct str text)
{
	fixture->examined->text = text;
}

size_t fixture_find_cell(const struct fixture *fixture, const char *name)
{
	const struct format *format = fixture->knowledge.forms[0].format;
	struct strbuf found = {0};
	size_t cell = 0;
	for (; cell < format->ncells; cell++) {
		strbuf_clear(&found);
		format_append_cell_name(format, cell, &found);
		if (str_equal(strbuf_view(&found), str_from(name)))
			break;
	}
	strbuf_free(&found);
	assert_true(cell < format->ncells);
	return cell;
}

void fixture_add_repair(struct fixture *fixture, const char *name, unsigned to)
{
	struct repairs *repairs = &fixture->examined->repairs;
	repairs->list[repairs->count++] = (struct repair){
		.ncells = 1,
		.nchanges = 1,
		.changes = {{.cell = (uint16_t)fixture_find_cell(fixture, name), .from = DECIMAL_ONE,
			     .to = (decimal)to * DECIMAL_ONE}},
		.nmended = 1,
		.is_exact = true,
	};
}

struct finding *fixture_add_finding(struct fixture *fixture, const char *rule_id, enum verdict verdict)
{
	const struct rules *rules = fixture->knowledge.forms[0].rules;
	const struct rule *rule = rules_find(rules, str_from(rule_id));
	assert_non_null(rule);
	struct finding finding = {
		.rule = rule,
		.severity = rule->severity,
		.verdict = verdict,
		.table = FORMAT_NONE,
		.unread_cell = FORMAT_NONE,
		.line = 7,
	};
	if (rule->nrelations) {
		finding.relation = &rules->relations[rule->first_relation];
		finding.table = finding.relation->table;
		finding.has_sides = verdict != VERDICT_NA;
	} else {
		finding.section = 4;
	}
	findings_add(&fixture->examined->findings, finding);
	return &fixture->examined->findings.list[fixture->examined->findings.count - 1];
}
