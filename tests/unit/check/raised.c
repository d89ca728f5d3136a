#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/raised.h"

#include "check/examined.h"
#include "check/sample_text.h"

static void describe(const struct finding *finding, struct strbuf *out)
{
	strbuf_printf(out, "%s %s %s ", severity_name(finding->severity), verdict_name(finding->verdict),
		      finding->rule->kind->messages[finding->message]);
	strbuf_append(out, str_slice(finding->quote, finding->mark_offset, finding->mark_nbytes));
	strbuf_append_byte(out, '\n');
}

void assert_report_raises(const char *id, const char *text, const char *expected)
{
	const struct examiner *examiner = examine_text(text, "a.txt");
	struct strbuf found = {0};
	for (size_t i = 0; i < examiner->findings.count; i++) {
		const struct finding *finding = &examiner->findings.list[i];
		if (finding_is_open(finding) && str_equal(finding->rule->id, str_from(id)))
			describe(finding, &found);
	}
	if (strcmp(strbuf_text(&found), expected) != 0)
		print_error("%s\n", text);
	assert_string_equal(strbuf_text(&found), expected);
	strbuf_free(&found);
}

void assert_raised(const char *id, const char *sentence, const char *expected)
{
	assert_report_raises(id, with(sample_text, "全年公开信息120条，收到政府信息公开申请8件。", sentence), expected);
}
