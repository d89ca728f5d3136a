#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "check/sentences.h"

#include "check/examined.h"
#include "check/sample_text.h"

/* Appends the findings of a rule, open ones first: "fail 1165 1258;" with sides where it has them, "pass;". */
static void describe(const struct examiner *examiner, const char *id, bool open, struct strbuf *out)
{
	for (size_t i = 0; i < examiner->findings.count; i++) {
		const struct finding *finding = &examiner->findings.list[i];
		if (!str_equal(finding->rule->id, str_from(id)) || finding_is_open(finding) != open)
			continue;
		strbuf_append_text(out, verdict_name(finding->verdict));
		if (finding->has_sides && open) {
			strbuf_append_byte(out, ' ');
			decimal_append(out, finding->left);
			strbuf_append_byte(out, ' ');
			decimal_append(out, finding->right);
		}
		strbuf_append_byte(out, ';');
	}
}

/* Who does not want what passed looks at fewer paragraphs, and finds the same in them. */
static void assert_skipped_alike(struct examiner *skipping, const char *id, const char *text, const char *expected)
{
	struct strbuf found = {0};
	examiner_examine_bytes(skipping, "t.txt", str_from(text));
	describe(skipping, id, true, &found);
	assert_string_equal(strbuf_text(&found), expected);
	strbuf_free(&found);
}

void assert_sentences(const char *id, const struct sentence *sentences, size_t count)
{
	unsigned nwrong = 0;
	struct examiner *skipping = examiner_new(&known);
	skipping->findings.skips_passes = true;
	for (size_t i = 0; i < count; i++) {
		struct strbuf found = {0};
		const char *text = with(sample_text, "全年公开信息120条，收到政府信息公开申请8件。", sentences[i].text);
		const struct examiner *examiner = examine_text(text, "t.txt");
		describe(examiner, id, true, &found);
		assert_skipped_alike(skipping, id, text, strbuf_text(&found));
		describe(examiner, id, false, &found);
		if (strcmp(strbuf_text(&found), sentences[i].expected) != 0) {
			print_error("%s: expected \"%s\", found \"%s\"\n", sentences[i].text, sentences[i].expected,
				    strbuf_text(&found));
			nwrong++;
		}
		strbuf_free(&found);
	}
	examiner_free(skipping);
	assert_int_equal(nwrong, 0);
}
